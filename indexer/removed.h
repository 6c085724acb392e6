/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_REMOVED_H
#define TC_INDEXER_REMOVED_H

#include "xapianc/db.h"

/* Counts the pairs of words of documents that are about to leave an index, from their stored text. */
struct tc_removed;

enum tc_status tc_removed_new(struct tc_removed **out, struct tc_err *err);
void tc_removed_free(struct tc_removed *removed); /* takes NULL */
/* Counts one document, or all that have a term; they are still there. */
enum tc_status tc_removed_add(struct tc_removed *removed, struct tc_db *live, uint32_t docid, struct tc_err *err);
enum tc_status tc_removed_add_term(struct tc_removed *removed, struct tc_db *live, struct tc_str term, struct tc_err *err);
/* The run (indexer/pairs.h) of all that was counted, empty when nothing was; begins anew.  Valid until the next call. */
enum tc_status tc_removed_pairs(struct tc_removed *removed, struct tc_str *run, struct tc_err *err);

#endif
