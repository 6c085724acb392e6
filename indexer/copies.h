/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_COPIES_H
#define TC_INDEXER_COPIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/* Whole indexes, copied by compaction: what was deleted is not in the copy.  Killed at any point, each leaves what was there
 * before, or what it was to make. */

/* A new generation of the index that is as small as can be; the old one goes.  Sizes of the database before and after. */
enum tc_status tc_copies_compact(const char *index, unsigned long wait_ms, uint64_t *bytes_before, uint64_t *bytes_after,
				 struct tc_err *err);
/* A copy of the index as it is at one moment, as an index of its own at destination, which there must not be yet.  Waits for no
 * run, unless one keeps changing what is copied. */
enum tc_status tc_copies_backup(const char *index, const char *destination, unsigned long wait_ms, struct tc_err *err);
/* Makes the index at source a new generation of index (made when there is none).  TC_EARG when index has articles and replace is
 * not set; TC_EVERSION when this program cannot use the copy. */
enum tc_status tc_copies_restore(const char *index, const char *source, bool replace, unsigned long wait_ms, struct tc_err *err);
/* Compacts the index when a run was killed between forgetting an article and doing so.  No index is no error. */
enum tc_status tc_copies_scrub(const char *index, unsigned long wait_ms, struct tc_err *err);

#endif
