/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles over time.
 *
 * Periods are numbered: years as they are, months from year 0, days from 1970 (base/date.h), so that a gap is a difference.  A
 * gap is part of what a histogram says, and so are the zeros in it; but one article dated 1030 instead of 2030 should not make
 * 12,000 empty months, so that a gap of more than TC_HISTOGRAM_GAP periods is left out.
 */
#include "query/histogram.h"

#include "base/date.h"

/* Bars that one looks at without counting. */
#define AUTO_BARS 60

static int64_t number_of(enum tc_facet unit, struct tc_str text)
{
	struct tc_date date;
	if (!tc_date_parse_iso(text, &date))
		return 0;
	if (unit == TC_FACET_YEAR)
		return date.year;
	if (unit == TC_FACET_MONTH)
		return date.year * 12 + date.month - 1;
	date.offset_min = 0;
	return tc_date_unix(&date) / 86400 - (tc_date_unix(&date) % 86400 < 0);
}

static struct tc_str text_of(enum tc_facet unit, int64_t number, struct tc_arena *arena)
{
	struct tc_date date;
	if (unit == TC_FACET_YEAR)
		return tc_arena_printf(arena, "%04d", (int)number);
	if (unit == TC_FACET_MONTH)
		return tc_arena_printf(arena, "%04d-%02d", (int)(number / 12), (int)(number % 12) + 1);
	tc_date_from_unix(number * 86400, 0, &date);
	return tc_arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

enum tc_facet tc_histogram_unit(const struct tc_facet_value *days, size_t n)
{
	if (n == 0)
		return TC_FACET_YEAR;
	for (int unit = TC_FACET_DAY; unit > TC_FACET_YEAR; unit--) {
		struct tc_str first = days[0].text, last = days[n - 1].text;
		size_t cut = unit == TC_FACET_DAY ? 10 : 7;
		int64_t span = number_of((enum tc_facet)unit, tc_str_sub(last, 0, cut)) -
			       number_of((enum tc_facet)unit, tc_str_sub(first, 0, cut));
		if (span < AUTO_BARS)
			return (enum tc_facet)unit;
	}
	return TC_FACET_YEAR;
}

enum tc_status tc_histogram_fill(enum tc_facet unit, const struct tc_facet_value *dates, size_t n, struct tc_arena *arena,
				 struct tc_histogram *out, struct tc_err *err)
{
	size_t capacity = 0;
	*out = (struct tc_histogram){.unit = unit};
	for (size_t i = 0; i < n; i++) {
		int64_t number = number_of(unit, dates[i].text), from = number;
		if (i > 0)
			from = number_of(unit, dates[i - 1].text) + 1;
		if (number - from > TC_HISTOGRAM_GAP)
			from = number;
		for (; from <= number; from++) {
			if (tc_arena_grow(arena, &out->v, &capacity, out->n, sizeof *out->v) != 0)
				return tc_arena_check(arena, "histogram", err);
			out->v[out->n++] =
				(struct tc_facet_value){text_of(unit, from, arena), from == number ? dates[i].documents : 0};
		}
	}
	return tc_arena_check(arena, "histogram", err);
}
