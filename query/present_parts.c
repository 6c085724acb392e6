/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written of an article in lists and alone: its facts on one line, and where it is from. */
#include "query/present_parts.h"

#include "indexer/schema.h"

#define TEXT_BYTES 4096

void tc_present_item(struct tc_buf *line, const char *separator, struct tc_str item)
{
	if (item.n == 0)
		return;
	if (line->n > 0)
		tc_buf_add_cstr(line, separator);
	tc_buf_add_str(line, item);
}

static void add_list(struct tc_buf *line, const struct tc_strs *list, const char *separator)
{
	for (size_t i = 0; i < list->n; i++)
		tc_present_item(line, i == 0 ? " · " : separator, list->v[i]);
}

void tc_present_facts(const struct tc_article *article, struct tc_buf *line)
{
	tc_date_format_vi(&article->published, line);
	add_list(line, &article->section, " › ");
	add_list(line, &article->authors, ", ");
	tc_present_item(line, " · ", article->source.n > 0 ? article->source : article->publication);
}

/* lưu lúc 03:48 01/05/2008 · 2 bản lưu khác, cũ nhất 12/06/2007: when a crawler took the page, and how often else. */
static void write_capture(struct tc_terminal *t, const struct tc_article *article)
{
	struct tc_date captured, oldest = article->captured;
	struct tc_schema_version version;
	struct tc_buf line;
	uint32_t n = 0;
	for (size_t i = 0; i < article->versions.n; i++) {
		if (!tc_schema_version(article->versions.v[i], &version) || !tc_date_parse_iso(version.captured, &captured))
			continue;
		n++;
		oldest = tc_date_unix(&captured) < tc_date_unix(&oldest) ? captured : oldest;
	}
	tc_date_from_unix(tc_date_unix(&article->captured), TC_DATE_VIETNAM_OFFSET_MIN, &captured);
	tc_buf_init(&line, TEXT_BYTES);
	tc_buf_add_cstr(&line, "lưu lúc ");
	tc_date_format_vi(&captured, &line);
	if (n > 0) {
		tc_buf_add_cstr(&line, " · ");
		tc_present_number(&line, n);
		tc_buf_add_cstr(&line, " bản lưu khác");
		if (tc_date_unix(&oldest) < tc_date_unix(&article->captured)) {
			tc_date_from_unix(tc_date_unix(&oldest), TC_DATE_VIETNAM_OFFSET_MIN, &captured);
			captured.precision = TC_DATE_DAY;
			tc_buf_add_cstr(&line, ", cũ nhất ");
			tc_date_format_vi(&captured, &line);
		}
	}
	tc_terminal_text(t, TC_STYLE_DIM, tc_buf_str(&line), NULL);
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

void tc_present_place(struct tc_terminal *t, const struct tc_article *article, const struct tc_present_options *options)
{
	struct tc_str file = article->file, base = tc_str_of(options->base_dir);
	struct tc_buf place;
	while (base.n > 1 && base.p[base.n - 1] == '/')
		base.n--;
	if (base.n > 0 && file.n > base.n + 1 && tc_str_starts(file, base) && file.p[base.n] == '/')
		file = tc_str_sub(file, base.n + 1, file.n);
	tc_buf_init(&place, 2 * TEXT_BYTES);
	tc_buf_add_str(&place, article->url.n > 0 ? article->url : file);
	if (article->url.n == 0 && article->member.n > 0)
		tc_buf_printf(&place, "!%.*s", TC_STR_ARG(article->member));
	if (article->url.n == 0 && article->record > 1)
		tc_buf_printf(&place, "#%u", (unsigned)article->record);
	if (place.n > 0) {
		tc_terminal_whole(t, TC_STYLE_PLACE, tc_buf_str(&place));
		tc_terminal_line(t, article->captured.precision != TC_DATE_NONE ? t->indent : 0);
	}
	tc_buf_release(&place);
	if (article->captured.precision != TC_DATE_NONE)
		write_capture(t, article);
}
