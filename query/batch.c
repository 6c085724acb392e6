/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many queries in one process: for evaluation (TREC runs), for measuring, and for lists of names.
 *
 * What a file of queries looks like is said in batch_reader.c.  Typed text of such files is a search for words: a query that is
 * broken (a lone quote in a question) is searched again with its signs of the query language taken as blanks.  What cannot be
 * searched at all is told by file and line, and the rest goes on.
 */
#include "query/batch.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "query/batch_reader.h"

/* The query with what could be an operator blanked out. */
static struct tc_str without_signs(struct tc_str query, struct tc_arena *arena)
{
	struct tc_str copy = tc_arena_str(arena, query);
	for (size_t i = 0; i < copy.n; i++)
		if (strchr("\"()*:|", copy.p[i]) != NULL)
			((char *)copy.p)[i] = ' ';
	return copy;
}

static enum tc_status run_query(struct tc_searcher *searcher, struct tc_search_options *options,
				const struct tc_batch_query *query, struct tc_arena *arena, struct tc_results *results,
				struct tc_err *err)
{
	size_t error_at;
	options->query = query->query;
	enum tc_status status = tc_search(searcher, options, arena, results, &error_at, err);
	if (status == TC_EQUERY) {
		options->query = without_signs(query->query, arena);
		status = tc_search(searcher, options, arena, results, &error_at, err);
		results->query = query->query;
	}
	results->qid = query->qid;
	results->variant = query->variant;
	return status;
}

static enum tc_status write_out(struct tc_buf *text, FILE *out, struct tc_err *err)
{
	bool written = text->n == 0 || fwrite(text->p, 1, text->n, out) == text->n;
	tc_buf_reset(text);
	return written ? TC_OK : tc_err_errno(err, errno, "standard output");
}

/* Answers one query, or tells why not. */
static enum tc_status answer(struct tc_searcher *searcher, struct tc_search_options *options, const char *name,
			     const struct tc_batch_query *query, struct tc_arena *arena, struct tc_results *results,
			     struct tc_err *err)
{
	enum tc_status status = run_query(searcher, options, query, arena, results, err);
	if (status != TC_EQUERY && status != TC_ELIMIT)
		return status;
	tc_log_problem("%s, line %lu%s%.*s: %s", name, query->line, query->variant.n > 0 ? ", " : "", TC_STR_ARG(query->variant),
		       err->text);
	return TC_SKIP;
}

enum tc_status tc_batch_run(struct tc_searcher *searcher, const struct tc_search_options *options, const char *path,
			    const char *variant, const struct tc_presenter *presenter, const struct tc_present_options *present,
			    FILE *out, size_t *n_bad, struct tc_err *err)
{
	struct tc_search_options one = *options;
	struct tc_batch_reader *reader = NULL;
	struct tc_batch_query query;
	struct tc_results results;
	struct tc_arena arena;
	struct tc_buf text;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	tc_buf_init(&text, SIZE_MAX);
	*n_bad = 0;
	enum tc_status status = tc_batch_open(path, variant, &reader, err);
	if (status == TC_OK && presenter->begin != NULL)
		presenter->begin(present, &text);
	while (status == TC_OK && (status = write_out(&text, out, err)) == TC_OK) {
		struct tc_err bad = {TC_OK, ""};
		tc_arena_reset(&arena);
		status = tc_batch_next(reader, &query, &bad);
		if (status == TC_SKIP)
			tc_log_problem("%s, line %lu: %s", tc_batch_name(reader), query.line, bad.text);
		if (status == TC_OK)
			status = answer(searcher, &one, tc_batch_name(reader), &query, &arena, &results, &bad);
		if (status == TC_OK)
			presenter->results(&results, present, &text);
		else if (status == TC_SKIP) {
			status = TC_OK;
			++*n_bad;
		} else if (status != TC_END)
			tc_err_set(err, status, "%s", bad.text);
	}
	status = status == TC_END ? TC_OK : status;
	if (status == TC_OK && fflush(out) != 0)
		status = tc_err_errno(err, errno, "standard output");
	tc_batch_free(reader);
	tc_arena_release(&arena);
	tc_buf_release(&text);
	return status;
}
