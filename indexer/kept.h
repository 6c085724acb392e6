/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_KEPT_H
#define TC_INDEXER_KEPT_H

#include "base/arena.h"
#include "xapianc/db.h"

/* Captures that an index keeps without indexing them (TC_KEY_KEPT in indexer/schema.h): the stored data of an article. */
struct tc_kept {
	struct tc_str unique; /* TC_PREFIX_UNIQUE term */
	struct tc_str data;
};

struct tc_kept_list {
	struct tc_kept *v; /* all in the arena it was read into */
	size_t n, capacity;
};

struct tc_shard;

/* Keeps one: capture is the TC_PREFIX_CAPTURE term, file the source file. */
enum tc_status tc_kept_put(struct tc_db *db, struct tc_str capture, struct tc_str file, const struct tc_kept *kept, bool revisit,
			   struct tc_err *err);
/* The same in a shard being written. */
enum tc_status tc_kept_put_shard(struct tc_shard *shard, struct tc_str capture, struct tc_str file, const struct tc_kept *kept,
				 bool revisit, struct tc_err *err);
enum tc_status tc_kept_drop(struct tc_db *db, struct tc_str capture, struct tc_str file, struct tc_str unique,
			    struct tc_err *err);
/* Adds to list those of a TC_PREFIX_CAPTURE term ("" for all), or of a file.  Other terms or files with the same hash may be
 * among them. */
enum tc_status tc_kept_of_url(struct tc_db *db, struct tc_str capture, struct tc_arena *arena, struct tc_kept_list *list,
			      struct tc_err *err);
enum tc_status tc_kept_of_file(struct tc_db *db, struct tc_str file, struct tc_arena *arena, struct tc_kept_list *list,
			       struct tc_err *err);
/* How many with text, and how many revisits, of a file ("" for all files). */
enum tc_status tc_kept_count(struct tc_db *db, struct tc_str file, uint64_t *n_texts, uint64_t *n_revisits, struct tc_err *err);

#endif
