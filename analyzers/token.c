/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text to tokens.
 *
 * scan.c says where words are, word.c what they are like, the lexicon remembers it; here is what depends on neighbours:
 *
 * - GLUED and SENTENCE, from what stands in between.  A sentence begins after . ! ? … and a blank, or on a new line; the full
 *   stop of TP. and TS. ends none.
 * - The joined key of a glued group.  A group is two to six parts glued by single full stops or hyphens, as word.c lets them in;
 *   by a slash only between a letter and a code with digits (A/H5N1, but not km/h, 3G/4G or I/2017).  It ends before the first
 *   part that may not be in it, so TP.HCM-Hà Nội is tphcm and the rest.  The key is folded as the same letters written in one
 *   word.
 *
 * A word whose term would be longer than TC_LIMIT_TERM_BYTES is passed over; the position still counts, so that a phrase does
 * not close over it.
 */
#include "analyzers/fold.h"
#include "analyzers/lexicon.h"
#include "analyzers/scan.h"
#include "analyzers/syllable.h"
#include "analyzers/token.h"
#include "analyzers/word.h"
#include "base/alloc.h"
#include "base/limits.h"

#define MAX_WORD_BYTES 512 /* as written; with marks and signs without a shape, more than any term needs */
#define MAX_PARTS 6
#define WORDS_PER_TERM 8 /* spellings of one term; many more than that are noise, and forgotten */

struct tc_analyzer {
	struct tc_lexicon *lexicon;
	struct tc_buf scratch, group, joined;
	struct tc_str text;
	size_t at;          /* behind the last word */
	size_t group_end;   /* behind the last group that got a key */
	size_t plain_until; /* of scan.h */
	uint32_t position;
	bool after_title;
};

enum tc_status tc_analyzer_new(struct tc_analyzer **out, struct tc_err *err)
{
	struct tc_analyzer *analyzer = tc_alloc(sizeof *analyzer);
	*out = NULL;
	if (analyzer == NULL)
		return tc_err_set(err, TC_ENOMEM, "analyzer: no memory");
	enum tc_status status = tc_lexicon_new(&analyzer->lexicon, err);
	if (status != TC_OK) {
		tc_free(analyzer);
		return status;
	}
	tc_buf_init(&analyzer->scratch, MAX_WORD_BYTES * 64);
	tc_buf_init(&analyzer->group, MAX_WORD_BYTES * MAX_PARTS);
	tc_buf_init(&analyzer->joined, MAX_WORD_BYTES * 64);
	*out = analyzer;
	return TC_OK;
}

void tc_analyzer_free(struct tc_analyzer *analyzer)
{
	if (analyzer == NULL)
		return;
	tc_lexicon_free(analyzer->lexicon);
	tc_buf_release(&analyzer->scratch);
	tc_buf_release(&analyzer->group);
	tc_buf_release(&analyzer->joined);
	tc_free(analyzer);
}

void tc_analyzer_start(struct tc_analyzer *analyzer, struct tc_str text)
{
	analyzer->text = text;
	analyzer->at = analyzer->group_end = analyzer->plain_until = 0;
	analyzer->position = 0;
	analyzer->after_title = false;
}

/* What the lexicon knows of a word, learnt now if need be; NULL when there is no memory. */
static const struct tc_lexicon_word *look_up(struct tc_analyzer *analyzer, struct tc_str word)
{
	static const struct tc_lexicon_word noise = {.id = TC_LEXICON_NO_TERM};
	if (word.n > MAX_WORD_BYTES)
		return &noise;
	const struct tc_lexicon_word *known = tc_lexicon_find(analyzer->lexicon, word, analyzer->text.p + analyzer->text.n);
	if (known != NULL)
		return known;
	tc_buf_reset(&analyzer->scratch);
	uint32_t flags = tc_word_read(word, &analyzer->scratch);
	if (analyzer->scratch.failed == TC_ENOMEM)
		return NULL;
	return tc_lexicon_add(analyzer->lexicon, word, tc_buf_str(&analyzer->scratch), flags);
}

/* May a part with these flags stand in a group before next, which is glued to it (0: nothing is)? */
static bool is_part(uint32_t flags, bool first, uint32_t next)
{
	if ((flags & TC_WORD_CODE) != 0 || (!first && (flags & TC_WORD_DIGITS) != 0))
		return true;
	return (flags & TC_WORD_BEFORE_DIGITS) != 0 && (next & TC_WORD_DIGITS) != 0;
}

/* The letters of the group that begins with the word [begin, end), as written, into analyzer->group; none when it is no group. */
static enum tc_status read_group(struct tc_analyzer *analyzer, size_t begin, size_t end, uint32_t flags)
{
	struct tc_str text = analyzer->text;
	size_t n_parts = 0, next = 0, next_end = 0;
	bool more = true;
	tc_buf_reset(&analyzer->group);
	while (more && n_parts < MAX_PARTS) {
		size_t plain_until = analyzer->plain_until;
		uint32_t next_flags = 0;
		char glue = tc_scan_glue(text, end, &next);
		more = glue == '.' || glue == '-' || (glue == '/' && n_parts == 0 && (flags & TC_WORD_SINGLE) != 0);
		if (more) {
			next_end = tc_scan_word(text, next, &plain_until);
			const struct tc_lexicon_word *word = look_up(analyzer, tc_str_sub(text, next, next_end));
			if (word == NULL)
				return TC_ENOMEM;
			next_flags = word->flags;
			more = glue != '/' || (next_flags & TC_WORD_MIXED) != 0;
		}
		if (glue == '.' && ((flags | next_flags) & TC_WORD_WEB) != 0) {
			n_parts = 0;
			break;
		}
		if (!is_part(flags, n_parts == 0, next_flags))
			break;
		tc_buf_add_str(&analyzer->group, tc_str_sub(text, begin, end));
		analyzer->group_end = end;
		n_parts++;
		begin = next;
		end = next_end;
		flags = next_flags;
	}
	if (n_parts < 2)
		analyzer->group.n = 0;
	return analyzer->group.failed;
}

/* The other key of a word or of the group that begins with it. */
static enum tc_status join(struct tc_analyzer *analyzer, struct tc_token *token, uint32_t flags)
{
	struct tc_syllable syllable;
	tc_buf_reset(&analyzer->joined);
	if ((flags & TC_WORD_OWN_KEY) != 0) {
		tc_word_own_key(token->term, &analyzer->joined);
	} else if ((flags & (TC_WORD_CODE | TC_WORD_BEFORE_DIGITS)) != 0 && token->start >= analyzer->group_end &&
		   token->end < analyzer->text.n && analyzer->text.p[token->end] != ' ') {
		if (read_group(analyzer, token->start, token->end, flags) != TC_OK)
			return TC_ENOMEM;
		if (analyzer->group.n > 0)
			tc_fold_term(tc_buf_str(&analyzer->group), &analyzer->joined);
		if (tc_syllable_parse(tc_buf_str(&analyzer->joined), &syllable))
			analyzer->joined.n = 0;
	}
	if (analyzer->joined.n <= TC_LIMIT_TERM_BYTES)
		token->joined = tc_buf_str(&analyzer->joined);
	return analyzer->joined.failed;
}

static unsigned context_flags(const struct tc_analyzer *analyzer, const struct tc_scan_gap *gap, bool after_noise)
{
	unsigned flags = 0;
	bool first = analyzer->position == 0;
	if (first || gap->newline || (gap->end && !(gap->period && analyzer->after_title)))
		flags |= TC_TOKEN_SENTENCE;
	if (!first && !gap->blank && !after_noise)
		flags |= TC_TOKEN_GLUED;
	return flags;
}

enum tc_status tc_analyzer_next(struct tc_analyzer *analyzer, struct tc_token *token)
{
	struct tc_str text = analyzer->text;
	for (bool after_noise = false;; after_noise = true) {
		struct tc_scan_gap gap;
		size_t start = tc_scan_gap(text, analyzer->at, &gap);
		if (start >= text.n) {
			analyzer->at = start;
			return TC_END;
		}
		size_t end = tc_scan_word(text, start, &analyzer->plain_until);
		const struct tc_lexicon_word *word = look_up(analyzer, (struct tc_str){text.p + start, end - start});
		if (word == NULL)
			return TC_ENOMEM;
		uint32_t id = word->id, flags = word->flags;
		unsigned context = context_flags(analyzer, &gap, after_noise);
		analyzer->at = end;
		analyzer->after_title = (flags & TC_WORD_TITLE) != 0;
		analyzer->position++;
		if (id == TC_LEXICON_NO_TERM)
			continue;
		token->text = (struct tc_str){text.p + start, end - start};
		token->start = start;
		token->end = end;
		token->position = analyzer->position - 1;
		token->id = id;
		token->term = tc_lexicon_term(analyzer->lexicon, id);
		token->joined = TC_STR_NONE;
		token->flags = (flags & 0xFF) | context;
		if ((flags & (TC_WORD_OWN_KEY | TC_WORD_CODE | TC_WORD_BEFORE_DIGITS)) == 0)
			return TC_OK;
		return join(analyzer, token, flags);
	}
}

uint32_t tc_analyzer_terms(const struct tc_analyzer *analyzer)
{
	return tc_lexicon_terms(analyzer->lexicon);
}

struct tc_str tc_analyzer_term(const struct tc_analyzer *analyzer, uint32_t id)
{
	return tc_lexicon_term(analyzer->lexicon, id);
}

int tc_analyzer_forget(struct tc_analyzer *analyzer, uint32_t max_terms)
{
	bool full = tc_lexicon_terms(analyzer->lexicon) > max_terms ||
		    tc_lexicon_words(analyzer->lexicon) / WORDS_PER_TERM > max_terms;
	if (full)
		tc_lexicon_reset(analyzer->lexicon);
	return full;
}
