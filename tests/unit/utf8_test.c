/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8: every scalar value there and back, and what is ill-formed by table 3-7 of the Unicode Standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static void test_all(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 0x110010; c++) {
		char bytes[4];
		size_t n = tc_utf8_encode(c, bytes), at = 0;
		if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
			assert_int_equal(n, 0);
			continue;
		}
		struct tc_str s = {bytes, n};
		assert_true(tc_utf8_next(s, &at) == c && at == n);
		assert_int_equal(tc_utf8_prev(s, n), 0);
		assert_true(tc_utf8_valid(s));
		if (n > 1)
			assert_int_equal(tc_utf8_valid_prefix(tc_str_sub(s, 0, n - 1)), 0);
	}
}

/* The standard's examples (tables 3-8 and 3-11) and our own: bytes, what repair makes of them, how many are replaced. */
static void test_repair(void **state)
{
	static const struct {
		const char *bytes, *repaired;
		size_t bad;
	} cases[] = {
		{"", "", 0},
		{"Huế", "Huế", 0},
		{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
		 "A",
		 "????????A", 8},
		{"\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
		 "A",
		 "????????A", 8},
		{"\xF4\x91\x92\x93\xFF"
		 "A\x80\xBF"
		 "B",
		 "?????A??B", 7},
		{"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
		 "A",
		 "????A", 4},
		{"Hu\xE1\xBA", "Hu?", 1},
		{"\xF5"
		 "a\xC3",
		 "?a?", 2},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tc_buf out, expected;
		tc_buf_init(&out, 1000);
		tc_buf_init(&expected, 1000);
		for (const char *p = cases[i].repaired; *p != '\0'; p++)
			if (*p == '?')
				tc_buf_add_utf8(&expected, 0xFFFD);
			else
				tc_buf_add_char(&expected, *p);
		assert_int_equal(tc_utf8_repair(tc_str_of(cases[i].bytes), &out), cases[i].bad);
		assert_true(tc_str_eq(tc_buf_str(&out), tc_buf_str(&expected)));
		assert_true(tc_utf8_valid(tc_buf_str(&out)));
		assert_true(tc_utf8_valid(tc_str_of(cases[i].bytes)) == (cases[i].bad == 0));
		tc_buf_release(&out);
		tc_buf_release(&expected);
	}
}

/* Any three bytes: reading ends just behind them, and stepping over good text goes forward and back by the same places. */
static void test_steps(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 1u << 24; i += 251) {
		char bytes[4] = {(char)(i >> 16), (char)(i >> 8), (char)i, 'x'};
		struct tc_str s = {bytes, 4};
		size_t at = 0;
		while (at < s.n) {
			size_t from = at;
			unsigned c = tc_utf8_next(s, &at);
			assert_true(at > from && at <= s.n && (c != TC_UTF8_BAD || at == from + 1));
			if (tc_utf8_valid(s))
				assert_int_equal(tc_utf8_prev(s, at), from);
		}
	}
}

static void test_count(void **state)
{
	(void)state;
	assert_int_equal(tc_utf8_count(TC_STR_NONE), 0);
	assert_int_equal(tc_utf8_count(TC_STR("Việt")), 4);
	assert_int_equal(tc_utf8_count(TC_STR("Vie\xCC\xA3\xCC\x82t")), 4);
	assert_int_equal(tc_utf8_count(TC_STR("\xEF\xBB\xBFth\xC2\xAD\xE2\x80\x8B"
					      "a")),
			 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_repair),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
