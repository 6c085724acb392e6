/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs of pairs into blocks.
 *
 * Each run has its own numbers for words.  All words get one number by their bytes, kept for each run as a table; a run's order
 * is then the order of all.  First words are taken in the order of the index from all runs at once: the counts of one first word
 * are summed in an array by the number of the second, its few places are sorted, and the block of a skeleton is written when the
 * last first word that folds to it is done.  Memory: 4 bytes for each word of each run, 8 for each different word.
 *
 * An update merges the sums of one transaction with the blocks that the index has; runs of removed articles are subtracted, and
 * what comes to nothing goes.  An article is counted the same way from its stored text as from its file, so the index after an
 * update has the counts of one made anew.
 */
#include "indexer/pair_runs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzers/fold.h"
#include "analyzers/lexicon.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/pair_block.h"
#include "indexer/schema.h"

#define DONE UINT32_MAX

struct run {
	void *map; /* of a file, NULL: in memory */
	size_t map_bytes;
	struct tc_str rest;
	uint32_t *words; /* place in the run -> number */
	uint64_t n_words, n_firsts;
	uint32_t next; /* order of its next first word, DONE at the end */
	uint32_t first;
	bool removed;
};

struct tc_pair_runs {
	struct run *v;
	size_t n, capacity;
	struct tc_lexicon *lexicon; /* words of all runs */
};

/* What writing needs; arrays by number unless said. */
struct merge {
	struct tc_db *db;
	bool fresh;
	size_t n_words;
	struct tc_str *words;
	uint32_t *orders;         /* number -> order among first words */
	uint32_t *firsts;         /* order -> number */
	struct tc_str *skeletons; /* by order */
	struct tc_buf skeleton_bytes;
	int64_t *counts; /* of the first word being summed */
	bool *is_touched;
	uint32_t *touched;
	size_t n_touched;
	struct tc_buf block, old, key;
	struct tc_pair_writer writer;
	struct tc_pair_reader reader; /* of old */
	struct tc_pair_first ahead;   /* first word of old that is not yet written, when has_ahead */
	bool has_ahead;
};

enum tc_status tc_pair_runs_new(struct tc_pair_runs **out, struct tc_err *err)
{
	struct tc_pair_runs *runs = tc_alloc(sizeof *runs);
	*out = NULL;
	if (runs == NULL)
		return tc_err_set(err, TC_ENOMEM, "pairs of words: no memory");
	enum tc_status status = tc_lexicon_new(&runs->lexicon, err);
	if (status != TC_OK) {
		tc_pair_runs_free(runs);
		return status;
	}
	*out = runs;
	return TC_OK;
}

void tc_pair_runs_free(struct tc_pair_runs *runs)
{
	if (runs == NULL)
		return;
	for (size_t i = 0; i < runs->n; i++) {
		if (runs->v[i].map != NULL)
			munmap(runs->v[i].map, runs->v[i].map_bytes);
		tc_free(runs->v[i].words);
	}
	tc_lexicon_free(runs->lexicon);
	tc_free(runs->v);
	tc_free(runs);
}

static enum tc_status damaged(struct tc_err *err)
{
	return tc_err_set(err, TC_ECORRUPT, "pairs of words: damaged run");
}

static enum tc_status no_memory(struct tc_err *err)
{
	return tc_err_set(err, TC_ENOMEM, "pairs of words: no memory");
}

/* Reads the words of a run into the lexicon. */
static enum tc_status read_words(struct tc_lexicon *lexicon, struct run *run, struct tc_err *err)
{
	const char *limit = run->rest.p + run->rest.n;
	if (!tc_pair_get(&run->rest, &run->n_words) || run->n_words > run->rest.n)
		return damaged(err);
	run->words = tc_alloc((size_t)(run->n_words + 1) * sizeof *run->words);
	if (run->words == NULL)
		return no_memory(err);
	for (uint64_t i = 0; i < run->n_words; i++) {
		uint64_t n;
		if (!tc_pair_get(&run->rest, &n) || n == 0 || n > TC_PAIR_WORD_BYTES || n > run->rest.n)
			return damaged(err);
		struct tc_str word = tc_str_sub(run->rest, 0, (size_t)n);
		const struct tc_lexicon_word *known = tc_lexicon_find(lexicon, word, limit);
		if (known == NULL)
			known = tc_lexicon_add(lexicon, word, word, 0);
		if (known == NULL)
			return no_memory(err);
		run->words[i] = known->id;
		run->rest = tc_str_sub(run->rest, (size_t)n, run->rest.n);
	}
	return tc_pair_get(&run->rest, &run->n_firsts) ? TC_OK : damaged(err);
}

static enum tc_status add(struct tc_pair_runs *runs, struct run run, struct tc_err *err)
{
	if (tc_grow(&runs->v, &runs->capacity, runs->n, sizeof *runs->v) != 0) {
		if (run.map != NULL)
			munmap(run.map, run.map_bytes);
		return no_memory(err);
	}
	runs->v[runs->n++] = run;
	return read_words(runs->lexicon, &runs->v[runs->n - 1], err);
}

enum tc_status tc_pair_runs_add(struct tc_pair_runs *runs, struct tc_str bytes, bool removed, struct tc_err *err)
{
	return bytes.n == 0 ? TC_OK : add(runs, (struct run){.rest = bytes, .removed = removed}, err);
}

enum tc_status tc_pair_runs_add_file(struct tc_pair_runs *runs, const char *path, struct tc_err *err)
{
	struct stat info;
	struct run run = {.map = NULL};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? TC_OK : tc_err_errno(err, errno, "%s", path);
	if (fstat(fd, &info) != 0) {
		close(fd);
		return tc_err_errno(err, errno, "%s", path);
	}
	run.map_bytes = (size_t)info.st_size;
	if (run.map_bytes > 0)
		run.map = mmap(NULL, run.map_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (run.map == MAP_FAILED)
		return tc_err_errno(err, errno, "%s", path);
	run.rest = (struct tc_str){run.map, run.map_bytes};
	return run.map == NULL ? TC_OK : add(runs, run, err);
}

static int compare_by_words(const void *a, const void *b, void *words)
{
	const struct tc_str *w = words;
	return tc_str_cmp(w[*(const uint32_t *)a], w[*(const uint32_t *)b]);
}

struct order {
	struct tc_str skeleton;
	uint32_t number;
};

static int compare_orders(const void *a, const void *b)
{
	const struct order *x = a, *y = b;
	int order = tc_str_cmp(x->skeleton, y->skeleton);
	return order != 0 ? order : x->number < y->number ? -1 : x->number > y->number;
}

/* Numbers the words by their bytes: m->words, and the tables of the runs. */
static bool number_words(struct merge *m, struct tc_pair_runs *runs)
{
	struct tc_str *terms = tc_alloc((m->n_words + 1) * sizeof *terms);
	uint32_t *ids = tc_alloc((m->n_words + 1) * sizeof *ids), *numbers = tc_alloc((m->n_words + 1) * sizeof *numbers);
	m->words = tc_alloc((m->n_words + 1) * sizeof *m->words);
	bool done = terms != NULL && ids != NULL && numbers != NULL && m->words != NULL;
	for (uint32_t i = 0; done && i < m->n_words; i++) {
		terms[i] = tc_lexicon_term(runs->lexicon, i);
		ids[i] = i;
	}
	if (done && m->n_words > 1)
		qsort_r(ids, m->n_words, sizeof *ids, compare_by_words, terms);
	for (uint32_t i = 0; done && i < m->n_words; i++) {
		numbers[ids[i]] = i;
		m->words[i] = terms[ids[i]];
	}
	for (size_t r = 0; done && r < runs->n; r++)
		for (uint64_t i = 0; i < runs->v[r].n_words; i++)
			runs->v[r].words[i] = numbers[runs->v[r].words[i]];
	tc_free(terms);
	tc_free(ids);
	tc_free(numbers);
	return done;
}

/* The order of first words: by skeleton, then by bytes. */
static bool order_words(struct merge *m)
{
	struct order *orders = tc_alloc((m->n_words + 1) * sizeof *orders);
	size_t *ends = tc_alloc((m->n_words + 1) * sizeof *ends);
	m->orders = tc_alloc((m->n_words + 1) * sizeof *m->orders);
	m->firsts = tc_alloc((m->n_words + 1) * sizeof *m->firsts);
	m->skeletons = tc_alloc((m->n_words + 1) * sizeof *m->skeletons);
	bool done = orders != NULL && ends != NULL && m->orders != NULL && m->firsts != NULL && m->skeletons != NULL;
	for (size_t i = 0; done && i < m->n_words; i++) {
		tc_fold_ascii(m->words[i], &m->skeleton_bytes);
		ends[i] = m->skeleton_bytes.n;
	}
	done = done && m->skeleton_bytes.failed == TC_OK;
	struct tc_str all = tc_buf_str(&m->skeleton_bytes);
	for (size_t i = 0; done && i < m->n_words; i++)
		orders[i] = (struct order){tc_str_sub(all, i == 0 ? 0 : ends[i - 1], ends[i]), (uint32_t)i};
	if (done && m->n_words > 1)
		qsort(orders, m->n_words, sizeof *orders, compare_orders);
	for (uint32_t i = 0; done && i < m->n_words; i++) {
		m->firsts[i] = orders[i].number;
		m->skeletons[i] = orders[i].skeleton;
		m->orders[orders[i].number] = i;
	}
	tc_free(orders);
	tc_free(ends);
	return done;
}

/* Reads which first word comes next in a run. */
static enum tc_status advance(const struct merge *m, struct run *run, struct tc_err *err)
{
	uint64_t place;
	run->next = DONE;
	if (run->n_firsts == 0)
		return TC_OK;
	run->n_firsts--;
	if (!tc_pair_get(&run->rest, &place) || place >= run->n_words)
		return damaged(err);
	run->next = m->orders[run->words[place]];
	return TC_OK;
}

/* Adds what follows the next first word of a run to the sums. */
static enum tc_status sum(struct merge *m, struct run *run, struct tc_err *err)
{
	uint64_t n, step, count, place = 0;
	if (!tc_pair_get(&run->rest, &n))
		return damaged(err);
	for (uint64_t i = 0; i < n; i++) {
		if (!tc_pair_get(&run->rest, &step) || !tc_pair_get(&run->rest, &count))
			return damaged(err);
		place += step;
		if (place == 0 || place > run->n_words || count == 0 || count > INT32_MAX)
			return damaged(err);
		uint32_t number = run->words[place - 1];
		if (!m->is_touched[number])
			m->touched[m->n_touched++] = number;
		m->is_touched[number] = true;
		m->counts[number] += run->removed ? -(int64_t)count : (int64_t)count;
	}
	return advance(m, run, err);
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* Sums one first word over all runs that have it next. */
static enum tc_status sum_all(struct merge *m, struct tc_pair_runs *runs, uint32_t order, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	m->n_touched = 0;
	for (size_t r = 0; r < runs->n && status == TC_OK; r++)
		if (runs->v[r].next == order)
			status = sum(m, &runs->v[r], err);
	if (m->n_touched > 1)
		qsort(m->touched, m->n_touched, sizeof *m->touched, compare_numbers);
	return status;
}

/* The next first word of the old block. */
static enum tc_status look_ahead(struct merge *m, struct tc_err *err)
{
	enum tc_status status = tc_pair_reader_first(&m->reader, &m->ahead, err);
	m->has_ahead = status == TC_OK;
	return status == TC_END ? TC_OK : status;
}

/* Writes the first word that the old block has next, with the sums added when they are of the same word. */
static enum tc_status write_old(struct merge *m, bool same, struct tc_err *err)
{
	struct tc_str second;
	uint64_t count;
	size_t at = 0;
	enum tc_status status;
	tc_pair_writer_begin(&m->writer, m->ahead.word);
	while ((status = tc_pair_reader_second(&m->reader, &second, &count, err)) == TC_OK) {
		int order = -1;
		for (; same && at < m->n_touched; at++) {
			int64_t sum = m->counts[m->touched[at]];
			order = tc_str_cmp(m->words[m->touched[at]], second);
			if (order > 0)
				break;
			sum += order == 0 ? (int64_t)count : 0;
			if (sum > 0)
				tc_pair_writer_add(&m->writer, m->words[m->touched[at]], (uint64_t)sum);
			if (order == 0)
				break;
		}
		at += order == 0;
		if (order != 0)
			tc_pair_writer_add(&m->writer, second, count);
	}
	for (; same && at < m->n_touched; at++)
		if (m->counts[m->touched[at]] > 0)
			tc_pair_writer_add(&m->writer, m->words[m->touched[at]], (uint64_t)m->counts[m->touched[at]]);
	tc_pair_writer_end(&m->writer);
	return status == TC_END ? look_ahead(m, err) : status;
}

/* Writes a first word that the old block does not have. */
static void write_new(struct merge *m, struct tc_str first)
{
	tc_pair_writer_begin(&m->writer, first);
	for (size_t i = 0; i < m->n_touched; i++)
		if (m->counts[m->touched[i]] > 0)
			tc_pair_writer_add(&m->writer, m->words[m->touched[i]], (uint64_t)m->counts[m->touched[i]]);
	tc_pair_writer_end(&m->writer);
}

static void forget_sums(struct merge *m)
{
	for (size_t i = 0; i < m->n_touched; i++) {
		m->counts[m->touched[i]] = 0;
		m->is_touched[m->touched[i]] = false;
	}
	m->n_touched = 0;
}

static uint32_t next_order(const struct tc_pair_runs *runs)
{
	uint32_t next = DONE;
	for (size_t r = 0; r < runs->n; r++)
		next = runs->v[r].next < next ? runs->v[r].next : next;
	return next;
}

/* Writes the block of one skeleton; *order is its first word's and then that of the next block's. */
static enum tc_status write_block(struct merge *m, struct tc_pair_runs *runs, uint32_t *order, struct tc_err *err)
{
	struct tc_str skeleton = m->skeletons[*order];
	enum tc_status status = TC_OK;
	tc_buf_reset(&m->block);
	tc_buf_reset(&m->old);
	tc_schema_key(TC_KEY_PAIRS, skeleton, &m->key);
	if (!m->fresh)
		status = tc_db_metadata(m->db, tc_buf_str(&m->key), &m->old, err);
	tc_pair_reader_init(&m->reader, tc_buf_str(&m->old));
	if (status == TC_OK)
		status = look_ahead(m, err);
	for (; status == TC_OK && *order != DONE && tc_str_eq(m->skeletons[*order], skeleton); *order = next_order(runs)) {
		struct tc_str first = m->words[m->firsts[*order]];
		status = sum_all(m, runs, *order, err);
		while (status == TC_OK && m->has_ahead && tc_str_cmp(m->ahead.word, first) < 0)
			status = write_old(m, false, err);
		if (status == TC_OK && m->has_ahead && tc_str_eq(m->ahead.word, first))
			status = write_old(m, true, err);
		else if (status == TC_OK)
			write_new(m, first);
		forget_sums(m);
	}
	while (status == TC_OK && m->has_ahead)
		status = write_old(m, false, err);
	if (status == TC_OK)
		status = tc_buf_check(&m->block, "pairs of words", err);
	return status == TC_OK ? tc_db_set_metadata(m->db, tc_buf_str(&m->key), tc_buf_str(&m->block), err) : status;
}

enum tc_status tc_pair_runs_write(struct tc_pair_runs *runs, struct tc_db *db, bool fresh, struct tc_err *err)
{
	struct merge m = {.db = db, .fresh = fresh, .n_words = tc_lexicon_terms(runs->lexicon)};
	enum tc_status status = TC_OK;
	if (runs->n == 0)
		return TC_OK;
	tc_buf_init(&m.skeleton_bytes, SIZE_MAX);
	tc_buf_init(&m.block, SIZE_MAX);
	tc_buf_init(&m.old, SIZE_MAX);
	tc_buf_init(&m.key, TC_LIMIT_PATH_BYTES);
	tc_pair_writer_init(&m.writer, &m.block);
	m.counts = tc_alloc((m.n_words + 1) * sizeof *m.counts);
	m.touched = tc_alloc((m.n_words + 1) * sizeof *m.touched);
	m.is_touched = tc_alloc((m.n_words + 1) * sizeof *m.is_touched);
	if (m.counts == NULL || m.touched == NULL || m.is_touched == NULL || !number_words(&m, runs) || !order_words(&m))
		status = no_memory(err);
	for (size_t r = 0; r < runs->n && status == TC_OK; r++)
		status = advance(&m, &runs->v[r], err);
	uint32_t order = status == TC_OK ? next_order(runs) : DONE;
	while (status == TC_OK && order != DONE)
		status = write_block(&m, runs, &order, err);
	tc_buf_release(&m.skeleton_bytes);
	tc_buf_release(&m.block);
	tc_buf_release(&m.old);
	tc_buf_release(&m.key);
	tc_pair_writer_release(&m.writer);
	tc_free(m.words);
	tc_free(m.orders);
	tc_free(m.firsts);
	tc_free(m.skeletons);
	tc_free(m.counts);
	tc_free(m.touched);
	tc_free(m.is_touched);
	return status;
}
