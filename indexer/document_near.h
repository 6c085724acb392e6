/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_DOCUMENT_NEAR_H
#define TC_INDEXER_DOCUMENT_NEAR_H

#include "analyzers/token.h"
#include "indexer/near.h"
#include "xapianc/doc.h"

/* The words of one article after another, of which the signature is made. */
struct tc_near_words {
	struct tc_near_word *v;
	size_t n, capacity;
};

void tc_near_words_release(struct tc_near_words *words);
/* false: no memory. */
bool tc_near_words_add(struct tc_near_words *words, const struct tc_token *token);
/* Gives doc the signature of the words and its terms. */
enum tc_status tc_document_add_near(const struct tc_near_words *words, struct tc_doc *doc, struct tc_err *err);

#endif
