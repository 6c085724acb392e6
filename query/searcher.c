/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index opened for searching: the database, and what is made once for all searches in it. */
#include "query/searcher.h"

#include "base/alloc.h"
#include "indexer/schema.h"

enum tc_status tc_searcher_open(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_searcher **out,
				struct tc_err *err)
{
	struct tc_searcher *s = tc_alloc(sizeof *s);
	*out = NULL;
	if (s == NULL)
		return tc_err_set(err, TC_ENOMEM, "search: no memory");
	s->path = paths[0];
	enum tc_status status = tc_db_open(paths, n_paths, timeout_ms, &s->db, err);
	if (status == TC_ENOENT)
		tc_err_set(err, TC_ENOENT, "%s: no index here", s->path);
	if (status == TC_OK)
		status = tc_schema_check(s->db, s->path, err);
	if (status == TC_OK)
		status = tc_enquire_new(s->db, &s->enquire, err);
	if (status == TC_OK)
		status = tc_analyzer_new(&s->analyzer, err);
	if (status != TC_OK) {
		tc_searcher_free(s);
		return status;
	}
	*out = s;
	return TC_OK;
}

void tc_searcher_set_time_limit(struct tc_searcher *s, unsigned ms)
{
	tc_db_set_time_limit(s->db, ms);
}

void tc_searcher_free(struct tc_searcher *s)
{
	if (s == NULL)
		return;
	tc_analyzer_free(s->analyzer);
	tc_enquire_free(s->enquire);
	tc_db_free(s->db);
	tc_free(s);
}
