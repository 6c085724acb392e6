/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arenas: a list of blocks, each twice the one before up to BLOCK_MAX, larger ones for single large requests. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

#define BLOCK_FIRST (16u << 10)
#define BLOCK_MAX (4u << 20)
#define ALIGNMENT alignof(max_align_t)

struct tc_arena_block {
	struct tc_arena_block *next;
	size_t n, capacity;
	alignas(max_align_t) char bytes[];
};

void tc_arena_init(struct tc_arena *arena, size_t max_bytes)
{
	*arena = (struct tc_arena){.max_bytes = max_bytes};
}

static void free_blocks(struct tc_arena_block *block, const struct tc_arena_block *keep)
{
	while (block != NULL) {
		struct tc_arena_block *next = block->next;
		if (block != keep)
			tc_free(block);
		block = next;
	}
}

void tc_arena_release(struct tc_arena *arena)
{
	free_blocks(arena->blocks, NULL);
	*arena = (struct tc_arena){.max_bytes = arena->max_bytes};
}

void tc_arena_reset(struct tc_arena *arena)
{
	struct tc_arena_block *largest = arena->blocks;
	for (struct tc_arena_block *b = arena->blocks; b != NULL; b = b->next)
		if (b->capacity > largest->capacity)
			largest = b;
	free_blocks(arena->blocks, largest);
	if (largest != NULL) {
		largest->next = NULL;
		largest->n = 0;
	}
	*arena = (struct tc_arena){.blocks = largest, .max_bytes = arena->max_bytes};
}

static struct tc_arena_block *new_block(struct tc_arena *arena, size_t n_bytes)
{
	size_t capacity = arena->blocks == NULL ? BLOCK_FIRST : arena->blocks->capacity * 2;
	if (capacity > BLOCK_MAX)
		capacity = BLOCK_MAX;
	if (capacity < n_bytes)
		capacity = n_bytes;
	struct tc_arena_block *block = tc_realloc(NULL, sizeof *block + capacity);
	if (block == NULL)
		return NULL;
	block->next = arena->blocks;
	block->n = 0;
	block->capacity = capacity;
	arena->blocks = block;
	return block;
}

void *tc_arena_alloc(struct tc_arena *arena, size_t n_bytes)
{
	if (arena->failed != TC_OK)
		return NULL;
	if (n_bytes > arena->max_bytes || arena->used_bytes > arena->max_bytes - n_bytes || n_bytes > SIZE_MAX / 2) {
		arena->failed = TC_ELIMIT;
		return NULL;
	}
	size_t rounded = (n_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct tc_arena_block *block = arena->blocks;
	if (block == NULL || block->capacity - block->n < rounded)
		block = new_block(arena, rounded);
	if (block == NULL) {
		arena->failed = TC_ENOMEM;
		return NULL;
	}
	void *p = block->bytes + block->n;
	block->n += rounded;
	arena->used_bytes += rounded;
	memset(p, 0, rounded);
	return p;
}

struct tc_str tc_arena_str(struct tc_arena *arena, struct tc_str s)
{
	char *copy = tc_arena_alloc(arena, s.n + 1);
	if (copy == NULL)
		return TC_STR_NONE;
	if (s.n > 0)
		memcpy(copy, s.p, s.n);
	return (struct tc_str){copy, s.n};
}

const char *tc_arena_cstr(struct tc_arena *arena, struct tc_str s)
{
	struct tc_str copy = tc_arena_str(arena, s);
	return copy.p == NULL ? "" : copy.p;
}

struct tc_str tc_arena_printf(struct tc_arena *arena, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int n = vsnprintf(NULL, 0, format, arguments);
	char *text = n < 0 ? NULL : tc_arena_alloc(arena, (size_t)n + 1);
	if (text != NULL)
		vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	va_end(arguments);
	return (struct tc_str){text, text == NULL ? 0 : (size_t)n};
}

int tc_arena_grow(struct tc_arena *arena, void *items, size_t *capacity, size_t n, size_t item_bytes)
{
	void *old, *grown;
	if (n < *capacity)
		return 0;
	size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
	while (wanted <= n)
		wanted *= 2;
	grown = tc_arena_alloc(arena, wanted * item_bytes);
	if (grown == NULL)
		return -1;
	memcpy(&old, items, sizeof old);
	if (n > 0)
		memcpy(grown, old, n * item_bytes);
	memcpy(items, &grown, sizeof grown);
	*capacity = wanted;
	return 0;
}

enum tc_status tc_arena_check(const struct tc_arena *arena, const char *what, struct tc_err *err)
{
	if (arena->failed == TC_OK)
		return TC_OK;
	return tc_err_set(err, arena->failed, "%s: %s", what, arena->failed == TC_ELIMIT ? "too large" : "no memory");
}

void tc_strs_add(struct tc_strs *list, struct tc_arena *arena, struct tc_str s)
{
	if (tc_arena_grow(arena, &list->v, &list->capacity, list->n, sizeof *list->v) != 0)
		return;
	struct tc_str copy = tc_arena_str(arena, s);
	if (copy.p != NULL)
		list->v[list->n++] = copy;
}

bool tc_strs_has(const struct tc_strs *list, struct tc_str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (tc_str_eq(list->v[i], s))
			return true;
	return false;
}
