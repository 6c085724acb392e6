/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of Telex and VNI to the term that they write, and words that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/keystrokes.h"

static void test_read(void **state)
{
	static const struct {
		const char *keys, *term; /* NULL: no keys */
	} cases[] = {
		{"haf", "hà"},
		{"nooij", "nội"},
		{"noij", "nọi"},
		{"nguwowif", "người"},
		{"nguoiwf", "người"},
		{"ddaats", "đất"},
		{"dduwowngf", "đường"},
		{"hoaf", "hòa"},
		{"hofa", "hòa"},
		{"dangw", "dăng"},
		{"quows", "quớ"},
		{"vieetj", "việt"},
		{"vietej", "việt"},
		{"ha2", "hà"},
		{"no65i", "nội"},
		{"nguoi72", "người"},
		{"dat61", "dất"},
		{"d9a61t", "đất"},
		{"dan8g", "dăng"},
		{"du7o7ng", "dương"},
		{"hanoi", NULL},
		{"windows", NULL},
		{"covid19", NULL},
		{"h5n1", NULL},
		{"", NULL},
		{"nội", NULL},
		{"2017", NULL},
		{"haff", NULL},
		{"sss", NULL},
		{"nooijnooijnooij", NULL},
	};
	struct tc_buf out;
	(void)state;
	tc_buf_init(&out, 1 << 10);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		tc_buf_reset(&out);
		bool read = tc_keystrokes_read(tc_str_of(cases[i].keys), &out);
		if (read != (cases[i].term != NULL))
			fail_msg("%s: %s", cases[i].keys, read ? tc_buf_cstr(&out) : "not read");
		if (read)
			assert_string_equal(tc_buf_cstr(&out), cases[i].term);
	}
	tc_buf_release(&out);
}

static void test_viqr(void **state)
{
	static const struct {
		const char *keys, *letters, *term; /* term NULL: no VIQR */
	} cases[] = {
		{"No^.i", "Noi", "nội"},    {"Ha`", "Ha", "hà"},    {"ddu+o+`ng", "duong", "đường"},
		{"DDa`", "Da", "đà"},       {"va(n", "van", "văn"}, {"Nguye^~n", "Nguyen", "nguyễn"},
		{"qua^.n", "quan", "quận"}, {"a?nh", "anh", "ảnh"}, {"tu*", "tu", "tư"},
		{"ho`a", "hoa", "hòa"},     {"hoa", "hoa", NULL},   {"x^", "", NULL},
		{"ha``", "", NULL},         {"^a", "", NULL},       {"can't", "", NULL},
		{"a^^", "", NULL},          {"", "", NULL},         {"ba(`ng", "bang", "bằng"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tc_buf letters, term;
		tc_buf_init(&letters, 100);
		tc_buf_init(&term, 100);
		bool read = tc_keystrokes_read_viqr(tc_str_of(cases[i].keys), &letters, &term);
		if (read != (cases[i].term != NULL))
			fail_msg("%s: %s", cases[i].keys, read ? tc_buf_cstr(&term) : "not read");
		if (read) {
			assert_string_equal(tc_buf_cstr(&term), cases[i].term);
			assert_string_equal(tc_buf_cstr(&letters), cases[i].letters);
		}
		tc_buf_release(&letters);
		tc_buf_release(&term);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_viqr),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
