/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of work that coordinator and workers share.
 *
 * It lies in one anonymous shared mapping made before the first fork, so that pointers in it mean the same everywhere.  A slice
 * is a run of neighbouring files of about so many bytes, and so many files at most.  A worker takes a slice with one
 * compare-and-swap; when a worker dies, the coordinator frees its slice again.  Slices follow the order of the files and shards
 * the order of slices: the documents of the finished index are in the order of the files, whatever the number of workers.
 *
 * The size of a slice is the size of the databases that are written in one go.  Xapian's inverter gets slower with each document
 * it holds; opening and merging a database costs too, and of the bulk writer nothing else does.  BENCHMARKS.md has the figures
 * that chose these.
 */
#include "indexer/jobs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const struct {
	uint64_t bytes;
	size_t files;
} slice_size[] = {[TC_WRITER_BULK] = {8u << 20, 8000}, [TC_WRITER_API] = {2u << 20, 2000}};

static size_t count_slices(const struct tc_walk_file *const *files, size_t n_files, enum tc_writer writer,
			   struct tc_slice *slices)
{
	size_t n = 0, first = 0;
	uint64_t bytes = 0;
	for (size_t i = 0; i < n_files; i++) {
		bytes += files[i]->size_bytes;
		if (bytes < slice_size[writer].bytes && i + 1 - first < slice_size[writer].files && i + 1 < n_files)
			continue;
		if (slices != NULL)
			slices[n] = (struct tc_slice){.first = (uint32_t)first, .last = (uint32_t)i + 1};
		n++;
		first = i + 1;
		bytes = 0;
	}
	return n;
}

enum tc_status tc_jobs_new(const struct tc_walk_file *const *files, size_t n_files, enum tc_writer writer, struct tc_jobs **out,
			   struct tc_err *err)
{
	size_t n_slices = count_slices(files, n_files, writer, NULL);
	size_t bytes = sizeof(struct tc_jobs) + n_slices * sizeof(struct tc_slice) + n_files * (sizeof *(*out)->told + 1);
	*out = NULL;
	struct tc_jobs *jobs = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (jobs == MAP_FAILED)
		return tc_err_set(err, TC_ENOMEM, "table of work: no memory");
	jobs->files = files;
	jobs->n_files = n_files;
	jobs->slices = (struct tc_slice *)(jobs + 1);
	jobs->n_slices = n_slices;
	jobs->told = (_Atomic uint32_t *)(jobs->slices + n_slices);
	jobs->lost = (_Atomic unsigned char *)(jobs->told + n_files);
	jobs->mapped_bytes = bytes;
	count_slices(files, n_files, writer, jobs->slices);
	for (size_t i = 0; i < TC_MAX_WORKERS; i++)
		jobs->workers[i].file = -1;
	*out = jobs;
	return TC_OK;
}

void tc_jobs_free(struct tc_jobs *jobs)
{
	if (jobs != NULL)
		munmap(jobs, jobs->mapped_bytes);
}

bool tc_jobs_take(struct tc_jobs *jobs, int worker, size_t *slice)
{
	for (size_t i = 0; i < jobs->n_slices; i++) {
		int expected = TC_SLICE_FREE;
		if (!atomic_compare_exchange_strong(&jobs->slices[i].state, &expected, TC_SLICE_TAKEN))
			continue;
		jobs->slices[i].worker = worker;
		jobs->slices[i].n_shards = 0;
		jobs->slices[i].counts = (struct tc_job_counts){0, 0, 0, 0, 0, 0};
		*slice = i;
		return true;
	}
	return false;
}

struct tc_job_counts tc_jobs_counts(const struct tc_jobs *jobs)
{
	struct tc_job_counts sum = {0, 0, 0, 0, 0, 0};
	for (size_t i = 0; i < jobs->n_slices; i++) {
		const struct tc_job_counts *one = &jobs->slices[i].counts;
		sum.files += one->files;
		sum.records += one->records;
		sum.documents += one->documents;
		sum.problems += one->problems;
		sum.words += one->words;
		sum.bytes += one->bytes;
	}
	return sum;
}

void tc_jobs_shard_name(size_t slice, uint32_t shard, char out[32])
{
	snprintf(out, 32, "s%06zu-%03u", slice, shard);
}
