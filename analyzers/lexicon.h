/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_LEXICON_H
#define TC_ANALYZERS_LEXICON_H

#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/* What an analyzer has learnt: for the bytes of a word as written, its term and what it is like. */
struct tc_lexicon;

#define TC_LEXICON_NO_TERM UINT32_MAX /* the id of a word that is no token */

struct tc_lexicon_word {
	uint64_t key[2];  /* the bytes as written, zeros behind; of more than 16 bytes their hash and their place */
	uint32_t n_bytes; /* 0 in an empty slot */
	uint32_t id;
	uint32_t flags; /* the caller's */
};

enum tc_status tc_lexicon_new(struct tc_lexicon **out, struct tc_err *err);
void tc_lexicon_free(struct tc_lexicon *lexicon); /* takes NULL */
/* The word, NULL when it was never added; valid until the next add.  There are readable bytes from word.p on at least up to
 * limit: within 16 bytes of it reading is slower. */
const struct tc_lexicon_word *tc_lexicon_find(const struct tc_lexicon *lexicon, struct tc_str word, const char *limit);
/* Adds a word that is not there (not empty) with its term, or without one when the term is empty; NULL when there is no
 * memory. */
const struct tc_lexicon_word *tc_lexicon_add(struct tc_lexicon *lexicon, struct tc_str word, struct tc_str term, uint32_t flags);
/* Distinct terms, words as written, the term of an id. */
uint32_t tc_lexicon_terms(const struct tc_lexicon *lexicon);
size_t tc_lexicon_words(const struct tc_lexicon *lexicon);
struct tc_str tc_lexicon_term(const struct tc_lexicon *lexicon, uint32_t id);
/* Forgets all; ids and terms are void. */
void tc_lexicon_reset(struct tc_lexicon *lexicon);

#endif
