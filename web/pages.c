/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of pages, and the two that lead to searches: browsing and help.
 *
 * /browse          years and sections of the archive; year=2023 its months, month=2023-01 its days
 * /help            the query language, with examples that are links
 *
 * Browsing is counting: the same facets as beside results, over all articles that have a date.
 */
#include "web/pages.h"

#include "web/asked.h"
#include "web/page.h"

/* Every article with a date is of then or later. */
#define FIRST_YEAR 1000
#define SECTIONS 60

static void begin_titled(struct tc_page *page, struct tc_site *site, const struct tc_request *request,
			 struct tc_response *response, enum tc_text title, struct tc_str canonical)
{
	const struct tc_page_head head = {.title = tc_str_of(tc_text(tc_language_of(request), title)), .canonical = canonical};
	tc_page_begin_with(page, site, request, response, &head);
}

static void add_values(struct tc_page *page, enum tc_text title, const struct tc_facet_values *values, const char *path)
{
	if (values->n == 0)
		return;
	tc_page_html(page, "<h2>");
	tc_page_text(page, title);
	tc_page_html(page, "</h2>\n<ul class=\"calendar\">\n");
	for (size_t i = 0; i < values->n; i++) {
		tc_page_html(page, "<li><a");
		tc_page_href(page, path, values->v[i].text);
		tc_page_html(page, ">");
		tc_page_str(page, values->v[i].text);
		tc_page_html(page, "</a> <span>");
		tc_text_number(page->language, values->v[i].documents, page->out);
		tc_page_html(page, "</span></li>\n");
	}
	tc_page_html(page, "</ul>\n");
}

/* What is counted, by what the request has chosen already. */
static enum tc_status choose(const struct tc_request *request, struct tc_asked *asked, struct tc_err *err)
{
	bool year = tc_has_param(request, "year"), month = tc_has_param(request, "month");
	asked->options.limit = asked->options.offset = 0;
	asked->options.query = TC_STR_NONE;
	asked->options.suggest = false;
	asked->options.quote = TC_QUOTE_NO;
	asked->wish.n = 0;
	asked->wish.histogram = false;
	asked->wish.max_values = year || month ? 0 : SECTIONS;
	asked->options.facets = &asked->wish;
	if (!year && !month)
		asked->options.from = (struct tc_date){.precision = TC_DATE_YEAR, .year = FIRST_YEAR};
	return tc_facet_wish_parse(month ? TC_STR("day") : year ? TC_STR("month") : TC_STR("year,section"), &asked->wish, err);
}

enum tc_status tc_page_browse(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	struct tc_asked asked;
	struct tc_results results;
	struct tc_page page;
	enum tc_status status = tc_asked_read(site, request, &asked, err);
	if (status == TC_OK)
		status = choose(request, &asked, err);
	if (status == TC_OK)
		status = tc_asked_search(site, request, &asked, &results, err);
	if (status != TC_OK)
		return status;
	begin_titled(&page, site, request, response, TC_TEXT_BROWSE, TC_STR("/browse"));
	tc_page_html(&page, "<h1>");
	tc_page_text(&page, TC_TEXT_BROWSE);
	tc_page_html(&page, "</h1>\n");
	for (size_t i = 0; results.facets != NULL && i < results.facets->n; i++) {
		const struct tc_facet_values *values = &results.facets->v[i];
		if (values->facet == TC_FACET_SECTION)
			add_values(&page, TC_TEXT_SECTIONS, values, TC_PATH_SEARCH "?section=");
		else if (values->facet == TC_FACET_YEAR)
			add_values(&page, TC_TEXT_YEAR, values, "/browse?year=");
		else if (values->facet == TC_FACET_MONTH)
			add_values(&page, TC_TEXT_MONTH, values, "/browse?month=");
		else
			add_values(&page, TC_TEXT_DAY, values, TC_PATH_SEARCH "?sort=date&amp;day=");
	}
	tc_page_end(&page);
	return TC_OK;
}

enum tc_status tc_page_help(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			    struct tc_err *err)
{
	static const struct {
		const char *query;
		enum tc_text text;
	} rows[] = {
		{"\"thành phố\"", TC_TEXT_HELP_PHRASE},    {"nước -lũ", TC_TEXT_HELP_NOT},
		{"lúa OR ngô", TC_TEXT_HELP_OR},           {"ngh*", TC_TEXT_HELP_PREFIX},
		{"tieude:cầu", TC_TEXT_HELP_TITLE},        {"tacgia:minh", TC_TEXT_HELP_AUTHOR},
		{"trường 2010..2019", TC_TEXT_HELP_DATES},
	};
	struct tc_page page;
	(void)err;
	begin_titled(&page, site, request, response, TC_TEXT_HELP, TC_STR("/help"));
	tc_page_html(&page, "<h1>");
	tc_page_text(&page, TC_TEXT_HELP);
	tc_page_html(&page, "</h1>\n<p>");
	tc_page_text(&page, TC_TEXT_HELP_INTRO);
	tc_page_html(&page, "</p>\n<dl class=\"help\">\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		tc_page_html(&page, "<dt><a");
		tc_page_href(&page, TC_PATH_SEARCH "?q=", tc_str_of(rows[i].query));
		tc_page_html(&page, "><code>");
		tc_page_str(&page, tc_str_of(rows[i].query));
		tc_page_html(&page, "</code></a></dt><dd>");
		tc_page_text(&page, rows[i].text);
		tc_page_html(&page, "</dd>\n");
	}
	tc_page_html(&page, "</dl>\n");
	tc_page_end(&page);
	return TC_OK;
}

static const struct tc_route routes[] = {
	{"/", tc_page_home, 0},
	{TC_PATH_SEARCH, tc_page_search, 0},
	{"/article", tc_page_article, 0},
	{"/article/:id*", tc_page_article, 0},
	{"/versions", tc_page_versions, 0},
	{"/browse", tc_page_browse, 0},
	{"/help", tc_page_help, 0},
	{"/embed", tc_page_embed, 0},
	{"/embed.js", tc_page_embed_script, TC_ROUTE_CACHED | TC_ROUTE_OPEN},
};
const struct tc_route_table tc_page_routes = {routes, sizeof routes / sizeof *routes};
