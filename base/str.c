/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slices. */
#include "base/str.h"

#include <string.h>

struct tc_str tc_str_of(const char *nul_terminated)
{
	return (struct tc_str){nul_terminated, nul_terminated == NULL ? 0 : strlen(nul_terminated)};
}

bool tc_str_eq(struct tc_str a, struct tc_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool tc_str_eq_ascii_nocase(struct tc_str a, struct tc_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		unsigned char x = (unsigned char)a.p[i], y = (unsigned char)b.p[i];
		x = x >= 'A' && x <= 'Z' ? x | 0x20 : x;
		y = y >= 'A' && y <= 'Z' ? y | 0x20 : y;
		if (x != y)
			return false;
	}
	return true;
}

int tc_str_cmp(struct tc_str a, struct tc_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);
	if (order != 0)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool tc_str_starts(struct tc_str s, struct tc_str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool tc_str_ends(struct tc_str s, struct tc_str suffix)
{
	return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

struct tc_str tc_str_sub(struct tc_str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct tc_str){s.p == NULL ? NULL : s.p + from, to - from};
}

size_t tc_str_find(struct tc_str s, struct tc_str needle, size_t from)
{
	if (from >= s.n)
		return s.n;
	const char *found = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return found == NULL ? s.n : (size_t)(found - s.p);
}

size_t tc_str_find_char(struct tc_str s, char c, size_t from)
{
	if (from >= s.n)
		return s.n;
	const char *found = memchr(s.p + from, c, s.n - from);
	return found == NULL ? s.n : (size_t)(found - s.p);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct tc_str tc_str_trim(struct tc_str s)
{
	while (s.n > 0 && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct tc_str tc_str_split(struct tc_str *rest, char separator)
{
	struct tc_str piece = *rest;
	size_t at = tc_str_find_char(piece, separator, 0);
	if (at == piece.n) {
		*rest = TC_STR_NONE;
		return piece;
	}
	*rest = tc_str_sub(piece, at + 1, piece.n);
	piece.n = at;
	return piece;
}

bool tc_str_to_u64(struct tc_str s, unsigned long long max, unsigned long long *out)
{
	unsigned long long value = 0;
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';
		if (digit > 9 || value > (max - digit) / 10 || digit > max)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

unsigned long long tc_str_hash(struct tc_str s)
{
	unsigned long long hash = 14695981039346656037ull;
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 1099511628211ull;
	return hash;
}

bool tc_str_has_line(struct tc_str lines, struct tc_str line)
{
	while (lines.p != NULL)
		if (tc_str_eq(tc_str_split(&lines, '\n'), line))
			return true;
	return false;
}
