/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The difference of two lists of strings, by Myers' greedy algorithm (An O(ND) Difference Algorithm and Its Variations, 1986).
 *
 * x counts items of a, y of b; a diagonal k is x - y.  After d edits the furthest point on each diagonal is known from those
 * after d - 1: one to the right (an item of a removed) or down (one of b added), then along all that is equal.  When the end is
 * reached the furthest points of every d, which were kept, are walked back.  Equal beginnings and ends are cut off before.
 */
#include "base/diff.h"

#include <stdint.h>
#include <string.h>

struct diff {
	const struct tc_str *a, *b; /* without the equal beginning and end */
	long n, m;
	size_t offset; /* of both: length of the equal beginning */
	struct tc_arena *arena;
	struct tc_arena scratch; /* of what is known after each number of edits */
	struct tc_edits *out;
};

static void add(struct diff *d, enum tc_edit_kind kind, size_t a, size_t b, size_t n)
{
	struct tc_edits *out = d->out;
	struct tc_edit *last = out->n > 0 ? &out->v[out->n - 1] : NULL;
	if (n == 0)
		return;
	if (last != NULL && last->kind == kind) {
		last->n += n;
		return;
	}
	if (tc_arena_grow(d->arena, &out->v, &out->capacity, out->n, sizeof *out->v) == 0)
		out->v[out->n++] = (struct tc_edit){kind, a, b, n};
}

/* The furthest points after each number of edits: row d has diagonals -d to d.  Returns the number of edits, -1 for too many. */
static long search(struct diff *d, long max, long **rows)
{
	for (long edits = 0; edits <= max; edits++) {
		long *row = rows[edits] = tc_arena_alloc(&d->scratch, (size_t)(2 * edits + 1) * sizeof *row);
		if (row == NULL)
			return -1;
		const long *before = edits > 0 ? rows[edits - 1] + (edits - 1) : NULL; /* its diagonal 0 */
		for (long k = -edits; k <= edits; k += 2) {
			long x = 0;
			if (edits > 0 && (k == -edits || (k != edits && before[k - 1] < before[k + 1])))
				x = before[k + 1];
			else if (edits > 0)
				x = before[k - 1] + 1;
			while (x < d->n && x - k < d->m && tc_str_eq(d->a[x], d->b[x - k]))
				x++;
			row[edits + k] = x;
			if (x >= d->n && x - k >= d->m)
				return edits;
		}
	}
	return -1;
}

/* From the end back to the beginning; steps come last first. */
static void walk_back(struct diff *d, long edits, long **rows, struct tc_edit *steps, size_t *n_steps)
{
	long x = d->n, y = d->m;
	for (; edits > 0; edits--) {
		const long *before = rows[edits - 1] + (edits - 1);
		long k = x - y;
		bool down = k == -edits || (k != edits && before[k - 1] < before[k + 1]);
		long from_k = down ? k + 1 : k - 1, from_x = before[from_k], from_y = from_x - from_k;
		long to_x = down ? from_x : from_x + 1, to_y = down ? from_y + 1 : from_y;
		steps[(*n_steps)++] = (struct tc_edit){TC_EDIT_SAME, (size_t)to_x, (size_t)to_y, (size_t)(x - to_x)};
		steps[(*n_steps)++] = (struct tc_edit){down ? TC_EDIT_ADDED : TC_EDIT_REMOVED, (size_t)from_x, (size_t)from_y, 1};
		x = from_x;
		y = from_y;
	}
	steps[(*n_steps)++] = (struct tc_edit){TC_EDIT_SAME, 0, 0, (size_t)x};
}

static void diff_middle(struct diff *d, long max)
{
	long most = d->n + d->m < max ? d->n + d->m : max;
	long **rows = tc_arena_alloc(&d->scratch, (size_t)(most + 1) * sizeof *rows);
	long edits = rows != NULL ? search(d, most, rows) : -1;
	struct tc_edit *steps = edits >= 0 ? tc_arena_alloc(&d->scratch, (size_t)(2 * edits + 1) * sizeof *steps) : NULL;
	size_t n = 0;
	if (steps == NULL) {
		add(d, TC_EDIT_REMOVED, d->offset, d->offset, (size_t)d->n);
		add(d, TC_EDIT_ADDED, d->offset + (size_t)d->n, d->offset, (size_t)d->m);
		return;
	}
	walk_back(d, edits, rows, steps, &n);
	while (n-- > 0)
		add(d, steps[n].kind, steps[n].a + d->offset, steps[n].b + d->offset, steps[n].n);
}

enum tc_status tc_diff(const struct tc_strs *a, const struct tc_strs *b, size_t max_edits, struct tc_arena *arena,
		       struct tc_edits *out, struct tc_err *err)
{
	size_t begin = 0, end = 0, shorter = a->n < b->n ? a->n : b->n;
	*out = (struct tc_edits){NULL, 0, 0};
	while (begin < shorter && tc_str_eq(a->v[begin], b->v[begin]))
		begin++;
	while (end < shorter - begin && tc_str_eq(a->v[a->n - 1 - end], b->v[b->n - 1 - end]))
		end++;
	struct diff d = {.a = a->v + begin,
			 .b = b->v + begin,
			 .n = (long)(a->n - begin - end),
			 .m = (long)(b->n - begin - end),
			 .offset = begin,
			 .arena = arena,
			 .out = out};
	tc_arena_init(&d.scratch, SIZE_MAX);
	add(&d, TC_EDIT_SAME, 0, 0, begin);
	if (d.n > 0 || d.m > 0)
		diff_middle(&d, (long)max_edits);
	add(&d, TC_EDIT_SAME, a->n - end, b->n - end, end);
	enum tc_status status = tc_arena_check(&d.scratch, "difference", err);
	tc_arena_release(&d.scratch);
	return status == TC_OK ? tc_arena_check(arena, "difference", err) : status;
}
