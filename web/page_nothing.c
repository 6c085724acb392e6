/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a search that found nothing: why, and what is near.
 *
 *   why     words that the archive does not have in any spelling; a time of which it has no articles
 *   near    the query without one of its words, without quotation marks and accents, without each filter, in other years, each
 *           with the number of articles that it would find, so that nobody is sent from one empty page to the next
 *
 * All this is counting, a handful of small searches; it is done only for pages that would be empty.  Where some articles have
 * some of the words they are listed as partial matches, and only the words that none has are told.
 */
#include "web/page_nothing.h"

#include "base/limits.h"
#include "query/typed_date.h"

#define YEARS 12

static bool is_time(enum tc_facet facet)
{
	return facet == TC_FACET_YEAR || facet == TC_FACET_MONTH || facet == TC_FACET_DAY;
}

/* A search of the archive in all its time, or of the time asked for. */
struct question {
	struct tc_searcher *searcher;
	struct tc_arena *arena;
	const struct tc_asked *asked;
	struct tc_nothing *out;
	struct tc_err *err;
};

/* Options of asked with the filters that are of dates, or those that are not, in room. */
static struct tc_search_options some_filters(const struct tc_asked *asked, bool times, struct tc_filter *room)
{
	struct tc_search_options o = asked->options;
	o.n_filters = 0;
	o.filters = room;
	for (size_t i = 0; i < asked->options.n_filters; i++)
		if (is_time(asked->filters[i].facet) == times)
			room[o.n_filters++] = asked->filters[i];
	if (!times)
		o.from = o.to = (struct tc_date){.precision = TC_DATE_NONE};
	o.facets = NULL;
	o.suggest = false;
	return o;
}

/* The first or the last date of the archive. */
static enum tc_status end_of_archive(struct question *q, enum tc_search_sort sort, struct tc_date *out)
{
	const struct tc_search_options o = {.limit = 1, .sort = sort, .from = {.precision = TC_DATE_YEAR, .year = 1000}};
	struct tc_results results;
	size_t error_at;
	enum tc_status status = tc_search(q->searcher, &o, q->arena, &results, &error_at, q->err);
	*out = (struct tc_date){.precision = TC_DATE_NONE};
	if (status == TC_OK && results.n_hits > 0) {
		*out = results.hits[0].article.published;
		out->precision = out->precision > TC_DATE_DAY ? TC_DATE_DAY : out->precision;
		q->out->n_dated = results.total;
	}
	return status;
}

/* What the archive has of the time asked for, and when the query would find something. */
static enum tc_status read_time(struct question *q)
{
	struct tc_filter room[TC_ASKED_FILTERS];
	struct tc_facet_wish wish = {.facets = {TC_FACET_YEAR}, .n = 1};
	struct tc_results results;
	size_t error_at;
	struct tc_search_options o = some_filters(q->asked, true, room);
	if (o.n_filters == 0 && o.from.precision == TC_DATE_NONE && o.to.precision == TC_DATE_NONE)
		return TC_OK;
	q->out->dated = true;
	o.query = TC_STR_NONE;
	enum tc_status status = tc_search_count(q->searcher, &o, q->arena, &q->out->in_period, q->err);
	if (status == TC_OK)
		status = end_of_archive(q, TC_SEARCH_OLDEST, &q->out->first);
	if (status == TC_OK)
		status = end_of_archive(q, TC_SEARCH_NEWEST, &q->out->last);
	o = some_filters(q->asked, false, room);
	if (status != TC_OK || (o.query.n == 0 && o.n_filters == 0))
		return status;
	o.limit = o.offset = 0;
	o.quote = TC_QUOTE_NO;
	o.facets = &wish;
	wish.max_values = YEARS;
	status = tc_search(q->searcher, &o, q->arena, &results, &error_at, q->err);
	if (status == TC_OK && results.n_full > 0)
		q->out->years = results.facets;
	return status;
}

static bool is_dated(const struct tc_search_options *o)
{
	return o->from.precision != TC_DATE_NONE || o->to.precision != TC_DATE_NONE;
}

static enum tc_status count_without(struct question *q)
{
	const struct tc_search_options *asked = &q->asked->options;
	struct tc_filter room[TC_ASKED_FILTERS];
	struct tc_search_options o = *asked;
	enum tc_status status = TC_OK;
	o.filters = room;
	o.n_filters = asked->n_filters - (asked->n_filters > 0);
	for (size_t i = 0; i < asked->n_filters && status == TC_OK; i++) {
		for (size_t k = 0, n = 0; k < asked->n_filters; k++)
			if (k != i)
				room[n++] = asked->filters[k];
		status = tc_search_count(q->searcher, &o, q->arena, &q->out->without[i], q->err);
	}
	o = *asked;
	o.from = o.to = (struct tc_date){.precision = TC_DATE_NONE};
	if (status == TC_OK && is_dated(asked))
		status = tc_search_count(q->searcher, &o, q->arena, &q->out->without_dates, q->err);
	o.n_filters = 0;
	o.query = q->out->wider.query = q->out->lacking.known.query.n > 0 ? q->out->lacking.known.query : asked->query;
	if (status == TC_OK && asked->n_filters + is_dated(asked) > 0 && o.query.n > 0)
		status = tc_search_count(q->searcher, &o, q->arena, &q->out->wider.total, q->err);
	o = *asked;
	o.exact = false;
	if (status == TC_OK && asked->exact)
		status = tc_search_count(q->searcher, &o, q->arena, &q->out->inexact, q->err);
	return status;
}

enum tc_status tc_page_nothing_read(struct tc_site *site, const struct tc_request *request, const struct tc_asked *asked,
				    struct tc_nothing *out, struct tc_err *err)
{
	struct tc_loan loan;
	*out = (struct tc_nothing){.dated = false};
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status != TC_OK)
		return status;
	struct question q = {loan.searcher, request->arena, asked, out, err};
	status = tc_lacking_find(loan.searcher, &asked->options, request->arena, &out->lacking, err);
	if (status == TC_OK)
		status = read_time(&q);
	if (status == TC_OK)
		status = count_without(&q);
	tc_site_give_back(site, &loan, status);
	return status;
}

void tc_page_counted(struct tc_page *page, uint32_t total)
{
	tc_page_html(page, " <span>(");
	if (total > TC_SEARCH_COUNTED) {
		tc_page_text(page, TC_TEXT_ABOUT);
		tc_page_html(page, " ");
	}
	tc_text_articles(page->language, total, page->out);
	tc_page_html(page, ")</span>");
}

/* An item that leads to another search, with what it would find. */
static void add_try(struct tc_page *page, const struct tc_change *changes, size_t n, enum tc_text text, struct tc_str value,
		    uint32_t total)
{
	if (total == 0)
		return;
	tc_page_html(page, "<li>");
	tc_page_text(page, text);
	tc_page_html(page, " <a");
	tc_page_search_href(page, changes, n);
	tc_page_html(page, ">");
	tc_page_str(page, value);
	tc_page_html(page, "</a>");
	tc_page_counted(page, total);
	tc_page_html(page, "</li>\n");
}

void tc_page_unknown_words(struct tc_page *page, const struct tc_nothing *nothing)
{
	const struct tc_lacking *l = &nothing->lacking;
	size_t unknown = 0;
	for (size_t i = 0; i < l->n_words; i++) {
		if (l->words[i].documents > 0)
			continue;
		tc_page_html(page, unknown == 0 ? "<p class=\"unknown\">" : ", ");
		if (unknown++ == 0) {
			tc_page_text(page, TC_TEXT_UNKNOWN);
			tc_page_html(page, " ");
		}
		tc_page_html(page, "<b>");
		tc_page_str(page, l->words[i].typed);
		tc_page_html(page, "</b>");
	}
	tc_page_html(page, unknown > 0 ? ".</p>\n" : "");
}

static void add_why(struct tc_page *page, const struct tc_nothing *nothing)
{
	const struct tc_lacking *l = &nothing->lacking;
	bool known = l->n_words > 1;
	for (size_t i = 0; i < l->n_words; i++)
		known = known && l->words[i].documents > 0;
	tc_page_unknown_words(page, nothing);
	if (known) {
		tc_page_html(page, "<p>");
		tc_page_text(page, TC_TEXT_NOT_TOGETHER);
		tc_page_html(page, "</p>\n");
	}
	if (!nothing->dated)
		return;
	tc_page_html(page, "<p>");
	tc_page_text(page, nothing->in_period > 0 ? TC_TEXT_PERIOD_HAS : TC_TEXT_PERIOD_EMPTY);
	if (nothing->in_period > 0) {
		tc_page_html(page, " ");
		tc_text_articles(page->language, nothing->in_period, page->out);
		tc_page_html(page, ".");
	}
	if (nothing->first.precision != TC_DATE_NONE) {
		tc_page_html(page, " ");
		tc_page_text(page, TC_TEXT_COVERAGE);
		tc_page_html(page, nothing->n_dated > TC_SEARCH_COUNTED ? " ~" : " ");
		tc_text_articles(page->language, nothing->n_dated, page->out);
		tc_page_html(page, " ");
		tc_page_text(page, TC_TEXT_COVERAGE_DATED);
		tc_page_html(page, " ");
		tc_page_date(page, &nothing->first);
		tc_page_html(page, " – ");
		tc_page_date(page, &nothing->last);
		tc_page_html(page, ".");
	}
	tc_page_html(page, "</p>\n");
}

/* The years that have what the query asks for. */
static void add_years(struct tc_page *page, const struct tc_nothing *nothing)
{
	if (nothing->years == NULL || nothing->years->n == 0 || nothing->years->v[0].n == 0)
		return;
	tc_page_html(page, "<li>");
	tc_page_text(page, TC_TEXT_OTHER_YEARS);
	for (size_t i = 0; i < nothing->years->v[0].n; i++) {
		const struct tc_facet_value *year = &nothing->years->v[0].v[i];
		const struct tc_change changes[] = {{TC_CHANGE_SET, "year", year->text},
						    {TC_CHANGE_SET, "month", {NULL, 0}},
						    {TC_CHANGE_SET, "day", {NULL, 0}},
						    {TC_CHANGE_SET, "from", {NULL, 0}},
						    {TC_CHANGE_SET, "to", {NULL, 0}}};
		tc_page_html(page, i > 0 ? ", <a" : " <a");
		tc_page_search_href(page, changes, sizeof changes / sizeof *changes);
		tc_page_html(page, ">");
		tc_page_str(page, year->text);
		tc_page_html(page, "</a> <span>(");
		tc_text_number(page->language, year->documents, page->out);
		tc_page_html(page, ")</span>");
	}
	tc_page_html(page, "</li>\n");
}

/* The value of a filter as a reader writes it. */
static struct tc_str shown_value(const struct tc_page *page, const struct tc_filter *filter)
{
	struct tc_page other = *page;
	struct tc_date date;
	struct tc_buf text;
	if (!is_time(filter->facet) || !tc_query_typed_date(filter->value, &date))
		return filter->value;
	tc_buf_init(&text, TC_LIMIT_QUERY_BYTES);
	other.out = &text;
	tc_page_date_text(&other, &date);
	struct tc_str kept = tc_arena_str(page->request->arena, tc_buf_str(&text));
	tc_buf_release(&text);
	return kept;
}

/* Each filter, to be removed by itself. */
static void add_filters(struct tc_page *page, const struct tc_asked *asked, const struct tc_nothing *nothing)
{
	const struct tc_search_options *o = &asked->options;
	const struct tc_change dates[] = {{TC_CHANGE_SET, "from", {NULL, 0}}, {TC_CHANGE_SET, "to", {NULL, 0}}};
	for (size_t i = 0; i < o->n_filters; i++) {
		const struct tc_change remove = {TC_CHANGE_REMOVE, tc_facets[o->filters[i].facet].names[0], o->filters[i].value};
		add_try(page, &remove, 1, TC_TEXT_WITHOUT_FILTER, shown_value(page, &o->filters[i]), nothing->without[i]);
	}
	add_try(page, dates, 2, TC_TEXT_WITHOUT_FILTER, tc_str_of(tc_text(page->language, TC_TEXT_THE_DATES)),
		nothing->without_dates);
}

/* What the archive has of the words, without every filter: more than without one of them. */
static void add_wider(struct tc_page *page, const struct tc_asked *asked, const struct tc_nothing *nothing)
{
	struct tc_change wider[TC_FACET_COUNT + 3];
	const bool fewer = !tc_str_eq(nothing->wider.query, asked->options.query);
	size_t n = 0;
	if (asked->options.n_filters + is_dated(&asked->options) < 2 && !fewer)
		return;
	for (int f = 0; f < TC_FACET_COUNT; f++)
		wider[n++] = (struct tc_change){TC_CHANGE_SET, tc_facets[f].names[0], {NULL, 0}};
	wider[n++] = (struct tc_change){TC_CHANGE_SET, "from", {NULL, 0}};
	wider[n++] = (struct tc_change){TC_CHANGE_SET, "to", {NULL, 0}};
	wider[n++] = (struct tc_change){TC_CHANGE_SET, "q", nothing->wider.query};
	add_try(page, wider, n, TC_TEXT_TRY_WIDER, nothing->wider.query, nothing->wider.total);
}

void tc_page_nothing(struct tc_page *page, const struct tc_asked *asked, const struct tc_nothing *nothing)
{
	static const struct tc_change inexact = {TC_CHANGE_SET, "exact", {NULL, 0}}, any = {TC_CHANGE_SET, "any", {"1", 1}};
	const struct tc_lacking *l = &nothing->lacking;
	tc_page_html(page, "<div class=\"nothing\">\n<h2>");
	tc_page_text(page, TC_TEXT_NOTHING);
	tc_page_html(page, "</h2>\n");
	add_why(page, nothing);
	tc_page_html(page, "<ul>\n");
	add_try(page, &inexact, 1, TC_TEXT_TRY_INEXACT, asked->options.query, nothing->inexact);
	const struct tc_change bare[] = {{TC_CHANGE_SET, "q", l->bare.query}, {TC_CHANGE_SET, "exact", {NULL, 0}}};
	add_try(page, bare, 2, TC_TEXT_TRY_BARE, l->bare.query, l->bare.total);
	for (size_t i = 0; i < l->n_tries; i++) {
		const struct tc_change fewer = {TC_CHANGE_SET, "q", l->tries[i].query};
		add_try(page, &fewer, 1, TC_TEXT_TRY_FEWER, l->tries[i].query, l->tries[i].total);
	}
	if (l->n_tries == 0 && l->known.query.n > 0) {
		const struct tc_change known = {TC_CHANGE_SET, "q", l->known.query};
		add_try(page, &known, 1, TC_TEXT_TRY_FEWER, l->known.query, l->known.total);
	}
	if (l->n_tries == 0)
		add_try(page, &any, 1, TC_TEXT_TRY_ANY, asked->options.query, l->any);
	add_filters(page, asked, nothing);
	add_years(page, nothing);
	add_wider(page, asked, nothing);
	tc_page_html(page, "<li><a");
	tc_page_href(page, "/help", TC_STR_NONE);
	tc_page_html(page, ">");
	tc_page_text(page, TC_TEXT_HELP);
	tc_page_html(page, "</a></li>\n</ul>\n</div>\n");
}
