/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_TYPED_H
#define TC_QUERY_TYPED_H

#include <stdint.h>

#include "analyzers/fold.h"
#include "base/arena.h"

/* A word of the query as the readers of variants see it: query/variants.c makes them, query/synonyms.c and query/numbers.c read
 * them. */
struct tc_typed {
	struct tc_str text;  /* as typed */
	struct tc_str term;  /* as the index has it */
	struct tc_str ascii; /* without marks */
	enum tc_marks marks;
	unsigned flags;    /* of analyzers/token.h */
	char sign;         /* '/', '-' or '.' alone between the word before and this one; 0: something else */
	bool first, last;  /* a match may begin, may end here: not within TP.HCM */
	bool capitals;     /* all in capitals in a query that is not */
	size_t start, end; /* bytes of the node's text */
	size_t child;      /* of the group */
};

/* What else may stand for a stretch of the query. */
struct tc_form {
	struct tc_str text;         /* a phrase, or one word when there is no blank in it */
	bool zeros;                 /* numbers below ten are also found with a zero before them */
	int16_t from_year, to_year; /* only in articles published from .. to these years; 0: open */
};

struct tc_forms {
	struct tc_form *v;
	size_t n, capacity;
};

/* May the typed word be the word with this term, by the ladder: marks that were typed must be there? */
bool tc_typed_may_be(const struct tc_typed *typed, struct tc_str term, struct tc_str ascii);
/* Adds a form unless one of the same text is there (nothing when the arena has failed). */
void tc_forms_add(struct tc_forms *forms, struct tc_arena *arena, struct tc_form form);

#endif
