/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters of the last run in the text format of Prometheus, for the textfile collector of its node exporter.
 *
 * All are gauges: each file says how it is now, and a counter that begins anew with each run is none.  Their names begin with
 * tracuu_index_ and carry the label index.  What is watched is the time of the last success: a cron line that was lost tells
 * nothing, but this time grows old.  So a run that fails must leave it: it copies all lines of the file but those of
 * tracuu_index_last_run_, which say that it failed.  The file is renamed over the old one, as the collector may read at any
 * time.  A run that found another one at work writes nothing.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "indexer/schema.h"
#include "indexer/state.h"
#include "indexer/summary.h"

#define METRICS_BYTES (1u << 20)
#define LAST_RUN "tracuu_index_last_run_"

struct metrics {
	struct tc_buf out, label;
};

/* The value of a label: \ " and line breaks have a \ before them. */
static void add_escaped(struct tc_buf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\\' || *p == '"' || *p == '\n')
			tc_buf_add_char(out, '\\');
		tc_buf_add_char(out, *p == '\n' ? 'n' : *p);
	}
}

static void heading(struct metrics *m, const char *name, const char *help)
{
	tc_buf_printf(&m->out, "# HELP %s %s.\n# TYPE %s gauge\n", name, help, name);
}

static void gauge(struct metrics *m, const char *name, const char *help, double value)
{
	heading(m, name, help);
	tc_buf_printf(&m->out, "%s{index=\"%s\"} %.15g\n", name, tc_buf_cstr(&m->label), value);
}

static void add_last_run(struct metrics *m, enum tc_status status)
{
	gauge(m, LAST_RUN "timestamp_seconds", "When the last run ended", (double)time(NULL));
	gauge(m, LAST_RUN "success", "1 when the last run came to its end, with or without problems of files", status == TC_OK);
}

static void add_run(struct metrics *m, const struct tc_ingest_summary *s)
{
	static const char *const name = "tracuu_index_run_files";
	const struct {
		const char *change;
		size_t n;
	} changes[] = {{"new", s->added},
		       {"changed", s->changed},
		       {"removed", s->removed},
		       {"moved", s->moved},
		       {"unchanged", s->unchanged}};
	gauge(m, "tracuu_index_last_success_timestamp_seconds", "When a run last came to its end", (double)time(NULL));
	gauge(m, "tracuu_index_run_duration_seconds", "How long that run took", s->seconds);
	heading(m, name, "Files that it saw, by what had become of them");
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		tc_buf_printf(&m->out, "%s{index=\"%s\",change=\"%s\"} %zu\n", name, tc_buf_cstr(&m->label), changes[i].change,
			      changes[i].n);
	gauge(m, "tracuu_index_run_articles", "Articles that it read", (double)s->articles_read);
	gauge(m, "tracuu_index_run_bytes", "Bytes of the files that it read", (double)s->bytes);
	gauge(m, "tracuu_index_run_problems", "Problems of files, folders and sources that it told", (double)s->problems);
	gauge(m, "tracuu_index_run_duplicates", "Articles that it read whose text or address another has", (double)s->duplicates);
	gauge(m, "tracuu_index_articles", "Articles in the index", s->articles);
	gauge(m, "tracuu_index_generation", "Number of the generation, raised by each rebuild", s->generation);
}

/* What the index knows of files. */
static enum tc_status add_files(struct metrics *m, const char *index, struct tc_err *err)
{
	struct tc_db *db = NULL;
	struct tc_states *states = NULL;
	size_t bad = 0;
	enum tc_status status = tc_db_open(&index, 1, 0, &db, err);
	if (status == TC_OK)
		status = tc_states_load(db, &states, err);
	if (status == TC_OK) {
		for (size_t i = 0; i < tc_states_count(states); i++)
			bad += tc_states_at(states, i)->problems > 0;
		gauge(m, "tracuu_index_files", "Files that the index knows", (double)tc_states_count(states));
		gauge(m, "tracuu_index_files_with_problems", "Files that had problems when they were read", (double)bad);
	}
	tc_states_free(states);
	tc_db_free(db);
	return status;
}

/* The lines of path that a run that failed leaves. */
static enum tc_status copy_kept(struct metrics *m, const char *path, struct tc_err *err)
{
	char line[TC_LIMIT_PATH_BYTES + 256];
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return errno == ENOENT ? TC_OK : tc_err_errno(err, errno, "%s", path);
	while (fgets(line, sizeof line, file) != NULL)
		if (strstr(line, LAST_RUN) == NULL)
			tc_buf_add_cstr(&m->out, line);
	bool failed = ferror(file) != 0;
	fclose(file);
	return failed ? tc_err_set(err, TC_EIO, "%s: cannot be read", path) : TC_OK;
}

enum tc_status tc_metrics_write(const char *path, const char *index, enum tc_status status,
				const struct tc_ingest_summary *summary, struct tc_err *err)
{
	struct metrics m;
	enum tc_status written = TC_OK;
	tc_buf_init(&m.out, METRICS_BYTES);
	tc_buf_init(&m.label, METRICS_BYTES);
	add_escaped(&m.label, index);
	if (status == TC_OK) {
		add_run(&m, summary);
		written = add_files(&m, index, err);
	} else {
		written = copy_kept(&m, path, err);
	}
	add_last_run(&m, status);
	if (written == TC_OK)
		written = tc_buf_check(&m.out, path, err);
	if (written == TC_OK)
		written = tc_file_write_atomically(path, tc_buf_str(&m.out), err);
	tc_buf_release(&m.out);
	tc_buf_release(&m.label);
	return written;
}
