/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ingest run, in the order of its steps:
 *
 *   lock INDEX; read the states of all files (indexer/state.c)
 *   walk the roots (corpus/walk.c); decide what is new, changed, gone (indexer/plan.c), and what sitemaps say (beside.c)
 *   worker processes make shards of what is to be read (indexer/crew.c, worker.c)
 *   first build or --rebuild: shards become a new generation, the stub is switched (merge.c, generation.c)
 *   else: shards go into the live generation, a transaction for each slice; what is gone is removed
 *
 * The live index is not touched before the shards are complete, and then only by Xapian's own transactions or by one rename: a
 * run that is stopped anywhere leaves an index that answers, and the next run does what was left.
 */
#include "indexer/ingest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "indexer/beside.h"
#include "indexer/copies.h"
#include "indexer/crew.h"
#include "indexer/duplicates.h"
#include "indexer/generation.h"
#include "indexer/merge.h"
#include "indexer/mounts.h"
#include "indexer/plan.h"
#include "indexer/schema.h"
#include "indexer/told.h"
#include "xapianc/bulk.h"

struct run {
	const struct tc_ingest_options *options;
	struct tc_index_dir dir;
	struct tc_db *live; /* open for writing, NULL for a first build and --rebuild */
	struct tc_states *states;
	struct tc_walk walk;
	struct tc_plan plan;
	struct tc_beside beside;
	uint64_t duplicates;
	struct tc_jobs *jobs;
	struct tc_buf roots; /* all that the index is made of, a path a line */
	struct tc_buf told;  /* what goes under TC_KEY_TOLD */
	struct tc_forgotten forgotten;
	struct tc_buf silent;  /* roots that do not answer, a line each */
	struct tc_strs mounts; /* below roots, that do not answer; in the walk's arena */
	struct timespec begun;
};

static double seconds_since(const struct timespec *begun)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

/* Notes a root that does not answer. */
static enum tc_status check_root(struct run *run, struct tc_str root, bool *answers, struct tc_err *err)
{
	const struct tc_trial_limits limits = {run->options->timeout_ms, 0};
	enum tc_status status = tc_mounts_answer(root, &limits, answers, err);
	if (status == TC_OK && !*answers) {
		tc_buf_add_str(&run->silent, root);
		tc_buf_add_char(&run->silent, '\n');
	}
	return status;
}

/* Adds a root, made absolute, to the list unless it is there. */
static enum tc_status add_root(struct run *run, const char *path, struct tc_err *err)
{
	char absolute[TC_LIMIT_PATH_BYTES];
	struct tc_str line;
	bool answers;
	enum tc_status status = check_root(run, tc_str_of(path), &answers, err);
	if (status != TC_OK)
		return status;
	if (!answers || realpath(path, absolute) == NULL) {
		char here[TC_LIMIT_PATH_BYTES / 2] = "";
		if (path[0] != '/' && getcwd(here, sizeof here) == NULL)
			return tc_err_errno(err, errno, "%s", path);
		int n = snprintf(absolute, sizeof absolute, "%s%s%s", here, path[0] == '/' ? "" : "/", path);
		if (n < 0 || (size_t)n >= sizeof absolute)
			return tc_err_set(err, TC_ELIMIT, "%.100s...: path too long", path);
	}
	line = tc_str_of(absolute);
	if (memchr(line.p, '\n', line.n) != NULL)
		return tc_err_set(err, TC_EARG, "%s: a path with a line break cannot be indexed", path);
	if (!answers)
		tc_buf_printf(&run->silent, "%s\n", absolute);
	if (tc_str_has_line(tc_buf_str(&run->roots), line))
		return TC_OK;
	tc_buf_add_str(&run->roots, line);
	tc_buf_add_char(&run->roots, '\n');
	return tc_buf_check(&run->roots, "roots", err);
}

/* What is mounted below the roots and does not answer, for the walk to pass over. */
static enum tc_status find_silent(struct run *run, struct tc_err *err)
{
	const struct tc_trial_limits limits = {run->options->timeout_ms, 0};
	struct tc_buf walked;
	tc_buf_init(&walked, TC_LIMIT_RECORD_BYTES);
	for (struct tc_str rest = tc_buf_str(&run->roots); rest.p != NULL;) {
		struct tc_str root = tc_str_split(&rest, '\n');
		if (!tc_str_has_line(tc_buf_str(&run->silent), root))
			tc_buf_printf(&walked, "%.*s\n", TC_STR_ARG(root));
	}
	run->walk.silent = &run->mounts;
	enum tc_status status = tc_buf_check(&walked, "roots", err);
	if (status == TC_OK)
		status = tc_mounts_silent(tc_buf_str(&walked), &limits, &run->walk.arena, &run->mounts, err);
	tc_buf_release(&walked);
	return status;
}

static enum tc_status walk_line(struct run *run, struct tc_str line, struct tc_err *err)
{
	char root[TC_LIMIT_PATH_BYTES];
	if (line.n == 0 || line.n >= sizeof root)
		return TC_OK;
	memcpy(root, line.p, line.n);
	root[line.n] = '\0';
	if (tc_str_has_line(tc_buf_str(&run->silent), line))
		return tc_walk_add_unseen(&run->walk, root, TC_ETIME, err);
	return tc_walk_add(&run->walk, root, err);
}

/* Walks the roots given, or all that the index knows; leaves run->roots as it shall be stored. */
static enum tc_status walk_roots(struct run *run, struct tc_err *err)
{
	const struct tc_ingest_options *o = run->options;
	struct tc_buf known;
	enum tc_status status = TC_OK;
	tc_buf_init(&known, TC_LIMIT_RECORD_BYTES);
	for (size_t i = 0; i < o->n_roots && status == TC_OK; i++)
		status = add_root(run, o->roots[i], err);
	if (status == TC_OK && run->dir.current > 0 && (o->n_roots == 0 || !o->rebuild)) {
		struct tc_db *db = NULL;
		status = tc_index_dir_open_db(&run->dir, &db, err);
		if (status == TC_OK)
			status = tc_db_metadata(db, TC_STR(TC_KEY_ROOTS), &known, err);
		tc_db_free(db);
	}
	/* Given roots are walked; without any, the known ones. */
	for (struct tc_str rest = tc_buf_str(&known); status == TC_OK && o->n_roots == 0 && rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		bool answers;
		if (line.n > 0)
			status = check_root(run, line, &answers, err);
	}
	if (status == TC_OK && o->n_roots == 0)
		tc_buf_add_str(&run->roots, tc_buf_str(&known));
	if (status == TC_OK && run->roots.n == 0)
		status = tc_err_set(err, TC_EARG, "nothing to index: name a folder or file");
	if (status == TC_OK)
		status = find_silent(run, err);
	for (struct tc_str rest = tc_buf_str(&run->roots); status == TC_OK && rest.p != NULL;)
		status = walk_line(run, tc_str_split(&rest, '\n'), err);
	for (struct tc_str rest = tc_buf_str(&known); status == TC_OK && o->n_roots > 0 && rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		char path[TC_LIMIT_PATH_BYTES];
		if (line.n == 0 || line.n >= sizeof path)
			continue;
		memcpy(path, line.p, line.n);
		path[line.n] = '\0';
		status = add_root(run, path, err);
	}
	tc_buf_release(&known);
	return status;
}

static enum tc_status open_live(struct run *run, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	if (run->dir.current == 0 || run->options->rebuild)
		return TC_OK;
	enum tc_status status = tc_index_dir_generation(&run->dir, run->dir.current, path, err);
	if (status == TC_OK)
		status = tc_db_open_writable(path, TC_DB_OPEN, &run->live, err);
	if (status == TC_OK)
		status = tc_schema_check(run->live, run->options->index, err);
	bool all = true;
	if (status == TC_OK && run->options->all_versions)
		status = tc_schema_all_versions(run->live, &all, err);
	if (status == TC_OK && !all)
		status = tc_err_set(err, TC_EARG, "%s: made without --all-versions: run tracuu-index --rebuild --all-versions",
				    run->options->index);
	return status == TC_OK ? tc_states_load(run->live, &run->states, err) : status;
}

static void show_progress(const struct tc_jobs *jobs, void *context)
{
	const struct run *run = context;
	struct tc_job_counts counts = tc_jobs_counts(jobs);
	double seconds = seconds_since(&run->begun);
	tc_log_progress(counts.files, jobs->n_files, counts.documents, counts.bytes, seconds);
}

/* Who writes the shards.  Those of an update are few documents, and the index they go into is Xapian's to change. */
static enum tc_writer writer(const struct run *run)
{
	if (run->live != NULL || run->options->writer == TC_WRITER_API)
		return TC_WRITER_API;
	if (tc_bulk_known())
		return TC_WRITER_BULK;
	tc_log_note("libxapian %s is not one that the bulk writer knows; going on with --writer=api", tc_xapian_version());
	return TC_WRITER_API;
}

static enum tc_status make_shards(struct run *run, struct tc_err *err)
{
	const struct tc_ingest_options *o = run->options;
	struct tc_crew_options crew = {
		.workers = o->workers,
		.timeout_ms = o->timeout_ms,
		.worker = {.reader = o->reader,
			   .sitemap = run->beside.sitemap,
			   .known = run->states,
			   .forgotten = &run->forgotten,
			   .writer = writer(run),
			   .keep_listings = o->keep_listings,
			   .memory_bytes = o->memory_bytes,
			   .sandbox = o->sandbox && tc_sandbox_available(),
			   .verbose = o->verbose},
		.progress = show_progress,
		.context = run,
	};
	if (crew.workers == 0) {
		long cores = sysconf(_SC_NPROCESSORS_ONLN);
		crew.workers = cores < 1 ? 1 : (unsigned)cores;
	}
	if (crew.workers > TC_MAX_WORKERS)
		crew.workers = TC_MAX_WORKERS;
	enum tc_status status = tc_index_dir_prepare(&run->dir, err);
	if (status == TC_OK)
		status = tc_index_dir_build(&run->dir, NULL, crew.worker.build_dir, err);
	if (status == TC_OK)
		status = tc_jobs_new(run->plan.read, run->plan.n_read, crew.worker.writer, &run->jobs, err);
	if (status == TC_OK)
		status = tc_crew_run(run->jobs, &crew, err);
	if (status == TC_OK)
		show_progress(run->jobs, run);
	tc_log_progress_end();
	return status;
}

/* The duplicates of a new generation. */
static enum tc_status tell_duplicates(struct run *run, unsigned generation, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	const char *one = path;
	struct tc_db *db = NULL;
	enum tc_status status = tc_index_dir_generation(&run->dir, generation, path, err);
	if (status == TC_OK)
		status = tc_db_open(&one, 1, 0, &db, err);
	if (status == TC_OK)
		status = tc_duplicates_tell(&run->dir, run->jobs, db, true, &run->duplicates, err);
	tc_db_free(db);
	return status;
}

/* What the generation before knows of files: since when they have problems.  One that cannot be read knows nothing. */
static void remember_states(struct run *run)
{
	char path[TC_LIMIT_PATH_BYTES];
	const char *one = path;
	struct tc_db *db = NULL;
	if (run->dir.current > 0 && run->states == NULL &&
	    tc_index_dir_generation(&run->dir, run->dir.current, path, NULL) == TC_OK &&
	    tc_db_open(&one, 1, 0, &db, NULL) == TC_OK)
		tc_states_load(db, &run->states, NULL);
	tc_db_free(db);
}

static enum tc_status new_generation(struct run *run, struct tc_err *err)
{
	const struct tc_merge_facts facts = {tc_buf_str(&run->roots), tc_str_of(run->beside.digest), tc_buf_str(&run->told),
					     run->options->all_versions, &run->forgotten};
	unsigned number = run->dir.current + 1;
	remember_states(run);
	enum tc_status status = make_shards(run, err);
	if (status == TC_OK)
		status = tc_merge_build(&run->dir, run->jobs, number, &facts, err);
	if (status == TC_OK)
		status = tc_index_dir_switch(&run->dir, number, err);
	if (status == TC_OK)
		status = tell_duplicates(run, number, err);
	return status;
}

/* Stores value under key when it is another than there. */
static enum tc_status keep_metadata(struct tc_db *live, const char *key, struct tc_str value, struct tc_err *err)
{
	struct tc_buf known;
	tc_buf_init(&known, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_metadata(live, tc_str_of(key), &known, err);
	if (status == TC_OK && !tc_str_eq(tc_buf_str(&known), value)) {
		status = tc_db_set_metadata(live, tc_str_of(key), value, err);
		if (status == TC_OK)
			status = tc_db_commit(live, err);
	}
	tc_buf_release(&known);
	return status;
}

static enum tc_status update_live(struct run *run, struct tc_err *err)
{
	const struct tc_plan *plan = &run->plan;
	enum tc_status status = TC_OK;
	if (plan->n_read > 0) {
		status = make_shards(run, err);
		if (status == TC_OK)
			status = tc_merge_update(&run->dir, run->jobs, &plan->moves, run->live, err);
		if (status == TC_OK)
			status = tc_duplicates_tell(&run->dir, run->jobs, run->live, false, &run->duplicates, err);
	}
	if (status == TC_OK && plan->n_removed > 0)
		status = tc_merge_remove(run->live, plan->removed, plan->n_removed, err);
	if (status == TC_OK)
		status = tc_merge_states(run->live, plan->touched, plan->n_touched, err);
	if (status == TC_OK && run->beside.read)
		status = keep_metadata(run->live, TC_KEY_SITEMAPS, tc_str_of(tc_beside_stored(&run->beside)), err);
	if (status == TC_OK)
		status = keep_metadata(run->live, TC_KEY_TOLD, tc_buf_str(&run->told), err);
	return status == TC_OK ? keep_metadata(run->live, TC_KEY_ROOTS, tc_buf_str(&run->roots), err) : status;
}

static enum tc_status summarize(struct run *run, struct tc_ingest_summary *s, struct tc_err *err)
{
	struct tc_db *db = NULL;
	struct tc_db_stats stats = {0, 0, 0, 0, false};
	s->files = run->walk.n_files;
	s->unchanged = run->plan.unchanged;
	s->added = run->plan.added;
	s->changed = run->plan.changed;
	s->removed = run->plan.n_removed;
	s->moved = run->plan.moves.n;
	s->problems = run->plan.problems;
	s->duplicates = run->duplicates;
	s->generation = run->dir.current;
	s->rebuilt = run->live == NULL && !run->options->dry_run;
	if (run->jobs != NULL) {
		struct tc_job_counts counts = tc_jobs_counts(run->jobs);
		s->articles_read = counts.documents;
		s->problems += counts.problems;
		s->bytes = counts.bytes;
	}
	enum tc_status status = TC_OK;
	if (run->dir.current > 0) {
		status = tc_index_dir_open_db(&run->dir, &db, err);
		if (status == TC_OK)
			status = tc_db_stats(db, &stats, err);
		tc_db_free(db);
	}
	s->articles = stats.n_documents;
	s->seconds = seconds_since(&run->begun);
	return status;
}

/* Reads what sitemaps say, and plans to read again what they say something else of now. */
static enum tc_status read_sitemaps(struct run *run, struct tc_err *err)
{
	const struct tc_trial_limits limits = {run->options->timeout_ms, run->options->memory_bytes};
	bool needed = true;
	enum tc_status status = TC_OK;
	if (run->live != NULL)
		status = tc_beside_needed(run->live, &run->plan, &needed, err);
	if (status == TC_OK && needed)
		status = tc_beside_read(&run->walk, run->states, &limits, &run->beside, err);
	if (status == TC_OK && needed && run->live != NULL)
		status = tc_beside_plan(&run->beside, run->live, &run->walk, run->states, &run->plan, err);
	return status;
}

/* What was forgotten stays away, also from a new generation. */
static enum tc_status load_forgotten(struct run *run, struct tc_err *err)
{
	struct tc_db *db = NULL;
	if (run->dir.current == 0)
		return TC_OK;
	enum tc_status status = tc_index_dir_open_db(&run->dir, &db, err);
	if (status == TC_OK)
		status = tc_forgotten_load(db, &run->forgotten, err);
	tc_db_free(db);
	return status;
}

static enum tc_status do_run(struct run *run, struct tc_ingest_summary *summary, struct tc_err *err)
{
	const struct tc_ingest_options *o = run->options;
	enum tc_status status = tc_index_dir_open(&run->dir, o->index, !o->dry_run && o->n_roots > 0, o->wait_ms, err);
	if (status == TC_ENOENT && o->dry_run && o->n_roots > 0)
		status = TC_OK; /* what a first build would do */
	if (status == TC_OK)
		status = open_live(run, err);
	if (status == TC_OK)
		status = load_forgotten(run, err);
	if (status == TC_OK)
		status = walk_roots(run, err);
	if (status == TC_OK)
		status = tc_told_filter(run->live, &run->walk, &run->told, err);
	if (status == TC_OK)
		status = tc_plan_make(o, &run->walk, run->states, &run->plan, err);
	if (status == TC_OK)
		status = read_sitemaps(run, err);
	if (status == TC_OK && run->live == NULL && run->walk.n_files == 0)
		status = tc_err_set(err, TC_ENOENT, "no file to index");
	if (status == TC_OK && !o->dry_run)
		status = run->live == NULL ? new_generation(run, err) : update_live(run, err);
	if (status == TC_OK && !o->dry_run)
		status = tc_index_dir_remove_aged(&run->dir, err);
	if (run->dir.lock_fd >= 0 && !o->dry_run && run->jobs != NULL) {
		enum tc_status removed = tc_index_dir_remove_build(&run->dir, status == TC_OK ? err : NULL);
		status = status == TC_OK ? removed : status;
	}
	return status == TC_OK ? summarize(run, summary, err) : status;
}

enum tc_status tc_ingest_run(const struct tc_ingest_options *options, struct tc_ingest_summary *summary, struct tc_err *err)
{
	struct run run = {.options = options, .dir = {.lock_fd = -1}};
	*summary = (struct tc_ingest_summary){.files = 0};
	clock_gettime(CLOCK_MONOTONIC, &run.begun);
	tc_walk_init(&run.walk);
	run.walk.exclude = options->exclude;
	run.walk.never = options->index;
	run.walk.n_exclude = options->n_exclude;
	tc_buf_init(&run.roots, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&run.told, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&run.silent, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = options->dry_run ? TC_OK : tc_copies_scrub(options->index, options->wait_ms, err);
	if (status == TC_OK)
		status = do_run(&run, summary, err);
	tc_db_free(run.live);
	tc_states_free(run.states);
	tc_plan_release(&run.plan);
	tc_jobs_free(run.jobs);
	tc_beside_release(&run.beside);
	tc_walk_release(&run.walk);
	tc_buf_release(&run.roots);
	tc_buf_release(&run.told);
	tc_forgotten_release(&run.forgotten);
	tc_buf_release(&run.silent);
	tc_index_dir_close(&run.dir);
	return status;
}
