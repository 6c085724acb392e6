/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why an article stands where it does.
 *
 * The search is done as it would be, deeper and deeper until the article is among the candidates; query/rank.c notes what it is
 * rewarded for.  What BM25 gave it is taken apart by asking for one word at a time, with a filter that lets this document pass
 * alone: a filter changes no statistics, so that the words' scores sum to that of the whole.  What they do not sum to is what
 * stands for words (synonyms, keys of glued words).
 *
 * An article that is no answer is told by what it lacks.  Order by date needs no explanation: the best first is what is
 * explained. Reprints count as articles here, although a page shows one of them.
 */
#include "query/why.h"

#include <math.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "query/find.h"
#include "query/search_run.h"
#include "xapianc/enquire.h"

#define ATTEMPTS 5
/* Answers looked at first. */
#define FIRST_LOOK 160

struct asking {
	struct tc_search_run run;
	struct tc_rank_trace trace;
	struct tc_str key; /* the term that the article alone has */
	const struct tc_candidate *candidate;
	struct tc_why *why;
};

/* Weight of the article in a query; *matches: does it match?  Takes query, NULL matches nothing. */
static enum tc_status weigh(struct asking *a, struct tc_xquery *query, bool *matches, double *weight)
{
	struct tc_enquire *enquire = a->run.searcher->enquire;
	struct tc_matches *found = NULL;
	struct tc_err *err = a->run.err;
	*weight = 0;
	*matches = false;
	if (query == NULL)
		return TC_OK;
	struct tc_xquery *pair[2] = {query, tc_xquery_term(a->key, 1)};
	query = tc_xquery_join(TC_XQUERY_FILTER, pair, 2, 0);
	enum tc_status status = tc_enquire_set_query(enquire, query, err);
	if (status == TC_OK)
		status = tc_enquire_matches(enquire, 0, 100, 0, &found, err);
	for (size_t i = 0; status == TC_OK && i < tc_matches_count(found); i++) {
		if (tc_matches_docid(found, i) != a->trace.docid)
			continue;
		*matches = true;
		*weight = tc_matches_weight(found, i);
	}
	tc_matches_free(found);
	tc_xquery_free(query);
	return status;
}

/* Which spellings of a word the article has. */
static enum tc_status find_spellings(struct asking *a, const struct tc_word *word, struct tc_why_word *out)
{
	enum tc_status status = TC_OK;
	struct tc_arena *arena = a->run.arena;
	out->spellings = tc_arena_alloc(arena, (word->n_spellings + 1) * sizeof *out->spellings);
	if (out->spellings == NULL)
		return tc_arena_check(arena, "explanation", a->run.err);
	for (size_t i = 0; i < word->n_spellings && status == TC_OK; i++) {
		struct tc_why_spelling spelling = {.term = word->spellings[i].term};
		struct tc_str term = spelling.term;
		const uint32_t *positions;
		size_t n;
		if (word->field != TC_FIELD_TEXT)
			term = tc_arena_printf(arena, "%s%.*s", tc_fields[word->field].prefix, TC_STR_ARG(term));
		status = tc_db_positions(a->run.searcher->db, a->trace.docid, term, &positions, &n, a->run.err);
		if (status != TC_OK || n == 0)
			continue;
		spelling.places = (uint32_t)n;
		for (size_t k = 0; word->field == TC_FIELD_TEXT && k < n && positions[k] <= TC_POSITION_GAP; k++)
			spelling.title_places++;
		out->spellings[out->n++] = spelling;
	}
	return status;
}

static enum tc_status explain_words(struct asking *a)
{
	const struct tc_compiled *compiled = &a->run.compiled;
	const struct tc_words *words = &compiled->words;
	struct tc_why *why = a->why;
	enum tc_status status = TC_OK;
	const uint8_t tier = a->candidate != NULL ? a->candidate->tier : 1;
	const bool as_typed = compiled->as_typed != NULL && tier != 1;
	double sum = 0, idf = 0, had = 0;
	bool matches;
	why->words = tc_arena_alloc(a->run.arena, (words->n + 1) * sizeof *why->words);
	if (why->words == NULL)
		return tc_arena_check(a->run.arena, "explanation", a->run.err);
	for (size_t i = 0; i < words->n && status == TC_OK; i++) {
		const struct tc_word *word = &words->v[i];
		struct tc_why_word *out = &why->words[why->n_words];
		if (word->variant)
			continue;
		*out = (struct tc_why_word){.typed = word->typed, .negated = word->negated};
		out->field = word->field != TC_FIELD_TEXT ? tc_fields[word->field].names[0] : NULL;
		status = find_spellings(a, word, out);
		if (status == TC_OK && a->candidate != NULL && !word->negated) {
			struct tc_xquery *query = tc_compile_word(compiled, &a->run.expander, i, as_typed);
			status = weigh(a, query, &matches, &out->score);
		}
		sum += out->score;
		idf += word->negated ? 0 : word->idf;
		had += !word->negated && out->n > 0 ? word->idf : 0;
		why->n_words++;
	}
	why->matched = idf > 0 ? had / idf : 1;
	why->other = a->candidate != NULL && fabs(why->bm25 - sum) > 1e-6 ? why->bm25 - sum : 0;
	return status;
}

/* Why is the article none of the answers? */
static enum tc_status explain_absence(struct asking *a)
{
	const struct tc_ranking *ranking = a->run.expander.ranking;
	struct tc_why *why = a->why;
	bool complete = true, matches;
	double weight;
	for (size_t i = 0; i < why->n_words; i++)
		complete = complete && (why->words[i].negated || why->words[i].n > 0);
	enum tc_status status = weigh(a, tc_xquery_copy(a->run.compiled.all), &matches, &weight);
	if (status != TC_OK)
		return status;
	if (matches)
		why->place = a->run.options->exact ? TC_WHY_OTHER : TC_WHY_BEYOND;
	else if (complete)
		why->place = TC_WHY_OTHER;
	else
		why->place = why->matched < ranking->partial ? TC_WHY_WEAK : TC_WHY_MISSING;
	return TC_OK;
}

/* Searches until the article is found or nothing else is. */
static enum tc_status look(struct asking *a)
{
	struct tc_search_run *run = &a->run;
	enum tc_status status = TC_OK;
	for (run->end = FIRST_LOOK; status == TC_OK; run->end *= 4) {
		run->n = run->looked = run->results->n_full = 0;
		status = tc_search_ask(run);
		for (size_t i = 0; i < run->n && i < run->end && status == TC_OK; i++) {
			if (run->candidates[i].docid != a->trace.docid)
				continue;
			a->candidate = &run->candidates[i];
			a->why->rank = (uint32_t)(i + 1);
			return TC_OK;
		}
		if ((run->ended && run->n <= run->end) || run->end >= TC_LIMIT_HITS)
			break;
	}
	return status;
}

static enum tc_status explain(struct asking *a, size_t *error_at)
{
	struct tc_why *why = a->why;
	struct tc_search_run *run = &a->run;
	enum tc_status status = tc_search_prepare(run, error_at);
	if (status == TC_OK)
		status = look(a);
	if (status != TC_OK)
		return status;
	why->query = run->results->interpreted;
	why->total = run->results->total;
	why->total_exact = run->results->total_exact;
	if (a->candidate != NULL) {
		why->tier = a->candidate->tier;
		why->score = a->candidate->score;
		why->bm25 = a->trace.seen ? a->trace.bm25 : a->candidate->score;
		why->steps = a->trace.steps;
		why->n_steps = a->trace.n;
		why->recency = why->score - why->bm25;
		for (size_t i = 0; i < why->n_steps; i++)
			why->recency -= why->steps[i].reward;
	}
	status = explain_words(a);
	return status == TC_OK && a->candidate == NULL ? explain_absence(a) : status;
}

static enum tc_status why_once(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_str name,
			       const char *base_dir, struct tc_arena *arena, struct tc_why *out, size_t *error_at,
			       struct tc_err *err)
{
	struct tc_search_options plain = *options;
	struct tc_results results = {.query = options->query};
	struct asking a = {.run = {.searcher = searcher, .options = &plain, .arena = arena, .results = &results, .err = err},
			   .why = out};
	struct tc_docids docids;
	struct tc_buf text;
	bool changed;
	*out = (struct tc_why){.place = TC_WHY_LISTED};
	plain.sort = TC_SEARCH_RELEVANCE;
	plain.offset = plain.limit = 0;
	a.run.trace = &a.trace;
	tc_buf_init(&text, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(&out->article, arena);
	enum tc_status status = tc_db_reopen(searcher->db, &changed, err);
	if (status == TC_OK)
		status = tc_find_articles(searcher->db, name, base_dir, arena, &docids, err);
	if (status == TC_OK) {
		a.trace.docid = docids.v[0];
		status = tc_db_data(searcher->db, a.trace.docid, &text, err);
	}
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&text), &out->article, err);
	tc_buf_reset(&text);
	tc_schema_key(TC_PREFIX_ID, out->article.id, &text);
	a.key = tc_arena_str(arena, tc_buf_str(&text));
	tc_buf_release(&text);
	if (status == TC_OK)
		status = explain(&a, error_at);
	tc_compiled_release(&a.run.compiled);
	tc_free(a.run.candidates);
	return status;
}

enum tc_status tc_why(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_str name,
		      const char *base_dir, struct tc_arena *arena, struct tc_why *out, size_t *error_at, struct tc_err *err)
{
	enum tc_status status = TC_ECHANGED;
	*error_at = 0;
	tc_searcher_begin(searcher);
	for (int attempt = 0; attempt < ATTEMPTS && status == TC_ECHANGED; attempt++)
		do
			status = why_once(searcher, options, name, base_dir, arena, out, error_at, err);
		while (tc_searcher_again(searcher, status, err));
	return status;
}
