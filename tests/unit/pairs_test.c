/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pairs of words in the index: their blocks, what is counted, and that an update leaves what an index made anew has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "indexer/ingest.h"
#include "indexer/pair_block.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

static char folder[] = "pairs_test.XXXXXX";

static int enter_folder(void **state)
{
	(void)state;
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	return mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("a", 0755) != 0;
}

static int leave_folder(void **state)
{
	(void)state;
	return chdir("..") != 0 || tc_file_remove_tree(folder, NULL) != TC_OK;
}

static void make(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void ingest(const char *index)
{
	const char *const roots[] = {"a"};
	struct tc_ingest_summary summary;
	struct tc_err err;
	struct tc_ingest_options options = {.index = index, .roots = roots, .n_roots = 1, .allow_empty = true, .workers = 2};
	if (tc_ingest_run(&options, &summary, &err) != TC_OK)
		fail_msg("%s", err.text);
}

/* All pairs of an index, a line each. */
static void list_pairs(const char *index, struct tc_buf *out)
{
	struct tc_db *db = NULL;
	struct tc_keys *keys = NULL;
	struct tc_str key, second;
	struct tc_buf block;
	struct tc_pair_reader reader;
	struct tc_pair_first first;
	uint64_t count;
	tc_buf_init(&block, SIZE_MAX);
	tc_buf_reset(out);
	assert_int_equal(tc_db_open(&index, 1, 0, &db, NULL), TC_OK);
	assert_int_equal(tc_keys_all(db, TC_STR(TC_KEY_PAIRS), &keys, NULL), TC_OK);
	while (tc_keys_next(keys, &key, NULL) == TC_OK) {
		assert_int_equal(tc_db_metadata(db, key, &block, NULL), TC_OK);
		tc_pair_reader_init(&reader, tc_buf_str(&block));
		while (tc_pair_reader_first(&reader, &first, NULL) == TC_OK) {
			uint64_t total = 0, n = 0;
			while (tc_pair_reader_second(&reader, &second, &count, NULL) == TC_OK) {
				tc_buf_printf(out, "%.*s %.*s %u\n", TC_STR_ARG(first.word), TC_STR_ARG(second), (unsigned)count);
				total += count;
				n++;
			}
			assert_int_equal(total, first.total);
			assert_int_equal(n, first.n_seconds);
		}
		assert_int_equal(reader.rest.n, 0);
	}
	tc_keys_free(keys);
	tc_db_free(db);
	tc_buf_release(&block);
}

static void assert_pair(const struct tc_buf *pairs, const char *line)
{
	if (tc_str_find(tc_buf_str(pairs), tc_str_of(line), 0) == pairs->n)
		fail_msg("no '%s' in:\n%.*s", line, (int)pairs->n, pairs->p);
}

/* Words weigh as in TEXT; punctuation parts them; numbers are one; spellings that are one are counted as one. */
static void test_counts(void **state)
{
	struct tc_buf pairs;
	(void)state;
	tc_buf_init(&pairs, SIZE_MAX);
	make("a/1.txt", "Lũ về Tân Giang\nNgày 12 lũ về.\nHoà bình, hòa bình! Lũ về đêm 3/9, về 14 xã.\n");
	ingest("ix");
	list_pairs("ix", &pairs);
	assert_pair(&pairs, "\nlũ về 7\n");
	assert_pair(&pairs, "\ntân giang 4\n");
	assert_pair(&pairs, "\nhòa bình 2\n");
	assert_pair(&pairs, "\nngày 0 2\n");
	assert_pair(&pairs, "\nbình , 2\n");
	assert_pair(&pairs, ", hòa 2\n");
	assert_pair(&pairs, "\n0 xã 1\n");
	tc_buf_release(&pairs);
}

static void test_update_is_rebuild(void **state)
{
	struct tc_buf updated, made;
	(void)state;
	tc_buf_init(&updated, SIZE_MAX);
	tc_buf_init(&made, SIZE_MAX);
	make("a/1.txt", "Cầu Hàm Rồng thông xe\nCầu mới dài 400 m.\nCây cầu nối hai bờ sông Tân Giang.\n");
	make("a/2.txt", "Chợ quê cuối năm\nChợ họp từ mờ sáng.\nNgười bán, người mua đều vội.\n");
	make("a/3.jsonl", "{\"id\":\"1\",\"title\":\"Giá lúa tăng\",\"body\":\"Lúa hè thu được giá.\"}\n"
			  "{\"id\":\"2\",\"title\":\"Giá cá giảm\",\"body\":\"Cá tra\\nxuất khẩu chậm.\"}\n");
	make("a/4.txt", "Bão số 9\nBão suy yếu.\nBão số 9 đã tan trên biển.\n");
	ingest("ix");
	make("a/2.txt", "Chợ quê đầu năm\nChợ họp từ mờ sáng.\nNgười bán nhiều hơn người mua.\n");
	make("a/3.jsonl", "{\"id\":\"2\",\"title\":\"Giá cá giảm sâu\",\"body\":\"Cá tra xuất khẩu rất chậm.\"}\n");
	make("a/5.txt", "Cầu Hàm Rồng đón khách\nKhách đến đông.\nNgười Tân Giang đi xem cầu mới.\n");
	assert_int_equal(unlink("a/4.txt"), 0);
	ingest("ix");
	ingest("made");
	list_pairs("ix", &updated);
	list_pairs("made", &made);
	assert_pair(&made, "\nhàm rồng 8\n");
	assert_string_equal(tc_buf_cstr(&updated), tc_buf_cstr(&made));
	tc_buf_release(&updated);
	tc_buf_release(&made);
}

static void test_emptied(void **state)
{
	struct tc_buf pairs;
	(void)state;
	tc_buf_init(&pairs, SIZE_MAX);
	make("a/1.txt", "Lũ về Tân Giang\n\nLũ lớn.\n");
	ingest("ix");
	assert_int_equal(unlink("a/1.txt"), 0);
	ingest("ix");
	list_pairs("ix", &pairs);
	assert_int_equal(pairs.n, 0);
	tc_buf_release(&pairs);
}

/* Every beginning of a block, and every byte of it changed, is read without harm. */
static void test_damaged(void **state)
{
	static const char *const seconds[] = {"a", "giang", "giáng", "giếng-khoan-rất-là-dài", "giếng-khoan-rất-là-sâu"};
	struct tc_pair_writer writer;
	struct tc_pair_reader reader;
	struct tc_pair_first first;
	struct tc_str second;
	struct tc_buf block;
	uint64_t count;
	(void)state;
	tc_buf_init(&block, SIZE_MAX);
	tc_pair_writer_init(&writer, &block);
	for (int i = 0; i < 2; i++) {
		tc_pair_writer_begin(&writer, i == 0 ? TC_STR("tan") : TC_STR("tân"));
		for (size_t k = 0; k < sizeof seconds / sizeof *seconds; k++)
			tc_pair_writer_add(&writer, tc_str_of(seconds[k]), 1u << (7 * k));
		tc_pair_writer_end(&writer);
	}
	tc_pair_writer_release(&writer);
	for (size_t at = 0; at < block.n; at++) {
		for (int change = -1; change < 256; change += 17) {
			char before = block.p[at];
			block.p[at] = change < 0 ? before : (char)change;
			tc_pair_reader_init(&reader, tc_str_sub(tc_buf_str(&block), 0, change < 0 ? at : block.n));
			while (tc_pair_reader_first(&reader, &first, NULL) == TC_OK)
				while (tc_pair_reader_second(&reader, &second, &count, NULL) == TC_OK)
					assert_true(second.n <= TC_PAIR_WORD_BYTES);
			block.p[at] = before;
		}
	}
	tc_pair_reader_init(&reader, tc_buf_str(&block));
	assert_int_equal(tc_pair_reader_first(&reader, &first, NULL), TC_OK);
	assert_int_equal(tc_pair_reader_first(&reader, &first, NULL), TC_OK);
	assert_true(tc_str_eq(first.word, TC_STR("tân")));
	for (size_t k = 0; k < sizeof seconds / sizeof *seconds; k++) {
		assert_int_equal(tc_pair_reader_second(&reader, &second, &count, NULL), TC_OK);
		assert_true(tc_str_eq(second, tc_str_of(seconds[k])) && count == 1u << (7 * k));
	}
	assert_int_equal(tc_pair_reader_second(&reader, &second, &count, NULL), TC_END);
	tc_buf_release(&block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_damaged),
		cmocka_unit_test_setup_teardown(test_counts, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(test_update_is_rebuild, enter_folder, leave_folder),
		cmocka_unit_test_setup_teardown(test_emptied, enter_folder, leave_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
