/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The last step of an exact search: the index knows words by their unified spelling, so what it finds is looked at in the text.
 *
 *   hoà   finds hoà, HOÀ and Hoà in NFD, not hòa
 *   kĩ    finds kĩ, not kỹ
 */
#include "query/exact.h"

#include "analyzers/fold.h"
#include "base/limits.h"

/* What is known of one word after a text was read. */
struct sought {
	struct tc_str term, typed; /* typed: composed, lower case */
	bool there, as_typed;
};

static struct tc_str lower(struct tc_str text, struct tc_buf *folded)
{
	tc_buf_reset(folded);
	tc_fold_lower(text, folded);
	return tc_buf_str(folded);
}

static enum tc_status read_text(struct tc_str text, struct tc_analyzer *analyzer, struct sought *sought, size_t n,
				struct tc_buf *folded)
{
	struct tc_token token;
	enum tc_status status;
	tc_analyzer_start(analyzer, text);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		for (size_t i = 0; i < n; i++) {
			if (sought[i].as_typed || !tc_str_eq(token.term, sought[i].term))
				continue;
			sought[i].there = true;
			sought[i].as_typed = tc_str_eq(lower(token.text, folded), sought[i].typed);
		}
	}
	return status == TC_END ? TC_OK : status;
}

static enum tc_status read_article(const struct tc_article *a, struct tc_analyzer *analyzer, struct sought *sought, size_t n,
				   struct tc_buf *folded)
{
	const struct tc_str texts[] = {a->title, a->subtitle, a->lead, a->source, a->publication};
	const struct tc_strs *const lists[] = {&a->body, &a->captions, &a->keywords, &a->authors, &a->section};
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < sizeof texts / sizeof *texts && status == TC_OK; i++)
		status = read_text(texts[i], analyzer, sought, n, folded);
	for (size_t i = 0; i < sizeof lists / sizeof *lists && status == TC_OK; i++)
		for (size_t k = 0; k < lists[i]->n && status == TC_OK; k++)
			status = read_text(lists[i]->v[k], analyzer, sought, n, folded);
	return status;
}

enum tc_status tc_exact_match(const struct tc_words *words, const struct tc_article *article, struct tc_analyzer *analyzer,
			      struct tc_arena *arena, bool *matches, struct tc_err *err)
{
	struct tc_buf folded;
	size_t n = 0;
	struct sought *sought = tc_arena_alloc(arena, (words->n + 1) * sizeof *sought);
	*matches = true;
	if (sought == NULL)
		return tc_arena_check(arena, "exact search", err);
	tc_buf_init(&folded, TC_LIMIT_RECORD_BYTES);
	for (size_t i = 0; i < words->n; i++) {
		const struct tc_word *word = &words->v[i];
		if (word->negated || word->prefix || word->n_spellings == 0)
			continue;
		sought[n++] =
			(struct sought){word->spellings[0].term, tc_arena_str(arena, lower(word->typed, &folded)), false, false};
	}
	enum tc_status status = read_article(article, analyzer, sought, n, &folded);
	if (status == TC_OK && folded.failed != TC_OK)
		status = folded.failed;
	for (size_t i = 0; i < n; i++)
		*matches = *matches && (!sought[i].there || sought[i].as_typed);
	tc_buf_release(&folded);
	return status == TC_OK ? tc_arena_check(arena, "exact search", err) : tc_err_set(err, status, "exact search: no memory");
}
