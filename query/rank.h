/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RANK_H
#define TC_QUERY_RANK_H

#include "query/expand.h"

/* A document that a reading of the query matched. */
struct tc_candidate {
	uint32_t docid;
	uint32_t place; /* in the list of its tier, by BM25 */
	double score;   /* BM25 of the match, then with the rewards of tc_rank_places */
	double matched; /* share of the query's idf that its words carry, 0..1; set by tc_rank_places */
	uint8_t tier;   /* 0: as typed, 1: all words, 2: partial */
};

/* What one document was rewarded for. */
struct tc_rank_step {
	size_t first, n;               /* words of the query that stand in a row */
	uint32_t places, title_places; /* where two of them do so in the text, and how many of these in the title */
	double reward;
};

struct tc_rank_trace {
	uint32_t docid;
	bool seen;                  /* it was among the candidates, */
	double bm25;                /* with this score before it was rewarded */
	struct tc_rank_step *steps; /* in the arena of the expander */
	size_t n, capacity;
};

/* Adds to the scores what the places of the words in the documents are worth (query/ranking.h): neighbours of the query that are
 * neighbours in the text, words near each other, the whole query in a row.  Reads the
 * lengths and positions of n documents.  trace, unless NULL, is filled when its document is among them. */
enum tc_status tc_rank_places(const struct tc_expander *expander, const struct tc_words *words, struct tc_candidate *candidates,
			      size_t n, struct tc_rank_trace *trace, struct tc_err *err);
/* Best first: tier, score, then docid. */
void tc_rank_sort(struct tc_candidate *candidates, size_t n);

#endif
