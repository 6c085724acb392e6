/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Web archives of any kind: the reader ends, and numbers and places of its records never fall. */
#include <stdint.h>
#include <stdlib.h>

#include "corpus/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tc_reader_options options = {.format = "warc", .max_record_bytes = 65536};
	struct tc_reader *reader = NULL;
	struct tc_arena arena;
	enum tc_status status = tc_reader_open_memory((struct tc_str){(const char *)data, size}, "fuzz", &options, &reader, NULL);
	uint32_t last = 0;
	uint64_t offset = 0;
	tc_arena_init(&arena, 64 << 20);
	while (status == TC_OK || status == TC_SKIP) {
		struct tc_article article;
		tc_arena_reset(&arena);
		tc_article_init(&article, &arena);
		status = tc_reader_next(reader, &article, NULL);
		if (status != TC_OK)
			continue;
		if (article.record < last || article.offset_bytes < offset)
			abort();
		last = article.record;
		offset = article.offset_bytes;
	}
	tc_reader_free(reader);
	tc_arena_release(&arena);
	return 0;
}
