/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article as JSON.
 *
 * Every name is always there, so that a script need not ask first: a string or date that the record does not have is null, a
 * list without items is [].  Only "captured" stands where it has a meaning alone: with pages of web archives.  Dates are ISO 8601
 * as precise as they are known (2023, 2023-01, 2023-01-08, 2023-01-08T17:46:00+07:00).  The byte offset is not printed: it means
 * nothing outside the program. */
#include "corpus/article.h"

#include <stdarg.h>
#include <stdio.h>

void tc_article_init(struct tc_article *article, struct tc_arena *arena)
{
	*article = (struct tc_article){.arena = arena};
}

bool tc_article_has_text(const struct tc_article *article)
{
	return article->title.n > 0 || article->lead.n > 0 || article->body.n > 0 || article->captions.n > 0;
}

void tc_article_explain(struct tc_article *article, const char *field, const char *format, ...)
{
	char text[1024];
	struct tc_str line;
	va_list values;
	int n;

	if (!article->explain)
		return;
	va_start(values, format);
	n = vsnprintf(text, sizeof(text), format, values);
	va_end(values);
	if (n < 0)
		return;
	line = tc_arena_printf(article->arena, "%s: %s%s", field, text, (size_t)n >= sizeof(text) ? "..." : "");
	if (!tc_strs_has(&article->explained, line))
		tc_strs_add(&article->explained, article->arena, line);
}

struct tc_str tc_article_place(const struct tc_article *article)
{
	if (article->member.n == 0)
		return article->file;
	return tc_arena_printf(article->arena, "%.*s!%.*s", TC_STR_ARG(article->file), TC_STR_ARG(article->member));
}

static void write_str(struct tc_json_writer *w, const char *name, struct tc_str s)
{
	tc_json_key(w, name);
	if (s.n == 0)
		tc_json_null(w);
	else
		tc_json_str(w, s);
}

static void write_list(struct tc_json_writer *w, const char *name, const struct tc_strs *list)
{
	tc_json_key(w, name);
	tc_json_begin_array(w);
	for (size_t i = 0; i < list->n; i++)
		tc_json_str(w, list->v[i]);
	tc_json_end_array(w);
}

/* Each "field: text" as an object. */
static void write_explained(struct tc_json_writer *w, const struct tc_strs *lines)
{
	tc_json_key(w, "explained");
	tc_json_begin_array(w);
	for (size_t i = 0; i < lines->n; i++) {
		size_t colon = tc_str_find_char(lines->v[i], ':', 0);

		tc_json_begin_object(w);
		tc_json_key_str(w, "field", tc_str_sub(lines->v[i], 0, colon));
		tc_json_key_str(w, "how", tc_str_sub(lines->v[i], colon + 2, lines->v[i].n));
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void write_date(struct tc_json_writer *w, const char *name, const struct tc_date *date)
{
	/* 2023-01-08T17:46:00+07:00 has 25 bytes. */
	struct tc_buf text;
	tc_buf_init(&text, 64);
	tc_date_format(date, &text);
	write_str(w, name, tc_buf_str(&text));
	if (text.failed != TC_OK && w->out->failed == TC_OK)
		w->out->failed = text.failed;
	tc_buf_release(&text);
}

void tc_article_json(const struct tc_article *article, struct tc_json_writer *w)
{
	tc_json_begin_object(w);
	write_str(w, "id", article->id);
	write_str(w, "title", article->title);
	write_str(w, "subtitle", article->subtitle);
	write_str(w, "lead", article->lead);
	write_list(w, "body", &article->body);
	write_list(w, "captions", &article->captions);
	write_list(w, "authors", &article->authors);
	write_date(w, "published", &article->published);
	write_date(w, "updated", &article->updated);
	if (article->captured.precision != TC_DATE_NONE)
		write_date(w, "captured", &article->captured);
	write_list(w, "section", &article->section);
	write_list(w, "keywords", &article->keywords);
	write_str(w, "publication", article->publication);
	write_str(w, "source", article->source);
	write_str(w, "issue", article->issue);
	write_str(w, "page", article->page);
	write_str(w, "url", article->url);
	write_str(w, "language", article->language);
	write_str(w, "type", article->type);
	write_str(w, "file", article->file);
	if (article->member.n > 0)
		tc_json_key_str(w, "member", article->member);
	tc_json_key_int(w, "record", article->record);
	if (article->part > 0)
		tc_json_key_int(w, "part", article->part);
	if (article->anchor.n > 0)
		tc_json_key_str(w, "anchor", article->anchor);
	write_list(w, "notes", &article->notes);
	if (article->explained.n > 0)
		write_explained(w, &article->explained);
	tc_json_end_object(w);
}
