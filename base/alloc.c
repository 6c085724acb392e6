/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocation with a counter that a test can arm.  Not atomic: the test that arms it has one thread. */
#include "base/alloc.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Items of a new array. */
#define FIRST_ITEMS 16

static unsigned long fail_after;

static bool fails(void)
{
	if (fail_after == 0)
		return false;
	if (fail_after == 1)
		return true;
	fail_after--;
	return false;
}

void tc_alloc_fail_after(unsigned long n)
{
	fail_after = n;
}

void *tc_alloc(size_t n_bytes)
{
	return fails() ? NULL : calloc(1, n_bytes == 0 ? 1 : n_bytes);
}

void *tc_realloc(void *old, size_t n_bytes)
{
	return fails() ? NULL : realloc(old, n_bytes == 0 ? 1 : n_bytes);
}

void tc_free(void *p)
{
	free(p);
}

char *tc_strdup(const char *s)
{
	size_t n = strlen(s) + 1;
	char *copy = tc_realloc(NULL, n);
	if (copy != NULL)
		memcpy(copy, s, n);
	return copy;
}

int tc_grow(void *items, size_t *capacity, size_t n, size_t item_bytes)
{
	void *old, *grown;
	if (n < *capacity)
		return 0;
	size_t wanted = *capacity == 0 ? FIRST_ITEMS : *capacity;
	while (wanted <= n) {
		if (wanted > SIZE_MAX / 2 / item_bytes)
			return -1;
		wanted *= 2;
	}
	/* items is the address of a pointer of any type: copied as bytes, which aliasing allows. */
	memcpy(&old, items, sizeof old);
	grown = tc_realloc(old, wanted * item_bytes);
	if (grown == NULL)
		return -1;
	memcpy(items, &grown, sizeof grown);
	*capacity = wanted;
	return 0;
}
