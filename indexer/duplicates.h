/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_DUPLICATES_H
#define TC_INDEXER_DUPLICATES_H

#include "indexer/generation.h"
#include "indexer/jobs.h"
#include "xapianc/db.h"

/* Articles that a run brought in twice, or that were there before: by their text (TC_PREFIX_CONTENT) or their address
 * (TC_PREFIX_URL).  Each is named with the place of the other through base/log.h, the first ones as notes, all as details; both
 * stay in the index.  Captures of one address are no duplicates.  db has what the shards of the finished jobs have; whole says
 * that it has nothing else.  *n: how many. */
enum tc_status tc_duplicates_tell(const struct tc_index_dir *dir, struct tc_jobs *jobs, struct tc_db *db, bool whole, uint64_t *n,
				  struct tc_err *err);

#endif
