/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_OCCURRENCES_H
#define TC_QUERY_OCCURRENCES_H

#include "query/snippet.h"

/* A place where words of the query stand: a keyword in its context. */
struct tc_occurrence {
	const char *field;  /* "title", "lead", "body", "caption" */
	struct tc_str text; /* the paragraph */
	size_t start, end;  /* bytes of the keyword in it */
};

struct tc_occurrences {
	struct tc_occurrence *v;
	size_t n, capacity;
};

/* Adds all places in the order of the article; words that stand side by side are one place. */
enum tc_status tc_occurrences_find(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer,
				   const struct tc_article *article, struct tc_arena *arena, struct tc_occurrences *out,
				   struct tc_err *err);

/* The text before (left) and behind (right) the keyword, of at most max_characters each, cut at blanks where it has any. */
struct tc_str tc_occurrence_left(const struct tc_occurrence *occurrence, size_t max_characters);
struct tc_str tc_occurrence_right(const struct tc_occurrence *occurrence, size_t max_characters);

#endif
