/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes to clean text.
 *
 * Most files are clean UTF-8 already: one scan over the bytes tells that, and the text is then the bytes themselves.  A table by
 * first byte says which characters may need more than a look at their length: those that are dropped or become a blank or a new
 * line, and those that NFC may change (UAX 15): combining marks, and the blocks with compatibility or composed characters.  Only
 * the lines with the latter go through ICU.
 *
 * Dropped: control characters, U+00AD soft hyphen, U+034F, U+061C, U+180E, U+200B to U+200F (zero width, marks of direction),
 * U+202A to U+202E, U+2060 to U+206F, U+FEFF, U+FFF9 to U+FFFB.  A blank: U+00A0 and the other Unicode blanks.  A new line: CR,
 * CR LF, VT, FF, U+0085, U+2028, U+2029.  Joiners go too, emoji sequences come apart: Vietnamese needs none, and a word with an
 * invisible sign inside cannot be found.  Of more than 30 combining marks on one letter, which no script needs (UAX 15,
 * "Stream-Safe Text Format"), the first 30 stay: sorting millions of them takes hours. */
#include "corpus/charset.h"

#include <limits.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "corpus/charset_vn.h"

/* Combining marks in a row that are kept. */
#define MAX_MARKS 30

/* What a scan found. */
enum { CLEAN = 0, DIRTY = 1, MAY_NEED_NFC = 2, MALFORMED = 4, SUSPICIOUS = 8 };

/* What a character becomes. */
enum { KEEP, DROP, BLANK, NEWLINE };

static int fate(unsigned c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' ? KEEP : c == '\r' || c == '\v' || c == '\f' ? NEWLINE : DROP;
	if (c >= 0x7F && c <= 0x9F)
		return c == 0x85 ? NEWLINE : DROP;
	if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000)
		return BLANK;
	if (c == 0x2028 || c == 0x2029)
		return NEWLINE;
	if (c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
	    (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB))
		return DROP;
	return KEEP;
}

/* May NFC change a text with characters whose UTF-8 begins with these two bytes? */
static bool may_need_nfc(unsigned char first, unsigned char second)
{
	if (first < 0xCC)
		return false;
	if (first < 0xE0) /* U+0300 to U+037F combining marks; Greek, Hebrew and Arabic have some */
		return first <= 0xCE || first == 0xD2 || first >= 0xD6;
	if (first == 0xE1) /* U+1E00 to U+1EFF, Vietnamese letters, are composed */
		return second < 0xB8 || second > 0xBB;
	if (first == 0xE2) /* marks for symbols, Ohm, Kelvin, Angstrom, angle brackets, U+2ADC */
		return second == 0x83 || second == 0x84 || second == 0x8C || second == 0xAB;
	if (first == 0xE3)
		return second == 0x80 || second == 0x82 || second == 0x83;
	if (first == 0xEF)
		return second >= 0xA4 && second <= 0xAD;
	if (first == 0xF0) /* of the upper planes, emoji and rare ideographs are unchanging */
		return second != 0x9F && second != 0xA0;
	return first == 0xE0 || first == 0xEA || first == 0xED;
}

/* Vietnamese letters (U+1E00 to U+1EFF), dashes and quotation marks (U+2010 to U+2027, U+2030 to U+203F): what a Vietnamese text
 * has most of and nothing ever happens to. */
static bool frequent_three(const unsigned char *p)
{
	if (p[0] == 0xE1)
		return (p[1] & 0xFC) == 0xB8 && (p[2] & 0xC0) == 0x80;
	return p[0] == 0xE2 && p[1] == 0x80 && p[2] <= 0xBF && ((p[2] >= 0x90 && p[2] <= 0xA7) || p[2] >= 0xB0);
}

static int scan(struct tc_str s)
{
	/* Of U+00C0 to U+00FF, a bit each, what is not Vietnamese: text that was decoded wrong is full of them. */
	static const unsigned odd_letters[2] = {0xD9C3C8F0, 0xD9C3C8F0};
	int found = CLEAN;
	size_t n_odd = 0;
	for (size_t at = 0; at < s.n;) {
		const unsigned char *p = (const unsigned char *)s.p + at;
		if (*p < 0x80) {
			found |= (*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7F ? DIRTY : CLEAN;
			at++;
		} else if (s.n - at >= 3 && frequent_three(p)) {
			at += 3;
		} else if (*p >= 0xC3 && *p < 0xCC && s.n - at >= 2 && (p[1] & 0xC0) == 0x80) {
			n_odd += *p == 0xC3 && odd_letters[(p[1] & 0x3F) >> 5] >> (p[1] & 31) & 1;
			at += 2;
		} else {
			unsigned c = tc_utf8_next(s, &at);
			if (c == TC_UTF8_BAD)
				return found | MALFORMED;
			n_odd += c < 0xC0 && c != 0xA0 && c != 0xAD;
			if (c < 0x300 ? c == 0xA0 || c == 0xAD || c < 0xA0 : fate(c) != KEEP)
				found |= DIRTY;
			if (may_need_nfc(p[0], p[1]))
				found |= MAY_NEED_NFC;
		}
	}
	return n_odd >= 2 ? found | SUSPICIOUS : found;
}

/* Adds well-formed s to out without what is dropped, blanks and line ends unified. */
static void strip(struct tc_str s, struct tc_buf *out)
{
	for (size_t at = 0, kept = 0; at < s.n;) {
		while (at < s.n && s.p[at] >= ' ' && s.p[at] < 0x7F)
			at++;
		size_t from = at;
		unsigned c = at < s.n ? tc_utf8_next(s, &at) : 0;
		int what = from < s.n ? fate(c) : KEEP;
		if (what != KEEP) {
			tc_buf_add(out, s.p + kept, from - kept);
			if (what == BLANK)
				tc_buf_add_char(out, ' ');
			if (what == NEWLINE && !(c == '\r' && at < s.n && s.p[at] == '\n'))
				tc_buf_add_char(out, '\n');
			kept = at;
		}
		if (at == s.n)
			tc_buf_add(out, s.p + kept, at - kept);
	}
}

/* Drops of each run of combining marks what is more than MAX_MARKS; returns the new length. */
static int32_t limit_marks(UChar *s, int32_t n)
{
	int32_t kept = 0, n_marks = 0;
	for (int32_t i = 0; i < n;) {
		int32_t from = i;
		UChar32 c;
		U16_NEXT(s, i, n, c);
		n_marks = u_getCombiningClass(c) != 0 ? n_marks + 1 : 0;
		while (n_marks <= MAX_MARKS && from < i)
			s[kept++] = s[from++];
	}
	return kept;
}

/* Adds one line to out in NFC, through UTF-16. */
static void compose_line(struct tc_str line, struct tc_buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	int32_t n = 0, n_limited = 0, n_composed = 0, n_utf8 = 0;
	UChar *wide = line.n < INT_MAX / 8 ? tc_realloc(NULL, (line.n * 4 + 8) * sizeof *wide) : NULL;
	char *room = NULL;
	if (wide == NULL || U_FAILURE(status)) {
		tc_free(wide);
		out->failed = TC_ENOMEM;
		return;
	}
	u_strFromUTF8(wide, (int32_t)line.n + 1, &n, line.p, (int32_t)line.n, &status);
	n_limited = U_SUCCESS(status) ? limit_marks(wide, n) : 0;
	if (U_SUCCESS(status) && n_limited == n && unorm2_quickCheck(nfc, wide, n, &status) == UNORM_YES) {
		tc_buf_add_str(out, line);
		tc_free(wide);
		return;
	}
	/* NFC of n code units has at most three times as many (UAX 15, "Stability"). */
	n_composed = unorm2_normalize(nfc, wide, n_limited, wide + line.n + 1, (int32_t)line.n * 3 + 4, &status);
	/* U+0344 is two marks now. */
	n_composed = U_SUCCESS(status) ? limit_marks(wide + line.n + 1, n_composed) : 0;
	if (U_SUCCESS(status) && (room = tc_buf_room(out, (size_t)n_composed * 3 + 1)) != NULL)
		u_strToUTF8(room, n_composed * 3 + 1, &n_utf8, wide + line.n + 1, n_composed, &status);
	if (room != NULL && U_SUCCESS(status))
		tc_buf_added(out, (size_t)n_utf8);
	else if (out->failed == TC_OK)
		out->failed = TC_ENOMEM;
	tc_free(wide);
}

/* Adds s to out in NFC, line by line: no composition crosses a line end. */
static void compose(struct tc_str s, struct tc_buf *out)
{
	for (size_t at = 0; at < s.n && out->failed == TC_OK;) {
		size_t end = tc_str_find_char(s, '\n', at);
		end += end < s.n;
		struct tc_str line = tc_str_sub(s, at, end);
		if (scan(line) & MAY_NEED_NFC)
			compose_line(line, out);
		else
			tc_buf_add_str(out, line);
		at = end;
	}
}

static enum tc_vn_coding hint_of(const struct tc_charset *charset)
{
	return charset->fonts == 0 ? TC_VN_CODINGS : (enum tc_vn_coding)(charset->fonts - 1);
}

/* What was made of out's content, or of bytes elsewhere, takes its place; failures stay. */
static struct tc_str take(struct tc_buf *made, struct tc_buf *out)
{
	enum tc_status failed = out->failed != TC_OK ? out->failed : made->failed;
	tc_buf_reset(out);
	tc_buf_add_str(out, tc_buf_str(made));
	tc_buf_reset(made);
	if (failed != TC_OK)
		out->failed = failed;
	return tc_buf_str(out);
}

/* Text that is decoded: parts of it in other encodings than the rest, and what was decoded wrong before; s or in out. */
static struct tc_str put_right(struct tc_str s, int *found, struct tc_charset *charset, struct tc_buf *other, struct tc_buf *out)
{
	if (*found & MALFORMED && (charset->mixed = tc_vn_decode_mixed(s, hint_of(charset), other)) != 0) {
		s = take(other, out);
		*found = scan(s);
	}
	if (*found & SUSPICIOUS && tc_charset_put_right(charset, s, other)) {
		s = take(other, out);
		*found = scan(s);
	}
	tc_buf_reset(other);
	return s;
}

/* Cleans s of any quality; the result is s or lives in out, whose content is replaced.  charset, when not NULL, is for what was
 * decoded wrong. */
static struct tc_str clean(struct tc_str s, struct tc_buf *out, struct tc_charset *charset, size_t *n_repaired)
{
	struct tc_buf other;
	int found = scan(s);
	*n_repaired = 0;
	if ((found & ~SUSPICIOUS) == CLEAN && (found == CLEAN || charset == NULL))
		return s;
	tc_buf_init(&other, out->max_bytes);
	tc_buf_reset(out);
	if (charset != NULL && found & (MALFORMED | SUSPICIOUS))
		s = put_right(s, &found, charset, &other, out);
	if (found & MALFORMED) {
		*n_repaired = tc_utf8_repair(s, &other);
		s = take(&other, out);
		found = scan(s);
	}
	if (found & DIRTY) {
		strip(s, &other);
		s = take(&other, out);
	}
	if (found & MAY_NEED_NFC) {
		compose(s, &other);
		s = take(&other, out);
	}
	tc_buf_release(&other);
	return s;
}

struct tc_str tc_charset_clean(struct tc_arena *arena, struct tc_str s)
{
	size_t n_repaired;
	struct tc_buf out;
	tc_buf_init(&out, arena->max_bytes);
	struct tc_str text = clean(s, &out, NULL, &n_repaired);
	if (out.failed != TC_OK) {
		arena->failed = out.failed;
		text = TC_STR_NONE;
	} else if (text.p != s.p) {
		text = tc_arena_str(arena, text);
	}
	tc_buf_release(&out);
	return text;
}

bool tc_charset_convertible(const char *name)
{
	static const char ascii[] = "<Aa0 />";
	UErrorCode status = U_ZERO_ERROR;
	if (tc_vn_by_name(name) != TC_VN_CODINGS)
		return true;
	UConverter *converter = ucnv_open(name, &status);
	UChar wide[16];
	char back[16] = "";
	/* What cannot be read as ASCII where it is ASCII (EBCDIC, UTF-7) is not for files that declare their encoding in ASCII.
	 */
	if (U_SUCCESS(status) && strncmp(name, "utf-16", 6) != 0 && strncmp(name, "utf-32", 6) != 0) {
		ucnv_toUChars(converter, wide, 16, ascii, -1, &status);
		u_strToUTF8(back, sizeof back, NULL, wide, -1, &status);
		if (U_SUCCESS(status) && (strcmp(back, ascii) != 0 || ucnv_getType(converter) == UCNV_UTF7))
			status = U_UNSUPPORTED_ERROR;
	}
	ucnv_close(converter);
	return U_SUCCESS(status);
}

/* Adds bytes in the encoding name to out as UTF-8. */
static enum tc_status convert(struct tc_str bytes, const char *name, struct tc_buf *out, struct tc_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar pivot[1024], *pivot_from = pivot, *pivot_to = pivot;
	const char *from = bytes.p, *end = bytes.p + bytes.n;
	UConverter *source = ucnv_open(name, &status), *target = ucnv_open("UTF-8", &status);
	bool first = true;
	do {
		char *room = tc_buf_room(out, 4096), *to = room;
		if (room == NULL || U_FAILURE(status))
			break;
		status = U_ZERO_ERROR;
		ucnv_convertEx(target, source, &to, room + 4096, &from, end, pivot, &pivot_from, &pivot_to, pivot + 1024, first,
			       true, &status);
		tc_buf_added(out, (size_t)(to - room));
		first = false;
		if (status == U_BUFFER_OVERFLOW_ERROR)
			status = U_ZERO_ERROR;
		else
			break;
	} while (true);
	ucnv_close(source);
	ucnv_close(target);
	if (out->failed != TC_OK)
		return tc_buf_check(out, "text", err);
	if (U_FAILURE(status))
		return tc_err_set(err, TC_ENOMEM, "encoding %s: %s", name, u_errorName(status));
	return TC_OK;
}

bool tc_charset_put_right(struct tc_charset *charset, struct tc_str s, struct tc_buf *out)
{
	unsigned found = tc_vn_repair(s, hint_of(charset), out);
	charset->put_right |= found;
	return found != 0;
}

/* Makes bytes, in the encoding of charset, UTF-8 of any quality: bytes themselves, or in out. */
static enum tc_status to_utf8(struct tc_str *bytes, struct tc_charset *charset, struct tc_buf *out, struct tc_err *err)
{
	enum tc_vn_coding coding = tc_vn_by_name(charset->name);
	enum tc_status status = TC_OK;
	if (strcmp(charset->name, "utf-8") == 0 || coding == TC_VN_TWICE)
		return TC_OK;
	if (coding == TC_VN_CODINGS || coding == TC_VN_1258)
		status = convert(*bytes, charset->name, out, err);
	else
		tc_vn_decode(coding, *bytes, false, out);
	*bytes = tc_buf_str(out);
	for (size_t at = 0; (at = tc_str_find(*bytes, TC_STR("\xEF\xBF\xBD"), at)) < bytes->n; at += 3)
		charset->n_repaired++;
	return status == TC_OK ? tc_buf_check(out, "text", err) : status;
}

enum tc_status tc_charset_decode(struct tc_str bytes, struct tc_charset *charset, struct tc_buf *out, struct tc_str *text,
				 struct tc_err *err)
{
	struct tc_buf utf8;
	size_t n_repaired = 0;
	/* Whether there may be more to it than the encoding's name says. */
	bool guess = strcmp(charset->name, tc_vn_name(TC_VN_TWICE)) == 0 ||
		     (!charset->forced && (strcmp(charset->name, "utf-8") == 0 || strcmp(charset->name, "windows-1252") == 0));
	tc_buf_init(&utf8, out->max_bytes);
	tc_buf_reset(out);
	charset->n_repaired = 0;
	charset->put_right = charset->mixed = 0;
	enum tc_status status = to_utf8(&bytes, charset, &utf8, err);
	if (tc_str_starts(bytes, TC_STR("\xEF\xBB\xBF")))
		bytes = tc_str_sub(bytes, 3, bytes.n);
	if (status == TC_OK) {
		*text = clean(bytes, out, guess ? charset : NULL, &n_repaired);
		charset->n_repaired += n_repaired;
		if (text->p == bytes.p && utf8.n > 0) {
			tc_buf_add_str(out, bytes);
			*text = tc_buf_str(out);
		}
		status = tc_buf_check(out, "text", err);
	}
	tc_buf_release(&utf8);
	return status;
}
