/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PASSAGE_H
#define TC_QUERY_PASSAGE_H

#include "base/str.h"

/* A stretch of a paragraph that reads by itself. */
struct tc_passage {
	size_t start, end; /* bytes of the paragraph */
	bool cut_before;   /* begins inside a sentence: … belongs before it */
	bool cut_after;    /* ends inside a sentence */
};

struct tc_paragraph {
	struct tc_str text;
	const size_t *sentences; /* byte offsets where sentences begin, ascending */
	size_t n_sentences;
	size_t from, to; /* only these bytes may be taken */
};

/* The passage around [start, end) of at most max_characters code points, its … included: whole sentences where they fit, else
 * words; grown to fill the room. */
struct tc_passage tc_passage_make(const struct tc_paragraph *paragraph, size_t start, size_t end, size_t max_characters);
/* Code points of the passage with its …. */
size_t tc_passage_characters(const struct tc_paragraph *paragraph, const struct tc_passage *passage);
/* Code points in [start, end) of text. */
size_t tc_passage_count(struct tc_str text, size_t start, size_t end);

#endif
