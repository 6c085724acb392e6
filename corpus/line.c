/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of clean text: what they look like in an article.
 *
 * After charset.c only blank, tab and LF are white space.  Case is that of Vietnamese and its Latin neighbours: U+00C0 to U+017F,
 * U+01A0, U+01AF, U+1E00 to U+1EFF, where small and large letters are 32 or 1 apart. */
#include "corpus/line.h"

#include <string.h>

#include "base/utf8.h"

/* Repetitions in a list are looked for so far back. */
#define REPETITION_ITEMS 100

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct tc_str tc_line_single(struct tc_arena *arena, struct tc_str s)
{
	size_t n = 0;
	s = tc_str_trim(s);
	char *copy = tc_arena_alloc(arena, s.n + 1);
	if (copy == NULL)
		return TC_STR_NONE;
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		while (at < s.n && !is_blank(s.p[at]))
			at++;
		memcpy(copy + n, s.p + from, at - from);
		n += at - from;
		if (at < s.n)
			copy[n++] = ' ';
		while (at < s.n && is_blank(s.p[at]))
			at++;
	}
	return (struct tc_str){copy, n};
}

/* tc_strs_add without its copy: s is in the arena already. */
static void add(struct tc_strs *list, struct tc_arena *arena, struct tc_str s)
{
	if (s.n > 0 && tc_arena_grow(arena, &list->v, &list->capacity, list->n, sizeof *list->v) == 0)
		list->v[list->n++] = s;
}

void tc_line_paragraphs(struct tc_arena *arena, struct tc_str text, struct tc_strs *list)
{
	while (text.p != NULL) {
		struct tc_str line = tc_str_trim(tc_str_split(&text, '\n'));
		if (line.n > 0)
			add(list, arena, tc_line_single(arena, line));
	}
}

bool tc_line_listed(const struct tc_strs *list, struct tc_str s)
{
	for (size_t i = list->n; i > 0 && list->n - i < REPETITION_ITEMS; i--)
		if (tc_str_eq(list->v[i - 1], s))
			return true;
	return false;
}

void tc_line_list(struct tc_arena *arena, struct tc_str s, const char *separators, struct tc_strs *list)
{
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		while (at < s.n && strchr(separators, s.p[at]) == NULL)
			at++;
		struct tc_str part = tc_str_trim(tc_str_sub(s, from, at));
		if (part.n > 0)
			part = tc_line_single(arena, part);
		if (!tc_line_listed(list, part))
			add(list, arena, part);
		at++;
	}
}

static unsigned small(unsigned c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
		return c + 32;
	if ((c >= 0x100 && c < 0x138) || (c >= 0x14A && c < 0x178) || c == 0x1A0 || (c >= 0x1E00 && c < 0x1F00))
		return c | 1;
	return c == 0x1AF ? 0x1B0 : c;
}

bool tc_line_is_capital(unsigned c)
{
	return small(c) != c;
}

size_t tc_line_opens(struct tc_str s, const char *prefix)
{
	struct tc_str wanted = tc_str_of(prefix);
	size_t at = 0;
	for (size_t i = 0; i < wanted.n;)
		if (at == s.n || small(tc_utf8_next(s, &at)) != tc_utf8_next(wanted, &i))
			return 0;
	return at;
}
