/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shards, by Xapian's writer or by the bulk writer.
 *
 * Neither syncs: the run that wrote them reads them, and one that was killed leaves them to be removed with the build directory.
 * What a worker that died has left at the path of a shard, the runs of the bulk writer beside it too, is removed before it is
 * made again.
 */
#include "indexer/shard.h"

#include <stdio.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/limits.h"
#include "xapianc/bulk.h"
#include "xapianc/db.h"

struct tc_shard {
	struct tc_db *db; /* one of the two */
	struct tc_bulk *bulk;
};

static enum tc_status clear(const char *path, struct tc_err *err)
{
	char run[TC_LIMIT_PATH_BYTES + 128];
	enum tc_status status = access(path, F_OK) == 0 ? tc_file_remove_tree(path, err) : TC_OK;
	for (unsigned i = 0; status == TC_OK; i++) {
		tc_bulk_run_path(path, i, run, sizeof run);
		if (access(run, F_OK) != 0)
			break;
		status = tc_file_remove_tree(run, err);
	}
	return status;
}

enum tc_status tc_shard_open(const char *path, enum tc_writer writer, size_t budget_bytes, struct tc_shard **out,
			     struct tc_err *err)
{
	*out = NULL;
	struct tc_shard *shard = tc_alloc(sizeof *shard);
	if (shard == NULL)
		return tc_err_set(err, TC_ENOMEM, "%s: no memory", path);
	*shard = (struct tc_shard){NULL, NULL};
	enum tc_status status = clear(path, err);
	if (status == TC_OK && writer == TC_WRITER_BULK)
		status = tc_bulk_open(path, budget_bytes, 1, &shard->bulk, err);
	else if (status == TC_OK)
		status = tc_db_open_writable(path, TC_DB_OVERWRITE | TC_DB_NO_SYNC, &shard->db, err);
	if (status != TC_OK) {
		tc_shard_free(shard);
		return status;
	}
	*out = shard;
	return TC_OK;
}

enum tc_status tc_shard_add(struct tc_shard *shard, const struct tc_doc *doc, struct tc_err *err)
{
	uint32_t docid;
	return shard->bulk != NULL ? tc_bulk_add(shard->bulk, doc, NULL, err) : tc_db_add(shard->db, doc, &docid, err);
}

enum tc_status tc_shard_set_metadata(struct tc_shard *shard, struct tc_str key, struct tc_str value, struct tc_err *err)
{
	return shard->bulk != NULL ? tc_bulk_set_metadata(shard->bulk, key, value, err)
				   : tc_db_set_metadata(shard->db, key, value, err);
}

enum tc_status tc_shard_close(struct tc_shard *shard, struct tc_err *err)
{
	return shard->bulk != NULL ? tc_bulk_finish(shard->bulk, err) : tc_db_close(shard->db, err);
}

void tc_shard_free(struct tc_shard *shard)
{
	if (shard == NULL)
		return;
	tc_db_free(shard->db);
	tc_bulk_free(shard->bulk);
	tc_free(shard);
}
