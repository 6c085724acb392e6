/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index opened for searching: the database, and what is made once for all searches in it.
 *
 * Of several indexes one on another machine may be dead or slow.  It is left out (xapianc/parts.h), and what was asked is asked
 * again of the others from the beginning: numbers of documents and statistics are others without it.  Each index may fail twice,
 * when it is asked and when it is connected to again.
 */
#include "query/searcher.h"

#include "base/alloc.h"
#include "base/log.h"
#include "indexer/schema.h"
#include "xapianc/parts.h"

/* The analyzer remembers every word that it met, those of strangers too: beyond so many, some 18 MB, it begins anew. */
#define MAX_REMEMBERED_TERMS 100000

/* Says in our words which of the paths has no index: its name stands before the reason. */
static void name_absent(const char *const *paths, size_t n_paths, struct tc_err *err)
{
	size_t at = 0;
	for (size_t i = 0, longest = 0; i < n_paths; i++) {
		struct tc_str path = tc_str_of(paths[i]), text = tc_str_of(err->text);
		if (path.n > longest && tc_str_starts(text, path) && path.n < text.n && text.p[path.n] == ':') {
			longest = path.n;
			at = i;
		}
	}
	tc_err_set(err, TC_ENOENT, "%s: no index here", paths[at]);
}

enum tc_status tc_searcher_open(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_searcher **out,
				struct tc_err *err)
{
	struct tc_searcher *s = tc_alloc(sizeof *s);
	*out = NULL;
	if (s == NULL)
		return tc_err_set(err, TC_ENOMEM, "search: no memory");
	s->path = paths[0];
	enum tc_status status = tc_db_open_several(paths, n_paths, timeout_ms, &s->db, err);
	if (status == TC_ENOENT)
		name_absent(paths, n_paths, err);
	s->left = (unsigned)n_paths * 2;
	if (status == TC_OK)
		do
			status = tc_schema_check(s->db, s->path, err);
		while (tc_searcher_again(s, status, err));
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

void tc_searcher_begin(struct tc_searcher *s)
{
	s->left = (unsigned)(tc_db_parts(s->db) + tc_db_n_missing(s->db)) * 2;
	tc_analyzer_forget(s->analyzer, MAX_REMEMBERED_TERMS);
}

bool tc_searcher_again(struct tc_searcher *s, enum tc_status status, struct tc_err *err)
{
	if (status != TC_ENET || s->left == 0)
		return false;
	s->left--;
	return tc_db_leave_out(s->db, err) == TC_OK;
}

size_t tc_searcher_missing(const struct tc_searcher *s, struct tc_arena *arena, struct tc_missing **out)
{
	size_t n = tc_db_n_missing(s->db);
	*out = n > 0 ? tc_arena_alloc(arena, n * sizeof **out) : NULL;
	for (size_t i = 0; i < n && *out != NULL; i++) {
		struct tc_str why, index = tc_db_missing(s->db, i, &why);
		(*out)[i] = (struct tc_missing){tc_arena_str(arena, index), tc_arena_str(arena, why)};
	}
	return *out != NULL ? n : 0;
}

size_t tc_searcher_tell_missing(const struct tc_searcher *s)
{
	size_t n = s != NULL ? tc_db_n_missing(s->db) : 0;
	for (size_t i = 0; i < n; i++) {
		struct tc_str why, index = tc_db_missing(s->db, i, &why);
		tc_log_problem("%.*s: left out: %.*s", TC_STR_ARG(index), TC_STR_ARG(why));
	}
	return n;
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
