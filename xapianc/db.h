/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_DB_H
#define TC_XAPIANC_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"
#include "xapianc/doc.h"

/* C bindings for Xapian's databases (glass).  README.md has an example and the table of errors.
 *
 * Nothing of Xapian's is thrown through C: each exception becomes a status (not found TC_ENOENT, locked TC_ELOCKED, damaged
 * TC_ECORRUPT, changed TC_ECHANGED, file format of another version TC_EVERSION, remote TC_ENET, bad argument TC_EARG, disk full
 * TC_ENOSPC, no memory TC_ENOMEM, cannot be done TC_EUNSUPPORTED, system TC_EIO, too long TC_ELIMIT, else TC_EINTERNAL).
 * A reader sees one revision and loses it with the second commit after it opened.  A read that finds it lost reopens and is
 * repeated, three times, before TC_ECHANGED; iterators go on where they stood.  TC_ECHANGED at once means that the database at
 * the path was replaced by another: docids may mean other documents, so tc_db_reopen and begin again.
 * A handle, and all that was made from it, is for one thread at a time.  Slots are 0 to 4294967294, docids begin at 1. */
struct tc_db;

enum tc_db_flag {
	TC_DB_OPEN = 0,   /* must exist */
	TC_DB_CREATE = 1, /* must not exist */
	TC_DB_CREATE_OR_OPEN = 2,
	TC_DB_OVERWRITE = 3, /* what is there is thrown away */
	TC_DB_NO_SYNC = 16,  /* no fdatasync: for throw-away databases */
	TC_DB_DANGEROUS = 32 /* blocks overwritten in place: for throw-away databases only */
};

/* Opens one database or several as one for reading.  A path is a glass directory, a stub file, a directory with a stub XAPIANDB
 * in it, or "tcp:HOST:PORT" of a xapian-tcpsrv (IPv6 in brackets; timeout_ms for connecting and each answer; 0: 10 s).  Of n
 * databases, document d of the i-th (from 0) is document (d - 1) * n + i + 1 of all; metadata are those of the first (but see
 * parts.h, also for databases that do not answer).  The handle is the caller's to free. */
enum tc_status tc_db_open(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_db **out, struct tc_err *err);
/* One writer at a time: TC_ELOCKED while another has it open.  flags: TC_DB_... joined by |. */
enum tc_status tc_db_open_writable(const char *path, int flags, struct tc_db **out, struct tc_err *err);
void tc_db_free(struct tc_db *db); /* takes NULL; drops what was not committed */
/* To the newest revision, or to the other database that a path names by now (a stub rewritten, a directory replaced).  What was
 * made before keeps what it had; a tc_enquire searches the new.  On failure the db is as it was. */
enum tc_status tc_db_reopen(struct tc_db *db, bool *changed, struct tc_err *err);
/* What is read later than ms milliseconds from now fails with TC_ETIME, and a search that is at it then is stopped (of a local
 * database, at the next document that matches), until the limit is set anew; 0: no limit. */
void tc_db_set_time_limit(struct tc_db *db, unsigned ms);
enum tc_status tc_db_close(struct tc_db *db, struct tc_err *err); /* commits; the handle still wants tc_db_free */
/* Makes durable what was written since the last; outside of a transaction Xapian does so by itself every 10,000 changes
 * (XAPIAN_FLUSH_THRESHOLD).  Any failure to write, here or before: all since the last commit is lost, the rest is intact and
 * the handle may be used on. */
enum tc_status tc_db_commit(struct tc_db *db, struct tc_err *err);
/* A transaction: all or nothing of what comes until its commit, durable then.  begin commits what is pending; tc_db_commit
 * and tc_db_close inside are TC_EARG.  It is over after _commit_ and _cancel_, whatever they return. */
enum tc_status tc_db_begin(struct tc_db *db, struct tc_err *err);
enum tc_status tc_db_commit_transaction(struct tc_db *db, struct tc_err *err);
enum tc_status tc_db_cancel_transaction(struct tc_db *db, struct tc_err *err);

/* Documents.  add and replace check every term before the call: one over 245 bytes (zero bytes count twice) is TC_ELIMIT and
 * nothing pending is lost.  replace_term replaces all documents that have the term by one, or adds it; the term must be among
 * the document's own.  docid may be NULL. */
enum tc_status tc_db_add(struct tc_db *db, const struct tc_doc *doc, uint32_t *docid, struct tc_err *err);
enum tc_status tc_db_replace(struct tc_db *db, uint32_t docid, const struct tc_doc *doc, struct tc_err *err);
enum tc_status tc_db_replace_term(struct tc_db *db, struct tc_str unique_term, const struct tc_doc *doc, uint32_t *docid,
				  struct tc_err *err);
enum tc_status tc_db_delete(struct tc_db *db, uint32_t docid, struct tc_err *err); /* TC_ENOENT when there is none */
/* All documents that have the term; none is TC_OK. */
enum tc_status tc_db_delete_term(struct tc_db *db, struct tc_str term, struct tc_err *err);
/* A copy of all that the document has, the caller's to free, good for any other database. */
enum tc_status tc_db_get(struct tc_db *db, uint32_t docid, struct tc_doc **doc, struct tc_err *err);
/* Stored data, or the value of a slot (empty when it has none), put into out (reset first); TC_ENOENT without the document. */
enum tc_status tc_db_data(struct tc_db *db, uint32_t docid, struct tc_buf *out, struct tc_err *err);
enum tc_status tc_db_value(struct tc_db *db, uint32_t docid, uint32_t slot, struct tc_buf *out, struct tc_err *err);

/* Metadata: keys of 1 to 245 bytes (zero bytes count twice, over is TC_ELIMIT).  An empty value removes; none reads as empty. */
enum tc_status tc_db_set_metadata(struct tc_db *db, struct tc_str key, struct tc_str value, struct tc_err *err);
enum tc_status tc_db_metadata(struct tc_db *db, struct tc_str key, struct tc_buf *out, struct tc_err *err);
/* Statistics. */
struct tc_db_stats {
	uint32_t n_documents;
	uint32_t last_docid;
	double average_length; /* wdf of all terms, per document */
	uint64_t total_length;
	bool has_positions;
};
enum tc_status tc_db_stats(struct tc_db *db, struct tc_db_stats *out, struct tc_err *err);
/* 0 for a term that is not there; either pointer may be NULL. */
enum tc_status tc_db_term_freq(struct tc_db *db, struct tc_str term, uint32_t *documents, uint64_t *occurrences,
			       struct tc_err *err);
/* Sum of all wdf, number of different terms; either pointer may be NULL. */
enum tc_status tc_db_doc_length(struct tc_db *db, uint32_t docid, uint32_t *length, uint32_t *n_unique, struct tc_err *err);
/* Lower and upper bound of a slot's values (no closer after deletions) and how many documents have one. */
enum tc_status tc_db_value_bounds(struct tc_db *db, uint32_t slot, struct tc_buf *lower, struct tc_buf *upper, uint32_t *n_values,
				  struct tc_err *err);
/* Made with the database and kept for its life, 36 characters; of several databases joined by colons. */
enum tc_status tc_db_uuid(struct tc_db *db, struct tc_buf *out, struct tc_err *err);

/* Positions of term in document docid: *n of them in *positions, ascending, valid until the next call for positions on this
 * db.  None is TC_OK, 0.  Costs a walk through Xapian's position table, some 1.3 microseconds when all is in memory, also when
 * the document does not have the term. */
enum tc_status tc_db_positions(struct tc_db *db, uint32_t docid, struct tc_str term, const uint32_t **positions, size_t *n,
			       struct tc_err *err);
/* The same for n documents in ascending order of docid (else TC_EARG): those of docids[i] are positions[starts[i]] to before
 * positions[starts[i + 1]]; starts is the caller's, n + 1 long.  As fast as single calls for documents that have the term,
 * up to ten times as fast for the others. */
enum tc_status tc_db_positions_many(struct tc_db *db, struct tc_str term, const uint32_t *docids, size_t n, size_t *starts,
				    const uint32_t **positions, struct tc_err *err);

/* Compaction of n_sources databases into a new (or empty) directory, multi-way; metadata of all is kept (equal keys: the first
 * source wins); docids are renumbered, source after source, unless keep_docids (then their ranges must not overlap).  Nothing
 * is synced to disk: the caller does before relying on it.  What is left after a failure is the caller's to remove. */
enum tc_status tc_db_compact(const char *const *sources, size_t n_sources, const char *destination, bool keep_docids,
			     struct tc_err *err);
/* xapian-check of a database: TC_OK when it could be checked, *n_errors found, what Xapian says of each table added to report. */
enum tc_status tc_db_check(const char *path, size_t *n_errors, struct tc_buf *report, struct tc_err *err);
/* Version of the libxapian that runs, "1.4.22". */
const char *tc_xapian_version(void);

#endif
