/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a text look Vietnamese?
 *
 * A Vietnamese syllable is a beginning of one to three consonants or none, a rhyme, and a tone on it; charset_model.c has the
 * 28 beginnings and 156 rhymes with how often each is met.  Of the readings of some bytes the right one makes nearly every word
 * with a letter beyond ASCII a syllable, and frequent ones; a wrong one makes hardly any, for it puts two tones or none of the
 * vowels that go together into a word, or signs in the middle of it.  Words of ASCII letters are the same in all readings;
 * how many there are tells Vietnamese, where three words in four have marks, from languages that have a few.  Ọ, Ộ, Ặ
 * and Ó alone, no words, say nothing: TCVN 5712-1 has them where the fonts of TCVN3 have dashes, the bullet and the ellipsis. Nor
 * do Ă, Â, Ê, Ô, Ơ and Ư alone: they are the pound, the cent and other signs of windows-1252. */
#include "corpus/charset_vn.h"

#include <string.h>

#include "base/utf8.h"

#define MAX_WORD 12
/* log2 of the words that the model's counts are of. */
#define MODEL_BITS 24
#define FINE 16

static const struct tc_vn_part *find_part(const struct tc_vn_part *parts, size_t n, const char *letters)
{
	size_t low = 0;
	while (low < n) {
		size_t middle = (low + n) / 2;
		int order = strcmp(letters, parts[middle].letters);
		if (order == 0)
			return &parts[middle];
		if (order < 0)
			n = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static bool is_vowel(char c)
{
	return strchr("aABeEioOQuUy", c) != NULL;
}

/* How frequent a syllable in the model's letters is, 0 for none. */
static int syllable(const char *word, size_t n, int tone)
{
	char onset[4] = "", rhyme[5] = "";
	size_t cut = 0;
	while (cut < n && !is_vowel(word[cut]))
		cut++;
	if (n > 2 && word[0] == 'g' && word[1] == 'i' && is_vowel(word[2]))
		cut = 2;
	if (n > 2 && word[0] == 'q' && word[1] == 'u')
		cut = 2;
	if (cut >= sizeof onset || n - cut >= sizeof rhyme || cut == n)
		return 0;
	memcpy(onset, word, cut);
	memcpy(rhyme, word + cut, n - cut);
	const struct tc_vn_part *first = find_part(tc_vn_onsets, tc_vn_n_onsets, onset),
				*rest = find_part(tc_vn_rhymes, tc_vn_n_rhymes, rhyme);
	if (first == NULL || rest == NULL || rest->log2_count[tone] == 0)
		return 0;
	int bits = first->log2_count[0] + rest->log2_count[tone] - MODEL_BITS;
	return bits < 1 ? 1 : bits;
}

/* A word as it is read. */
struct word {
	char letters[MAX_WORD];
	size_t n;
	int tone;
	bool wrong, high, small;
};

static void add_to_word(struct word *w, unsigned c)
{
	static const char vowels[] = "aABeEioOQuUy";
	int letter = tc_vn_letter(c), small = letter < 0 ? -1 : letter % TC_VN_LETTERS;
	bool capital = letter >= TC_VN_LETTERS || (c >= 'A' && c <= 'Z');
	w->high |= c >= 0x80;
	/* A capital behind a small letter, but for ASCII. */
	w->wrong |= c >= 0x80 && capital && w->small;
	w->small |= !capital;
	if (w->n + 1 >= MAX_WORD || (letter < 0 && c >= 0x80)) {
		w->wrong = true;
		return;
	}
	if (small >= 0 && small != TC_VN_DD && small % 6 != 0) {
		w->wrong |= w->tone != 0;
		w->tone = small % 6;
	}
	w->letters[w->n++] = small == TC_VN_DD ? 'D' : small >= 0 ? vowels[small / 6] : (char)(c | 0x20);
}

int tc_vn_word(struct tc_str s)
{
	struct word w = {.n = 0};
	for (size_t at = 0; at < s.n;)
		add_to_word(&w, tc_utf8_next(s, &at));
	return w.wrong ? 0 : syllable(w.letters, w.n, w.tone);
}

static bool is_letter(unsigned c)
{
	if (c < 0xC0)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return c != 0xD7 && c != 0xF7 && c < 0x2000;
}

/* What stands in no Vietnamese word: the signs of Latin-1 but those that stand beside words. */
static bool is_odd(unsigned c)
{
	if (c >= 0x80 && c < 0x100)
		return c != 0xA0 && c != 0xAB && c != 0xBB && c != 0xB0 && c != 0xB7 && c != 0xB2 && c != 0xB3 && c != 0xAD;
	return c == 0x192 || c == 0x2C6 || c == 0x2DC || c == 0x20AC || (c >= 0x2020 && c <= 0x2021) || c == 0x2030 ||
	       c == 0xFFFD;
}

static bool is_lone_sign(const struct word *w)
{
	if (w->n != 1 || w->small || w->wrong)
		return false;
	char vowel = w->letters[0];
	if (w->tone == 0)
		return vowel != 'D';
	return (w->tone == 5 && (vowel == 'o' || vowel == 'O' || vowel == 'A')) || (w->tone == 4 && vowel == 'o');
}

static void end_word(struct word *w, struct tc_vn_look *look)
{
	if (!w->high && !w->wrong)
		look->n_plain += w->n > 0;
	else if (!is_lone_sign(w)) {
		int bits = w->wrong ? 0 : syllable(w->letters, w->n, w->tone);
		look->n_good += bits > 0;
		look->n_bad += bits == 0;
		look->score += bits > 0 ? bits : -FINE;
	}
	*w = (struct word){.n = 0};
}

bool tc_vn_dense(const struct tc_vn_look *look)
{
	return look->n_good * 4 >= look->n_plain;
}

void tc_vn_look(struct tc_str s, struct tc_vn_look *look)
{
	struct word w = {.n = 0};
	for (size_t at = 0; at < s.n;) {
		unsigned c = tc_utf8_next(s, &at);
		bool odd = c != TC_UTF8_BAD && is_odd(c);
		if (odd && w.n == 0 && !w.high && !is_letter(c))
			/* A sign before a word counts when the word goes on at once. */
			w.wrong = at < s.n && is_letter((unsigned char)s.p[at]);
		else if (odd || is_letter(c)) {
			add_to_word(&w, c);
		} else {
			/* No word goes on with a digit: bytes in pairs do, of which the second is ASCII. */
			w.wrong |= w.high && c >= '0' && c <= '9';
			end_word(&w, look);
		}
	}
	end_word(&w, look);
}
