/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables in text with a line of headings: commas, semicolons, tabs or bars between the cells (RFC 4180; csv.c for the rows).
 *
 * The headings say what is in a column, by the user's map first, then by the names that are known (record_fields.c).  Of several
 * columns for one field the first in the order of that table that has something in this row is taken.  The separator is the one
 * by which most headings are known; a first line "sep=;" says it too.
 *
 * A few rows may come before the headings, as spreadsheets have them.
 *
 * Not every table is news: without a column for a title or a text, known or mapped, the file is refused and its columns named.
 * A column "name" or a summary alone proves nothing, lists of wares have them.
 *
 * A row must have as many cells as there are headings.  Empty cells more are nothing; cells more that say something mean that a
 * separator stands in a text outside quotes, and no cell of it can be believed.  Cells less are let pass, with a note, as long as
 * those of title and text are there.  Words for nothing (NULL, \N, NaN, None) are empty cells. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/csv.h"
#include "corpus/format.h"
#include "corpus/line.h"
#include "corpus/record.h"

/* A heading is no longer, in bytes. */
#define HEADING_BYTES 100
/* So many rows may stand before the headings: what the table is about, whose it is. */
#define TITLE_ROWS 4

struct column {
	enum tc_record_field field;
	int rank; /* less is looked at first; of mapped columns negative */
	size_t cell;
};

struct table {
	struct tc_csv *csv;
	struct column *columns; /* sorted by field and rank */
	size_t n_columns, capacity_columns, n_headings;
	size_t n_needed; /* cells that no row may lack */
	struct tc_buf repaired;
	uint32_t n_rows;
};

/* What the headings say about a table. */
struct look {
	struct tc_csv_dialect dialect;
	size_t n_headings, n_known;
	size_t n_before;   /* rows before it that are no headings */
	bool text, agrees; /* there is a column for title or text; the second row has as many cells */
};

/* Where in the user's map a heading stands, -1: nowhere. */
static int mapped(const struct tc_field_map *map, struct tc_str heading, size_t from, enum tc_record_field *field)
{
	struct tc_str path;
	for (size_t i = from; tc_field_map_at(map, i, field, &path); i++)
		if (tc_str_eq(path, heading))
			return (int)i;
	return -1;
}

static bool is_text(const struct tc_field_map *map, struct tc_str heading)
{
	enum tc_record_field field;
	int at = -1;
	while ((at = mapped(map, heading, (size_t)(at + 1), &field)) >= 0)
		if (field == TC_RECORD_TITLE || field == TC_RECORD_LEAD || field == TC_RECORD_BODY)
			return true;
	return !tc_field_map_uses(map, heading) && tc_record_names_text(heading) && tc_record_field_of(heading, &field) >= 0 &&
	       field != TC_RECORD_LEAD;
}

static struct tc_str heading_of(struct tc_arena *arena, struct tc_str cell)
{
	return tc_line_single(arena, tc_charset_clean(arena, cell));
}

/* Looks at a row as one of headings; false when it is none. */
static bool look_at_row(const struct tc_csv_row *row, const struct tc_field_map *map, struct tc_arena *arena, struct look *look)
{
	look->n_headings = row->n;
	for (size_t i = 0; i < row->n; i++) {
		enum tc_record_field field;
		struct tc_str heading = heading_of(arena, row->cells[i]);
		if (heading.n > HEADING_BYTES) {
			look->n_known = 0;
			return look->text = false;
		}
		look->n_known += mapped(map, heading, 0, &field) >= 0 || tc_record_field_of(heading, &field) >= 0;
		look->text = look->text || is_text(map, heading);
	}
	return look->text && look->n_known > 1;
}

/* Looks for the headings, and whether the row behind them has as many cells.  Without any the first row speaks. */
static void look_at(struct tc_csv *csv, const struct tc_field_map *map, struct tc_arena *arena, struct look *look)
{
	struct tc_csv_row row;
	for (size_t i = 0; i <= TITLE_ROWS; i++) {
		struct look this = {.dialect = look->dialect, .n_before = i};
		if (tc_csv_next(csv, &row, NULL) != TC_OK)
			return;
		bool found = look_at_row(&row, map, arena, &this);
		if (found || i == 0)
			*look = this;
		if (!found)
			continue;
		look->agrees = tc_csv_next(csv, &row, NULL) == TC_OK && row.n == look->n_headings;
		return;
	}
}

static struct look look_by(struct tc_str bytes, struct tc_csv_dialect dialect, const struct tc_field_map *map)
{
	struct look look = {.dialect = dialect};
	struct tc_stream *stream = NULL;
	struct tc_csv *csv = NULL;
	struct tc_arena arena;
	tc_arena_init(&arena, 1 << 20);
	if (tc_stream_open_memory(bytes, &stream, NULL) == TC_OK &&
	    tc_csv_new(stream, dialect, TC_STREAM_PEEK_BYTES, &csv, NULL) == TC_OK)
		look_at(csv, map, &arena, &look);
	tc_csv_free(csv);
	tc_stream_free(stream);
	tc_arena_release(&arena);
	return look;
}

/* Does a database write its quotes behind backslashes? */
static bool has_backslashes(struct tc_str s)
{
	for (size_t at = 0; (at = tc_str_find(s, TC_STR("\\\""), at)) < s.n; at += 2)
		if (at + 2 < s.n && strchr(",;\t|\r\n", s.p[at + 2]) == NULL)
			return true;
	return false;
}

/* The line that says which separator there is: its bytes, or 0. */
static size_t separator_line(struct tc_str s, char *separator)
{
	if (s.n < 6 || (!tc_str_starts(s, TC_STR("sep=")) && !tc_str_starts(s, TC_STR("SEP="))))
		return 0;
	size_t end = s.p[5] == '\r' && s.n > 6 && s.p[6] == '\n' ? 7 : s.p[5] == '\n' || s.p[5] == '\r' ? 6 : 0;
	*separator = s.p[4];
	return end;
}

/* Tries the separators on the beginning of a file.  *skip is what comes before the headings. */
static struct look look_of(struct tc_str bytes, const struct tc_field_map *map, size_t *skip)
{
	static const char separators[] = ",;\t|";
	struct look best = {.dialect = {',', '\n', false}};
	char said = '\0';
	*skip = separator_line(bytes, &said);
	bytes = tc_str_sub(bytes, *skip, bytes.n);
	bool cr = tc_str_find_char(bytes, '\n', 0) == bytes.n && tc_str_find_char(bytes, '\r', 0) < bytes.n;
	struct tc_csv_dialect dialect = {',', cr ? '\r' : '\n', has_backslashes(bytes)};
	struct tc_str line = tc_str_sub(bytes, 0, 4096);
	for (size_t i = 0; i < sizeof separators; i++) {
		dialect.separator = i == 0 && said != '\0' ? said : separators[i];
		if (dialect.separator == '\0' || (i > 0 && tc_str_find_char(line, dialect.separator, 0) == line.n))
			continue;
		struct look look = look_by(bytes, dialect, map);
		if (i == 0 || look.n_known > best.n_known || (look.n_known == best.n_known && look.n_headings > best.n_headings))
			best = look;
		if (said != '\0')
			break;
	}
	return best;
}

static bool named_table(struct tc_str path)
{
	static const char *const endings[] = {".csv", ".tsv", ".tab", ".CSV", ".TSV"};
	if (tc_str_ends(path, TC_STR(".gz")))
		path = tc_str_sub(path, 0, path.n - 3);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (tc_str_ends(path, tc_str_of(endings[i])))
			return true;
	return false;
}

static int taste(const struct tc_taste *taste)
{
	struct tc_str s = tc_str_trim(taste->bytes);
	bool named = named_table(tc_str_of(taste->path));
	struct tc_str line = tc_str_sub(s, 0, tc_str_find_char(s, '\n', 0));
	size_t skip, separators = 0;
	for (size_t i = 0; i < line.n && !named && separators == 0; i++)
		separators += line.p[i] == ',' || line.p[i] == ';' || line.p[i] == '\t' || line.p[i] == '|';
	if (!named && separators == 0)
		return 0;
	if (s.n == 0 || s.p[0] == '<' || s.p[0] == '{' || s.p[0] == '[')
		return 0;
	struct look look = look_of(taste->bytes, taste->map, &skip);
	if (look.text && look.n_headings > 1 && look.n_known > 1 && look.agrees && (named || look.n_before == 0))
		return named ? 94 : 92;
	/* Under this name it is rather a table without headings than a text: it is refused, not read as one. */
	return named ? 78 : 0;
}

static int by_field(const void *a, const void *b)
{
	const struct column *x = a, *y = b;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1) : x->cell < y->cell ? -1 : 1;
}

static bool add_column(struct table *t, enum tc_record_field field, int rank, size_t cell)
{
	if (tc_grow(&t->columns, &t->capacity_columns, t->n_columns, sizeof *t->columns) != 0)
		return false;
	t->columns[t->n_columns++] = (struct column){field, rank, cell};
	return true;
}

/* The columns of a heading: all that it is mapped to, or the field that it is known for. */
static bool add_heading(struct table *t, const struct tc_field_map *map, struct tc_str heading, size_t cell)
{
	enum tc_record_field field;
	int at = -1, rank;
	bool ok = true;
	while (ok && (at = mapped(map, heading, (size_t)(at + 1), &field)) >= 0)
		ok = add_column(t, field, at - 1000000, cell);
	if (ok && !tc_field_map_uses(map, heading) && (rank = tc_record_field_of(heading, &field)) >= 0)
		ok = add_column(t, field, rank, cell);
	return ok;
}

/* Reads the headings. */
static enum tc_status read_headings(struct table *t, const struct tc_field_map *map, size_t n_before, struct tc_err *err)
{
	struct tc_csv_row row;
	struct tc_arena arena;
	struct tc_buf names;
	bool text = false, ok = true;
	enum tc_status status = tc_csv_next(t->csv, &row, err);
	for (size_t i = 0; i < n_before && status == TC_OK; i++)
		status = tc_csv_next(t->csv, &row, err);
	if (status == TC_END || status == TC_SKIP)
		return tc_err_set(err, TC_EFORMAT, "a table without a line of headings");
	if (status != TC_OK)
		return status;
	tc_arena_init(&arena, SIZE_MAX);
	tc_buf_init(&names, TC_ERR_TEXT_BYTES);
	for (size_t i = 0; i < row.n && ok; i++) {
		struct tc_str heading = heading_of(&arena, row.cells[i]);
		ok = add_heading(t, map, heading, i);
		if (is_text(map, heading)) {
			text = true;
			t->n_needed = i + 1;
		}
		if (i < 8 && heading.n <= HEADING_BYTES)
			tc_buf_printf(&names, "%s%.*s", i > 0 ? ", " : "", TC_STR_ARG(heading));
	}
	t->n_headings = row.n;
	tc_csv_expect(t->csv, row.n);
	if (!ok)
		status = tc_err_set(err, TC_ENOMEM, "no memory");
	else if (!text)
		status = tc_err_set(err, TC_EFORMAT,
				    "a table without a column for title or text: a map may say which it is (first row: %s)",
				    tc_buf_cstr(&names));
	if (t->n_columns > 1)
		qsort(t->columns, t->n_columns, sizeof *t->columns, by_field);
	tc_buf_release(&names);
	tc_arena_release(&arena);
	return status;
}

static void close_table(void *state)
{
	struct table *t = state;
	tc_csv_free(t->csv);
	tc_free(t->columns);
	tc_buf_release(&t->repaired);
	tc_free(t);
}

static enum tc_status open_table(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct tc_str ahead;
	char passed[8];
	size_t skip = 0, got;
	struct table *t = tc_alloc(sizeof *t);
	if (t == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	/* A wrong byte becomes three. */
	tc_buf_init(&t->repaired, input->max_record_bytes < SIZE_MAX / 4 ? (size_t)input->max_record_bytes * 3 + 16 : SIZE_MAX);
	struct look look = {.n_headings = 0};
	enum tc_status status = tc_stream_peek(input->stream, TC_STREAM_PEEK_BYTES, &ahead, err);
	if (status == TC_OK)
		look = look_of(ahead, input->map, &skip);
	if (status == TC_OK && skip > 0)
		status = tc_stream_read(input->stream, passed, skip, &got, err);
	if (status == TC_OK)
		status = tc_csv_new(input->stream, look.dialect, input->max_record_bytes, &t->csv, err);
	if (status == TC_OK)
		status = read_headings(t, input->map, look.n_before, err);
	if (status == TC_OK)
		*state = t;
	else
		close_table(t);
	return status;
}

static bool says_nothing(struct tc_str cell)
{
	static const char *const words[] = {"NULL", "null", "\\N", "NaN", "nan", "None"};
	cell = tc_str_trim(cell);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (tc_str_eq(cell, tc_str_of(words[i])))
			return true;
	return cell.n == 0;
}

/* A cell as UTF-8; what had to be repaired is added up in sum. */
static enum tc_status cell_text(struct table *t, struct tc_str *cell, struct tc_charset *sum, struct tc_err *err)
{
	struct tc_charset charset = {.name = "utf-8"};
	if (tc_utf8_valid(*cell))
		return TC_OK;
	enum tc_status status = tc_charset_decode(*cell, &charset, &t->repaired, cell, err);
	sum->n_repaired += charset.n_repaired;
	sum->put_right |= charset.put_right;
	sum->mixed |= charset.mixed;
	return status;
}

static enum tc_status fill(struct table *t, const struct tc_csv_row *row, struct tc_article *article, struct tc_err *err)
{
	struct tc_charset sum = {.name = "utf-8"};
	enum tc_record_field last = TC_RECORD_FIELDS;
	bool by_map = false;
	for (size_t i = 0; i < t->n_columns; i++) {
		const struct column *column = &t->columns[i];
		if (column->cell >= row->n || says_nothing(row->cells[column->cell]))
			continue;
		/* A field that was mapped has all that is mapped to it, another the first that says something. */
		if (column->field == last && !(by_map && column->rank < 0))
			continue;
		struct tc_str text = row->cells[column->cell];
		enum tc_status status = cell_text(t, &text, &sum, err);
		if (status != TC_OK)
			return status;
		tc_record_add_text(article, column->field, text);
		last = column->field;
		by_map = column->rank < 0;
	}
	tc_charset_notes(&sum, article->arena, &article->notes);
	return TC_OK;
}

/* Has the row the cells that it should have? */
static enum tc_status check_cells(const struct table *t, const struct tc_csv_row *row, struct tc_article *article,
				  struct tc_err *err)
{
	for (size_t i = t->n_headings; i < row->n; i++)
		if (tc_str_trim(row->cells[i]).n > 0)
			return tc_err_set(err, TC_SKIP, "%zu cells where there are %zu columns", row->n, t->n_headings);
	if (row->n < t->n_needed)
		return tc_err_set(err, TC_SKIP, "%zu cell%s where there are %zu columns", row->n, row->n == 1 ? "" : "s",
				  t->n_headings);
	if (row->n < t->n_headings)
		tc_strs_add(
			&article->notes, article->arena,
			tc_arena_printf(article->arena, "short: %zu cells where there are %zu columns", row->n, t->n_headings));
	return TC_OK;
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct table *t = state;
	struct tc_err reason = {TC_OK, ""};
	struct tc_csv_row row = {.n = 0};
	enum tc_status status = tc_csv_next(t->csv, &row, &reason);
	if (status == TC_END)
		return TC_END;
	article->record = ++t->n_rows;
	article->offset_bytes = row.offset_bytes;
	if (status == TC_OK)
		status = check_cells(t, &row, article, &reason);
	if (status == TC_OK)
		status = fill(t, &row, article, &reason);
	if (status != TC_OK)
		return tc_err_set(err, status, "row %u, line %lu, byte %llu: %s", t->n_rows, row.line,
				  (unsigned long long)row.offset_bytes, reason.text);
	return TC_OK;
}

const struct tc_format tc_format_csv = {
	.name = "csv",
	.description = "tables with a line of headings: commas, semicolons, tabs or bars between the cells",
	.whole = false,
	.escapes = true,
	.taste = taste,
	.open = open_table,
	.next = next,
	.close = close_table,
};
