/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_WHY_H
#define TC_QUERY_WHY_H

#include "query/present.h"
#include "query/rank.h"
#include "query/search.h"

/* Why an article stands where it does among the answers to a query, or why it is none. */

/* A spelling of a word, and how often the article has it; in the title so often. */
struct tc_why_spelling {
	struct tc_str term;
	uint32_t places, title_places;
};

struct tc_why_word {
	struct tc_str typed;
	const char *field; /* name of the field it is looked for in; NULL: anywhere in the text */
	bool negated;
	struct tc_why_spelling *spellings; /* those that the article has */
	size_t n;
	double score; /* what BM25 gives the article for it */
};

enum tc_why_place {
	TC_WHY_LISTED,
	TC_WHY_WEAK,    /* it has too few of the words, */
	TC_WHY_MISSING, /* not all of the words, and the answers have, */
	TC_WHY_OTHER,   /* all words, but something else that the query asks for is not there (a phrase, a field, a day) */
	TC_WHY_BEYOND   /* it matches, but stands behind all that were looked at */
};

struct tc_why {
	struct tc_str query; /* as understood */
	struct tc_article article;
	enum tc_why_place place;
	uint32_t rank, total; /* rank from 1, reprints counted as articles; total as in the answer */
	bool total_exact;
	uint8_t tier;       /* 0: as typed, 1: all words, 2: partial */
	double score, bm25; /* score = bm25 + rewards of steps + recency */
	double other;       /* of bm25: what stands for words (synonyms, keys of glued words), phrases of several spellings */
	double recency;
	double matched;            /* share of the query's idf that its words carry, 0..1 */
	struct tc_why_word *words; /* those that were typed */
	size_t n_words;
	struct tc_rank_step *steps;
	size_t n_steps;
};

/* Explains the article named name (query/find.h); everything lives in arena.  TC_ENOENT: there is no such article; otherwise as
 * tc_search. */
enum tc_status tc_why(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_str name,
		      const char *base_dir, struct tc_arena *arena, struct tc_why *out, size_t *error_at, struct tc_err *err);
void tc_why_text(const struct tc_why *why, const struct tc_present_options *options, struct tc_buf *out);
void tc_why_json(const struct tc_why *why, struct tc_buf *out);

#endif
