/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of web archives.
 *
 * WARC (ISO 28500; drafts since 0.18) is a line "WARC/1.0", header lines "Name: value" that may go on in lines that begin with
 * a blank, an empty line, Content-Length bytes, two empty lines.  ARC (Internet Archive, 1996) is one line "URL IP date type
 * length" (version 2 has more words before the length), as many bytes, an empty line; a record "filedesc://" opens the file.
 *
 * Lengths are wrong in practice.  A length is believed when a record, or the end, follows it.  If not, the block ends where the
 * next line "WARC/..." (or an ARC header line) stands inside it; if there is none and no empty line follows it either, it goes
 * on to there.  Bytes between records that belong to none are passed over and reported.  A header without a length, or with
 * one that is no number, is treated as a wrong length.
 *
 * All of this works on a window of the stream that holds one record: memory is bounded by max_record_bytes.  A longer record
 * is passed over up to its end or to the next record line.  A URL of ARC may contain blanks: its line is read from behind.
 *
 * Digests are not checked: what is there is given.  Segments of a record (continuation) are not put together: no archive of
 * pages is known to use them. */
#include "corpus/warc.h"

#include <string.h>

#include "base/alloc.h"
#include "corpus/http.h"

#define STEP_BYTES 65536
#define HEADER_BYTES 65536

struct tc_warc {
	struct tc_stream *stream;
	char *window;
	size_t begin, end, capacity; /* what is read and not consumed */
	size_t max_block;
	uint64_t offset; /* of begin in the stream */
	bool ended;
	size_t n_taken;       /* bytes of the record given last */
	struct tc_buf header; /* unfolded lines of it */
	uint32_t n_records;
	bool arc;
};

enum tc_status tc_warc_new(struct tc_stream *stream, uint64_t max_record_bytes, struct tc_warc **out, struct tc_err *err)
{
	struct tc_warc *w = tc_alloc(sizeof *w);
	*out = w;
	if (w == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	w->stream = stream;
	w->offset = tc_stream_offset(stream);
	w->max_block = max_record_bytes < SIZE_MAX / 4 ? (size_t)max_record_bytes : SIZE_MAX / 4;
	tc_buf_init(&w->header, HEADER_BYTES);
	return TC_OK;
}

void tc_warc_free(struct tc_warc *w)
{
	if (w == NULL)
		return;
	tc_buf_release(&w->header);
	tc_free(w->window);
	tc_free(w);
}

static struct tc_str held(const struct tc_warc *w)
{
	return (struct tc_str){w->window + w->begin, w->end - w->begin};
}

static void drop(struct tc_warc *w, size_t n)
{
	w->begin += n;
	w->offset += n;
}

/* Room behind end for one step; what was consumed is given up when it is more than what is moved. */
static bool make_room(struct tc_warc *w)
{
	if (w->capacity - w->end >= STEP_BYTES)
		return true;
	if (w->begin >= w->end - w->begin && w->begin >= STEP_BYTES) {
		memmove(w->window, w->window + w->begin, w->end - w->begin);
		w->end -= w->begin;
		w->begin = 0;
		return true;
	}
	size_t capacity = w->capacity * 2 + STEP_BYTES;
	char *grown = tc_realloc(w->window, capacity);
	if (grown == NULL)
		return false;
	w->window = grown;
	w->capacity = capacity;
	return true;
}

/* Holds at least want bytes, unless the end comes first. */
static enum tc_status hold(struct tc_warc *w, size_t want, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	while (status == TC_OK && !w->ended && w->end - w->begin < want) {
		size_t got;
		if (!make_room(w))
			return tc_err_set(err, TC_ENOMEM, "no memory");
		status = tc_stream_read(w->stream, w->window + w->end, STEP_BYTES, &got, err);
		w->end += got;
		w->ended = got == 0;
	}
	return status;
}

static struct tc_str line_at(struct tc_str s, size_t at)
{
	struct tc_str line = tc_str_sub(s, at, tc_str_find_char(s, '\n', at));
	return line.n > 0 && line.p[line.n - 1] == '\r' ? tc_str_sub(line, 0, line.n - 1) : line;
}

static bool digits(struct tc_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

bool tc_warc_line(struct tc_str line)
{
	line = tc_str_trim(line);
	return line.n >= 6 && line.n <= 12 && tc_str_starts(line, TC_STR("WARC/")) && line.p[5] >= '0' && line.p[5] <= '9';
}

/* Cuts the last word off, at one blank: a type may be empty. */
static struct tc_str last_word(struct tc_str *line)
{
	size_t at = line->n;
	while (at > 0 && line->p[at - 1] != ' ')
		at--;
	struct tc_str word = tc_str_sub(*line, at, line->n);
	*line = tc_str_sub(*line, 0, at > 0 ? at - 1 : 0);
	return word;
}

static bool is_address(struct tc_str s)
{
	bool sign = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		sign = sign || c == '.' || c == ':';
		if (!(c >= '0' && c <= '9') && !((c | 32) >= 'a' && (c | 32) <= 'f') && c != '.' && c != ':')
			return false;
	}
	return sign || tc_str_eq(s, TC_STR("0")) || tc_str_eq(s, TC_STR("-"));
}

/* Reads the header line of ARC from behind: length, type (and what version 2 has between), date, address, URL. */
static bool arc_header(struct tc_str line, struct tc_warc_record *record)
{
	struct tc_str word, type = TC_STR_NONE, length;
	unsigned long long number;
	size_t colon = tc_str_find(line, TC_STR(":"), 0);
	if (line.n > 8192 || colon == 0 || colon > 16)
		return false;
	length = last_word(&line);
	for (int i = 0; i < 8 && line.n > 0; i++) {
		word = last_word(&line);
		struct tc_str before = line;
		if (word.n >= 8 && word.n <= 18 && digits(word) && is_address(last_word(&before)) && before.n > colon) {
			*record = (struct tc_warc_record){.arc = true, .type = TC_STR("response"), .date = word};
			record->url = tc_str_trim(before);
			record->content_type = type;
			record->no_length = !tc_str_to_u64(length, UINT64_MAX, &number);
			record->declared = record->no_length ? 0 : number;
			if (tc_str_starts(before, TC_STR("filedesc:")))
				record->type = TC_STR("arc_header");
			return true;
		}
		type = word;
	}
	return false;
}

bool tc_warc_arc_line(struct tc_str line)
{
	struct tc_warc_record record;
	return arc_header(line, &record);
}

static bool begins_record(const struct tc_warc *w, struct tc_str line)
{
	return w->arc ? tc_warc_arc_line(line) : tc_warc_line(line);
}

/* Where, from the line after from on, a record begins in s; s.n when none does. */
static size_t find_record(const struct tc_warc *w, struct tc_str s, size_t from)
{
	if (!w->arc)
		for (size_t at = tc_str_find(s, TC_STR("\nWARC/"), from); at < s.n;
		     at = tc_str_find(s, TC_STR("\nWARC/"), at + 1))
			if (tc_warc_line(line_at(s, at + 1)))
				return at + 1;
	for (size_t at = tc_str_find_char(s, '\n', from); w->arc && at < s.n; at = tc_str_find_char(s, '\n', at + 1))
		if (tc_warc_arc_line(line_at(s, at + 1)))
			return at + 1;
	return s.n;
}

/* Bytes of CR, LF and blanks at the beginning. */
static size_t n_blanks(struct tc_str s)
{
	size_t n = 0;
	while (n < s.n && (s.p[n] == '\r' || s.p[n] == '\n' || s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n;
}

/* Goes to the line where the next record begins.  *n_lost counts what stands before it and is no blank line. */
static enum tc_status find_start(struct tc_warc *w, uint64_t *n_lost, struct tc_err *err)
{
	enum tc_status status;
	*n_lost = 0;
	while ((status = hold(w, HEADER_BYTES, err)) == TC_OK) {
		if (*n_lost == 0)
			drop(w, n_blanks(held(w)));
		struct tc_str s = held(w);
		if (s.n == 0 && w->ended)
			return TC_END;
		if (s.n == 0)
			continue;
		if (w->n_records == 0 && *n_lost == 0)
			w->arc = !tc_warc_line(line_at(s, 0)) && tc_warc_arc_line(line_at(s, 0));
		if (begins_record(w, line_at(s, 0)))
			return TC_OK;
		size_t at = find_record(w, s, 0);
		/* A line may be cut at the end of what is held. */
		if (at == s.n && !w->ended)
			at = s.n > HEADER_BYTES / 2 ? s.n - HEADER_BYTES / 8 : 0;
		*n_lost += at;
		drop(w, at);
	}
	return status;
}

/* Copies the header to w->header, folded lines made one; returns its length in the stream. */
static size_t read_header(struct tc_warc *w)
{
	struct tc_str s = tc_str_sub(held(w), 0, HEADER_BYTES);
	size_t at = 0;
	tc_buf_reset(&w->header);
	while (at < s.n) {
		struct tc_str line = line_at(s, at);
		size_t next = tc_str_find_char(s, '\n', at);
		/* A record without the empty line. */
		if (at > 0 && begins_record(w, line))
			break;
		at = next < s.n ? next + 1 : s.n;
		if (line.n == 0)
			break;
		if (line.p[0] != ' ' && line.p[0] != '\t')
			tc_buf_add_char(&w->header, '\n');
		tc_buf_add_str(&w->header, line);
		if (w->arc)
			break;
	}
	return at;
}

static void parse_header(struct tc_warc *w, struct tc_warc_record *record)
{
	struct tc_str rest = tc_buf_str(&w->header), line, value;
	unsigned long long number;
	tc_str_split(&rest, '\n');
	line = tc_str_split(&rest, '\n');
	if (w->arc) {
		arc_header(line, record);
		return;
	}
	*record = (struct tc_warc_record){.no_length = true};
	while (rest.p != NULL) {
		line = tc_str_split(&rest, '\n');
		if (tc_http_header(line, TC_STR("warc-type"), &value)) {
			char *p = w->header.p + (value.p - w->header.p);
			for (size_t i = 0; i < value.n; i++)
				p[i] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
			record->type = value;
		} else if (tc_http_header(line, TC_STR("warc-target-uri"), &value)) {
			bool angles = tc_str_starts(value, TC_STR("<")) && tc_str_ends(value, TC_STR(">"));
			record->url = angles ? tc_str_sub(value, 1, value.n - 1) : value;
		} else if (tc_http_header(line, TC_STR("warc-date"), &value)) {
			record->date = value;
		} else if (tc_http_header(line, TC_STR("content-type"), &value)) {
			record->content_type = value;
		} else if (tc_http_header(line, TC_STR("warc-truncated"), &value)) {
			record->truncated = value;
		} else if (tc_http_header(line, TC_STR("warc-refers-to-date"), &value)) {
			record->refers_date = value;
		} else if (tc_http_header(line, TC_STR("warc-payload-digest"), &value)) {
			record->digest = value;
		} else if (tc_http_header(line, TC_STR("content-length"), &value) && tc_str_to_u64(value, UINT64_MAX, &number)) {
			record->declared = number;
			record->no_length = false;
		}
	}
}

/* Passes a block over that is too large to hold, up to its end or to a line that begins a record. */
static enum tc_status pass_over(struct tc_warc *w, uint64_t left, struct tc_err *err)
{
	enum tc_status status;
	while (left > 0 && (status = hold(w, HEADER_BYTES, err)) == TC_OK && held(w).n > 0) {
		struct tc_str s = held(w);
		size_t at = find_record(w, s, 0);
		bool found = at < s.n;
		if (!found && !w->ended)
			at = s.n > HEADER_BYTES / 2 ? s.n - HEADER_BYTES / 8 : s.n;
		if (!found && at > left)
			at = (size_t)left;
		drop(w, at);
		left -= at < left ? at : left;
		if (found)
			return TC_OK;
	}
	return left > 0 ? status : TC_OK;
}

/* Does what belongs there stand at the end of a block? */
static bool length_agrees(const struct tc_warc *w, struct tc_str after)
{
	struct tc_str rest = tc_str_sub(after, n_blanks(after), after.n);
	return (rest.n == 0 && w->ended) || begins_record(w, line_at(rest, 0));
}

static bool ends_properly(const struct tc_warc *w, struct tc_str after)
{
	if (w->arc)
		return tc_str_starts(after, TC_STR("\n"));
	return tc_str_starts(after, TC_STR("\r\n\r\n")) || tc_str_starts(after, TC_STR("\n\n"));
}

/* Finds where the block that begins at from ends. */
static enum tc_status find_end(struct tc_warc *w, size_t from, struct tc_warc_record *record, size_t *end, struct tc_err *err)
{
	bool large = record->declared > w->max_block;
	size_t declared = large ? w->max_block : (size_t)record->declared;
	enum tc_status status = hold(w, from + declared + HEADER_BYTES / 4, err);
	if (status != TC_OK)
		return status;
	struct tc_str s = held(w);
	bool inside = !record->no_length && s.n >= from + declared;
	if (inside && large) {
		record->too_large = true;
		return TC_OK;
	}
	*end = inside ? from + declared : s.n;
	if (inside && length_agrees(w, tc_str_sub(s, *end, s.n)))
		return TC_OK;
	/* The line that is looked for may go on behind the end. */
	size_t next = record->no_length ? from : find_record(w, tc_str_sub(s, 0, *end + HEADER_BYTES / 8), from - 1);
	next = next < *end ? next : *end;
	if (next == *end && inside && ends_properly(w, tc_str_sub(s, *end, s.n)))
		return TC_OK;
	record->clipped = !record->no_length && !inside && next == *end;
	record->wrong_length = !record->clipped;
	if (inside || record->no_length) {
		/* It may go on beyond the length. */
		bool beyond = record->no_length || next == *end;
		status = beyond ? hold(w, from + w->max_block, err) : TC_OK;
		s = tc_str_sub(held(w), 0, from + w->max_block);
		if (beyond)
			next = find_record(w, s, (record->no_length ? from : *end) - 1);
	}
	*end = next;
	return status;
}

enum tc_status tc_warc_next(struct tc_warc *w, struct tc_warc_record *record, struct tc_err *err)
{
	uint64_t n_lost;
	size_t n_header, end = 0;
	drop(w, w->n_taken);
	w->n_taken = 0;
	uint64_t from = w->offset;
	enum tc_status status = find_start(w, &n_lost, err);
	if (n_lost > 0 && (status == TC_OK || status == TC_END))
		return tc_err_set(err, TC_SKIP, "byte %llu: %llu bytes of no record passed over", (unsigned long long)from,
				  (unsigned long long)n_lost);
	if (status != TC_OK)
		return status;
	n_header = read_header(w);
	if ((status = tc_buf_check(&w->header, "record header", err)) != TC_OK)
		return status;
	parse_header(w, record);
	record->number = ++w->n_records;
	record->offset = w->offset;
	status = find_end(w, n_header, record, &end, err);
	if (status != TC_OK)
		return status;
	if (record->too_large) {
		drop(w, n_header);
		return pass_over(w, record->declared, err);
	}
	w->n_taken = end;
	record->block = tc_str_sub(held(w), n_header, end);
	while (record->wrong_length && record->block.n > 0 &&
	       n_blanks(tc_str_sub(record->block, record->block.n - 1, SIZE_MAX)) > 0)
		record->block.n--;
	return TC_OK;
}
