/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates typed into a query.
 *
 * Vietnam writes the day first: 8/1/2023 is the 8th of January.  ISO 8601 (2023-01-08, 2023-01) cannot be mistaken for that,
 * because its year comes first.  A month alone is 01/2023 with a slash only: 1-2023 is as likely the number of a document.  The
 * year has always four digits, so that scores (3-1) and fractions (1/2) are no dates.  Times of day are left out: nobody looks
 * for an article of a certain minute, and 17:46 is a word that may stand in the text.
 */
#include "query/typed_date.h"

#include <stdio.h>

#define MAX_PARTS 3

struct parts {
	int value[MAX_PARTS];
	size_t digits[MAX_PARTS];
	char separator; /* the same between all */
	size_t n;
};

/* Splits "8/1/2023" into its numbers. */
static bool read_parts(struct tc_str s, struct parts *parts)
{
	size_t i = 0;
	*parts = (struct parts){.n = 0};
	while (parts->n < MAX_PARTS) {
		size_t k = parts->n;
		for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && parts->digits[k] < 5; i++, parts->digits[k]++)
			parts->value[k] = parts->value[k] * 10 + (s.p[i] - '0');
		if (parts->digits[k] == 0 || parts->digits[k] > 4)
			return false;
		parts->n++;
		if (i == s.n)
			return true;
		if (s.p[i] != '/' && s.p[i] != '-' && s.p[i] != '.')
			return false;
		if (parts->n > 1 && s.p[i] != parts->separator)
			return false;
		parts->separator = s.p[i++];
	}
	return false;
}

bool tc_query_typed_date(struct tc_str s, struct tc_date *out)
{
	struct parts parts;
	if (!read_parts(s, &parts))
		return false;
	const int *v = parts.value;
	const size_t *digits = parts.digits;
	struct tc_date date = {.offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
	if (parts.n == 1 && digits[0] == 4) {
		date.precision = TC_DATE_YEAR;
		date.year = (int16_t)v[0];
	} else if (parts.n == 2 && parts.separator == '/' && digits[0] <= 2 && digits[1] == 4) {
		date.precision = TC_DATE_MONTH;
		date.year = (int16_t)v[1];
		date.month = (int8_t)v[0];
	} else if (parts.n == 2 && parts.separator == '-' && digits[0] == 4 && digits[1] == 2) {
		date.precision = TC_DATE_MONTH;
		date.year = (int16_t)v[0];
		date.month = (int8_t)v[1];
	} else if (parts.n == 3 && digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4) {
		date.precision = TC_DATE_DAY;
		date.year = (int16_t)v[2];
		date.month = (int8_t)v[1];
		date.day = (int8_t)v[0];
	} else if (parts.n == 3 && parts.separator == '-' && digits[0] == 4 && digits[1] == 2 && digits[2] == 2) {
		date.precision = TC_DATE_DAY;
		date.year = (int16_t)v[0];
		date.month = (int8_t)v[1];
		date.day = (int8_t)v[2];
	} else {
		return false;
	}
	if (date.year < 1000 || date.year > 2999 || !tc_date_valid(&date))
		return false;
	*out = date;
	return true;
}

bool tc_query_typed_day(struct tc_str s, char out[5])
{
	struct parts parts;
	if (!read_parts(s, &parts) || parts.n != 2 || parts.digits[0] > 2 || parts.digits[1] > 2)
		return false;
	/* 2000 is a leap year: the 29th of February is a day of some years. */
	struct tc_date date = {
		.precision = TC_DATE_DAY, .year = 2000, .month = (int8_t)parts.value[1], .day = (int8_t)parts.value[0]};
	if (!tc_date_valid(&date))
		return false;
	snprintf(out, 5, "%02u%02u", (unsigned)parts.value[1] % 100, (unsigned)parts.value[0] % 100);
	return true;
}

bool tc_query_typed_range(struct tc_str s, struct tc_date *from, struct tc_date *to)
{
	size_t dots = tc_str_find(s, TC_STR(".."), 0);
	if (dots == s.n)
		return false;
	struct tc_str left = tc_str_sub(s, 0, dots), right = tc_str_sub(s, dots + 2, s.n);
	struct tc_date first = {.precision = TC_DATE_NONE}, last = {.precision = TC_DATE_NONE};
	if (left.n == 0 && right.n == 0)
		return false;
	if (left.n > 0 && !tc_query_typed_date(left, &first))
		return false;
	if (right.n > 0 && !tc_query_typed_date(right, &last))
		return false;
	*from = first;
	*to = last;
	return true;
}

bool tc_query_typed_range_empty(const struct tc_date *from, const struct tc_date *to)
{
	if (from->precision == TC_DATE_NONE || to->precision == TC_DATE_NONE)
		return false;
	if (from->year != to->year)
		return to->year < from->year;
	if (from->precision < TC_DATE_MONTH || to->precision < TC_DATE_MONTH)
		return false;
	if (from->month != to->month)
		return to->month < from->month;
	return from->precision >= TC_DATE_DAY && to->precision >= TC_DATE_DAY && to->day < from->day;
}
