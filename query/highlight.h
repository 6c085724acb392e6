/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_HIGHLIGHT_H
#define TC_QUERY_HIGHLIGHT_H

#include "query/snippet.h"

/* What query/highlight.c finds in a text and query/snippet.c chooses from. */

/* A token that a word of the query means. */
struct tc_mark {
	size_t start, end;  /* bytes of the block */
	uint32_t block;     /* number of the text that the caller gave */
	uint32_t position;  /* of the token in the block */
	uint32_t word;      /* of the query; of equal words the first */
	bool follows;       /* the mark before it is the word before it in the query, without a gap */
	double quality;     /* 0..1: how surely this spelling is meant */
	const void *senses; /* inside of query/highlight.c */
};

struct tc_marks {
	struct tc_mark *v;
	size_t n, capacity;
};

/* Byte offsets where sentences of a block begin. */
struct tc_sentences {
	size_t *v;
	size_t n, capacity;
};

/* Reads the tokens of text once and adds its marks and, when not NULL, the beginnings of its sentences. */
enum tc_status tc_marks_find(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer, struct tc_str text,
			     enum tc_field field, uint32_t block, struct tc_arena *arena, struct tc_marks *marks,
			     struct tc_sentences *sentences, struct tc_err *err);
/* Adds [start, end) of text, joined to the last highlight when one blank or nothing is between them. */
void tc_highlights_add(struct tc_highlights *list, struct tc_arena *arena, struct tc_str text, size_t start, size_t end);
size_t tc_highlighter_words(const struct tc_highlighter *highlighter);
/* How much the word tells of what is looked for. */
double tc_highlighter_worth(const struct tc_highlighter *highlighter, uint32_t word);

#endif
