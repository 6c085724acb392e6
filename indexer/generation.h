/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_GENERATION_H
#define TC_INDEXER_GENERATION_H

#include <stdbool.h>

#include "base/limits.h"
#include "base/status.h"
#include "xapianc/db.h"

/* The directory of an index: a stub XAPIANDB that names the current generation, gen-NNNNNN/ databases, the lock, and build/ while
 * a run makes shards. */
struct tc_index_dir {
	char path[TC_LIMIT_PATH_BYTES / 2]; /* as given */
	unsigned current;                   /* number of the current generation, 0: none yet */
	int lock_fd;                        /* -1: not locked */
};

/* Makes the directory when create is set, takes the lock (waiting up to wait_ms; TC_ELOCKED names the holder's pid), reads the
 * stub. TC_ENOENT when it is missing and create is not set, TC_EARG when the directory holds something that is no index. */
enum tc_status tc_index_dir_open(struct tc_index_dir *dir, const char *path, bool create, unsigned long wait_ms,
				 struct tc_err *err);
/* The same for reading: no lock; TC_ENOENT when there is no index yet. */
enum tc_status tc_index_dir_read(struct tc_index_dir *dir, const char *path, struct tc_err *err);
void tc_index_dir_close(struct tc_index_dir *dir); /* gives the lock back */
/* Path of generation number n, of a file in build/: written to out. */
enum tc_status tc_index_dir_generation(const struct tc_index_dir *dir, unsigned n, char out[TC_LIMIT_PATH_BYTES],
				       struct tc_err *err);
enum tc_status tc_index_dir_build(const struct tc_index_dir *dir, const char *name, char out[TC_LIMIT_PATH_BYTES],
				  struct tc_err *err);
/* An empty build/ directory; removes what a killed run left in it, and generations that no stub names and no reader can have. */
enum tc_status tc_index_dir_prepare(struct tc_index_dir *dir, struct tc_err *err);
enum tc_status tc_index_dir_remove_build(struct tc_index_dir *dir, struct tc_err *err);
/* Syncs generation n to disk, makes it current by renaming the stub, and removes all before the one that was current: a reader
 * may still open that one's tables. */
enum tc_status tc_index_dir_switch(struct tc_index_dir *dir, unsigned n, struct tc_err *err);
/* Removes all generations but the current one.  A reader that is about to open an older one reads the stub again. */
enum tc_status tc_index_dir_remove_older(struct tc_index_dir *dir, struct tc_err *err);
/* The same when the current one has been current for an hour: a reader that opened the one before has its tables open by then, or
 * reads the stub again at its next question. */
enum tc_status tc_index_dir_remove_aged(struct tc_index_dir *dir, struct tc_err *err);
/* Opens the current generation for reading; the caller frees *db.  Where the lock is not held, that is the one that is current
 * now. */
enum tc_status tc_index_dir_open_db(struct tc_index_dir *dir, struct tc_db **db, struct tc_err *err);

#endif
