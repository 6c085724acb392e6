/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of a parsed query, in the order typed, then those of what else may stand for them.
 *
 * Every word, phrase and date typed as a word is cut into tokens by the analyzer that made the index; each is widened to its
 * spellings (query/expand.c).  Words that followed each other get the number of their run, those of a phrase or a glued word the
 * number of the phrase.  A glued group has its joined key as one more word (tphcm of TP.HCM), which stands for the others; a
 * number has no other key but that which all its writings share (12000 of 12.000), so that it keeps its place in a phrase.
 *
 * Variants (query/variants.h) are looked up as they are written: the file of synonyms has its marks, and what was typed without
 * marks was widened when it was compared with them.
 */
#include "query/compile_words.h"

#include "analyzers/fold.h"
#include "base/limits.h"
#include "base/utf8.h"

static enum tc_status add_word(struct tc_word_finder *f, struct tc_word **out)
{
	if (f->words.n >= TC_LIMIT_QUERY_TERMS)
		return tc_err_set(f->err, TC_ELIMIT, "query: more than %d words", TC_LIMIT_QUERY_TERMS);
	if (tc_arena_grow(f->expander->arena, &f->words.v, &f->words.capacity, f->words.n, sizeof *f->words.v) != 0)
		return tc_err_set(f->err, TC_ENOMEM, "query: no memory");
	*out = &f->words.v[f->words.n++];
	return TC_OK;
}

/* Notes that the words [first, first + n) stand for others. */
static enum tc_status add_stand(struct tc_word_finder *f, size_t first, size_t n, size_t first_typed, size_t n_typed)
{
	struct tc_words *words = &f->words;
	if (tc_arena_grow(f->expander->arena, &words->stands, &words->stands_capacity, words->n_stands, sizeof *words->stands) !=
	    0)
		return tc_err_set(f->err, TC_ENOMEM, "query: no memory");
	words->stands[words->n_stands++] = (struct tc_words_stand){first, n, first_typed, n_typed};
	for (size_t i = first; i < first + n; i++)
		words->v[i].variant = true;
	return TC_OK;
}

/* Is the token of a name an initial, N. in N. V. Hòa?  It stands for every word that begins so. */
static bool is_initial(const struct tc_node *node, const struct tc_token *token)
{
	size_t at = 0;
	tc_utf8_next(token->text, &at);
	return node->field == TC_FIELD_NAME && at == token->text.n && (token->flags & TC_TOKEN_CAPITAL) != 0;
}

/* Words with a * are many words each: as many as there may be of them, so that a query takes a second at most. */
static enum tc_status expand_prefix(struct tc_word_finder *f, const struct tc_expander *e, struct tc_str typed,
				    enum tc_field field, struct tc_word *word)
{
	if (f->n_prefixes++ >= TC_LIMIT_QUERY_WILDCARDS)
		return tc_err_set(f->err, TC_ELIMIT, "query has more than %d words with * and initials",
				  TC_LIMIT_QUERY_WILDCARDS);
	return tc_expand_prefix(e, typed, field, word, f->err);
}

/* Widens one token.  A number is asked for by the key that all its writings share (12000 of 12.000). */
static enum tc_status expand_token(struct tc_word_finder *f, const struct tc_node *node, const struct tc_token *token,
				   struct tc_word *word)
{
	const struct tc_expander *e = f->expander;
	struct tc_expander initials = *e; /* the letter itself: N. is no Ñ */
	initials.exact = true;
	if (is_initial(node, token))
		return expand_prefix(f, &initials, token->term, node->field, word);
	bool number = (token->flags & TC_TOKEN_NUMBER) != 0 && token->joined.n > 0 && (!e->exact || f->variants);
	enum tc_status status = tc_expand_word(e, token->text, number ? token->joined : token->term, node->field, word, f->err);
	if (status == TC_OK && node->zeros && token->term.n == 2 && token->term.p[0] == '0')
		status = tc_expand_also(e, tc_str_sub(token->term, 1, 2), word, f->err);
	else if (status == TC_OK && node->zeros && token->term.n == 1)
		status = tc_expand_also(e, tc_arena_printf(e->arena, "0%c", token->term.p[0]), word, f->err);
	return status;
}

/* Cuts the text of a word or phrase node into words. */
static enum tc_status words_of_text(struct tc_word_finder *f, struct tc_node *node, bool negated)
{
	const struct tc_expander *e = f->expander;
	struct tc_token token;
	struct tc_str joined = TC_STR_NONE;
	struct tc_word *word;
	enum tc_status status;
	node->first_word = f->words.n;
	tc_analyzer_start(f->analyzer, node->text);
	while ((status = tc_analyzer_next(f->analyzer, &token)) == TC_OK) {
		status = add_word(f, &word);
		if (status == TC_OK)
			status = expand_token(f, node, &token, word);
		if (status != TC_OK)
			return status;
		word->negated = negated;
		word->run = negated ? 0 : f->run;
		f->has_tone = f->has_tone || tc_fold_marks(token.text) == TC_MARKS_TONE;
		f->has_bare = f->has_bare || tc_fold_marks(token.text) == TC_MARKS_NONE;
		if (token.joined.n > 0 && token.position == 0 && (token.flags & TC_TOKEN_NUMBER) == 0)
			joined = tc_arena_str(e->arena, token.joined);
	}
	if (status != TC_END)
		return tc_err_set(f->err, status, "query: no memory");
	node->n_words = f->words.n - node->first_word;
	f->n_phrases += node->n_words > 1;
	for (size_t i = 0; node->n_words > 1 && i < node->n_words; i++)
		f->words.v[node->first_word + i].phrase = f->n_phrases;
	if (joined.n == 0 || node->kind != TC_NODE_WORD)
		return TC_OK;
	status = add_word(f, &word);
	if (status == TC_OK)
		status = tc_expand_word(e, joined, joined, node->field, word, f->err);
	if (status != TC_OK)
		return status;
	word->negated = negated;
	node->joined_word = f->words.n;
	return negated ? TC_OK : add_stand(f, f->words.n - 1, 1, node->first_word, node->n_words);
}

static enum tc_status words_of_prefix(struct tc_word_finder *f, struct tc_node *node, bool negated)
{
	struct tc_word *word;
	enum tc_status status = add_word(f, &word);
	node->first_word = f->words.n - 1;
	node->n_words = 1;
	if (status == TC_OK)
		status = expand_prefix(f, f->expander, node->text, node->field, word);
	if (status == TC_OK) {
		word->negated = negated;
		word->run = negated ? 0 : f->run;
	}
	return status;
}

static enum tc_status words_of(struct tc_word_finder *f, struct tc_node *node, bool negated)
{
	enum tc_status status = TC_OK;
	negated = negated != node->negated;
	node->n_words = node->joined_word = 0;
	switch (node->kind) {
	case TC_NODE_WORD:
		return node->wildcard ? words_of_prefix(f, node, negated) : words_of_text(f, node, negated);
	case TC_NODE_PHRASE:
		return words_of_text(f, node, negated);
	case TC_NODE_DATE:
		return node->soft ? words_of_text(f, node, negated) : TC_OK;
	case TC_NODE_EXACT:
		return TC_OK;
	case TC_NODE_AND:
	case TC_NODE_OR:
	case TC_NODE_NEAR:
		for (size_t i = 0; i < node->n_children && status == TC_OK; i++) {
			const struct tc_node *child = node->children[i];
			bool plain = node->kind == TC_NODE_AND && (child->kind == TC_NODE_WORD || child->soft);
			if (!plain || i == 0)
				f->run++;
			status = words_of(f, node->children[i], negated);
		}
		f->run++;
		return status;
	}
	return TC_OK;
}

/* The words of one variant, as they are written. */
static enum tc_status words_of_variant(struct tc_word_finder *f, struct tc_node **typed, size_t n_typed, struct tc_node *variant)
{
	struct tc_expander exact = *f->expander;
	struct tc_word_finder plain = *f;
	const struct tc_node *last = typed[n_typed - 1];
	size_t first = typed[0]->first_word, end = last->first_word + last->n_words;
	exact.exact = true;
	plain.expander = &exact;
	plain.run = 0;
	plain.variants = true;
	enum tc_status status = words_of_text(&plain, variant, false);
	f->words = plain.words;
	f->n_phrases = plain.n_phrases;
	if (status == TC_OK)
		status = add_stand(f, variant->first_word, variant->n_words, first, end - first);
	if (status == TC_OK && variant->joined_word != 0)
		status = add_stand(f, variant->joined_word - 1, 1, first, end - first);
	return status;
}

enum tc_status tc_words_of_typed(struct tc_word_finder *f, struct tc_node *root)
{
	return words_of(f, root, false);
}

/* The words of all variants below a node; those there is no room for are left out. */
enum tc_status tc_words_of_variants(struct tc_word_finder *f, struct tc_node *node)
{
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < node->n_children && status == TC_OK; i++) {
		struct tc_variants *variants = node->children[i]->variants;
		for (size_t k = 0; variants != NULL && k < variants->n && status == TC_OK; k++) {
			if (f->words.n + variants->v[k].n_words > TC_LIMIT_QUERY_TERMS)
				variants->n = k;
			else
				status = words_of_variant(f, &node->children[i], variants->n_nodes, variants->v[k].node);
		}
		if (status == TC_OK)
			status = tc_words_of_variants(f, node->children[i]);
	}
	return status;
}
