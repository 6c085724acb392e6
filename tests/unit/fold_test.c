/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ladder of spellings: its tables, and the property that folding twice is folding once, for rows and for noise.
 *
 * tests/analyzers/folding.tsv   text, canonical, lower, term, toneless, ASCII, marks (none, shape, tone)
 * tests/analyzers/spellings.tsv two words, "equal" when their terms are one, else "different"
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/fold.h"
#include "noise.h"
#include "table.h"

typedef void fold_function(struct tc_str text, struct tc_buf *out);

static const struct {
	const char *name;
	fold_function *fold;
} folds[] = {{"canonical", tc_fold_canonical},
	     {"lower", tc_fold_lower},
	     {"term", tc_fold_term},
	     {"toneless", tc_fold_toneless},
	     {"ascii", tc_fold_ascii}};

enum { CANONICAL, LOWER, TERM, TONELESS, ASCII, N_FOLDS };

static struct tc_str fold(int which, struct tc_str text, struct tc_buf *out)
{
	tc_buf_reset(out);
	folds[which].fold(text, out);
	assert_int_equal(out->failed, TC_OK);
	return tc_buf_str(out);
}

/* How often folding twice is not folding once; what comes out must be UTF-8. */
static int check_stable(struct tc_str text)
{
	struct tc_buf once, twice;
	int wrong = 0;
	tc_buf_init(&once, 1 << 20);
	tc_buf_init(&twice, 1 << 20);
	for (int i = 0; i < N_FOLDS; i++) {
		struct tc_str first = fold(i, text, &once), second = fold(i, first, &twice);
		assert_true(tc_utf8_valid(first));
		if (!tc_str_eq(first, second)) {
			fprintf(stderr, "%s folds '%.*s' to '%.*s' and that to '%.*s'\n", folds[i].name, TC_STR_ARG(text),
				TC_STR_ARG(first), TC_STR_ARG(second));
			wrong++;
		}
	}
	tc_buf_release(&once);
	tc_buf_release(&twice);
	return wrong;
}

static int check_fold(const struct table *table, int which, struct tc_str text, struct tc_str expected)
{
	struct tc_buf out;
	tc_buf_init(&out, 1 << 20);
	int wrong = table_check(table, folds[which].name, fold(which, text, &out), expected);
	tc_buf_release(&out);
	return wrong + check_stable(text);
}

static void test_own_folding(void **state)
{
	static const char *const marks[] = {"none", "shape", "tone"};
	struct table table;
	int wrong = 0;
	(void)state;
	assert_true(table_own(&table, "folding.tsv"));
	while (table_next(&table)) {
		for (int i = 0; i < N_FOLDS; i++)
			wrong += check_fold(&table, i, table.cell[0], table.cell[i + 1]);
		wrong += table_check(&table, "marks", tc_str_of(marks[tc_fold_marks(table.cell[0])]), table.cell[6]);
	}
	assert_int_equal(wrong, 0);
}

/* Are the terms of two words, or two rows of words, one? */
static bool are_equal(struct tc_str a, struct tc_str b)
{
	struct tc_buf first, second;
	tc_buf_init(&first, 1 << 20);
	tc_buf_init(&second, 1 << 20);
	bool equal = tc_str_eq(fold(TERM, a, &first), fold(TERM, b, &second));
	tc_buf_release(&first);
	tc_buf_release(&second);
	return equal;
}

static int check_pair(const struct table *table, struct tc_str a, struct tc_str b, bool equal)
{
	int wrong = 0;
	if (are_equal(a, b) != equal)
		wrong += table_wrong(table, equal ? "same word" : "other word", b, a);
	return wrong + check_stable(a) + check_stable(b);
}

static void test_own_spellings(void **state)
{
	struct table table;
	int wrong = 0;
	(void)state;
	assert_true(table_own(&table, "spellings.tsv"));
	while (table_next(&table))
		wrong += check_pair(&table, table.cell[0], table.cell[1], tc_str_eq(table.cell[2], TC_STR("equal")));
	assert_int_equal(wrong, 0);
}

/* The text that U+0061 U+0300 names. */
static struct tc_str from_code_points(struct tc_str names, char *out)
{
	size_t n = 0;
	for (struct tc_str rest = names; rest.p != NULL;) {
		char digits[8] = "";
		struct tc_str name = tc_str_split(&rest, ' ');
		assert_true(name.n > 2 && name.n < 2 + sizeof digits);
		memcpy(digits, name.p + 2, name.n - 2);
		n += tc_utf8_encode((unsigned)strtoul(digits, NULL, 16), out + n);
	}
	return (struct tc_str){out, n};
}

static void test_shared_folding(void **state)
{
	struct table table;
	char text[4096];
	int wrong = 0;
	(void)state;
	if (!table_shared(&table, "folding.tsv"))
		skip();
	while (table_next(&table)) {
		struct tc_str input = from_code_points(table.cell[2], text);
		wrong += check_fold(&table, CANONICAL, input, table.cell[3]);
		wrong += check_fold(&table, LOWER, input, table.cell[4]);
		wrong += check_fold(&table, TONELESS, input, table.cell[5]);
		wrong += check_fold(&table, ASCII, input, table.cell[6]);
	}
	assert_int_equal(wrong, 0);
}

/* The rows about dates are date.c's. */
static bool is_about_dates(struct tc_str kind)
{
	static const char *const starts[] = {"date", "day", "month", "year", "not a date"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (tc_str_starts(kind, tc_str_of(starts[i])))
			return true;
	return false;
}

static void test_shared_text(void **state)
{
	struct table table;
	char text[4096];
	int wrong = 0;
	(void)state;
	if (!table_shared(&table, "folding_text.tsv"))
		skip();
	while (table_next(&table))
		if (!is_about_dates(table.cell[0]))
			wrong += check_fold(&table, CANONICAL, from_code_points(table.cell[2], text), table.cell[3]);
	assert_int_equal(wrong, 0);
}

static void test_shared_spellings(void **state)
{
	struct table table;
	int wrong = 0;
	(void)state;
	if (!table_shared(&table, "iy_variants.tsv"))
		skip();
	while (table_next(&table))
		wrong += check_pair(&table, table.cell[0], table.cell[1], tc_str_starts(table.cell[3], TC_STR("equal")));
	assert_true(table_shared(&table, "tone_placement.tsv"));
	while (table_next(&table))
		wrong += check_pair(&table, table.cell[0], table.cell[1], true);
	assert_true(table_shared(&table, "tone_misplaced.tsv"));
	while (table_next(&table)) {
		wrong += check_pair(&table, table.cell[0], table.cell[1], true);
		wrong += check_pair(&table, table.cell[0], table.cell[2], true);
	}
	assert_int_equal(wrong, 0);
}

static void test_noise_is_stable(void **state)
{
	struct noise noise = {.seed = 20230108};
	int wrong = 0;
	(void)state;
	for (int i = 0; i < 20000 && wrong < 10; i++)
		wrong += check_stable(noise_text(&noise));
	assert_int_equal(wrong, 0);
}

/* More marks than any letter has, and a run that is longer than what is folded at once. */
static void test_long_runs(void **state)
{
	struct tc_buf text, out;
	(void)state;
	tc_buf_init(&text, 1 << 20);
	tc_buf_init(&out, 1 << 20);
	for (int i = 0; i < 5000; i++)
		tc_buf_add_utf8(&text, i == 0 ? 'a' : 0x0301);
	assert_int_equal(fold(ASCII, tc_buf_str(&text), &out).n, 1);
	assert_int_equal(check_stable(tc_buf_str(&text)), 0);
	tc_buf_reset(&text);
	for (unsigned i = 0; i < 5000; i++)
		tc_buf_add_utf8(&text, 0x1100 + i % 19);
	assert_int_equal(check_stable(tc_buf_str(&text)), 0);
	tc_buf_release(&text);
	tc_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_folding),      cmocka_unit_test(test_own_spellings),
		cmocka_unit_test(test_shared_folding),   cmocka_unit_test(test_shared_text),
		cmocka_unit_test(test_shared_spellings), cmocka_unit_test(test_noise_is_stable),
		cmocka_unit_test(test_long_runs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
