/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives of any kind, whole and in each other: the reader ends, each article has a place that is clean text, and what is read
 * as it comes has no more members than the limit allows. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/reader.h"

#define MOST_MEMBERS 100

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Bytes in memory as a source that cannot go back, a few at a time. */
struct piece {
	const uint8_t *p;
	size_t n;
};

static enum tc_status next_piece(void *context, void *to, size_t n, size_t *got, struct tc_err *err)
{
	struct piece *rest = context;
	(void)err;
	*got = 0;
	while (*got < n && *got < 1000 && rest->n > 0) {
		((uint8_t *)to)[(*got)++] = *rest->p++;
		rest->n--;
	}
	return *got == 0 ? TC_END : TC_OK;
}

static void read_all(struct tc_reader *reader, struct tc_arena *arena)
{
	enum tc_status status = TC_OK;
	for (int i = 0; status == TC_OK || status == TC_SKIP; i++) {
		struct tc_article article;
		struct tc_err err = {TC_OK, ""};
		tc_arena_reset(arena);
		tc_article_init(&article, arena);
		status = tc_reader_next(reader, &article, &err);
		must(status == TC_OK || status == TC_END || err.text[0] != '\0');
		must(tc_utf8_valid(tc_str_of(err.text)));
		if (status != TC_OK)
			continue;
		must(tc_str_eq(article.file, TC_STR("fuzz")));
		must(tc_str_eq(tc_charset_clean(arena, article.member), article.member));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tc_reader_options options = {
		.max_file_bytes = 1 << 20,
		.max_record_bytes = 65536,
		.max_stream_bytes = 8 << 20,
		.max_members = MOST_MEMBERS,
	};
	struct piece piece = {data, size};
	const struct tc_stream_source source = {&piece, next_piece};
	struct tc_reader *reader = NULL;
	struct tc_arena arena;
	tc_arena_init(&arena, 64 << 20);
	if (tc_reader_open_memory((struct tc_str){(const char *)data, size}, "fuzz", &options, &reader, NULL) == TC_OK)
		read_all(reader, &arena);
	tc_reader_free(reader);
	reader = NULL;
	if (tc_reader_open_source(&source, "fuzz", &options, &reader, NULL) == TC_OK)
		read_all(reader, &arena);
	tc_reader_free(reader);
	tc_arena_release(&arena);
	return 0;
}
