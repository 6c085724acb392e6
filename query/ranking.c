/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ranking's numbers: what they are when nothing is said, their names and bounds. */
#include "query/ranking.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

const struct tc_ranking tc_ranking_default = {
	.k1 = 1.2,
	.b = 0.75,
	.vote = 0.5,
	.variant = 0.25,
	.plausible_share = 0.3,
	.pair = 1.35,
	.pair_idf = 0.25,
	.pair_rarity = 1.0,
	.pair_k = 0.8,
	.pair_b = 0.75,
	.phrase = 2,
	.title = 1.5,
	.partial = 0.3,
	/* An archive is asked for old things as much as for new. */
	.recency = 0,
	.recency_days = 365,
	.sentence_words = 5,
	.candidates = 160,
	.pair_spellings = 12,
};

static const struct parameter {
	const char *name;
	size_t offset;
	double min, max;
	bool whole; /* an unsigned, not a double */
} parameters[] = {
#define REAL(name, member, min, max)                                                                                             \
	{                                                                                                                        \
		name, offsetof(struct tc_ranking, member), min, max, false                                                       \
	}
#define WHOLE(name, member, min, max)                                                                                            \
	{                                                                                                                        \
		name, offsetof(struct tc_ranking, member), min, max, true                                                        \
	}
	REAL("k1", k1, 0, 100),
	REAL("b", b, 0, 1),
	REAL("vote", vote, 0, 1),
	REAL("variant", variant, 0, 1),
	REAL("plausible-share", plausible_share, 0, 1),
	REAL("pair", pair, 0, 100),
	REAL("pair-idf", pair_idf, 0, 100),
	REAL("pair-rarity", pair_rarity, 0, 100),
	REAL("pair-k", pair_k, 0, 100),
	REAL("pair-b", pair_b, 0, 1),
	REAL("phrase", phrase, 0, 100),
	REAL("title", title, 0, 100),
	REAL("partial", partial, 0, 1),
	REAL("recency", recency, 0, 100),
	REAL("recency-days", recency_days, 1, 100000),
	WHOLE("sentence-words", sentence_words, 0, TC_LIMIT_QUERY_TERMS),
	WHOLE("candidates", candidates, 1, 10000),
	WHOLE("pair-spellings", pair_spellings, 1, 64),
#undef REAL
#undef WHOLE
};

static enum tc_status read_one(struct tc_str name, struct tc_str value, struct tc_ranking *ranking, struct tc_err *err)
{
	char number[32] = "", *end;
	const struct parameter *p = NULL;
	for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
		if (tc_str_eq(name, tc_str_of(parameters[i].name)))
			p = &parameters[i];
	if (p == NULL)
		return tc_err_set(err, TC_EARG, "nothing is called '%.*s'", TC_STR_ARG(name));
	if (value.n > 0 && value.n < sizeof number)
		memcpy(number, value.p, value.n);
	double v = strtod(number, &end);
	bool whole = !p->whole || v == floor(v);
	if (end == number || *end != '\0' || !(v >= p->min && v <= p->max) || !whole)
		return tc_err_set(err, TC_EARG, "%s is a %s from %g to %g, not '%.*s'", p->name,
				  p->whole ? "whole number" : "number", p->min, p->max, TC_STR_ARG(value));
	if (p->whole)
		*(unsigned *)((char *)ranking + p->offset) = (unsigned)v;
	else
		*(double *)((char *)ranking + p->offset) = v;
	return TC_OK;
}

enum tc_status tc_ranking_read(struct tc_str text, struct tc_ranking *ranking, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (struct tc_str rest = text; rest.p != NULL && status == TC_OK;) {
		struct tc_str value = tc_str_split(&rest, ',');
		struct tc_str name = tc_str_trim(tc_str_split(&value, '='));
		status = read_one(name, tc_str_trim(value), ranking, err);
	}
	return status;
}
