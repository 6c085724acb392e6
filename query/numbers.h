/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_NUMBERS_H
#define TC_QUERY_NUMBERS_H

#include "query/typed.h"

/* Numbers and dates as people write them. */

/* A number, a sum or a date that begins at words[0] and ends at a word where one may end: returns how many words it has, 0 when
 * there is none, and adds its other ways of writing to forms. */
size_t tc_numbers_find(const struct tc_typed *words, size_t n, struct tc_arena *arena, struct tc_forms *forms);

#endif
