/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_REPRINTS_H
#define TC_QUERY_REPRINTS_H

#include "query/near.h"
#include "query/search.h"

/* The other articles that have nearly the text of one. */
struct tc_reprints {
	struct tc_article *v; /* earliest first, those without a date last */
	size_t n;
	bool more; /* there are more than are looked for */
};

/* Those of a document that tc_show has found just now; all in arena. */
enum tc_status tc_reprints_read(struct tc_searcher *searcher, uint32_t docid, struct tc_arena *arena, struct tc_reprints *out,
				struct tc_err *err);

#endif
