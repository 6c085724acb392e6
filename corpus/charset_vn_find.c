/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which Vietnamese encoding bytes are in: all of them are tried on the lines that have bytes beyond ASCII, and the reading that
 * looks most Vietnamese is taken, if it does so by itself.  A wrong reading of Vietnamese makes one word in five a syllable by
 * chance, of French or German one in three at most, so that three in four are enough for a text of any length and few words must
 * all be right.  What is declared and what fonts are named gives a bonus and no more, for both survive every conversion of a
 * page.
 *
 * TCVN 5712-1 differs from TCVN3 by capitals with tones only, and is taken when some make words. */
#include "corpus/charset_vn.h"

#include <string.h>

#include "base/utf8.h"

/* How many bytes of lines beyond ASCII are looked at. */
#define SAMPLE_BYTES 32768
#define HINT_BONUS 40

void tc_vn_sample(struct tc_str s, struct tc_buf *out)
{
	for (size_t at = 0; at < s.n && out->n < SAMPLE_BYTES;) {
		size_t end = at;
		bool high = false;
		for (; end < s.n && end - at < SAMPLE_BYTES && s.p[end] != '\n' && s.p[end] != '<' && s.p[end] != '>'; end++)
			high |= (signed char)s.p[end] < 0;
		if (high) {
			tc_buf_add_str(out, tc_str_sub(s, at, end));
			tc_buf_add_char(out, '\n');
		}
		at = end + 1;
	}
}

enum tc_vn_coding tc_vn_find(struct tc_str s, enum tc_vn_coding hint, bool sure)
{
	static const enum tc_vn_coding tried[] = {TC_VN_1258, TC_VN_TCVN3, TC_VN_VNI, TC_VN_VISCII, TC_VN_VPS, TC_VN_TCVN5712};
	enum tc_vn_coding best = TC_VN_CODINGS;
	struct tc_vn_look best_look = {0, 0, 0, 0};
	struct tc_buf bytes, text;
	size_t n_high = 0;
	tc_buf_init(&bytes, 4 * SAMPLE_BYTES);
	tc_buf_init(&text, 32 * SAMPLE_BYTES);
	tc_vn_sample(s, &bytes);
	for (size_t i = 0; i < bytes.n && n_high < 2; i++)
		n_high += (signed char)bytes.p[i] < 0;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		struct tc_vn_look look = {0, 0, 0, 0};
		tc_buf_reset(&text);
		tc_vn_decode(tried[i], tc_buf_str(&bytes), true, &text);
		tc_vn_look(tc_buf_str(&text), &look);
		if (tried[i] == hint && look.n_good > 0)
			look.score += HINT_BONUS;
		if (best == TC_VN_CODINGS || look.score > best_look.score) {
			best = tried[i];
			best_look = look;
		}
	}
	tc_buf_release(&bytes);
	tc_buf_release(&text);
	bool enough = best_look.n_good >= 3 ? best_look.n_good >= best_look.n_bad * 3
					    : best_look.n_good > 0 && best_look.n_bad == 0 && (n_high >= 2 || best == hint);
	if (best != hint && !tc_vn_dense(&best_look))
		enough = false;
	if (sure && (best_look.n_good < 10 || best_look.n_good < best_look.n_bad * 9))
		enough = false;
	return enough ? best : TC_VN_CODINGS;
}

bool tc_vn_is_viqr(struct tc_str s)
{
	size_t n_marks = 0, n_words = 0;
	struct tc_vn_look look = {0, 0, 0, 0};
	s = tc_str_sub(s, 0, SAMPLE_BYTES);
	for (size_t i = 1; i < s.n; i++) {
		bool vowel = memchr("aeouAEOU", s.p[i - 1], 8) != NULL;
		n_marks += vowel && (s.p[i] == '^' || s.p[i] == '(' || s.p[i] == '+');
		n_words += s.p[i] == ' ' || s.p[i] == '\n';
	}
	if (n_marks < 3 || n_marks * 20 < n_words)
		return false;
	struct tc_buf text;
	tc_buf_init(&text, 4 * SAMPLE_BYTES);
	tc_vn_decode_viqr(s, &text);
	tc_vn_look(tc_buf_str(&text), &look);
	tc_buf_release(&text);
	return look.n_good >= 3 && look.n_good >= look.n_bad * 6 && look.n_good * 5 >= n_words;
}

/* Byte offset of a name of a font that begins with the given one, behind a sign that may stand before a name; s.n for none. */
static bool names_font(struct tc_str s, struct tc_str font)
{
	for (size_t at = tc_str_find(s, font, 0); at < s.n; at = tc_str_find(s, font, at + 1))
		if (at > 0 && strchr("\"':=,; ", s.p[at - 1]) != NULL && at + font.n < s.n && s.p[at + font.n] >= 'A' &&
		    s.p[at + font.n] <= 'Z')
			return true;
	return false;
}

enum tc_vn_coding tc_vn_by_font(struct tc_str s)
{
	s = tc_str_sub(s, 0, 1 << 20);
	return names_font(s, TC_STR(".Vn")) ? TC_VN_TCVN3 : names_font(s, TC_STR("VNI-")) ? TC_VN_VNI : TC_VN_CODINGS;
}
