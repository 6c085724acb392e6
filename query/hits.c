/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a document that was found to what is shown of it. */
#include "query/hits.h"

#include "base/limits.h"
#include "indexer/schema.h"
#include "query/searcher.h"

static enum tc_status read_article(struct tc_searcher *searcher, uint32_t docid, struct tc_arena *arena, struct tc_article *out,
				   struct tc_err *err)
{
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(out, arena);
	enum tc_status status = tc_db_data(searcher->db, docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), out, err);
	tc_buf_release(&data);
	return status;
}

static enum tc_status make_passages(struct tc_analyzer *analyzer, const struct tc_highlighter *highlighter,
				    const struct tc_search_options *options, struct tc_arena *arena, struct tc_hit *hit,
				    struct tc_err *err)
{
	hit->passages = tc_arena_alloc(arena, options->passages * sizeof *hit->passages);
	if (hit->passages == NULL)
		return tc_arena_check(arena, "passages", err);
	return tc_snippet_passages(highlighter, analyzer, &hit->article, options->snippet_characters, options->passages, arena,
				   hit->passages, &hit->n_passages, err);
}

enum tc_status tc_hit_fill(struct tc_searcher *searcher, const struct tc_highlighter *highlighter, uint32_t docid,
			   const struct tc_search_options *options, struct tc_arena *arena, struct tc_hit *hit,
			   struct tc_err *err)
{
	struct tc_analyzer *analyzer = searcher->analyzer;
	enum tc_status status = read_article(searcher, docid, arena, &hit->article, err);
	if (status == TC_OK && options->occurrences)
		status = tc_occurrences_find(highlighter, analyzer, &hit->article, arena, &hit->occurrences, err);
	if (status != TC_OK || options->snippet_characters == 0)
		return status;
	status = tc_snippet_make(highlighter, analyzer, &hit->article, options->snippet_characters, arena, &hit->snippet, err);
	if (status == TC_OK && options->passages > 1)
		status = make_passages(analyzer, highlighter, options, arena, hit, err);
	if (status == TC_OK)
		status = tc_highlight_text(highlighter, analyzer, hit->article.title, TC_FIELD_TITLE, arena,
					   &hit->title_highlights, err);
	return status;
}
