/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_LINE_H
#define TC_CORPUS_LINE_H

#include "base/arena.h"

/* Lines of clean text (charset.h). */

/* Blanks single and none at the ends, in the arena; a line end inside counts as a blank. */
struct tc_str tc_line_single(struct tc_arena *arena, struct tc_str s);
/* Adds the lines of text that have more than blanks to list, each as tc_line_single gives it. */
void tc_line_paragraphs(struct tc_arena *arena, struct tc_str text, struct tc_strs *list);
/* Adds the parts of s between any of the ASCII separators, cleaned, without empty ones and repetitions. */
void tc_line_list(struct tc_arena *arena, struct tc_str s, const char *separators, struct tc_strs *list);
/* Is s among the last items of list?  A real list of names or keywords is all in that; a list of millions stays cheap. */
bool tc_line_listed(const struct tc_strs *list, struct tc_str s);
/* Bytes of s that the prefix (small letters, NFC) matches at its beginning without regard to case; 0 when it does not. */
size_t tc_line_opens(struct tc_str s, const char *prefix);
/* Does the character c begin a word that is written large: A to Z, the large letters of Vietnamese? */
bool tc_line_is_capital(unsigned c);

#endif
