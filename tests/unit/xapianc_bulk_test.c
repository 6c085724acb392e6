/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The bulk writer: what it writes equals, in everything the bindings can read, what Xapian writes of the same documents, and
 * Xapian changes it as its own. */

#include "xapianc_fixture.h"

#include <sys/stat.h>

#include "xapianc/bulk.h"
#include "xapianc/iterate.h"

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

#define N_DOCS 2500
#define N_SLOTS 4

static const uint32_t slots[N_SLOTS] = {0, 1, 300, 4294967294};

/* Long ones: their bytes depend on i. */
static struct tc_str long_bytes(char *to, size_t n, unsigned i)
{
	for (size_t k = 0; k < n; k++)
		to[k] = (char)((k * 31 + i * 17 + k / 251) & 0xff);
	return (struct tc_str){to, n};
}

static void fill_terms(struct tc_doc *doc, unsigned i)
{
	static uint32_t positions[5000];
	char bytes[245];
	char word[32];

	for (unsigned w = 0; w < 12; w++) {
		const unsigned number = (i * 7919 + w * w * 31) % 700;
		const size_t n = 1 + (i + w) % 9;
		for (size_t k = 0; k < n; k++)
			positions[k] = 1 + (uint32_t)(k * (3 + number) + w);
		snprintf(word, sizeof(word), "w%03u", number);
		assert_ok(tc_doc_add_positions(doc, tc_str_of(word), positions, n, (uint32_t)n + w % 3, &fixture_err));
	}
	assert_ok(tc_doc_add_term(doc, TC_STR("chung"), 1 + i % 200, &fixture_err));
	snprintf(word, sizeof(word), "Q%06u", i);
	assert_ok(tc_doc_add_term(doc, tc_str_of(word), 0, &fixture_err));
	if (i % 10 == 3) {
		assert_ok(tc_doc_add_positions(doc, (struct tc_str){"a\0b", 3}, positions, 1, 1, &fixture_err));
		assert_ok(tc_doc_add_positions(doc, (struct tc_str){"\0", 1}, positions, 1, 1, &fixture_err));
		assert_ok(tc_doc_add_term(doc, TC_STR("a"), 2, &fixture_err));
		memset(bytes, 'd', sizeof(bytes));
		bytes[244] = (char)('a' + i % 26);
		assert_ok(tc_doc_add_positions(doc, (struct tc_str){bytes, 245}, positions, 1, 1, &fixture_err));
		memset(bytes, 0, 122);
		assert_ok(tc_doc_add_term(doc, (struct tc_str){bytes, 122}, 1, &fixture_err));
	}
	if (i == 77) {
		for (uint32_t k = 0; k < 5000; k++)
			positions[k] = 5 + k * k * 3 + k % 7;
		assert_ok(tc_doc_add_positions(doc, TC_STR("nhieu"), positions, 5000, 5000, &fixture_err));
	}
}

/* The i-th document: every 11th is empty, one has many positions, values and data of many sizes. */
static struct tc_doc *document(unsigned i)
{
	static char bytes[200000];
	struct tc_doc *doc = NULL;

	assert_ok(tc_doc_new(&doc, &fixture_err));
	if (i % 11 == 5)
		return doc;
	fill_terms(doc, i);
	assert_ok(tc_doc_set_value(doc, 0, long_bytes(bytes, 8, i), &fixture_err));
	if (i % 3 == 0)
		assert_ok(tc_doc_set_value(doc, 1, TC_STR("same"), &fixture_err));
	if (i % 50 == 0)
		assert_ok(tc_doc_set_value(doc, 300, long_bytes(bytes, 1 + i * 3, i), &fixture_err));
	if (i % 7 == 0)
		assert_ok(tc_doc_set_value(doc, 4294967294, long_bytes(bytes, 300, i), &fixture_err));
	assert_ok(tc_doc_set_data(doc, long_bytes(bytes, i == 40 ? sizeof(bytes) : i % 900, i), &fixture_err));
	return doc;
}

static uint32_t docid_of(unsigned i)
{
	return i + i / 100 * 50 + (i > 2000 ? 40000 : 0); /* gaps */
}

static void by_api(const char *name, unsigned n)
{
	struct tc_db *db = open_writer(in_dir(name), TC_DB_CREATE | TC_DB_NO_SYNC);

	for (unsigned i = 1; i <= n; i++) {
		struct tc_doc *doc = document(i);
		assert_ok(tc_db_replace(db, docid_of(i), doc, &fixture_err));
		tc_doc_free(doc);
	}
	assert_ok(tc_db_set_metadata(db, TC_STR("khoa"), TC_STR("gia tri"), &fixture_err));
	assert_ok(tc_db_set_metadata(db, (struct tc_str){"\0k\0", 3}, TC_STR("zero"), &fixture_err));
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void by_bulk(const char *name, unsigned n, size_t budget, unsigned jobs)
{
	struct tc_bulk *bulk = NULL;

	assert_ok(tc_bulk_open(in_dir(name), budget, jobs, &bulk, &fixture_err));
	for (unsigned i = 1; i <= n; i++) {
		struct tc_doc *doc = document(i);
		uint32_t docid = docid_of(i);
		assert_ok(tc_bulk_add(bulk, doc, &docid, &fixture_err));
		tc_doc_free(doc);
	}
	assert_ok(tc_bulk_set_metadata(bulk, TC_STR("gone"), TC_STR("x"), &fixture_err));
	assert_ok(tc_bulk_set_metadata(bulk, TC_STR("gone"), TC_STR(""), &fixture_err));
	assert_ok(tc_bulk_set_metadata(bulk, TC_STR("khoa"), TC_STR("gia tri"), &fixture_err));
	assert_ok(tc_bulk_set_metadata(bulk, (struct tc_str){"\0k\0", 3}, TC_STR("zero"), &fixture_err));
	assert_ok(tc_bulk_finish(bulk, &fixture_err));
	tc_bulk_free(bulk);
}

static void same_bytes(struct tc_str a, struct tc_str b)
{
	assert_int_equal(a.n, b.n);
	if (a.n != 0)
		assert_memory_equal(a.p, b.p, a.n);
}

static void same_postings(struct tc_db *a, struct tc_db *b, struct tc_str term)
{
	struct tc_postings *p = NULL, *q = NULL;
	uint32_t d = 0, e = 0, n_docs[2];
	uint64_t sum[2];
	enum tc_status status;

	assert_ok(tc_db_term_freq(a, term, &n_docs[0], &sum[0], &fixture_err));
	assert_ok(tc_db_term_freq(b, term, &n_docs[1], &sum[1], &fixture_err));
	assert_int_equal(n_docs[0], n_docs[1]);
	assert_int_equal(sum[0], sum[1]);
	assert_ok(tc_postings_of(a, term, &p, &fixture_err));
	assert_ok(tc_postings_of(b, term, &q, &fixture_err));
	while ((status = tc_postings_next(p, &d, &fixture_err)) == TC_OK) {
		const uint32_t *x = NULL, *y = NULL;
		size_t n = 0, m = 0;
		assert_ok(tc_postings_next(q, &e, &fixture_err));
		assert_int_equal(d, e);
		assert_int_equal(tc_postings_wdf(p), tc_postings_wdf(q));
		assert_int_equal(tc_postings_doc_length(p), tc_postings_doc_length(q));
		if (term.n != 0) {
			assert_ok(tc_postings_positions(p, &x, &n, &fixture_err));
			assert_ok(tc_postings_positions(q, &y, &m, &fixture_err));
			assert_int_equal(n, m);
			if (n != 0)
				assert_memory_equal(x, y, n * sizeof(*x));
		}
	}
	assert_int_equal(status, TC_END);
	assert_int_equal(tc_postings_next(q, &e, &fixture_err), TC_END);
	tc_postings_free(p);
	tc_postings_free(q);
}

static void same_terms(struct tc_db *a, struct tc_db *b, uint32_t docid)
{
	struct tc_terms *s = NULL, *t = NULL;
	struct tc_str x, y;
	enum tc_status status;

	if (docid == 0) {
		assert_ok(tc_terms_all(a, TC_STR(""), &s, &fixture_err));
		assert_ok(tc_terms_all(b, TC_STR(""), &t, &fixture_err));
	} else {
		assert_ok(tc_terms_of(a, docid, &s, &fixture_err));
		assert_ok(tc_terms_of(b, docid, &t, &fixture_err));
	}
	while ((status = tc_terms_next(s, &x, &fixture_err)) == TC_OK) {
		assert_ok(tc_terms_next(t, &y, &fixture_err));
		same_bytes(x, y);
		if (docid == 0)
			same_postings(a, b, x);
		else
			assert_int_equal(tc_terms_wdf(s), tc_terms_wdf(t));
	}
	assert_int_equal(status, TC_END);
	assert_int_equal(tc_terms_next(t, &y, &fixture_err), TC_END);
	tc_terms_free(s);
	tc_terms_free(t);
}

static void same_document(struct tc_db *a, struct tc_db *b, uint32_t docid)
{
	struct tc_buf x, y;
	uint32_t length[2], n_unique[2];

	tc_buf_init(&x, 1 << 20);
	tc_buf_init(&y, 1 << 20);
	same_terms(a, b, docid);
	assert_ok(tc_db_data(a, docid, &x, &fixture_err));
	assert_ok(tc_db_data(b, docid, &y, &fixture_err));
	same_bytes(tc_buf_str(&x), tc_buf_str(&y));
	for (size_t s = 0; s < N_SLOTS; s++) {
		assert_ok(tc_db_value(a, docid, slots[s], &x, &fixture_err));
		assert_ok(tc_db_value(b, docid, slots[s], &y, &fixture_err));
		same_bytes(tc_buf_str(&x), tc_buf_str(&y));
	}
	assert_ok(tc_db_doc_length(a, docid, &length[0], &n_unique[0], &fixture_err));
	assert_ok(tc_db_doc_length(b, docid, &length[1], &n_unique[1], &fixture_err));
	assert_int_equal(length[0], length[1]);
	assert_int_equal(n_unique[0], n_unique[1]);
	tc_buf_release(&x);
	tc_buf_release(&y);
}

static void same_values(struct tc_db *a, struct tc_db *b, uint32_t slot)
{
	struct tc_buf low[2], high[2];
	uint32_t n[2], d = 0, e = 0;
	struct tc_values *v = NULL, *w = NULL;
	struct tc_str x, y;

	for (int i = 0; i < 2; i++) {
		tc_buf_init(&low[i], 1 << 20);
		tc_buf_init(&high[i], 1 << 20);
		assert_ok(tc_db_value_bounds(i ? b : a, slot, &low[i], &high[i], &n[i], &fixture_err));
	}
	assert_int_equal(n[0], n[1]);
	same_bytes(tc_buf_str(&low[0]), tc_buf_str(&low[1]));
	same_bytes(tc_buf_str(&high[0]), tc_buf_str(&high[1]));
	assert_ok(tc_values_of(a, slot, &v, &fixture_err));
	assert_ok(tc_values_of(b, slot, &w, &fixture_err));
	while (tc_values_next(v, &d, &x, &fixture_err) == TC_OK) {
		assert_ok(tc_values_next(w, &e, &y, &fixture_err));
		assert_int_equal(d, e);
		same_bytes(x, y);
	}
	assert_int_equal(tc_values_next(w, &e, &y, &fixture_err), TC_END);
	tc_values_free(v);
	tc_values_free(w);
	for (int i = 0; i < 2; i++) {
		tc_buf_release(&low[i]);
		tc_buf_release(&high[i]);
	}
}

static void same_metadata(struct tc_db *a, struct tc_db *b)
{
	struct tc_keys *k = NULL, *l = NULL;
	struct tc_buf x, y;
	struct tc_str s, t;

	tc_buf_init(&x, 1000);
	tc_buf_init(&y, 1000);
	assert_ok(tc_keys_all(a, TC_STR(""), &k, &fixture_err));
	assert_ok(tc_keys_all(b, TC_STR(""), &l, &fixture_err));
	while (tc_keys_next(k, &s, &fixture_err) == TC_OK) {
		assert_ok(tc_keys_next(l, &t, &fixture_err));
		same_bytes(s, t);
		assert_ok(tc_db_metadata(a, s, &x, &fixture_err));
		assert_ok(tc_db_metadata(b, t, &y, &fixture_err));
		same_bytes(tc_buf_str(&x), tc_buf_str(&y));
	}
	assert_int_equal(tc_keys_next(l, &t, &fixture_err), TC_END);
	tc_keys_free(k);
	tc_keys_free(l);
	tc_buf_release(&x);
	tc_buf_release(&y);
}

/* Equal in all that can be read, and xapian-check finds nothing in the second. */
static void same(const char *one, const char *two)
{
	struct tc_db *a = open_reader(in_dir(one)), *b = open_reader(in_dir(two));
	struct tc_postings *all = NULL;
	struct tc_db_stats s, t;
	struct tc_buf report;
	size_t n_errors = 9;
	uint32_t docid = 0;

	assert_ok(tc_db_stats(a, &s, &fixture_err));
	assert_ok(tc_db_stats(b, &t, &fixture_err));
	assert_int_equal(s.n_documents, t.n_documents);
	assert_int_equal(s.last_docid, t.last_docid);
	assert_int_equal(s.total_length, t.total_length);
	assert_int_equal(s.has_positions, t.has_positions);
	same_postings(a, b, TC_STR(""));
	same_terms(a, b, 0);
	assert_ok(tc_postings_of(a, TC_STR(""), &all, &fixture_err));
	while (tc_postings_next(all, &docid, &fixture_err) == TC_OK)
		same_document(a, b, docid);
	tc_postings_free(all);
	for (size_t i = 0; i < N_SLOTS; i++)
		same_values(a, b, slots[i]);
	same_metadata(a, b);
	tc_db_free(a);
	tc_db_free(b);
	tc_buf_init(&report, 1 << 20);
	assert_ok(tc_db_check(in_dir(two), &n_errors, &report, &fixture_err));
	tc_buf_release(&report);
	assert_int_equal(n_errors, 0);
}

static void change(const char *name)
{
	struct tc_db *db = open_writer(in_dir(name), TC_DB_OPEN);

	for (unsigned i = 1; i <= 300; i++) {
		struct tc_doc *doc = document(i + 5);
		if (i % 11 == 5 || i % 3 == 0)
			assert_ok(tc_db_delete(db, docid_of(i), &fixture_err));
		else if (i % 3 == 1)
			assert_ok(tc_db_replace(db, docid_of(i), doc, &fixture_err));
		else
			assert_ok(tc_db_add(db, doc, NULL, &fixture_err));
		tc_doc_free(doc);
		if (i % 100 == 0)
			assert_ok(tc_db_commit(db, &fixture_err));
	}
	assert_ok(tc_db_set_metadata(db, TC_STR("khoa"), TC_STR("khac"), &fixture_err));
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void equal_to_xapian(void **state)
{
	(void)state;
	by_api("api", N_DOCS);
	by_bulk("one", N_DOCS, 1 << 30, 1);
	same("api", "one");
	by_bulk("two", N_DOCS, 1 << 30, 2);
	same("api", "two");
	by_bulk("runs", N_DOCS, 1 << 20, 2); /* several, merged */
	same("api", "runs");
	assert_int_not_equal(access(in_dir("runs.run0"), F_OK), 0);
}

static void changed_by_xapian(void **state)
{
	const char *source;

	(void)state;
	by_api("api", N_DOCS);
	by_bulk("bulk", N_DOCS, 1 << 30, 1);
	change("api");
	change("bulk");
	same("api", "bulk");
	source = in_dir("bulk");
	assert_ok(tc_db_compact(&source, 1, in_dir("compacted"), true, &fixture_err));
	same("api", "compacted");
}

static void add_first(const char *name)
{
	struct tc_db *db = open_writer(in_dir(name), TC_DB_OPEN);

	add_words(db, 1, "một hai một");
	assert_ok(tc_db_close(db, &fixture_err));
	tc_db_free(db);
}

static void small(void **state)
{
	static const unsigned sizes[] = {0, 1, 5};
	char api[16], bulk[16];

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		snprintf(api, sizeof(api), "api%u", sizes[i]);
		snprintf(bulk, sizeof(bulk), "bulk%u", sizes[i]);
		by_api(api, sizes[i]);
		by_bulk(bulk, sizes[i], 1 << 20, 1);
		same(api, bulk);
		add_first(api);
		add_first(bulk);
		same(api, bulk);
	}
}

static void refused(void **state)
{
	struct tc_bulk *bulk = NULL;
	struct tc_doc *doc = NULL;
	uint32_t docid = 7;
	char bytes[246];

	(void)state;
	assert_int_equal(mkdir(in_dir("there"), 0755), 0);
	assert_status(TC_EARG, tc_bulk_open(in_dir("there"), 1000, 1, &bulk, &fixture_err));
	assert_status(TC_ENOENT, tc_bulk_open(in_dir("no/such/folder"), 1000, 1, &bulk, &fixture_err));
	assert_ok(tc_bulk_open(in_dir("db"), 1000, 1, &bulk, &fixture_err));
	assert_ok(tc_doc_new(&doc, &fixture_err));
	assert_ok(tc_bulk_add(bulk, doc, &docid, &fixture_err));
	assert_status(TC_EARG, tc_bulk_add(bulk, doc, &docid, &fixture_err));
	docid = 0;
	assert_ok(tc_bulk_add(bulk, doc, &docid, &fixture_err));
	assert_int_equal(docid, 8);
	memset(bytes, 'x', sizeof(bytes));
	assert_ok(tc_doc_add_term(doc, (struct tc_str){bytes, 246}, 1, &fixture_err));
	assert_status(TC_ELIMIT, tc_bulk_add(bulk, doc, NULL, &fixture_err));
	assert_status(TC_EARG, tc_bulk_set_metadata(bulk, TC_STR(""), TC_STR("x"), &fixture_err));
	assert_status(TC_ELIMIT, tc_bulk_set_metadata(bulk, (struct tc_str){bytes, 246}, TC_STR("x"), &fixture_err));
	tc_doc_free(doc);
	tc_bulk_free(bulk); /* not finished: nothing stays */
	assert_int_not_equal(access(in_dir("db"), F_OK), 0);
	assert_int_not_equal(access(in_dir("db.run0"), F_OK), 0);
	tc_bulk_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(equal_to_xapian, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(changed_by_xapian, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(small, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(refused, fixture_setup, fixture_teardown),
	};

	if (!tc_bulk_known())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
