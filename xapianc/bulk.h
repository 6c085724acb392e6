/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_BULK_H
#define TC_XAPIANC_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xapianc/doc.h"

/* Writes one fresh glass database without Xapian's inverter: documents are inverted into byte strings in memory and each table
 * is written once, in key order.  bulk.cc states the format.  The result is an ordinary database, which Xapian reads, changes
 * and compacts; only a database that is not there yet can be written so.
 *
 * While it is written, its runs lie in directories PATH.run0, PATH.run1, ...; PATH itself appears with tc_bulk_finish.
 * After a failure of any call only tc_bulk_free may follow, which removes all that was written.  A handle is for one thread. */
struct tc_bulk;

/* Whether the format of the libxapian that runs is one that this writer was tested with. */
bool tc_bulk_known(void);
/* path must not exist: TC_EARG.  A run is written when what is held in memory exceeds budget_bytes; several runs are merged by
 * compaction.  With jobs of 2 or more two tables are written at a time.  TC_EVERSION when tc_bulk_known says no. */
enum tc_status tc_bulk_open(const char *path, size_t budget_bytes, unsigned jobs, struct tc_bulk **out, struct tc_err *err);
/* Adds a document under *docid, which must be above all before it (else TC_EARG); 0 takes the next and sets it.  NULL as 0.
 * Terms over 245 bytes (zero bytes count twice) are TC_ELIMIT, before anything is written. */
enum tc_status tc_bulk_add(struct tc_bulk *bulk, const struct tc_doc *doc, uint32_t *docid, struct tc_err *err);
/* As tc_db_set_metadata; an empty value removes. */
enum tc_status tc_bulk_set_metadata(struct tc_bulk *bulk, struct tc_str key, struct tc_str value, struct tc_err *err);
/* Writes what is left, merges, checks the result as xapian-check does and reads counts and a sample of the documents back;
 * TC_ECORRUPT when something differs.  Nothing is synced to disk.  Only tc_bulk_free may follow. */
enum tc_status tc_bulk_finish(struct tc_bulk *bulk, struct tc_err *err);
void tc_bulk_free(struct tc_bulk *bulk); /* takes NULL; what was not finished is removed */
/* Where run number `run` of a database at path lies while it is written: a process that was killed leaves such directories. */
void tc_bulk_run_path(const char *path, unsigned run, char *out, size_t out_bytes);

#endif
