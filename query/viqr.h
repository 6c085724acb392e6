/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_VIQR_H
#define TC_QUERY_VIQR_H

#include "base/arena.h"
#include "xapianc/db.h"

/* The query with its words of VIQR (Ha` No^.i) as they are meant, where the archive has that; *out (in arena, or query itself) is
 * what is parsed. */
enum tc_status tc_viqr_rewrite(struct tc_db *db, struct tc_str query, struct tc_arena *arena, struct tc_str *out,
			       struct tc_err *err);

#endif
