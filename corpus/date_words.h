/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_DATE_WORDS_H
#define TC_CORPUS_DATE_WORDS_H

#include "base/date.h"

/* Finds in text the first day that is written as base/date.h does not know: with the name of a month in English, German, French,
 * Italian, Spanish, Portuguese, Dutch or Indonesian (December 29th 2019, 23 mai 2019, 13. Januar 2014), 2023年1月8日,
 * 10/31/2023 where the day cannot be the month, and years of two digits where text says nothing else (31.10.23, 14 Gennaio 20).
 */
bool tc_date_words(struct tc_str text, struct tc_date *out);

#endif
