/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Readers while a writer commits, and readers of a stub that is switched.  A reader of Xapian's loses its revision with the
 * second commit after it opened; every test here commits three times and shows by the document count, which changes only by
 * a reopen, that the trouble was really met. */

#include "xapianc_fixture.h"

#include <sys/stat.h>

#include "xapianc/enquire.h"
#include "xapianc/iterate.h"

#define FIRST 400
#define ALL 1600

/* A database of FIRST documents, and a reader of it. */
static struct tc_db *begin(struct tc_db **writer)
{
	*writer = open_writer(in_dir("db"), TC_DB_CREATE);
	add_bulk(*writer, 1, FIRST);
	return open_reader(in_dir("db"));
}

static void commit_three_times(struct tc_db *writer)
{
	for (unsigned i = 0; i < 3; i++)
		add_bulk(writer, FIRST + 1 + i * 400, 400);
}

static void end(struct tc_db *writer, struct tc_db *reader)
{
	tc_db_free(reader);
	tc_db_free(writer);
}

static void reads_are_repeated(void **state)
{
	struct tc_db *writer, *reader = begin(&writer);
	struct tc_buf out;
	bool changed = true;

	(void)state;
	tc_buf_init(&out, 100);
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_false(changed);
	commit_three_times(writer);
	assert_int_equal(count_documents(reader), FIRST);
	for (uint32_t i = 1; i <= FIRST; i += 7)
		assert_ok(tc_db_data(reader, i, &out, &fixture_err));
	assert_int_equal(count_documents(reader), ALL);
	tc_buf_release(&out);
	end(writer, reader);
}

static void positions_are_repeated(void **state)
{
	struct tc_db *writer, *reader = begin(&writer);
	static uint32_t docids[FIRST];
	static size_t starts[FIRST + 1];
	const uint32_t *found = NULL;
	size_t n = 0;

	(void)state;
	for (uint32_t i = 0; i < FIRST; i++)
		docids[i] = i + 1;
	commit_three_times(writer);
	assert_ok(tc_db_positions_many(reader, TC_STR("all"), docids, FIRST, starts, &found, &fixture_err));
	for (size_t i = 0; i < FIRST; i++) {
		assert_int_equal(starts[i + 1], i + 1);
		assert_int_equal(found[i], 1);
	}
	assert_int_equal(count_documents(reader), ALL);
	assert_ok(tc_db_positions(reader, ALL, TC_STR("all"), &found, &n, &fixture_err));
	assert_int_equal(n, 1);
	end(writer, reader);
}

static void search_is_repeated(void **state)
{
	struct tc_db *writer, *reader = begin(&writer);
	struct tc_enquire *enquire = NULL;
	struct tc_matches *matches = NULL;
	struct tc_xquery *query = tc_xquery_term(TC_STR("all"), 1);
	struct tc_buf value;
	uint32_t count = 0;

	(void)state;
	tc_buf_init(&value, 100);
	assert_ok(tc_enquire_new(reader, &enquire, &fixture_err));
	assert_ok(tc_enquire_set_query(enquire, query, &fixture_err));
	assert_ok(tc_enquire_count_values(enquire, 0, &fixture_err));
	commit_three_times(writer);
	assert_ok(tc_enquire_matches(enquire, 0, 10, ALL, &matches, &fixture_err));
	assert_int_equal(tc_matches_total(matches).lower, ALL);
	assert_ok(tc_matches_value_count(enquire, 0, 0, &value, &count, &fixture_err));
	assert_int_equal(count, 1); /* none counted twice */
	assert_ok(tc_matches_data(matches, 9, &value, &fixture_err));
	tc_buf_release(&value);
	tc_matches_free(matches);
	tc_enquire_free(enquire);
	tc_xquery_free(query);
	end(writer, reader);
}

/* All terms come once and in order though the database is changed half-way. */
static void terms_go_on(void **state)
{
	struct tc_db *writer, *reader = begin(&writer);
	struct tc_terms *terms = NULL, *of_doc = NULL;
	struct tc_str term;
	char last[64] = "";
	size_t n = 0;

	(void)state;
	assert_ok(tc_terms_all(reader, TC_STR("w"), &terms, &fixture_err));
	assert_ok(tc_terms_of(reader, 7, &of_doc, &fixture_err));
	assert_ok(tc_terms_next(of_doc, &term, &fixture_err));
	for (; tc_terms_next(terms, &term, &fixture_err) == TC_OK; n++) {
		assert_true(term.n < sizeof(last));
		assert_true(tc_str_cmp(tc_str_of(last), term) < 0);
		memcpy(last, term.p, term.n);
		last[term.n] = '\0';
		if (n == 100)
			commit_three_times(writer);
		if (n == 101)
			assert_int_not_equal(tc_terms_freq(terms), 0);
	}
	assert_true(n > 10000);
	assert_int_equal(count_documents(reader), ALL);
	n = 1;
	while (tc_terms_next(of_doc, &term, &fixture_err) == TC_OK)
		n++;
	uint32_t unique = 0;
	assert_ok(tc_db_doc_length(reader, 7, NULL, &unique, &fixture_err));
	assert_int_equal(n, unique);
	tc_terms_free(terms);
	tc_terms_free(of_doc);
	end(writer, reader);
}

/* With positions read beside, the reopen happens in between; without, inside the iterator, where a posting list ends a block. */
static void postings_go_on(void **state)
{
	struct tc_db *writer, *reader = begin(&writer);
	struct tc_postings *postings = NULL;
	const uint32_t *positions;
	uint32_t docid, last = 0;
	size_t n;

	(void)state;
	assert_ok(tc_postings_of(reader, TC_STR("all"), &postings, &fixture_err));
	while (tc_postings_next(postings, &docid, &fixture_err) == TC_OK) {
		assert_int_equal(docid, ++last);
		if (last == 50)
			commit_three_times(writer);
		assert_ok(tc_postings_positions(postings, &positions, &n, &fixture_err));
		assert_int_equal(n, 1);
		assert_true(tc_postings_doc_length(postings) > 100);
		assert_int_equal(tc_postings_wdf(postings), 1);
	}
	assert_int_equal(last, ALL);
	tc_postings_free(postings);
	end(writer, reader);
}

static void long_lists_go_on(void **state)
{
	struct tc_db *writer = open_writer(in_dir("db"), TC_DB_CREATE), *reader;
	struct tc_postings *postings = NULL;
	struct tc_values *values = NULL;
	uint32_t docid, last = 0;
	struct tc_str value;

	(void)state;
	for (unsigned i = 1; i <= 20000; i++)
		add_words(writer, i, "all");
	assert_ok(tc_db_commit(writer, &fixture_err));
	reader = open_reader(in_dir("db"));
	assert_ok(tc_values_of(reader, 0, &values, &fixture_err));
	assert_ok(tc_postings_of(reader, TC_STR("all"), &postings, &fixture_err));
	while (tc_postings_next(postings, &docid, &fixture_err) == TC_OK) {
		assert_int_equal(docid, ++last);
		if (last == 50)
			for (unsigned c = 0; c < 3; c++) {
				for (unsigned i = 19000 + c; i <= 20000; i += 3)
					assert_ok(tc_db_delete(writer, i, &fixture_err));
				for (unsigned i = 0; i < 1000; i++)
					add_words(writer, 30000 + i, "more");
				add_bulk(writer, 1, 20);
			}
		if (last == 18999)
			break;
	}
	assert_int_equal(last, 18999);
	assert_ok(tc_postings_next(postings, &docid, &fixture_err));
	assert_true(docid > 20000);
	for (last = 0; tc_values_next(values, &docid, &value, &fixture_err) == TC_OK; last = docid)
		assert_true(docid == last + 1 || last >= 18999);
	assert_int_equal(last, 23060);
	tc_postings_free(postings);
	tc_values_free(values);
	end(writer, reader);
}

static void keys_go_on(void **state)
{
	struct tc_db *writer = open_writer(in_dir("db"), TC_DB_CREATE), *reader;
	struct tc_keys *keys = NULL;
	struct tc_str key;
	char name[32], value[200];
	unsigned n = 0;

	(void)state;
	memset(value, 'v', sizeof(value));
	for (unsigned i = 0; i < 3000; i++) {
		snprintf(name, sizeof(name), "k%05u", i);
		assert_ok(tc_db_set_metadata(writer, tc_str_of(name), (struct tc_str){value, 200}, &fixture_err));
	}
	assert_ok(tc_db_commit(writer, &fixture_err));
	reader = open_reader(in_dir("db"));
	assert_ok(tc_keys_all(reader, TC_STR("k"), &keys, &fixture_err));
	for (; tc_keys_next(keys, &key, &fixture_err) == TC_OK; n++) {
		snprintf(name, sizeof(name), "k%05u", n);
		assert_str(name, key);
		if (n == 10)
			for (unsigned c = 0; c < 3; c++) {
				for (unsigned i = c; i < 3000; i += 3) {
					snprintf(name, sizeof(name), "k%05u", i);
					assert_ok(tc_db_set_metadata(writer, tc_str_of(name), (struct tc_str){value, 150 + c},
								     &fixture_err));
				}
				add_words(writer, c, "all");
				assert_ok(tc_db_commit(writer, &fixture_err));
			}
	}
	assert_int_equal(n, 3000);
	assert_int_equal(count_documents(reader), 3);
	tc_keys_free(keys);
	end(writer, reader);
}

static void make_generation(const char *name, unsigned n_documents)
{
	struct tc_db *db = open_writer(in_dir(name), TC_DB_CREATE);

	for (unsigned i = 1; i <= n_documents; i++)
		add_words(db, i, "all");
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void switch_stub(const char *to)
{
	char line[64];

	snprintf(line, sizeof(line), "auto %s\n", to);
	write_file(in_dir("index/new"), line);
	assert_int_equal(rename(in_dir("index/new"), in_dir("index/XAPIANDB")), 0);
}

/* The old generation is read to the end by what was begun on it; reopen follows the stub. */
static void stub_is_followed(void **state)
{
	struct tc_db *reader;
	struct tc_enquire *enquire = NULL;
	struct tc_matches *matches = NULL;
	struct tc_xquery *query = tc_xquery_term(TC_STR("all"), 1);
	struct tc_terms *terms = NULL;
	struct tc_str term;
	struct tc_buf out;
	bool changed = true;

	(void)state;
	tc_buf_init(&out, 100);
	assert_int_equal(mkdir(in_dir("index"), 0755), 0);
	make_generation("index/gen-1", 2);
	make_generation("index/gen-2", 5);
	switch_stub("gen-1");
	reader = open_reader(in_dir("index"));
	assert_ok(tc_enquire_new(reader, &enquire, &fixture_err));
	assert_ok(tc_enquire_set_query(enquire, query, &fixture_err));
	assert_ok(tc_enquire_matches(enquire, 0, 10, 10, &matches, &fixture_err));
	assert_ok(tc_terms_all(reader, TC_STR("Q"), &terms, &fixture_err));
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_false(changed);
	switch_stub("gen-2");
	assert_int_equal(count_documents(reader), 2);
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_true(changed);
	assert_int_equal(count_documents(reader), 5);
	remove_tree(in_dir("index/gen-1"));
	assert_ok(tc_matches_data(matches, 1, &out, &fixture_err)); /* still of the first */
	assert_str("Q000002", tc_buf_str(&out));
	assert_ok(tc_terms_next(terms, &term, &fixture_err));
	assert_ok(tc_terms_next(terms, &term, &fixture_err));
	assert_status(TC_END, tc_terms_next(terms, &term, &fixture_err));
	tc_matches_free(matches);
	assert_ok(tc_enquire_matches(enquire, 0, 10, 10, &matches, &fixture_err));
	assert_int_equal(tc_matches_count(matches), 5);
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_false(changed);
	tc_terms_free(terms);
	tc_matches_free(matches);
	tc_enquire_free(enquire);
	tc_xquery_free(query);
	tc_buf_release(&out);
	tc_db_free(reader);
}

/* The same directory with another database in it, of the same revision. */
static void directory_is_followed(void **state)
{
	struct tc_db *reader;
	bool changed = false;

	(void)state;
	make_generation("db", 2);
	reader = open_reader(in_dir("db"));
	remove_tree(in_dir("db"));
	assert_status(TC_ENOENT, tc_db_reopen(reader, &changed, &fixture_err));
	assert_int_equal(count_documents(reader), 2); /* the old one is still held */
	make_generation("db", 3);
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_true(changed);
	assert_int_equal(count_documents(reader), 3);
	tc_db_free(reader);
}

/* Too late: the revision is gone, and by the path another database is found.  Its docids may mean other documents, so the
 * read fails until the caller reopens. */
static void replaced_while_read(void **state)
{
	struct tc_db *writer, *reader;
	struct tc_buf out;
	enum tc_status status = TC_OK;
	bool changed = false;

	(void)state;
	tc_buf_init(&out, 100);
	assert_int_equal(mkdir(in_dir("index"), 0755), 0);
	writer = open_writer(in_dir("index/gen-1"), TC_DB_CREATE);
	add_bulk(writer, 1, FIRST);
	make_generation("index/gen-2", 3);
	switch_stub("gen-1");
	reader = open_reader(in_dir("index"));
	commit_three_times(writer);
	switch_stub("gen-2");
	remove_tree(in_dir("index/gen-1"));
	for (uint32_t i = 1; i <= FIRST && status == TC_OK; i += 7)
		status = tc_db_data(reader, i, &out, &fixture_err);
	assert_status(TC_ECHANGED, status);
	assert_ok(tc_db_reopen(reader, &changed, &fixture_err));
	assert_true(changed);
	assert_ok(tc_db_data(reader, 3, &out, &fixture_err));
	tc_buf_release(&out);
	end(writer, reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(reads_are_repeated, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(positions_are_repeated, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(search_is_repeated, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(terms_go_on, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(postings_go_on, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(long_lists_go_on, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(keys_go_on, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(stub_is_followed, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(directory_is_followed, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(replaced_while_read, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
