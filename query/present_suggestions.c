/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completions, for people and programs. */
#include "base/json.h"
#include "query/suggest.h"
#include "query/terminal.h"

void tc_suggestions_text(const struct tc_suggestions *suggestions, struct tc_buf *out)
{
	struct tc_terminal terminal;
	tc_terminal_init(&terminal, out, false, 0);
	for (size_t i = 0; i < suggestions->n; i++) {
		tc_terminal_text(&terminal, TC_STYLE_PLAIN, suggestions->v[i].text, NULL);
		tc_terminal_line(&terminal, 0);
	}
}

void tc_suggestions_json(struct tc_str prefix, const struct tc_suggestions *suggestions, struct tc_buf *out)
{
	static const char *const kinds[] = {"phrase", "name", "keyword"};
	struct tc_json_writer writer, *w = &writer;
	tc_json_writer_init(w, out);
	tc_json_begin_object(w);
	tc_json_key_int(w, "format", 1);
	tc_json_key_str(w, "prefix", prefix);
	tc_json_key(w, "suggestions");
	tc_json_begin_array(w);
	for (size_t i = 0; i < suggestions->n; i++) {
		tc_json_begin_object(w);
		tc_json_key_str(w, "text", suggestions->v[i].text);
		tc_json_key_str(w, "kind", tc_str_of(kinds[suggestions->v[i].kind]));
		tc_json_key_int(w, "documents", suggestions->v[i].documents);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
	tc_json_end_object(w);
	tc_buf_add_char(out, '\n');
}
