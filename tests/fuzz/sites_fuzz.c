/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Site rules of any bytes, tried on a page: reading and evaluating end, and a refusal names the line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/html_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char page_text[] =
	"<html><body><h1 class=ten>T</h1><div id=nd><p class='a b'>M\xE1\xBB\x99t c\xC3\xA2u.<p>Hai c\xC3\xA2u.</div></body></html>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size};
	struct tc_sites *sites = NULL;
	struct tc_err err = {TC_OK, ""};
	struct tc_html_page page;
	struct tc_article article;
	struct tc_arena arena;
	const struct tc_site *site;

	if (tc_sites_parse(text, "x", &sites, &err) != TC_OK && strncmp(err.text, "x:", 2) != 0 && err.status == TC_EARG)
		abort();
	site = tc_sites_find(sites, TC_STR("http://a.example/1"), TC_STR("a"));
	tc_arena_init(&arena, 16 << 20);
	tc_article_init(&article, &arena);
	if (site != NULL && tc_html_parse(tc_str_of(page_text), &arena, &page, NULL) == TC_OK) {
		tc_html_article(&page, site, &article, NULL);
		tc_html_release(&page);
	}
	tc_arena_release(&arena);
	tc_sites_free(sites);
	return 0;
}
