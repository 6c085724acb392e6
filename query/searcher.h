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
};

#endif
