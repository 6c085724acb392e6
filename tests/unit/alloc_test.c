/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that runs out while an article becomes a document: whichever of our allocations is the first to fail, the answer is
 * an error or the whole document, never a part of it, and nothing leaks (the sanitizers look). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "indexer/document.h"
#include "indexer/schema.h"

struct bench {
	struct tc_arena arena;
	struct tc_article article;
	struct tc_document_builder *builder;
	struct tc_doc *doc;
	struct tc_buf data, key;
	size_t n_words;
	struct tc_err err;
};

/* An article with every field, with words enough to make each table grow. */
static void fill(struct bench *b)
{
	struct tc_article *a = &b->article;
	struct tc_arena *arena = &b->arena;
	tc_arena_reset(arena);
	tc_article_init(a, arena);
	a->title = TC_STR("Khởi công cầu Bến Hoà ở TP.HCM");
	a->subtitle = TC_STR("Chín năm chờ đợi");
	a->lead = TC_STR("Sáng 8-1, hơn 1.651 người dân đã có mặt.");
	a->source = TC_STR("TTXVN");
	a->url = TC_STR("https://example.org/kinh-te/giai-phong-mat-bang-lam-cau-ben-hoa-1234567890.html?b=1");
	a->file = TC_STR("2012/cau.html");
	a->record = 2;
	tc_date_parse_iso(TC_STR("2012-01-08T17:46"), &a->published);
	tc_strs_add(&a->authors, arena, TC_STR("Hồng Thanh"));
	tc_strs_add(&a->section, arena, TC_STR("Kinh tế"));
	tc_strs_add(&a->keywords, arena, TC_STR("giải phóng mặt bằng"));
	tc_strs_add(&a->captions, arena, TC_STR("Ảnh: Lê Thị Lân"));
	for (unsigned i = 0; i < 40; i++) {
		struct tc_buf paragraph;
		tc_buf_init(&paragraph, 1 << 16);
		for (unsigned j = 0; j < 30; j++)
			tc_buf_printf(&paragraph, "%s%u cầu sông TP.X%u, ", j % 2 == 0 ? "đường" : "kỹ", i * 30 + j, j);
		tc_strs_add(&a->body, arena, tc_buf_str(&paragraph));
		tc_buf_release(&paragraph);
	}
	assert_int_equal(tc_arena_check(arena, "article", NULL), TC_OK);
}

static void begin(struct bench *b)
{
	memset(b, 0, sizeof *b);
	tc_arena_init(&b->arena, 64 << 20);
	tc_buf_init(&b->data, 64 << 20);
	tc_buf_init(&b->key, 1000);
	assert_int_equal(tc_doc_new(&b->doc, NULL), TC_OK);
	fill(b);
}

static void end(struct bench *b)
{
	tc_document_builder_free(b->builder);
	tc_doc_free(b->doc);
	tc_buf_release(&b->data);
	tc_buf_release(&b->key);
	tc_arena_release(&b->arena);
}

static enum tc_status build(struct bench *b)
{
	enum tc_status status = TC_OK;
	if (b->builder == NULL)
		status = tc_document_builder_new(&b->builder, &b->err);
	if (status == TC_OK)
		status = tc_document_build(b->builder, &b->article, false, b->doc, &b->n_words, &b->err);
	return status;
}

static void assert_term(struct bench *b, const char *prefix, struct tc_str text)
{
	tc_schema_key(prefix, text, &b->key);
	assert_int_equal(tc_doc_remove_term(b->doc, tc_buf_str(&b->key), NULL), TC_OK);
}

/* The same words and stored data as when nothing fails, and terms of the parts that are built last. */
static void assert_whole(struct bench *b, const struct bench *reference)
{
	tc_buf_reset(&b->data);
	assert_int_equal(tc_doc_data(b->doc, &b->data, NULL), TC_OK);
	assert_true(tc_str_eq(tc_buf_str(&b->data), tc_buf_str(&reference->data)));
	assert_int_equal(b->n_words, reference->n_words);
	assert_term(b, TC_PREFIX_UNIQUE, TC_STR("2012/cau.html#2"));
	assert_term(b, TC_PREFIX_URL,
		    TC_STR("https://example.org/kinh-te/giai-phong-mat-bang-lam-cau-ben-hoa-1234567890.html?b=1"));
	assert_term(b, TC_PREFIX_DAY, TC_STR("20120108"));
	assert_int_equal(tc_doc_remove_term(b->doc, TC_STR("tphcm"), NULL), TC_OK);
	assert_int_equal(tc_doc_remove_term(b->doc, TC_STR("tpx29"), NULL), TC_OK);
}

static void make_reference(struct bench *b)
{
	begin(b);
	assert_int_equal(build(b), TC_OK);
	assert_int_equal(tc_doc_data(b->doc, &b->data, NULL), TC_OK);
	assert_true(b->data.n > 10000 && b->n_words > 1000);
}

static void test_first_failure(void **state)
{
	struct bench reference, b;
	unsigned long n = 0;
	enum tc_status status;
	(void)state;
	make_reference(&reference);
	do {
		begin(&b);
		tc_alloc_fail_after(++n);
		status = build(&b);
		tc_alloc_fail_after(0);
		if (status == TC_OK)
			assert_whole(&b, &reference);
		else
			assert_true(status > TC_SKIP && b.err.text[0] != '\0');
		end(&b);
	} while (status != TC_OK);
	assert_true(n > 20);
	end(&reference);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
