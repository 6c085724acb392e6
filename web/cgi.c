/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CGI 1.1 (RFC 3875): the same routes and answers, one for each process.
 *
 * SCRIPT_NAME is what stands before every path of ours; PATH_INFO is the path, decoded by the web server already, so that a
 * slash in an article's id is one whatever it was sent as (?id= has no such question).  Without PATH_INFO the script was asked
 * for by its name alone: that is the first page.  Header lines that a web server keeps for itself (Authorization) may be missing:
 * then it authenticates, and says REMOTE_USER.
 *
 * What goes wrong before there is a site is told to the web server's log by the exit status, and to the reader as a 500.
 */
#include "web/cgi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "web/route.h"

static struct tc_str variable(const char *name)
{
	return tc_str_of(getenv(name));
}

static enum tc_method method_of(struct tc_str name)
{
	if (tc_str_eq(name, TC_STR("GET")))
		return TC_METHOD_GET;
	if (tc_str_eq(name, TC_STR("HEAD")))
		return TC_METHOD_HEAD;
	return tc_str_eq(name, TC_STR("OPTIONS")) ? TC_METHOD_OPTIONS : TC_METHOD_OTHER;
}

static enum tc_status read_environment(struct tc_request *r, struct tc_err *err)
{
	struct tc_str path = variable("PATH_INFO"), https = variable("HTTPS");
	r->path = TC_STR("/");
	r->method = method_of(variable("REQUEST_METHOD"));
	r->target = variable("REQUEST_URI");
	r->base = variable("SCRIPT_NAME");
	while (tc_str_ends(r->base, TC_STR("/")))
		r->base.n--;
	r->scheme =
		tc_str_eq_ascii_nocase(https, TC_STR("on")) || tc_str_eq(https, TC_STR("1")) ? TC_STR("https") : TC_STR("http");
	r->host = variable("HTTP_HOST").n > 0 ? variable("HTTP_HOST") : variable("SERVER_NAME");
	r->remote = variable("REMOTE_ADDR");
	r->user = variable("REMOTE_USER");
	r->accepts_gzip = tc_header_accepts(variable("HTTP_ACCEPT_ENCODING"), TC_STR("gzip"));
	r->accept_language = variable("HTTP_ACCEPT_LANGUAGE");
	r->if_none_match = variable("HTTP_IF_NONE_MATCH");
	r->if_modified_since = variable("HTTP_IF_MODIFIED_SINCE");
	r->origin = variable("HTTP_ORIGIN");
	r->authorization = variable("HTTP_AUTHORIZATION");
	r->user_agent = variable("HTTP_USER_AGENT");
	r->referer = variable("HTTP_REFERER");
	r->cookie = variable("HTTP_COOKIE");
	enum tc_status status = tc_request_parse_parts(r, path.n > 0 ? path : TC_STR("/"), variable("QUERY_STRING"), err);
	if (status == TC_OK && r->host.n > 0 && !tc_header_is_host(r->host))
		status = tc_err_set(err, TC_EARG, "the host is no name");
	return status;
}

/* A header's value is one line, whatever is in it. */
static void add_header(struct tc_buf *out, const char *name, struct tc_str value)
{
	tc_buf_printf(out, "%s: ", name);
	for (size_t i = 0; i < value.n; i++)
		tc_buf_add_char(out, (unsigned char)value.p[i] < ' ' ? ' ' : value.p[i]);
	tc_buf_add_cstr(out, "\r\n");
}

static enum tc_status send_answer(const struct tc_request *request, const struct tc_response *response, struct tc_err *err)
{
	struct tc_buf out;
	tc_buf_init(&out, TC_WEB_BODY_BYTES * 3ul);
	tc_buf_printf(&out, "Status: %d %s\r\n", response->status, tc_response_reason(response->status));
	if (response->status != 304 && response->status != 204) {
		add_header(&out, "Content-Type", tc_str_of(response->content_type));
		tc_buf_printf(&out, "Content-Length: %zu\r\n", response->body.n);
	}
	for (size_t i = 0; i < response->n_headers; i++)
		add_header(&out, response->headers[i].name, response->headers[i].value);
	tc_buf_add_cstr(&out, "\r\n");
	if (request->method != TC_METHOD_HEAD)
		tc_buf_add_str(&out, tc_buf_str(&response->body));
	enum tc_status status = tc_buf_check(&out, "answer", err);
	if (status == TC_OK && (fwrite(out.p, 1, out.n, stdout) != out.n || fflush(stdout) != 0) && errno != EPIPE)
		status = tc_err_errno(err, errno, "standard output");
	tc_buf_release(&out);
	return status;
}

enum tc_status tc_cgi_run(const struct tc_site_config *config, struct tc_err *err)
{
	struct tc_arena arena;
	struct tc_request request = {.arena = &arena};
	struct tc_response response;
	struct tc_err refused = {TC_OK, ""};
	struct tc_site *site = NULL;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	tc_response_init(&response);
	enum tc_status status = tc_site_new(config, &site, err);
	if (status != TC_OK) {
		printf("Status: 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\nthe search is not set up rightly\n");
		fflush(stdout);
	} else if (read_environment(&request, &refused) != TC_OK) {
		tc_route_error(site, &request, NULL, refused.status == TC_ELIMIT ? 414 : 400, refused.text, &response);
		tc_route_finish(site, &request, &response);
	} else {
		tc_route_answer(site, &request, &response);
	}
	if (status == TC_OK)
		status = send_answer(&request, &response, err);
	tc_response_release(&response);
	tc_arena_release(&arena);
	tc_site_free(site);
	return status;
}
