/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RESULTS_H
#define TC_QUERY_RESULTS_H

#include "corpus/article.h"
#include "query/facets.h"
#include "query/occurrences.h"
#include "query/snippet.h"
#include "query/variants.h"

/* An index that did not answer and was left out. */
struct tc_missing {
	struct tc_str index, why;
};

/* One search's answer, as presenters see it.  Everything lives in one arena. */
struct tc_hit {
	uint32_t rank; /* from 1 over all pages */
	double score;
	bool partial; /* not every word of the query matched */
	struct tc_article article;
	struct tc_highlights title_highlights; /* in article.title */
	struct tc_snippet snippet;
	struct tc_snippet *passages; /* several passages by themselves, when they were asked for */
	size_t n_passages;
	struct tc_occurrences occurrences; /* all places, when they were asked for */
	const char *quote_field;           /* "title", "body", ...: where a quote begins; NULL: none was looked for */
	unsigned quote_edits;              /* words of the quote that are another, missing or too many */
	size_t n_reprints;                 /* articles with nearly the same text, later than it, that are left out for it */
	bool more_reprints;                /* they are more: so many are counted */
	struct tc_article *reprints;       /* those, in order of date; NULL unless asked for */
};

struct tc_results {
	struct tc_str query;       /* as typed */
	struct tc_str interpreted; /* as understood, in the query language */
	struct tc_told_variants variants;
	struct tc_str similar_to; /* title of the article that these are like; empty for a search */
	uint32_t quote_words;     /* of the quote that was looked for; 0: none was */
	struct tc_str qid;        /* of a batch, else empty */
	struct tc_str variant;    /* of a batch: the column that the query is from; empty: the queries themselves */
	uint32_t total;
	bool total_exact;
	uint32_t n_full; /* hits among total that match every word */
	uint32_t offset; /* hits passed over */
	struct tc_hit *hits;
	size_t n_hits;
	bool collapsed;       /* reprints are left out of the hits shown; the total counts them */
	struct tc_str meant;  /* a query that was probably meant instead; empty: none */
	uint32_t meant_total; /* articles that have all words of it */
	bool meant_exact;
	const struct tc_facets *facets; /* NULL: none were asked for */
	struct tc_missing *missing;     /* indexes that are not in all this */
	size_t n_missing;
	double elapsed_ms;
};

#endif
