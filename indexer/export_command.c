/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index export: all articles of an index as JSON lines, in the order of their documents.
 *
 * A line is what dump prints of the same article, from the text that the index keeps: the source files need not be there any
 * more. Such a file is an export like any other, so that indexing it is the import; the place of an article is then its line in
 * it. Captures that are not indexed are no documents and are not exported.
 *
 * The index may be written meanwhile: documents come as they are when their turn is, one that goes in between is left out. */
#include <errno.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/program.h"
#include "corpus/article.h"
#include "indexer/command.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

/* Written at once. */
#define BLOCK_BYTES (1u << 20)

static bool as_lines = true;

const struct tc_option tc_export_options[] = {
	TC_INDEX_OPTION,
	{"jsonl", 0, TC_OPTION_FLAG, &as_lines, NULL, "JSON lines, the one format there is (yes)", 0, true},
	TC_COMMON_OPTIONS,
};

struct exporting {
	struct tc_db *db;
	struct tc_arena arena;
	struct tc_buf data, out;
};

static enum tc_status write_block(struct exporting *e, size_t least, struct tc_err *err)
{
	enum tc_status status = tc_buf_check(&e->out, "articles", err);
	if (status != TC_OK || e->out.n < least)
		return status;
	if (fwrite(e->out.p, 1, e->out.n, stdout) != e->out.n || (least == 0 && fflush(stdout) != 0))
		return tc_err_errno(err, errno, "standard output");
	tc_buf_reset(&e->out);
	return TC_OK;
}

static enum tc_status export_document(struct exporting *e, uint32_t docid, struct tc_err *err)
{
	struct tc_article article;
	struct tc_json_writer w;
	tc_arena_reset(&e->arena);
	tc_article_init(&article, &e->arena);
	enum tc_status status = tc_db_data(e->db, docid, &e->data, err);
	if (status == TC_ENOENT)
		return TC_OK;
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&e->data), &article, err);
	if (status != TC_OK)
		return status;
	tc_json_writer_init(&w, &e->out);
	tc_article_json(&article, &w);
	tc_buf_add_char(&e->out, '\n');
	return write_block(e, BLOCK_BYTES, err);
}

static enum tc_status export_all(struct exporting *e, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	uint32_t docid;
	enum tc_status status = tc_postings_of(e->db, TC_STR_NONE, &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
		status = export_document(e, docid, err);
	tc_postings_free(postings);
	return status == TC_END ? write_block(e, 0, err) : status;
}

int tc_export_command(int n, char **operands)
{
	struct exporting e = {.db = NULL};
	struct tc_err err = {TC_OK, ""};
	tc_arena_init(&e.arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&e.data, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&e.out, TC_LIMIT_ARTICLE_BYTES * 8ul);
	enum tc_status status = tc_need_index(&n, &operands, &err);
	if (status == TC_OK && !as_lines)
		status = tc_err_set(&err, TC_EARG, "option --jsonl: there is no other format");
	if (status == TC_OK)
		status = tc_db_open(&tc_common.index, 1, 0, &e.db, &err);
	if (status == TC_OK)
		status = tc_schema_check(e.db, tc_common.index, &err);
	if (status == TC_OK)
		status = export_all(&e, &err);
	tc_db_free(e.db);
	tc_arena_release(&e.arena);
	tc_buf_release(&e.data);
	tc_buf_release(&e.out);
	return status == TC_OK ? 0 : tc_program_fail(status, &err);
}
