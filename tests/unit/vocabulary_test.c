/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What several indexes know of words, put together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "indexer/pair_block.h"
#include "indexer/schema.h"
#include "query/vocabulary.h"
#include "xapianc/parts.h"

/* One word behind another. */
struct pair {
	const char *first, *second;
	unsigned count;
};

static const struct pair left[] = {{"ha", "noi", 2}, {"hà", "nội", 5}, {"hà", "đông", 7}, {"hạ", "long", 1}};
static const struct pair right[] = {{"hà", "nam", 3}, {"hà", "nội", 4}, {"hả", ",", 6}};

static char folder[] = "vocabulary_test.XXXXXX";

static int enter_folder(void **state)
{
	(void)state;
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave_folder(void **state)
{
	(void)state;
	return chdir("..") != 0 || tc_file_remove_tree(folder, NULL) != TC_OK;
}

static void write_index(const char *path, const char *spellings, const struct pair *pairs, size_t n)
{
	struct tc_db *db = NULL;
	struct tc_pair_writer writer;
	struct tc_buf block;
	tc_buf_init(&block, SIZE_MAX);
	tc_pair_writer_init(&writer, &block);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || strcmp(pairs[i].first, pairs[i - 1].first) != 0)
			tc_pair_writer_begin(&writer, tc_str_of(pairs[i].first));
		tc_pair_writer_add(&writer, tc_str_of(pairs[i].second), pairs[i].count);
		if (i + 1 == n || strcmp(pairs[i].first, pairs[i + 1].first) != 0)
			tc_pair_writer_end(&writer);
	}
	assert_int_equal(tc_db_open_writable(path, TC_DB_CREATE, &db, NULL), TC_OK);
	assert_int_equal(tc_db_set_metadata(db, TC_STR(TC_KEY_SPELLINGS "ha"), tc_str_of(spellings), NULL), TC_OK);
	assert_int_equal(tc_db_set_metadata(db, TC_STR(TC_KEY_PAIRS "ha"), tc_buf_str(&block), NULL), TC_OK);
	assert_int_equal(tc_db_close(db, NULL), TC_OK);
	tc_db_free(db);
	tc_pair_writer_release(&writer);
	tc_buf_release(&block);
}

static void assert_known(const char *const *paths, size_t n, const char *spellings, const char *pairs)
{
	struct tc_db *db = NULL;
	struct tc_buf out, text;
	struct tc_pair_reader reader;
	struct tc_pair_first first;
	struct tc_str second;
	uint64_t count;
	tc_buf_init(&out, SIZE_MAX);
	tc_buf_init(&text, SIZE_MAX);
	assert_int_equal(tc_db_open(paths, n, 0, &db, NULL), TC_OK);
	assert_int_equal(tc_db_parts(db), n);
	assert_int_equal(tc_vocabulary_spellings(db, TC_STR("ha"), &out, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&out), spellings);
	assert_int_equal(tc_vocabulary_pairs(db, TC_STR("ha"), &out, NULL), TC_OK);
	tc_pair_reader_init(&reader, tc_buf_str(&out));
	while (tc_pair_reader_first(&reader, &first, NULL) == TC_OK) {
		tc_buf_printf(&text, "%.*s(%u/%u)", TC_STR_ARG(first.word), (unsigned)first.total, (unsigned)first.n_seconds);
		while (tc_pair_reader_second(&reader, &second, &count, NULL) == TC_OK)
			tc_buf_printf(&text, " %.*s %u", TC_STR_ARG(second), (unsigned)count);
		tc_buf_add_char(&text, '\n');
	}
	assert_string_equal(tc_buf_cstr(&text), pairs);
	assert_int_equal(tc_vocabulary_pairs(db, TC_STR("he"), &out, NULL), TC_OK);
	assert_int_equal(out.n, 0);
	tc_db_free(db);
	tc_buf_release(&out);
	tc_buf_release(&text);
}

static void test_together(void **state)
{
	static const char merged[] = "ha(2/1) noi 2\nhà(19/3) nam 3 nội 9 đông 7\nhạ(1/1) long 1\nhả(6/1) , 6\n";
	(void)state;
	write_index("left", "hà hạ", left, sizeof left / sizeof *left);
	write_index("right", "hà hả", right, sizeof right / sizeof *right);
	assert_known((const char *[]){"left"}, 1, "hà hạ", "ha(2/1) noi 2\nhà(12/2) nội 5 đông 7\nhạ(1/1) long 1\n");
	assert_known((const char *[]){"left", "right"}, 2, "hà hạ hả", merged);
	assert_known((const char *[]){"right", "left"}, 2, "hà hả hạ", merged);
}

/* Bytes that are no block are told, wherever they come from. */
static void test_damaged(void **state)
{
	const char *paths[] = {"whole", "broken"};
	struct tc_db *db = NULL;
	struct tc_buf out;
	(void)state;
	tc_buf_init(&out, SIZE_MAX);
	write_index("whole", "hà", left, sizeof left / sizeof *left);
	write_index("broken", "hà", NULL, 0);
	assert_int_equal(tc_db_open_writable("broken", TC_DB_OPEN, &db, NULL), TC_OK);
	assert_int_equal(tc_db_set_metadata(db, TC_STR(TC_KEY_PAIRS "ha"),
					    TC_STR("\x7f"
						   "ha"),
					    NULL),
			 TC_OK);
	assert_int_equal(tc_db_close(db, NULL), TC_OK);
	tc_db_free(db);
	assert_int_equal(tc_db_open(paths, 2, 0, &db, NULL), TC_OK);
	assert_int_equal(tc_vocabulary_pairs(db, TC_STR("ha"), &out, NULL), TC_ECORRUPT);
	tc_db_free(db);
	tc_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_together, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(test_damaged, enter_folder, leave_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
