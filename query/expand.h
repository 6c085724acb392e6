/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_EXPAND_H
#define TC_QUERY_EXPAND_H

#include "query/ranking.h"
#include "query/words.h"
#include "xapianc/db.h"

/* What a typed word stands for, by the ladder and the vocabulary of the index: a word with a tone mark means itself; one with
 * only shape marks also its toned spellings; a bare one every spelling the archive has. */
struct tc_expander {
	struct tc_db *db;
	struct tc_arena *arena; /* words and spellings live here */
	const struct tc_ranking *ranking;
	uint32_t n_documents; /* of the index */
	bool exact;           /* no widening */
};

/* Fills word for one token: term is its canonical form, typed as it was written.  The typed form comes first when the archive has
 * it. */
enum tc_status tc_expand_word(const struct tc_expander *expander, struct tc_str typed, struct tc_str term, enum tc_field field,
			      struct tc_word *word, struct tc_err *err);
/* Adds a term as one more spelling that is as good as the typed one, when the archive has it. */
enum tc_status tc_expand_also(const struct tc_expander *expander, struct tc_str term, struct tc_word *word, struct tc_err *err);
/* Fills word with what begins like typed (canonical, not respelt), at most TC_LIMIT_WILDCARD_TERMS, the most frequent. */
enum tc_status tc_expand_prefix(const struct tc_expander *expander, struct tc_str typed, enum tc_field field,
				struct tc_word *word, struct tc_err *err);
/* Is the word, bare or with shape marks only, a word of the archive as it was typed?  A query whose words all are is taken as
 * typed. */
bool tc_expand_plausible(const struct tc_expander *expander, const struct tc_word *word);

#endif
