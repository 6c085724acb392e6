/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_ITERATE_H
#define TC_XAPIANC_ITERATE_H

#include "xapianc/db.h"

/* Iterators, the caller's to free.  _next: TC_OK, TC_END (also when asked again) or an error.  Slices live until the next call on
 * the iterator.  _skip_to never goes back: a target before what was given changes nothing.  When the database changes under
 * one, it goes on in the new revision behind what it gave last. */

/* Terms of the whole database that begin with prefix, in byte order; or of one document. */
struct tc_terms;
enum tc_status tc_terms_all(struct tc_db *db, struct tc_str prefix, struct tc_terms **out, struct tc_err *err);
enum tc_status tc_terms_of(struct tc_db *db, uint32_t docid, struct tc_terms **out, struct tc_err *err);
enum tc_status tc_terms_next(struct tc_terms *terms, struct tc_str *term, struct tc_err *err);
/* Moves to the first term >= target; the next _next gives it. */
enum tc_status tc_terms_skip_to(struct tc_terms *terms, struct tc_str target, struct tc_err *err);
uint32_t tc_terms_freq(struct tc_terms *terms); /* documents that have the term last given; 0 on failure */
uint32_t tc_terms_wdf(struct tc_terms *terms);  /* in the document, for _of; 0 for _all */
void tc_terms_free(struct tc_terms *terms);     /* takes NULL */

/* Keys of the metadata that begin with prefix; of several databases those of the first, or of one of them (tc_db_parts). */
struct tc_keys;
enum tc_status tc_keys_all(struct tc_db *db, struct tc_str prefix, struct tc_keys **out, struct tc_err *err);
enum tc_status tc_keys_of_part(struct tc_db *db, size_t part, struct tc_str prefix, struct tc_keys **out, struct tc_err *err);
enum tc_status tc_keys_next(struct tc_keys *keys, struct tc_str *key, struct tc_err *err);
void tc_keys_free(struct tc_keys *keys);

/* Documents that have a term ("" for all documents), by docid. */
struct tc_postings;
enum tc_status tc_postings_of(struct tc_db *db, struct tc_str term, struct tc_postings **out, struct tc_err *err);
enum tc_status tc_postings_next(struct tc_postings *postings, uint32_t *docid, struct tc_err *err);
/* The next _next gives the first document >= docid. */
enum tc_status tc_postings_skip_to(struct tc_postings *postings, uint32_t docid, struct tc_err *err);
uint32_t tc_postings_wdf(struct tc_postings *postings);        /* of the document last given */
uint32_t tc_postings_doc_length(struct tc_postings *postings); /* 0 on failure */
/* Positions there, ascending, valid until the next call. */
enum tc_status tc_postings_positions(struct tc_postings *postings, const uint32_t **positions, size_t *n, struct tc_err *err);
void tc_postings_free(struct tc_postings *postings);

/* Values of a slot over all documents that have one, by docid. */
struct tc_values;
enum tc_status tc_values_of(struct tc_db *db, uint32_t slot, struct tc_values **out, struct tc_err *err);
enum tc_status tc_values_next(struct tc_values *values, uint32_t *docid, struct tc_str *value, struct tc_err *err);
/* The next _next gives the first document >= docid. */
enum tc_status tc_values_skip_to(struct tc_values *values, uint32_t docid, struct tc_err *err);
void tc_values_free(struct tc_values *values);

#endif
