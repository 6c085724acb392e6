/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The calendar of an archive as a picture (SVG 1.1, one file, no scripts, colours for light and dark).
 *
 * A year is a row, a week a column, Monday on top; a square is a day, darker the busier it is, with a red edge in a gap.  Resting
 * the pointer on it shows day and number.  Years without articles are left out.  The gaps stand below as text, the first
 * GAP_LINES of them: a picture is no list. */
#include <stdio.h>

#include "base/escape.h"
#include "indexer/coverage.h"

#define SQUARE 10    /* side of a day */
#define STEP 12      /* from one to the next */
#define LEFT 44      /* room for the years */
#define YEAR_HIGH 98 /* seven days and what is between years */
#define LINE 16
#define HEADING 44 /* name and months */
#define LEVELS 4
#define GAP_LINES 20
#define WIDE (LEFT + 54 * STEP + 8)

static struct tc_date date_of(int32_t day)
{
	struct tc_date date;
	tc_date_from_unix((int64_t)day * 86400, 0, &date);
	return date;
}

static int32_t new_year(int year)
{
	struct tc_date date = {.precision = TC_DATE_DAY, .year = (int16_t)year, .month = 1, .day = 1};
	return tc_coverage_day_of(&date, false);
}

/* 0 is Monday. */
static int weekday(int32_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7);
}

/* The days of c in a year; false when none has articles. */
static bool days_of_year(const struct tc_coverage *c, int year, int32_t *first, int32_t *last)
{
	int32_t end = c->first + (int32_t)c->n_days - 1;
	bool any = false;
	*first = new_year(year) > c->first ? new_year(year) : c->first;
	*last = new_year(year + 1) - 1 < end ? new_year(year + 1) - 1 : end;
	for (int32_t d = *first; d <= *last && !any; d++)
		any = c->days[d - c->first].articles > 0;
	return any;
}

static int years_of(const struct tc_coverage *c)
{
	int32_t first, last;
	int n = 0;
	for (int year = date_of(c->first).year; year <= date_of(c->first + (int32_t)c->n_days - 1).year; year++)
		n += days_of_year(c, year, &first, &last);
	return n;
}

static size_t lines_of(const struct tc_coverage *c)
{
	return c->n_gaps > GAP_LINES ? GAP_LINES + 1 : c->n_gaps;
}

static void add_day(const struct tc_coverage *c, int32_t day, int x, int y, struct tc_buf *out)
{
	const struct tc_coverage_day *d = &c->days[day - c->first];
	char text[16];
	unsigned level = d->articles == 0 ? 0 : (unsigned)((uint64_t)d->articles * LEVELS / (c->busy > 0 ? c->busy : 1));
	level = d->articles > 0 && level == 0 ? 1 : level > LEVELS ? LEVELS : level;
	tc_buf_printf(out, "<rect class=\"d%u%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", level, d->in_gap ? " g" : "", x,
		      y, SQUARE, SQUARE);
	if (d->articles == 0 && !d->in_gap) {
		tc_buf_add_cstr(out, "/>\n");
		return;
	}
	tc_coverage_day_text(day, text);
	tc_buf_printf(out, "><title>%s: %u", text, d->articles);
	if (d->in_gap)
		tc_buf_printf(out, ", expected %.0f", d->expected);
	tc_buf_add_cstr(out, "</title></rect>\n");
}

static void add_year(const struct tc_coverage *c, int year, int y, struct tc_buf *out)
{
	int32_t first, last;
	int begin = weekday(new_year(year));
	days_of_year(c, year, &first, &last);
	tc_buf_printf(out, "<text x=\"4\" y=\"%d\">%d</text>\n", y + 4 * STEP, year);
	for (int32_t day = first; day <= last; day++)
		add_day(c, day, LEFT + ((int)(day - new_year(year)) + begin) / 7 * STEP, y + weekday(day) * STEP, out);
}

static void add_gaps(const struct tc_coverage *c, int y, struct tc_buf *out)
{
	char first[16], last[16];
	for (size_t i = 0; i < c->n_gaps && i < GAP_LINES; i++, y += LINE) {
		tc_coverage_day_text(c->gaps[i].first, first);
		tc_coverage_day_text(c->gaps[i].last, last);
		tc_buf_printf(out, "<text x=\"%d\" y=\"%d\">%s – %s: %llu / %.0f</text>\n", LEFT, y, first, last,
			      (unsigned long long)c->gaps[i].articles, c->gaps[i].expected);
	}
	if (c->n_gaps > GAP_LINES)
		tc_buf_printf(out, "<text x=\"%d\" y=\"%d\">+ %zu</text>\n", LEFT, y, c->n_gaps - GAP_LINES);
}

/* One calendar from y down; returns where it ends. */
static int add_calendar(const struct tc_coverage *c, int y, struct tc_buf *out)
{
	char first[16], last[16];
	int32_t from, to;
	tc_coverage_day_text(c->first, first);
	tc_coverage_day_text(c->first + (int32_t)c->n_days - 1, last);
	tc_buf_printf(out, "<text class=\"h\" x=\"4\" y=\"%d\">", y + LINE);
	tc_escape_xml(c->name, out);
	tc_buf_printf(out, "%s%s – %s: %llu</text>\n", c->name.n > 0 ? " " : "", first, last, (unsigned long long)c->articles);
	for (int month = 0; month < 12; month++)
		tc_buf_printf(out, "<text x=\"%d\" y=\"%d\">%d</text>\n", LEFT + month * 53 * STEP / 12, y + HEADING - 8,
			      month + 1);
	y += HEADING;
	for (int year = date_of(c->first).year; year <= date_of(c->first + (int32_t)c->n_days - 1).year; year++) {
		if (!days_of_year(c, year, &from, &to))
			continue;
		add_year(c, year, y, out);
		y += YEAR_HIGH;
	}
	add_gaps(c, y + LINE, out);
	return y + (int)(lines_of(c) + 1) * LINE;
}

void tc_coverage_svg(const struct tc_coverages *coverages, struct tc_buf *out)
{
	long high = LINE;
	int y = 0;
	for (size_t i = 0; i < coverages->n; i++)
		high += HEADING + years_of(&coverages->v[i]) * YEAR_HIGH + (long)(lines_of(&coverages->v[i]) + 1) * LINE;
	tc_buf_printf(
		out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%ld\" viewBox=\"0 0 %d %ld\">\n"
		"<title>Articles a day</title>\n",
		WIDE, high, WIDE, high);
	tc_buf_add_cstr(out, "<style>text{font:11px sans-serif;fill:#333}.h{font-weight:bold}.d0{fill:#eee}.d1{fill:#bcd9ef}"
			     ".d2{fill:#7fb4dc}.d3{fill:#3f86bd}.d4{fill:#12598f}.g{stroke:#c62828;stroke-width:1.5}"
			     "@media(prefers-color-scheme:dark){text{fill:#ddd}.d0{fill:#2a2a2a}.d1{fill:#12395a}"
			     ".d2{fill:#1f6298}.d3{fill:#4f9ad0}.d4{fill:#a9d4f5}}</style>\n");
	for (size_t i = 0; i < coverages->n; i++)
		y = add_calendar(&coverages->v[i], y, out);
	tc_buf_add_cstr(out, "</svg>\n");
}
