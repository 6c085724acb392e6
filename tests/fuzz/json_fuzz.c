/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON of any bytes: what is read is written, read again and written the same.  Any bytes as a string are written as JSON. */
#include <stdint.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What lies deeper than a writer goes is written as null. */
static void write_value(struct tc_json_writer *w, const struct tc_json *value, int depth)
{
	void *position = NULL;
	const char *name;
	const struct tc_json *inner;
	enum tc_json_kind kind = tc_json_kind(value);
	if (depth + 2 >= TC_JSON_MAX_DEPTH) {
		tc_json_null(w);
	} else if (kind == TC_JSON_OBJECT) {
		tc_json_begin_object(w);
		while (tc_json_each(value, &position, &name, &inner)) {
			tc_json_key(w, name);
			write_value(w, inner, depth + 1);
		}
		tc_json_end_object(w);
	} else if (kind == TC_JSON_ARRAY) {
		tc_json_begin_array(w);
		for (size_t i = 0; i < tc_json_count(value); i++)
			write_value(w, tc_json_item(value, i), depth + 1);
		tc_json_end_array(w);
	} else if (kind == TC_JSON_STRING) {
		tc_json_str(w, tc_json_text(value));
	} else if (kind == TC_JSON_INT) {
		tc_json_int(w, tc_json_integer(value));
	} else if (kind == TC_JSON_BOOL) {
		tc_json_bool(w, tc_json_truth(value));
	} else {
		tc_json_null(w);
	}
}

/* Writes what text says; false when it is no JSON. */
static bool rewrite(struct tc_str text, struct tc_buf *out)
{
	struct tc_json *root;
	struct tc_json_writer w;
	struct tc_err err;
	if (tc_json_parse(text, &root, &err) != TC_OK) {
		if (root != NULL || err.text[0] == '\0')
			abort();
		return false;
	}
	tc_json_writer_init(&w, out);
	write_value(&w, root, 0);
	tc_json_free(root);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size};
	struct tc_buf first, second;
	struct tc_json_writer w;
	tc_buf_init(&first, 64 << 20);
	tc_buf_init(&second, 64 << 20);
	if (rewrite(text, &first) &&
	    (!rewrite(tc_buf_str(&first), &second) || !tc_str_eq(tc_buf_str(&first), tc_buf_str(&second))))
		abort();
	tc_buf_reset(&first);
	tc_buf_reset(&second);
	tc_json_writer_init(&w, &first);
	tc_json_str(&w, text);
	if (!tc_utf8_valid(tc_buf_str(&first)) || !rewrite(tc_buf_str(&first), &second))
		abort();
	tc_buf_release(&first);
	tc_buf_release(&second);
	return 0;
}
