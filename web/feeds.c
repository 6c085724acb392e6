/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What other programs read beside the API.
 *
 *   /atom              a search as an Atom feed (RFC 4287), newest first unless sorted otherwise
 *   /opensearch.xml    how a browser asks us, as a search engine of its own (OpenSearch 1.1)
 *   /suggestions       completions as that wants them: ["ngh",["nghề","nghệ nhân"]]
 *   /robots.txt        programs that read everything need not read searches
 *   /metrics           counters for Prometheus, for this machine alone
 */
#include "base/escape.h"
#include "base/json.h"
#include "base/utf8.h"
#include "query/present.h"
#include "query/suggest.h"
#include "web/asked.h"
#include "web/metrics.h"
#include "web/route.h"
#include "web/sitemap.h"

/* Characters that a ShortName may have. */
#define OPENSEARCH_NAME 16
#define SUGGESTIONS 10

static enum tc_status atom(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			   struct tc_err *err)
{
	struct tc_present_options options = {.color = false};
	struct tc_asked asked;
	struct tc_results results;
	enum tc_status status = tc_asked_strictly(site, request, false, &asked, err);
	if (status != TC_OK)
		return status;
	/* A reader of feeds looks for what is new. */
	if (!tc_has_param(request, "sort")) {
		asked.options.sort = TC_SEARCH_NEWEST;
		asked.options.quote = TC_QUOTE_NO;
	}
	asked.options.suggest = asked.options.reprints = false;
	status = tc_asked_search(site, request, &asked, &results, err);
	if (status != TC_OK)
		return status;
	size_t mark = tc_str_find_char(request->target, '?', 0);
	struct tc_str query = tc_str_sub(request->target, mark, request->target.n);
	options.self = tc_request_address(request, tc_arena_printf(request->arena, "/atom%.*s", TC_STR_ARG(query)));
	options.page = tc_request_address(request, tc_arena_printf(request->arena, TC_PATH_SEARCH "%.*s", TC_STR_ARG(query)));
	response->content_type = TC_TYPE_ATOM;
	tc_present_atom.results(&results, &options, &response->body);
	return TC_OK;
}

/* The first characters of a text. */
static struct tc_str shorten(struct tc_str text, size_t characters)
{
	size_t at = 0;
	for (size_t n = 0; at < text.n && n < characters; n++)
		tc_utf8_next(text, &at);
	return tc_str_sub(text, 0, at);
}

static void add_url(struct tc_buf *out, const struct tc_request *request, const char *type, const char *path)
{
	tc_buf_printf(out, "<Url type=\"%s\" template=\"", type);
	tc_escape_xml(tc_request_address(request, tc_str_of(path)), out);
	tc_buf_add_cstr(out, "?q={searchTerms}\"/>\n");
}

static enum tc_status opensearch(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				 struct tc_err *err)
{
	const struct tc_str title = tc_str_of(tc_site_config(site)->title);
	struct tc_buf *out = &response->body;
	(void)err;
	response->content_type = TC_TYPE_OPENSEARCH;
	tc_buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			     "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>");
	tc_escape_xml(shorten(title, OPENSEARCH_NAME), out);
	tc_buf_add_cstr(out, "</ShortName>\n<Description>");
	tc_escape_xml(title, out);
	tc_buf_add_cstr(out, "</Description>\n");
	add_url(out, request, "text/html", TC_PATH_SEARCH);
	add_url(out, request, "application/atom+xml", "/atom");
	add_url(out, request, "application/json", "/api/search");
	add_url(out, request, "application/x-suggestions+json", "/suggestions");
	tc_buf_add_cstr(out, "<Language>vi</Language>\n<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n");
	return TC_OK;
}

static enum tc_status suggestions(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				  struct tc_err *err)
{
	struct tc_suggestions found;
	struct tc_json_writer w;
	struct tc_str prefix = tc_param(request, "q");
	enum tc_status status = tc_asked_completions(site, request, SUGGESTIONS, &found, err);
	if (status != TC_OK)
		return status;
	response->content_type = "application/x-suggestions+json; charset=utf-8";
	response->cache_control = "private, max-age=60";
	tc_json_writer_init(&w, &response->body);
	tc_json_begin_array(&w);
	tc_json_str(&w, prefix);
	tc_json_begin_array(&w);
	for (size_t i = 0; i < found.n; i++)
		tc_json_str(&w, found.v[i].text);
	tc_json_end_array(&w);
	tc_json_end_array(&w);
	return TC_OK;
}

static enum tc_status robots(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	struct tc_buf *out = &response->body;
	(void)err;
	response->cache_control = "public, max-age=86400";
	tc_buf_printf(out, "User-agent: *\n");
	if (!tc_site_config(site)->sitemap) {
		tc_buf_add_cstr(out, "Disallow: /\n");
		return TC_OK;
	}
	tc_buf_printf(out, "Disallow: %.*s" TC_PATH_SEARCH "\nDisallow: %.*s/api/\nDisallow: %.*s/atom\nSitemap: ",
		      TC_STR_ARG(request->base), TC_STR_ARG(request->base), TC_STR_ARG(request->base));
	tc_buf_add_str(out, tc_request_address(request, TC_STR("/sitemap.xml")));
	tc_buf_add_char(out, '\n');
	return TC_OK;
}

static enum tc_status metrics(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	(void)request;
	(void)err;
	response->content_type = "text/plain; version=0.0.4; charset=utf-8";
	response->cache_control = "no-store";
	tc_metrics_print(tc_site_metrics(site), &response->body);
	return TC_OK;
}

static const struct tc_route routes[] = {
	{"/atom", atom, 0},
	{"/opensearch.xml", opensearch, TC_ROUTE_CACHED},
	{"/suggestions", suggestions, 0},
	{"/robots.txt", robots, TC_ROUTE_CACHED | TC_ROUTE_OPEN},
	{"/sitemap.xml", tc_sitemap_index, 0},
	{"/sitemap/:n", tc_sitemap_part, 0},
	{"/metrics", metrics, TC_ROUTE_LOOPBACK},
};
const struct tc_route_table tc_feed_routes = {routes, sizeof routes / sizeof *routes};
