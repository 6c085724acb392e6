/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_WORKERS_H
#define TC_WEB_WORKERS_H

#include "web/route.h"

/* Threads that answer requests, so that a slow query keeps nobody waiting but those behind it when all threads are busy. */
struct tc_workers;

/* One request; the caller's storage until done was called. */
struct tc_job {
	struct tc_job *next;
	struct tc_request *request;
	struct tc_response *response;
	void (*done)(struct tc_job *job); /* in the worker's thread */
};

enum tc_status tc_workers_new(struct tc_site *site, size_t n_threads, size_t max_waiting, struct tc_workers **out,
			      struct tc_err *err);
/* False: too many wait already, and done is not called. */
bool tc_workers_add(struct tc_workers *workers, struct tc_job *job);
/* Ends the threads when their jobs are done.  Takes NULL. */
void tc_workers_free(struct tc_workers *workers);

#endif
