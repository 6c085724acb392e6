/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and how often they came: a hash table of places in a growing list, so that the list can be walked in the order of
 * coming, and sorted at the end. */
#include "indexer/tally.h"

#include <stdlib.h>

#include "base/alloc.h"

void tc_tally_init(struct tc_tally *tally, struct tc_arena *arena)
{
	*tally = (struct tc_tally){.arena = arena};
}

void tc_tally_release(struct tc_tally *tally)
{
	tc_free(tally->v);
	tc_free(tally->table);
	*tally = (struct tc_tally){.v = NULL};
}

static uint32_t *slot_of(const struct tc_tally *tally, struct tc_str key)
{
	size_t at = (size_t)tc_str_hash(key) & (tally->table_size - 1);
	while (tally->table[at] != 0 && !tc_str_eq(tally->v[tally->table[at] - 1].key, key))
		at = (at + 1) & (tally->table_size - 1);
	return &tally->table[at];
}

static bool widen(struct tc_tally *tally)
{
	size_t size = tally->table_size == 0 ? 64 : tally->table_size * 2;
	uint32_t *table = tc_alloc(size * sizeof *table);
	if (table == NULL)
		return false;
	tc_free(tally->table);
	tally->table = table;
	tally->table_size = size;
	for (size_t i = 0; i < tally->n; i++)
		*slot_of(tally, tally->v[i].key) = (uint32_t)i + 1;
	return true;
}

size_t tc_tally_add(struct tc_tally *tally, struct tc_str key, struct tc_str name, uint64_t n)
{
	if (tally->no_memory)
		return 0;
	if (tally->n * 2 >= tally->table_size && !widen(tally)) {
		tally->no_memory = true;
		return 0;
	}
	uint32_t *slot = slot_of(tally, key);
	if (*slot != 0) {
		tally->v[*slot - 1].n += n;
		return *slot - 1;
	}
	if (tc_grow(&tally->v, &tally->capacity, tally->n, sizeof *tally->v) != 0) {
		tally->no_memory = true;
		return 0;
	}
	struct tc_str kept = tc_arena_str(tally->arena, key);
	tally->v[tally->n++] = (struct tc_tally_entry){kept, tc_str_eq(key, name) ? kept : tc_arena_str(tally->arena, name), n};
	*slot = (uint32_t)tally->n;
	return tally->n - 1;
}

static int by_size(const void *a, const void *b)
{
	const struct tc_tally_entry *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return tc_str_cmp(x->name, y->name);
}

void tc_tally_sort(struct tc_tally *tally)
{
	if (tally->n > 1)
		qsort(tally->v, tally->n, sizeof *tally->v, by_size);
}
