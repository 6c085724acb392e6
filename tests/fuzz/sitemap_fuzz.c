/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sitemaps: whatever they say, a page is found under its own address and gets clean fields. */
#include <stdint.h>
#include <stdlib.h>

#include "corpus/charset.h"
#include "corpus/sitemap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_sitemap *sitemap = NULL;
	struct tc_strs others = {NULL, 0, 0};
	struct tc_article article;
	struct tc_arena arena;
	tc_arena_init(&arena, 64 << 20);
	tc_article_init(&article, &arena);
	struct tc_str text = tc_charset_clean(&arena, (struct tc_str){(const char *)data, size});
	article.url = TC_STR("http://tangiang.example/1");
	if (tc_sitemap_new(&sitemap, NULL) != TC_OK)
		abort();
	tc_sitemap_add_text(sitemap, text, "a/sitemap.xml", &others, NULL);
	uint64_t hash = tc_sitemap_fill(sitemap, &article);
	if (hash != tc_sitemap_hash(sitemap, TC_STR("HTTPS://www.tangiang.example/1/#x")))
		abort();
	if (hash == 0 && (article.title.n > 0 || article.notes.n > 0))
		abort();
	if (!tc_str_eq(tc_charset_clean(&arena, article.title), article.title))
		abort();
	tc_sitemap_free(sitemap);
	tc_arena_release(&arena);
	return 0;
}
