/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_NEAR_H
#define TC_INDEXER_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* What is on disk of reprints: a signature of a text's words in the value slot TC_SLOT_NEAR, by which two texts are compared, and
 * a few terms TC_PREFIX_NEAR, by which those are found that may be alike. */

/* A signature: of words, of pairs of words, how many numbers the text has (255: or more), of numbers. */
#define TC_NEAR_WORD_BYTES 48
#define TC_NEAR_PAIR_BYTES 48
#define TC_NEAR_NUMBER_BYTES 15
#define TC_NEAR_SIGNATURE_BYTES (TC_NEAR_WORD_BYTES + TC_NEAR_PAIR_BYTES + 1 + TC_NEAR_NUMBER_BYTES)
#define TC_NEAR_MAX_KEYS 16
/* A text of fewer words is no reprint of anything. */
#define TC_NEAR_MIN_WORDS 24

/* A word of lead or body, in the order of the text. */
struct tc_near_word {
	uint64_t hash; /* tc_str_hash of its canonical form */
	bool number;
};

struct tc_near_signature {
	unsigned char bytes[TC_NEAR_SIGNATURE_BYTES];
	uint32_t keys[TC_NEAR_MAX_KEYS]; /* different ones */
	size_t n_keys;
};

/* false, and nothing in out, for a text that is too short. */
bool tc_near_sign(const struct tc_near_word *words, size_t n, struct tc_near_signature *out);
/* Is one a reprint of the other, by their signatures as stored?  The same whichever is first.  false when either is none. */
bool tc_near_alike(struct tc_str a, struct tc_str b);
/* The term of a key (reset first). */
void tc_near_term(uint32_t key, struct tc_buf *out);

#endif
