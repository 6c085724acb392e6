/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index problems: the files that had problems when they were read, from the states that the index keeps of files.
 *
 * A state has the first problem of its file and how many records had one, and the time when a run first found the file bad: it
 * stays while the file stays bad, whether it was read again or not.  Nothing is read here; whether a file has become better
 * says the next run, when the file changed or with --retry-failed.
 *
 * Some problems can be mended without the publisher.  What helps is told by the words that the reason has; the words are ours
 * (corpus/, indexer/worker.c) or the system's. */
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/program.h"
#include "indexer/command.h"
#include "indexer/schema.h"
#include "indexer/state.h"

const struct tc_option tc_problems_options[] = {
	TC_INDEX_OPTION,
	TC_JSON_OPTION,
	TC_COMMON_OPTIONS,
};

/* What helps, by a part of the reason. */
static const struct hint {
	const char *part, *help;
} hints[] = {
	{"a listing page", "--keep-listings --retry-failed indexes it"},
	{"binary file", "--exclude passes over such files"},
	{"empty file", "written later? it is read when it is"},
	{"than the limit of", "--max-file, --max-record and --max-total are the limits, with --retry-failed"},
	{" members", "--max-members is the limit, with --retry-failed"},
	{"expands", "--max-ratio and --max-total are the limits, with --retry-failed"},
	{"took too long", "--timeout is the limit, with --retry-failed"},
	{"crashed", "--retry-failed tries again, with --memory larger if it is set"},
	{"changed while", "the next run reads it again"},
	{"Permission denied", "let the user of tracuu-index read it, then --retry-failed"},
	{"cannot read", "--retry-failed tries again"},
	{"no text", "dump --explain says what its reader saw"},
};

static const char *hint_for(const char *reason)
{
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (strstr(reason, hints[i].part) != NULL)
			return hints[i].help;
	return NULL;
}

static void add_time(int64_t unix_seconds, struct tc_buf *out)
{
	struct tc_date date;
	tc_date_from_unix(unix_seconds, TC_DATE_VIETNAM_OFFSET_MIN, &date);
	tc_date_format(&date, out);
}

static void print_text(const struct tc_file_state *state, struct tc_buf *out)
{
	const char *hint = hint_for(state->problem);
	tc_buf_printf(out, "%s: %s\n  ", state->path, state->problem);
	if (state->since_unix != 0) {
		tc_buf_add_cstr(out, "since ");
		add_time(state->since_unix, out);
		tc_buf_add_cstr(out, "; ");
	}
	if (state->format[0] == '\0')
		tc_buf_add_cstr(out, "could not be opened");
	else
		tc_buf_printf(out, "%s, %u problem%s, %u article%s indexed", state->format, state->problems,
			      state->problems == 1 ? "" : "s", state->documents, state->documents == 1 ? "" : "s");
	tc_buf_printf(out, "%s%s\n", hint != NULL ? "; " : "", hint != NULL ? hint : "");
}

static void print_json(const struct tc_file_state *state, struct tc_json_writer *w, struct tc_buf *time)
{
	const char *hint = hint_for(state->problem);
	tc_buf_reset(time);
	if (state->since_unix != 0)
		add_time(state->since_unix, time);
	tc_json_begin_object(w);
	tc_json_key_str(w, "file", tc_str_of(state->path));
	tc_json_key_str(w, "reason", tc_str_of(state->problem));
	tc_json_key(w, "since");
	if (time->n > 0)
		tc_json_str(w, tc_buf_str(time));
	else
		tc_json_null(w);
	tc_json_key_str(w, "reader", tc_str_of(state->format));
	tc_json_key_int(w, "records", state->records);
	tc_json_key_int(w, "articles", state->documents);
	tc_json_key_int(w, "problems", state->problems);
	tc_json_key_int(w, "size", (int64_t)state->size_bytes);
	if (hint != NULL)
		tc_json_key_str(w, "hint", tc_str_of(hint));
	tc_json_end_object(w);
}

/* All of them, and how many files they are. */
static size_t print_all(const struct tc_states *states, struct tc_buf *out)
{
	struct tc_json_writer w;
	struct tc_buf time;
	size_t n = 0;
	uint64_t records = 0;
	tc_buf_init(&time, 64);
	tc_json_writer_init(&w, out);
	if (tc_common.json) {
		tc_json_begin_object(&w);
		tc_json_key_int(&w, "format", 1);
		tc_json_key(&w, "problems");
		tc_json_begin_array(&w);
	}
	for (size_t i = 0; i < tc_states_count(states); i++) {
		const struct tc_file_state *state = tc_states_at(states, i);
		if (state->problems == 0)
			continue;
		n++;
		records += state->problems;
		if (tc_common.json)
			print_json(state, &w, &time);
		else
			print_text(state, out);
	}
	if (tc_common.json) {
		tc_json_end_array(&w);
		tc_json_key_int(&w, "files", (int64_t)n);
		tc_json_end_object(&w);
		tc_buf_add_char(out, '\n');
	} else if (n == 0) {
		tc_buf_add_cstr(out, "no file has problems\n");
	} else {
		tc_buf_printf(
			out,
			"%zu file%s of %zu, %llu problem%s; read again when they change, or by tracuu-index --retry-failed\n", n,
			n == 1 ? "" : "s", tc_states_count(states), (unsigned long long)records, records == 1 ? "" : "s");
	}
	tc_buf_release(&time);
	return n;
}

int tc_problems_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_states *states = NULL;
	struct tc_db *db = NULL;
	struct tc_buf out;
	size_t n_files = 0;
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = tc_need_index(&n, &operands, &err);
	if (status == TC_OK)
		status = tc_db_open(&tc_common.index, 1, 0, &db, &err);
	if (status == TC_OK)
		status = tc_schema_check(db, tc_common.index, &err);
	if (status == TC_OK)
		status = tc_states_load(db, &states, &err);
	if (status == TC_OK)
		n_files = print_all(states, &out);
	int result = status == TC_OK ? tc_program_print(&out, n_files > 0 ? 1 : 0) : tc_program_fail(status, &err);
	tc_states_free(states);
	tc_db_free(db);
	tc_buf_release(&out);
	return result;
}
