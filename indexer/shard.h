/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_SHARD_H
#define TC_INDEXER_SHARD_H

#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "xapianc/doc.h"

/* A shard being written by a worker: a throw-away database, by the one writer or the other. */
enum tc_writer {                 /* in the order of the option */
		 TC_WRITER_BULK, /* xapianc/bulk.h: quick, for what goes into a new generation */
		 TC_WRITER_API,  /* Xapian's own */
};

struct tc_shard;

/* Begins a shard at path, in place of what an attempt before left there.  The bulk writer holds about budget_bytes in memory. */
enum tc_status tc_shard_open(const char *path, enum tc_writer writer, size_t budget_bytes, struct tc_shard **out,
			     struct tc_err *err);
enum tc_status tc_shard_add(struct tc_shard *shard, const struct tc_doc *doc, struct tc_err *err);
enum tc_status tc_shard_set_metadata(struct tc_shard *shard, struct tc_str key, struct tc_str value, struct tc_err *err);
/* Completes it; tc_shard_free is still wanted.  TC_ECORRUPT when what the bulk writer wrote did not pass its checks: the shard is
 * gone then and may be made by the other writer. */
enum tc_status tc_shard_close(struct tc_shard *shard, struct tc_err *err);
void tc_shard_free(struct tc_shard *shard); /* takes NULL */

#endif
