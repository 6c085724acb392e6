/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many articles each day has, from an index.
 *
 * For all papers together the D terms say it, whose frequencies the index keeps.  For papers the stream of their value slot is
 * walked in step with that of the dates, by document; no text is read.  An article of which only month or year is known is of no
 * day.  A paper is what stands as source or publication; one article may have both, and counts for each.
 */
#include "indexer/coverage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzers/token.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/facet.h"
#include "indexer/schema.h"
#include "indexer/tally.h"
#include "xapianc/iterate.h"

/* So many articles of a paper on a day. */
struct entry {
	uint32_t paper;
	int32_t day;
	uint32_t articles;
};

struct reading {
	struct tc_db *db;
	const struct tc_coverage_wish *wish;
	struct tc_tally papers;
	char mark[TC_FACET_MARK + 1]; /* of the paper wished for, "" for none */
	struct entry *v;
	size_t n, capacity;
	int32_t from, to;
	int32_t last; /* day that has articles */
	bool no_memory;
};

int32_t tc_coverage_day_of(const struct tc_date *date, bool last)
{
	struct tc_date day = {.precision = TC_DATE_DAY, .year = date->year, .month = date->month, .day = date->day};
	if (date->precision < TC_DATE_MONTH)
		day.month = last ? 12 : 1;
	if (date->precision < TC_DATE_DAY)
		day.day = (int8_t)(last ? tc_date_month_days(day.year, day.month) : 1);
	int64_t seconds = tc_date_unix(&day);
	return (int32_t)((seconds - (seconds % 86400 + 86400) % 86400) / 86400);
}

void tc_coverage_day_text(int32_t day, char out[16])
{
	struct tc_date date;
	tc_date_from_unix((int64_t)day * 86400, 0, &date);
	snprintf(out, 16, "%04u-%02u-%02u", (unsigned)date.year % 10000, (unsigned)date.month % 100, (unsigned)date.day % 100);
}

/* YYYYMMDD...; false when no day is known. */
static bool read_day(struct tc_str key, int32_t *day)
{
	struct tc_date date;
	if (key.n < 8 || !tc_date_parse_iso(tc_str_sub(key, 0, 8), &date) || date.precision != TC_DATE_DAY)
		return false;
	*day = tc_coverage_day_of(&date, false);
	return true;
}

static void add(struct reading *r, uint32_t paper, int32_t day, uint32_t articles)
{
	if (day < r->from || day > r->to)
		return;
	r->last = r->n == 0 || day > r->last ? day : r->last;
	if (tc_grow(&r->v, &r->capacity, r->n, sizeof *r->v) != 0)
		r->no_memory = true;
	else
		r->v[r->n++] = (struct entry){paper, day, articles};
}

static enum tc_status read_all_papers(struct reading *r, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	int32_t day;
	tc_tally_add(&r->papers, TC_STR_NONE, TC_STR_NONE, 1);
	enum tc_status status = tc_terms_all(r->db, TC_STR(TC_PREFIX_DAY), &terms, err);
	while (status == TC_OK && !r->no_memory && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		if (read_day(tc_str_sub(term, strlen(TC_PREFIX_DAY), term.n), &day))
			add(r, 0, day, tc_terms_freq(terms));
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

/* The papers of one article, each its mark and name. */
static void add_papers(struct reading *r, struct tc_str packed, int32_t day)
{
	for (struct tc_str rest = packed; rest.p != NULL;) {
		struct tc_str value = tc_str_split(&rest, '\n');
		struct tc_str mark = tc_str_sub(value, 0, TC_FACET_MARK), name = tc_str_sub(value, TC_FACET_MARK, value.n);
		if (name.n == 0 || (r->mark[0] != '\0' && !tc_str_eq(mark, tc_str_of(r->mark))))
			continue;
		size_t at = tc_tally_add(&r->papers, mark, name, 1);
		if (r->papers.no_memory)
			return;
		add(r, (uint32_t)at, day, 1);
	}
}

static enum tc_status read_papers(struct reading *r, struct tc_err *err)
{
	struct tc_values *papers = NULL, *dates = NULL;
	struct tc_str packed, key;
	uint32_t docid, dated = 0;
	int32_t day = 0;
	bool has_day = false;
	enum tc_status status = tc_values_of(r->db, TC_SLOT_SOURCE, &papers, err);
	if (status == TC_OK)
		status = tc_values_of(r->db, TC_SLOT_PUBLISHED, &dates, err);
	while (status == TC_OK && !r->no_memory && (status = tc_values_next(papers, &docid, &packed, err)) == TC_OK) {
		if (dated < docid) {
			status = tc_values_skip_to(dates, docid, err);
			if (status == TC_OK)
				status = tc_values_next(dates, &dated, &key, err);
			has_day = status == TC_OK && read_day(key, &day);
		}
		if (status == TC_OK && dated == docid && has_day)
			add_papers(r, packed, day);
	}
	tc_values_free(papers);
	tc_values_free(dates);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status find_mark(struct reading *r, struct tc_err *err)
{
	struct tc_analyzer *analyzer = NULL;
	struct tc_buf key, mark;
	tc_buf_init(&key, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&mark, 64);
	enum tc_status status = tc_analyzer_new(&analyzer, err);
	if (status == TC_OK)
		status = tc_facet_key(analyzer, tc_str_of(r->wish->paper), &key, err);
	if (status == TC_OK && key.n == 0)
		status = tc_err_set(err, TC_EARG, "option --paper: '%s' is no name of a paper", r->wish->paper);
	if (status == TC_OK)
		tc_facet_mark(tc_buf_str(&key), &mark);
	snprintf(r->mark, sizeof r->mark, "%s", tc_buf_cstr(&mark));
	tc_analyzer_free(analyzer);
	tc_buf_release(&key);
	tc_buf_release(&mark);
	return status;
}

static int by_paper_and_day(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->paper != y->paper)
		return x->paper < y->paper ? -1 : 1;
	return x->day < y->day ? -1 : x->day > y->day;
}

/* The calendar of the entries v[0..n), all of one paper, by day. */
static enum tc_status make_calendar(struct reading *r, const struct entry *v, size_t n, struct tc_coverages *out,
				    struct tc_err *err)
{
	if (tc_grow(&out->v, &out->capacity, out->n, sizeof *out->v) != 0)
		return tc_err_set(err, TC_ENOMEM, "coverage: no memory");
	struct tc_coverage *c = &out->v[out->n++];
	int32_t first = r->wish->from.precision != TC_DATE_NONE ? r->from : v[0].day;
	int32_t last = r->wish->to.precision != TC_DATE_NONE ? r->to : r->wish->each_paper ? r->last : v[n - 1].day;
	*c = (struct tc_coverage){.first = first, .n_days = (size_t)(last - first) + 1};
	c->name = tc_arena_str(&out->arena, r->papers.v[v[0].paper].name);
	c->days = tc_alloc(c->n_days * sizeof *c->days);
	if (c->days == NULL)
		return tc_err_set(err, TC_ENOMEM, "coverage: no memory");
	for (size_t i = 0; i < n; i++)
		c->days[v[i].day - first].articles += v[i].articles;
	return tc_coverage_judge(c, err);
}

static int by_articles(const void *a, const void *b)
{
	const struct tc_coverage *x = a, *y = b;
	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return tc_str_cmp(x->name, y->name);
}

static enum tc_status make_calendars(struct reading *r, struct tc_coverages *out, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	if (r->n == 0)
		return tc_err_set(
			err, TC_ENOENT, "no article%s%s has a day%s", r->wish->paper != NULL ? " of " : "",
			r->wish->paper != NULL ? r->wish->paper : "",
			r->wish->from.precision != TC_DATE_NONE || r->wish->to.precision != TC_DATE_NONE ? " in that time" : "");
	qsort(r->v, r->n, sizeof *r->v, by_paper_and_day);
	for (size_t i = 0, end; i < r->n && status == TC_OK; i = end) {
		for (end = i + 1; end < r->n && r->v[end].paper == r->v[i].paper;)
			end++;
		status = make_calendar(r, r->v + i, end - i, out, err);
	}
	if (status == TC_OK && out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_articles);
	return status;
}

enum tc_status tc_coverage_read(struct tc_db *db, const struct tc_coverage_wish *wish, struct tc_coverages *out,
				struct tc_err *err)
{
	struct reading r = {.db = db, .wish = wish, .from = INT32_MIN, .to = INT32_MAX};
	enum tc_status status = TC_OK;
	*out = (struct tc_coverages){.n = 0};
	tc_arena_init(&out->arena, SIZE_MAX);
	tc_tally_init(&r.papers, &out->arena);
	if (wish->from.precision != TC_DATE_NONE)
		r.from = tc_coverage_day_of(&wish->from, false);
	if (wish->to.precision != TC_DATE_NONE)
		r.to = tc_coverage_day_of(&wish->to, true);
	if (r.to < r.from)
		status = tc_err_set(err, TC_EARG, "option --to: before --from");
	if (status == TC_OK && wish->paper != NULL)
		status = find_mark(&r, err);
	if (status == TC_OK)
		status = wish->paper == NULL && !wish->each_paper ? read_all_papers(&r, err) : read_papers(&r, err);
	if (status == TC_OK && (r.no_memory || r.papers.no_memory))
		status = tc_err_set(err, TC_ENOMEM, "coverage: no memory");
	if (status == TC_OK)
		status = make_calendars(&r, out, err);
	if (status == TC_OK)
		status = tc_arena_check(&out->arena, "coverage", err);
	tc_tally_release(&r.papers);
	tc_free(r.v);
	return status;
}

void tc_coverage_release(struct tc_coverages *coverages)
{
	for (size_t i = 0; i < coverages->n; i++) {
		tc_free(coverages->v[i].days);
		tc_free(coverages->v[i].gaps);
	}
	tc_free(coverages->v);
	tc_arena_release(&coverages->arena);
}
