/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_COLLAPSE_H
#define TC_QUERY_COLLAPSE_H

#include "query/near.h"
#include "query/rank.h"
#include "query/results.h"
#include "xapianc/enquire.h"

/* Does a document that matches a query belong to the answer? */
typedef enum tc_status tc_collapse_belongs(void *closure, uint32_t docid, bool *belongs);

struct tc_collapse {
	struct tc_db *db;
	const struct tc_candidate *candidates; /* in the order of the answer */
	size_t n;
	size_t want;   /* groups */
	bool in_place; /* a group stands where its earliest article stands, not where its best one does */
	struct tc_enquire *enquire;
	const struct tc_xquery *queries[3]; /* of each tier, with filters; NULL: nothing else matches */
	tc_collapse_belongs *belongs;       /* NULL: it does */
	void *closure;
};

/* An article of the answer, with what of it is left out. */
struct tc_group {
	const struct tc_candidate *candidate;  /* the best of them: its place in the answer */
	uint32_t docid;                        /* the earliest that matches */
	const struct tc_near_member *reprints; /* of it, in order of date */
	size_t n_reprints;
	bool more; /* there are more */
};

struct tc_groups {
	struct tc_group *v;
	size_t n, capacity;
};

/* The first groups of candidates; all in arena. */
enum tc_status tc_collapse_candidates(const struct tc_collapse *collapse, struct tc_arena *arena, struct tc_groups *out,
				      struct tc_err *err);
/* Tells hit, which shows the article of a group, of the others; with_reprints they are read. */
enum tc_status tc_collapse_read(struct tc_db *db, const struct tc_group *group, bool with_reprints, struct tc_arena *arena,
				struct tc_hit *hit, struct tc_err *err);

#endif
