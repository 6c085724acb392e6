/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_PARTS_H
#define TC_XAPIANC_PARTS_H

#include "xapianc/db.h"

/* Several databases read as one, some of them on other machines, and those of them that do not answer. */

/* As tc_db_open, but a remote database that does not answer within half of timeout_ms, at opening or later, may be left out;
 * TC_ENET when none is left.  Remote ones are opened side by side, so that opening takes half of timeout_ms at most.  What is on
 * this machine must be there.  tc_db_reopen tries again what is missing, after a while, and connects anew to remote databases: a
 * connection stays with the generation of the index that was current when it was made. */
enum tc_status tc_db_open_several(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_db **out,
				  struct tc_err *err);
/* After a read said TC_ENET: connects again to what broke off, leaves out what was too slow or breaks off again.  TC_OK: begin
 * again, for docids mean other documents now.  Else (nothing is left, or opened by tc_db_open) err and its status stay. */
enum tc_status tc_db_leave_out(struct tc_db *db, struct tc_err *err);
/* What is left out now, from 0; both live until the next call on db. */
size_t tc_db_n_missing(const struct tc_db *db);
struct tc_str tc_db_missing(const struct tc_db *db, size_t i, struct tc_str *why);

/* How many databases are read as one, the path of each and its metadata (from 0). */
size_t tc_db_parts(const struct tc_db *db);
struct tc_str tc_db_part_path(const struct tc_db *db, size_t part);
enum tc_status tc_db_part_metadata(struct tc_db *db, size_t part, struct tc_str key, struct tc_buf *out, struct tc_err *err);

/* Of remote databases one question is a way over the network and back.  These ask for much at one time, so that reading it by the
 * usual functions costs no way; where no database is remote they do nothing.
 *   freqs: tc_db_term_freq of the terms (documents)
 *   postings: the same, tc_postings_of the terms that 2 to `most` documents have, tc_db_value of two slots of these documents
 *   positions: tc_db_positions_many of the terms in the documents, tc_db_doc_length */
enum tc_status tc_db_prefetch_freqs(struct tc_db *db, const struct tc_str *terms, size_t n, struct tc_err *err);
enum tc_status tc_db_prefetch_postings(struct tc_db *db, const struct tc_str *terms, size_t n, uint32_t most, uint32_t first_slot,
				       uint32_t second_slot, struct tc_err *err);
enum tc_status tc_db_prefetch_positions(struct tc_db *db, const struct tc_str *terms, size_t n, const uint32_t *docids,
					size_t n_docids, struct tc_err *err);

#endif
