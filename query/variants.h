/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_VARIANTS_H
#define TC_QUERY_VARIANTS_H

#include "analyzers/token.h"
#include "query/parse.h"
#include "query/synonyms.h"

/* Gives the nodes of a parsed query what else may stand for them (tc_node.variants): synonyms, unless NULL, and other ways of
 * writing numbers and dates.  What is taken away, has a *, stands beside NEAR or names an author, a source or a name stays as it
 * was typed. */
enum tc_status tc_variants_add(struct tc_node *root, const struct tc_synonyms *synonyms, struct tc_analyzer *analyzer,
			       struct tc_arena *arena, struct tc_err *err);

/* A stretch of the query that has variants, for presenters. */
struct tc_told_variant {
	struct tc_str typed; /* slice of the query */
	const struct tc_variants *variants;
};
struct tc_told_variants {
	struct tc_told_variant *v;
	size_t n, capacity;
};

/* Lists the stretches of a tree, in the order typed (nothing when the arena has failed). */
void tc_variants_list(const struct tc_node *root, struct tc_str query, struct tc_arena *arena, struct tc_told_variants *out);

#endif
