/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting pairs of words, and sorting them for the merge.
 *
 * An article of 600 words adds 600 pairs, so adding one is a multiplication and a look into an open table.  A run is taken for
 * each shard and not for the whole life of a worker, so that the table of one slice (2 MB of text: 110,000 pairs of 15,000 words,
 * 4 MB) stays near the processor; it does not fit into the second-level cache of all, which is why a pair waits for WAITING
 * others while its slot is fetched: with no wait these looks were 5 % of a first build.
 *
 * A run is sorted by counting, as document.c groups postings: the words are sorted once, and pairs of their places are placed by
 * the second, then by the first.  First words come in the order of the index (skeleton, then bytes), so that pair_runs.c merges
 * any number of runs without holding one of them.
 *
 * All numbers are counted as TC_PAIR_NUMBER: what follows `ngày` matters, which day it was does not.  Punctuation, the beginning
 * and the end of a text are the word TC_PAIR_BREAK.
 */
#include "indexer/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/pair_block.h"

#define NO_RANK UINT32_MAX
#define MIN_SLOTS 4096u
#define WAITING 16u

struct slot {
	uint64_t key; /* first id << 32 | second id, plus one; 0: free */
	uint32_t count;
};

struct word {
	uint64_t head; /* first bytes of what it is sorted by, big-endian */
	struct tc_str term;
	uint32_t id; /* one that has it */
};

struct pair {
	uint32_t first, second; /* places of the words */
	uint32_t count;
};

struct tc_pairs {
	struct slot *slots;
	size_t n, n_slots;
	struct slot waiting[WAITING]; /* added, not yet counted; a ring, key 0: none */
	uint32_t next;                /* place in it */
};

/* What taking a run needs besides the counts. */
struct run {
	struct word *words;
	size_t n_words, capacity_words;
	uint32_t *ranks; /* by id: place of its word */
	size_t n_ids;
	uint32_t number, stop; /* places of TC_PAIR_NUMBER and TC_PAIR_BREAK */
	struct pair *pairs, *sorted;
	size_t n_pairs;
	uint32_t *starts; /* by place: where its pairs begin in sorted; one more at the end */
};

enum tc_status tc_pairs_new(struct tc_pairs **out, struct tc_err *err)
{
	*out = tc_alloc(sizeof **out);
	return *out == NULL ? tc_err_set(err, TC_ENOMEM, "pairs of words: no memory") : TC_OK;
}

void tc_pairs_free(struct tc_pairs *pairs)
{
	if (pairs == NULL)
		return;
	tc_free(pairs->slots);
	tc_free(pairs);
}

void tc_pairs_reset(struct tc_pairs *pairs)
{
	if (pairs->n > 0)
		memset(pairs->slots, 0, pairs->n_slots * sizeof *pairs->slots);
	memset(pairs->waiting, 0, sizeof pairs->waiting);
	pairs->n = 0;
}

static size_t place_of(uint64_t key, size_t n_slots)
{
	key *= 0x9e3779b97f4a7c15u;
	return (size_t)(key >> 32) & (n_slots - 1);
}

static bool grow(struct tc_pairs *pairs)
{
	size_t n_slots = pairs->n_slots == 0 ? MIN_SLOTS : pairs->n_slots * 2;
	struct slot *slots = tc_alloc(n_slots * sizeof *slots);
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < pairs->n_slots; i++) {
		if (pairs->slots[i].key == 0)
			continue;
		size_t at = place_of(pairs->slots[i].key, n_slots);
		while (slots[at].key != 0)
			at = (at + 1) & (n_slots - 1);
		slots[at] = pairs->slots[i];
	}
	tc_free(pairs->slots);
	pairs->slots = slots;
	pairs->n_slots = n_slots;
	return true;
}

static bool count(struct tc_pairs *pairs, const struct slot *pair)
{
	if (pair->key == 0)
		return true;
	if (pairs->n * 2 >= pairs->n_slots && !grow(pairs))
		return false;
	size_t at = place_of(pair->key, pairs->n_slots);
	while (pairs->slots[at].key != 0 && pairs->slots[at].key != pair->key)
		at = (at + 1) & (pairs->n_slots - 1);
	pairs->n += pairs->slots[at].key == 0;
	pairs->slots[at].key = pair->key;
	pairs->slots[at].count += pair->count;
	return true;
}

bool tc_pairs_add(struct tc_pairs *pairs, uint32_t first, uint32_t second, uint32_t weight)
{
	struct slot pair = {((uint64_t)first << 32 | second) + 1, weight};
	struct slot *waiting = &pairs->waiting[pairs->next++ % WAITING];
	if (pairs->n_slots > 0)
		__builtin_prefetch(&pairs->slots[place_of(pair.key, pairs->n_slots)], 1);
	bool counted = count(pairs, waiting);
	*waiting = pair;
	return counted;
}

static bool count_waiting(struct tc_pairs *pairs)
{
	bool counted = true;
	for (size_t i = 0; i < WAITING; i++)
		counted = count(pairs, &pairs->waiting[i]) && counted;
	memset(pairs->waiting, 0, sizeof pairs->waiting);
	return counted;
}

static uint64_t head_of(struct tc_str s)
{
	uint64_t head = 0;
	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
	return head;
}

static int compare_words(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	int order = tc_str_cmp(x->term, y->term);
	return order != 0 ? order : x->id < y->id ? -1 : 1;
}

static bool is_number(struct tc_str term)
{
	return term.n > 0 && term.p[0] >= '0' && term.p[0] <= '9';
}

/* Where the place of an id's word is kept: ids of numbers share one. */
static uint32_t *rank_of(struct run *run, const struct tc_analyzer *analyzer, uint32_t id)
{
	if (id == TC_PAIRS_BREAK)
		return &run->stop;
	return is_number(tc_analyzer_term(analyzer, id)) ? &run->number : &run->ranks[id];
}

/* Notes the word of an id, unless it is too long. */
static bool note(struct run *run, const struct tc_analyzer *analyzer, uint32_t id)
{
	uint32_t *rank = rank_of(run, analyzer, id);
	if (*rank != NO_RANK)
		return true;
	struct tc_str term = rank == &run->stop     ? TC_STR(TC_PAIR_BREAK)
			     : rank == &run->number ? TC_STR(TC_PAIR_NUMBER)
						    : tc_analyzer_term(analyzer, id);
	if (term.n > TC_PAIR_WORD_BYTES)
		return true;
	*rank = 0;
	if (tc_grow(&run->words, &run->capacity_words, run->n_words, sizeof *run->words) != 0)
		return false;
	run->words[run->n_words++] = (struct word){head_of(term), term, id};
	return true;
}

/* Sorts the words of all pairs and gives each id its place. */
static bool rank_words(struct run *run, const struct tc_pairs *pairs, const struct tc_analyzer *analyzer)
{
	for (size_t i = 0; i < run->n_ids; i++)
		run->ranks[i] = NO_RANK;
	run->number = run->stop = NO_RANK;
	for (size_t i = 0; i < pairs->n_slots; i++) {
		uint64_t key = pairs->slots[i].key - 1;
		if (pairs->slots[i].key == 0)
			continue;
		if (!note(run, analyzer, (uint32_t)(key >> 32)) || !note(run, analyzer, (uint32_t)key))
			return false;
	}
	if (run->n_words > 1)
		qsort(run->words, run->n_words, sizeof *run->words, compare_words);
	for (size_t i = 0; i < run->n_words; i++)
		*rank_of(run, analyzer, run->words[i].id) = (uint32_t)i;
	return true;
}

/* Places pairs by one of their words into `to`; leaves the beginnings in run->starts. */
static void place(struct run *run, const struct pair *from, struct pair *to, bool by_first)
{
	memset(run->starts, 0, (run->n_words + 2) * sizeof *run->starts);
	for (size_t i = 0; i < run->n_pairs; i++)
		run->starts[(by_first ? from[i].first : from[i].second) + 2]++;
	for (size_t i = 2; i < run->n_words + 2; i++)
		run->starts[i] += run->starts[i - 1];
	for (size_t i = 0; i < run->n_pairs; i++)
		to[run->starts[(by_first ? from[i].first : from[i].second) + 1]++] = from[i];
}

static bool sort_pairs(struct run *run, const struct tc_pairs *pairs, const struct tc_analyzer *analyzer)
{
	run->pairs = tc_alloc((pairs->n + 1) * sizeof *run->pairs);
	run->sorted = tc_alloc((pairs->n + 1) * sizeof *run->sorted);
	run->starts = tc_alloc((run->n_words + 2) * sizeof *run->starts);
	if (run->pairs == NULL || run->sorted == NULL || run->starts == NULL)
		return false;
	for (size_t i = 0; i < pairs->n_slots; i++) {
		uint64_t key = pairs->slots[i].key - 1;
		if (pairs->slots[i].key == 0)
			continue;
		struct pair pair = {*rank_of(run, analyzer, (uint32_t)(key >> 32)), *rank_of(run, analyzer, (uint32_t)key),
				    pairs->slots[i].count};
		if (pair.first != NO_RANK && pair.second != NO_RANK)
			run->pairs[run->n_pairs++] = pair;
	}
	place(run, run->pairs, run->sorted, false);
	place(run, run->sorted, run->pairs, true);
	return true;
}

/* The pairs of one first word; several are one when they are of numbers. */
static void write_seconds(const struct run *run, uint32_t first, struct tc_buf *out)
{
	size_t begin = run->starts[first], end = run->starts[first + 1];
	uint64_t distinct = 0;
	for (size_t i = begin; i < end; i++)
		distinct += i == begin || run->pairs[i].second != run->pairs[i - 1].second;
	tc_pair_put(out, first);
	tc_pair_put(out, distinct);
	uint32_t before = 0;
	for (size_t i = begin; i < end;) {
		uint32_t second = run->pairs[i].second;
		uint64_t count = 0;
		for (; i < end && run->pairs[i].second == second; i++)
			count += run->pairs[i].count;
		tc_pair_put(out, second + 1 - before);
		tc_pair_put(out, count);
		before = second + 1;
	}
}

/* Writes the first words in the order of the index: by skeleton, then by place. */
static bool write_firsts(const struct run *run, struct tc_buf *out)
{
	struct tc_buf skeletons;
	struct word *firsts = tc_alloc((run->n_words + 1) * sizeof *firsts);
	size_t n = 0, *ends = tc_alloc((run->n_words + 1) * sizeof *ends);
	bool done = firsts != NULL && ends != NULL;
	tc_buf_init(&skeletons, SIZE_MAX);
	for (size_t i = 0; done && i < run->n_words; i++) {
		if (run->starts[i] == run->starts[i + 1])
			continue;
		tc_fold_ascii(run->words[i].term, &skeletons);
		ends[n] = skeletons.n;
		firsts[n++].id = (uint32_t)i;
	}
	done = done && skeletons.failed == TC_OK;
	for (size_t i = 0; done && i < n; i++) {
		firsts[i].term = tc_str_sub(tc_buf_str(&skeletons), i == 0 ? 0 : ends[i - 1], ends[i]);
		firsts[i].head = head_of(firsts[i].term);
	}
	if (done && n > 1)
		qsort(firsts, n, sizeof *firsts, compare_words);
	tc_pair_put(out, n);
	for (size_t i = 0; done && i < n; i++)
		write_seconds(run, firsts[i].id, out);
	tc_free(ends);
	tc_free(firsts);
	tc_buf_release(&skeletons);
	return done;
}

enum tc_status tc_pairs_run(struct tc_pairs *pairs, const struct tc_analyzer *analyzer, struct tc_buf *out, struct tc_err *err)
{
	struct run run = {.n_ids = tc_analyzer_terms(analyzer)};
	run.ranks = tc_alloc((run.n_ids + 1) * sizeof *run.ranks);
	bool done = run.ranks != NULL && count_waiting(pairs) && rank_words(&run, pairs, analyzer) &&
		    sort_pairs(&run, pairs, analyzer);
	if (done) {
		tc_pair_put(out, run.n_words);
		for (size_t i = 0; i < run.n_words; i++) {
			tc_pair_put(out, run.words[i].term.n);
			tc_buf_add_str(out, run.words[i].term);
		}
		done = write_firsts(&run, out);
	}
	tc_pairs_reset(pairs);
	tc_free(run.words);
	tc_free(run.ranks);
	tc_free(run.pairs);
	tc_free(run.sorted);
	tc_free(run.starts);
	return done ? tc_buf_check(out, "pairs of words", err) : tc_err_set(err, TC_ENOMEM, "pairs of words: no memory");
}
