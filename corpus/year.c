/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The year of a day that was printed without one: "6- 1".
 *
 * Papers leave the year out on the page of the day.  It is told, surest first, by the time of the last change (the day is the
 * last of that name before it), by a year that is a part of the address (/2023/), by the time of a capture (again the last before
 * it), and by a folder called by its year in the place of the file.  The text tells none: it speaks of other years.
 */
#include "corpus/year.h"

#define FIRST_YEAR 1990
#define LAST_YEAR 2100

/* The last part of a path, its name aside, that is a year; 0: none. */
static int year_in(struct tc_str path)
{
	int year = 0;
	for (size_t at = 0, end; at < path.n; at = end + 1) {
		int number = 0;
		size_t n = 0;
		end = tc_str_find_char(path, '/', at);
		for (size_t i = at; i < end && n < 5; i++, n++)
			number = path.p[i] >= '0' && path.p[i] <= '9' ? number * 10 + (path.p[i] - '0') : -100000;
		if (n == 4 && end < path.n && number >= FIRST_YEAR && number <= LAST_YEAR)
			year = number;
	}
	return year;
}

/* The year of the last such day that is not after a time. */
static int year_before(const struct tc_date *day, const struct tc_date *time)
{
	if (time->precision < TC_DATE_DAY)
		return time->precision == TC_DATE_NONE ? 0 : time->year;
	bool later = day->month > time->month || (day->month == time->month && day->day > time->day);
	return time->year - later;
}

void tc_year_complete(struct tc_article *a)
{
	const char *from = "the last change";
	struct tc_date *date = &a->published;
	if (date->precision == TC_DATE_NONE || date->year != 0)
		return;
	int year = year_before(date, &a->updated);
	if (year == 0) {
		year = year_in(a->url);
		from = "the address";
	}
	if (year == 0) {
		year = year_before(date, &a->captured);
		from = "the capture";
	}
	if (year == 0) {
		year = year_in(a->member);
		year = year != 0 ? year : year_in(a->file);
		from = "the folder";
	}
	date->year = (int16_t)year;
	if (year != 0 && tc_date_valid(date)) {
		tc_strs_add(&a->notes, a->arena,
			    tc_arena_printf(a->arena, "date: %d/%d is of %d by %s", date->day, date->month, year, from));
		return;
	}
	tc_strs_add(&a->notes, a->arena, tc_arena_printf(a->arena, "date: %d/%d without a year", date->day, date->month));
	*date = (struct tc_date){.precision = TC_DATE_NONE};
}
