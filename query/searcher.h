/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SEARCHER_H
#define TC_QUERY_SEARCHER_H

#include "analyzers/token.h"
#include "query/search.h"
#include "xapianc/enquire.h"

/* What a searcher is, for the parts of query/ that ask its database themselves. */
struct tc_searcher {
	struct tc_db *db;
	struct tc_enquire *enquire;
	struct tc_analyzer *analyzer;
	const char *path; /* of the first index, for messages */
	unsigned left;    /* how often a search may begin again without an index that failed */
};

/* Before something is asked: how often it may be asked again.  Terms of the analyzer that were read before are void; answers are
 * not, as they live in their arenas. */
void tc_searcher_begin(struct tc_searcher *searcher);
/* After it failed: may it be asked again, without an index that does not answer?  All that was read before is void. */
bool tc_searcher_again(struct tc_searcher *searcher, enum tc_status status, struct tc_err *err);

#endif
