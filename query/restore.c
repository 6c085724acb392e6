/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marks restored.
 *
 * The words of the text are states of a hidden Markov model (query/restore_model.c): each typed syllable may be any spelling of
 * the archive that it is the bare form of (the vocabulary, as in query/expand.c), and one follows another as often as it does in
 * the archive.  Viterbi's algorithm finds the best path, the forward sums beside it how probable that is among all.
 *
 * A word typed with a tone is itself, one with only shape marks also its toned spellings.  Punctuation is one state, the word
 * TC_PAIR_BREAK, so that a text is read piece by piece in little memory.
 *
 * A restored word takes the letters typed and the marks of the spelling: `ky` read as the term `kĩ` is written `kỹ`.
 *
 * Trigrams would be better (on held-out sentences of baomoi 97.9 against 96.9 % of syllables, tried aside), but there are four
 * times as many of them as pairs, and pairs alone can be kept exact through updates within the size allowed.
 */
#include "query/restore.h"

#include <math.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/limits.h"
#include "indexer/pair_block.h"
#include "query/respell.h"
#include "query/restore_model.h"

/* Words in one piece; a longer one is cut. */
#define MAX_PIECE 400

/* A text being read. */
struct reading {
	struct tc_restorer *r;
	struct tc_str text;
	struct tc_buf *out;
	struct tc_restore_word *words;
	size_t n;
	size_t copied;  /* bytes of the text that are in out */
	bool is_query;  /* begins and ends anywhere */
	bool has_marks; /* somewhere */
	struct tc_restored result;
};

/* Writes a word as it is read. */
static void write_word(struct reading *reading, const struct tc_restore_word *word, const struct tc_restore_state *state)
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
		status = tc_restore_step(reading->r, reading->words, i, reading->has_marks, scales, err);
	if (status != TC_OK)
		return status;
	const struct tc_restore_word *last = &reading->words[reading->n - 1];
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

/* Adds punctuation, a beginning or an end. */
static void add_stop(struct reading *reading)
{
	struct tc_restore_word *word = &reading->words[reading->n++];
	*word = (struct tc_restore_word){.text = TC_STR_NONE};
	if (!tc_restore_single(reading->r, word, &reading->r->stop, reading->r->stop.skeleton))
		reading->n--;
}

/* The readings of a term with a skeleton that marks typed allow. */
static bool add_states(struct reading *reading, struct tc_restore_word *word, struct tc_str term, enum tc_marks marks)
{
	struct tc_restorer *r = reading->r;
	const struct tc_restore_entry *entry = word->entry;
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
				(struct tc_restore_state){.term = candidate, .share = entry->candidates[i].share, .typed = same};
	}
	tc_buf_release(&typed);
	tc_buf_release(&toneless);
	return word->states != NULL;
}

static enum tc_status add_word(struct reading *reading, const struct tc_token *token, struct tc_err *err)
{
	struct tc_restorer *r = reading->r;
	struct tc_restore_word *word = &reading->words[reading->n++];
	struct tc_str term = tc_arena_str(&r->piece, token->term);
	enum tc_status status = TC_OK;
	bool done = true;
	*word = (struct tc_restore_word){.text = token->text, .end = token->end};
	if (term.n > 0 && term.p[0] >= '0' && term.p[0] <= '9') {
		done = tc_restore_single(r, word, &r->number, r->number.skeleton);
	} else {
		tc_buf_reset(&r->skeleton);
		tc_fold_ascii(term, &r->skeleton);
		status = tc_restore_find(r, tc_buf_str(&r->skeleton), &word->entry, err);
		done = status != TC_OK || add_states(reading, word, term, tc_fold_marks(term));
		if (status == TC_OK && done && word->n == 0) {
			reading->result.unknown = true;
			done = tc_restore_single(r, word, word->entry, term);
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
