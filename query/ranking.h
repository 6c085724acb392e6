/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RANKING_H
#define TC_QUERY_RANKING_H

#include "base/status.h"
#include "base/str.h"

/* Every number that decides the order of answers, in one place; what each is worth stands in BENCHMARKS.md.  Field weights are
 * wdf (TC_WDF_... in indexer/schema.h) because one posting list then serves all fields. */
struct tc_ranking {
	double k1, b;           /* BM25's saturation and length normalisation */
	double vote;            /* how much the spelling most probably meant weighs, times how probable it is, of 1 for a word */
	double variant;         /* weight of a synonym against what was typed, of the next one against it, and so on */
	double plausible_share; /* a bare word may be meant as typed when it is at least so probable among its spellings */
	double pair;     /* reward for two neighbouring words of the query that are neighbours in the text, times their rarity: */
	double pair_idf; /*   so much of idf(a) + idf(b) */
	double pair_rarity;      /*   and so much of log(candidates / those that have the pair) */
	double pair_k, pair_b;   /* saturation of the number of such places, and normalisation by length */
	double phrase;           /* reward for all words of the query in a row */
	double title;            /* factor for pairs that stand in the title */
	double partial;          /* share of the query's idf that a partial match must have */
	double recency;          /* an article of the newest day scores 1 + recency times as much ... */
	double recency_days;     /* ... and half of that rest at this age */
	unsigned sentence_words; /* a query of more words is a sentence: complete and partial matches in one list */
	unsigned candidates;     /* documents whose places are looked at, best by BM25 first */
	unsigned pair_spellings; /* spellings of a word whose places are looked at, most frequent first */
};

extern const struct tc_ranking tc_ranking_default;

/* Sets what text names, as in "pair=0,k1=1.5", by the names above with - for _.  TC_EARG for an unknown name, or a number that is
 * none or out of its bounds. */
enum tc_status tc_ranking_read(struct tc_str text, struct tc_ranking *ranking, struct tc_err *err);

#endif
