/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of the usual ways of typing, when the keyboard was not switched to Vietnamese.
 *
 *   Telex  s f r x j  ´ ` ̉ ~ .      aa ee oo  â ê ô     aw  ă     ow uw w  ơ ư     dd  đ
 *   VNI    1 2 3 4 5  ´ ` ̉ ~ .      6  on a e o         8 on a    7 on o u         9 on d
 *
 * Keys may stand anywhere behind the letter they change, as people type them: hoaf, hofa, nguwowif, nguoiwf, dduwowngf, dung9.  A
 * w or 7 behind uo is on both letters.  The rest is left to the grammar of the syllable: what is none is not read, so English
 * words are safe, and the caller asks for a reading only of words that the archive does not have.
 *
 * VIQR (RFC 1456) has signs for keys, each right behind its letter, the tone after the shape: ^ ( + on the letter, ' ` ? ~ .
 * above it, dd for đ.  Since its signs are punctuation it is read before the query is parted into words (query/viqr.c).
 */
#include "query/keystrokes.h"

#include <string.h>

#include "analyzers/fold.h"
#include "analyzers/letters.h"

/* The longest syllable has seven letters and at most five keys. */
#define MAX_LETTERS 12

struct typing {
	unsigned letters[MAX_LETTERS]; /* lower case, without tone */
	size_t n;
	enum tc_tone tone;
	bool marked;
};

static bool is_vowel(unsigned c, enum tc_vowel *vowel)
{
	enum tc_tone tone;
	return tc_letter_vowel(c, vowel, &tone);
}

/* Puts the letter `to` in the place of the last `from`; false when there is none. */
static bool change(struct typing *t, unsigned from, unsigned to)
{
	for (size_t i = t->n; i-- > 0;) {
		if (t->letters[i] != from)
			continue;
		t->letters[i] = to;
		t->marked = true;
		return true;
	}
	return false;
}

/* The horn of Telex' w and VNI's 7, on both letters of uo. */
static bool horn(struct typing *t)
{
	bool on_o = change(t, 'o', 0x1A1);
	bool pair = false;
	for (size_t i = 1; i < t->n; i++)
		pair = pair || (t->letters[i] == 0x1A1 && t->letters[i - 1] == 'u' && (i < 2 || t->letters[i - 2] != 'q'));
	if (!on_o || pair)
		return change(t, 'u', 0x1B0) || on_o;
	return true;
}

static bool tone(struct typing *t, const char *keys, char key)
{
	static const enum tc_tone tones[] = {TC_TONE_ACUTE, TC_TONE_GRAVE, TC_TONE_HOOK, TC_TONE_TILDE, TC_TONE_DOT};
	const char *at = key != '\0' ? strchr(keys, key) : NULL;
	bool has_vowel = false;
	enum tc_vowel vowel;
	for (size_t i = 0; i < t->n; i++)
		has_vowel = has_vowel || is_vowel(t->letters[i], &vowel);
	if (at == NULL || !has_vowel || t->tone != TC_TONE_LEVEL)
		return false;
	t->tone = tones[at - keys];
	t->marked = true;
	return true;
}

/* Takes a key as Telex does; false when it is a letter. */
static bool telex(struct typing *t, char key)
{
	switch (key) {
	case 'a':
		return change(t, 'a', 0xE2);
	case 'e':
		return change(t, 'e', 0xEA);
	case 'o':
		return change(t, 'o', 0xF4);
	case 'd':
		return change(t, 'd', TC_LETTER_D_STROKE);
	case 'w':
		return horn(t) || change(t, 'a', 0x103);
	default:
		return tone(t, "sfrxj", key);
	}
}

static bool vni(struct typing *t, char key)
{
	switch (key) {
	case '6':
		return change(t, 'o', 0xF4) || change(t, 'e', 0xEA) || change(t, 'a', 0xE2);
	case '7':
		return horn(t);
	case '8':
		return change(t, 'a', 0x103);
	case '9':
		return change(t, 'd', TC_LETTER_D_STROKE);
	default:
		return tone(t, "12345", key);
	}
}

/* Takes a sign as VIQR does: it changes the last letter. */
static bool viqr(struct typing *t, char sign)
{
	unsigned *last = t->n > 0 ? &t->letters[t->n - 1] : NULL, before = last != NULL ? *last : 0;
	switch (sign) {
	case '^':
		return (before == 'o' || before == 'e' || before == 'a') && vni(t, '6') && *last != before;
	case '(':
		return before == 'a' && change(t, 'a', 0x103);
	case '+':
	case '*':
		if (before != 'o' && before != 'u')
			return false;
		*last = before == 'o' ? 0x1A1 : 0x1B0;
		t->marked = true;
		return true;
	default:
		return tone(t, "'`?~.", sign);
	}
}

/* Writes the word, its tone on any vowel: the canonical form knows where it belongs. */
static bool write_term(const struct typing *t, struct tc_buf *out)
{
	struct tc_buf word;
	struct tc_syllable syllable;
	enum tc_vowel vowel;
	size_t last = t->n, n;
	char term[32];
	for (size_t i = 0; i < t->n; i++)
		last = is_vowel(t->letters[i], &vowel) ? i : last;
	if (last == t->n || !t->marked)
		return false;
	tc_buf_init(&word, MAX_LETTERS * 4);
	for (size_t i = 0; i < t->n; i++) {
		bool here = i == last && is_vowel(t->letters[i], &vowel);
		tc_buf_add_utf8(&word, here ? tc_letter_toned(vowel, t->tone) : t->letters[i]);
	}
	bool valid = tc_syllable_parse(tc_buf_str(&word), &syllable);
	tc_buf_release(&word);
	if (!valid)
		return false;
	n = tc_syllable_write(&syllable, term);
	tc_fold_term((struct tc_str){term, n}, out);
	return true;
}

bool tc_keystrokes_read(struct tc_str word, struct tc_buf *out)
{
	bool has_digit = false;
	struct typing t = {.tone = TC_TONE_LEVEL};
	for (size_t i = 0; i < word.n; i++)
		has_digit = has_digit || (word.p[i] >= '0' && word.p[i] <= '9');
	for (size_t i = 0; i < word.n; i++) {
		char key = word.p[i];
		bool letter = key >= 'a' && key <= 'z';
		if ((!letter && !(key >= '1' && key <= '9')) || word.n > MAX_LETTERS)
			return false;
		if (has_digit ? !letter && vni(&t, key) : telex(&t, key))
			continue;
		if (!letter)
			return false;
		t.letters[t.n++] = (unsigned char)key;
	}
	return write_term(&t, out);
}

bool tc_keystrokes_read_viqr(struct tc_str word, struct tc_buf *letters, struct tc_buf *out)
{
	struct typing t = {.tone = TC_TONE_LEVEL};
	tc_buf_reset(letters);
	for (size_t i = 0; i < word.n; i++) {
		char key = word.p[i], small = key >= 'A' && key <= 'Z' ? (char)(key + 'a' - 'A') : key;
		bool letter = small >= 'a' && small <= 'z';
		if (!letter) {
			if (!viqr(&t, key))
				return false;
			continue;
		}
		if (t.n == MAX_LETTERS)
			return false;
		if (small == 'd' && t.n == 1 && t.letters[0] == 'd') {
			change(&t, 'd', TC_LETTER_D_STROKE);
			continue;
		}
		t.letters[t.n++] = (unsigned char)small;
		tc_buf_add_char(letters, key);
	}
	return write_term(&t, out);
}
