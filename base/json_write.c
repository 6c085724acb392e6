/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing JSON (RFC 8259) into a buffer: quotes, commas and escapes in one place. */
#include <assert.h>
#include <math.h>

#include "base/json.h"
#include "base/utf8.h"

void tc_json_writer_init(struct tc_json_writer *w, struct tc_buf *out)
{
	*w = (struct tc_json_writer){.out = out};
}

/* What stands before a value: nothing after a key, a comma after another value. */
static void separate(struct tc_json_writer *w)
{
	if (w->after_key) {
		w->after_key = false;
		return;
	}
	if (w->has_items[w->depth])
		tc_buf_add_char(w->out, ',');
	w->has_items[w->depth] = true;
}

static void begin(struct tc_json_writer *w, char bracket)
{
	assert(w->depth + 1 < TC_JSON_MAX_DEPTH);
	separate(w);
	tc_buf_add_char(w->out, bracket);
	w->has_items[++w->depth] = false;
}

static void end(struct tc_json_writer *w, char bracket)
{
	assert(w->depth > 0 && !w->after_key);
	tc_buf_add_char(w->out, bracket);
	w->depth--;
}

void tc_json_begin_object(struct tc_json_writer *w)
{
	begin(w, '{');
}

void tc_json_end_object(struct tc_json_writer *w)
{
	end(w, '}');
}

void tc_json_begin_array(struct tc_json_writer *w)
{
	begin(w, '[');
}

void tc_json_end_array(struct tc_json_writer *w)
{
	end(w, ']');
}

static void escape(struct tc_buf *out, unsigned char c)
{
	static const char letters[] = "btn\0fr";
	if (c == '"' || c == '\\') {
		tc_buf_add_char(out, '\\');
		tc_buf_add_char(out, (char)c);
	} else if (c >= 8 && c <= 13 && letters[c - 8] != '\0') {
		tc_buf_add_char(out, '\\');
		tc_buf_add_char(out, letters[c - 8]);
	} else {
		tc_buf_printf(out, "\\u%04x", c);
	}
}

/* Text that is well-formed, in runs between the characters that must be escaped. */
static void write_valid(struct tc_buf *out, struct tc_str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c >= ' ' && c != '"' && c != '\\' && c != 0x7F)
			continue;
		tc_buf_add(out, text.p + from, i - from);
		escape(out, c);
		from = i + 1;
	}
	if (text.n > from)
		tc_buf_add(out, text.p + from, text.n - from);
}

static void write_string(struct tc_buf *out, struct tc_str text)
{
	tc_buf_add_char(out, '"');
	while (text.n > 0) {
		size_t good = tc_utf8_valid_prefix(text), at = good;
		write_valid(out, tc_str_sub(text, 0, good));
		if (good == text.n)
			break;
		tc_utf8_next(text, &at);
		tc_buf_add_utf8(out, 0xFFFD);
		text = tc_str_sub(text, at, text.n);
	}
	tc_buf_add_char(out, '"');
}

void tc_json_key(struct tc_json_writer *w, const char *name)
{
	assert(!w->after_key);
	separate(w);
	write_string(w->out, tc_str_of(name));
	tc_buf_add_char(w->out, ':');
	w->after_key = true;
}

void tc_json_str(struct tc_json_writer *w, struct tc_str value)
{
	separate(w);
	write_string(w->out, value);
}

void tc_json_int(struct tc_json_writer *w, int64_t value)
{
	separate(w);
	tc_buf_printf(w->out, "%lld", (long long)value);
}

void tc_json_real(struct tc_json_writer *w, double value, int decimals)
{
	if (!isfinite(value)) {
		tc_json_null(w);
		return;
	}
	separate(w);
	tc_buf_printf(w->out, "%.*f", decimals, value);
}

void tc_json_bool(struct tc_json_writer *w, bool value)
{
	separate(w);
	tc_buf_add_cstr(w->out, value ? "true" : "false");
}

void tc_json_null(struct tc_json_writer *w)
{
	separate(w);
	tc_buf_add_cstr(w->out, "null");
}

void tc_json_key_str(struct tc_json_writer *w, const char *name, struct tc_str value)
{
	tc_json_key(w, name);
	tc_json_str(w, value);
}

void tc_json_key_int(struct tc_json_writer *w, const char *name, int64_t value)
{
	tc_json_key(w, name);
	tc_json_int(w, value);
}

void tc_json_key_bool(struct tc_json_writer *w, const char *name, bool value)
{
	tc_json_key(w, name);
	tc_json_bool(w, value);
}
