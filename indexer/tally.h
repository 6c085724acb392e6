/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_TALLY_H
#define TC_INDEXER_TALLY_H

#include <stdint.h>

#include "base/arena.h"

/* How often each of many names was counted. */
struct tc_tally {
	struct tc_tally_entry {
		struct tc_str key;  /* what makes it one */
		struct tc_str name; /* as it was first called */
		uint64_t n;
	} * v; /* in the order in which they came, until sorted */
	size_t n, capacity;
	uint32_t *table; /* index + 1 into v, 0: free; open addressing */
	size_t table_size;
	struct tc_arena *arena; /* has keys and names */
	bool no_memory;         /* sticky; the arena has its own */
};

void tc_tally_init(struct tc_tally *tally, struct tc_arena *arena);
void tc_tally_release(struct tc_tally *tally); /* the arena is the caller's */
/* Counts n times; key and name are copied when they are new.  Returns its index in v until sorted; 0 without memory. */
size_t tc_tally_add(struct tc_tally *tally, struct tc_str key, struct tc_str name, uint64_t n);
/* Most frequent first, then by name.  Nothing is added after it. */
void tc_tally_sort(struct tc_tally *tally);

#endif
