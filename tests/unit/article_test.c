/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article as JSON: every name is there, what is absent is null or []. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "corpus/article.h"

static const char *json_of(const struct tc_article *article, struct tc_buf *out)
{
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	tc_article_json(article, &w);
	return tc_buf_cstr(out);
}

static void test_empty(void **state)
{
	struct tc_article article;
	struct tc_buf out;
	(void)state;
	tc_buf_init(&out, 1 << 16);
	tc_article_init(&article, NULL);
	assert_false(tc_article_has_text(&article));
	assert_string_equal(
		json_of(&article, &out),
		"{\"id\":null,\"title\":null,\"subtitle\":null,\"lead\":null,\"body\":[],\"captions\":[],\"authors\":[],"
		"\"published\":null,\"updated\":null,\"section\":[],\"keywords\":[],\"publication\":null,\"source\":null,"
		"\"issue\":null,\"page\":null,\"url\":null,\"language\":null,\"type\":null,\"file\":null,\"record\":0,"
		"\"notes\":[]}");
	tc_buf_release(&out);
}

static void test_full(void **state)
{
	struct tc_arena arena;
	struct tc_article a;
	struct tc_buf out;
	(void)state;
	tc_arena_init(&arena, 1 << 16);
	tc_buf_init(&out, 1 << 16);
	tc_article_init(&a, &arena);
	a.id = TC_STR("7");
	a.title = TC_STR("Ngô \"Quyền\"");
	a.published = (struct tc_date){TC_DATE_MINUTE, 2023, 1, 8, 17, 46, 0, 420};
	a.updated = (struct tc_date){.precision = TC_DATE_MONTH, .year = 2023, .month = 1, .offset_min = 420};
	a.record = 3;
	tc_strs_add(&a.body, &arena, TC_STR("Một."));
	tc_strs_add(&a.body, &arena, TC_STR("Hai."));
	assert_true(tc_article_has_text(&a));
	assert_string_equal(json_of(&a, &out),
			    "{\"id\":\"7\",\"title\":\"Ngô \\\"Quyền\\\"\",\"subtitle\":null,\"lead\":null,"
			    "\"body\":[\"Một.\",\"Hai.\"],\"captions\":[],\"authors\":[],"
			    "\"published\":\"2023-01-08T17:46:00+07:00\",\"updated\":\"2023-01\",\"section\":[],\"keywords\":[],"
			    "\"publication\":null,\"source\":null,\"issue\":null,\"page\":null,\"url\":null,\"language\":null,"
			    "\"type\":null,\"file\":null,\"record\":3,\"notes\":[]}");
	tc_buf_release(&out);
	tc_arena_release(&arena);
}

/* A title, a lead, a paragraph or a caption is text; names and dates are none. */
static void test_has_text(void **state)
{
	struct tc_str paragraph = TC_STR("Một.");
	struct tc_article a;
	(void)state;
	tc_article_init(&a, NULL);
	a.url = TC_STR("http://example.org/");
	assert_false(tc_article_has_text(&a));
	a.captions = (struct tc_strs){&paragraph, 1, 1};
	assert_true(tc_article_has_text(&a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_has_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
