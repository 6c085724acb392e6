/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_SERVER_H
#define TC_WEB_SERVER_H

#include "web/listen.h"
#include "web/proxy.h"
#include "web/site.h"

/* The HTTP server, around libmicrohttpd. */
struct tc_server_config {
	unsigned long threads;     /* that answer */
	unsigned long waiting;     /* requests that may wait for one of them */
	unsigned long connections; /* at one time, for each socket */
	unsigned long address_connections;
	unsigned long timeout_s;   /* for a request to arrive, or an answer to be fetched; idle connections are closed after it */
	unsigned long rate, burst; /* requests a second of one address, 0: no limit */
	bool limit_loopback;       /* the limits by address hold for this machine too */
	bool only_proxies;         /* whoever is neither a trusted proxy nor on this machine gets 403 */
	struct tc_proxies proxies; /* that are believed */
	const char *const *hosts;  /* names that we are asked by, without ports; others get 421 */
	size_t n_hosts;            /* 0: any name */
	const char *access_log;    /* NULL: none; "-": standard output */
	bool log_queries;
	unsigned long stop_s; /* answers may take so long after a signal to stop */
};

/* Serves until SIGTERM or SIGINT came; SIGHUP reloads the site and opens the log anew.  The caller has blocked these signals in
 * all threads.  */
enum tc_status tc_server_run(struct tc_site *site, const struct tc_server_config *config, struct tc_listeners *listeners,
			     struct tc_err *err);

#endif
