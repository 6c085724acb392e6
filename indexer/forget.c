/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking an article down, for good.
 *
 * It goes out of the answers in one transaction, with every capture of its address, its words in the vocabulary and its pairs,
 * and comes on the list that every later run looks at (indexer/forgotten.h).  Xapian gives blocks back without wiping them, so
 * that the text would still be in the files: the index is compacted into a new generation, and the old one removed.  When the
 * program is killed between the two, TC_KEY_SCRUB says what is left to be done, and the next run does it.
 *
 * What stays: the id, address and place of the article, a hash of its text, the reason and the date.
 */
#include "indexer/forget.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/limits.h"
#include "indexer/copies.h"
#include "indexer/document.h"
#include "indexer/forgotten.h"
#include "indexer/generation.h"
#include "indexer/kept.h"
#include "indexer/pair_runs.h"
#include "indexer/removed.h"
#include "indexer/schema.h"
#include "indexer/spelling.h"
#include "indexer/state.h"
#include "xapianc/iterate.h"

struct docids {
	uint32_t *v;
	size_t n, capacity;
};

/* Adds the documents that have a term. */
static enum tc_status add_docids(struct tc_db *live, struct tc_str term, struct docids *docids, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	uint32_t docid;
	enum tc_status status = tc_postings_of(live, term, &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK) {
		bool there = false;
		for (size_t i = 0; i < docids->n && !there; i++)
			there = docids->v[i] == docid;
		if (there)
			continue;
		if (tc_grow(&docids->v, &docids->capacity, docids->n, sizeof *docids->v) != 0)
			status = tc_err_set(err, TC_ENOMEM, "forgotten articles: no memory");
		else
			docids->v[docids->n++] = docid;
	}
	tc_postings_free(postings);
	return status == TC_END ? TC_OK : status;
}

/* Changes the state that the index keeps of a file; nothing when it keeps none. */
static enum tc_status edit_state(struct tc_db *live, struct tc_str file, void (*edit)(struct tc_file_state *state),
				 struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	struct tc_file_state state = {.path = path};
	struct tc_buf key, value, old;
	struct tc_str path_line;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&old, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	snprintf(path, sizeof path, "%.*s", TC_STR_ARG(file));
	tc_schema_key(TC_KEY_FILE, file, &key);
	enum tc_status status = tc_db_metadata(live, tc_buf_str(&key), &old, err);
	if (status == TC_OK && old.n > 0) {
		tc_file_state_read(tc_buf_str(&old), &state, &path_line);
		edit(&state);
		tc_file_state_write(&state, &value);
		status = tc_buf_check(&value, "state of a file", err);
		if (status == TC_OK)
			status = tc_db_set_metadata(live, tc_buf_str(&key), tc_buf_str(&value), err);
	}
	tc_buf_release(&key);
	tc_buf_release(&old);
	tc_buf_release(&value);
	return status;
}

static void one_document_less(struct tc_file_state *state)
{
	state->documents -= state->documents > 0;
}

static void to_be_read(struct tc_file_state *state)
{
	state->mtime_ns = 0;
	state->hash = 0;
}

/* One document less of a file, for the entry and in the file's state. */
static enum tc_status forget_in_file(struct tc_db *live, struct tc_str file, struct tc_forgotten_entry *entry,
				     struct tc_arena *arena, struct tc_err *err)
{
	if (!tc_strs_has(&entry->files, file))
		tc_strs_add(&entry->files, arena, tc_arena_str(arena, file));
	return edit_state(live, file, one_document_less, err);
}

static enum tc_status forget_document(struct tc_db *live, uint32_t docid, struct tc_removed *removed,
				      struct tc_forgotten_entry *entry, struct tc_arena *arena, struct tc_err *err)
{
	struct tc_article article;
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(&article, arena);
	enum tc_status status = tc_db_data(live, docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), &article, err);
	if (status == TC_OK)
		status = tc_removed_add(removed, live, docid, err);
	if (status == TC_OK)
		status = tc_db_delete(live, docid, err);
	tc_buf_release(&data);
	return status == TC_OK ? forget_in_file(live, article.file, entry, arena, err) : status;
}

/* Captures of the address that are kept without a document. */
static enum tc_status forget_kept(struct tc_db *live, struct tc_str capture, struct tc_forgotten_entry *entry,
				  struct tc_arena *arena, size_t *n, struct tc_err *err)
{
	struct tc_kept_list list = {NULL, 0, 0};
	enum tc_status status = tc_kept_of_url(live, capture, arena, &list, err);
	for (size_t i = 0; i < list.n && status == TC_OK; i++) {
		struct tc_article article;
		struct tc_buf term;
		tc_buf_init(&term, TC_LIMIT_PATH_BYTES);
		tc_article_init(&article, arena);
		status = tc_schema_load(list.v[i].data, &article, err);
		tc_document_capture_term(&article, &term);
		bool same = tc_str_eq(tc_buf_str(&term), capture);
		if (status == TC_OK && same)
			status = tc_kept_drop(live, capture, article.file, list.v[i].unique, err);
		if (status == TC_OK && same && !tc_str_eq(article.type, TC_STR("revisit")))
			status = forget_in_file(live, article.file, entry, arena, err);
		*n += same;
		tc_buf_release(&term);
	}
	return status;
}

static enum tc_status forget_all(struct tc_db *live, struct tc_forgotten_entry *entry, struct tc_arena *arena,
				 struct tc_removed *removed, size_t *n_documents, struct tc_err *err)
{
	struct docids docids = {NULL, 0, 0};
	enum tc_status status = TC_OK;
	*n_documents = 0;
	for (size_t i = 0; i < entry->terms.n && status == TC_OK; i++) {
		status = add_docids(live, entry->terms.v[i], &docids, err);
		if (status == TC_OK && tc_str_starts(entry->terms.v[i], TC_STR(TC_PREFIX_CAPTURE)))
			status = forget_kept(live, entry->terms.v[i], entry, arena, n_documents, err);
	}
	for (size_t i = 0; i < docids.n && status == TC_OK; i++)
		status = forget_document(live, docids.v[i], removed, entry, arena, err);
	*n_documents += docids.n;
	tc_free(docids.v);
	return status;
}

/* Takes the articles that have a term of the entry out of live, with all captures of their addresses, and puts the entry on the
 * list, in one transaction that leaves no word of theirs in the vocabulary and the pairs; *n_documents are gone.  Adds their
 * files to the entry. */
static enum tc_status forget(struct tc_db *live, struct tc_forgotten_entry *entry, struct tc_arena *arena, size_t *n_documents,
			     struct tc_err *err)
{
	struct tc_removed *removed = NULL;
	struct tc_pair_runs *runs = NULL;
	struct tc_err ignored;
	struct tc_str pairs = TC_STR_NONE;
	enum tc_status status = tc_removed_new(&removed, err);
	if (status == TC_OK)
		status = tc_pair_runs_new(&runs, err);
	if (status == TC_OK)
		status = tc_db_begin(live, err);
	bool begun = status == TC_OK;
	if (status == TC_OK)
		status = forget_all(live, entry, arena, removed, n_documents, err);
	if (status == TC_OK)
		status = tc_removed_pairs(removed, &pairs, err);
	if (status == TC_OK)
		status = tc_pair_runs_add(runs, pairs, true, err);
	if (status == TC_OK)
		status = tc_pair_runs_write(runs, live, false, err);
	if (status == TC_OK)
		status = tc_spelling_rebuild(live, err);
	if (status == TC_OK)
		status = tc_forgotten_put(live, entry, err);
	if (status == TC_OK)
		status = tc_db_set_metadata(live, TC_STR(TC_KEY_SCRUB), TC_STR("1"), err);
	if (status == TC_OK)
		status = tc_db_commit_transaction(live, err);
	else if (begun)
		tc_db_cancel_transaction(live, &ignored);
	tc_pair_runs_free(runs);
	tc_removed_free(removed);
	return status;
}

enum tc_status tc_forget_entry(struct tc_db *db, const struct tc_forgotten_entry *entry, struct tc_err *err)
{
	struct tc_forgotten_entry copy = *entry;
	struct docids docids = {NULL, 0, 0};
	struct tc_arena arena;
	size_t n = 0;
	tc_arena_init(&arena, SIZE_MAX);
	copy.files = (struct tc_strs){NULL, 0, 0};
	for (size_t i = 0; i < entry->files.n; i++)
		tc_strs_add(&copy.files, &arena, entry->files.v[i]);
	enum tc_status status = tc_arena_check(&arena, "forgotten article", err);
	for (size_t i = 0; i < entry->terms.n && status == TC_OK; i++)
		status = add_docids(db, entry->terms.v[i], &docids, err);
	if (status == TC_OK && docids.n > 0) {
		status = forget(db, &copy, &arena, &n, err);
	} else if (status == TC_OK) {
		status = tc_forgotten_put(db, &copy, err);
		if (status == TC_OK)
			status = tc_db_commit(db, err);
	}
	tc_free(docids.v);
	tc_arena_release(&arena);
	return status;
}

/* Adds the terms of a document to those that an article is known by. */
static enum tc_status add_terms(struct tc_db *live, uint32_t docid, struct tc_arena *arena, struct tc_forgotten_entry *entry,
				struct tc_err *err)
{
	struct tc_article article;
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(&article, arena);
	enum tc_status status = tc_db_data(live, docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), &article, err);
	tc_buf_release(&data);
	if (status != TC_OK)
		return status;
	if (entry->id.n == 0)
		entry->id = article.id;
	tc_forgotten_terms(&article, arena, &entry->terms);
	return tc_arena_check(arena, "forgotten article", err);
}

/* Finds what name names: an id, an address or a file. */
static enum tc_status find(struct tc_db *live, const char *name, struct tc_arena *arena, struct tc_forgotten_entry *entry,
			   struct tc_err *err)
{
	static const char *const prefixes[] = {TC_PREFIX_ID, TC_PREFIX_URL, TC_PREFIX_FILE};
	char absolute[TC_LIMIT_PATH_BYTES];
	struct docids docids = {NULL, 0, 0};
	struct tc_buf key;
	enum tc_status status = TC_OK;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && status == TC_OK && docids.n == 0; i++) {
		const char *place = i == 2 && realpath(name, absolute) != NULL ? absolute : name;
		tc_schema_key(prefixes[i], tc_str_of(place), &key);
		status = add_docids(live, tc_buf_str(&key), &docids, err);
	}
	for (size_t i = 0; i < docids.n && status == TC_OK; i++)
		status = add_terms(live, docids.v[i], arena, entry, err);
	if (status == TC_OK && docids.n == 0)
		status = tc_err_set(err, TC_ENOENT, "%s: no such article in the index", name);
	tc_buf_release(&key);
	tc_free(docids.v);
	return status;
}

/* Now, as people of Vietnam write a time for machines. */
static struct tc_str now(struct tc_arena *arena)
{
	struct tc_date date;
	struct tc_buf text;
	tc_buf_init(&text, 64);
	tc_date_from_unix((int64_t)time(NULL), TC_DATE_VIETNAM_OFFSET_MIN, &date);
	tc_date_format(&date, &text);
	struct tc_str result = tc_arena_str(arena, tc_buf_str(&text));
	tc_buf_release(&text);
	return result;
}

/* Opens the current generation of a locked index for writing. */
static enum tc_status open_live(const struct tc_index_dir *dir, struct tc_db **live, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	enum tc_status status = tc_index_dir_generation(dir, dir->current, path, err);
	if (status == TC_OK)
		status = tc_db_open_writable(path, TC_DB_OPEN, live, err);
	return status == TC_OK ? tc_schema_check(*live, dir->path, err) : status;
}

enum tc_status tc_forget_article(const char *index, const char *name, const char *reason, unsigned long wait_ms,
				 size_t *n_documents, struct tc_err *err)
{
	struct tc_index_dir dir = {.lock_fd = -1};
	struct tc_forgotten_entry entry = {.id = TC_STR_NONE};
	struct tc_db *live = NULL;
	struct tc_arena arena;
	uint64_t before, after;
	*n_documents = 0;
	tc_arena_init(&arena, SIZE_MAX);
	enum tc_status status = tc_index_dir_open(&dir, index, false, wait_ms, err);
	if (status == TC_OK)
		status = open_live(&dir, &live, err);
	if (status == TC_OK)
		status = find(live, name, &arena, &entry, err);
	if (status == TC_OK) {
		entry.date = now(&arena);
		entry.reason = tc_str_of(reason);
		status = forget(live, &entry, &arena, n_documents, err);
	}
	tc_db_free(live);
	tc_index_dir_close(&dir);
	tc_arena_release(&arena);
	return status == TC_OK ? tc_copies_compact(index, wait_ms, &before, &after, err) : status;
}

/* The files of an entry are to be read again. */
static enum tc_status read_again(struct tc_db *live, const struct tc_forgotten_entry *entry, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < entry->files.n && status == TC_OK; i++)
		status = edit_state(live, entry->files.v[i], to_be_read, err);
	return status;
}

enum tc_status tc_forget_undo(const char *index, const char *id, unsigned long wait_ms, struct tc_err *err)
{
	struct tc_index_dir dir = {.lock_fd = -1};
	struct tc_forgotten list = {.v = NULL};
	const struct tc_forgotten_entry *entry = NULL;
	struct tc_db *live = NULL;
	enum tc_status status = tc_index_dir_open(&dir, index, false, wait_ms, err);
	if (status == TC_OK)
		status = open_live(&dir, &live, err);
	if (status == TC_OK)
		status = tc_forgotten_load(live, &list, err);
	for (size_t i = 0; i < list.n && status == TC_OK; i++)
		if (tc_str_eq(list.v[i].id, tc_str_of(id)))
			entry = &list.v[i];
	if (status == TC_OK && entry == NULL)
		status = tc_err_set(err, TC_ENOENT, "%s: not on the list of forgotten articles", id);
	if (status == TC_OK)
		status = read_again(live, entry, err);
	if (status == TC_OK)
		status = tc_forgotten_drop(live, entry->id, err);
	if (status == TC_OK)
		status = tc_db_commit(live, err);
	tc_forgotten_release(&list);
	tc_db_free(live);
	tc_index_dir_close(&dir);
	return status;
}
