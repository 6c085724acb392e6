/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a query into words, quotes, brackets and operators.
 *
 * A word runs to the next blank, quote, bracket or |.  So that whatever is pasted into a search box is understood somehow:
 *   - words of nothing but punctuation are passed over, and punctuation behind a word falls off: "Nội," is Nội;
 *   - curly quotes and guillemets are quotes; "..." ends at any of " “ ”, «...» at »;
 *   - - takes a word away only at the beginning of a word: COVID-19 is one word, and a dash between blanks is none;
 *   - a name with a blank behind its colon ("Anh: ...", "Nguồn: ...") is a word, unless nothing but a field can be meant
 *     (tieude: abc);
 *   - the Vietnamese operators HOẶC VÀ KHÔNG are words in a query that is all in capitals, as headlines are, and where no words
 *     stand on both sides.
 * What a word behind field: looks like does not matter: text:AND, text:2023 and text:-a are those words, which is how the printer
 * (query/print.c) writes words that would be read as something else.
 */
#include "query/parse_lexer.h"

#include <stdio.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/facet.h"
#include "query/parse_chars.h"
#include "query/parse_field.h"
#include "query/typed_date.h"

struct lexer {
	struct tc_str query;
	size_t at;
	struct tc_arena *arena;
	struct tc_lexemes *out;
	size_t n_counted; /* words and brackets, for the limit */
	bool has_small;   /* a small letter somewhere: not all in capitals */
	bool bound;       /* the last lexeme is a field or a - that holds to what follows at once */
	size_t *error_at;
	struct tc_err *err;
};

static enum tc_status fail(struct lexer *lx, size_t at, enum tc_status status, const char *message)
{
	*lx->error_at = at;
	return tc_err_set(lx->err, status, "%s", message);
}

static unsigned char_at(const struct lexer *lx, size_t at)
{
	return at < lx->query.n ? tc_utf8_next(lx->query, &at) : ' ';
}

static struct tc_lexeme *add(struct lexer *lx, enum tc_lexeme_kind kind, size_t start, size_t end)
{
	struct tc_lexemes *out = lx->out;
	if (tc_arena_grow(lx->arena, &out->v, &out->capacity, out->n, sizeof(*out->v)) != 0)
		return NULL;
	struct tc_lexeme *lexeme = &out->v[out->n++];
	memset(lexeme, 0, sizeof(*lexeme));
	lexeme->kind = kind;
	lexeme->start = start;
	lexeme->end = end;
	lexeme->text = tc_str_sub(lx->query, start, end);
	lx->bound = kind == TC_LEX_FIELD;
	lx->n_counted += kind <= TC_LEX_OPEN && kind != TC_LEX_FIELD;
	return lexeme;
}

static enum tc_status added(struct lexer *lx, const struct tc_lexeme *lexeme)
{
	return lexeme != NULL ? TC_OK : tc_arena_check(lx->arena, "query", lx->err);
}

static bool soft_date(struct tc_str word, struct tc_date *date)
{
	return tc_query_typed_date(word, date) && (date->precision != TC_DATE_YEAR || (date->year >= 1900 && date->year < 2100));
}

static const struct {
	const char *name;
	enum tc_lexeme_kind kind;
	bool vietnamese;
} operators[] = {
	{"AND", TC_LEX_AND, false},    {"OR", TC_LEX_OR, false},         {"NOT", TC_LEX_NOT, false},
	{"NEAR", TC_LEX_NEAR, false},  {"HOAC", TC_LEX_OR, true},        {"HO\u1EB6C", TC_LEX_OR, true},
	{"V\u00C0", TC_LEX_AND, true}, {"KH\u00D4NG", TC_LEX_NOT, true},
};

#define N_OPERATORS (sizeof(operators) / sizeof(operators[0]))

/* Index into operators, or -1; marks may be composed or not. */
static int find_operator(struct tc_str word)
{
	int found = -1;
	struct tc_buf canonical;
	if (word.n < 2 || word.n > 16 || strchr("AONHVK", word.p[0]) == NULL)
		return -1;
	tc_buf_init(&canonical, 256);
	tc_fold_canonical(word, &canonical);
	for (size_t i = 0; i < N_OPERATORS && found < 0; i++)
		if (tc_str_eq(tc_buf_str(&canonical), tc_str_of(operators[i].name)))
			found = (int)i;
	tc_buf_release(&canonical);
	return found;
}

/* The name before a colon in a word; NONE for what only looks like one, as file:// and http:// do. */
static struct tc_field_name field_of(struct tc_str word, size_t *colon)
{
	struct tc_field_name found = {.kind = TC_NAME_NONE};
	*colon = tc_str_find_char(word, ':', 0);
	if (*colon == 0 || *colon == word.n)
		return found;
	found = tc_field_name_find(tc_str_sub(word, 0, *colon));
	if (found.kind != TC_NAME_FIELD && tc_str_starts(tc_str_sub(word, *colon, word.n), TC_STR("://")))
		found.kind = TC_NAME_NONE;
	return found;
}

bool tc_query_word_is_plain(struct tc_str word, bool wildcard)
{
	struct tc_date from, to;
	size_t colon = 0;
	if (word.n == 0 || word.p[0] == '-' || tc_str_starts(word, TC_STR("NEAR/")))
		return false;
	if (field_of(word, &colon).kind != TC_NAME_NONE)
		return false;
	return wildcard || (find_operator(word) < 0 && !soft_date(word, &from) && !tc_query_typed_range(word, &from, &to));
}

bool tc_query_has_quote(struct tc_str s)
{
	for (size_t at = 0; at < s.n;)
		if (tc_query_ends_quote(tc_utf8_next(s, &at), '"'))
			return true;
	return false;
}

bool tc_query_value_is_plain(struct tc_str value)
{
	size_t at = 0;
	if (value.n == 0 || value.p[0] == '|' || tc_str_starts(value, TC_STR("//")))
		return false;
	return tc_query_quote_end(tc_utf8_next(value, &at)) == 0 && tc_query_value_end(value, 0) == value.n;
}

/* Finds the end of the quote that opens at lx->at: the text between, and moves behind it. */
static enum tc_status read_quote(struct lexer *lx, struct tc_str *inner)
{
	size_t open = lx->at, at = open;
	unsigned end = tc_query_quote_end(tc_utf8_next(lx->query, &at));
	size_t from = at;
	while (at < lx->query.n) {
		size_t close = at;
		if (tc_query_ends_quote(tc_utf8_next(lx->query, &at), end)) {
			*inner = tc_str_sub(lx->query, from, close);
			lx->at = at;
			return TC_OK;
		}
	}
	return fail(lx, open, TC_EQUERY, "quote is never closed");
}

static enum tc_status lex_quote(struct lexer *lx)
{
	struct tc_str inner;
	size_t start = lx->at;
	enum tc_status status = read_quote(lx, &inner);
	if (status != TC_OK)
		return status;
	if (!tc_query_is_searchable(inner))
		return lx->bound ? fail(lx, start, TC_EQUERY, "nothing stands between the quotes") : TC_OK;
	struct tc_lexeme *phrase = add(lx, TC_LEX_PHRASE, start, lx->at);
	if (phrase != NULL)
		phrase->text = tc_str_trim(inner);
	return added(lx, phrase);
}

/* A word that no longer can be anything else. */
static enum tc_status lex_literal(struct lexer *lx, size_t start, size_t end)
{
	struct tc_str raw = tc_str_sub(lx->query, start, end);
	lx->at = end;
	if (!tc_query_is_searchable(raw))
		return lx->bound ? fail(lx, start, TC_EQUERY, "field: is followed by nothing to look for") : TC_OK;
	struct tc_lexeme *word = add(lx, TC_LEX_WORD, start, end);
	if (word != NULL)
		word->text = tc_query_trim_word(raw, &word->wildcard);
	return added(lx, word);
}

static enum tc_status lex_range(struct lexer *lx, size_t start, struct tc_str text, const struct tc_date *from,
				const struct tc_date *to)
{
	if (tc_query_typed_range_empty(from, to))
		return fail(lx, start, TC_EQUERY, "date range ends before it begins");
	struct tc_lexeme *date = add(lx, TC_LEX_DATE, start, lx->at);
	if (date != NULL) {
		date->text = text;
		date->from = *from;
		date->to = *to;
	}
	return added(lx, date);
}

/* The value of ngay: or date:, quoted or not. */
static enum tc_status lex_date_value(struct lexer *lx, size_t start)
{
	struct tc_date from, to;
	struct tc_str text;
	size_t value = lx->at;
	bool wildcard = false;
	if (tc_query_quote_end(char_at(lx, value)) != 0) {
		enum tc_status status = read_quote(lx, &text);
		if (status != TC_OK)
			return status;
		text = tc_str_trim(text);
	} else {
		lx->at = tc_query_run_end(lx->query, value);
		text = tc_str_sub(lx->query, value, lx->at);
		if (!tc_query_typed_range(text, &from, &to))
			text = tc_query_trim_word(text, &wildcard);
	}
	char day[5];
	if (!wildcard && tc_query_typed_day(text, day)) {
		struct tc_lexeme *lexeme = add(lx, TC_LEX_EXACT, start, lx->at);
		if (lexeme != NULL) {
			lexeme->text = tc_arena_str(lx->arena, tc_str_of(day));
			lexeme->exact_prefix = TC_PREFIX_ANNIVERSARY;
		}
		return added(lx, lexeme);
	}
	if (!tc_query_typed_range(text, &from, &to)) {
		if (wildcard || !tc_query_typed_date(text, &from))
			return fail(lx, value, TC_EQUERY,
				    "no date: write it as 2023, 01/2023, 8/1/2023, 2023-01-08, 2023-01..2023-03 or, of any year, "
				    "30/4");
		to = from;
	}
	return lex_range(lx, start, text, &from, &to);
}

static enum tc_status lex_exact_value(struct lexer *lx, size_t start, const char *prefix)
{
	struct tc_str text;
	size_t value = lx->at;
	if (tc_query_quote_end(char_at(lx, value)) != 0) {
		enum tc_status status = read_quote(lx, &text);
		if (status != TC_OK)
			return status;
	} else {
		lx->at = tc_query_value_end(lx->query, value);
		text = tc_str_sub(lx->query, value, lx->at);
	}
	if (text.n == 0)
		return fail(lx, value, TC_EQUERY, "nothing stands between the quotes");
	struct tc_lexeme *exact = add(lx, TC_LEX_EXACT, start, lx->at);
	if (exact != NULL) {
		exact->text = text;
		exact->exact_prefix = prefix;
	}
	return added(lx, exact);
}

/* name:=value, a whole value of a facet. */
static enum tc_status lex_whole_value(struct lexer *lx, size_t start, enum tc_field field)
{
	static const enum tc_facet facets[TC_FIELD_COUNT] = {[TC_FIELD_KEYWORD] = TC_FACET_KEYWORD,
							     [TC_FIELD_AUTHOR] = TC_FACET_AUTHOR,
							     [TC_FIELD_SECTION] = TC_FACET_SECTION,
							     [TC_FIELD_SOURCE] = TC_FACET_SOURCE,
							     [TC_FIELD_NAME] = TC_FACET_NAME};
	unsigned c = char_at(lx, ++lx->at);
	if (tc_facets[facets[field]].digits > 0)
		return fail(lx, start, TC_EQUERY, ":= asks for a whole value: of chuyenmuc, tacgia, tukhoa, nguon, ten");
	if (lx->at >= lx->query.n || tc_query_is_blank(c) || c == ')' || c == '|')
		return fail(lx, start, TC_EQUERY, ":= is followed by nothing to look for");
	return lex_exact_value(lx, start, tc_facets[facets[field]].prefix);
}

/* name: with what follows at lx->at. */
static enum tc_status lex_field(struct lexer *lx, size_t start, const struct tc_field_name *name)
{
	unsigned c = char_at(lx, lx->at);
	if (tc_query_is_blank(c) || c == ')' || c == '|') {
		struct tc_str typed = tc_str_trim(tc_str_sub(lx->query, start, lx->at));
		*lx->error_at = start;
		return tc_err_set(lx->err, TC_EQUERY, "%.*s is followed by nothing to look for", TC_STR_ARG(typed));
	}
	if (name->kind == TC_NAME_DATE)
		return lex_date_value(lx, start);
	if (name->kind == TC_NAME_EXACT)
		return lex_exact_value(lx, start, name->exact_prefix);
	if (c == '=')
		return lex_whole_value(lx, start, name->field);
	struct tc_lexeme *field = add(lx, TC_LEX_FIELD, start, lx->at);
	if (field == NULL)
		return added(lx, field);
	field->field = name->field;
	if (c == '(' || tc_query_quote_end(c) != 0)
		return TC_OK;
	return lex_literal(lx, lx->at, tc_query_run_end(lx->query, lx->at));
}

static enum tc_status lex_unknown_field(struct lexer *lx, size_t start, size_t colon, const struct tc_field_name *name)
{
	struct tc_str typed = tc_str_sub(lx->query, start, start + colon);
	*lx->error_at = start;
	if (name->nearest != NULL)
		return tc_err_set(lx->err, TC_EQUERY, "%.*s: no such field (did you mean %s?)", TC_STR_ARG(typed), name->nearest);
	return tc_err_set(lx->err, TC_EQUERY,
			  "%.*s: no such field (there are tieude, tacgia, chuyenmuc, tukhoa, nguon, anh, ngay)",
			  TC_STR_ARG(typed));
}

static enum tc_status lex_near(struct lexer *lx, size_t start, struct tc_str raw)
{
	unsigned long long window = TC_NEAR_WINDOW;
	if (raw.n > 4 && (!tc_str_to_u64(tc_str_sub(raw, 5, raw.n), TC_NEAR_WINDOW_MAX, &window) || window == 0))
		return fail(lx, start, TC_EQUERY, "NEAR/n: n is a number of words from 1 to 1000");
	struct tc_lexeme *near = add(lx, TC_LEX_NEAR, start, lx->at);
	if (near != NULL)
		near->window = (unsigned)window;
	return added(lx, near);
}

/* A word of no field: operator, date or word. */
static enum tc_status lex_word(struct lexer *lx, size_t start, size_t end)
{
	struct tc_str raw = tc_str_sub(lx->query, start, end);
	struct tc_date from, to;
	bool wildcard = false;
	lx->at = end;
	if (tc_str_starts(raw, TC_STR("NEAR/")))
		return lex_near(lx, start, raw);
	int found = find_operator(raw);
	if (found >= 0) {
		struct tc_lexeme *lexeme = add(lx, operators[found].kind, start, end);
		if (lexeme != NULL) {
			lexeme->vietnamese = operators[found].vietnamese;
			lexeme->window = TC_NEAR_WINDOW;
		}
		return added(lx, lexeme);
	}
	if (tc_query_typed_range(raw, &from, &to))
		return lex_range(lx, start, raw, &from, &to);
	struct tc_str word = tc_query_trim_word(raw, &wildcard);
	if (!wildcard && tc_query_typed_range(word, &from, &to))
		return lex_range(lx, start, word, &from, &to);
	if (wildcard || !soft_date(word, &from))
		return lex_literal(lx, start, end);
	struct tc_lexeme *date = add(lx, TC_LEX_DATE, start, end);
	if (date != NULL) {
		date->text = word;
		date->from = date->to = from;
		date->soft = true;
	}
	return added(lx, date);
}

/* A word, perhaps with a field before it. */
static enum tc_status lex_run(struct lexer *lx, size_t start)
{
	size_t end = tc_query_run_end(lx->query, start), colon = 0;
	struct tc_str raw = tc_str_sub(lx->query, start, end);
	struct tc_field_name name = field_of(raw, &colon);
	if (name.kind == TC_NAME_NONE)
		return lex_word(lx, start, end);
	size_t next = start + colon + 1;
	if (name.kind == TC_NAME_UNKNOWN)
		return next < end ? lex_unknown_field(lx, start, colon, &name) : lex_literal(lx, start, end);
	if (tc_query_is_blank(char_at(lx, next))) {
		size_t after = next;
		while (after < lx->query.n && tc_query_is_blank(char_at(lx, after)))
			tc_utf8_next(lx->query, &after);
		if (after < lx->query.n && !name.unmistakable)
			return lex_literal(lx, start, end);
		next = after;
	}
	lx->at = next;
	return lex_field(lx, start, &name);
}

/* - at the beginning of a word. */
static enum tc_status lex_minus(struct lexer *lx)
{
	size_t start = lx->at, next = start + 1, end = tc_query_run_end(lx->query, next);
	unsigned c = char_at(lx, next);
	bool before_group = end == next && (c == '(' || tc_query_quote_end(c) != 0);
	if (!before_group && !tc_query_is_searchable(tc_str_sub(lx->query, next, end))) {
		lx->at = end;
		return TC_OK;
	}
	struct tc_lexeme *minus = add(lx, TC_LEX_NOT, start, next);
	if (minus == NULL)
		return added(lx, minus);
	lx->at = next;
	lx->bound = true;
	return before_group ? TC_OK : lex_run(lx, next);
}

static bool at_word_start(const struct lexer *lx)
{
	if (lx->at == 0)
		return true;
	unsigned before = char_at(lx, tc_utf8_prev(lx->query, lx->at));
	return tc_query_is_blank(before) || before == '(' || before == ')' || before == '|';
}

static enum tc_status lex_next(struct lexer *lx)
{
	size_t start = lx->at, next = start;
	unsigned c = tc_utf8_next(lx->query, &next);
	if (tc_query_is_blank(c)) {
		lx->at = next;
		return TC_OK;
	}
	if (tc_query_quote_end(c) != 0)
		return lex_quote(lx);
	if (c == '(' || c == ')' || c == '|') {
		lx->at = next;
		return added(lx, add(lx, c == '(' ? TC_LEX_OPEN : c == ')' ? TC_LEX_CLOSE : TC_LEX_OR, start, next));
	}
	if (c == '-' && at_word_start(lx))
		return lex_minus(lx);
	return lex_run(lx, start);
}

static bool ends_operand(const struct tc_lexeme *lexeme)
{
	return lexeme->kind <= TC_LEX_EXACT || lexeme->kind == TC_LEX_CLOSE;
}

static bool begins_operand(const struct tc_lexeme *lexeme)
{
	return lexeme->kind <= TC_LEX_OPEN || lexeme->kind == TC_LEX_NOT;
}

/* Makes words of the Vietnamese operators that are none; from the last one, so that VÀ KHÔNG is seen as AND NOT. */
static void settle_vietnamese(struct lexer *lx)
{
	struct tc_lexemes *out = lx->out;
	for (size_t i = out->n; i-- > 0;) {
		struct tc_lexeme *lexeme = &out->v[i];
		if (!lexeme->vietnamese)
			continue;
		bool before = i > 0 &&
			      (ends_operand(&out->v[i - 1]) || (lexeme->kind == TC_LEX_NOT && out->v[i - 1].kind == TC_LEX_AND));
		if (!lx->has_small || !before || !begins_operand(&out->v[i + 1])) {
			lexeme->kind = TC_LEX_WORD;
			lx->n_counted++;
		}
	}
}

static bool has_small_letter(struct tc_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return true;
	return false;
}

enum tc_status tc_query_lex(struct tc_str query, struct tc_arena *arena, struct tc_lexemes *out, size_t *error_at,
			    struct tc_err *err)
{
	struct lexer lx = {.query = query, .arena = arena, .out = out, .error_at = error_at, .err = err};
	enum tc_status status = TC_OK;
	static const char too_many[] = "query has more than 256 words and brackets";
	size_t valid = tc_utf8_valid_prefix(query);
	memset(out, 0, sizeof(*out));
	if (query.n > TC_LIMIT_QUERY_BYTES)
		return fail(&lx, TC_LIMIT_QUERY_BYTES, TC_ELIMIT, "query is longer than 16384 bytes");
	if (valid < query.n)
		return fail(&lx, valid, TC_EQUERY, "query is not UTF-8: wrong byte here");
	lx.has_small = has_small_letter(query);
	while (status == TC_OK && lx.at < query.n) {
		size_t start = lx.at;
		status = lex_next(&lx);
		if (status == TC_OK && lx.n_counted > TC_LIMIT_QUERY_TERMS)
			return fail(&lx, start, TC_ELIMIT, too_many);
	}
	if (status != TC_OK)
		return status;
	status = added(&lx, add(&lx, TC_LEX_END, query.n, query.n));
	if (status != TC_OK)
		return status;
	settle_vietnamese(&lx);
	return lx.n_counted > TC_LIMIT_QUERY_TERMS ? fail(&lx, 0, TC_ELIMIT, too_many) : TC_OK;
}
