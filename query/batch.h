/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_BATCH_H
#define TC_QUERY_BATCH_H

#include <stdio.h>

#include "query/present.h"
#include "query/search.h"

/* Runs every query of path ("-": standard input) by the options, and writes each answer through presenter to out.  variant: the
 * only column of a table that is run, NULL for all (query/batch_reader.h).  A query that cannot be understood and a row that is
 * broken are told and counted in *n_bad, and the rest goes on.  TC_EIO for out or path. */
enum tc_status tc_batch_run(struct tc_searcher *searcher, const struct tc_search_options *options, const char *path,
			    const char *variant, const struct tc_presenter *presenter, const struct tc_present_options *present,
			    FILE *out, size_t *n_bad, struct tc_err *err);

#endif
