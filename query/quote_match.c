/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a quote stands in a text, when both are not quite the same.
 *
 * Words are compared without case and marks, and punctuation is none of them, so that a quote typed on any keyboard, copied from
 * a scan or cut from a page is the same quote.  Beyond that words may be another, missing or too many: the distance is
 * Levenshtein's over words, and the quote may begin anywhere in the text (Sellers, 1980):
 *
 *     D[i][j] = min(D[i-1][j-1] + (word i is not token j), D[i-1][j] + 1, D[i][j-1] + 1),   D[0][j] = 0
 *
 * One column is kept; with each distance goes the token where that reading begins.  Rows below the last distance that is small
 * enough cannot matter in the next column but one deeper (Ukkonen, 1985), so that most tokens cost a few steps.
 *
 * As many words may differ as the length bears: none of four, one of five to seven, two of more, and of long ones a twentieth.
 * Words that change places are two edits; letters inside a word are not compared, a misprint is another word.
 */
#include "query/quote_match.h"

#include <string.h>

#include "analyzers/fold.h"
#include "base/alloc.h"
#include "base/limits.h"

static unsigned allowed_edits(size_t n)
{
	if (n < 8)
		return n < 5 ? 0 : 1;
	return n < 40 ? 2 : (unsigned)(n / 20);
}

/* The number of a word in the quote, 0 when it has none. */
static uint32_t number_of(const struct tc_quote *quote, struct tc_str skeleton)
{
	for (size_t i = 0; i < quote->n; i++)
		if (tc_str_eq(quote->words[i], skeleton))
			return quote->numbers[i];
	return 0;
}

enum tc_status tc_quote_init(struct tc_quote *quote, struct tc_analyzer *analyzer, struct tc_str text, struct tc_arena *arena,
			     struct tc_err *err)
{
	struct tc_token token;
	struct tc_buf skeleton;
	size_t words_capacity = 0, numbers_capacity = 0;
	enum tc_status next;
	*quote = (struct tc_quote){.words = NULL};
	tc_buf_init(&skeleton, TC_LIMIT_RECORD_BYTES);
	tc_analyzer_start(analyzer, text);
	while ((next = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		tc_buf_reset(&skeleton);
		tc_fold_ascii(token.term, &skeleton);
		uint32_t number = number_of(quote, tc_buf_str(&skeleton));
		if (tc_arena_grow(arena, &quote->words, &words_capacity, quote->n, sizeof *quote->words) != 0 ||
		    tc_arena_grow(arena, &quote->numbers, &numbers_capacity, quote->n, sizeof *quote->numbers) != 0)
			break;
		quote->n_different += number == 0;
		quote->words[quote->n] = tc_arena_str(arena, tc_buf_str(&skeleton));
		quote->numbers[quote->n++] = number != 0 ? number : (uint32_t)quote->n_different;
	}
	tc_buf_release(&skeleton);
	quote->max_edits = allowed_edits(quote->n);
	quote->edits = tc_arena_alloc(arena, (quote->n + 1) * sizeof *quote->edits);
	quote->starts = tc_arena_alloc(arena, (quote->n + 1) * sizeof *quote->starts);
	if (next == TC_ENOMEM)
		return tc_err_set(err, TC_ENOMEM, "quote: no memory");
	return tc_arena_check(arena, "quote", err);
}

void tc_quote_release(struct tc_quote *quote)
{
	tc_free(quote->known);
	quote->known = NULL;
	quote->n_known = 0;
}

/* The number in the quote of a token of the text. */
static enum tc_status look_up(struct tc_quote *quote, const struct tc_token *token, uint32_t *number, struct tc_err *err)
{
	struct tc_buf skeleton;
	if (token->id >= quote->n_known) {
		size_t n = ((size_t)token->id + 1) * 2;
		uint32_t *known = tc_realloc(quote->known, n * sizeof *known);
		if (known == NULL)
			return tc_err_set(err, TC_ENOMEM, "quote: no memory");
		memset(known + quote->n_known, 0, (n - quote->n_known) * sizeof *known);
		quote->known = known;
		quote->n_known = n;
	}
	if (quote->known[token->id] == 0) {
		tc_buf_init(&skeleton, TC_LIMIT_RECORD_BYTES);
		tc_fold_ascii(token->term, &skeleton);
		quote->known[token->id] = number_of(quote, tc_buf_str(&skeleton)) + 1;
		tc_buf_release(&skeleton);
	}
	*number = quote->known[token->id] - 1;
	return TC_OK;
}

/* Goes on by token j; returns the row of the last distance that is small enough. */
static size_t step(struct tc_quote *quote, size_t top, uint32_t number, size_t j)
{
	const unsigned too_many = quote->max_edits + 1;
	unsigned diagonal = 0;
	size_t diagonal_start = j, last = 0;
	if (top < quote->n)
		quote->edits[++top] = too_many;
	quote->starts[0] = j + 1;
	for (size_t i = 1; i <= top; i++) {
		unsigned left = quote->edits[i], edits = diagonal + (quote->numbers[i - 1] != number);
		size_t left_start = quote->starts[i], start = diagonal_start;
		if (left + 1 < edits) {
			edits = left + 1;
			start = left_start;
		}
		if (quote->edits[i - 1] + 1 < edits) {
			edits = quote->edits[i - 1] + 1;
			start = quote->starts[i - 1];
		}
		quote->edits[i] = edits < too_many ? edits : too_many;
		quote->starts[i] = start;
		diagonal = left;
		diagonal_start = left_start;
		last = edits < too_many ? i : last;
	}
	return last;
}

/* A token's place, kept until the quote that may begin there has ended. */
struct where {
	size_t text, start;
};

enum tc_status tc_quote_place(struct tc_quote *quote, struct tc_analyzer *analyzer, const struct tc_str *texts, size_t n_texts,
			      struct tc_quote_place *out, struct tc_err *err)
{
	struct where *where = NULL;
	size_t n = 0, capacity = 0, top = quote->max_edits < quote->n ? quote->max_edits : quote->n;
	struct tc_token token;
	uint32_t number = 0;
	enum tc_status status = TC_OK, next = TC_OK;
	*out = (struct tc_quote_place){.edits = quote->max_edits + 1};
	for (size_t i = 0; i <= quote->n; i++) {
		quote->edits[i] = (unsigned)i;
		quote->starts[i] = 0;
	}
	for (size_t i = 0; i < n_texts && status == TC_OK && quote->n > 0; i++) {
		tc_analyzer_start(analyzer, texts[i]);
		while (status == TC_OK && (next = tc_analyzer_next(analyzer, &token)) == TC_OK) {
			if (tc_grow(&where, &capacity, n, sizeof *where) != 0)
				next = TC_ENOMEM;
			if (next == TC_ENOMEM)
				break;
			where[n++] = (struct where){i, token.start};
			status = look_up(quote, &token, &number, err);
			if (status != TC_OK)
				break;
			top = step(quote, top, number, n - 1);
			if (top < quote->n || quote->edits[top] >= out->edits)
				continue;
			const struct where *begin = &where[quote->starts[top] < n ? quote->starts[top] : n - 1];
			*out = (struct tc_quote_place){true, quote->edits[top], begin->text, i, begin->start, token.end};
		}
		if (next == TC_ENOMEM)
			status = tc_err_set(err, TC_ENOMEM, "quote: no memory");
	}
	tc_free(where);
	return status;
}
