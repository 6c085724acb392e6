/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text put into other formats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/escape.h"

static void check(void (*escape)(struct tc_str, struct tc_buf *), struct tc_str text, const char *expected)
{
	struct tc_buf out;
	tc_buf_init(&out, 1000);
	escape(text, &out);
	assert_string_equal(tc_buf_cstr(&out), expected);
	tc_buf_release(&out);
}

static void test_xml(void **state)
{
	(void)state;
	check(tc_escape_xml, TC_STR(""), "");
	check(tc_escape_xml, TC_STR("Ngô Quyền"), "Ngô Quyền");
	check(tc_escape_xml, TC_STR("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
	check(tc_escape_xml, TC_STR("a\tb\nc\x01\0\x1b]"), "a\tb\nc\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD]");
	check(tc_escape_xml, TC_STR("\xFFo\xEF\xBF\xBF"), "\xEF\xBF\xBDo\xEF\xBF\xBD");
}

static void test_csv(void **state)
{
	(void)state;
	check(tc_escape_csv, TC_STR("Ngô Quyền"), "Ngô Quyền");
	check(tc_escape_csv, TC_STR("a,b"), "\"a,b\"");
	check(tc_escape_csv, TC_STR("a\nb"), "\"a\nb\"");
	check(tc_escape_csv, TC_STR("a \"b\""), "\"a \"\"b\"\"\"");
	check(tc_escape_csv, TC_STR("=1+1"), "'=1+1");
	check(tc_escape_csv, TC_STR("-1,5"), "\"'-1,5\"");
	check(tc_escape_csv, TC_STR("a=1"), "a=1");
	check(tc_escape_csv, TC_STR("\0b"),
	      "\xEF\xBF\xBD"
	      "b");
	check(tc_escape_csv, TC_STR("a\x1b[31m\xFF"), "a\xEF\xBF\xBD[31m\xEF\xBF\xBD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_xml), cmocka_unit_test(test_csv)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
