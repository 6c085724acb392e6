/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a typed query to its tree.
 *
 *   query  = { group [AND] }               all of them
 *   group  = run { (OR | "|") run }        one of them
 *   run    = word word { word } | near     words typed side by side
 *   near   = unary { NEAR unary }          close together
 *   unary  = { NOT | - } atom
 *   atom   = word | "phrase" | date | id:value | ( query ) | field: ( word | "phrase" | ( query ) )
 *
 * Words side by side are one thing, for a word of Vietnamese is written as several: nghệ nhân OR huấn luyện viên is (nghệ nhân)
 * OR (huấn luyện viên).  A field, a phrase, a date, what is taken away, brackets and AND end such a run; with anything but a
 * plain word OR binds closer than the blank.  NEAR binds closest.  Groups that say nothing new are gone from the tree: brackets
 * around one word, an AND inside an AND, an OR inside an OR. Taking away is possible only from something: a query or an
 * alternative of negated parts alone would be the whole archive, and is refused with a message instead.
 *
 * Words inside a field's brackets take the field; a date there is the word as typed, for a title has words and no date.
 * NEAR joins words and phrases of one field, because positions are counted in each field by itself.
 */
#include "query/parse.h"

#include <string.h>

#include "base/limits.h"
#include "query/parse_lexer.h"

struct parser {
	const struct tc_lexeme *next; /* the last one is TC_LEX_END */
	struct tc_arena *arena;
	unsigned depth;
	size_t *error_at;
	struct tc_err *err;
};

/* The field that words take; given: brackets or a word behind "field:". */
struct scope {
	enum tc_field field;
	bool given;
};

static enum tc_status fail(struct parser *ps, size_t at, const char *message)
{
	*ps->error_at = at;
	return tc_err_set(ps->err, TC_EQUERY, "%s", message);
}

static enum tc_status new_node(struct parser *ps, enum tc_node_kind kind, size_t start, size_t end, struct tc_node **out)
{
	struct tc_node *node = tc_arena_alloc(ps->arena, sizeof(*node));
	if (node == NULL)
		return tc_arena_check(ps->arena, "query", ps->err);
	node->kind = kind;
	node->start = start;
	node->end = end;
	*out = node;
	return TC_OK;
}

static enum tc_status add_child(struct parser *ps, struct tc_node *parent, struct tc_node *child)
{
	if (tc_arena_grow(ps->arena, &parent->children, &parent->capacity, parent->n_children, sizeof(struct tc_node *)) != 0)
		return tc_arena_check(ps->arena, "query", ps->err);
	parent->children[parent->n_children++] = child;
	parent->end = child->end;
	return TC_OK;
}

/* Adds a child, or its children when it is a group of the parent's own kind. */
static enum tc_status add_merged(struct parser *ps, struct tc_node *parent, struct tc_node *child)
{
	enum tc_status status = TC_OK;
	if (child->kind != parent->kind || child->negated)
		return add_child(ps, parent, child);
	for (size_t i = 0; i < child->n_children && status == TC_OK; i++)
		status = add_child(ps, parent, child->children[i]);
	return status;
}

static void date_to_word(struct tc_node *node)
{
	if (node->kind != TC_NODE_DATE || !node->soft)
		return;
	node->kind = TC_NODE_WORD;
	node->soft = false;
	node->from = node->to = (struct tc_date){.precision = TC_DATE_NONE};
}

static void negate(struct tc_node *node)
{
	node->negated = !node->negated;
	date_to_word(node);
}

static bool only_negated(const struct tc_node *node)
{
	for (size_t i = 0; i < node->n_children; i++)
		if (!node->children[i]->negated)
			return false;
	return node->n_children > 0;
}

static bool begins_operand(enum tc_lexeme_kind kind)
{
	return kind <= TC_LEX_OPEN || kind == TC_LEX_NOT;
}

static enum tc_status parse_all(struct parser *ps, struct scope scope, struct tc_node **out);

static enum tc_status parse_brackets(struct parser *ps, struct scope scope, struct tc_node **out)
{
	const struct tc_lexeme *open = ps->next++;
	if (ps->depth >= TC_LIMIT_QUERY_DEPTH) {
		*ps->error_at = open->start;
		return tc_err_set(ps->err, TC_ELIMIT, "brackets are nested more than %d deep", TC_LIMIT_QUERY_DEPTH);
	}
	ps->depth++;
	enum tc_status status = parse_all(ps, scope, out);
	ps->depth--;
	if (status != TC_OK)
		return status;
	if (ps->next->kind != TC_LEX_CLOSE)
		return fail(ps, open->start, "bracket is never closed");
	if ((*out)->n_children == 0)
		return fail(ps, open->start, "nothing stands between the brackets");
	(*out)->start = open->start;
	(*out)->end = ps->next++->end;
	if ((*out)->n_children == 1)
		*out = (*out)->children[0];
	return TC_OK;
}

/* A word, phrase, date or exact value. */
static enum tc_status parse_leaf(struct parser *ps, struct scope scope, struct tc_node **out)
{
	static const enum tc_node_kind kinds[] = {[TC_LEX_WORD] = TC_NODE_WORD,
						  [TC_LEX_PHRASE] = TC_NODE_PHRASE,
						  [TC_LEX_DATE] = TC_NODE_DATE,
						  [TC_LEX_EXACT] = TC_NODE_EXACT};
	const struct tc_lexeme *lexeme = ps->next++;
	enum tc_status status = new_node(ps, kinds[lexeme->kind], lexeme->start, lexeme->end, out);
	if (status != TC_OK)
		return status;
	struct tc_node *node = *out;
	node->text = lexeme->text;
	node->wildcard = lexeme->wildcard;
	node->soft = lexeme->soft;
	node->from = lexeme->from;
	node->to = lexeme->to;
	node->exact_prefix = lexeme->exact_prefix;
	if (scope.given)
		date_to_word(node);
	if (node->kind == TC_NODE_WORD || node->kind == TC_NODE_PHRASE)
		node->field = scope.field;
	return TC_OK;
}

static enum tc_status parse_unary(struct parser *ps, struct scope scope, struct tc_node **out)
{
	const struct tc_lexeme *first = ps->next;
	bool negated = false;
	for (; ps->next->kind == TC_LEX_NOT; ps->next++)
		negated = !negated;
	if (ps->next->kind == TC_LEX_FIELD) {
		scope = (struct scope){.field = ps->next->field, .given = true};
		ps->next++;
	}
	enum tc_status status = TC_OK;
	if (ps->next->kind == TC_LEX_OPEN)
		status = parse_brackets(ps, scope, out);
	else if (ps->next->kind <= TC_LEX_EXACT)
		status = parse_leaf(ps, scope, out);
	else
		status = fail(ps, first->start, "NOT: needs a word behind it");
	if (status != TC_OK)
		return status;
	(*out)->start = first->start;
	if (negated)
		negate(*out);
	return TC_OK;
}

/* Parses what stands behind an operator. */
static enum tc_status parse_operand(struct parser *ps, const struct tc_lexeme *operator_at, struct scope scope,
				    enum tc_status (*parse)(struct parser *, struct scope, struct tc_node **),
				    struct tc_node **out)
{
	if (begins_operand(ps->next->kind))
		return parse(ps, scope, out);
	*ps->error_at = operator_at->start;
	return tc_err_set(ps->err, TC_EQUERY, "%.*s: needs a word behind it", TC_STR_ARG(operator_at->text));
}

static enum tc_status add_near(struct parser *ps, struct tc_node *near, struct tc_node *child)
{
	date_to_word(child);
	if (child->kind != TC_NODE_WORD && child->kind != TC_NODE_PHRASE)
		return fail(ps, child->start, "NEAR: joins words and phrases only");
	if (child->negated)
		return fail(ps, child->start, "NEAR: cannot take a word away");
	if (near->n_children > 0 && near->children[0]->field != child->field)
		return fail(ps, child->start, "NEAR: joins words of one field only");
	return add_child(ps, near, child);
}

static enum tc_status parse_near(struct parser *ps, struct scope scope, struct tc_node **out)
{
	struct tc_node *near = NULL, *child = NULL;
	enum tc_status status = parse_unary(ps, scope, out);
	while (status == TC_OK && ps->next->kind == TC_LEX_NEAR) {
		const struct tc_lexeme *operator_at = ps->next++;
		if (near == NULL) {
			status = new_node(ps, TC_NODE_NEAR, (*out)->start, (*out)->end, &near);
			if (status == TC_OK)
				status = add_near(ps, near, *out);
			*out = near;
		}
		if (status == TC_OK)
			status = parse_operand(ps, operator_at, scope, parse_unary, &child);
		if (status == TC_OK)
			status = add_near(ps, near, child);
		if (status == TC_OK && operator_at->window > near->window)
			near->window = operator_at->window;
	}
	return status;
}

static enum tc_status add_alternative(struct parser *ps, struct tc_node *either, struct tc_node *child)
{
	if (child->negated || (child->kind == TC_NODE_AND && only_negated(child)))
		return fail(ps, child->start, "OR: cannot take a word away, write the - beside it");
	return add_merged(ps, either, child);
}

/* A word as it stands, or a number that may be a date. */
static bool is_plain(const struct tc_lexeme *lexeme)
{
	return lexeme->kind == TC_LEX_WORD || (lexeme->kind == TC_LEX_DATE && lexeme->soft);
}

/* Words typed side by side, as an AND of them when there are several. */
static enum tc_status parse_run(struct parser *ps, struct scope scope, struct tc_node **out)
{
	struct tc_node *run = NULL, *child = NULL;
	bool plain = is_plain(ps->next) && ps->next[1].kind != TC_LEX_NEAR;
	enum tc_status status = parse_near(ps, scope, out);
	while (status == TC_OK && plain && is_plain(ps->next) && ps->next[1].kind != TC_LEX_NEAR) {
		if (run == NULL) {
			status = new_node(ps, TC_NODE_AND, (*out)->start, (*out)->end, &run);
			if (status == TC_OK)
				status = add_child(ps, run, *out);
			*out = run;
		}
		if (status == TC_OK)
			status = parse_leaf(ps, scope, &child);
		if (status == TC_OK)
			status = add_child(ps, run, child);
	}
	return status;
}

static enum tc_status parse_any(struct parser *ps, struct scope scope, struct tc_node **out)
{
	struct tc_node *either = NULL, *child = NULL;
	enum tc_status status = parse_run(ps, scope, out);
	while (status == TC_OK && ps->next->kind == TC_LEX_OR) {
		const struct tc_lexeme *operator_at = ps->next++;
		if (either == NULL) {
			status = new_node(ps, TC_NODE_OR, (*out)->start, (*out)->end, &either);
			if (status == TC_OK)
				status = add_alternative(ps, either, *out);
			*out = either;
		}
		if (status == TC_OK)
			status = parse_operand(ps, operator_at, scope, parse_run, &child);
		if (status == TC_OK)
			status = add_alternative(ps, either, child);
	}
	return status;
}

/* Everything up to a closing bracket or the end, as an AND; perhaps without children. */
static enum tc_status parse_all(struct parser *ps, struct scope scope, struct tc_node **out)
{
	struct tc_node *child = NULL;
	enum tc_status status = new_node(ps, TC_NODE_AND, ps->next->start, ps->next->start, out);
	const struct tc_lexeme *operator_at = NULL;
	while (status == TC_OK) {
		if (operator_at != NULL)
			status = parse_operand(ps, operator_at, scope, parse_any, &child);
		else if (begins_operand(ps->next->kind))
			status = parse_any(ps, scope, &child);
		else
			break;
		if (status == TC_OK)
			status = add_merged(ps, *out, child);
		operator_at = ps->next->kind == TC_LEX_AND ? ps->next++ : NULL;
	}
	if (status != TC_OK || ps->next->kind == TC_LEX_CLOSE || ps->next->kind == TC_LEX_END)
		return status;
	*ps->error_at = ps->next->start;
	return tc_err_set(ps->err, TC_EQUERY, "%.*s: needs a word before it", TC_STR_ARG(ps->next->text));
}

/* Looks for groups that only take away, wherever they are. */
static enum tc_status check_negated(struct parser *ps, const struct tc_node *node)
{
	enum tc_status status = TC_OK;
	if (node->kind == TC_NODE_AND && only_negated(node))
		return fail(ps, node->children[0]->start, "nothing to look for: every word is to be left out");
	for (size_t i = 0; i < node->n_children && status == TC_OK; i++)
		status = check_negated(ps, node->children[i]);
	return status;
}

enum tc_status tc_query_parse(struct tc_str query, struct tc_arena *arena, struct tc_node **root, size_t *error_at,
			      struct tc_err *err)
{
	struct tc_lexemes lexemes;
	struct scope everywhere = {.field = TC_FIELD_TEXT, .given = false};
	*root = NULL;
	*error_at = 0;
	enum tc_status status = tc_query_lex(query, arena, &lexemes, error_at, err);
	if (status != TC_OK)
		return status;
	struct parser ps = {.next = lexemes.v, .arena = arena, .error_at = error_at, .err = err};
	struct tc_node *tree = NULL;
	status = parse_all(&ps, everywhere, &tree);
	if (status == TC_OK && ps.next->kind == TC_LEX_CLOSE)
		status = fail(&ps, ps.next->start, "bracket was never opened");
	if (status == TC_OK)
		status = check_negated(&ps, tree);
	if (status != TC_OK)
		return status;
	tree->start = 0;
	tree->end = query.n;
	*root = tree;
	return TC_OK;
}
