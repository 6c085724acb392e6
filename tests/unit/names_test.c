/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: their table, and what no text may do.
 *
 * tests/analyzers/names.tsv  texts between |, names between |, words that can be looked up, a run between | (- for none)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzers/names.h"
#include "noise.h"
#include "table.h"

static void read_text(struct tc_names *names, struct tc_analyzer *analyzer, struct tc_str text)
{
	struct tc_token token;
	tc_analyzer_start(analyzer, text);
	while (tc_analyzer_next(analyzer, &token) == TC_OK)
		tc_names_token(names, &token);
	tc_names_text(names, text);
}

static void list_names(struct tc_names *names, struct tc_buf *out)
{
	const struct tc_str *list;
	struct tc_err err;
	size_t n;
	assert_int_equal(tc_names_list(names, &list, &n, &err), TC_OK);
	for (size_t i = 0; i < n; i++) {
		tc_buf_add_cstr(out, i > 0 ? "|" : "");
		tc_buf_add_str(out, list[i]);
	}
	if (n == 0)
		tc_buf_add_char(out, '-');
}

static void list_words(struct tc_names *names, struct tc_analyzer *analyzer, struct tc_buf *out)
{
	size_t n;
	const struct tc_name_word *words = tc_names_words(names, &n);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			tc_buf_add_char(out, words[i].position == words[i - 1].position + 1 ? ' ' : '|');
		tc_buf_add_str(out, tc_analyzer_term(analyzer, words[i].id));
	}
	if (n == 0)
		tc_buf_add_char(out, '-');
}

static void test_table(void **state)
{
	struct tc_analyzer *analyzer;
	struct tc_names *names;
	struct tc_err err;
	struct tc_buf found, words;
	struct table table;
	int wrong = 0;
	(void)state;
	tc_buf_init(&found, 1 << 20);
	tc_buf_init(&words, 1 << 20);
	assert_int_equal(tc_analyzer_new(&analyzer, &err), TC_OK);
	assert_int_equal(tc_names_new(&names, &err), TC_OK);
	assert_true(table_own(&table, "names.tsv"));
	while (table_next(&table)) {
		tc_buf_reset(&found);
		tc_buf_reset(&words);
		tc_names_begin(names);
		for (struct tc_str rest = table.cell[0]; rest.p != NULL;)
			read_text(names, analyzer, tc_str_split(&rest, '|'));
		list_names(names, &found);
		list_words(names, analyzer, &words);
		wrong += table_check(&table, "the list", tc_buf_str(&found), table.cell[1]);
		wrong += table_check(&table, "what can be looked up", tc_buf_str(&words), table.cell[2]);
	}
	assert_int_equal(wrong, 0);
	tc_names_free(names);
	tc_analyzer_free(analyzer);
	tc_buf_release(&found);
	tc_buf_release(&words);
}

/* Names are slices of the text, in it and not empty, whatever it is. */
static void test_noise(void **state)
{
	struct tc_analyzer *analyzer;
	struct tc_names *names;
	struct tc_err err;
	struct noise noise = {.seed = 7};
	(void)state;
	assert_int_equal(tc_analyzer_new(&analyzer, &err), TC_OK);
	assert_int_equal(tc_names_new(&names, &err), TC_OK);
	for (int i = 0; i < 20000; i++) {
		const struct tc_str *list;
		size_t n;
		struct tc_str text = noise_text(&noise);
		tc_names_begin(names);
		read_text(names, analyzer, text);
		assert_int_equal(tc_names_list(names, &list, &n, &err), TC_OK);
		for (size_t k = 0; k < n; k++) {
			assert_true(list[k].n > 0 && list[k].p >= text.p);
			assert_true(list[k].p + list[k].n <= text.p + text.n);
		}
	}
	tc_names_free(names);
	tc_analyzer_free(analyzer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_noise),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
