/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_INSPECT_H
#define TC_XAPIANC_INSPECT_H

#include "xapianc/db.h"

/* What a search reads of a database without a user seeing it: for comparing two databases completely. */

/* Bounds of the documents' lengths as the weighting formula takes them (no closer after deletions). */
enum tc_status tc_db_length_bounds(struct tc_db *db, uint32_t *lower, uint32_t *upper, struct tc_err *err);
/* Upper bound of the term's wdf in a document; 0 for a term that is not there. */
enum tc_status tc_db_wdf_bound(struct tc_db *db, struct tc_str term, uint32_t *upper, struct tc_err *err);
/* Slots in which the document has a value, ascending, as the document itself lists them: at most max of them are put into slots,
 * *n is how many there are.  TC_ENOENT without the document. */
enum tc_status tc_db_slots(struct tc_db *db, uint32_t docid, uint32_t *slots, size_t max, size_t *n, struct tc_err *err);

#endif
