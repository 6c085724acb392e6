/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The decoders of the Vietnamese encodings, but VIQR.
 *
 * One byte a letter: the tables of charset_vn.c, and windows-1252 where they say nothing.  windows-1258 and TCVN 5712-1 also have
 * tones behind their letter, which become one letter with it.
 *
 * TCVN3 has no capitals with tones; what the fonts whose names end in H show is for the reader of pages.  Here a small letter
 * becomes a capital where nothing else makes sense: in a word with two plain capitals and no plain small letter (THµNH: THÀNH),
 * in a line of such words, and behind its own plain capital (Aµ: À, as some converters write it).
 *
 * VNI writes a letter's marks as a second byte, so that text is read greedily: a base letter takes the byte after it when that
 * is a mark of it.  Capitals have marks of their own, but the mark of the other case is met too; the base letter decides. */
#include "corpus/charset_vn.h"

#include <string.h>

/* The combining marks of the tones 1 to 5. */
static const unsigned short tone_marks[] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};

struct byte_table {
	short letter[256];       /* -1 for what is none */
	unsigned char tone[256]; /* 1 to 5 for a tone behind a letter */
};

static void fill_table(enum tc_vn_coding coding, struct byte_table *t)
{
	static const unsigned char tones_1258[] = {0xCC, 0xD2, 0xDE, 0xEC, 0xF2}, tones_5712[] = {0xB0, 0xB1, 0xB2, 0xB3, 0xB4};
	memset(t->tone, 0, sizeof t->tone);
	for (int i = 0; i < 256; i++)
		t->letter[i] = (short)(i < 0x80 ? tc_vn_letter((unsigned)i) : -1);
	for (int i = 0; i < 2 * TC_VN_LETTERS; i++)
		if (tc_vn_bytes[coding][i] != 0)
			t->letter[tc_vn_bytes[coding][i]] = (short)i;
	for (int i = 0; i < 5 && (coding == TC_VN_1258 || coding == TC_VN_TCVN5712); i++)
		t->tone[coding == TC_VN_1258 ? tones_1258[i] : tones_5712[i]] = (unsigned char)(i + 1);
}

static void add_letter(struct tc_buf *out, int letter)
{
	if (letter >= 0)
		tc_buf_add_utf8(out, tc_vn_code_points[letter]);
}

/* A byte that is no letter: windows-1252; windows-1258 has the sign of the dong.  Strictly, it is no letter of windows-1252. */
static unsigned other(enum tc_vn_coding coding, unsigned char byte, bool strict)
{
	if (coding == TC_VN_1258 && byte == 0xFE)
		return 0x20AB;
	if (strict && byte >= 0xC0)
		return 0xFFFD;
	return tc_vn_from_1252(byte);
}

static void decode_bytes(enum tc_vn_coding coding, struct tc_str s, bool strict, struct tc_buf *out)
{
	struct byte_table t;
	int held = -1; /* a letter that a tone may follow */
	fill_table(coding, &t);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		int tone = t.tone[c], toned = tone > 0 && held >= 0 ? tc_vn_add_tone(held, tone) : -1;
		if (toned >= 0) {
			add_letter(out, toned);
			held = -1;
			continue;
		}
		add_letter(out, held);
		held = t.letter[c];
		if (held < 0)
			tc_buf_add_utf8(out, tone > 0 ? tone_marks[tone] : other(coding, c, strict));
	}
	add_letter(out, held);
}

static bool ascii_capital(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool ascii_small(unsigned char c)
{
	return c >= 'a' && c <= 'z';
}

/* Which bytes of TCVN3 belong to a word. */
static bool of_word(const struct byte_table *t, unsigned char c)
{
	return ascii_capital(c) || ascii_small(c) || t->letter[c] >= 0;
}

/* Are the letters of s capitals, as far as their bytes tell? */
static bool in_capitals(const struct byte_table *t, struct tc_str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (ascii_small(c))
			return false;
		n += ascii_capital(c) || t->letter[c] >= TC_VN_LETTERS;
	}
	return n >= 2;
}

/* One word, or what stands between words. */
static void tcvn3_word(const struct byte_table *t, struct tc_str s, bool capitals, bool strict, struct tc_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		int letter = t->letter[c], next = i + 1 < s.n ? t->letter[(unsigned char)s.p[i + 1]] : -1;
		if (letter >= TC_VN_LETTERS && next >= 0 && next < TC_VN_DD && next % 6 != 0 &&
		    next / 6 * 6 == letter - TC_VN_LETTERS) {
			add_letter(out, next + TC_VN_LETTERS);
			i++;
		} else if (letter >= 0) {
			add_letter(out, letter + (capitals && letter < TC_VN_LETTERS ? TC_VN_LETTERS : 0));
		} else {
			tc_buf_add_utf8(out, other(TC_VN_TCVN3, c, strict));
		}
	}
}

static void decode_tcvn3(struct tc_str s, bool strict, struct tc_buf *out)
{
	struct byte_table t;
	fill_table(TC_VN_TCVN3, &t);
	for (size_t at = 0; at < s.n;) {
		size_t end = at;
		while (end < s.n && s.p[end] != '\n' && s.p[end] != '<' && s.p[end] != '>')
			end++;
		bool line = in_capitals(&t, tc_str_sub(s, at, end));
		for (size_t to; at < end; at = to) {
			bool word = of_word(&t, (unsigned char)s.p[at]);
			for (to = at; to < end && of_word(&t, (unsigned char)s.p[to]) == word; to++)
				;
			struct tc_str part = tc_str_sub(s, at, to);
			tcvn3_word(&t, part, word && (line || in_capitals(&t, part)), strict, out);
		}
		if (end < s.n)
			tc_buf_add_char(out, s.p[end]);
		at = end + 1;
	}
}

/* The marks of VNI by their bytes for small letters: which vowel of those written with the base letter, and the tone. */
static const struct vni_mark {
	unsigned char byte, shape, tone; /* shape: 0 the base letter itself, 1 breve, 2 circumflex */
} vni_marks[] = {
	{0xF8, 0, 1}, {0xFB, 0, 2}, {0xF5, 0, 3}, {0xF9, 0, 4}, {0xEF, 0, 5}, {0xEA, 1, 0},
	{0xE8, 1, 1}, {0xFA, 1, 2}, {0xFC, 1, 3}, {0xE9, 1, 4}, {0xEB, 1, 5}, {0xE2, 2, 0},
	{0xE0, 2, 1}, {0xE5, 2, 2}, {0xE3, 2, 3}, {0xE1, 2, 4}, {0xE4, 2, 5},
};

/* Letters of VNI that are one byte. */
static const struct {
	unsigned char byte, letter;
} vni_single[] = {{0xEC, 31}, {0xE6, 32}, {0xF3, 33}, {0xED, 34},      {0xF2, 35},
		  {0xF4, 48}, {0xF6, 60}, {0xEE, 71}, {0xF1, TC_VN_DD}};

/* The letter that a byte of VNI is without what follows, -1 for none. */
static int vni_base(unsigned char c)
{
	bool capital = c >= 0xC0 && c < 0xE0;
	if (c < 0x80)
		return tc_vn_letter(c);
	for (size_t i = 0; i < sizeof vni_single / sizeof *vni_single; i++)
		if (vni_single[i].byte == (capital ? c + 0x20 : c))
			return vni_single[i].letter + (capital ? TC_VN_LETTERS : 0);
	return -1;
}

/* letter with the mark that byte c is, -1 when it is none of it. */
static int vni_marked(int letter, unsigned char c)
{
	int small = letter % TC_VN_LETTERS;
	if (letter < 0 || c < 0xC0 || small == TC_VN_DD || small % 6 != 0 || small == 30)
		return -1;
	for (size_t i = 0; i < sizeof vni_marks / sizeof *vni_marks; i++) {
		const struct vni_mark *m = &vni_marks[i];
		if (m->byte != (c < 0xE0 ? c + 0x20 : c))
			continue;
		if (m->shape == 0)
			return letter + m->tone;
		if (m->shape == 1)
			return small == 0 ? letter + 6 + m->tone : -1;
		return small == 0 ? letter + 12 + m->tone : small == 18 || small == 36 ? letter + 6 + m->tone : -1;
	}
	return -1;
}

static void decode_vni(struct tc_str s, bool strict, struct tc_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		int letter = vni_base((unsigned char)s.p[i]);
		int marked = i + 1 < s.n ? vni_marked(letter, (unsigned char)s.p[i + 1]) : -1;
		add_letter(out, marked >= 0 ? marked : letter);
		if (letter < 0)
			tc_buf_add_utf8(out, other(TC_VN_VNI, (unsigned char)s.p[i], strict));
		i += marked >= 0;
	}
}

void tc_vn_decode(enum tc_vn_coding coding, struct tc_str bytes, bool strict, struct tc_buf *out)
{
	if (coding == TC_VN_TCVN3)
		decode_tcvn3(bytes, strict, out);
	else if (coding < TC_VN_SINGLE_BYTE)
		decode_bytes(coding, bytes, strict, out);
	else if (coding == TC_VN_VNI)
		decode_vni(bytes, strict, out);
	else if (coding == TC_VN_VIQR)
		tc_vn_decode_viqr(bytes, out);
	else
		tc_buf_add_str(out, bytes);
}
