/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Duplicates of a run.
 *
 * Every document has a term that is a hash of its text, and one of its address, which is looked for in all its spellings
 * (address.c). After the shards were merged, the terms of the shards are looked up in the index: one that several documents have
 * is a group.  So it costs what the run brought and not what the index holds, and it is no matter which worker read which file.
 *
 * In a group the original is a document that was there before the run, or else the first; each other that the run brought is a
 * duplicate and is told with the original's place.  Both stay: which of the two somebody wants to find, the page or its copy in
 * an export, is not ours to say, and a file that goes takes only its own article with it. */
#include "indexer/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/log.h"
#include "indexer/address.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

/* Told as notes; the others when the program is verbose. */
#define MAX_TOLD 20

/* Kinds of groups, a bit each, and what is beside them in the flags of a document. */
enum { SAME_TEXT = 1, SAME_ADDRESS = 2, TOLD = 4 };

struct member {
	uint32_t docid;
	bool captured, of_run;
	struct tc_str file, place, url;
	uint32_t record;
};

struct search {
	struct tc_db *db;
	const char **files; /* of the run, sorted; NULL: all */
	size_t n_files;
	struct member *members; /* of the group */
	size_t n_members, capacity_members;
	unsigned char *flags; /* by docid: the kinds of groups that were looked at, TOLD */
	uint32_t n_flags;
	uint64_t n_told;
	struct tc_arena arena;
	struct tc_buf data, address, key;
};

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool of_run(struct search *s, struct tc_str file)
{
	const char *path = tc_arena_cstr(&s->arena, file);
	return s->files == NULL || bsearch(&path, s->files, s->n_files, sizeof *s->files, by_bytes) != NULL;
}

static enum tc_status add_member(struct search *s, uint32_t docid, struct tc_err *err)
{
	struct tc_article article;
	tc_article_init(&article, &s->arena);
	enum tc_status status = tc_db_data(s->db, docid, &s->data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&s->data), &article, err);
	if (status != TC_OK)
		return status;
	if (tc_grow(&s->members, &s->capacity_members, s->n_members, sizeof *s->members) != 0)
		return tc_err_set(err, TC_ENOMEM, "duplicates: no memory");
	s->members[s->n_members++] = (struct member){
		.docid = docid,
		.captured = article.captured.precision != TC_DATE_NONE,
		.of_run = of_run(s, article.file),
		.file = article.file,
		.place = tc_article_place(&article),
		.url = article.url,
		.record = article.record,
	};
	return TC_OK;
}

/* Tells one duplicate, unless it was told for another reason. */
static void tell(struct search *s, const struct member *copy, const struct member *original, int kind)
{
	static const char format[] = "%.*s: record %u has the %s of record %u of %.*s";
	const char *what = kind == SAME_TEXT ? "text" : "address";
	if (s->flags[copy->docid] & TOLD)
		return;
	s->flags[copy->docid] |= TOLD;
	if (s->n_told++ < MAX_TOLD)
		tc_log_note(format, TC_STR_ARG(copy->place), copy->record, what, original->record, TC_STR_ARG(original->place));
	else
		tc_log_detail(format, TC_STR_ARG(copy->place), copy->record, what, original->record, TC_STR_ARG(original->place));
}

/* Adds the documents that have a term to s->members, but for those of a group that was looked at before. */
static enum tc_status add_members(struct search *s, struct tc_str term, int kind, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	uint32_t docid;
	enum tc_status status = tc_postings_of(s->db, term, &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK) {
		if (docid >= s->n_flags || s->flags[docid] & kind)
			break;
		s->flags[docid] |= (unsigned char)kind;
		status = add_member(s, docid, err);
	}
	tc_postings_free(postings);
	return status == TC_END ? TC_OK : status;
}

static int by_docid(const void *a, const void *b)
{
	uint32_t x = ((const struct member *)a)->docid, y = ((const struct member *)b)->docid;
	return x < y ? -1 : x > y;
}

/* Tells the duplicates among s->members. */
static void tell_group(struct search *s, int kind)
{
	size_t original = 0;
	if (s->n_members > 1)
		qsort(s->members, s->n_members, sizeof *s->members, by_docid);
	for (size_t i = s->n_members; i-- > 0;)
		if (!s->members[i].of_run)
			original = i;
	for (size_t i = 0; i < s->n_members; i++) {
		const struct member *m = &s->members[i], *first = &s->members[original];
		bool captures = m->captured && first->captured && (kind == SAME_ADDRESS || tc_str_eq(m->url, first->url));
		if (i != original && m->of_run && !captures)
			tell(s, m, first, kind);
	}
}

/* The documents that have the text of a term. */
static enum tc_status look_at_text(struct search *s, struct tc_str term, struct tc_err *err)
{
	uint32_t n = 0;
	tc_arena_reset(&s->arena);
	s->n_members = 0;
	enum tc_status status = tc_db_term_freq(s->db, term, &n, NULL, err);
	if (status == TC_OK && n > 1)
		status = add_members(s, term, SAME_TEXT, err);
	tell_group(s, SAME_TEXT);
	return status;
}

/* The documents that have the address of a term, in any of its spellings. */
static enum tc_status look_at_address(struct search *s, struct tc_str term, struct tc_err *err)
{
	uint32_t n = 0, n_all = 0;
	tc_arena_reset(&s->arena);
	s->n_members = 0;
	tc_address_plain(tc_str_sub(term, strlen(TC_PREFIX_URL), term.n), &s->address);
	struct tc_str plain = tc_arena_str(&s->arena, tc_buf_str(&s->address));
	enum tc_status status = tc_arena_check(&s->arena, "address", err);
	for (unsigned i = 0; status == TC_OK && tc_address_written(plain, i, &s->address); i++) {
		tc_schema_key(TC_PREFIX_URL, tc_buf_str(&s->address), &s->key);
		status = tc_db_term_freq(s->db, tc_buf_str(&s->key), &n, NULL, err);
		n_all += n;
	}
	/* Too long a URL ends in a hash of its own. */
	if (status == TC_OK && term.n >= TC_LIMIT_KEY_BYTES)
		status = add_members(s, term, SAME_ADDRESS, err);
	/* Most addresses are there once. */
	for (unsigned i = 0; n_all > 1 && status == TC_OK && tc_address_written(plain, i, &s->address); i++) {
		tc_schema_key(TC_PREFIX_URL, tc_buf_str(&s->address), &s->key);
		status = add_members(s, tc_buf_str(&s->key), SAME_ADDRESS, err);
	}
	tell_group(s, SAME_ADDRESS);
	return status;
}

/* Looks for the terms of a shard in the index. */
static enum tc_status search_shard(struct search *s, struct tc_db *shard, int kind, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status =
		tc_terms_all(shard, tc_str_of(kind == SAME_TEXT ? TC_PREFIX_CONTENT : TC_PREFIX_URL), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		status = kind == SAME_TEXT ? look_at_text(s, term, err) : look_at_address(s, term, err);
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status search_shards(struct search *s, const struct tc_index_dir *dir, const struct tc_jobs *jobs,
				    struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < jobs->n_slices && status == TC_OK; i++) {
		for (uint32_t k = 0; k < jobs->slices[i].n_shards && status == TC_OK; k++) {
			char name[32], path[TC_LIMIT_PATH_BYTES];
			const char *one = path;
			struct tc_db *shard = NULL;
			tc_jobs_shard_name(i, k, name);
			status = tc_index_dir_build(dir, name, path, err);
			if (status == TC_OK)
				status = tc_db_open(&one, 1, 0, &shard, err);
			if (status == TC_OK)
				status = search_shard(s, shard, SAME_TEXT, err);
			if (status == TC_OK)
				status = search_shard(s, shard, SAME_ADDRESS, err);
			tc_db_free(shard);
		}
	}
	return status;
}

enum tc_status tc_duplicates_tell(const struct tc_index_dir *dir, struct tc_jobs *jobs, struct tc_db *db, bool whole, uint64_t *n,
				  struct tc_err *err)
{
	struct search s = {.db = db};
	struct tc_db_stats stats;
	tc_arena_init(&s.arena, SIZE_MAX);
	tc_buf_init(&s.data, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&s.address, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&s.key, TC_LIMIT_PATH_BYTES);
	enum tc_status status = tc_db_stats(db, &stats, err);
	if (status == TC_OK) {
		s.n_flags = stats.last_docid + 1;
		s.flags = tc_alloc(s.n_flags);
		s.n_files = jobs->n_files;
		s.files = whole ? NULL : tc_alloc((s.n_files + 1) * sizeof *s.files);
		if (s.flags == NULL || (s.files == NULL && !whole))
			status = tc_err_set(err, TC_ENOMEM, "duplicates: no memory");
	}
	for (size_t i = 0; s.files != NULL && i < s.n_files; i++)
		s.files[i] = jobs->files[i]->path;
	if (s.files != NULL && s.n_files > 1)
		qsort(s.files, s.n_files, sizeof *s.files, by_bytes);
	if (status == TC_OK)
		status = search_shards(&s, dir, jobs, err);
	if (s.n_told > MAX_TOLD)
		tc_log_note("%llu duplicates more (--verbose names them)", (unsigned long long)(s.n_told - MAX_TOLD));
	*n = s.n_told;
	tc_free(s.files);
	tc_free(s.flags);
	tc_free(s.members);
	tc_buf_release(&s.data);
	tc_buf_release(&s.address);
	tc_buf_release(&s.key);
	tc_arena_release(&s.arena);
	return status;
}
