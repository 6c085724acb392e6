/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page that teaches the query language, with examples of this archive.
 *
 * A reader learns by clicking, so each example should find something where he is.  They are made from what the archive has most
 * of (names, authors, sections, keywords) and from its newest article, and counted: of several forms of an example the first that
 * finds an article is shown, with the number; a kind of which none does is shown in general words, without a link.
 *
 * The counts are small searches, some twenty; the page is one that few people open twice.
 */
#include "analyzers/fold.h"
#include "base/limits.h"
#include "web/page_nothing.h"
#include "web/pages.h"

/* Values of each facet that examples are made from, and years. */
#define VALUES 6
/* Forms of one example that are tried. */
#define FORMS 4
#define FIRST_YEAR 1000

struct lesson {
	struct tc_searcher *searcher;
	struct tc_arena *arena;
	struct tc_str names[VALUES]; /* of several words; then keywords */
	size_t n_names;
	struct tc_str author, section, year, title; /* empty: the archive has none */
};

struct example {
	enum tc_text text;
	struct tc_str forms[FORMS]; /* empty: none */
	const char *general;        /* where none finds anything */
	struct tc_str query;        /* the form that does */
	uint32_t total;
};

/* Takes values over: names of two words or more, which also do as phrases. */
static void take_names(struct lesson *l, const struct tc_facet_values *values)
{
	for (size_t i = 0; i < values->n && l->n_names < VALUES; i++) {
		const struct tc_str text = values->v[i].text;
		bool plain = tc_str_find_char(text, ' ', 0) < text.n;
		for (size_t k = 0; k < text.n; k++)
			plain = plain && text.p[k] != '"';
		if (plain)
			l->names[l->n_names++] = text;
	}
}

static enum tc_status read_archive(struct lesson *l, struct tc_err *err)
{
	struct tc_facet_wish wish = {.max_values = VALUES};
	struct tc_search_options o = {
		.from = {.precision = TC_DATE_YEAR, .year = FIRST_YEAR}, .sort = TC_SEARCH_NEWEST, .limit = 1, .facets = &wish};
	struct tc_results results;
	size_t error_at;
	enum tc_status status = tc_facet_wish_parse(TC_STR("name,keyword,author,section,year"), &wish, err);
	if (status == TC_OK)
		status = tc_search(l->searcher, &o, l->arena, &results, &error_at, err);
	if (status != TC_OK || results.facets == NULL)
		return status;
	const struct tc_facet_values *v = results.facets->v;
	take_names(l, &v[0]);
	take_names(l, &v[1]);
	l->author = v[2].n > 0 ? v[2].v[0].text : TC_STR_NONE;
	l->section = v[3].n > 0 ? v[3].v[0].text : TC_STR_NONE;
	l->year = v[4].n > 0 ? v[4].v[v[4].n / 2].text : TC_STR_NONE;
	l->title = results.n_hits > 0 ? results.hits[0].article.title : TC_STR_NONE;
	return TC_OK;
}

static struct tc_str first_word(struct tc_str text)
{
	return tc_str_sub(text, 0, tc_str_find_char(text, ' ', 0));
}

static struct tc_str last_word(struct tc_str text)
{
	size_t at = text.n;
	while (at > 0 && text.p[at - 1] != ' ')
		at--;
	return tc_str_sub(text, at, text.n);
}

static struct tc_str folded(struct lesson *l, struct tc_str text)
{
	struct tc_buf out;
	tc_buf_init(&out, TC_LIMIT_QUERY_BYTES);
	tc_fold_ascii(text, &out);
	struct tc_str kept = tc_arena_str(l->arena, tc_buf_str(&out));
	tc_buf_release(&out);
	return kept;
}

#define FORM(...) tc_arena_printf(l->arena, __VA_ARGS__)
#define ARG(text) TC_STR_ARG(text)

/* Fills forms with what the first names give; b: another name than a, whichever finds something. */
static size_t make_examples(struct lesson *l, struct example *v)
{
	const struct tc_str none = TC_STR_NONE, a = l->n_names > 0 ? l->names[0] : none;
	const struct tc_str year = l->year.n > 0 ? l->year : none;
	size_t n = 0;
	v[n++] = (struct example){TC_TEXT_HELP_BARE, {a.n > 0 ? folded(l, a) : none, TC_STR("thanh pho")}, "thanh pho", none, 0};
	v[n++] = (struct example){TC_TEXT_HELP_PHRASE,
				  {a.n > 0 ? FORM("\"%.*s\"", ARG(a)) : none, TC_STR("\"thành phố\"")},
				  "\"thành phố\"",
				  none,
				  0};
	struct example *not = &v[n++], * or = &v[n++], *near = &v[n++];
	*not = (struct example){.text = TC_TEXT_HELP_NOT, .general = "nước -lũ"};
	* or = (struct example){.text = TC_TEXT_HELP_OR, .general = "lúa OR ngô"};
	*near = (struct example){.text = TC_TEXT_HELP_NEAR, .general = "cầu NEAR/5 thông"};
	for (size_t i = 1; i < l->n_names && i < FORMS; i++) {
		not ->forms[i - 1] = FORM("\"%.*s\" -\"%.*s\"", ARG(a), ARG(l->names[i]));
		or->forms[i - 1] = FORM("\"%.*s\" OR \"%.*s\"", ARG(a), ARG(l->names[i]));
	}
	if (l->title.n > 0)
		near->forms[0] = FORM("\"%.*s\" NEAR/15 \"%.*s\"", ARG(first_word(l->title)), ARG(last_word(l->title)));
	if (a.n > 0)
		near->forms[1] = FORM("\"%.*s\" NEAR/5 \"%.*s\"", ARG(first_word(a)), ARG(last_word(a)));
	v[n++] = (struct example){TC_TEXT_HELP_PREFIX, {TC_STR("ngh*"), TC_STR("th*")}, "ngh*", none, 0};
	v[n++] = (struct example){TC_TEXT_HELP_TITLE,
				  {a.n > 0 ? FORM("tieude:\"%.*s\"", ARG(a)) : none,
				   l->title.n > 0 ? FORM("tieude:\"%.*s\"", ARG(first_word(l->title))) : none,
				   TC_STR("tieude:cầu")},
				  "tieude:cầu",
				  none,
				  0};
	v[n++] = (struct example){
		TC_TEXT_HELP_AUTHOR, {l->author.n > 0 ? FORM("tacgia:\"%.*s\"", ARG(l->author)) : none}, "tacgia:minh", none, 0};
	v[n++] = (struct example){TC_TEXT_HELP_SECTION,
				  {l->section.n > 0 ? FORM("chuyenmuc:=\"%.*s\"", ARG(l->section)) : none},
				  "chuyenmuc:=\"Kinh tế\"",
				  none,
				  0};
	struct example *dates = &v[n++];
	*dates = (struct example){.text = TC_TEXT_HELP_DATES, .general = "trường 2010..2019"};
	for (size_t i = 0; year.n > 0 && i < l->n_names && i < FORMS; i++)
		dates->forms[i] = FORM("%.*s %.*s..", ARG(l->names[i]), ARG(year));
	v[n++] = (struct example){TC_TEXT_HELP_DAY, {year.n > 0 ? FORM("ngay:%.*s", ARG(year)) : none}, "ngay:30/4", none, 0};
	return n;
}

/* The first form of each example that finds an article. */
static enum tc_status choose_forms(struct lesson *l, struct example *v, size_t n, struct tc_err *err)
{
	enum tc_status status = tc_arena_check(l->arena, "help", err);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		for (size_t k = 0; k < FORMS && v[i].total == 0 && status == TC_OK; k++) {
			const struct tc_search_options o = {.query = v[i].forms[k]};
			if (o.query.n == 0)
				continue;
			v[i].query = o.query;
			status = tc_search_count(l->searcher, &o, l->arena, &v[i].total, err);
			/* A value of the archive may have signs that a query takes for its own. */
			if (status == TC_EQUERY || status == TC_ELIMIT)
				status = TC_OK;
		}
	}
	return status;
}

static void write_examples(struct tc_page *page, const struct example *v, size_t n)
{
	tc_page_html(page, "<dl class=\"help\">\n");
	for (size_t i = 0; i < n; i++) {
		const struct tc_str shown = v[i].total > 0 ? v[i].query : tc_str_of(v[i].general);
		tc_page_html(page, "<dt>");
		if (v[i].total > 0) {
			tc_page_html(page, "<a");
			tc_page_href(page, TC_PATH_SEARCH "?q=", shown);
			tc_page_html(page, ">");
		}
		tc_page_html(page, "<code>");
		tc_page_str(page, shown);
		tc_page_html(page, "</code>");
		if (v[i].total > 0) {
			tc_page_html(page, "</a>");
			tc_page_counted(page, v[i].total);
		}
		tc_page_html(page, "</dt><dd>");
		tc_page_text(page, v[i].text);
		tc_page_html(page, "</dd>\n");
	}
	tc_page_html(page, "</dl>\n");
}

static void add_section(struct tc_page *page, enum tc_text title, enum tc_text text)
{
	tc_page_html(page, "<h2>");
	tc_page_text(page, title);
	tc_page_html(page, "</h2>\n<p>");
	tc_page_text(page, text);
	tc_page_html(page, "</p>\n");
}

/* Names that may stand before a colon. */
static void add_fields(struct tc_page *page)
{
	tc_page_html(page, "<h2>");
	tc_page_text(page, TC_TEXT_HELP_FIELDS);
	tc_page_html(page, "</h2>\n<p>");
	for (int f = 0, n = 0; f < TC_FIELD_COUNT; f++) {
		if (tc_fields[f].names[0] == NULL || tc_fields[f].names[0][0] == '\0')
			continue;
		tc_page_html(page, n++ > 0 ? ", <code>" : "<code>");
		tc_page_str(page, tc_str_of(tc_fields[f].names[0]));
		tc_page_html(page, ":</code>");
	}
	tc_page_html(page, ", <code>ngay:</code></p>\n");
}

enum tc_status tc_page_help(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			    struct tc_err *err)
{
	const enum tc_language language = tc_language_of(request);
	const struct tc_page_head head = {.title = tc_str_of(tc_text(language, TC_TEXT_HELP)),
					  .description = tc_str_of(tc_text(language, TC_TEXT_HELP_INTRO)),
					  .canonical = TC_STR("/help")};
	struct example examples[16];
	struct tc_page page;
	struct tc_loan loan;
	size_t n = 0;
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status != TC_OK)
		return status;
	struct lesson lesson = {.searcher = loan.searcher, .arena = request->arena};
	status = read_archive(&lesson, err);
	if (status == TC_OK) {
		n = make_examples(&lesson, examples);
		status = choose_forms(&lesson, examples, n, err);
	}
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	tc_page_begin_with(&page, site, request, response, &head);
	tc_page_html(&page, "<h1>");
	tc_page_text(&page, TC_TEXT_HELP);
	tc_page_html(&page, "</h1>\n<p>");
	tc_page_text(&page, TC_TEXT_HELP_INTRO);
	tc_page_html(&page, "</p>\n");
	write_examples(&page, examples, n);
	add_fields(&page);
	add_section(&page, TC_TEXT_HELP_RESULTS, TC_TEXT_HELP_RESULTS_TEXT);
	add_section(&page, TC_TEXT_HELP_KEYS, TC_TEXT_HELP_KEYS_TEXT);
	tc_page_end(&page);
	return TC_OK;
}
