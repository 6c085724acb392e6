/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of a query as a line of the query language: what was understood, for `explain`, for "interpreted" in JSON and for
 * messages.
 *
 * Reading the line back gives the same tree, which a test holds for every query it knows and the fuzz target for those nobody
 * thought of.  So brackets are written around every group that needs them, operators in English, the field at each word, and a
 * word that would be read as something else gets "text:" before it: text:AND, text:2023.  Quotes are straight unless the phrase
 * has one inside.  Dates stay as they were typed.  Variants (query/variants.h) are written as alternatives.
 */
#include "query/parse.h"

#include <string.h>

#include "indexer/facet.h"
#include "query/parse_lexer.h"

static void print_quoted(struct tc_str text, struct tc_buf *out)
{
	bool angled = tc_query_has_quote(text);
	tc_buf_add_cstr(out, angled ? "«" : "\"");
	tc_buf_add_str(out, text);
	tc_buf_add_cstr(out, angled ? "»" : "\"");
}

static void print_field(enum tc_field field, struct tc_buf *out)
{
	tc_buf_add_cstr(out, tc_fields[field].names[0]);
	tc_buf_add_char(out, ':');
}

static void print_exact(const struct tc_node *node, struct tc_buf *out)
{
	enum tc_facet facet;
	if (strcmp(node->exact_prefix, TC_PREFIX_ANNIVERSARY) == 0) {
		tc_buf_printf(out, "ngay:%.2s/%.2s", node->text.p + 2, node->text.p);
		return;
	}
	if (tc_facet_of_prefix(node->exact_prefix, &facet)) {
		/* A value with quotes of both kinds in it cannot have been quoted. */
		tc_buf_printf(out, "%s:=", tc_facets[facet].names[1]);
		if (tc_query_has_quote(node->text) && tc_query_value_is_plain(node->text))
			tc_buf_add_str(out, node->text);
		else
			print_quoted(node->text, out);
		return;
	}
	const char *name = strcmp(node->exact_prefix, TC_PREFIX_ID) == 0     ? "id:"
			   : strcmp(node->exact_prefix, TC_PREFIX_FILE) == 0 ? "file:"
									     : "url:";
	tc_buf_add_cstr(out, name);
	if (tc_query_value_is_plain(node->text))
		tc_buf_add_str(out, node->text);
	else
		print_quoted(node->text, out);
}

static void print_leaf(const struct tc_node *node, struct tc_buf *out)
{
	bool named, brackets;
	switch (node->kind) {
	case TC_NODE_WORD:
		named = node->field != TC_FIELD_TEXT || !tc_query_word_is_plain(node->text, node->wildcard);
		/* field:=word would ask for a whole value */
		brackets = named && tc_str_starts(node->text, TC_STR("="));
		if (named)
			print_field(node->field, out);
		tc_buf_add_cstr(out, brackets ? "(" : "");
		tc_buf_add_str(out, node->text);
		tc_buf_add_cstr(out, node->wildcard ? "*" : "");
		tc_buf_add_cstr(out, brackets ? ")" : "");
		break;
	case TC_NODE_PHRASE:
		if (node->field != TC_FIELD_TEXT)
			print_field(node->field, out);
		print_quoted(node->text, out);
		break;
	case TC_NODE_DATE:
		if (!node->soft && tc_str_find(node->text, TC_STR(".."), 0) == node->text.n)
			tc_buf_add_cstr(out, "ngay:");
		tc_buf_add_str(out, node->text);
		break;
	default:
		print_exact(node, out);
		break;
	}
}

static void print_node(const struct tc_node *node, bool brackets, struct tc_buf *out);

static void print_year(const struct tc_date *date, struct tc_buf *out)
{
	if (date->precision != TC_DATE_NONE)
		tc_buf_printf(out, "%d", date->year);
}

/* Nodes beside each other and what else may stand for them, in brackets. */
static void print_variants(struct tc_node **nodes, const struct tc_variants *variants, struct tc_buf *out)
{
	tc_buf_add_cstr(out, variants->n_nodes > 1 ? "((" : "(");
	for (size_t i = 0; i < variants->n_nodes; i++) {
		if (i > 0)
			tc_buf_add_char(out, ' ');
		print_node(nodes[i], false, out);
	}
	if (variants->n_nodes > 1)
		tc_buf_add_char(out, ')');
	for (size_t i = 0; i < variants->n; i++) {
		const struct tc_variant *v = &variants->v[i];
		bool limited = v->from.precision != TC_DATE_NONE || v->to.precision != TC_DATE_NONE;
		tc_buf_add_cstr(out, limited ? " OR (" : " OR ");
		print_leaf(v->node, out);
		if (!limited)
			continue;
		tc_buf_add_char(out, ' ');
		print_year(&v->from, out);
		tc_buf_add_cstr(out, "..");
		print_year(&v->to, out);
		tc_buf_add_char(out, ')');
	}
	tc_buf_add_char(out, ')');
}

static void print_node(const struct tc_node *node, bool brackets, struct tc_buf *out)
{
	bool group = node->kind == TC_NODE_AND || node->kind == TC_NODE_OR || node->kind == TC_NODE_NEAR;
	if (node->negated)
		tc_buf_add_char(out, '-');
	if (!group) {
		print_leaf(node, out);
		return;
	}
	const struct tc_variants *whole = node->n_children > 0 ? node->children[0]->variants : NULL;
	brackets = (brackets || node->negated) && (whole == NULL || whole->n_nodes < node->n_children);
	if (brackets)
		tc_buf_add_char(out, '(');
	for (size_t i = 0; i < node->n_children; i++) {
		const struct tc_variants *variants = node->children[i]->variants;
		if (i > 0 && node->kind == TC_NODE_NEAR)
			tc_buf_printf(out, " NEAR/%u ", node->window);
		else if (i > 0)
			tc_buf_add_cstr(out, node->kind == TC_NODE_OR ? " OR " : " ");
		if (variants != NULL) {
			print_variants(&node->children[i], variants, out);
			i += variants->n_nodes - 1;
			continue;
		}
		/* beside words an OR would take them in; in an OR only AND needs brackets, NEAR never does */
		bool beside = node->children[i]->kind == TC_NODE_OR && node->n_children > 1;
		print_node(node->children[i], beside || node->children[i]->kind == TC_NODE_AND, out);
	}
	if (brackets)
		tc_buf_add_char(out, ')');
}

void tc_query_print(const struct tc_node *node, struct tc_buf *out)
{
	print_node(node, false, out);
}
