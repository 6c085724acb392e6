/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The restored reading as a vote.
 *
 * `thanh pho vinh` is searched in all spellings; that `phố` is meant and not `phở` is told by the words around it.  Rewriting the
 * query to its most probable reading loses what was not meant so (and is refused: what was typed is what is searched), so the
 * reading only weighs: for each word the probability of each of its spellings, given all others of its run, from the forward and
 * backward sums of the model that restores marks (query/restore_model.c; Rabiner 1989, III.A).
 *
 * The forward sums come from tc_restore_step(); with F(i, k) the probability of going from state i to k, the backward sums are
 *
 *   B(last) = 1      B(i) = sum over k of F(i, k) * B(k)       scaled word by word
 *
 * and a spelling's share is forward * backward over that of all spellings of its word.
 */
#include "query/vote.h"

#include <stdlib.h>

#include "analyzers/fold.h"
#include "base/limits.h"
#include "query/restore.h"
#include "query/restore_model.h"

static int by_term(const void *a, const void *b)
{
	return tc_str_cmp(((const struct tc_restore_state *)a)->term, ((const struct tc_restore_state *)b)->term);
}

/* P of a word of the archive; small for one that the vocabulary does not list. */
static double share_of(const struct tc_restorer *r, const struct tc_restore_entry *entry, struct tc_str term)
{
	for (size_t i = 0; i < entry->n; i++)
		if (tc_str_eq(entry->candidates[i].term, term))
			return entry->candidates[i].share;
	return 1 / r->n_words;
}

/* The states of a word: its spellings, or itself when the archive has none. */
static enum tc_status set_states(struct tc_restorer *r, const struct tc_word *from, struct tc_restore_word *word,
				 struct tc_err *err)
{
	struct tc_str term = from->n_spellings > 0 ? from->spellings[0].term : from->typed;
	if (term.n > 0 && term.p[0] >= '0' && term.p[0] <= '9') {
		tc_restore_single(r, word, &r->number, r->number.skeleton);
		return tc_arena_check(&r->piece, "marks", err);
	}
	tc_buf_reset(&r->skeleton);
	tc_fold_ascii(term, &r->skeleton);
	enum tc_status status = tc_restore_find(r, tc_buf_str(&r->skeleton), &word->entry, err);
	if (status != TC_OK)
		return status;
	if (from->n_spellings == 0) {
		tc_restore_single(r, word, word->entry, term);
		return tc_arena_check(&r->piece, "marks", err);
	}
	word->states = tc_arena_alloc(&r->piece, from->n_spellings * sizeof *word->states);
	for (size_t i = 0; word->states != NULL && i < from->n_spellings; i++) {
		struct tc_spelling *spelling = &from->spellings[i];
		word->states[word->n++] = (struct tc_restore_state){.term = spelling->term,
								    .share = share_of(r, word->entry, spelling->term),
								    .typed = spelling->rung == TC_RUNG_EXACT,
								    .spelling = spelling};
	}
	if (word->n > 1)
		qsort(word->states, word->n, sizeof *word->states, by_term);
	return tc_arena_check(&r->piece, "marks", err);
}

/* From the last word to the first: the backward sums, and the weights. */
static void weigh(struct tc_restore_word *words, size_t n)
{
	for (size_t w = n; w-- > 0;) {
		struct tc_restore_word *a = &words[w], *b = w + 1 < n ? a + 1 : NULL;
		double all = 0, most = 0;
		for (size_t i = 0; i < a->n; i++) {
			double backward = b == NULL ? 1 : 0;
			for (size_t k = 0; b != NULL && k < b->n; k++)
				backward += b->follows[i * b->n + k] * b->states[k].backward;
			a->states[i].backward = backward;
			all += a->states[i].sum * backward;
			most = backward > most ? backward : most;
		}
		for (size_t i = 0; i < a->n; i++) {
			struct tc_restore_state *state = &a->states[i];
			if (state->spelling != NULL && all > 0)
				state->spelling->weight = state->sum * state->backward / all;
			state->backward = most > 0 ? state->backward / most : 1;
		}
	}
}

static enum tc_status vote_run(struct tc_restorer *r, const struct tc_word *words, size_t n, struct tc_err *err)
{
	double scales[2] = {0, 0};
	bool has_marks = false;
	tc_arena_reset(&r->piece);
	struct tc_restore_word *states = tc_arena_alloc(&r->piece, n * sizeof *states);
	enum tc_status status = tc_arena_check(&r->piece, "marks", err);
	for (size_t i = 0; i < n; i++)
		has_marks = has_marks || tc_fold_marks(words[i].typed) != TC_MARKS_NONE;
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		status = set_states(r, &words[i], &states[i], err);
		if (i > 0 && status == TC_OK) {
			states[i].follows = tc_arena_alloc(&r->piece, states[i - 1].n * states[i].n * sizeof(double));
			status = tc_arena_check(&r->piece, "marks", err);
		}
		if (status == TC_OK)
			status = tc_restore_step(r, states, i, has_marks, scales, err);
	}
	if (status == TC_OK)
		weigh(states, n);
	return status;
}

enum tc_status tc_vote(struct tc_db *db, struct tc_words *words, struct tc_err *err)
{
	struct tc_restorer *restorer = NULL;
	enum tc_status status = TC_OK;
	for (size_t first = 0, last; first < words->n && status == TC_OK; first = last) {
		const struct tc_word *word = &words->v[first];
		bool several = word->n_spellings > 1 && !word->prefix;
		for (last = first + 1; last < words->n && words->v[last].run == word->run && !words->v[last].prefix; last++)
			several = several || words->v[last].n_spellings > 1;
		if (!several || word->run == 0 || word->prefix || last - first < 2)
			continue;
		if (restorer == NULL)
			status = tc_restorer_new(db, &restorer, err);
		if (status == TC_OK)
			status = vote_run(restorer, word, last - first, err);
	}
	tc_restorer_free(restorer);
	return status;
}
