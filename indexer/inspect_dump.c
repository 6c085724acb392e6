/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reader makes of a file: each article as one line of JSON.  The same readers, in the same order, as the ingest run, with
 * what sitemaps among the files say of pages. */
#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "corpus/walk.h"
#include "indexer/beside.h"
#include "indexer/inspect.h"

static enum tc_status write_line(struct tc_buf *line, FILE *out, struct tc_err *err)
{
	tc_buf_add_char(line, '\n');
	enum tc_status status = tc_buf_check(line, "article", err);
	if (status == TC_OK && fwrite(line->p, 1, line->n, out) != line->n)
		status = tc_err_errno(err, errno, "standard output");
	return status;
}

static enum tc_status dump_file(const char *path, const struct tc_reader_options *options, const struct tc_sitemap *sitemap,
				enum tc_dump how, FILE *out, struct tc_arena *arena, struct tc_buf *line, size_t *n_bad,
				struct tc_err *err)
{
	struct tc_reader *reader = NULL;
	struct tc_article article;
	struct tc_json_writer json;
	struct tc_err bad = {TC_OK, ""};
	enum tc_status status = TC_OK, read = tc_reader_open(path, options, &reader, &bad);
	while (status == TC_OK && (read == TC_OK || read == TC_SKIP)) {
		tc_arena_reset(arena);
		tc_article_init(&article, arena);
		article.explain = how != TC_DUMP_JSON;
		read = tc_reader_next(reader, &article, &bad);
		if (read == TC_SKIP) {
			tc_log_problem("%s: %s", path, bad.text);
			++*n_bad;
		}
		if (read != TC_OK || tc_str_eq(article.type, TC_STR("revisit")))
			continue;
		article.file = tc_str_of(path);
		if (sitemap != NULL && article.captured.precision == TC_DATE_NONE)
			tc_sitemap_fill(sitemap, &article);
		tc_buf_reset(line);
		if (how == TC_DUMP_EXPLAIN) {
			tc_inspect_explain(&article, tc_reader_format(reader), line);
		} else {
			tc_json_writer_init(&json, line);
			tc_article_json(&article, &json);
		}
		status = write_line(line, out, err);
	}
	if (reader != NULL && read == TC_END && strcmp(tc_reader_format(reader), "sitemap") == 0)
		tc_log_note("%s: a list of addresses, no article", path);
	tc_reader_free(reader);
	if (status == TC_OK && read != TC_END) {
		tc_log_problem("%s: %s", path, bad.text);
		++*n_bad;
	}
	return status;
}

enum tc_status tc_inspect_dump(const char *const *paths, size_t n_paths, const struct tc_reader_options *reader, enum tc_dump how,
			       FILE *out, size_t *n_bad, struct tc_err *err)
{
	struct tc_walk walk;
	const struct tc_trial_limits no_limits = {0, 0};
	struct tc_beside beside = {.sitemap = NULL};
	struct tc_arena arena;
	struct tc_buf line;
	enum tc_status status = TC_OK;
	tc_walk_init(&walk);
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&line, TC_LIMIT_ARTICLE_BYTES * 4ul);
	*n_bad = 0;
	for (size_t i = 0; i < n_paths && status == TC_OK; i++)
		status = tc_walk_add(&walk, paths[i], err);
	for (size_t i = 0; i < walk.n_roots && status == TC_OK; i++) {
		if (walk.roots[i].status == TC_OK)
			continue;
		tc_log_problem("%s: %s", walk.roots[i].path,
			       walk.roots[i].status == TC_ENOENT ? "no such file or directory" : "cannot be read");
		++*n_bad;
	}
	if (status == TC_OK)
		status = tc_beside_read(&walk, NULL, &no_limits, &beside, err);
	for (size_t i = 0; i < walk.n_files && status == TC_OK; i++)
		status = dump_file(walk.files[i].path, reader, beside.sitemap, how, out, &arena, &line, n_bad, err);
	if (status == TC_OK && fflush(out) != 0)
		status = tc_err_errno(err, errno, "standard output");
	tc_buf_release(&line);
	tc_arena_release(&arena);
	tc_beside_release(&beside);
	tc_walk_release(&walk);
	return status;
}
