/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A limit of time for reading: what begins after it fails, until there is another limit. */
#include "xapianc_fixture.h"

#include <time.h>

#include "xapianc/count.h"
#include "xapianc/enquire.h"
#include "xapianc/iterate.h"

static void pass_time(void)
{
	const struct timespec three_ms = {0, 3000000};
	nanosleep(&three_ms, NULL);
}

static void reads_stop(void **state)
{
	const char *path = in_dir("db");
	struct tc_db *writer = open_writer(path, TC_DB_CREATE), *db = NULL;
	struct tc_doc *doc = make_doc(1, "mùa thu hà nội");
	struct tc_enquire *enquire = NULL;
	struct tc_matches *matches = NULL;
	struct tc_xquery *query = tc_xquery_term(TC_STR("thu"), 1);
	struct tc_postings *postings = NULL;
	struct tc_db_stats stats;
	bool changed;

	(void)state;
	assert_ok(tc_db_add(writer, doc, NULL, &fixture_err));
	assert_ok(tc_db_commit(writer, &fixture_err));
	assert_ok(tc_db_open(&path, 1, 0, &db, &fixture_err));
	assert_ok(tc_enquire_new(db, &enquire, &fixture_err));
	assert_ok(tc_enquire_set_query(enquire, query, &fixture_err));
	tc_db_set_time_limit(db, 3600000);
	assert_ok(tc_enquire_matches(enquire, 0, 10, 10, &matches, &fixture_err));
	assert_int_equal(tc_matches_count(matches), 1);
	assert_int_equal(tc_matches_total(matches).upper, 1);
	tc_matches_free(matches);

	tc_db_set_time_limit(db, 1);
	pass_time();
	assert_status(TC_ETIME, tc_enquire_matches(enquire, 0, 10, 10, &matches, &fixture_err));
	assert_string_equal(fixture_err.text, "search: took too long");
	assert_status(TC_ETIME, tc_db_stats(db, &stats, &fixture_err));
	assert_status(TC_ETIME, tc_postings_of(db, TC_STR("thu"), &postings, &fixture_err));
	/* Another revision has the limit too. */
	assert_ok(tc_db_add(writer, doc, NULL, &fixture_err));
	assert_ok(tc_db_commit(writer, &fixture_err));
	assert_ok(tc_db_reopen(db, &changed, &fixture_err));
	assert_true(changed);
	assert_status(TC_ETIME, tc_db_stats(db, &stats, &fixture_err));

	tc_db_set_time_limit(db, 0);
	assert_ok(tc_enquire_matches(enquire, 0, 10, 10, &matches, &fixture_err));
	assert_int_equal(tc_matches_count(matches), 2);
	tc_matches_free(matches);
	tc_xquery_free(query);
	tc_enquire_free(enquire);
	tc_db_free(db);
	tc_db_free(writer);
	tc_doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_stop, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
