/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_VERSIONS_H
#define TC_INDEXER_VERSIONS_H

#include "indexer/pair_runs.h"
#include "xapianc/db.h"

/* Captures of one URL in a database being written: the newest is indexed, the others are kept (indexer/kept.h), or all are
 * indexed.  Each document lists the other captures in its stored data, newest first, as lines
 *
 *   versions=2008-04-30T20:48:25+00:00 same FILE#RECORD
 *
 * with "same" when the capture has the same text as this document (a revisit, or captured unchanged), else "other".
 * Which captures there are is all that the outcome depends on, not the order in which they came. */
struct tc_versions;

/* Works on db, the caller's, which must outlive it. */
enum tc_status tc_versions_new(struct tc_db *db, bool all, struct tc_versions **out, struct tc_err *err);
void tc_versions_free(struct tc_versions *versions); /* takes NULL */
/* Before the documents of a file are replaced or removed: notes their URLs, drops what is kept of the file. */
enum tc_status tc_versions_leave(struct tc_versions *versions, struct tc_str file, struct tc_err *err);
/* The documents of shard came into db: notes their URLs, copies what the shard keeps. */
enum tc_status tc_versions_enter(struct tc_versions *versions, struct tc_db *shard, struct tc_err *err);
/* Notes all URLs of db that have several captures. */
enum tc_status tc_versions_enter_all(struct tc_versions *versions, struct tc_err *err);
/* Brings the noted URLs to what they shall be, and forgets them. */
enum tc_status tc_versions_settle(struct tc_versions *versions, struct tc_err *err);
/* Adds to runs the pairs of words that came and went with the documents of settled URLs since the last call; they are part of
 * runs until the next call. */
enum tc_status tc_versions_pairs(struct tc_versions *versions, struct tc_pair_runs *runs, struct tc_err *err);
/* Documents that were taken out of the index, less those brought back, since _new. */
int64_t tc_versions_hidden(const struct tc_versions *versions);

#endif
