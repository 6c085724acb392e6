/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shards into an index.
 *
 * A new generation is one multi-way compaction of all shards in the order of the files: postings are written once, in key
 * order.  An update copies the documents of each shard into the live database, in place of the documents with the same unique
 * term.  One slice is one transaction: documents, removal of records that a file no longer has, states of the files and new
 * spellings become visible together, with what the captures of a URL come to (versions.c), and a run that is killed between two
 * transactions is simply continued by the next.
 */
#include "indexer/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyzers/token.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/date.h"
#include "indexer/document.h"
#include "indexer/pair_runs.h"
#include "indexer/removed.h"
#include "indexer/schema.h"
#include "indexer/spelling.h"
#include "indexer/versions.h"
#include "xapianc/iterate.h"

/* Files whose documents are removed in one transaction. */
#define REMOVE_FILES 1000

static enum tc_status shard_path(const struct tc_index_dir *dir, size_t slice, uint32_t shard, char out[TC_LIMIT_PATH_BYTES],
				 struct tc_err *err)
{
	char name[32];
	tc_jobs_shard_name(slice, shard, name);
	return tc_index_dir_build(dir, name, out, err);
}

/* Adds the pairs of words of a slice's shards to runs. */
static enum tc_status add_pairs(const struct tc_index_dir *dir, size_t slice, uint32_t n_shards, struct tc_pair_runs *runs,
				struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (uint32_t i = 0; i < n_shards && status == TC_OK; i++) {
		char name[48], path[TC_LIMIT_PATH_BYTES];
		tc_jobs_shard_name(slice, i, name);
		strncat(name, TC_JOBS_PAIRS, sizeof name - strlen(name) - 1);
		status = tc_index_dir_build(dir, name, path, err);
		if (status == TC_OK)
			status = tc_pair_runs_add_file(runs, path, err);
	}
	return status;
}

static enum tc_status set_number(struct tc_db *db, const char *key, unsigned value, struct tc_err *err)
{
	char text[16];
	snprintf(text, sizeof text, "%u", value);
	return tc_db_set_metadata(db, tc_str_of(key), tc_str_of(text), err);
}

/* What every index says of itself. */
static enum tc_status write_metadata(struct tc_db *db, const struct tc_merge_facts *facts, struct tc_err *err)
{
	struct tc_date now;
	struct tc_buf text;
	tc_buf_init(&text, 64);
	tc_date_from_unix((int64_t)time(NULL), TC_DATE_VIETNAM_OFFSET_MIN, &now);
	tc_date_format(&now, &text);
	enum tc_status status = set_number(db, TC_KEY_SCHEMA, TC_SCHEMA_VERSION, err);
	if (status == TC_OK)
		status = set_number(db, TC_KEY_ANALYZER, TC_ANALYZER_VERSION, err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, TC_STR(TC_KEY_CREATED), tc_buf_str(&text), err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, TC_STR(TC_KEY_ROOTS), facts->roots, err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, TC_STR(TC_KEY_SITEMAPS), facts->sitemaps, err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, TC_STR(TC_KEY_TOLD), facts->told, err);
	for (size_t i = 0; facts->forgotten != NULL && i < facts->forgotten->n && status == TC_OK; i++)
		status = tc_forgotten_put(db, &facts->forgotten->v[i], err);
	if (status == TC_OK && facts->all_versions)
		status = tc_db_set_metadata(db, TC_STR(TC_KEY_VERSIONS), TC_STR("all"), err);
	tc_buf_release(&text);
	return status;
}

static enum tc_status compact(const struct tc_index_dir *dir, struct tc_jobs *jobs, const char *generation, struct tc_err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < jobs->n_slices; i++)
		n += jobs->slices[i].n_shards;
	if (n == 0)
		return TC_OK;
	const char **sources = tc_alloc(n * sizeof *sources);
	struct tc_arena arena;
	tc_arena_init(&arena, SIZE_MAX);
	enum tc_status status = sources == NULL ? tc_err_set(err, TC_ENOMEM, "shards: no memory") : TC_OK;
	size_t at = 0;
	for (size_t i = 0; i < jobs->n_slices && status == TC_OK; i++) {
		for (uint32_t k = 0; k < jobs->slices[i].n_shards && status == TC_OK; k++) {
			char path[TC_LIMIT_PATH_BYTES];
			status = shard_path(dir, i, k, path, err);
			sources[at++] = tc_arena_cstr(&arena, tc_str_of(path));
		}
	}
	if (status == TC_OK)
		status = tc_arena_check(&arena, "shards", err);
	if (status == TC_OK)
		status = tc_db_compact(sources, n, generation, false, err);
	tc_arena_release(&arena);
	tc_free(sources);
	return status;
}

static enum tc_status build_pairs(const struct tc_index_dir *dir, const struct tc_jobs *jobs, struct tc_db *db,
				  struct tc_versions *versions, struct tc_err *err)
{
	struct tc_pair_runs *runs = NULL;
	enum tc_status status = tc_pair_runs_new(&runs, err);
	for (size_t i = 0; i < jobs->n_slices && status == TC_OK; i++)
		status = add_pairs(dir, i, jobs->slices[i].n_shards, runs, err);
	if (status == TC_OK)
		status = tc_versions_pairs(versions, runs, err);
	if (status == TC_OK)
		status = tc_pair_runs_write(runs, db, true, err);
	tc_pair_runs_free(runs);
	return status;
}

enum tc_status tc_merge_build(const struct tc_index_dir *dir, struct tc_jobs *jobs, unsigned number,
			      const struct tc_merge_facts *facts, struct tc_err *err)
{
	char generation[TC_LIMIT_PATH_BYTES];
	struct tc_db *db = NULL;
	struct tc_versions *versions = NULL;
	struct tc_db_stats stats;
	enum tc_status status = tc_index_dir_generation(dir, number, generation, err);
	if (status == TC_OK)
		status = compact(dir, jobs, generation, err);
	if (status == TC_OK)
		status = tc_db_open_writable(generation, TC_DB_CREATE_OR_OPEN, &db, err);
	if (status == TC_OK)
		status = tc_versions_new(db, facts->all_versions, &versions, err);
	if (status == TC_OK)
		status = tc_versions_enter_all(versions, err);
	if (status == TC_OK)
		status = tc_versions_settle(versions, err);
	if (status == TC_OK)
		status = tc_spelling_build(db, err);
	if (status == TC_OK)
		status = build_pairs(dir, jobs, db, versions, err);
	if (status == TC_OK)
		status = write_metadata(db, facts, err);
	if (status == TC_OK)
		status = tc_db_commit(db, err);
	if (status == TC_OK)
		status = tc_db_stats(db, &stats, err);
	uint64_t expected = status == TC_OK ? tc_jobs_counts(jobs).documents - (uint64_t)tc_versions_hidden(versions) : 0;
	if (status == TC_OK && stats.n_documents != expected)
		status = tc_err_set(err, TC_EINTERNAL, "%s: %u documents written, %llu expected: left unused", generation,
				    stats.n_documents, (unsigned long long)expected);
	tc_versions_free(versions);
	tc_db_free(db);
	return status;
}

static int compare_docid(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* Documents put into the live database by this transaction. */
struct touched {
	uint32_t *v;
	size_t n, capacity;
};

/* Copies all documents of a shard. */
static enum tc_status copy_documents(struct tc_db *live, struct tc_db *shard, struct touched *touched, struct tc_removed *removed,
				     struct tc_err *err)
{
	struct tc_terms *unique = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(shard, TC_STR(TC_PREFIX_UNIQUE), &unique, err);
	while (status == TC_OK && (status = tc_terms_next(unique, &term, err)) == TC_OK) {
		struct tc_postings *postings = NULL;
		struct tc_doc *doc = NULL;
		uint32_t from, to;
		status = tc_postings_of(shard, term, &postings, err);
		if (status == TC_OK)
			status = tc_postings_next(postings, &from, err);
		if (status == TC_OK)
			status = tc_db_get(shard, from, &doc, err);
		if (status == TC_OK)
			status = tc_removed_add_term(removed, live, term, err);
		if (status == TC_OK)
			status = tc_db_replace_term(live, term, doc, &to, err);
		if (status == TC_OK && tc_grow(&touched->v, &touched->capacity, touched->n, sizeof *touched->v) != 0)
			status = tc_err_set(err, TC_ENOMEM, "update: no memory");
		if (status == TC_OK)
			touched->v[touched->n++] = to;
		tc_doc_free(doc);
		tc_postings_free(postings);
	}
	tc_terms_free(unique);
	return status == TC_END ? TC_OK : status;
}

/* Removes the documents of a file that this transaction did not write: records that it no longer has. */
static enum tc_status remove_others(struct tc_db *live, struct tc_str path, const struct touched *touched,
				    struct tc_removed *removed, struct tc_err *err)
{
	struct tc_buf term;
	struct tc_postings *postings = NULL;
	struct touched old = {NULL, 0, 0};
	uint32_t docid;
	tc_buf_init(&term, TC_LIMIT_PATH_BYTES);
	tc_schema_key(TC_PREFIX_FILE, path, &term);
	enum tc_status status = tc_postings_of(live, tc_buf_str(&term), &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK) {
		if (touched->n > 0 && bsearch(&docid, touched->v, touched->n, sizeof docid, compare_docid) != NULL)
			continue;
		if (tc_grow(&old.v, &old.capacity, old.n, sizeof *old.v) != 0)
			status = tc_err_set(err, TC_ENOMEM, "update: no memory");
		else
			old.v[old.n++] = docid;
	}
	tc_postings_free(postings);
	status = status == TC_END ? TC_OK : status;
	for (size_t i = 0; i < old.n && status == TC_OK; i++) {
		status = tc_removed_add(removed, live, old.v[i], err);
		if (status == TC_OK)
			status = tc_db_delete(live, old.v[i], err);
	}
	tc_free(old.v);
	tc_buf_release(&term);
	return status;
}

/* Copies the states of the files that a shard finishes. */
static enum tc_status copy_states(struct tc_db *live, struct tc_db *shard, const struct touched *touched,
				  struct tc_removed *removed, struct tc_err *err)
{
	struct tc_states *states = NULL;
	enum tc_status status = tc_states_load(shard, &states, err);
	for (size_t i = 0; status == TC_OK && i < tc_states_count(states); i++)
		status = remove_others(live, tc_str_of(tc_states_at(states, i)->path), touched, removed, err);
	struct tc_keys *keys = NULL;
	struct tc_buf value;
	struct tc_str key;
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	if (status == TC_OK)
		status = tc_keys_all(shard, TC_STR(TC_KEY_FILE), &keys, err);
	while (status == TC_OK && (status = tc_keys_next(keys, &key, err)) == TC_OK) {
		status = tc_db_metadata(shard, key, &value, err);
		if (status == TC_OK)
			status = tc_db_set_metadata(live, key, tc_buf_str(&value), err);
	}
	tc_keys_free(keys);
	tc_buf_release(&value);
	tc_states_free(states);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status open_shards(const struct tc_index_dir *dir, size_t slice, uint32_t n, struct tc_db **shards,
				  struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (uint32_t i = 0; i < n && status == TC_OK; i++) {
		char path[TC_LIMIT_PATH_BYTES];
		const char *one = path;
		status = shard_path(dir, slice, i, path, err);
		if (status == TC_OK)
			status = tc_db_open(&one, 1, 0, &shards[i], err);
	}
	return status;
}

/* Adds the pairs of what came and takes away those of what went, in the transaction of both. */
static enum tc_status update_pairs(struct tc_pair_runs *runs, struct tc_removed *removed, struct tc_versions *versions,
				   struct tc_db *live, struct tc_err *err)
{
	struct tc_str run;
	enum tc_status status = tc_removed_pairs(removed, &run, err);
	if (status == TC_OK)
		status = tc_pair_runs_add(runs, run, true, err);
	if (status == TC_OK)
		status = tc_versions_pairs(versions, runs, err);
	return status == TC_OK ? tc_pair_runs_write(runs, live, false, err) : status;
}

/* Notes what the files of a shard have in live, before it is replaced. */
static enum tc_status leave_files(struct tc_versions *versions, struct tc_db *shard, struct tc_err *err)
{
	struct tc_states *states = NULL;
	enum tc_status status = tc_states_load(shard, &states, err);
	for (size_t i = 0; status == TC_OK && i < tc_states_count(states); i++)
		status = tc_versions_leave(versions, tc_str_of(tc_states_at(states, i)->path), err);
	tc_states_free(states);
	return status;
}

static enum tc_status remove_file(struct tc_db *live, const char *path, struct tc_removed *removed, struct tc_versions *versions,
				  struct tc_buf *key, struct tc_err *err)
{
	enum tc_status status = tc_versions_leave(versions, tc_str_of(path), err);
	tc_schema_key(TC_PREFIX_FILE, tc_str_of(path), key);
	if (status == TC_OK)
		status = tc_removed_add_term(removed, live, tc_buf_str(key), err);
	if (status == TC_OK)
		status = tc_db_delete_term(live, tc_buf_str(key), err);
	tc_schema_key(TC_KEY_FILE, tc_str_of(path), key);
	return status == TC_OK ? tc_db_set_metadata(live, tc_buf_str(key), TC_STR_NONE, err) : status;
}

/* Removes what the files of a slice were before they were moved. */
static enum tc_status remove_moved(struct tc_jobs *jobs, size_t slice, const struct tc_moves *moves, struct tc_db *live,
				   struct tc_removed *removed, struct tc_versions *versions, struct tc_err *err)
{
	struct tc_buf key;
	enum tc_status status = TC_OK;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	for (size_t i = jobs->slices[slice].first; i < jobs->slices[slice].last && status == TC_OK; i++) {
		const char *from = tc_moves_from(moves, jobs->files[i]->path);
		if (from != NULL)
			status = remove_file(live, from, removed, versions, &key, err);
	}
	tc_buf_release(&key);
	return status;
}

static enum tc_status merge_slice(const struct tc_index_dir *dir, struct tc_jobs *jobs, size_t slice,
				  const struct tc_moves *moves, struct tc_db *live, struct tc_removed *removed,
				  struct tc_versions *versions, struct tc_err *err)
{
	struct tc_pair_runs *runs = NULL;
	struct touched touched = {NULL, 0, 0};
	struct tc_err ignored;
	const uint32_t n_shards = jobs->slices[slice].n_shards;
	struct tc_db **shards = tc_alloc((n_shards + 1) * sizeof *shards);
	if (shards == NULL)
		return tc_err_set(err, TC_ENOMEM, "update: no memory");
	enum tc_status status = open_shards(dir, slice, n_shards, shards, err);
	if (status == TC_OK)
		status = tc_pair_runs_new(&runs, err);
	if (status == TC_OK)
		status = add_pairs(dir, slice, n_shards, runs, err);
	bool begun = status == TC_OK;
	if (status == TC_OK)
		status = tc_db_begin(live, err);
	for (uint32_t i = 0; i < n_shards && status == TC_OK; i++)
		status = leave_files(versions, shards[i], err);
	if (status == TC_OK)
		status = remove_moved(jobs, slice, moves, live, removed, versions, err);
	for (uint32_t i = 0; i < n_shards && status == TC_OK; i++)
		status = copy_documents(live, shards[i], &touched, removed, err);
	if (status == TC_OK && touched.n > 0)
		qsort(touched.v, touched.n, sizeof *touched.v, compare_docid);
	for (uint32_t i = 0; i < n_shards && status == TC_OK; i++) {
		status = copy_states(live, shards[i], &touched, removed, err);
		if (status == TC_OK)
			status = tc_spelling_add(live, shards[i], err);
		if (status == TC_OK)
			status = tc_versions_enter(versions, shards[i], err);
	}
	if (status == TC_OK)
		status = tc_versions_settle(versions, err);
	if (status == TC_OK)
		status = update_pairs(runs, removed, versions, live, err);
	if (status == TC_OK)
		status = tc_db_commit_transaction(live, err);
	else if (begun)
		tc_db_cancel_transaction(live, &ignored);
	for (uint32_t i = 0; i < n_shards; i++)
		tc_db_free(shards[i]);
	tc_pair_runs_free(runs);
	tc_free(shards);
	tc_free(touched.v);
	return status;
}

/* The versions of a live index, by what it says of itself. */
static enum tc_status open_versions(struct tc_db *live, struct tc_versions **out, struct tc_err *err)
{
	bool all = false;
	enum tc_status status = tc_schema_all_versions(live, &all, err);
	return status == TC_OK ? tc_versions_new(live, all, out, err) : status;
}

enum tc_status tc_merge_update(const struct tc_index_dir *dir, struct tc_jobs *jobs, const struct tc_moves *moves,
			       struct tc_db *live, struct tc_err *err)
{
	struct tc_removed *removed = NULL;
	struct tc_versions *versions = NULL;
	enum tc_status status = tc_removed_new(&removed, err);
	if (status == TC_OK)
		status = open_versions(live, &versions, err);
	for (size_t i = 0; i < jobs->n_slices && status == TC_OK; i++)
		status = merge_slice(dir, jobs, i, moves, live, removed, versions, err);
	tc_versions_free(versions);
	tc_removed_free(removed);
	return status;
}

/* Removes files in one transaction. */
static enum tc_status remove_files(struct tc_db *live, const char *const *paths, size_t n, struct tc_removed *removed,
				   struct tc_versions *versions, struct tc_err *err)
{
	struct tc_buf key;
	struct tc_err ignored;
	struct tc_pair_runs *runs = NULL;
	enum tc_status status = tc_pair_runs_new(&runs, err);
	if (status == TC_OK)
		status = tc_db_begin(live, err);
	bool begun = status == TC_OK;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	for (size_t i = 0; i < n && status == TC_OK; i++)
		status = remove_file(live, paths[i], removed, versions, &key, err);
	if (status == TC_OK)
		status = tc_versions_settle(versions, err);
	if (status == TC_OK)
		status = update_pairs(runs, removed, versions, live, err);
	if (status == TC_OK)
		status = tc_db_commit_transaction(live, err);
	else if (begun)
		tc_db_cancel_transaction(live, &ignored);
	tc_buf_release(&key);
	tc_pair_runs_free(runs);
	return status;
}

enum tc_status tc_merge_remove(struct tc_db *live, const char *const *paths, size_t n, struct tc_err *err)
{
	struct tc_removed *removed = NULL;
	struct tc_versions *versions = NULL;
	enum tc_status status = tc_removed_new(&removed, err);
	if (status == TC_OK)
		status = open_versions(live, &versions, err);
	for (size_t i = 0; i < n && status == TC_OK; i += REMOVE_FILES)
		status = remove_files(live, paths + i, n - i > REMOVE_FILES ? REMOVE_FILES : n - i, removed, versions, err);
	tc_versions_free(versions);
	tc_removed_free(removed);
	return status;
}

enum tc_status tc_merge_states(struct tc_db *live, const struct tc_file_state *states, size_t n, struct tc_err *err)
{
	struct tc_buf key, value;
	struct tc_err ignored;
	if (n == 0)
		return TC_OK;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_begin(live, err);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		tc_schema_key(TC_KEY_FILE, tc_str_of(states[i].path), &key);
		tc_buf_reset(&value);
		tc_file_state_write(&states[i], &value);
		status = tc_db_set_metadata(live, tc_buf_str(&key), tc_buf_str(&value), err);
	}
	if (status == TC_OK)
		status = tc_db_commit_transaction(live, err);
	else
		tc_db_cancel_transaction(live, &ignored);
	tc_buf_release(&key);
	tc_buf_release(&value);
	return status;
}
