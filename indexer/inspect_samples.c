/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is what the index has of files what is in them?
 *
 * Files are taken at even distances among those whose content is still what the index remembers (size, time, hash) and that are
 * not larger than SAMPLE_DOCUMENTS articles.  Each is read again, and every text that the index has of it, lead, body and
 * captions, must be among what was read.  Title and date are left out, as a sitemap may have given them.  The readers must be
 * told what the run was told (--map, --charset, --sites), which the configuration does. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/inspect.h"
#include "indexer/schema.h"
#include "indexer/state.h"
#include "xapianc/iterate.h"

#define SAMPLE_DOCUMENTS 1000

struct sampling {
	struct tc_db *db;
	const struct tc_reader_options *reader;
	struct tc_arena arena;
	struct tc_buf text, data;
	unsigned long long *read; /* hashes of what was read of the file */
	size_t n_read, capacity_read;
	struct tc_buf *out;
	size_t n_errors;
};

static bool is_as_remembered(const struct tc_file_state *state)
{
	struct stat info;
	uint64_t hash;
	return stat(state->path, &info) == 0 && (uint64_t)info.st_size == state->size_bytes &&
	       (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec == state->mtime_ns &&
	       tc_file_state_hash(state->path, &hash, NULL) == TC_OK && hash == state->hash;
}

static void add_list(struct tc_buf *text, const struct tc_strs *list)
{
	for (size_t i = 0; i < list->n; i++) {
		tc_buf_add_str(text, list->v[i]);
		tc_buf_add_char(text, '\n');
	}
}

/* What is compared of an article. */
static unsigned long long hash_of(struct sampling *s, const struct tc_article *article)
{
	tc_buf_reset(&s->text);
	tc_buf_add_str(&s->text, article->lead);
	tc_buf_add_char(&s->text, '\n');
	add_list(&s->text, &article->body);
	add_list(&s->text, &article->captions);
	return tc_str_hash(tc_buf_str(&s->text));
}

static int by_hash(const void *a, const void *b)
{
	unsigned long long x = *(const unsigned long long *)a, y = *(const unsigned long long *)b;
	return x < y ? -1 : x > y;
}

/* Reads a file; what is bad in it is no matter here. */
static enum tc_status read_file(struct sampling *s, const char *path, struct tc_err *err)
{
	struct tc_reader *reader = NULL;
	struct tc_article article, plain;
	enum tc_status status = TC_OK, read = tc_reader_open(path, s->reader, &reader, NULL);
	s->n_read = 0;
	while (status == TC_OK && (read == TC_OK || read == TC_SKIP)) {
		tc_arena_reset(&s->arena);
		tc_article_init(&article, &s->arena);
		read = tc_reader_next(reader, &article, NULL);
		if (read != TC_OK)
			continue;
		/* As it is when it was stored and loaded. */
		tc_buf_reset(&s->data);
		tc_schema_store(&article, &s->data);
		tc_article_init(&plain, &s->arena);
		status = tc_schema_load(tc_buf_str(&s->data), &plain, err);
		if (tc_grow(&s->read, &s->capacity_read, s->n_read, sizeof *s->read) != 0)
			status = tc_err_set(err, TC_ENOMEM, "samples: no memory");
		else
			s->read[s->n_read++] = hash_of(s, &plain);
	}
	tc_reader_free(reader);
	if (s->n_read > 1)
		qsort(s->read, s->n_read, sizeof *s->read, by_hash);
	return status;
}

static enum tc_status compare_document(struct sampling *s, const struct tc_file_state *state, uint32_t docid, struct tc_err *err)
{
	struct tc_article article;
	tc_arena_reset(&s->arena);
	tc_article_init(&article, &s->arena);
	enum tc_status status = tc_db_data(s->db, docid, &s->data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&s->data), &article, err);
	if (status != TC_OK)
		return status;
	unsigned long long hash = hash_of(s, &article);
	if (s->n_read > 0 && bsearch(&hash, s->read, s->n_read, sizeof *s->read, by_hash) != NULL)
		return TC_OK;
	tc_buf_printf(s->out, "%s: the text that the index has of record %u is not in the file\n", state->path, article.record);
	s->n_errors++;
	return TC_OK;
}

static enum tc_status compare_file(struct sampling *s, const struct tc_file_state *state, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	struct tc_buf term;
	uint32_t docid;
	tc_buf_init(&term, TC_LIMIT_PATH_BYTES);
	tc_schema_key(TC_PREFIX_FILE, tc_str_of(state->path), &term);
	enum tc_status status = read_file(s, state->path, err);
	if (status == TC_OK)
		status = tc_postings_of(s->db, tc_buf_str(&term), &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
		status = compare_document(s, state, docid, err);
	tc_postings_free(postings);
	tc_buf_release(&term);
	return status == TC_END ? TC_OK : status;
}

enum tc_status tc_inspect_samples(struct tc_db *db, const struct tc_reader_options *reader, size_t n, struct tc_buf *out,
				  size_t *n_errors, struct tc_err *err)
{
	struct sampling s = {.db = db, .reader = reader, .out = out};
	struct tc_states *states = NULL;
	tc_arena_init(&s.arena, TC_LIMIT_ARTICLE_BYTES * 2ul);
	tc_buf_init(&s.text, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&s.data, TC_LIMIT_ARTICLE_BYTES);
	enum tc_status status = tc_states_load(db, &states, err);
	size_t n_states = status == TC_OK ? tc_states_count(states) : 0;
	for (size_t i = 0, taken = 0; i < n_states && taken < n && status == TC_OK; i++) {
		const struct tc_file_state *state = tc_states_at(states, i);
		/* Not before its turn: the k-th sample is at or after k / n of all. */
		if (i < n_states * taken / n || state->documents == 0 || state->documents > SAMPLE_DOCUMENTS ||
		    !is_as_remembered(state))
			continue;
		taken++;
		status = compare_file(&s, state, err);
	}
	tc_states_free(states);
	tc_free(s.read);
	tc_arena_release(&s.arena);
	tc_buf_release(&s.text);
	tc_buf_release(&s.data);
	*n_errors += s.n_errors;
	return status;
}
