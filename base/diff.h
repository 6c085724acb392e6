/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_DIFF_H
#define TC_BASE_DIFF_H

#include "base/arena.h"

/* What turns the items a into the items b: stretches in order, which together are all of a and all of b. */
enum tc_edit_kind { TC_EDIT_SAME, TC_EDIT_REMOVED, TC_EDIT_ADDED };

struct tc_edit {
	enum tc_edit_kind kind;
	size_t a, b; /* where it begins in both */
	size_t n;    /* items */
};

struct tc_edits {
	struct tc_edit *v; /* in the arena */
	size_t n, capacity;
};

/* The shortest such list; where more than max_edits items were removed and added, what is between the equal beginning and the
 * equal end is one removal and one addition.  Time and memory grow with max_edits times the items, and with its square; in arena stays
 * the list alone.  TC_ENOMEM. */
enum tc_status tc_diff(const struct tc_strs *a, const struct tc_strs *b, size_t max_edits, struct tc_arena *arena,
		       struct tc_edits *out, struct tc_err *err);

#endif
