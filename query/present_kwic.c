/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A concordance for people: under the title of each article a line for each place, the keywords one below the other.
 *
 *   Khởi công cầu Bến Hòa · 05/01/2020
 *                      Khởi công cầu Bến Hòa
 *                      Sáng 5-1, cầu Bến Hòa bắc qua sông Lau khởi công
 */
#include "query/present_parts.h"

#define DEFAULT_WIDTH 80
#define MAX_WIDTH 160
/* What the keyword and the blanks around it may take before the line is over the width. */
#define KEYWORD_COLUMNS 20

static void write_occurrence(struct tc_terminal *t, const struct tc_occurrence *o, unsigned side)
{
	struct tc_str left = tc_occurrence_left(o, side), right = tc_occurrence_right(o, side);
	unsigned columns = tc_terminal_columns(left);
	struct tc_highlight mark = {0, o->end - o->start};
	struct tc_highlights marks = {&mark, 1, 1};
	for (unsigned i = columns; i < side; i++)
		tc_terminal_whole(t, TC_STYLE_PLAIN, TC_STR(" "));
	tc_terminal_text(t, TC_STYLE_PLAIN, left, NULL);
	tc_terminal_text(t, TC_STYLE_PLAIN, tc_str_sub(o->text, o->start, o->end), &marks);
	tc_terminal_text(t, TC_STYLE_PLAIN, right, NULL);
	tc_terminal_line(t, 0);
}

static void present_kwic(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	struct tc_terminal terminal;
	struct tc_buf facts;
	unsigned width = options->width == 0 ? DEFAULT_WIDTH : options->width;
	width = width > MAX_WIDTH ? MAX_WIDTH : width < 2 * KEYWORD_COLUMNS ? 2 * KEYWORD_COLUMNS : width;
	tc_terminal_init(&terminal, out, options->color, 0);
	tc_buf_init(&facts, SIZE_MAX);
	for (size_t i = 0; i < results->n_hits; i++) {
		const struct tc_hit *hit = &results->hits[i];
		if (hit->occurrences.n == 0)
			continue;
		tc_buf_reset(&facts);
		tc_present_facts(&hit->article, &facts);
		tc_terminal_text(&terminal, TC_STYLE_TITLE, hit->article.title.n > 0 ? hit->article.title : hit->article.id,
				 NULL);
		tc_terminal_text(&terminal, TC_STYLE_DIM, tc_str_of(facts.n > 0 ? " · " : ""), NULL);
		tc_terminal_text(&terminal, TC_STYLE_DIM, tc_buf_str(&facts), NULL);
		tc_terminal_line(&terminal, 0);
		for (size_t k = 0; k < hit->occurrences.n; k++)
			write_occurrence(&terminal, &hit->occurrences.v[k], (width - KEYWORD_COLUMNS) / 2);
	}
	tc_buf_release(&facts);
}

const struct tc_presenter tc_present_kwic = {"kwic", "each place of a keyword with its context", NULL, present_kwic};
