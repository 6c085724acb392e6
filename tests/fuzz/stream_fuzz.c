/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a stream, plain or what gzip makes of them: read at once, in small pieces and by lines it is the same content, and
 * ends the same way.  The first byte chooses the size of the pieces. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/stream.h"

#define MOST (16u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static enum tc_status read_pieces(struct tc_stream *s, size_t step, struct tc_buf *out, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	size_t got = 1;
	while (status == TC_OK && got > 0) {
		struct tc_str ahead;
		status = tc_stream_peek(s, step, &ahead, err);
		char *room = tc_buf_room(out, step);
		if (status != TC_OK || room == NULL)
			break;
		status = tc_stream_read(s, room, step, &got, err);
		must(got <= step && got <= ahead.n && (got == 0 || memcmp(room, ahead.p, got) == 0));
		must(status != TC_OK || got > 0 || ahead.n == 0);
		tc_buf_added(out, got);
	}
	return status;
}

/* The lines of a stream are its content without the ends of lines. */
static void compare_lines(struct tc_stream *s, struct tc_str content, struct tc_err *err)
{
	struct tc_buf line;
	tc_buf_init(&line, MOST);
	while (content.p != NULL && content.n > 0) {
		struct tc_str expected = tc_str_split(&content, '\n');
		must(tc_stream_line(s, &line, MOST, err) == TC_OK);
		if (tc_str_ends(expected, TC_STR("\r")))
			expected.n--;
		must(tc_str_eq(tc_buf_str(&line), expected));
	}
	must(tc_stream_line(s, &line, MOST, err) == TC_END);
	tc_buf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_stream *whole = NULL, *pieces = NULL, *lines = NULL;
	struct tc_buf all, again;
	struct tc_err err = {TC_OK, ""};
	if (size == 0)
		return 0;
	struct tc_str bytes = {(const char *)data + 1, size - 1};
	if (tc_stream_open_memory(bytes, &whole, &err) != TC_OK)
		abort();
	must(tc_stream_open_memory(bytes, &pieces, &err) == TC_OK && tc_stream_open_memory(bytes, &lines, &err) == TC_OK);
	tc_buf_init(&all, MOST);
	tc_buf_init(&again, MOST);
	enum tc_status status = tc_stream_read_all(whole, &all, &err);
	must(status == TC_OK || (status == TC_ELIMIT && err.text[0] != '\0'));
	if (status == TC_OK) {
		must(tc_stream_offset(whole) == all.n);
		must(tc_stream_is_gzip(whole) || tc_str_eq(tc_buf_str(&all), bytes));
		/* How much a stream expands is looked at after every piece: what is just allowed at its end may be too much before. */
		status = read_pieces(pieces, (size_t)data[0] * 7 + 1, &again, &err);
		must(status == TC_OK || (status == TC_ELIMIT && tc_stream_is_gzip(pieces)));
	}
	if (status == TC_OK) {
		must(tc_str_eq(tc_buf_str(&all), tc_buf_str(&again)));
		must(tc_stream_truncated(whole) == tc_stream_truncated(pieces));
		compare_lines(lines, tc_buf_str(&all), &err);
	}
	tc_stream_free(whole);
	tc_stream_free(pieces);
	tc_stream_free(lines);
	tc_buf_release(&all);
	tc_buf_release(&again);
	return 0;
}
