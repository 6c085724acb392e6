/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_QUOTE_H
#define TC_QUERY_QUOTE_H

#include "query/find.h"
#include "query/search.h"
#include "xapianc/xquery.h"

/* Words that a passage typed as a query must have more of to be looked for as a quote by itself. */
#define TC_QUOTE_AUTOMATIC 12

/* Looks for options->query as a quote among the articles that filter matches (NULL: all): the earliest first, the latest for
 * TC_SEARCH_NEWEST, those without a date last.  Fills total, hits, quote_words of results, and docids of all that were found.
 * For TC_QUOTE_AUTO nothing is looked for in a query that is too short or uses the query language; TC_EQUERY for TC_QUOTE_YES
 * when it has fewer than four words. */
enum tc_status tc_quote_search(struct tc_searcher *searcher, const struct tc_search_options *options,
			       const struct tc_xquery *filter, struct tc_arena *arena, struct tc_results *results,
			       struct tc_docids *found, struct tc_err *err);

#endif
