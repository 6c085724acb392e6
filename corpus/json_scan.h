/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_JSON_SCAN_H
#define TC_CORPUS_JSON_SCAN_H

#include <stdint.h>

#include "base/str.h"

/* Where a JSON value ends, a byte at a time and in no memory: brackets are counted, strings and escapes minded, and what can
 * stand nowhere is told where it stands.  Whether the value is right in all else is the parser's to say. */
enum tc_json_token { TC_JSON_START, TC_JSON_COMMA, TC_JSON_COLON, TC_JSON_OPEN, TC_JSON_WORD, TC_JSON_STR, TC_JSON_CLOSED };

struct tc_json_scan {
	uint64_t depth;
	enum tc_json_token last;
	bool in_string, in_escape;
};

enum tc_json_step { TC_JSON_MORE, TC_JSON_DONE, TC_JSON_WRONG };

/* Takes the next byte of a value; begin with a zeroed scan.  DONE with the byte that closes the outermost bracket or string. */
enum tc_json_step tc_json_scan_byte(struct tc_json_scan *scan, char c);
/* Takes bytes until the value is done or wrong; *n is how many belong to it. */
enum tc_json_step tc_json_scan_bytes(struct tc_json_scan *scan, struct tc_str bytes, size_t *n);

#endif
