/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_VOCABULARY_H
#define TC_QUERY_VOCABULARY_H

#include "xapianc/db.h"

/* What the indexes that are searched as one know of words, all together.  out is reset first; none reads as empty. */

/* The terms with marks that fold to an ASCII skeleton, each once, one blank between (TC_KEY_SPELLINGS). */
enum tc_status tc_vocabulary_spellings(struct tc_db *db, struct tc_str skeleton, struct tc_buf *out, struct tc_err *err);
/* Which word follows the words of that skeleton how often: a block of indexer/pair_block.h. */
enum tc_status tc_vocabulary_pairs(struct tc_db *db, struct tc_str skeleton, struct tc_buf *out, struct tc_err *err);

#endif
