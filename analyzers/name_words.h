/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_NAME_WORDS_H
#define TC_ANALYZERS_NAME_WORDS_H

#include <stdbool.h>

#include "base/str.h"

/* Words that tell what a run of capitals is.  All take terms (analyzers/fold.h). */
enum tc_name_word_list {
	TC_NAME_SURNAMES,           /* nguyễn, trần: a Vietnamese family name */
	TC_NAME_OPENERS,            /* ông, tại, theo: stand before a name and may be capital at the beginning of a sentence */
	TC_NAME_PLACES,             /* đường, quận, trường: the name behind it is that of a place */
	TC_NAME_HEADS,              /* bộ, đảng, công: begin what is no name of a person or place */
	TC_NAME_LEVELS,             /* tỉnh, huyện: after UBND */
	TC_NAME_COUNTRIES,          /* mỹ, nga: Nga Vladimir Putin */
	TC_NAME_LARGE_COUNTRIES,    /* pairs: hàn quốc */
	TC_NAME_QUALIFIERS,         /* tnhh, cổ phần: no name of an organisation without more */
	TC_NAME_COMPOUNDS,          /* pairs that name a field of work: kinh tế in Đại học Kinh tế */
	TC_NAME_KNOWN,              /* pairs that begin a name whatever the other lists say: hà nội, bà rịa */
	TC_NAME_ORGANISATION_WORDS, /* ủy, công: first words of organisations, to be asked before all their patterns */
	TC_NAME_LISTS
};

bool tc_name_word_in(enum tc_name_word_list list, struct tc_str term);
bool tc_name_pair_in(enum tc_name_word_list list, struct tc_str first, struct tc_str second);

/* Beginnings of names of organisations, "ủy ban nhân dân": number i, NULL after the last.  capital: counts only when it begins
 * with a capital letter (Bộ, Sở; công ty counts always). */
const char *tc_name_organisation(size_t i, bool *capital);

#endif
