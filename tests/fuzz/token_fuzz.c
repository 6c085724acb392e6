/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tokenizer on any bytes: it ends, tokens follow each other inside the text, no character is cut, terms are what folding the
 * token's text gives, within the limit. */
#include <stdint.h>
#include <stdlib.h>

#include "analyzers/fold.h"
#include "analyzers/token.h"
#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_token(const struct tc_token *token, struct tc_str text, size_t end, struct tc_buf *term)
{
	if (token->start < end || token->end <= token->start || token->end > text.n || !tc_utf8_valid(token->text))
		abort();
	if (token->term.n == 0 || token->term.n > TC_LIMIT_TERM_BYTES || token->joined.n > TC_LIMIT_TERM_BYTES)
		abort();
	tc_buf_reset(term);
	tc_fold_term(token->text, term);
	if (!tc_str_eq(token->term, tc_buf_str(term)) || !tc_utf8_valid(token->term) || !tc_utf8_valid(token->joined))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size};
	struct tc_analyzer *analyzer;
	struct tc_token token;
	struct tc_buf term;
	size_t end = 0;
	if (tc_analyzer_new(&analyzer, NULL) != TC_OK)
		return 0;
	tc_buf_init(&term, 1 << 20);
	tc_analyzer_start(analyzer, text);
	while (tc_analyzer_next(analyzer, &token) == TC_OK) {
		check_token(&token, text, end, &term);
		end = token.end;
	}
	tc_buf_release(&term);
	tc_analyzer_free(analyzer);
	return 0;
}
