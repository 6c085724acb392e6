/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_FIND_H
#define TC_QUERY_FIND_H

#include "base/arena.h"
#include "xapianc/db.h"

struct tc_docids {
	uint32_t *v; /* ascending */
	size_t n, capacity;
};

/* The documents that name names: an id as it is in answers, else a URL, else a file with or without #RECORD as answers show it;
 * a relative path is one below base_dir (NULL: none is tried).  TC_ENOENT "NAME: no such article" when there is none. */
enum tc_status tc_find_articles(struct tc_db *db, struct tc_str name, const char *base_dir, struct tc_arena *arena,
				struct tc_docids *out, struct tc_err *err);

#endif
