/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The archive as a calendar.
 *
 *   /browse                  years, and the sections of the archive
 *   /browse?year=2023        its months, and its sections
 *   /browse?month=2023-01    its days, a week a line, Monday first
 *   /browse?day=2023-01-08   its articles, earliest first
 *
 * section=... keeps to one section on the whole way; "before" and "after" lead over gaps, to the nearest period that has
 * articles. Browsing is counting: the facets of all articles that have a date.  An article whose date is a year alone is in no
 * month; it is found by the link to all articles of the year.
 */
#include <stdio.h>

#include "query/typed_date.h"
#include "web/asked.h"
#include "web/page.h"
#include "web/pages.h"

/* Every article with a date is of then or later. */
#define FIRST_YEAR 1000
/* Sections that are listed, the largest first. */
#define SECTIONS 60
/* Articles of a day that are listed. */
#define ARTICLES 100
#define SECONDS_A_DAY 86400

struct browse {
	struct tc_page page;
	struct tc_str section;             /* empty: all */
	struct tc_date at;                 /* what is shown; its precision says what: none, year, month, day */
	const struct tc_facets *facets;    /* year, month, day, section, in that order */
	const struct tc_results *articles; /* of a day */
};

/* The name of the facet that an address of a period has. */
static const char *unit_of(enum tc_date_precision precision)
{
	return precision == TC_DATE_YEAR ? "year" : precision == TC_DATE_MONTH ? "month" : "day";
}

static void add_parameter(struct tc_page *page, const char *before, const char *name, struct tc_str value)
{
	tc_page_html(page, before);
	tc_page_html(page, name);
	tc_page_html(page, "=");
	tc_url_escape(value, page->out);
}

/* " href" of a period, or of a search for all of it; with the section and the language. */
static void add_href(struct browse *b, const char *path, const char *unit, struct tc_str period)
{
	struct tc_page *page = &b->page;
	struct tc_str language = tc_param(page->request, "lang");
	const char *separator = "?";
	tc_page_html(page, " href=\"");
	tc_page_str(page, page->request->base);
	tc_page_html(page, path);
	if (period.n > 0) {
		add_parameter(page, separator, unit, period);
		separator = "&amp;";
	}
	if (b->section.n > 0) {
		add_parameter(page, separator, "section", b->section);
		separator = "&amp;";
	}
	if (language.n > 0)
		add_parameter(page, separator, "lang", language);
	tc_page_html(page, "\"");
}

/* A period as a reader names it. */
static void add_period(struct browse *b, struct tc_str text)
{
	struct tc_date date;
	if (tc_query_typed_date(text, &date))
		tc_page_date(&b->page, &date);
	else
		tc_page_str(&b->page, text);
}

static struct tc_str format_date(const struct tc_date *date, struct tc_arena *arena)
{
	char text[16];
	int n = date->precision == TC_DATE_YEAR ? snprintf(text, sizeof text, "%04d", date->year)
		: date->precision == TC_DATE_MONTH
			? snprintf(text, sizeof text, "%04d-%02d", date->year, date->month)
			: snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
	return tc_arena_str(arena, (struct tc_str){text, (size_t)n});
}

/* Years, or what is in a year: those of values that begin with within. */
static void add_list(struct browse *b, const struct tc_facet_values *values, struct tc_str within, enum tc_text title)
{
	struct tc_page *page = &b->page;
	tc_page_html(page, "<h2>");
	tc_page_text(page, title);
	tc_page_html(page, "</h2>\n<ul class=\"calendar\">\n");
	for (size_t i = 0; i < values->n; i++) {
		if (!tc_str_starts(values->v[i].text, within))
			continue;
		tc_page_html(page, "<li><a");
		add_href(b, "/browse", tc_facets[values->facet].names[0], values->v[i].text);
		tc_page_html(page, ">");
		add_period(b, values->v[i].text);
		tc_page_html(page, "</a> <span>");
		tc_text_number(page->language, values->v[i].documents, page->out);
		tc_page_html(page, "</span></li>\n");
	}
	tc_page_html(page, "</ul>\n");
}

static void add_sections(struct browse *b, const struct tc_facet_values *values)
{
	struct tc_page *page = &b->page;
	if (values->n == 0 || b->section.n > 0)
		return;
	tc_page_html(page, "<h2>");
	tc_page_text(page, TC_TEXT_SECTIONS);
	tc_page_html(page, "</h2>\n<ul class=\"calendar\">\n");
	for (size_t i = 0; i < values->n && i < SECTIONS; i++) {
		struct browse with = *b;
		with.section = values->v[i].text;
		tc_page_html(page, "<li><a");
		add_href(&with, "/browse", "year", TC_STR_NONE);
		tc_page_html(page, ">");
		tc_page_str(page, values->v[i].text);
		tc_page_html(page, "</a> <span>");
		tc_text_number(page->language, values->v[i].documents, page->out);
		tc_page_html(page, "</span></li>\n");
	}
	tc_page_html(page, "</ul>\n");
}

/* The weekday of the first of a month, Monday 0, and the days of the month. */
static void measure_month(int year, int month, unsigned *first, unsigned *days)
{
	const struct tc_date begin = {.precision = TC_DATE_DAY, .year = (int16_t)year, .month = (int8_t)month, .day = 1};
	const struct tc_date end = {.precision = TC_DATE_DAY,
				    .year = (int16_t)(month == 12 ? year + 1 : year),
				    .month = (int8_t)(month == 12 ? 1 : month + 1),
				    .day = 1};
	int64_t day = tc_date_unix(&begin) / SECONDS_A_DAY, next = tc_date_unix(&end) / SECONDS_A_DAY;
	if (tc_date_unix(&begin) % SECONDS_A_DAY < 0)
		day--;
	if (tc_date_unix(&end) % SECONDS_A_DAY < 0)
		next--;
	*days = (unsigned)(next - day);
	/* The first of January 1970 was a Thursday. */
	*first = (unsigned)(((day + 3) % 7 + 7) % 7);
}

static uint32_t count_of(const struct tc_facet_values *values, struct tc_str text)
{
	for (size_t i = 0; i < values->n; i++)
		if (tc_str_eq(values->v[i].text, text))
			return values->v[i].documents;
	return 0;
}

static void add_day(struct browse *b, unsigned day)
{
	struct tc_page *page = &b->page;
	struct tc_date date = b->at;
	date.precision = TC_DATE_DAY;
	date.day = (int8_t)day;
	const struct tc_str text = format_date(&date, page->request->arena);
	uint32_t n = count_of(&b->facets->v[2], text);
	tc_page_html(page, "<td>");
	if (n > 0) {
		tc_page_html(page, "<a");
		add_href(b, "/browse", "day", text);
		tc_buf_printf(page->out, "><b>%u</b> <span>", day);
		tc_text_articles(page->language, n, page->out);
		tc_page_html(page, "</span></a>");
	} else {
		tc_buf_printf(page->out, "%u", day);
	}
	tc_page_html(page, "</td>");
}

static void add_month(struct browse *b)
{
	struct tc_page *page = &b->page;
	struct tc_str names = tc_str_of(tc_text(page->language, TC_TEXT_WEEKDAYS));
	unsigned first, days;
	measure_month(b->at.year, b->at.month, &first, &days);
	tc_page_html(page, "<table class=\"month\">\n<tr>");
	while (names.p != NULL) {
		tc_page_html(page, "<th scope=\"col\">");
		tc_page_str(page, tc_str_split(&names, '|'));
		tc_page_html(page, "</th>");
	}
	tc_page_html(page, "</tr>\n<tr>");
	for (unsigned i = 0; i < first; i++)
		tc_page_html(page, "<td></td>");
	for (unsigned day = 1; day <= days; day++) {
		if (day > 1 && (first + day - 1) % 7 == 0)
			tc_page_html(page, "</tr>\n<tr>");
		add_day(b, day);
	}
	for (unsigned i = first + days; i % 7 != 0; i++)
		tc_page_html(page, "<td></td>");
	tc_page_html(page, "</tr>\n</table>\n");
}

/* Archive > 2023 > 01/2023 > 08/01/2023 */
static void add_way(struct browse *b)
{
	struct tc_page *page = &b->page;
	struct tc_date above = b->at;
	tc_page_html(page, "<nav class=\"way\" aria-label=\"");
	tc_page_text(page, TC_TEXT_WAY);
	tc_page_html(page, "\"><a");
	add_href(b, "/browse", "year", TC_STR_NONE);
	tc_page_html(page, ">");
	tc_page_text(page, TC_TEXT_WHOLE_ARCHIVE);
	tc_page_html(page, "</a>");
	for (int p = TC_DATE_YEAR; p < (int)b->at.precision; p++) {
		above.precision = (enum tc_date_precision)p;
		tc_page_html(page, " › <a");
		add_href(b, "/browse", unit_of(above.precision), format_date(&above, page->request->arena));
		tc_page_html(page, ">");
		tc_page_date(page, &above);
		tc_page_html(page, "</a>");
	}
	if (b->section.n > 0) {
		struct browse all = *b;
		all.section = TC_STR_NONE;
		tc_page_html(page, " · <b>");
		tc_page_str(page, b->section);
		tc_page_html(page, "</b> <a");
		add_href(&all, "/browse", unit_of(b->at.precision),
			 b->at.precision == TC_DATE_NONE ? TC_STR_NONE : format_date(&b->at, page->request->arena));
		tc_page_html(page, ">(");
		tc_page_text(page, TC_TEXT_ALL_SECTIONS);
		tc_page_html(page, ")</a>");
	}
	tc_page_html(page, "</nav>\n");
}

static void add_neighbour(struct browse *b, const struct tc_facet_value *value, const char *relation, const char *sign)
{
	struct tc_page *page = &b->page;
	if (value == NULL)
		return;
	tc_buf_printf(page->out, "<a rel=\"%s\"", relation);
	add_href(b, "/browse", unit_of(b->at.precision), value->text);
	tc_buf_printf(page->out, ">%s ", sign);
	add_period(b, value->text);
	tc_page_html(page, "</a>\n");
}

/* The periods of the same kind before and after this one that have articles, and a search for all of this one. */
static void add_neighbours(struct browse *b, struct tc_str period)
{
	const struct tc_facet_values *values = &b->facets->v[b->at.precision - TC_DATE_YEAR];
	const struct tc_facet_value *before = NULL, *after = NULL;
	struct tc_page *page = &b->page;
	for (size_t i = 0; i < values->n; i++) {
		int order = tc_str_cmp(values->v[i].text, period);
		if (order < 0)
			before = &values->v[i];
		else if (order > 0 && after == NULL)
			after = &values->v[i];
	}
	tc_page_html(page, "<p class=\"neighbours\">");
	add_neighbour(b, before, "prev", "←");
	add_neighbour(b, after, "next", "→");
	if (count_of(values, period) > 0) {
		tc_page_html(page, "<a");
		add_href(b, TC_PATH_SEARCH, unit_of(b->at.precision), period);
		tc_page_html(page, ">");
		tc_page_text(page, TC_TEXT_ALL_OF_PERIOD);
		tc_page_html(page, "</a> (");
		tc_text_articles(page->language, count_of(values, period), page->out);
		tc_page_html(page, ")");
	}
	tc_page_html(page, "</p>\n");
}

static void write_browse(struct browse *b)
{
	/* "Tháng 11/2022"; English has the name of the month. */
	static const enum tc_text units[] = {
		[TC_DATE_YEAR] = TC_TEXT_YEAR, [TC_DATE_MONTH] = TC_TEXT_MONTH, [TC_DATE_DAY] = TC_TEXT_DAY};
	struct tc_page *page = &b->page;
	const struct tc_facets *facets = b->facets;
	if (b->at.precision != TC_DATE_NONE || b->section.n > 0)
		add_way(b);
	tc_page_html(page, "<h1>");
	if (b->at.precision == TC_DATE_NONE) {
		tc_page_text(page, TC_TEXT_BROWSE);
		tc_page_html(page, "</h1>\n");
		add_list(b, &facets->v[0], TC_STR_NONE, TC_TEXT_YEAR);
		add_sections(b, &facets->v[3]);
		return;
	}
	const struct tc_str period = format_date(&b->at, page->request->arena);
	if (page->language == TC_LANGUAGE_VI) {
		tc_page_text(page, units[b->at.precision]);
		tc_page_html(page, " ");
	}
	tc_page_date(page, &b->at);
	tc_page_html(page, "</h1>\n");
	add_neighbours(b, period);
	if (b->at.precision == TC_DATE_YEAR)
		add_list(b, &facets->v[1], period, TC_TEXT_MONTH);
	else if (b->at.precision == TC_DATE_MONTH)
		add_month(b);
	else if (b->articles->n_hits == 0)
		tc_page_text(page, TC_TEXT_PERIOD_EMPTY);
	for (size_t i = 0; b->articles != NULL && i < b->articles->n_hits; i++)
		tc_page_hit(page, &b->articles->hits[i], TC_STR_NONE);
}

/* What is shown: the narrowest period that the request names. */
static enum tc_status read_period(const struct tc_request *request, struct tc_date *at, struct tc_err *err)
{
	*at = (struct tc_date){.precision = TC_DATE_NONE};
	for (int p = TC_DATE_DAY; p >= TC_DATE_YEAR; p--) {
		const char *unit = unit_of((enum tc_date_precision)p);
		struct tc_str text = tc_param(request, unit);
		if (text.n == 0)
			continue;
		if (!tc_query_typed_date(text, at) || (int)at->precision != p)
			return tc_err_set(err, TC_EARG, "parameter '%s': no value of it", unit);
		return TC_OK;
	}
	return TC_OK;
}

/* Counts all articles of the section, and reads those of a day. */
static enum tc_status read_all(struct tc_site *site, struct browse *b, struct tc_results results[2], struct tc_err *err)
{
	const struct tc_request *request = b->page.request;
	struct tc_asked count = {.options = {.from = {.precision = TC_DATE_YEAR, .year = FIRST_YEAR}}}, list;
	enum tc_status status = tc_facet_wish_parse(TC_STR("year,month,day,section"), &count.wish, err);
	count.options.facets = &count.wish;
	count.filters[0] = (struct tc_filter){TC_FACET_SECTION, b->section};
	count.options.filters = count.filters;
	count.options.n_filters = b->section.n > 0;
	if (status == TC_OK)
		status = tc_asked_search(site, request, &count, &results[0], err);
	if (status != TC_OK)
		return status;
	b->facets = results[0].facets;
	if (b->at.precision != TC_DATE_DAY)
		return TC_OK;
	list = (struct tc_asked){.options = {.from = b->at, .to = b->at, .limit = ARTICLES, .sort = TC_SEARCH_OLDEST}};
	list.filters[0] = count.filters[0];
	list.options.filters = list.filters;
	list.options.n_filters = count.options.n_filters;
	b->articles = &results[1];
	return tc_asked_search(site, request, &list, &results[1], err);
}

enum tc_status tc_page_browse(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	struct browse b = {.page = {.request = request, .language = tc_language_of(request)}};
	struct tc_page_head head = {.title = tc_str_of(tc_text(b.page.language, TC_TEXT_BROWSE)), .canonical = TC_STR("/browse")};
	struct tc_results results[2];
	b.section = tc_param(request, "section");
	enum tc_status status = read_period(request, &b.at, err);
	if (status == TC_OK)
		status = read_all(site, &b, results, err);
	if (status != TC_OK)
		return status;
	if (b.at.precision != TC_DATE_NONE) {
		const struct tc_str period = format_date(&b.at, request->arena);
		head.title = tc_arena_printf(request->arena, "%.*s · %s", TC_STR_ARG(period),
					     tc_text(b.page.language, TC_TEXT_BROWSE));
		head.canonical = tc_arena_printf(request->arena, "/browse?%s=%.*s", unit_of(b.at.precision), TC_STR_ARG(period));
	}
	tc_page_begin_with(&b.page, site, request, response, &head);
	write_browse(&b);
	tc_page_end(&b.page);
	return TC_OK;
}
