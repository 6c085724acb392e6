/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report on an index.
 *
 * Years come from the Y terms, whose frequencies the index keeps; sections and notes from the stored data of the documents,
 * because the index has the words of sections and not their names; files, formats and problems from the states of the files;
 * duplicates from the terms that several documents have.  Notes of one kind are counted together: inspect_notes.c. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/address.h"
#include "indexer/generation.h"
#include "indexer/inspect.h"
#include "indexer/inspect_notes.h"
#include "indexer/kept.h"
#include "indexer/schema.h"
#include "indexer/state.h"
#include "xapianc/iterate.h"

/* Sections shown: the largest. */
#define MAX_SECTIONS 30
/* Kinds of notes shown: the most frequent. */
#define MAX_NOTES 30

struct count {
	struct tc_str name;
	uint64_t n;
};

struct counts {
	struct count *v;
	size_t n, capacity;
};

struct report {
	struct tc_db *db;
	struct tc_arena arena;
	struct tc_db_stats stats;
	struct counts years, sections, formats, encodings, notes;
	uint64_t files, problem_files, dated, terms, bytes, same_text, same_address, kept, revisits;
	struct tc_buf schema, analyzer, created, roots;
	char path[TC_LIMIT_PATH_BYTES];
};

static bool add_count(struct report *r, struct counts *counts, struct tc_str name, uint64_t n)
{
	for (size_t i = 0; i < counts->n; i++) {
		if (tc_str_eq(counts->v[i].name, name)) {
			counts->v[i].n += n;
			return true;
		}
	}
	if (tc_grow(&counts->v, &counts->capacity, counts->n, sizeof *counts->v) != 0)
		return false;
	counts->v[counts->n++] = (struct count){tc_arena_str(&r->arena, name), n};
	return true;
}

static int by_size(const void *a, const void *b)
{
	const struct count *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return tc_str_cmp(x->name, y->name);
}

static void sort_by_size(struct counts *counts)
{
	if (counts->n > 1)
		qsort(counts->v, counts->n, sizeof *counts->v, by_size);
}

static enum tc_status count_years(struct report *r, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(r->db, TC_STR(TC_PREFIX_YEAR), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		uint32_t n = tc_terms_freq(terms);
		r->dated += n;
		if (!add_count(r, &r->years, tc_str_sub(term, 1, term.n), n))
			status = tc_err_set(err, TC_ENOMEM, "report: no memory");
	}
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status count_terms(struct report *r, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(r->db, TC_STR_NONE, &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		r->terms += term.p[0] < 'A' || term.p[0] > 'Z';
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

/* Documents beyond the first that have a text. */
static enum tc_status count_texts(struct report *r, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(r->db, TC_STR(TC_PREFIX_CONTENT), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		r->same_text += tc_terms_freq(terms) - 1;
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static int by_hash(const void *a, const void *b)
{
	unsigned long long x = *(const unsigned long long *)a, y = *(const unsigned long long *)b;
	return x < y ? -1 : x > y;
}

/* Documents beyond the first that have an address, however it is written. */
static enum tc_status count_addresses(struct report *r, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_buf plain;
	struct tc_str term;
	unsigned long long *hashes = NULL;
	size_t n = 0, capacity = 0;
	tc_buf_init(&plain, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_terms_all(r->db, TC_STR(TC_PREFIX_URL), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		r->same_address += tc_terms_freq(terms) - 1;
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
		r->same_address += hashes[i] == hashes[i - 1];
	tc_free(hashes);
	tc_buf_release(&plain);
	return status == TC_END ? TC_OK : status;
}

/* The section path of a stored document as one name. */
static bool count_section(struct report *r, struct tc_str data)
{
	char name[256];
	size_t n = 0;
	for (struct tc_str rest = data; rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (!tc_str_starts(line, TC_STR("section=")))
			continue;
		int added = snprintf(name + n, sizeof name - n, "%s%.*s", n > 0 ? " › " : "", (int)line.n - 8, line.p + 8);
		n = n + (size_t)added < sizeof name ? n + (size_t)added : sizeof name - 1;
	}
	return n == 0 || add_count(r, &r->sections, (struct tc_str){name, n}, 1);
}

/* The notes of a stored document. */
static bool count_notes(struct report *r, struct tc_str data)
{
	char kind[TC_NOTE_KIND_BYTES];
	bool ok = true;
	for (struct tc_str rest = data; rest.p != NULL && ok;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (!tc_str_starts(line, TC_STR("notes=")))
			continue;
		struct tc_str note = tc_str_sub(line, 6, line.n);
		if (tc_note_encoding(note, kind))
			ok = add_count(r, &r->encodings, tc_str_of(kind), 1);
		if (ok && tc_note_kind(note, kind))
			ok = add_count(r, &r->notes, tc_str_of(kind), 1);
	}
	return ok;
}

static enum tc_status count_sections(struct report *r, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	struct tc_buf data;
	uint32_t docid;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	enum tc_status status = tc_postings_of(r->db, TC_STR_NONE, &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK) {
		status = tc_db_data(r->db, docid, &data, err);
		if (status == TC_OK && (!count_section(r, tc_buf_str(&data)) || !count_notes(r, tc_buf_str(&data))))
			status = tc_err_set(err, TC_ENOMEM, "report: no memory");
	}
	tc_postings_free(postings);
	tc_buf_release(&data);
	sort_by_size(&r->sections);
	sort_by_size(&r->encodings);
	sort_by_size(&r->notes);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status count_files(struct report *r, struct tc_err *err)
{
	struct tc_states *states = NULL;
	enum tc_status status = tc_states_load(r->db, &states, err);
	for (size_t i = 0; status == TC_OK && i < tc_states_count(states); i++) {
		const struct tc_file_state *state = tc_states_at(states, i);
		r->files++;
		r->problem_files += state->problems > 0;
		const char *format = state->format[0] != '\0' ? state->format : "unreadable";
		if (!add_count(r, &r->formats, tc_str_of(format), 1))
			status = tc_err_set(err, TC_ENOMEM, "report: no memory");
	}
	tc_states_free(states);
	sort_by_size(&r->formats);
	return status;
}

static enum tc_status measure(struct report *r, struct tc_err *err)
{
	DIR *entries = opendir(r->path);
	struct stat info;
	if (entries == NULL)
		return tc_err_errno(err, errno, "%s", r->path);
	for (struct dirent *e; (e = readdir(entries)) != NULL;)
		if (fstatat(dirfd(entries), e->d_name, &info, 0) == 0 && S_ISREG(info.st_mode))
			r->bytes += (uint64_t)info.st_size;
	closedir(entries);
	return TC_OK;
}

static enum tc_status read_metadata(struct report *r, struct tc_err *err)
{
	enum tc_status status = tc_db_metadata(r->db, TC_STR(TC_KEY_SCHEMA), &r->schema, err);
	if (status == TC_OK)
		status = tc_db_metadata(r->db, TC_STR(TC_KEY_ANALYZER), &r->analyzer, err);
	if (status == TC_OK)
		status = tc_db_metadata(r->db, TC_STR(TC_KEY_CREATED), &r->created, err);
	return status == TC_OK ? tc_db_metadata(r->db, TC_STR(TC_KEY_ROOTS), &r->roots, err) : status;
}

static enum tc_status collect(struct report *r, const char *index, struct tc_err *err)
{
	struct tc_index_dir dir;
	enum tc_status status = tc_index_dir_read(&dir, index, err);
	if (status == TC_OK)
		status = tc_index_dir_generation(&dir, dir.current, r->path, err);
	if (status == TC_OK)
		status = tc_db_open(&index, 1, 0, &r->db, err);
	if (status == TC_OK)
		status = tc_schema_check(r->db, index, err);
	if (status == TC_OK)
		status = tc_db_stats(r->db, &r->stats, err);
	if (status == TC_OK)
		status = read_metadata(r, err);
	if (status == TC_OK)
		status = count_years(r, err);
	if (status == TC_OK)
		status = count_terms(r, err);
	if (status == TC_OK)
		status = count_texts(r, err);
	if (status == TC_OK)
		status = count_addresses(r, err);
	if (status == TC_OK)
		status = tc_kept_count(r->db, TC_STR_NONE, &r->kept, &r->revisits, err);
	if (status == TC_OK)
		status = count_sections(r, err);
	if (status == TC_OK)
		status = count_files(r, err);
	return status == TC_OK ? measure(r, err) : status;
}

static void print_counts(const char *title, const struct counts *counts, size_t max, struct tc_buf *out)
{
	if (counts->n == 0)
		return;
	tc_buf_printf(out, "%s:\n", title);
	for (size_t i = 0; i < counts->n && i < max; i++)
		tc_buf_printf(out, "%10llu  %.*s\n", (unsigned long long)counts->v[i].n, TC_STR_ARG(counts->v[i].name));
	if (counts->n > max)
		tc_buf_printf(out, "            and %zu more\n", counts->n - max);
}

static void print_text(const struct report *r, struct tc_buf *out)
{
	tc_buf_printf(out, "articles: %u (%llu with a date)\n", r->stats.n_documents, (unsigned long long)r->dated);
	tc_buf_printf(out, "files: %llu (%llu with problems)\n", (unsigned long long)r->files,
		      (unsigned long long)r->problem_files);
	if (r->same_text > 0 || r->same_address > 0)
		tc_buf_printf(out, "duplicates: %llu with the text of another, %llu with the address of another\n",
			      (unsigned long long)r->same_text, (unsigned long long)r->same_address);
	if (r->kept > 0 || r->revisits > 0)
		tc_buf_printf(out, "captures kept beside them: %llu and %llu revisits\n", (unsigned long long)r->kept,
			      (unsigned long long)r->revisits);
	tc_buf_printf(out, "words: %llu, %llu different\n", (unsigned long long)r->stats.total_length,
		      (unsigned long long)r->terms);
	tc_buf_printf(out, "size: %.1f MB\n", (double)r->bytes / 1e6);
	tc_buf_printf(out, "schema: %.*s.%.*s, made %.*s, Xapian %s\n", TC_STR_ARG(tc_buf_str(&r->schema)),
		      TC_STR_ARG(tc_buf_str(&r->analyzer)), TC_STR_ARG(tc_buf_str(&r->created)), tc_xapian_version());
	for (struct tc_str rest = tc_buf_str(&r->roots); rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (line.n > 0)
			tc_buf_printf(out, "source: %.*s\n", TC_STR_ARG(line));
	}
	print_counts("articles by year", &r->years, SIZE_MAX, out);
	print_counts("articles by section", &r->sections, MAX_SECTIONS, out);
	print_counts("files by format", &r->formats, SIZE_MAX, out);
	print_counts("articles by encoding, other than UTF-8", &r->encodings, SIZE_MAX, out);
	print_counts("articles by what was noted", &r->notes, MAX_NOTES, out);
}

static void json_counts(const char *key, const char *name, const struct counts *counts, struct tc_json_writer *w)
{
	tc_json_key(w, key);
	tc_json_begin_array(w);
	for (size_t i = 0; i < counts->n; i++) {
		tc_json_begin_object(w);
		tc_json_key_str(w, name, counts->v[i].name);
		tc_json_key_int(w, "count", (int64_t)counts->v[i].n);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void print_json(const struct report *r, struct tc_buf *out)
{
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	tc_json_key_int(&w, "articles", r->stats.n_documents);
	tc_json_key_int(&w, "dated", (int64_t)r->dated);
	tc_json_key_int(&w, "files", (int64_t)r->files);
	tc_json_key_int(&w, "files_with_problems", (int64_t)r->problem_files);
	tc_json_key_int(&w, "same_text", (int64_t)r->same_text);
	tc_json_key_int(&w, "same_address", (int64_t)r->same_address);
	tc_json_key_int(&w, "captures_kept", (int64_t)r->kept);
	tc_json_key_int(&w, "revisits_kept", (int64_t)r->revisits);
	tc_json_key_int(&w, "words", (int64_t)r->stats.total_length);
	tc_json_key_int(&w, "terms", (int64_t)r->terms);
	tc_json_key_int(&w, "bytes", (int64_t)r->bytes);
	tc_json_key_str(&w, "schema", tc_buf_str(&r->schema));
	tc_json_key_str(&w, "analyzer", tc_buf_str(&r->analyzer));
	tc_json_key_str(&w, "created", tc_buf_str(&r->created));
	json_counts("years", "year", &r->years, &w);
	json_counts("sections", "section", &r->sections, &w);
	json_counts("formats", "name", &r->formats, &w);
	json_counts("encodings", "name", &r->encodings, &w);
	json_counts("notes", "note", &r->notes, &w);
	tc_json_end_object(&w);
	tc_buf_add_char(out, '\n');
}

enum tc_status tc_inspect_stats(const char *index, bool json, struct tc_buf *out, struct tc_err *err)
{
	struct report r = {.db = NULL};
	struct tc_buf *texts[] = {&r.schema, &r.analyzer, &r.created, &r.roots};
	struct counts *all[] = {&r.years, &r.sections, &r.formats, &r.encodings, &r.notes};
	tc_arena_init(&r.arena, SIZE_MAX);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		tc_buf_init(texts[i], TC_LIMIT_RECORD_BYTES);
	enum tc_status status = collect(&r, index, err);
	if (status == TC_OK && json)
		print_json(&r, out);
	else if (status == TC_OK)
		print_text(&r, out);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		tc_buf_release(texts[i]);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		tc_free(all[i]->v);
	tc_arena_release(&r.arena);
	tc_db_free(r.db);
	return status == TC_OK ? tc_buf_check(out, "report", err) : status;
}
