/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_FORGOTTEN_H
#define TC_INDEXER_FORGOTTEN_H

#include "corpus/article.h"
#include "xapianc/db.h"

/* Articles that an index shall not have, whatever its sources have: taken down.  The list is part of the index and of every
 * generation that follows (TC_KEY_FORGOTTEN); it knows them by their terms, and nothing of their text but a hash. */

struct tc_forgotten_entry {
	struct tc_str id;           /* public id of the article */
	struct tc_str date, reason; /* when it was forgotten, ISO 8601, and why */
	struct tc_strs terms;       /* XI..., U..., XH..., XU...: what has one of them is the article */
	struct tc_strs files;       /* that it was in */
};

struct tc_forgotten {
	struct tc_arena arena;
	struct tc_forgotten_entry *v; /* in byte order of the ids */
	size_t n, capacity;
	struct tc_str *terms; /* of all, sorted */
	size_t n_terms;
};

/* Reads the list of db.  Release it in any case. */
enum tc_status tc_forgotten_load(struct tc_db *db, struct tc_forgotten *out, struct tc_err *err);
void tc_forgotten_release(struct tc_forgotten *list);
bool tc_forgotten_has_term(const struct tc_forgotten *list, struct tc_str term);
/* Is the article, whose id is set, one of the list? */
bool tc_forgotten_has(const struct tc_forgotten *list, const struct tc_article *article);
/* Adds to terms those by which an article is known again, whatever its place. */
void tc_forgotten_terms(const struct tc_article *article, struct tc_arena *arena, struct tc_strs *terms);
/* Writes one entry into db, or takes it out; the caller commits. */
enum tc_status tc_forgotten_put(struct tc_db *db, const struct tc_forgotten_entry *entry, struct tc_err *err);
enum tc_status tc_forgotten_drop(struct tc_db *db, struct tc_str id, struct tc_err *err);

#endif
