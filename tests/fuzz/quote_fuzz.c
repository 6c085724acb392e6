/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a quote and, behind the first NUL, as an article's paragraphs, one a line: a place lies in the text and has no
 * more edits than may be; the quote is in itself, and in itself between other words, without an edit. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "query/quote_match.h"

#define TEXTS 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void place_in(struct tc_quote *quote, struct tc_analyzer *analyzer, const struct tc_str *texts, size_t n)
{
	struct tc_quote_place place;
	if (tc_quote_place(quote, analyzer, texts, n, &place, NULL) != TC_OK)
		abort();
	if (!place.found)
		return;
	assert(place.edits <= quote->max_edits);
	assert(place.first_text <= place.last_text && place.last_text < n);
	assert(place.start < texts[place.first_text].n && place.end <= texts[place.last_text].n);
	assert(place.first_text < place.last_text || place.start < place.end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str rest = {(const char *)data, size}, texts[TEXTS], typed = tc_str_split(&rest, '\0');
	struct tc_analyzer *analyzer = NULL;
	struct tc_quote quote;
	struct tc_quote_place place;
	struct tc_arena arena;
	size_t n = 0;
	if (size > 4096 || tc_analyzer_new(&analyzer, NULL) != TC_OK)
		return 0;
	tc_arena_init(&arena, 64 << 20);
	if (tc_quote_init(&quote, analyzer, typed, &arena, NULL) != TC_OK)
		abort();
	while (rest.p != NULL && n < TEXTS)
		texts[n++] = tc_str_split(&rest, '\n');
	place_in(&quote, analyzer, texts, n);
	if (quote.n > 0) {
		struct tc_str around[] = {TC_STR("một hai ba"), typed, TC_STR("bốn năm sáu")};
		place_in(&quote, analyzer, around, 3);
		assert(tc_quote_place(&quote, analyzer, &typed, 1, &place, NULL) == TC_OK && place.found && place.edits == 0);
	}
	tc_quote_release(&quote);
	tc_arena_release(&arena);
	tc_analyzer_free(analyzer);
	return 0;
}
