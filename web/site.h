/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_SITE_H
#define TC_WEB_SITE_H

#include "query/search.h"

/* What all requests share: configuration, opened indexes, credentials, counters.  Used by many threads at once; what may change
 * while they run is behind functions. */
struct tc_site;
struct tc_auth;
struct tc_metrics;

/* Never changes while the site lives; strings are the caller's. */
struct tc_site_config {
	const char *const *indexes;
	size_t n_indexes;
	unsigned remote_timeout_ms; /* of tcp: indexes */
	unsigned query_ms;          /* a query that takes longer is stopped; 0: no limit */
	const char *title;          /* of the archive, for people: "Báo Tân Giang"; never NULL */
	const char *synonyms;       /* "": none */
	bool synonyms_installed;    /* not named by anybody: they may be missing */
	const char *auth_file;      /* NULL: no passwords are asked for */
	bool need_user;             /* whom no proxy or password names gets 401 */
	const char *cors;           /* origins that may read the API, blanks between, or "*"; NULL: none */
	const char *frame_origins;  /* who may frame /embed, as CSP has it; NULL: 'self' */
	unsigned long page_size;    /* hits of a page, unless asked otherwise */
	unsigned long max_page_size;
	unsigned long max_depth; /* hits that may be paged over */
	unsigned long snippet_characters;
	bool sitemap;
};

/* Opens nothing yet but reads synonyms and credentials. */
enum tc_status tc_site_new(const struct tc_site_config *config, struct tc_site **out, struct tc_err *err);
void tc_site_free(struct tc_site *site); /* takes NULL */
const struct tc_site_config *tc_site_config(const struct tc_site *site);
struct tc_metrics *tc_site_metrics(struct tc_site *site);
struct tc_auth *tc_site_auth(struct tc_site *site);

/* What one request works with, for its thread alone. */
struct tc_loan {
	struct tc_searcher *searcher;       /* follows switches of generations by itself */
	const struct tc_synonyms *synonyms; /* NULL: none */
	struct tc_synonym_share *share;     /* of the site */
	unsigned long epoch;
};

/* Lends a searcher, opened when none is free, and the synonyms in use.  The searcher stops what takes longer than the limit from
 * now with TC_ETIME. */
enum tc_status tc_site_borrow(struct tc_site *site, struct tc_loan *loan, struct tc_err *err);
/* ended: how the work with it did; a searcher that met a damaged or vanished index is not lent again.  Takes an empty loan. */
void tc_site_give_back(struct tc_site *site, struct tc_loan *loan, enum tc_status ended);

/* Reads synonyms and credentials again and opens the indexes anew for what comes.  On failure all stays as it was. */
enum tc_status tc_site_reload(struct tc_site *site, struct tc_err *err);

#endif
