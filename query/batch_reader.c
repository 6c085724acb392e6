/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of queries, in two layouts.
 *
 * Lines: a query each, or an id, a tab and a query, as in the query files of retrieval sets.  Blank lines are passed over.
 *
 * A table (RFC 4180; commas, semicolons or tabs): its first line has headings, one of which is "query", and one may be "id" or
 * "qid".  Every other column has another way to put the query of its row, a variant, named by its heading (by its number where it
 * has none); an empty cell has none.  A file is a table when its name ends in .csv, or when its first line has several cells and
 * one of them is "query".
 *
 *   id,query,unmarked
 *   7,cầu Bến Hòa,cau ben hoa
 *
 * gives the query 7, and 7 again as its variant "unmarked".  A row that has more cells than there are headings is broken: its
 * separators are not where its author thinks; so is one without any query.
 */
#include "query/batch_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/limits.h"
#include "base/stream.h"
#include "corpus/csv.h"

#define BOM "\xEF\xBB\xBF"
/* Columns of a table; of what one would have more? */
#define MAX_COLUMNS 256
#define NO_COLUMN SIZE_MAX

struct tc_batch_reader {
	const char *name;
	const char *wanted; /* the only column; NULL: all */
	int fd;
	struct tc_stream_source source;
	struct tc_stream *stream;
	struct tc_arena headings;
	struct tc_buf line;
	char number[24];
	unsigned long n_lines;
	struct tc_csv *csv; /* NULL: lines */
	struct tc_str names[MAX_COLUMNS];
	size_t n_names, id, query;
	struct tc_csv_row row;
	size_t at; /* next cell of row */
	bool any;  /* it gave a query */
};

static enum tc_status read_file(void *context, void *to, size_t n, size_t *got, struct tc_err *err)
{
	const struct tc_batch_reader *reader = context;
	ssize_t done;
	do
		done = read(reader->fd, to, n);
	while (done < 0 && errno == EINTR);
	*got = done > 0 ? (size_t)done : 0;
	if (done < 0)
		return tc_err_errno(err, errno, "%s", reader->name);
	return done == 0 ? TC_END : TC_OK;
}

/* Is text the heading of the column with queries? */
static bool is_query(struct tc_str text)
{
	if (text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"')
		text = tc_str_sub(text, 1, text.n - 1);
	return tc_str_eq_ascii_nocase(tc_str_trim(text), TC_STR("query"));
}

/* The separator between which one cell of the first line is "query"; 0: none is. */
static char find_separator(struct tc_str line)
{
	static const char separators[] = ",;\t";
	for (size_t i = 0; separators[i] != '\0'; i++) {
		struct tc_str rest = line;
		if (tc_str_find_char(line, separators[i], 0) == line.n)
			continue;
		while (rest.p != NULL)
			if (is_query(tc_str_split(&rest, separators[i])))
				return separators[i];
	}
	return '\0';
}

static bool is_csv_name(const char *path)
{
	struct tc_str name = tc_str_of(path);
	return name.n > 4 && tc_str_eq_ascii_nocase(tc_str_sub(name, name.n - 4, name.n), TC_STR(".csv"));
}

/* Learns the headings of the table. */
static enum tc_status read_headings(struct tc_batch_reader *r, struct tc_err *err)
{
	struct tc_csv_row row = {.n = 0};
	enum tc_status status = tc_csv_next(r->csv, &row, err);
	if (status == TC_SKIP || (status == TC_OK && row.n > MAX_COLUMNS))
		return tc_err_set(err, TC_EFORMAT, "%s: its first line is no line of headings", r->name);
	bool found = r->wanted == NULL;
	for (size_t i = 0; i < row.n && status == TC_OK; i++) {
		struct tc_str name = tc_str_trim(row.cells[i]);
		if (r->query == NO_COLUMN && is_query(name))
			r->query = i;
		else if (r->id == NO_COLUMN &&
			 (tc_str_eq_ascii_nocase(name, TC_STR("id")) || tc_str_eq_ascii_nocase(name, TC_STR("qid"))))
			r->id = i;
		r->names[i] = name.n > 0 ? tc_arena_str(&r->headings, name) : tc_arena_printf(&r->headings, "%zu", i + 1);
		found = found || (i != r->id && tc_str_eq_ascii_nocase(r->names[i], tc_str_of(r->wanted)));
	}
	r->n_names = row.n;
	tc_csv_expect(r->csv, row.n);
	if (status == TC_OK && r->query == NO_COLUMN)
		return tc_err_set(err, TC_EFORMAT, "%s: no column is headed 'query'", r->name);
	if (status == TC_OK && !found)
		return tc_err_set(err, TC_EARG, "%s: no column is headed '%s'", r->name, r->wanted);
	return status == TC_OK ? tc_arena_check(&r->headings, "headings", err) : status == TC_END ? TC_OK : status;
}

static enum tc_status open_layout(struct tc_batch_reader *r, bool named_csv, struct tc_err *err)
{
	struct tc_csv_dialect dialect = {',', '\n', false};
	struct tc_str bytes;
	size_t got;
	char bom[sizeof BOM];
	enum tc_status status = tc_stream_peek(r->stream, TC_STREAM_PEEK_BYTES, &bytes, err);
	if (status != TC_OK)
		return status;
	if (tc_str_starts(bytes, TC_STR(BOM))) {
		status = tc_stream_read(r->stream, bom, sizeof BOM - 1, &got, err);
		if (status == TC_OK)
			status = tc_stream_peek(r->stream, TC_STREAM_PEEK_BYTES - sizeof bom, &bytes, err);
		if (status != TC_OK)
			return status;
	}
	struct tc_str first = tc_str_sub(bytes, 0, tc_str_find_char(bytes, '\n', 0));
	char separator = find_separator(first);
	if (separator == '\0' && !named_csv)
		return r->wanted == NULL
			       ? TC_OK
			       : tc_err_set(err, TC_EARG, "option --variant: %s has no line of headings with 'query'", r->name);
	dialect.separator = separator == '\0' ? ',' : separator;
	status = tc_csv_new(r->stream, dialect, TC_LIMIT_RECORD_BYTES, &r->csv, err);
	return status == TC_OK ? read_headings(r, err) : status;
}

enum tc_status tc_batch_open(const char *path, const char *variant, struct tc_batch_reader **out, struct tc_err *err)
{
	static const struct tc_stream_limits limits = {TC_LIMIT_STREAM_BYTES, TC_LIMIT_GZIP_RATIO};
	struct tc_batch_reader *r = *out = tc_alloc(sizeof *r);
	bool in = strcmp(path, "-") == 0;
	if (r == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	*r = (struct tc_batch_reader){.wanted = variant, .id = NO_COLUMN, .query = NO_COLUMN};
	r->name = in ? "standard input" : path;
	tc_arena_init(&r->headings, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&r->line, TC_LIMIT_RECORD_BYTES);
	r->fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	r->source = (struct tc_stream_source){r, read_file};
	enum tc_status status = r->fd < 0 ? tc_err_errno(err, errno, "%s", path) : TC_OK;
	if (status == TC_OK)
		status = tc_stream_open_source(&r->source, &limits, &r->stream, err);
	if (status == TC_OK)
		status = open_layout(r, is_csv_name(path), err);
	if (status != TC_OK) {
		tc_batch_free(r);
		*out = NULL;
	}
	return status;
}

void tc_batch_free(struct tc_batch_reader *r)
{
	if (r == NULL)
		return;
	tc_csv_free(r->csv);
	tc_stream_free(r->stream);
	if (r->fd > STDIN_FILENO)
		close(r->fd);
	tc_arena_release(&r->headings);
	tc_buf_release(&r->line);
	tc_free(r);
}

const char *tc_batch_name(const struct tc_batch_reader *r)
{
	return r->name;
}

static struct tc_str number_of(struct tc_batch_reader *r, unsigned long line)
{
	snprintf(r->number, sizeof r->number, "%lu", line);
	return tc_str_of(r->number);
}

static enum tc_status next_line(struct tc_batch_reader *r, struct tc_batch_query *out, struct tc_err *err)
{
	enum tc_status status;
	do {
		status = tc_stream_line(r->stream, &r->line, TC_LIMIT_RECORD_BYTES - 1, err);
		out->line = status == TC_END ? r->n_lines : ++r->n_lines;
		out->query = tc_str_trim(tc_buf_str(&r->line));
	} while (status == TC_OK && out->query.n == 0);
	if (status != TC_OK)
		return status;
	size_t tab = tc_str_find_char(out->query, '\t', 0);
	out->variant = TC_STR_NONE;
	out->qid = tab < out->query.n ? tc_str_trim(tc_str_sub(out->query, 0, tab)) : number_of(r, out->line);
	if (tab < out->query.n)
		out->query = tc_str_trim(tc_str_sub(out->query, tab + 1, out->query.n));
	return TC_OK;
}

static enum tc_status next_row(struct tc_batch_reader *r, struct tc_batch_query *out, struct tc_err *err)
{
	r->at = 0;
	r->any = false;
	enum tc_status status = tc_csv_next(r->csv, &r->row, err);
	out->line = r->row.line;
	if (status == TC_OK && r->row.n > r->n_names) {
		tc_err_set(err, TC_SKIP, "the row has %zu cells, the headings are %zu", r->row.n, r->n_names);
		r->row.n = 0;
		r->any = true;
		return TC_SKIP;
	}
	if (status != TC_OK)
		r->row.n = 0;
	return status;
}

static enum tc_status next_cell(struct tc_batch_reader *r, struct tc_batch_query *out, struct tc_err *err)
{
	for (;;) {
		for (; r->at < r->row.n; r->at++) {
			out->query = tc_str_trim(r->row.cells[r->at]);
			if (r->at == r->id || out->query.n == 0)
				continue;
			r->any = true;
			if (r->wanted != NULL && !tc_str_eq_ascii_nocase(r->names[r->at], tc_str_of(r->wanted)))
				continue;
			out->line = r->row.line;
			out->variant = r->at == r->query ? TC_STR_NONE : r->names[r->at];
			out->qid = r->id < r->row.n ? tc_str_trim(r->row.cells[r->id]) : TC_STR_NONE;
			out->qid = out->qid.n > 0 ? out->qid : number_of(r, r->row.line);
			r->at++;
			return TC_OK;
		}
		if (r->row.n > 0 && !r->any) {
			r->row.n = 0;
			out->line = r->row.line;
			return tc_err_set(err, TC_SKIP, "the row has no query");
		}
		enum tc_status status = next_row(r, out, err);
		if (status != TC_OK)
			return status;
	}
}

enum tc_status tc_batch_next(struct tc_batch_reader *r, struct tc_batch_query *out, struct tc_err *err)
{
	enum tc_status status = r->csv != NULL ? next_cell(r, out, err) : next_line(r, out, err);
	if (status == TC_END && tc_stream_truncated(r->stream))
		return tc_err_set(err, TC_EFORMAT, "%s: %s", r->name, tc_stream_damage(r->stream));
	return status;
}
