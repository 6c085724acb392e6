/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_STATE_H
#define TC_INDEXER_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"
#include "xapianc/db.h"

/* What an index knows of a source file: kept under TC_KEY_FILE + path, written in the same commit as the file's documents. */
struct tc_file_state {
	const char *path; /* NUL-terminated */
	uint64_t size_bytes;
	int64_t mtime_ns;
	uint64_t hash;         /* tc_file_state_hash of the content */
	uint32_t records;      /* read, good or bad */
	uint32_t documents;    /* indexed */
	uint32_t problems;     /* records that were not */
	char format[24];       /* reader, "" when none could read it */
	char problem[200];     /* the first problem, "" when there was none */
	struct tc_str listing; /* address of the first page that was taken for a listing; empty: none */
	int64_t since_unix;    /* when a run first found problems in the file, 0 when there are none or it is not known */
	/* What readers noted of its articles, as lines (tc_noted_write); lives with the states. */
	struct tc_str noted;
};

/* Writes a state as "name=value" lines. */
void tc_file_state_write(const struct tc_file_state *state, struct tc_buf *out);
/* Reads such lines; path is left alone unless the lines have one (then *path_line is it, a slice of text, as listing and noted
 * are). */
void tc_file_state_read(struct tc_str text, struct tc_file_state *out, struct tc_str *path_line);
/* FNV-1a of the bytes of a file. */
enum tc_status tc_file_state_hash(const char *path, uint64_t *hash, struct tc_err *err);

/* All states of an index, found by path. */
struct tc_states;
enum tc_status tc_states_load(struct tc_db *db, struct tc_states **out, struct tc_err *err);
void tc_states_free(struct tc_states *states); /* takes NULL */
/* The state of a path, NULL when the index does not know it; lives with the states. */
const struct tc_file_state *tc_states_find(const struct tc_states *states, const char *path);
size_t tc_states_count(const struct tc_states *states);
const struct tc_file_state *tc_states_at(const struct tc_states *states, size_t i); /* in byte order of the keys */

#endif
