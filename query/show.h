/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SHOW_H
#define TC_QUERY_SHOW_H

#include "query/find.h"
#include "query/present.h"
#include "query/search.h"

/* A whole article, and where the words of a query stand in it. */
struct tc_shown {
	uint32_t docid;
	struct tc_article article;
	struct tc_highlights title, subtitle, lead;
	struct tc_highlights *body, *captions; /* one for each paragraph and caption */
};

struct tc_shown_list {
	struct tc_shown *v; /* newest first when they have dates */
	size_t n;
};

/* Reads the articles that name names (query/find.h), with the words of query marked ("": none).  All in arena. */
enum tc_status tc_show(struct tc_searcher *searcher, struct tc_str name, const char *base_dir, struct tc_str query,
		       struct tc_arena *arena, struct tc_shown_list *out, struct tc_err *err);

/* For people: title, facts, lead, paragraphs, captions, keywords, place. */
void tc_present_article_text(const struct tc_shown_list *list, const struct tc_present_options *options, struct tc_buf *out);
/* {"format":1,"articles":[{"article":{...as tracuu-index dump writes it},"highlights":{"title":[[start,end],...],...}}]} */
void tc_present_article_json(const struct tc_shown_list *list, struct tc_buf *out);

#endif
