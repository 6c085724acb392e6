/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_ERROR_PAGE_H
#define TC_WEB_ERROR_PAGE_H

#include "web/response.h"
#include "web/site.h"

/* A failure as a page for people: fills type and body.  reason: what may be told, or ""; stopped: the query took too long. */
void tc_error_page(struct tc_site *site, const struct tc_request *request, int status, const char *reason, bool stopped,
		   struct tc_response *response);

#endif
