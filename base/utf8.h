/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_UTF8_H
#define TC_BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#define TC_UTF8_BAD 0xFFFFFFFFu

/* Reads the character at byte offset *at (< s.n) and moves *at behind it.  A wrong byte gives TC_UTF8_BAD and moves by
 * one.  Well-formed is table 3-7 of the Unicode Standard: no surrogates, nothing over U+10FFFF, no long forms. */
unsigned tc_utf8_next(struct tc_str s, size_t *at);
/* Byte offset where the character before byte offset at (> 0) begins. */
size_t tc_utf8_prev(struct tc_str s, size_t at);
bool tc_utf8_valid(struct tc_str s);
/* Byte offset of the first wrong byte, s.n when all is well-formed. */
size_t tc_utf8_valid_prefix(struct tc_str s);
/* Adds s to out with each wrong byte (each maximal ill-formed subpart) as U+FFFD; returns how many there were. */
size_t tc_utf8_repair(struct tc_str s, struct tc_buf *out);
/* Encodes into out[4]; returns the length, 0 for what is no scalar value. */
size_t tc_utf8_encode(unsigned code_point, char out[4]);
/* How many characters a person counts: combining marks (U+0300..U+036F) and zero-width signs count with their base. */
size_t tc_utf8_count(struct tc_str s);

#endif
