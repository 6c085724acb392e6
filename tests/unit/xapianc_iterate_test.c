/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Iterators over terms, keys, postings and values of a database that keeps still. */

#include "xapianc_fixture.h"

#include "xapianc/iterate.h"

static struct tc_db *small(void)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);

	add_words(db, 10, "ba bà bá ba");
	add_words(db, 20, "bà ca");
	add_words(db, 30, "ba");
	assert_ok(tc_db_set_metadata(db, TC_STR("file:a"), TC_STR("1"), &fixture_err));
	assert_ok(tc_db_set_metadata(db, TC_STR("file:b"), TC_STR("2"), &fixture_err));
	assert_ok(tc_db_set_metadata(db, TC_STR("schema"), TC_STR("3"), &fixture_err));
	assert_ok(tc_db_commit(db, &fixture_err));
	return db;
}

static void expect_term(struct tc_terms *terms, const char *expected, uint32_t freq, uint32_t wdf)
{
	struct tc_str term;

	assert_ok(tc_terms_next(terms, &term, &fixture_err));
	assert_str(expected, term);
	assert_int_equal(tc_terms_freq(terms), freq);
	assert_int_equal(tc_terms_wdf(terms), wdf);
}

static void terms_of_database(void **state)
{
	struct tc_db *db = small();
	struct tc_terms *terms = NULL;
	struct tc_str term;

	(void)state;
	assert_ok(tc_terms_all(db, TC_STR("b"), &terms, &fixture_err));
	assert_int_equal(tc_terms_freq(terms), 0); /* none given yet */
	expect_term(terms, "ba", 2, 0);
	expect_term(terms, "bà", 2, 0);
	expect_term(terms, "bá", 1, 0);
	assert_status(TC_END, tc_terms_next(terms, &term, &fixture_err));
	assert_status(TC_END, tc_terms_next(terms, &term, &fixture_err));
	tc_terms_free(terms);
	assert_ok(tc_terms_all(db, TC_STR_NONE, &terms, &fixture_err));
	expect_term(terms, "Q000010", 1, 0);
	assert_ok(tc_terms_skip_to(terms, TC_STR("b"), &fixture_err));
	assert_ok(tc_terms_skip_to(terms, TC_STR("R"), &fixture_err)); /* never backwards */
	expect_term(terms, "ba", 2, 0);
	assert_ok(tc_terms_skip_to(terms, TC_STR("ba"), &fixture_err)); /* given already */
	expect_term(terms, "bà", 2, 0);
	assert_ok(tc_terms_skip_to(terms, TC_STR("z"), &fixture_err));
	assert_status(TC_END, tc_terms_next(terms, &term, &fixture_err));
	tc_terms_free(terms);
	assert_ok(tc_terms_all(db, TC_STR("zz"), &terms, &fixture_err));
	assert_status(TC_END, tc_terms_next(terms, &term, &fixture_err));
	tc_terms_free(terms);
	tc_terms_free(NULL);
	tc_db_free(db);
}

static void terms_of_document(void **state)
{
	struct tc_db *db = small();
	struct tc_terms *terms = NULL;
	struct tc_str term;

	(void)state;
	assert_ok(tc_terms_of(db, 1, &terms, &fixture_err));
	expect_term(terms, "Q000010", 1, 0);
	expect_term(terms, "ba", 2, 2);
	assert_ok(tc_terms_skip_to(terms, TC_STR("bá"), &fixture_err));
	expect_term(terms, "bá", 1, 1);
	assert_status(TC_END, tc_terms_next(terms, &term, &fixture_err));
	tc_terms_free(terms);
	assert_status(TC_ENOENT, tc_terms_of(db, 9, &terms, &fixture_err));
	assert_null(terms);
	tc_db_free(db);
}

static void keys(void **state)
{
	struct tc_db *db = small();
	struct tc_keys *keys = NULL;
	struct tc_str key;

	(void)state;
	assert_ok(tc_keys_all(db, TC_STR("file:"), &keys, &fixture_err));
	assert_ok(tc_keys_next(keys, &key, &fixture_err));
	assert_str("file:a", key);
	assert_ok(tc_keys_next(keys, &key, &fixture_err));
	assert_str("file:b", key);
	assert_status(TC_END, tc_keys_next(keys, &key, &fixture_err));
	tc_keys_free(keys);
	assert_ok(tc_keys_all(db, TC_STR_NONE, &keys, &fixture_err));
	for (unsigned n = 0; n < 3; n++)
		assert_ok(tc_keys_next(keys, &key, &fixture_err));
	assert_str("schema", key);
	tc_keys_free(keys);
	tc_keys_free(NULL);
	tc_db_free(db);
}

/* A key removed and one added while its neighbours are walked, by the same handle. */
static void keys_of_a_writer(void **state)
{
	struct tc_db *db = small();
	struct tc_keys *keys = NULL;
	struct tc_str key;

	(void)state;
	assert_ok(tc_keys_all(db, TC_STR("file:"), &keys, &fixture_err));
	assert_ok(tc_keys_next(keys, &key, &fixture_err));
	assert_ok(tc_db_set_metadata(db, TC_STR("file:a"), TC_STR_NONE, &fixture_err));
	assert_ok(tc_keys_next(keys, &key, &fixture_err));
	assert_str("file:b", key);
	assert_ok(tc_db_set_metadata(db, TC_STR("file:c"), TC_STR("4"), &fixture_err));
	assert_ok(tc_keys_next(keys, &key, &fixture_err));
	assert_str("file:c", key);
	assert_status(TC_END, tc_keys_next(keys, &key, &fixture_err));
	tc_keys_free(keys);
	tc_db_free(db);
}

static void postings(void **state)
{
	struct tc_db *db = small();
	struct tc_postings *postings = NULL;
	const uint32_t *positions;
	uint32_t docid;
	size_t n;

	(void)state;
	assert_ok(tc_postings_of(db, TC_STR("ba"), &postings, &fixture_err));
	assert_ok(tc_postings_positions(postings, &positions, &n, &fixture_err)); /* before the first */
	assert_int_equal(n, 0);
	assert_int_equal(tc_postings_doc_length(postings), 0);
	assert_ok(tc_postings_next(postings, &docid, &fixture_err));
	assert_int_equal(docid, 1);
	assert_int_equal(tc_postings_wdf(postings), 2);
	assert_int_equal(tc_postings_doc_length(postings), 4);
	assert_ok(tc_postings_positions(postings, &positions, &n, &fixture_err));
	assert_int_equal(n, 2);
	assert_int_equal(positions[1], 4);
	assert_ok(tc_postings_skip_to(postings, 1, &fixture_err)); /* given already */
	assert_ok(tc_postings_next(postings, &docid, &fixture_err));
	assert_int_equal(docid, 3);
	assert_status(TC_END, tc_postings_next(postings, &docid, &fixture_err));
	assert_status(TC_END, tc_postings_next(postings, &docid, &fixture_err));
	tc_postings_free(postings);

	assert_ok(tc_postings_of(db, TC_STR_NONE, &postings, &fixture_err)); /* all documents */
	assert_ok(tc_postings_skip_to(postings, 2, &fixture_err));
	assert_ok(tc_postings_next(postings, &docid, &fixture_err));
	assert_int_equal(docid, 2);
	assert_ok(tc_postings_positions(postings, &positions, &n, &fixture_err));
	assert_int_equal(n, 0);
	assert_ok(tc_postings_skip_to(postings, 9, &fixture_err));
	assert_status(TC_END, tc_postings_next(postings, &docid, &fixture_err));
	tc_postings_free(postings);
	assert_ok(tc_postings_of(db, TC_STR("none"), &postings, &fixture_err));
	assert_status(TC_END, tc_postings_next(postings, &docid, &fixture_err));
	tc_postings_free(postings);
	tc_postings_free(NULL);
	tc_db_free(db);
}

static void values(void **state)
{
	struct tc_db *db = small();
	struct tc_values *values = NULL;
	struct tc_str value;
	uint32_t docid;

	(void)state;
	assert_ok(tc_values_of(db, 0, &values, &fixture_err));
	assert_ok(tc_values_next(values, &docid, &value, &fixture_err));
	assert_int_equal(docid, 1);
	assert_str("000010", value);
	assert_ok(tc_values_skip_to(values, 3, &fixture_err));
	assert_ok(tc_values_next(values, &docid, &value, &fixture_err));
	assert_int_equal(docid, 3);
	assert_str("000030", value);
	assert_status(TC_END, tc_values_next(values, &docid, &value, &fixture_err));
	tc_values_free(values);
	assert_ok(tc_values_of(db, 7, &values, &fixture_err));
	assert_status(TC_END, tc_values_next(values, &docid, &value, &fixture_err));
	tc_values_free(values);
	tc_values_free(NULL);
	tc_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(terms_of_database, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(terms_of_document, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(keys, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(keys_of_a_writer, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(postings, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(values, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
