/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_ARENA_H
#define TC_BASE_ARENA_H

#include "base/status.h"
#include "base/str.h"

/* Memory that is given back all at once: one article, one query.  Sticky like tc_buf: once an allocation failed,
 * failed says so until the next reset, and further ones return NULL. */
struct tc_arena_block;

struct tc_arena {
	struct tc_arena_block *blocks; /* newest first */
	size_t used_bytes;             /* handed out since the last reset */
	size_t max_bytes;
	enum tc_status failed;
};

void tc_arena_init(struct tc_arena *arena, size_t max_bytes);
void tc_arena_release(struct tc_arena *arena);
void tc_arena_reset(struct tc_arena *arena); /* everything handed out is gone; the largest block is kept */
/* n zeroed bytes aligned for any type, valid until reset or release; NULL on failure. */
void *tc_arena_alloc(struct tc_arena *arena, size_t n_bytes);
/* A copy of s with a NUL after it; the empty slice on failure. */
struct tc_str tc_arena_str(struct tc_arena *arena, struct tc_str s);
const char *tc_arena_cstr(struct tc_arena *arena, struct tc_str s); /* the same as a C string, "" on failure */
struct tc_str tc_arena_printf(struct tc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for one more item in an array that lives in the arena: copies to twice the room when full.  0, or -1. */
int tc_arena_grow(struct tc_arena *arena, void *items, size_t *capacity, size_t n, size_t item_bytes);
enum tc_status tc_arena_check(const struct tc_arena *arena, const char *what, struct tc_err *err);

/* A list of slices in an arena. */
struct tc_strs {
	struct tc_str *v;
	size_t n;
	size_t capacity;
};

/* Adds a copy of s (nothing when the arena has failed). */
void tc_strs_add(struct tc_strs *list, struct tc_arena *arena, struct tc_str s);
bool tc_strs_has(const struct tc_strs *list, struct tc_str s);

#endif
