/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Each status that the bindings can give, provoked for real, and what must survive the trouble. */

#include "xapianc_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "xapianc/enquire.h"

static char long_term[300];

static struct tc_str term_of(size_t n)
{
	memset(long_term, 'x', sizeof(long_term));
	return (struct tc_str){long_term, n};
}

static void second_writer_is_locked_out(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE), *second = NULL;

	(void)state;
	assert_status(TC_ELOCKED, tc_db_open_writable(in_dir("db"), TC_DB_OPEN, &second, &fixture_err));
	assert_null(second);
	assert_int_equal(fixture_err.status, TC_ELOCKED);
	assert_non_null(strstr(fixture_err.text, "db: "));
	tc_db_free(db);
	second = open_writer(in_dir("db"), TC_DB_OPEN);
	tc_db_free(second);
}

static void nothing_there(void **state)
{
	struct tc_db *db = NULL;
	struct tc_buf out;
	const char *path = in_dir("none");
	struct tc_doc *doc = NULL;
	uint32_t n;

	(void)state;
	tc_buf_init(&out, 100);
	assert_status(TC_ENOENT, tc_db_open(&path, 1, 0, &db, &fixture_err));
	assert_non_null(strstr(fixture_err.text, "none: "));
	assert_status(TC_ENOENT, tc_db_open_writable(path, TC_DB_OPEN, &db, &fixture_err));
	assert_int_equal(mkdir(path, 0755), 0);
	assert_status(TC_ENOENT, tc_db_open(&path, 1, 0, &db, &fixture_err)); /* no database in it */
	path = in_dir("loop");
	assert_int_equal(symlink("loop", path), 0);
	assert_status(TC_EIO, tc_db_open(&path, 1, 0, &db, &fixture_err));
	path = in_dir("stub");
	write_file(path, "auto nowhere\n");
	assert_status(TC_ENOENT, tc_db_open(&path, 1, 0, &db, &fixture_err));
	assert_status(TC_EARG, tc_db_open(&path, 0, 0, &db, &fixture_err));
	assert_null(db);

	db = open_writer(in_dir("db"), TC_DB_CREATE);
	assert_status(TC_ENOENT, tc_db_data(db, 1, &out, &fixture_err));
	assert_status(TC_ENOENT, tc_db_value(db, 1, 0, &out, &fixture_err));
	assert_status(TC_ENOENT, tc_db_get(db, 1, &doc, &fixture_err));
	assert_null(doc);
	assert_status(TC_ENOENT, tc_db_doc_length(db, 1, &n, NULL, &fixture_err));
	assert_status(TC_EARG, tc_db_data(db, 0, &out, &fixture_err)); /* 0 is no docid */
	tc_buf_release(&out);
	tc_db_free(db);
}

static void exists_already(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);

	(void)state;
	tc_db_free(db);
	assert_status(TC_EARG, tc_db_open_writable(in_dir("db"), TC_DB_CREATE, &db, &fixture_err));
	assert_status(TC_ENOENT, tc_db_open_writable(in_dir("no/such/folder"), TC_DB_CREATE, &db, &fixture_err));
}

static void only_for_reading(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_doc *doc = make_doc(1, "a");

	(void)state;
	tc_db_free(db);
	db = open_reader(in_dir("db"));
	assert_status(TC_EARG, tc_db_add(db, doc, NULL, &fixture_err));
	assert_status(TC_EARG, tc_db_commit(db, &fixture_err));
	assert_status(TC_EARG, tc_db_set_metadata(db, TC_STR("a"), TC_STR("b"), &fixture_err));
	assert_ok(tc_db_close(db, &fixture_err));
	tc_doc_free(doc);
	tc_db_free(db);
}

/* Blocks overwritten, found when they are read; a table cut short, found when it is opened. */
static void damaged_is_corrupt(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	static char zeros[65536];
	const char *path = in_dir("db");
	const uint32_t *positions = NULL;
	enum tc_status status = TC_OK;
	size_t n = 0;
	int fd;

	(void)state;
	add_bulk(db, 1, 300);
	tc_db_free(db);
	db = open_reader(path);
	fd = open(in_dir("db/position.glass"), O_WRONLY);
	assert_true(fd >= 0);
	assert_true(pwrite(fd, zeros, sizeof(zeros), 0) == sizeof(zeros));
	close(fd);
	for (uint32_t i = 1; i <= 300 && status == TC_OK; i++)
		status = tc_db_positions(db, i, TC_STR("all"), &positions, &n, &fixture_err);
	assert_status(TC_ECORRUPT, status);
	tc_db_free(db);
	assert_int_equal(truncate(in_dir("db/postlist.glass"), 8192), 0);
	assert_status(TC_ECORRUPT, tc_db_open(&path, 1, 0, &db, &fixture_err));
}

/* The byte after "\x0f\rXapian Glass" is the version of the format. */
static void another_version(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	const char *path = in_dir("db");
	int fd;

	(void)state;
	tc_db_free(db);
	fd = open(in_dir("db/iamglass"), O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, "\x01\x01", 2, 14), 2);
	close(fd);
	assert_status(TC_EVERSION, tc_db_open(&path, 1, 0, &db, &fixture_err));
	assert_status(TC_EVERSION, tc_db_open_writable(path, TC_DB_OPEN, &db, &fixture_err));
}

static void full_disk(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct rlimit before, limit;
	enum tc_status status;

	(void)state;
	add_bulk(db, 1, 50);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = 512 * 1024;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	for (unsigned i = 100; i < 1500; i++)
		add_words(db, i, "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn mười lăm");
	for (unsigned i = 0; i < 60000; i++) {
		char key[16];
		snprintf(key, sizeof(key), "k%u", i);
		if (tc_db_set_metadata(db, tc_str_of(key), TC_STR("0123456789012345678901234567890123456789"), &fixture_err) !=
		    TC_OK)
			break;
	}
	status = tc_db_commit(db, &fixture_err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_status(TC_ENOSPC, status);
	assert_int_equal(count_documents(db), 50); /* what was committed before */
	add_words(db, 51, "một");
	assert_ok(tc_db_commit(db, &fixture_err));
	assert_int_equal(count_documents(db), 51);
	tc_db_free(db);
}

static void too_long_keeps_what_is_pending(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_doc *doc = make_doc(1, "a");
	const uint32_t position = 1;
	uint32_t n = 0;

	(void)state;
	for (unsigned i = 1; i <= 20; i++)
		add_words(db, i, "một");
	assert_ok(tc_doc_add_positions(doc, term_of(246), &position, 1, 1, &fixture_err));
	assert_status(TC_ELIMIT, tc_db_add(db, doc, NULL, &fixture_err));
	assert_status(TC_ELIMIT, tc_db_replace(db, 1, doc, &fixture_err));
	assert_status(TC_ELIMIT, tc_db_replace_term(db, TC_STR("Q000001"), doc, NULL, &fixture_err));
	assert_ok(tc_doc_remove_term(doc, term_of(246), &fixture_err));
	assert_status(TC_ELIMIT, tc_db_replace_term(db, term_of(246), doc, NULL, &fixture_err));
	assert_status(TC_ELIMIT, tc_db_set_metadata(db, term_of(246), TC_STR("x"), &fixture_err));
	/* Zero bytes count twice: 244 bytes with two of them are 246. */
	assert_ok(tc_doc_add_term(doc, term_of(245), 1, &fixture_err));
	term_of(245);
	long_term[3] = long_term[5] = '\0';
	assert_ok(tc_doc_add_term(doc, (struct tc_str){long_term, 244}, 1, &fixture_err));
	assert_status(TC_ELIMIT, tc_db_add(db, doc, NULL, &fixture_err));
	assert_ok(tc_doc_remove_term(doc, (struct tc_str){long_term, 244}, &fixture_err));
	assert_ok(tc_doc_add_positions(doc, (struct tc_str){long_term, 243}, &position, 1, 1, &fixture_err));
	assert_ok(tc_db_set_metadata(db, (struct tc_str){long_term, 243}, TC_STR("x"), &fixture_err));
	assert_ok(tc_db_add(db, doc, NULL, &fixture_err));
	assert_ok(tc_db_commit(db, &fixture_err));
	assert_int_equal(count_documents(db), 21);
	/* Asking for what cannot be there is no error. */
	assert_ok(tc_db_term_freq(db, term_of(299), &n, NULL, &fixture_err));
	assert_int_equal(n, 0);
	assert_ok(tc_db_delete_term(db, term_of(299), &fixture_err));
	assert_int_equal(count_documents(db), 21);
	tc_doc_free(doc);
	tc_db_free(db);
}

static void no_memory(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE), *again = NULL;
	struct tc_doc *doc = NULL;
	const char *path = in_dir("db");

	(void)state;
	tc_alloc_fail_after(1);
	enum tc_status opened = tc_db_open(&path, 1, 0, &again, &fixture_err);
	enum tc_status made = tc_doc_new(&doc, &fixture_err);
	struct tc_xquery *query = tc_xquery_term(TC_STR("a"), 1);
	tc_alloc_fail_after(0);
	assert_int_equal(opened, TC_ENOMEM);
	assert_null(again);
	assert_int_equal(made, TC_ENOMEM);
	assert_null(doc);
	assert_null(query);
	tc_db_free(db);
}

/* Xapian cannot look for a phrase of anything but terms and alternatives of terms. */
static void unsupported(void **state)
{
	struct tc_db *db = open_writer(in_dir("db"), TC_DB_CREATE);
	struct tc_enquire *enquire = NULL;
	struct tc_matches *matches = NULL;
	struct tc_xquery *inner[] = {tc_xquery_term(TC_STR("a"), 1), tc_xquery_term(TC_STR("b"), 1)};
	struct tc_xquery *both = tc_xquery_join(TC_XQUERY_AND, inner, 2, 0);
	struct tc_xquery *outer[] = {both, tc_xquery_term(TC_STR("c"), 1)};
	struct tc_xquery *phrase;
	enum tc_status status = TC_EUNSUPPORTED;

	(void)state;
	add_words(db, 1, "a b c");
	phrase = tc_xquery_join(TC_XQUERY_PHRASE, outer, 2, 0);
	if (phrase != NULL) {
		assert_ok(tc_enquire_new(db, &enquire, &fixture_err));
		assert_ok(tc_enquire_set_query(enquire, phrase, &fixture_err));
		status = tc_enquire_matches(enquire, 0, 10, 0, &matches, &fixture_err);
	}
	assert_status(TC_EUNSUPPORTED, status);
	assert_null(matches);
	tc_enquire_free(enquire);
	tc_xquery_free(phrase);
	tc_db_free(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(second_writer_is_locked_out, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(nothing_there, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(exists_already, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(only_for_reading, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(damaged_is_corrupt, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(another_version, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(full_disk, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(too_long_keeps_what_is_pending, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(no_memory, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(unsupported, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
