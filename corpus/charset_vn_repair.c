/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that was decoded wrong before it came here.
 *
 * An editor, a database or a browser took bytes for windows-1252 (or ISO 8859-1, whose 0x80 to 0x9F are controls) and wrote the
 * characters as UTF-8 or as &Ocirc;.  The bytes come back by the same table.
 *
 * Bytes of UTF-8: a run of such characters is put right when it is well-formed UTF-8 all through and gives letters or signs that
 * Vietnamese pages have.  "É»" would be one too, so that three runs are asked for, and more good ones than bad.  A no-break
 * blank inside (à is C3 A0) may have become a blank since.
 *
 * Bytes of TCVN3, VNI, VISCII, VPS or windows-1258: part by part, since pages mix them.  A part is put right when it does not
 * look Vietnamese as it is and clearly does in one of the encodings; parts of a few words follow what the longer ones are in.  A
 * part with letters of Vietnamese that windows-1252 has not is Unicode. */
#include "corpus/charset_vn.h"

#include <stdint.h>

#include "base/utf8.h"

#define MAX_ROUNDS 3
/* Bytes of a part that is looked at as one. */
#define MAX_PART_BYTES 65536

bool tc_vn_suspicious(struct tc_str s)
{
	/* Of U+0080 to U+00FF what Vietnamese text hardly has, a bit each. */
	static const unsigned signs[2] = {0xFFFFFFFF, 0xF772D7FE}, letters[2] = {0xD9C3C8F0, 0xD9C3C8F0};
	size_t n = 0;
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], next = (unsigned char)s.p[i + 1] & 0x3F;
		if ((c & 0xFE) == 0xC2)
			n += (c == 0xC2 ? signs : letters)[next >> 5] >> (next & 31) & 1;
	}
	return n >= 2;
}

/* Is c what UTF-8 of a Vietnamese page may have been?  Characters of windows-1252 are, for it may have been done twice. */
static bool plausible(unsigned c)
{
	return (c >= 0x80 && tc_vn_to_1252(c) >= 0) || (c >= 0x100 && c < 0x180) || c == 0x1A0 || c == 0x1A1 || c == 0x1AF ||
	       c == 0x1B0 || (c >= 0x300 && c <= 0x303) || c == 0x309 || c == 0x323 || (c >= 0x1EA0 && c < 0x1F00) ||
	       (c >= 0x2010 && c < 0x2040) || c == 0x20AB || c == 0x2192 || c == 0x25CF || c == 0xFEFF;
}

/* The bytes of the run of characters beyond ASCII at s.p[*at] that windows-1252 has; *at is moved behind it. */
static void read_run(struct tc_str s, size_t *at, struct tc_buf *bytes)
{
	tc_buf_reset(bytes);
	while (*at < s.n && (signed char)s.p[*at] < 0 && bytes->n < MAX_PART_BYTES) {
		size_t next = *at;
		int byte = tc_vn_to_1252(tc_utf8_next(s, &next));
		if (byte < 0)
			break;
		tc_buf_add_char(bytes, (char)byte);
		*at = next;
	}
}

/* Adds a blank to bytes that lack one to be UTF-8: it was a no-break blank, 0xA0. */
static bool lacks_blank(struct tc_str s, size_t at, struct tc_buf *bytes)
{
	if (bytes->n == 0 || at == s.n || s.p[at] != ' ')
		return false;
	tc_buf_add_char(bytes, '\xA0');
	if (tc_utf8_valid(tc_buf_str(bytes)))
		return true;
	bytes->n--;
	return false;
}

static bool all_plausible(struct tc_str s)
{
	for (size_t at = 0; at < s.n;)
		if (!plausible(tc_utf8_next(s, &at)))
			return false;
	return s.n > 0;
}

/* One round of UTF-8 taken for windows-1252; false, with nothing of use in out, when there is none. */
static bool undo_utf8(struct tc_str s, struct tc_buf *out)
{
	size_t n_good = 0, n_bad = 0;
	struct tc_buf bytes;
	tc_buf_init(&bytes, MAX_PART_BYTES + 8);
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		while (at < s.n && (signed char)s.p[at] >= 0)
			at++;
		tc_buf_add_str(out, tc_str_sub(s, from, at));
		from = at;
		read_run(s, &at, &bytes);
		bool good = bytes.n >= 2 && tc_utf8_valid(tc_buf_str(&bytes));
		if (!good && lacks_blank(s, at, &bytes)) {
			good = true;
			at++;
		}
		good = good && all_plausible(tc_buf_str(&bytes));
		if (at == from && at < s.n) {
			tc_utf8_next(s, &at); /* no character of windows-1252 */
			tc_buf_add_str(out, tc_str_sub(s, from, at));
			continue;
		}
		n_good += good;
		n_bad += !good && at > from;
		tc_buf_add_str(out, good ? tc_buf_str(&bytes) : tc_str_sub(s, from, at));
	}
	tc_buf_release(&bytes);
	return n_good >= 2 && n_good > n_bad;
}

/* What a part is as bytes of windows-1252; false when it has other characters, or none beyond ASCII. */
static bool part_bytes(struct tc_str part, struct tc_buf *bytes)
{
	bool high = false;
	tc_buf_reset(bytes);
	for (size_t at = 0; at < part.n;) {
		int byte = tc_vn_to_1252(tc_utf8_next(part, &at));
		if (byte < 0)
			return false;
		high |= byte >= 0x80;
		tc_buf_add_char(bytes, (char)byte);
	}
	return high;
}

struct repair {
	struct tc_buf bytes, text;
	size_t n_good[TC_VN_SINGLE_BYTE + 1]; /* words of the parts that are surely in each encoding */
	enum tc_vn_coding hint;
	unsigned found;
};

/* The encoding that part is in, TC_VN_CODINGS for what is to stay.  Those that sure parts are in count when first is false. */
static enum tc_vn_coding choose(struct repair *r, struct tc_str part, bool first)
{
	static const enum tc_vn_coding tried[] = {TC_VN_TCVN3, TC_VN_VNI, TC_VN_VISCII, TC_VN_VPS, TC_VN_1258, TC_VN_TCVN5712};
	struct tc_vn_look as_is = {0, 0, 0, 0}, best_look = {0, 0, 0, 0};
	enum tc_vn_coding best = TC_VN_CODINGS;
	tc_vn_look(part, &as_is);
	if (first && as_is.n_bad <= as_is.n_good)
		return TC_VN_CODINGS;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		struct tc_vn_look look = {0, 0, 0, 0};
		bool known = r->n_good[tried[i]] >= 3 || r->hint == tried[i];
		if (!first && !known)
			continue;
		tc_buf_reset(&r->text);
		tc_vn_decode(tried[i], tc_buf_str(&r->bytes), true, &r->text);
		tc_vn_look(tc_buf_str(&r->text), &look);
		if (best == TC_VN_CODINGS || look.score > best_look.score) {
			best = tried[i];
			best_look = look;
		}
	}
	if (best == TC_VN_CODINGS || best_look.n_good == 0 || best_look.score <= as_is.score)
		return TC_VN_CODINGS;
	if (!first)
		return best_look.n_good >= best_look.n_bad ? best : TC_VN_CODINGS;
	bool sure = best_look.n_good >= 3 && best_look.n_good >= best_look.n_bad * 4 && tc_vn_dense(&best_look);
	return sure ? best : TC_VN_CODINGS;
}

/* Takes the part of s at byte offset *at, and moves that behind the sign that ends it. */
static struct tc_str next_part(struct tc_str s, size_t *at)
{
	size_t from = *at, end = from;
	while (end < s.n && s.p[end] != '\n' && s.p[end] != '<' && s.p[end] != '>' && s.p[end] != '\x1E')
		end++;
	*at = end + (end < s.n);
	return tc_str_sub(s, from, end);
}

static bool is_ascii(struct tc_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((signed char)s.p[i] < 0)
			return false;
	return true;
}

/* What the longer parts are in. */
static void survey(struct repair *r, struct tc_str s)
{
	for (size_t at = 0; at < s.n;) {
		struct tc_str part = tc_str_sub(next_part(s, &at), 0, MAX_PART_BYTES);
		while (part.n == MAX_PART_BYTES && part.n > 0 && !tc_utf8_valid(part))
			part.n--;
		if (is_ascii(part) || !part_bytes(part, &r->bytes))
			continue;
		enum tc_vn_coding coding = choose(r, part, true);
		struct tc_vn_look look = {0, 0, 0, 0};
		if (coding == TC_VN_CODINGS)
			continue;
		tc_buf_reset(&r->text);
		tc_vn_decode(coding, tc_buf_str(&r->bytes), true, &r->text);
		tc_vn_look(tc_buf_str(&r->text), &look);
		r->n_good[coding] += look.n_good;
	}
}

static void put_right(struct repair *r, struct tc_str s, struct tc_buf *out)
{
	for (size_t at = 0, from = 0; at < s.n; from = at) {
		struct tc_str part = next_part(s, &at);
		enum tc_vn_coding coding =
			is_ascii(part) || !part_bytes(part, &r->bytes) ? TC_VN_CODINGS : choose(r, part, false);
		if (coding != TC_VN_CODINGS) {
			tc_vn_decode(coding, tc_buf_str(&r->bytes), false, out);
			r->found |= 1u << coding;
		} else {
			tc_buf_add_str(out, part);
		}
		tc_buf_add_str(out, tc_str_sub(s, from + part.n, at));
	}
}

static unsigned repair_parts(struct tc_str s, enum tc_vn_coding hint, struct tc_buf *out)
{
	struct repair r = {.hint = hint};
	bool any = hint <= TC_VN_VNI;
	tc_buf_init(&r.bytes, s.n + 16);
	tc_buf_init(&r.text, s.n < SIZE_MAX / 4 ? s.n * 4 + 64 : SIZE_MAX);
	survey(&r, s);
	for (int i = 0; i <= TC_VN_VNI; i++)
		any |= r.n_good[i] >= 3;
	if (any)
		put_right(&r, s, out);
	if (r.bytes.failed != TC_OK || r.text.failed != TC_OK)
		out->failed = TC_ENOMEM;
	tc_buf_release(&r.bytes);
	tc_buf_release(&r.text);
	return r.found;
}

unsigned tc_vn_repair(struct tc_str s, enum tc_vn_coding hint, struct tc_buf *out)
{
	unsigned found = 0;
	struct tc_buf round, last;
	tc_buf_reset(out);
	if (!tc_vn_suspicious(s))
		return 0;
	tc_buf_init(&round, out->max_bytes);
	tc_buf_init(&last, out->max_bytes);
	for (int i = 0; i < MAX_ROUNDS && undo_utf8(s, &round); i++) {
		struct tc_buf swap = last;
		last = round;
		round = swap;
		tc_buf_reset(&round);
		s = tc_buf_str(&last);
		found |= 1u << TC_VN_TWICE;
	}
	unsigned parts = tc_vn_suspicious(s) ? repair_parts(s, hint, out) : 0;
	if (parts == 0) {
		tc_buf_reset(out);
		if (found != 0)
			tc_buf_add_str(out, s);
	}
	if (round.failed != TC_OK || last.failed != TC_OK)
		out->failed = TC_ENOMEM;
	tc_buf_release(&round);
	tc_buf_release(&last);
	return found | parts;
}

unsigned tc_vn_decode_mixed(struct tc_str s, enum tc_vn_coding hint, struct tc_buf *out)
{
	unsigned found = 0;
	struct tc_buf wrong;
	tc_buf_init(&wrong, s.n + 1);
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		struct tc_str part = next_part(s, &at);
		if (!tc_utf8_valid(part))
			tc_buf_add_str(&wrong, tc_str_sub(s, from, at));
	}
	enum tc_vn_coding main = tc_vn_find(tc_buf_str(&wrong), hint, false);
	tc_buf_release(&wrong);
	tc_buf_reset(out);
	for (size_t at = 0, from = 0; at < s.n; from = at) {
		struct tc_str part = next_part(s, &at);
		enum tc_vn_coding own = tc_utf8_valid(part) ? TC_VN_CODINGS : tc_vn_find(part, main, false);
		if (own != TC_VN_CODINGS) {
			tc_vn_decode(own, part, false, out);
			found |= 1u << own;
		} else {
			tc_buf_add_str(out, part);
		}
		tc_buf_add_str(out, tc_str_sub(s, from + part.n, at));
	}
	return found;
}
