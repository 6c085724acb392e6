/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_VOTE_H
#define TC_QUERY_VOTE_H

#include "query/words.h"
#include "xapianc/db.h"

/* Sets the weight of every spelling of words that followed each other in the query (the same run) to how probably it is meant
 * between its neighbours, by what the archive has; 0..1, summing to 1 for each word.  Words that stand alone keep theirs. */
enum tc_status tc_vote(struct tc_db *db, struct tc_words *words, struct tc_err *err);

#endif
