/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole article, for people and as JSON.
 *
 *   Quận Ngô Quyền phấn đấu hoàn thành giải phóng mặt bằng
 *   17:46 08/01/2023 · Chính trị › Thời sự · Hồng Thanh
 *   2023/01/ngo-quyen.html
 *
 *   The lead, then a paragraph each, a blank line between two.
 *
 *   Ảnh: the captions
 *   Từ khóa: giải phóng mặt bằng, Ngô Quyền
 */
#include "query/present_parts.h"
#include "query/show.h"

#include "base/json.h"

#define DEFAULT_WIDTH 80
#define TEXT_BYTES 65536

static void write_paragraph(struct tc_terminal *t, const char *label, enum tc_style style, struct tc_str text,
			    const struct tc_highlights *highlights)
{
	if (text.n == 0)
		return;
	tc_terminal_line(t, 0);
	if (label != NULL)
		tc_terminal_text(t, TC_STYLE_DIM, tc_str_of(label), NULL);
	tc_terminal_text(t, style, text, highlights);
	tc_terminal_line(t, 0);
}

static void write_dim(struct tc_terminal *t, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_terminal_text(t, TC_STYLE_DIM, text, NULL);
	tc_terminal_line(t, 0);
}

/* đăng ..., cập nhật ..., số báo, trang */
static void write_facts(struct tc_terminal *t, const struct tc_article *a)
{
	struct tc_buf line;
	tc_buf_init(&line, TEXT_BYTES);
	tc_present_facts(a, &line);
	if (a->source.n > 0 && a->publication.n > 0)
		tc_present_item(&line, " · ", a->publication);
	if (a->issue.n > 0)
		tc_buf_printf(&line, "%ssố %.*s", line.n > 0 ? " · " : "", TC_STR_ARG(a->issue));
	if (a->page.n > 0)
		tc_buf_printf(&line, "%strang %.*s", line.n > 0 ? " · " : "", TC_STR_ARG(a->page));
	write_dim(t, tc_buf_str(&line));
	tc_buf_reset(&line);
	if (a->updated.precision != TC_DATE_NONE) {
		tc_buf_add_cstr(&line, "cập nhật ");
		tc_date_format_vi(&a->updated, &line);
	}
	write_dim(t, tc_buf_str(&line));
	tc_buf_release(&line);
}

static void write_article(struct tc_terminal *t, const struct tc_shown *shown, const struct tc_present_options *options)
{
	const struct tc_article *a = &shown->article;
	struct tc_buf keywords;
	if (a->title.n > 0)
		tc_terminal_text(t, TC_STYLE_TITLE, a->title, &shown->title);
	else
		tc_terminal_text(t, TC_STYLE_DIM, TC_STR("(không có tiêu đề)"), NULL);
	tc_terminal_line(t, 0);
	if (a->subtitle.n > 0) {
		tc_terminal_text(t, TC_STYLE_PLAIN, a->subtitle, &shown->subtitle);
		tc_terminal_line(t, 0);
	}
	write_facts(t, a);
	tc_present_place(t, a, options);
	write_paragraph(t, NULL, TC_STYLE_TITLE, a->lead, &shown->lead);
	for (size_t i = 0; i < a->body.n; i++)
		write_paragraph(t, NULL, TC_STYLE_PLAIN, a->body.v[i], &shown->body[i]);
	for (size_t i = 0; i < a->captions.n; i++)
		write_paragraph(t, "Ảnh: ", TC_STYLE_PLAIN, a->captions.v[i], &shown->captions[i]);
	tc_buf_init(&keywords, TEXT_BYTES);
	for (size_t i = 0; i < a->keywords.n; i++)
		tc_present_item(&keywords, ", ", a->keywords.v[i]);
	write_paragraph(t, "Từ khóa: ", TC_STYLE_PLAIN, tc_buf_str(&keywords), NULL);
	tc_buf_release(&keywords);
}

void tc_present_article_text(const struct tc_shown_list *list, const struct tc_present_options *options, struct tc_buf *out)
{
	struct tc_terminal terminal;
	tc_terminal_init(&terminal, out, options->color, options->width == 0 ? DEFAULT_WIDTH : options->width);
	for (size_t i = 0; i < list->n; i++) {
		if (i > 0) {
			tc_terminal_line(&terminal, 0);
			tc_terminal_text(&terminal, TC_STYLE_DIM, TC_STR("* * *"), NULL);
			tc_terminal_line(&terminal, 0);
			tc_terminal_line(&terminal, 0);
		}
		write_article(&terminal, &list->v[i], options);
	}
}

static void write_highlights(struct tc_json_writer *w, const struct tc_highlights *highlights)
{
	tc_json_begin_array(w);
	for (size_t i = 0; i < highlights->n; i++) {
		tc_json_begin_array(w);
		tc_json_int(w, (int64_t)highlights->v[i].start);
		tc_json_int(w, (int64_t)highlights->v[i].end);
		tc_json_end_array(w);
	}
	tc_json_end_array(w);
}

static void write_each(struct tc_json_writer *w, const char *name, const struct tc_highlights *highlights, size_t n)
{
	tc_json_key(w, name);
	tc_json_begin_array(w);
	for (size_t i = 0; i < n; i++)
		write_highlights(w, &highlights[i]);
	tc_json_end_array(w);
}

void tc_present_article_json(const struct tc_shown_list *list, struct tc_buf *out)
{
	struct tc_json_writer writer, *w = &writer;
	tc_json_writer_init(w, out);
	tc_json_begin_object(w);
	tc_json_key_int(w, "format", 1);
	tc_json_key(w, "articles");
	tc_json_begin_array(w);
	for (size_t i = 0; i < list->n; i++) {
		const struct tc_shown *shown = &list->v[i];
		tc_json_begin_object(w);
		tc_json_key(w, "article");
		tc_article_json(&shown->article, w);
		tc_json_key(w, "highlights");
		tc_json_begin_object(w);
		tc_json_key(w, "title");
		write_highlights(w, &shown->title);
		tc_json_key(w, "subtitle");
		write_highlights(w, &shown->subtitle);
		tc_json_key(w, "lead");
		write_highlights(w, &shown->lead);
		write_each(w, "body", shown->body, shown->article.body.n);
		write_each(w, "captions", shown->captions, shown->article.captions.n);
		tc_json_end_object(w);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
	tc_json_end_object(w);
	tc_buf_add_char(out, '\n');
}
