/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document's part in finding reprints: signature and terms (indexer/near.h).
 *
 * The terms have no wdf, so that they add nothing to the length by which documents are ranked.  Words are hashed by their
 * canonical form: a reprint in the other tone style, or decomposed, is the same text.
 */
#include "indexer/document_near.h"

#include "base/alloc.h"
#include "indexer/schema.h"

void tc_near_words_release(struct tc_near_words *words)
{
	tc_free(words->v);
	*words = (struct tc_near_words){NULL, 0, 0};
}

bool tc_near_words_add(struct tc_near_words *words, const struct tc_token *token)
{
	if (tc_grow(&words->v, &words->capacity, words->n, sizeof *words->v) != 0)
		return false;
	words->v[words->n++] = (struct tc_near_word){tc_str_hash(token->term), (token->flags & TC_TOKEN_NUMBER) != 0};
	return true;
}

enum tc_status tc_document_add_near(const struct tc_near_words *words, struct tc_doc *doc, struct tc_err *err)
{
	struct tc_near_signature signature;
	struct tc_buf term;
	if (!tc_near_sign(words->v, words->n, &signature))
		return TC_OK;
	struct tc_str bytes = {(const char *)signature.bytes, sizeof signature.bytes};
	enum tc_status status = tc_doc_set_value(doc, TC_SLOT_NEAR, bytes, err);
	tc_buf_init(&term, 64);
	for (size_t i = 0; i < signature.n_keys && status == TC_OK; i++) {
		tc_near_term(signature.keys[i], &term);
		status = tc_buf_check(&term, "key of a reprint", err);
		if (status == TC_OK)
			status = tc_doc_add_term(doc, tc_buf_str(&term), 0, err);
	}
	tc_buf_release(&term);
	return status;
}
