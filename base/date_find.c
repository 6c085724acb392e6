/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as Vietnamese newspapers print them, day first.
 *
 *   17:46 08/01/2023            08/01/2023 17:46        08/01/2023, 17h46       17:46:05 | 08/01/2023
 *   Thứ hai, 9/1/2023, 07:15 (GMT+7)                    8-1-2023  16.12.2022  16–12–2022  16-12- 2022
 *   ngày 16 tháng 12 năm 2022   16 tháng 12, 2022       12/2022   tháng 12/2022   tháng 12 năm 2022
 *   2023-01-08  2023-01-08T17:46:00+07:00
 *
 * A date needs its year, of four digits from 1900 to 2099.  The separator must be the same on both sides, so that scores and
 * phone numbers are not read together; a number that goes on with digits, or is part of a longer one (0903-123-4567, 37/2022/NQ),
 * is none. A time belongs to the date when only blanks, commas, bars or a dash stand between.  A zone is only read behind a time.
 */
#include "base/date.h"

#include <string.h>

struct scanner {
	struct tc_str s;
	size_t at;
};

static char peek(const struct scanner *c, size_t ahead)
{
	return c->at + ahead < c->s.n ? c->s.p[c->at + ahead] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One to max digits that no further digit follows; -1 when there are none. */
static int number(struct scanner *c, size_t max)
{
	int value = 0;
	size_t n = 0;
	while (n < max && is_digit(peek(c, n)))
		value = value * 10 + (peek(c, n++) - '0');
	if (n == 0 || is_digit(peek(c, n)))
		return -1;
	c->at += n;
	return value;
}

static bool word(struct scanner *c, const char *text)
{
	size_t n = strlen(text);
	if (!tc_str_starts(tc_str_sub(c->s, c->at, c->s.n), (struct tc_str){text, n}))
		return false;
	c->at += n;
	return true;
}

static void blanks(struct scanner *c)
{
	while (peek(c, 0) == ' ' || peek(c, 0) == '\t' || word(c, "\xC2\xA0"))
		c->at += peek(c, 0) == ' ' || peek(c, 0) == '\t';
}

/* A separator of numeric dates with blanks around it, as what it stands for; 0: none. */
static char separator(struct scanner *c)
{
	char found = '\0';
	blanks(c);
	if (word(c, "\xE2\x80\x93") || word(c, "\xE2\x80\x91") || word(c, "-"))
		found = '-';
	else if (word(c, "/"))
		found = '/';
	else if (word(c, "."))
		found = '.';
	blanks(c);
	return found;
}

static bool year_is_good(int year)
{
	return year >= 1900 && year <= 2099;
}

/* Nothing that makes the number part of something longer: 8/1/2023/QD. */
static bool ends_well(const struct scanner *c, char separator_seen)
{
	char next = peek(c, 0);
	return !(is_digit(next) || (next == separator_seen && next != '.' && next != '-') ||
		 ((next == '-' || next == '.') && is_digit(peek(c, 1))));
}

/* 08/01/2023, 2023-01-08 or 12/2022 at c. */
static bool numeric(struct scanner *c, struct tc_date *out)
{
	struct scanner iso = *c;
	int year = number(&iso, 4);
	if (year_is_good(year) && iso.at - c->at == 4 && peek(&iso, 0) == '-') {
		iso.at++;
		int month = number(&iso, 2), day = peek(&iso, 0) == '-' ? (iso.at++, number(&iso, 2)) : -1;
		*out = (struct tc_date){
			TC_DATE_DAY, (int16_t)year, (int8_t)month, (int8_t)day, 0, 0, 0, TC_DATE_VIETNAM_OFFSET_MIN};
		if (day < 0 || !tc_date_valid(out))
			return false;
		*c = iso;
		return true;
	}
	int first = number(c, 2);
	char one = first < 0 ? '\0' : separator(c);
	size_t second_at = c->at;
	int second = one == '\0' ? -1 : number(c, 4);
	if (one == '/' && c->at - second_at == 4 && year_is_good(second)) {
		*out = (struct tc_date){TC_DATE_MONTH, (int16_t)second, (int8_t)first, 0, 0, 0, 0, TC_DATE_VIETNAM_OFFSET_MIN};
		return ends_well(c, one) && tc_date_valid(out);
	}
	if (second < 0 || c->at - second_at > 2 || separator(c) != one)
		return false;
	year = number(c, 4);
	*out = (struct tc_date){TC_DATE_DAY, (int16_t)year, (int8_t)second, (int8_t)first, 0, 0, 0, TC_DATE_VIETNAM_OFFSET_MIN};
	return year_is_good(year) && ends_well(c, one) && tc_date_valid(out);
}

/* 16 tháng 12 năm 2022, tháng 12/2022 at c; the word ngày may stand before. */
static bool in_words(struct scanner *c, struct tc_date *out)
{
	int day = 0;
	if (word(c, "ngày") || word(c, "Ngày"))
		blanks(c);
	if (is_digit(peek(c, 0))) {
		day = number(c, 2);
		blanks(c);
	}
	if (day < 0 || !(word(c, "tháng") || word(c, "Tháng")))
		return false;
	blanks(c);
	int month = number(c, 2);
	blanks(c);
	if (!word(c, "năm") && !word(c, "/") && !word(c, ",") && !word(c, "-"))
		return false;
	blanks(c);
	int year = number(c, 4);
	*out = (struct tc_date){day > 0 ? TC_DATE_DAY : TC_DATE_MONTH,
				(int16_t)year,
				(int8_t)month,
				(int8_t)day,
				0,
				0,
				0,
				TC_DATE_VIETNAM_OFFSET_MIN};
	return year_is_good(year) && tc_date_valid(out);
}

/* 17:46, 17:46:05, 17h46, with AM or PM behind; then (GMT+7) or +07:00. */
static bool time_of_day(struct scanner *c, struct tc_date *out)
{
	int hour = number(c, 2);
	if (hour < 0 || !(word(c, ":") || word(c, "h") || word(c, "g")))
		return false;
	int minute = number(c, 2), second = -1;
	if (minute < 0)
		return false;
	if (peek(c, 0) == ':' && is_digit(peek(c, 1))) {
		c->at++;
		second = number(c, 2);
	}
	struct scanner half = *c;
	blanks(&half);
	if (hour <= 12 && (word(&half, "PM") || word(&half, "CH") || word(&half, "pm"))) {
		hour = hour % 12 + 12;
		*c = half;
	} else if (hour <= 12 && (word(&half, "AM") || word(&half, "SA") || word(&half, "am"))) {
		hour %= 12;
		*c = half;
	}
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	out->hour = (int8_t)hour;
	out->minute = (int8_t)minute;
	out->second = (int8_t)(second < 0 ? 0 : second);
	out->precision = second < 0 ? TC_DATE_MINUTE : TC_DATE_SECOND;
	return true;
}

static void zone(struct scanner *c, struct tc_date *out)
{
	struct scanner z = *c;
	blanks(&z);
	bool bracket = word(&z, "("), named = word(&z, "GMT") || word(&z, "UTC");
	blanks(&z);
	int sign = word(&z, "+") ? 1 : word(&z, "-") ? -1 : 0;
	if (sign == 0 || (!named && !bracket && !(is_digit(peek(&z, 0)) && is_digit(peek(&z, 1)) && peek(&z, 2) == ':')))
		return;
	int hours = number(&z, 2), minutes = 0;
	if (hours < 0 || hours > 14)
		return;
	if (word(&z, ":"))
		minutes = number(&z, 2);
	if (minutes < 0 || minutes > 59 || (bracket && !word(&z, ")")))
		return;
	out->offset_min = (int16_t)(sign * (hours * 60 + minutes));
	*c = z;
}

static bool between(struct scanner *c)
{
	size_t from = c->at;
	for (;;) {
		blanks(c);
		if (c->at - from > 8 ||
		    !(word(c, ",") || word(c, "|") || word(c, "-") || word(c, "\xE2\x80\x93") || word(c, "T") ||
		      word(c, "l\xC3\xBA"
			      "c") ||
		      word(c, "\xE2\x80\xA2")))
			return c->at > from;
	}
}

/* The whole of it at c: a date with a time behind, or a time with a date behind, or a date. */
static bool date_at(struct scanner *c, struct tc_date *out)
{
	struct scanner try = *c;
	struct tc_date clock = {TC_DATE_NONE, 0, 0, 0, 0, 0, 0, 0};
	if (time_of_day(&try, &clock)) {
		zone(&try, &clock);
		int offset = clock.offset_min;
		struct scanner behind = try;
		if (between(&behind) && (numeric(&(struct scanner){behind.s, behind.at}, out)) && numeric(&behind, out) &&
		    out->precision == TC_DATE_DAY) {
			out->precision = clock.precision;
			out->hour = clock.hour;
			out->minute = clock.minute;
			out->second = clock.second;
			if (offset != 0)
				out->offset_min = (int16_t)offset;
			*c = behind;
			zone(c, out);
			return true;
		}
		return false;
	}
	try = *c;
	if (!numeric(&try, out)) {
		try = *c;
		if (!in_words(&try, out))
			return false;
	}
	*c = try;
	if (out->precision != TC_DATE_DAY || !between(&try))
		return true;
	if (time_of_day(&try, out)) {
		zone(&try, out);
		*c = try;
	}
	return true;
}

/* May a date begin at byte offset at: at a digit that no digit or joining sign stands before, or at one of its words? */
static bool may_begin(struct tc_str s, size_t at)
{
	char c = s.p[at], before = at > 0 ? s.p[at - 1] : ' ';
	if (is_digit(c)) {
		bool joined =
			(before == '/' || before == '-' || before == '.' || before == ':') && at > 1 && is_digit(s.p[at - 2]);
		return !is_digit(before) && !joined && before != '/';
	}
	return c == 'n' || c == 'N' || c == 't' || c == 'T';
}

bool tc_date_find(struct tc_str text, size_t *at, struct tc_date *out, struct tc_str *found)
{
	for (; *at < text.n; ++*at) {
		struct scanner c = {text, *at};
		struct tc_date date;
		if (!may_begin(text, *at) || !date_at(&c, &date))
			continue;
		*out = date;
		if (found != NULL)
			*found = tc_str_sub(text, *at, c.at);
		*at = c.at;
		return true;
	}
	return false;
}
