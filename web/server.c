/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTTP through libmicrohttpd.
 *
 * Each listening socket has one thread of the library that does nothing but reading requests and writing answers.  A request that
 * is whole is taken off it (its connection is suspended) and given to the workers; when the answer is made the connection goes
 * on. So neither a slow query nor a slow reader keeps others from being served, and there are as many opened indexes as workers.
 *
 * What is refused without work is answered by the library's thread itself: over the rate of its address, a body, too many
 * headers, too many requests waiting.  Header blocks over HEADER_BYTES the library refuses (413, 414, 431), malformed ones too
 * (400).
 *
 * No request has a body here.  One that announces a body is refused, and its connection closed: what comes after it could not be
 * told from the next request.
 */
#include "web/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/log.h"
#include "web/access_log.h"
#include "web/clients.h"
#include "web/metrics.h"
#include "web/peers.h"
#include "web/workers.h"

/* Of a connection: request line, headers, and what the library needs itself. */
#define HEADER_BYTES 32768
#define MAX_HEADERS 100
/* An answer may be fetched for so many times as long as a request may take to arrive. */
#define FETCH_FACTOR 4
#define ARENA_BYTES (TC_LIMIT_ARTICLE_BYTES * 4ul)

struct server {
	struct tc_site *site;
	const struct tc_server_config *config;
	struct tc_workers *workers;
	struct tc_clients *clients;
	struct tc_peers *peers;
	struct tc_access_log *log;
	struct MHD_Daemon *daemons[TC_LISTENERS];
	size_t n_daemons;
};

/* One request and its answer. */
struct exchange {
	struct tc_job job;
	struct server *server;
	struct MHD_Connection *connection;
	struct tc_peer *peer;
	struct tc_arena arena;
	struct tc_request request;
	struct tc_response response;
	struct tc_err refused; /* the target could not be read */
	const char *method;
	struct timespec begun;
	double took_ms;
	enum { NEW, WHOLE, GIVEN } state;
};

static struct tc_str header(struct MHD_Connection *connection, const char *name)
{
	return tc_str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

/* Called with the request line, before headers: what it returns goes with the request. */
static void *begin(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct exchange *e = tc_alloc(sizeof *e);
	if (e == NULL)
		return NULL;
	e->server = cls;
	e->connection = connection;
	clock_gettime(CLOCK_MONOTONIC, &e->begun);
	tc_arena_init(&e->arena, ARENA_BYTES);
	tc_response_init(&e->response);
	e->request.arena = &e->arena;
	e->request.path = TC_STR("/");
	tc_request_parse_target(&e->request, tc_arena_str(&e->arena, tc_str_of(target)), &e->refused);
	return e;
}

static void end(void *cls, struct MHD_Connection *connection, void **closure, enum MHD_RequestTerminationCode why)
{
	struct exchange *e = *closure;
	(void)cls;
	(void)connection;
	(void)why;
	if (e == NULL)
		return;
	struct server *s = e->server;
	if (e->peer != NULL)
		tc_peers_phase(s->peers, e->peer, TC_PEER_ASKING);
	tc_response_release(&e->response);
	tc_arena_release(&e->arena);
	tc_free(e);
	*closure = NULL;
}

static void finish_time(struct exchange *e)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	e->took_ms = (double)(now.tv_sec - e->begun.tv_sec) * 1e3 + (double)(now.tv_nsec - e->begun.tv_nsec) / 1e6;
	tc_metrics_answer(tc_site_metrics(e->server->site), e->response.status, (unsigned long)(e->took_ms * 1e3),
			  e->request.method == TC_METHOD_HEAD ? 0 : e->response.body.n);
}

/* In a worker's thread. */
static void done(struct tc_job *job)
{
	struct exchange *e = (struct exchange *)((char *)job - offsetof(struct exchange, job));
	finish_time(e);
	MHD_resume_connection(e->connection);
}

static enum tc_method method_of(const char *name)
{
	if (strcmp(name, "GET") == 0)
		return TC_METHOD_GET;
	if (strcmp(name, "HEAD") == 0)
		return TC_METHOD_HEAD;
	return strcmp(name, "OPTIONS") == 0 ? TC_METHOD_OPTIONS : TC_METHOD_OTHER;
}

/* What a proxy says is believed when it is a trusted one. */
static void read_peer(struct exchange *e)
{
	const struct tc_server_config *config = e->server->config;
	struct MHD_Connection *c = e->connection;
	struct tc_request *r = &e->request;
	char text[TC_ADDRESS_TEXT_BYTES];
	struct tc_str forwarded = header(c, "X-Forwarded-For"), scheme = header(c, "X-Forwarded-Proto");
	bool trusted = tc_proxies_trust(&config->proxies, &e->peer->address);
	bool through = forwarded.n > 0 || header(c, "Forwarded").n > 0 || header(c, "Via").n > 0;
	struct tc_address client = tc_proxies_client(&config->proxies, &e->peer->address, forwarded);
	tc_address_text(&client, text);
	r->remote = tc_arena_str(&e->arena, tc_str_of(text));
	r->loopback = tc_address_is_loopback(&client) && !through;
	r->scheme = TC_STR("http");
	r->host = header(c, "Host");
	if (!trusted)
		return;
	if (tc_str_eq(scheme, TC_STR("https")))
		r->scheme = TC_STR("https");
	if (header(c, "X-Forwarded-Host").n > 0)
		r->host = header(c, "X-Forwarded-Host");
	if (tc_str_starts(header(c, "X-Forwarded-Prefix"), TC_STR("/")))
		r->base = header(c, "X-Forwarded-Prefix");
	while (tc_str_ends(r->base, TC_STR("/")))
		r->base.n--;
	r->user = header(c, "X-Remote-User");
}

static void read_headers(struct exchange *e, const char *method)
{
	struct MHD_Connection *c = e->connection;
	struct tc_request *r = &e->request;
	const struct tc_str m = tc_arena_str(&e->arena, tc_str_of(method));
	e->method = m.n > 0 ? m.p : "-";
	r->method = method_of(method);
	r->accepts_gzip = tc_header_accepts(header(c, "Accept-Encoding"), TC_STR("gzip"));
	r->accept_language = header(c, "Accept-Language");
	r->if_none_match = header(c, "If-None-Match");
	r->if_modified_since = header(c, "If-Modified-Since");
	r->origin = header(c, "Origin");
	r->authorization = header(c, "Authorization");
	r->user_agent = header(c, "User-Agent");
	r->referer = header(c, "Referer");
	r->cookie = header(c, "Cookie");
	read_peer(e);
}

static bool has_body(const struct exchange *e)
{
	struct tc_str length = header(e->connection, "Content-Length");
	return (length.n > 0 && !tc_str_eq(length, TC_STR("0"))) || header(e->connection, "Transfer-Encoding").n > 0;
}

static bool is_our_host(const struct tc_server_config *config, struct tc_str host)
{
	size_t colon = host.n;
	for (size_t i = 0; i < host.n; i++)
		colon = host.p[i] == ':' ? i : host.p[i] == ']' ? host.n : colon;
	for (size_t i = 0; i < config->n_hosts; i++)
		if (tc_str_eq_ascii_nocase(tc_str_sub(host, 0, colon), tc_str_of(config->hosts[i])))
			return true;
	return config->n_hosts == 0;
}

/* Why a request is not given to the workers: a status, 0 when it is. */
static int refuse(struct exchange *e, const char **reason)
{
	struct server *s = e->server;
	struct tc_request *r = &e->request;
	struct tc_address client = {.family = 0};
	*reason = "";
	if (MHD_get_connection_values(e->connection, MHD_HEADER_KIND, NULL, NULL) > MAX_HEADERS)
		return 431;
	if (e->refused.status != TC_OK) {
		*reason = e->refused.text;
		return e->refused.status == TC_ELIMIT ? 414 : 400;
	}
	if (has_body(e)) {
		*reason = "a request with a body";
		return r->method == TC_METHOD_OTHER ? 405 : 400;
	}
	if (r->host.n > 0 && !tc_header_is_host(r->host)) {
		*reason = "the host is no name";
		return 400;
	}
	if (!is_our_host(s->config, r->host)) {
		*reason = "this server is not known by that name";
		return 421;
	}
	bool known = tc_address_read(r->remote, &client);
	if (!known)
		client.family = AF_UNIX;
	if (s->config->only_proxies && !tc_proxies_trust(&s->config->proxies, &e->peer->address) && !r->loopback)
		return 403;
	const struct tc_route *route = tc_route_find(r);
	if ((!s->config->limit_loopback && r->loopback) || (route != NULL && (route->flags & TC_ROUTE_CACHED) != 0))
		return 0;
	unsigned wait = tc_clients_request(s->clients, &client, tc_clock_ms());
	if (wait == 0)
		return 0;
	*reason = "too many requests from this address";
	e->request.arguments[0] = tc_arena_printf(&e->arena, "%u", wait);
	return 429;
}

static void answer_refused(struct exchange *e, int status, const char *reason)
{
	struct tc_site *site = e->server->site;
	tc_route_error(site, &e->request, NULL, status, reason, &e->response);
	if (status == 429)
		tc_response_header(&e->response, "Retry-After", e->request.arguments[0]);
	if (status == 503)
		tc_response_header(&e->response, "Retry-After", TC_STR("5"));
	if (status == 405)
		tc_response_header(&e->response, "Allow", TC_STR("GET, HEAD, OPTIONS"));
	tc_route_finish(site, &e->request, &e->response);
	finish_time(e);
}

/* A 304 has no length either: 0 would be that of what the browser has (RFC 9110, 8.6). */
static ssize_t no_body(void *cls, uint64_t at, char *to, size_t n)
{
	(void)cls;
	(void)at;
	(void)to;
	(void)n;
	return MHD_CONTENT_READER_END_OF_STREAM;
}

static enum MHD_Result send_answer(struct exchange *e)
{
	struct tc_response *r = &e->response;
	struct MHD_Response *out = r->status == 304
					   ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1, no_body, NULL, NULL)
					   : MHD_create_response_from_buffer(r->body.n, r->body.p, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result = out == NULL ? MHD_NO : MHD_YES;
	struct tc_buf value;
	if (out == NULL)
		return MHD_NO;
	tc_buf_init(&value, HEADER_BYTES);
	for (size_t i = 0; i < r->n_headers && result == MHD_YES; i++) {
		tc_buf_reset(&value);
		tc_buf_add_str(&value, r->headers[i].value);
		result = MHD_add_response_header(out, r->headers[i].name, tc_buf_cstr(&value));
	}
	if (result == MHD_YES && r->status != 304 && r->status != 204)
		result = MHD_add_response_header(out, "Content-Type", r->content_type);
	if (result == MHD_YES)
		result = MHD_queue_response(e->connection, (unsigned)r->status, out);
	MHD_destroy_response(out);
	tc_buf_release(&value);
	size_t sent = e->request.method == TC_METHOD_HEAD ? 0 : r->body.n;
	if (result == MHD_YES)
		tc_access_log_write(e->server->log, &e->request, e->method, r->status, sent, e->took_ms);
	tc_peers_phase(e->server->peers, e->peer, TC_PEER_FETCHING);
	return result;
}

/* A whole request: to the workers, or refused. */
static enum MHD_Result take(struct exchange *e)
{
	const char *reason;
	int status = refuse(e, &reason);
	e->state = GIVEN;
	if (status != 0) {
		answer_refused(e, status, reason);
		return send_answer(e);
	}
	e->job = (struct tc_job){.request = &e->request, .response = &e->response, .done = done};
	MHD_suspend_connection(e->connection);
	if (!tc_workers_add(e->server->workers, &e->job)) {
		answer_refused(e, 503, "too many requests are waiting");
		MHD_resume_connection(e->connection);
	}
	return MHD_YES;
}

/* Called when the headers are there, when the request is whole, and again when its answer is made.  What is answered at the first
 * of these the library takes for a request cut off, and closes the connection: right for a body that we do not want. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
			      const char *version, const char *body, size_t *body_n, void **closure)
{
	struct exchange *e = *closure;
	(void)cls;
	(void)url;
	(void)version;
	(void)body;
	(void)body_n;
	if (e == NULL)
		return MHD_NO;
	if (e->state != NEW)
		return e->state == WHOLE ? take(e) : send_answer(e);
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	e->peer = info == NULL ? NULL : info->socket_context;
	if (e->peer == NULL)
		return MHD_NO;
	tc_peers_phase(e->server->peers, e->peer, TC_PEER_WORKING);
	read_headers(e, method);
	e->state = WHOLE;
	return has_body(e) ? take(e) : MHD_YES;
}

static bool limits_hold(const struct server *s, const struct tc_address *address)
{
	if (tc_proxies_trust(&s->config->proxies, address))
		return false;
	return s->config->limit_loopback || !tc_address_is_loopback(address);
}

static enum MHD_Result accept_peer(void *cls, const struct sockaddr *from, socklen_t n)
{
	struct server *s = cls;
	struct tc_address address;
	(void)n;
	tc_address_of(from, &address);
	if (!limits_hold(s, &address) || tc_clients_connect(s->clients, &address, tc_clock_ms()))
		return MHD_YES;
	atomic_fetch_add(&tc_site_metrics(s->site)->connections_refused, 1);
	return MHD_NO;
}

static void connected(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
	struct server *s = cls;
	struct tc_metrics *m = tc_site_metrics(s->site);
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
		const union MHD_ConnectionInfo *from = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
		struct tc_address address;
		tc_address_of(from != NULL ? from->client_addr : NULL, &address);
		struct tc_peer *peer = fd != NULL ? tc_peers_add(s->peers, fd->connect_fd, &address) : NULL;
		*context = peer;
		atomic_fetch_add(&m->connections, 1);
		atomic_fetch_add(&m->connections_open, 1);
		return;
	}
	struct tc_peer *peer = *context;
	atomic_fetch_sub(&m->connections_open, 1);
	if (peer == NULL)
		return;
	if (limits_hold(s, &peer->address))
		tc_clients_disconnect(s->clients, &peer->address);
	tc_peers_remove(s->peers, peer);
	*context = NULL;
}

/* The path is decoded by us, once. */
static size_t leave(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

static enum tc_status start(struct server *s, struct tc_listeners *listeners, struct tc_err *err)
{
	const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
	for (size_t i = 0; i < listeners->n; i++) {
		struct tc_listener *l = &listeners->v[i];
		s->daemons[i] = MHD_start_daemon(
			flags, 0, accept_peer, s, handle, s, MHD_OPTION_LISTEN_SOCKET, l->fd, MHD_OPTION_URI_LOG_CALLBACK, begin,
			s, MHD_OPTION_UNESCAPE_CALLBACK, leave, s, MHD_OPTION_NOTIFY_COMPLETED, end, s,
			MHD_OPTION_NOTIFY_CONNECTION, connected, s, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES,
			MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->config->connections, MHD_OPTION_CONNECTION_TIMEOUT,
			(unsigned)s->config->timeout_s, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
		if (s->daemons[i] == NULL)
			return tc_err_set(err, TC_EIO, "%s: the HTTP library could not be started", l->name);
		s->n_daemons++;
		tc_log_note("listening on %s", l->name);
	}
	return TC_OK;
}

static void reload(struct server *s)
{
	struct tc_metrics *m = tc_site_metrics(s->site);
	struct tc_err err = {TC_OK, ""};
	enum tc_status status = tc_access_log_reopen(s->log, &err);
	if (status == TC_OK)
		status = tc_site_reload(s->site, &err);
	atomic_fetch_add(status == TC_OK ? &m->reloads : &m->reloads_failed, 1);
	if (status == TC_OK)
		tc_log_note("reloaded");
	else
		tc_log_problem("reload: %s; all stays as it was", err.text);
}

/* Until a signal says to stop. */
static void wait_for_signals(struct server *s)
{
	const struct timespec second = {1, 0};
	const uint64_t limit = s->config->timeout_s * 1000ull;
	const uint64_t limits[TC_PEER_PHASES] = {
		[TC_PEER_ASKING] = limit, [TC_PEER_WORKING] = 0, [TC_PEER_FETCHING] = limit * FETCH_FACTOR};
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	for (;;) {
		int signal = sigtimedwait(&signals, NULL, &second);
		if (signal == SIGTERM || signal == SIGINT)
			return;
		if (signal == SIGHUP)
			reload(s);
		unsigned long slow = tc_peers_hurry(s->peers, tc_clock_ms(), limits);
		atomic_fetch_add(&tc_site_metrics(s->site)->connections_slow, slow);
	}
}

/* No new connections; what is being answered is answered. */
static void stop(struct server *s, struct tc_listeners *listeners)
{
	for (size_t i = 0; i < s->n_daemons; i++) {
		MHD_socket fd = MHD_quiesce_daemon(s->daemons[i]);
		/* Whoever comes now is to see that nobody listens, and not to wait. */
		if (fd != MHD_INVALID_SOCKET && !listeners->v[i].inherited) {
			close(fd);
			listeners->v[i].fd = -1;
		}
	}
	const struct timespec a_moment = {0, 10000000};
	const uint64_t until = tc_clock_ms() + s->config->stop_s * 1000;
	while (s->peers != NULL && tc_peers_busy(s->peers) > 0 && tc_clock_ms() < until)
		nanosleep(&a_moment, NULL);
	/* The library must not find a request that a worker still has. */
	tc_workers_free(s->workers);
	for (size_t i = 0; i < s->n_daemons; i++)
		MHD_stop_daemon(s->daemons[i]);
}

enum tc_status tc_server_run(struct tc_site *site, const struct tc_server_config *config, struct tc_listeners *listeners,
			     struct tc_err *err)
{
	struct server s = {.site = site, .config = config};
	enum tc_status status = tc_access_log_open(config->access_log, config->log_queries, &s.log, err);
	if (status == TC_OK)
		status = tc_clients_new(config->rate, config->burst, config->address_connections, &s.clients, err);
	s.peers = tc_peers_new();
	if (status == TC_OK && s.peers == NULL)
		status = tc_err_set(err, TC_ENOMEM, "no memory");
	if (status == TC_OK)
		status = tc_workers_new(site, config->threads, config->waiting, &s.workers, err);
	if (status == TC_OK)
		status = start(&s, listeners, err);
	if (status == TC_OK)
		wait_for_signals(&s);
	stop(&s, listeners);
	tc_peers_free(s.peers);
	tc_clients_free(s.clients);
	tc_access_log_free(s.log);
	return status;
}
