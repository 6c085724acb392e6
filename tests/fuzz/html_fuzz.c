/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of any bytes: reading ends, and every string of the article is well-formed UTF-8 when the page was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "corpus/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct tc_str s)
{
	if (!tc_utf8_valid(s))
		abort();
}

static void check_list(const struct tc_strs *list)
{
	for (size_t i = 0; i < list->n; i++)
		check(list->v[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size};
	struct tc_html_page page;
	struct tc_article article;
	struct tc_strs paragraphs = {NULL, 0, 0};
	struct tc_arena arena;

	tc_arena_init(&arena, 64 << 20);
	tc_article_init(&article, &arena);
	if (tc_html_parse(text, &arena, &page, NULL) == TC_OK && tc_html_article(&page, &article, NULL) == TC_OK &&
	    tc_utf8_valid(text)) {
		check(article.title);
		check(article.lead);
		check(article.publication);
		check_list(&article.body);
		check_list(&article.captions);
		check_list(&article.authors);
		check_list(&article.section);
		check_list(&article.keywords);
	}
	tc_html_release(&page);
	tc_html_to_text(text, &arena, &paragraphs, NULL);
	tc_arena_release(&arena);
	return 0;
}
