/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON in records.
 *
 * At the top stand values one after another, with blanks, commas, line ends or record separators (RFC 7464) between them.  An
 * array there gives its objects; an object is a record, or is entered up to the array that it wraps (json_shape.c), and what is
 * behind that array is passed over.  So several answers of a server in one file are read like one.
 *
 * Where an object breaks (json_scan.c), the rest of it is given up and the next one is looked for: a bracket followed by the
 * name that the first record, or the broken one, begins with, since one program wrote them all and writes names in one order;
 * without that rule the objects inside of the broken one would be taken for records.  After that what closes nothing is no
 * longer told, since it cannot be known how much was open. */
#include "corpus/json_split.h"

#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "corpus/json_scan.h"
#include "corpus/json_shape.h"

/* A name of a record that is looked for; a longer one is not. */
#define KEY_BYTES 128

struct tc_json_split {
	struct tc_stream *stream;
	struct tc_buf record, feed_title, feed_language;
	uint64_t max_record_bytes;
	bool in_array;
	uint64_t n_others; /* values that are no objects */
	uint64_t n_arrays; /* at the top */
	bool has_objects;
	unsigned wrapped; /* brackets open around the array */
	bool lost;        /* a record broke: what was open is not known */
	char first_key[KEY_BYTES], this_key[KEY_BYTES];
};

enum tc_status tc_json_split_new(struct tc_stream *stream, uint64_t max_record_bytes, struct tc_json_split **out,
				 struct tc_err *err)
{
	struct tc_json_split *split = *out = tc_alloc(sizeof *split);
	if (split == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	split->stream = stream;
	split->max_record_bytes = max_record_bytes;
	tc_buf_init(&split->record, max_record_bytes < SIZE_MAX ? (size_t)max_record_bytes : SIZE_MAX);
	tc_buf_init(&split->feed_title, TC_STREAM_PEEK_BYTES);
	tc_buf_init(&split->feed_language, TC_STREAM_PEEK_BYTES);
	return TC_OK;
}

void tc_json_split_free(struct tc_json_split *split)
{
	if (split == NULL)
		return;
	tc_buf_release(&split->record);
	tc_buf_release(&split->feed_title);
	tc_buf_release(&split->feed_language);
	tc_free(split);
}

struct tc_str tc_json_split_feed_title(const struct tc_json_split *split)
{
	return tc_buf_str(&split->feed_title);
}

struct tc_str tc_json_split_feed_language(const struct tc_json_split *split)
{
	return tc_buf_str(&split->feed_language);
}

/* Passes n bytes over that a peek has shown. */
static enum tc_status pass(struct tc_json_split *split, size_t n, struct tc_err *err)
{
	char bytes[4096];
	enum tc_status status = TC_OK;
	for (size_t got = 1; status == TC_OK && n > 0 && got > 0; n -= got)
		status = tc_stream_read(split->stream, bytes, n < sizeof bytes ? n : sizeof bytes, &got, err);
	return status;
}

static bool between(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == 0x1E;
}

/* Shows what comes after blanks and separators; TC_END at the end. */
static enum tc_status look(struct tc_json_split *split, struct tc_str *ahead, struct tc_err *err)
{
	for (;;) {
		size_t n = 0;
		enum tc_status status = tc_stream_peek(split->stream, 1, ahead, err);
		if (status != TC_OK)
			return status;
		if (ahead->n == 0)
			return TC_END;
		while (n < ahead->n && between(ahead->p[n]))
			n++;
		if (n == 0)
			return TC_OK;
		status = pass(split, n, err);
		if (status != TC_OK)
			return status;
	}
}

/* The name that the object in ahead begins with, "" when it is none that can be looked for. */
static void key_of(struct tc_str ahead, char key[KEY_BYTES])
{
	size_t from = 1, to;
	key[0] = '\0';
	while (from < ahead.n && between(ahead.p[from]))
		from++;
	if (from >= ahead.n || ahead.p[from] != '"')
		return;
	to = tc_str_find_char(ahead, '"', from + 1);
	if (to == ahead.n || to - from >= KEY_BYTES)
		return;
	memcpy(key, ahead.p + from + 1, to - from - 1);
	key[to - from - 1] = '\0';
}

/* Passes over all before the next object that begins like a record. */
static enum tc_status find_next(struct tc_json_split *split, struct tc_err *err)
{
	struct tc_str ahead;
	char key[KEY_BYTES];
	enum tc_status status;
	split->lost = true;
	while ((status = tc_stream_peek(split->stream, 1, &ahead, err)) == TC_OK && ahead.n > 0) {
		size_t n = tc_str_find_char(ahead, '{', 0);
		bool found = n < ahead.n;
		status = pass(split, n, err);
		if (status == TC_OK && found)
			status = tc_stream_peek(split->stream, KEY_BYTES * 2, &ahead, err);
		if (status == TC_OK && found) {
			bool any = split->first_key[0] == '\0' && split->this_key[0] == '\0';
			key_of(ahead, key);
			if (key[0] != '\0' && (any || strcmp(key, split->first_key) == 0 || strcmp(key, split->this_key) == 0))
				return TC_OK;
			status = pass(split, 1, err);
		}
		if (status != TC_OK)
			return status;
	}
	return status;
}

/* Says what stands where nothing of its kind may stand; TC_SKIP. */
static enum tc_status tell_wrong(char c, uint64_t n_before, struct tc_err *err)
{
	if (c > ' ' && c < 0x7F)
		return tc_err_set(err, TC_SKIP, "JSON: unexpected %c after %llu bytes", c, (unsigned long long)n_before);
	return tc_err_set(err, TC_SKIP, "JSON: unexpected byte %02X after %llu bytes", (unsigned char)c,
			  (unsigned long long)n_before);
}

/* Reads one value into the record. */
static enum tc_status read_value(struct tc_json_split *split, struct tc_err *err)
{
	struct tc_json_scan scan = {.depth = 0};
	enum tc_json_step step = TC_JSON_MORE;
	uint64_t begin = tc_stream_offset(split->stream);
	bool too_large = false;
	tc_buf_reset(&split->record);
	while (step == TC_JSON_MORE) {
		struct tc_str ahead;
		size_t n;
		enum tc_status status = tc_stream_peek(split->stream, 1, &ahead, err);
		if (status != TC_OK)
			return status;
		if (ahead.n == 0 && too_large)
			break;
		if (ahead.n == 0) {
			split->lost = true;
			return tc_err_set(err, TC_SKIP, "ends in the middle");
		}
		step = tc_json_scan_bytes(&scan, ahead, &n);
		if (step == TC_JSON_WRONG && !too_large)
			tell_wrong(ahead.p[n], tc_stream_offset(split->stream) + n - begin, err);
		too_large = too_large || split->record.n + n > split->max_record_bytes;
		if (!too_large)
			tc_buf_add(&split->record, ahead.p, n);
		status = pass(split, n, err);
		if (status != TC_OK)
			return status;
	}
	if (too_large)
		tc_err_set(err, TC_SKIP, "larger than %llu bytes", (unsigned long long)split->max_record_bytes);
	if (step == TC_JSON_WRONG) {
		enum tc_status status = find_next(split, NULL);
		return status == TC_OK ? TC_SKIP : status;
	}
	return too_large ? TC_SKIP : tc_buf_check(&split->record, "record", err);
}

/* An object: a record, or the way to an array.  TC_END when it was entered. */
static enum tc_status read_object(struct tc_json_split *split, bool top, struct tc_err *err)
{
	struct tc_json_shape shape = {.wraps = false};
	struct tc_str ahead;
	enum tc_status status = tc_stream_peek(split->stream, top ? TC_STREAM_PEEK_BYTES : KEY_BYTES * 2, &ahead, err);
	if (status != TC_OK)
		return status;
	if (top)
		shape = tc_json_shape_find(tc_str_sub(ahead, 0, TC_STREAM_PEEK_BYTES));
	if (!shape.wraps) {
		key_of(ahead, split->this_key);
		if (split->first_key[0] == '\0')
			memcpy(split->first_key, split->this_key, KEY_BYTES);
		return read_value(split, err);
	}
	tc_buf_reset(&split->feed_title);
	tc_buf_reset(&split->feed_language);
	tc_buf_add_str(&split->feed_title, shape.title);
	tc_buf_add_str(&split->feed_language, shape.language);
	split->in_array = true;
	split->wrapped = shape.depth;
	status = pass(split, shape.at + 1, err);
	return status == TC_OK ? TC_END : status;
}

/* Leaves an array: what the objects around it have behind it is passed over. */
static enum tc_status leave_array(struct tc_json_split *split, struct tc_err *err)
{
	struct tc_json_scan scan = {.depth = split->wrapped, .last = TC_JSON_CLOSED};
	enum tc_json_step step = split->wrapped > 0 ? TC_JSON_MORE : TC_JSON_DONE;
	enum tc_status status = pass(split, 1, err);
	split->in_array = false;
	while (status == TC_OK && step == TC_JSON_MORE) {
		struct tc_str ahead;
		size_t n;
		status = tc_stream_peek(split->stream, 1, &ahead, err);
		if (status != TC_OK || ahead.n == 0)
			break;
		step = tc_json_scan_bytes(&scan, ahead, &n);
		status = pass(split, n, err);
	}
	split->lost = split->lost || step != TC_JSON_DONE;
	return status == TC_OK && step == TC_JSON_WRONG ? find_next(split, err) : status;
}

/* Reads a word: a number, true, null. */
static enum tc_status read_word(struct tc_json_split *split, struct tc_err *err)
{
	struct tc_str ahead;
	size_t n = 0;
	enum tc_status status = tc_stream_peek(split->stream, KEY_BYTES, &ahead, err);
	if (status != TC_OK)
		return status;
	while (n < ahead.n && !between(ahead.p[n]) && strchr("[]{}\"", ahead.p[n]) == NULL)
		n++;
	tc_buf_reset(&split->record);
	tc_buf_add(&split->record, ahead.p, n);
	return pass(split, n, err);
}

/* Something that is no object, in an array or at the top.  TC_END when it was passed over. */
static enum tc_status read_other(struct tc_json_split *split, char c, struct tc_err *err)
{
	struct tc_json *value = NULL;
	enum tc_status status = TC_OK;
	if (c == '"' || c == '[') {
		status = read_value(split, err);
	} else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') {
		status = read_word(split, err);
	} else {
		split->this_key[0] = '\0';
		status = pass(split, 1, err);
		if (status == TC_OK)
			status = find_next(split, err);
		return status == TC_OK ? tell_wrong(c, 0, err) : status;
	}
	if (status == TC_OK) {
		struct tc_err reason = {TC_OK, ""};
		if (tc_json_parse(tc_buf_str(&split->record), &value, &reason) != TC_OK) {
			/* A text has many words. */
			status = c == '"' || c == '[' ? TC_OK : find_next(split, err);
			return status == TC_OK ? tc_err_set(err, TC_SKIP, "%s", reason.text) : status;
		}
		split->n_others++;
		tc_json_free(value);
		status = TC_END;
	}
	return status;
}

/* What is to be told when there is nothing more. */
static enum tc_status end(struct tc_json_split *split, struct tc_err *err)
{
	bool cut = split->in_array && !split->lost;
	unsigned long long n = split->n_others, n_arrays = split->has_objects ? 0 : split->n_arrays;
	split->lost = true;
	if (cut)
		return tc_err_set(err, TC_SKIP, "the array is never closed: the file is cut?");
	split->n_others = split->n_arrays = 0;
	/* An empty one is what a server answers that has nothing; several are no JSON. */
	if (n == 0 && n_arrays > 1)
		return tc_err_set(err, TC_SKIP, "no article in %llu JSON arrays in a row", n_arrays);
	if (n > 0)
		return tc_err_set(err, TC_SKIP, "no article in %llu JSON value%s: no object%s", n, n == 1 ? "" : "s",
				  n == 1 ? "" : "s");
	return TC_END;
}

enum tc_status tc_json_split_next(struct tc_json_split *split, struct tc_str *record, uint64_t *offset, struct tc_err *err)
{
	for (;;) {
		struct tc_str ahead;
		enum tc_status status = look(split, &ahead, err);
		*offset = tc_stream_offset(split->stream);
		if (status != TC_OK)
			return status == TC_END ? end(split, err) : status;
		char c = ahead.p[0];
		if (c == '{') {
			split->has_objects = true;
			status = read_object(split, !split->in_array, err);
			*record = tc_buf_str(&split->record);
		} else if (c == ']' && split->in_array) {
			status = leave_array(split, err);
			status = status == TC_OK ? TC_END : status;
		} else if (c == '[' && !split->in_array) {
			split->in_array = true;
			split->wrapped = 0;
			split->n_arrays++;
			status = pass(split, 1, err);
			status = status == TC_OK ? TC_END : status;
		} else if ((c == ']' || c == '}') && split->lost) {
			status = pass(split, 1, err);
			status = status == TC_OK ? TC_END : status;
		} else {
			status = read_other(split, c, err);
		}
		if (status != TC_END)
			return status;
	}
}
