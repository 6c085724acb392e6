/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_BESIDE_H
#define TC_INDEXER_BESIDE_H

#include "corpus/sitemap.h"
#include "corpus/walk.h"
#include "indexer/plan.h"
#include "indexer/state.h"
#include "indexer/trial.h"
#include "xapianc/db.h"

/* Sitemaps that lie beside the pages they speak of: what they say, and which pages are to be read again because they say
 * something else than when the page was indexed. */
struct tc_beside {
	struct tc_sitemap *sitemap; /* NULL when there is none */
	char digest[20];            /* of what it says, as stored under TC_KEY_SITEMAPS; "" for nothing */
	bool read;                  /* it was looked at: an update that finds nothing changed does not */
	bool complete;              /* every page that is concerned is in the plan */
};

/* Must an update of live that has this to do look at sitemaps? */
enum tc_status tc_beside_needed(struct tc_db *live, const struct tc_plan *plan, bool *needed, struct tc_err *err);
/* Reads the sitemaps of the walk and those that states (may be NULL) know.  A file that cannot be read is told by its reader;
 * one whose reading breaks these limits, or crashes, is told here and passed over. */
enum tc_status tc_beside_read(const struct tc_walk *walk, const struct tc_states *states, const struct tc_trial_limits *limits,
			      struct tc_beside *beside, struct tc_err *err);
/* What goes under TC_KEY_SITEMAPS. */
const char *tc_beside_stored(const struct tc_beside *beside);
void tc_beside_release(struct tc_beside *beside);
/* Adds to the plan the pages of live that another entry concerns now than when they were indexed. */
enum tc_status tc_beside_plan(struct tc_beside *beside, struct tc_db *live, const struct tc_walk *walk,
			      const struct tc_states *states, struct tc_plan *plan, struct tc_err *err);

#endif
