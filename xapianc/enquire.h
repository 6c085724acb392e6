/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_ENQUIRE_H
#define TC_XAPIANC_ENQUIRE_H

#include "xapianc/db.h"
#include "xapianc/xquery.h"

/* A search over a database and its ranked matches.  What is set stays set for every search until set anew. */
struct tc_enquire;
struct tc_matches;

/* The db must outlive it; matches outlive both. */
enum tc_status tc_enquire_new(struct tc_db *db, struct tc_enquire **out, struct tc_err *err);
void tc_enquire_free(struct tc_enquire *enquire); /* takes NULL */
/* Takes no part of the query: free it when you like.  A NULL query is TC_EARG: it could not be built. */
enum tc_status tc_enquire_set_query(struct tc_enquire *enquire, const struct tc_xquery *query, struct tc_err *err);

struct tc_bm25 {
	double k1, k2, k3, b, min_normlen; /* all from 0 up, b to 1; Xapian's own: 1, 0, 1, 0.5, 0.5 */
};
enum tc_status tc_enquire_set_bm25(struct tc_enquire *enquire, const struct tc_bm25 *bm25, struct tc_err *err);
enum tc_status tc_enquire_set_boolean(struct tc_enquire *enquire, struct tc_err *err); /* no weights */

enum tc_sort { TC_SORT_RELEVANCE, TC_SORT_VALUE, TC_SORT_VALUE_RELEVANCE, TC_SORT_RELEVANCE_VALUE };
/* descending: the largest value first.  Values compare by bytes; a document without one has the empty value, the smallest. */
enum tc_status tc_enquire_set_sort(struct tc_enquire *enquire, enum tc_sort sort, uint32_t slot, bool descending,
				   struct tc_err *err);
/* At most max documents for each value of slot; max 0: no collapse. */
enum tc_status tc_enquire_set_collapse(struct tc_enquire *enquire, uint32_t slot, uint32_t max, struct tc_err *err);
/* Matches below a share of the best possible weight, or below a weight, are left out; 0: none. */
enum tc_status tc_enquire_set_cutoff(struct tc_enquire *enquire, int percent, double weight, struct tc_err *err);
/* After that time fewer documents are looked at than check_at_least asks for; 0: no limit. */
enum tc_status tc_enquire_set_time_limit(struct tc_enquire *enquire, double seconds, struct tc_err *err);
/* Counts the values of slot over the matches looked at; read with tc_matches_value_count. */
enum tc_status tc_enquire_count_values(struct tc_enquire *enquire, uint32_t slot, struct tc_err *err);
enum tc_status tc_enquire_clear_counts(struct tc_enquire *enquire, struct tc_err *err);

/* Matches first .. first + max - 1; totals are exact when check_at_least documents or fewer match.  The matches are the caller's.
 */
enum tc_status tc_enquire_matches(struct tc_enquire *enquire, uint32_t first, uint32_t max, uint32_t check_at_least,
				  struct tc_matches **out, struct tc_err *err);
void tc_matches_free(struct tc_matches *matches); /* takes NULL */
size_t tc_matches_count(const struct tc_matches *matches);
uint32_t tc_matches_docid(const struct tc_matches *matches, size_t i);
double tc_matches_weight(const struct tc_matches *matches, size_t i);
uint32_t tc_matches_collapsed(const struct tc_matches *matches, size_t i); /* lower bound of documents folded into this one */
struct tc_matches_total {
	uint32_t lower, estimate, upper; /* equal when exact */
};
struct tc_matches_total tc_matches_total(const struct tc_matches *matches);
double tc_matches_max_possible(const struct tc_matches *matches);
/* Stored data of match i (reset first). */
enum tc_status tc_matches_data(struct tc_matches *matches, size_t i, struct tc_buf *out, struct tc_err *err);
/* Terms of the query set last that match i has, each with a NUL after, in the query's order. */
enum tc_status tc_matches_terms(struct tc_enquire *enquire, const struct tc_matches *matches, size_t i, struct tc_buf *out,
				struct tc_err *err);
/* The n-th (from 0) most frequent value that the last search counted for slot, ties by bytes; TC_END after the last. */
enum tc_status tc_matches_value_count(struct tc_enquire *enquire, uint32_t slot, size_t n, struct tc_buf *value, uint32_t *count,
				      struct tc_err *err);
/* Up to max terms that tell the documents docids[0..n) from the others, best first (Xapian's expand set), without those
 * that begin with a capital (prefixes) unless with_prefixed; weights in weights[0..*n_out), terms each with a NUL after. */
enum tc_status tc_enquire_expand(struct tc_enquire *enquire, const uint32_t *docids, size_t n, uint32_t max, bool with_prefixed,
				 struct tc_buf *terms, double *weights, size_t *n_out, struct tc_err *err);

#endif
