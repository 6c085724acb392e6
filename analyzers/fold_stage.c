/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One stage of folding over the code points of any text.
 *
 * Text goes by two paths.  Letters that are what they will be (ASCII, the composed Latin letters that Vietnamese uses and
 * their neighbours) are folded one by one.  Everything else, with the letter before it when a mark follows, is a run that goes
 * through Unicode's compatibility decomposition (NFKD, UAX 15), is worked on there character by character with its marks, and
 * is composed again (NFC).  Done besides:
 *
 * - A circumflex or breve typed after a tone mark goes before it (a + grave + breve = ằ).  Both have combining class 230, so
 *   NFC keeps their order and never makes the letter.
 * - Signs without a shape (soft hyphen, zero width joiners, direction marks, variation selectors: Default_Ignorable) go.
 * - Typographic quotes, apostrophes, dashes and the minus become ASCII.
 * - D with a stroke overlay is Đ; a dotless i under a tone is i.
 *
 * Lower case is simple case folding (CaseFolding.txt, C and S); of İ only i stays.  Toneless takes the five tone marks from
 * vowels that Vietnamese has and leaves ñ and ö alone; ASCII takes every mark from Latin letters and spells out those that
 * Unicode does not decompose (đ ø ł æ ß).  Letters of other scripts keep their marks.
 *
 * Marks over a limit of 16 on one letter are noise and dropped; that makes folding twice the same as folding once for any
 * input.  Wrong bytes become U+FFFD.
 */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "analyzers/fold_stage.h"
#include "analyzers/letters.h"
#include "base/limits.h"
#include "base/utf8.h"

#define MAX_MARKS 16
#define RUN_UNITS 256 /* a run is cut, where Unicode allows, when it is longer than this */

static bool is_plain(unsigned c)
{
	return c < 0x80 || (c >= 0x1EA0 && c <= 0x1EF9) || (c >= 0xC0 && c <= 0x12F) || (c >= 0x134 && c <= 0x13E) ||
	       (c >= 0x141 && c <= 0x148) || (c >= 0x14A && c <= 0x17E) || (c >= 0x1A0 && c <= 0x1A1) ||
	       (c >= 0x1AF && c <= 0x1B0);
}

static bool is_latin(UChar32 c)
{
	return (c < 0x2B0 || (c >= 0x1E00 && c <= 0x1EFF)) && u_isalnum(c);
}

/* What a sign of typography is in ASCII; itself when it is none. */
static UChar32 plain_sign(UChar32 c)
{
	switch (c) {
	case 0x2018: /* ‘ */
	case 0x2019: /* ’ */
	case 0x201A: /* ‚ */
	case 0x201B: /* ‛ */
	case 0x2032: /* ′ */
	case 0x2039: /* ‹ */
	case 0x203A: /* › */
	case 0x02BB: /* ʻ */
	case 0x02BC: /* ʼ */
		return '\'';
	case 0x201C: /* “ */
	case 0x201D: /* ” */
	case 0x201E: /* „ */
	case 0x201F: /* ‟ */
	case 0x00AB: /* « */
	case 0x00BB: /* » */
		return '"';
	case 0x2010: /* ‐ */
	case 0x2012: /* ‒ */
	case 0x2013: /* – */
	case 0x2014: /* — */
	case 0x2015: /* ― */
	case 0x2212: /* − */
		return '-';
	case 0x2044: /* ⁄ */
		return '/';
	default:
		return c;
	}
}

/* ASCII for a Latin letter that has no decomposition; NULL when there is none. */
static const char *spelled_out(UChar32 c)
{
	static const struct {
		unsigned short code_point;
		const char *ascii;
	} letters[] = {{0x00C6, "AE"}, {0x00D0, "D"}, {0x00D8, "O"},  {0x00DE, "TH"}, {0x00DF, "ss"}, {0x00E6, "ae"},
		       {0x00F0, "d"},  {0x00F8, "o"}, {0x00FE, "th"}, {0x0110, "D"},  {0x0111, "d"},  {0x0127, "h"},
		       {0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"},  {0x014B, "n"},  {0x0153, "oe"}, {0x0167, "t"},
		       {0x0180, "b"},  {0x0192, "f"}, {0x0199, "k"},  {0x01DD, "e"},  {0x0256, "d"},  {0x0259, "e"}};
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].code_point == c)
			return letters[i].ascii;
	return NULL;
}

static bool is_tone_above(UChar32 c)
{
	return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309;
}

/* A run in work: code points in UTF-16, as ICU takes them. */
struct run {
	struct tc_buf from, to;
};

static const UChar *units(const struct tc_buf *buf)
{
	return (const UChar *)(const void *)buf->p;
}

static int32_t n_units(const struct tc_buf *buf)
{
	return (int32_t)(buf->n / sizeof(UChar));
}

static void add_unit(struct tc_buf *buf, UChar32 c)
{
	UChar pair[2] = {U16_LEAD(c), U16_TRAIL(c)};
	UChar one = (UChar)c;
	if (c > 0xFFFF)
		tc_buf_add(buf, pair, sizeof pair);
	else
		tc_buf_add(buf, &one, sizeof one);
}

/* Normalizes from into to. */
static void normalize(const UNormalizer2 *normalizer, const struct tc_buf *from, struct tc_buf *to)
{
	int32_t room = n_units(from) * 2 + 32;
	tc_buf_reset(to);
	for (int tries = 0; tries < 2; tries++) {
		UErrorCode code = U_ZERO_ERROR;
		UChar *place = (UChar *)(void *)tc_buf_room(to, (size_t)room * sizeof *place);
		if (place == NULL)
			return;
		int32_t n = unorm2_normalize(normalizer, units(from), n_units(from), place, room, &code);
		if (U_SUCCESS(code)) {
			tc_buf_added(to, (size_t)n * sizeof *place);
			return;
		}
		if (code == U_MEMORY_ALLOCATION_ERROR)
			break;
		room = n + 1;
	}
	to->failed = TC_ENOMEM;
}

/* Puts shape marks before the tone marks of the same class: one swap of neighbours at a time. */
static void order_marks(UChar32 *marks, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && (marks[k] == 0x0302 || marks[k] == 0x0306) && is_tone_above(marks[k - 1]); k--) {
			UChar32 tone = marks[k - 1];
			marks[k - 1] = marks[k];
			marks[k] = tone;
		}
}

static size_t drop_marks(UChar32 *marks, size_t n, bool (*unwanted)(UChar32 mark))
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!unwanted(marks[i]))
			marks[kept++] = marks[i];
	return kept;
}

static bool is_tone(UChar32 mark)
{
	enum tc_tone tone;
	return tc_letter_tone_mark((unsigned)mark, &tone);
}

static bool is_dot_above(UChar32 mark)
{
	return mark == 0x0307;
}

static bool is_any(UChar32 mark)
{
	(void)mark;
	return true;
}

/* Adds one decomposed character with its marks. */
static void add_cluster(struct tc_buf *to, UChar32 base, UChar32 *marks, size_t n, enum tc_stage stage)
{
	base = plain_sign(base);
	if ((base == 'D' || base == 'd') && n > 0 && marks[0] == 0x0335) {
		base = base == 'D' ? 0x0110 : 0x0111;
		memmove(marks, marks + 1, --n * sizeof *marks);
	}
	if (base == 0x0131 && n > 0 && is_tone(marks[0]))
		base = 'i';
	if (base < 0x80 && base > 0 && strchr("aeoAEO", (int)base) != NULL)
		order_marks(marks, n);
	if (stage >= TC_STAGE_LOWER) {
		base = u_foldCase(base, U_FOLD_CASE_DEFAULT);
		for (size_t i = 0; i < n; i++)
			marks[i] = u_foldCase(marks[i], U_FOLD_CASE_DEFAULT);
		if (base == 'i')
			n = drop_marks(marks, n, is_dot_above);
	}
	if (stage == TC_STAGE_TONELESS && base < 0x80 && base > 0 && strchr("aeiouy", (int)base) != NULL)
		n = drop_marks(marks, n, is_tone);
	const char *ascii = stage == TC_STAGE_ASCII ? spelled_out(base) : NULL;
	if (stage == TC_STAGE_ASCII && is_latin(base))
		n = drop_marks(marks, n, is_any);
	if (ascii == NULL)
		add_unit(to, base);
	else
		for (; *ascii != '\0'; ascii++)
			add_unit(to, (unsigned char)*ascii);
	for (size_t i = 0; i < n; i++)
		add_unit(to, marks[i]);
}

/* Reads the decomposed run character by character into to. */
static void work_run(const struct tc_buf *decomposed, struct tc_buf *to, enum tc_stage stage)
{
	const UChar *from = units(decomposed);
	int32_t n = n_units(decomposed);
	tc_buf_reset(to);
	for (int32_t at = 0; at < n;) {
		UChar32 base, mark, marks[MAX_MARKS];
		size_t n_marks = 0;
		U16_NEXT(from, at, n, base);
		while (at < n) {
			int32_t next = at;
			U16_NEXT(from, next, n, mark);
			if (u_getCombiningClass(mark) == 0)
				break;
			if (n_marks < MAX_MARKS)
				marks[n_marks++] = mark;
			at = next;
		}
		add_cluster(to, base, marks, n_marks, stage);
	}
}

static void add_utf8(struct tc_buf *out, const struct tc_buf *from)
{
	int32_t n = n_units(from);
	for (int32_t at = 0; at < n;) {
		UChar32 c;
		U16_NEXT(units(from), at, n, c);
		tc_buf_add_utf8(out, (unsigned)c);
	}
}

/* Folds the run of text that begins at *at and moves *at behind it. */
static void fold_run(struct tc_str text, size_t *at, enum tc_stage stage, struct run *run, struct tc_buf *out)
{
	UErrorCode code = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&code), *nfc = unorm2_getNFCInstance(&code);
	if (U_FAILURE(code)) {
		out->failed = TC_ENOMEM;
		return;
	}
	tc_buf_reset(&run->from);
	for (size_t next = *at; next < text.n; *at = next) {
		unsigned c = tc_utf8_next(text, &next);
		bool first = n_units(&run->from) == 0;
		if (c == TC_UTF8_BAD)
			c = 0xFFFD;
		if (!first && is_plain(c))
			break;
		if (n_units(&run->from) >= RUN_UNITS && u_getCombiningClass((UChar32)c) == 0 &&
		    unorm2_hasBoundaryBefore(nfkd, (UChar32)c) && unorm2_hasBoundaryBefore(nfc, (UChar32)c))
			break;
		if (!u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			add_unit(&run->from, (UChar32)c);
	}
	normalize(nfkd, &run->from, &run->to);
	work_run(&run->to, &run->from, stage);
	normalize(nfc, &run->from, &run->to);
	add_utf8(out, &run->to);
	if (run->from.failed != TC_OK || run->to.failed != TC_OK)
		out->failed = run->from.failed != TC_OK ? run->from.failed : run->to.failed;
}

/* A plain letter alone; 0 when only a run can tell. */
static unsigned fold_plain(unsigned c, enum tc_stage stage)
{
	enum tc_vowel vowel;
	enum tc_tone tone;
	if (stage >= TC_STAGE_LOWER)
		c = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 0x20 : c) : (unsigned)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
	if (c < 0x80 || stage <= TC_STAGE_LOWER)
		return c;
	if (tc_letter_vowel(c, &vowel, &tone))
		return stage == TC_STAGE_TONELESS ? tc_letter_toned(vowel, TC_TONE_LEVEL) : (unsigned char)tc_letter_base(vowel);
	return stage == TC_STAGE_TONELESS ? c : c == TC_LETTER_D_STROKE ? 'd' : 0;
}

void tc_fold_stage(struct tc_str text, enum tc_stage stage, struct tc_buf *out)
{
	struct run run;
	tc_buf_init(&run.from, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&run.to, TC_LIMIT_ARTICLE_BYTES);
	for (size_t at = 0; at < text.n && out->failed == TC_OK;) {
		size_t next = at;
		unsigned c = tc_utf8_next(text, &next), folded = 0;
		size_t after = next;
		if (is_plain(c) && (next >= text.n || is_plain(tc_utf8_next(text, &after))))
			folded = fold_plain(c, stage);
		if (folded != 0) {
			tc_buf_add_utf8(out, folded);
			at = next;
		} else {
			fold_run(text, &at, stage, &run, out);
		}
	}
	tc_buf_release(&run.from);
	tc_buf_release(&run.to);
}
