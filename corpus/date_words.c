/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days as papers of other languages print them on their pages.
 *
 *   December 29th 2019     Dec. 29, 2019        29 December 2019     29th of December, 2019
 *   13. Januar 2014        23 mai 2019          1er août 2019        14 Gennaio 2020
 *   3 de marzo de 2021     8 Mei 2023           2023年1月8日         2023년 1월 8일
 *   10/31/2023             31.10.23             31/10/23             14 Gennaio 20
 *
 * Names of months are looked up whole and in any case, a full stop may follow a short one.  A year has four digits from 1900
 * to 2099.  One of two digits is read only when the line has no other number, for "2 et 6 Mai 19" and "23 mai 19:30" say
 * something else; with slashes only where one of the two other numbers is over 12, with full stops only behind a day and a month
 * of two digits (12.9.10 is a version).  The end of a range (14. - 20. Januar 2022) is what a text is about and no date of it.  A
 * time behind is left out: what the page declares has it.  Russian, Arabic and Thai months are left out, their pages declare
 * their dates. */
#include "corpus/date_words.h"

#include <string.h>

#define MAX_NAME 16

static const struct {
	const char *name;
	int month;
} months[] = {
	{"january", 1},
	{"januar", 1},
	{"janvier", 1},
	{"gennaio", 1},
	{"enero", 1},
	{"janeiro", 1},
	{"januari", 1},
	{"jan", 1},
	{"j\xC3\xA4nner", 1},
	{"february", 2},
	{"februar", 2},
	{"f\xC3\xA9vrier", 2},
	{"febbraio", 2},
	{"febrero", 2},
	{"fevereiro", 2},
	{"februari", 2},
	{"feb", 2},
	{"march", 3},
	{"m\xC3\xA4rz", 3},
	{"mars", 3},
	{"marzo", 3},
	{"mar\xC3\xA7o", 3},
	{"maart", 3},
	{"maret", 3},
	{"mar", 3},
	{"april", 4},
	{"avril", 4},
	{"aprile", 4},
	{"abril", 4},
	{"apr", 4},
	{"may", 5},
	{"mai", 5},
	{"maggio", 5},
	{"mayo", 5},
	{"maio", 5},
	{"mei", 5},
	{"june", 6},
	{"juni", 6},
	{"juin", 6},
	{"giugno", 6},
	{"junio", 6},
	{"junho", 6},
	{"jun", 6},
	{"july", 7},
	{"juli", 7},
	{"juillet", 7},
	{"luglio", 7},
	{"julio", 7},
	{"julho", 7},
	{"jul", 7},
	{"august", 8},
	{"ao\xC3\xBBt", 8},
	{"aout", 8},
	{"agosto", 8},
	{"augustus", 8},
	{"agustus", 8},
	{"aug", 8},
	{"september", 9},
	{"septembre", 9},
	{"settembre", 9},
	{"septiembre", 9},
	{"setembro", 9},
	{"sept", 9},
	{"sep", 9},
	{"october", 10},
	{"oktober", 10},
	{"octobre", 10},
	{"ottobre", 10},
	{"octubre", 10},
	{"outubro", 10},
	{"oct", 10},
	{"okt", 10},
	{"november", 11},
	{"novembre", 11},
	{"noviembre", 11},
	{"novembro", 11},
	{"nov", 11},
	{"december", 12},
	{"dezember", 12},
	{"d\xC3\xA9"
	 "cembre",
	 12},
	{"dicembre", 12},
	{"diciembre", 12},
	{"dezembro", 12},
	{"desember", 12},
	{"dec", 12},
	{"dez", 12},
};

struct place {
	struct tc_str s;
	size_t at;
};

static char peek(const struct place *p)
{
	return p->at < p->s.n ? p->s.p[p->at] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (signed char)c < 0;
}

static bool skip(struct place *p, const char *word)
{
	struct tc_str rest = tc_str_sub(p->s, p->at, p->at + strlen(word));
	if (!tc_str_eq_ascii_nocase(rest, tc_str_of(word)))
		return false;
	p->at += rest.n;
	return true;
}

/* Any number of blanks, and of the signs. */
static void skip_signs(struct place *p, const char *signs)
{
	while (p->at < p->s.n && (peek(p) == ' ' || strchr(signs, peek(p)) != NULL))
		p->at++;
}

/* Digits that no more follow, at most max; their value, -1 for none. */
static int number(struct place *p, size_t max, size_t *n_digits)
{
	int value = 0;
	size_t n = 0;
	while (is_digit(peek(p)) && n <= max) {
		value = value * 10 + (peek(p) - '0');
		p->at++;
		n++;
	}
	*n_digits = n;
	return n == 0 || n > max ? -1 : value;
}

/* The month whose name is the word at p, 0 for none. */
static int month_name(struct place *p)
{
	size_t end = p->at;
	while (end < p->s.n && is_letter(p->s.p[end]))
		end++;
	struct tc_str name = tc_str_sub(p->s, p->at, end);
	for (size_t i = 0; name.n >= 3 && name.n <= MAX_NAME && i < sizeof months / sizeof *months; i++)
		if ((name.p[0] | 32) == months[i].name[0] && tc_str_eq_ascii_nocase(name, tc_str_of(months[i].name))) {
			p->at = end;
			skip_signs(p, ".,");
			return months[i].month;
		}
	return 0;
}

/* 29, 29th, 1er, 13. */
static int day_number(struct place *p)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", "er", "\xC2\xBA"};
	size_t n;
	int day = number(p, 2, &n);
	if (day < 1 || day > 31)
		return -1;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (skip(p, endings[i]))
			break;
	return day;
}

/* The year at p; one of two digits when the text has only n_digits digits, those of the day and of the year. */
static int year_number(struct place *p, size_t max_digits)
{
	size_t n, n_digits = 0;
	int year = number(p, 4, &n);
	for (size_t i = 0; i < p->s.n; i++)
		n_digits += is_digit(p->s.p[i]);
	if (is_letter(peek(p)) && n != 4)
		return -1;
	if (n == 2 && n_digits <= max_digits)
		return year < 70 ? 2000 + year : 1900 + year;
	return n == 4 && year >= 1900 && year <= 2099 ? year : -1;
}

static bool set(struct tc_date *out, int year, int month, int day)
{
	*out = (struct tc_date){TC_DATE_DAY, (int16_t)year, (int8_t)month, (int8_t)day, 0, 0, 0, TC_DATE_VIETNAM_OFFSET_MIN};
	return year > 0 && day > 0 && tc_date_valid(out);
}

/* 29 December 2019, 3 de marzo de 2021 */
static bool day_first(struct place p, struct tc_date *out)
{
	int day = day_number(&p);
	skip_signs(&p, ".-");
	if (skip(&p, "de ") || skip(&p, "of "))
		skip_signs(&p, "");
	int month = day < 0 ? 0 : month_name(&p);
	if (month == 0)
		return false;
	skip_signs(&p, "-");
	if (skip(&p, "de "))
		skip_signs(&p, "");
	return set(out, year_number(&p, 4), month, day);
}

/* December 29th, 2019 */
static bool month_first(struct place p, struct tc_date *out)
{
	int month = month_name(&p);
	int day = month == 0 ? -1 : day_number(&p);
	if (day < 0)
		return false;
	skip_signs(&p, ",");
	return set(out, year_number(&p, 0), month, day);
}

/* 31.10.23, 31/10/23, 10/31/2023 */
static bool of_numbers(struct place p, struct tc_date *out)
{
	size_t n, from = p.at;
	int first = number(&p, 2, &n);
	char sign = peek(&p);
	if (first < 1 || (sign != '.' && sign != '/'))
		return false;
	p.at++;
	int second = number(&p, 2, &n);
	if (second < 1 || peek(&p) != sign)
		return false;
	p.at++;
	bool all_two = p.at == from + 6;
	int year = year_number(&p, 6);
	if (peek(&p) == sign || peek(&p) == ':' || (sign == '.' && !all_two) || (sign == '/' && first <= 12 && second <= 12))
		return false;
	return sign == '/' && second > 12 ? set(out, year, first, second) : set(out, year, second, first);
}

/* 2023年1月8日, 2023년 1월 8일 */
static bool of_signs(struct place p, struct tc_date *out)
{
	static const char *const years[] = {"\xE5\xB9\xB4", "\xEB\x85\x84"}, *const names[] = {"\xE6\x9C\x88", "\xEC\x9B\x94"};
	size_t n;
	int year = number(&p, 4, &n);
	for (size_t i = 0; n == 4 && i < 2; i++) {
		if (!skip(&p, years[i]))
			continue;
		skip_signs(&p, "");
		int month = number(&p, 2, &n);
		if (month < 1 || !skip(&p, names[i]))
			return false;
		skip_signs(&p, "");
		return set(out, year, month, number(&p, 2, &n));
	}
	return false;
}

/* Does a range end at byte offset at: 14. - 20. Januar 2022? */
static bool ends_range(struct tc_str s, size_t at)
{
	while (at > 0 && s.p[at - 1] == ' ')
		at--;
	if (at >= 3 && tc_str_eq(tc_str_sub(s, at - 3, at), TC_STR("\xE2\x80\x93")))
		at -= 3;
	else if (at >= 1 && s.p[at - 1] == '-')
		at--;
	else
		return false;
	while (at > 0 && (s.p[at - 1] == ' ' || s.p[at - 1] == '.'))
		at--;
	return at > 0 && is_digit(s.p[at - 1]);
}

bool tc_date_words(struct tc_str text, struct tc_date *out)
{
	struct tc_date date;
	bool has_digit = false;
	for (size_t i = 0; i < text.n && !has_digit; i++)
		has_digit = is_digit(text.p[i]);
	for (size_t at = 0; has_digit && at < text.n; at++) {
		struct place p = {text, at};
		char before = at > 0 ? text.p[at - 1] : ' ';
		bool begins = is_digit(text.p[at]) ? !is_digit(before) && !(is_letter(before) && (signed char)before > 0) &&
							     strchr("./-:", before) == NULL
						   : is_letter(text.p[at]) && !is_letter(before) && !is_digit(before);
		if (!begins || ends_range(text, at) ||
		    !(is_digit(text.p[at]) ? of_numbers(p, &date) || of_signs(p, &date) || day_first(p, &date)
					   : month_first(p, &date)))
			continue;
		*out = date;
		return true;
	}
	return false;
}
