/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A queue and the threads that empty it, oldest first.  What does not fit is refused at once: an answer that comes after the
 * reader has gone helps nobody. */
#include "web/workers.h"

#include <errno.h>
#include <pthread.h>

#include "base/alloc.h"
#include "web/metrics.h"

struct tc_workers {
	struct tc_site *site;
	pthread_mutex_t lock; /* for all below */
	pthread_cond_t added;
	struct tc_job *first, **last;
	size_t n_waiting, n_running, max_waiting;
	bool ending;
	pthread_t *threads;
	size_t n_threads;
};

static void *run(void *argument)
{
	struct tc_workers *w = argument;
	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (w->first == NULL && !w->ending)
			pthread_cond_wait(&w->added, &w->lock);
		struct tc_job *job = w->first;
		if (job == NULL)
			break;
		w->first = job->next;
		if (w->first == NULL)
			w->last = &w->first;
		w->n_waiting--;
		w->n_running++;
		atomic_fetch_sub(&tc_site_metrics(w->site)->requests_waiting, 1);
		pthread_mutex_unlock(&w->lock);
		tc_route_answer(w->site, job->request, job->response);
		job->done(job);
		pthread_mutex_lock(&w->lock);
		w->n_running--;
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

enum tc_status tc_workers_new(struct tc_site *site, size_t n_threads, size_t max_waiting, struct tc_workers **out,
			      struct tc_err *err)
{
	struct tc_workers *w = tc_alloc(sizeof *w);
	int failure = 0;
	*out = NULL;
	if (w == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	w->site = site;
	w->max_waiting = max_waiting;
	w->last = &w->first;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->added, NULL);
	w->threads = tc_alloc(n_threads * sizeof *w->threads);
	if (w->threads == NULL)
		failure = ENOMEM;
	while (failure == 0 && w->n_threads < n_threads) {
		failure = pthread_create(&w->threads[w->n_threads], NULL, run, w);
		w->n_threads += failure == 0;
	}
	if (failure != 0) {
		tc_workers_free(w);
		return tc_err_errno(err, failure, "threads");
	}
	*out = w;
	return TC_OK;
}

bool tc_workers_add(struct tc_workers *w, struct tc_job *job)
{
	pthread_mutex_lock(&w->lock);
	bool fits = w->n_waiting + w->n_running < w->max_waiting + w->n_threads && !w->ending;
	if (fits) {
		job->next = NULL;
		*w->last = job;
		w->last = &job->next;
		w->n_waiting++;
		atomic_fetch_add(&tc_site_metrics(w->site)->requests_waiting, 1);
		pthread_cond_signal(&w->added);
	}
	pthread_mutex_unlock(&w->lock);
	return fits;
}

void tc_workers_free(struct tc_workers *w)
{
	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->ending = true;
	pthread_cond_broadcast(&w->added);
	pthread_mutex_unlock(&w->lock);
	for (size_t i = 0; i < w->n_threads; i++)
		pthread_join(w->threads[i], NULL);
	tc_free(w->threads);
	pthread_cond_destroy(&w->added);
	pthread_mutex_destroy(&w->lock);
	tc_free(w);
}
