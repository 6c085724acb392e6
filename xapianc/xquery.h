/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_XQUERY_H
#define TC_XAPIANC_XQUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/* A query tree, immutable.  Builders never fail by return code: on bad input or no memory they give NULL, a NULL among the parts
 * makes the whole NULL, and one check at the end sees it (tc_enquire_set_query does).  Builders that take parts free them (also
 * on failure).  A tree shares its parts with its copies without a lock: all belong to one thread. */
struct tc_xquery;

enum tc_xquery_op {
	TC_XQUERY_AND,
	TC_XQUERY_OR,
	TC_XQUERY_AND_NOT,
	TC_XQUERY_AND_MAYBE, /* first must match, the others add weight */
	TC_XQUERY_FILTER,    /* all must match, only the first gives weight */
	TC_XQUERY_PHRASE,    /* in order within window positions (0: adjacent); of terms, or ORs of terms */
	TC_XQUERY_NEAR,      /* any order within window positions; as PHRASE */
	TC_XQUERY_SYNONYM,   /* as one term: weights from the union */
	TC_XQUERY_MAX,       /* weight of the best part */
	TC_XQUERY_ELITE_SET  /* the window best-weighted parts */
};

/* wqf: how often the query has it.  NULL for the empty term. */
struct tc_xquery *tc_xquery_term(struct tc_str term, uint32_t wqf);
struct tc_xquery *tc_xquery_all(void);     /* every document */
struct tc_xquery *tc_xquery_nothing(void); /* none */
/* Joins n parts; the array stays the caller's, the parts are taken.  0 parts give nothing. */
struct tc_xquery *tc_xquery_join(enum tc_xquery_op op, struct tc_xquery **parts, size_t n, uint32_t window);
struct tc_xquery *tc_xquery_scale(struct tc_xquery *part, double factor); /* factor >= 0; 0: no weight */
/* Documents whose value in slot lies in [begin, end] in byte order; an empty begin or end means no
 * bound on that side.  A document without a value in the slot is never among them. */
struct tc_xquery *tc_xquery_value_range(uint32_t slot, struct tc_str begin, struct tc_str end);
/* Terms that begin with prefix, as one term: at most limit of them (over 0), the most frequent. */
struct tc_xquery *tc_xquery_wildcard(struct tc_str prefix, uint32_t limit);
struct tc_xquery *tc_xquery_copy(const struct tc_xquery *query);
void tc_xquery_free(struct tc_xquery *query);           /* takes NULL */
size_t tc_xquery_length(const struct tc_xquery *query); /* number of terms, each wqf times; a wildcard is none */
bool tc_xquery_empty(const struct tc_xquery *query);
/* Xapian's own description, for explain. */
enum tc_status tc_xquery_describe(const struct tc_xquery *query, struct tc_buf *out, struct tc_err *err);

#endif
