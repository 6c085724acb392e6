/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pages of a search: the first page with its box, and results.
 *
 * /        a box, and what there is to browse
 * /search  results with order, dates, facets, timeline and pages; nothing found says what else may be tried
 *
 * A parameter that a search does not know is passed over here, unlike in the API: addresses of pages are passed on by programs
 * that add their own (utm_source and the like).
 */
#include <stdio.h>

#include "web/asked.h"
#include "web/page_facets.h"
#include "web/page_nothing.h"
#include "web/page_refused.h"
#include "web/pages.h"

#define FACETS "section,author,keyword,source,name"
/* Pages to each side of this one that have a link. */
#define NEAR_PAGES 3

static void add_count(struct tc_page *page, const struct tc_results *results)
{
	tc_page_html(page, "<p class=\"count\" role=\"status\">");
	if (!results->total_exact) {
		tc_page_text(page, TC_TEXT_ABOUT);
		tc_page_html(page, " ");
	}
	tc_text_articles(page->language, results->total, page->out);
	tc_page_html(page, "</p>\n");
}

static void add_meant(struct tc_page *page, const struct tc_results *results)
{
	const struct tc_change change = {TC_CHANGE_SET, "q", results->meant};
	if (results->meant.n == 0)
		return;
	tc_page_html(page, "<p class=\"meant\">");
	tc_page_text(page, TC_TEXT_MEANT);
	tc_page_html(page, " <a");
	tc_page_search_href(page, &change, 1);
	tc_page_html(page, ">");
	tc_page_str(page, results->meant);
	tc_page_html(page, "</a> (");
	tc_text_articles(page->language, results->meant_total, page->out);
	tc_page_html(page, ")</p>\n");
}

static void add_order(struct tc_page *page)
{
	static const struct {
		const char *value;
		enum tc_text text;
	} orders[] = {{"", TC_TEXT_SORT_BEST}, {"-date", TC_TEXT_SORT_NEWEST}, {"date", TC_TEXT_SORT_OLDEST}};
	struct tc_str now = tc_param(page->request, "sort");
	if (tc_str_eq(now, TC_STR("relevance")))
		now = TC_STR_NONE;
	tc_page_html(page, "<p class=\"order\">");
	tc_page_text(page, TC_TEXT_SORT);
	tc_page_html(page, ":");
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		const struct tc_change change = {TC_CHANGE_SET, "sort", tc_str_of(orders[i].value)};
		tc_page_html(page, " <a");
		tc_page_search_href(page, &change, 1);
		tc_page_html(page, tc_str_eq(now, change.value) ? " aria-current=\"true\">" : ">");
		tc_page_text(page, orders[i].text);
		tc_page_html(page, "</a>");
	}
	tc_page_html(page, "</p>\n");
}

static void add_page_link(struct tc_page *page, unsigned long number, const char *relation, enum tc_text text)
{
	char digits[24];
	int n = snprintf(digits, sizeof digits, "%lu", number);
	const struct tc_change change = {TC_CHANGE_SET, "page", {digits, (size_t)n}};
	tc_page_html(page, "<li><a");
	tc_page_search_href(page, &change, 1);
	if (relation != NULL) {
		tc_buf_printf(page->out, " rel=\"%s\">", relation);
		tc_page_text(page, text);
	} else {
		tc_page_html(page, " aria-label=\"");
		tc_page_text(page, TC_TEXT_PAGE);
		tc_buf_printf(page->out, " %lu\">%lu", number, number);
	}
	tc_page_html(page, "</a></li>\n");
}

/* As deep as may be paged, and no deeper than there are articles. */
static void add_pages(struct tc_page *page, const struct tc_asked *asked, const struct tc_results *results)
{
	const unsigned long depth = tc_site_config(page->site)->max_depth, now = asked->page;
	unsigned long there = results->total < depth ? results->total : depth;
	if (asked->size == 0)
		return;
	unsigned long last = (there + asked->size - 1) / asked->size;
	last = last * asked->size > depth ? depth / asked->size : last;
	if (last < 2 && now < 2)
		return;
	tc_page_html(page, "<nav class=\"pages\" aria-label=\"");
	tc_page_text(page, TC_TEXT_PAGES);
	tc_page_html(page, "\"><ul>\n");
	if (now > 1)
		add_page_link(page, now - 1, "prev", TC_TEXT_PREVIOUS);
	for (unsigned long i = 1; i <= last; i++) {
		bool near = i + NEAR_PAGES >= now && i <= now + NEAR_PAGES;
		if (i == now)
			tc_buf_printf(page->out, "<li><b aria-current=\"page\">%lu</b></li>\n", i);
		else if (near || i == 1)
			add_page_link(page, i, NULL, TC_TEXT_PAGE);
		if (i > now + NEAR_PAGES)
			break;
	}
	if (now < last && results->n_hits == asked->size)
		add_page_link(page, now + 1, "next", TC_TEXT_NEXT);
	tc_page_html(page, "</ul></nav>\n");
	if (now >= last && results->total > depth) {
		tc_page_html(page, "<p class=\"depth\">");
		tc_page_text(page, TC_TEXT_DEPTH);
		tc_page_html(page, " ");
		tc_text_articles(page->language, depth, page->out);
		tc_page_html(page, ".</p>\n");
	}
}

static void add_hits(struct tc_page *page, const struct tc_results *results)
{
	bool partial = false;
	tc_page_html(page, "<div class=\"hits\">\n");
	for (size_t i = 0; i < results->n_hits; i++) {
		if (results->hits[i].partial && !partial && results->n_full < results->total) {
			tc_page_html(page, "<p class=\"partial\">");
			tc_page_text(page, TC_TEXT_PARTIAL);
			tc_page_html(page, "</p>\n");
			partial = true;
		}
		tc_page_hit(page, &results->hits[i], results->query);
	}
	tc_page_html(page, "</div>\n");
}

/* A page behind the last one. */
static void add_beyond(struct tc_page *page, const struct tc_asked *asked, const struct tc_results *results)
{
	char digits[24];
	unsigned long last = asked->size > 0 && results->total > 0 ? (results->total + asked->size - 1) / asked->size : 1;
	last = last < asked->page ? last : asked->page > 1 ? asked->page - 1 : 1;
	int n = snprintf(digits, sizeof digits, "%lu", last);
	const struct tc_change change = {TC_CHANGE_SET, "page", {digits, (size_t)n}};
	tc_page_html(page, "<div class=\"nothing\">\n<p>");
	tc_page_text(page, TC_TEXT_BEYOND);
	tc_page_html(page, " ");
	tc_text_articles(page->language, results->total, page->out);
	tc_page_html(page, ".</p>\n<ul>\n<li><a");
	tc_page_search_href(page, &change, 1);
	tc_page_html(page, ">");
	tc_page_text(page, TC_TEXT_BEYOND_BACK);
	tc_page_html(page, "</a></li>\n</ul>\n</div>\n");
}

static void add_feed(struct tc_page *page)
{
	tc_page_html(page, "<p class=\"feed\"><a type=\"application/atom+xml\"");
	tc_page_feed_href(page);
	tc_page_html(page, ">");
	tc_page_text(page, TC_TEXT_FEED);
	tc_page_html(page, "</a></p>\n");
}

/* The hits of this page for other programs. */
static void add_downloads(struct tc_page *page)
{
	static const char *const formats[][2] = {{"csv", "CSV"}, {"json", "JSON"}, {"bibtex", "BibTeX"}, {"ris", "RIS"}};
	tc_page_html(page, "<p class=\"feed\">");
	tc_page_text(page, TC_TEXT_DOWNLOAD);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		tc_page_html(page, i > 0 ? " · <a" : " <a");
		tc_page_download_href(page, formats[i][0]);
		tc_buf_printf(page->out, " rel=\"nofollow\">%s</a>", formats[i][1]);
	}
	tc_page_html(page, "</p>\n");
}

/* nothing: NULL when every word was found. */
static void write_results(struct tc_page *page, const struct tc_asked *asked, const struct tc_results *results,
			  const struct tc_nothing *nothing)
{
	tc_page_html(page, "<h1 class=\"hidden\">");
	tc_page_text(page, TC_TEXT_RESULTS);
	tc_page_html(page, "</h1>\n<div class=\"found\">\n<div class=\"list\">\n");
	tc_page_chosen(page);
	add_meant(page, results);
	if (results->n_hits == 0) {
		if (nothing != NULL)
			tc_page_nothing(page, asked, nothing);
		else
			add_beyond(page, asked, results);
	} else {
		if (nothing != NULL)
			tc_page_unknown_words(page, nothing);
		tc_page_html(page, "<div class=\"bar\">\n");
		add_count(page, results);
		add_order(page);
		tc_page_html(page, "</div>\n");
		tc_page_timeline(page, results->facets);
		add_hits(page, results);
		add_pages(page, asked, results);
	}
	tc_page_html(page, "</div>\n<div class=\"side\">\n");
	tc_page_dates(page);
	if (results->n_hits > 0) {
		tc_page_facets(page, results->facets);
		add_feed(page);
		add_downloads(page);
	}
	tc_page_html(page, "</div>\n</div>\n");
}

enum tc_status tc_page_home(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			    struct tc_err *err)
{
	struct tc_page page;
	(void)err;
	const struct tc_page_head head = {.description = tc_str_of(tc_text(tc_language_of(request), TC_TEXT_HELP_INTRO)),
					  .canonical = TC_STR("/")};
	tc_page_begin_with(&page, site, request, response, &head);
	tc_page_html(&page, "<h1 class=\"welcome\">");
	tc_page_str(&page, tc_str_of(tc_site_config(site)->title));
	tc_page_html(&page, "</h1>\n<p>");
	tc_page_text(&page, TC_TEXT_HELP_INTRO);
	tc_page_html(&page, "</p>\n");
	tc_page_end(&page);
	return TC_OK;
}

enum tc_status tc_page_search(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	struct tc_asked asked;
	struct tc_results results;
	struct tc_nothing nothing;
	struct tc_page page;
	enum tc_status status = tc_asked_read(site, request, &asked, err);
	if (tc_page_is_refused(status))
		return tc_page_refused(site, request, response, err);
	if (status == TC_OK && !tc_asked_something(&asked))
		return tc_page_home(site, request, response, err);
	asked.wish.n = 0;
	if (status == TC_OK)
		status = tc_facet_wish_parse(TC_STR(FACETS), &asked.wish, err);
	asked.wish.max_values = tc_has_param(request, "more") ? TC_PAGE_MORE_VALUES : TC_PAGE_FACET_VALUES;
	asked.wish.histogram = true;
	asked.options.facets = &asked.wish;
	if (status == TC_OK)
		status = tc_asked_search(site, request, &asked, &results, err);
	if (tc_page_is_refused(status))
		return tc_page_refused(site, request, response, err);
	if (status != TC_OK)
		return status;
	bool lacks = asked.options.offset == 0 && asked.size > 0 && results.n_full == 0 && results.quote_words == 0;
	if (lacks)
		status = tc_page_nothing_read(site, request, &asked, &nothing, err);
	if (status != TC_OK)
		return status;
	const struct tc_page_head head = {.title = results.query, .search = true};
	tc_page_begin_with(&page, site, request, response, &head);
	write_results(&page, &asked, &results, lacks ? &nothing : NULL);
	tc_page_end(&page);
	return TC_OK;
}
