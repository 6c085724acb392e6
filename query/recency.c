/* SPDX-License-Identifier: GPL-2.0-or-later */
/* New articles before old ones, for who wants that.
 *
 *     score * (1 + recency * 2^(-age / recency_days))
 *
 * Age counts from the newest article of the index and not from today: the same index gives the same answer, and an archive that
 * ended in 2009 has new articles too.
 */
#include "query/recency.h"

#include <math.h>

#include "base/date.h"
#include "base/limits.h"
#include "indexer/schema.h"

#define DAY 86400.0

static int digits(struct tc_str key, size_t at, size_t n)
{
	int value = 0;
	for (size_t i = at; i < at + n; i++)
		value = i < key.n && key.p[i] >= '0' && key.p[i] <= '9' ? value * 10 + (key.p[i] - '0') : 0;
	return value;
}

bool tc_recency_day(struct tc_str key, double *day)
{
	int month = digits(key, 4, 2), of_month = digits(key, 6, 2);
	struct tc_date date = {.precision = TC_DATE_DAY,
			       .year = (int16_t)digits(key, 0, 4),
			       .month = (int8_t)(month > 0 ? month : 1),
			       .day = (int8_t)(of_month > 0 ? of_month : 1)};
	*day = (double)tc_date_unix(&date) / DAY;
	return tc_date_valid(&date);
}

enum tc_status tc_recency_newest(struct tc_db *db, double *day, struct tc_err *err)
{
	struct tc_buf lower, upper;
	uint32_t n_values;
	*day = 0;
	tc_buf_init(&lower, TC_LIMIT_KEY_BYTES);
	tc_buf_init(&upper, TC_LIMIT_KEY_BYTES);
	enum tc_status status = tc_db_value_bounds(db, TC_SLOT_PUBLISHED, &lower, &upper, &n_values, err);
	if (status == TC_OK && !tc_recency_day(tc_buf_str(&upper), day))
		*day = 0;
	tc_buf_release(&lower);
	tc_buf_release(&upper);
	return status;
}

enum tc_status tc_recency_reward(const struct tc_expander *expander, struct tc_candidate *candidates, size_t n,
				 struct tc_err *err)
{
	const struct tc_ranking *ranking = expander->ranking;
	struct tc_buf value;
	double newest, day;
	if (ranking->recency <= 0 || n == 0)
		return TC_OK;
	tc_buf_init(&value, TC_LIMIT_KEY_BYTES);
	enum tc_status status = tc_recency_newest(expander->db, &newest, err);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		status = tc_db_value(expander->db, candidates[i].docid, TC_SLOT_PUBLISHED, &value, err);
		if (status == TC_OK && value.n > 0 && tc_recency_day(tc_buf_str(&value), &day))
			candidates[i].score *= 1 + ranking->recency * exp2((day - newest) / ranking->recency_days);
	}
	tc_buf_release(&value);
	return status;
}
