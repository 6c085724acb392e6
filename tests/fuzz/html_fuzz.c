/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of any bytes: reading ends, and every string of the article is well-formed UTF-8 when the page was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "corpus/html_article.h"

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

static void check_article(const struct tc_article *article)
{
	check(article->title);
	check(article->lead);
	check(article->publication);
	check(article->url);
	check_list(&article->body);
	check_list(&article->captions);
	check_list(&article->authors);
	check_list(&article->section);
	check_list(&article->keywords);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_html_story stories[TC_HTML_MAX_STORIES];
	struct tc_str text = {(const char *)data, size};
	struct tc_html_page page;
	struct tc_article article;
	struct tc_strs paragraphs = {NULL, 0, 0};
	struct tc_arena arena;
	bool valid = tc_utf8_valid(text);

	tc_arena_init(&arena, 64 << 20);
	if (tc_html_parse(text, &arena, &page, NULL) == TC_OK) {
		size_t n = tc_html_stories(&page, stories, TC_HTML_MAX_STORIES);

		for (size_t i = 0; i < n; i++) {
			tc_article_init(&article, &arena);
			if (tc_html_story_article(&page, &stories[i], NULL, &article, NULL) == TC_OK && valid)
				check_article(&article);
		}
		tc_article_init(&article, &arena);
		if (tc_html_article(&page, NULL, &article, NULL) == TC_OK && valid)
			check_article(&article);
	}
	tc_html_release(&page);
	tc_html_to_text(text, &arena, &paragraphs, NULL);
	tc_arena_release(&arena);
	return 0;
}
