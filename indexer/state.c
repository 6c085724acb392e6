/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index knows of its source files.
 *
 * One metadata record a file, in text so that it can be read with any Xapian tool:
 *
 *   size=4281
 *   mtime=1673174760000000000
 *   hash=9c1e...            FNV-1a, 64 bits, hexadecimal
 *   format=page-dump
 *   records=1
 *   documents=1
 *   problems=0
 *   problem=...             only when there was one: the first
 *   listing=https://...     address of the first page that was taken for a listing
 *   since=1669204800        only then: when a run first found one
 *   encoding=12 windows-1258
 *   note=3 short            what was noted of the articles, with its number (noted.c)
 *   path=...                only when the key had to be shortened
 *
 * Size and modification time decide whether a file is looked at, the hash whether it is read again.  FNV-1a is no defence
 * against somebody who makes collisions on purpose; he could as well keep size and time.
 */
#include "indexer/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/limits.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

void tc_file_state_write(const struct tc_file_state *s, struct tc_buf *out)
{
	tc_buf_printf(out, "size=%llu\nmtime=%lld\nhash=%016llx\nformat=%s\nrecords=%u\ndocuments=%u\nproblems=%u\n",
		      (unsigned long long)s->size_bytes, (long long)s->mtime_ns, (unsigned long long)s->hash, s->format,
		      s->records, s->documents, s->problems);
	if (s->problem[0] != '\0')
		tc_buf_printf(out, "problem=%s\n", s->problem);
	if (s->listing.n > 0)
		tc_buf_printf(out, "listing=%.*s\n", TC_STR_ARG(s->listing));
	if (s->since_unix != 0)
		tc_buf_printf(out, "since=%lld\n", (long long)s->since_unix);
	tc_buf_add_str(out, s->noted);
	if (strlen(TC_KEY_FILE) + strlen(s->path) > TC_LIMIT_KEY_BYTES)
		tc_buf_printf(out, "path=%s\n", s->path);
}

static uint64_t hexadecimal(struct tc_str s)
{
	uint64_t value = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 0;
		value = value << 4 | digit;
	}
	return value;
}

static uint64_t decimal(struct tc_str s)
{
	unsigned long long value = 0;
	return tc_str_to_u64(s, UINT64_MAX, &value) ? value : 0;
}

static int64_t signed_decimal(struct tc_str s)
{
	if (tc_str_starts(s, TC_STR("-")))
		return -(int64_t)decimal(tc_str_sub(s, 1, s.n));
	return (int64_t)decimal(s);
}

static void copy_text(char *to, size_t room, struct tc_str s)
{
	size_t n = s.n < room - 1 ? s.n : room - 1;
	memcpy(to, s.p, n);
	to[n] = '\0';
}

/* The lines of s together with line, which stands behind them in the same text. */
static struct tc_str with_line(struct tc_str s, struct tc_str line)
{
	const char *from = s.n > 0 ? s.p : line.p;
	return (struct tc_str){from, (size_t)(line.p + line.n - from)};
}

void tc_file_state_read(struct tc_str text, struct tc_file_state *out, struct tc_str *path_line)
{
	const char *path = out->path;
	*out = (struct tc_file_state){.path = path};
	*path_line = TC_STR_NONE;
	for (struct tc_str rest = text; rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		size_t equals = tc_str_find_char(line, '=', 0);
		if (equals == line.n)
			continue;
		struct tc_str name = tc_str_sub(line, 0, equals), value = tc_str_sub(line, equals + 1, line.n);
		if (tc_str_eq(name, TC_STR("size")))
			out->size_bytes = decimal(value);
		else if (tc_str_eq(name, TC_STR("mtime")))
			out->mtime_ns = signed_decimal(value);
		else if (tc_str_eq(name, TC_STR("hash")))
			out->hash = hexadecimal(value);
		else if (tc_str_eq(name, TC_STR("records")))
			out->records = (uint32_t)decimal(value);
		else if (tc_str_eq(name, TC_STR("documents")))
			out->documents = (uint32_t)decimal(value);
		else if (tc_str_eq(name, TC_STR("problems")))
			out->problems = (uint32_t)decimal(value);
		else if (tc_str_eq(name, TC_STR("format")))
			copy_text(out->format, sizeof out->format, value);
		else if (tc_str_eq(name, TC_STR("problem")))
			copy_text(out->problem, sizeof out->problem, value);
		else if (tc_str_eq(name, TC_STR("listing")))
			out->listing = value;
		else if (tc_str_eq(name, TC_STR("since")))
			out->since_unix = signed_decimal(value);
		else if (tc_str_eq(name, TC_STR("encoding")) || tc_str_eq(name, TC_STR("note")))
			out->noted = with_line(out->noted, (struct tc_str){line.p, line.n + (rest.p != NULL)});
		else if (tc_str_eq(name, TC_STR("path")))
			*path_line = value;
	}
}

enum tc_status tc_file_state_hash(const char *path, uint64_t *hash, struct tc_err *err)
{
	static unsigned char block[1 << 16];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return tc_err_errno(err, errno, "cannot read");
	uint64_t h = 14695981039346656037u;
	ssize_t n;
	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		for (ssize_t i = 0; i < n; i++)
			h = (h ^ block[i]) * 1099511628211u;
	int error = errno;
	close(fd);
	if (n < 0)
		return tc_err_errno(err, error, "cannot read");
	*hash = h;
	return TC_OK;
}

struct tc_states {
	struct tc_arena arena;
	struct tc_file_state *v;
	size_t n, capacity;
	uint32_t *table;   /* index + 1 into v, 0: free; open addressing */
	size_t table_size; /* power of two */
};

static size_t slot_of(const struct tc_states *states, struct tc_str path)
{
	size_t at = (size_t)tc_str_hash(path) & (states->table_size - 1);
	while (states->table[at] != 0 && strncmp(states->v[states->table[at] - 1].path, path.p, path.n + 1) != 0)
		at = (at + 1) & (states->table_size - 1);
	return at;
}

static bool build_table(struct tc_states *states)
{
	states->table_size = 16;
	while (states->table_size < states->n * 2)
		states->table_size *= 2;
	states->table = tc_alloc(states->table_size * sizeof *states->table);
	if (states->table == NULL)
		return false;
	for (size_t i = 0; i < states->n; i++)
		states->table[slot_of(states, tc_str_of(states->v[i].path))] = (uint32_t)i + 1;
	return true;
}

static enum tc_status load_all(struct tc_db *db, struct tc_states *states, struct tc_keys *keys, struct tc_err *err)
{
	struct tc_buf value;
	struct tc_str key, path_line;
	enum tc_status status;
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	while ((status = tc_keys_next(keys, &key, err)) == TC_OK) {
		status = tc_db_metadata(db, key, &value, err);
		if (status != TC_OK)
			break;
		if (tc_grow(&states->v, &states->capacity, states->n, sizeof *states->v) != 0) {
			status = tc_err_set(err, TC_ENOMEM, "state of files: no memory");
			break;
		}
		struct tc_file_state *state = &states->v[states->n++];
		struct tc_str path = tc_str_sub(key, strlen(TC_KEY_FILE), key.n);
		tc_file_state_read(tc_buf_str(&value), state, &path_line);
		state->noted = tc_arena_str(&states->arena, state->noted);
		state->path = tc_arena_cstr(&states->arena, path_line.n > 0 ? path_line : path);
		state->listing = tc_arena_str(&states->arena, state->listing);
	}
	tc_buf_release(&value);
	if (status == TC_END)
		status = tc_arena_check(&states->arena, "state of files", err);
	return status;
}

enum tc_status tc_states_load(struct tc_db *db, struct tc_states **out, struct tc_err *err)
{
	struct tc_keys *keys = NULL;
	struct tc_states *states = tc_alloc(sizeof *states);
	*out = NULL;
	if (states == NULL)
		return tc_err_set(err, TC_ENOMEM, "state of files: no memory");
	tc_arena_init(&states->arena, SIZE_MAX);
	enum tc_status status = tc_keys_all(db, TC_STR(TC_KEY_FILE), &keys, err);
	if (status == TC_OK)
		status = load_all(db, states, keys, err);
	tc_keys_free(keys);
	if (status == TC_OK && !build_table(states))
		status = tc_err_set(err, TC_ENOMEM, "state of files: no memory");
	if (status != TC_OK) {
		tc_states_free(states);
		return status;
	}
	*out = states;
	return TC_OK;
}

void tc_states_free(struct tc_states *states)
{
	if (states == NULL)
		return;
	tc_arena_release(&states->arena);
	tc_free(states->v);
	tc_free(states->table);
	tc_free(states);
}

const struct tc_file_state *tc_states_find(const struct tc_states *states, const char *path)
{
	uint32_t i = states->table[slot_of(states, tc_str_of(path))];
	return i == 0 ? NULL : &states->v[i - 1];
}

size_t tc_states_count(const struct tc_states *states)
{
	return states->n;
}

const struct tc_file_state *tc_states_at(const struct tc_states *states, size_t i)
{
	return &states->v[i];
}
