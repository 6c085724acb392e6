/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_FORGET_H
#define TC_INDEXER_FORGET_H

#include <stddef.h>

#include "base/status.h"
#include "indexer/forgotten.h"

/* Takes down the article that name names (its id, address or file), now and for all later runs, and leaves nothing of its text in
 * the files of the index.  TC_ENOENT: there is no such article. */
enum tc_status tc_forget_article(const char *index, const char *name, const char *reason, unsigned long wait_ms,
				 size_t *n_documents, struct tc_err *err);
/* Takes what an entry of a list is known by out of db, and puts the entry on its list; TC_KEY_SCRUB is set when there was
 * something. */
enum tc_status tc_forget_entry(struct tc_db *db, const struct tc_forgotten_entry *entry, struct tc_err *err);
/* Takes an article off the list; the next run reads its files again.  TC_ENOENT: it is not on it. */
enum tc_status tc_forget_undo(const char *index, const char *id, unsigned long wait_ms, struct tc_err *err);

#endif
