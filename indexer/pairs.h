/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_PAIRS_H
#define TC_INDEXER_PAIRS_H

#include <stdint.h>

#include "analyzers/token.h"
#include "base/buf.h"
#include "base/status.h"

/* Counts which word follows which while articles are indexed (see pair_block.h for what becomes of it).  Words are the ids of
 * one analyzer; the counts must be taken as a run before that analyzer forgets them. */
struct tc_pairs;

#define TC_PAIRS_BREAK UINT32_MAX /* in place of an id: TC_PAIR_BREAK */

enum tc_status tc_pairs_new(struct tc_pairs **out, struct tc_err *err);
void tc_pairs_free(struct tc_pairs *pairs); /* takes NULL */
/* Adds weight to the pair; false when there is no memory. */
bool tc_pairs_add(struct tc_pairs *pairs, uint32_t first, uint32_t second, uint32_t weight);
/* Drops all counts. */
void tc_pairs_reset(struct tc_pairs *pairs);
/* Adds a run of all counts to out and drops them: numbers as in pair_block.h.
 *
 *   number of words; of each, in byte order: its bytes, itself
 *   number of first words; of each, in the order of skeleton, then bytes: its place among the words, how many follow;
 *   of each that follows, in byte order: its place, less the place before plus one (the first: its place plus one), the count */
enum tc_status tc_pairs_run(struct tc_pairs *pairs, const struct tc_analyzer *analyzer, struct tc_buf *out, struct tc_err *err);

#endif
