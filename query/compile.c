/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the parsed tree to Xapian's.
 *
 * First pass (query/compile_words.c): every word and phrase is cut into tokens by the analyzer that made the index, and each
 * token is widened to its spellings (query/expand.c).  Second pass: trees are built from nodes and words, once for each reading:
 *
 *   as typed   a bare word is the word itself.  Only when the query shows by a tone mark, or by marks of any kind on every word,
 *              that its writer types them, and every word without a tone may be meant as it stands: `ban nhân dân` is not
 *              `bàn nhân dân`, `lân` comes before `lần`.
 *   all        every spelling, weighed as one word by a synonym, so that a rare spelling of a frequent word is not taken for a
 *              rare word; and the spelling that is most probably meant between its neighbours (query/vote.h) once more, with
 *              weight vote times that probability.
 *   any        the words of the top level as OR; what names a field, a date or a document must still hold, what is negated
 *              must still be absent.
 *
 * What else may stand for words (query/variants.h) is compiled after all that was typed, its words as they are written, and
 * joined to what was typed by OR: the first with the weight `variant`, each further one with that part of the weight before, so
 * that all of them together never weigh what was typed does.  (MAX says it better, but crashes in Xapian 1.4 inside an OR that is
 * pruned.)
 *
 * A word of several glued tokens is a phrase, or its joined key: TP.HCM is "tp hcm" or tphcm.  A date typed as a word (2023,
 * 8/1/2023) is what the text says or the date of publication.
 */
#include "query/compile.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "indexer/facet.h"
#include "query/addresses.h"
#include "query/compile_words.h"
#include "query/vote.h"

/* Words of a query that is short enough to be a name or a phrase. */
#define ROW_WORDS 6

enum reading { AS_TYPED, ALL };

struct compiler {
	const struct tc_expander *expander;
	struct tc_analyzer *analyzer;
	struct tc_words words;
	struct tc_err *err;
};

static struct tc_xquery *term_query(const struct compiler *c, const struct tc_word *word, struct tc_str term)
{
	if (word->field != TC_FIELD_TEXT)
		term = tc_arena_printf(c->expander->arena, "%s%.*s", tc_fields[word->field].prefix, TC_STR_ARG(term));
	return tc_xquery_term(term, 1);
}

/* All spellings joined by op; what has none matches nothing. */
static struct tc_xquery *spellings_query(const struct compiler *c, const struct tc_word *word, enum tc_xquery_op op)
{
	struct tc_xquery *parts[TC_LIMIT_WILDCARD_TERMS];
	size_t n = 0;
	for (; n < word->n_spellings && n < TC_LIMIT_WILDCARD_TERMS; n++)
		parts[n] = term_query(c, word, word->spellings[n].term);
	if (n == 0)
		return tc_xquery_nothing();
	return n == 1 ? parts[0] : tc_xquery_join(op, parts, n, 0);
}

static struct tc_xquery *word_query(const struct compiler *c, const struct tc_word *word, enum reading reading)
{
	bool has_typed = word->n_spellings > 0 && word->spellings[0].rung == TC_RUNG_EXACT;
	if (reading == AS_TYPED && !word->prefix)
		return has_typed ? term_query(c, word, word->spellings[0].term) : tc_xquery_nothing();
	if (word->n_spellings < 2 || word->prefix)
		return spellings_query(c, word, TC_XQUERY_SYNONYM);
	size_t meant = 0;
	for (size_t i = 1; i < word->n_spellings; i++)
		if (word->spellings[i].weight > word->spellings[meant].weight)
			meant = i;
	double vote = c->expander->ranking->vote * word->spellings[meant].weight;
	struct tc_xquery *parts[2] = {
		tc_xquery_scale(spellings_query(c, word, TC_XQUERY_SYNONYM), 1 - vote),
		tc_xquery_scale(term_query(c, word, word->spellings[meant].term), vote),
	};
	return tc_xquery_join(TC_XQUERY_OR, parts, 2, 0);
}

/* Words in a row, or in any order within window. */
static struct tc_xquery *places_query(const struct compiler *c, const size_t *words, size_t n, enum tc_xquery_op op,
				      uint32_t window, enum reading reading)
{
	struct tc_xquery *parts[TC_LIMIT_QUERY_TERMS];
	for (size_t i = 0; i < n; i++) {
		const struct tc_word *word = &c->words.v[words[i]];
		bool typed = reading == AS_TYPED && !word->prefix;
		parts[i] = typed ? word_query(c, word, reading) : spellings_query(c, word, TC_XQUERY_OR);
	}
	return tc_xquery_join(op, parts, n, window);
}

/* Documents that have a name, weighed by its words in TEXT, where titles count for more; initials weigh nothing. */
static struct tc_xquery *name_query(const struct compiler *c, const struct tc_node *node, struct tc_xquery *name)
{
	struct tc_xquery *words[TC_LIMIT_QUERY_TERMS];
	size_t n = 0;
	for (size_t i = 0; i < node->n_words; i++) {
		struct tc_word word = c->words.v[node->first_word + i];
		word.field = TC_FIELD_TEXT;
		if (!word.prefix)
			words[n++] = spellings_query(c, &word, TC_XQUERY_SYNONYM);
	}
	if (n == 0)
		return name;
	struct tc_xquery *pair[2] = {tc_xquery_join(TC_XQUERY_OR, words, n, 0), name};
	return tc_xquery_join(TC_XQUERY_FILTER, pair, 2, 0);
}

/* A word, a glued group or a phrase; NULL for one without a token (an emoji, a lone sign), which asks for nothing. */
static struct tc_xquery *words_query(const struct compiler *c, const struct tc_node *node, enum reading reading)
{
	size_t words[TC_LIMIT_QUERY_TERMS];
	if (node->n_words == 0)
		return NULL;
	if (node->n_words == 1 && node->joined_word == 0)
		return word_query(c, &c->words.v[node->first_word], reading);
	for (size_t i = 0; i < node->n_words; i++)
		words[i] = node->first_word + i;
	struct tc_xquery *text = node->n_words == 1 ? word_query(c, &c->words.v[node->first_word], reading)
						    : places_query(c, words, node->n_words, TC_XQUERY_PHRASE, 0, reading);
	if (node->joined_word == 0)
		return text;
	struct tc_xquery *either[2] = {text, word_query(c, &c->words.v[node->joined_word - 1], reading)};
	return tc_xquery_join(TC_XQUERY_OR, either, 2, 0);
}

static struct tc_xquery *text_query(const struct compiler *c, const struct tc_node *node, enum reading reading)
{
	if (node->field == TC_FIELD_NAME && node->n_words > 0)
		return name_query(c, node, words_query(c, node, reading));
	return words_query(c, node, reading);
}

/* The words below a NEAR; phrases give all of theirs. */
static struct tc_xquery *near_query(const struct compiler *c, const struct tc_node *node, enum reading reading)
{
	size_t words[TC_LIMIT_QUERY_TERMS], n = 0;
	uint32_t window = node->window;
	for (size_t i = 0; i < node->n_children; i++) {
		const struct tc_node *child = node->children[i];
		window += child->n_words > 1 ? (uint32_t)child->n_words - 1 : 0;
		for (size_t k = 0; k < child->n_words && n < TC_LIMIT_QUERY_TERMS; k++)
			words[n++] = child->first_word + k;
	}
	if (n == 0)
		return NULL;
	return n == 1 ? word_query(c, &c->words.v[words[0]], reading)
		      : places_query(c, words, n, TC_XQUERY_NEAR, window + 1, reading);
}

/* The digits of a date, then `pad` up to the fourteen of a sort key. */
static struct tc_str date_bound(const struct compiler *c, const struct tc_date *date, char pad)
{
	struct tc_buf key;
	tc_buf_init(&key, 64);
	tc_date_sort_key(date, &key);
	while (pad != '\0' && key.n > 0 && key.n < 14)
		tc_buf_add_char(&key, pad);
	struct tc_str bound = tc_arena_str(c->expander->arena, tc_buf_str(&key));
	tc_buf_release(&key);
	return bound;
}

static struct tc_xquery *date_query(const struct compiler *c, const struct tc_node *node, enum reading reading)
{
	struct tc_xquery *published =
		tc_xquery_value_range(TC_SLOT_PUBLISHED, date_bound(c, &node->from, '\0'), date_bound(c, &node->to, '9'));
	if (!node->soft)
		return tc_xquery_scale(published, 0);
	struct tc_xquery *text = text_query(c, node, reading);
	if (text == NULL)
		return published;
	struct tc_xquery *either[2] = {text, published};
	return tc_xquery_join(TC_XQUERY_OR, either, 2, 0);
}

/* The documents of a URL, however it is written. */
static struct tc_xquery *address_query(const struct compiler *c, struct tc_str url)
{
	struct tc_xquery *any[TC_ADDRESSES];
	struct tc_strs addresses;
	struct tc_buf key;
	size_t n = 0;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_addresses_of(url, c->expander->arena, &addresses);
	for (; n < addresses.n && n < TC_ADDRESSES; n++) {
		tc_schema_key(TC_PREFIX_URL, addresses.v[n], &key);
		any[n] = tc_xquery_term(tc_buf_str(&key), 1);
	}
	tc_buf_release(&key);
	return tc_xquery_join(TC_XQUERY_OR, any, n, 0);
}

/* The document of an id, file or url, those of a day, or those that have a value of a facet. */
static struct tc_xquery *exact_query(const struct compiler *c, const struct tc_node *node)
{
	struct tc_buf key, value;
	struct tc_str text = node->text;
	enum tc_facet facet;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	if (tc_facet_of_prefix(node->exact_prefix, &facet)) {
		tc_facet_key(c->analyzer, text, &value, c->err);
		text = tc_buf_str(&value);
	}
	tc_schema_key(node->exact_prefix, text, &key);
	struct tc_xquery *query =
		strcmp(node->exact_prefix, TC_PREFIX_URL) == 0 ? address_query(c, text) : tc_xquery_term(tc_buf_str(&key), 1);
	tc_buf_release(&key);
	tc_buf_release(&value);
	return tc_xquery_scale(query, 0);
}

static struct tc_xquery *node_query(const struct compiler *c, const struct tc_node *node, enum reading reading);

/* Wants nothing from a document but that it be there: gives no weight. */
static bool is_filter(const struct tc_node *node)
{
	bool all = node->kind == TC_NODE_OR;
	for (size_t i = 0; i < node->n_children && all; i++)
		all = is_filter(node->children[i]);
	return all || node->kind == TC_NODE_EXACT || (node->kind == TC_NODE_DATE && !node->soft);
}

/* May the top level do without it when not all words match?  Not what names a field, a date or a document. */
static bool is_loose(const struct tc_node *node)
{
	bool text = node->field == TC_FIELD_TEXT;
	for (size_t i = 0; i < node->n_children; i++)
		text = text && node->children[i]->field == TC_FIELD_TEXT;
	return text && !is_filter(node) && !node->negated;
}

static double idf_of(const struct compiler *c, size_t first, size_t n)
{
	double idf = 0;
	for (size_t i = first; i < first + n; i++)
		idf += c->words.v[i].idf;
	return idf;
}

/* What may stand for words typed: weighs `weight` of them, at most. */
static struct tc_xquery *variant_query(const struct compiler *c, const struct tc_variant *variant, double typed_idf,
				       double weight)
{
	const struct tc_node *node = variant->node;
	struct tc_xquery *query = words_query(c, node, ALL);
	double idf = idf_of(c, node->first_word, node->n_words);
	if (query == NULL)
		return tc_xquery_nothing();
	query = tc_xquery_scale(query, weight * (idf > typed_idf ? typed_idf / idf : 1));
	if (variant->from.precision == TC_DATE_NONE && variant->to.precision == TC_DATE_NONE)
		return query;
	struct tc_xquery *pair[2] = {query, tc_xquery_value_range(TC_SLOT_PUBLISHED, date_bound(c, &variant->from, '\0'),
								  date_bound(c, &variant->to, '9'))};
	return tc_xquery_join(TC_XQUERY_FILTER, pair, 2, 0);
}

/* A stretch of nodes that has variants; loosely: one of its words is enough. */
static struct tc_xquery *stretch_query(const struct compiler *c, struct tc_node **nodes, enum reading reading, bool loosely)
{
	const struct tc_variants *variants = nodes[0]->variants;
	struct tc_xquery *parts[TC_LIMIT_QUERY_TERMS];
	double idf = 0, weight = 1;
	size_t n = 0;
	for (size_t i = 0; i < variants->n_nodes; i++) {
		struct tc_xquery *query = node_query(c, nodes[i], reading);
		if (query != NULL)
			parts[n++] = query;
		idf += idf_of(c, nodes[i]->first_word, nodes[i]->n_words);
	}
	if (n > 1)
		parts[0] = tc_xquery_join(loosely ? TC_XQUERY_OR : TC_XQUERY_AND, parts, n, 0);
	n = n > 0;
	const struct tc_node *last = nodes[variants->n_nodes - 1];
	/* Several words in a row are rewarded besides (query/rank.c): what has them apart is worth no more than a variant. */
	if (last->first_word + last->n_words - nodes[0]->first_word > 1)
		weight = 1 / sqrt(c->expander->ranking->variant);
	for (size_t i = 0; i < variants->n; i++)
		parts[n++] = variant_query(c, &variants->v[i], idf, weight *= c->expander->ranking->variant);
	return n == 1 ? parts[0] : tc_xquery_join(TC_XQUERY_OR, parts, n, 0);
}

/* Joins what must, what should and what must not be there. */
static struct tc_xquery *assemble(struct tc_xquery **must, size_t n_must, struct tc_xquery **filters, size_t n_filters,
				  struct tc_xquery * * not, size_t n_not)
{
	struct tc_xquery *query;
	if (n_must == 0 && n_filters == 0 && n_not == 0)
		return NULL;
	if (n_must == 0)
		query = tc_xquery_scale(tc_xquery_all(), 0);
	else
		query = n_must == 1 ? must[0] : tc_xquery_join(TC_XQUERY_AND, must, n_must, 0);
	if (n_filters > 0) {
		struct tc_xquery *pair[2] = {query,
					     n_filters == 1 ? filters[0] : tc_xquery_join(TC_XQUERY_AND, filters, n_filters, 0)};
		query = tc_xquery_join(TC_XQUERY_FILTER, pair, 2, 0);
	}
	if (n_not > 0) {
		struct tc_xquery *pair[2] = {query, n_not == 1 ? not [0] : tc_xquery_join(TC_XQUERY_OR, not, n_not, 0)};
		query = tc_xquery_join(TC_XQUERY_AND_NOT, pair, 2, 0);
	}
	return query;
}

/* An AND node; loosely: its loose children joined by OR. */
static struct tc_xquery *and_query(const struct compiler *c, const struct tc_node *node, enum reading reading, bool loosely)
{
	struct tc_xquery *must[TC_LIMIT_QUERY_TERMS + 1], *filters[TC_LIMIT_QUERY_TERMS], *not [TC_LIMIT_QUERY_TERMS],
		*loose[TC_LIMIT_QUERY_TERMS];
	size_t n_must = 0, n_filters = 0, n_not = 0, n_loose = 0;
	for (size_t i = 0; i < node->n_children && i < TC_LIMIT_QUERY_TERMS; i++) {
		const struct tc_node *child = node->children[i];
		struct tc_xquery *query = child->variants == NULL ? node_query(c, child, reading)
								  : stretch_query(c, &node->children[i], reading, loosely);
		i += child->variants == NULL ? 0 : child->variants->n_nodes - 1;
		if (query == NULL)
			continue;
		if (child->negated)
			not [n_not++] = query;
		else if (is_filter(child))
			filters[n_filters++] = query;
		else if (loosely && is_loose(child))
			loose[n_loose++] = query;
		else
			must[n_must++] = query;
	}
	if (n_loose > 0)
		must[n_must++] = n_loose == 1 ? loose[0] : tc_xquery_join(TC_XQUERY_OR, loose, n_loose, 0);
	return assemble(must, n_must, filters, n_filters, not, n_not);
}

static struct tc_xquery *or_query(const struct compiler *c, const struct tc_node *node, enum reading reading)
{
	struct tc_xquery *parts[TC_LIMIT_QUERY_TERMS];
	size_t n = 0;
	for (size_t i = 0; i < node->n_children && n < TC_LIMIT_QUERY_TERMS; i++) {
		struct tc_xquery *query = node->children[i]->variants == NULL
						  ? node_query(c, node->children[i], reading)
						  : stretch_query(c, &node->children[i], reading, false);
		if (query != NULL)
			parts[n++] = query;
	}
	if (n == 0)
		return NULL;
	return n == 1 ? parts[0] : tc_xquery_join(TC_XQUERY_OR, parts, n, 0);
}

static struct tc_xquery *node_query(const struct compiler *c, const struct tc_node *node, enum reading reading)
{
	switch (node->kind) {
	case TC_NODE_WORD:
	case TC_NODE_PHRASE:
		return text_query(c, node, reading);
	case TC_NODE_AND:
		return and_query(c, node, reading, false);
	case TC_NODE_OR:
		return or_query(c, node, reading);
	case TC_NODE_NEAR:
		return near_query(c, node, reading);
	case TC_NODE_DATE:
		return date_query(c, node, reading);
	case TC_NODE_EXACT:
		return exact_query(c, node);
	}
	return NULL;
}

static size_t count_loose(const struct tc_node *root)
{
	size_t n = 0;
	for (size_t i = 0; i < root->n_children; i++)
		n += is_loose(root->children[i]) && (root->children[i]->n_words > 0 || root->children[i]->n_children > 0);
	return n;
}

/* Is the query nothing but a few words?  Then the documents that have them in a row are candidates whatever BM25 says of them: a
 * name of frequent syllables is found by nothing else. */
static struct tc_xquery *row_query(const struct compiler *c, const struct tc_node *root, enum reading reading)
{
	size_t words[ROW_WORDS], n = 0;
	for (size_t i = 0; i < root->n_children; i++) {
		const struct tc_node *child = root->children[i];
		if (child->kind != TC_NODE_WORD || child->negated || child->wildcard || child->n_words == 0)
			return NULL;
		for (size_t k = 0; k < child->n_words; k++) {
			if (n == ROW_WORDS)
				return NULL;
			words[n++] = child->first_word + k;
		}
	}
	return n < 2 ? NULL : places_query(c, words, n, TC_XQUERY_PHRASE, 0, reading);
}

/* Number of words when there is nothing else to be found: no phrase, OR, NEAR or field. */
static size_t count_plain(const struct tc_node *root)
{
	size_t n = 0;
	for (size_t i = 0; i < root->n_children; i++) {
		const struct tc_node *child = root->children[i];
		if (child->negated || is_filter(child))
			continue;
		if ((child->kind != TC_NODE_WORD && !child->soft) || child->field != TC_FIELD_TEXT)
			return 0;
		n += child->n_words;
	}
	return n;
}

static bool all_plausible(const struct tc_expander *expander, const struct tc_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (!words->v[i].prefix && !tc_expand_plausible(expander, &words->v[i]))
			return false;
	return true;
}

static bool any_widened(const struct tc_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (words->v[i].n_spellings > 1 && !words->v[i].prefix)
			return true;
	return false;
}

/* Does the query mean its words as they stand?  Somebody who types tones, or marks on every word, does, if that is what they may
 * mean between their neighbours; a single word with a mark, if the archive has it. */
static bool means_as_typed(const struct tc_word_finder *f)
{
	const struct tc_words *words = &f->words;
	if (!any_widened(words) || (!f->has_tone && f->has_bare))
		return false;
	if (words->n == 1)
		return words->v[0].n_spellings > 0 && words->v[0].spellings[0].rung == TC_RUNG_EXACT;
	return all_plausible(f->expander, words);
}

enum tc_status tc_compile(struct tc_node *root, const struct tc_expander *expander, struct tc_analyzer *analyzer,
			  struct tc_compiled *out, struct tc_err *err)
{
	struct compiler c = {.expander = expander, .analyzer = analyzer, .err = err};
	struct tc_word_finder finder = {.expander = expander, .analyzer = analyzer, .err = err};
	*out = (struct tc_compiled){.as_typed = NULL};
	enum tc_status status = tc_words_of_typed(&finder, root);
	size_t n_typed = finder.words.n;
	if (status == TC_OK)
		status = tc_vote(expander->db, &finder.words, err);
	if (status != TC_OK)
		return status;
	const bool typed = means_as_typed(&finder);
	status = tc_words_of_variants(&finder, root);
	if (status != TC_OK)
		return status;
	c.words = finder.words;
	out->words = c.words;
	out->only_filters = n_typed == 0;
	out->n_plain = count_plain(root);
	out->all = node_query(&c, root, ALL);
	if (out->all == NULL)
		return tc_err_set(err, TC_EQUERY, "query: no word in it that could be searched");
	if (typed)
		out->as_typed = node_query(&c, root, AS_TYPED);
	if (root->kind == TC_NODE_AND)
		out->row = row_query(&c, root, typed ? AS_TYPED : ALL);
	if (root->kind == TC_NODE_AND && count_loose(root) > 1)
		out->any = and_query(&c, root, typed ? AS_TYPED : ALL, true);
	return tc_arena_check(expander->arena, "query", err);
}

struct tc_xquery *tc_compile_word(const struct tc_compiled *compiled, const struct tc_expander *expander, size_t word,
				  bool as_typed)
{
	const struct compiler c = {.expander = expander, .words = compiled->words};
	struct tc_word w = compiled->words.v[word];
	if (w.field == TC_FIELD_NAME) {
		w.field = TC_FIELD_TEXT;
		return w.prefix ? tc_xquery_nothing() : spellings_query(&c, &w, TC_XQUERY_SYNONYM);
	}
	if (w.phrase != 0 && !as_typed && !w.prefix)
		return spellings_query(&c, &w, TC_XQUERY_OR);
	return word_query(&c, &w, as_typed ? AS_TYPED : ALL);
}

void tc_compiled_release(struct tc_compiled *compiled)
{
	tc_xquery_free(compiled->as_typed);
	tc_xquery_free(compiled->all);
	tc_xquery_free(compiled->any);
	tc_xquery_free(compiled->row);
}
