/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two bytes of options and a query, through a whole search of a small index and out in every format: a search ends, an error has
 * a place and a reason, pages have what was wanted and no more, highlights lie in their texts, and what is printed is text. */
#include <assert.h>
#include <stdint.h>

#include "base/json.h"
#include "base/utf8.h"
#include "query/present.h"
#include "tests/fuzz/small_index.h"

#define LIMIT 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_highlights(struct tc_str text, const struct tc_highlights *list)
{
	size_t end = 0;
	assert(tc_utf8_valid(text));
	for (size_t i = 0; i < list->n; i++) {
		assert(list->v[i].start >= end && list->v[i].start < list->v[i].end && list->v[i].end <= text.n);
		end = list->v[i].end;
		assert(tc_utf8_valid(tc_str_sub(text, list->v[i].start, end)));
	}
}

static void check_hits(const struct tc_results *r, const struct tc_search_options *o)
{
	assert(r->n_hits <= o->limit && (!r->total_exact || r->n_hits <= r->total));
	for (size_t i = 0; i < r->n_hits; i++) {
		const struct tc_hit *hit = &r->hits[i];
		assert(i == 0 || hit->rank > hit[-1].rank);
		check_highlights(hit->article.title, &hit->title_highlights);
		check_highlights(hit->snippet.text, &hit->snippet.highlights);
		/* The snippet of a quote has all of it. */
		assert(o->snippet_characters == 0 || r->quote_words > 0 ||
		       tc_utf8_count(hit->snippet.text) <= o->snippet_characters);
		for (size_t k = 0; k < hit->n_passages; k++)
			check_highlights(hit->passages[k].text, &hit->passages[k].highlights);
	}
}

static void check_printed(const struct tc_results *results)
{
	static const struct tc_presenter *const all[] = {&tc_present_json, &tc_present_jsonl, &tc_present_text,
							 &tc_present_csv,  &tc_present_kwic,  &tc_present_kwic_csv,
							 &tc_present_trec, &tc_present_atom};
	const struct tc_present_options options = {.width = 60, .explain_scores = true, .context = 30};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct tc_buf out;
		struct tc_json *root = NULL;
		tc_buf_init(&out, SIZE_MAX);
		all[i]->results(results, &options, &out);
		if (i < 2 && tc_json_parse(tc_buf_str(&out), &root, NULL) != TC_OK)
			abort();
		tc_json_free(root);
		assert(out.failed == TC_OK && tc_utf8_valid(tc_buf_str(&out)));
		for (size_t k = 0; k < out.n; k++)
			assert((unsigned char)out.p[k] >= ' ' || out.p[k] == '\n' || out.p[k] == '\r' || out.p[k] == '\t');
		tc_buf_release(&out);
	}
}

/* The options that the first two bytes stand for. */
static void read_options(struct tc_search_options *o, unsigned bits)
{
	static struct tc_facet_wish wish = {{TC_FACET_YEAR, TC_FACET_NAME, TC_FACET_SOURCE}, 3, 2, true, TC_FACET_COUNT};
	o->any = bits & 1;
	o->exact = bits & 2;
	o->suggest = bits & 4;
	o->occurrences = bits & 8;
	o->collapse = bits & 16;
	o->reprints = bits & 32;
	o->facets = bits & 64 ? &wish : NULL;
	o->quote = bits & 128 ? TC_QUOTE_YES : bits & 256 ? TC_QUOTE_AUTO : TC_QUOTE_NO;
	o->sort = bits & 512 ? TC_SEARCH_NEWEST : bits & 1024 ? TC_SEARCH_OLDEST : TC_SEARCH_RELEVANCE;
	o->passages = bits >> 11 & 3;
	o->snippet_characters = bits >> 13 & 1 ? 20 : 120;
	o->offset = bits >> 14 & 1;
	o->limit = bits >> 15 & 1 ? 0 : LIMIT;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_results results;
	struct tc_arena arena;
	struct tc_search_options options = {.limit = LIMIT};
	struct tc_err err = {TC_OK, ""};
	struct tc_buf explained;
	size_t error_at = 0;
	if (size < 2)
		return 0;
	options.query = (struct tc_str){(const char *)data + 2, size - 2};
	read_options(&options, data[0] | (unsigned)data[1] << 8);
	tc_arena_init(&arena, 256 << 20);
	tc_buf_init(&explained, SIZE_MAX);
	enum tc_status status = tc_search(small_index(), &options, &arena, &results, &error_at, &err);
	if (status == TC_OK) {
		check_hits(&results, &options);
		check_printed(&results);
		status = tc_search_explain(small_index(), &options, &explained, &error_at, &err);
		/* A quote is no query, and need not be one. */
		assert((status == TC_OK && explained.n > 0) || options.quote != TC_QUOTE_NO);
	} else {
		assert((status == TC_EQUERY || status == TC_ELIMIT) && error_at <= options.query.n && err.text[0] != '\0');
	}
	tc_buf_release(&explained);
	tc_arena_release(&arena);
	return 0;
}
