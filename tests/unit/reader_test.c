/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Readers: which format is found, what is refused, how they end without memory.  What articles they make of files is shown by
 * the transcripts of tests/corpus.
 *
 * tests/corpus/bylines.tsv     line, authors, source, publication
 * tests/corpus/time_lines.tsv  line, time or -
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "corpus/byline.h"
#include "corpus/page_lines.h"
#include "corpus/reader.h"
#include "table.h"

#define B(literal)                                                                                                               \
	{                                                                                                                        \
		literal, sizeof(literal) - 1                                                                                     \
	}

#define DUMP                                                                                                                     \
	"Cầu mới\n\n17:46 08/01/2023\n\nSáng 8-1, UBND tỉnh khánh thành cây cầu mới qua sông Ngàn Lau.\n\n"      \
	"        Cầu dài 1.086 m, rộng 12 m.\n\nQuang cảnh lễ khánh thành\n\n        Phà cũ ngừng chạy.\n\n"    \
	"                                             Hồng Thanh\n\nTừ khóa: cầu, sông Ngàn Lau\nBình luận của bạn\n\ncaptcha\n"

static const struct {
	struct tc_str bytes;
	const char *format; /* NULL: refused, with message */
	const char *message;
} tastes[] = {
	{B(DUMP), "page-dump", NULL},
	{B("Tựa\n\nMột đoạn văn.\n\nHai.\n"), "page-dump", NULL},
	{B("Tựa\n17:46 08/01/2023\nMột đoạn văn.\n"), "page-dump", NULL},
	{B("Tựa\nDẫn\nThân bài"), "three-part", NULL},
	{B("Tựa\nThân bài"), "three-part", NULL},
	{B("Tựa"), "three-part", NULL},
	{B("Tựa\nDẫn\nThân bài\nĐoạn nữa\nVà nữa\n"), "three-part", NULL},
	{B("[Video] Tựa\nDẫn\nThân bài"), "three-part", NULL},
	{B("{\"title\": \"Tựa\"}\n"), "jsonl", NULL},
	{B("\n {\"title\": \"Tựa\"}"), "jsonl", NULL},
	{B("\xEF\xBB\xBF{\"title\": \"Tựa\"}\r\n{\"title\": \"Hai\"}\r\n"), "jsonl", NULL},
	{B("tiêu đề;nội dung\nMột;Hai\n"), "csv", NULL},
	{B("Một; hai\nBa; bốn\n"), "three-part", NULL},
	{B("From: a@b\nDate: x\nSubject: y\n\nMột\n"), "mail", NULL},
	{B("<urlset><url/></urlset>"), "sitemap", NULL},
	{B("<!DOCTYPE html><html><body><p>Một.</p></body></html>"), "html", NULL},
	{B("\xFF\xFET\0i\0n\0\n\0V\0\x1E\x00\n\0"), "three-part", NULL},
	{B(""), NULL, "empty file"},
	{B(" \n\t\r\n\xC2\xA0\n"), NULL, "empty file: nothing but blanks"},
	{B("\x89PNG\r\n\x1A\n"), NULL, "binary file"},
	{B("\x1F\x8B\x08\0"), NULL, "nothing in it: the gzip stream ends early"},
	{B("[{\"title\": \"Tựa\"}]"), "json", NULL},
	{B("{\n \"title\": \"Tựa\"\n}"), "json", NULL},
	{B("{\"data\": [{\"title\": \"Tựa\"}]}\n"), "json", NULL},
	{B("{\"title\": \"Tựa\", \"related\": [{\"title\": \"Hai\"}]}\n{\"title\": \"Ba\"}\n"), "jsonl", NULL},
	{B("<tin><tieude>Tựa</tieude><noidung>Một.</noidung></tin>"), "news-xml", NULL},
	{B("<articles><article><title>Tựa</title><body>Một.</body></article></articles>"), "news-xml", NULL},
	{B("<?xml version=\"1.0\"?><catalog><item><title>Tựa</title><price>1</price></item></catalog>"), NULL,
	 "not a format that is known"},
	{B("<CHANNEL><TITLE>Báo</TITLE></CHANNEL>"), "feed", NULL},
	{B("<packageItem guid=\"1\"/>"), "newsml", NULL},
	{B("{ngoặc}\nDẫn\nThân bài"), NULL, "not a format that is known"},
	{B("<?xml version=\"1.0\"?><svg version=\"1.1\"></svg>"), NULL, "not a format that is known"},
};

static void test_taste(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tastes / sizeof *tastes; i++) {
		struct tc_reader *reader = NULL;
		struct tc_err err = {TC_OK, ""};
		enum tc_status status = tc_reader_open_memory(tastes[i].bytes, "file", NULL, &reader, &err);
		print_message("%.40s\n", tastes[i].bytes.p);
		assert_int_equal(status, tastes[i].format != NULL ? TC_OK : TC_EFORMAT);
		if (status == TC_OK)
			assert_string_equal(tc_reader_format(reader), tastes[i].format);
		else
			assert_string_equal(err.text, tastes[i].message);
		tc_reader_free(reader);
	}
}

static void test_options(void **state)
{
	const struct tc_reader_options unknown = {.format = "pdf"}, charset = {.charset = "klingon"},
				       forced = {.format = "page-dump"}, small = {.max_file_bytes = 10};
	const struct tc_str text = TC_STR("Tựa\nDẫn\nThân bài");
	struct tc_reader *reader = NULL;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_reader_open_memory(text, "file", &unknown, &reader, &err), TC_EARG);
	assert_string_equal(
		err.text,
		"pdf: no such format; there are archive, csv, feed, html, json, jsonl, mail, news-xml, newsml, page-dump, "
		"sitemap, three-part, warc");
	assert_int_equal(tc_reader_open_memory(text, "file", &charset, &reader, &err), TC_EARG);
	assert_int_equal(tc_reader_open_memory(text, "file", &forced, &reader, &err), TC_OK);
	assert_string_equal(tc_reader_format(reader), "page-dump");
	tc_reader_free(reader);
	assert_int_equal(tc_reader_open_memory(text, "file", &small, &reader, &err), TC_ELIMIT);
	assert_string_equal(err.text, "larger than the limit of 10 bytes");
	assert_null(reader);
}

static void test_names(void **state)
{
	const char *description;
	size_t n = 0;
	(void)state;
	while (tc_reader_format_name(n, &description) != NULL) {
		assert_true(description != NULL && *description != '\0');
		n++;
	}
	assert_int_equal(n, 13);
}

/* A page dump: every field. */
static void test_dump(void **state)
{
	struct tc_reader *reader;
	struct tc_arena arena;
	struct tc_article a;
	(void)state;
	tc_arena_init(&arena, 1 << 20);
	assert_int_equal(tc_reader_open_memory(TC_STR(DUMP), "file", NULL, &reader, NULL), TC_OK);
	tc_article_init(&a, &arena);
	assert_int_equal(tc_reader_next(reader, &a, NULL), TC_OK);
	assert_true(tc_str_eq(a.title, TC_STR("Cầu mới")));
	assert_true(tc_str_eq(a.lead, TC_STR("Sáng 8-1, UBND tỉnh khánh thành cây cầu mới qua sông Ngàn Lau.")));
	assert_int_equal(a.body.n, 2);
	assert_int_equal(a.captions.n, 1);
	assert_true(a.authors.n == 1 && tc_str_eq(a.authors.v[0], TC_STR("Hồng Thanh")));
	assert_int_equal(a.keywords.n, 2);
	assert_int_equal(a.published.precision, TC_DATE_MINUTE);
	assert_int_equal(a.record, 1);
	assert_true(tc_str_eq(a.file, TC_STR("file")));
	assert_int_equal(a.notes.n, 0);
	tc_article_init(&a, &arena);
	assert_int_equal(tc_reader_next(reader, &a, NULL), TC_END);
	assert_int_equal(tc_reader_next(reader, &a, NULL), TC_END);
	tc_reader_free(reader);
	tc_arena_release(&arena);
}

/* Reads all of bytes; the first status that is neither TC_OK nor TC_SKIP. */
static enum tc_status read_all(struct tc_str bytes, const char *format)
{
	const struct tc_reader_options options = {.format = format};
	struct tc_reader *reader = NULL;
	struct tc_arena arena;
	enum tc_status status = tc_reader_open_memory(bytes, "file", &options, &reader, NULL);
	tc_arena_init(&arena, 1 << 20);
	while (status == TC_OK || status == TC_SKIP) {
		struct tc_article article;
		tc_arena_reset(&arena);
		tc_article_init(&article, &arena);
		status = tc_reader_next(reader, &article, NULL);
	}
	tc_reader_free(reader);
	tc_arena_release(&arena);
	return status;
}

/* Whichever allocation fails, the answer is TC_ENOMEM or all was read. */
static void test_no_memory(void **state)
{
	static const struct {
		struct tc_str bytes;
		const char *format;
	} files[] = {
		{B(DUMP), "page-dump"},
		{B("Tựa\nDẫn\nThân\xFF bài"), "three-part"},
		{B("\xFF\xFET\0i\0n\0\n\0V\0"), "three-part"},
		{B("{\"title\": \"Tu\xCC\x9B\xCC\xA3"
		   "a\", \"body\": [\"Một\", \"Hai\"], \"tags\": \"a, b\"}\n"),
		 "jsonl"},
		{B("{\"version\": \"https://jsonfeed.org/1\", \"title\": \"Báo\", \"items\": [{\"title\": \"Một\"}, 7,\n"
		   "{\"title\": \"Hai \\ud83d\"}]}"),
		 "json"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		enum tc_status status = TC_ENOMEM;
		for (unsigned long n = 1; status != TC_END; n++) {
			tc_alloc_fail_after(n);
			status = read_all(files[i].bytes, files[i].format);
			tc_alloc_fail_after(0);
			assert_true(status == TC_END || status == TC_ENOMEM);
		}
	}
}

static bool open_table(struct table *table, const char *name)
{
	const char *srcdir = getenv("srcdir");
	char directory[400];
	snprintf(directory, sizeof directory, "%s/tests/corpus", srcdir != NULL ? srcdir : ".");
	return table_open(table, directory, name);
}

static void test_bylines(void **state)
{
	struct table table;
	struct tc_arena arena;
	int wrong = 0;
	(void)state;
	tc_arena_init(&arena, 1 << 20);
	assert_true(open_table(&table, "bylines.tsv"));
	while (table_next(&table)) {
		struct tc_article a;
		struct tc_buf authors;
		tc_arena_reset(&arena);
		tc_article_init(&a, &arena);
		tc_buf_init(&authors, 1 << 16);
		tc_byline_read(table.cell[0], &a);
		for (size_t i = 0; i < a.authors.n; i++)
			tc_buf_printf(&authors, "%s%.*s", i > 0 ? "|" : "", TC_STR_ARG(a.authors.v[i]));
		wrong += table_check(&table, "authors", tc_buf_str(&authors), table.cell[1]);
		wrong += table_check(&table, "source", a.source, table.cell[2]);
		wrong += table_check(&table, "publication", a.publication, table.cell[3]);
		tc_buf_release(&authors);
	}
	assert_int_equal(wrong, 0);
	assert_true(tc_byline_plausible(TC_STR("Hồng Thanh")));
	assert_true(tc_byline_plausible(TC_STR("(Theo TTXVN)")));
	assert_false(tc_byline_plausible(TC_STR("Thi thổi cơm trên thuyền")));
	assert_false(tc_byline_plausible(TC_STR("Theo đó, giá vé giữ nguyên.")));
	tc_arena_release(&arena);
}

static void test_time_lines(void **state)
{
	struct table table;
	int wrong = 0;
	(void)state;
	assert_true(open_table(&table, "time_lines.tsv"));
	while (table_next(&table)) {
		struct tc_date date;
		struct tc_buf time;
		tc_buf_init(&time, 64);
		if (tc_page_time(table.cell[0], &date))
			tc_date_format(&date, &time);
		else
			tc_buf_add_char(&time, '-');
		wrong += table_check(&table, "time", tc_buf_str(&time), table.cell[1]);
		tc_buf_release(&time);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taste),     cmocka_unit_test(test_options), cmocka_unit_test(test_names),
		cmocka_unit_test(test_dump),      cmocka_unit_test(test_bylines), cmocka_unit_test(test_time_lines),
		cmocka_unit_test(test_no_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
