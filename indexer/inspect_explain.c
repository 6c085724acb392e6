/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article with where each of its fields comes from, for a person: a field a line, under it what the reader says of it.  What
 * readers explain is a text a field (article.h); fields that are empty and of which nothing is said are left out. */
#include "indexer/inspect.h"

#include <string.h>

#include "base/utf8.h"

#define NAME_COLUMNS 13
#define SHOWN_BYTES 160

static void add_name(struct tc_buf *out, const char *name)
{
	tc_buf_printf(out, "%-*s", NAME_COLUMNS, name);
}

/* The beginning of s, cut between characters, ending the line. */
static void add_beginning(struct tc_buf *out, struct tc_str s)
{
	size_t n = 0;
	while (n < s.n && n < SHOWN_BYTES)
		tc_utf8_next(s, &n);
	tc_buf_add_str(out, tc_str_sub(s, 0, n));
	tc_buf_add_cstr(out, n < s.n ? " ...\n" : "\n");
}

static void add_reasons(struct tc_buf *out, const struct tc_article *article, const char *field)
{
	struct tc_str name = tc_str_of(field);
	for (size_t i = 0; i < article->explained.n; i++) {
		struct tc_str line = article->explained.v[i];
		if (!tc_str_starts(line, name) || line.n < name.n + 2 || line.p[name.n] != ':')
			continue;
		tc_buf_printf(out, "%*s(%.*s)\n", NAME_COLUMNS, "", TC_STR_ARG(tc_str_sub(line, name.n + 2, line.n)));
	}
}

static void add_line(struct tc_buf *out, const struct tc_article *article, const char *field, struct tc_str value)
{
	if (value.n > 0) {
		add_name(out, field);
		add_beginning(out, value);
	}
	add_reasons(out, article, field);
}

static void add_list(struct tc_buf *out, const struct tc_article *article, const char *field, const struct tc_strs *list)
{
	for (size_t i = 0; i < list->n && i < 8; i++) {
		add_name(out, i == 0 ? field : "");
		add_beginning(out, list->v[i]);
	}
	add_reasons(out, article, field);
}

static void add_body(struct tc_buf *out, const struct tc_article *article)
{
	size_t bytes = 0;
	for (size_t i = 0; i < article->body.n; i++)
		bytes += article->body.v[i].n;
	add_name(out, "body");
	tc_buf_printf(out, "%zu paragraphs, %zu bytes\n", article->body.n, bytes);
	for (size_t i = 0; i < article->body.n; i++)
		if (i == 0 || i + 1 == article->body.n) {
			add_name(out, i == 0 ? "" : "  ...");
			add_beginning(out, article->body.v[i]);
		}
	add_reasons(out, article, "body");
}

static void add_date(struct tc_buf *out, const struct tc_article *article, const char *field, const struct tc_date *date)
{
	struct tc_buf text;
	tc_buf_init(&text, 64);
	if (date->precision != TC_DATE_NONE)
		tc_date_format(date, &text);
	add_line(out, article, field, tc_buf_str(&text));
	tc_buf_release(&text);
}

void tc_inspect_explain(const struct tc_article *article, const char *format, struct tc_buf *out)
{
	struct tc_str place = tc_article_place(article);
	tc_buf_printf(out, "%.*s, record %u", TC_STR_ARG(place), (unsigned)article->record);
	if (article->part > 0)
		tc_buf_printf(out, ", part %u", (unsigned)article->part);
	tc_buf_printf(out, " (%s)\n", format);
	add_line(out, article, "type", article->type);
	add_line(out, article, "title", article->title);
	add_line(out, article, "subtitle", article->subtitle);
	add_line(out, article, "lead", article->lead);
	add_body(out, article);
	add_list(out, article, "captions", &article->captions);
	add_list(out, article, "authors", &article->authors);
	add_date(out, article, "published", &article->published);
	add_date(out, article, "updated", &article->updated);
	add_list(out, article, "section", &article->section);
	add_list(out, article, "keywords", &article->keywords);
	add_line(out, article, "publication", article->publication);
	add_line(out, article, "source", article->source);
	add_line(out, article, "url", article->url);
	add_list(out, article, "notes", &article->notes);
}
