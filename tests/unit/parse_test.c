/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The query language: tables of queries with their tree and their printed form, of broken queries with the place and the message,
 * and the property that printing and parsing are inverse.
 *
 * tests/query/parse.tsv        query, printed form, tree
 * tests/query/parse_broken.tsv query, byte offset of the place, message
 *
 * A tree is written (and a (or b c) (not d)); a wildcard word ends in *, a field stands before its word with a colon, a date is
 * <from..to>, soft ones <~from..to>, NEAR has its window, exact values their prefix.
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
#include "query/parse.h"
#include "query/typed_date.h"

static void dump_leaf(const struct tc_node *node, struct tc_buf *out)
{
	if (node->field != TC_FIELD_TEXT)
		tc_buf_printf(out, "%s:", tc_fields[node->field].names[0]);
	if (node->kind == TC_NODE_DATE) {
		tc_buf_add_cstr(out, node->soft ? "<~" : "<");
		tc_date_format(&node->from, out);
		tc_buf_add_cstr(out, "..");
		tc_date_format(&node->to, out);
		tc_buf_add_char(out, '>');
		return;
	}
	if (node->kind == TC_NODE_EXACT)
		tc_buf_printf(out, "%s=", node->exact_prefix);
	if (node->kind == TC_NODE_PHRASE)
		tc_buf_add_char(out, '"');
	tc_buf_add_str(out, node->text);
	if (node->kind == TC_NODE_PHRASE)
		tc_buf_add_char(out, '"');
	if (node->wildcard)
		tc_buf_add_char(out, '*');
}

static void dump(const struct tc_node *node, struct tc_buf *out)
{
	if (node->negated)
		tc_buf_add_cstr(out, "(not ");
	if (node->kind == TC_NODE_AND || node->kind == TC_NODE_OR || node->kind == TC_NODE_NEAR) {
		tc_buf_add_cstr(out, node->kind == TC_NODE_AND ? "(and" : node->kind == TC_NODE_OR ? "(or" : "(near");
		if (node->kind == TC_NODE_NEAR)
			tc_buf_printf(out, "/%u", node->window);
		for (size_t i = 0; i < node->n_children; i++) {
			tc_buf_add_char(out, ' ');
			dump(node->children[i], out);
		}
		tc_buf_add_char(out, ')');
	} else {
		dump_leaf(node, out);
	}
	if (node->negated)
		tc_buf_add_char(out, ')');
}

/* What is tested, fresh for each query. */
struct parsed {
	struct tc_arena arena;
	struct tc_buf printed, tree;
	struct tc_err err;
	size_t error_at;
	enum tc_status status;
};

static void parse(struct parsed *p, struct tc_str query)
{
	struct tc_node *root = NULL;
	tc_arena_init(&p->arena, 16 << 20);
	tc_buf_init(&p->printed, 16 << 20);
	tc_buf_init(&p->tree, 16 << 20);
	p->status = tc_query_parse(query, &p->arena, &root, &p->error_at, &p->err);
	if (p->status != TC_OK)
		return;
	tc_query_print(root, &p->printed);
	dump(root, &p->tree);
}

static void release(struct parsed *p)
{
	tc_arena_release(&p->arena);
	tc_buf_release(&p->printed);
	tc_buf_release(&p->tree);
}

/* Parses, prints, parses that: one tree, one printed form. */
static void check_round_trip(struct tc_str query)
{
	struct parsed first, second;
	parse(&first, query);
	if (first.status == TC_OK && first.printed.n <= TC_LIMIT_QUERY_BYTES) {
		parse(&second, tc_buf_str(&first.printed));
		if (second.status != TC_OK)
			fail_msg("%.*s printed as %s: %s", TC_STR_ARG(query), tc_buf_cstr(&first.printed), second.err.text);
		assert_string_equal(tc_buf_cstr(&first.tree), tc_buf_cstr(&second.tree));
		assert_string_equal(tc_buf_cstr(&first.printed), tc_buf_cstr(&second.printed));
		release(&second);
	}
	release(&first);
}

static FILE *open_table(const char *name)
{
	const char *srcdir = getenv("srcdir");
	char path[4096];
	snprintf(path, sizeof(path), "%s/tests/query/%s", srcdir != NULL ? srcdir : ".", name);
	FILE *table = fopen(path, "r");
	if (table == NULL)
		fail_msg("%s: cannot be opened", path);
	return table;
}

/* The next row's cells, "" for those that it lacks; false at the end.  Lines that begin with # are comments. */
static bool next_row(FILE *table, char *line, size_t size, char *cells[3])
{
	while (fgets(line, (int)size, table) != NULL) {
		if (line[0] == '#')
			continue;
		line[strcspn(line, "\n")] = '\0';
		cells[0] = line;
		for (int i = 1; i < 3; i++) {
			cells[i] = cells[i - 1] + strcspn(cells[i - 1], "\t");
			if (*cells[i] != '\0')
				*cells[i]++ = '\0';
		}
		return true;
	}
	return false;
}

static void test_table(void **state)
{
	(void)state;
	char line[8192], *cells[3];
	int n = 0;
	FILE *table = open_table("parse.tsv");
	for (; next_row(table, line, sizeof(line), cells); n++) {
		struct parsed p;
		parse(&p, tc_str_of(cells[0]));
		if (p.status != TC_OK)
			fail_msg("%s: %s", cells[0], p.err.text);
		assert_string_equal(tc_buf_cstr(&p.printed), cells[1]);
		assert_string_equal(tc_buf_cstr(&p.tree), cells[2]);
		release(&p);
		check_round_trip(tc_str_of(cells[0]));
	}
	fclose(table);
	assert_true(n > 50);
}

static void test_broken(void **state)
{
	(void)state;
	char line[8192], *cells[3];
	FILE *table = open_table("parse_broken.tsv");
	while (next_row(table, line, sizeof(line), cells)) {
		struct parsed p;
		parse(&p, tc_str_of(cells[0]));
		if (p.status != TC_EQUERY)
			fail_msg("%s: is taken as %s", cells[0], tc_buf_cstr(&p.printed));
		assert_string_equal(p.err.text, cells[2]);
		assert_int_equal(p.error_at, strtoul(cells[1], NULL, 10));
		release(&p);
	}
	fclose(table);
}

static void test_not_utf8(void **state)
{
	(void)state;
	struct parsed p;
	parse(&p, TC_STR("abc \xC3( d"));
	assert_int_equal(p.status, TC_EQUERY);
	assert_int_equal(p.error_at, 4);
	release(&p);
	parse(&p, TC_STR("a\0b \x1b[31mc"));
	assert_int_equal(p.status, TC_OK);
	assert_string_equal(tc_buf_cstr(&p.tree), "(and a b [31mc)");
	release(&p);
}

static void expect_limit(struct tc_buf *query)
{
	struct parsed p;
	parse(&p, tc_buf_str(query));
	assert_int_equal(p.status, TC_ELIMIT);
	release(&p);
	tc_buf_reset(query);
}

static void test_limits(void **state)
{
	(void)state;
	struct tc_buf query;
	struct parsed p;
	tc_buf_init(&query, 1 << 20);
	for (int i = 0; i < TC_LIMIT_QUERY_BYTES + 1; i++)
		tc_buf_add_char(&query, 'a');
	expect_limit(&query);
	for (int i = 0; i < TC_LIMIT_QUERY_TERMS + 1; i++)
		tc_buf_add_cstr(&query, "a ");
	expect_limit(&query);
	for (int i = 0; i < TC_LIMIT_QUERY_TERMS + 1; i++)
		tc_buf_add_cstr(&query, "KH\u00D4NG ");
	expect_limit(&query);
	for (int i = 0; i < TC_LIMIT_QUERY_DEPTH + 1; i++)
		tc_buf_add_char(&query, '(');
	expect_limit(&query);
	for (int i = 0; i < TC_LIMIT_QUERY_TERMS; i++)
		tc_buf_add_cstr(&query, "a ");
	parse(&p, tc_buf_str(&query));
	assert_int_equal(p.status, TC_OK);
	release(&p);
	tc_buf_release(&query);
}

static void test_places(void **state)
{
	(void)state;
	struct tc_arena arena;
	struct tc_node *root = NULL;
	size_t at = 0;
	tc_arena_init(&arena, 1 << 20);
	assert_int_equal(tc_query_parse(TC_STR("đá tieude:\"b c\" -(d e)"), &arena, &root, &at, NULL), TC_OK);
	assert_int_equal(root->n_children, 3);
	static const size_t places[][2] = {{0, 4}, {5, 17}, {18, 24}};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(root->children[i]->start, places[i][0]);
		assert_int_equal(root->children[i]->end, places[i][1]);
	}
	tc_arena_release(&arena);
}

/* A number from the state of a simple generator, so that failures can be repeated. */
static unsigned next_random(unsigned long long *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned)(*state >> 40);
}

static void test_random(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	    "a",      "Hà",    "-", "\"", "(",     ")",      " ",  " ",     " ",    "OR", "AND", "NOT",     "NEAR", "NEAR/3",
	    "tieude", ":",     "*", "|",  "2023",  "1/2023", "..", "ngay:", "id:",  "“",  "”",   "«",       "»",    "HOẶC",
	    "KHÔNG",  "text:", ",", ".",  "url:x", "/",      "'",  "Ảnh: ", "nội ", "VÀ", "…",   "title: ", "- ",   "a b c ",
	};
	unsigned long long seed = 20230108;
	struct tc_buf query;
	tc_buf_init(&query, 1 << 16);
	for (int i = 0; i < 20000; i++) {
		unsigned n = 1 + next_random(&seed) % 12;
		tc_buf_reset(&query);
		for (unsigned k = 0; k < n; k++)
			tc_buf_add_cstr(&query, pieces[next_random(&seed) % (sizeof(pieces) / sizeof(pieces[0]))]);
		check_round_trip(tc_buf_str(&query));
	}
	tc_buf_release(&query);
}

static void check_date(const char *typed, const char *iso)
{
	struct tc_date date;
	struct tc_buf out;
	tc_buf_init(&out, 64);
	if (tc_query_typed_date(tc_str_of(typed), &date))
		tc_date_format(&date, &out);
	if (strcmp(tc_buf_cstr(&out), iso) != 0)
		fail_msg("%s: %s, not %s", typed, tc_buf_cstr(&out), iso);
	tc_buf_release(&out);
}

static void test_dates(void **state)
{
	(void)state;
	static const char *const dates[][2] = {
	    {"2023", "2023"},
	    {"01/2023", "2023-01"},
	    {"1/2023", "2023-01"},
	    {"8/1/2023", "2023-01-08"},
	    {"08-01-2023", "2023-01-08"},
	    {"8.1.2023", "2023-01-08"},
	    {"2023-01", "2023-01"},
	    {"2023-01-08", "2023-01-08"},
	    {"29/2/2024", "2024-02-29"},
	    {"29/2/2023", ""},
	    {"31/2/2022", ""},
	    {"1-2023", ""},
	    {"2023-1", ""},
	    {"13/2023", ""},
	    {"0/2023", ""},
	    {"8/1", ""},
	    {"8/1-2023", ""},
	    {"2023/01", ""},
	    {"12023", ""},
	    {"", ""},
	    {"8/1/23", ""},
	    {"0999", ""},
	    {"8//2023", ""},
	    {"2023-01-08 ", ""},
	    {"1.651", ""},
	    {"1.2.3.2023", ""},
	};
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		check_date(dates[i][0], dates[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table),  cmocka_unit_test(test_broken), cmocka_unit_test(test_not_utf8),
	    cmocka_unit_test(test_limits), cmocka_unit_test(test_places), cmocka_unit_test(test_random),
	    cmocka_unit_test(test_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
