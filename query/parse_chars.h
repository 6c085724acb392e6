/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PARSE_CHARS_H
#define TC_QUERY_PARSE_CHARS_H

#include "base/str.h"

bool tc_query_is_blank(unsigned c);
/* No letter, digit or mark; blanks too. */
bool tc_query_is_punctuation(unsigned c);
/* The character that ends a quote opened by c, 0 when c opens none.  " stands for each of " “ ”. */
unsigned tc_query_quote_end(unsigned c);
bool tc_query_ends_quote(unsigned c, unsigned end);
/* Is there anything but punctuation and blanks in s? */
bool tc_query_is_searchable(struct tc_str s);
/* Where the word that begins at byte offset from ends: at a blank, quote, bracket or |. */
size_t tc_query_run_end(struct tc_str s, size_t from);
/* Where an unquoted id, path or address ends: at a blank or a bracket that it did not open. */
size_t tc_query_value_end(struct tc_str s, size_t from);
/* The word without punctuation and * behind it and single quotes before it: "Nội," is Nội, "Ngu*," is Ngu with a wildcard. */
struct tc_str tc_query_trim_word(struct tc_str s, bool *wildcard);

#endif
