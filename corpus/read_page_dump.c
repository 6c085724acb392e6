/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A news page saved as plain text: what a browser's "save as text" or a crawler's text column holds.  page_lines.c says what
 * each line is, this makes the article of them.
 *
 * It is also the format of last resort for text that nothing else claims: a title and paragraphs.  A time, "Từ khóa:" or the
 * page's leftovers make it sure. */
#include <string.h>

#include "base/alloc.h"
#include "corpus/byline.h"
#include "corpus/format.h"
#include "corpus/line.h"
#include "corpus/page_lines.h"

struct page_dump {
	struct tc_str text;
	bool done;
};

/* Lines of the taste that are looked at. */
#define TASTE_LINES 200

static int taste(const struct tc_taste *taste)
{
	struct tc_str rest = taste->bytes, start = tc_str_trim(rest);
	struct tc_date date;
	size_t n_lines = 0, n_gaps = 0;
	bool time = false, keywords = false, leftover = false;
	/* Markup and JSON are other formats. */
	if (start.n == 0 || start.p[0] == '<' || start.p[0] == '{' || tc_str_starts(start, TC_STR("[{")) ||
	    tc_str_starts(start, TC_STR("[\"")))
		return 0;
	for (size_t i = 0; i < TASTE_LINES && rest.p != NULL; i++) {
		struct tc_str line = tc_str_trim(tc_str_split(&rest, '\n'));
		n_gaps += line.n == 0 && n_lines > 0 && rest.p != NULL;
		if (line.n == 0)
			continue;
		time = time || (n_lines > 0 && n_lines < 8 && tc_page_time(line, &date));
		keywords = keywords || tc_page_keywords(line) > 0;
		leftover = leftover || tc_page_leftover(line);
		n_lines++;
	}
	if (time || keywords)
		return 75 + (time && keywords ? 15 : 0);
	return leftover ? 60 : n_gaps > 0 ? 45 : 20;
}

static enum tc_status open_page(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct page_dump *page = tc_alloc(sizeof *page);
	if (page == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	page->text = input->text;
	*state = page;
	return TC_OK;
}

/* One or two times: "Đăng lúc 17:46 08/01/2023 - Cập nhật 09/01/2023 08:00". */
static void read_time(struct tc_str line, struct tc_article *a)
{
	struct tc_date date;
	struct tc_str found, before = line;
	if (a->published.precision == TC_DATE_NONE && tc_date_parse_day(line, &a->published))
		return;
	for (size_t at = 0, from = 0; tc_date_find(line, &at, &date, &found); from = at) {
		bool update = false;
		before = tc_str_trim(tc_str_sub(line, from, (size_t)(found.p - line.p)));
		for (size_t i = 0; i < before.n && !update; i++)
			update = tc_line_opens(tc_str_sub(before, i, before.n), "cập nhật") > 0 ||
				 tc_line_opens(tc_str_sub(before, i, before.n), "sửa") > 0;
		if (date.precision < TC_DATE_DAY)
			continue;
		if (a->published.precision == TC_DATE_NONE)
			a->published = date;
		else if (update && a->updated.precision == TC_DATE_NONE)
			a->updated = date;
	}
}

static void read_section(struct tc_str line, struct tc_article *a)
{
	static const char *const home[] = {"trang chủ", "home", "trang nhất"};
	struct tc_strs parts = {NULL, 0, 0};
	struct tc_buf plain;
	tc_buf_init(&plain, line.n + 16);
	for (size_t at = 0; at < line.n; at++)
		if (tc_str_starts(tc_str_sub(line, at, line.n), TC_STR("»"))) {
			tc_buf_add_char(&plain, '>');
			at++;
		} else {
			tc_buf_add_char(&plain, line.p[at]);
		}
	tc_line_list(a->arena, tc_buf_str(&plain), ">/", &parts);
	if (plain.failed != TC_OK)
		a->arena->failed = plain.failed;
	tc_buf_release(&plain);
	for (size_t i = 0; i < parts.n; i++) {
		bool is_home = false;
		for (size_t k = 0; k < sizeof home / sizeof *home; k++)
			is_home = is_home || (tc_line_opens(parts.v[i], home[k]) == parts.v[i].n);
		if (!is_home)
			tc_strs_add(&a->section, a->arena, parts.v[i]);
	}
}

static void read_line(const struct tc_page_line *line, struct tc_article *a)
{
	switch (line->kind) {
	case TC_PAGE_TITLE:
		a->title = line->text;
		break;
	case TC_PAGE_SECTION:
		read_section(line->text, a);
		break;
	case TC_PAGE_SUBTITLE:
		a->subtitle = line->text;
		break;
	case TC_PAGE_TIME:
		read_time(line->text, a);
		break;
	case TC_PAGE_LEAD:
		a->lead = line->text;
		break;
	case TC_PAGE_BODY:
		tc_strs_add(&a->body, a->arena, line->text);
		break;
	case TC_PAGE_CAPTION:
		tc_strs_add(&a->captions, a->arena, line->text);
		break;
	case TC_PAGE_BYLINE:
		tc_byline_read(line->text, a);
		break;
	case TC_PAGE_KEYWORDS:
		tc_line_list(a->arena, tc_str_sub(line->text, tc_page_keywords(line->text), line->text.n), ",;|", &a->keywords);
		break;
	case TC_PAGE_NONE:
		break;
	}
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct page_dump *page = state;
	struct tc_page_lines lines;
	(void)err;
	if (page->done)
		return TC_END;
	page->done = true;
	article->record = 1;
	tc_page_split(article->arena, page->text, &lines);
	tc_page_classify(&lines);
	for (size_t i = 0; i < lines.n; i++)
		read_line(&lines.v[i], article);
	if (article->source.n == 0 && article->body.n > 0)
		article->source = tc_byline_trailing_source(article->body.v[article->body.n - 1]);
	return TC_OK;
}

static void close_page(void *state)
{
	tc_free(state);
}

const struct tc_format tc_format_page_dump = {
	.name = "page-dump",
	.description = "news page saved as plain text",
	.whole = true,
	.taste = taste,
	.open = open_page,
	.next = next,
	.close = close_page,
};
