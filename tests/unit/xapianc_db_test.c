/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Documents, metadata, statistics, positions, transactions, and the ways to open: what is written is read back. */

#include "xapianc_fixture.h"

static void written_is_read(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_db_stats stats;
	struct tc_buf out, upper;
	uint32_t n = 0, unique = 0;
	uint64_t occurrences = 0;

	(void)state;
	tc_buf_init(&out, 1000);
	tc_buf_init(&upper, 1000);
	assert_int_equal(add_words(db, 5, "thời sự hà nội hà"), 1);
	assert_int_equal(add_words(db, 9, "đà nẵng hà"), 2);
	assert_ok(tc_db_commit(db, &fixture_err));

	assert_ok(tc_db_stats(db, &stats, &fixture_err));
	assert_int_equal(stats.n_documents, 2);
	assert_int_equal(stats.last_docid, 2);
	assert_int_equal(stats.total_length, 8);
	assert_true(stats.average_length == 4.0);
	assert_true(stats.has_positions);
	assert_ok(tc_db_term_freq(db, TC_STR("hà"), &n, &occurrences, &fixture_err));
	assert_int_equal(n, 2);
	assert_int_equal(occurrences, 3);
	assert_ok(tc_db_term_freq(db, TC_STR("huế"), &n, &occurrences, &fixture_err));
	assert_int_equal(n + occurrences, 0);
	assert_ok(tc_db_doc_length(db, 1, &n, &unique, &fixture_err));
	assert_int_equal(n, 5);
	assert_int_equal(unique, 5); /* with the Q-term */
	assert_ok(tc_db_data(db, 1, &out, &fixture_err));
	assert_str("Q000005", tc_buf_str(&out));
	assert_ok(tc_db_value(db, 2, 0, &out, &fixture_err));
	assert_str("000009", tc_buf_str(&out));
	assert_ok(tc_db_value(db, 2, 1, &out, &fixture_err));
	assert_str("", tc_buf_str(&out));
	assert_ok(tc_db_value_bounds(db, 0, &out, &upper, &n, &fixture_err));
	assert_str("000005", tc_buf_str(&out));
	assert_str("000009", tc_buf_str(&upper));
	assert_int_equal(n, 2);
	assert_ok(tc_db_uuid(db, &out, &fixture_err));
	assert_int_equal(out.n, 36);
	assert_int_equal(tc_xapian_version()[0], '1');
	tc_buf_release(&out);
	tc_buf_release(&upper);
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void metadata(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_buf out;

	(void)state;
	tc_buf_init(&out, 5);
	assert_ok(tc_db_metadata(db, TC_STR("schema"), &out, &fixture_err));
	assert_str("", tc_buf_str(&out));
	assert_ok(tc_db_set_metadata(db, TC_STR("schema"),
				     TC_STR("1\0"
					    "2"),
				     &fixture_err));
	assert_ok(tc_db_metadata(db, TC_STR("schema"), &out, &fixture_err));
	assert_int_equal(out.n, 3);
	assert_memory_equal(out.p,
			    "1\0"
			    "2",
			    3);
	assert_ok(tc_db_set_metadata(db, TC_STR("schema"), TC_STR("123456"), &fixture_err));
	assert_status(TC_ELIMIT, tc_db_metadata(db, TC_STR("schema"), &out, &fixture_err));
	assert_ok(tc_db_set_metadata(db, TC_STR("schema"), TC_STR_NONE, &fixture_err));
	assert_ok(tc_db_metadata(db, TC_STR("schema"), &out, &fixture_err));
	assert_str("", tc_buf_str(&out));
	assert_status(TC_EARG, tc_db_set_metadata(db, TC_STR_NONE, TC_STR("x"), &fixture_err));
	tc_buf_release(&out);
	tc_db_free(db);
}

static void replaced_and_deleted(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_doc *doc = make_doc(3, "ba");
	struct tc_buf out;
	uint32_t docid = 0;

	(void)state;
	tc_buf_init(&out, 100);
	add_words(db, 1, "một");
	add_words(db, 2, "hai");
	assert_ok(tc_db_replace(db, 2, doc, &fixture_err));
	assert_ok(tc_db_data(db, 2, &out, &fixture_err));
	assert_str("Q000003", tc_buf_str(&out));
	assert_ok(tc_db_replace_term(db, TC_STR("Q000003"), doc, &docid, &fixture_err));
	assert_int_equal(docid, 2); /* replaced in place */
	assert_ok(tc_db_replace_term(db, TC_STR("Q000007"), doc, &docid, &fixture_err));
	assert_int_equal(docid, 3); /* added */
	assert_ok(tc_db_delete(db, 1, &fixture_err));
	assert_status(TC_ENOENT, tc_db_delete(db, 1, &fixture_err));
	assert_ok(tc_db_delete_term(db, TC_STR("Q000003"), &fixture_err)); /* two have it */
	assert_int_equal(count_documents(db), 0);
	assert_ok(tc_db_delete_term(db, TC_STR("Q000003"), &fixture_err));
	tc_doc_free(doc);
	tc_buf_release(&out);
	tc_db_free(db);
}

static void assert_positions(struct tc_db *db, uint32_t docid, const char *term, size_t n, const uint32_t *expected)
{
	const uint32_t *positions = NULL;
	size_t got = 99;

	assert_ok(tc_db_positions(db, docid, tc_str_of(term), &positions, &got, &fixture_err));
	assert_int_equal(got, n);
	if (n != 0)
		assert_memory_equal(positions, expected, n * sizeof(*expected));
}

static void positions(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	static const uint32_t all[] = {1, 2, 3, 4, 9}, backwards[] = {2, 1}, first[] = {2, 4}, third[] = {1};
	const uint32_t *found = NULL;
	size_t starts[6];

	(void)state;
	add_words(db, 1, "a b c b");
	add_words(db, 2, "a a");
	add_words(db, 3, "b");
	add_words(db, 4, "c");
	assert_positions(db, 1, "b", 2, first);
	assert_positions(db, 3, "b", 1, third);
	assert_positions(db, 2, "b", 0, NULL);
	assert_positions(db, 3, "Q000003", 0, NULL); /* a term without positions */
	assert_positions(db, 9, "b", 0, NULL);       /* no such document */
	assert_positions(db, 1, "", 0, NULL);
	assert_ok(tc_db_positions_many(db, TC_STR("b"), all, 5, starts, &found, &fixture_err));
	assert_memory_equal(starts, ((size_t[]){0, 2, 2, 3, 3, 3}), sizeof(starts));
	assert_memory_equal(found, ((uint32_t[]){2, 4, 1}), 3 * sizeof(uint32_t));
	assert_ok(tc_db_positions_many(db, TC_STR("none"), all, 5, starts, &found, &fixture_err));
	assert_int_equal(starts[5], 0);
	assert_ok(tc_db_positions_many(db, TC_STR("b"), NULL, 0, starts, &found, &fixture_err));
	assert_status(TC_EARG, tc_db_positions_many(db, TC_STR("b"), backwards, 2, starts, &found, &fixture_err));
	assert_status(TC_EARG, tc_db_positions(db, 0, TC_STR("b"), &found, starts, &fixture_err));
	tc_db_free(db);
}

static void transactions(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_db *reader = open_reader(in_dir("db"));
	bool changed = false;

	(void)state;
	assert_ok(tc_db_begin(db, &fixture_err));
	add_words(db, 1, "một");
	assert_status(TC_EARG, tc_db_commit(db, &fixture_err));
	assert_status(TC_EARG, tc_db_begin(db, &fixture_err));
	assert_status(TC_EARG, tc_db_close(db, &fixture_err));
	assert_ok(tc_db_cancel_transaction(db, &fixture_err));
	assert_int_equal(count_documents(db), 0);
	assert_ok(tc_db_begin(db, &fixture_err));
	add_words(db, 1, "một");
	assert_ok(tc_db_set_metadata(db, TC_STR("state"), TC_STR("1"), &fixture_err));
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_int_equal(count_documents(reader), 0);
	assert_ok(tc_db_commit_transaction(db, &fixture_err));
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_true(changed);
	assert_int_equal(count_documents(reader), 1);
	assert_status(TC_EARG, tc_db_commit_transaction(db, &fixture_err));
	assert_status(TC_EARG, tc_db_cancel_transaction(db, &fixture_err));
	tc_db_free(reader);
	tc_db_free(db);
}

/* Freed without commit, also inside a transaction: nothing of it is kept, what was committed is. */
static void freed_is_dropped(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);

	(void)state;
	add_words(db, 1, "một");
	assert_ok(tc_db_commit(db, &fixture_err));
	add_words(db, 2, "hai");
	tc_db_free(db);
	db = open_writer(in_dir("db"), TC_DB_OPEN);
	assert_int_equal(count_documents(db), 1);
	assert_ok(tc_db_begin(db, &fixture_err));
	add_words(db, 2, "hai");
	tc_db_free(db);
	db = open_writer(in_dir("db"), TC_DB_CREATE_OR_OPEN);
	assert_int_equal(count_documents(db), 1);
	add_words(db, 2, "hai");
	assert_ok(tc_db_close(db, &fixture_err)); /* commits */
	assert_status(TC_EARG, tc_db_commit(db, &fixture_err));
	tc_db_free(db);
	db = open_writer(in_dir("db"), TC_DB_OPEN | TC_DB_NO_SYNC);
	assert_int_equal(count_documents(db), 2);
	tc_db_free(db);
	db = open_writer(in_dir("db"), TC_DB_OVERWRITE | TC_DB_NO_SYNC | TC_DB_DANGEROUS);
	assert_int_equal(count_documents(db), 0);
	tc_db_free(db);
	tc_db_free(NULL);
}

/* A document read from one database and put into another takes all with it. */
static void copied_to_another(void **state)
{
	struct tc_db *from = open_writer(in_dir("from"), TC_DB_CREATE);
	struct tc_db *to = open_writer(in_dir("to"), TC_DB_CREATE);
	static const uint32_t where[] = {2, 4};
	struct tc_doc *doc = NULL;
	struct tc_buf out;
	uint32_t n = 0, docid = 0;
	uint64_t occurrences = 0;

	(void)state;
	tc_buf_init(&out, 100);
	add_words(from, 1, "a b c b");
	assert_ok(tc_db_commit(from, &fixture_err));
	assert_ok(tc_db_get(from, 1, &doc, &fixture_err));
	tc_db_free(from);
	assert_ok(tc_db_replace_term(to, TC_STR("Q000001"), doc, &docid, &fixture_err));
	assert_ok(tc_db_commit(to, &fixture_err));
	assert_positions(to, docid, "b", 2, where);
	assert_ok(tc_db_term_freq(to, TC_STR("b"), &n, &occurrences, &fixture_err));
	assert_int_equal(occurrences, 2);
	assert_ok(tc_db_term_freq(to, TC_STR("Q000001"), &n, &occurrences, &fixture_err));
	assert_int_equal(n, 1);
	assert_int_equal(occurrences, 0);
	assert_ok(tc_db_data(to, docid, &out, &fixture_err));
	assert_str("Q000001", tc_buf_str(&out));
	assert_ok(tc_db_value(to, docid, 0, &out, &fixture_err));
	assert_str("000001", tc_buf_str(&out));
	tc_doc_free(doc);
	tc_buf_release(&out);
	tc_db_free(to);
}

static void document_by_itself(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	static const uint32_t where[] = {7, 3, 7};
	struct tc_doc *doc = make_doc(1, "a b");
	struct tc_buf out;

	(void)state;
	tc_buf_init(&out, 100);
	assert_ok(tc_doc_data(doc, &out, &fixture_err));
	assert_str("Q000001", tc_buf_str(&out));
	assert_ok(tc_doc_value(doc, 0, &out, &fixture_err));
	assert_str("000001", tc_buf_str(&out));
	assert_ok(tc_doc_set_value(doc, 0, TC_STR_NONE, &fixture_err));
	assert_ok(tc_doc_value(doc, 0, &out, &fixture_err));
	assert_str("", tc_buf_str(&out));
	assert_ok(tc_doc_remove_term(doc, TC_STR("a"), &fixture_err));
	assert_status(TC_ENOENT, tc_doc_remove_term(doc, TC_STR("a"), &fixture_err));
	assert_status(TC_EARG, tc_doc_add_term(doc, TC_STR_NONE, 1, &fixture_err));
	tc_doc_reset(doc);
	assert_ok(tc_doc_data(doc, &out, &fixture_err));
	assert_str("", tc_buf_str(&out));
	assert_status(TC_ENOENT, tc_doc_remove_term(doc, TC_STR("b"), &fixture_err));
	assert_ok(tc_doc_add_positions(doc, TC_STR("c"), where, 3, 5, &fixture_err));
	assert_ok(tc_doc_add_positions(doc, TC_STR("d"), NULL, 0, 2, &fixture_err));
	assert_ok(tc_db_add(db, doc, NULL, &fixture_err));
	assert_positions(db, 1, "c", 2, (uint32_t[]){3, 7});
	uint32_t length = 0, unique = 0;
	assert_ok(tc_db_doc_length(db, 1, &length, &unique, &fixture_err));
	assert_int_equal(length, 7);
	assert_int_equal(unique, 2);
	tc_doc_free(doc);
	tc_doc_free(NULL);
	tc_buf_release(&out);
	tc_db_free(db);
}

static void several_as_one(void **state)
{
	struct tc_db *a = open_writer(in_dir("a"), TC_DB_CREATE), *b = open_writer(in_dir("b"), TC_DB_CREATE), *both = NULL;
	struct tc_buf out;
	const uint32_t *found = NULL;
	uint32_t n = 0;
	size_t starts[4];

	(void)state;
	tc_buf_init(&out, 100);
	add_words(a, 1, "x y");
	add_words(a, 2, "y");
	add_words(b, 3, "y x");
	assert_ok(tc_db_close(a, &fixture_err));
	assert_ok(tc_db_close(b, &fixture_err));
	assert_ok(tc_db_open((const char *[]){in_dir("a"), in_dir("b")}, 2, 0, &both, &fixture_err));
	assert_int_equal(count_documents(both), 3);
	assert_ok(tc_db_term_freq(both, TC_STR("x"), &n, NULL, &fixture_err));
	assert_int_equal(n, 2);
	assert_ok(tc_db_data(both, 2, &out, &fixture_err)); /* docids interleave */
	assert_str("Q000003", tc_buf_str(&out));
	assert_ok(tc_db_positions_many(both, TC_STR("x"), (uint32_t[]){1, 2, 3}, 3, starts, &found, &fixture_err));
	assert_memory_equal(found, ((uint32_t[]){1, 2}), 2 * sizeof(uint32_t));
	assert_int_equal(starts[3], 2);
	tc_buf_release(&out);
	tc_db_free(both);
	tc_db_free(a);
	tc_db_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(written_is_read, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(metadata, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(replaced_and_deleted, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(positions, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(transactions, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(freed_is_dropped, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(copied_to_another, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(document_by_itself, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(several_as_one, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
