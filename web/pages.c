/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of pages. */
#include "web/pages.h"

static const struct tc_route routes[] = {
	{"/", tc_page_home, 0},
	{TC_PATH_SEARCH, tc_page_search, 0},
	{"/article", tc_page_article, 0},
	{"/article/:id*", tc_page_article, 0},
	{"/versions", tc_page_versions, 0},
	{"/browse", tc_page_browse, 0},
	{"/help", tc_page_help, 0},
	{"/embed", tc_page_embed, TC_ROUTE_CORS},
	{"/embed.js", tc_page_embed_script, TC_ROUTE_CACHED | TC_ROUTE_OPEN},
};
const struct tc_route_table tc_page_routes = {routes, sizeof routes / sizeof *routes};
