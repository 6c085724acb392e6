/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SEARCH_RUN_H
#define TC_QUERY_SEARCH_RUN_H

#include "query/collapse.h"
#include "query/compile.h"
#include "query/rank.h"
#include "query/searcher.h"

/* One search, between the files it is made of: query/prepare.c, tiers.c, search.c, explain.c and why.c. */

/* A match has all words when it has this share of the idf, rounding aside. */
#define TC_SEARCH_COMPLETE 0.9999

/* A search under way. */
struct tc_search_run {
	struct tc_searcher *searcher;
	const struct tc_search_options *options;
	struct tc_arena *arena;
	struct tc_expander expander;
	struct tc_node *root;
	struct tc_compiled compiled;
	struct tc_candidate *candidates; /* of all tiers asked */
	size_t n, capacity;
	size_t end;              /* candidates that the page needs */
	struct tc_groups groups; /* of candidates, when reprints are left out */
	struct tc_results *results;
	const struct tc_xquery *counted; /* what the total counts; NULL: the candidates themselves */
	bool one_list;                   /* complete and partial matches together */
	bool ended;                      /* all that the last tier has was looked at */
	size_t looked;                   /* matches of all tiers that were, before any was dropped */
	struct tc_rank_trace *trace;     /* of a document that is asked about; NULL: none */
	struct tc_err *err;
};

/* From the typed bytes to compiled trees.  Release compiled, also after a failure. */
enum tc_status tc_search_prepare(struct tc_search_run *run, size_t *error_at);
/* Fills candidates with run->end documents, the best first, as far as there are so many, and the totals of results. */
enum tc_status tc_search_ask(struct tc_search_run *run);
/* Has a document the words as typed in its text? */
enum tc_status tc_search_is_exact(void *run, uint32_t docid, bool *exact);
/* Tells the enquire how to sort. */
enum tc_status tc_search_set_sort(struct tc_search_run *run, bool by_date);

#endif
