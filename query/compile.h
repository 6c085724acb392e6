/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_COMPILE_H
#define TC_QUERY_COMPILE_H

#include "analyzers/token.h"
#include "query/expand.h"
#include "query/parse.h"
#include "xapianc/xquery.h"

/* A parsed query as Xapian's trees, from the narrowest reading to the widest, and as the list of its words. */
struct tc_compiled {
	struct tc_xquery *as_typed; /* every word as typed; NULL when that is the same as all */
	struct tc_xquery *all;      /* every word, in any of its spellings */
	struct tc_xquery *any;      /* at least one word; filters and fields hold; NULL when there is only one */
	struct tc_words words;      /* in the expander's arena */
	struct tc_xquery *row;      /* all words in a row, for short queries of plain words; else NULL */
	size_t n_plain;             /* words, when the query is nothing but words to be found; else 0 */
	bool only_filters;          /* there is no word: nothing to rank by */
};

/* Compiles; sets first_word, n_words, joined_word of the nodes. */
enum tc_status tc_compile(struct tc_node *root, const struct tc_expander *expander, struct tc_analyzer *analyzer,
			  struct tc_compiled *out, struct tc_err *err);
/* What one word weighs in a compiled query, as typed or in all its spellings.  The caller's. */
struct tc_xquery *tc_compile_word(const struct tc_compiled *compiled, const struct tc_expander *expander, size_t word,
				  bool as_typed);
void tc_compiled_release(struct tc_compiled *compiled);

#endif
