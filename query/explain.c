/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query was understood as: the tree in the words of the query language, each word with the spellings it stands for, how
 * many documents have each and how probably it is meant, and the trees that Xapian is asked, as Xapian writes them.
 */
#include "base/limits.h"
#include "query/parse.h"
#include "query/quote_match.h"
#include "query/search_run.h"

static void explain_word(const struct tc_word *word, struct tc_buf *out)
{
	static const char *const rungs[] = {"", "~tone ", "~mark ", "* "};
	tc_buf_printf(out, "%s%.*s%s", word->negated ? "-" : "", TC_STR_ARG(word->typed), word->prefix ? "*" : "");
	if (word->field != TC_FIELD_TEXT)
		tc_buf_printf(out, " in %s", tc_fields[word->field].names[0]);
	tc_buf_printf(out, "  idf %.2f:", word->idf);
	if (word->n_spellings == 0)
		tc_buf_add_cstr(out, " not in this archive");
	for (size_t i = 0; i < word->n_spellings; i++) {
		const struct tc_spelling *spelling = &word->spellings[i];
		tc_buf_printf(out, "%s %s%.*s (%u", i > 0 ? "," : "", rungs[spelling->rung], TC_STR_ARG(spelling->term),
			      spelling->documents);
		if (word->n_spellings > 1 && !word->prefix)
			tc_buf_printf(out, ", %.0f %%", 100 * spelling->weight);
		tc_buf_add_char(out, ')');
	}
	tc_buf_add_char(out, '\n');
}

static enum tc_status explain_tree(const char *name, const struct tc_xquery *query, struct tc_buf *out, struct tc_err *err)
{
	struct tc_buf text;
	if (query == NULL)
		return TC_OK;
	tc_buf_init(&text, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_xquery_describe(query, &text, err);
	tc_buf_printf(out, "%s: %s\n", name, tc_buf_cstr(&text));
	tc_buf_release(&text);
	return status;
}

/* A passage is no query: its words are looked for in a row, whatever signs it has. */
static enum tc_status explain_quote(struct tc_searcher *searcher, struct tc_str passage, struct tc_arena *arena,
				    struct tc_buf *out, struct tc_err *err)
{
	struct tc_quote quote = {.words = NULL};
	struct tc_db_stats stats;
	uint32_t seen = 0;
	enum tc_status status = tc_db_stats(searcher->db, &stats, err);
	if (status == TC_OK)
		status = tc_quote_init(&quote, searcher->analyzer, passage, arena, err);
	if (status != TC_OK)
		return status;
	const struct tc_expander expander = {searcher->db, arena, &tc_ranking_default, stats.n_documents, false};
	tc_buf_printf(out, "quote: %zu words in a row, of which %u may be another, missing or too many\n", quote.n,
		      quote.max_edits);
	for (size_t i = 0; i < quote.n && status == TC_OK; i++) {
		struct tc_word word;
		if (quote.numbers[i] <= seen)
			continue;
		seen = quote.numbers[i];
		status = tc_expand_word(&expander, quote.words[i], quote.words[i], TC_FIELD_TEXT, &word, err);
		if (status == TC_OK)
			explain_word(&word, out);
	}
	tc_quote_release(&quote);
	return status;
}

enum tc_status tc_search_explain(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_buf *out,
				 size_t *error_at, struct tc_err *err)
{
	struct tc_arena arena;
	struct tc_results results = {.n_hits = 0};
	*error_at = 0;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	struct tc_search_run s = {.searcher = searcher, .options = options, .arena = &arena, .results = &results, .err = err};
	if (options->quote == TC_QUOTE_YES) {
		enum tc_status quoted = explain_quote(searcher, options->query, &arena, out, err);
		tc_arena_release(&arena);
		return quoted == TC_OK ? tc_buf_check(out, "explanation", err) : quoted;
	}
	enum tc_status status = tc_search_prepare(&s, error_at);
	if (status == TC_OK) {
		tc_buf_printf(out, "query: %.*s\n", TC_STR_ARG(results.interpreted));
		for (size_t i = 0; i < s.compiled.words.n; i++)
			explain_word(&s.compiled.words.v[i], out);
		status = explain_tree("as typed", s.compiled.as_typed, out, err);
	}
	if (status == TC_OK)
		status = explain_tree("all words", s.compiled.all, out, err);
	if (status == TC_OK)
		status = explain_tree("any word", s.compiled.any, out, err);
	tc_compiled_release(&s.compiled);
	tc_arena_release(&arena);
	return status == TC_OK ? tc_buf_check(out, "explanation", err) : status;
}
