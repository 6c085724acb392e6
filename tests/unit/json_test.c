/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON: what is written is read back the same, and what is none is told with its place. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/utf8.h"

static void test_write(void **state)
{
	struct tc_buf out;
	struct tc_json_writer w;
	(void)state;
	tc_buf_init(&out, 10000);
	tc_json_writer_init(&w, &out);
	tc_json_begin_object(&w);
	tc_json_key_str(&w, "tên", TC_STR("\"Lê\\Lân\"\n\x01\x7F/"));
	tc_json_key_int(&w, "n", INT64_MIN);
	tc_json_key_bool(&w, "có", true);
	tc_json_key(&w, "list");
	tc_json_begin_array(&w);
	tc_json_begin_array(&w);
	tc_json_end_array(&w);
	tc_json_null(&w);
	tc_json_real(&w, 1.25, 1);
	tc_json_real(&w, NAN, 3);
	tc_json_bool(&w, false);
	tc_json_str(&w, TC_STR_NONE);
	tc_json_begin_object(&w);
	tc_json_end_object(&w);
	tc_json_end_array(&w);
	tc_json_key_str(&w, "bad",
			TC_STR("a\xE1\xBA"
			       "b"));
	tc_json_end_object(&w);
	assert_string_equal(tc_buf_cstr(&out), "{\"tên\":\"\\\"Lê\\\\Lân\\\"\\n\\u0001\\u007f/\",\"n\":-9223372036854775808,"
					       "\"có\":true,\"list\":[[],null,1.2,null,false,\"\",{}],"
					       "\"bad\":\"a\xEF\xBF\xBD\xEF\xBF\xBD"
					       "b\"}");
	tc_buf_release(&out);
}

/* A string of all ASCII characters and some others comes back. */
static void test_there_and_back(void **state)
{
	char text[200];
	size_t n = 0;
	struct tc_buf out;
	struct tc_json_writer w;
	struct tc_json *root;
	(void)state;
	while (n < 128) {
		text[n] = (char)n;
		n++;
	}
	n += tc_utf8_encode(0x1EAD, text + n);
	n += tc_utf8_encode(0x1F600, text + n);
	tc_buf_init(&out, 10000);
	tc_json_writer_init(&w, &out);
	tc_json_str(&w, (struct tc_str){text, n});
	assert_int_equal(tc_json_parse(tc_buf_str(&out), &root, NULL), TC_OK);
	assert_true(tc_str_eq(tc_json_text(root), (struct tc_str){text, n}));
	tc_json_free(root);
	tc_buf_release(&out);
}

static void test_read(void **state)
{
	struct tc_json *root;
	void *position = NULL;
	const char *name;
	const struct tc_json *value;
	size_t n = 0;
	(void)state;
	assert_int_equal(tc_json_parse(TC_STR("{\"a\":[1,-2.5,\"x\\u0000y\",true,null],\"b\":{\"c\":12345678901}}"), &root, NULL),
			 TC_OK);
	const struct tc_json *a = tc_json_get(root, "a");
	assert_int_equal(tc_json_kind(root), TC_JSON_OBJECT);
	assert_int_equal(tc_json_kind(a), TC_JSON_ARRAY);
	assert_int_equal(tc_json_count(root), 2);
	assert_int_equal(tc_json_count(a), 5);
	assert_int_equal(tc_json_integer(tc_json_item(a, 0)), 1);
	assert_int_equal(tc_json_kind(tc_json_item(a, 1)), TC_JSON_REAL);
	assert_true(tc_json_number(tc_json_item(a, 1)) == -2.5 && tc_json_number(tc_json_item(a, 0)) == 1);
	assert_int_equal(tc_json_text(tc_json_item(a, 2)).n, 3);
	assert_true(tc_json_truth(tc_json_item(a, 3)));
	assert_int_equal(tc_json_kind(tc_json_item(a, 4)), TC_JSON_NULL);
	assert_int_equal(tc_json_integer(tc_json_get(tc_json_get(root, "b"), "c")), 12345678901);
	for (; tc_json_each(root, &position, &name, &value); n++)
		assert_ptr_equal(tc_json_get(root, name), value);
	assert_int_equal(n, 2);
	/* What is asked of the wrong kind, or of nothing, is empty. */
	assert_null(tc_json_item(a, 5));
	assert_null(tc_json_get(root, "z"));
	assert_null(tc_json_get(a, "z"));
	assert_null(tc_json_item(root, 0));
	assert_int_equal(tc_json_kind(NULL), TC_JSON_NULL);
	assert_int_equal(tc_json_text(a).n + tc_json_text(NULL).n + tc_json_count(NULL), 0);
	assert_int_equal(tc_json_integer(NULL) + tc_json_integer(a), 0);
	assert_false(tc_json_truth(NULL) || tc_json_truth(a));
	position = NULL;
	assert_false(tc_json_each(a, &position, &name, &value));
	tc_json_free(root);
	tc_json_free(NULL);
}

static void test_broken(void **state)
{
	static const char *const broken[] = {"",    "{",           "[1,]",         "{\"a\":}", "\"a",
					     "nul", "1 2",         "\"\xE1\xBA\"", "[01]",     "{a:1}",
					     "'a'", "\"\\ud800\"", "1e999",        "]",        "\xEF\xBB\xBF{}"};
	struct tc_json *root;
	struct tc_err err;
	char deep[5001];
	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		assert_int_equal(tc_json_parse(tc_str_of(broken[i]), &root, &err), TC_EFORMAT);
		assert_null(root);
	}
	assert_int_equal(tc_json_parse(TC_STR_NONE, &root, &err), TC_EFORMAT);
	assert_int_equal(tc_json_parse(TC_STR("{\n  \"a\": x}"), &root, &err), TC_EFORMAT);
	assert_non_null(strstr(err.text, "JSON, line 2, column 8: "));
	memset(deep, '[', sizeof deep - 1);
	deep[sizeof deep - 1] = '\0';
	assert_int_equal(tc_json_parse(tc_str_of(deep), &root, &err), TC_EFORMAT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
