/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RESTORE_MODEL_H
#define TC_QUERY_RESTORE_MODEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "query/words.h"
#include "xapianc/db.h"

/* The hidden Markov model of words and what they may be marked as, for what reads texts and queries by it (query/restore.c,
 * query/vote.c). */

struct tc_restore_candidate {
	struct tc_str term;
	double share; /* P(b) */
};

/* What the index has for one skeleton. */
struct tc_restore_entry {
	struct tc_restore_entry *next;
	struct tc_str skeleton;
	struct tc_restore_candidate *candidates; /* in byte order of terms */
	size_t n;
	struct tc_str block;
	bool has_block;
};

struct tc_restore_state {
	struct tc_str term; /* as it is in pairs */
	double share, best, sum, backward;
	uint64_t total, different; /* of what follows it */
	unsigned before;           /* state of the word before on the best path */
	bool typed;
	struct tc_spelling *spelling; /* of a query whose state this is, or NULL */
};

/* A word of the piece. */
struct tc_restore_word {
	struct tc_str text; /* as typed */
	struct tc_restore_entry *entry;
	struct tc_restore_state *states;
	size_t n;
	size_t end;      /* byte of the text */
	double *follows; /* NULL, or room for P(state k | state i of the word before) at i * n + k */
};

#define TC_RESTORE_SLOTS 4096u

struct tc_restorer {
	struct tc_db *db;
	struct tc_arena arena; /* entries */
	struct tc_arena piece; /* words and states of one piece */
	struct tc_restore_entry *slots[TC_RESTORE_SLOTS];
	double n_words; /* of the archive */
	struct tc_buf list, skeleton;
	struct tc_restore_entry stop, number;
	double *counts; /* n(a b) of the states of two words */
	size_t capacity_counts;
};

/* The entry of a skeleton, read from the index when it is asked for first; lives as long as the restorer. */
enum tc_status tc_restore_find(struct tc_restorer *restorer, struct tc_str skeleton, struct tc_restore_entry **out,
			       struct tc_err *err);
/* Gives word the one state that a word has which can be nothing else; false when there is no memory. */
bool tc_restore_single(struct tc_restorer *restorer, struct tc_restore_word *word, struct tc_restore_entry *entry,
		       struct tc_str term);
/* Fills best, sum and before of words[at] from the word before it, scaled to 1; the logarithms of what was divided by are added
 * to scales.  has_marks: some word of the text was typed with marks. */
enum tc_status tc_restore_step(struct tc_restorer *restorer, struct tc_restore_word *words, size_t at, bool has_marks,
			       double scales[2], struct tc_err *err);

#endif
