/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing buffers and arenas: content, limits, failures that stick, memory that runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"

static void test_buf_content(void **state)
{
	struct tc_buf buf;
	(void)state;
	tc_buf_init(&buf, 1000);
	assert_string_equal(tc_buf_cstr(&buf), "");
	tc_buf_add(&buf, NULL, 0);
	tc_buf_add_cstr(&buf, "một");
	tc_buf_add_char(&buf, ' ');
	tc_buf_add_str(&buf, TC_STR("hai"));
	tc_buf_printf(&buf, " %d%s", 3, "x");
	tc_buf_add_utf8(&buf, 0x1EAD);
	tc_buf_add_utf8(&buf, 0xD800);
	memcpy(tc_buf_room(&buf, 10), "abcdefghij", 10);
	tc_buf_added(&buf, 2);
	assert_string_equal(tc_buf_cstr(&buf), "một hai 3xậ\xEF\xBF\xBD"
					       "ab");
	assert_int_equal(tc_buf_str(&buf).n, strlen(tc_buf_cstr(&buf)));
	assert_int_equal(tc_buf_check(&buf, "x", NULL), TC_OK);
	tc_buf_reset(&buf);
	assert_int_equal(tc_buf_str(&buf).n, 0);
	tc_buf_release(&buf);
	tc_buf_release(&buf);
}

/* Every size of addition across the growth of the memory keeps what was there. */
static void test_buf_growth(void **state)
{
	(void)state;
	for (size_t step = 1; step < 200; step++) {
		struct tc_buf buf;
		char bytes[200];
		tc_buf_init(&buf, 1 << 20);
		for (size_t i = 0; i < 20; i++) {
			memset(bytes, 'a' + (int)i, step);
			tc_buf_add(&buf, bytes, step);
		}
		assert_int_equal(strlen(tc_buf_cstr(&buf)), step * 20);
		for (size_t i = 0; i < 20; i++)
			assert_true(buf.p[i * step] == (char)('a' + i) && buf.p[(i + 1) * step - 1] == (char)('a' + i));
		tc_buf_release(&buf);
	}
}

static void test_buf_limit(void **state)
{
	struct tc_buf buf;
	struct tc_err err;
	(void)state;
	tc_buf_init(&buf, 5);
	tc_buf_add_cstr(&buf, "12345");
	assert_string_equal(tc_buf_cstr(&buf), "12345");
	tc_buf_add_char(&buf, '6');
	tc_buf_add_cstr(&buf, "");
	assert_int_equal(tc_buf_check(&buf, "number", &err), TC_ELIMIT);
	assert_string_equal(err.text, "number: too large");
	assert_string_equal(tc_buf_cstr(&buf), "");
	assert_null(tc_buf_room(&buf, 0));
	tc_buf_reset(&buf);
	tc_buf_printf(&buf, "%s", "123456");
	assert_int_equal(buf.failed, TC_ELIMIT);
	tc_buf_reset(&buf);
	assert_null(tc_buf_room(&buf, SIZE_MAX));
	tc_buf_release(&buf);
}

static void test_buf_memory(void **state)
{
	struct tc_buf buf;
	struct tc_err err;
	(void)state;
	tc_buf_init(&buf, 1000);
	tc_buf_add_cstr(&buf, "here");
	tc_alloc_fail_after(1);
	for (int i = 0; i < 100; i++)
		tc_buf_add_char(&buf, '.');
	tc_alloc_fail_after(0);
	tc_buf_add_cstr(&buf, "late");
	assert_int_equal(tc_buf_check(&buf, "text", &err), TC_ENOMEM);
	assert_string_equal(err.text, "text: no memory");
	tc_buf_release(&buf);
}

static void test_arena_content(void **state)
{
	struct tc_arena arena;
	struct tc_strs list = {NULL, 0, 0};
	(void)state;
	tc_arena_init(&arena, 64 << 20);
	for (size_t n = 0; n < 3000; n++) {
		char *p = tc_arena_alloc(&arena, n);
		assert_true(p != NULL && (uintptr_t)p % _Alignof(max_align_t) == 0);
		for (size_t i = 0; i < n; i += 97)
			assert_int_equal(p[i], 0);
		memset(p, 'x', n);
	}
	assert_non_null(tc_arena_alloc(&arena, 10 << 20));
	for (int i = 0; i < 100; i++)
		tc_strs_add(&list, &arena, tc_arena_printf(&arena, "%d", i));
	assert_true(list.n == 100 && tc_strs_has(&list, TC_STR("57")) && !tc_strs_has(&list, TC_STR("x")));
	assert_string_equal(tc_arena_cstr(&arena, TC_STR("abc")), "abc");
	assert_string_equal(tc_arena_str(&arena, TC_STR_NONE).p, "");
	assert_int_equal(tc_arena_check(&arena, "x", NULL), TC_OK);
	tc_arena_reset(&arena);
	assert_int_equal(arena.used_bytes, 0);
	char *again = tc_arena_alloc(&arena, 1 << 20);
	for (size_t i = 0; i < 1 << 20; i++)
		assert_int_equal(again[i], 0);
	tc_arena_release(&arena);
	tc_arena_release(&arena);
}

static void test_arena_limit(void **state)
{
	struct tc_arena arena;
	struct tc_err err;
	struct tc_strs list = {NULL, 0, 0};
	(void)state;
	tc_arena_init(&arena, 1000);
	assert_non_null(tc_arena_alloc(&arena, 900));
	assert_null(tc_arena_alloc(&arena, 200));
	assert_null(tc_arena_alloc(&arena, 1));
	assert_string_equal(tc_arena_cstr(&arena, TC_STR("abc")), "");
	assert_int_equal(tc_arena_printf(&arena, "abc").n, 0);
	tc_strs_add(&list, &arena, TC_STR("abc"));
	assert_int_equal(list.n, 0);
	assert_int_equal(tc_arena_check(&arena, "article", &err), TC_ELIMIT);
	assert_string_equal(err.text, "article: too large");
	tc_arena_reset(&arena);
	tc_alloc_fail_after(1);
	assert_null(tc_arena_alloc(&arena, 100000));
	tc_arena_reset(&arena);
	tc_arena_release(&arena);
	assert_null(tc_arena_alloc(&arena, 1));
	tc_alloc_fail_after(0);
	assert_int_equal(tc_arena_check(&arena, "article", &err), TC_ENOMEM);
	tc_arena_release(&arena);
}

static void test_grow(void **state)
{
	int *items = NULL;
	size_t capacity = 0;
	(void)state;
	for (size_t n = 0; n < 1000; n++) {
		assert_int_equal(tc_grow(&items, &capacity, n, sizeof *items), 0);
		items[n] = (int)n;
	}
	for (size_t n = 0; n < 1000; n++)
		assert_int_equal(items[n], n);
	int *before = items;
	tc_alloc_fail_after(1);
	assert_int_equal(tc_grow(&items, &capacity, capacity, sizeof *items), -1);
	tc_alloc_fail_after(0);
	assert_int_equal(tc_grow(&items, &capacity, SIZE_MAX / 4, sizeof *items), -1);
	assert_ptr_equal(items, before);
	tc_free(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buf_content), cmocka_unit_test(test_buf_growth),    cmocka_unit_test(test_buf_limit),
		cmocka_unit_test(test_buf_memory),  cmocka_unit_test(test_arena_content), cmocka_unit_test(test_arena_limit),
		cmocka_unit_test(test_grow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
