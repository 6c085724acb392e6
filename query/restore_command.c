/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `tracuu-query restore`: a text, line by line, with its marks restored.
 *
 * A line is a unit: what stands at its end says nothing of the next one, and so a text of any length needs the memory of
 * one line.  Line breaks, blanks and whatever is no word come out as they went in.
 */
#include "query/restore_command.h"

#include <errno.h>

#include "base/limits.h"
#include "indexer/schema.h"
#include "query/restore.h"
#include "query/searcher.h"

static enum tc_status write_line(struct tc_restorer *restorer, struct tc_analyzer *analyzer, struct tc_str line, bool query,
				 struct tc_buf *text, FILE *out, struct tc_err *err)
{
	struct tc_restored restored;
	tc_buf_reset(text);
	tc_analyzer_forget(analyzer, 100000);
	enum tc_status status = query ? tc_restore_query(restorer, analyzer, line, text, &restored, err)
				      : tc_restore_text(restorer, analyzer, line, text, err);
	if (status == TC_OK && fwrite(text->p, 1, text->n, out) != text->n)
		status = tc_err_errno(err, errno, "standard output");
	return status;
}

static enum tc_status write_lines(struct tc_db *db, struct tc_str text, bool queries, FILE *out, struct tc_err *err)
{
	struct tc_restorer *restorer = NULL;
	struct tc_analyzer *analyzer = NULL;
	struct tc_buf line;
	tc_buf_init(&line, SIZE_MAX);
	enum tc_status status = tc_restorer_new(db, &restorer, err);
	if (status == TC_OK)
		status = tc_analyzer_new(&analyzer, err);
	for (size_t at = 0; at < text.n && status == TC_OK;) {
		size_t end = tc_str_find_char(text, '\n', at);
		status = write_line(restorer, analyzer, tc_str_sub(text, at, end), queries, &line, out, err);
		if (status == TC_OK && end < text.n && fputc('\n', out) == EOF)
			status = tc_err_errno(err, errno, "standard output");
		at = end + 1;
	}
	tc_analyzer_free(analyzer);
	tc_restorer_free(restorer);
	tc_buf_release(&line);
	return status;
}

enum tc_status tc_restore_run(const char *const *indexes, size_t n_indexes, unsigned timeout_ms, struct tc_str text, bool queries,
			      FILE *out, size_t *n_missing, struct tc_err *err)
{
	struct tc_searcher *searcher = NULL;
	*n_missing = 0;
	enum tc_status status = tc_searcher_open(indexes, n_indexes, timeout_ms, &searcher, err);
	if (status == TC_OK)
		status = write_lines(searcher->db, text, queries, out, err);
	*n_missing = tc_searcher_tell_missing(searcher);
	tc_searcher_free(searcher);
	return status;
}
