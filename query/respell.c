/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms are lower case and of one spelling (kĩ for kỹ, hòa for hoà): good for finding, wrong to show to somebody who wrote KY. So
 * letter by letter what was typed says which letter and which case, and the term says which marks.
 */
#include "query/respell.h"

#include <stdbool.h>
#include <string.h>

#include "analyzers/fold.h"
#include "analyzers/letters.h"
#include "base/utf8.h"

/* Letters of a word; longer ones are written as the term is. */
#define MAX_LETTERS 32

struct letters {
	unsigned v[MAX_LETTERS];
	size_t n;
	bool fits;
};

static struct letters read(struct tc_str s)
{
	struct letters letters = {.fits = true};
	for (size_t at = 0; at < s.n;) {
		unsigned c = tc_utf8_next(s, &at);
		if (letters.n == MAX_LETTERS) {
			letters.fits = false;
			break;
		}
		letters.v[letters.n++] = c;
	}
	return letters;
}

/* The capital of a lower-case Vietnamese letter; any other character is itself. */
static unsigned capital(unsigned c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
		return c - 0x20;
	if (c == 0x1B0)
		return 0x1AF;
	if (c == 0x103 || c == 0x111 || c == 0x129 || c == 0x169 || c == 0x1A1 || (c >= 0x1EA0 && c <= 0x1EF9 && c % 2 == 1))
		return c - 1;
	return c;
}

/* The letter under all marks, of a lower-case letter. */
static unsigned base(unsigned c)
{
	enum tc_vowel vowel;
	enum tc_tone tone;
	if (c == TC_LETTER_D_STROKE)
		return 'd';
	return tc_letter_vowel(c, &vowel, &tone) ? (unsigned char)tc_letter_base(vowel) : c;
}

/* The term's letter with i or y as typed. */
static unsigned as_typed(unsigned letter, unsigned typed_base)
{
	enum tc_vowel vowel;
	enum tc_tone tone;
	if (typed_base == base(letter) || !tc_letter_vowel(letter, &vowel, &tone))
		return letter;
	return tc_letter_toned(typed_base == 'y' ? TC_VOWEL_Y : TC_VOWEL_I, tone);
}

static bool same_letters(const struct letters *typed, const struct letters *term)
{
	if (!typed->fits || !term->fits || typed->n != term->n)
		return false;
	for (size_t i = 0; i < typed->n; i++) {
		unsigned a = base(typed->v[i]), b = base(term->v[i]);
		if (a != b && !((a == 'i' && b == 'y') || (a == 'y' && b == 'i')))
			return false;
	}
	return true;
}

void tc_respell(struct tc_str typed, struct tc_str term, struct tc_buf *out)
{
	struct tc_buf canonical, lower;
	tc_buf_init(&canonical, 1 << 16);
	tc_buf_init(&lower, 1 << 16);
	tc_fold_canonical(typed, &canonical);
	tc_fold_lower(typed, &lower);
	struct letters shown = read(tc_buf_str(&canonical)), small = read(tc_buf_str(&lower)), wanted = read(term);
	bool same = shown.n == small.n && same_letters(&small, &wanted);
	bool first = shown.n > 0 && small.n > 0 && shown.v[0] != small.v[0];
	bool all = first && shown.n > 1 && shown.v[1] != small.v[1];
	for (size_t i = 0; wanted.fits && i < wanted.n; i++) {
		unsigned letter = same ? as_typed(wanted.v[i], base(small.v[i])) : wanted.v[i];
		bool is_capital = same ? shown.v[i] != small.v[i] : all || (first && i == 0);
		tc_buf_add_utf8(out, is_capital ? capital(letter) : letter);
	}
	if (!wanted.fits)
		tc_buf_add_str(out, term);
	tc_buf_release(&canonical);
	tc_buf_release(&lower);
}
