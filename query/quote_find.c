/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which articles may have a quote, told from the index alone.
 *
 * An edit takes away at most one of the quote's different words.  So of any m words that the archive has, a document with the
 * quote has all but max_edits, less one for each word that the archive has not at all.  The m rarest are asked, each in every
 * spelling: their posting lists are short, and a document counts how many of them it is in.
 *
 * A quote of frequent words alone leaves many documents.  Their places are read then: the words that count must stand as far from
 * each other as in the quote, give or take the edits and the gaps that the index leaves between paragraphs (indexer/document.c)
 * or between lead and body.
 */
#include "query/quote_find.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

/* Words that are asked for, but so many more than may be missing at least. */
#define ASKED 12
#define MORE 4
/* So few documents are read rather than their places. */
#define FEW 24
/* Documents whose places are in memory at a time. */
#define CHUNK 4096
/* Positions left free between paragraphs by indexer/document.c. */
#define PARAGRAPH_GAP 10

struct asked {
	struct tc_word word;
	uint64_t documents;
	uint32_t number;
};

struct mark {
	uint8_t words, last; /* how many words the document has; the last one that was counted, from 1 */
};

/* A place where the quote would begin if this word were the one of the quote. */
struct begin {
	uint32_t candidate;
	int64_t at;
	uint32_t word;
};

struct finder {
	const struct tc_expander *expander;
	const struct tc_quote *quote;
	struct asked *asked; /* rarest first */
	size_t n_asked, need;
	uint32_t *having, *having_docids; /* documents that have a term: as indexes, and themselves */
	size_t n_having, *starts;
	struct begin *begins;
	size_t n_begins, capacity;
	struct tc_err *err;
};

static int by_documents(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;
	if (x->documents != y->documents)
		return x->documents < y->documents ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Chooses what is asked for.  *possible: false when more words are missing in the archive than may be. */
static enum tc_status choose(struct finder *f, bool *possible)
{
	const struct tc_quote *quote = f->quote;
	size_t absent = 0, most = quote->max_edits + MORE > ASKED ? quote->max_edits + MORE : ASKED;
	uint32_t seen = 0;
	f->asked = tc_arena_alloc(f->expander->arena, (quote->n_different + 1) * sizeof *f->asked);
	if (f->asked == NULL)
		return tc_arena_check(f->expander->arena, "quote", f->err);
	for (size_t i = 0; i < quote->n; i++) {
		struct asked *asked = &f->asked[f->n_asked];
		if (quote->numbers[i] <= seen)
			continue;
		seen = asked->number = quote->numbers[i];
		enum tc_status status =
			tc_expand_word(f->expander, quote->words[i], quote->words[i], TC_FIELD_TEXT, &asked->word, f->err);
		if (status != TC_OK)
			return status;
		asked->documents = 0;
		for (size_t k = 0; k < asked->word.n_spellings; k++)
			asked->documents += asked->word.spellings[k].documents;
		f->n_asked += asked->documents > 0;
		absent += asked->documents == 0;
	}
	*possible = absent <= quote->max_edits && f->n_asked > 0;
	if (!*possible)
		return TC_OK;
	qsort(f->asked, f->n_asked, sizeof *f->asked, by_documents);
	size_t missing = quote->max_edits - absent;
	f->n_asked = f->n_asked < most ? f->n_asked : most;
	f->n_asked = f->n_asked < UINT8_MAX ? f->n_asked : UINT8_MAX - 1;
	f->need = f->n_asked > missing ? f->n_asked - missing : 1;
	return TC_OK;
}

static enum tc_status count_word(struct finder *f, size_t word, struct mark *marks, uint32_t last_docid)
{
	const struct tc_word *w = &f->asked[word].word;
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < w->n_spellings && status == TC_OK; i++) {
		struct tc_postings *postings = NULL;
		uint32_t docid;
		status = tc_postings_of(f->expander->db, w->spellings[i].term, &postings, f->err);
		while (status == TC_OK && (status = tc_postings_next(postings, &docid, f->err)) == TC_OK) {
			if (docid > last_docid || marks[docid].last == word + 1)
				continue;
			marks[docid].last = (uint8_t)(word + 1);
			marks[docid].words++;
		}
		tc_postings_free(postings);
		status = status == TC_END ? TC_OK : status;
	}
	return status;
}

static enum tc_status count_words(struct finder *f, struct tc_docids *out)
{
	struct tc_db_stats stats;
	enum tc_status status = tc_db_stats(f->expander->db, &stats, f->err);
	if (status != TC_OK)
		return status;
	struct mark *marks = tc_alloc(((size_t)stats.last_docid + 1) * sizeof *marks);
	if (marks == NULL)
		return tc_err_set(f->err, TC_ENOMEM, "quote: no memory");
	for (size_t i = 0; i < f->n_asked && status == TC_OK; i++)
		status = count_word(f, i, marks, stats.last_docid);
	for (uint32_t docid = 1; docid <= stats.last_docid && status == TC_OK; docid++) {
		if (marks[docid].words < f->need)
			continue;
		if (tc_arena_grow(f->expander->arena, &out->v, &out->capacity, out->n, sizeof *out->v) != 0)
			status = tc_arena_check(f->expander->arena, "quote", f->err);
		else
			out->v[out->n++] = docid;
	}
	tc_free(marks);
	return status;
}

/* Those of docids that have the term, as indexes of them. */
static enum tc_status having(struct finder *f, struct tc_str term, const uint32_t *docids, size_t n)
{
	struct tc_postings *postings = NULL;
	uint32_t docid = 0;
	f->n_having = 0;
	enum tc_status status = tc_postings_of(f->expander->db, term, &postings, f->err);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		if (docids[i] < docid)
			continue;
		if (docids[i] > docid)
			status = tc_postings_skip_to(postings, docids[i], f->err);
		if (status == TC_OK && docids[i] > docid)
			status = tc_postings_next(postings, &docid, f->err);
		if (status != TC_OK || docids[i] != docid)
			continue;
		f->having[f->n_having] = (uint32_t)i;
		f->having_docids[f->n_having++] = docid;
	}
	tc_postings_free(postings);
	return status == TC_END ? TC_OK : status;
}

/* Every place of a word's spelling, for each place that the quote has it at. */
static enum tc_status read_begins(struct finder *f, size_t word, struct tc_str term, const uint32_t *docids, size_t n)
{
	const uint32_t *positions;
	enum tc_status status = having(f, term, docids, n);
	if (status == TC_OK && f->n_having > 0)
		status =
			tc_db_positions_many(f->expander->db, term, f->having_docids, f->n_having, f->starts, &positions, f->err);
	for (size_t i = 0; i < f->n_having && status == TC_OK; i++) {
		for (size_t k = f->starts[i]; k < f->starts[i + 1]; k++) {
			for (size_t w = 0; w < f->quote->n; w++) {
				if (f->quote->numbers[w] != f->asked[word].number)
					continue;
				if (tc_grow(&f->begins, &f->capacity, f->n_begins, sizeof *f->begins) != 0)
					return tc_err_set(f->err, TC_ENOMEM, "quote: no memory");
				f->begins[f->n_begins++] =
					(struct begin){f->having[i], (int64_t)positions[k] - (int64_t)w, (uint32_t)word};
			}
		}
	}
	return status;
}

static int by_begin(const void *a, const void *b)
{
	const struct begin *x = a, *y = b;
	if (x->candidate != y->candidate)
		return x->candidate < y->candidate ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* May words of one quote stand so far out of their places: by edits, by the gaps of a paragraph or two, of lead and body? */
static bool is_near(const struct finder *f, int64_t distance)
{
	static const int64_t gaps[] = {0, PARAGRAPH_GAP, 2 * PARAGRAPH_GAP, TC_POSITION_GAP, TC_POSITION_GAP + PARAGRAPH_GAP};
	const int64_t edits = 2 * (int64_t)f->quote->max_edits;
	for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
		if (distance >= gaps[i] - edits && distance <= gaps[i] + edits)
			return true;
	return false;
}

/* Do enough words stand near the begin b[0], of those up to end? */
static bool is_dense(const struct finder *f, const struct begin *b, const struct begin *end, size_t need)
{
	const int64_t farthest = TC_POSITION_GAP + PARAGRAPH_GAP + 2 * (int64_t)f->quote->max_edits;
	bool seen[UINT8_MAX] = {false};
	size_t n = 0;
	for (const struct begin *o = b; o < end && n < need && o->at - b->at <= farthest; o++) {
		if (seen[o->word] || !is_near(f, o->at - b->at))
			continue;
		seen[o->word] = true;
		n++;
	}
	return n >= need;
}

/* Of n documents keeps those where at least need of the first words stand together; *n_kept of them in kept, which may be docids.
 */
static enum tc_status keep_dense(struct finder *f, size_t words, size_t need, const uint32_t *docids, size_t n, uint32_t *kept,
				 size_t *n_kept)
{
	enum tc_status status = TC_OK;
	f->n_begins = 0;
	for (size_t i = 0; i < words; i++)
		for (size_t k = 0; k < f->asked[i].word.n_spellings && status == TC_OK; k++)
			status = read_begins(f, i, f->asked[i].word.spellings[k].term, docids, n);
	if (status != TC_OK || f->n_begins == 0)
		return status;
	qsort(f->begins, f->n_begins, sizeof *f->begins, by_begin);
	for (size_t i = 0, end; i < f->n_begins; i = end) {
		bool dense = false;
		for (end = i; end < f->n_begins && f->begins[end].candidate == f->begins[i].candidate;)
			end++;
		for (size_t k = i; k < end && !dense; k++)
			dense = is_dense(f, &f->begins[k], &f->begins[end], need);
		if (dense)
			kept[(*n_kept)++] = docids[f->begins[i].candidate];
	}
	return TC_OK;
}

/* Looks at the places of the two rarest words more than may be missing, and where these stand together, of all. */
static enum tc_status keep_together(struct finder *f, const struct tc_docids *all, struct tc_docids *out)
{
	struct tc_arena *arena = f->expander->arena;
	size_t missing = f->n_asked - f->need, first = missing + 2 < f->n_asked ? missing + 2 : f->n_asked, n = 0;
	enum tc_status status = TC_OK;
	out->v = tc_arena_alloc(arena, all->n * sizeof *out->v);
	f->having = tc_arena_alloc(arena, all->n * sizeof *f->having);
	f->having_docids = tc_arena_alloc(arena, all->n * sizeof *f->having_docids);
	f->starts = tc_arena_alloc(arena, (all->n + 1) * sizeof *f->starts);
	if (out->v == NULL || f->having == NULL || f->having_docids == NULL || f->starts == NULL)
		return tc_arena_check(arena, "quote", f->err);
	for (size_t i = 0; i < all->n && status == TC_OK; i += CHUNK)
		status = keep_dense(f, first, first - missing, all->v + i, all->n - i < CHUNK ? all->n - i : CHUNK, out->v, &n);
	for (size_t i = 0; i < n && status == TC_OK; i += CHUNK)
		status = keep_dense(f, f->n_asked, f->need, out->v + i, n - i < CHUNK ? n - i : CHUNK, out->v, &out->n);
	return status;
}

enum tc_status tc_quote_candidates(const struct tc_expander *expander, const struct tc_quote *quote, size_t give_up,
				   struct tc_docids *out, struct tc_err *err)
{
	struct finder f = {.expander = expander, .quote = quote, .err = err};
	struct tc_docids all = {NULL, 0, 0};
	bool possible = false;
	*out = all;
	enum tc_status status = choose(&f, &possible);
	if (status == TC_OK && possible)
		status = count_words(&f, &all);
	if (status == TC_OK && give_up > 0 && all.n > give_up)
		all.n = 0;
	if (status != TC_OK || all.n <= FEW) {
		*out = all;
		return status;
	}
	status = keep_together(&f, &all, out);
	tc_free(f.begins);
	return status;
}
