/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search that cannot be, for the one who typed it.
 *
 * The box and the dates keep what was typed; the page says in the reader's language what is wrong and offers what was probably
 * meant: the two dates exchanged, the words without the signs of the query language.  Programs that ask the API get the reason of
 * the parser as it is.
 *
 * Reasons are told apart by their English text, which the parser gives; one that is not in the table is shown as it is.
 */
#include "web/page_refused.h"

#include "base/limits.h"
#include "query/typed_date.h"
#include "web/page_facets.h"

static const struct {
	const char *part; /* of the reason */
	enum tc_text text;
} reasons[] = {
	{"quote is never closed", TC_TEXT_BAD_QUOTE}, {"bracket", TC_TEXT_BAD_BRACKET},
	{"needs a word", TC_TEXT_BAD_OPERATOR},       {"nothing stands", TC_TEXT_BAD_EMPTY},
	{"nothing to look for", TC_TEXT_BAD_EMPTY},   {"no such field", TC_TEXT_BAD_FIELD},
	{"date range ends", TC_TEXT_BAD_RANGE_TYPED}, {"longer than", TC_TEXT_BAD_LONG},
};

bool tc_page_is_refused(enum tc_status status)
{
	return status == TC_EARG || status == TC_EQUERY || status == TC_ELIMIT;
}

static bool is_operator(struct tc_str word)
{
	static const char *const operators[] = {"AND", "OR", "NOT", "NEAR", "VÀ", "HOẶC", "KHÔNG"};
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (tc_str_eq(word, tc_str_of(operators[i])))
			return true;
	return false;
}

/* The words of a query without signs and operators, in arena; empty when there is none. */
static struct tc_str plain_words(struct tc_str query, struct tc_arena *arena)
{
	struct tc_buf words, out;
	tc_buf_init(&words, TC_LIMIT_QUERY_BYTES);
	tc_buf_init(&out, TC_LIMIT_QUERY_BYTES);
	for (size_t i = 0; i < query.n; i++) {
		char c = query.p[i];
		tc_buf_add_char(&words,
				c == '"' || c == '(' || c == ')' || c == ':' || c == '=' || c == '*' || c == '|' ? ' ' : c);
	}
	for (struct tc_str rest = tc_buf_str(&words); rest.p != NULL;) {
		struct tc_str word = tc_str_split(&rest, ' ');
		while (word.n > 0 && (word.p[0] == '-' || word.p[0] == '+'))
			word = tc_str_sub(word, 1, word.n);
		if (word.n == 0 || is_operator(word))
			continue;
		tc_buf_add_cstr(&out, out.n > 0 ? " " : "");
		tc_buf_add_str(&out, word);
	}
	struct tc_str kept = tc_arena_str(arena, tc_buf_str(&out));
	tc_buf_release(&words);
	tc_buf_release(&out);
	return kept;
}

static void add_instead(struct tc_page *page, const struct tc_change *changes, size_t n, struct tc_str text)
{
	tc_page_html(page, " <a");
	tc_page_search_href(page, changes, n);
	tc_page_html(page, ">");
	tc_page_str(page, text);
	tc_page_html(page, "</a>");
}

/* Is something wrong with the dates?  Then it is told. */
static bool add_dates(struct tc_page *page)
{
	const struct tc_request *r = page->request;
	const struct tc_str from = tc_param(r, "from"), to = tc_param(r, "to");
	struct tc_date begin = {.precision = TC_DATE_NONE}, end = {.precision = TC_DATE_NONE};
	const struct tc_change exchanged[] = {{TC_CHANGE_SET, "from", to}, {TC_CHANGE_SET, "to", from}};
	bool bad_from = from.n > 0 && !tc_query_typed_date(from, &begin), bad_to = to.n > 0 && !tc_query_typed_date(to, &end);
	if (bad_from || bad_to) {
		tc_page_html(page, "<b>");
		tc_page_str(page, bad_from ? from : to);
		tc_page_html(page, "</b>: ");
		tc_page_text(page, TC_TEXT_BAD_DATE);
		return true;
	}
	if (!tc_query_typed_range_empty(&begin, &end))
		return false;
	tc_page_text(page, TC_TEXT_BAD_RANGE);
	add_instead(page, exchanged, 2, tc_arena_printf(r->arena, "%.*s – %.*s", TC_STR_ARG(to), TC_STR_ARG(from)));
	return true;
}

static void add_reason(struct tc_page *page, const struct tc_err *err)
{
	const struct tc_str reason = tc_str_of(err->text);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (tc_str_find(reason, tc_str_of(reasons[i].part), 0) < reason.n) {
			tc_page_text(page, reasons[i].text);
			return;
		}
	}
	tc_page_str(page, reason);
}

/* "tieudde: no such field (did you mean tieude?)": the query with that field. */
static void add_field(struct tc_page *page, struct tc_str reason)
{
	static const char before[] = "did you mean ";
	const struct tc_str q = tc_param(page->request, "q"), typed = tc_str_sub(reason, 0, tc_str_find_char(reason, ':', 0));
	size_t at = tc_str_find(q, typed, 0), start = tc_str_find(reason, tc_str_of(before), 0) + sizeof before - 1;
	if (start >= reason.n || at >= q.n)
		return;
	const struct tc_str field = tc_str_sub(reason, start, tc_str_find_char(reason, '?', start));
	const struct tc_str mended = tc_arena_printf(page->request->arena, "%.*s%.*s%.*s", TC_STR_ARG(tc_str_sub(q, 0, at)),
						     TC_STR_ARG(field), TC_STR_ARG(tc_str_sub(q, at + typed.n, q.n)));
	const struct tc_change change = {TC_CHANGE_SET, "q", mended};
	tc_page_html(page, "<p>");
	tc_page_text(page, TC_TEXT_MEANT);
	add_instead(page, &change, 1, mended);
	tc_page_html(page, "</p>\n");
}

/* A page that is too far, and not one that is no number. */
static bool is_too_deep(const struct tc_request *request, struct tc_str reason)
{
	unsigned long long number;
	const struct tc_str page = tc_param(request, "page");
	return tc_str_find(reason, TC_STR("'page'"), 0) < reason.n && tc_str_to_u64(page, UINT32_MAX, &number) && number > 0;
}

enum tc_status tc_page_refused(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			       const struct tc_err *err)
{
	const enum tc_language language = tc_language_of(request);
	const struct tc_page_head head = {.title = tc_str_of(tc_text(language, TC_TEXT_REFUSED))};
	const struct tc_str words = plain_words(tc_param(request, "q"), request->arena);
	const struct tc_change plain = {TC_CHANGE_SET, "q", words};
	struct tc_page page;
	response->status = 400;
	tc_page_begin_with(&page, site, request, response, &head);
	tc_page_html(&page, "<h1>");
	tc_page_text(&page, TC_TEXT_REFUSED);
	tc_page_html(&page, "</h1>\n<p>");
	if (!add_dates(&page)) {
		if (is_too_deep(request, tc_str_of(err->text)))
			tc_page_text(&page, TC_TEXT_TOO_DEEP);
		else
			add_reason(&page, err);
	}
	tc_page_html(&page, "</p>\n");
	add_field(&page, tc_str_of(err->text));
	if (err->status == TC_EQUERY && words.n > 0 && !tc_str_eq(words, tc_param(request, "q"))) {
		tc_page_html(&page, "<p>");
		tc_page_text(&page, TC_TEXT_AS_WORDS);
		add_instead(&page, &plain, 1, words);
		tc_page_html(&page, "</p>\n");
	}
	tc_page_dates(&page);
	tc_page_end(&page);
	return TC_OK;
}
