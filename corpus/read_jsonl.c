/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines: one JSON object a line, one article each (jsonlines.org; RFC 8259 for the objects).
 *
 * What a line may hold and under which names is in record.c and record_fields.c.  Records of a JSON text sequence (RFC 7464)
 * that are a line each are read here too, without the separator before them.
 *
 * A line that is no object is skipped with its number, blank lines do not count.  Objects over
 * several lines, arrays and objects that wrap one are read_json.c. */
#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/record.h"

#define RECORD_SEPARATOR 0x1E

struct jsonl {
	struct tc_stream *stream;
	const struct tc_field_map *map;
	uint64_t max_record_bytes;
	struct tc_buf line, repaired;
	unsigned long n_lines;
	uint32_t n_records;
};

static bool is_object(struct tc_str line)
{
	struct tc_str inside = line.n < 2 ? TC_STR_NONE : tc_str_trim(tc_str_sub(line, 1, line.n));
	return inside.n > 0 && line.p[0] == '{' && (inside.p[0] == '"' || inside.p[0] == '}') && tc_str_ends(line, TC_STR("}"));
}

static int taste(const struct tc_taste *taste)
{
	struct tc_str rest = tc_str_trim(taste->bytes);
	bool first = true;
	if (rest.n < 2 || rest.p[0] != '{')
		return 0;
	if (!taste->all && tc_str_find_char(rest, '\n', 0) == rest.n)
		return 80;
	/* A broken first line is no reason to give the others up; an object over several lines has none that is whole. */
	for (; rest.p != NULL; first = false)
		if (is_object(tc_str_trim(tc_str_split(&rest, '\n'))))
			return first ? 95 : 50;
	return 0;
}

static enum tc_status open_lines(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct jsonl *j = tc_alloc(sizeof *j);
	if (j == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	j->stream = input->stream;
	j->map = input->map;
	j->max_record_bytes = input->max_record_bytes;
	tc_buf_init(&j->line, j->max_record_bytes < SIZE_MAX / 2 ? (size_t)j->max_record_bytes + TC_STREAM_PEEK_BYTES : SIZE_MAX);
	/* A wrong byte becomes three. */
	tc_buf_init(&j->repaired, j->line.max_bytes < SIZE_MAX / 3 ? j->line.max_bytes * 3 : SIZE_MAX);
	*state = j;
	return TC_OK;
}

static void close_lines(void *state)
{
	struct jsonl *j = state;
	tc_buf_release(&j->line);
	tc_buf_release(&j->repaired);
	tc_free(j);
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct jsonl *j = state;
	struct tc_err reason = {TC_OK, ""};
	enum tc_status status;
	uint64_t offset;
	do {
		offset = tc_stream_offset(j->stream);
		status = tc_stream_line(j->stream, &j->line, j->max_record_bytes, &reason);
		j->n_lines++;
	} while (status == TC_OK && tc_str_trim(tc_buf_str(&j->line)).n == 0);
	if (status == TC_END)
		return TC_END;
	j->n_records++;
	if (status != TC_OK)
		return tc_err_set(err, status, "line %lu: %s", j->n_lines, reason.text);
	article->record = j->n_records;
	article->offset_bytes = offset;
	struct tc_str line = tc_buf_str(&j->line);
	while (line.n > 0 && line.p[0] == RECORD_SEPARATOR)
		line = tc_str_sub(line, 1, line.n);
	status = tc_record_read_json(line, j->map, &j->repaired, article, &reason);
	return status == TC_OK ? TC_OK : tc_err_set(err, status, "line %lu: %s", j->n_lines, reason.text);
}

const struct tc_format tc_format_jsonl = {
	.name = "jsonl",
	.description = "JSON Lines: one JSON object a line",
	.whole = false,
	.escapes = true,
	.taste = taste,
	.open = open_lines,
	.next = next,
	.close = close_lines,
};
