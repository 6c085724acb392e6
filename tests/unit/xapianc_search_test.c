/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Query trees and searches: which documents match, in which order, and what is said of them. */

#include "xapianc_fixture.h"

#include "xapianc/enquire.h"

/* Documents 1 to 6; value 0 is the number, value 1 "n" for the even. */
static struct tc_db *archive(void)
{
	static const char *const words[] = {"hà nội mùa thu", "nội hà",  "hà giang mùa đông giá rét ở nội địa",
					    "thu hà",         "mùa thu", "đà nẵng đà nẵng nắng"};
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);

	for (unsigned i = 0; i < 6; i++) {
		struct tc_doc *doc = make_doc(i + 1, words[i]);
		assert_ok(tc_doc_set_value(doc, 1, i % 2 == 1 ? TC_STR("n") : TC_STR("l"), &fixture_err));
		if (i == 5)
			assert_ok(tc_doc_set_value(doc, 2, TC_STR("x"), &fixture_err));
		assert_ok(tc_db_add(db, doc, NULL, &fixture_err));
		tc_doc_free(doc);
	}
	assert_ok(tc_db_commit(db, &fixture_err));
	return db;
}

static struct tc_xquery *word(const char *term)
{
	return tc_xquery_term(tc_str_of(term), 1);
}

static struct tc_xquery *join(enum tc_xquery_op op, uint32_t window, struct tc_xquery *a, struct tc_xquery *b)
{
	struct tc_xquery *parts[] = {a, b};

	return tc_xquery_join(op, parts, 2, window);
}

/* The docids that match, in order of docid, as digits; frees the query. */
static void expect(struct tc_db *db, const char *expected, struct tc_xquery *query)
{
	struct tc_enquire *enquire = NULL;
	struct tc_matches *matches = NULL;
	char got[16] = "";

	assert_non_null(query);
	assert_ok(tc_enquire_new(db, &enquire, &fixture_err));
	assert_ok(tc_enquire_set_query(enquire, query, &fixture_err));
	assert_ok(tc_enquire_set_boolean(enquire, &fixture_err));
	assert_ok(tc_enquire_matches(enquire, 0, 10, 10, &matches, &fixture_err));
	for (size_t i = 0; i < tc_matches_count(matches); i++)
		got[i] = (char)('0' + tc_matches_docid(matches, i));
	assert_string_equal(got, expected);
	tc_matches_free(matches);
	tc_enquire_free(enquire);
	tc_xquery_free(query);
}

static void operators(void **state)
{
	struct tc_db *db = archive();
	struct tc_xquery *parts[] = {word("mùa"), word("đông"), word("thu")};

	(void)state;
	expect(db, "1234", word("hà"));
	expect(db, "123456", tc_xquery_all());
	expect(db, "", tc_xquery_nothing());
	expect(db, "14", join(TC_XQUERY_AND, 0, word("hà"), word("thu")));
	expect(db, "12345", join(TC_XQUERY_OR, 0, word("hà"), word("mùa")));
	expect(db, "24", join(TC_XQUERY_AND_NOT, 0, word("hà"), word("mùa")));
	expect(db, "1234", join(TC_XQUERY_AND_MAYBE, 0, word("hà"), word("mùa")));
	expect(db, "13", join(TC_XQUERY_FILTER, 0, word("hà"), word("mùa")));
	expect(db, "1", join(TC_XQUERY_PHRASE, 0, word("hà"), word("nội")));
	expect(db, "13", join(TC_XQUERY_PHRASE, 8, word("hà"), word("nội")));
	expect(db, "12", join(TC_XQUERY_NEAR, 0, word("hà"), word("nội")));
	expect(db, "123", join(TC_XQUERY_NEAR, 8, word("hà"), word("nội")));
	expect(db, "12345", join(TC_XQUERY_SYNONYM, 0, word("hà"), word("mùa")));
	expect(db, "12345", join(TC_XQUERY_MAX, 0, word("hà"), word("mùa")));
	expect(db, "5", tc_xquery_join(TC_XQUERY_AND_NOT, (struct tc_xquery *[]){word("mùa"), word("hà"), word("đông")}, 3, 0));
	expect(db, "1345", tc_xquery_join(TC_XQUERY_ELITE_SET, parts, 3, 3));
	expect(db, "", tc_xquery_join(TC_XQUERY_AND, NULL, 0, 0));
	expect(db, "12", /* a phrase of alternatives */
	       join(TC_XQUERY_PHRASE, 0, join(TC_XQUERY_OR, 0, word("hà"), word("nội")),
		    join(TC_XQUERY_OR, 0, word("nội"), word("hà"))));
	tc_db_free(db);
}

static void ranges_and_wildcards(void **state)
{
	struct tc_db *db = archive();
	struct tc_xquery *some = tc_xquery_wildcard(TC_STR("n"), 1);

	(void)state;
	expect(db, "234", tc_xquery_value_range(0, TC_STR("000002"), TC_STR("000004")));
	expect(db, "56", tc_xquery_value_range(0, TC_STR("000005"), TC_STR_NONE));
	expect(db, "12", tc_xquery_value_range(0, TC_STR_NONE, TC_STR("000002")));
	expect(db, "", tc_xquery_value_range(0, TC_STR("4"), TC_STR("3")));
	expect(db, "6", tc_xquery_value_range(2, TC_STR("a"), TC_STR("z")));
	expect(db, "6", tc_xquery_value_range(2, TC_STR_NONE, TC_STR("z"))); /* the others have none */
	expect(db, "6", tc_xquery_value_range(2, TC_STR_NONE, TC_STR_NONE));
	expect(db, "1236", tc_xquery_wildcard(TC_STR("n"), 100));
	expect(db, "123", some); /* the most frequent of nội, nẵng, nắng */
	expect(db, "", tc_xquery_wildcard(TC_STR("zz"), 100));
	tc_db_free(db);
}

static void builders_refuse(void **state)
{
	struct tc_xquery *query, *copy;
	struct tc_buf out;

	(void)state;
	tc_buf_init(&out, 1000);
	assert_null(tc_xquery_term(TC_STR_NONE, 1)); /* Xapian would take it as every document */
	assert_null(tc_xquery_wildcard(TC_STR("a"), 0));
	assert_null(tc_xquery_scale(word("a"), -1));
	assert_null(tc_xquery_scale(word("a"), 0.0 / 0.0));
	assert_null(tc_xquery_scale(NULL, 1));
	assert_null(join(TC_XQUERY_AND, 0, word("a"), NULL));
	assert_null(join((enum tc_xquery_op)12, 0, word("a"), word("b")));
	assert_null(tc_xquery_copy(NULL));
	query = join(TC_XQUERY_AND, 0, word("hà"), tc_xquery_scale(word("nội"), 2));
	copy = tc_xquery_copy(query);
	tc_xquery_free(query);
	assert_int_equal(tc_xquery_length(copy), 2);
	assert_false(tc_xquery_empty(copy));
	assert_ok(tc_xquery_describe(copy, &out, &fixture_err));
	assert_str("Query((hà AND 2 * nội))", tc_buf_str(&out));
	tc_xquery_free(copy);
	query = tc_xquery_nothing();
	assert_true(tc_xquery_empty(query));
	assert_int_equal(tc_xquery_length(query), 0);
	tc_xquery_free(query);
	tc_xquery_free(NULL);
	tc_buf_release(&out);
}

static struct tc_enquire *search_for(struct tc_db *db, struct tc_xquery *query)
{
	struct tc_enquire *enquire = NULL;

	assert_ok(tc_enquire_new(db, &enquire, &fixture_err));
	assert_ok(tc_enquire_set_query(enquire, query, &fixture_err));
	tc_xquery_free(query);
	return enquire;
}

static void expect_order(struct tc_enquire *enquire, uint32_t first, uint32_t max, const char *expected)
{
	struct tc_matches *matches = NULL;
	char got[16] = "";

	assert_ok(tc_enquire_matches(enquire, first, max, 100, &matches, &fixture_err));
	for (size_t i = 0; i < tc_matches_count(matches); i++)
		got[i] = (char)('0' + tc_matches_docid(matches, i));
	assert_string_equal(got, expected);
	tc_matches_free(matches);
}

static void weights_and_pages(void **state)
{
	struct tc_db *db = archive();
	struct tc_enquire *enquire = search_for(db, join(TC_XQUERY_OR, 0, word("hà"), word("thu")));
	struct tc_matches *matches = NULL;
	struct tc_matches_total total;
	struct tc_buf out;

	(void)state;
	tc_buf_init(&out, 100);
	assert_ok(tc_enquire_matches(enquire, 0, 2, 100, &matches, &fixture_err));
	assert_int_equal(tc_matches_count(matches), 2);
	assert_int_equal(tc_matches_docid(matches, 0), 4); /* both words, shortest */
	assert_int_equal(tc_matches_docid(matches, 1), 1);
	assert_true(tc_matches_weight(matches, 0) > tc_matches_weight(matches, 1));
	assert_true(tc_matches_max_possible(matches) >= tc_matches_weight(matches, 0));
	total = tc_matches_total(matches);
	assert_int_equal(total.lower, 5);
	assert_int_equal(total.estimate, 5);
	assert_int_equal(total.upper, 5);
	assert_ok(tc_matches_data(matches, 0, &out, &fixture_err));
	assert_str("Q000004", tc_buf_str(&out));
	assert_ok(tc_matches_terms(enquire, matches, 0, &out, &fixture_err));
	assert_int_equal(out.n, sizeof("hà\0thu"));
	assert_memory_equal(out.p, "hà\0thu", out.n);
	assert_status(TC_EARG, tc_matches_data(matches, 2, &out, &fixture_err));
	assert_status(TC_EARG, tc_matches_terms(enquire, matches, 2, &out, &fixture_err));
	assert_int_equal(tc_matches_docid(matches, 2), 0);
	assert_int_equal(tc_matches_collapsed(matches, 2), 0);
	assert_true(tc_matches_weight(matches, 2) == 0);
	tc_matches_free(matches);
	tc_matches_free(NULL);
	expect_order(enquire, 1, 1, "1");
	expect_order(enquire, 5, 5, "");
	assert_status(TC_EARG, tc_enquire_set_query(enquire, NULL, &fixture_err));
	tc_enquire_free(enquire);
	tc_enquire_free(NULL);

	enquire = search_for(db, join(TC_XQUERY_AND_MAYBE, 0, word("hà"), tc_xquery_scale(word("giang"), 10)));
	assert_ok(tc_enquire_matches(enquire, 0, 1, 0, &matches, &fixture_err));
	assert_int_equal(tc_matches_docid(matches, 0), 3);
	tc_matches_free(matches);
	assert_ok(tc_enquire_matches(enquire, 0, 1, 0, &matches, &fixture_err));
	tc_enquire_free(enquire);
	tc_db_free(db);
	assert_ok(tc_matches_data(matches, 0, &out, &fixture_err)); /* matches outlive both */
	assert_str("Q000003", tc_buf_str(&out));
	tc_matches_free(matches);
	tc_buf_release(&out);
}

/* Without the length of documents in the formula, two documents with the word once weigh the same. */
static void bm25_parameters(void **state)
{
	struct tc_db *db = archive();
	struct tc_enquire *enquire = search_for(db, word("hà"));
	struct tc_bm25 no_length = {1, 0, 1, 0, 0.5}, wrong = {1, 0, 1, 2, 0.5};
	struct tc_matches *matches = NULL;

	(void)state;
	assert_ok(tc_enquire_set_bm25(enquire, &no_length, &fixture_err));
	assert_ok(tc_enquire_matches(enquire, 0, 4, 0, &matches, &fixture_err));
	assert_true(tc_matches_weight(matches, 0) > 0);
	assert_true(tc_matches_weight(matches, 0) == tc_matches_weight(matches, 3));
	tc_matches_free(matches);
	assert_status(TC_EARG, tc_enquire_set_bm25(enquire, &wrong, &fixture_err));
	assert_ok(tc_enquire_set_boolean(enquire, &fixture_err));
	assert_ok(tc_enquire_matches(enquire, 0, 4, 0, &matches, &fixture_err));
	assert_true(tc_matches_weight(matches, 0) == 0);
	tc_matches_free(matches);
	tc_enquire_free(enquire);
	tc_db_free(db);
}

static void orders(void **state)
{
	struct tc_db *db = archive();
	struct tc_enquire *enquire = search_for(db, join(TC_XQUERY_OR, 0, word("hà"), word("thu")));

	(void)state;
	assert_ok(tc_enquire_set_sort(enquire, TC_SORT_VALUE, 0, true, &fixture_err));
	expect_order(enquire, 0, 10, "54321");
	assert_ok(tc_enquire_set_sort(enquire, TC_SORT_VALUE, 0, false, &fixture_err));
	expect_order(enquire, 0, 10, "12345");
	assert_ok(tc_enquire_set_sort(enquire, TC_SORT_VALUE_RELEVANCE, 1, true, &fixture_err));
	expect_order(enquire, 0, 3, "421"); /* the even first */
	assert_ok(tc_enquire_set_sort(enquire, TC_SORT_RELEVANCE_VALUE, 0, true, &fixture_err));
	expect_order(enquire, 0, 1, "4");
	assert_ok(tc_enquire_set_sort(enquire, TC_SORT_RELEVANCE, 0, true, &fixture_err));
	expect_order(enquire, 0, 2, "41");
	tc_enquire_free(enquire);
	tc_db_free(db);
}

static void collapse_and_cutoffs(void **state)
{
	struct tc_db *db = archive();
	struct tc_enquire *enquire = search_for(db, join(TC_XQUERY_OR, 0, word("hà"), word("thu")));
	struct tc_matches *matches = NULL;

	(void)state;
	assert_ok(tc_enquire_set_collapse(enquire, 1, 1, &fixture_err));
	assert_ok(tc_enquire_matches(enquire, 0, 10, 100, &matches, &fixture_err));
	assert_int_equal(tc_matches_count(matches), 2);
	assert_int_equal(tc_matches_collapsed(matches, 0), 1); /* document 2 under 4 */
	assert_int_equal(tc_matches_collapsed(matches, 1), 2); /* 3 and 5 under 1 */
	tc_matches_free(matches);
	assert_ok(tc_enquire_set_collapse(enquire, 1, 0, &fixture_err));
	expect_order(enquire, 0, 2, "41");
	assert_ok(tc_enquire_set_cutoff(enquire, 80, 0, &fixture_err));
	expect_order(enquire, 0, 10, "41");
	assert_ok(tc_enquire_set_cutoff(enquire, 0, 100, &fixture_err));
	expect_order(enquire, 0, 10, "");
	assert_ok(tc_enquire_set_cutoff(enquire, 0, 0, &fixture_err));
	assert_status(TC_EARG, tc_enquire_set_cutoff(enquire, 101, 0, &fixture_err));
	assert_status(TC_EARG, tc_enquire_set_cutoff(enquire, 0, -1, &fixture_err));
	assert_status(TC_EARG, tc_enquire_set_time_limit(enquire, -1, &fixture_err));
	assert_ok(tc_enquire_set_time_limit(enquire, 5, &fixture_err));
	expect_order(enquire, 0, 2, "41");
	tc_enquire_free(enquire);
	tc_db_free(db);
}

static void counts_of_values(void **state)
{
	struct tc_db *db = archive();
	struct tc_enquire *enquire = search_for(db, join(TC_XQUERY_OR, 0, word("hà"), word("thu")));
	struct tc_matches *matches = NULL;
	struct tc_buf value;
	uint32_t count = 0;

	(void)state;
	tc_buf_init(&value, 100);
	assert_ok(tc_enquire_count_values(enquire, 1, &fixture_err));
	assert_ok(tc_enquire_count_values(enquire, 2, &fixture_err));
	assert_status(TC_END, tc_matches_value_count(enquire, 1, 0, &value, &count, &fixture_err)); /* no search yet */
	for (unsigned run = 0; run < 2; run++) {
		assert_ok(tc_enquire_matches(enquire, 0, 1, 100, &matches, &fixture_err));
		tc_matches_free(matches);
		assert_ok(tc_matches_value_count(enquire, 1, 0, &value, &count, &fixture_err));
		assert_str("l", tc_buf_str(&value));
		assert_int_equal(count, 3);
		assert_ok(tc_matches_value_count(enquire, 1, 1, &value, &count, &fixture_err));
		assert_str("n", tc_buf_str(&value));
		assert_int_equal(count, 2);
		assert_status(TC_END, tc_matches_value_count(enquire, 1, 2, &value, &count, &fixture_err));
		assert_status(TC_END, tc_matches_value_count(enquire, 2, 0, &value, &count, &fixture_err));
	}
	assert_ok(tc_enquire_clear_counts(enquire, &fixture_err));
	assert_status(TC_EARG, tc_matches_value_count(enquire, 1, 0, &value, &count, &fixture_err));
	tc_buf_release(&value);
	tc_enquire_free(enquire);
	tc_db_free(db);
}

static void expanded(void **state)
{
	struct tc_db *db = archive();
	struct tc_enquire *enquire = search_for(db, word("hà"));
	const uint32_t six = 6;
	struct tc_buf terms;
	double weights[10];
	size_t n = 0;

	(void)state;
	tc_buf_init(&terms, 1000);
	assert_ok(tc_enquire_expand(enquire, &six, 1, 10, false, &terms, weights, &n, &fixture_err));
	assert_int_equal(n, 3);
	assert_int_equal(terms.n, sizeof("đà") + sizeof("nẵng") + sizeof("nắng"));
	for (size_t i = 1; i < n; i++)
		assert_true(weights[i - 1] >= weights[i]);
	assert_ok(tc_enquire_expand(enquire, &six, 1, 10, true, &terms, weights, &n, &fixture_err));
	assert_int_equal(n, 4);
	assert_ok(tc_enquire_expand(enquire, NULL, 0, 10, true, &terms, weights, &n, &fixture_err));
	assert_int_equal(n, 0);
	tc_buf_release(&terms);
	tc_enquire_free(enquire);
	tc_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(operators, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(ranges_and_wildcards, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(builders_refuse, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(weights_and_pages, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(bm25_parameters, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(orders, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(collapse_and_cutoffs, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(counts_of_values, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(expanded, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
