/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `tracuu-query tokens`: what the analyzer makes of a text, so that it can be tested and asked about from the shell.
 *
 * The columns of the table are as wide as their widest cell, so the tokens are read twice; the JSON form reads them once and
 * has no other limit than its buffer's.
 */
#include "query/tokens_command.h"

#include "analyzers/fold.h"
#include "analyzers/token.h"
#include "base/json.h"
#include "query/terminal.h"

enum column { BYTES, POSITION, TEXT, TERM, TONELESS, ASCII, JOINED, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"bytes", "position", "text", "term", "toneless", "ascii", "joined"};

/* The cells of one token; forms other than slices of it are in the buffers. */
struct row {
	struct tc_str cell[N_COLUMNS];
	struct tc_buf bytes, position, toneless, ascii;
};

static void row_init(struct row *row)
{
	*row = (struct row){.bytes = {.p = NULL}};
	tc_buf_init(&row->bytes, 64);
	tc_buf_init(&row->position, 64);
	tc_buf_init(&row->toneless, (size_t)-1);
	tc_buf_init(&row->ascii, (size_t)-1);
}

static void row_release(struct row *row)
{
	tc_buf_release(&row->bytes);
	tc_buf_release(&row->position);
	tc_buf_release(&row->toneless);
	tc_buf_release(&row->ascii);
}

static void fill_row(struct row *row, const struct tc_token *token)
{
	tc_buf_reset(&row->bytes);
	tc_buf_reset(&row->position);
	tc_buf_reset(&row->toneless);
	tc_buf_reset(&row->ascii);
	tc_buf_printf(&row->bytes, "%zu-%zu", token->start, token->end);
	tc_buf_printf(&row->position, "%u", (unsigned)token->position);
	tc_fold_toneless(token->term, &row->toneless);
	tc_fold_ascii(token->term, &row->ascii);
	row->cell[BYTES] = tc_buf_str(&row->bytes);
	row->cell[POSITION] = tc_buf_str(&row->position);
	row->cell[TEXT] = token->text;
	row->cell[TERM] = token->term;
	row->cell[TONELESS] = tc_buf_str(&row->toneless);
	row->cell[ASCII] = tc_buf_str(&row->ascii);
	row->cell[JOINED] = token->joined;
}

static void write_json_token(struct tc_json_writer *w, const struct tc_token *token, const struct row *row)
{
	tc_json_begin_object(w);
	tc_json_key_str(w, "text", token->text);
	tc_json_key_int(w, "start", (int64_t)token->start);
	tc_json_key_int(w, "end", (int64_t)token->end);
	tc_json_key_int(w, "position", token->position);
	tc_json_key_str(w, "term", token->term);
	tc_json_key_str(w, "toneless", row->cell[TONELESS]);
	tc_json_key_str(w, "ascii", row->cell[ASCII]);
	if (token->joined.n > 0)
		tc_json_key_str(w, "joined", token->joined);
	tc_json_end_object(w);
}

static enum tc_status print_json(struct tc_analyzer *analyzer, struct tc_str text, struct tc_buf *out)
{
	struct tc_json_writer w;
	struct tc_token token;
	struct row row;
	enum tc_status status;
	row_init(&row);
	tc_json_writer_init(&w, out);
	tc_json_begin_array(&w);
	tc_analyzer_start(analyzer, text);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		fill_row(&row, &token);
		write_json_token(&w, &token, &row);
	}
	tc_json_end_array(&w);
	tc_buf_add_char(out, '\n');
	row_release(&row);
	return status;
}

/* Widens the columns to the row's cells. */
static void measure_row(const struct row *row, unsigned widths[N_COLUMNS])
{
	for (int i = 0; i < N_COLUMNS; i++) {
		unsigned columns = tc_terminal_columns(row->cell[i]);
		if (columns > widths[i])
			widths[i] = columns;
	}
}

/* Columns of nothing but empty cells are left out. */
static void write_row(struct tc_terminal *t, const struct tc_str cell[N_COLUMNS], const unsigned widths[N_COLUMNS])
{
	unsigned at = 0;
	for (int i = 0; i < N_COLUMNS; i++) {
		if (widths[i] == 0 || cell[i].n == 0)
			continue;
		unsigned from = 0;
		for (int k = 0; k < i; k++)
			from += widths[k] == 0 ? 0 : widths[k] + 2;
		for (; at < from; at++)
			tc_buf_add_char(t->out, ' ');
		tc_terminal_whole(t, TC_STYLE_PLAIN, cell[i]);
		at += tc_terminal_columns(cell[i]);
	}
	tc_terminal_line(t, 0);
}

static enum tc_status print_table(struct tc_analyzer *analyzer, struct tc_str text, struct tc_buf *out)
{
	struct tc_terminal terminal;
	struct tc_token token;
	struct row row;
	unsigned widths[N_COLUMNS] = {0};
	enum tc_status status;
	row_init(&row);
	tc_analyzer_start(analyzer, text);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		fill_row(&row, &token);
		measure_row(&row, widths);
	}
	if (status == TC_END && widths[TEXT] > 0) {
		tc_terminal_init(&terminal, out, false, 0);
		for (int i = 0; i < N_COLUMNS; i++)
			row.cell[i] = widths[i] > 0 ? tc_str_of(column_names[i]) : TC_STR_NONE;
		measure_row(&row, widths);
		write_row(&terminal, row.cell, widths);
		tc_analyzer_start(analyzer, text);
		while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
			fill_row(&row, &token);
			write_row(&terminal, row.cell, widths);
		}
	}
	row_release(&row);
	return status;
}

enum tc_status tc_tokens_print(struct tc_str text, bool json, struct tc_buf *out, struct tc_err *err)
{
	struct tc_analyzer *analyzer = NULL;
	enum tc_status status = tc_analyzer_new(&analyzer, err);
	if (status != TC_OK)
		return status;
	status = json ? print_json(analyzer, text, out) : print_table(analyzer, text, out);
	tc_analyzer_free(analyzer);
	if (status != TC_END)
		return tc_err_set(err, status, "text: cannot be read");
	return tc_buf_check(out, "tokens", err);
}
