/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The API: JSON as tracuu-query prints it, with the same names and the same number of the format.
 *
 *   /api/search        a search (web/asked.h has the parameters)
 *   /api/facets        its facets alone
 *   /api/suggest       q, n: completions
 *   /api/article/ID    an article; q: words to mark.  /api/article?id=ID where a server between would spoil slashes
 *   /api/similar/ID    articles like it
 *   /api/health        does the server work?  Without a password, so it says nothing else
 *   /api/openapi.json  all this for programs
 *
 * Searches, articles and those like one may also be had as JSON lines, CSV and references: the parameter format.
 *
 * A parameter that is none of the route's is a 400: a misspelt filter that is passed over would give a wrong answer.
 */
#include "base/json.h"
#include "query/cite.h"
#include "query/present_facets.h"
#include "query/show.h"
#include "query/similar.h"
#include "query/suggest.h"
#include "web/asked.h"
#include "web/openapi.h"
#include "web/route.h"

#define SUGGESTIONS 10
#define MAX_SUGGESTIONS 50
#define KEYWORD_CONTEXT 60

static const struct tc_present_options present_options = {.context = KEYWORD_CONTEXT};

/* What an answer may be written as; the first is what it is when nothing is said. */
static const struct format {
	const struct tc_presenter *presenter;
	const char *type, *disposition; /* NULL: none */
} formats[] = {
	{&tc_present_json, TC_TYPE_JSON, NULL},
	{&tc_present_jsonl, "application/jsonl; charset=utf-8", "inline; filename=tracuu.jsonl"},
	{&tc_present_csv, "text/csv; charset=utf-8; header=present", "inline; filename=tracuu.csv"},
	{&tc_present_kwic_csv, "text/csv; charset=utf-8; header=present", "inline; filename=tracuu.csv"},
	{&tc_present_bibtex, "application/x-bibtex; charset=utf-8", "inline; filename=tracuu.bib"},
	{&tc_present_ris, "application/x-research-info-systems; charset=utf-8", "inline; filename=tracuu.ris"},
	{&tc_present_csl, "application/vnd.citationstyles.csl+json; charset=utf-8", "inline; filename=tracuu.json"},
	{&tc_present_wiki, TC_TYPE_TEXT, "inline; filename=tracuu.txt"},
	{&tc_present_text, TC_TYPE_TEXT, NULL},
	{&tc_present_kwic, TC_TYPE_TEXT, NULL},
	{&tc_present_trec, TC_TYPE_TEXT, NULL},
};

/* The parameter "format". */
static enum tc_status read_format(const struct tc_request *request, const struct format **out, struct tc_err *err)
{
	int chosen = 0;
	enum tc_status status =
		tc_param_choice(request, "format", "json|jsonl|csv|kwic-csv|bibtex|ris|csl|wiki|text|kwic|trec", 0, &chosen, err);
	*out = &formats[chosen];
	return status;
}

static void write_results(const struct format *format, const struct tc_results *results, struct tc_response *response)
{
	const struct tc_presenter *p = format->presenter;
	response->content_type = format->type;
	if (format->disposition != NULL)
		tc_response_header(response, "Content-Disposition", tc_str_of(format->disposition));
	if (p->begin != NULL)
		p->begin(&present_options, &response->body);
	p->results(results, &present_options, &response->body);
}

static enum tc_status search(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	const struct format *format;
	struct tc_asked asked;
	struct tc_results results;
	enum tc_status status = tc_asked_strictly(site, request, true, &asked, err);
	if (status == TC_OK)
		status = read_format(request, &format, err);
	if (status != TC_OK)
		return status;
	asked.options.occurrences = format->presenter == &tc_present_kwic_csv || format->presenter == &tc_present_kwic;
	status = tc_asked_search(site, request, &asked, &results, err);
	if (status == TC_OK)
		write_results(format, &results, response);
	return status;
}

static enum tc_status facets(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	struct tc_asked asked;
	struct tc_results results;
	struct tc_json_writer w;
	enum tc_status status = tc_asked_strictly(site, request, false, &asked, err);
	if (status == TC_OK && asked.options.facets == NULL) {
		status = tc_facet_wish_parse(TC_STR("year,section,author,keyword,source,name"), &asked.wish, err);
		asked.options.facets = &asked.wish;
	}
	asked.options.offset = asked.options.limit = 0;
	asked.options.suggest = false;
	if (status == TC_OK)
		status = tc_asked_search(site, request, &asked, &results, err);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_JSON;
	tc_json_writer_init(&w, &response->body);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	tc_json_key_str(&w, "query", results.query);
	tc_json_key(&w, "total");
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "value", results.total);
	tc_json_key_bool(&w, "exact", results.total_exact);
	tc_json_end_object(&w);
	tc_present_facets_json(&w, results.facets);
	tc_json_end_object(&w);
	tc_buf_add_char(&response->body, '\n');
	return TC_OK;
}

static enum tc_status suggest(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	static const char *const names[] = {"q", "n", NULL};
	struct tc_suggestions suggestions;
	unsigned long n = SUGGESTIONS;
	enum tc_status status = tc_param_known(request, names, err);
	if (status == TC_OK)
		status = tc_param_number(request, "n", 1, MAX_SUGGESTIONS, SUGGESTIONS, &n, err);
	if (status == TC_OK)
		status = tc_asked_completions(site, request, n, &suggestions, err);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_JSON;
	response->cache_control = "private, max-age=60";
	tc_suggestions_json(tc_param(request, "q"), &suggestions, &response->body);
	return TC_OK;
}

/* The article that is asked for, by path or parameter. */
static enum tc_status article_name(const struct tc_request *request, struct tc_str *name, struct tc_err *err)
{
	*name = request->arguments[0].n > 0 ? request->arguments[0] : tc_param(request, "id");
	if (name->n == 0)
		return tc_err_set(err, TC_EARG, "parameter 'id': which article?");
	return TC_OK;
}

static enum tc_status article(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	static const char *const names[] = {"id", "q", "format", NULL};
	struct tc_shown_list list;
	struct tc_str name;
	struct tc_loan loan;
	int format = 0;
	enum tc_status status = tc_param_known(request, names, err);
	if (status == TC_OK)
		status = tc_param_choice(request, "format", "json|text|bibtex|ris|csl|wiki", 0, &format, err);
	if (status == TC_OK)
		status = article_name(request, &name, err);
	if (status != TC_OK)
		return status;
	if ((status = tc_site_borrow(site, &loan, err)) != TC_OK)
		return status;
	status = tc_show(loan.searcher, name, NULL, tc_param(request, "q"), request->arena, &list, err);
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	if (format == 0) {
		response->content_type = TC_TYPE_JSON;
		tc_present_article_json(&list, &response->body);
	} else if (format == 1) {
		response->content_type = TC_TYPE_TEXT;
		tc_present_article_text(&list, &present_options, &response->body);
	} else {
		const enum tc_cite_format cite = (enum tc_cite_format)(format - 2);
		response->content_type = tc_cite_formats[cite].type;
		tc_response_header(response, "Content-Disposition", tc_str_of(tc_cite_formats[cite].disposition));
		tc_cite(cite, &list.v[0].article, list.n, sizeof *list.v, &response->body);
	}
	return TC_OK;
}

static enum tc_status similar(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	static const char *const names[] = {"id", "size", "n", "page", "offset", "snippet", "format", NULL};
	const struct format *format;
	struct tc_results results;
	struct tc_asked asked;
	struct tc_str name;
	struct tc_loan loan;
	enum tc_status status = tc_param_known(request, names, err);
	if (status == TC_OK)
		status = tc_asked_read(site, request, &asked, err);
	if (status == TC_OK)
		status = read_format(request, &format, err);
	if (status == TC_OK)
		status = article_name(request, &name, err);
	if (status != TC_OK)
		return status;
	if ((status = tc_site_borrow(site, &loan, err)) != TC_OK)
		return status;
	status = tc_similar(loan.searcher, name, NULL, &asked.options, request->arena, &results, err);
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	write_results(format, &results, response);
	return TC_OK;
}

/* Opens the index, or finds it open, and reads it. */
static enum tc_status health(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	struct tc_suggestions none;
	struct tc_loan loan;
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status != TC_OK)
		return status;
	status = tc_suggest(loan.searcher, TC_STR("a"), 1, request->arena, &none, err);
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_JSON;
	response->cache_control = "no-store";
	tc_buf_add_cstr(&response->body, "{\"format\":1,\"status\":\"ok\"}\n");
	return TC_OK;
}

static enum tc_status openapi(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	(void)err;
	response->content_type = TC_TYPE_JSON;
	tc_openapi_write(tc_site_config(site), request, &response->body);
	return TC_OK;
}

static const struct tc_route routes[] = {
	{"/api/search", search, TC_ROUTE_JSON},        {"/api/facets", facets, TC_ROUTE_JSON},
	{"/api/suggest", suggest, TC_ROUTE_JSON},      {"/api/article", article, TC_ROUTE_JSON},
	{"/api/article/:id*", article, TC_ROUTE_JSON}, {"/api/similar", similar, TC_ROUTE_JSON},
	{"/api/similar/:id*", similar, TC_ROUTE_JSON}, {"/api/health", health, TC_ROUTE_JSON | TC_ROUTE_OPEN},
	{"/api/openapi.json", openapi, TC_ROUTE_JSON},
};
const struct tc_route_table tc_api_routes = {routes, sizeof routes / sizeof *routes};
