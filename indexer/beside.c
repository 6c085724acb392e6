/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sitemaps beside pages.
 *
 * The run reads them before its workers are made, so that each worker has them, and each in a child process first (trial.h).
 * Which files are sitemaps is said by their names (corpus/sitemap.h); those of folders that this run does not look at are known
 * from the states of the files, so that an update of one folder sees what a rebuild of all would see.  They are read in the order
 * of their paths: of two entries for one page the first counts.
 *
 * A document that has an entry carries the entry's hash as a term (TC_PREFIX_SITEMAP), and the index keeps the digest of all
 * entries.  When the digest is another now, the hashes of all documents with a URL are compared with what the entries say: a file
 * with a document that differs is read again, and so is one with a page that was taken for a listing, which has no
 * document, when an entry calls it an article now: the state of its file knows its address.  When such a file is not among those
 * of this run, INCOMPLETE is kept in place of the digest, and the next run that sees the file does it.  A run that finds no file
 * changed does not read the sitemaps.
 *
 * Captures of web archives are left alone: each has its own time, a sitemap speaks of today's page. */
#include "indexer/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/log.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

/* Files that sitemap indexes list; more are not looked for. */
#define MAX_LISTED 10000

#define INCOMPLETE "incomplete"

struct paths {
	const char **v;
	size_t n, capacity;
};

static bool add_path(struct paths *paths, const char *path)
{
	if (tc_grow(&paths->v, &paths->capacity, paths->n, sizeof *paths->v) != 0)
		return false;
	paths->v[paths->n++] = path;
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_path(const struct paths *paths, const char *path)
{
	for (size_t i = 0; i < paths->n; i++)
		if (strcmp(paths->v[i], path) == 0)
			return true;
	return false;
}

/* Reads one sitemap as the run will, for nothing. */
static void try_sitemap(void *path)
{
	struct tc_sitemap *sitemap = NULL;
	struct tc_strs others = {NULL, 0, 0};
	struct tc_err bad;
	if (tc_sitemap_new(&sitemap, &bad) == TC_OK)
		tc_sitemap_add(sitemap, path, &others, &bad);
	tc_sitemap_free(sitemap);
}

/* Can a sitemap be read without harm?  Tells when it cannot. */
static enum tc_status is_harmless(const char *path, const struct tc_trial_limits *limits, bool *harmless, struct tc_err *err)
{
	enum tc_trial trial;
	char name[TC_LIMIT_PATH_BYTES];
	snprintf(name, sizeof name, "%s", path);
	enum tc_status status = tc_trial_run(try_sitemap, name, limits, &trial, err);
	*harmless = status == TC_OK && trial == TC_TRIAL_PASSED;
	if (status == TC_OK && !*harmless)
		tc_log_problem("%s: %s: what it says of pages is not used", path,
			       trial == TC_TRIAL_HUNG ? "reading it as a sitemap took too long"
						      : "reading it as a sitemap crashed");
	return status;
}

/* Reads one sitemap and those beside it that it lists. */
static enum tc_status read_one(struct tc_beside *beside, const char *path, const struct tc_trial_limits *limits,
			       const struct paths *done, struct paths *listed, struct tc_arena *arena, struct tc_err *err)
{
	bool harmless;
	struct tc_strs others = {NULL, 0, 0};
	struct tc_err bad = {TC_OK, ""};
	size_t before = tc_sitemap_count(beside->sitemap);
	enum tc_status status = is_harmless(path, limits, &harmless, err);
	if (status != TC_OK || !harmless)
		return status;
	status = tc_sitemap_add(beside->sitemap, path, &others, &bad);
	if (status == TC_ENOMEM)
		return tc_err_set(err, status, "%s: %s", path, bad.text);
	if (status == TC_OK)
		tc_log_detail("%s: a sitemap, %zu pages of news in it", path, tc_sitemap_count(beside->sitemap) - before);
	for (size_t i = 0; i < others.n; i++) {
		const char *other = tc_arena_cstr(arena, others.v[i]);
		if (listed->n < MAX_LISTED && !has_path(done, other) && !has_path(listed, other) && !add_path(listed, other))
			return tc_err_set(err, TC_ENOMEM, "sitemaps: no memory");
	}
	return tc_arena_check(arena, "sitemaps", err);
}

static enum tc_status find_named(const struct tc_walk *walk, const struct tc_states *states, struct paths *named,
				 struct tc_err *err)
{
	bool ok = true;
	for (size_t i = 0; i < walk->n_files && ok; i++)
		if (tc_sitemap_named(walk->files[i].path))
			ok = add_path(named, walk->files[i].path);
	for (size_t i = 0; states != NULL && i < tc_states_count(states) && ok; i++) {
		const struct tc_file_state *state = tc_states_at(states, i);
		if (strcmp(state->format, "sitemap") == 0 && tc_sitemap_named(state->path))
			ok = add_path(named, state->path);
	}
	if (!ok)
		return tc_err_set(err, TC_ENOMEM, "sitemaps: no memory");
	if (named->n > 1)
		qsort(named->v, named->n, sizeof *named->v, by_bytes);
	return TC_OK;
}

enum tc_status tc_beside_read(const struct tc_walk *walk, const struct tc_states *states, const struct tc_trial_limits *limits,
			      struct tc_beside *beside, struct tc_err *err)
{
	struct paths named = {NULL, 0, 0}, listed = {NULL, 0, 0};
	struct tc_arena arena;
	*beside = (struct tc_beside){.read = true, .complete = true};
	tc_arena_init(&arena, SIZE_MAX);
	enum tc_status status = find_named(walk, states, &named, err);
	if (status == TC_OK && named.n > 0)
		status = tc_sitemap_new(&beside->sitemap, err);
	for (size_t i = 0; i < named.n && status == TC_OK; i++)
		if (i == 0 || strcmp(named.v[i], named.v[i - 1]) != 0)
			status = read_one(beside, named.v[i], limits, &named, &listed, &arena, err);
	for (size_t i = 0; i < listed.n && status == TC_OK; i++)
		status = read_one(beside, listed.v[i], limits, &named, &listed, &arena, err);
	if (status == TC_OK && beside->sitemap != NULL && tc_sitemap_count(beside->sitemap) > 0)
		snprintf(beside->digest, sizeof beside->digest, "%016llx",
			 (unsigned long long)tc_sitemap_digest(beside->sitemap));
	tc_arena_release(&arena);
	tc_free(named.v);
	tc_free(listed.v);
	return status;
}

const char *tc_beside_stored(const struct tc_beside *beside)
{
	return beside->complete ? beside->digest : INCOMPLETE;
}

enum tc_status tc_beside_needed(struct tc_db *live, const struct tc_plan *plan, bool *needed, struct tc_err *err)
{
	struct tc_buf stored;
	tc_buf_init(&stored, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_metadata(live, TC_STR(TC_KEY_SITEMAPS), &stored, err);
	*needed = plan->n_read > 0 || plan->n_removed > 0 || tc_str_eq(tc_buf_str(&stored), TC_STR(INCOMPLETE));
	tc_buf_release(&stored);
	return status;
}

void tc_beside_release(struct tc_beside *beside)
{
	tc_sitemap_free(beside->sitemap);
	*beside = (struct tc_beside){.sitemap = NULL};
}

/* What the index has of sitemaps: hashes of entries by document. */
struct known {
	uint64_t *hashes; /* by docid */
	uint32_t n;
};

static enum tc_status load_known(struct tc_db *live, struct known *known, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	struct tc_db_stats stats;
	enum tc_status status = tc_db_stats(live, &stats, err);
	if (status != TC_OK)
		return status;
	known->n = stats.last_docid + 1;
	known->hashes = tc_alloc(known->n * sizeof *known->hashes);
	if (known->hashes == NULL)
		return tc_err_set(err, TC_ENOMEM, "sitemaps: no memory");
	status = tc_terms_all(live, TC_STR(TC_PREFIX_SITEMAP), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		struct tc_postings *postings = NULL;
		char digits[24] = "";
		uint32_t docid;
		snprintf(digits, sizeof digits, "%.*s", (int)(term.n - strlen(TC_PREFIX_SITEMAP)),
			 term.p + strlen(TC_PREFIX_SITEMAP));
		status = tc_postings_of(live, term, &postings, err);
		while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
			if (docid < known->n)
				known->hashes[docid] = strtoull(digits, NULL, 16);
		tc_postings_free(postings);
		status = status == TC_END ? TC_OK : status;
	}
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

struct search {
	struct tc_beside *beside;
	struct tc_db *live;
	struct known known;
	struct paths again; /* files to be read again, some twice */
	struct tc_arena arena, work;
	struct tc_buf data;
};

/* A document whose URL, as its term has it, has another entry than known: notes its file. */
static enum tc_status look_at(struct search *s, uint32_t docid, struct tc_err *err)
{
	struct tc_article article;
	tc_arena_reset(&s->work);
	tc_article_init(&article, &s->work);
	enum tc_status status = tc_db_data(s->live, docid, &s->data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&s->data), &article, err);
	if (status != TC_OK || article.captured.precision != TC_DATE_NONE)
		return status;
	uint64_t now = s->beside->sitemap == NULL ? 0 : tc_sitemap_hash(s->beside->sitemap, article.url);
	if (now != s->known.hashes[docid] && !add_path(&s->again, tc_arena_cstr(&s->arena, article.file)))
		return tc_err_set(err, TC_ENOMEM, "sitemaps: no memory");
	return tc_arena_check(&s->arena, "sitemaps", err);
}

/* Goes through the URLs of the index. */
static enum tc_status search_urls(struct search *s, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(s->live, TC_STR(TC_PREFIX_URL), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		struct tc_postings *postings = NULL;
		struct tc_str url = tc_str_sub(term, strlen(TC_PREFIX_URL), term.n);
		uint64_t now = s->beside->sitemap == NULL ? 0 : tc_sitemap_hash(s->beside->sitemap, url);
		/* Too long a URL ends in a hash of its own. */
		bool cut = term.n >= TC_LIMIT_KEY_BYTES;
		uint32_t docid;
		status = tc_postings_of(s->live, term, &postings, err);
		while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
			if (docid < s->known.n && (cut || s->known.hashes[docid] != now))
				status = look_at(s, docid, err);
		tc_postings_free(postings);
		status = status == TC_END ? TC_OK : status;
	}
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static bool in_list(const struct paths *sorted, const char *path)
{
	return sorted->n > 0 && bsearch(&path, sorted->v, sorted->n, sizeof *sorted->v, by_bytes) != NULL;
}

/* Puts the files of the list, sorted, into the plan in the order of the walk. */
static bool add_to_plan(const struct paths *again, const struct tc_walk *walk, struct tc_plan *plan, bool *complete)
{
	const struct tc_walk_file **read = tc_alloc((walk->n_files + 1) * sizeof *read);
	size_t n_read = 0, n_seen = 0, n_touched = 0;
	if (read == NULL)
		return false;
	for (size_t i = 0, old = 0; i < walk->n_files; i++) {
		const struct tc_walk_file *file = &walk->files[i];
		bool planned = old < plan->n_read && plan->read[old] == file, listed = in_list(again, file->path);
		old += planned;
		n_seen += listed;
		if (listed && !planned) {
			tc_log_detail("%s: its sitemap says something else", file->path);
			plan->unchanged--;
			plan->changed++;
		}
		if (planned || listed)
			read[n_read++] = file;
	}
	for (size_t i = 0; i < plan->n_touched; i++)
		if (!in_list(again, plan->touched[i].path))
			plan->touched[n_touched++] = plan->touched[i];
	for (size_t i = 0; i < plan->n_removed; i++)
		n_seen += in_list(again, plan->removed[i]);
	*complete = n_seen == again->n;
	tc_free(plan->read);
	plan->read = read;
	plan->n_read = n_read;
	plan->capacity_read = walk->n_files + 1;
	plan->n_touched = n_touched;
	return true;
}

/* Notes the files of what was taken for a listing and is an article now. */
static enum tc_status search_listings(struct search *s, const struct tc_states *states, struct tc_err *err)
{
	const struct tc_sitemap *sitemap = s->beside->sitemap;
	for (size_t i = 0; sitemap != NULL && states != NULL && i < tc_states_count(states); i++) {
		const struct tc_file_state *state = tc_states_at(states, i);
		bool listed = state->listing.n > 0 && tc_sitemap_hash(sitemap, state->listing) != 0;
		if (listed && !add_path(&s->again, state->path))
			return tc_err_set(err, TC_ENOMEM, "sitemaps: no memory");
	}
	return TC_OK;
}

static enum tc_status plan_again(struct search *s, const struct tc_walk *walk, const struct tc_states *states,
				 struct tc_plan *plan, struct tc_err *err)
{
	size_t n = 0;
	enum tc_status status = load_known(s->live, &s->known, err);
	if (status == TC_OK)
		status = search_urls(s, err);
	if (status == TC_OK)
		status = search_listings(s, states, err);
	if (status != TC_OK || s->again.n == 0)
		return status;
	qsort(s->again.v, s->again.n, sizeof *s->again.v, by_bytes);
	for (size_t i = 0; i < s->again.n; i++)
		if (n == 0 || strcmp(s->again.v[n - 1], s->again.v[i]) != 0)
			s->again.v[n++] = s->again.v[i];
	s->again.n = n;
	if (!add_to_plan(&s->again, walk, plan, &s->beside->complete))
		return tc_err_set(err, TC_ENOMEM, "sitemaps: no memory");
	return TC_OK;
}

enum tc_status tc_beside_plan(struct tc_beside *beside, struct tc_db *live, const struct tc_walk *walk,
			      const struct tc_states *states, struct tc_plan *plan, struct tc_err *err)
{
	struct search s = {.beside = beside, .live = live};
	tc_buf_init(&s.data, TC_LIMIT_ARTICLE_BYTES);
	tc_arena_init(&s.arena, SIZE_MAX);
	tc_arena_init(&s.work, TC_LIMIT_ARTICLE_BYTES);
	enum tc_status status = tc_db_metadata(live, TC_STR(TC_KEY_SITEMAPS), &s.data, err);
	if (status == TC_OK && !tc_str_eq(tc_buf_str(&s.data), tc_str_of(beside->digest)))
		status = plan_again(&s, walk, states, plan, err);
	tc_free(s.known.hashes);
	tc_free(s.again.v);
	tc_buf_release(&s.data);
	tc_arena_release(&s.arena);
	tc_arena_release(&s.work);
	return status;
}
