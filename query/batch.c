/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many queries in one process: for evaluation (TREC runs), for measuring, and for lists of names.
 *
 * A line is a query, or an id, a tab and a query, as in the query files of retrieval sets.  Lines are numbered from 1 for those
 * that have no id.  Typed text of such files is a search for words: a line that is broken as a query (a lone quote in a question)
 * is searched again with its signs of the query language taken as blanks.
 */
#include "query/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"

/* The line with what could be an operator blanked out. */
static struct tc_str without_signs(struct tc_str query, struct tc_arena *arena)
{
	struct tc_str copy = tc_arena_str(arena, query);
	for (size_t i = 0; i < copy.n; i++)
		if (strchr("\"()*:|", copy.p[i]) != NULL)
			((char *)copy.p)[i] = ' ';
	return copy;
}

static enum tc_status run_line(struct tc_searcher *searcher, struct tc_search_options *options, struct tc_str line, size_t number,
			       struct tc_arena *arena, struct tc_results *results, struct tc_err *err)
{
	size_t error_at, tab = tc_str_find_char(line, '\t', 0);
	struct tc_str qid = tc_arena_printf(arena, "%zu", number);
	if (tab < line.n) {
		qid = tc_str_sub(line, 0, tab);
		line = tc_str_sub(line, tab + 1, line.n);
	}
	options->query = line;
	enum tc_status status = tc_search(searcher, options, arena, results, &error_at, err);
	if (status == TC_EQUERY) {
		options->query = without_signs(line, arena);
		status = tc_search(searcher, options, arena, results, &error_at, err);
		results->query = line;
	}
	results->qid = qid;
	return status;
}

enum tc_status tc_batch_run(struct tc_searcher *searcher, const struct tc_search_options *options, const char *path,
			    const struct tc_presenter *presenter, const struct tc_present_options *present, FILE *out,
			    struct tc_err *err)
{
	struct tc_search_options one = *options;
	struct tc_results results;
	struct tc_arena arena;
	struct tc_buf text;
	char *line = NULL;
	size_t room = 0, number = 0;
	ssize_t n;
	enum tc_status status = TC_OK;
	FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	if (in == NULL)
		return tc_err_errno(err, errno, "%s", path);
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	tc_buf_init(&text, SIZE_MAX);
	if (presenter->begin != NULL)
		presenter->begin(&text);
	if (text.n > 0 && fwrite(text.p, 1, text.n, out) != text.n)
		status = tc_err_errno(err, errno, "standard output");
	while (status == TC_OK && (n = getline(&line, &room, in)) >= 0) {
		struct tc_err bad = {TC_OK, ""};
		struct tc_str query = tc_str_trim((struct tc_str){line, (size_t)n});
		number++;
		if (query.n == 0)
			continue;
		tc_arena_reset(&arena);
		tc_buf_reset(&text);
		status = run_line(searcher, &one, query, number, &arena, &results, &bad);
		if (status == TC_OK) {
			presenter->results(&results, present, &text);
			if (text.n > 0 && fwrite(text.p, 1, text.n, out) != text.n)
				status = tc_err_errno(err, errno, "standard output");
		} else if (status == TC_EQUERY || status == TC_ELIMIT) {
			tc_log_problem("%s, line %zu: %s", path, number, bad.text);
			status = TC_OK;
		} else {
			tc_err_set(err, status, "%s", bad.text);
		}
	}
	if (status == TC_OK && ferror(in))
		status = tc_err_errno(err, errno, "%s", path);
	if (status == TC_OK && fflush(out) != 0)
		status = tc_err_errno(err, errno, "standard output");
	free(line);
	if (in != stdin)
		fclose(in);
	tc_arena_release(&arena);
	tc_buf_release(&text);
	return status;
}
