/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_MOVED_H
#define TC_INDEXER_MOVED_H

#include "corpus/walk.h"
#include "indexer/state.h"

/* A file that lies elsewhere now, its content the same. */
struct tc_move {
	const char *from; /* of the states */
	const char *to;   /* of the walk */
};

struct tc_moves {
	struct tc_move *v; /* by to, in byte order */
	size_t n, capacity;
};

/* Finds among new files (not known to states) those that have the content of one that is gone: reads only files of the size of
 * one. Each of gone is the origin of one move at most; those that are none are left in it, *n_gone of them.  TC_ENOMEM. */
enum tc_status tc_moves_find(const struct tc_walk_file *const *files, size_t n_files, const struct tc_states *states,
			     const char **gone, size_t *n_gone, struct tc_moves *out, struct tc_err *err);
void tc_moves_release(struct tc_moves *moves);
/* Where the file at a path was before, NULL when it is not moved. */
const char *tc_moves_from(const struct tc_moves *moves, const char *to);

#endif
