/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mending of JSON strings.
 *
 * Two mistakes of writers lose nothing but themselves, while a parser that goes by RFC 8259 refuses the whole record: a text cut
 * in the middle of an emoji leaves half of a surrogate pair (section 8.2), and text pasted between quotes by hand keeps its line
 * ends and tabs, which must be escaped (section 7).  An escaped NUL is legal, but stands for no letter and is not taken in names
 * by the parser.  Everything else that is wrong (quotes, commas, brackets) is left to the
 * parser's message, since nobody can know what was meant. */
#include "corpus/json_mend.h"

/* Value of the four hexadecimal digits of an escape at s.p[at], or -1. */
static int unit(struct tc_str s, size_t at)
{
	int value = 0;
	if (at + 6 > s.n || s.p[at] != '\\' || s.p[at + 1] != 'u')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		char c = s.p[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static bool is_high(int value)
{
	return value >= 0xD800 && value < 0xDC00;
}

static bool is_low(int value)
{
	return value >= 0xDC00 && value < 0xE000;
}

/* Bytes of the escape at s.p[at]; *half when it is half a pair, or NUL. */
static size_t escape_bytes(struct tc_str s, size_t at, bool *half)
{
	int value = unit(s, at);
	*half = false;
	if (is_high(value) && is_low(unit(s, at + 6)))
		return 12;
	*half = is_high(value) || is_low(value) || value == 0;
	return value >= 0 ? 6 : at + 1 < s.n ? 2 : 1;
}

size_t tc_json_mend(struct tc_str s, struct tc_buf *out)
{
	size_t n = 0, from = 0;
	bool inside = false, half;
	tc_buf_reset(out);
	for (size_t at = 0; at < s.n;) {
		unsigned char c = (unsigned char)s.p[at];
		size_t bytes = inside && c == '\\' ? escape_bytes(s, at, &half) : 1;
		bool control = inside && c < 0x20;
		if (c == '"')
			inside = !inside;
		if (control || (inside && c == '\\' && half)) {
			tc_buf_add_str(out, tc_str_sub(s, from, at));
			tc_buf_printf(out, "\\u%04X", control ? c : 0xFFFDu);
			from = at + bytes;
			n++;
		}
		at += bytes;
	}
	if (n > 0)
		tc_buf_add_str(out, tc_str_sub(s, from, s.n));
	return n;
}
