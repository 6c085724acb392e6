/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_NAMES_H
#define TC_ANALYZERS_NAMES_H

#include "analyzers/token.h"

/* Names in the text of one article: people and places by their capitals, organisations by pattern.
 *
 *   tc_names_begin                     a new article
 *   tc_names_token ... tc_names_text   the tokens of one text (title, paragraph) as the analyzer gives them, then the text
 *   tc_names_words, tc_names_list      what was found
 * Texts must stay in place until the list was read.  When memory runs out the calls do nothing, and _list says so. */
struct tc_names;

/* A word that is capitalised as in a name, for looking up runs of such words: words of one run have positions that follow each
 * other, between two runs one is left out. */
struct tc_name_word {
	uint32_t id; /* of the term in the analyzer */
	uint32_t position;
};

enum tc_status tc_names_new(struct tc_names **out, struct tc_err *err);
void tc_names_free(struct tc_names *names); /* takes NULL */
void tc_names_begin(struct tc_names *names);
void tc_names_token(struct tc_names *names, const struct tc_token *token);
void tc_names_text(struct tc_names *names, struct tc_str text);
/* Both valid until tc_names_begin. */
const struct tc_name_word *tc_names_words(const struct tc_names *names, size_t *n);
/* The names, each once, in the order of their first mention; slices of the texts, as printed. */
enum tc_status tc_names_list(struct tc_names *names, const struct tc_str **list, size_t *n, struct tc_err *err);

#endif
