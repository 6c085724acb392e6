/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_NEAR_H
#define TC_QUERY_NEAR_H

#include "base/arena.h"
#include "xapianc/db.h"

/* An article and its reprints: those whose texts are alike to its text by indexer/near.h. */
struct tc_near_member {
	uint32_t docid;
	struct tc_str published; /* tc_date_sort_key, empty without a date */
	struct tc_str signature;
	struct tc_str unique; /* its TC_PREFIX_UNIQUE term, of those that have the same date as another */
};

struct tc_near_cluster {
	struct tc_near_member *v; /* earliest first, those without a date last; among equals by their unique term */
	size_t n, capacity;
	bool more; /* there are more than are looked for */
};

/* The cluster of the earliest article that a document is alike to, the document itself among it; alone when it has no reprints.
 * All in arena. */
enum tc_status tc_near_find(struct tc_db *db, uint32_t docid, struct tc_arena *arena, struct tc_near_cluster *out,
			    struct tc_err *err);
/* The TC_PREFIX_UNIQUE term of a document. */
enum tc_status tc_near_unique(struct tc_db *db, uint32_t docid, struct tc_arena *arena, struct tc_str *out, struct tc_err *err);

#endif
