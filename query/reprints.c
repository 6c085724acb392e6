/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where else an article was printed.
 *
 * A search folds reprints under the earliest article; whoever reads one of them wants to know of the others, which came first and
 * in which paper.  They are those of its cluster (query/near.c), asked for now and never stored, as everywhere.
 */
#include "query/reprints.h"

#include "base/limits.h"
#include "indexer/schema.h"
#include "query/searcher.h"

static enum tc_status read_article(struct tc_db *db, uint32_t docid, struct tc_arena *arena, struct tc_article *out,
				   struct tc_err *err)
{
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(out, arena);
	enum tc_status status = tc_db_data(db, docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), out, err);
	tc_buf_release(&data);
	return status;
}

enum tc_status tc_reprints_read(struct tc_searcher *searcher, uint32_t docid, struct tc_arena *arena, struct tc_reprints *out,
				struct tc_err *err)
{
	struct tc_near_cluster cluster;
	*out = (struct tc_reprints){NULL, 0, false};
	enum tc_status status = tc_near_find(searcher->db, docid, arena, &cluster, err);
	if (status != TC_OK)
		return status;
	out->more = cluster.more;
	out->v = tc_arena_alloc(arena, (cluster.n + 1) * sizeof *out->v);
	if (out->v == NULL)
		return tc_arena_check(arena, "reprints", err);
	for (size_t i = 0; i < cluster.n && status == TC_OK; i++) {
		if (cluster.v[i].docid == docid)
			continue;
		status = read_article(searcher->db, cluster.v[i].docid, arena, &out->v[out->n], err);
		out->n += status == TC_OK;
	}
	return status;
}
