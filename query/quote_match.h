/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_QUOTE_MATCH_H
#define TC_QUERY_QUOTE_MATCH_H

#include "analyzers/token.h"
#include "base/arena.h"

/* A quote as words without marks, and where it stands in a text, give or take some words. */
struct tc_quote {
	struct tc_str *words;  /* ASCII skeletons, in order; in the arena */
	uint32_t *numbers;     /* of the words, from 1: equal words have equal numbers */
	size_t n, n_different; /* words, and different ones */
	unsigned max_edits;    /* words that may be another, missing or too many */
	uint32_t *known;       /* by the analyzer's id: 0 not looked at, 1 no word of the quote, else its number + 1 */
	size_t n_known;
	unsigned *edits; /* one row of the table of distances: n + 1 */
	size_t *starts;
};

struct tc_quote_place {
	bool found;
	unsigned edits;
	size_t first_text, last_text; /* of those looked at */
	size_t start, end;            /* bytes: of first_text, of last_text */
};

/* Reads the words of text.  The analyzer must not forget its terms as long as the quote lives. */
enum tc_status tc_quote_init(struct tc_quote *quote, struct tc_analyzer *analyzer, struct tc_str text, struct tc_arena *arena,
			     struct tc_err *err);
void tc_quote_release(struct tc_quote *quote);
/* The best place in texts that follow each other: with the fewest edits, of those the first.  A place may reach over several. */
enum tc_status tc_quote_place(struct tc_quote *quote, struct tc_analyzer *analyzer, const struct tc_str *texts, size_t n_texts,
			      struct tc_quote_place *out, struct tc_err *err);

#endif
