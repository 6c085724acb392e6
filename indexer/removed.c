/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index loses with a document: the pairs of its words.
 *
 * A document keeps its text as it was indexed, so it is made again by the code that made it, and what that counts is what it
 * brought: after an update the counts are those of an index made anew.  That costs as much as indexing the document did, for the
 * few that change; positions in the index would be no cheaper to read and do not say where punctuation was.
 */
#include "indexer/removed.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/document.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

struct tc_removed {
	struct tc_document_builder *builder;
	struct tc_doc *doc; /* made and dropped */
	struct tc_arena arena;
	struct tc_buf data, run;
	size_t n;
};

enum tc_status tc_removed_new(struct tc_removed **out, struct tc_err *err)
{
	struct tc_removed *removed = tc_alloc(sizeof *removed);
	*out = NULL;
	if (removed == NULL)
		return tc_err_set(err, TC_ENOMEM, "removed articles: no memory");
	tc_arena_init(&removed->arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&removed->data, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&removed->run, SIZE_MAX);
	enum tc_status status = tc_document_builder_new(&removed->builder, err);
	if (status == TC_OK)
		status = tc_doc_new(&removed->doc, err);
	if (status != TC_OK) {
		tc_removed_free(removed);
		return status;
	}
	*out = removed;
	return TC_OK;
}

void tc_removed_free(struct tc_removed *removed)
{
	if (removed == NULL)
		return;
	tc_document_builder_free(removed->builder);
	tc_doc_free(removed->doc);
	tc_arena_release(&removed->arena);
	tc_buf_release(&removed->data);
	tc_buf_release(&removed->run);
	tc_free(removed);
}

enum tc_status tc_removed_add(struct tc_removed *removed, struct tc_db *live, uint32_t docid, struct tc_err *err)
{
	struct tc_article article;
	size_t n_words;
	if (removed->n++ == 0)
		tc_document_builder_begin(removed->builder);
	tc_arena_reset(&removed->arena);
	tc_article_init(&article, &removed->arena);
	enum tc_status status = tc_db_data(live, docid, &removed->data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&removed->data), &article, err);
	return status == TC_OK ? tc_document_build(removed->builder, &article, false, removed->doc, &n_words, err) : status;
}

enum tc_status tc_removed_add_term(struct tc_removed *removed, struct tc_db *live, struct tc_str term, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	uint32_t docid;
	enum tc_status status = tc_postings_of(live, term, &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
		status = tc_removed_add(removed, live, docid, err);
	tc_postings_free(postings);
	return status == TC_END ? TC_OK : status;
}

enum tc_status tc_removed_pairs(struct tc_removed *removed, struct tc_str *run, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	tc_buf_reset(&removed->run);
	if (removed->n > 0)
		status = tc_document_builder_pairs(removed->builder, &removed->run, err);
	removed->n = 0;
	*run = tc_buf_str(&removed->run);
	return status;
}
