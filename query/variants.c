/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pass between parsing and compiling: which stretches of a query may be written otherwise.
 *
 * Words that follow each other in an AND are read as one text, UBND tỉnh Tân Giang, and each stretch of it that begins and ends
 * with a whole word typed is looked up: in the synonyms and among numbers and dates, the longest first, left to right, none over
 * another.  What is found hangs on the first node of the stretch, and the tree stays as it was: so the words typed are ranked as
 * if there were no variants, and the variants beside them with a weight of their own (query/compile.c).  Within a phrase the
 * stretch is put in the place of what was typed: "UBND tỉnh Tân Giang" is also "ủy ban nhân dân tỉnh Tân Giang".
 *
 * A phrase with several stretches gets the variants of each and not all their combinations, but for the first form of every one:
 * "UBND TP.HCM" is also "ủy ban nhân dân thành phố Hồ Chí Minh".  What says nothing new, because it has the typed words in it in
 * the same order, is left out.
 */
#include "query/variants.h"

#include <string.h>

#include "base/limits.h"
#include "query/numbers.h"

/* Variants of one stretch, and of all together: what they cost is bounded. */
#define MAX_FORMS 16
#define MAX_WORDS 128
#define MAX_STRETCHES 16

struct pass {
	const struct tc_synonyms *synonyms;
	struct tc_analyzer *analyzer;
	struct tc_arena *arena;
	struct tc_typed *words; /* of the stretch of nodes under way */
	size_t n, capacity;
	size_t budget; /* words that variants may still have */
	struct tc_err *err;
};

/* A place in a phrase that has variants. */
struct stretch {
	size_t start, end; /* bytes of the phrase */
	struct tc_forms forms;
};

static bool may_vary(const struct tc_node *node)
{
	bool text = node->field == TC_FIELD_TEXT || node->field == TC_FIELD_TITLE || node->field == TC_FIELD_CAPTION ||
		    node->field == TC_FIELD_KEYWORD || node->field == TC_FIELD_SECTION;
	bool words = node->kind == TC_NODE_WORD || node->kind == TC_NODE_PHRASE || (node->kind == TC_NODE_DATE && node->soft);
	return text && words && !node->negated && !node->wildcard;
}

/* The sign alone between two words, 0 for anything else. */
static char sign_between(struct tc_str text, size_t from, size_t to)
{
	return to == from + 1 && strchr("/-.", text.p[from]) != NULL ? text.p[from] : 0;
}

/* Adds the words of a node's text. */
static enum tc_status add_words(struct pass *p, const struct tc_node *node, size_t child)
{
	struct tc_token token;
	struct tc_buf ascii;
	bool phrase = node->kind == TC_NODE_PHRASE;
	size_t before = p->n;
	enum tc_status status;
	tc_buf_init(&ascii, TC_LIMIT_PATH_BYTES);
	tc_analyzer_start(p->analyzer, node->text);
	while ((status = tc_analyzer_next(p->analyzer, &token)) == TC_OK) {
		if (tc_arena_grow(p->arena, &p->words, &p->capacity, p->n, sizeof *p->words) != 0)
			break;
		tc_buf_reset(&ascii);
		tc_fold_ascii(token.term, &ascii);
		bool glued = phrase && (token.flags & TC_TOKEN_GLUED) != 0;
		if (glued && p->n > before)
			p->words[p->n - 1].last = false;
		p->words[p->n] = (struct tc_typed){
			.text = token.text,
			.term = token.term,
			.ascii = tc_arena_str(p->arena, tc_buf_str(&ascii)),
			.marks = tc_fold_marks(token.text),
			.flags = token.flags,
			.sign = p->n > before ? sign_between(node->text, p->words[p->n - 1].end, token.start) : 0,
			.first = p->n == before || (phrase && !glued),
			.last = phrase,
			.start = token.start,
			.end = token.end,
			.child = child,
		};
		p->n++;
	}
	if (p->n > before)
		p->words[p->n - 1].last = true;
	tc_buf_release(&ascii);
	return status == TC_END ? tc_arena_check(p->arena, "query", p->err) : tc_err_set(p->err, TC_ENOMEM, "query: no memory");
}

/* Says of each word whether its capitals tell something: not in a query that is all in capitals. */
static void set_capitals(struct pass *p)
{
	bool shouted = p->n > 1;
	for (size_t i = 0; i < p->n && shouted; i++)
		shouted = (p->words[i].flags & (TC_TOKEN_UPPER | TC_TOKEN_NUMBER)) != 0;
	for (size_t i = 0; i < p->n; i++)
		p->words[i].capitals = !shouted && (p->words[i].flags & TC_TOKEN_UPPER) != 0;
}

/* The longest stretch at word i that is known: how many words it has, 0 for none; perhaps with other forms. */
static size_t find(const struct pass *p, size_t i, struct tc_forms *forms)
{
	struct tc_forms sums = {.n = 0};
	*forms = (struct tc_forms){.n = 0};
	size_t n = tc_synonyms_find(p->synonyms, p->words + i, p->n - i, p->arena, forms);
	size_t n_sum = tc_numbers_find(p->words + i, p->n - i, p->arena, &sums);
	if (n_sum > n) {
		*forms = sums;
		n = n_sum;
	}
	return n;
}

/* Reads text: how many words, and whether it has the n typed words in a row and no key that they lack. */
static size_t count_words(struct pass *p, struct tc_str text, const struct tc_typed *typed, size_t n, bool *same)
{
	struct tc_token token;
	size_t count = 0, row = 0;
	*same = false;
	tc_analyzer_start(p->analyzer, text);
	bool glued = n == 1 || typed[1].sign != 0 || tc_str_find_char(text, ' ', 0) < text.n, more = false;
	for (; tc_analyzer_next(p->analyzer, &token) == TC_OK; count++) {
		more = more || (token.joined.n > 0 && !glued);
		row = tc_str_eq(token.term, typed[row].term) ? row + 1 : tc_str_eq(token.term, typed[0].term) ? 1 : 0;
		if (row == n) {
			*same = true;
			row = 0;
		}
	}
	*same = *same && !more;
	return count;
}

static struct tc_date year_date(int16_t year)
{
	return (struct tc_date){
		.precision = year != 0 ? TC_DATE_YEAR : TC_DATE_NONE, .year = year, .offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
}

/* Is it one word of the query language, UBND, TP.HCM, 2/9?  All else is a phrase. */
static bool is_one_word(struct tc_str text)
{
	bool plain = text.n > 0 && text.p[0] != '-';
	for (size_t i = 0; i < text.n && plain; i++)
		plain = (unsigned char)text.p[i] > ' ' && strchr("\"'()*:|\\", text.p[i]) == NULL;
	return plain;
}

/* Adds one variant of the node, unless it says nothing new or there have been enough. */
static void add_variant(struct pass *p, struct tc_node *node, const struct tc_form *form, const struct tc_typed *typed, size_t n)
{
	struct tc_variants *variants = node->variants;
	struct tc_node *other = tc_arena_alloc(p->arena, sizeof *other);
	bool same;
	size_t n_words = count_words(p, form->text, typed, n, &same) + 1;
	if (other == NULL || same || n_words > p->budget || variants->n == MAX_FORMS)
		return;
	for (size_t i = 0; i < variants->n; i++)
		if (tc_str_eq(variants->v[i].node->text, form->text) && variants->v[i].from.year == form->from_year &&
		    variants->v[i].to.year == form->to_year)
			return;
	p->budget -= n_words;
	*other = (struct tc_node){.kind = is_one_word(form->text) ? TC_NODE_WORD : TC_NODE_PHRASE,
				  .field = node->field,
				  .text = form->text,
				  .start = node->start,
				  .end = node->end,
				  .zeros = form->zeros};
	variants->v[variants->n++] = (struct tc_variant){other, n_words, year_date(form->from_year), year_date(form->to_year)};
}

static enum tc_status begin_variants(struct pass *p, struct tc_node *node, size_t n_nodes)
{
	node->variants = tc_arena_alloc(p->arena, sizeof *node->variants);
	struct tc_variant *v = tc_arena_alloc(p->arena, MAX_FORMS * sizeof *v);
	if (node->variants == NULL || v == NULL)
		return tc_arena_check(p->arena, "query", p->err);
	*node->variants = (struct tc_variants){.n_nodes = n_nodes, .v = v};
	return TC_OK;
}

static void drop_empty(struct tc_node *node)
{
	if (node->variants->n == 0)
		node->variants = NULL;
}

/* The words in p->words, of children of an AND or of one word. */
static enum tc_status vary_words(struct pass *p, struct tc_node **children)
{
	enum tc_status status = TC_OK;
	struct tc_forms forms;
	set_capitals(p);
	for (size_t i = 0, n; i < p->n && status == TC_OK; i += n > 0 ? n : 1) {
		n = find(p, i, &forms);
		if (forms.n == 0)
			continue;
		struct tc_node *node = children[p->words[i].child];
		status = begin_variants(p, node, p->words[i + n - 1].child - p->words[i].child + 1);
		if (status != TC_OK)
			return status;
		for (size_t k = 0; k < forms.n; k++)
			add_variant(p, node, &forms.v[k], p->words + i, n);
		drop_empty(node);
	}
	return status;
}

/* The phrase with forms in the place of stretches: form `which` of stretch `only`, or the first forms of all when it is n. */
static struct tc_form fill_in(struct pass *p, struct tc_str phrase, const struct stretch *stretches, size_t n, size_t only,
			      size_t which)
{
	struct tc_form whole = {.zeros = false};
	struct tc_buf text;
	size_t at = 0;
	tc_buf_init(&text, TC_LIMIT_QUERY_BYTES * 4);
	for (size_t i = 0; i < n; i++) {
		const struct stretch *s = &stretches[i];
		if ((only != n && i != only) || s->start < at)
			continue;
		const struct tc_form *form = &s->forms.v[only == n ? 0 : which];
		tc_buf_add_str(&text, tc_str_sub(phrase, at, s->start));
		tc_buf_add_str(&text, form->text);
		at = s->end;
		whole.zeros = whole.zeros || form->zeros;
		whole.from_year = form->from_year > whole.from_year ? form->from_year : whole.from_year;
		if (form->to_year != 0 && (whole.to_year == 0 || form->to_year < whole.to_year))
			whole.to_year = form->to_year;
	}
	tc_buf_add_str(&text, tc_str_sub(phrase, at, phrase.n));
	whole.text = tc_arena_str(p->arena, tc_buf_str(&text));
	tc_buf_release(&text);
	return whole;
}

static enum tc_status vary_phrase(struct pass *p, struct tc_node *node)
{
	struct stretch stretches[MAX_STRETCHES];
	struct tc_forms forms;
	struct tc_form whole;
	size_t n = 0;
	p->n = 0;
	enum tc_status status = add_words(p, node, 0);
	set_capitals(p);
	for (size_t i = 0, first = 0, end = 0; i < p->n && n < MAX_STRETCHES && status == TC_OK; i++) {
		size_t length = find(p, i, &forms);
		/* 2/9 in "ngày 2/9" is one more stretch: ngày may stay. */
		bool inner = first > 0 && i == first + 1 && i + length == end && (p->words[i].flags & TC_TOKEN_NUMBER) != 0;
		if (length == 0 || (i < end && !inner))
			continue;
		first = i;
		end = i + length;
		if (forms.n > 0)
			stretches[n++] = (struct stretch){p->words[i].start, p->words[end - 1].end, forms};
	}
	if (n > 0 && status == TC_OK)
		status = begin_variants(p, node, 1);
	if (n == 0 || status != TC_OK)
		return status;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < stretches[i].forms.n; k++) {
			whole = fill_in(p, node->text, stretches, n, i, k);
			add_variant(p, node, &whole, p->words, p->n);
		}
	if (n > 1) {
		whole = fill_in(p, node->text, stretches, n, n, 0);
		if (whole.from_year == 0 || whole.to_year == 0 || whole.from_year <= whole.to_year)
			add_variant(p, node, &whole, p->words, p->n);
	}
	drop_empty(node);
	return status;
}

static enum tc_status vary(struct pass *p, struct tc_node *node);

/* Children of an AND: words that follow each other as one text. */
static enum tc_status vary_all(struct pass *p, struct tc_node *node)
{
	enum tc_status status = TC_OK;
	for (size_t i = 0, next; i < node->n_children && status == TC_OK; i = next) {
		enum tc_field field = node->children[i]->field;
		next = i;
		p->n = 0;
		while (next < node->n_children && status == TC_OK && may_vary(node->children[next]) &&
		       node->children[next]->kind != TC_NODE_PHRASE && node->children[next]->field == field) {
			status = add_words(p, node->children[next], next);
			next++;
		}
		if (next > i && status == TC_OK)
			status = vary_words(p, node->children);
		else if (status == TC_OK)
			status = vary(p, node->children[next++]);
	}
	return status;
}

static enum tc_status vary(struct pass *p, struct tc_node *node)
{
	enum tc_status status = TC_OK;
	if (node->negated)
		return TC_OK;
	if (node->kind == TC_NODE_AND)
		return vary_all(p, node);
	for (size_t i = 0; node->kind == TC_NODE_OR && i < node->n_children && status == TC_OK; i++)
		status = vary(p, node->children[i]);
	if (!may_vary(node) || status != TC_OK)
		return status;
	if (node->kind == TC_NODE_PHRASE)
		return vary_phrase(p, node);
	p->n = 0;
	status = add_words(p, node, 0);
	return status == TC_OK ? vary_words(p, &node) : status;
}

enum tc_status tc_variants_add(struct tc_node *root, const struct tc_synonyms *synonyms, struct tc_analyzer *analyzer,
			       struct tc_arena *arena, struct tc_err *err)
{
	struct pass p = {.synonyms = synonyms, .analyzer = analyzer, .arena = arena, .budget = MAX_WORDS, .err = err};
	enum tc_status status = vary(&p, root);
	return status == TC_OK ? tc_arena_check(arena, "query", err) : status;
}

void tc_variants_list(const struct tc_node *root, struct tc_str query, struct tc_arena *arena, struct tc_told_variants *out)
{
	for (size_t i = 0; i < root->n_children; i++) {
		const struct tc_node *node = root->children[i];
		const struct tc_variants *variants = node->variants;
		if (variants != NULL && tc_arena_grow(arena, &out->v, &out->capacity, out->n, sizeof *out->v) == 0) {
			const struct tc_node *last = root->children[i + variants->n_nodes - 1];
			out->v[out->n++] = (struct tc_told_variant){tc_str_sub(query, node->start, last->end), variants};
		}
		tc_variants_list(node, query, arena, out);
	}
}
