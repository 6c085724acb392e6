/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_INGEST_H
#define TC_INDEXER_INGEST_H

#include "base/status.h"
#include "corpus/reader.h"
#include "indexer/shard.h"

/* The ingest run: a folder of articles into an index, from nothing or kept current. */
struct tc_ingest_options {
	const char *index;
	const char *const *roots; /* files and folders; none: those that the index was made of */
	size_t n_roots;
	const char *const *exclude; /* patterns (base/glob.h) of files and folders that are passed over */
	size_t n_exclude;
	enum tc_writer writer; /* of a new generation */
	bool rebuild;          /* a new generation from nothing */
	bool dry_run;          /* say what would be done */
	bool allow_empty;      /* a root without any file means that all its articles are gone */
	bool retry_failed;     /* read files with problems again */
	bool keep_listings;
	bool all_versions; /* index every capture of a URL; an index made otherwise must be rebuilt for it */
	bool verbose;
	unsigned workers;         /* 0: as many as there are cores */
	unsigned long wait_ms;    /* for another run's lock */
	unsigned long timeout_ms; /* for one record; 0: none */
	uint64_t memory_bytes;    /* of a worker; 0: no limit */
	bool sandbox;             /* workers confine themselves */
	struct tc_reader_options reader;
};

struct tc_ingest_summary {
	size_t files;                              /* seen */
	size_t unchanged, added, changed, removed; /* of them; removed: no longer there */
	size_t moved;                              /* elsewhere before, with the same content: neither new nor removed */
	uint64_t articles_read, problems;
	uint64_t duplicates; /* of articles read: text or address of another */
	uint64_t bytes;      /* of the files read */
	uint32_t articles;   /* in the index now */
	unsigned generation;
	bool rebuilt;
	double seconds;
};

/* Runs.  Problems of single files are told through base/log.h and counted; what is returned ended the run, and the index is as it
 * was or as far as its last transaction. */
enum tc_status tc_ingest_run(const struct tc_ingest_options *options, struct tc_ingest_summary *summary, struct tc_err *err);

#endif
