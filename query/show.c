/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole articles out of the index: what is shown is what was indexed, the source file is not read again. */
#include "query/show.h"

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/schema.h"
#include "query/searcher.h"

struct showing {
	struct tc_searcher *searcher;
	const struct tc_highlighter *highlighter; /* NULL: nothing is marked */
	struct tc_arena *arena;
	struct tc_err *err;
};

static enum tc_status mark(struct showing *s, struct tc_str text, enum tc_field field, struct tc_highlights *out)
{
	*out = (struct tc_highlights){NULL, 0, 0};
	if (s->highlighter == NULL || text.n == 0)
		return TC_OK;
	return tc_highlight_text(s->highlighter, s->searcher->analyzer, text, field, s->arena, out, s->err);
}

static enum tc_status mark_list(struct showing *s, const struct tc_strs *list, enum tc_field field, struct tc_highlights **out)
{
	enum tc_status status = TC_OK;
	*out = tc_arena_alloc(s->arena, (list->n + 1) * sizeof **out);
	if (*out == NULL)
		return tc_arena_check(s->arena, "article", s->err);
	for (size_t i = 0; i < list->n && status == TC_OK; i++)
		status = mark(s, list->v[i], field, &(*out)[i]);
	return status;
}

static enum tc_status show_one(struct showing *s, struct tc_shown *shown)
{
	struct tc_article *a = &shown->article;
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(a, s->arena);
	enum tc_status status = tc_db_data(s->searcher->db, shown->docid, &data, s->err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), a, s->err);
	tc_buf_release(&data);
	if (status == TC_OK)
		status = mark(s, a->title, TC_FIELD_TITLE, &shown->title);
	if (status == TC_OK)
		status = mark(s, a->subtitle, TC_FIELD_TITLE, &shown->subtitle);
	if (status == TC_OK)
		status = mark(s, a->lead, TC_FIELD_TEXT, &shown->lead);
	if (status == TC_OK)
		status = mark_list(s, &a->body, TC_FIELD_TEXT, &shown->body);
	if (status == TC_OK)
		status = mark_list(s, &a->captions, TC_FIELD_CAPTION, &shown->captions);
	return status;
}

static int by_date(const void *a, const void *b)
{
	const struct tc_shown *x = a, *y = b;
	int64_t s = tc_date_unix(&x->article.published), t = tc_date_unix(&y->article.published);
	if (s != t)
		return s > t ? -1 : 1;
	return x->docid < y->docid ? -1 : x->docid > y->docid;
}

static enum tc_status show_once(struct tc_searcher *searcher, struct tc_str name, const char *base_dir, struct tc_str query,
				struct tc_arena *arena, struct tc_shown_list *out, struct tc_err *err)
{
	struct tc_highlighter *highlighter = NULL;
	struct tc_docids docids;
	size_t error_at;
	*out = (struct tc_shown_list){NULL, 0};
	enum tc_status status = tc_find_articles(searcher->db, name, base_dir, arena, &docids, err);
	if (status == TC_OK && docids.n > TC_FIND_MAX)
		return tc_err_set(err, TC_ELIMIT, "more than %d articles: name one of them, FILE#RECORD", TC_FIND_MAX);
	if (status == TC_OK && query.n > 0)
		status = tc_search_highlighter(searcher, query, arena, &highlighter, &error_at, err);
	if (status != TC_OK)
		return status;
	struct showing s = {searcher, highlighter, arena, err};
	out->v = tc_arena_alloc(arena, docids.n * sizeof *out->v);
	if (out->v == NULL)
		return tc_arena_check(arena, "articles", err);
	for (; out->n < docids.n && status == TC_OK; out->n += status == TC_OK) {
		out->v[out->n].docid = docids.v[out->n];
		status = show_one(&s, &out->v[out->n]);
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_date);
	return status == TC_OK ? tc_arena_check(arena, "articles", err) : status;
}

enum tc_status tc_show(struct tc_searcher *searcher, struct tc_str name, const char *base_dir, struct tc_str query,
		       struct tc_arena *arena, struct tc_shown_list *out, struct tc_err *err)
{
	enum tc_status status;
	tc_searcher_begin(searcher);
	do
		status = show_once(searcher, name, base_dir, query, arena, out, err);
	while (tc_searcher_again(searcher, status, err));
	return status;
}
