/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What else a query may be written as.
 *
 * tests/query/numbers.tsv         query, the query as understood without synonyms
 * tests/query/synonyms.tsv        query, the query as understood with the lines below
 * tests/query/synonyms_lines.tsv  line of a file (\n, \r, \t, \0, \xHH as in C), message, or "" for a group that is read
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "query/variants.h"

static const char groups[] = "UBND = \u1EE7y ban nh\u00E2n d\u00E2n\r\n"
			     "TP.HCM = TP HCM = th\u00E0nh ph\u1ED1 H\u1ED3 Ch\u00ED Minh = S\u00E0i G\u00F2n\n"
			     "H\u00E0 N\u1ED9i = H\u00E0 T\u00E2y @..2008\n"
			     "VKS = vi\u1EC7n ki\u1EC3m s\u00E1t\n"
			     "CA = c\u00F4ng an\n"
			     "BCT => B\u1ED9 Ch\u00EDnh tr\u1ECB\n"
			     "BCT => B\u1ED9 C\u00F4ng Th\u01B0\u01A1ng\n"
			     "B\u00ECnh D\u01B0\u01A1ng => TP.HCM @2025..\n"
			     "Th\u00E1i B\u00ECnh D\u01B0\u01A1ng =>\n"
			     "M\u1EF9 = Hoa K\u1EF3\n";

static FILE *open_table(const char *name)
{
	const char *srcdir = getenv("srcdir");
	char path[4096];
	snprintf(path, sizeof path, "%s/tests/query/%s", srcdir != NULL ? srcdir : ".", name);
	FILE *table = fopen(path, "r");
	if (table == NULL)
		fail_msg("%s: cannot be opened", path);
	return table;
}

/* The next row's two cells; false at the end.  Lines that begin with "# " are comments. */
static bool next_row(FILE *table, char *line, size_t size, char *cells[2])
{
	while (fgets(line, (int)size, table) != NULL) {
		if (strncmp(line, "# ", 2) == 0)
			continue;
		line[strcspn(line, "\n")] = '\0';
		cells[0] = line;
		cells[1] = line + strcspn(line, "\t");
		if (*cells[1] != '\0')
			*cells[1]++ = '\0';
		return true;
	}
	return false;
}

static void print(struct tc_str query, const struct tc_synonyms *synonyms, struct tc_buf *out)
{
	struct tc_arena arena;
	struct tc_analyzer *analyzer = NULL;
	struct tc_node *root = NULL;
	struct tc_err err = {TC_OK, ""};
	size_t at;
	tc_arena_init(&arena, 64 << 20);
	assert_int_equal(tc_analyzer_new(&analyzer, &err), TC_OK);
	if (tc_query_parse(query, &arena, &root, &at, &err) != TC_OK ||
	    tc_variants_add(root, synonyms, analyzer, &arena, &err) != TC_OK)
		fail_msg("%.*s: %s", TC_STR_ARG(query), err.text);
	tc_query_print(root, out);
	tc_analyzer_free(analyzer);
	tc_arena_release(&arena);
}

static void check_table(const char *name, const struct tc_synonyms *synonyms)
{
	char line[8192], *cells[2];
	int n = 0, wrong = 0;
	FILE *table = open_table(name);
	for (; next_row(table, line, sizeof line, cells); n++) {
		struct tc_buf out;
		tc_buf_init(&out, 1 << 20);
		print(tc_str_of(cells[0]), synonyms, &out);
		if (strcmp(tc_buf_cstr(&out), cells[1]) != 0) {
			print_error("%s: %s, not %s\n", cells[0], tc_buf_cstr(&out), cells[1]);
			wrong++;
		}
		tc_buf_release(&out);
	}
	fclose(table);
	assert_true(n > 10);
	assert_int_equal(wrong, 0);
}

static void test_numbers(void **state)
{
	(void)state;
	check_table("numbers.tsv", NULL);
}

static void test_synonyms(void **state)
{
	struct tc_synonyms *synonyms = NULL;
	struct tc_err err = {TC_OK, ""};
	size_t refused;
	(void)state;
	assert_int_equal(tc_synonyms_parse(TC_STR(groups), "x", &synonyms, &err), TC_OK);
	tc_synonyms_refused(synonyms, &refused);
	assert_int_equal(refused, 0);
	check_table("synonyms.tsv", synonyms);
	tc_synonyms_free(synonyms);
}

/* Writes what \n, \r, \t, \0 and \xHH stand for in their place; returns the length. */
static size_t unescape(char *text)
{
	char *to = text;
	for (char *from = text; *from != '\0';) {
		char digits[3] = "";
		if (*from != '\\') {
			*to++ = *from++;
			continue;
		}
		if (from[1] == 'x') {
			memcpy(digits, from + 2, 2);
			*to++ = (char)strtoul(digits, NULL, 16);
			from += 4;
			continue;
		}
		*to++ = from[1] == 'n' ? '\n' : from[1] == 'r' ? '\r' : from[1] == 't' ? '\t' : '\0';
		from += 2;
	}
	return (size_t)(to - text);
}

static void test_lines(void **state)
{
	char line[8192], *cells[2];
	FILE *table = open_table("synonyms_lines.tsv");
	(void)state;
	while (next_row(table, line, sizeof line, cells)) {
		struct tc_synonyms *synonyms = NULL;
		struct tc_err err = {TC_OK, ""};
		size_t refused;
		size_t n = unescape(cells[0]);
		assert_int_equal(tc_synonyms_parse((struct tc_str){cells[0], n}, "x", &synonyms, &err), TC_OK);
		const struct tc_strs *told = tc_synonyms_refused(synonyms, &refused);
		if (refused != told->n || refused != (cells[1][0] != '\0' && strcmp(cells[1], "nothing") != 0) ||
		    (refused > 0 && !tc_str_eq(told->v[0], tc_str_of(cells[1]))))
			fail_msg("%s: %.*s, not %s", cells[0], refused > 0 ? (int)told->v[0].n : 4,
				 refused > 0 ? told->v[0].p : "read", cells[1]);
		assert_int_equal(tc_synonyms_groups(synonyms), cells[1][0] == '\0');
		tc_synonyms_free(synonyms);
	}
	fclose(table);
}

/* A file of one endless line, one of very many lines that are wrong, one of too many forms. */
static void test_large(void **state)
{
	struct tc_synonyms *synonyms = NULL;
	struct tc_err err = {TC_OK, ""};
	struct tc_buf text;
	size_t refused;
	(void)state;
	tc_buf_init(&text, 64 << 20);
	tc_buf_add_cstr(&text, "UBND = \u1EE7y ban\n");
	for (int i = 0; i < 5 << 20; i++)
		tc_buf_add_cstr(&text, "a=");
	tc_buf_add_cstr(&text, "\nVKS = vi\u1EC7n ki\u1EC3m s\u00E1t");
	assert_int_equal(tc_synonyms_parse(tc_buf_str(&text), "x", &synonyms, &err), TC_OK);
	assert_int_equal(tc_synonyms_groups(synonyms), 2);
	assert_string_equal(tc_synonyms_refused(synonyms, &refused)->v[0].p, "x:2: longer than 65536 bytes");
	tc_synonyms_free(synonyms);
	tc_buf_reset(&text);
	for (int i = 0; i < 20000; i++)
		tc_buf_add_cstr(&text, "a\n");
	assert_int_equal(tc_synonyms_parse(tc_buf_str(&text), "x", &synonyms, &err), TC_OK);
	assert_int_equal(tc_synonyms_refused(synonyms, &refused)->n, 100);
	assert_int_equal(refused, 20000);
	tc_synonyms_free(synonyms);
	tc_buf_reset(&text);
	for (int i = 0; i < 100001; i++)
		tc_buf_add_cstr(&text, "a = b\n");
	assert_int_equal(tc_synonyms_parse(tc_buf_str(&text), "x", &synonyms, &err), TC_ELIMIT);
	assert_null(synonyms);
	tc_buf_release(&text);
}

/* A query full of words that have variants stays within its bounds. */
static void test_many(void **state)
{
	struct tc_synonyms *synonyms = NULL;
	struct tc_err err = {TC_OK, ""};
	struct tc_buf query, out;
	(void)state;
	assert_int_equal(tc_synonyms_parse(TC_STR(groups), "x", &synonyms, &err), TC_OK);
	tc_buf_init(&query, 1 << 20);
	tc_buf_init(&out, 1 << 20);
	for (int i = 0; i < 200; i++)
		tc_buf_add_cstr(&query, "UBND ");
	print(tc_buf_str(&query), synonyms, &out);
	size_t n = 0;
	for (size_t at = 0; (at = tc_str_find(tc_buf_str(&out), TC_STR("ban"), at)) < out.n; at++)
		n++;
	assert_in_range(n, 1, 128 / 5);
	tc_buf_reset(&query);
	tc_buf_reset(&out);
	tc_buf_add_char(&query, '"');
	for (int i = 0; i < 200; i++)
		tc_buf_add_cstr(&query, "UBND 2/9 ");
	tc_buf_add_char(&query, '"');
	print(tc_buf_str(&query), synonyms, &out);
	assert_true(out.n > 0);
	tc_buf_release(&query);
	tc_buf_release(&out);
	tc_synonyms_free(synonyms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_synonyms), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_large),   cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
