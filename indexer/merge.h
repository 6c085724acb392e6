/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_MERGE_H
#define TC_INDEXER_MERGE_H

#include "indexer/generation.h"
#include "indexer/jobs.h"
#include "indexer/forgotten.h"
#include "indexer/moved.h"
#include "indexer/state.h"
#include "xapianc/db.h"

/* Shards into an index: as a new generation, or into the live one. */

/* What a new index says of the run that made it. */
struct tc_merge_facts {
	struct tc_str roots, sitemaps, told; /* what goes under TC_KEY_ROOTS, TC_KEY_SITEMAPS, TC_KEY_TOLD; empty: nothing */
	bool all_versions;
	const struct tc_forgotten *forgotten; /* is handed on */
};

/* Compacts all shards of the finished jobs into generation `number` of dir, takes out earlier captures unless all_versions, adds
 * the vocabulary and the schema's metadata, and checks that no document was lost.  The generation is not yet current. */
enum tc_status tc_merge_build(const struct tc_index_dir *dir, struct tc_jobs *jobs, unsigned number,
			      const struct tc_merge_facts *facts, struct tc_err *err);
/* Puts the shards into live, a transaction for each slice: documents replaced in place by their unique term, those of a file that
 * it no longer has removed, states and vocabulary with them. */
enum tc_status tc_merge_update(const struct tc_index_dir *dir, struct tc_jobs *jobs, const struct tc_moves *moves,
			       struct tc_db *live, struct tc_err *err);
/* Removes the documents and the state of n files, in transactions. */
enum tc_status tc_merge_remove(struct tc_db *live, const char *const *paths, size_t n, struct tc_err *err);
/* Writes states (of files whose content did not change), in one transaction. */
enum tc_status tc_merge_states(struct tc_db *live, const struct tc_file_state *states, size_t n, struct tc_err *err);

#endif
