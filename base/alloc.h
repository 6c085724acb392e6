/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_ALLOC_H
#define TC_BASE_ALLOC_H

#include <stddef.h>

/* Every allocation of ours goes through these, so that a test can make the n-th one fail. */
void *tc_alloc(size_t n_bytes);              /* zeroed; NULL when there is no memory */
void *tc_realloc(void *old, size_t n_bytes); /* NULL leaves old as it was */
void tc_free(void *p);                       /* takes NULL */
char *tc_strdup(const char *s);              /* NULL when there is no memory */

/* Makes room for one more item in a growing array: *items has n of them, item_bytes each, room for *capacity.  Doubles.
 * Returns 0, or -1 when there is no memory (*items is then as it was).  The new room is not zeroed. */
int tc_grow(void *items, size_t *capacity, size_t n, size_t item_bytes);

/* Test hook: the n-th allocation from now on fails, and every one after it; 0 turns that off. */
void tc_alloc_fail_after(unsigned long n);

#endif
