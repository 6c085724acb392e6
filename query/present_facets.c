/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets and the histogram, for people and for programs.
 *
 *   Chuyên mục
 *     Kinh tế     1.204
 *     Xã hội        310
 *     … 12 mục khác
 *
 *   Theo tháng
 *     12/2022 ████████▌ 17
 *     01/2023 0
 *
 * A bar is drawn in half columns (U+2588, U+258C); what is there at all has at least half a one, so that it is told from
 * nothing.  The widest bar takes what the line has left.  Numbers and dates are written as in the rest of the answer.
 */
#include "query/present_facets.h"

#include "base/date.h"
#include "query/present.h"

#define TEXT_BYTES 4096
#define INDENT 2
/* Columns of a value in front of its count, at most. */
#define MAX_VALUE_COLUMNS 48

static void add_blanks(struct tc_buf *out, unsigned n)
{
	while (n-- > 0)
		tc_buf_add_char(out, ' ');
}

/* A value as it is shown: dates the Vietnamese way. */
static void add_value(struct tc_buf *out, enum tc_facet facet, struct tc_str text)
{
	struct tc_date date;
	if (tc_facets[facet].digits > 0 && tc_date_parse_iso(text, &date))
		tc_date_format_vi(&date, out);
	else
		tc_buf_add_str(out, text);
}

static void write_heading(struct tc_terminal *t, const char *before, const char *text)
{
	struct tc_buf line;
	tc_buf_init(&line, TEXT_BYTES);
	tc_buf_printf(&line, "%s%s", before, text);
	tc_terminal_line(t, 0);
	tc_terminal_text(t, TC_STYLE_TITLE, tc_buf_str(&line), NULL);
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

static void write_values(struct tc_terminal *t, const struct tc_facet_values *values)
{
	struct tc_buf line, number;
	unsigned widest = 0, widest_number = 0;
	tc_buf_init(&line, TEXT_BYTES);
	tc_buf_init(&number, 64);
	for (size_t i = 0; i < values->n; i++) {
		tc_buf_reset(&line);
		tc_buf_reset(&number);
		add_value(&line, values->facet, values->v[i].text);
		tc_present_number(&number, values->v[i].documents);
		unsigned columns = tc_terminal_columns(tc_buf_str(&line));
		widest = columns > widest ? columns : widest;
		widest_number = number.n > widest_number ? (unsigned)number.n : widest_number;
	}
	if (values->n == 0) {
		tc_terminal_whole(t, TC_STYLE_DIM, TC_STR("  không có"));
		tc_terminal_line(t, 0);
	}
	widest = widest > MAX_VALUE_COLUMNS ? MAX_VALUE_COLUMNS : widest;
	for (size_t i = 0; i < values->n; i++) {
		tc_buf_reset(&line);
		tc_buf_reset(&number);
		tc_present_number(&number, values->v[i].documents);
		add_blanks(&line, INDENT);
		add_value(&line, values->facet, values->v[i].text);
		unsigned columns = tc_terminal_columns(tc_buf_str(&line)), number_columns = (unsigned)number.n;
		add_blanks(&line, columns < widest + INDENT ? widest + INDENT - columns : 0);
		add_blanks(&line, widest_number - number_columns + 2);
		tc_buf_add_str(&line, tc_buf_str(&number));
		tc_terminal_whole(t, TC_STYLE_PLAIN, tc_buf_str(&line));
		tc_terminal_line(t, 0);
	}
	if (values->n_all > values->n) {
		tc_buf_reset(&line);
		tc_buf_add_cstr(&line, "  … ");
		tc_present_number(&line, (uint32_t)(values->n_all - values->n));
		tc_buf_add_cstr(&line, " mục khác");
		tc_terminal_whole(t, TC_STYLE_DIM, tc_buf_str(&line));
		tc_terminal_line(t, 0);
	}
	tc_buf_release(&line);
	tc_buf_release(&number);
}

static void write_bar(struct tc_terminal *t, enum tc_facet unit, const struct tc_facet_value *value, uint32_t most)
{
	struct tc_buf line;
	unsigned room = t->width > 40 ? t->width - 24 : 16;
	tc_buf_init(&line, TEXT_BYTES);
	add_blanks(&line, INDENT);
	add_value(&line, unit, value->text);
	tc_buf_add_char(&line, ' ');
	uint64_t halves = most == 0 ? 0 : ((uint64_t)value->documents * room * 2 + most / 2) / most;
	halves = halves == 0 && value->documents > 0 ? 1 : halves;
	for (uint64_t i = 0; i < halves / 2; i++)
		tc_buf_add_cstr(&line, "█");
	tc_buf_add_cstr(&line, halves % 2 != 0 ? "▌" : "");
	tc_buf_add_cstr(&line, halves > 0 ? " " : "");
	tc_present_number(&line, value->documents);
	tc_terminal_whole(t, TC_STYLE_PLAIN, tc_buf_str(&line));
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

static void write_histogram(struct tc_terminal *t, const struct tc_histogram *histogram)
{
	static const char *const units[] = {"năm", "tháng", "ngày"};
	struct tc_buf line;
	uint32_t most = 0;
	write_heading(t, "Theo ", units[histogram->unit]);
	for (size_t i = 0; i < histogram->n; i++)
		most = histogram->v[i].documents > most ? histogram->v[i].documents : most;
	for (size_t i = 0; i < histogram->n; i++)
		write_bar(t, histogram->unit, &histogram->v[i], most);
	if (histogram->undated == 0)
		return;
	tc_buf_init(&line, TEXT_BYTES);
	add_blanks(&line, INDENT);
	tc_buf_add_cstr(&line, "không rõ ");
	tc_present_number(&line, histogram->undated);
	tc_terminal_whole(t, TC_STYLE_DIM, tc_buf_str(&line));
	tc_terminal_line(t, 0);
	tc_buf_release(&line);
}

void tc_present_facets_text(struct tc_terminal *t, const struct tc_facets *facets)
{
	if (facets == NULL || facets->documents == 0)
		return;
	for (size_t i = 0; i < facets->n; i++) {
		write_heading(t, "", tc_facets[facets->v[i].facet].label);
		write_values(t, &facets->v[i]);
	}
	if (facets->has_histogram)
		write_histogram(t, &facets->histogram);
}

static void write_list(struct tc_json_writer *w, const char *name, const struct tc_facet_value *values, size_t n)
{
	tc_json_key(w, name);
	tc_json_begin_array(w);
	for (size_t i = 0; i < n; i++) {
		tc_json_begin_object(w);
		tc_json_key_str(w, "value", values[i].text);
		tc_json_key_int(w, "count", values[i].documents);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

void tc_present_facets_json(struct tc_json_writer *w, const struct tc_facets *facets)
{
	if (facets == NULL)
		return;
	tc_json_key(w, "facets");
	tc_json_begin_object(w);
	for (size_t i = 0; i < facets->n; i++) {
		tc_json_key(w, tc_facets[facets->v[i].facet].names[0]);
		tc_json_begin_object(w);
		tc_json_key_int(w, "distinct", (int64_t)facets->v[i].n_all);
		write_list(w, "values", facets->v[i].v, facets->v[i].n);
		tc_json_end_object(w);
	}
	tc_json_end_object(w);
	if (!facets->has_histogram)
		return;
	tc_json_key(w, "histogram");
	tc_json_begin_object(w);
	tc_json_key_str(w, "unit", tc_str_of(tc_facets[facets->histogram.unit].names[0]));
	write_list(w, "bars", facets->histogram.v, facets->histogram.n);
	tc_json_key_int(w, "undated", facets->histogram.undated);
	tc_json_end_object(w);
}
