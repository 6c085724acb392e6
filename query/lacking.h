/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_LACKING_H
#define TC_QUERY_LACKING_H

#include "query/search.h"

/* Why a search found nothing, and which like it would find something. */

/* A word that was typed, and how many articles of the whole archive have it in any of its spellings (of several, those that have
 * the most frequent one). */
struct tc_lacking_word {
	struct tc_str typed;
	uint32_t documents;
};

/* A query with one word or phrase less, and how many articles have all the rest. */
struct tc_lacking_try {
	struct tc_str query;
	uint32_t total;
};

/* Queries that are counted, at most: each costs a search. */
#define TC_LACKING_TRIES 6

struct tc_lacking {
	struct tc_lacking_word *words; /* each once, as they were typed */
	size_t n_words;
	struct tc_lacking_try tries[TC_LACKING_TRIES]; /* that find something, the most first */
	size_t n_tries;
	struct tc_lacking_try known; /* the query without words that the archive does not have; empty: it has all or none */
	struct tc_lacking_try bare;  /* the query without quotation marks and marks of letters; total 0: no such, or no use */
	uint32_t any;                /* articles that have one of the words */
};

/* How many articles have all words of the query and what else options ask for: exactly up to so many, more are an estimate. */
#define TC_SEARCH_COUNTED 1000
enum tc_status tc_search_count(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
			       uint32_t *total, struct tc_err *err);
/* Everything lives in arena.  Fails as tc_search does. */
enum tc_status tc_lacking_find(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
			       struct tc_lacking *out, struct tc_err *err);

#endif
