/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What there is to report on an index.
 *
 * Nothing is read that grows with the text of the articles.  Years and days come from the Y and D terms, whose frequencies the
 * index keeps; sections and sources from the streams of their value slots, which hold them as printed; files, formats, problems,
 * encodings and notes from the states of the files, where encodings and notes are of the articles as they were read (so captures
 * that are not indexed count too); duplicates from the terms that several documents have; sizes from the tables' files.
 */
#include "indexer/stats.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/address.h"
#include "indexer/facet.h"
#include "indexer/generation.h"
#include "indexer/kept.h"
#include "indexer/noted.h"
#include "indexer/schema.h"
#include "indexer/state.h"
#include "xapianc/iterate.h"

/* Longest kind of a problem. */
#define PROBLEM_BYTES 100

struct collecting {
	struct tc_stats *stats;
	struct tc_db *db;
	struct tc_index_dir dir;
};

static enum tc_status end(enum tc_status status)
{
	return status == TC_END ? TC_OK : status;
}

static enum tc_status count_years(struct collecting *c, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(c->db, TC_STR(TC_PREFIX_YEAR), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		uint32_t n = tc_terms_freq(terms);
		struct tc_str year = tc_str_sub(term, strlen(TC_PREFIX_YEAR), term.n);
		c->stats->dated += n;
		tc_tally_add(&c->stats->years, year, year, n);
	}
	tc_terms_free(terms);
	return end(status);
}

static enum tc_status find_days(struct collecting *c, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	char last[16] = "";
	enum tc_status status = tc_terms_all(c->db, TC_STR(TC_PREFIX_DAY), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		struct tc_str day = tc_str_sub(term, strlen(TC_PREFIX_DAY), term.n);
		if (last[0] == '\0')
			c->stats->first_day = tc_arena_str(&c->stats->arena, day);
		snprintf(last, sizeof last, "%.*s", TC_STR_ARG(day));
	}
	c->stats->last_day = tc_arena_str(&c->stats->arena, tc_str_of(last));
	tc_terms_free(terms);
	return end(status);
}

/* Different words: terms without a prefix, which are those that begin with no capital of ASCII. */
static enum tc_status count_words(struct collecting *c, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(c->db, TC_STR_NONE, &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		if (term.p[0] < 'A' || term.p[0] > 'Z')
			c->stats->terms++;
		else
			status = tc_terms_skip_to(terms, TC_STR("["), err);
	}
	tc_terms_free(terms);
	return end(status);
}

/* Different terms with a prefix. */
static enum tc_status count_terms(struct collecting *c, const char *prefix, uint64_t *n, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(c->db, tc_str_of(prefix), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		++*n;
	tc_terms_free(terms);
	return end(status);
}

/* Documents beyond the first that have a text. */
static enum tc_status count_texts(struct collecting *c, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(c->db, TC_STR(TC_PREFIX_CONTENT), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		c->stats->same_text += tc_terms_freq(terms) - 1;
	tc_terms_free(terms);
	return end(status);
}

static int by_hash(const void *a, const void *b)
{
	unsigned long long x = *(const unsigned long long *)a, y = *(const unsigned long long *)b;
	return x < y ? -1 : x > y;
}

/* Documents beyond the first that have an address, however it is written. */
static enum tc_status count_addresses(struct collecting *c, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_buf plain;
	struct tc_str term;
	unsigned long long *hashes = NULL;
	size_t n = 0, capacity = 0;
	tc_buf_init(&plain, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_terms_all(c->db, TC_STR(TC_PREFIX_URL), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		c->stats->same_address += tc_terms_freq(terms) - 1;
		tc_address_plain(tc_str_sub(term, strlen(TC_PREFIX_URL), term.n), &plain);
		if (tc_grow(&hashes, &capacity, n, sizeof *hashes) != 0)
			status = tc_err_set(err, TC_ENOMEM, "report: no memory");
		else
			hashes[n++] = tc_str_hash(tc_buf_str(&plain));
	}
	tc_terms_free(terms);
	if (n > 1)
		qsort(hashes, n, sizeof *hashes, by_hash);
	for (size_t i = 1; i < n; i++)
		c->stats->same_address += hashes[i] == hashes[i - 1];
	tc_free(hashes);
	tc_buf_release(&plain);
	return end(status);
}

/* The values of one document's slot as one path: what is before each is the mark of its canonical form. */
static void add_path(struct tc_tally *tally, struct tc_str packed, struct tc_buf *key, struct tc_buf *name)
{
	tc_buf_reset(key);
	tc_buf_reset(name);
	for (struct tc_str rest = packed; rest.p != NULL;) {
		struct tc_str value = tc_str_split(&rest, '\n');
		if (value.n <= TC_FACET_MARK)
			continue;
		tc_buf_add_str(key, tc_str_sub(value, 0, TC_FACET_MARK));
		tc_buf_add_cstr(name, name->n > 0 ? " › " : "");
		tc_buf_add_str(name, tc_str_sub(value, TC_FACET_MARK, value.n));
	}
	if (key->n > 0)
		tc_tally_add(tally, tc_buf_str(key), tc_buf_str(name), 1);
}

/* A source and a publication are two, not a path. */
static void add_each(struct tc_tally *tally, struct tc_str packed)
{
	for (struct tc_str rest = packed; rest.p != NULL;) {
		struct tc_str value = tc_str_split(&rest, '\n');
		if (value.n > TC_FACET_MARK)
			tc_tally_add(tally, tc_str_sub(value, 0, TC_FACET_MARK), tc_str_sub(value, TC_FACET_MARK, value.n), 1);
	}
}

static enum tc_status count_values(struct collecting *c, uint32_t slot, struct tc_tally *tally, struct tc_err *err)
{
	struct tc_values *values = NULL;
	struct tc_buf key, name;
	struct tc_str packed;
	uint32_t docid;
	tc_buf_init(&key, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_values_of(c->db, slot, &values, err);
	while (status == TC_OK && (status = tc_values_next(values, &docid, &packed, err)) == TC_OK) {
		if (slot == TC_SLOT_SECTION)
			add_path(tally, packed, &key, &name);
		else
			add_each(tally, packed);
	}
	tc_values_free(values);
	tc_buf_release(&key);
	tc_buf_release(&name);
	return end(status);
}

/* The reason without what is special to the file: numbers become N, the rest is cut. */
static void count_problem(struct tc_tally *tally, const char *reason)
{
	char kind[PROBLEM_BYTES];
	size_t n = 0;
	for (const char *p = reason; *p != '\0' && n + 1 < sizeof kind; p++) {
		bool digit = *p >= '0' && *p <= '9';
		if (!digit || n == 0 || kind[n - 1] != 'N')
			kind[n++] = digit ? 'N' : *p;
	}
	n = tc_utf8_valid_prefix((struct tc_str){kind, n});
	tc_tally_add(tally, (struct tc_str){kind, n}, (struct tc_str){kind, n}, 1);
}

static void count_file(struct tc_stats *stats, const struct tc_file_state *state)
{
	struct tc_str format = tc_str_of(state->format[0] != '\0' ? state->format : "unreadable");
	bool encoding;
	uint32_t n;
	struct tc_str kind;
	stats->files++;
	tc_tally_add(&stats->formats, format, format, 1);
	if (state->documents > 0)
		tc_tally_add(&stats->readers, format, format, state->documents);
	if (state->problems > 0) {
		stats->problem_files++;
		count_problem(&stats->problems, state->problem);
	}
	for (struct tc_str rest = state->noted; rest.p != NULL;)
		if (tc_noted_line(tc_str_split(&rest, '\n'), &encoding, &n, &kind))
			tc_tally_add(encoding ? &stats->encodings : &stats->notes, kind, kind, n);
}

static enum tc_status count_files(struct collecting *c, struct tc_err *err)
{
	struct tc_states *states = NULL;
	enum tc_status status = tc_states_load(c->db, &states, err);
	for (size_t i = 0; status == TC_OK && i < tc_states_count(states); i++)
		count_file(c->stats, tc_states_at(states, i));
	tc_states_free(states);
	return status;
}

/* The files of a generation; their sizes by table when tables is not NULL. */
static enum tc_status measure(const char *path, uint64_t *bytes, struct tc_tally *tables, struct tc_err *err)
{
	DIR *entries = opendir(path);
	struct stat info;
	if (entries == NULL)
		return tc_err_errno(err, errno, "%s", path);
	for (struct dirent *e; (e = readdir(entries)) != NULL;) {
		if (fstatat(dirfd(entries), e->d_name, &info, 0) != 0 || !S_ISREG(info.st_mode))
			continue;
		struct tc_str name = tc_str_of(e->d_name);
		*bytes += (uint64_t)info.st_size;
		if (tables != NULL && tc_str_ends(name, TC_STR(".glass"))) {
			name = tc_str_sub(name, 0, name.n - 6);
			tc_tally_add(tables, name, name, (uint64_t)info.st_size);
		}
	}
	closedir(entries);
	return TC_OK;
}

/* The current generation, and those before it that are still there. */
static enum tc_status measure_all(struct collecting *c, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	enum tc_status status = tc_index_dir_generation(&c->dir, c->dir.current, path, err);
	if (status == TC_OK)
		status = measure(path, &c->stats->bytes, &c->stats->tables, err);
	for (unsigned n = c->dir.current; status == TC_OK && n-- > 1 && n + 4 > c->dir.current;) {
		status = tc_index_dir_generation(&c->dir, n, path, err);
		if (status == TC_OK && access(path, F_OK) == 0)
			status = measure(path, &c->stats->older_bytes, NULL, err);
	}
	return status;
}

static enum tc_status read_metadata(struct collecting *c, struct tc_err *err)
{
	struct tc_stats *s = c->stats;
	const struct {
		const char *key;
		struct tc_str *to;
	} wanted[] = {{TC_KEY_SCHEMA, &s->schema},
		      {TC_KEY_ANALYZER, &s->analyzer},
		      {TC_KEY_CREATED, &s->created},
		      {TC_KEY_ROOTS, &s->roots}};
	struct tc_buf value;
	enum tc_status status = TC_OK;
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted && status == TC_OK; i++) {
		status = tc_db_metadata(c->db, tc_str_of(wanted[i].key), &value, err);
		*wanted[i].to = tc_arena_str(&s->arena, tc_buf_str(&value));
	}
	tc_buf_release(&value);
	return status;
}

/* What is counted along terms and values. */
static enum tc_status count_all(struct collecting *c, struct tc_err *err)
{
	struct tc_stats *s = c->stats;
	enum tc_status status = count_years(c, err);
	if (status == TC_OK)
		status = find_days(c, err);
	if (status == TC_OK)
		status = count_words(c, err);
	if (status == TC_OK)
		status = count_terms(c, TC_PREFIX_FACET_NAME, &s->names, err);
	if (status == TC_OK)
		status = count_terms(c, TC_PREFIX_FACET_AUTHOR, &s->authors, err);
	if (status == TC_OK)
		status = count_terms(c, TC_PREFIX_FACET_KEYWORD, &s->keywords, err);
	if (status == TC_OK)
		status = count_texts(c, err);
	if (status == TC_OK)
		status = count_addresses(c, err);
	if (status == TC_OK)
		status = count_values(c, TC_SLOT_SECTION, &s->sections, err);
	if (status == TC_OK)
		status = count_values(c, TC_SLOT_SOURCE, &s->sources, err);
	return status == TC_OK ? count_files(c, err) : status;
}

#define TALLIES(s)                                                                                                               \
	{                                                                                                                        \
		&(s)->years, &(s)->sections, &(s)->sources, &(s)->formats, &(s)->readers, &(s)->encodings, &(s)->notes,          \
			&(s)->problems, &(s)->tables                                                                             \
	}

static enum tc_status finish(struct tc_stats *stats, struct tc_err *err)
{
	struct tc_tally *tallies[] = TALLIES(stats);
	for (size_t i = 0; i < sizeof tallies / sizeof *tallies; i++) {
		if (tallies[i]->no_memory)
			return tc_err_set(err, TC_ENOMEM, "report: no memory");
		if (tallies[i] != &stats->years)
			tc_tally_sort(tallies[i]);
	}
	return tc_arena_check(&stats->arena, "report", err);
}

enum tc_status tc_stats_collect(const char *index, struct tc_stats *stats, struct tc_err *err)
{
	struct collecting c = {.stats = stats};
	struct tc_tally *tallies[] = TALLIES(stats);
	*stats = (struct tc_stats){.files = 0};
	tc_arena_init(&stats->arena, SIZE_MAX);
	for (size_t i = 0; i < sizeof tallies / sizeof *tallies; i++)
		tc_tally_init(tallies[i], &stats->arena);
	enum tc_status status = tc_index_dir_read(&c.dir, index, err);
	if (status == TC_OK)
		status = tc_db_open(&index, 1, 0, &c.db, err);
	if (status == TC_OK)
		status = tc_schema_check(c.db, index, err);
	if (status == TC_OK)
		status = tc_db_stats(c.db, &stats->db, err);
	if (status == TC_OK)
		status = read_metadata(&c, err);
	if (status == TC_OK)
		status = tc_kept_count(c.db, TC_STR_NONE, &stats->kept, &stats->revisits, err);
	if (status == TC_OK)
		status = count_all(&c, err);
	if (status == TC_OK)
		status = measure_all(&c, err);
	tc_db_free(c.db);
	return status == TC_OK ? finish(stats, err) : status;
}

void tc_stats_release(struct tc_stats *stats)
{
	struct tc_tally *tallies[] = TALLIES(stats);
	for (size_t i = 0; i < sizeof tallies / sizeof *tallies; i++)
		tc_tally_release(tallies[i]);
	tc_arena_release(&stats->arena);
}
