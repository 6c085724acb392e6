/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define S(literal) TC_STR(literal)

static void assert_str(struct tc_str s, const char *expected)
{
	assert_true(tc_str_eq(s, tc_str_of(expected)));
}

static void test_compare(void **state)
{
	(void)state;
	assert_true(tc_str_eq(TC_STR_NONE, S("")));
	assert_false(tc_str_eq(S("a"), S("ab")));
	assert_true(tc_str_eq_ascii_nocase(S("Gzip-1"), S("gZIP-1")));
	assert_false(tc_str_eq_ascii_nocase(S("@"), S("`")));
	assert_false(tc_str_eq_ascii_nocase(S("Ð"), S("ð")));
	assert_true(tc_str_cmp(S("a"), S("ab")) < 0);
	assert_true(tc_str_cmp(S("b"), S("ab")) > 0);
	assert_true(tc_str_cmp(S("z"), S("á")) < 0);
	assert_int_equal(tc_str_cmp(TC_STR_NONE, S("")), 0);
	assert_true(tc_str_starts(S("abc"), S("ab")) && tc_str_starts(S("a"), TC_STR_NONE) && !tc_str_starts(S("a"), S("ab")));
	assert_true(tc_str_ends(S("abc"), S("bc")) && tc_str_ends(TC_STR_NONE, S("")) && !tc_str_ends(S("c"), S("bc")));
	assert_true(tc_str_hash(S("a")) != tc_str_hash(S("b")));
	assert_int_equal(tc_str_hash(S("foobar")), 0x85944171f73967e8ull);
}

static void test_parts(void **state)
{
	struct tc_str s = S("một hai ba");
	(void)state;
	assert_str(tc_str_sub(s, 0, 5), "một");
	assert_str(tc_str_sub(s, 10, 99), "ba");
	assert_str(tc_str_sub(s, 99, 100), "");
	assert_str(tc_str_sub(s, 5, 2), "");
	assert_int_equal(tc_str_find(s, S("hai"), 0), 6);
	assert_int_equal(tc_str_find(s, S("hai"), 7), s.n);
	assert_int_equal(tc_str_find(s, S("ba"), 999), s.n);
	assert_int_equal(tc_str_find(TC_STR_NONE, S("x"), 0), 0);
	assert_int_equal(tc_str_find_char(s, ' ', 6), 9);
	assert_int_equal(tc_str_find_char(s, 'x', 0), s.n);
	assert_str(tc_str_trim(S(" \t\r\n a b \v\f")), "a b");
	assert_str(tc_str_trim(S("  ")), "");
	assert_str(tc_str_trim(TC_STR_NONE), "");
}

static void test_split(void **state)
{
	struct tc_str rest = S("a,,b,");
	const char *const expected[] = {"a", "", "b", ""};
	size_t n = 0;
	(void)state;
	while (rest.p != NULL)
		assert_str(tc_str_split(&rest, ','), expected[n++]);
	assert_int_equal(n, 4);
	rest = S("");
	assert_str(tc_str_split(&rest, ','), "");
	assert_null(rest.p);
}

static void test_numbers(void **state)
{
	unsigned long long n = 7;
	(void)state;
	assert_true(tc_str_to_u64(S("0"), 0, &n) && n == 0);
	assert_true(tc_str_to_u64(S("007"), 7, &n) && n == 7);
	assert_false(tc_str_to_u64(S("8"), 7, &n));
	assert_true(tc_str_to_u64(S("18446744073709551615"), UINT64_MAX, &n) && n == UINT64_MAX);
	assert_false(tc_str_to_u64(S("18446744073709551616"), UINT64_MAX, &n));
	assert_false(tc_str_to_u64(S("99999999999999999999999"), UINT64_MAX, &n));
	assert_false(tc_str_to_u64(S(""), 9, &n));
	assert_false(tc_str_to_u64(S("-1"), 9, &n));
	assert_false(tc_str_to_u64(S(" 1"), 9, &n));
	assert_false(tc_str_to_u64(S("1\0"), 9, &n));
	assert_true(n == UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
