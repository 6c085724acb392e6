/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ladder of equivalence: canonical, lower, term, toneless, ASCII.
 *
 * Code points are fold_stage.c's; here is what depends on the word they stand in.
 *
 * Look-alikes of Đ (U+00D0 of windows-1252 pages, U+0189, and their small letters) become Đ in Vietnamese words: where the word
 * then parses as a syllable (Ðà), has a letter that only Vietnamese has, is an abbreviation of at most six capitals (HÐND), or
 * is that letter alone.  Icelandic við and Guðmundur keep their eth.
 *
 * A term is a word in lower case in the one spelling of syllable.c when all of it is letters and parses: hoà and hòa, kĩ and
 * kỹ are one.  Words with digits (mi5) and foreign words are only lower case.
 *
 * Every form goes through the canonical one, since the look-alike's rule reads capitals.
 */
#include <unicode/uchar.h>

#include "analyzers/fold.h"
#include "analyzers/fold_stage.h"
#include "analyzers/letters.h"
#include "analyzers/syllable.h"
#include "base/utf8.h"

#define MAX_ABBREVIATION 6 /* letters */
#define MAX_WORD_BYTES 128 /* a longer word is no syllable */

static bool is_ascii(struct tc_str text)
{
	unsigned char seen = 0;
	for (size_t i = 0; i < text.n; i++)
		seen |= (unsigned char)text.p[i];
	return seen < 0x80;
}

/* Byte offset of the end of the word (letters, digits and their marks) that may begin at at. */
static size_t word_end(struct tc_str text, size_t at, bool *all_letters)
{
	size_t begin = at;
	*all_letters = true;
	while (at < text.n) {
		size_t next = at;
		unsigned c = tc_utf8_next(text, &next);
		if (c == TC_UTF8_BAD)
			break;
		if (!u_isalpha((UChar32)c)) {
			bool mark = at > begin && u_getCombiningClass((UChar32)c) != 0;
			if (!mark && !u_isdigit((UChar32)c))
				break;
			*all_letters &= mark;
		}
		at = next;
	}
	return at;
}

static bool has_look_alike(struct tc_str text)
{
	for (size_t at = 0; at < text.n;)
		if (tc_letter_d_look_alike(tc_utf8_next(text, &at)) != 0)
			return true;
	return false;
}

static bool is_only_vietnamese(unsigned c)
{
	return c == 0x0102 || c == 0x0103 || c == 0x01A0 || c == 0x01A1 || c == 0x01AF || c == 0x01B0 ||
	       (c >= 0x1EA0 && c <= 0x1EF9);
}

/* Is a word Vietnamese, read with every look-alike in it as Đ? */
static bool is_vietnamese(struct tc_str word)
{
	struct tc_buf lower;
	struct tc_syllable syllable;
	size_t n_letters = 0;
	bool capitals = true;
	for (size_t at = 0; at < word.n; n_letters++) {
		unsigned c = tc_utf8_next(word, &at);
		if (is_only_vietnamese(c))
			return true;
		capitals &= !u_islower((UChar32)c);
	}
	if (n_letters == 1 || (capitals && n_letters <= MAX_ABBREVIATION))
		return true;
	tc_buf_init(&lower, MAX_WORD_BYTES);
	tc_fold_stage(word, TC_STAGE_LOWER, &lower);
	bool parses = lower.failed == TC_OK && tc_syllable_parse(tc_buf_str(&lower), &syllable);
	tc_buf_release(&lower);
	return parses;
}

/* Adds a word with its look-alikes mapped where that makes a Vietnamese word. */
static void map_word(struct tc_str word, struct tc_buf *out)
{
	struct tc_buf mapped;
	tc_buf_init(&mapped, word.n * 2);
	for (size_t at = 0; at < word.n;) {
		unsigned c = tc_utf8_next(word, &at), d = tc_letter_d_look_alike(c);
		tc_buf_add_utf8(&mapped, d != 0 ? d : c);
	}
	tc_buf_add_str(out, is_vietnamese(tc_buf_str(&mapped)) ? tc_buf_str(&mapped) : word);
	if (mapped.failed != TC_OK)
		out->failed = mapped.failed;
	tc_buf_release(&mapped);
}

/* Maps the look-alikes in the words of canonical text. */
static void map_words(struct tc_str text, struct tc_buf *out)
{
	for (size_t at = 0; at < text.n;) {
		bool all_letters;
		size_t end = word_end(text, at, &all_letters);
		if (end == at) {
			tc_utf8_next(text, &end);
			tc_buf_add_str(out, tc_str_sub(text, at, end));
		} else {
			map_word(tc_str_sub(text, at, end), out);
		}
		at = end;
	}
}

void tc_fold_canonical(struct tc_str text, struct tc_buf *out)
{
	struct tc_buf canonical;
	if (is_ascii(text)) {
		tc_buf_add_str(out, text);
		return;
	}
	tc_buf_init(&canonical, out->max_bytes);
	tc_fold_stage(text, TC_STAGE_CANONICAL, &canonical);
	if (has_look_alike(tc_buf_str(&canonical)))
		map_words(tc_buf_str(&canonical), out);
	else
		tc_buf_add_str(out, tc_buf_str(&canonical));
	if (canonical.failed != TC_OK)
		out->failed = canonical.failed;
	tc_buf_release(&canonical);
}

static void fold(struct tc_str text, enum tc_stage stage, struct tc_buf *out)
{
	struct tc_buf canonical, folded;
	if (is_ascii(text)) {
		tc_fold_stage(text, TC_STAGE_LOWER, out);
		return;
	}
	tc_buf_init(&canonical, out->max_bytes);
	tc_buf_init(&folded, out->max_bytes);
	tc_fold_canonical(text, &canonical);
	tc_fold_stage(tc_buf_str(&canonical), stage, &folded);
	tc_fold_canonical(tc_buf_str(&folded), out); /* ðèc is no syllable, ðec is one */
	if (canonical.failed != TC_OK || folded.failed != TC_OK)
		out->failed = canonical.failed != TC_OK ? canonical.failed : folded.failed;
	tc_buf_release(&folded);
	tc_buf_release(&canonical);
}

void tc_fold_lower(struct tc_str text, struct tc_buf *out)
{
	fold(text, TC_STAGE_LOWER, out);
}

void tc_fold_toneless(struct tc_str term, struct tc_buf *out)
{
	fold(term, TC_STAGE_TONELESS, out);
}

void tc_fold_ascii(struct tc_str term, struct tc_buf *out)
{
	fold(term, TC_STAGE_ASCII, out);
}

void tc_fold_term(struct tc_str word, struct tc_buf *out)
{
	struct tc_buf lower;
	tc_buf_init(&lower, out->max_bytes);
	tc_fold_lower(word, &lower);
	struct tc_str text = tc_buf_str(&lower);
	for (size_t at = 0; at < text.n;) {
		struct tc_syllable syllable;
		char spelling[32];
		bool all_letters;
		size_t end = word_end(text, at, &all_letters);
		struct tc_str part = tc_str_sub(text, at, end);
		if (part.n > 0 && all_letters && tc_syllable_parse(part, &syllable)) {
			tc_buf_add(out, spelling, tc_syllable_write(&syllable, spelling));
		} else {
			if (part.n == 0)
				tc_utf8_next(text, &end);
			tc_buf_add_str(out, tc_str_sub(text, at, end));
		}
		at = end;
	}
	if (lower.failed != TC_OK)
		out->failed = lower.failed;
	tc_buf_release(&lower);
}

/* Of one folded character.  A mark that is not Vietnamese (ñ, ö) means itself as a tone does. */
static enum tc_marks marks_of(unsigned c)
{
	enum tc_vowel vowel;
	enum tc_tone tone;
	if (c < 0x80)
		return TC_MARKS_NONE;
	if (c == TC_LETTER_D_STROKE)
		return TC_MARKS_SHAPE;
	if (tc_letter_vowel(c, &vowel, &tone))
		return tone == TC_TONE_LEVEL ? TC_MARKS_SHAPE : TC_MARKS_TONE;
	bool marked =
		u_getCombiningClass((UChar32)c) != 0 || ((c < 0x02B0 || (c >= 0x1E00 && c <= 0x1EFF)) && u_isalpha((UChar32)c));
	return marked ? TC_MARKS_TONE : TC_MARKS_NONE;
}

enum tc_marks tc_fold_marks(struct tc_str word)
{
	struct tc_buf lower;
	enum tc_marks marks = TC_MARKS_NONE;
	tc_buf_init(&lower, word.n * 4 + MAX_WORD_BYTES);
	tc_fold_lower(word, &lower);
	struct tc_str text = tc_buf_str(&lower);
	for (size_t at = 0; at < text.n;) {
		enum tc_marks here = marks_of(tc_utf8_next(text, &at));
		marks = here > marks ? here : marks;
	}
	tc_buf_release(&lower);
	return marks;
}
