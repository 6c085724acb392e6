/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The captures of an article, and what changed from each to the next.
 *
 * An index has the newest capture of a URL as a document and keeps the stored data of the others (indexer/kept.h), or has a
 * document for each (--all-versions); both are read here.  Compared are lines: title, subtitle, lead, authors, each paragraph,
 * each caption.  Lines that went and lines that came in the same place are paired in their order, and where two of a pair have
 * enough words in common they are one line that was edited, shown word by word.
 *
 * A revisit has no text: the page was as it had been.
 */
#include "query/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "indexer/kept.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

/* Lines and words that may differ before a text counts as another. */
#define MAX_LINE_EDITS 600
#define MAX_WORD_EDITS 400
/* A longer line is not compared word by word. */
#define MAX_LINE_BYTES (1u << 20)
/* Share of the pieces of the longer line that an edited one has in common. */
#define ALIKE 0.4

/* An article as lines. */
struct lines {
	struct tc_strs text;
	enum tc_article_part *parts; /* one for each */
	size_t capacity;
};

struct reader {
	struct tc_db *db;
	struct tc_arena *arena;
	struct tc_arena scratch; /* of the lines at hand */
	struct tc_history *history;
	struct tc_err *err;
};

static void add_line(struct lines *lines, struct tc_arena *arena, enum tc_article_part part, struct tc_str text)
{
	if (text.n == 0 || tc_arena_grow(arena, &lines->parts, &lines->capacity, lines->text.n, sizeof *lines->parts) != 0)
		return;
	lines->parts[lines->text.n] = part;
	tc_strs_add(&lines->text, arena, text);
}

static void read_lines(const struct tc_article *a, struct tc_arena *arena, struct lines *out)
{
	*out = (struct lines){.parts = NULL};
	add_line(out, arena, TC_PART_TITLE, a->title);
	add_line(out, arena, TC_PART_SUBTITLE, a->subtitle);
	for (size_t i = 0; i < a->authors.n; i++)
		add_line(out, arena, TC_PART_AUTHOR, a->authors.v[i]);
	add_line(out, arena, TC_PART_LEAD, a->lead);
	for (size_t i = 0; i < a->body.n; i++)
		add_line(out, arena, TC_PART_PARAGRAPH, a->body.v[i]);
	for (size_t i = 0; i < a->captions.n; i++)
		add_line(out, arena, TC_PART_CAPTION, a->captions.v[i]);
}

/* Cuts a line into words and the blanks between them, which are slices of it. */
static void cut_words(struct tc_str line, struct tc_arena *arena, struct tc_strs *out)
{
	*out = (struct tc_strs){NULL, 0, 0};
	for (size_t at = 0; at < line.n;) {
		size_t start = at;
		bool blank = line.p[at] == ' ';
		while (at < line.n && (line.p[at] == ' ') == blank)
			at++;
		if (tc_arena_grow(arena, &out->v, &out->capacity, out->n, sizeof *out->v) == 0)
			out->v[out->n++] = tc_str_sub(line, start, at);
	}
}

static enum tc_status add_change(struct reader *r, struct tc_version *version, struct tc_line_change change)
{
	if (tc_arena_grow(r->arena, &version->changes, &version->capacity, version->n_changes, sizeof change) != 0)
		return tc_arena_check(r->arena, "history", r->err);
	version->changes[version->n_changes++] = change;
	return TC_OK;
}

/* Takes what an edited line was found to be from the scratch memory, where that of lines that are not alike stays. */
static enum tc_status keep_edited(struct reader *r, struct tc_line_change *change)
{
	struct tc_strs *lists[] = {&change->before, &change->after};
	for (size_t i = 0; i < 2; i++) {
		struct tc_str *v = tc_arena_alloc(r->arena, (lists[i]->n + 1) * sizeof *v);
		if (v != NULL && lists[i]->n > 0)
			memcpy(v, lists[i]->v, lists[i]->n * sizeof *v);
		lists[i]->v = v;
		lists[i]->capacity = lists[i]->n;
	}
	struct tc_edit *v = tc_arena_alloc(r->arena, (change->edits.n + 1) * sizeof *v);
	if (v != NULL && change->edits.n > 0)
		memcpy(v, change->edits.v, change->edits.n * sizeof *v);
	change->edits.v = v;
	change->edits.capacity = change->edits.n;
	return tc_arena_check(r->arena, "history", r->err);
}

/* A line that went and one that came: one edited line when they are alike, else *alike is false. */
static enum tc_status try_edited(struct reader *r, enum tc_article_part part, struct tc_str before, struct tc_str after,
				 struct tc_line_change *change, bool *alike)
{
	size_t same = 0;
	struct tc_edits *edits = &change->edits;
	*change = (struct tc_line_change){.kind = TC_LINE_EDITED, .part = part, .text = after};
	tc_arena_reset(&r->scratch);
	cut_words(before, &r->scratch, &change->before);
	cut_words(after, &r->scratch, &change->after);
	enum tc_status status = tc_diff(&change->before, &change->after, MAX_WORD_EDITS, &r->scratch, edits, r->err);
	for (size_t i = 0; i < edits->n; i++)
		same += edits->v[i].kind == TC_EDIT_SAME ? edits->v[i].n : 0;
	size_t longer = change->before.n > change->after.n ? change->before.n : change->after.n;
	*alike = (double)same >= ALIKE * (double)longer;
	return status == TC_OK && *alike ? keep_edited(r, change) : status;
}

/* Lines removed [a, a + n) and added [b, b + m) in one place. */
static enum tc_status add_changes(struct reader *r, struct tc_version *version, const struct lines *before,
				  const struct lines *after, const struct tc_edit *removed, const struct tc_edit *added)
{
	size_t n = removed != NULL ? removed->n : 0, m = added != NULL ? added->n : 0;
	enum tc_status status = TC_OK;
	for (size_t i = 0; (i < n || i < m) && status == TC_OK; i++) {
		size_t a = i < n ? removed->a + i : 0, b = i < m ? added->b + i : 0;
		struct tc_line_change change;
		bool alike = false;
		bool words = i < n && i < m && before->text.v[a].n <= MAX_LINE_BYTES && after->text.v[b].n <= MAX_LINE_BYTES;
		if (words && before->parts[a] == after->parts[b])
			status = try_edited(r, after->parts[b], before->text.v[a], after->text.v[b], &change, &alike);
		if (status == TC_OK && alike) {
			status = add_change(r, version, change);
			continue;
		}
		if (status == TC_OK && i < n)
			status =
				add_change(r, version,
					   (struct tc_line_change){
						   .kind = TC_LINE_REMOVED, .part = before->parts[a], .text = before->text.v[a]});
		if (status == TC_OK && i < m)
			status = add_change(r, version,
					    (struct tc_line_change){
						    .kind = TC_LINE_ADDED, .part = after->parts[b], .text = after->text.v[b]});
	}
	return status;
}

static enum tc_status compare(struct reader *r, const struct lines *before, const struct lines *after, struct tc_version *version)
{
	struct tc_edits edits;
	enum tc_status status = tc_diff(&before->text, &after->text, MAX_LINE_EDITS, r->arena, &edits, r->err);
	for (size_t i = 0; i < edits.n && status == TC_OK; i++) {
		const struct tc_edit *edit = &edits.v[i], *next = i + 1 < edits.n ? edit + 1 : NULL;
		if (edit->kind == TC_EDIT_SAME)
			continue;
		bool paired = next != NULL && next->kind != TC_EDIT_SAME;
		const struct tc_edit *removed = edit->kind == TC_EDIT_REMOVED ? edit : paired ? next : NULL;
		const struct tc_edit *added = edit->kind == TC_EDIT_ADDED ? edit : paired ? next : NULL;
		status = add_changes(r, version, before, after, removed, added);
		i += paired;
	}
	version->same = version->n_changes == 0;
	return status;
}

static enum tc_status add_version(struct reader *r, struct tc_str data)
{
	struct tc_history *history = r->history;
	if (tc_arena_grow(r->arena, &history->v, &history->capacity, history->n, sizeof *history->v) != 0)
		return tc_arena_check(r->arena, "history", r->err);
	struct tc_version *version = &history->v[history->n];
	*version = (struct tc_version){.same = false};
	tc_article_init(&version->article, r->arena);
	enum tc_status status = tc_schema_load(data, &version->article, r->err);
	history->n += status == TC_OK;
	return status;
}

static enum tc_status add_document(struct reader *r, uint32_t docid)
{
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	enum tc_status status = tc_db_data(r->db, docid, &data, r->err);
	if (status == TC_OK)
		status = add_version(r, tc_buf_str(&data));
	tc_buf_release(&data);
	return status;
}

/* The term that captures of the article's URL have; empty for what no crawler took. */
static struct tc_str capture_term(const struct tc_article *article, struct tc_arena *arena)
{
	struct tc_buf url, term;
	if (article->captured.precision == TC_DATE_NONE || article->url.n == 0)
		return TC_STR_NONE;
	tc_buf_init(&url, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&term, TC_LIMIT_KEY_BYTES);
	tc_schema_url(article->url, &url);
	tc_schema_key(TC_PREFIX_CAPTURE, tc_buf_str(&url), &term);
	struct tc_str result = tc_arena_str(arena, tc_buf_str(&term));
	tc_buf_release(&url);
	tc_buf_release(&term);
	return result;
}

/* The documents and the kept captures of one URL. */
static enum tc_status add_captures(struct reader *r, struct tc_str term)
{
	struct tc_postings *postings = NULL;
	struct tc_kept_list kept = {NULL, 0, 0};
	uint32_t docid;
	enum tc_status status = tc_postings_of(r->db, term, &postings, r->err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, r->err)) == TC_OK)
		status = add_document(r, docid);
	tc_postings_free(postings);
	if (status == TC_END)
		status = tc_kept_of_url(r->db, term, r->arena, &kept, r->err);
	for (size_t i = 0; i < kept.n && status == TC_OK; i++) {
		status = add_version(r, kept.v[i].data);
		/* Another URL may have the same hash. */
		if (status == TC_OK && !tc_str_eq(capture_term(&r->history->v[r->history->n - 1].article, r->arena), term))
			r->history->n--;
	}
	return status;
}

static int by_capture(const void *a, const void *b)
{
	const struct tc_article *x = &((const struct tc_version *)a)->article, *y = &((const struct tc_version *)b)->article;
	int64_t s = tc_date_unix(&x->captured), t = tc_date_unix(&y->captured);
	if (s != t)
		return s < t ? -1 : 1;
	int order = tc_str_cmp(x->file, y->file);
	return order != 0 ? order : x->record < y->record ? -1 : x->record > y->record;
}

static enum tc_status compare_all(struct reader *r)
{
	struct lines before = {.parts = NULL}, after;
	enum tc_status status = TC_OK;
	bool any = false;
	for (size_t i = 0; i < r->history->n && status == TC_OK; i++) {
		struct tc_version *version = &r->history->v[i];
		version->same = any && !tc_article_has_text(&version->article);
		if (!tc_article_has_text(&version->article))
			continue;
		read_lines(&version->article, r->arena, &after);
		if (any)
			status = compare(r, &before, &after, version);
		before = after;
		any = true;
	}
	return status;
}

enum tc_status tc_history_read(struct tc_db *db, struct tc_str name, const char *base_dir, struct tc_arena *arena,
			       struct tc_history *out, struct tc_err *err)
{
	struct reader r = {.db = db, .arena = arena, .history = out, .err = err};
	struct tc_docids docids;
	struct tc_str term = TC_STR_NONE;
	*out = (struct tc_history){NULL, 0, 0};
	tc_arena_init(&r.scratch, TC_LIMIT_ARTICLE_BYTES * 4ul);
	enum tc_status status = tc_find_articles(db, name, base_dir, arena, &docids, err);
	if (status == TC_OK)
		status = add_document(&r, docids.v[0]);
	if (status == TC_OK)
		term = capture_term(&out->v[0].article, arena);
	if (status == TC_OK && term.n > 0) {
		out->n = 0;
		status = add_captures(&r, term);
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_capture);
	if (status == TC_OK)
		status = compare_all(&r);
	tc_arena_release(&r.scratch);
	return status == TC_OK ? tc_arena_check(arena, "history", err) : status;
}

/* TC_ENOENT is kept for the article. */
static enum tc_status history_of(const char *index, unsigned timeout_ms, struct tc_str name, const char *base_dir,
				 struct tc_arena *arena, struct tc_history *out, struct tc_err *err)
{
	struct tc_db *db = NULL;
	enum tc_status status = tc_db_open(&index, 1, timeout_ms, &db, err);
	if (status == TC_ENOENT)
		status = tc_err_set(err, TC_EIO, "%s: no index here", index);
	if (status == TC_OK)
		status = tc_schema_check(db, index, err);
	if (status == TC_OK)
		status = tc_history_read(db, name, base_dir, arena, out, err);
	tc_db_free(db);
	return status;
}

enum tc_status tc_history_search(const char *const *indexes, size_t n_indexes, unsigned timeout_ms, struct tc_str name,
				 const char *base_dir, struct tc_arena *arena, struct tc_history *out, size_t *n_missing,
				 struct tc_err *err)
{
	enum tc_status status = TC_ENOENT;
	*out = (struct tc_history){NULL, 0, 0};
	for (size_t i = 0; i < n_indexes && (status == TC_ENOENT || status == TC_ENET); i++) {
		status = history_of(indexes[i], timeout_ms, name, base_dir, arena, out, err);
		if (status != TC_ENET || n_indexes == 1)
			continue;
		tc_log_problem("%s: left out", err->text);
		++*n_missing;
	}
	return status;
}
