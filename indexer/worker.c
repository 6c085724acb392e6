/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker process: files of a slice to documents in shards of its own.
 *
 * A process and not a thread, because what reads bytes of strangers may crash, loop or eat memory, and then only one file
 * may be lost.  The coordinator (ingest.c) sees in shared memory which file a dead worker was reading.
 *
 * A shard is a throw-away database, written without sync.  A slice gives one shard, or several when
 * a container (JSON Lines, later a web archive) expands to more than SHARD_BYTES of stored text.  The state record of a file goes
 * into the shard that holds its last document.
 *
 * What the bulk writer wrote and did not pass its checks is made again, the whole slice, by Xapian's writer, and so is all that
 * comes after it.
 *
 * A file that changes while it is read is indexed as read and recorded with its state from before, so that the next run sees
 * the difference and reads it again.
 */
#include "indexer/jobs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "indexer/document.h"
#include "indexer/forgotten.h"
#include "indexer/kept.h"
#include "indexer/noted.h"
#include "indexer/schema.h"
#include "indexer/shard.h"
#include "indexer/state.h"

/* Text in one shard before the next is begun inside a slice. */
#define SHARD_BYTES (8u << 20)
/* What the bulk writer holds of a shard before it writes a run of it; by far more than SHARD_BYTES of text come to. */
#define BULK_BYTES (192u << 20)
#define SHARD_PATH_BYTES (TC_LIMIT_PATH_BYTES + 64)

struct worker {
	struct tc_jobs *jobs;
	struct tc_worker_state *shared;
	const struct tc_worker_options *options;
	struct tc_document_builder *builder;
	struct tc_doc *doc;
	struct tc_shard *shard; /* being written, or NULL */
	size_t slice;
	uint32_t n_shards; /* begun of this slice */
	uint64_t shard_bytes;
	struct tc_arena arena;
	struct tc_buf key, value, pairs, listing;
	struct tc_noted noted;   /* of this file */
	unsigned long long *ids; /* hashes of the publisher's ids of this file, open addressing, 0: free */
	size_t n_ids, ids_size;
};

static struct tc_job_counts *counts(struct worker *w)
{
	return &w->jobs->slices[w->slice].counts;
}

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Remembers an id of this file; *taken when it was there before. */
static enum tc_status remember_id(struct worker *w, struct tc_str id, bool *taken, struct tc_err *err)
{
	*taken = false;
	if (id.n == 0)
		return TC_OK;
	if ((w->n_ids + 1) * 2 > w->ids_size) {
		size_t size = w->ids_size == 0 ? 64 : w->ids_size * 2;
		unsigned long long *ids = tc_alloc(size * sizeof *ids);
		if (ids == NULL)
			return tc_err_set(err, TC_ENOMEM, "ids of records: no memory");
		for (size_t i = 0; i < w->ids_size; i++) {
			size_t at = w->ids[i] & (size - 1);
			while (w->ids[i] != 0 && ids[at] != 0)
				at = (at + 1) & (size - 1);
			ids[at] = w->ids[i] != 0 ? w->ids[i] : ids[at];
		}
		tc_free(w->ids);
		w->ids = ids;
		w->ids_size = size;
	}
	unsigned long long hash = tc_str_hash(id) | 1;
	size_t at = hash & (w->ids_size - 1);
	while (w->ids[at] != 0 && w->ids[at] != hash)
		at = (at + 1) & (w->ids_size - 1);
	*taken = w->ids[at] == hash;
	w->n_ids += !*taken;
	w->ids[at] = hash;
	return TC_OK;
}

static void shard_path(const struct worker *w, uint32_t number, const char *ending, char path[SHARD_PATH_BYTES])
{
	char name[32];
	tc_jobs_shard_name(w->slice, number, name);
	snprintf(path, SHARD_PATH_BYTES, "%s/%s%s", w->options->build_dir, name, ending);
}

/* The pairs of words of a shard, in a file beside it. */
static enum tc_status write_pairs(struct worker *w, struct tc_err *err)
{
	char path[SHARD_PATH_BYTES];
	tc_buf_reset(&w->pairs);
	enum tc_status status = tc_document_builder_pairs(w->builder, &w->pairs, err);
	if (status != TC_OK)
		return status;
	shard_path(w, w->n_shards - 1, TC_JOBS_PAIRS, path);
	FILE *file = fopen(path, "wbe");
	if (file == NULL)
		return tc_err_errno(err, errno, "%s", path);
	size_t written = fwrite(w->pairs.p, 1, w->pairs.n, file);
	int failed = errno;
	if (fclose(file) != 0)
		return tc_err_errno(err, errno, "%s", path);
	return written == w->pairs.n ? TC_OK : tc_err_errno(err, failed, "%s", path);
}

static enum tc_status close_shard(struct worker *w, struct tc_err *err)
{
	if (w->shard == NULL)
		return TC_OK;
	enum tc_status status = tc_shard_close(w->shard, err);
	tc_shard_free(w->shard);
	w->shard = NULL;
	return status == TC_OK ? write_pairs(w, err) : status;
}

static enum tc_writer writer(const struct worker *w)
{
	return atomic_load(&w->jobs->distrusted) ? TC_WRITER_API : w->options->writer;
}

static enum tc_status want_shard(struct worker *w, struct tc_err *err)
{
	char path[SHARD_PATH_BYTES];
	enum tc_status status = TC_OK;
	if (w->shard != NULL && w->shard_bytes < SHARD_BYTES)
		return TC_OK;
	status = close_shard(w, err);
	if (status != TC_OK)
		return status;
	shard_path(w, w->n_shards++, "", path);
	w->shard_bytes = 0;
	tc_document_builder_begin(w->builder);
	return tc_shard_open(path, writer(w), BULK_BYTES, &w->shard, err);
}

/* Notes a problem of a file: the first one is kept in its state, all are counted and told. */
static void problem(struct worker *w, struct tc_file_state *state, const char *text)
{
	_Atomic uint32_t *told = &w->jobs->told[w->shared->file];
	if (state->problems++ == 0)
		snprintf(state->problem, sizeof state->problem, "%s", text);
	counts(w)->problems += 1;
	/* When another file of the slice costs the worker its life, the slice is made again, but nothing is told again. */
	if (state->problems <= *told)
		return;
	*told = state->problems;
	tc_log_problem_of(state->path, text);
}

/* The same of an article, named by its place in an archive. */
static void article_problem(struct worker *w, struct tc_file_state *state, const struct tc_article *article, struct tc_str text)
{
	if (article->member.n > 0)
		text = tc_arena_printf(article->arena, "%.*s: %.*s", TC_STR_ARG(article->member), TC_STR_ARG(text));
	problem(w, state, tc_arena_cstr(article->arena, text));
}

/* What a reader could only note but an administrator must hear of. */
static void tell_losses(struct worker *w, const struct tc_article *article, struct tc_file_state *state)
{
	for (size_t i = 0; i < article->notes.n; i++)
		if (tc_str_starts(article->notes.v[i], TC_STR("truncated")))
			article_problem(w, state, article, article->notes.v[i]);
}

/* A revisit has nothing to index; its index keeps that there was one. */
static enum tc_status add_revisit(struct worker *w, struct tc_article *article, const struct tc_file_state *state,
				  struct tc_err *err)
{
	struct tc_str unique;
	article->file = tc_str_of(state->path);
	tc_document_capture_term(article, &w->key);
	if (w->key.n == 0 && w->key.failed == TC_OK)
		return TC_OK;
	tc_buf_reset(&w->value);
	tc_document_unique_term(article, false, &w->value);
	unique = tc_arena_str(article->arena, tc_buf_str(&w->value));
	tc_buf_reset(&w->value);
	tc_schema_store(article, &w->value);
	enum tc_status status = tc_buf_check(&w->value, "revisit", err);
	if (status == TC_OK)
		status = tc_buf_check(&w->key, "key of a revisit", err);
	if (status == TC_OK)
		status = tc_arena_check(article->arena, "revisit", err);
	if (status == TC_OK)
		status = want_shard(w, err);
	struct tc_kept kept = {unique, tc_buf_str(&w->value)};
	return status == TC_OK ? tc_kept_put_shard(w->shard, tc_buf_str(&w->key), article->file, &kept, true, err) : status;
}

/* Which entry of a sitemap a document was made with. */
static enum tc_status add_entry_term(struct worker *w, uint64_t entry, struct tc_err *err)
{
	char term[32];
	snprintf(term, sizeof term, TC_PREFIX_SITEMAP "%016llx", (unsigned long long)entry);
	return tc_doc_add_term(w->doc, tc_str_of(term), 0, err);
}

/* Lets the sitemaps say what they know of a page; captures have their own time.  A hash of the entry, 0: there is none. */
static uint64_t fill_from_sitemap(const struct worker *w, struct tc_article *article)
{
	if (w->options->sitemap == NULL || article->captured.precision != TC_DATE_NONE)
		return 0;
	return tc_sitemap_fill(w->options->sitemap, article);
}

/* Was the article taken down?  Asked before a word of it is counted. */
static bool is_forgotten(struct worker *w, const struct tc_article *article, bool id_taken)
{
	struct tc_article known = *article;
	if (w->options->forgotten == NULL || w->options->forgotten->n == 0)
		return false;
	tc_document_unique_term(&known, id_taken, &w->key); /* sets the id of one that has none */
	return tc_forgotten_has(w->options->forgotten, &known);
}

static enum tc_status add_article(struct worker *w, struct tc_article *article, uint64_t entry, struct tc_file_state *state,
				  struct tc_err *err)
{
	bool id_taken;
	size_t n_words;
	article->file = tc_str_of(state->path);
	enum tc_status status = tc_arena_check(article->arena, "article", err);
	if (status == TC_OK)
		status = remember_id(w, article->id, &id_taken, err);
	if (status == TC_OK && is_forgotten(w, article, id_taken)) {
		tc_log_detail("%s: an article that was forgotten is passed over", state->path);
		return TC_OK;
	}
	if (status == TC_OK)
		status = want_shard(w, err);
	if (status == TC_OK)
		status = tc_document_build(w->builder, article, id_taken, w->doc, &n_words, err);
	if (status == TC_OK && entry != 0)
		status = add_entry_term(w, entry, err);
	if (status == TC_OK)
		status = tc_shard_add(w->shard, w->doc, err);
	if (status != TC_OK)
		return status;
	tc_noted_add(&w->noted, article);
	state->documents++;
	w->shard_bytes += w->arena.used_bytes;
	counts(w)->documents += 1;
	counts(w)->words += n_words;
	return TC_OK;
}

/* The address of a page that was taken for a listing, for the state of its file. */
static void keep_listing(struct worker *w, const struct tc_article *article, struct tc_file_state *state)
{
	struct tc_str url = article->url;
	if (state->listing.n > 0 || article->captured.precision != TC_DATE_NONE || tc_str_find_char(url, '\n', 0) < url.n)
		return;
	tc_buf_reset(&w->listing);
	tc_buf_add_str(&w->listing, url);
	state->listing = tc_buf_str(&w->listing);
}

/* Reads the articles of an open file.  What is wrong with the file is a problem; only what is wrong with us or the disk is
 * returned. */
static enum tc_status read_articles(struct worker *w, struct tc_reader *reader, struct tc_file_state *state, struct tc_err *err)
{
	struct tc_article article;
	struct tc_err bad;
	for (;;) {
		atomic_store(&w->shared->since_ms, now_ms());
		tc_arena_reset(&w->arena);
		tc_article_init(&article, &w->arena);
		tc_err_clear(&bad);
		enum tc_status status = tc_reader_next(reader, &article, &bad);
		if (status == TC_END)
			return TC_OK;
		state->records++;
		counts(w)->records += 1;
		if (status != TC_OK)
			problem(w, state, bad.text);
		if (status != TC_OK && status != TC_SKIP)
			return TC_OK;
		if (status == TC_SKIP)
			continue;
		if (tc_str_eq(article.type, TC_STR("revisit"))) {
			status = add_revisit(w, &article, state, err);
			if (status != TC_OK)
				return status;
			continue;
		}
		const uint64_t entry = fill_from_sitemap(w, &article);
		if (!w->options->keep_listings && tc_str_eq(article.type, TC_STR("listing"))) {
			keep_listing(w, &article, state);
			article_problem(w, state, &article, TC_STR("a listing page, not an article: not indexed"));
			continue;
		}
		if (!tc_article_has_text(&article)) {
			article_problem(w, state, &article, TC_STR("no text in it"));
			continue;
		}
		tell_losses(w, &article, state);
		status = add_article(w, &article, entry, state, err);
		if (status != TC_OK)
			return status;
	}
}

static enum tc_status write_state(struct worker *w, const struct tc_file_state *state, struct tc_err *err)
{
	enum tc_status status = want_shard(w, err);
	if (status != TC_OK)
		return status;
	tc_schema_key(TC_KEY_FILE, tc_str_of(state->path), &w->key);
	tc_buf_reset(&w->value);
	tc_file_state_write(state, &w->value);
	tc_noted_write(&w->noted, &w->value);
	status = tc_buf_check(&w->value, "state of a file", err);
	return status == TC_OK ? tc_shard_set_metadata(w->shard, tc_buf_str(&w->key), tc_buf_str(&w->value), err) : status;
}

/* Since when a file with problems has them. */
static int64_t since(const struct worker *w, const struct tc_file_state *state)
{
	const struct tc_file_state *known = w->options->known != NULL ? tc_states_find(w->options->known, state->path) : NULL;
	if (state->problems == 0)
		return 0;
	return known != NULL && known->since_unix != 0 ? known->since_unix : (int64_t)time(NULL);
}

static enum tc_status read_file(struct worker *w, size_t file, struct tc_err *err)
{
	struct tc_file_state state = {.path = w->jobs->files[file]->path};
	struct tc_reader *reader = NULL;
	struct tc_err bad;
	struct stat before, after;
	enum tc_status status = TC_OK;

	atomic_store(&w->shared->since_ms, now_ms());
	atomic_store(&w->shared->file, (int64_t)file);
	tc_log_detail("%s", state.path);
	w->n_ids = 0;
	w->noted.n = 0;
	if (w->ids != NULL)
		memset(w->ids, 0, w->ids_size * sizeof *w->ids);
	state.size_bytes = w->jobs->files[file]->size_bytes;
	state.mtime_ns = w->jobs->files[file]->mtime_ns;
	if (w->jobs->lost[file] != TC_LOST_NOT) {
		problem(w, &state,
			w->jobs->lost[file] == TC_LOST_HUNG ? "its reader took too long: passed over until the file changes"
							    : "its reader crashed: passed over until the file changes");
	} else if (stat(state.path, &before) != 0) {
		tc_err_errno(&bad, errno, "cannot read");
		problem(w, &state, bad.text);
	} else if (tc_file_state_hash(state.path, &state.hash, &bad) != TC_OK ||
		   tc_reader_open(state.path, &w->options->reader, &reader, &bad) != TC_OK) {
		problem(w, &state, bad.text);
	} else {
		snprintf(state.format, sizeof state.format, "%s", tc_reader_format(reader));
		status = read_articles(w, reader, &state, err);
		if (strcmp(state.format, "sitemap") == 0 && !tc_sitemap_named(state.path))
			tc_log_detail("%s: a list of addresses whose name is not that of a sitemap: what it says is not used",
				      state.path);
		if (stat(state.path, &after) != 0 || after.st_size != before.st_size ||
		    after.st_mtim.tv_sec != before.st_mtim.tv_sec || after.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
			problem(w, &state, "changed while it was read: will be read again by the next run");
	}
	tc_reader_free(reader);
	atomic_store(&w->shared->file, -1);
	counts(w)->files += 1;
	counts(w)->bytes += state.size_bytes;
	state.since_unix = since(w, &state);
	return status == TC_OK ? write_state(w, &state, err) : status;
}

static enum tc_status write_slice(struct worker *w, struct tc_slice *s, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	w->n_shards = 0;
	s->counts = (struct tc_job_counts){0, 0, 0, 0, 0, 0};
	for (size_t i = s->first; i < s->last && status == TC_OK; i++)
		status = read_file(w, i, err);
	if (status == TC_OK)
		status = close_shard(w, err);
	return status;
}

static enum tc_status make_slice(struct worker *w, size_t slice, struct tc_err *err)
{
	struct tc_slice *s = &w->jobs->slices[slice];
	w->slice = slice;
	enum tc_status status = write_slice(w, s, err);
	if (status == TC_ECORRUPT && w->options->writer == TC_WRITER_BULK) {
		if (!atomic_exchange(&w->jobs->distrusted, true))
			tc_log_note("%s; going on with --writer=api", err->text);
		tc_shard_free(w->shard);
		w->shard = NULL;
		status = write_slice(w, s, err);
	}
	if (status != TC_OK)
		return status;
	s->n_shards = w->n_shards;
	atomic_store(&s->state, TC_SLICE_DONE);
	return TC_OK;
}

int tc_worker_run(struct tc_jobs *jobs, int number, const struct tc_worker_options *options)
{
	struct worker w = {.jobs = jobs, .shared = &jobs->workers[number], .options = options};
	struct tc_err err = {TC_OK, ""};
	size_t slice;
	if (options->memory_bytes > 0)
		setrlimit(RLIMIT_AS, &(struct rlimit){options->memory_bytes, options->memory_bytes});
	tc_arena_init(&w.arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&w.key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&w.value, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&w.pairs, SIZE_MAX);
	tc_buf_init(&w.listing, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = options->sandbox ? tc_sandbox_enter(&err) : TC_OK;
	if (status == TC_OK)
		status = tc_document_builder_new(&w.builder, &err);
	if (status == TC_OK)
		status = tc_doc_new(&w.doc, &err);
	while (status == TC_OK && tc_jobs_take(jobs, number, &slice))
		status = make_slice(&w, slice, &err);
	if (status != TC_OK) {
		w.shared->status = status;
		snprintf(w.shared->text, sizeof w.shared->text, "%s", err.text);
		atomic_store(&w.shared->failed, true);
	}
	tc_shard_free(w.shard);
	tc_doc_free(w.doc);
	tc_document_builder_free(w.builder);
	tc_arena_release(&w.arena);
	tc_buf_release(&w.key);
	tc_buf_release(&w.value);
	tc_buf_release(&w.pairs);
	tc_buf_release(&w.listing);
	tc_free(w.ids);
	return status == TC_OK ? 0 : 1;
}
