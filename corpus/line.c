/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of clean text: what they look like in an article.
 *
 * After charset.c only blank, tab and LF are white space, so that this knows no Unicode. */
#include "corpus/line.h"

#include <string.h>

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

void tc_line_list(struct tc_arena *arena, struct tc_str s, const char *separators, struct tc_strs *list)
{
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		while (at < s.n && strchr(separators, s.p[at]) == NULL)
			at++;
		struct tc_str part = tc_str_trim(tc_str_sub(s, from, at));
		if (part.n > 0)
			part = tc_line_single(arena, part);
		if (!tc_strs_has(list, part))
			add(list, arena, part);
		at++;
	}
}
