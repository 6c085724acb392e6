/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Compaction of several databases into one, and checking. */

#include "xapianc_fixture.h"

#include <sys/stat.h>

/* libxapian 1.4.22 frees an object of Database::check through a base class with no virtual destructor, which AddressSanitizer
 * would end the program for; the fault is not ours to mend. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

static void make(const char *name, unsigned first, const char *words, const char *own_key)
{
	struct tc_db *db = open_writer(in_dir(name), TC_DB_CREATE | TC_DB_NO_SYNC | TC_DB_DANGEROUS);

	add_words(db, first, words);
	add_words(db, first + 1, "chung");
	assert_ok(tc_db_set_metadata(db, TC_STR("same"), tc_str_of(name), &fixture_err));
	assert_ok(tc_db_set_metadata(db, tc_str_of(own_key), TC_STR("own"), &fixture_err));
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void expect_metadata(struct tc_db *db, const char *key, const char *expected)
{
	struct tc_buf out;

	tc_buf_init(&out, 100);
	assert_ok(tc_db_metadata(db, tc_str_of(key), &out, &fixture_err));
	assert_str(expected, tc_buf_str(&out));
	tc_buf_release(&out);
}

static void many_into_one(void **state)
{
	struct tc_db *db;
	const uint32_t *positions = NULL;
	const char *sources[] = {in_dir("c"), in_dir("a"), in_dir("b")};
	struct tc_buf out;
	size_t n = 0, n_errors = 9;

	(void)state;
	tc_buf_init(&out, 10000);
	make("a", 1, "x y x", "ka");
	make("b", 3, "y x", "kb");
	make("c", 5, "z", "kc");
	assert_ok(tc_db_compact(sources, 3, in_dir("all"), false, &fixture_err));
	db = open_reader(in_dir("all"));
	assert_int_equal(count_documents(db), 6);
	expect_metadata(db, "same", "c"); /* the first source wins */
	expect_metadata(db, "ka", "own");
	expect_metadata(db, "kb", "own");
	expect_metadata(db, "kc", "own");
	assert_ok(tc_db_positions(db, 3, TC_STR("x"), &positions, &n, &fixture_err));
	assert_int_equal(n, 2);
	assert_int_equal(positions[1], 3);
	assert_ok(tc_db_value(db, 5, 0, &out, &fixture_err));
	assert_str("000003", tc_buf_str(&out));
	assert_ok(tc_db_data(db, 6, &out, &fixture_err));
	assert_str("Q000004", tc_buf_str(&out));
	tc_db_free(db);
	tc_buf_reset(&out);
	assert_ok(tc_db_check(in_dir("all"), &n_errors, &out, &fixture_err));
	assert_int_equal(n_errors, 0);
	assert_true(out.n > 0);
	tc_buf_release(&out);
}

static void docids_kept(void **state)
{
	struct tc_db *db = open_writer(in_dir("a"), TC_DB_CREATE);
	const char *sources[] = {in_dir("a"), in_dir("a")};
	struct tc_buf out;

	(void)state;
	tc_buf_init(&out, 100);
	for (unsigned i = 1; i <= 4; i++)
		add_words(db, i, "x");
	assert_ok(tc_db_delete(db, 2, &fixture_err));
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
	assert_int_equal(mkdir(in_dir("kept"), 0755), 0); /* empty: as good as new */
	assert_ok(tc_db_compact(sources, 1, in_dir("kept"), true, &fixture_err));
	db = open_reader(in_dir("kept"));
	assert_ok(tc_db_data(db, 4, &out, &fixture_err));
	assert_str("Q000004", tc_buf_str(&out));
	tc_db_free(db);
	/* The same ids twice cannot be kept. */
	assert_status(TC_EARG, tc_db_compact(sources, 2, in_dir("twice"), true, &fixture_err));
	tc_buf_release(&out);
}

static void refused(void **state)
{
	const char *sources[] = {in_dir("a"), in_dir("none")};

	(void)state;
	make("a", 1, "x", "k");
	assert_status(TC_ENOENT, tc_db_compact(sources, 2, in_dir("all"), false, &fixture_err));
	assert_non_null(strstr(fixture_err.text, "none"));
	assert_status(TC_EARG, tc_db_compact(sources, 0, in_dir("all"), false, &fixture_err));
	assert_status(TC_EARG, tc_db_compact(sources, 1, in_dir("a"), false, &fixture_err));
	write_file(in_dir("file"), "text");
	assert_status(TC_EARG, tc_db_compact(sources, 1, in_dir("file"), false, &fixture_err));
	assert_status(TC_ENOENT, tc_db_compact(sources, 1, in_dir("no/such/folder"), false, &fixture_err));
}

static void checked(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	static const char *const tables[] = {"db/postlist.glass", "db/position.glass"};
	static char zeros[8192];
	struct tc_buf report;
	size_t n_errors = 9;

	(void)state;
	tc_buf_init(&report, 1u << 20);
	add_bulk(db, 1, 300);
	tc_db_free(db);
	assert_ok(tc_db_check(in_dir("db"), &n_errors, &report, &fixture_err));
	assert_int_equal(n_errors, 0);
	write_file(in_dir("stub"), "auto db\n");
	assert_ok(tc_db_check(in_dir("stub"), &n_errors, &report, &fixture_err));
	assert_int_equal(n_errors, 0);
	for (size_t i = 0; i < 2; i++) {
		int fd = open(in_dir(tables[i]), O_WRONLY);
		assert_true(fd >= 0);
		assert_int_equal(pwrite(fd, zeros, sizeof(zeros), 16384), sizeof(zeros));
		close(fd);
		tc_buf_reset(&report);
		assert_ok(tc_db_check(in_dir("db"), &n_errors, &report, &fixture_err));
		assert_true(n_errors > 0);
		assert_true(report.n > 0);
	}
	assert_int_equal(truncate(in_dir("db/termlist.glass"), 8192), 0);
	assert_ok(tc_db_check(in_dir("db"), &n_errors, &report, &fixture_err));
	assert_true(n_errors > 0);
	assert_status(TC_ENOENT, tc_db_check(in_dir("none"), &n_errors, &report, &fixture_err));
	tc_buf_release(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(many_into_one, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(docids_kept, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(refused, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(checked, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
