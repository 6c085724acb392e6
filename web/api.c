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
 * A parameter that is none of the route's is a 400: a misspelt filter that is passed over would give a wrong answer.
 */
#include "base/json.h"
#include "base/limits.h"
#include "query/present.h"
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

static enum tc_status nothing_asked(struct tc_err *err)
{
	return tc_err_set(err, TC_EARG, "parameter 'q': nothing to search for");
}

static enum tc_status search(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	struct tc_asked asked;
	struct tc_results results;
	enum tc_status status = tc_param_known(request, tc_asked_names, err);
	if (status == TC_OK)
		status = tc_asked_read(site, request, &asked, err);
	if (status == TC_OK && !tc_asked_something(&asked))
		status = nothing_asked(err);
	if (status == TC_OK)
		status = tc_asked_search(site, request, &asked, &results, err);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_JSON;
	tc_present_json.results(&results, &present_options, &response->body);
	return TC_OK;
}

static enum tc_status facets(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	struct tc_asked asked;
	struct tc_results results;
	struct tc_json_writer w;
	enum tc_status status = tc_param_known(request, tc_asked_names, err);
	if (status == TC_OK)
		status = tc_asked_read(site, request, &asked, err);
	if (status == TC_OK && !tc_asked_something(&asked))
		status = nothing_asked(err);
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
	struct tc_loan loan;
	struct tc_str prefix = tc_param(request, "q");
	unsigned long n = SUGGESTIONS;
	enum tc_status status = tc_param_known(request, names, err);
	if (status == TC_OK)
		status = tc_param_number(request, "n", 1, MAX_SUGGESTIONS, SUGGESTIONS, &n, err);
	if (status == TC_OK && prefix.n > TC_LIMIT_QUERY_BYTES)
		status = tc_err_set(err, TC_ELIMIT, "parameter 'q': longer than %d bytes", TC_LIMIT_QUERY_BYTES);
	if (status != TC_OK)
		return status;
	if ((status = tc_site_borrow(site, &loan, err)) != TC_OK)
		return status;
	status = tc_suggest(loan.searcher, prefix, n, request->arena, &suggestions, err);
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_JSON;
	response->cache_control = "private, max-age=60";
	tc_suggestions_json(prefix, &suggestions, &response->body);
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
	static const char *const names[] = {"id", "q", NULL};
	struct tc_shown_list list;
	struct tc_str name;
	struct tc_loan loan;
	enum tc_status status = tc_param_known(request, names, err);
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
	response->content_type = TC_TYPE_JSON;
	tc_present_article_json(&list, &response->body);
	return TC_OK;
}

static enum tc_status similar(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	static const char *const names[] = {"id", "size", "n", "page", "offset", "snippet", NULL};
	struct tc_results results;
	struct tc_asked asked;
	struct tc_str name;
	struct tc_loan loan;
	enum tc_status status = tc_param_known(request, names, err);
	if (status == TC_OK)
		status = tc_asked_read(site, request, &asked, err);
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
	response->content_type = TC_TYPE_JSON;
	tc_present_json.results(&results, &present_options, &response->body);
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
