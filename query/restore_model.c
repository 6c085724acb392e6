/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a syllable may be marked as, and which word follows which: the model of restore.c, read from the index.
 *
 *   P(b | a) = (max(n(a b) - D, 0) + D * different(a) * P(b)) / n(a)       absolute discounting, interpolated
 *
 * n(a b) is how often b follows a in the archive (indexer/pair_block.h), different(a) how many words follow it, P(b) the word's
 * share of all words.  A bare word among words with marks is more probably meant as it stands than one in a query without any:
 * AS_TYPED.  Forward sums and Viterbi's best path are made side by side, in tc_restore_step().
 */
#include "query/restore_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/pair_block.h"
#include "query/restore.h"
#include "query/vocabulary.h"

/* D above. */
#define DISCOUNT 0.9
/* Bonus of a bare word as it stands where other words have marks, in nats. */
#define AS_TYPED 1.5
/* Spellings of one skeleton; baomoi has at most 28. */
#define MAX_CANDIDATES 64
/* For a word that the index does not count. */
#define UNSEEN 0.1

enum tc_status tc_restorer_new(struct tc_db *db, struct tc_restorer **out, struct tc_err *err)
{
	struct tc_db_stats stats;
	struct tc_restorer *r = tc_alloc(sizeof *r);
	*out = NULL;
	if (r == NULL)
		return tc_err_set(err, TC_ENOMEM, "marks: no memory");
	r->db = db;
	tc_arena_init(&r->arena, SIZE_MAX);
	tc_arena_init(&r->piece, SIZE_MAX);
	tc_buf_init(&r->list, SIZE_MAX);
	tc_buf_init(&r->skeleton, TC_LIMIT_FILE_BYTES);
	r->stop.skeleton = TC_STR(TC_PAIR_BREAK);
	r->number.skeleton = TC_STR(TC_PAIR_NUMBER);
	enum tc_status status = tc_db_stats(db, &stats, err);
	r->n_words = stats.total_length > 0 ? (double)stats.total_length : 1;
	if (status != TC_OK) {
		tc_restorer_free(r);
		return status;
	}
	*out = r;
	return TC_OK;
}

void tc_restorer_free(struct tc_restorer *r)
{
	if (r == NULL)
		return;
	tc_arena_release(&r->arena);
	tc_arena_release(&r->piece);
	tc_buf_release(&r->list);
	tc_buf_release(&r->skeleton);
	tc_free(r->counts);
	tc_free(r);
}

static int by_term(const void *a, const void *b)
{
	return tc_str_cmp(((const struct tc_restore_candidate *)a)->term, ((const struct tc_restore_candidate *)b)->term);
}

/* Adds a spelling that the archive has. */
static enum tc_status add_candidate(struct tc_restorer *r, struct tc_restore_entry *entry, struct tc_str term, struct tc_err *err)
{
	uint64_t occurrences = 0;
	if (entry->n == MAX_CANDIDATES || term.n == 0 || term.n > TC_LIMIT_TERM_BYTES)
		return TC_OK;
	enum tc_status status = tc_db_term_freq(r->db, term, NULL, &occurrences, err);
	if (status == TC_OK && occurrences > 0)
		entry->candidates[entry->n++] =
			(struct tc_restore_candidate){tc_arena_str(&r->arena, term), (double)occurrences / r->n_words};
	return status;
}

enum tc_status tc_restore_find(struct tc_restorer *r, struct tc_str skeleton, struct tc_restore_entry **out, struct tc_err *err)
{
	struct tc_restore_entry **slot = &r->slots[tc_str_hash(skeleton) & (TC_RESTORE_SLOTS - 1)];
	for (*out = *slot; *out != NULL; *out = (*out)->next)
		if (tc_str_eq((*out)->skeleton, skeleton))
			return TC_OK;
	struct tc_restore_entry *entry = tc_arena_alloc(&r->arena, sizeof *entry);
	struct tc_restore_candidate *candidates = tc_arena_alloc(&r->arena, MAX_CANDIDATES * sizeof *candidates);
	if (entry == NULL || candidates == NULL)
		return tc_arena_check(&r->arena, "marks", err);
	entry->skeleton = tc_arena_str(&r->arena, skeleton);
	entry->candidates = candidates;
	enum tc_status status = tc_vocabulary_spellings(r->db, skeleton, &r->list, err);
	if (status == TC_OK)
		status = add_candidate(r, entry, skeleton, err);
	for (struct tc_str rest = tc_buf_str(&r->list); status == TC_OK && rest.p != NULL;)
		status = add_candidate(r, entry, tc_str_split(&rest, ' '), err);
	if (entry->n > 1)
		qsort(entry->candidates, entry->n, sizeof *entry->candidates, by_term);
	entry->next = *slot;
	*slot = *out = entry;
	return status == TC_OK ? tc_arena_check(&r->arena, "marks", err) : status;
}

static enum tc_status load_block(struct tc_restorer *r, struct tc_restore_entry *entry, struct tc_err *err)
{
	if (entry->has_block)
		return TC_OK;
	enum tc_status status = tc_vocabulary_pairs(r->db, entry->skeleton, &r->list, err);
	if (status != TC_OK)
		return status;
	entry->block = tc_arena_str(&r->arena, tc_buf_str(&r->list));
	entry->has_block = true;
	return tc_arena_check(&r->arena, "marks", err);
}

/* The place of a term among states in byte order; n when it is not there. */
static size_t find_state(const struct tc_restore_word *word, struct tc_str term)
{
	size_t low = 0, high = word->n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = tc_str_cmp(word->states[middle].term, term);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return word->n;
}

/* Reads n(a b) of all states of two words into r->counts, and what is needed of each a. */
static enum tc_status count_pairs(struct tc_restorer *r, struct tc_restore_word *a, const struct tc_restore_word *b,
				  struct tc_err *err)
{
	struct tc_pair_reader reader;
	struct tc_pair_first first;
	struct tc_str second;
	uint64_t count;
	while (r->capacity_counts < a->n * b->n)
		if (tc_grow(&r->counts, &r->capacity_counts, r->capacity_counts, sizeof *r->counts) != 0)
			return tc_err_set(err, TC_ENOMEM, "marks: no memory");
	memset(r->counts, 0, a->n * b->n * sizeof *r->counts);
	enum tc_status status = load_block(r, a->entry, err);
	tc_pair_reader_init(&reader, a->entry->block);
	while (status == TC_OK && (status = tc_pair_reader_first(&reader, &first, err)) == TC_OK) {
		size_t i = find_state(a, first.word);
		if (i == a->n)
			continue;
		a->states[i].total = first.total;
		a->states[i].different = first.n_seconds;
		struct tc_str last = b->states[b->n - 1].term;
		while ((status = tc_pair_reader_second(&reader, &second, &count, err)) == TC_OK) {
			size_t k = find_state(b, second);
			if (k < b->n)
				r->counts[i * b->n + k] = (double)count;
			if (tc_str_cmp(second, last) >= 0)
				break;
		}
		status = status == TC_END ? TC_OK : status;
	}
	return status == TC_END ? TC_OK : status;
}

/* P(b | a). */
static double follows(const struct tc_restore_state *a, const struct tc_restore_state *b, double count)
{
	if (a->total == 0)
		return b->share;
	double kept = count > DISCOUNT ? count - DISCOUNT : 0;
	return (kept + DISCOUNT * (double)a->different * b->share) / (double)a->total;
}

enum tc_status tc_restore_step(struct tc_restorer *r, struct tc_restore_word *words, size_t at, bool has_marks, double scales[2],
			       struct tc_err *err)
{
	struct tc_restore_word *b = &words[at], *a = at > 0 ? &words[at - 1] : NULL;
	double best = 0;
	enum tc_status status = a != NULL ? count_pairs(r, a, b, err) : TC_OK;
	for (size_t k = 0; k < b->n && status == TC_OK; k++) {
		struct tc_restore_state *state = &b->states[k];
		double factor = state->typed && has_marks ? exp(AS_TYPED) : 1;
		state->best = state->sum = a == NULL ? state->share * factor : 0;
		for (size_t i = 0; a != NULL && i < a->n; i++) {
			double p = follows(&a->states[i], state, r->counts[i * b->n + k]) * factor;
			if (b->follows != NULL)
				b->follows[i * b->n + k] = p;
			if (a->states[i].best * p > state->best) {
				state->best = a->states[i].best * p;
				state->before = (unsigned)i;
			}
			state->sum += a->states[i].sum * p;
		}
		best = state->best > best ? state->best : best;
	}
	double sum = 0;
	for (size_t k = 0; k < b->n; k++)
		sum += b->states[k].sum;
	for (size_t k = 0; k < b->n && best > 0 && sum > 0; k++) {
		b->states[k].best /= best;
		b->states[k].sum /= sum;
	}
	scales[0] += best > 0 ? log(best) : 0;
	scales[1] += sum > 0 ? log(sum) : 0;
	return status;
}

bool tc_restore_single(struct tc_restorer *r, struct tc_restore_word *word, struct tc_restore_entry *entry, struct tc_str term)
{
	word->entry = entry;
	word->states = tc_arena_alloc(&r->piece, sizeof *word->states);
	word->n = 1;
	if (word->states != NULL)
		*word->states = (struct tc_restore_state){.term = term, .share = UNSEEN / r->n_words, .typed = true};
	return word->states != NULL;
}
