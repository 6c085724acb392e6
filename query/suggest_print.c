/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a phrase is printed: as a title has it, thủ tướng Nguyễn Xuân Phúc.
 *
 * A title begins with a capital whatever its first word is; when the second word of the phrase has none, the first is no name and
 * gets a small letter.  Titles in capitals, and those that begin every word with one, tell nothing: the phrase stays in small
 * letters.
 */
#include "query/suggest.h"

#include "analyzers/fold.h"
#include "base/limits.h"
#include "indexer/schema.h"
#include "query/searcher.h"

#define MAX_WORDS 16

/* The last words of a title. */
struct window {
	struct tc_token words[MAX_WORDS]; /* a ring; their terms live with the analyzer */
	size_t n_words;                   /* of the phrase */
	size_t n;                         /* read of the title */
	size_t n_small;                   /* words of the title in small letters */
};

static const struct tc_token *word_at(const struct window *w, size_t i)
{
	return &w->words[(w->n - w->n_words + i) % w->n_words];
}

/* Are the last words those of key? */
static bool matches(const struct window *w, struct tc_str key)
{
	struct tc_str rest = key;
	for (size_t i = 0; i < w->n_words; i++)
		if (!tc_str_eq(tc_str_split(&rest, ' '), word_at(w, i)->term))
			return false;
	return true;
}

static void print(const struct window *w, struct tc_str title, struct tc_arena *arena, struct tc_suggestion *phrase)
{
	struct tc_buf text;
	const struct tc_token *first = word_at(w, 0), *last = word_at(w, w->n_words - 1);
	bool begins = w->n == w->n_words, name = w->n_words > 1 && (word_at(w, 1)->flags & TC_TOKEN_CAPITAL) != 0;
	tc_buf_init(&text, TC_LIMIT_RECORD_BYTES);
	if (begins && !name && (first->flags & TC_TOKEN_UPPER) == 0)
		tc_fold_lower(first->text, &text);
	else
		tc_buf_add_str(&text, first->text);
	tc_buf_add_str(&text, tc_str_sub(title, first->end, last->end));
	phrase->text = tc_arena_str(arena, tc_buf_str(&text));
	tc_buf_release(&text);
}

static void find(struct tc_analyzer *analyzer, struct tc_str title, struct tc_arena *arena, struct tc_suggestion *phrase)
{
	struct window w = {.n_words = 1};
	struct tc_str printed = phrase->text;
	bool found = false;
	for (size_t i = 0; i < phrase->key.n; i++)
		w.n_words += phrase->key.p[i] == ' ';
	if (w.n_words > MAX_WORDS)
		return;
	tc_analyzer_start(analyzer, title);
	while (tc_analyzer_next(analyzer, &w.words[w.n % w.n_words]) == TC_OK) {
		w.n_small += (w.words[w.n % w.n_words].flags & TC_TOKEN_CAPITAL) == 0;
		w.n++;
		if (!found && w.n >= w.n_words && matches(&w, phrase->key)) {
			found = true;
			print(&w, title, arena, phrase);
		}
	}
	if (w.n_small == 0)
		phrase->text = printed;
}

enum tc_status tc_suggest_print(struct tc_searcher *searcher, struct tc_arena *arena, struct tc_suggestion *phrase,
				struct tc_err *err)
{
	struct tc_article article;
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(&article, arena);
	enum tc_status status = tc_db_data(searcher->db, phrase->docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), &article, err);
	if (status == TC_OK)
		find(searcher->analyzer, article.title, arena, phrase);
	tc_buf_release(&data);
	return status == TC_OK ? tc_arena_check(arena, "suggestions", err) : status;
}
