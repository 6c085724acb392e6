/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_CGI_H
#define TC_WEB_CGI_H

#include "web/site.h"

/* Answers the one request that the environment describes (RFC 3875), on standard output.  The web server is trusted: it has
 * authenticated REMOTE_USER and knows REMOTE_ADDR. */
enum tc_status tc_cgi_run(const struct tc_site_config *config, struct tc_err *err);

#endif
