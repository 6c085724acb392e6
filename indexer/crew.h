/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_CREW_H
#define TC_INDEXER_CREW_H

#include "indexer/jobs.h"

/* The worker processes of a run, started, watched and replaced by the coordinator. */
struct tc_crew_options {
	unsigned workers;         /* 1..TC_MAX_WORKERS */
	unsigned long timeout_ms; /* for one record; 0: none */
	struct tc_worker_options worker;
	void (*progress)(const struct tc_jobs *jobs, void *context); /* called a few times a second, may be NULL */
	void *context;
};

/* Runs until every slice is done.  A worker that dies or hangs loses the file it was reading (jobs->lost) and its slice is made
 * again without it.  TC_OK; a worker's own failure (disk full, no memory); TC_EARG "stopped by signal N" after SIGINT, SIGTERM or
 * SIGHUP. */
enum tc_status tc_crew_run(struct tc_jobs *jobs, const struct tc_crew_options *options, struct tc_err *err);

#endif
