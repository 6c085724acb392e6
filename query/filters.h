/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_FILTERS_H
#define TC_QUERY_FILTERS_H

#include "indexer/facet.h"
#include "query/parse.h"

/* Whole values that articles must have: section=Kinh tế.  Several of one facet are alternatives, different facets must all hold.
 */
struct tc_filter {
	enum tc_facet facet;
	struct tc_str value;
};

/* Reads "section=Kinh tế", "year=2023", "month=01/2023"; slices of text.  TC_EARG for what is none. */
enum tc_status tc_filter_parse(struct tc_str text, struct tc_filter *out, struct tc_err *err);
/* The parsed query *root with the filters at its top level, as if they had been typed there. */
enum tc_status tc_filters_add(const struct tc_filter *filters, size_t n, struct tc_arena *arena, struct tc_node **root,
			      struct tc_err *err);

#endif
