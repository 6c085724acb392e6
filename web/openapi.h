/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_OPENAPI_H
#define TC_WEB_OPENAPI_H

#include "web/request.h"
#include "web/site.h"

/* The API described as OpenAPI 3.0.3; a test compares it with the routes and their parameters. */
void tc_openapi_write(const struct tc_site_config *config, const struct tc_request *request, struct tc_buf *out);

#endif
