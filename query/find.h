/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_FIND_H
#define TC_QUERY_FIND_H

#include "base/arena.h"
#include "xapianc/db.h"

struct tc_docids {
	uint32_t *v; /* ascending */
	size_t n, capacity;
};

/* Articles of one file that are listed. */
#define TC_FIND_MAX 10000

/* The documents that name names: an id as it is in answers, else a URL, else a file with or without #RECORD as answers show it;
 * a URL as it is, else in another of its spellings; a relative path is one from base_dir (NULL: none is tried).  The id that is
 * the name of a file too (that of its first article) means the whole file when there is a base_dir.  The first
 * TC_FIND_MAX + 1 of them.  TC_ENOENT "NAME: no such article" when there is none. */
enum tc_status tc_find_articles(struct tc_db *db, struct tc_str name, const char *base_dir, struct tc_arena *arena,
				struct tc_docids *out, struct tc_err *err);

#endif
