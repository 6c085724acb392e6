/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers for people, laid out like the result list of a newspaper's archive:
 *
 *   Tìm thấy 1.200 bài (3,4 ms)
 *   Ý bạn là: quận ngô quyền (310 bài)
 *
 *   1. Quận Ngô Quyền phấn đấu hoàn thành giải phóng mặt bằng
 *      17:46 08/01/2023 · Chính trị › Thời sự · Hồng Thanh
 *      Chủ tịch UBND quận cho biết sẽ hoàn thành trước Tết…
 *      2023/01/ngo-quyen.html
 *
 * Labels are Vietnamese, as the readers are; messages about mistakes are not written here.  Numbers are written as Vietnamese
 * papers do, 1.200 and 3,4.  Parts that an article has not are left out with their separators.  An address or path stands on a
 * line of its own and is never broken, so that it can be picked up with a double click.
 */
#include "query/present.h"

#include <string.h>

#include "indexer/schema.h"
#include "query/present_facets.h"
#include "query/present_parts.h"
#include "query/terminal.h"

#define DEFAULT_WIDTH 80
/* Narrower than this a line of Vietnamese cannot be read; wider than this neither. */
#define MIN_WIDTH 30
#define MAX_WIDTH 120
#define TEXT_BYTES 4096

/* 3,4 below ten, 12 above. */
static void add_decimal(struct tc_buf *out, double value, int decimals)
{
	size_t from = out->n;
	tc_buf_printf(out, "%.*f", decimals, value);
	for (size_t i = from; i < out->n; i++)
		if (out->p[i] == '.')
			out->p[i] = ',';
}

static void write_heading(struct tc_terminal *t, const struct tc_results *results)
{
	struct tc_buf line;
	tc_buf_init(&line, TEXT_BYTES);
	if (results->similar_to.n > 0) {
		tc_buf_add_cstr(&line, results->n_hits > 0 ? "Bài liên quan đến: " : "Không có bài nào liên quan đến: ");
	} else if (results->total == 0) {
		tc_buf_add_cstr(&line, results->quote_words > 0 ? "Không bài nào có câu: " : "Không tìm thấy bài nào cho: ");
	} else {
		tc_buf_add_cstr(&line, results->total_exact ? "Tìm thấy " : "Tìm thấy khoảng ");
		tc_present_number(&line, results->total);
		tc_buf_add_cstr(&line, results->quote_words > 0 ? " bài có câu này" : " bài");
		if (results->collapsed)
			tc_buf_add_cstr(&line, ", kể cả bài in lại");
		if (results->offset > 0) {
			tc_buf_add_cstr(&line, results->n_hits > 0 ? ", từ bài thứ " : ", không có bài thứ ");
			tc_present_number(&line, results->offset + 1);
		}
		tc_buf_add_cstr(&line, " (");
		add_decimal(&line, results->elapsed_ms, results->elapsed_ms < 10 ? 1 : 0);
		tc_buf_add_cstr(&line, " ms)");
	}
	tc_terminal_text(t, TC_STYLE_PLAIN, tc_buf_str(&line), NULL);
	if (results->similar_to.n > 0 || results->total == 0)
		tc_terminal_text(t, TC_STYLE_TITLE, results->similar_to.n > 0 ? results->similar_to : results->query, NULL);
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

/* An answer without some of the indexes. */
static void write_missing(struct tc_terminal *t, const struct tc_results *results)
{
	struct tc_buf line;
	if (results->n_missing == 0)
		return;
	tc_buf_init(&line, 16 * TEXT_BYTES);
	for (size_t i = 0; i < results->n_missing; i++)
		tc_present_item(&line, ", ", results->missing[i].index);
	tc_terminal_text(t, TC_STYLE_PLAIN, TC_STR("Chưa đủ, thiếu kho: "), NULL);
	tc_terminal_text(t, TC_STYLE_TITLE, tc_buf_str(&line), NULL);
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

static void write_meant(struct tc_terminal *t, const struct tc_results *results)
{
	struct tc_buf line;
	if (results->meant.n == 0)
		return;
	tc_buf_init(&line, TEXT_BYTES);
	tc_buf_add_cstr(&line, results->meant_exact ? " (" : " (khoảng ");
	tc_present_number(&line, results->meant_total);
	tc_buf_add_cstr(&line, " bài)");
	tc_terminal_text(t, TC_STYLE_PLAIN, TC_STR("Ý bạn là: "), NULL);
	tc_terminal_text(t, TC_STYLE_TITLE, results->meant, NULL);
	tc_terminal_text(t, TC_STYLE_PLAIN, tc_buf_str(&line), NULL);
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

/* in lại 3 lần */
static void add_reprints(struct tc_buf *line, const struct tc_hit *hit)
{
	if (hit->n_reprints == 0)
		return;
	tc_present_item(line, " · ", hit->more_reprints ? TC_STR("in lại hơn ") : TC_STR("in lại "));
	tc_present_number(line, (uint32_t)hit->n_reprints);
	tc_buf_add_cstr(line, " lần");
}

/* Date, section, authors, source; what is special about the hit. */
static void write_facts(struct tc_terminal *t, const struct tc_hit *hit, bool mark_partial,
			const struct tc_present_options *options)
{
	struct tc_buf line;
	tc_buf_init(&line, 16 * TEXT_BYTES);
	tc_present_facts(&hit->article, &line);
	add_reprints(&line, hit);
	if (mark_partial && hit->partial)
		tc_present_item(&line, " · ", TC_STR("khớp một phần"));
	if (hit->quote_field != NULL && hit->quote_edits == 0)
		tc_present_item(&line, " · ", TC_STR("đúng từng từ"));
	if (hit->quote_field != NULL && hit->quote_edits > 0) {
		tc_present_item(&line, " · ", TC_STR("khác "));
		tc_buf_printf(&line, "%u từ", hit->quote_edits);
	}
	if (options->explain_scores) {
		tc_present_item(&line, " · ", TC_STR("điểm "));
		add_decimal(&line, hit->score, 3);
	}
	if (line.n > 0 && line.failed == TC_OK) {
		tc_terminal_text(t, TC_STYLE_DIM, tc_buf_str(&line), NULL);
		tc_terminal_line(t, t->indent);
	}
	tc_buf_release(&line);
}

/* A reprint, below the article that it is one of. */
static void write_reprint(struct tc_terminal *t, const struct tc_article *article, unsigned indent,
			  const struct tc_present_options *options)
{
	struct tc_buf line;
	tc_buf_init(&line, 16 * TEXT_BYTES);
	tc_present_facts(article, &line);
	t->indent = indent;
	tc_terminal_text(t, TC_STYLE_PLAIN, TC_STR("• "), NULL);
	t->indent = indent + 2;
	if (article->title.n > 0)
		tc_terminal_text(t, TC_STYLE_PLAIN, article->title, NULL);
	else
		tc_terminal_text(t, TC_STYLE_DIM, TC_STR("(không có tiêu đề)"), NULL);
	tc_terminal_line(t, indent + 2);
	if (line.n > 0 && line.failed == TC_OK) {
		tc_terminal_text(t, TC_STYLE_DIM, tc_buf_str(&line), NULL);
		tc_terminal_line(t, indent + 2);
	}
	tc_buf_release(&line);
	tc_present_place(t, article, options);
}

static void write_hit(struct tc_terminal *t, const struct tc_hit *hit, bool mark_partial,
		      const struct tc_present_options *options)
{
	struct tc_buf rank;
	tc_buf_init(&rank, 32);
	tc_buf_printf(&rank, "%u. ", (unsigned)hit->rank);
	unsigned indent = (unsigned)rank.n;
	t->indent = 0;
	tc_terminal_text(t, TC_STYLE_DIM, tc_buf_str(&rank), NULL);
	tc_buf_release(&rank);
	t->indent = indent;
	if (hit->article.title.n > 0)
		tc_terminal_text(t, TC_STYLE_TITLE, hit->article.title, &hit->title_highlights);
	else
		tc_terminal_text(t, TC_STYLE_DIM, TC_STR("(không có tiêu đề)"), NULL);
	tc_terminal_line(t, indent);
	write_facts(t, hit, mark_partial, options);
	for (size_t i = 0; i < hit->n_passages; i++) {
		tc_terminal_text(t, TC_STYLE_DIM, TC_STR("– "), NULL);
		tc_terminal_text(t, TC_STYLE_PLAIN, hit->passages[i].text, &hit->passages[i].highlights);
		tc_terminal_line(t, indent);
	}
	if (hit->n_passages == 0 && hit->snippet.text.n > 0) {
		tc_terminal_text(t, TC_STYLE_PLAIN, hit->snippet.text, &hit->snippet.highlights);
		tc_terminal_line(t, indent);
	}
	tc_present_place(t, &hit->article, options);
	for (size_t i = 0; i < hit->n_reprints && hit->reprints != NULL; i++)
		write_reprint(t, &hit->reprints[i], indent, options);
}

/* Does a complete match come after a partial one?  Then each partial one is marked, else they stand under one line. */
static bool is_mixed(const struct tc_results *results)
{
	for (size_t i = 1; i < results->n_hits; i++)
		if (results->hits[i - 1].partial && !results->hits[i].partial)
			return true;
	return false;
}

static void present_text(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	struct tc_terminal terminal;
	unsigned width = options->width == 0 ? DEFAULT_WIDTH : options->width;
	width = width < MIN_WIDTH ? MIN_WIDTH : width > MAX_WIDTH ? MAX_WIDTH : width;
	tc_terminal_init(&terminal, out, options->color, width);
	write_heading(&terminal, results);
	write_missing(&terminal, results);
	write_meant(&terminal, results);
	bool partial = false, mixed = is_mixed(results);
	for (size_t i = 0; i < results->n_hits; i++) {
		tc_terminal_line(&terminal, 0);
		if (results->hits[i].partial && !partial && !mixed) {
			tc_terminal_text(&terminal, TC_STYLE_PLAIN, TC_STR("Các bài khớp một phần:"), NULL);
			tc_terminal_line(&terminal, 0);
			tc_terminal_line(&terminal, 0);
			partial = true;
		}
		write_hit(&terminal, &results->hits[i], mixed, options);
	}
	tc_present_facets_text(&terminal, results->facets);
}

const struct tc_presenter tc_present_text = {"text", "for people", NULL, present_text};
