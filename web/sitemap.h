/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_SITEMAP_H
#define TC_WEB_SITEMAP_H

#include "web/route.h"

/* All articles for programs that read everything (sitemaps.org), when --sitemap says so: an index, and parts "/sitemap/1.xml". */
enum tc_status tc_sitemap_index(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				struct tc_err *err);
enum tc_status tc_sitemap_part(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			       struct tc_err *err);

#endif
