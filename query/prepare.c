/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done with a query before an index is asked: VIQR keys are read as letters, the text is parsed, the dates of --from and
 * --to become a filter of the tree, as do the values of facets; what else may stand for its words is hung on it, and it is
 * compiled. What was understood is kept for the answer in the words of the query language.
 */
#include "base/limits.h"
#include "query/parse.h"
#include "query/search_run.h"
#include "query/variants.h"
#include "query/viqr.h"

/* The range as one types it. */
static struct tc_str range_text(const struct tc_date *from, const struct tc_date *to, struct tc_arena *arena)
{
	struct tc_buf text;
	tc_buf_init(&text, TC_LIMIT_KEY_BYTES);
	tc_date_format(from, &text);
	tc_buf_add_cstr(&text, "..");
	tc_date_format(to, &text);
	struct tc_str kept = tc_arena_str(arena, tc_buf_str(&text));
	tc_buf_release(&text);
	return kept;
}

/* Adds --from and --to as a date filter at the top level. */
static enum tc_status add_range(struct tc_search_run *s)
{
	const struct tc_search_options *o = s->options;
	if (o->from.precision == TC_DATE_NONE && o->to.precision == TC_DATE_NONE)
		return TC_OK;
	struct tc_node *date = tc_arena_alloc(s->arena, sizeof *date), *root = tc_arena_alloc(s->arena, sizeof *root);
	struct tc_node **children = tc_arena_alloc(s->arena, 2 * sizeof *children);
	if (children == NULL || root == NULL || date == NULL)
		return tc_arena_check(s->arena, "query", s->err);
	*date = (struct tc_node){.kind = TC_NODE_DATE, .from = o->from, .to = o->to};
	date->text = range_text(&o->from, &o->to, s->arena);
	if (s->root->kind == TC_NODE_AND && !s->root->negated) {
		if (tc_arena_grow(s->arena, &s->root->children, &s->root->capacity, s->root->n_children, sizeof *children) != 0)
			return tc_arena_check(s->arena, "query", s->err);
		s->root->children[s->root->n_children++] = date;
		return TC_OK;
	}
	children[0] = s->root;
	children[1] = date;
	*root = (struct tc_node){.kind = TC_NODE_AND, .children = children, .n_children = 2, .capacity = 2};
	s->root = root;
	return TC_OK;
}

enum tc_status tc_search_prepare(struct tc_search_run *s, size_t *error_at)
{
	const struct tc_search_options *o = s->options;
	struct tc_db_stats stats;
	struct tc_buf text;
	const struct tc_ranking *ranking = o->ranking != NULL ? o->ranking : &tc_ranking_default;
	struct tc_str query = o->query;
	enum tc_status status = o->exact ? TC_OK : tc_viqr_rewrite(s->searcher->db, query, s->arena, &query, s->err);
	if (status == TC_OK)
		status = tc_query_parse(query, s->arena, &s->root, error_at, s->err);
	if (status == TC_OK)
		status = add_range(s);
	if (status == TC_OK && !o->exact)
		status = tc_variants_add(s->root, o->synonyms, s->searcher->analyzer, s->arena, s->err);
	if (status == TC_OK)
		status = tc_filters_add(o->filters, o->n_filters, s->arena, &s->root, s->err);
	if (status == TC_OK)
		status = tc_db_stats(s->searcher->db, &stats, s->err);
	if (status != TC_OK)
		return status;
	s->expander = (struct tc_expander){s->searcher->db, s->arena, ranking, stats.n_documents, o->exact};
	status = tc_compile(s->root, &s->expander, s->searcher->analyzer, &s->compiled, s->err);
	if (status != TC_OK || s->results == NULL)
		return status;
	tc_buf_init(&text, TC_LIMIT_RECORD_BYTES);
	tc_query_print(s->root, &text);
	s->results->interpreted = tc_arena_str(s->arena, tc_buf_str(&text));
	tc_variants_list(s->root, query, s->arena, &s->results->variants);
	tc_buf_release(&text);
	return TC_OK;
}
