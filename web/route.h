/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_ROUTE_H
#define TC_WEB_ROUTE_H

#include "web/response.h"
#include "web/site.h"

/* Which handler answers which path.  Handlers know nothing of how requests come.
 *
 * A handler fills the response and returns TC_OK, whatever HTTP status it has set; a failure becomes an answer by its status:
 * TC_EARG, TC_EQUERY and TC_ELIMIT 400, TC_ENOENT 404, TC_ETIME 503 (stopped), TC_ELOCKED, TC_ECHANGED, TC_ENET and TC_ENOMEM
 * 503, anything else 500 without a reason that would tell the world about our files. */
typedef enum tc_status tc_handler(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				  struct tc_err *err);

/* Paths of pages that feeds and descriptions lead to: the search (with the parameters of web/asked.h), and what stands before the
 * escaped id of an article (a parameter: servers between join slashes of a path, and refuse escaped ones). */
#define TC_PATH_SEARCH "/search"
#define TC_PATH_ARTICLE "/article?id="

/* Flags of a route. */
#define TC_ROUTE_JSON 1u     /* its errors are JSON, CORS holds for it */
#define TC_ROUTE_OPEN 2u     /* needs no authentication */
#define TC_ROUTE_LOOPBACK 4u /* for browsers on this machine only, others get 404 */
#define TC_ROUTE_CACHED 8u   /* cheap: the rate limit does not count it */
#define TC_ROUTE_CORS 16u    /* pages of the origins of --cors may read it too */

struct tc_route {
	const char
		*path; /* "/api/article/:id": a segment; "/api/article/:id*" at the end: the rest with its slashes, not empty */
	tc_handler *handler;
	unsigned flags;
};

/* Routes of one file; routes.c lists all of them. */
struct tc_route_table {
	const struct tc_route *v;
	size_t n;
};

/* Does path match pattern?  Fills arguments. */
bool tc_route_match(const char *pattern, struct tc_str path, struct tc_str arguments[TC_ROUTE_ARGUMENTS]);
/* The route of a path, its arguments put into request; NULL when there is none. */
const struct tc_route *tc_route_find(struct tc_request *request);

/* Answers a request: finds its route, checks method, authentication and CORS, runs the handler, turns a failure into an answer,
 * finishes the response.  Never fails: what goes wrong is an answer too. */
void tc_route_answer(struct tc_site *site, struct tc_request *request, struct tc_response *response);
/* Only the last of these: for answers that no handler made. */
void tc_route_finish(struct tc_site *site, const struct tc_request *request, struct tc_response *response);
/* An error as an answer: JSON for a route with TC_ROUTE_JSON or no route below /api/, else a page (tc_error_page). */
void tc_route_error(struct tc_site *site, const struct tc_request *request, const struct tc_route *route, int status,
		    const char *reason, struct tc_response *response);

/* The tables. */
extern const struct tc_route_table tc_api_routes, tc_feed_routes, tc_page_routes, tc_asset_routes;

#endif
