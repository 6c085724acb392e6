/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the places of words are worth.
 *
 * BM25 knows how often words stand in a document, not whether they stand together; in Vietnamese, where most words have two
 * syllables and names three, that is the half of the meaning.  Counting neighbours is worth more than any other change to the
 * ranking (BENCHMARKS.md).  An index of pairs would double the index; here the positions of the best candidates are read
 * instead, so that the cost of a query does not grow with the archive.
 *
 * For each word the places in all candidates are read in one pass over its posting lists.  For two neighbours a, b of the query
 * and one document, tf is the number of places where b follows a (in the title each counts `title` times); the reward is that of
 * BM25 for a term:
 *
 *     pair * (pair_idf * (idf(a) + idf(b)) + pair_rarity * log((C + 0.5) / (c + 0.5))) * tf / (tf + pair_k * norm)
 *     norm = 1 - pair_b + pair_b * length / average length
 *
 * where c of the C candidates have the pair: in a long document words are neighbours by chance as they are there by chance.  How
 * rare a pair is cannot be told from its words, least of all when they were typed without marks and stand for many others; among
 * the candidates it can be counted.  When a query of three words or more stands in a row, phrase * sum of idf comes on top.
 */
#include "query/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "xapianc/parts.h"

/* The title's stretch begins at 1 and ends before the next begins. */
#define TITLE_END TC_POSITION_GAP

struct place {
	uint32_t candidate; /* index in docid order */
	uint32_t position;
};

/* The places of one word in all candidates, by candidate and position. */
struct places {
	struct place *v;
	size_t n, capacity;
	uint32_t *first; /* by candidate: index of its first place; n + 1 entries */
};

/* How often two words are neighbours in a document. */
struct frequency {
	uint32_t places, in_title;
};

struct ranker {
	const struct tc_expander *expander;
	const struct tc_words *words;
	struct tc_candidate **by_docid;
	uint32_t *docids; /* ascending */
	size_t n;
	size_t *starts;                /* where each document's positions begin, n + 1 */
	struct places *places;         /* by word */
	struct frequency *frequencies; /* of one pair, by candidate */
	double *norms;                 /* of the documents' lengths */
	struct tc_rank_trace *trace;   /* NULL: nobody asks */
	struct tc_err *err;
};

static int compare_docid(const void *a, const void *b)
{
	uint32_t x = (*(struct tc_candidate *const *)a)->docid, y = (*(struct tc_candidate *const *)b)->docid;
	return x < y ? -1 : x > y;
}

static int compare_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->candidate != y->candidate)
		return x->candidate < y->candidate ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

/* A spelling as a term of its field. */
static struct tc_str term_of(const struct ranker *r, const struct tc_word *word, struct tc_str spelling)
{
	if (word->field == TC_FIELD_TEXT)
		return spelling;
	return tc_arena_printf(r->expander->arena, "%s%.*s", tc_fields[word->field].prefix, TC_STR_ARG(spelling));
}

/* Reads one spelling's places in all candidates. */
static enum tc_status read_spelling(struct ranker *r, const struct tc_word *word, struct tc_str term, struct places *places)
{
	const uint32_t *positions;
	term = term_of(r, word, term);
	enum tc_status status = tc_db_positions_many(r->expander->db, term, r->docids, r->n, r->starts, &positions, r->err);
	for (size_t i = 0; i < r->n && status == TC_OK; i++) {
		for (size_t k = r->starts[i]; k < r->starts[i + 1]; k++) {
			if (tc_grow(&places->v, &places->capacity, places->n, sizeof *places->v) != 0)
				return tc_err_set(r->err, TC_ENOMEM, "ranking: no memory");
			places->v[places->n++] = (struct place){(uint32_t)i, positions[k]};
		}
	}
	return status;
}

static enum tc_status read_word(struct ranker *r, const struct tc_word *word, struct places *places)
{
	enum tc_status status = TC_OK;
	size_t spellings = word->n_spellings;
	if (spellings > r->expander->ranking->pair_spellings)
		spellings = r->expander->ranking->pair_spellings;
	for (size_t i = 0; i < spellings && status == TC_OK; i++)
		status = read_spelling(r, word, word->spellings[i].term, places);
	if (status != TC_OK)
		return status;
	if (spellings > 1 && places->n > 1)
		qsort(places->v, places->n, sizeof *places->v, compare_place);
	places->first = tc_alloc((r->n + 1) * sizeof *places->first);
	if (places->first == NULL)
		return tc_err_set(r->err, TC_ENOMEM, "ranking: no memory");
	size_t at = 0;
	for (size_t i = 0; i <= r->n; i++) {
		while (at < places->n && places->v[at].candidate < i)
			at++;
		places->first[i] = (uint32_t)at;
	}
	return TC_OK;
}

/* How often b follows a in a candidate. */
static struct frequency pair_frequency(const struct places *a, const struct places *b, size_t candidate)
{
	struct frequency frequency = {0, 0};
	size_t k = b->first[candidate], end = b->first[candidate + 1];
	for (size_t i = a->first[candidate]; i < a->first[candidate + 1] && k < end; i++) {
		uint32_t wanted = a->v[i].position + 1;
		while (k < end && b->v[k].position < wanted)
			k++;
		if (k < end && b->v[k].position == wanted) {
			frequency.places++;
			frequency.in_title += wanted <= TITLE_END;
		}
	}
	return frequency;
}

/* Adds a reward, and notes it for the document that is asked about. */
static enum tc_status reward(struct ranker *r, size_t candidate, const struct tc_rank_step *step)
{
	struct tc_rank_trace *trace = r->trace;
	r->by_docid[candidate]->score += step->reward;
	if (trace == NULL || trace->docid != r->docids[candidate] || step->reward <= 0)
		return TC_OK;
	if (tc_arena_grow(r->expander->arena, &trace->steps, &trace->capacity, trace->n, sizeof *trace->steps) != 0)
		return tc_err_set(r->err, TC_ENOMEM, "ranking: no memory");
	trace->steps[trace->n++] = *step;
	return TC_OK;
}

/* Do the words [first, last) stand in a row somewhere in a candidate? */
static bool in_a_row(const struct ranker *r, size_t first, size_t last, size_t candidate)
{
	const struct places *a = &r->places[first];
	for (size_t i = a->first[candidate]; i < a->first[candidate + 1]; i++) {
		size_t word = first + 1;
		for (; word < last; word++) {
			const struct places *b = &r->places[word];
			uint32_t begin = b->first[candidate], n = b->first[candidate + 1] - begin;
			struct place wanted = {(uint32_t)candidate, a->v[i].position + (uint32_t)(word - first)};
			if (n == 0 || bsearch(&wanted, b->v + begin, n, sizeof wanted, compare_place) == NULL)
				break;
		}
		if (word == last)
			return true;
	}
	return false;
}

/* Rewards all candidates for having words i and i + 1 of the query next to each other. */
static enum tc_status reward_pair(struct ranker *r, size_t i)
{
	const struct tc_ranking *ranking = r->expander->ranking;
	const struct tc_word *a = &r->words->v[i], *b = a + 1;
	enum tc_status status = TC_OK;
	double with = 0;
	for (size_t k = 0; k < r->n; k++) {
		r->frequencies[k] = pair_frequency(&r->places[i], &r->places[i + 1], k);
		with += r->frequencies[k].places > 0;
	}
	double rarity = log(((double)r->n + 0.5) / (with + 0.5));
	double weight = ranking->pair * (ranking->pair_idf * (a->idf + b->idf) + ranking->pair_rarity * rarity);
	for (size_t k = 0; k < r->n && status == TC_OK; k++) {
		const struct frequency f = r->frequencies[k];
		double tf = (f.places - f.in_title) + ranking->title * f.in_title;
		struct tc_rank_step step = {i, 2, f.places, f.in_title, weight * tf / (tf + ranking->pair_k * r->norms[k])};
		status = reward(r, k, &step);
	}
	return status;
}

/* Rewards for one stretch of words [first, last) that followed each other in the query. */
static enum tc_status reward_run(struct ranker *r, size_t first, size_t last)
{
	struct tc_rank_step row = {.first = first, .n = last - first};
	enum tc_status status = TC_OK;
	double idf = 0;
	for (size_t i = first; i < last; i++)
		idf += r->words->v[i].idf;
	for (size_t i = first; i + 1 < last && status == TC_OK; i++)
		status = reward_pair(r, i);
	row.reward = r->expander->ranking->phrase * idf;
	for (size_t k = 0; last - first > 2 && k < r->n && status == TC_OK; k++)
		if (in_a_row(r, first, last, k))
			status = reward(r, k, &row);
	return status;
}

static bool has_word(const struct ranker *r, size_t word, size_t candidate)
{
	return r->places[word].first[candidate + 1] > r->places[word].first[candidate];
}

/* Has a candidate the word, or something that stands for it?  What stands for others was read for partial matches alone. */
static bool has_meant(const struct ranker *r, size_t word, size_t candidate)
{
	bool has = has_word(r, word, candidate);
	for (size_t i = 0; i < r->words->n_stands && !has; i++) {
		const struct tc_words_stand *stand = &r->words->stands[i];
		if (r->places[stand->first].first == NULL)
			return false;
		has = word >= stand->first_typed && word < stand->first_typed + stand->n_typed;
		for (size_t k = stand->first; k < stand->first + stand->n && has; k++)
			has = has_word(r, k, candidate);
	}
	return has;
}

static void set_matched(struct ranker *r)
{
	double total = 0;
	for (size_t i = 0; i < r->words->n; i++)
		total += r->words->v[i].run != 0 ? r->words->v[i].idf : 0;
	for (size_t k = 0; k < r->n; k++) {
		double matched = 0;
		for (size_t i = 0; i < r->words->n; i++)
			if (r->words->v[i].run != 0 && has_meant(r, i, k))
				matched += r->words->v[i].idf;
		r->by_docid[k]->matched = total > 0 ? matched / total : 1;
	}
}

static enum tc_status reward_all(struct ranker *r)
{
	const struct tc_word *words = r->words->v;
	enum tc_status status = TC_OK;
	for (size_t first = 0, last; first < r->words->n && status == TC_OK; first = last) {
		last = first + 1;
		if (words[first].run == 0)
			continue;
		while (last < r->words->n && words[last].run == words[first].run)
			last++;
		if (last - first > 1)
			status = reward_run(r, first, last);
	}
	set_matched(r);
	return status;
}

/* Does one of the candidates have to be told about? */
static void start_trace(struct ranker *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (r->docids[i] != r->trace->docid)
			continue;
		r->trace->seen = true;
		r->trace->bm25 = r->by_docid[i]->score;
		r->trace->n = 0;
	}
}

static void order_candidates(struct ranker *r, struct tc_candidate *candidates)
{
	for (size_t i = 0; i < r->n; i++)
		r->by_docid[i] = &candidates[i];
	qsort(r->by_docid, r->n, sizeof *r->by_docid, compare_docid);
	for (size_t i = 0; i < r->n; i++)
		r->docids[i] = r->by_docid[i]->docid;
}

/* Is the word read at all? */
static bool is_read(const struct tc_word *word, uint8_t tier)
{
	return word->run != 0 || (word->variant && tier == 2);
}

/* Of remote indexes: asks for all that will be read, of each index side by side. */
static enum tc_status prefetch(struct ranker *r, uint8_t tier)
{
	const size_t most = r->expander->ranking->pair_spellings;
	size_t n = 0, max = r->words->n * most;
	struct tc_str *terms = tc_arena_alloc(r->expander->arena, (max + 1) * sizeof *terms);
	for (size_t i = 0; i < r->words->n && terms != NULL; i++) {
		const struct tc_word *word = &r->words->v[i];
		for (size_t k = 0; k < word->n_spellings && k < most && is_read(word, tier); k++)
			terms[n++] = term_of(r, word, word->spellings[k].term);
	}
	enum tc_status status = tc_arena_check(r->expander->arena, "ranking", r->err);
	return status == TC_OK ? tc_db_prefetch_positions(r->expander->db, terms, n, r->docids, r->n, r->err) : status;
}

static enum tc_status read_norms(struct ranker *r)
{
	const double b = r->expander->ranking->pair_b;
	struct tc_db_stats stats;
	uint32_t length;
	enum tc_status status = tc_db_stats(r->expander->db, &stats, r->err);
	for (size_t i = 0; i < r->n && status == TC_OK; i++) {
		status = tc_db_doc_length(r->expander->db, r->docids[i], &length, NULL, r->err);
		r->norms[i] = 1 - b + (stats.average_length > 0 ? b * length / stats.average_length : b);
	}
	return status;
}

enum tc_status tc_rank_places(const struct tc_expander *expander, const struct tc_words *words, struct tc_candidate *candidates,
			      size_t n, struct tc_rank_trace *trace, struct tc_err *err)
{
	struct ranker r = {.expander = expander, .words = words, .n = n, .trace = trace, .err = err};
	enum tc_status status = TC_OK;
	if (n == 0 || words->n == 0)
		return TC_OK;
	r.by_docid = tc_alloc(n * sizeof *r.by_docid);
	r.docids = tc_alloc(n * sizeof *r.docids);
	r.starts = tc_alloc((n + 1) * sizeof *r.starts);
	r.places = tc_alloc(words->n * sizeof *r.places);
	r.frequencies = tc_alloc(n * sizeof *r.frequencies);
	r.norms = tc_alloc(n * sizeof *r.norms);
	if (r.by_docid == NULL || r.docids == NULL || r.starts == NULL || r.places == NULL || r.frequencies == NULL ||
	    r.norms == NULL)
		status = tc_err_set(err, TC_ENOMEM, "ranking: no memory");
	if (status == TC_OK)
		order_candidates(&r, candidates);
	if (status == TC_OK)
		status = prefetch(&r, candidates[0].tier);
	if (status == TC_OK)
		status = read_norms(&r);
	for (size_t i = 0; i < words->n && status == TC_OK; i++)
		if (is_read(&words->v[i], candidates[0].tier))
			status = read_word(&r, &words->v[i], &r.places[i]);
	if (status == TC_OK && trace != NULL)
		start_trace(&r);
	if (status == TC_OK)
		status = reward_all(&r);
	for (size_t i = 0; r.places != NULL && i < words->n; i++) {
		tc_free(r.places[i].v);
		tc_free(r.places[i].first);
	}
	tc_free(r.places);
	tc_free(r.frequencies);
	tc_free(r.norms);
	tc_free(r.starts);
	tc_free(r.docids);
	tc_free(r.by_docid);
	return status;
}

static int compare_rank(const void *a, const void *b)
{
	const struct tc_candidate *x = a, *y = b;
	if (x->tier != y->tier)
		return x->tier < y->tier ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->docid < y->docid ? -1 : x->docid > y->docid;
}

void tc_rank_sort(struct tc_candidate *candidates, size_t n)
{
	if (n > 1)
		qsort(candidates, n, sizeof *candidates, compare_rank);
}
