/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A report on an index, for a person and for programs.
 *
 * The text shows of long lists what is most frequent and says how many more there are; JSON has all.  Years stand in their order,
 * all else by size. */
#include <stdio.h>

#include "base/json.h"
#include "indexer/stats.h"
#include "xapianc/iterate.h"

/* Lines of a list in the text. */
#define MAX_LINES 30

static void print_list(const char *title, const struct tc_tally *tally, size_t max, struct tc_buf *out)
{
	if (tally->n == 0)
		return;
	tc_buf_printf(out, "%s:\n", title);
	for (size_t i = 0; i < tally->n && i < max; i++)
		tc_buf_printf(out, "%10llu  %.*s\n", (unsigned long long)tally->v[i].n, TC_STR_ARG(tally->v[i].name));
	if (tally->n > max)
		tc_buf_printf(out, "            and %zu more\n", tally->n - max);
}

static void print_day(struct tc_str day, struct tc_buf *out)
{
	tc_buf_printf(out, "%.4s-%.2s-%.2s", day.p, day.p + 4, day.p + 6);
}

static void print_sizes(const struct tc_stats *s, struct tc_buf *out)
{
	tc_buf_printf(out, "size: %.1f MB", (double)s->bytes / 1e6);
	if (s->db.n_documents > 0)
		tc_buf_printf(out, ", %.1f kB an article", (double)s->bytes / 1e3 / s->db.n_documents);
	if (s->older_bytes > 0)
		tc_buf_printf(out, "; %.1f MB more of the generation before", (double)s->older_bytes / 1e6);
	tc_buf_add_cstr(out, "\n");
	for (size_t i = 0; i < s->tables.n; i++)
		tc_buf_printf(out, "size of %.*s: %.1f MB\n", TC_STR_ARG(s->tables.v[i].name), (double)s->tables.v[i].n / 1e6);
}

static void print_articles(const struct tc_stats *s, struct tc_buf *out)
{
	tc_buf_printf(out, "articles: %u (%llu with a date", s->db.n_documents, (unsigned long long)s->dated);
	if (s->first_day.n >= 8 && s->last_day.n >= 8) {
		tc_buf_add_cstr(out, ", ");
		print_day(s->first_day, out);
		tc_buf_add_cstr(out, " to ");
		print_day(s->last_day, out);
	}
	tc_buf_add_cstr(out, ")\n");
}

void tc_stats_text(const struct tc_stats *s, struct tc_buf *out)
{
	print_articles(s, out);
	tc_buf_printf(out, "files: %llu (%llu with problems)\n", (unsigned long long)s->files,
		      (unsigned long long)s->problem_files);
	if (s->same_text > 0 || s->same_address > 0)
		tc_buf_printf(out, "duplicates: %llu with the text of another, %llu with the address of another\n",
			      (unsigned long long)s->same_text, (unsigned long long)s->same_address);
	if (s->kept > 0 || s->revisits > 0)
		tc_buf_printf(out, "captures kept beside them: %llu and %llu revisits\n", (unsigned long long)s->kept,
			      (unsigned long long)s->revisits);
	tc_buf_printf(out, "words: %llu, %llu different; different names %llu, authors %llu, keywords %llu\n",
		      (unsigned long long)s->db.total_length, (unsigned long long)s->terms, (unsigned long long)s->names,
		      (unsigned long long)s->authors, (unsigned long long)s->keywords);
	print_sizes(s, out);
	tc_buf_printf(out, "schema: %.*s.%.*s, made %.*s, Xapian %s\n", TC_STR_ARG(s->schema), TC_STR_ARG(s->analyzer),
		      TC_STR_ARG(s->created), tc_xapian_version());
	for (struct tc_str rest = s->roots; rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (line.n > 0)
			tc_buf_printf(out, "source: %.*s\n", TC_STR_ARG(line));
	}
	print_list("articles by year", &s->years, SIZE_MAX, out);
	print_list("articles by section", &s->sections, MAX_LINES, out);
	print_list("articles by source", &s->sources, MAX_LINES, out);
	print_list("files by problem", &s->problems, MAX_LINES, out);
	print_list("files by format", &s->formats, SIZE_MAX, out);
	print_list("articles by format", &s->readers, SIZE_MAX, out);
	print_list("articles by encoding, other than UTF-8", &s->encodings, SIZE_MAX, out);
	print_list("articles by what was noted", &s->notes, MAX_LINES, out);
}

static void json_list(const char *key, const char *name, const struct tc_tally *tally, struct tc_json_writer *w)
{
	tc_json_key(w, key);
	tc_json_begin_array(w);
	for (size_t i = 0; i < tally->n; i++) {
		tc_json_begin_object(w);
		tc_json_key_str(w, name, tally->v[i].name);
		tc_json_key_int(w, "count", (int64_t)tally->v[i].n);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void json_day(const char *key, struct tc_str day, struct tc_json_writer *w)
{
	struct tc_buf text;
	tc_buf_init(&text, 16);
	if (day.n >= 8)
		print_day(day, &text);
	tc_json_key(w, key);
	if (text.n > 0)
		tc_json_str(w, tc_buf_str(&text));
	else
		tc_json_null(w);
	tc_buf_release(&text);
}

static void json_numbers(const struct tc_stats *s, struct tc_json_writer *w)
{
	const struct {
		const char *name;
		uint64_t n;
	} numbers[] = {
		{"articles", s->db.n_documents},
		{"dated", s->dated},
		{"files", s->files},
		{"files_with_problems", s->problem_files},
		{"same_text", s->same_text},
		{"same_address", s->same_address},
		{"captures_kept", s->kept},
		{"revisits_kept", s->revisits},
		{"words", s->db.total_length},
		{"terms", s->terms},
		{"names", s->names},
		{"authors", s->authors},
		{"keywords", s->keywords},
		{"bytes", s->bytes},
		{"bytes_of_generation_before", s->older_bytes},
	};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		tc_json_key_int(w, numbers[i].name, (int64_t)numbers[i].n);
}

void tc_stats_json(const struct tc_stats *s, struct tc_buf *out)
{
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	json_numbers(s, &w);
	tc_json_key(&w, "tables");
	tc_json_begin_object(&w);
	for (size_t i = 0; i < s->tables.n; i++) {
		char name[64];
		snprintf(name, sizeof name, "%.*s", TC_STR_ARG(s->tables.v[i].name));
		tc_json_key_int(&w, name, (int64_t)s->tables.v[i].n);
	}
	tc_json_end_object(&w);
	tc_json_key_str(&w, "schema", s->schema);
	tc_json_key_str(&w, "analyzer", s->analyzer);
	tc_json_key_str(&w, "created", s->created);
	json_list("years", "year", &s->years, &w);
	json_day("first_day", s->first_day, &w);
	json_day("last_day", s->last_day, &w);
	json_list("sections", "section", &s->sections, &w);
	json_list("sources", "source", &s->sources, &w);
	json_list("problems", "reason", &s->problems, &w);
	json_list("formats", "name", &s->formats, &w);
	json_list("readers", "name", &s->readers, &w);
	json_list("encodings", "name", &s->encodings, &w);
	json_list("notes", "note", &s->notes, &w);
	tc_json_end_object(&w);
	tc_buf_add_char(out, '\n');
}
