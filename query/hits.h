/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_HITS_H
#define TC_QUERY_HITS_H

#include "query/search.h"

/* Reads the article of a document into hit and makes of it what the options ask for: snippet, passages, occurrences, marks in the
 * title. */
enum tc_status tc_hit_fill(struct tc_searcher *searcher, const struct tc_highlighter *highlighter, uint32_t docid,
			   const struct tc_search_options *options, struct tc_arena *arena, struct tc_hit *hit,
			   struct tc_err *err);

#endif
