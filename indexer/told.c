/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Problems with folders and links have no state of a file to be remembered in; they are kept together, a line each, in the order
 * of the walk.  --rebuild begins anew and tells all.
 */
#include "indexer/told.h"

#include <string.h>

#include "base/limits.h"
#include "indexer/schema.h"

/* Is a path one that the walk went through? */
static bool was_walked(const struct tc_walk *walk, struct tc_str path)
{
	for (size_t i = 0; i < walk->n_roots; i++) {
		struct tc_str root = tc_str_of(walk->roots[i].path);
		if (tc_str_starts(path, root) && (path.n == root.n || path.p[root.n] == '/' || path.p[root.n] == ':'))
			return true;
	}
	return false;
}

static void add_line(struct tc_buf *all, struct tc_str line)
{
	tc_buf_add_str(all, line);
	tc_buf_add_char(all, '\n');
}

enum tc_status tc_told_filter(struct tc_db *live, struct tc_walk *walk, struct tc_buf *all, struct tc_err *err)
{
	struct tc_buf known;
	size_t n = 0;
	tc_buf_init(&known, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = live == NULL ? TC_OK : tc_db_metadata(live, TC_STR(TC_KEY_TOLD), &known, err);
	for (size_t i = 0; i < walk->problems.n; i++) {
		struct tc_str problem = walk->problems.v[i];
		add_line(all, problem);
		if (!tc_str_has_line(tc_buf_str(&known), problem))
			walk->problems.v[n++] = problem;
	}
	walk->problems.n = n;
	for (struct tc_str rest = tc_buf_str(&known); rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (line.n > 0 && !was_walked(walk, line))
			add_line(all, line);
	}
	tc_buf_release(&known);
	return status == TC_OK ? tc_buf_check(all, "problems", err) : status;
}
