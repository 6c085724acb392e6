/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SUGGEST_H
#define TC_QUERY_SUGGEST_H

#include "query/search.h"

/* What a query that is being typed may become. */
enum tc_suggestion_kind { TC_SUGGESTION_PHRASE, TC_SUGGESTION_NAME, TC_SUGGESTION_KEYWORD };

struct tc_suggestion {
	enum tc_suggestion_kind kind;
	struct tc_str text; /* as printed by the archive */
	uint32_t documents; /* articles that have the name or keyword; of a phrase those with it in the title */
	struct tc_str key;  /* canonical form */
	uint32_t docid;     /* of a phrase: a document that has it */
	double score;
	bool beginning; /* of another one: left out */
};

struct tc_suggestions {
	struct tc_suggestion *v; /* best first */
	size_t n, capacity;
};

/* At most max completions of prefix, whose last word may be a beginning, typed with or without marks, or in Telex or VNI keys.
 * Nothing for an empty one. All in arena. */
enum tc_status tc_suggest(struct tc_searcher *searcher, struct tc_str prefix, size_t max, struct tc_arena *arena,
			  struct tc_suggestions *out, struct tc_err *err);

/* Sets text of a phrase to how its document prints it in the title; to its key when it does not, or shouts. */
enum tc_status tc_suggest_print(struct tc_searcher *searcher, struct tc_arena *arena, struct tc_suggestion *phrase,
				struct tc_err *err);

/* A line each; or {"format":1,"prefix":...,"suggestions":[{"text":...,"kind":"name|keyword|phrase","documents":12}]} */
void tc_suggestions_text(const struct tc_suggestions *suggestions, struct tc_buf *out);
void tc_suggestions_json(struct tc_str prefix, const struct tc_suggestions *suggestions, struct tc_buf *out);

#endif
