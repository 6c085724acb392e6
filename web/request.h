/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_REQUEST_H
#define TC_WEB_REQUEST_H

#include "base/arena.h"
#include "base/buf.h"

/* What a browser asks, whichever way it came: over HTTP or through CGI.  Everything lives in the request's arena, until its
 * answer was sent. */
enum tc_method { TC_METHOD_GET, TC_METHOD_HEAD, TC_METHOD_OPTIONS, TC_METHOD_OTHER };

/* Bytes of a request target as sent, parameters in it, segments that a route may take out of a path. */
#define TC_WEB_TARGET_BYTES 16384
#define TC_WEB_PARAMETERS 64
#define TC_ROUTE_ARGUMENTS 4

struct tc_parameter {
	struct tc_str name, value;
};

struct tc_request {
	struct tc_arena *arena; /* for the handler's use too */
	enum tc_method method;
	struct tc_str target;            /* path and query as sent */
	struct tc_str path;              /* decoded; begins with '/'; valid UTF-8 without control characters */
	struct tc_parameter *parameters; /* decoded, in the order of the query */
	size_t n_parameters;
	struct tc_str arguments[TC_ROUTE_ARGUMENTS]; /* what stood in the path for :names of the route, in order */
	struct tc_str scheme;                        /* "http" or "https", as the browser sees it */
	struct tc_str host;                          /* with port; empty when it is not known */
	struct tc_str
		base; /* what stands before every path of ours in links: "" or "/cgi-bin/tracuu-web"; never a '/' at its end */
	struct tc_str remote; /* the browser's address, behind trusted proxies; "unix" on a Unix socket */
	struct tc_str user;   /* who was authenticated; empty: nobody */
	bool loopback;        /* the browser is on this machine: no proxy was between */
	bool accepts_gzip;
	/* Headers as sent, empty when they are not there. */
	struct tc_str accept_language, if_none_match, if_modified_since, origin, authorization, user_agent, referer, cookie;
};

/* Reads a request target (RFC 9112, 3.2: "/tim?q=a+b", or the absolute form) into path and parameters of request, whose arena
 * must be set.  The path is percent-decoded, a parameter also takes + for a blank.  TC_EARG with a reason for a browser's user: a
 * wrong percent sign, bytes that are no UTF-8, NUL and other control characters (line ends and tabs are blanks in parameters),
 * segments
 * "." and "..".  TC_ELIMIT: too long, or too many parameters. */
enum tc_status tc_request_parse_target(struct tc_request *request, struct tc_str target, struct tc_err *err);
/* The same for a decoded path and a query that are known apart, as CGI has them. */
enum tc_status tc_request_parse_parts(struct tc_request *request, struct tc_str path, struct tc_str query, struct tc_err *err);

/* The value of the first parameter of that name, trimmed; empty when there is none. */
struct tc_str tc_param(const struct tc_request *request, const char *name);
bool tc_has_param(const struct tc_request *request, const char *name);
/* The next parameter of that name: begin with *at 0; false when there is none left. */
bool tc_param_next(const struct tc_request *request, const char *name, size_t *at, struct tc_str *value);
/* A decimal number from min to max; fallback when it is not there.  TC_EARG "parameter 'n': ..." for anything else. */
enum tc_status tc_param_number(const struct tc_request *request, const char *name, unsigned long min, unsigned long max,
			       unsigned long fallback, unsigned long *out, struct tc_err *err);
/* 1 true yes on, 0 false no off; there but empty is true. */
enum tc_status tc_param_flag(const struct tc_request *request, const char *name, bool fallback, bool *out, struct tc_err *err);
/* The index of the value in "a|b|c"; fallback when it is not there. */
enum tc_status tc_param_choice(const struct tc_request *request, const char *name, const char *choices, int fallback, int *out,
			       struct tc_err *err);
/* TC_EARG that names the first parameter that is not among names (NULL after the last). */
enum tc_status tc_param_known(const struct tc_request *request, const char *const *names, struct tc_err *err);

/* An absolute address of a path of ours (which begins with '/'), in the request's arena; without scheme and host where the host
 * is not known. */
struct tc_str tc_request_address(const struct tc_request *request, struct tc_str path);

/* Does a list of tokens with q values (Accept-Encoding, RFC 9110, 12.5.3) take token, itself or by a star? */
bool tc_header_accepts(struct tc_str header, struct tc_str token);
/* Is host a name, address or [IPv6 address], maybe with a port? */
bool tc_header_is_host(struct tc_str host);

/* Percent-encodes what may not stand in one segment of a path or one value of a query: all but letters, digits and -._~ */
void tc_url_escape(struct tc_str text, struct tc_buf *out);

#endif
