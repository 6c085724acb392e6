/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --filter: what facets offer, put into the query.
 *
 * A filter is a part of the tree like any other, so that `explain` shows it, it may be typed as well (chuyenmuc:="Kinh tế",
 * ngay:01/2023), and it holds for partial matches too.  A date must be as precise as the facet says: year=2023-01 is a mistake.
 */
#include "query/filters.h"

#include "query/typed_date.h"

enum tc_status tc_filter_parse(struct tc_str text, struct tc_filter *out, struct tc_err *err)
{
	size_t equals = tc_str_find_char(text, '=', 0);
	struct tc_str name = tc_str_trim(tc_str_sub(text, 0, equals));
	struct tc_date date;
	out->value = equals < text.n ? tc_str_trim(tc_str_sub(text, equals + 1, text.n)) : TC_STR_NONE;
	if (out->value.n == 0)
		return tc_err_set(err, TC_EARG, "filter '%.*s': write it as section=Kinh tế or year=2023", TC_STR_ARG(text));
	if (!tc_facet_find(name, &out->facet))
		return tc_err_set(
			err, TC_EARG,
			"filter '%.*s': no such facet (there are year, month, day, section, author, keyword, source, name)",
			TC_STR_ARG(text));
	if (tc_facets[out->facet].digits == 0)
		return TC_OK;
	static const enum tc_date_precision wanted[] = {TC_DATE_YEAR, TC_DATE_MONTH, TC_DATE_DAY};
	if (!tc_query_typed_date(out->value, &date) || date.precision != wanted[out->facet - TC_FACET_YEAR])
		return tc_err_set(err, TC_EARG, "filter '%.*s': no date of that kind (2023, 01/2023, 8/1/2023 or 2023-01-08)",
				  TC_STR_ARG(text));
	return TC_OK;
}

static enum tc_status add_child(struct tc_arena *arena, struct tc_node *parent, struct tc_node *child, struct tc_err *err)
{
	if (tc_arena_grow(arena, &parent->children, &parent->capacity, parent->n_children, sizeof(struct tc_node *)) == 0)
		parent->children[parent->n_children++] = child;
	return tc_arena_check(arena, "query", err);
}

static struct tc_node *filter_node(const struct tc_filter *filter, struct tc_arena *arena)
{
	struct tc_node *node = tc_arena_alloc(arena, sizeof *node);
	if (node == NULL)
		return NULL;
	node->text = filter->value;
	if (tc_facets[filter->facet].digits > 0) {
		node->kind = TC_NODE_DATE;
		tc_query_typed_date(filter->value, &node->from);
		node->to = node->from;
	} else {
		node->kind = TC_NODE_EXACT;
		node->exact_prefix = tc_facets[filter->facet].prefix;
	}
	return node;
}

enum tc_status tc_filters_add(const struct tc_filter *filters, size_t n, struct tc_arena *arena, struct tc_node **root,
			      struct tc_err *err)
{
	struct tc_node *groups[TC_FACET_COUNT] = {NULL}, *all = *root;
	enum tc_status status = TC_OK;
	if (n == 0)
		return TC_OK;
	if (all->kind != TC_NODE_AND || all->negated) {
		all = tc_arena_alloc(arena, sizeof *all);
		if (all == NULL)
			return tc_arena_check(arena, "query", err);
		*all = (struct tc_node){.kind = TC_NODE_AND, .start = (*root)->start, .end = (*root)->end};
		status = add_child(arena, all, *root, err);
		*root = all;
	}
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		struct tc_node *node = filter_node(&filters[i], arena), **group = &groups[filters[i].facet];
		if (*group == NULL && node != NULL)
			*group = tc_arena_alloc(arena, sizeof **group);
		if (node == NULL || *group == NULL)
			return tc_arena_check(arena, "query", err);
		(*group)->kind = TC_NODE_OR;
		status = add_child(arena, *group, node, err);
	}
	for (size_t f = 0; f < TC_FACET_COUNT && status == TC_OK; f++)
		if (groups[f] != NULL)
			status = add_child(arena, all, groups[f]->n_children == 1 ? groups[f]->children[0] : groups[f], err);
	return status;
}
