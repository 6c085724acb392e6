/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What other programs read beside the API.
 *
 *   /atom              a search as an Atom feed (RFC 4287), newest first unless sorted otherwise
 *   /metrics           counters for Prometheus, for this machine alone
 */
#include "query/present.h"
#include "web/asked.h"
#include "web/metrics.h"
#include "web/route.h"

static enum tc_status atom(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			   struct tc_err *err)
{
	static const struct tc_present_options plain = {.color = false};
	struct tc_asked asked;
	struct tc_results results;
	enum tc_status status = tc_param_known(request, tc_asked_names, err);
	if (status == TC_OK)
		status = tc_asked_read(site, request, &asked, err);
	if (status == TC_OK && !tc_asked_something(&asked))
		status = tc_err_set(err, TC_EARG, "parameter 'q': nothing to search for");
	if (status != TC_OK)
		return status;
	/* A reader of feeds looks for what is new. */
	if (!tc_has_param(request, "sort")) {
		asked.options.sort = TC_SEARCH_NEWEST;
		asked.options.quote = TC_QUOTE_NO;
	}
	asked.options.suggest = asked.options.reprints = false;
	status = tc_asked_search(site, request, &asked, &results, err);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_ATOM;
	tc_present_atom.results(&results, &plain, &response->body);
	return TC_OK;
}

static enum tc_status metrics(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			      struct tc_err *err)
{
	(void)request;
	(void)err;
	response->content_type = "text/plain; version=0.0.4; charset=utf-8";
	response->cache_control = "no-store";
	tc_metrics_print(tc_site_metrics(site), &response->body);
	return TC_OK;
}

static const struct tc_route routes[] = {
	{"/atom", atom, 0},
	{"/metrics", metrics, TC_ROUTE_LOOPBACK},
};
const struct tc_route_table tc_feed_routes = {routes, sizeof routes / sizeof *routes};
