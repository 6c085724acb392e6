/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_FACETS_H
#define TC_QUERY_FACETS_H

#include "base/arena.h"
#include "indexer/facet.h"
#include "xapianc/db.h"
#include "xapianc/xquery.h"

/* How many of the articles found there are for each year, section, author ...  What is counted is decided here, how it looks by
 * presenters. */

/* What to count. */
struct tc_facet_wish {
	enum tc_facet facets[TC_FACET_COUNT];
	size_t n;
	size_t max_values; /* of each facet, the most frequent ones; 0: all */
	bool histogram;
	enum tc_facet
		unit; /* of the histogram: TC_FACET_YEAR, _MONTH, _DAY; TC_FACET_COUNT: what gives a readable number of bars */
};

struct tc_facet_value {
	struct tc_str text; /* as most of the articles print it; of a date "2023", "2023-01", "2023-01-08" */
	uint32_t documents;
};

/* One facet: the most frequent values first, those of a date in the order of time. */
struct tc_facet_values {
	enum tc_facet facet;
	struct tc_facet_value *v;
	size_t n;
	size_t n_all; /* different values that there are */
};

/* Articles over time, from the first date to the last, periods without any included; but where more than TC_HISTOGRAM_GAP
 * periods in a row have none (one wrong date in an archive) they are left out. */
#define TC_HISTOGRAM_GAP 400
struct tc_histogram {
	enum tc_facet unit;
	struct tc_facet_value *v;
	size_t n;
	uint32_t undated; /* articles that have no date, or none as precise as the unit */
};

struct tc_facets {
	struct tc_facet_values v[TC_FACET_COUNT]; /* in the order wished */
	size_t n;
	bool has_histogram;
	struct tc_histogram histogram;
	uint32_t documents; /* that were counted over */
};

/* Reads "year,section" into wish; TC_EARG "facet 'yera': none such (there are year, month ...)". */
enum tc_status tc_facet_wish_parse(struct tc_str list, struct tc_facet_wish *wish, struct tc_err *err);
/* Counts over all documents that match query, or over docids[0..n_docids) when query is NULL.  The answer lives in arena. */
enum tc_status tc_facets_count(struct tc_db *db, const struct tc_xquery *query, const uint32_t *docids, size_t n_docids,
			       const struct tc_facet_wish *wish, struct tc_arena *arena, struct tc_facets *out,
			       struct tc_err *err);

#endif
