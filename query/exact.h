/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_EXACT_H
#define TC_QUERY_EXACT_H

#include "analyzers/token.h"
#include "corpus/article.h"
#include "query/words.h"

/* Does the shown text of the article have the words as they were typed: the same letters with the same marks in the same places,
 * capitals aside? Terms unify hoà and hòa, kĩ and kỹ; an exact search does not.  A word that the article does not have at all
 * (the other side of an OR) is passed over.  TC_OK or TC_ENOMEM. */
enum tc_status tc_exact_match(const struct tc_words *words, const struct tc_article *article, struct tc_analyzer *analyzer,
			      struct tc_arena *arena, bool *matches, struct tc_err *err);

#endif
