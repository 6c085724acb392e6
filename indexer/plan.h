/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_PLAN_H
#define TC_INDEXER_PLAN_H

#include "corpus/walk.h"
#include "indexer/ingest.h"
#include "indexer/moved.h"
#include "indexer/state.h"

/* What a run has to do: files on disk against states in the index. */
struct tc_plan {
	const struct tc_walk_file **read; /* new and changed, in the order of the walk */
	size_t n_read, capacity_read;
	const char **removed; /* in the index, no longer on disk */
	size_t n_removed, capacity_removed;
	struct tc_file_state *touched; /* same content, other time: only the state is written */
	size_t n_touched, capacity_touched;
	struct tc_moves moves; /* files of read that were elsewhere before */
	size_t unchanged, added, changed;
	size_t problems; /* roots and folders that could not be read */
};

/* Decides.  states may be NULL (nothing is known: all is read).  Tells through base/log.h about roots that are missing or empty.
 */
enum tc_status tc_plan_make(const struct tc_ingest_options *options, const struct tc_walk *walk, const struct tc_states *states,
			    struct tc_plan *plan, struct tc_err *err);
void tc_plan_release(struct tc_plan *plan);

#endif
