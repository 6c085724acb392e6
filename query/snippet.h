/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SNIPPET_H
#define TC_QUERY_SNIPPET_H

#include "analyzers/token.h"
#include "corpus/article.h"
#include "query/words.h"

/* Where words of the query stand in a text. */
struct tc_highlight {
	size_t start, end; /* bytes of the text, whole tokens, ascending, neighbours with one blank between joined */
};

struct tc_highlights {
	struct tc_highlight *v;
	size_t n, capacity;
};

struct tc_snippet {
	struct tc_str text; /* passages joined by " … "; starts or ends with … where it was cut inside a paragraph */
	struct tc_highlights highlights;
};

/* The words of a query ready for lookup by term; lives in arena. */
struct tc_highlighter;
enum tc_status tc_highlighter_new(const struct tc_words *words, struct tc_arena *arena, struct tc_highlighter **out,
				  struct tc_err *err);
/* Marks all matches of the words in text (of a field: only words of that field and of TC_FIELD_TEXT).  Words of a phrase are
 * marked only where the phrase stands. */
enum tc_status tc_highlight_text(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer, struct tc_str text,
				 enum tc_field field, struct tc_arena *arena, struct tc_highlights *out, struct tc_err *err);
/* The best passage or two of lead, body and captions: most different words, standing together, rare ones first; cut at sentence
 * borders where that fits, else at words; never more than max_characters that a person counts (tc_utf8_count, the … included).
 * Without a match: the beginning of the lead or body. */
enum tc_status tc_snippet_make(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer,
			       const struct tc_article *article, size_t max_characters, struct tc_arena *arena,
			       struct tc_snippet *out, struct tc_err *err);
/* The best max_passages passages of at most max_characters each, as snippets by themselves in the order of the article; out has
 * room for them. */
enum tc_status tc_snippet_passages(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer,
				   const struct tc_article *article, size_t max_characters, size_t max_passages,
				   struct tc_arena *arena, struct tc_snippet *out, size_t *n_out, struct tc_err *err);

#endif
