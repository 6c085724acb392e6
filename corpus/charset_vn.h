/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_CHARSET_VN_H
#define TC_CORPUS_CHARSET_VN_H

#include "base/buf.h"

/* Inside of charset*.c: the encodings that Vietnamese was typed in before Unicode.
 *
 * A letter is a number below 2 * TC_VN_LETTERS: vowel * 6 + tone for the vowels a ă â e ê i o ô ơ u ư y with the tones level,
 * grave, hook, tilde, acute, dot; 72 for đ; the same + TC_VN_LETTERS for capitals. */
enum { TC_VN_DD = 72, TC_VN_LETTERS = 73 };

enum tc_vn_coding {
	TC_VN_TCVN3,    /* fonts of the .VnTime family (ABC) */
	TC_VN_TCVN5712, /* VN1 of the standard TCVN 5712:1993, capitals on control codes */
	TC_VN_VISCII,   /* RFC 1456 */
	TC_VN_VPS,      /* Vietnamese Professionals Society */
	TC_VN_1258,     /* letters, then tones as marks */
	TC_VN_SINGLE_BYTE,
	TC_VN_VNI = TC_VN_SINGLE_BYTE, /* fonts VNI-Times: base letter, then a byte for its marks */
	TC_VN_TWICE,                   /* UTF-8 whose bytes were taken for windows-1252 or ISO 8859-1 and written as UTF-8 */
	TC_VN_VIQR,                    /* RFC 1456: ASCII, Vie^.t Nam */
	TC_VN_CODINGS
};

/* The code point of each letter; six vowels with the level tone are ASCII. */
extern const unsigned short tc_vn_code_points[2 * TC_VN_LETTERS];
/* The byte of each letter, 0 for ASCII and for what the encoding has no byte for. */
extern const unsigned char tc_vn_bytes[TC_VN_SINGLE_BYTE][2 * TC_VN_LETTERS];

/* "tcvn3", "tcvn5712-1", ... */
const char *tc_vn_name(enum tc_vn_coding coding);
/* TC_VN_CODINGS for other names. */
enum tc_vn_coding tc_vn_by_name(const char *name);
/* Does ICU have the encoding, and is it one for files? */
bool tc_charset_convertible(const char *name);
/* The letter that a code point is, -1 for others. */
int tc_vn_letter(unsigned code_point);
/* windows-1252's character for a byte from 0x80; those it leaves out are the C1 controls. */
unsigned tc_vn_from_1252(unsigned char byte);
/* The byte that shows as the code point in windows-1252, or in ISO 8859-1; -1 for none. */
int tc_vn_to_1252(unsigned code_point);
/* The letter with the tone (1 to 5) added; -1 when it has one already or takes none. */
int tc_vn_add_tone(int letter, int tone);
/* Adds bytes to out as UTF-8 (TC_VN_TWICE: as they are).  Bytes that the encoding leaves out are those of windows-1252; strictly,
 * U+FFFD where that would be a letter. */
void tc_vn_decode(enum tc_vn_coding coding, struct tc_str bytes, bool strict, struct tc_buf *out);
void tc_vn_decode_viqr(struct tc_str bytes, struct tc_buf *out);

/* What a text looks like as Vietnamese; of words with letters that are not ASCII, but for n_plain. */
struct tc_vn_look {
	size_t n_good;  /* words that are syllables */
	size_t n_bad;   /* words that are none, and signs in the middle of a word */
	size_t n_plain; /* words of ASCII letters alone */
	long score;     /* sum of the logarithms of how frequent the syllables are, less a fine for each bad one */
};

/* Adds what s, UTF-8, looks like to look. */
void tc_vn_look(struct tc_str s, struct tc_vn_look *look);
/* Are there as many syllables with marks among the words as in Vietnamese, with room for markup and names? */
bool tc_vn_dense(const struct tc_vn_look *look);
/* How frequent a word in UTF-8 is: log2 of how often it is met in 16 million, at least 1, or 0 for what is no syllable. */
int tc_vn_word(struct tc_str word);

/* Which of the encodings with bytes over 0x7F s, bytes of any encoding, looks to be in; TC_VN_CODINGS for none of them.  hint is
 * the one that is declared or that fonts speak for, TC_VN_CODINGS for none.  sure asks for more than is needed where nothing else
 * is declared. */
enum tc_vn_coding tc_vn_find(struct tc_str s, enum tc_vn_coding hint, bool sure);
/* The lines of s, and parts of them between tags, that have bytes beyond ASCII; some 32 KB of them. */
void tc_vn_sample(struct tc_str s, struct tc_buf *out);
/* The encoding of another script that s, where nothing Vietnamese was found, looks to be in: "koi8-r"; NULL for none. */
const char *tc_charset_foreign(struct tc_str s);
/* Does s, ASCII, look like VIQR? */
bool tc_vn_is_viqr(struct tc_str s);
/* The encoding whose fonts markup names, TC_VN_CODINGS for none. */
enum tc_vn_coding tc_vn_by_font(struct tc_str markup);

/* Has s, UTF-8, signs of a wrong decoding?  A quick look, wrong for other languages too. */
bool tc_vn_suspicious(struct tc_str s);
/* Adds s, well-formed UTF-8, to out with what was decoded as windows-1252 put right: UTF-8, as often as that was done (up to
 * three times), and, part by part, the Vietnamese encodings.  Parts end at LF, < and > and at U+001E, which all stay.  Returns
 * the set of encodings that were put right, 1 << coding; 0, and nothing added, when all is well. */
unsigned tc_vn_repair(struct tc_str s, enum tc_vn_coding hint, struct tc_buf *out);

/* The model: syllables as a beginning and a rhyme with a tone. */
struct tc_vn_part {
	char letters[5];
	unsigned char log2_count[6]; /* by tone; of a beginning, only the first */
};

extern const struct tc_vn_part tc_vn_onsets[], tc_vn_rhymes[]; /* sorted by letters */
extern const size_t tc_vn_n_onsets, tc_vn_n_rhymes;

/* Adds s, UTF-8 but for some parts, to out with those parts decoded that look to be in a Vietnamese encoding.  Returns which were
 * found, as tc_vn_repair; 0 leaves all as it is. */
unsigned tc_vn_decode_mixed(struct tc_str s, enum tc_vn_coding hint, struct tc_buf *out);

#endif
