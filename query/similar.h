/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SIMILAR_H
#define TC_QUERY_SIMILAR_H

#include "query/search.h"

/* The articles most like the first one that name names (query/find.h), best first, without it and without its reprints and
 * those that have its title.  Of options offset, limit and snippet_characters count; results->similar_to is its title.  All in
 * arena. */
enum tc_status tc_similar(struct tc_searcher *searcher, struct tc_str name, const char *base_dir,
			  const struct tc_search_options *options, struct tc_arena *arena, struct tc_results *results,
			  struct tc_err *err);

#endif
