/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns of paths, as the shell and its tools write them (POSIX 2.14, without classes), with ** of today's shells.
 *
 * fnmatch(3) has no **, and counts bytes or characters as the locale says, which cron leaves at C: "?.html" would not match
 * "ệ.html".  Here characters are always those of UTF-8.
 *
 * A star that was met is remembered with the place where it was; when what follows it does not fit, the star takes one character
 * more.  Only the last * and the last ** need be remembered: what stands before either was met as early as can be, which leaves
 * the most to the rest.  A * gives up at a /, then the ** before it takes more.  So no pattern takes more time than its length
 * times the square of the path's.
 */
#include "base/glob.h"

#include "base/utf8.h"

/* The next character of s; a wrong byte is what it is, above all characters. */
static unsigned next(struct tc_str s, size_t *at)
{
	size_t from = *at;
	unsigned c = tc_utf8_next(s, at);
	return c == TC_UTF8_BAD ? 0x110000u + (unsigned char)s.p[from] : c;
}

/* Where the bracket expression that begins at *at ([) ends, SIZE_MAX when never; first is where its characters begin. */
static size_t bracket_end(struct tc_str pattern, size_t at, bool *negated, size_t *first)
{
	*first = at + 1;
	*negated = *first < pattern.n && (pattern.p[*first] == '!' || pattern.p[*first] == '^');
	*first += *negated;
	for (size_t i = *first; i < pattern.n; i++) {
		if (pattern.p[i] == '\\')
			i++;
		else if (pattern.p[i] == ']' && i > *first)
			return i;
	}
	return (size_t)-1;
}

static unsigned next_in_bracket(struct tc_str inner, size_t *at)
{
	if (inner.p[*at] == '\\' && *at + 1 < inner.n)
		++*at;
	return next(inner, at);
}

/* Matches one character by the one element of the pattern at *p, which moves behind it. */
static bool match_one(struct tc_str pattern, size_t *p, unsigned c)
{
	bool negated, found = false;
	size_t first, end;
	if (pattern.p[*p] == '?') {
		++*p;
		return c != '/';
	}
	if (pattern.p[*p] == '[' && (end = bracket_end(pattern, *p, &negated, &first)) != (size_t)-1) {
		struct tc_str inner = tc_str_sub(pattern, first, end);
		for (size_t i = 0; i < inner.n;) {
			unsigned low = next_in_bracket(inner, &i), high = low;
			if (i + 1 < inner.n && inner.p[i] == '-') {
				i++;
				high = next_in_bracket(inner, &i);
			}
			found = found || (c >= low && c <= high);
		}
		*p = end + 1;
		return found != negated && c != '/';
	}
	if (pattern.p[*p] == '\\' && *p + 1 < pattern.n)
		++*p;
	return next(pattern, p) == c;
}

/* A star met: where the pattern goes on behind it, and how far it reaches. */
struct star {
	bool met;
	bool parts; /* it is all of a part: reaches over whole ones, or none */
	size_t pattern, path;
};

/* Lets a remembered star take one character more; false when none can. */
static bool retry(struct tc_str path, struct star *one, struct star *two, size_t *p, size_t *s)
{
	struct star *star = one->met && one->path < path.n && path.p[one->path] != '/' ? one : two;
	if (!star->met || star->path >= path.n)
		return false;
	if (star == two)
		one->met = false;
	if (star->parts)
		star->path = tc_str_find_char(path, '/', star->path);
	if (star->path >= path.n)
		return false;
	next(path, &star->path);
	*p = star->pattern;
	*s = star->path;
	return true;
}

/* Remembers the star at *p of the pattern, *p moves behind it. */
static void meet(struct tc_str pattern, size_t *p, size_t s, struct star *one, struct star *two)
{
	bool is_two = *p + 1 < pattern.n && pattern.p[*p + 1] == '*', parts = *p == 0 || pattern.p[*p - 1] == '/';
	while (*p < pattern.n && pattern.p[*p] == '*')
		++*p;
	parts = parts && is_two && *p < pattern.n && pattern.p[*p] == '/';
	*p += parts;
	*(is_two ? two : one) = (struct star){true, parts, *p, s};
	one->met = one->met && !is_two;
}

bool tc_glob_match(struct tc_str pattern, struct tc_str path)
{
	struct star one = {.met = false}, two = {.met = false};
	size_t p = 0, s = 0;
	while (p < pattern.n || s < path.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			meet(pattern, &p, s, &one, &two);
			continue;
		}
		size_t p_next = p, s_next = s;
		if (p < pattern.n && s < path.n && match_one(pattern, &p_next, next(path, &s_next))) {
			p = p_next;
			s = s_next;
		} else if (!retry(path, &one, &two, &p, &s)) {
			return false;
		}
	}
	return true;
}

bool tc_glob_names(struct tc_str pattern, struct tc_str path, bool is_folder)
{
	size_t parts = 1, from = path.n;
	if (pattern.n > 1 && pattern.p[pattern.n - 1] == '/') {
		if (!is_folder)
			return false;
		pattern.n--;
	}
	if (pattern.n > 0 && pattern.p[0] == '/')
		return tc_glob_match(pattern, path);
	if (tc_str_find(pattern, TC_STR("**"), 0) < pattern.n) {
		/* It may have any number of parts: each beginning is tried. */
		for (size_t i = 0; i < path.n; i++)
			if ((i == 0 || path.p[i - 1] == '/') && tc_glob_match(pattern, tc_str_sub(path, i, path.n)))
				return true;
		return false;
	}
	for (size_t i = 0; i < pattern.n; i++)
		parts += pattern.p[i] == '/';
	while (from > 0 && (path.p[from - 1] != '/' || --parts > 0))
		from--;
	return tc_glob_match(pattern, tc_str_sub(path, from, path.n));
}

bool tc_glob_valid(struct tc_str pattern)
{
	bool negated;
	size_t first;
	for (size_t i = 0; i < pattern.n; i++) {
		if (pattern.p[i] == '\\' && ++i >= pattern.n)
			return false;
		if (pattern.p[i] == '[' && (i = bracket_end(pattern, i, &negated, &first)) == (size_t)-1)
			return false;
	}
	return pattern.n > 0;
}
