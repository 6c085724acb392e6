/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marks restored.
 *
 * The words of the text are states of a hidden Markov model: each typed syllable may be any spelling of the archive that it is
 * the bare form of (the vocabulary, as in query/expand.c), and one follows another as often as it does in the archive
 * (indexer/pair_block.h).  Viterbi's algorithm finds the best path, the forward sums beside it how probable that is among all.
 *
 *   P(b | a) = (max(n(a b) - D, 0) + D * different(a) * P(b)) / n(a)       absolute discounting, interpolated
 *
 * P(b) is the word's share of all words.  A word typed with a tone is itself, one with only shape marks also its toned
 * spellings.  A bare word among words with marks is more probably meant as it stands than one in a query without any:
 * AS_TYPED.  Punctuation is one state, the word TC_PAIR_BREAK, so that a text is read piece by piece in little memory.
 *
 * A restored word takes the letters typed and the marks of the spelling: `ky` read as the term `kĩ` is written `kỹ`.
 *
 * Trigrams would be better (on held-out sentences of baomoi 97.9 against 96.9 % of syllables, tried aside), but there are four
 * times as many of them as pairs, and pairs alone can be kept exact through updates within the size allowed.
 */
#include "query/restore.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "indexer/pair_block.h"
#include "indexer/schema.h"
#include "query/respell.h"

/* D above. */
#define DISCOUNT 0.9
/* Bonus of a bare word as it stands where other words have marks, in nats. */
#define AS_TYPED 1.5
/* Words in one piece; a longer one is cut. */
#define MAX_PIECE 400
/* Spellings of one skeleton; baomoi has at most 28. */
#define MAX_CANDIDATES 64
/* For a word that the index does not count. */
#define UNSEEN 0.1

struct candidate {
	struct tc_str term;
	double share; /* P(b) */
};

/* What the index has for one skeleton. */
struct entry {
	struct entry *next;
	struct tc_str skeleton;
	struct candidate *candidates; /* in byte order of terms */
	size_t n;
	struct tc_str block;
	bool has_block;
};

struct state {
	struct tc_str term; /* as it is in pairs */
	double share, best, sum;
	uint64_t total, different; /* of what follows it */
	unsigned before;           /* state of the word before on the best path */
	bool typed;
};

/* A word of the piece. */
struct word {
	struct tc_str text; /* as typed */
	struct entry *entry;
	struct state *states;
	size_t n;
	size_t end; /* byte of the text */
};

#define SLOTS 4096u

struct tc_restorer {
	struct tc_db *db;
	struct tc_arena arena; /* entries */
	struct tc_arena piece; /* words and states of one piece */
	struct entry *slots[SLOTS];
	double n_words; /* of the archive */
	struct tc_buf key, list, skeleton;
	struct entry stop, number;
	double *counts; /* n(a b) of the states of two words */
	size_t capacity_counts;
};

/* A text being read. */
struct reading {
	struct tc_restorer *r;
	struct tc_str text;
	struct tc_buf *out;
	struct word *words;
	size_t n;
	size_t copied;  /* bytes of the text that are in out */
	bool is_query;  /* begins and ends anywhere */
	bool has_marks; /* somewhere */
	struct tc_restored result;
};

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
	tc_buf_init(&r->key, TC_LIMIT_PATH_BYTES);
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
	tc_buf_release(&r->key);
	tc_buf_release(&r->list);
	tc_buf_release(&r->skeleton);
	tc_free(r->counts);
	tc_free(r);
}

static int by_term(const void *a, const void *b)
{
	return tc_str_cmp(((const struct candidate *)a)->term, ((const struct candidate *)b)->term);
}

/* Adds a spelling that the archive has. */
static enum tc_status add_candidate(struct tc_restorer *r, struct entry *entry, struct tc_str term, struct tc_err *err)
{
	uint64_t occurrences = 0;
	if (entry->n == MAX_CANDIDATES || term.n == 0 || term.n > TC_LIMIT_TERM_BYTES)
		return TC_OK;
	enum tc_status status = tc_db_term_freq(r->db, term, NULL, &occurrences, err);
	if (status == TC_OK && occurrences > 0)
		entry->candidates[entry->n++] =
			(struct candidate){tc_arena_str(&r->arena, term), (double)occurrences / r->n_words};
	return status;
}

/* The entry of a skeleton, read from the index when it is asked for first. */
static enum tc_status find_entry(struct tc_restorer *r, struct tc_str skeleton, struct entry **out, struct tc_err *err)
{
	struct entry **slot = &r->slots[tc_str_hash(skeleton) & (SLOTS - 1)];
	for (*out = *slot; *out != NULL; *out = (*out)->next)
		if (tc_str_eq((*out)->skeleton, skeleton))
			return TC_OK;
	struct entry *entry = tc_arena_alloc(&r->arena, sizeof *entry);
	struct candidate *candidates = tc_arena_alloc(&r->arena, MAX_CANDIDATES * sizeof *candidates);
	if (entry == NULL || candidates == NULL)
		return tc_arena_check(&r->arena, "marks", err);
	entry->skeleton = tc_arena_str(&r->arena, skeleton);
	entry->candidates = candidates;
	tc_schema_key(TC_KEY_SPELLINGS, skeleton, &r->key);
	enum tc_status status = tc_db_metadata(r->db, tc_buf_str(&r->key), &r->list, err);
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

static enum tc_status load_block(struct tc_restorer *r, struct entry *entry, struct tc_err *err)
{
	if (entry->has_block)
		return TC_OK;
	tc_schema_key(TC_KEY_PAIRS, entry->skeleton, &r->key);
	enum tc_status status = tc_db_metadata(r->db, tc_buf_str(&r->key), &r->list, err);
	if (status != TC_OK)
		return status;
	entry->block = tc_arena_str(&r->arena, tc_buf_str(&r->list));
	entry->has_block = true;
	return tc_arena_check(&r->arena, "marks", err);
}

/* The place of a term among states in byte order; n when it is not there. */
static size_t find_state(const struct word *word, struct tc_str term)
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
static enum tc_status count_pairs(struct tc_restorer *r, struct word *a, const struct word *b, struct tc_err *err)
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
static double follows(const struct state *a, const struct state *b, double count)
{
	if (a->total == 0)
		return b->share;
	double kept = count > DISCOUNT ? count - DISCOUNT : 0;
	return (kept + DISCOUNT * (double)a->different * b->share) / (double)a->total;
}

/* How probable it is that this is meant by what was typed, as a factor. */
static double plain(const struct reading *reading, const struct state *state)
{
	return state->typed && reading->has_marks ? exp(AS_TYPED) : 1;
}

/* Fills best, sum and before of a word from the word before it; scaled so that the best is 1, *scales are the logarithms. */
static enum tc_status step(struct reading *reading, size_t at, double scales[2], struct tc_err *err)
{
	struct word *b = &reading->words[at], *a = at > 0 ? &reading->words[at - 1] : NULL;
	double best = 0;
	enum tc_status status = a != NULL ? count_pairs(reading->r, a, b, err) : TC_OK;
	for (size_t k = 0; k < b->n && status == TC_OK; k++) {
		struct state *state = &b->states[k];
		double factor = plain(reading, state);
		state->best = state->sum = a == NULL ? state->share * factor : 0;
		for (size_t i = 0; a != NULL && i < a->n; i++) {
			double p = follows(&a->states[i], state, reading->r->counts[i * b->n + k]) * factor;
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

/* Writes a word as it is read. */
static void write_word(struct reading *reading, const struct word *word, const struct state *state)
{
	if (word->text.n == 0)
		return;
	size_t start = word->end - word->text.n;
	tc_buf_add_str(reading->out, tc_str_sub(reading->text, reading->copied, start));
	if (state->typed)
		tc_buf_add_str(reading->out, word->text);
	else
		tc_respell(word->text, state->term, reading->out);
	reading->result.changed |= !state->typed;
	reading->copied = word->end;
}

/* Reads the piece and writes it. */
static enum tc_status finish_piece(struct reading *reading, struct tc_err *err)
{
	double scales[2] = {0, 0};
	enum tc_status status = TC_OK;
	if (reading->n == 0)
		return TC_OK;
	for (size_t i = 0; i < reading->n && status == TC_OK; i++)
		status = step(reading, i, scales, err);
	if (status != TC_OK)
		return status;
	const struct word *last = &reading->words[reading->n - 1];
	unsigned *path = tc_arena_alloc(&reading->r->piece, reading->n * sizeof *path), best = 0;
	if (path == NULL)
		return tc_arena_check(&reading->r->piece, "marks", err);
	for (unsigned k = 1; k < last->n; k++)
		best = last->states[k].best > last->states[best].best ? k : best;
	for (size_t i = reading->n; i-- > 0;) {
		path[i] = best;
		best = reading->words[i].states[best].before;
	}
	for (size_t i = 0; i < reading->n; i++)
		write_word(reading, &reading->words[i], &reading->words[i].states[path[i]]);
	reading->result.probability *= exp(scales[0] - scales[1]);
	reading->n = 0;
	return TC_OK;
}

/* The one state of a word that can be nothing else. */
static bool single(struct tc_restorer *r, struct word *word, struct entry *entry, struct tc_str term)
{
	word->entry = entry;
	word->states = tc_arena_alloc(&r->piece, sizeof *word->states);
	word->n = 1;
	if (word->states != NULL)
		*word->states = (struct state){.term = term, .share = UNSEEN / r->n_words, .typed = true};
	return word->states != NULL;
}

/* Adds punctuation, a beginning or an end. */
static void add_stop(struct reading *reading)
{
	struct word *word = &reading->words[reading->n++];
	*word = (struct word){.text = TC_STR_NONE};
	if (!single(reading->r, word, &reading->r->stop, reading->r->stop.skeleton))
		reading->n--;
}

/* The readings of a term with a skeleton that marks typed allow. */
static bool add_states(struct reading *reading, struct word *word, struct tc_str term, enum tc_marks marks)
{
	struct tc_restorer *r = reading->r;
	const struct entry *entry = word->entry;
	struct tc_buf typed, toneless;
	tc_buf_init(&typed, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&toneless, TC_LIMIT_PATH_BYTES);
	tc_fold_toneless(term, &typed);
	word->states = tc_arena_alloc(&r->piece, (entry->n + 1) * sizeof *word->states);
	for (size_t i = 0; word->states != NULL && i < entry->n; i++) {
		struct tc_str candidate = entry->candidates[i].term;
		bool same = tc_str_eq(candidate, term);
		tc_buf_reset(&toneless);
		tc_fold_toneless(candidate, &toneless);
		bool allowed = marks == TC_MARKS_NONE ||
			       (marks == TC_MARKS_SHAPE && tc_str_eq(tc_buf_str(&toneless), tc_buf_str(&typed)));
		if (same || allowed)
			word->states[word->n++] =
				(struct state){.term = candidate, .share = entry->candidates[i].share, .typed = same};
	}
	tc_buf_release(&typed);
	tc_buf_release(&toneless);
	return word->states != NULL;
}

static enum tc_status add_word(struct reading *reading, const struct tc_token *token, struct tc_err *err)
{
	struct tc_restorer *r = reading->r;
	struct word *word = &reading->words[reading->n++];
	struct tc_str term = tc_arena_str(&r->piece, token->term);
	enum tc_status status = TC_OK;
	bool done = true;
	*word = (struct word){.text = token->text, .end = token->end};
	if (term.n > 0 && term.p[0] >= '0' && term.p[0] <= '9') {
		done = single(r, word, &r->number, r->number.skeleton);
	} else {
		tc_buf_reset(&r->skeleton);
		tc_fold_ascii(term, &r->skeleton);
		status = find_entry(r, tc_buf_str(&r->skeleton), &word->entry, err);
		done = status != TC_OK || add_states(reading, word, term, tc_fold_marks(term));
		if (status == TC_OK && done && word->n == 0) {
			reading->result.unknown = true;
			done = single(r, word, word->entry, term);
		}
	}
	return status == TC_OK && !done ? tc_arena_check(&r->piece, "marks", err) : status;
}

/* Ends a piece at punctuation; the next begins with it. */
static enum tc_status stop(struct reading *reading, struct tc_err *err)
{
	add_stop(reading);
	enum tc_status status = finish_piece(reading, err);
	tc_arena_reset(&reading->r->piece);
	reading->words = tc_arena_alloc(&reading->r->piece, (MAX_PIECE + 3) * sizeof *reading->words);
	if (reading->words == NULL)
		return tc_arena_check(&reading->r->piece, "marks", err);
	add_stop(reading);
	return status;
}

static enum tc_status read_text(struct reading *reading, struct tc_analyzer *analyzer, struct tc_err *err)
{
	struct tc_token token;
	size_t end = 0;
	bool first = true;
	tc_arena_reset(&reading->r->piece);
	reading->has_marks = tc_fold_marks(reading->text) != TC_MARKS_NONE;
	reading->result = (struct tc_restored){.probability = 1};
	reading->words = tc_arena_alloc(&reading->r->piece, (MAX_PIECE + 3) * sizeof *reading->words);
	if (reading->words == NULL)
		return tc_arena_check(&reading->r->piece, "marks", err);
	if (!reading->is_query)
		add_stop(reading);
	tc_analyzer_start(analyzer, reading->text);
	enum tc_status status = TC_OK, next;
	while (status == TC_OK && (next = tc_analyzer_next(analyzer, &token)) != TC_END) {
		if (next != TC_OK)
			return tc_err_set(err, next, "marks: no memory");
		bool parted = !first && !tc_pair_reads_on(reading->text, end, token.start);
		if (parted || reading->n > MAX_PIECE)
			status = stop(reading, err);
		if (status == TC_OK)
			status = add_word(reading, &token, err);
		end = token.end;
		first = false;
	}
	if (!reading->is_query)
		add_stop(reading);
	if (status == TC_OK)
		status = finish_piece(reading, err);
	tc_buf_add_str(reading->out, tc_str_sub(reading->text, reading->copied, reading->text.n));
	if (status == TC_OK)
		status = tc_arena_check(&reading->r->piece, "marks", err);
	return status == TC_OK ? tc_buf_check(reading->out, "text", err) : status;
}

enum tc_status tc_restore_text(struct tc_restorer *restorer, struct tc_analyzer *analyzer, struct tc_str text, struct tc_buf *out,
			       struct tc_err *err)
{
	struct reading reading = {.r = restorer, .text = text, .out = out};
	return read_text(&reading, analyzer, err);
}

enum tc_status tc_restore_query(struct tc_restorer *restorer, struct tc_analyzer *analyzer, struct tc_str query,
				struct tc_buf *out, struct tc_restored *restored, struct tc_err *err)
{
	struct reading reading = {.r = restorer, .text = query, .out = out, .is_query = true};
	enum tc_status status = read_text(&reading, analyzer, err);
	*restored = reading.result;
	return status;
}
