/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns of paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/glob.h"

struct test_case {
	const char *pattern, *path;
	bool expected;
};

static void test_match(void **state)
{
	static const struct test_case cases[] = {
		{"a.html", "a.html", true},
		{"a.html", "a.htm", false},
		{"*", "", true},
		{"*.html", "bài.html", true},
		{"*.html", "a/b.html", false},
		{"*/b.html", "a/b.html", true},
		{"**.html", "a/b.html", true},
		{"?.html", "ệ.html", true},
		{"?.html", "\xFF.html", true},
		{"?.html", "/.html", false},
		{"[a-c].txt", "b.txt", true},
		{"[!a-c].txt", "b.txt", false},
		{"[^a-c].txt", "đ.txt", true},
		{"[à-ỹ]*", "ệ", true},
		{"[]x]", "]", true},
		{"[\\]x]", "]", true},
		{"[a-]", "-", true},
		{"[!a]", "/", false},
		{"\\*", "*", true},
		{"\\*", "a", false},
		{"a/**/b", "a/b", true},
		{"a/**/b", "a/x/y/b", true},
		{"a/**/b", "a/xb", false},
		{"a/**", "a/x/y", true},
		{"a*b*c", "axxbyybzc", true},
		{"a*b**d*e", "ab/c/dxd/dze", true},
		{"*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (tc_glob_match(tc_str_of(cases[i].pattern), tc_str_of(cases[i].path)) != cases[i].expected)
			fail_msg("%s against %s", cases[i].pattern, cases[i].path);
}

static void test_names(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool is_folder, expected;
	} cases[] = {
		{"*.jpg", "/srv/báo/a.jpg", false, true},     {"*.jpg", "/srv/a.jpg/b.html", false, false},
		{"ảnh", "/srv/báo/ảnh", true, true},          {"ảnh/", "/srv/báo/ảnh", false, false},
		{"ảnh/", "/srv/báo/ảnh", true, true},         {"2004/tet", "/srv/2004/tet", true, true},
		{"2004/tet", "/srv/12004/tet", true, false},  {"/srv/tet", "/srv/tet", true, true},
		{"/srv/tet", "/x/srv/tet", true, false},      {"2004/**/*.jpg", "/srv/2004/1/2/a.jpg", false, true},
		{"2004/**/*.jpg", "2004/a.jpg", false, true}, {"a/b/c", "b/c", false, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (tc_glob_names(tc_str_of(cases[i].pattern), tc_str_of(cases[i].path), cases[i].is_folder) != cases[i].expected)
			fail_msg("%s for %s", cases[i].pattern, cases[i].path);
}

static void test_valid(void **state)
{
	(void)state;
	assert_true(tc_glob_valid(TC_STR("*.[jp]*g")));
	assert_false(tc_glob_valid(TC_STR("")));
	assert_false(tc_glob_valid(TC_STR("[a")));
	assert_false(tc_glob_valid(TC_STR("[]")));
	assert_false(tc_glob_valid(TC_STR("a\\")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_match), cmocka_unit_test(test_names),
					   cmocka_unit_test(test_valid)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
