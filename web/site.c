/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What requests share.
 *
 * Searchers are lent: the one given back last goes out first, so that no more are open than requests ever ran at once, and those
 * with warm blocks are used most.  A reload counts an epoch up: what was lent before is closed when it comes back.  Synonyms are
 * read-only; a reload puts others in their place, and the old go with the last request that has them.
 */
#include "web/site.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/log.h"
#include "web/auth.h"
#include "web/metrics.h"

struct tc_synonym_share {
	struct tc_synonyms *synonyms;
	size_t n_users; /* the site is one of them */
};

struct tc_site {
	struct tc_site_config config;
	struct tc_metrics metrics;
	pthread_mutex_t lock; /* for all below */
	struct tc_searcher **free;
	size_t n_free, capacity;
	struct tc_synonym_share *share;
	struct tc_auth *auth;
	unsigned long epoch;
};

static enum tc_status load_synonyms(const struct tc_site_config *config, struct tc_synonym_share **out, struct tc_err *err)
{
	const char *path = config->synonyms;
	struct tc_synonym_share *share = tc_alloc(sizeof *share);
	enum tc_status status = TC_OK;
	size_t n_lines = 0;
	*out = share;
	if (share == NULL)
		return tc_err_set(err, TC_ENOMEM, "synonyms: no memory");
	share->n_users = 1;
	if (*path != '\0')
		status = tc_synonyms_load(path, &share->synonyms, err);
	if (status == TC_ENOENT && config->synonyms_installed)
		return TC_OK;
	if (status != TC_OK) {
		tc_free(share);
		*out = NULL;
		return status;
	}
	if (share->synonyms != NULL)
		tc_synonyms_refused(share->synonyms, &n_lines);
	if (n_lines > 0)
		tc_log_problem("%s: %zu lines refused (tracuu-query tells which)", path, n_lines);
	return TC_OK;
}

/* The lock is held, or nobody else has the site. */
static void let_go(struct tc_synonym_share *share)
{
	if (share == NULL || --share->n_users > 0)
		return;
	tc_synonyms_free(share->synonyms);
	tc_free(share);
}

enum tc_status tc_site_new(const struct tc_site_config *config, struct tc_site **out, struct tc_err *err)
{
	struct tc_site *site = tc_alloc(sizeof *site);
	*out = NULL;
	if (site == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	site->config = *config;
	pthread_mutex_init(&site->lock, NULL);
	enum tc_status status = load_synonyms(config, &site->share, err);
	if (status == TC_OK)
		status = tc_auth_new(config->auth_file, &site->auth, err);
	if (status != TC_OK) {
		tc_site_free(site);
		return status;
	}
	*out = site;
	return TC_OK;
}

void tc_site_free(struct tc_site *site)
{
	if (site == NULL)
		return;
	for (size_t i = 0; i < site->n_free; i++)
		tc_searcher_free(site->free[i]);
	tc_free(site->free);
	let_go(site->share);
	tc_auth_free(site->auth);
	pthread_mutex_destroy(&site->lock);
	tc_free(site);
}

const struct tc_site_config *tc_site_config(const struct tc_site *site)
{
	return &site->config;
}

struct tc_metrics *tc_site_metrics(struct tc_site *site)
{
	return &site->metrics;
}

struct tc_auth *tc_site_auth(struct tc_site *site)
{
	return site->auth;
}

enum tc_status tc_site_borrow(struct tc_site *site, struct tc_loan *loan, struct tc_err *err)
{
	const struct tc_site_config *config = &site->config;
	enum tc_status status = TC_OK;
	*loan = (struct tc_loan){.searcher = NULL};
	pthread_mutex_lock(&site->lock);
	if (site->n_free > 0)
		loan->searcher = site->free[--site->n_free];
	loan->share = site->share;
	loan->share->n_users++;
	loan->epoch = site->epoch;
	pthread_mutex_unlock(&site->lock);
	loan->synonyms = loan->share->synonyms;
	if (loan->searcher == NULL)
		status = tc_searcher_open(config->indexes, config->n_indexes, config->remote_timeout_ms, &loan->searcher, err);
	/* An index that is not there is no page that is not there. */
	if (status == TC_ENOENT)
		err->status = status = TC_EIO;
	if (status != TC_OK)
		tc_site_give_back(site, loan, status);
	else
		tc_searcher_set_time_limit(loan->searcher, config->query_ms);
	return status;
}

static bool may_go_on(enum tc_status ended)
{
	return ended != TC_ECORRUPT && ended != TC_EIO && ended != TC_ENET && ended != TC_ECHANGED && ended != TC_EVERSION &&
	       ended != TC_EINTERNAL;
}

void tc_site_give_back(struct tc_site *site, struct tc_loan *loan, enum tc_status ended)
{
	struct tc_searcher *searcher = loan->searcher;
	if (loan->share == NULL)
		return;
	pthread_mutex_lock(&site->lock);
	if (searcher != NULL && may_go_on(ended) && loan->epoch == site->epoch &&
	    tc_grow(&site->free, &site->capacity, site->n_free, sizeof(struct tc_searcher *)) == 0) {
		site->free[site->n_free++] = searcher;
		searcher = NULL;
	}
	let_go(loan->share);
	pthread_mutex_unlock(&site->lock);
	tc_searcher_free(searcher);
	*loan = (struct tc_loan){.searcher = NULL};
}

enum tc_status tc_site_reload(struct tc_site *site, struct tc_err *err)
{
	struct tc_synonym_share *share = NULL;
	struct tc_searcher **old;
	enum tc_status status = load_synonyms(&site->config, &share, err);
	if (status == TC_OK)
		status = tc_auth_reload(site->auth, err);
	if (status != TC_OK) {
		let_go(share);
		return status;
	}
	pthread_mutex_lock(&site->lock);
	let_go(site->share);
	site->share = share;
	site->epoch++;
	old = site->free;
	size_t n_old = site->n_free;
	site->free = NULL;
	site->n_free = site->capacity = 0;
	pthread_mutex_unlock(&site->lock);
	for (size_t i = 0; i < n_old; i++)
		tc_searcher_free(old[i]);
	tc_free(old);
	return TC_OK;
}
