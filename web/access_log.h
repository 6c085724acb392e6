/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_ACCESS_LOG_H
#define TC_WEB_ACCESS_LOG_H

#include "web/response.h"

/* One line for each answer, in the combined format of web servers with the time taken in milliseconds behind it. */
struct tc_access_log;

/* Appends to the file path, or "-" for standard output; NULL writes nothing.  queries: with what was searched for and where from
 * (the query part of addresses, and referers). */
enum tc_status tc_access_log_open(const char *path, bool queries, struct tc_access_log **out, struct tc_err *err);
void tc_access_log_free(struct tc_access_log *log); /* takes NULL */
/* Opens the file anew, for whoever has moved it away. */
enum tc_status tc_access_log_reopen(struct tc_access_log *log, struct tc_err *err);
void tc_access_log_write(struct tc_access_log *log, const struct tc_request *request, const char *method, int status,
			 size_t body_bytes, double took_ms);

#endif
