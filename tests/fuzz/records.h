/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_TESTS_FUZZ_RECORDS_H
#define TC_TESTS_FUZZ_RECORDS_H

#include <stdint.h>
#include <stdlib.h>

#include "corpus/charset.h"
#include "corpus/reader.h"

/* Reads bytes as a stream of records: the reader ends, numbers its records upwards, gives clean strings, and tells no place that
 * is not in the bytes. */

static void check_article(struct tc_arena *arena, const struct tc_article *a)
{
	if (!tc_str_eq(tc_charset_clean(arena, a->title), a->title) || !tc_str_eq(tc_charset_clean(arena, a->id), a->id))
		abort();
	for (size_t i = 0; i < a->body.n; i++)
		if (a->body.v[i].n == 0 || !tc_str_eq(tc_charset_clean(arena, a->body.v[i]), a->body.v[i]))
			abort();
	if (a->published.precision != TC_DATE_NONE && !tc_date_valid(&a->published))
		abort();
}

static void read_records(const uint8_t *data, size_t size, const struct tc_reader_options *options)
{
	struct tc_reader *reader = NULL;
	struct tc_arena arena;
	enum tc_status status = tc_reader_open_memory((struct tc_str){(const char *)data, size}, "fuzz", options, &reader, NULL);
	uint32_t last = 0;
	tc_arena_init(&arena, 64 << 20);
	while (status == TC_OK || status == TC_SKIP) {
		struct tc_article article;
		tc_arena_reset(&arena);
		tc_article_init(&article, &arena);
		status = tc_reader_next(reader, &article, NULL);
		if (status != TC_OK)
			continue;
		if (article.record <= last)
			abort();
		last = article.record;
		if (article.offset_bytes > size * 3)
			abort();
		check_article(&arena, &article);
	}
	tc_reader_free(reader);
	tc_arena_release(&arena);
}

#endif
