/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PAGE_REFUSED_H
#define TC_WEB_PAGE_REFUSED_H

#include "web/page.h"

/* Did a search fail by what was typed? */
bool tc_page_is_refused(enum tc_status status);
/* The page of such a search, a 400 that keeps what was typed and says how it may be mended; err: why. */
enum tc_status tc_page_refused(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			       const struct tc_err *err);

#endif
