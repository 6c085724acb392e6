/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run has to do.
 *
 * A file with the size and time that the index remembers is passed over.  Other time or size: its content's hash decides whether
 * it is read again.  A file that had problems is no exception: it is read again when it changes, or with --retry-failed.
 *
 * A file of the index that is below one of this run's roots and no longer there is removed.  But a root that is missing, cannot
 * be read, or has not one file left is more likely an unmounted disk than a paper that deleted its archive: nothing below it is
 * removed unless --allow-empty says so.
 */
#include "indexer/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/log.h"

void tc_plan_release(struct tc_plan *plan)
{
	tc_free(plan->read);
	tc_free(plan->removed);
	tc_free(plan->touched);
	tc_moves_release(&plan->moves);
	*plan = (struct tc_plan){.read = NULL};
}

static bool plan_read(struct tc_plan *plan, const struct tc_walk_file *file)
{
	if (tc_grow(&plan->read, &plan->capacity_read, plan->n_read, sizeof *plan->read) != 0)
		return false;
	plan->read[plan->n_read++] = file;
	return true;
}

static bool plan_touch(struct tc_plan *plan, const struct tc_file_state *state, const struct tc_walk_file *file)
{
	if (tc_grow(&plan->touched, &plan->capacity_touched, plan->n_touched, sizeof *plan->touched) != 0)
		return false;
	plan->touched[plan->n_touched] = *state;
	plan->touched[plan->n_touched].mtime_ns = file->mtime_ns;
	plan->n_touched++;
	return true;
}

static bool plan_file(const struct tc_ingest_options *options, const struct tc_states *states, const struct tc_walk_file *file,
		      struct tc_plan *plan)
{
	const struct tc_file_state *state = states == NULL ? NULL : tc_states_find(states, file->path);
	uint64_t hash;
	if (state == NULL) {
		plan->added++;
		return plan_read(plan, file);
	}
	if (options->retry_failed && state->problems > 0) {
		plan->changed++;
		return plan_read(plan, file);
	}
	if (state->size_bytes == file->size_bytes && state->mtime_ns == file->mtime_ns) {
		plan->unchanged++;
		return true;
	}
	if (state->size_bytes == file->size_bytes && tc_file_state_hash(file->path, &hash, NULL) == TC_OK &&
	    hash == state->hash) {
		plan->unchanged++;
		return plan_touch(plan, state, file);
	}
	plan->changed++;
	return plan_read(plan, file);
}

static bool is_below(const char *path, const char *root)
{
	size_t n = strlen(root);
	while (n > 1 && root[n - 1] == '/')
		n--;
	return strncmp(path, root, n) == 0 && (path[n] == '/' || path[n] == '\0' || (n == 1 && root[0] == '/'));
}

static int compare_path(const void *key, const void *file)
{
	return strcmp(key, (*(const struct tc_walk_file *const *)file)->path);
}

static int compare_files(const void *a, const void *b)
{
	return strcmp((*(const struct tc_walk_file *const *)a)->path, (*(const struct tc_walk_file *const *)b)->path);
}

/* May a file be removed when it was not seen?  Only when it is below a root that was really read, and no folder was not. */
static bool is_surely_gone(const struct tc_ingest_options *options, const struct tc_walk *walk, const char *path)
{
	for (size_t i = 0; i < walk->n_unseen; i++)
		if (is_below(path, walk->unseen[i].path.p))
			return false;
	for (size_t i = 0; i < walk->n_roots; i++) {
		const struct tc_walk_root *root = &walk->roots[i];
		if (is_below(path, root->path) && ((options->allow_empty && root->status != TC_ETIME) ||
						   (root->status == TC_OK && root->n_files + root->n_excluded > 0)))
			return true;
	}
	return false;
}

static bool plan_removed(const struct tc_ingest_options *options, const struct tc_walk *walk, const struct tc_states *states,
			 struct tc_plan *plan)
{
	const struct tc_walk_file **sorted = tc_alloc((walk->n_files + 1) * sizeof *sorted);
	if (sorted == NULL)
		return false;
	for (size_t i = 0; i < walk->n_files; i++)
		sorted[i] = &walk->files[i];
	if (walk->n_files > 0)
		qsort(sorted, walk->n_files, sizeof *sorted, compare_files);
	bool ok = true;
	for (size_t i = 0; ok && i < tc_states_count(states); i++) {
		const char *path = tc_states_at(states, i)->path;
		if (walk->n_files > 0 && bsearch(path, sorted, walk->n_files, sizeof *sorted, compare_path) != NULL)
			continue;
		if (!is_surely_gone(options, walk, path))
			continue;
		ok = tc_grow(&plan->removed, &plan->capacity_removed, plan->n_removed, sizeof *plan->removed) == 0;
		if (ok)
			plan->removed[plan->n_removed++] = path;
	}
	tc_free(sorted);
	return ok;
}

/* Does the index know files below a path? */
static bool knows_below(const struct tc_states *states, const char *path)
{
	for (size_t i = 0; states != NULL && i < tc_states_count(states); i++)
		if (is_below(tc_states_at(states, i)->path, path))
			return true;
	return false;
}

/* Roots and folders that could not be read, and roots that the index knows files of but that gave none now. */
static size_t tell_about_roots(const struct tc_ingest_options *options, const struct tc_walk *walk,
			       const struct tc_states *states)
{
	size_t problems = walk->problems.n + walk->n_unseen;
	for (size_t i = 0; i < walk->n_roots; i++) {
		const struct tc_walk_root *root = &walk->roots[i];
		bool known = knows_below(states, root->path);
		if ((root->status == TC_OK && (root->n_files + root->n_excluded > 0 || !known)) ||
		    (options->allow_empty && known && root->status != TC_ETIME))
			continue;
		const char *kept = known ? ": its articles are kept (--allow-empty removes them)" : "";
		if (root->status == TC_ETIME)
			tc_log_problem("%s: does not answer%s", root->path, known ? ": its articles are kept" : "");
		else if (root->status == TC_OK)
			tc_log_problem("%s: has no files any more%s", root->path, kept);
		else
			tc_log_problem("%s: %s%s", root->path,
				       root->status == TC_ENOENT ? "no such file or directory" : "cannot be read", kept);
		problems++;
	}
	for (size_t i = 0; i < walk->problems.n; i++)
		tc_log_problem("%.*s", TC_STR_ARG(walk->problems.v[i]));
	for (size_t i = 0; i < walk->n_unseen; i++) {
		const struct tc_walk_unseen *unseen = &walk->unseen[i];
		tc_log_problem("%.*s: %.*s%s", TC_STR_ARG(unseen->path), TC_STR_ARG(unseen->reason),
			       knows_below(states, unseen->path.p) ? ": its articles are kept" : "");
	}
	return problems;
}

/* What will be done, file by file. */
static void tell_details(const struct tc_plan *plan, const struct tc_states *states)
{
	for (size_t i = 0; i < plan->n_read; i++) {
		const char *path = plan->read[i]->path, *from = tc_moves_from(&plan->moves, path);
		bool known = states != NULL && tc_states_find(states, path) != NULL;
		if (from != NULL)
			tc_log_detail("%s: moved from %s", path, from);
		else
			tc_log_detail("%s: %s", path, known ? "changed" : "new");
	}
	for (size_t i = 0; i < plan->n_removed; i++)
		tc_log_detail("%s: gone", plan->removed[i]);
}

enum tc_status tc_plan_make(const struct tc_ingest_options *options, const struct tc_walk *walk, const struct tc_states *states,
			    struct tc_plan *plan, struct tc_err *err)
{
	bool ok = true;
	*plan = (struct tc_plan){.read = NULL};
	plan->problems = tell_about_roots(options, walk, states);
	for (size_t i = 0; ok && i < walk->n_files; i++)
		ok = plan_file(options, states, &walk->files[i], plan);
	if (ok && states != NULL)
		ok = plan_removed(options, walk, states, plan);
	if (ok && states != NULL &&
	    tc_moves_find(plan->read, plan->n_read, states, plan->removed, &plan->n_removed, &plan->moves, err) != TC_OK)
		ok = false;
	plan->added -= plan->moves.n;
	if (ok && options->dry_run)
		tell_details(plan, states);
	return ok ? TC_OK : tc_err_set(err, TC_ENOMEM, "plan of the run: no memory");
}
