/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RESTORE_COMMAND_H
#define TC_QUERY_RESTORE_COMMAND_H

#include <stdio.h>

#include "base/status.h"
#include "base/str.h"

/* Writes text with marks restored by the archive in the indexes to out.  queries: each line is a query, a piece of text.
 * *n_missing: indexes that did not answer, which was told. */
enum tc_status tc_restore_run(const char *const *indexes, size_t n_indexes, unsigned timeout_ms, struct tc_str text, bool queries,
			      FILE *out, size_t *n_missing, struct tc_err *err);

#endif
