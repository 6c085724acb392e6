/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the characters of a query are: blanks, quotes, punctuation, and where words and values end by them.
 *
 * Outside ASCII these are the few ranges of the Unicode Standard that text on the web uses: Latin-1 punctuation, General
 * Punctuation (2000-206F) and the first signs of CJK Punctuation.  Whether a word gives a token is the analyzer's to say; here
 * it is only asked whether there is anything at all in it that could, so that a dash or three dots between words are no
 * operands.  Control characters are blanks, which keeps them out of everything that is printed later.
 */
#include "query/parse_chars.h"

#include <string.h>

#include "base/utf8.h"

bool tc_query_is_blank(unsigned c)
{
	return c <= ' ' || c == 0x7F || (c >= 0x80 && c <= 0xA0) || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

unsigned tc_query_quote_end(unsigned c)
{
	if (c == '"' || (c >= 0x201C && c <= 0x201F))
		return '"';
	return c == 0xAB ? 0xBB : 0;
}

bool tc_query_ends_quote(unsigned c, unsigned end)
{
	return end == '"' ? c == '"' || c == 0x201C || c == 0x201D : c == end;
}

bool tc_query_is_punctuation(unsigned c)
{
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
	if (c < 0xC0)
		return c != 0xAA && c != 0xB2 && c != 0xB3 && c != 0xB5 && !(c >= 0xB9 && c <= 0xBE && c != 0xBB);
	return (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3003) || c == 0xFEFF;
}

bool tc_query_is_searchable(struct tc_str s)
{
	size_t at = 0;
	while (at < s.n)
		if (!tc_query_is_punctuation(tc_utf8_next(s, &at)))
			return true;
	return false;
}

size_t tc_query_run_end(struct tc_str s, size_t from)
{
	size_t at = from;
	while (at < s.n) {
		size_t next = at;
		unsigned c = tc_utf8_next(s, &next);
		if (tc_query_is_blank(c) || tc_query_quote_end(c) != 0 || c == '(' || c == ')' || c == '|')
			break;
		at = next;
	}
	return at;
}

size_t tc_query_value_end(struct tc_str s, size_t from)
{
	size_t at = from, depth = 0;
	while (at < s.n) {
		size_t next = at;
		unsigned c = tc_utf8_next(s, &next);
		if (tc_query_is_blank(c) || (c == ')' && depth == 0))
			break;
		depth += c == '(';
		depth -= c == ')';
		at = next;
	}
	return at;
}

/* Bytes of the punctuation that stands at the beginning, 0 when none does; only single quotes are taken for that. */
static size_t leading_quote(struct tc_str s)
{
	if (tc_str_starts(s, TC_STR("'")))
		return 1;
	return tc_str_starts(s, TC_STR("‘")) || tc_str_starts(s, TC_STR("’")) ? 3 : 0;
}

static size_t trailing_sign(struct tc_str s)
{
	if (s.n > 0 && s.p[s.n - 1] != '\0' && strchr(".,;:!?'", s.p[s.n - 1]) != NULL)
		return 1;
	return tc_str_ends(s, TC_STR("…")) || tc_str_ends(s, TC_STR("’")) || tc_str_ends(s, TC_STR("‘")) ? 3 : 0;
}

struct tc_str tc_query_trim_word(struct tc_str s, bool *wildcard)
{
	for (size_t signs; (signs = leading_quote(s)) > 0;)
		s = tc_str_sub(s, signs, s.n);
	for (size_t signs; (signs = trailing_sign(s)) > 0;)
		s.n -= signs;
	size_t n = s.n;
	*wildcard = n > 0 && s.p[n - 1] == '*';
	while (n > 0 && s.p[n - 1] == '*')
		n--;
	return tc_str_sub(s, 0, n);
}
