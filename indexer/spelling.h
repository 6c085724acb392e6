/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_SPELLING_H
#define TC_INDEXER_SPELLING_H

#include "xapianc/db.h"

/* The vocabulary that lets a word typed without marks find all its spellings: metadata TC_KEY_SPELLINGS + ASCII skeleton -> the
 * terms with marks that fold to it, one blank between.  A spelling whose last document has gone may stay: it finds nothing. */

/* Writes the vocabulary of all terms of db (a fresh generation); the caller commits. */
enum tc_status tc_spelling_build(struct tc_db *db, struct tc_err *err);
/* Adds what the terms of shard bring to the vocabulary of live; the caller commits. */
enum tc_status tc_spelling_add(struct tc_db *live, struct tc_db *shard, struct tc_err *err);
/* Makes the vocabulary of db anew from its terms, without what no document has any more; the caller commits. */
enum tc_status tc_spelling_rebuild(struct tc_db *db, struct tc_err *err);

#endif
