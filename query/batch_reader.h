/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_BATCH_READER_H
#define TC_QUERY_BATCH_READER_H

#include "base/status.h"
#include "base/str.h"

/* One query of a batch; valid until the next call. */
struct tc_batch_query {
	struct tc_str qid;     /* its identifier, else the number of its line */
	struct tc_str variant; /* heading of its column, empty for that of the queries themselves */
	struct tc_str query;   /* never empty */
	unsigned long line;    /* from 1 */
};

struct tc_batch_reader;

/* Reads path ("-": standard input), gzipped or not.  Of a table only the column named variant is taken; NULL: all. */
enum tc_status tc_batch_open(const char *path, const char *variant, struct tc_batch_reader **out, struct tc_err *err);
void tc_batch_free(struct tc_batch_reader *reader); /* takes NULL */
/* The next query; TC_END.  TC_SKIP with the reason and out->line for a line or row that has none to give. */
enum tc_status tc_batch_next(struct tc_batch_reader *reader, struct tc_batch_query *out, struct tc_err *err);
/* The file's name for messages. */
const char *tc_batch_name(const struct tc_batch_reader *reader);

#endif
