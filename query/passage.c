/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a passage out of a paragraph so that it reads like a quotation in a newspaper.
 *
 * Best are whole sentences: the one of the match, then those behind it, then those before it, while they fit.  Where the sentence
 * is too long the passage begins with it and breaks off at a word; where even that leaves the match out, it begins inside the
 * sentence, behind a comma if one is near, with a third of the room before the match.  A passage never begins with
 * punctuation, except for a quote or bracket that opens there, and never breaks a word: blanks are the only places to cut, so
 * that TP.HCM and 37/NQ-HĐND stay whole.  A single word longer than all the room (a web address) is cut where it must be.
 *
 * Lengths are counted in code points, which are never fewer than the characters that a person counts.
 */
#include "query/passage.h"

#include <string.h>

#include "base/utf8.h"
#include "query/parse_chars.h"

/* A passage that breaks off shows something behind the match: at least this part of the room. */
#define AFTER_SHARE 6

size_t tc_passage_count(struct tc_str text, size_t start, size_t end)
{
	size_t n = 0;
	for (size_t i = start; i < end; i++)
		n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	return n;
}

size_t tc_passage_characters(const struct tc_paragraph *paragraph, const struct tc_passage *passage)
{
	return tc_passage_count(paragraph->text, passage->start, passage->end) + passage->cut_before + passage->cut_after;
}

static bool fits(const struct tc_paragraph *par, const struct tc_passage *passage, size_t max)
{
	return passage->start <= passage->end && tc_passage_characters(par, passage) <= max;
}

static bool opens(unsigned c)
{
	return c == '(' || c == '[' || c == '"' || c == '\'' || c == 0x2018 || c == 0x201C || c == 0x201E || c == 0xAB;
}

/* The character before byte offset at, a blank at the beginning. */
static unsigned before(const struct tc_paragraph *par, size_t at)
{
	if (at <= par->from)
		return ' ';
	size_t i = tc_utf8_prev(par->text, at);
	return tc_utf8_next(par->text, &i);
}

/* Back over quotes and brackets that open right before a word. */
static size_t with_opening(const struct tc_paragraph *par, size_t at)
{
	size_t i = at;
	while (i > par->from && opens(before(par, i)))
		i = tc_utf8_prev(par->text, i);
	return before(par, i) == ' ' ? i : at;
}

static size_t without_blanks(const struct tc_paragraph *par, size_t from, size_t end)
{
	while (end > from && tc_query_is_blank(before(par, end)))
		end = tc_utf8_prev(par->text, end);
	return end;
}

/* An end without the blanks, commas, dashes and opening signs before it. */
static size_t tidy_end(const struct tc_paragraph *par, size_t from, size_t end)
{
	while (end > from) {
		unsigned c = before(par, end);
		size_t shorter = tc_utf8_prev(par->text, end);
		bool opening = opens(c) && tc_query_is_blank(before(par, shorter));
		bool joining = c == ',' || c == ';' || c == ':' || c == '-' || c == 0x2013 || c == 0x2014;
		if (!opening && !joining && !tc_query_is_blank(c))
			break;
		end = shorter;
	}
	return end;
}

/* The last sentence that begins at or before at; n_sentences when there is none. */
static size_t sentence_of(const struct tc_paragraph *par, size_t at)
{
	size_t low = 0, high = par->n_sentences;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (par->sentences[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? par->n_sentences : low - 1;
}

/* Moves the end of the passage to the end of sentence i. */
static void end_with_sentence(const struct tc_paragraph *par, size_t i, struct tc_passage *passage)
{
	size_t end = i + 1 < par->n_sentences ? with_opening(par, par->sentences[i + 1]) : par->text.n;
	passage->cut_after = end > par->to;
	if (passage->cut_after)
		end = par->to;
	passage->end = end == par->text.n ? without_blanks(par, passage->start, end) : tidy_end(par, passage->start, end);
}

/* The last place behind a word, at or after least, from which the passage still fits; false when there is none. */
static bool end_with_word(const struct tc_paragraph *par, size_t least, size_t max, struct tc_passage *passage)
{
	struct tc_passage found = *passage;
	size_t room = max > (size_t)passage->cut_before + 1 ? max - passage->cut_before - 1 : 0;
	size_t n = 0, at = passage->start;
	bool any = false;
	while (at < par->to) {
		if (at > passage->start && par->text.p[at] == ' ' && at >= least) {
			found.end = at;
			any = true;
		}
		if (n == room)
			break;
		tc_utf8_next(par->text, &at);
		n++;
	}
	if (any) {
		passage->end = tidy_end(par, passage->start, found.end);
		passage->cut_after = true;
	}
	return any && passage->end > passage->start;
}

static bool begins_word(const struct tc_paragraph *par, size_t at)
{
	size_t next = at;
	unsigned c = tc_utf8_next(par->text, &next);
	while (opens(c) && next < par->text.n)
		c = tc_utf8_next(par->text, &next);
	return !tc_query_is_punctuation(c);
}

/* Moves the start back over at most room code points to a word, to one behind a comma if there is one that near. */
static void begin_with_word(const struct tc_paragraph *par, size_t room, size_t least, struct tc_passage *passage)
{
	size_t at = passage->start, best = passage->start;
	bool clause = false;
	for (size_t n = 0; n < room && at > least; n++) {
		at = tc_utf8_prev(par->text, at);
		if (at <= least || before(par, at) != ' ' || !begins_word(par, at))
			continue;
		size_t blank = tc_utf8_prev(par->text, at);
		bool comma = strchr(",;:", (int)(unsigned char)par->text.p[blank > par->from ? blank - 1 : blank]) != NULL;
		if (comma || !clause)
			best = at;
		clause = clause || comma;
	}
	passage->start = best;
	passage->cut_before = best > least;
}

/* [start, end) widened to blanks, so that no word is broken. */
static void whole_words(const struct tc_paragraph *par, size_t start, size_t end, struct tc_passage *passage)
{
	while (start > par->from && !tc_query_is_blank(before(par, start)))
		start = tc_utf8_prev(par->text, start);
	while (start < par->to && !begins_word(par, start)) {
		size_t next = start;
		tc_utf8_next(par->text, &next);
		start = next;
	}
	while (end < par->to && par->text.p[end] != ' ')
		end++;
	passage->start = start;
	passage->end = tidy_end(par, start, end);
}

/* What cannot fit otherwise: as many characters from the start as there is room for. */
static void clip(const struct tc_paragraph *par, size_t max, struct tc_passage *passage)
{
	if (end_with_word(par, passage->start, max, passage) && fits(par, passage, max))
		return;
	size_t at = passage->start;
	passage->cut_before = passage->cut_before && max > 2;
	passage->cut_after = max > 1;
	for (size_t n = (size_t)passage->cut_before + passage->cut_after; n < max && at < par->to; n++)
		tc_utf8_next(par->text, &at);
	passage->end = at;
}

/* The match with words around it, from inside a sentence. */
static struct tc_passage inside_sentence(const struct tc_paragraph *par, size_t sentence, size_t start, size_t end, size_t max)
{
	struct tc_passage core = {.cut_before = true, .cut_after = true}, passage;
	size_t least = par->from;
	if (sentence < par->n_sentences && par->sentences[sentence] > least)
		least = with_opening(par, par->sentences[sentence]);
	whole_words(par, start, end, &core);
	if (!fits(par, &core, max)) {
		core = (struct tc_passage){.start = start, .end = end, .cut_before = true, .cut_after = true};
		clip(par, max, &core);
		return core;
	}
	size_t slack = max - tc_passage_characters(par, &core);
	passage = core;
	begin_with_word(par, slack / 3, least, &passage);
	size_t least_end = core.end;
	if (sentence < par->n_sentences) {
		struct tc_passage whole = passage;
		end_with_sentence(par, sentence, &whole);
		if (whole.end >= core.end && fits(par, &whole, max)) {
			size_t left = max - tc_passage_characters(par, &whole);
			begin_with_word(par, left, least, &whole);
			return whole;
		}
	}
	if (!end_with_word(par, least_end, max, &passage))
		passage.end = core.end;
	return passage;
}

/* Adds sentences behind and before while they fit; then words of the next one if much room is left. */
static void grow(const struct tc_paragraph *par, size_t first, size_t last, size_t max, struct tc_passage *passage)
{
	while (last + 1 < par->n_sentences && par->sentences[last + 1] < par->to) {
		struct tc_passage wider = *passage;
		end_with_sentence(par, last + 1, &wider);
		if (!fits(par, &wider, max))
			break;
		*passage = wider;
		last++;
	}
	while (first > 0 && par->sentences[first - 1] >= par->from) {
		struct tc_passage wider = *passage;
		wider.start = with_opening(par, par->sentences[first - 1]);
		if (!fits(par, &wider, max))
			break;
		*passage = wider;
		first--;
	}
	bool more = last + 1 < par->n_sentences && par->sentences[last + 1] < par->to;
	if (more && tc_passage_characters(par, passage) < max * 2 / 3) {
		struct tc_passage wider = *passage;
		size_t least = par->sentences[last + 1] + 16;
		if (end_with_word(par, least, max, &wider) && fits(par, &wider, max))
			*passage = wider;
	}
}

struct tc_passage tc_passage_make(const struct tc_paragraph *par, size_t start, size_t end, size_t max)
{
	size_t first = sentence_of(par, start), last = sentence_of(par, end > start ? end - 1 : end);
	struct tc_passage passage = {.start = start, .end = end};
	if (first < par->n_sentences && par->sentences[first] >= par->from) {
		passage.start = with_opening(par, par->sentences[first]);
		end_with_sentence(par, last, &passage);
		if (fits(par, &passage, max)) {
			grow(par, first, last, max, &passage);
			return passage;
		}
		size_t behind = end + max / AFTER_SHARE;
		if (end_with_word(par, behind, max, &passage) && passage.end >= end && fits(par, &passage, max))
			return passage;
	}
	passage = inside_sentence(par, first, start, end, max);
	if (!fits(par, &passage, max))
		clip(par, max, &passage);
	return passage;
}
