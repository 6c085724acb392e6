/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_TESTS_XAPIANC_FIXTURE_H
#define TC_TESTS_XAPIANC_FIXTURE_H

/* What the tests of the Xapian bindings share: a directory of their own for each test, and small databases in it.  Included once
 * by each program, so everything is static. */

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "xapianc/db.h"

static char fixture_dir[64];
static struct tc_err fixture_err;

/* The call gives the status, or the test fails with what the library said. */
#define assert_status(expected, call)                                                                                            \
	do {                                                                                                                     \
		enum tc_status got_ = (call);                                                                                    \
		if (got_ != (expected))                                                                                          \
			fail_msg("%s: %s instead of %s: %s", #call, tc_status_name(got_), tc_status_name(expected),              \
				 got_ > TC_SKIP ? fixture_err.text : "");                                                        \
	} while (0)
#define assert_ok(call) assert_status(TC_OK, call)

static inline int fixture_remove(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void remove_tree(const char *path)
{
	nftw(path, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static inline int fixture_setup(void **state)
{
	(void)state;
	snprintf(fixture_dir, sizeof(fixture_dir), "xapianc-XXXXXX");
	tc_err_clear(&fixture_err);
	return mkdtemp(fixture_dir) != NULL ? 0 : -1;
}

static inline int fixture_teardown(void **state)
{
	(void)state;
	remove_tree(fixture_dir);
	return 0;
}

/* The path of name in the test's directory; eight may be in use at a time. */
static inline const char *in_dir(const char *name)
{
	static char paths[8][128];
	static unsigned turn;
	char *p = paths[turn++ % 8];

	snprintf(p, sizeof(paths[0]), "%s/%s", fixture_dir, name);
	return p;
}

static inline void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static inline struct tc_db *open_writer(const char *path, int flags)
{
	struct tc_db *db = NULL;

	assert_ok(tc_db_open_writable(path, flags, &db, &fixture_err));
	return db;
}

static inline struct tc_db *open_reader(const char *path)
{
	struct tc_db *db = NULL;

	assert_ok(tc_db_open(&path, 1, 0, &db, &fixture_err));
	return db;
}

/* A document of words, one position each from 1, with "Q" and number as its unique term, number as value 0 and data. */
static inline struct tc_doc *make_doc(unsigned number, const char *words)
{
	struct tc_doc *doc = NULL;
	struct tc_str rest = tc_str_of(words);
	char text[32];
	uint32_t position = 0;

	assert_ok(tc_doc_new(&doc, &fixture_err));
	while (rest.p != NULL) {
		struct tc_str word = tc_str_split(&rest, ' ');
		position++;
		assert_ok(tc_doc_add_positions(doc, word, &position, 1, 1, &fixture_err));
	}
	snprintf(text, sizeof(text), "Q%06u", number);
	assert_ok(tc_doc_add_term(doc, tc_str_of(text), 0, &fixture_err));
	assert_ok(tc_doc_set_value(doc, 0, tc_str_of(text + 1), &fixture_err));
	assert_ok(tc_doc_set_data(doc, tc_str_of(text), &fixture_err));
	return doc;
}

static inline uint32_t add_words(struct tc_db *db, unsigned number, const char *words)
{
	struct tc_doc *doc = make_doc(number, words);
	uint32_t docid = 0;

	assert_ok(tc_db_add(db, doc, &docid, &fixture_err));
	tc_doc_free(doc);
	return docid;
}

/* Adds documents from number first on, each with a few hundred words that are hard to pack, and commits. */
static inline void add_bulk(struct tc_db *db, unsigned first, unsigned n)
{
	static char words[16384];

	for (unsigned i = first; i < first + n; i++) {
		size_t used = (size_t)snprintf(words, sizeof(words), "all");
		for (unsigned w = 0; w < 200; w++)
			used += (size_t)snprintf(words + used, sizeof(words) - used, " w%05u", (i * 7919 + w * w * 31) % 20000);
		add_words(db, i, words);
	}
	assert_ok(tc_db_commit(db, &fixture_err));
}

static inline uint32_t count_documents(struct tc_db *db)
{
	struct tc_db_stats stats;

	assert_ok(tc_db_stats(db, &stats, &fixture_err));
	return stats.n_documents;
}

#define assert_str(expected, s)                                                                                                  \
	do {                                                                                                                     \
		struct tc_str s_ = (s);                                                                                          \
		assert_int_equal(s_.n, strlen(expected));                                                                        \
		assert_memory_equal(s_.p, expected, s_.n);                                                                       \
	} while (0)

#endif
