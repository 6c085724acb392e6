/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of RFC 8259 as far as it can be told without a stack: what may stand before what.
 *
 * A string opens only where a value or a name may stand, and after it comes a comma, a colon or a closing bracket.  So a quote
 * that is missing is noticed at the next one, a few letters on, and not at the end of the file, when everything is inside out.
 * Commas are taken anywhere, and brackets are counted without their kind: the parser refuses such a value, but where it ends is
 * clear. */
#include "corpus/json_scan.h"

#include <string.h>

static bool value_may_stand(enum tc_json_token last)
{
	return last == TC_JSON_START || last == TC_JSON_COMMA || last == TC_JSON_COLON || last == TC_JSON_OPEN;
}

static enum tc_json_step in_string(struct tc_json_scan *scan, char c)
{
	if (scan->in_escape) {
		scan->in_escape = false;
	} else if (c == '\\') {
		scan->in_escape = true;
	} else if (c == '"') {
		scan->in_string = false;
		scan->last = TC_JSON_STR;
		return scan->depth == 0 ? TC_JSON_DONE : TC_JSON_MORE;
	}
	return TC_JSON_MORE;
}

static enum tc_json_step take(struct tc_json_scan *scan, bool allowed, enum tc_json_token token)
{
	scan->last = token;
	return allowed ? TC_JSON_MORE : TC_JSON_WRONG;
}

enum tc_json_step tc_json_scan_byte(struct tc_json_scan *scan, char c)
{
	enum tc_json_token last = scan->last;
	if (scan->in_string)
		return in_string(scan, c);
	switch (c) {
	case ' ':
	case '\t':
	case '\n':
	case '\r':
		/* A word ends; two of them side by side are two values. */
		scan->last = last == TC_JSON_WORD ? TC_JSON_CLOSED : last;
		return TC_JSON_MORE;
	case '"':
		scan->in_string = true;
		return value_may_stand(last) ? TC_JSON_MORE : TC_JSON_WRONG;
	case '{':
	case '[':
		scan->depth++;
		return take(scan, value_may_stand(last), TC_JSON_OPEN);
	case '}':
	case ']':
		if (scan->depth == 0 || last == TC_JSON_COLON)
			return TC_JSON_WRONG;
		scan->last = TC_JSON_CLOSED;
		return --scan->depth == 0 ? TC_JSON_DONE : TC_JSON_MORE;
	case ',':
		return take(scan, last != TC_JSON_COLON, TC_JSON_COMMA);
	case ':':
		return take(scan, last == TC_JSON_STR, TC_JSON_COLON);
	default:
		break;
	}
	bool letter =
		(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
	return take(scan, letter && (value_may_stand(last) || last == TC_JSON_WORD), TC_JSON_WORD);
}

enum tc_json_step tc_json_scan_bytes(struct tc_json_scan *scan, struct tc_str bytes, size_t *n)
{
	enum tc_json_step step = TC_JSON_MORE;
	for (*n = 0; *n < bytes.n && step == TC_JSON_MORE; ++*n) {
		/* Most of an article is inside of strings. */
		if (scan->in_string && !scan->in_escape)
			while (*n + 1 < bytes.n && bytes.p[*n] != '"' && bytes.p[*n] != '\\')
				++*n;
		step = tc_json_scan_byte(scan, bytes.p[*n]);
	}
	if (step == TC_JSON_WRONG)
		--*n;
	return step;
}
