/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_WALK_H
#define TC_CORPUS_WALK_H

#include <stdint.h>

#include "base/arena.h"

/* Folders to files in a fixed order (bytes of the names), hidden names, sockets, FIFOs and devices passed over, each folder
 * entered once however links lead to it. */
struct tc_walk_file {
	const char *path; /* root as given, then the path below it; lives in the walk's arena */
	uint64_t size_bytes;
	int64_t mtime_ns; /* since 1970 */
};

struct tc_walk_root {
	const char *path;      /* as given */
	enum tc_status status; /* TC_OK; TC_ENOENT, TC_EIO, TC_ETIME: nothing below it was seen */
	size_t n_files;        /* seen, also those that an earlier root has given already */
	size_t n_excluded;     /* files and folders */
};

/* A folder that was not entered, or a file that could not be looked at: what is there is not known. */
struct tc_walk_unseen {
	struct tc_str path, reason;
};

struct tc_walk {
	/* Patterns (tc_glob_names) of files and folders to pass over; set after _init, they outlive the walk. */
	const char *const *exclude;
	size_t n_exclude;
	const char *never; /* a folder that is not entered, whatever leads to it: the index; or NULL */
	/* Folders that are not to be entered because whoever has them does not answer: unseen.  Set after _init, outlives the
	 * walk. */
	const struct tc_strs *silent;
	struct tc_arena arena;
	struct tc_walk_file *files; /* in order of the roots, each sorted by path; a file seen by two roots appears once */
	size_t n_files, capacity_files;
	struct tc_walk_root *roots;
	size_t n_roots, capacity_roots;
	struct tc_walk_unseen *unseen; /* in the arena */
	size_t n_unseen, capacity_unseen;
	/* What was passed over for a reason worth telling, links that lead nowhere and the like: "PATH: reason". */
	struct tc_strs problems;
};

void tc_walk_init(struct tc_walk *walk);
void tc_walk_release(struct tc_walk *walk);
/* Adds all regular files below root, or root itself when it is one.  A root that is missing is not an error of the call: see
 * roots. TC_ENOMEM. */
enum tc_status tc_walk_add(struct tc_walk *walk, const char *root, struct tc_err *err);
/* Adds a root that is not looked at: nothing of it was seen, for this reason. */
enum tc_status tc_walk_add_unseen(struct tc_walk *walk, const char *root, enum tc_status reason, struct tc_err *err);

#endif
