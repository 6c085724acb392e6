/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of other scripts that declares no encoding: Japanese, Chinese, Korean, Russian, Greek, Arabic and Hebrew in the
 * encodings that were used before Unicode.  Asked only when nothing Vietnamese was found, so that such a page is left alone and
 * can be read.
 *
 * ICU's detector (ucsdet.h) orders the encodings by statistics of their own; each is then held to what it claims.  Western and
 * Vietnamese text has a few bytes beyond ASCII among many letters of ASCII, text of another script has hardly any ASCII: at
 * least half of the letters must be beyond it.  Decoded, there must be next to nothing that the encoding does not have, and
 * nearly all letters must be of the script.  Where the statistics are not sure, Japanese is known by its kana, for the
 * tables of GB 18030 have a character for nearly every pair of bytes.
 *
 * Left out: encodings of Latin letters (Polish, Turkish): their few bytes prove too little, and the words stay readable. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uscript.h>

#include "base/alloc.h"
#include "corpus/charset_vn.h"

#define MIN_HIGH_BYTES 12
#define MIN_LETTERS 4
#define MAX_SAMPLE_BYTES (1 << 20)
#define SAMPLE_CHARS 8192
/* ICU's confidence, of 100, that needs no kana beside it. */
#define SURE 90
/* The first encodings of the table. */
#define N_JAPANESE 2

static const struct {
	const char *icu, *name;
	UScriptCode scripts[3];
} encodings[] = {
	{"Shift_JIS", "shift_jis", {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA}},
	{"EUC-JP", "euc-jp", {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA}},
	{"EUC-KR", "euc-kr", {USCRIPT_HAN, USCRIPT_HANGUL, USCRIPT_HANGUL}},
	{"Big5", "big5", {USCRIPT_HAN, USCRIPT_HAN, USCRIPT_BOPOMOFO}},
	{"GB18030", "gb18030", {USCRIPT_HAN, USCRIPT_HAN, USCRIPT_HAN}},
	{"KOI8-R", "koi8-r", {USCRIPT_CYRILLIC, USCRIPT_CYRILLIC, USCRIPT_CYRILLIC}},
	{"windows-1251", "windows-1251", {USCRIPT_CYRILLIC, USCRIPT_CYRILLIC, USCRIPT_CYRILLIC}},
	{"ISO-8859-5", "iso-8859-5", {USCRIPT_CYRILLIC, USCRIPT_CYRILLIC, USCRIPT_CYRILLIC}},
	{"ISO-8859-7", "iso-8859-7", {USCRIPT_GREEK, USCRIPT_GREEK, USCRIPT_GREEK}},
	{"windows-1253", "windows-1253", {USCRIPT_GREEK, USCRIPT_GREEK, USCRIPT_GREEK}},
	{"ISO-8859-6", "iso-8859-6", {USCRIPT_ARABIC, USCRIPT_ARABIC, USCRIPT_ARABIC}},
	{"windows-1256", "windows-1256", {USCRIPT_ARABIC, USCRIPT_ARABIC, USCRIPT_ARABIC}},
	{"ISO-8859-8", "iso-8859-8", {USCRIPT_HEBREW, USCRIPT_HEBREW, USCRIPT_HEBREW}},
	{"ISO-8859-8-I", "iso-8859-8", {USCRIPT_HEBREW, USCRIPT_HEBREW, USCRIPT_HEBREW}},
	{"windows-1255", "windows-1255", {USCRIPT_HEBREW, USCRIPT_HEBREW, USCRIPT_HEBREW}},
};

/* Is at least half of the letters beyond ASCII? */
static bool is_of_other_script(struct tc_str s)
{
	size_t n_high = 0, n_ascii = 0;
	for (size_t i = 0; i < s.n; i++) {
		n_high += (signed char)s.p[i] < 0;
		n_ascii += (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z';
	}
	return n_high >= MIN_HIGH_BYTES && n_high >= n_ascii;
}

/* What a text, decoded so, has: letters of the script, kana among them, and what no such text has. */
struct look {
	size_t n_right, n_kana, n_wrong;
};

static void look_at_char(UChar32 c, const UScriptCode *scripts, struct look *look)
{
	UErrorCode ignored = U_ZERO_ERROR;
	UScriptCode script = c < 0x80 ? USCRIPT_LATIN : uscript_getScript(c, &ignored);
	bool right = script == scripts[0] || script == scripts[1] || script == scripts[2];
	bool neutral = script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == USCRIPT_LATIN;
	look->n_right += right;
	look->n_kana += c >= 0x3041 && c <= 0x30FA;
	look->n_wrong += (c >= 0x80 && c < 0xA0) || c == 0xFFFD || u_charType(c) == U_PRIVATE_USE_CHAR || (!right && !neutral);
}

/* The beginning of s, decoded. */
static struct look look_at(struct tc_str s, size_t encoding)
{
	struct look look = {0, 0, 0};
	UErrorCode status = U_ZERO_ERROR;
	UChar *text = tc_realloc(NULL, SAMPLE_CHARS * sizeof *text), *end = text;
	UConverter *converter = text == NULL ? NULL : ucnv_open(encodings[encoding].name, &status);
	if (converter != NULL && U_SUCCESS(status)) {
		const char *from = s.p;
		ucnv_toUnicode(converter, &end, text + SAMPLE_CHARS, &from, s.p + s.n, NULL, true, &status);
	}
	for (int32_t i = 0, n = (int32_t)(end - text); i < n;) {
		UChar32 c;
		U16_NEXT(text, i, n, c);
		look_at_char(c, encodings[encoding].scripts, &look);
	}
	ucnv_close(converter);
	tc_free(text);
	return look;
}

static bool holds(const struct look *look)
{
	return look->n_right >= MIN_LETTERS && look->n_wrong * 20 <= look->n_right;
}

/* Japanese by its kana, which no other reading gives. */
static const char *by_kana(struct tc_str s)
{
	for (size_t i = 0; i < N_JAPANESE; i++) {
		struct look look = look_at(s, i);
		if (holds(&look) && look.n_kana >= MIN_LETTERS && look.n_kana * 8 >= look.n_right)
			return encodings[i].name;
	}
	return NULL;
}

/* The encoding of a match, when the text holds what it claims. */
static const char *checked(struct tc_str s, const char *icu_name, int confidence)
{
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
		if (strcmp(icu_name, encodings[i].icu) != 0 || (i < N_JAPANESE && confidence < SURE))
			continue;
		struct look look = look_at(s, i);
		if (holds(&look))
			return encodings[i].name;
	}
	return NULL;
}

/* By ICU's statistics, of at least this confidence. */
static const char *by_statistics(struct tc_str s, int least)
{
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&status);
	const UCharsetMatch **matches = NULL;
	const char *found = NULL;
	int32_t n = 0;
	if (detector != NULL && U_SUCCESS(status)) {
		ucsdet_setText(detector, s.p, (int32_t)s.n, &status);
		matches = ucsdet_detectAll(detector, &n, &status);
	}
	for (int32_t i = 0; U_SUCCESS(status) && matches != NULL && i < n && found == NULL; i++) {
		const char *name = ucsdet_getName(matches[i], &status);
		int confidence = ucsdet_getConfidence(matches[i], &status);
		if (U_SUCCESS(status) && confidence >= least)
			found = checked(s, name, confidence);
	}
	ucsdet_close(detector);
	return found;
}

const char *tc_charset_foreign(struct tc_str s)
{
	struct tc_buf bytes;
	const char *found = NULL;
	tc_buf_init(&bytes, MAX_SAMPLE_BYTES);
	tc_vn_sample(s, &bytes);
	if (is_of_other_script(tc_buf_str(&bytes))) {
		found = by_statistics(tc_buf_str(&bytes), SURE);
		if (found == NULL)
			found = by_kana(tc_buf_str(&bytes));
		if (found == NULL)
			found = by_statistics(tc_buf_str(&bytes), 0);
	}
	tc_buf_release(&bytes);
	return found;
}
