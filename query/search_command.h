/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SEARCH_COMMAND_H
#define TC_QUERY_SEARCH_COMMAND_H

#include "base/buf.h"
#include "base/status.h"

/* `tracuu-query WORDS...`, with --why too, and `tracuu-query explain WORDS...`; the exit status. */
int tc_command_search(int n, char **words);
int tc_command_explain(int n, char **words);

/* Tells err; the exit status. */
int tc_query_fail(enum tc_status status, const struct tc_err *err);
/* The exit status of an answer: code, or TC_EXIT_PARTIAL when indexes did not answer. */
#define TC_EXIT_PARTIAL 4
int tc_query_code(int code, size_t n_missing);
/* The operands as one query, a blank between two; the bytes are those of out. */
struct tc_str tc_join_words(int n, char **words, struct tc_buf *out);

#endif
