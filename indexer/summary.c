/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run tells of itself, for a person and as events for programs. */
#include "indexer/summary.h"

#include "base/log.h"

void tc_summary_text(const struct tc_ingest_summary *s, bool dry_run, struct tc_buf *out)
{
	tc_buf_printf(out, "%s%zu file%s: %zu new, %zu changed, %zu removed, %zu unchanged", dry_run ? "to do, of " : "",
		      s->files, s->files == 1 ? "" : "s", s->added, s->changed, s->removed, s->unchanged);
	if (s->moved > 0)
		tc_buf_printf(out, ", %zu moved", s->moved);
	tc_buf_add_char(out, '\n');
	if (dry_run)
		return;
	tc_buf_printf(out, "%u article%s in the index", s->articles, s->articles == 1 ? "" : "s");
	if (s->problems > 0)
		tc_buf_printf(out, "; %llu problem%s", (unsigned long long)s->problems, s->problems == 1 ? "" : "s");
	if (s->duplicates > 0)
		tc_buf_printf(out, "; %llu duplicate%s", (unsigned long long)s->duplicates, s->duplicates == 1 ? "" : "s");
	tc_buf_printf(out, "; %.1f s", s->seconds);
	if (s->bytes > 1000000 && s->seconds > 0)
		tc_buf_printf(out, ", %.1f MB/s", (double)s->bytes / 1e6 / s->seconds);
	tc_buf_add_char(out, '\n');
}

void tc_summary_start_event(const struct tc_ingest_options *options)
{
	struct tc_json_writer w;
	struct tc_buf line;
	tc_log_event_begin(&w, &line, "start");
	tc_json_key_str(&w, "index", tc_str_of(options->index));
	tc_json_key(&w, "sources");
	tc_json_begin_array(&w);
	for (size_t i = 0; i < options->n_roots; i++)
		tc_json_str(&w, tc_str_of(options->roots[i]));
	tc_json_end_array(&w);
	tc_json_key_bool(&w, "rebuild", options->rebuild);
	tc_json_key_bool(&w, "dry_run", options->dry_run);
	tc_log_event_end(&w, &line);
}

void tc_summary_end_event(const struct tc_ingest_summary *s, bool dry_run)
{
	struct tc_json_writer w;
	struct tc_buf line;
	tc_log_event_begin(&w, &line, "end");
	tc_json_key_int(&w, "format", 1);
	tc_json_key_bool(&w, "dry_run", dry_run);
	tc_json_key_int(&w, "files", (int64_t)s->files);
	tc_json_key_int(&w, "new", (int64_t)s->added);
	tc_json_key_int(&w, "changed", (int64_t)s->changed);
	tc_json_key_int(&w, "removed", (int64_t)s->removed);
	tc_json_key_int(&w, "moved", (int64_t)s->moved);
	tc_json_key_int(&w, "unchanged", (int64_t)s->unchanged);
	tc_json_key_int(&w, "articles_read", (int64_t)s->articles_read);
	tc_json_key_int(&w, "articles", s->articles);
	tc_json_key_int(&w, "problems", (int64_t)s->problems);
	tc_json_key_int(&w, "duplicates", (int64_t)s->duplicates);
	tc_json_key_int(&w, "bytes_read", (int64_t)s->bytes);
	tc_json_key_int(&w, "generation", s->generation);
	tc_json_key_bool(&w, "rebuilt", s->rebuilt);
	tc_json_key(&w, "seconds");
	tc_json_real(&w, s->seconds, 3);
	tc_log_event_end(&w, &line);
}
