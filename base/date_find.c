/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as Vietnamese newspapers print them, day first.
 *
 *   17:46 08/01/2023            08/01/2023 17:46        08/01/2023, 17h46       17:46:05 | 08/01/2023
 *   Thứ hai, 9/1/2023, 07:15 (GMT+7)                    8-1-2023  16.12.2022  16–12–2022  16-12- 2022
 *   ngày 16 tháng 12 năm 2022   16 tháng 12, 2022       12/2022   tháng 12/2022   tháng 12 năm 2022
 *   17h46 ngày 8/1/2023         07:15, Thứ Hai, ngày 9 tháng 1 năm 2023
 *   2023-01-08  2023-01-08T17:46:00+07:00  2023-01-08T10:46:00.000Z
 *
 * A date in a text needs its year, of four digits from 1900 to 2099; only what is nothing else (tc_date_parse_day) may lack it.
 * The separator must be the same on both sides, so that scores and phone numbers are not read together; a number that goes on
 * with digits, or is part of a longer one (0903-123-4567, 37/2022/NQ), is none.  A time belongs to the date when only blanks,
 * commas, bars, a dash, a day of the week or "ngày" stand between.  A zone is only read behind a time.
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

static bool any_word(struct scanner *c, const char *const *words)
{
	for (; *words != NULL; words++)
		if (word(c, *words))
			return true;
	return false;
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
	bool range = next == '-' && separator_seen == '/'; /* 8/1/2023-9/1/2023 */
	return !(is_digit(next) || (next == separator_seen && next != '.' && next != '-') ||
		 ((next == '-' || next == '.') && is_digit(peek(c, 1)) && !range));
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

static void skip_ngay(struct scanner *c)
{
	static const char *const ngay[] = {"ngày", "Ngày", "NGÀY", NULL};
	if (any_word(c, ngay))
		blanks(c);
}

/* 16 tháng 12 năm 2022, tháng 12/2022 at c; the word ngày may stand before. */
static bool in_words(struct scanner *c, struct tc_date *out)
{
	static const char *const thang[] = {"tháng", "Tháng", "THÁNG", NULL};
	static const char *const nam[] = {"năm", "Năm", "NĂM", "/", ",", "-", NULL};
	int day = 0;
	skip_ngay(c);
	if (is_digit(peek(c, 0))) {
		day = number(c, 2);
		blanks(c);
	}
	if (day < 0 || !any_word(c, thang))
		return false;
	blanks(c);
	int month = number(c, 2);
	blanks(c);
	if (!any_word(c, nam))
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
		if (second < 0)
			return false;
		if (peek(c, 0) == '.' && is_digit(peek(c, 1)))
			for (c->at++; is_digit(peek(c, 0)); c->at++)
				;
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
	if (word(&z, "Z")) {
		out->offset_min = 0;
		*c = z;
		return;
	}
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

/* Passes over a day of the week. */
static bool weekday(struct scanner *c)
{
	static const char *const thu[] = {"Thứ", "thứ", "THỨ", NULL};
	static const char *const days[] = {"hai", "ba", "tư",  "năm", "sáu", "bảy", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "HAI",
					   "BA",  "TƯ", "NĂM", "SÁU", "BẢY", "2",   "3",   "4",  "5",  "6",   "7",   NULL};
	static const char *const sunday[] = {"Chủ nhật", "Chủ Nhật", "chủ nhật", "CHỦ NHẬT", "CN", NULL};
	if (any_word(c, sunday))
		return true;
	struct scanner day = *c;
	if (!any_word(&day, thu))
		return false;
	blanks(&day);
	if (!any_word(&day, days))
		return false;
	*c = day;
	return true;
}

/* Passes over what may stand between a date and its time; false when nothing does. */
static bool between(struct scanner *c)
{
	static const char *const signs[] = {",", "|", "-", "\xE2\x80\x93", "T", "lúc", "\xE2\x80\xA2", NULL};
	size_t from = c->at;
	for (int n = 0; n < 4; n++) {
		blanks(c);
		if (!weekday(c) && !any_word(c, signs))
			break;
	}
	blanks(c);
	return c->at > from;
}

/* A date of the day without its time at c. */
static bool day_at(struct scanner *c, struct tc_date *out)
{
	struct scanner try = *c;
	skip_ngay(&try);
	if (!numeric(&try, out)) {
		try = *c;
		if (!in_words(&try, out))
			return false;
	}
	*c = try;
	return true;
}

/* A time with the date behind it at c. */
static bool time_first(struct scanner *c, struct tc_date *out)
{
	struct tc_date clock = {.offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
	if (!time_of_day(c, &clock))
		return false;
	zone(c, &clock);
	if (!between(c) || !day_at(c, out) || out->precision != TC_DATE_DAY)
		return false;
	out->precision = clock.precision;
	out->hour = clock.hour;
	out->minute = clock.minute;
	out->second = clock.second;
	out->offset_min = clock.offset_min;
	zone(c, out);
	return true;
}

/* The whole of it at c: a date with a time behind, or a time with a date behind, or a date. */
static bool date_at(struct scanner *c, struct tc_date *out)
{
	struct scanner try = *c;
	if (time_first(&try, out)) {
		*c = try;
		return true;
	}
	if (!day_at(c, out))
		return false;
	try = *c;
	if (out->precision == TC_DATE_DAY && between(&try) && time_of_day(&try, out)) {
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

/* 6- 1, 06/01 or 6 tháng 1 at c. */
static bool day_and_month(struct scanner *c, struct tc_date *out)
{
	skip_ngay(c);
	int day = number(c, 2);
	blanks(c);
	bool words = word(c, "tháng");
	char sign = words ? ' ' : separator(c);
	blanks(c);
	int month = number(c, 2);
	*out = (struct tc_date){
		.precision = TC_DATE_DAY, .year = 2000, .offset_min = TC_DATE_VIETNAM_OFFSET_MIN}; /* a leap year */
	out->month = (int8_t)month;
	out->day = (int8_t)day;
	return (words || sign == '-' || sign == '/') && day > 0 && month > 0 && tc_date_valid(out);
}

bool tc_date_parse_day(struct tc_str line, struct tc_date *out)
{
	struct scanner c = {tc_str_trim(line), 0};
	struct tc_date day, clock = {.offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
	bool bracket = word(&c, "(");
	struct scanner try = c;
	if (time_of_day(&try, &clock) && (zone(&try, &clock), between(&try)))
		c = try;
	else
		clock.precision = TC_DATE_NONE;
	between(&c);
	if (!day_and_month(&c, &day))
		return false;
	try = c;
	if (clock.precision == TC_DATE_NONE && between(&try) && time_of_day(&try, &clock)) {
		zone(&try, &clock);
		c = try;
	}
	blanks(&c);
	if ((bracket && !word(&c, ")")) || c.at < c.s.n)
		return false;
	clock.month = day.month;
	clock.day = day.day;
	*out = clock.precision != TC_DATE_NONE ? clock : day;
	out->year = 0;
	return true;
}
