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

#endif
