/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RECENCY_H
#define TC_QUERY_RECENCY_H

#include "query/rank.h"

/* Raises the scores of n candidates by how near their publication is to the newest article of the index (query/ranking.h); what
 * has no date stays as it is.  Does nothing when the ranking asks for none. */
enum tc_status tc_recency_reward(const struct tc_expander *expander, struct tc_candidate *candidates, size_t n,
				 struct tc_err *err);

/* The day of a sort key of a date (base/date.h), counted from 1970; false when it has none. */
bool tc_recency_day(struct tc_str key, double *day);
/* The day of the newest article; 0 when none has a date. */
enum tc_status tc_recency_newest(struct tc_db *db, double *day, struct tc_err *err);

#endif
