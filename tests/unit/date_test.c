/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates: both tables of tests/base, the shared table's rows that have a year, and the calendar as a property. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "tests/unit/table.h"

static const char *base_tables(void)
{
	static char directory[400];
	const char *srcdir = getenv("srcdir");
	snprintf(directory, sizeof directory, "%s/tests/base", srcdir != NULL ? srcdir : ".");
	return directory;
}

/* Does the first date of the row's text print as the row says? */
static int check_found(const struct table *table, struct tc_str text, struct tc_str expected)
{
	struct tc_date date = {.precision = TC_DATE_NONE};
	struct tc_str found = TC_STR("");
	struct tc_buf printed;
	size_t at = 0;
	int wrong = 0;
	tc_buf_init(&printed, 100);
	if (tc_date_find(text, &at, &date, &found)) {
		tc_date_format(&date, &printed);
		assert_true(tc_date_valid(&date));
		assert_true(found.n > 0 && found.p >= text.p && found.p + found.n == text.p + at);
	} else {
		tc_buf_add_char(&printed, '-');
		assert_int_equal(at, text.n);
	}
	wrong = table_check(table, "date", tc_buf_str(&printed), expected);
	tc_buf_release(&printed);
	return wrong;
}

static void test_found(void **state)
{
	struct table table;
	int wrong = 0;
	(void)state;
	assert_true(table_open(&table, base_tables(), "dates.tsv"));
	while (table_next(&table))
		wrong += check_found(&table, table.cell[0], table.cell[1]);
	assert_int_equal(wrong, 0);
}

/* kind, input, its characters, expected; --MM-DD is a date without a year, none here. */
static void test_found_shared(void **state)
{
	struct table table;
	int wrong = 0, rows = 0;
	(void)state;
	if (!table_shared(&table, "folding_text.tsv"))
		skip();
	while (table_next(&table)) {
		bool none = tc_str_starts(table.cell[0], TC_STR("not a date")) || tc_str_starts(table.cell[3], TC_STR("--"));
		if (!none && !tc_str_starts(table.cell[0], TC_STR("date ")))
			continue;
		wrong += check_found(&table, table.cell[1], none ? TC_STR("-") : table.cell[3]);
		rows++;
	}
	assert_true(rows >= 10);
	assert_int_equal(wrong, 0);
}

static void test_alone(void **state)
{
	struct table table;
	int wrong = 0;
	(void)state;
	assert_true(table_open(&table, base_tables(), "dates_alone.tsv"));
	while (table_next(&table)) {
		struct tc_date date = {.precision = TC_DATE_NONE};
		struct tc_buf printed;
		tc_buf_init(&printed, 100);
		bool is_day = tc_date_parse_day(table.cell[0], &date) && date.year == 0;
		date.year = 2023;
		tc_date_format(&date, &printed);
		is_day = is_day && tc_date_valid(&date);
		wrong += table_check(&table, "day", is_day ? tc_buf_str(&printed) : TC_STR("-"), table.cell[1]);
		tc_buf_release(&printed);
	}
	assert_int_equal(wrong, 0);
}

static void test_iso(void **state)
{
	struct table table;
	int wrong = 0;
	(void)state;
	assert_true(table_open(&table, base_tables(), "dates_iso.tsv"));
	while (table_next(&table)) {
		struct tc_date date = {.precision = TC_DATE_NONE};
		struct tc_buf printed;
		char seconds[32];
		tc_buf_init(&printed, 100);
		bool is_date = tc_date_parse_iso(table.cell[0], &date);
		tc_date_format(&date, &printed);
		wrong += table_check(&table, "date", is_date ? tc_buf_str(&printed) : TC_STR("-"), table.cell[1]);
		snprintf(seconds, sizeof seconds, "%lld", (long long)tc_date_unix(&date));
		if (is_date)
			wrong += table_check(&table, "seconds", tc_str_of(seconds), table.cell[2]);
		tc_buf_release(&printed);
	}
	assert_int_equal(wrong, 0);
}

/* Text cut anywhere, and any byte put anywhere, gives a valid date or none. */
static void test_damaged(void **state)
{
	static const char whole[] =
		"07:15, Thứ Hai, ngày 9 tháng 1 năm 2023 và 17:46:05 | 08/01/2023 (GMT+7), 2023-01-08T10:46:00.5Z";
	char text[sizeof whole];
	(void)state;
	for (size_t i = 0; i < sizeof whole; i++) {
		for (int c = -1; c < 256; c += 3) {
			struct tc_str s = {text, sizeof whole - 1};
			struct tc_date date;
			size_t at = 0;
			memcpy(text, whole, sizeof whole);
			if (c < 0)
				s.n = i;
			else
				text[i] = (char)c;
			while (tc_date_find(s, &at, &date, NULL))
				assert_true(tc_date_valid(&date) && at <= s.n);
			(void)tc_date_parse_iso(s, &date);
		}
	}
}

/* Every day of 500 years is the day after the one before, and comes back from its seconds. */
static void test_calendar(void **state)
{
	int64_t last = 0;
	(void)state;
	for (int year = 1600; year < 2100; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= tc_date_month_days(year, month); day++) {
				struct tc_date date = {TC_DATE_DAY,
						       (int16_t)year,
						       (int8_t)month,
						       (int8_t)day,
						       0,
						       0,
						       0,
						       TC_DATE_VIETNAM_OFFSET_MIN};
				struct tc_date back;
				int64_t seconds = tc_date_unix(&date);
				assert_true(tc_date_valid(&date));
				assert_true(last == 0 || seconds == last + 86400);
				last = seconds;
				tc_date_from_unix(seconds, TC_DATE_VIETNAM_OFFSET_MIN, &back);
				assert_true(back.year == year && back.month == month && back.day == day && back.hour == 0);
				tc_date_from_unix(seconds - 1, TC_DATE_VIETNAM_OFFSET_MIN, &back);
				assert_true(back.hour == 23 && back.minute == 59 && back.second == 59);
			}
	assert_int_equal(tc_date_month_days(2023, 0), 0);
	assert_int_equal(tc_date_month_days(2023, 13), 0);
}

static void test_edges(void **state)
{
	static const int64_t outside[] = {INT64_MIN, INT64_MAX, 253402300800, -62135596801};
	struct tc_date date;
	(void)state;
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		tc_date_from_unix(outside[i], 0, &date);
		assert_int_equal(date.precision, TC_DATE_NONE);
		assert_false(tc_date_valid(&date));
	}
	assert_int_equal(tc_date_unix(&date), 0);
}

/* Shown as a paper does, and as a key that sorts: in Vietnam's time, as far as it is known. */
static void test_printed(void **state)
{
	static const char *const cases[][3] = {
		{"2023", "2023", "2023"},
		{"2023-01", "01/2023", "202301"},
		{"2023-01-08", "08/01/2023", "20230108"},
		{"2023-01-08T17:46", "17:46 08/01/2023", "202301081746"},
		{"2023-01-08T17:46:05", "17:46 08/01/2023", "20230108174605"},
		{"2023-01-08T20:46Z", "20:46 08/01/2023", "202301090346"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tc_date date;
		struct tc_buf out;
		tc_buf_init(&out, 100);
		assert_true(tc_date_parse_iso(tc_str_of(cases[i][0]), &date));
		tc_date_format_vi(&date, &out);
		assert_string_equal(tc_buf_cstr(&out), cases[i][1]);
		tc_buf_reset(&out);
		tc_date_sort_key(&date, &out);
		assert_string_equal(tc_buf_cstr(&out), cases[i][2]);
		tc_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found), cmocka_unit_test(test_found_shared), cmocka_unit_test(test_alone),
		cmocka_unit_test(test_iso),   cmocka_unit_test(test_damaged),      cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_edges), cmocka_unit_test(test_printed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
