/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of any kind through the readers of page dumps and of title, lead and body: one article or none, every string of it clean
 * and without double blanks, every list without empty strings. */
#include <stdint.h>
#include <stdlib.h>

#include "corpus/charset.h"
#include "corpus/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_string(struct tc_arena *arena, struct tc_str s)
{
	if (!tc_str_eq(tc_charset_clean(arena, s), s) || tc_str_trim(s).n != s.n || tc_str_find(s, TC_STR("  "), 0) < s.n ||
	    tc_str_find_char(s, '\n', 0) < s.n)
		abort();
}

static void check_list(struct tc_arena *arena, const struct tc_strs *list)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].n == 0)
			abort();
		check_string(arena, list->v[i]);
	}
}

static void check_article(struct tc_arena *arena, const struct tc_article *a)
{
	const struct tc_str strings[] = {a->title, a->subtitle, a->lead, a->source, a->publication};
	const struct tc_strs *const lists[] = {&a->body, &a->captions, &a->authors, &a->keywords, &a->section};
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		check_string(arena, strings[i]);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		check_list(arena, lists[i]);
}

static void read_as(struct tc_str bytes, const char *format)
{
	const struct tc_reader_options options = {.format = format};
	struct tc_reader *reader;
	struct tc_arena arena;
	struct tc_article article;
	if (tc_reader_open_memory(bytes, "fuzz", &options, &reader, NULL) != TC_OK)
		return;
	tc_arena_init(&arena, 64 << 20);
	tc_article_init(&article, &arena);
	if (tc_reader_next(reader, &article, NULL) == TC_OK) {
		check_article(&arena, &article);
		if (tc_reader_next(reader, &article, NULL) == TC_OK)
			abort();
	}
	tc_reader_free(reader);
	tc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str bytes = {(const char *)data, size};
	read_as(bytes, "page-dump");
	read_as(bytes, "three-part");
	read_as(bytes, NULL);
	return 0;
}
