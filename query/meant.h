/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_MEANT_H
#define TC_QUERY_MEANT_H

#include "analyzers/token.h"
#include "base/arena.h"
#include "xapianc/db.h"

/* What was probably meant by a query of plain words: words that the archive does not have in any spelling replaced by the nearest
 * that it has, and marks restored.  *meant (in arena) is empty when the query is best as it is, or nothing is probable enough. */
enum tc_status tc_meant_find(struct tc_db *db, struct tc_analyzer *analyzer, struct tc_str query, struct tc_arena *arena,
			     struct tc_str *meant, struct tc_err *err);

#endif
