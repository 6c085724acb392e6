/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The history of an article, for people and as JSON.
 *
 *   Bản 2/3 · lưu lúc 03:48 01/05/2008
 *   kho/2008.warc.gz#17
 *   ~ Tiêu đề: Cầu Bến Hòa [-sắp-] {+đã+} thông xe
 *   - Một đoạn bị bỏ.
 *   + Một đoạn mới.
 */
#include "base/json.h"
#include "query/history.h"
#include "query/present_parts.h"

#define DEFAULT_WIDTH 80
#define TEXT_BYTES 65536

static const char *label(enum tc_article_part part)
{
	static const char *const labels[] = {
		[TC_PART_TITLE] = "Tiêu đề", [TC_PART_SUBTITLE] = "Tiêu đề phụ", [TC_PART_AUTHOR] = "Tác giả",
		[TC_PART_LEAD] = "Sapo",     [TC_PART_PARAGRAPH] = "",           [TC_PART_CAPTION] = "Ảnh",
	};
	return labels[part];
}

static void write_label(struct tc_terminal *t, const char *sign, const char *name, enum tc_style style)
{
	tc_terminal_text(t, style, tc_str_of(sign), NULL);
	t->indent = 2;
	if (*name != '\0') {
		tc_terminal_text(t, TC_STYLE_DIM, tc_str_of(name), NULL);
		tc_terminal_text(t, TC_STYLE_DIM, TC_STR(": "), NULL);
	}
}

/* A stretch of pieces; what went and came stands in brackets where there is no colour. */
static void write_pieces(struct tc_terminal *t, const struct tc_strs *pieces, size_t first, size_t n, enum tc_edit_kind kind)
{
	static const struct {
		enum tc_style style;
		const char *open, *close;
	} looks[] = {[TC_EDIT_SAME] = {TC_STYLE_PLAIN, "", ""},
		     [TC_EDIT_REMOVED] = {TC_STYLE_REMOVED, "[-", "-]"},
		     [TC_EDIT_ADDED] = {TC_STYLE_ADDED, "{+", "+}"}};
	tc_terminal_text(t, looks[kind].style, tc_str_of(t->color ? "" : looks[kind].open), NULL);
	for (size_t i = first; i < first + n; i++)
		tc_terminal_text(t, looks[kind].style, pieces->v[i], NULL);
	tc_terminal_text(t, looks[kind].style, tc_str_of(t->color ? "" : looks[kind].close), NULL);
}

static void write_change(struct tc_terminal *t, const struct tc_line_change *change)
{
	t->indent = 0;
	if (change->kind == TC_LINE_EDITED) {
		write_label(t, "~ ", label(change->part), TC_STYLE_DIM);
		for (size_t i = 0; i < change->edits.n; i++) {
			const struct tc_edit *e = &change->edits.v[i];
			bool added = e->kind == TC_EDIT_ADDED;
			write_pieces(t, added ? &change->after : &change->before, added ? e->b : e->a, e->n, e->kind);
		}
	} else {
		enum tc_style style = change->kind == TC_LINE_ADDED ? TC_STYLE_ADDED : TC_STYLE_REMOVED;
		write_label(t, change->kind == TC_LINE_ADDED ? "+ " : "- ", label(change->part), style);
		tc_terminal_text(t, style, change->text, NULL);
	}
	tc_terminal_line(t, 0);
}

static void write_version(struct tc_terminal *t, const struct tc_history *history, size_t i,
			  const struct tc_present_options *options)
{
	const struct tc_version *version = &history->v[i];
	struct tc_buf line;
	tc_buf_init(&line, TEXT_BYTES);
	tc_buf_printf(&line, "Bản %zu/%zu", i + 1, history->n);
	tc_terminal_text(t, TC_STYLE_TITLE, tc_buf_str(&line), NULL);
	tc_buf_reset(&line);
	tc_present_facts(&version->article, &line);
	tc_terminal_text(t, TC_STYLE_DIM, tc_str_of(line.n > 0 ? " · " : ""), NULL);
	tc_terminal_text(t, TC_STYLE_DIM, tc_buf_str(&line), NULL);
	tc_terminal_line(t, 0);
	tc_present_place(t, &version->article, options);
	if (i == 0 && version->article.title.n > 0) {
		tc_terminal_text(t, TC_STYLE_PLAIN, version->article.title, NULL);
		tc_terminal_line(t, 0);
	}
	if (version->same) {
		tc_terminal_text(t, TC_STYLE_DIM, TC_STR("không đổi"), NULL);
		tc_terminal_line(t, 0);
	}
	for (size_t k = 0; k < version->n_changes; k++)
		write_change(t, &version->changes[k]);
	tc_buf_release(&line);
}

void tc_present_history_text(const struct tc_history *history, const struct tc_present_options *options, struct tc_buf *out)
{
	struct tc_terminal terminal;
	tc_terminal_init(&terminal, out, options->color, options->width == 0 ? DEFAULT_WIDTH : options->width);
	for (size_t i = 0; i < history->n; i++) {
		if (i > 0)
			tc_terminal_line(&terminal, 0);
		write_version(&terminal, history, i, options);
	}
}

static void write_piece(struct tc_json_writer *w, const struct tc_strs *pieces, size_t first, size_t n, const char *kind)
{
	struct tc_buf text;
	tc_buf_init(&text, SIZE_MAX);
	for (size_t i = first; i < first + n; i++)
		tc_buf_add_str(&text, pieces->v[i]);
	tc_json_begin_object(w);
	tc_json_key_str(w, "kind", tc_str_of(kind));
	tc_json_key_str(w, "text", tc_buf_str(&text));
	tc_json_end_object(w);
	tc_buf_release(&text);
}

static void change_json(struct tc_json_writer *w, const struct tc_line_change *change)
{
	static const char *const kinds[] = {"removed", "added", "edited"}, *const pieces[] = {"same", "removed", "added"};
	tc_json_begin_object(w);
	tc_json_key_str(w, "kind", tc_str_of(kinds[change->kind]));
	tc_json_key(w, "field");
	if (change->part != TC_PART_PARAGRAPH)
		tc_json_str(w, tc_str_of(label(change->part)));
	else
		tc_json_null(w);
	tc_json_key_str(w, "text", change->text);
	if (change->kind == TC_LINE_EDITED) {
		tc_json_key(w, "pieces");
		tc_json_begin_array(w);
		for (size_t i = 0; i < change->edits.n; i++) {
			const struct tc_edit *e = &change->edits.v[i];
			bool added = e->kind == TC_EDIT_ADDED;
			write_piece(w, added ? &change->after : &change->before, added ? e->b : e->a, e->n, pieces[e->kind]);
		}
		tc_json_end_array(w);
	}
	tc_json_end_object(w);
}

static void key_date(struct tc_json_writer *w, const char *name, const struct tc_date *date)
{
	struct tc_buf text;
	tc_buf_init(&text, 64);
	tc_date_format(date, &text);
	tc_json_key(w, name);
	if (text.n > 0)
		tc_json_str(w, tc_buf_str(&text));
	else
		tc_json_null(w);
	tc_buf_release(&text);
}

void tc_present_history_json(const struct tc_history *history, struct tc_buf *out)
{
	struct tc_json_writer writer, *w = &writer;
	tc_json_writer_init(w, out);
	tc_json_begin_object(w);
	tc_json_key_int(w, "format", 1);
	tc_json_key(w, "versions");
	tc_json_begin_array(w);
	for (size_t i = 0; i < history->n; i++) {
		const struct tc_version *version = &history->v[i];
		tc_json_begin_object(w);
		key_date(w, "captured", &version->article.captured);
		key_date(w, "published", &version->article.published);
		tc_json_key_str(w, "title", version->article.title);
		tc_json_key_str(w, "file", version->article.file);
		tc_json_key_int(w, "record", version->article.record);
		tc_json_key_bool(w, "same", version->same);
		tc_json_key(w, "changes");
		tc_json_begin_array(w);
		for (size_t k = 0; k < version->n_changes; k++)
			change_json(w, &version->changes[k]);
		tc_json_end_array(w);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
	tc_json_end_object(w);
	tc_buf_add_char(out, '\n');
}
