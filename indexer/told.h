/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_TOLD_H
#define TC_INDEXER_TOLD_H

#include "corpus/walk.h"
#include "xapianc/db.h"

/* What was wrong with folders and links ("PATH: reason") is told once, as what is wrong with files is: the index remembers it for
 * as long as it is so. */

/* Takes out of the walk's problems those that live (NULL: there is none) remembers.  Adds to all, a line each, what is to be
 * remembered now (TC_KEY_TOLD): all of the walk's, and what is known of places that it did not look at. */
enum tc_status tc_told_filter(struct tc_db *live, struct tc_walk *walk, struct tc_buf *all, struct tc_err *err);

#endif
