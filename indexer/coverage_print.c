/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The calendar of an archive for a terminal and for programs.
 *
 * A month is a line, a day a character: a block as high as the day is busy (the highest is what one day in ten reaches), a dot
 * where nothing came and nothing was missed, a cross for a day in a gap without any article.  Years without articles are one line
 * together, so that one article with a wrong date does not cost a thousand. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "indexer/coverage.h"

static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
#define N_BLOCKS (sizeof blocks / sizeof *blocks)

static const char *cell(const struct tc_coverage *c, const struct tc_coverage_day *day)
{
	if (day->articles == 0)
		return day->in_gap ? "×" : "·";
	size_t level = (size_t)day->articles * N_BLOCKS / (c->busy > 0 ? c->busy : 1);
	return blocks[level > 0 ? (level < N_BLOCKS ? level : N_BLOCKS) - 1 : 0];
}

static struct tc_date date_of(int32_t day)
{
	struct tc_date date;
	tc_date_from_unix((int64_t)day * 86400, 0, &date);
	return date;
}

/* The days of one month, from c->days[i]; returns where the next begins. */
static size_t print_month(const struct tc_coverage *c, size_t i, struct tc_buf *out)
{
	struct tc_date date = date_of(c->first + (int32_t)i);
	int last = tc_date_month_days(date.year, date.month);
	uint64_t articles = 0;
	tc_buf_printf(out, "%04d-%02d  %*s", date.year, date.month, date.day - 1, "");
	int at = date.day;
	for (; at <= last && i < c->n_days; at++, i++) {
		tc_buf_add_cstr(out, cell(c, &c->days[i]));
		articles += c->days[i].articles;
	}
	tc_buf_printf(out, "%*s%8llu\n", 32 - at, "", (unsigned long long)articles);
	return i;
}

/* Where the first day at or after i is that is in another year than i's. */
static size_t next_year(const struct tc_coverage *c, size_t i)
{
	struct tc_date date = date_of(c->first + (int32_t)i), new_year = {.precision = TC_DATE_DAY, .month = 1, .day = 1};
	new_year.year = (int16_t)(date.year + 1);
	size_t days = (size_t)(tc_coverage_day_of(&new_year, false) - c->first);
	return days < c->n_days ? days : c->n_days;
}

static bool is_silent(const struct tc_coverage *c, size_t i, size_t end)
{
	while (i < end && c->days[i].articles == 0)
		i++;
	return i == end;
}

static void print_calendar(const struct tc_coverage *c, struct tc_buf *out)
{
	tc_buf_add_cstr(out, "\n         1   5    10   15   20   25   30  articles\n");
	for (size_t i = 0; i < c->n_days;) {
		size_t end = i;
		while (end < c->n_days && is_silent(c, end, next_year(c, end)))
			end = next_year(c, end);
		if (end > i) {
			int from = date_of(c->first + (int32_t)i).year, to = date_of(c->first + (int32_t)end - 1).year;
			tc_buf_printf(out, "%04d%s%.*d  none\n", from, to > from ? "-" : "", to > from ? 4 : 0,
				      to > from ? to : 0);
			i = end;
			continue;
		}
		for (end = next_year(c, i); i < end;)
			i = print_month(c, i, out);
	}
	tc_buf_printf(out, "· none  ▁▂▃▄▅▆▇█ up to %u and more  × none, in a gap\n", c->busy);
}

static void print_gaps(const struct tc_coverage *c, struct tc_buf *out)
{
	char first[16], last[16];
	if (c->n_gaps == 0) {
		tc_buf_add_cstr(out, "gaps: none\n");
		return;
	}
	tc_buf_add_cstr(out, "gaps:\n");
	for (size_t i = 0; i < c->n_gaps; i++) {
		const struct tc_coverage_gap *gap = &c->gaps[i];
		int days = gap->last - gap->first + 1;
		tc_coverage_day_text(gap->first, first);
		tc_coverage_day_text(gap->last, last);
		tc_buf_printf(out, "  %s", first);
		if (days > 1)
			tc_buf_printf(out, " to %s", last);
		tc_buf_printf(out, ": %d day%s, %llu article%s instead of about %.0f%s\n", days, days == 1 ? "" : "s",
			      (unsigned long long)gap->articles, gap->articles == 1 ? "" : "s", gap->expected,
			      gap->to_the_end ? "; nothing as usual since" : "");
	}
}

static void print_heading(const struct tc_coverage *c, struct tc_buf *out)
{
	char first[16], last[16];
	tc_coverage_day_text(c->first, first);
	tc_coverage_day_text(c->first + (int32_t)c->n_days - 1, last);
	if (c->name.n > 0)
		tc_buf_printf(out, "%.*s: ", TC_STR_ARG(c->name));
	tc_buf_printf(out, "%s to %s: %llu article%s, usually %u on a day that has any\n", first, last,
		      (unsigned long long)c->articles, c->articles == 1 ? "" : "s", c->usual);
}

void tc_coverage_text(const struct tc_coverages *coverages, struct tc_buf *out)
{
	for (size_t i = 0; i < coverages->n; i++) {
		if (i > 0)
			tc_buf_add_char(out, '\n');
		print_heading(&coverages->v[i], out);
		if (coverages->n == 1)
			print_calendar(&coverages->v[i], out);
		print_gaps(&coverages->v[i], out);
	}
}

static void json_day(const char *key, int32_t day, struct tc_json_writer *w)
{
	char text[16];
	tc_coverage_day_text(day, text);
	tc_json_key_str(w, key, tc_str_of(text));
}

static void json_days(const struct tc_coverage *c, struct tc_json_writer *w)
{
	tc_json_key(w, "days");
	tc_json_begin_array(w);
	for (size_t i = 0; i < c->n_days; i++) {
		if (c->days[i].articles == 0 && c->days[i].expected <= 0)
			continue;
		tc_json_begin_object(w);
		json_day("day", c->first + (int32_t)i, w);
		tc_json_key_int(w, "articles", c->days[i].articles);
		tc_json_key(w, "expected");
		tc_json_real(w, c->days[i].expected, 1);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void json_one(const struct tc_coverage *c, bool with_days, struct tc_json_writer *w)
{
	if (c->name.n > 0)
		tc_json_key_str(w, "paper", c->name);
	json_day("from", c->first, w);
	json_day("to", c->first + (int32_t)c->n_days - 1, w);
	tc_json_key_int(w, "articles", (int64_t)c->articles);
	tc_json_key_int(w, "usual", c->usual);
	tc_json_key(w, "gaps");
	tc_json_begin_array(w);
	for (size_t i = 0; i < c->n_gaps; i++) {
		tc_json_begin_object(w);
		json_day("from", c->gaps[i].first, w);
		json_day("to", c->gaps[i].last, w);
		tc_json_key_int(w, "days", c->gaps[i].last - c->gaps[i].first + 1);
		tc_json_key_int(w, "articles", (int64_t)c->gaps[i].articles);
		tc_json_key(w, "expected");
		tc_json_real(w, c->gaps[i].expected, 1);
		tc_json_key_bool(w, "to_the_end", c->gaps[i].to_the_end);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
	if (with_days)
		json_days(c, w);
}

void tc_coverage_json(const struct tc_coverages *coverages, struct tc_buf *out)
{
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	if (coverages->n == 1) {
		json_one(&coverages->v[0], true, &w);
	} else {
		tc_json_key(&w, "papers");
		tc_json_begin_array(&w);
		for (size_t i = 0; i < coverages->n; i++) {
			tc_json_begin_object(&w);
			json_one(&coverages->v[i], false, &w);
			tc_json_end_object(&w);
		}
		tc_json_end_array(&w);
	}
	tc_json_end_object(&w);
	tc_buf_add_char(out, '\n');
}
