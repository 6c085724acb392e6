/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_HISTOGRAM_H
#define TC_QUERY_HISTOGRAM_H

#include "query/facets.h"

/* The unit that shows days[0..n) (in the order of time, as in struct tc_facet_value) in a readable number of bars. */
enum tc_facet tc_histogram_unit(const struct tc_facet_value *days, size_t n);
/* Years, months or days in the order of time with the empty ones between them (struct tc_histogram). */
enum tc_status tc_histogram_fill(enum tc_facet unit, const struct tc_facet_value *dates, size_t n, struct tc_arena *arena,
				 struct tc_histogram *out, struct tc_err *err);

#endif
