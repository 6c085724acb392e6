/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Differences: applied to a they give b, and none is longer than it must be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/diff.h"

#define MAX 14

/* The letters of text as items. */
static void items(struct tc_arena *arena, const char *text, struct tc_strs *out)
{
	*out = (struct tc_strs){NULL, 0, 0};
	for (struct tc_str s = tc_str_of(text); out->n < s.n;)
		tc_strs_add(out, arena, tc_str_sub(s, out->n, out->n + 1));
}

/* The fewest edits, by the table of the longest common subsequence. */
static size_t fewest(const struct tc_strs *a, const struct tc_strs *b)
{
	size_t common[MAX + 1][MAX + 1] = {{0}};
	for (size_t i = 1; i <= a->n; i++) {
		for (size_t k = 1; k <= b->n; k++) {
			size_t most = common[i - 1][k] > common[i][k - 1] ? common[i - 1][k] : common[i][k - 1];
			bool same = tc_str_eq(a->v[i - 1], b->v[k - 1]);
			common[i][k] = same && common[i - 1][k - 1] + 1 > most ? common[i - 1][k - 1] + 1 : most;
		}
	}
	return a->n + b->n - 2 * common[a->n][b->n];
}

/* Follows the edits through both lists; returns how many items were removed and added. */
static size_t apply(const struct tc_strs *a, const struct tc_strs *b, const struct tc_edits *edits)
{
	size_t at_a = 0, at_b = 0, n = 0;
	for (size_t i = 0; i < edits->n; i++) {
		const struct tc_edit *e = &edits->v[i];
		assert_true(e->n > 0 && e->a == at_a && e->b == at_b);
		assert_true(i == 0 || e->kind != edits->v[i - 1].kind);
		for (size_t k = 0; k < e->n && e->kind == TC_EDIT_SAME; k++)
			assert_true(tc_str_eq(a->v[at_a + k], b->v[at_b + k]));
		at_a += e->kind != TC_EDIT_ADDED ? e->n : 0;
		at_b += e->kind != TC_EDIT_REMOVED ? e->n : 0;
		n += e->kind != TC_EDIT_SAME ? e->n : 0;
	}
	assert_int_equal(at_a, a->n);
	assert_int_equal(at_b, b->n);
	return n;
}

static size_t differ(const char *from, const char *to, size_t max_edits)
{
	struct tc_arena arena;
	struct tc_edits edits;
	struct tc_strs a, b;
	struct tc_err err;
	tc_arena_init(&arena, SIZE_MAX);
	items(&arena, from, &a);
	items(&arena, to, &b);
	assert_int_equal(tc_diff(&a, &b, max_edits, &arena, &edits, &err), TC_OK);
	size_t n = apply(&a, &b, &edits);
	if (max_edits >= a.n + b.n)
		assert_int_equal(n, fewest(&a, &b));
	tc_arena_release(&arena);
	return n;
}

static void test_ends(void **state)
{
	(void)state;
	assert_int_equal(differ("", "", 10), 0);
	assert_int_equal(differ("abc", "abc", 10), 0);
	assert_int_equal(differ("", "abc", 10), 3);
	assert_int_equal(differ("abc", "", 10), 3);
	assert_int_equal(differ("abc", "abxc", 10), 1);
	assert_int_equal(differ("aaa", "aa", 10), 1);
	assert_int_equal(differ("abcabba", "cbabac", 20), 5);
}

static void test_random(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 3000; round++) {
		char a[MAX + 1] = "", b[MAX + 1] = "";
		int n = rand() % MAX, m = rand() % MAX;
		for (int i = 0; i < n; i++)
			a[i] = (char)('a' + rand() % 4);
		for (int i = 0; i < m; i++)
			b[i] = (char)('a' + rand() % 4);
		differ(a, b, 2 * MAX);
	}
}

/* Too many edits: one removal and one addition between what is equal at both ends. */
static void test_limit(void **state)
{
	(void)state;
	assert_int_equal(differ("xabcdefy", "xghijkly", 5), 12);
	assert_int_equal(differ("xaby", "xcdy", 4), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
