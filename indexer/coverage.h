/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_COVERAGE_H
#define TC_INDEXER_COVERAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "xapianc/db.h"

/* Articles a day, against what the paper's own rhythm would have. Days are numbers: since 1970-01-01. */
struct tc_coverage_day {
	uint32_t articles;
	float expected; /* median of the same day of the week around it */
	float spread;   /* how far such days are from it */
	bool in_gap;    /* something was expected, and it is a day of a gap */
};

/* Days in a row with far fewer articles than expected. */
struct tc_coverage_gap {
	int32_t first, last;
	uint64_t articles;
	double expected;
	bool to_the_end; /* the last day of the calendar is in it */
};

struct tc_coverage {
	struct tc_str name; /* of the paper, empty for all */
	int32_t first;
	size_t n_days;
	struct tc_coverage_day *days;
	struct tc_coverage_gap *gaps;
	size_t n_gaps, capacity_gaps;
	uint64_t articles;
	uint32_t usual; /* median of the days that have any */
	uint32_t busy;  /* of these, what one in ten has or is over */
};

/* Which days of an index: papers may be all together, one, or each by itself. */
struct tc_coverage_wish {
	struct tc_date from, to; /* TC_DATE_NONE: from the first, to the last day that the paper has, or of papers the archive */
	const char *paper;       /* source or publication, capitals and place of the tone mark do not count; or NULL */
	bool each_paper;
};

struct tc_coverages {
	struct tc_arena arena; /* has the names */
	struct tc_coverage *v; /* most articles first */
	size_t n, capacity;
};

/* Reads an index.  TC_ENOENT when no article of the paper, or of all, has a day (in that time).  *out is the caller's to release,
 * also after a failure. */
enum tc_status tc_coverage_read(struct tc_db *db, const struct tc_coverage_wish *wish, struct tc_coverages *out,
				struct tc_err *err);
void tc_coverage_release(struct tc_coverages *coverages);
/* Fills expected, spread, in_gap, gaps, usual and busy from the articles of the days. */
enum tc_status tc_coverage_judge(struct tc_coverage *coverage, struct tc_err *err);

/* Adds the calendar of one, or with several a line for each and their gaps, to out. */
void tc_coverage_text(const struct tc_coverages *coverages, struct tc_buf *out);
void tc_coverage_json(const struct tc_coverages *coverages, struct tc_buf *out);
void tc_coverage_svg(const struct tc_coverages *coverages, struct tc_buf *out);

/* 2004-01-08 */
void tc_coverage_day_text(int32_t day, char out[16]);
/* The number of a date's first day, or of its last when it is only a month or year. */
int32_t tc_coverage_day_of(const struct tc_date *date, bool last);

#endif
