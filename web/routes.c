/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a path to its handler, and what every answer goes through on the way.
 *
 * Tables are short and asked one after the other.  A pattern matches by segments; ":name*" takes all that is left, so that an
 * article's id may have slashes in it.  The checks are made in the order of what they tell: no route 404, wrong method 405, who
 * asks 401, then the handler.
 *
 * CORS (the Fetch standard) holds for the API alone: an origin of the list may read answers, without credentials; the browser's
 * question before a request (OPTIONS) is answered for every route of it.
 *
 * What failed inside is written to the log; the browser is told the reason only where it can do something about it.
 */
#include "web/route.h"

#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "web/auth.h"
#include "web/error_page.h"
#include "web/metrics.h"

static const struct tc_route_table *const tables[] = {&tc_page_routes, &tc_asset_routes, &tc_api_routes, &tc_feed_routes};

bool tc_route_match(const char *pattern, struct tc_str path, struct tc_str arguments[TC_ROUTE_ARGUMENTS])
{
	struct tc_str rest = tc_str_of(pattern);
	size_t n = 0;
	while (rest.p != NULL) {
		struct tc_str want = tc_str_split(&rest, '/');
		bool all = tc_str_ends(want, TC_STR("*"));
		if (path.p == NULL)
			return false;
		struct tc_str have = all ? path : tc_str_split(&path, '/');
		if (tc_str_starts(want, TC_STR(":"))) {
			if (have.n == 0)
				return false;
			if (n < TC_ROUTE_ARGUMENTS)
				arguments[n++] = have;
		} else if (!tc_str_eq(want, have)) {
			return false;
		}
		if (all)
			return true;
	}
	return path.p == NULL;
}

const struct tc_route *tc_route_find(struct tc_request *request)
{
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (size_t i = 0; i < tables[t]->n; i++)
			if (tc_route_match(tables[t]->v[i].path, request->path, request->arguments))
				return &tables[t]->v[i];
	return NULL;
}

static int http_status(enum tc_status status)
{
	switch (status) {
	case TC_OK:
		return 200;
	case TC_EARG:
	case TC_EQUERY:
	case TC_ELIMIT:
		return 400;
	case TC_ENOENT:
		return 404;
	case TC_ELOCKED:
	case TC_ECHANGED:
	case TC_ENET:
	case TC_ENOMEM:
	case TC_ETIME:
		return 503;
	default:
		return 500;
	}
}

void tc_route_error(struct tc_site *site, const struct tc_request *request, const struct tc_route *route, int status,
		    const char *reason, struct tc_response *response)
{
	struct tc_json_writer w;
	tc_response_reset(response);
	response->status = status;
	if (route != NULL ? (route->flags & TC_ROUTE_JSON) == 0 : !tc_str_starts(request->path, TC_STR("/api/"))) {
		tc_error_page(site, request, status, reason, false, response);
		return;
	}
	response->content_type = TC_TYPE_JSON;
	tc_json_writer_init(&w, &response->body);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	tc_json_key(&w, "error");
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "status", status);
	tc_json_key_str(&w, "message", tc_str_of(*reason != '\0' ? reason : tc_response_reason(status)));
	tc_json_end_object(&w);
	tc_json_end_object(&w);
	tc_buf_add_char(&response->body, '\n');
}

/* A handler's failure as an answer. */
static void answer_failure(struct tc_site *site, const struct tc_request *request, const struct tc_route *route,
			   enum tc_status status, const struct tc_err *err, struct tc_response *response)
{
	int code = http_status(status);
	const char *reason = "";
	if (code == 400 || code == 404)
		reason = err->text;
	else if (status == TC_ETIME)
		reason = "the query took too long and was stopped";
	else
		tc_log_problem("%.*s: %s", TC_STR_ARG(request->path), err->text);
	tc_route_error(site, request, route, code, reason, response);
	if (status == TC_ETIME && response->content_type != NULL && strcmp(response->content_type, TC_TYPE_HTML) == 0) {
		tc_buf_reset(&response->body);
		tc_error_page(site, request, code, reason, true, response);
	}
	response->stopped = status == TC_ETIME;
	if (response->stopped)
		atomic_fetch_add(&tc_site_metrics(site)->stopped, 1);
	else if (code == 503)
		tc_response_header(response, "Retry-After", TC_STR("5"));
}

/* May the origin that asks read answers of the API? */
static bool origin_may_read(const char *list, struct tc_str origin)
{
	struct tc_str rest = tc_str_of(list);
	while (rest.p != NULL && origin.n > 0) {
		struct tc_str one = tc_str_split(&rest, ' ');
		if (tc_str_eq(one, TC_STR("*")) || (one.n > 0 && tc_str_eq_ascii_nocase(one, origin)))
			return true;
	}
	return false;
}

static void add_cors(const struct tc_site_config *config, const struct tc_request *request, struct tc_response *response)
{
	if (config->cors == NULL)
		return;
	tc_response_header(response, "Vary", TC_STR("Origin"));
	if (!origin_may_read(config->cors, request->origin))
		return;
	tc_response_header(response, "Access-Control-Allow-Origin", request->origin);
	if (request->method != TC_METHOD_OPTIONS)
		return;
	tc_response_header(response, "Access-Control-Allow-Methods", TC_STR("GET, HEAD"));
	tc_response_header(response, "Access-Control-Max-Age", TC_STR("86400"));
}

/* Who asks?  False: 401 is in response. */
static bool admit(struct tc_site *site, struct tc_request *request, const struct tc_route *route, struct tc_response *response)
{
	struct tc_auth *auth = tc_site_auth(site);
	char user[TC_AUTH_USER_BYTES];
	struct tc_err err = {TC_OK, ""};
	bool needed = tc_auth_wanted(auth) || tc_site_config(site)->need_user;
	if (request->user.n > 0 || !needed || (route != NULL && (route->flags & TC_ROUTE_OPEN) != 0))
		return true;
	if (!tc_auth_wanted(auth)) {
		tc_route_error(site, request, route, 401, "the proxy names no user", response);
		return false;
	}
	if (tc_auth_check(auth, request->authorization, user, &err) == TC_OK) {
		request->user = tc_arena_str(request->arena, tc_str_of(user));
		return true;
	}
	tc_route_error(site, request, route, 401, err.text, response);
	tc_response_header(response, "WWW-Authenticate", TC_STR("Basic realm=\"tracuu\", charset=\"UTF-8\""));
	return false;
}

static void answer(struct tc_site *site, struct tc_request *request, const struct tc_route *route, struct tc_response *response)
{
	struct tc_err err = {TC_OK, ""};
	bool json = route != NULL && (route->flags & TC_ROUTE_JSON) != 0;
	if (route != NULL && (route->flags & TC_ROUTE_LOOPBACK) != 0 && !request->loopback)
		route = NULL;
	if (json && request->method == TC_METHOD_OPTIONS) {
		response->status = 204;
		tc_response_header(response, "Allow", TC_STR("GET, HEAD, OPTIONS"));
	} else if (request->method != TC_METHOD_GET && request->method != TC_METHOD_HEAD) {
		tc_route_error(site, request, route, 405, "", response);
		tc_response_header(response, "Allow", json ? TC_STR("GET, HEAD, OPTIONS") : TC_STR("GET, HEAD"));
	} else if (!admit(site, request, route, response)) {
		return;
	} else if (route == NULL) {
		tc_route_error(site, request, route, 404, "", response);
	} else {
		enum tc_status status = route->handler(site, request, response, &err);
		if (status != TC_OK)
			answer_failure(site, request, route, status, &err, response);
	}
	if (json || (route != NULL && (route->flags & TC_ROUTE_CORS) != 0))
		add_cors(tc_site_config(site), request, response);
}

void tc_route_finish(struct tc_site *site, const struct tc_request *request, struct tc_response *response)
{
	const char *frame_origins = tc_site_config(site)->frame_origins;
	struct tc_err err = {TC_OK, ""};
	if (tc_response_finish(request, response, frame_origins, &err) == TC_OK)
		return;
	tc_log_problem("%.*s: %s", TC_STR_ARG(request->path), err.text);
	tc_response_reset(response);
	response->status = 503;
	tc_buf_add_cstr(&response->body, "no memory\n");
}

void tc_route_answer(struct tc_site *site, struct tc_request *request, struct tc_response *response)
{
	answer(site, request, tc_route_find(request), response);
	tc_route_finish(site, request, response);
}
