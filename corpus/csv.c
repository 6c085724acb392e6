/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of comma-separated values (RFC 4180), as programs really write them.
 *
 * A cell that begins with a quote goes on to the quote behind which the cell can end: a separator, the end of the line or of the
 * file.  Two quotes are one; so is one with a backslash before it, in files that write it so (MySQL).  A lone quote that cannot
 * end the cell is a letter of it.  What stands behind the closing quote belongs to the cell too.  Blanks before an opening quote
 * go.
 *
 * A quote that is never closed takes what follows into one cell, up to the next quote before a separator or to the end: a row of
 * several lines with another number of cells than expected, or with a quote in it that would open a cell, or one that is too
 * long.  It is told, and reading starts again at the line behind its first one.  The bytes that are read twice by that are
 * counted, for the time it may take: of RESCANS times the largest row there are no more.  What a cell says is not looked at here
 * (read_csv.c). */
#include "corpus/csv.h"

#include <string.h>

#include "base/alloc.h"

#define RESCANS 32
/* More cells in a row are counted and not kept. */
#define MAX_CELLS 4096

enum state { AT_START, PLAIN, QUOTED, BEHIND };

struct tc_csv {
	struct tc_stream *stream;
	struct tc_csv_dialect dialect;
	uint64_t max_row_bytes;
	struct tc_buf bytes, text; /* what was read ahead; the cells of the row */
	size_t from;               /* of the row in bytes */
	uint64_t base;             /* place of bytes in the stream */
	bool ended;
	unsigned long line, row_lines;
	uint64_t rescanned_bytes;
	size_t expected;
	bool opens_again;
	size_t *ends, capacity_ends, n_cells;
	struct tc_str *cells;
	size_t capacity_cells;
};

enum tc_status tc_csv_new(struct tc_stream *stream, struct tc_csv_dialect dialect, uint64_t max_row_bytes, struct tc_csv **out,
			  struct tc_err *err)
{
	struct tc_csv *csv = *out = tc_alloc(sizeof *csv);
	if (csv == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	csv->stream = stream;
	csv->dialect = dialect;
	csv->max_row_bytes = max_row_bytes;
	csv->base = tc_stream_offset(stream);
	csv->line = 1;
	/* The row, and a window behind it. */
	tc_buf_init(&csv->bytes, SIZE_MAX);
	tc_buf_init(&csv->text, SIZE_MAX);
	return TC_OK;
}

void tc_csv_free(struct tc_csv *csv)
{
	if (csv == NULL)
		return;
	tc_buf_release(&csv->bytes);
	tc_buf_release(&csv->text);
	tc_free(csv->ends);
	tc_free(csv->cells);
	tc_free(csv);
}

void tc_csv_expect(struct tc_csv *csv, size_t n_cells)
{
	csv->expected = n_cells;
}

/* Reads more behind what is there. */
static enum tc_status read_more(struct tc_csv *csv, struct tc_err *err)
{
	struct tc_str ahead;
	size_t got;
	if (csv->from > 0) {
		memmove(csv->bytes.p, csv->bytes.p + csv->from, csv->bytes.n - csv->from);
		csv->bytes.n -= csv->from;
		csv->base += csv->from;
		csv->from = 0;
	}
	enum tc_status status = tc_stream_peek(csv->stream, 1, &ahead, err);
	if (status != TC_OK)
		return status;
	csv->ended = ahead.n == 0;
	char *room = tc_buf_room(&csv->bytes, ahead.n);
	if (room == NULL)
		return tc_buf_check(&csv->bytes, "row", err);
	status = tc_stream_read(csv->stream, room, ahead.n, &got, err);
	tc_buf_added(&csv->bytes, got);
	return status;
}

/* Ends a cell. */
static enum tc_status end_cell(struct tc_csv *csv, struct tc_err *err)
{
	if (csv->n_cells < MAX_CELLS && tc_grow(&csv->ends, &csv->capacity_ends, csv->n_cells, sizeof *csv->ends) != 0)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	if (csv->n_cells < MAX_CELLS)
		csv->ends[csv->n_cells] = csv->text.n;
	csv->n_cells++;
	return TC_OK;
}

/* Can a quoted cell end before the byte at, seen from its quote? */
static bool cell_ends(const struct tc_csv *csv, size_t at)
{
	return at >= csv->bytes.n || csv->bytes.p[at] == csv->dialect.separator || csv->bytes.p[at] == csv->dialect.newline ||
	       csv->bytes.p[at] == '\r';
}

/* What an escape of a database says. */
static void add_escaped(struct tc_csv *csv, char c)
{
	if (c == 'n' || c == 'r' || c == 't')
		tc_buf_add_char(&csv->text, c == 't' ? '\t' : '\n');
	else if (c == '"' || c == '\\' || c == '\'' || c == '\n')
		tc_buf_add_char(&csv->text, c);
	else
		tc_buf_add(&csv->text, (const char[]){'\\', c}, 2);
}

/* Takes the byte at of a quoted cell: how many bytes that were. */
static size_t in_quotes(struct tc_csv *csv, size_t at, enum state *state)
{
	char c = csv->bytes.p[at], next = at + 1 < csv->bytes.n ? csv->bytes.p[at + 1] : '\0';
	if (csv->dialect.backslash && c == '\\' && at + 1 < csv->bytes.n) {
		add_escaped(csv, next);
		csv->row_lines += next == csv->dialect.newline;
		return 2;
	}
	if (c == '"' && next == '"' && !csv->dialect.backslash) {
		tc_buf_add_char(&csv->text, '"');
		return 2;
	}
	if (c == '"' && cell_ends(csv, at + 1)) {
		*state = BEHIND;
		return 1;
	}
	/* One that would open a cell of a later line: the quote before it was never closed. */
	if (c == '"' && csv->row_lines > 1 &&
	    (csv->bytes.p[at - 1] == csv->dialect.separator || csv->bytes.p[at - 1] == csv->dialect.newline))
		csv->opens_again = true;
	csv->row_lines += c == csv->dialect.newline;
	tc_buf_add_char(&csv->text, c);
	return 1;
}

/* Takes the byte at of the rest: a separator is the caller's. */
static void out_of_quotes(struct tc_csv *csv, char c, enum state *state)
{
	if (*state == AT_START && c == '"') {
		/* Blanks before it. */
		csv->text.n = csv->n_cells > 0 && csv->n_cells <= MAX_CELLS ? csv->ends[csv->n_cells - 1] : 0;
		*state = QUOTED;
		return;
	}
	if (c != ' ' && *state == AT_START)
		*state = PLAIN;
	if (c != '\r')
		tc_buf_add_char(&csv->text, c);
}

/* Is there enough to look at the byte n of the row?  A quote is judged by what follows.  Reads on when there is not. */
static enum tc_status look_ahead(struct tc_csv *csv, size_t n, bool quoted, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	while (status == TC_OK && csv->from + n + 1 >= csv->bytes.n && !csv->ended) {
		if (n > csv->max_row_bytes)
			return tc_err_set(err, TC_SKIP, "%slonger than the limit of %llu bytes",
					  quoted ? "a quote in it is never closed: " : "",
					  (unsigned long long)csv->max_row_bytes);
		status = read_more(csv, err);
	}
	return status;
}

/* Goes through the row; *end is the byte behind it, seen from its first.  TC_SKIP when it has none. */
static enum tc_status scan_row(struct tc_csv *csv, size_t *end, struct tc_err *err)
{
	const char newline = csv->dialect.newline;
	enum state state = AT_START;
	enum tc_status status = TC_OK;
	size_t n = 0;
	tc_buf_reset(&csv->text);
	csv->n_cells = 0;
	csv->row_lines = 1;
	csv->opens_again = false;
	while (status == TC_OK && (status = look_ahead(csv, n, state == QUOTED, err)) == TC_OK) {
		bool over = csv->from + n >= csv->bytes.n;
		char c = over ? newline : csv->bytes.p[csv->from + n];
		if ((over && state == QUOTED) || csv->opens_again) {
			status = tc_err_set(err, TC_SKIP, "a quote in it is never closed");
			break;
		}
		if (state == QUOTED) {
			n += in_quotes(csv, csv->from + n, &state);
			continue;
		}
		n += !over;
		if (c == newline || c == csv->dialect.separator)
			status = end_cell(csv, err);
		else
			out_of_quotes(csv, c, &state);
		if (c == newline)
			break;
		if (c == csv->dialect.separator)
			state = AT_START;
	}
	*end = n;
	return status == TC_OK ? tc_buf_check(&csv->text, "row", err) : status;
}

/* Goes behind the first line of a row that is broken. */
static enum tc_status pass_line(struct tc_csv *csv, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	while (status == TC_OK) {
		const char *p = csv->bytes.p + csv->from, *newline = memchr(p, csv->dialect.newline, csv->bytes.n - csv->from);
		csv->from = newline != NULL ? (size_t)(newline + 1 - csv->bytes.p) : csv->bytes.n;
		if (newline != NULL || csv->ended)
			break;
		status = read_more(csv, err);
	}
	csv->line++;
	return status;
}

/* A row is broken: reading begins again behind its first line. */
static enum tc_status begin_again(struct tc_csv *csv, size_t n_bytes, struct tc_err *err)
{
	csv->rescanned_bytes += n_bytes;
	if (csv->rescanned_bytes / RESCANS > csv->max_row_bytes)
		return tc_err_set(err, TC_EFORMAT, "too many quotes that are never closed");
	enum tc_status status = pass_line(csv, err);
	return status == TC_OK ? TC_SKIP : status;
}

static enum tc_status give_cells(struct tc_csv *csv, struct tc_csv_row *row, struct tc_err *err)
{
	size_t kept = csv->n_cells < MAX_CELLS ? csv->n_cells : MAX_CELLS;
	for (size_t i = 0; i < kept; i++) {
		size_t begin = i > 0 ? csv->ends[i - 1] : 0;
		if (tc_grow(&csv->cells, &csv->capacity_cells, i, sizeof *csv->cells) != 0)
			return tc_err_set(err, TC_ENOMEM, "no memory");
		csv->cells[i] = tc_str_sub(tc_buf_str(&csv->text), begin, csv->ends[i]);
	}
	row->cells = csv->cells;
	row->n = kept;
	return TC_OK;
}

enum tc_status tc_csv_next(struct tc_csv *csv, struct tc_csv_row *row, struct tc_err *err)
{
	for (;;) {
		size_t n_bytes = 0;
		enum tc_status status = TC_OK;
		if (csv->from >= csv->bytes.n && !csv->ended)
			status = read_more(csv, err);
		if (status != TC_OK || (csv->ended && csv->from >= csv->bytes.n))
			return status == TC_OK ? TC_END : status;
		row->offset_bytes = csv->base + csv->from;
		row->line = csv->line;
		row->n = 0;
		status = scan_row(csv, &n_bytes, err);
		if (status == TC_OK && csv->expected > 0 && csv->row_lines > 1 && csv->n_cells != csv->expected)
			status = tc_err_set(err, TC_SKIP, "a quote in it is never closed, or it has %zu cells, not %zu",
					    csv->n_cells, csv->expected);
		if (status == TC_SKIP)
			return begin_again(csv, n_bytes, err);
		if (status != TC_OK)
			return status;
		csv->from += n_bytes;
		csv->line += csv->row_lines;
		if (csv->n_cells > 1 || tc_str_trim(tc_buf_str(&csv->text)).n > 0)
			return give_cells(csv, row, err);
	}
}
