/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_COMPILE_WORDS_H
#define TC_QUERY_COMPILE_WORDS_H

#include "analyzers/token.h"
#include "query/expand.h"
#include "query/parse.h"

/* Finds the words of a tree; between query/compile.c and query/compile_words.c only.  Set expander, analyzer and err. */
struct tc_word_finder {
	const struct tc_expander *expander;
	struct tc_analyzer *analyzer;
	struct tc_words words; /* in the expander's arena */
	uint32_t n_phrases, run;
	uint32_t n_prefixes; /* words that stand for all that begin so */
	bool has_tone;       /* something was typed with a tone mark */
	bool has_bare;       /* something was typed without any mark */
	bool variants;       /* at those of variants */
	struct tc_err *err;
};

/* Adds the words that were typed; sets first_word, n_words, joined_word of the nodes. */
enum tc_status tc_words_of_typed(struct tc_word_finder *finder, struct tc_node *root);
/* Adds the words of the variants of all nodes below node; drops those there is no room for. */
enum tc_status tc_words_of_variants(struct tc_word_finder *finder, struct tc_node *node);

#endif
