/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_SETTINGS_H
#define TC_WEB_SETTINGS_H

#include "base/option.h"
#include "web/server.h"

/* The options of tracuu-web, and what site and server are told by them. */
struct tc_web_settings {
	const char *config, *title, *synonyms, *auth_file, *user, *access_log, *cors, *frame_origin;
	struct tc_option_list indexes, listen, proxies, hosts;
	unsigned long socket_mode, threads, waiting, connections, address_connections, client_timeout, rate, burst, stop_time;
	unsigned long query_time, timeout, page_size, max_page_size, max_depth, snippet;
	bool public, need_user, log_queries, sitemap, no_synonyms, quiet, verbose, help, version;
};

extern struct tc_web_settings tc_web_settings;
extern const struct tc_option tc_web_options[];

/* Both point into the settings.  TC_EARG for what cannot be. */
enum tc_status tc_web_site_config(struct tc_site_config *out, struct tc_err *err);
enum tc_status tc_web_server_config(struct tc_server_config *out, struct tc_err *err);

#endif
