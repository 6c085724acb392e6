/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every place where a query's words stand in an article, for concordances: keyword in context (Luhn, 1960). */
#include "query/occurrences.h"

#include "base/utf8.h"

struct finder {
	const struct tc_highlighter *highlighter;
	struct tc_analyzer *analyzer;
	struct tc_arena *arena;
	struct tc_occurrences *out;
	struct tc_err *err;
};

static enum tc_status find_in(struct finder *f, const char *name, enum tc_field field, struct tc_str text)
{
	struct tc_occurrences *out = f->out;
	struct tc_highlights highlights = {NULL, 0, 0};
	if (text.n == 0)
		return TC_OK;
	enum tc_status status = tc_highlight_text(f->highlighter, f->analyzer, text, field, f->arena, &highlights, f->err);
	for (size_t i = 0; i < highlights.n && status == TC_OK; i++) {
		if (tc_arena_grow(f->arena, &out->v, &out->capacity, out->n, sizeof *out->v) != 0)
			return tc_arena_check(f->arena, "occurrences", f->err);
		out->v[out->n++] = (struct tc_occurrence){name, text, highlights.v[i].start, highlights.v[i].end};
	}
	return status;
}

enum tc_status tc_occurrences_find(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer,
				   const struct tc_article *article, struct tc_arena *arena, struct tc_occurrences *out,
				   struct tc_err *err)
{
	struct finder f = {highlighter, analyzer, arena, out, err};
	enum tc_status status = find_in(&f, "title", TC_FIELD_TITLE, article->title);
	if (status == TC_OK)
		status = find_in(&f, "lead", TC_FIELD_TEXT, article->lead);
	for (size_t i = 0; i < article->body.n && status == TC_OK; i++)
		status = find_in(&f, "body", TC_FIELD_TEXT, article->body.v[i]);
	for (size_t i = 0; i < article->captions.n && status == TC_OK; i++)
		status = find_in(&f, "caption", TC_FIELD_CAPTION, article->captions.v[i]);
	return status;
}

struct tc_str tc_occurrence_left(const struct tc_occurrence *o, size_t max_characters)
{
	size_t at = 0, count = 0, skip = 0;
	for (size_t i = 0; i < o->start; count++)
		tc_utf8_next(o->text, &i);
	for (skip = count > max_characters ? count - max_characters : 0; skip > 0; skip--)
		tc_utf8_next(o->text, &at);
	/* Not in the middle of a word, unless there is but one. */
	for (size_t i = at; at > 0 && i < o->start; i++) {
		if (o->text.p[i] == ' ' || o->text.p[i - 1] == ' ') {
			at = o->text.p[i] == ' ' ? i + 1 : i;
			break;
		}
	}
	return tc_str_sub(o->text, at, o->start);
}

struct tc_str tc_occurrence_right(const struct tc_occurrence *o, size_t max_characters)
{
	size_t at = o->end;
	for (size_t count = 0; count < max_characters && at < o->text.n; count++)
		tc_utf8_next(o->text, &at);
	size_t end = at;
	while (end > o->end && at < o->text.n && o->text.p[end] != ' ')
		end--;
	return tc_str_sub(o->text, o->end, end > o->end ? end : at);
}
