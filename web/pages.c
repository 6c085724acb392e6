/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of pages, and the one that teaches:
 *
 * /help            the query language, with examples that are links
 */
#include "web/pages.h"

#include "web/page.h"

static void begin_titled(struct tc_page *page, struct tc_site *site, const struct tc_request *request,
			 struct tc_response *response, enum tc_text title, struct tc_str canonical)
{
	const struct tc_page_head head = {.title = tc_str_of(tc_text(tc_language_of(request), title)), .canonical = canonical};
	tc_page_begin_with(page, site, request, response, &head);
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
