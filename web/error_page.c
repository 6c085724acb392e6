/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Failures as pages, in the frame of all others, so that whoever meets one can go on searching. */
#include "web/error_page.h"

#include "web/page.h"

static enum tc_text heading(int status)
{
	switch (status) {
	case 401:
		return TC_TEXT_ERROR_PASSWORD;
	case 403:
		return TC_TEXT_ERROR_FORBIDDEN;
	case 404:
		return TC_TEXT_ERROR_NO_PAGE;
	case 405:
		return TC_TEXT_ERROR_METHOD;
	case 429:
		return TC_TEXT_ERROR_TOO_MANY;
	case 503:
		return TC_TEXT_ERROR_BUSY;
	default:
		return status < 500 ? TC_TEXT_ERROR_REQUEST : TC_TEXT_ERROR_SERVER;
	}
}

void tc_error_page(struct tc_site *site, const struct tc_request *request, int status, const char *reason, bool stopped,
		   struct tc_response *response)
{
	const enum tc_language language = tc_language_of(request);
	const char *title = tc_text(language, stopped ? TC_TEXT_ERROR_STOPPED : heading(status));
	struct tc_page page;
	tc_page_begin(&page, site, request, response, tc_str_of(title));
	tc_buf_printf(page.out, "<h1>%s</h1>\n<p>", title);
	if (stopped)
		tc_page_text(&page, TC_TEXT_STOPPED);
	else
		tc_page_str(&page, tc_str_of(reason));
	tc_page_html(&page, "</p>\n");
	tc_page_end(&page);
}
