/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_RESPONSE_H
#define TC_WEB_RESPONSE_H

#include <stdint.h>

#include "web/request.h"

/* An answer.  A handler fills status, type, body and what it knows of the rest; what all answers have (security headers, length,
 * ETag, gzip, 304, HEAD) is done once for HTTP and CGI by tc_response_finish. */
#define TC_RESPONSE_HEADERS 24

/* Bytes of an answer: 10,000 hits with snippets. */
#define TC_WEB_BODY_BYTES (64u << 20)

struct tc_header {
	const char *name;
	struct tc_str value; /* in the request's arena, or a constant */
};

struct tc_response {
	int status;               /* HTTP status, 200 at first */
	const char *content_type; /* a constant, such as TC_TYPE_JSON */
	struct tc_buf body;
	struct tc_str etag;        /* without quotes; empty: made from the body of a 200 that may be kept */
	int64_t last_modified;     /* Unix seconds; 0: not known */
	const char *cache_control; /* a constant; NULL: "private, no-cache" */
	struct tc_str location;    /* of a redirect */
	bool framed;               /* others may show it in a frame (--frame-origin) */
	bool vary_language;        /* depends on Accept-Language */
	bool stopped;              /* the query was stopped by the time limit: never kept by caches */
	struct tc_header headers[TC_RESPONSE_HEADERS];
	size_t n_headers;
};

#define TC_TYPE_JSON "application/json; charset=utf-8"
#define TC_TYPE_HTML "text/html; charset=utf-8"
#define TC_TYPE_TEXT "text/plain; charset=utf-8"
#define TC_TYPE_ATOM "application/atom+xml; charset=utf-8"
#define TC_TYPE_XML "application/xml; charset=utf-8"
#define TC_TYPE_OPENSEARCH "application/opensearchdescription+xml; charset=utf-8"
#define TC_TYPE_CSS "text/css; charset=utf-8"
#define TC_TYPE_JS "text/javascript; charset=utf-8"
#define TC_TYPE_SVG "image/svg+xml"

void tc_response_init(struct tc_response *response);
void tc_response_release(struct tc_response *response);
/* Empties it for another answer. */
void tc_response_reset(struct tc_response *response);
/* Adds a header; one too many is our mistake. */
void tc_response_header(struct tc_response *response, const char *name, struct tc_str value);
/* The value of a header that was added, case aside; empty when there is none. */
struct tc_str tc_response_header_of(const struct tc_response *response, const char *name);
/* A redirect to a path of ours, absolute with the request's base. */
void tc_response_redirect(const struct tc_request *request, struct tc_response *response, int status, struct tc_str path);
/* The reason phrase of a status. */
const char *tc_response_reason(int status);

/* Makes the answer ready to be sent: ETag, 304 for what the browser has (If-None-Match, else If-Modified-Since), gzip where it is
 * worth while, security headers, Cache-Control, Vary.  origins: who may frame what is framed, as CSP wants it ("'self'" when
 * none). The body stays for HEAD: its length is told, and the transport leaves it out.  TC_ENOMEM. */
enum tc_status tc_response_finish(const struct tc_request *request, struct tc_response *response, const char *frame_origins,
				  struct tc_err *err);

/* Dates of HTTP (RFC 9110, 5.6.7): "Sun, 08 Jan 2023 10:46:00 GMT". */
void tc_http_date(int64_t unix_seconds, struct tc_buf *out);
/* False for what is no such date; the two older forms are not read. */
bool tc_http_date_read(struct tc_str text, int64_t *unix_seconds);

#endif
