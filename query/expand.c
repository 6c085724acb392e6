/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Widening a typed word to the spellings of the archive.
 *
 *   quyền   has a tone: itself
 *   quyên   has only shape marks: quyên, quyền, quyến, quyển, quyện
 *   quyen   has none: quyen and all of the above
 *   quyeenf the archive has no such word: what the keys of Telex or VNI write (query/keystrokes.h)
 *
 * The spellings come from the index's own vocabulary (TC_KEY_SPELLINGS, written with the documents), never from a word list: a
 * name is found without marks the minute it is indexed, and nothing is looked for that the archive does not have.  How many
 * documents have a spelling is asked of the posting lists, so that the numbers are always right.
 */
#include "query/expand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/limits.h"
#include "query/keystrokes.h"
#include "query/vocabulary.h"
#include "xapianc/iterate.h"
#include "xapianc/parts.h"

/* No skeleton of 35,000 articles has more than 28. */
#define MAX_SPELLINGS 64

static enum tc_status term_documents(const struct tc_expander *e, enum tc_field field, struct tc_str term, uint32_t *documents,
				     struct tc_err *err)
{
	struct tc_str key = term;
	if (field != TC_FIELD_TEXT)
		key = tc_arena_printf(e->arena, "%s%.*s", tc_fields[field].prefix, TC_STR_ARG(term));
	if (key.n > TC_LIMIT_KEY_BYTES) {
		*documents = 0;
		return TC_OK;
	}
	return tc_db_term_freq(e->db, key, documents, NULL, err);
}

static bool has(const struct tc_word *word, struct tc_str term)
{
	for (size_t i = 0; i < word->n_spellings; i++)
		if (tc_str_eq(word->spellings[i].term, term))
			return true;
	return false;
}

/* Adds a spelling when the field has it. */
static enum tc_status add_spelling(const struct tc_expander *e, struct tc_word *word, struct tc_str term, enum tc_rung rung,
				   size_t max, struct tc_err *err)
{
	uint32_t documents = 0;
	if (word->n_spellings >= max || has(word, term))
		return TC_OK;
	enum tc_status status = term_documents(e, word->field, term, &documents, err);
	if (status != TC_OK || documents == 0)
		return status;
	word->spellings[word->n_spellings++] = (struct tc_spelling){tc_arena_str(e->arena, term), rung, documents, 1};
	return TC_OK;
}

static int by_documents(const void *a, const void *b)
{
	const struct tc_spelling *x = a, *y = b;
	if ((x->rung == TC_RUNG_EXACT) != (y->rung == TC_RUNG_EXACT))
		return x->rung == TC_RUNG_EXACT ? -1 : 1;
	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	return tc_str_cmp(x->term, y->term);
}

/* Sorts the spellings and sets their weights and the word's idf from how many documents have them. */
static void finish(const struct tc_expander *e, struct tc_word *word)
{
	double total = 0;
	if (word->n_spellings > 0)
		qsort(word->spellings, word->n_spellings, sizeof *word->spellings, by_documents);
	for (size_t i = 0; i < word->n_spellings; i++)
		total += word->spellings[i].documents;
	for (size_t i = 0; i < word->n_spellings; i++)
		word->spellings[i].weight = word->spellings[i].documents / total;
	double n = e->n_documents, with = total < n ? total : n;
	word->idf = log((n - with + 0.5) / (with + 0.5) + 1);
}

/* Of remote indexes: asks for how many documents have each of a list, all at one time. */
static enum tc_status prefetch_list(const struct tc_expander *e, enum tc_field field, struct tc_str list, struct tc_err *err)
{
	struct tc_str terms[MAX_SPELLINGS];
	size_t n = 0;
	for (struct tc_str rest = list; rest.p != NULL && n < MAX_SPELLINGS;) {
		struct tc_str term = tc_str_split(&rest, ' ');
		terms[n] = tc_arena_printf(e->arena, "%s%.*s", tc_fields[field].prefix, TC_STR_ARG(term));
		n += term.n > 0 && terms[n].n <= TC_LIMIT_KEY_BYTES;
	}
	return tc_db_prefetch_freqs(e->db, terms, n, err);
}

/* Adds the spellings of the vocabulary's list that fold to what was typed. */
static enum tc_status add_list(const struct tc_expander *e, struct tc_word *word, struct tc_str list, struct tc_str term,
			       enum tc_marks marks, struct tc_err *err)
{
	struct tc_buf typed_toneless, toneless;
	enum tc_status status = TC_OK;
	tc_buf_init(&typed_toneless, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&toneless, TC_LIMIT_PATH_BYTES);
	tc_fold_toneless(term, &typed_toneless);
	status = prefetch_list(e, word->field, list, err);
	for (struct tc_str rest = list; rest.p != NULL && status == TC_OK;) {
		struct tc_str spelling = tc_str_split(&rest, ' ');
		tc_buf_reset(&toneless);
		tc_fold_toneless(spelling, &toneless);
		bool same_shapes = tc_str_eq(tc_buf_str(&toneless), tc_buf_str(&typed_toneless));
		if (spelling.n == 0 || (marks == TC_MARKS_SHAPE && !same_shapes))
			continue;
		status = add_spelling(e, word, spelling, same_shapes ? TC_RUNG_TONELESS : TC_RUNG_ASCII, MAX_SPELLINGS, err);
	}
	tc_buf_release(&typed_toneless);
	tc_buf_release(&toneless);
	return status;
}

enum tc_status tc_expand_word(const struct tc_expander *e, struct tc_str typed, struct tc_str term, enum tc_field field,
			      struct tc_word *word, struct tc_err *err)
{
	struct tc_buf skeleton, key, list;
	enum tc_marks marks = tc_fold_marks(typed);
	*word = (struct tc_word){.typed = tc_arena_str(e->arena, typed), .field = field};
	word->spellings = tc_arena_alloc(e->arena, MAX_SPELLINGS * sizeof *word->spellings);
	if (word->spellings == NULL)
		return tc_arena_check(e->arena, "query", err);
	tc_buf_init(&skeleton, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&list, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = add_spelling(e, word, term, TC_RUNG_EXACT, MAX_SPELLINGS, err);
	if (status == TC_OK && !e->exact && marks != TC_MARKS_TONE) {
		tc_fold_ascii(term, &skeleton);
		status = tc_vocabulary_spellings(e->db, tc_buf_str(&skeleton), &list, err);
		if (status == TC_OK)
			status = add_list(e, word, tc_buf_str(&list), term, marks, err);
	}
	tc_buf_reset(&key);
	if (status == TC_OK && !e->exact && word->n_spellings == 0 && tc_keystrokes_read(term, &key))
		status = add_spelling(e, word, tc_buf_str(&key), TC_RUNG_ASCII, MAX_SPELLINGS, err);
	finish(e, word);
	tc_buf_release(&skeleton);
	tc_buf_release(&key);
	tc_buf_release(&list);
	return status == TC_OK ? tc_arena_check(e->arena, "query", err) : status;
}

enum tc_status tc_expand_also(const struct tc_expander *e, struct tc_str term, struct tc_word *word, struct tc_err *err)
{
	enum tc_status status = add_spelling(e, word, term, TC_RUNG_EXACT, MAX_SPELLINGS, err);
	finish(e, word);
	return status == TC_OK ? tc_arena_check(e->arena, "query", err) : status;
}

/* A bounded set of the most frequent terms. */
static enum tc_status keep_best(const struct tc_expander *e, struct tc_word *word, struct tc_str term, uint32_t documents,
				struct tc_err *err)
{
	size_t at = word->n_spellings;
	if (has(word, term) || documents == 0)
		return TC_OK;
	if (at == TC_LIMIT_WILDCARD_TERMS) {
		at = 0;
		for (size_t i = 1; i < word->n_spellings; i++)
			if (word->spellings[i].documents < word->spellings[at].documents)
				at = i;
		if (word->spellings[at].documents >= documents)
			return TC_OK;
	} else {
		word->n_spellings++;
	}
	word->spellings[at] = (struct tc_spelling){tc_arena_str(e->arena, term), TC_RUNG_PREFIX, documents, 1};
	return tc_arena_check(e->arena, "query", err);
}

static enum tc_status prefix_terms(const struct tc_expander *e, struct tc_str prefix, struct tc_word *word, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	size_t cut = strlen(tc_fields[word->field].prefix);
	struct tc_str key = tc_arena_printf(e->arena, "%s%.*s", tc_fields[word->field].prefix, TC_STR_ARG(prefix));
	enum tc_status status = tc_terms_all(e->db, key, &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		status = keep_best(e, word, tc_str_sub(term, cut, term.n), tc_terms_freq(terms), err);
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

/* Spellings with marks whose skeleton begins with what was typed bare, of one of the indexes. */
static enum tc_status prefix_skeletons(const struct tc_expander *e, size_t part, struct tc_str prefix, struct tc_word *word,
				       struct tc_err *err)
{
	struct tc_keys *keys = NULL;
	struct tc_buf list;
	struct tc_str key;
	tc_buf_init(&list, TC_LIMIT_RECORD_BYTES);
	struct tc_str from = tc_arena_printf(e->arena, "%s%.*s", TC_KEY_SPELLINGS, TC_STR_ARG(prefix));
	enum tc_status status = tc_keys_of_part(e->db, part, from, &keys, err);
	while (status == TC_OK && (status = tc_keys_next(keys, &key, err)) == TC_OK) {
		status = tc_db_part_metadata(e->db, part, key, &list, err);
		for (struct tc_str rest = tc_buf_str(&list); status == TC_OK && rest.p != NULL;) {
			struct tc_str term = tc_str_split(&rest, ' ');
			uint32_t documents = 0;
			status = term_documents(e, word->field, term, &documents, err);
			if (status == TC_OK && term.n > 0)
				status = keep_best(e, word, term, documents, err);
		}
	}
	tc_keys_free(keys);
	tc_buf_release(&list);
	return status == TC_END ? TC_OK : status;
}

enum tc_status tc_expand_prefix(const struct tc_expander *e, struct tc_str typed, enum tc_field field, struct tc_word *word,
				struct tc_err *err)
{
	struct tc_buf prefix;
	*word = (struct tc_word){.typed = tc_arena_str(e->arena, typed), .field = field, .prefix = true};
	word->spellings = tc_arena_alloc(e->arena, TC_LIMIT_WILDCARD_TERMS * sizeof *word->spellings);
	if (word->spellings == NULL)
		return tc_arena_check(e->arena, "query", err);
	tc_buf_init(&prefix, TC_LIMIT_PATH_BYTES);
	tc_fold_lower(typed, &prefix);
	enum tc_status status = prefix_terms(e, tc_buf_str(&prefix), word, err);
	bool bare = !e->exact && tc_fold_marks(typed) == TC_MARKS_NONE;
	for (size_t i = 0; i < tc_db_parts(e->db) && bare && status == TC_OK; i++)
		status = prefix_skeletons(e, i, tc_buf_str(&prefix), word, err);
	finish(e, word);
	tc_buf_release(&prefix);
	return status;
}

bool tc_expand_plausible(const struct tc_expander *e, const struct tc_word *word)
{
	if (word->n_spellings == 0)
		return true;
	return word->spellings[0].rung == TC_RUNG_EXACT && word->spellings[0].weight >= e->ranking->plausible_share;
}
