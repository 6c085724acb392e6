/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker processes of a run.
 *
 * The coordinator forks them, sleeps until a child ends or a quarter of a second has passed, and looks after three things:
 *
 * - a child that ended with an error of its own (disk full, no memory) ends the run: the shared state has its words;
 * - a child that was killed by a signal, or that has been reading one record for longer than the timeout and is killed for it,
 * loses the file it was reading; its slice becomes free again, its shards are overwritten, a new child takes its place;
 * - a child that found no more slices is done.  A slice that was freed after that is taken by a child started for it.
 *
 * Children die with the coordinator (PR_SET_PDEATHSIG).  Signals that ask to stop are blocked here and looked at between the
 * waits, so that children and shards are cleared away.
 */
#include "indexer/crew.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WAIT_NS 250000000
#define MAX_IDLE_DEATHS 10

struct crew {
	struct tc_jobs *jobs;
	const struct tc_crew_options *options;
	pid_t pids[TC_MAX_WORKERS]; /* 0: none */
	bool hung[TC_MAX_WORKERS];
	unsigned idle_deaths; /* of workers that read no file: nobody's fault, but not for ever */
	sigset_t watched, before;
};

static enum tc_status start(struct crew *crew, int worker, struct tc_err *err)
{
	crew->jobs->workers[worker].file = -1;
	crew->hung[worker] = false;
	fflush(NULL);
	pid_t pid = fork();
	if (pid < 0)
		return tc_err_errno(err, errno, "cannot start a worker");
	if (pid > 0) {
		crew->pids[worker] = pid;
		return TC_OK;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigprocmask(SIG_SETMASK, &crew->before, NULL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	_exit(tc_worker_run(crew->jobs, worker, &crew->options->worker));
}

static void kill_all(struct crew *crew)
{
	for (unsigned i = 0; i < crew->options->workers; i++) {
		if (crew->pids[i] == 0)
			continue;
		kill(crew->pids[i], SIGKILL);
		waitpid(crew->pids[i], NULL, 0);
		crew->pids[i] = 0;
	}
}

/* A worker was killed: its file is lost, its slice is made again. */
static void bury(struct crew *crew, int worker)
{
	struct tc_jobs *jobs = crew->jobs;
	int64_t file = jobs->workers[worker].file;
	if (file >= 0) {
		jobs->lost[file] = crew->hung[worker] ? TC_LOST_HUNG : TC_LOST_CRASHED;
		jobs->told[file] = 0;
	}
	for (size_t i = 0; i < jobs->n_slices; i++)
		if (jobs->slices[i].state == TC_SLICE_TAKEN && jobs->slices[i].worker == worker)
			jobs->slices[i].state = TC_SLICE_FREE;
}

static bool any_free(const struct tc_jobs *jobs)
{
	for (size_t i = 0; i < jobs->n_slices; i++)
		if (jobs->slices[i].state == TC_SLICE_FREE)
			return true;
	return false;
}

/* Takes in children that ended; *running is how many are left. */
static enum tc_status reap(struct crew *crew, unsigned *running, struct tc_err *err)
{
	*running = 0;
	for (unsigned i = 0; i < crew->options->workers; i++) {
		int how = 0;
		if (crew->pids[i] != 0 && waitpid(crew->pids[i], &how, WNOHANG) == crew->pids[i]) {
			const struct tc_worker_state *state = &crew->jobs->workers[i];
			crew->pids[i] = 0;
			if (state->failed)
				return tc_err_set(err, state->status, "%s", state->text);
			if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) {
				if (state->file < 0 && ++crew->idle_deaths > MAX_IDLE_DEATHS)
					return tc_err_set(err, TC_EINTERNAL, "workers end unexpectedly between two files");
				bury(crew, (int)i);
			}
		}
		*running += crew->pids[i] != 0;
	}
	return TC_OK;
}

static void stop_hung(struct crew *crew)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t now_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	for (unsigned i = 0; i < crew->options->workers; i++) {
		const struct tc_worker_state *state = &crew->jobs->workers[i];
		if (crew->pids[i] == 0 || state->file < 0 || now_ms - state->since_ms < (int64_t)crew->options->timeout_ms)
			continue;
		crew->hung[i] = true;
		kill(crew->pids[i], SIGKILL);
	}
}

static enum tc_status watch(struct crew *crew, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (;;) {
		unsigned running;
		status = reap(crew, &running, err);
		if (status != TC_OK || (running == 0 && !any_free(crew->jobs)))
			return status;
		for (unsigned i = 0; i < crew->options->workers && status == TC_OK; i++)
			if (crew->pids[i] == 0 && any_free(crew->jobs))
				status = start(crew, (int)i, err);
		if (status != TC_OK)
			return status;
		int got = sigtimedwait(&crew->watched, NULL, &(struct timespec){0, WAIT_NS});
		if (got > 0 && got != SIGCHLD)
			return tc_err_set(err, TC_EARG, "stopped by signal %d: the index is as it was", got);
		if (crew->options->timeout_ms > 0)
			stop_hung(crew);
		if (crew->options->progress != NULL)
			crew->options->progress(crew->jobs, crew->options->context);
	}
}

enum tc_status tc_crew_run(struct tc_jobs *jobs, const struct tc_crew_options *options, struct tc_err *err)
{
	struct crew crew = {.jobs = jobs, .options = options};
	enum tc_status status = TC_OK;
	sigemptyset(&crew.watched);
	sigaddset(&crew.watched, SIGCHLD);
	sigaddset(&crew.watched, SIGINT);
	sigaddset(&crew.watched, SIGTERM);
	sigaddset(&crew.watched, SIGHUP);
	sigprocmask(SIG_BLOCK, &crew.watched, &crew.before);
	for (unsigned i = 0; i < options->workers && i < jobs->n_slices && status == TC_OK; i++)
		status = start(&crew, (int)i, err);
	if (status == TC_OK)
		status = watch(&crew, err);
	kill_all(&crew);
	sigprocmask(SIG_SETMASK, &crew.before, NULL);
	return status;
}
