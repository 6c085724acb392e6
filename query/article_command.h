/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_ARTICLE_COMMAND_H
#define TC_QUERY_ARTICLE_COMMAND_H

#include "query/cite.h"
#include "query/search.h"

/* `tracuu-query show`, `similar` and `history`: what they are asked, and the answer added to out.  TC_ENOENT: there is no such
 * article. */
struct tc_article_command {
	const char *const *indexes;
	size_t n_indexes;
	unsigned timeout_ms;
	struct tc_str name; /* of the article (query/find.h) */
	bool json;
	const enum tc_cite_format *cite; /* print a reference instead; NULL: no */
	const struct tc_present_options *present;
	size_t *n_missing; /* counts indexes that did not answer, which was told */
};

/* query: words to mark, or "". */
enum tc_status tc_show_run(const struct tc_article_command *command, struct tc_str query, struct tc_buf *out, struct tc_err *err);
/* *n_hits: articles found. */
enum tc_status tc_similar_run(const struct tc_article_command *command, const struct tc_search_options *options,
			      const struct tc_presenter *presenter, struct tc_buf *out, size_t *n_hits, struct tc_err *err);
/* Asks one index after the other, until one has the article. */
enum tc_status tc_history_run(const struct tc_article_command *command, struct tc_buf *out, struct tc_err *err);

#endif
