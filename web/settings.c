/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of tracuu-web, as one table that the command line, the configuration and --help are made from. */
#include "web/settings.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"

#define UNSET ULONG_MAX
/* Requests a second of one address, when nothing is said: a person who types has ten completions a second. */
#define RATE 20
#define BURST 100
#define THREADS_AT_LEAST 4

struct tc_web_settings tc_web_settings = {
	.title = "Tra cứu báo chí",
	.socket_mode = 660,
	.threads = 0,
	.waiting = 256,
	.connections = 1000,
	.address_connections = UNSET,
	.client_timeout = 15,
	.rate = UNSET,
	.burst = UNSET,
	.stop_time = 10,
	.query_time = 5000,
	.timeout = 10,
	.page_size = 10,
	.max_page_size = 100,
	.max_depth = 10000,
	.snippet = 280,
	.log_queries = true,
};
#define S(member) &tc_web_settings.member

const struct tc_option tc_web_options[] = {
	{"index", 'i', TC_OPTION_LIST, S(indexes), "DIR", "index to serve, may be repeated; or tcp:HOST:PORT", 0, false},
	{"db", 0, TC_OPTION_LIST, S(indexes), "DIR", "the same as --index", 0, true},
	{"listen", 'l', TC_OPTION_LIST, S(listen), "ADDRESS", "HOST:PORT, PORT or unix:PATH, may be repeated (127.0.0.1:8080)", 0,
	 false},
	{"socket-mode", 0, TC_OPTION_UINT, S(socket_mode), "MODE", "permissions of a Unix socket, in octal (660)", 777, false},
	{"host", 0, TC_OPTION_LIST, S(hosts), "NAME", "answer only requests that name this host, may be repeated (any)", 0,
	 false},
	{"public", 0, TC_OPTION_FLAG, S(public), NULL, "anybody who reaches the server may search", 0, false},
	{"auth-file", 0, TC_OPTION_STRING, S(auth_file), "FILE", "ask for passwords: lines of user:hash (htpasswd -B)", 0, false},
	{"trusted-proxy", 0, TC_OPTION_LIST, S(proxies), "ADDRESS",
	 "address, network or unix: believe its X-Forwarded-For and X-Remote-User, may be repeated", 0, false},
	{"need-user", 0, TC_OPTION_FLAG, S(need_user), NULL, "refuse requests for which the proxy names no user", 0, false},
	{"user", 0, TC_OPTION_STRING, S(user), "NAME", "run as that user when started by root", 0, false},
	{"threads", 0, TC_OPTION_UINT, S(threads), "N", "searches at one time (cores, at least 4)", 256, false},
	{"waiting", 0, TC_OPTION_UINT, S(waiting), "N", "requests that may wait for a thread (256)", 100000, false},
	{"connections", 0, TC_OPTION_UINT, S(connections), "N", "connections at one time (1000)", 100000, false},
	{"address-connections", 0, TC_OPTION_UINT, S(address_connections), "N",
	 "connections of one address, 0 for any number (64; this machine any)", 100000, false},
	{"client-timeout", 0, TC_OPTION_UINT, S(client_timeout), "SECONDS", "a request must arrive in that time (15)", 3600,
	 false},
	{"rate", 0, TC_OPTION_UINT, S(rate), "N", "requests a second of one address, 0 for any number (20; this machine any)",
	 1000000, false},
	{"burst", 0, TC_OPTION_UINT, S(burst), "N", "requests that one address may send at once (5 seconds' worth)", 1000000,
	 false},
	{"query-time", 0, TC_OPTION_UINT, S(query_time), "MS", "stop a query after that many milliseconds, 0 for never (5000)",
	 3600000, false},
	{"timeout", 0, TC_OPTION_UINT, S(timeout), "SECONDS", "wait for a remote index (10)", 3600, false},
	{"stop-time", 0, TC_OPTION_UINT, S(stop_time), "SECONDS", "when stopping: wait for answers (10)", 3600, false},
	{"title", 0, TC_OPTION_STRING, S(title), "TEXT", "name of the archive", 0, false},
	{"page-size", 0, TC_OPTION_UINT, S(page_size), "N", "articles of a page (10)", 1000, false},
	{"max-page-size", 0, TC_OPTION_UINT, S(max_page_size), "N", "most that may be asked for (100)", TC_LIMIT_HITS, false},
	{"max-depth", 0, TC_OPTION_UINT, S(max_depth), "N", "articles that may be paged through (10000)", 1000000, false},
	{"snippet", 0, TC_OPTION_UINT, S(snippet), "N", "characters of a snippet, 0 for none (280)", 2000, false},
	{"synonyms", 0, TC_OPTION_STRING, S(synonyms), "FILE", "synonyms and renamed places, instead of those installed", 0,
	 false},
	{"no-synonyms", 0, TC_OPTION_FLAG, S(no_synonyms), NULL, "words mean themselves only", 0, false},
	{"cors", 0, TC_OPTION_STRING, S(cors), "ORIGINS", "pages of these origins may use the API: blanks between, or *", 0,
	 false},
	{"frame-origin", 0, TC_OPTION_STRING, S(frame_origin), "ORIGINS", "pages that may frame /embed, as CSP has it ('self')",
	 0, false},
	{"sitemap", 0, TC_OPTION_FLAG, S(sitemap), NULL, "serve /sitemap.xml", 0, false},
	{"access-log", 0, TC_OPTION_STRING, S(access_log), "FILE", "a line for each answer; - is standard output", 0, false},
	{"log-queries", 0, TC_OPTION_FLAG, S(log_queries), NULL, "with what was searched for in the log (yes)", 0, false},
	{"quiet", 'q', TC_OPTION_FLAG, S(quiet), NULL, "tell nothing but problems", 0, false},
	{"verbose", 'v', TC_OPTION_FLAG, S(verbose), NULL, "tell details", 0, false},
	{"config", 0, TC_OPTION_STRING, S(config), "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, S(help), NULL, "print this help", 0, true},
	{"version", 0, TC_OPTION_FLAG, S(version), NULL, "print the version", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

enum tc_status tc_web_site_config(struct tc_site_config *out, struct tc_err *err)
{
	const struct tc_web_settings *s = &tc_web_settings;
	const char *synonyms = s->synonyms != NULL ? s->synonyms : getenv("TRACUU_SYNONYMS");
	if (s->indexes.n == 0)
		return tc_err_set(err, TC_EARG, "no index named: use --index DIR, or index = DIR in the configuration");
	if (s->max_depth < s->max_page_size || s->max_page_size < s->page_size || s->page_size == 0)
		return tc_err_set(err, TC_EARG, "--page-size must be from 1 to --max-page-size, and that at most --max-depth");
	*out = (struct tc_site_config){
		.indexes = s->indexes.v,
		.n_indexes = s->indexes.n,
		.remote_timeout_ms = (unsigned)s->timeout * 1000,
		.query_ms = (unsigned)s->query_time,
		.title = s->title,
		.synonyms = s->no_synonyms     ? ""
			    : synonyms != NULL ? synonyms
					       : TC_SYNONYMS,
		.synonyms_installed = synonyms == NULL,
		.auth_file = s->auth_file,
		.need_user = s->need_user,
		.cors = s->cors,
		.frame_origins = s->frame_origin,
		.page_size = s->page_size,
		.max_page_size = s->max_page_size,
		.max_depth = s->max_depth,
		.snippet_characters = s->snippet,
		.sitemap = s->sitemap,
	};
	return TC_OK;
}

enum tc_status tc_web_server_config(struct tc_server_config *out, struct tc_err *err)
{
	const struct tc_web_settings *s = &tc_web_settings;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	enum tc_status status = TC_OK;
	*out = (struct tc_server_config){
		.threads = s->threads > 0             ? s->threads
			   : cores > THREADS_AT_LEAST ? (unsigned long)cores
						      : THREADS_AT_LEAST,
		.waiting = s->waiting,
		.connections = s->connections > 0 ? s->connections : 1,
		.address_connections = s->address_connections == UNSET ? 64 : s->address_connections,
		.timeout_s = s->client_timeout > 0 ? s->client_timeout : 1,
		.rate = s->rate == UNSET ? RATE : s->rate,
		.burst = s->burst != UNSET  ? s->burst
			 : s->rate == UNSET ? BURST
					    : s->rate * 5,
		.limit_loopback = s->rate != UNSET || s->address_connections != UNSET,
		.hosts = s->hosts.v,
		.n_hosts = s->hosts.n,
		.access_log = s->access_log,
		.log_queries = s->log_queries,
		.stop_s = s->stop_time,
	};
	for (size_t i = 0; i < s->proxies.n && status == TC_OK; i++)
		status = tc_proxies_add(&out->proxies, s->proxies.v[i], err);
	out->only_proxies = out->proxies.n > 0 && s->auth_file == NULL && !s->public;
	return status;
}
