/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes to text: what comes out is well-formed and clean already when it is looked at again, in the encoding found and in
 * those that Vietnamese files have. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "corpus/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(struct tc_str bytes, const char *forced)
{
	struct tc_arena arena;
	struct tc_charset charset;
	struct tc_strs notes = {NULL, 0, 0};
	struct tc_buf out, capitals;
	struct tc_str text;
	tc_arena_init(&arena, 64 << 20);
	tc_buf_init(&out, 64 << 20);
	if (tc_charset_find(bytes, true, forced, &charset, NULL) != TC_OK)
		abort();
	if (tc_charset_decode(bytes, &charset, &out, &text, NULL) != TC_OK)
		abort();
	if (!tc_utf8_valid(text) || !tc_str_eq(tc_charset_clean(&arena, text), text))
		abort();
	tc_charset_notes(&charset, &arena, &notes);
	tc_buf_init(&capitals, 64 << 20);
	if (tc_charset_font_capitals(text, &capitals) && !tc_utf8_valid(tc_buf_str(&capitals)))
		abort();
	tc_buf_release(&capitals);
	tc_buf_release(&out);
	tc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {NULL, "utf-8", "utf-16le", "utf-16be", "windows-1258"};
	struct tc_str bytes = {(const char *)data, size};
	if (size > 1 << 16)
		return 0;
	tc_charset_binary(bytes);
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		decode(bytes, encodings[i]);
	return 0;
}
