/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_JOBS_H
#define TC_INDEXER_JOBS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/limits.h"
#include "corpus/reader.h"
#include "corpus/sitemap.h"
#include "corpus/walk.h"
#include "indexer/shard.h"

/* The work of a run, shared between the coordinator and its worker processes: slices of neighbouring files, each made
 * into shards of its own, so that what comes out does not depend on how many workers there were. */

#define TC_MAX_WORKERS 64

/* How a file cost a worker its life. */
enum tc_lost { TC_LOST_NOT, TC_LOST_CRASHED, TC_LOST_HUNG };

enum tc_slice_state { TC_SLICE_FREE, TC_SLICE_TAKEN, TC_SLICE_DONE };

struct tc_job_counts {
	uint64_t files, records, documents, problems, words, bytes;
};

struct tc_slice {
	uint32_t first, last; /* files [first, last) */
	_Atomic int state;
	int worker;                  /* that has taken it */
	uint32_t n_shards;           /* made of it, once done */
	struct tc_job_counts counts; /* of this attempt; written by the worker only */
};

struct tc_worker_state {
	_Atomic int64_t file;     /* being read, -1: none */
	_Atomic int64_t since_ms; /* CLOCK_MONOTONIC when the record being read was begun */
	_Atomic bool failed;      /* could not go on: status and text say why */
	enum tc_status status;
	char text[TC_ERR_TEXT_BYTES];
};

/* Lives in memory that parent and children share. */
struct tc_jobs {
	const struct tc_walk_file *const *files; /* the same address in every process: made before the fork */
	size_t n_files;
	_Atomic uint32_t *told;      /* by file: problems of it that were told; a slice may be made again */
	_Atomic bool distrusted;     /* a shard of the bulk writer did not pass its checks: the rest is written by the other */
	_Atomic unsigned char *lost; /* by file: enum tc_lost, when it is to be passed over */
	struct tc_slice *slices;
	size_t n_slices;
	struct tc_worker_state workers[TC_MAX_WORKERS];
	size_t mapped_bytes;
};

struct tc_states;
struct tc_forgotten;
struct tc_worker_options {
	char build_dir[TC_LIMIT_PATH_BYTES]; /* shards go here: s000012-003 is the fourth of slice 12 */
	struct tc_reader_options reader;
	const struct tc_sitemap *sitemap;     /* what sitemaps say of pages, or NULL */
	const struct tc_forgotten *forgotten; /* articles that are passed over, or NULL */
	const struct tc_states *known;        /* what the index knows of files, or NULL */
	enum tc_writer writer;
	bool keep_listings;
	uint64_t memory_bytes; /* RLIMIT_AS of a worker, 0: none */
	bool sandbox;          /* the worker confines itself (base/sandbox.h) where that is possible */
	bool verbose;
};

/* Cuts files (in this order; the array must outlive the jobs) into slices by bytes, of a size that suits the writer.  TC_ENOMEM.
 */
enum tc_status tc_jobs_new(const struct tc_walk_file *const *files, size_t n_files, enum tc_writer writer, struct tc_jobs **out,
			   struct tc_err *err);
void tc_jobs_free(struct tc_jobs *jobs); /* takes NULL */
/* Takes a free slice for worker; false when there is none. */
bool tc_jobs_take(struct tc_jobs *jobs, int worker, size_t *slice);
/* Sums over all slices: exact when the workers are done. */
struct tc_job_counts tc_jobs_counts(const struct tc_jobs *jobs);
/* Name of a shard in the build directory; with TC_JOBS_PAIRS behind it that of the file with its pairs of words. */
#define TC_JOBS_PAIRS ".pairs"
void tc_jobs_shard_name(size_t slice, uint32_t shard, char out[32]);

/* What a worker process does until there is no free slice: returns its exit status.  Messages about files go to stderr. */
int tc_worker_run(struct tc_jobs *jobs, int worker, const struct tc_worker_options *options);

#endif
