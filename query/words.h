/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_WORDS_H
#define TC_QUERY_WORDS_H

#include "base/arena.h"
#include "indexer/schema.h"

/* What a query looks for, word by word: made by query/expand.c, used for matching, ranking, snippets and explain. */

/* How a spelling of the archive relates to what was typed. */
enum tc_rung { TC_RUNG_EXACT, TC_RUNG_TONELESS, TC_RUNG_ASCII, TC_RUNG_PREFIX };

struct tc_spelling {
	struct tc_str term; /* without field prefix */
	enum tc_rung rung;
	uint32_t documents; /* that have it, in the word's field */
	double weight;      /* 0..1: how probably it is meant */
};

struct tc_word {
	struct tc_str typed;
	struct tc_spelling *spellings; /* typed form first when the archive has it, then by documents */
	size_t n_spellings;
	enum tc_field field;
	bool prefix;     /* trailing *: spellings are what begins so */
	bool negated;    /* must not be there: no highlight */
	uint32_t phrase; /* 0: stands alone; words with the same number follow each other in the text */
	uint32_t run;    /* 0: none; words with the same number followed each other in the query: neighbours are rewarded */
	bool variant;    /* of something else that may stand for words typed: tc_words.stands */
	double idf;      /* log((N - n + 0.5) / (n + 0.5) + 1) of the union of its spellings */
};

/* The words [first, first + n) together stand for the words typed [first_typed, first_typed + n_typed). */
struct tc_words_stand {
	size_t first, n, first_typed, n_typed;
};

struct tc_words {
	struct tc_word *v; /* in the order typed, then those of variants */
	size_t n, capacity;
	struct tc_words_stand *stands; /* one for each variant */
	size_t n_stands, stands_capacity;
};

#endif
