/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_PAIR_RUNS_H
#define TC_INDEXER_PAIR_RUNS_H

#include <stdbool.h>

#include "xapianc/db.h"

/* Runs of pairs (indexer/pairs.h) on their way into an index. */
struct tc_pair_runs;

enum tc_status tc_pair_runs_new(struct tc_pair_runs **out, struct tc_err *err);
void tc_pair_runs_free(struct tc_pair_runs *runs); /* takes NULL */
/* Adds the runs in the file path (mapped, not read); nothing when there is none.  In memory: bytes stay the caller's.  removed:
 * the counts are to be subtracted.  TC_ECORRUPT. */
enum tc_status tc_pair_runs_add_file(struct tc_pair_runs *runs, const char *path, struct tc_err *err);
enum tc_status tc_pair_runs_add(struct tc_pair_runs *runs, struct tc_str bytes, bool removed, struct tc_err *err);
/* Writes the sums of all runs as blocks into db, added to those that db has already unless it is fresh; the caller commits. */
enum tc_status tc_pair_runs_write(struct tc_pair_runs *runs, struct tc_db *db, bool fresh, struct tc_err *err);

#endif
