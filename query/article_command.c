/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands about one article.  Histories are asked of each index by itself: captures that are not documents are metadata, and
 * of several databases opened as one Xapian gives the metadata of the first alone. */
#include "query/article_command.h"

#include "base/limits.h"
#include "base/log.h"
#include "indexer/schema.h"
#include "query/history.h"
#include "query/show.h"
#include "query/similar.h"

/* TC_ENOENT is kept for the article. */
static enum tc_status no_index(enum tc_status status, struct tc_err *err)
{
	if (status == TC_ENOENT)
		err->status = status = TC_EIO;
	return status;
}

static enum tc_status open_searcher(const struct tc_article_command *command, struct tc_searcher **searcher, struct tc_err *err)
{
	return no_index(tc_searcher_open(command->indexes, command->n_indexes, command->timeout_ms, searcher, err), err);
}

enum tc_status tc_show_run(const struct tc_article_command *command, struct tc_str query, struct tc_buf *out, struct tc_err *err)
{
	struct tc_searcher *searcher = NULL;
	struct tc_shown_list list;
	struct tc_arena arena;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	enum tc_status status = open_searcher(command, &searcher, err);
	if (status == TC_OK)
		status = tc_show(searcher, command->name, command->present->base_dir, query, &arena, &list, err);
	if (status == TC_OK && command->cite != NULL)
		tc_cite(*command->cite, &list.v[0].article, list.n, sizeof *list.v, out);
	else if (status == TC_OK && command->json)
		tc_present_article_json(&list, out);
	else if (status == TC_OK)
		tc_present_article_text(&list, command->present, out);
	*command->n_missing = tc_searcher_tell_missing(searcher);
	tc_searcher_free(searcher);
	tc_arena_release(&arena);
	return status;
}

enum tc_status tc_similar_run(const struct tc_article_command *command, const struct tc_search_options *options,
			      const struct tc_presenter *presenter, struct tc_buf *out, size_t *n_hits, struct tc_err *err)
{
	struct tc_searcher *searcher = NULL;
	struct tc_results results;
	struct tc_arena arena;
	*n_hits = 0;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	enum tc_status status = open_searcher(command, &searcher, err);
	if (status == TC_OK)
		status = tc_similar(searcher, command->name, command->present->base_dir, options, &arena, &results, err);
	if (status == TC_OK) {
		presenter->results(&results, command->present, out);
		*n_hits = results.n_hits;
	}
	*command->n_missing = tc_searcher_tell_missing(searcher);
	tc_searcher_free(searcher);
	tc_arena_release(&arena);
	return status;
}

enum tc_status tc_history_run(const struct tc_article_command *command, struct tc_buf *out, struct tc_err *err)
{
	struct tc_history history;
	struct tc_arena arena;
	tc_arena_init(&arena, TC_LIMIT_HISTORY_BYTES);
	enum tc_status status = tc_history_search(command->indexes, command->n_indexes, command->timeout_ms, command->name,
						  command->present->base_dir, &arena, &history, command->n_missing, err);
	if (status == TC_OK && command->json)
		tc_present_history_json(&history, out);
	else if (status == TC_OK)
		tc_present_history_text(&history, command->present, out);
	tc_arena_release(&arena);
	return status;
}
