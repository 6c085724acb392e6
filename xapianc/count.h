/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_COUNT_H
#define TC_XAPIANC_COUNT_H

#include "xapianc/db.h"
#include "xapianc/xquery.h"

/* How often each value occurs among documents.  A slot may hold several values with a newline between two; of values that
 * begin with a date only the first bytes may be wanted. */
struct tc_counts;

struct tc_counted_slot {
	uint32_t slot;
	uint32_t first_bytes; /* count these bytes of the whole value (or what there is of them); 0: count each line of it */
};

/* Counts over all documents that match query.  A NULL query is TC_EARG: it could not be built. */
enum tc_status tc_counts_of_query(struct tc_db *db, const struct tc_xquery *query, const struct tc_counted_slot *slots,
				  size_t n_slots, struct tc_counts **out, struct tc_err *err);
/* Counts over the documents docids[0..n); one that is not there has no values. */
enum tc_status tc_counts_of_documents(struct tc_db *db, const uint32_t *docids, size_t n, const struct tc_counted_slot *slots,
				      size_t n_slots, struct tc_counts **out, struct tc_err *err);
void tc_counts_free(struct tc_counts *counts);                /* takes NULL */
uint32_t tc_counts_documents(const struct tc_counts *counts); /* that were looked at */
/* Number of different values of slots[slot], and value i of them (no order; lives as long as counts) with its documents. */
size_t tc_counts_n(const struct tc_counts *counts, size_t slot);
struct tc_str tc_counts_value(const struct tc_counts *counts, size_t slot, size_t i, uint32_t *documents);

#endif
