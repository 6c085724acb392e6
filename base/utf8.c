/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8, by table 3-7 of the Unicode Standard (well-formed byte sequences): the second byte's range is what forbids long forms,
 * surrogates and what lies over U+10FFFF. */
#include "base/utf8.h"

struct lead {
	unsigned char length;    /* 0: no lead byte */
	unsigned char low, high; /* of the second byte */
};

static struct lead lead_of(unsigned char c)
{
	if (c < 0xC2 || c > 0xF4)
		return (struct lead){0, 0, 0};
	if (c < 0xE0)
		return (struct lead){2, 0x80, 0xBF};
	if (c < 0xF0)
		return (struct lead){3, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF};
	return (struct lead){4, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF};
}

/* Length of the longest beginning of a well-formed character at `at`; *whole: it is one. */
static size_t read_character(struct tc_str s, size_t at, unsigned *code_point, bool *whole)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	struct lead lead = lead_of(p[0]);
	*whole = false;
	if (lead.length == 0)
		return 1;
	unsigned value = p[0] & (0x7Fu >> lead.length);
	for (size_t i = 1; i < lead.length; i++) {
		unsigned char low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xBF;
		if (at + i >= s.n || p[i] < low || p[i] > high)
			return i;
		value = value << 6 | (p[i] & 0x3Fu);
	}
	*whole = true;
	*code_point = value;
	return lead.length;
}

unsigned tc_utf8_next(struct tc_str s, size_t *at)
{
	unsigned char c = (unsigned char)s.p[*at];
	unsigned code_point = TC_UTF8_BAD;
	bool whole;
	if (c < 0x80) {
		++*at;
		return c;
	}
	size_t n = read_character(s, *at, &code_point, &whole);
	*at += whole ? n : 1;
	return whole ? code_point : TC_UTF8_BAD;
}

size_t tc_utf8_prev(struct tc_str s, size_t at)
{
	size_t from = at;
	do
		from--;
	while (from > 0 && at - from < 4 && ((unsigned char)s.p[from] & 0xC0) == 0x80);
	return from;
}

size_t tc_utf8_valid_prefix(struct tc_str s)
{
	size_t at = 0;
	while (at < s.n) {
		unsigned code_point;
		bool whole = true;
		size_t n = 1;
		if ((unsigned char)s.p[at] >= 0x80)
			n = read_character(s, at, &code_point, &whole);
		if (!whole)
			return at;
		at += n;
	}
	return s.n;
}

bool tc_utf8_valid(struct tc_str s)
{
	return tc_utf8_valid_prefix(s) == s.n;
}

size_t tc_utf8_repair(struct tc_str s, struct tc_buf *out)
{
	size_t bad = 0;
	while (s.n > 0) {
		size_t good = tc_utf8_valid_prefix(s);
		tc_buf_add(out, s.p, good);
		if (good == s.n)
			break;
		unsigned code_point;
		bool whole;
		size_t wrong = read_character(s, good, &code_point, &whole);
		tc_buf_add_utf8(out, 0xFFFD);
		bad++;
		s = tc_str_sub(s, good + wrong, s.n);
	}
	return bad;
}

size_t tc_utf8_encode(unsigned code_point, char out[4])
{
	static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
	if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
		return 0;
	size_t n = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code_point & 0x3F));
		code_point >>= 6;
	}
	out[0] = (char)(marks[n] | code_point);
	return n;
}

size_t tc_utf8_count(struct tc_str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		unsigned c = tc_utf8_next(s, &at);
		bool counts =
			!(c >= 0x300 && c <= 0x36F) && !(c >= 0x200B && c <= 0x200F) && c != 0x2060 && c != 0xFEFF && c != 0xAD;
		n += counts;
	}
	return n;
}
