/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a paper's own rhythm would have, and where it was broken.
 *
 * A day is compared with days of the same weekday around it: the NEIGHBOURS nearest of them, half before and half after as far as
 * there are any.  Expected is their median, the spread their median distance from it (times 1.4826, which makes it a standard
 * deviation where chance is normal).  So a weekly is not blamed for six empty days, a quiet Sunday is no gap, and growth over
 * the years moves the measure along.  Days of a long silence are no neighbours: else a silence of a year would be what is
 * expected in its middle.  Long is over three times the usual distance between two days with articles, and over three days.
 *
 * A run begins at a day with less than half of what is expected and goes on to the next day that has half again; days on which
 * nothing is expected neither begin nor end one.  It is a gap when all of it together has at most a third of what is expected,
 * lacks at least MISSING articles, and lacks four spreads (those of its days add up as variances do): a paper that has nine to
 * eleven articles each day has a gap with one empty day, one that has none to five needs many.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "indexer/coverage.h"

/* Days of the same weekday that a day is compared with. */
#define NEIGHBOURS 12
/* Articles that a gap lacks at least. */
#define MISSING 3
/* What a spread is at least: half an article, and a twentieth of what is expected. */
#define LEAST_SPREAD 0.5
#define LEAST_SHARE 0.05

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static double median(uint32_t *v, size_t n)
{
	if (n == 0)
		return 0;
	qsort(v, n, sizeof *v, by_value);
	return n % 2 == 1 ? v[n / 2] : ((double)v[n / 2 - 1] + v[n / 2]) / 2;
}

/* usual and busy, and how many days usually lie between two with articles. */
static bool measure(struct tc_coverage *c, double *distance)
{
	size_t n = 0, n_apart = 0, last = 0;
	uint32_t *v = tc_alloc((c->n_days + 1) * sizeof *v), *apart = tc_alloc((c->n_days + 1) * sizeof *apart);
	for (size_t i = 0; v != NULL && apart != NULL && i < c->n_days; i++) {
		c->articles += c->days[i].articles;
		if (c->days[i].articles == 0)
			continue;
		if (n > 0)
			apart[n_apart++] = (uint32_t)(i - last);
		v[n++] = c->days[i].articles;
		last = i;
	}
	bool ok = v != NULL && apart != NULL;
	if (ok) {
		c->usual = (uint32_t)(median(v, n) + 0.5);
		c->busy = n > 0 ? v[(n - 1) * 9 / 10] : 0;
		*distance = median(apart, n_apart);
	}
	tc_free(v);
	tc_free(apart);
	return ok;
}

/* Marks (in in_gap, for now) the days of long silences. */
static void mark_silences(struct tc_coverage *c, double distance)
{
	double longest = distance > 1 ? distance * 3 : 3;
	for (size_t i = 0; i < c->n_days;) {
		size_t end = i;
		while (end < c->n_days && c->days[end].articles == 0)
			end++;
		for (size_t k = i; k < end; k++)
			c->days[k].in_gap = (double)(end - i) > longest;
		i = end > i ? end : i + 1;
	}
}

/* What day i would have by its neighbours. */
static void expect(struct tc_coverage *c, size_t i)
{
	uint32_t v[NEIGHBOURS], apart[NEIGHBOURS];
	size_t n = 0, before = i, after = i;
	bool more_before = true, more_after = true;
	while (n < NEIGHBOURS && (more_before || more_after)) {
		more_before = more_before && before >= 7;
		if (more_before && !c->days[before -= 7].in_gap)
			v[n++] = c->days[before].articles;
		more_after = more_after && after + 7 < c->n_days;
		if (more_after && !c->days[after += 7].in_gap && n < NEIGHBOURS)
			v[n++] = c->days[after].articles;
	}
	double middle = median(v, n);
	for (size_t k = 0; k < n; k++)
		apart[k] = (uint32_t)(fabs(v[k] - middle) + 0.5);
	double spread = 1.4826 * median(apart, n);
	spread = fmax(spread, fmax(LEAST_SPREAD, LEAST_SHARE * middle));
	c->days[i].expected = (float)middle;
	c->days[i].spread = (float)spread;
}

/* The run that begins at day i, up to end; false when it is no gap. */
static bool is_gap(const struct tc_coverage *c, size_t i, size_t end, struct tc_coverage_gap *gap)
{
	double variance = 0;
	*gap = (struct tc_coverage_gap){.first = c->first + (int32_t)i, .last = c->first + (int32_t)end - 1};
	gap->to_the_end = end == c->n_days;
	for (size_t k = i; k < end; k++) {
		const struct tc_coverage_day *day = &c->days[k];
		gap->articles += day->articles;
		gap->expected += day->expected;
		if (day->expected > 0)
			variance += (double)day->spread * day->spread;
	}
	double missing = gap->expected - (double)gap->articles;
	return (double)gap->articles * 3 <= gap->expected && missing >= MISSING && missing >= 4 * sqrt(variance);
}

static bool find_gaps(struct tc_coverage *c)
{
	struct tc_coverage_gap gap;
	for (size_t i = 0; i < c->n_days;) {
		size_t end = i, k = i;
		for (; k < c->n_days && (c->days[k].expected <= 0 || (double)c->days[k].articles * 2 <= c->days[k].expected); k++)
			if (c->days[k].expected > 0)
				end = k + 1;
		if (end == i) {
			i = k > i ? k : i + 1;
			continue;
		}
		/* Days after the last that was missed, on which nothing is expected, are the gap's when the calendar ends there.
		 */
		end = k == c->n_days ? k : end;
		if (c->days[i].expected > 0 && is_gap(c, i, end, &gap)) {
			if (tc_grow(&c->gaps, &c->capacity_gaps, c->n_gaps, sizeof *c->gaps) != 0)
				return false;
			c->gaps[c->n_gaps++] = gap;
			for (size_t d = i; d < end; d++)
				c->days[d].in_gap = c->days[d].expected > 0;
			i = end;
		} else {
			i = c->days[i].expected > 0 ? end : i + 1;
		}
	}
	return true;
}

enum tc_status tc_coverage_judge(struct tc_coverage *c, struct tc_err *err)
{
	double distance = 1;
	bool ok = measure(c, &distance);
	if (ok) {
		mark_silences(c, distance);
		for (size_t i = 0; i < c->n_days; i++)
			expect(c, i);
		for (size_t i = 0; i < c->n_days; i++)
			c->days[i].in_gap = false;
		ok = find_gaps(c);
	}
	return ok ? TC_OK : tc_err_set(err, TC_ENOMEM, "coverage: no memory");
}
