/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates: the calendar, what machines write, how a date is shown.  Dates in Vietnamese text are in date_find.c.
 *
 * Days are counted by the civil-calendar arithmetic of Howard Hinnant's "chrono-compatible low-level date algorithms": years
 * begin in March, so that the leap day is the last of its year, and 400 years are one era of 146,097 days.
 */
#include "base/date.h"

#include <string.h>

int tc_date_month_days(int year, int month)
{
	static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (month < 1 || month > 12)
		return 0;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

bool tc_date_valid(const struct tc_date *d)
{
	if (d->precision == TC_DATE_NONE || d->year < 1 || d->year > 9999)
		return false;
	if (d->precision >= TC_DATE_MONTH && (d->month < 1 || d->month > 12))
		return false;
	if (d->precision >= TC_DATE_DAY && (d->day < 1 || d->day > tc_date_month_days(d->year, d->month)))
		return false;
	if (d->hour < 0 || d->hour > 23 || d->minute < 0 || d->minute > 59 || d->second < 0 || d->second > 60)
		return false;
	return d->offset_min >= -24 * 60 && d->offset_min <= 24 * 60;
}

static int64_t days_from_civil(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void civil_from_days(int64_t days, struct tc_date *out)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t day_of_era = days - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	out->day = (int8_t)(day_of_year - (153 * month + 2) / 5 + 1);
	out->month = (int8_t)(month < 10 ? month + 3 : month - 9);
	out->year = (int16_t)(year_of_era + era * 400 + (out->month <= 2));
}

int64_t tc_date_unix(const struct tc_date *d)
{
	if (d->precision == TC_DATE_NONE)
		return 0;
	int64_t days =
		days_from_civil(d->year, d->precision >= TC_DATE_MONTH ? d->month : 1, d->precision >= TC_DATE_DAY ? d->day : 1);
	return days * 86400 + d->hour * 3600 + d->minute * 60 + d->second - d->offset_min * 60;
}

void tc_date_from_unix(int64_t unix_seconds, int offset_min, struct tc_date *out)
{
	int64_t days = unix_seconds / 86400, seconds = unix_seconds % 86400 + offset_min * 60;
	days += seconds / 86400;
	seconds %= 86400;
	if (seconds < 0) {
		seconds += 86400;
		days--;
	}
	*out = (struct tc_date){.precision = TC_DATE_SECOND, .offset_min = (int16_t)offset_min};
	if (days < days_from_civil(1, 1, 1) || days > days_from_civil(9999, 12, 31)) {
		*out = (struct tc_date){.precision = TC_DATE_NONE};
		return;
	}
	civil_from_days(days, out);
	out->hour = (int8_t)(seconds / 3600);
	out->minute = (int8_t)(seconds / 60 % 60);
	out->second = (int8_t)(seconds % 60);
}

/* Reads exactly n digits at *at; -1 when there are fewer. */
static int digits(struct tc_str s, size_t *at, size_t n)
{
	int value = 0;
	if (*at + n > s.n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		char c = s.p[*at + i];
		if (c < '0' || c > '9')
			return -1;
		value = value * 10 + (c - '0');
	}
	*at += n;
	return value;
}

static bool take(struct tc_str s, size_t *at, char c)
{
	if (*at >= s.n || s.p[*at] != c)
		return false;
	++*at;
	return true;
}

/* Zones that RFC 822 and feeds name; ICT is Vietnam's. */
static bool read_zone_name(struct tc_str name, struct tc_date *out)
{
	static const struct {
		const char *name;
		int offset_hours;
	} zones[] = {{"Z", 0},    {"UT", 0},   {"GMT", 0},  {"UTC", 0},  {"ICT", 7},  {"EST", -5}, {"EDT", -4},
		     {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (tc_str_eq_ascii_nocase(name, tc_str_of(zones[i].name))) {
			out->offset_min = (int16_t)(zones[i].offset_hours * 60);
			return true;
		}
	return false;
}

/* The zone at *at: Z, a name, +07:00, +0700, +07, GMT+7, a blank before it, or nothing. */
static bool read_zone(struct tc_str s, size_t *at, struct tc_date *out)
{
	out->offset_min = TC_DATE_VIETNAM_OFFSET_MIN;
	while (take(s, at, ' '))
		;
	if (*at == s.n)
		return true;
	struct tc_str rest = tc_str_sub(s, *at, s.n);
	if (read_zone_name(rest, out)) {
		*at = s.n;
		return true;
	}
	bool named = tc_str_starts(rest, TC_STR("GMT")) || tc_str_starts(rest, TC_STR("UTC"));
	*at += named ? 3 : 0;
	int sign = take(s, at, '+') ? 1 : take(s, at, '-') ? -1 : 0;
	bool one_digit = named && (s.n - *at == 1 || (s.n - *at > 1 && s.p[*at + 1] == ':'));
	int hours = sign == 0 ? -1 : digits(s, at, one_digit ? 1 : 2), minutes = 0;
	if (hours < 0)
		return false;
	if (*at < s.n) {
		take(s, at, ':');
		minutes = digits(s, at, 2);
	}
	out->offset_min = (int16_t)(sign * (hours * 60 + minutes));
	return minutes >= 0 && minutes < 60;
}

/* HH:MM[:SS[.fff]] or HHMM[SS] at *at, then the zone. */
static bool read_time(struct tc_str s, size_t *at, struct tc_date *out)
{
	int hour = digits(s, at, 2);
	bool colon = take(s, at, ':');
	int minute = digits(s, at, 2);
	if (hour < 0 || minute < 0)
		return false;
	out->hour = (int8_t)hour;
	out->minute = (int8_t)minute;
	out->precision = TC_DATE_MINUTE;
	bool has_second = colon ? take(s, at, ':') : *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9';
	if (has_second) {
		int second = digits(s, at, 2);
		if (second < 0)
			return false;
		out->second = (int8_t)second;
		out->precision = TC_DATE_SECOND;
		if (take(s, at, '.') || take(s, at, ','))
			while (*at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9')
				++*at;
	}
	return read_zone(s, at, out);
}

/* 2023, 2023-01, 2023-01-08, 20230108, the last two with a time. */
static bool read_iso(struct tc_str s, struct tc_date *out)
{
	size_t at = 0;
	int year = digits(s, &at, 4);
	*out = (struct tc_date){.precision = TC_DATE_YEAR, .year = (int16_t)year, .offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
	if (year < 0 || at == s.n)
		return year >= 0;
	bool dash = take(s, &at, '-');
	int month = digits(s, &at, 2);
	if (month < 0)
		return false;
	out->month = (int8_t)month;
	out->precision = TC_DATE_MONTH;
	if (at == s.n)
		return dash;
	if (dash && !take(s, &at, '-'))
		return false;
	int day = digits(s, &at, 2);
	if (day < 0)
		return false;
	out->day = (int8_t)day;
	out->precision = TC_DATE_DAY;
	if (at == s.n)
		return true;
	return (take(s, &at, 'T') || take(s, &at, 't') || take(s, &at, ' ')) && read_time(s, &at, out) && at == s.n;
}

static int month_by_name(struct tc_str name)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	if (name.n < 3)
		return 0;
	for (int i = 0; i < 12; i++)
		if (tc_str_eq_ascii_nocase(tc_str_sub(name, 0, 3), (struct tc_str){names + 3 * i, 3}))
			return i + 1;
	return 0;
}

/* RFC 2822 and what feeds make of it: [Sun,] 8 Jan 2023 17:46[:00] [+0700|GMT|GMT+7]. */
static bool read_rfc2822(struct tc_str s, struct tc_date *out)
{
	size_t comma = tc_str_find_char(s, ',', 0), at = 0;
	if (comma < s.n && comma <= 9)
		s = tc_str_trim(tc_str_sub(s, comma + 1, s.n));
	size_t blank = tc_str_find_char(s, ' ', 0);
	int day = blank <= 2 ? digits(s, &at, blank) : -1;
	if (day < 0 || !take(s, &at, ' '))
		return false;
	blank = tc_str_find_char(s, ' ', at);
	int month = month_by_name(tc_str_sub(s, at, blank));
	at = blank;
	int year = take(s, &at, ' ') ? digits(s, &at, 4) : -1;
	if (month == 0 || year < 0)
		return false;
	*out = (struct tc_date){TC_DATE_DAY, (int16_t)year, (int8_t)month, (int8_t)day, 0, 0, 0, TC_DATE_VIETNAM_OFFSET_MIN};
	return at == s.n || (take(s, &at, ' ') && read_time(s, &at, out) && at == s.n);
}

bool tc_date_parse_iso(struct tc_str s, struct tc_date *out)
{
	struct tc_date date;
	s = tc_str_trim(s);
	if ((!read_iso(s, &date) && !read_rfc2822(s, &date)) || !tc_date_valid(&date))
		return false;
	*out = date;
	return true;
}

void tc_date_format(const struct tc_date *d, struct tc_buf *out)
{
	if (d->precision == TC_DATE_NONE)
		return;
	tc_buf_printf(out, "%04d", d->year);
	if (d->precision >= TC_DATE_MONTH)
		tc_buf_printf(out, "-%02d", d->month);
	if (d->precision >= TC_DATE_DAY)
		tc_buf_printf(out, "-%02d", d->day);
	if (d->precision < TC_DATE_MINUTE)
		return;
	int offset = d->offset_min < 0 ? -d->offset_min : d->offset_min;
	tc_buf_printf(out, "T%02d:%02d:%02d%c%02d:%02d", d->hour, d->minute, d->second, d->offset_min < 0 ? '-' : '+',
		      offset / 60, offset % 60);
}

void tc_date_format_vi(const struct tc_date *d, struct tc_buf *out)
{
	if (d->precision >= TC_DATE_MINUTE)
		tc_buf_printf(out, "%02d:%02d ", d->hour, d->minute);
	if (d->precision >= TC_DATE_DAY)
		tc_buf_printf(out, "%02d/", d->day);
	if (d->precision >= TC_DATE_MONTH)
		tc_buf_printf(out, "%02d/", d->month);
	if (d->precision >= TC_DATE_YEAR)
		tc_buf_printf(out, "%d", d->year);
}

void tc_date_sort_key(const struct tc_date *date, struct tc_buf *out)
{
	struct tc_date d = *date;
	if (d.precision >= TC_DATE_MINUTE && d.offset_min != TC_DATE_VIETNAM_OFFSET_MIN) {
		tc_date_from_unix(tc_date_unix(date), TC_DATE_VIETNAM_OFFSET_MIN, &d);
		d.precision = date->precision;
	}
	if (d.precision >= TC_DATE_YEAR)
		tc_buf_printf(out, "%04d", d.year);
	if (d.precision >= TC_DATE_MONTH)
		tc_buf_printf(out, "%02d", d.month);
	if (d.precision >= TC_DATE_DAY)
		tc_buf_printf(out, "%02d", d.day);
	if (d.precision >= TC_DATE_MINUTE)
		tc_buf_printf(out, "%02d%02d", d.hour, d.minute);
	if (d.precision >= TC_DATE_SECOND)
		tc_buf_printf(out, "%02d", d.second);
}
