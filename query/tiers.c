/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search, in tiers:
 *
 *   0  every word as typed (only when the query shows that its writer types marks; query/compile.c)
 *   1  every word in any spelling it may stand for
 *   2  some of the words: the best partial matches
 *
 * A query of more than sentence_words words is a sentence (a title, a question): hardly an article has all of its words, and
 * those that do are the long ones.  It is answered by one list, the best by score first, partial matches marked all the same.
 *
 * A tier is asked only when those before it gave fewer than ENOUGH documents, which does not depend on the page asked for: paging
 * never changes what is found.  In each tier Xapian ranks by BM25, windows of `candidates` matches are rewarded for the places of
 * the words (query/rank.c), and tiers are never mixed.  Partial matches are kept when their words carry at least a share of the
 * query's idf, and no more than the candidates: a list of all articles with `của` in them helps nobody.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "query/exact.h"
#include "query/recency.h"
#include "query/search_run.h"

/* Full matches that make further tiers unnecessary. */
#define ENOUGH 10
/* Totals up to here are counted exactly. */
#define COUNT_EXACTLY 1000

/* Is docid among the first n candidates? */
static bool have(const struct tc_search_run *s, size_t n, uint32_t docid)
{
	for (size_t i = 0; i < n; i++)
		if (s->candidates[i].docid == docid)
			return true;
	return false;
}

/* Takes over the matches [first, last) of a tier that no earlier one had; kind: what all of them are. */
static enum tc_status take(struct tc_search_run *s, const struct tc_matches *matches, size_t first, size_t last,
			   struct tc_candidate kind)
{
	size_t before = s->n;
	for (size_t i = first; i < last; i++) {
		uint32_t docid = tc_matches_docid(matches, i);
		if (have(s, before, docid))
			continue;
		if (tc_grow(&s->candidates, &s->capacity, s->n, sizeof *s->candidates) != 0)
			return tc_err_set(s->err, TC_ENOMEM, "search: no memory");
		kind.docid = docid;
		kind.place = (uint32_t)i;
		kind.score = tc_matches_weight(matches, i);
		s->candidates[s->n++] = kind;
	}
	return TC_OK;
}

enum tc_status tc_search_set_sort(struct tc_search_run *s, bool by_date)
{
	struct tc_enquire *enquire = s->searcher->enquire;
	if (!by_date)
		return tc_enquire_set_sort(enquire, TC_SORT_RELEVANCE, 0, false, s->err);
	return tc_enquire_set_sort(enquire, TC_SORT_VALUE, TC_SLOT_PUBLISHED, s->options->sort == TC_SEARCH_NEWEST, s->err);
}

static enum tc_status get_matches(struct tc_search_run *s, const struct tc_xquery *query, size_t want, uint32_t count_exactly,
				  struct tc_matches **matches)
{
	enum tc_status status = tc_enquire_set_query(s->searcher->enquire, query, s->err);
	*matches = NULL;
	if (status == TC_OK)
		status = tc_enquire_matches(s->searcher->enquire, 0, (uint32_t)want, count_exactly, matches, s->err);
	return status;
}

enum tc_status tc_search_is_exact(void *search, uint32_t docid, bool *exact)
{
	struct tc_search_run *s = search;
	struct tc_arena arena;
	struct tc_article article;
	struct tc_buf data;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(&article, &arena);
	enum tc_status status = tc_db_data(s->searcher->db, docid, &data, s->err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), &article, s->err);
	if (status == TC_OK)
		status = tc_exact_match(&s->compiled.words, &article, s->searcher->analyzer, &arena, exact, s->err);
	tc_arena_release(&arena);
	tc_buf_release(&data);
	return status;
}

/* Drops the candidates from first on that are too weak or not as typed. */
static enum tc_status filter(struct tc_search_run *s, size_t first, uint8_t tier)
{
	bool weak = tier == 2 && !s->options->any;
	enum tc_status status = TC_OK;
	size_t to = first;
	for (size_t i = first; i < s->n && status == TC_OK; i++) {
		bool keep = !weak || s->candidates[i].matched >= s->expander.ranking->partial;
		if (keep && s->options->exact)
			status = tc_search_is_exact(s, s->candidates[i].docid, &keep);
		if (keep)
			s->candidates[to++] = s->candidates[i];
	}
	s->n = to;
	return status;
}

/* Ranks the window of candidates from first on; one that is not on the page, and of which all stay, may be left as it is. */
static enum tc_status finish_window(struct tc_search_run *s, size_t first, uint8_t tier, bool by_date)
{
	size_t n = s->n - first, page = s->options->offset;
	bool on_page = first < s->end && s->n > page;
	enum tc_status status = TC_OK;
	if (tier < 2 && first > 0 && !on_page && !s->options->exact)
		return TC_OK;
	if (!by_date)
		status = tc_rank_places(&s->expander, &s->compiled.words, s->candidates + first, n, s->trace, s->err);
	if (!by_date && status == TC_OK)
		status = tc_recency_reward(&s->expander, s->candidates + first, n, s->err);
	if (status == TC_OK)
		status = filter(s, first, tier);
	if (!by_date)
		tc_rank_sort(s->candidates + first, s->n - first);
	return status;
}

/* Asks one tier for what the page needs.
 *
 * The list is made of windows of as many matches as are rewarded, in the order of BM25, each ranked by itself: a page is the same
 * whatever pages there are before it, and there is no last one.  What stands in a row belongs to the first window.  Partial
 * matches end with the first window that has none strong enough. */
static enum tc_status ask(struct tc_search_run *s, const struct tc_xquery *query, uint8_t tier, struct tc_matches_total *total)
{
	const struct tc_ranking *ranking = s->expander.ranking;
	const struct tc_bm25 bm25 = {ranking->k1, 0, 1, ranking->b, 0.5};
	const bool by_date = s->options->sort != TC_SEARCH_RELEVANCE && tier < 2;
	const size_t size = ranking->candidates, end = s->end;
	size_t first = s->n, n = 0, done = 0, want = (end / size + 1) * size;
	struct tc_candidate kind = {.matched = tier < 2, .tier = tier};
	struct tc_matches *matches = NULL;
	s->counted = tier < 2 || s->options->any ? query : NULL;
	s->ended = false;
	enum tc_status status = tc_enquire_set_bm25(s->searcher->enquire, &bm25, s->err);
	if (status == TC_OK)
		status = tc_search_set_sort(s, by_date);
	if (status == TC_OK && s->compiled.row != NULL && !by_date && first == 0) {
		struct tc_xquery *pair[2] = {tc_xquery_copy(query), tc_xquery_copy(s->compiled.row)};
		struct tc_xquery *row = tc_xquery_join(TC_XQUERY_FILTER, pair, 2, 0);
		status = get_matches(s, row, size, 0, &matches);
		tc_xquery_free(row);
		if (status == TC_OK)
			status = take(s, matches, 0, tc_matches_count(matches), kind);
		tc_matches_free(matches);
	}
	for (; status == TC_OK && !s->ended && (done == 0 || s->n < end); want *= 2) {
		status = get_matches(s, query, want, tier == 2 ? 0 : COUNT_EXACTLY, &matches);
		if (status != TC_OK)
			break;
		n = tc_matches_count(matches);
		*total = tc_matches_total(matches);
		for (s->ended = n < want; done < n && status == TC_OK; done += size, first = s->n) {
			status = take(s, matches, done, done + size < n ? done + size : n, kind);
			s->looked += s->n - first;
			if (status == TC_OK)
				status = finish_window(s, first, tier, by_date);
			if (status == TC_OK && s->n == first && tier == 2) {
				s->ended = true;
				break;
			}
		}
		tc_matches_free(matches);
	}
	return status;
}

/* One list of all that have enough of the query, the best by score first, whether complete or not. */
static enum tc_status ask_any(struct tc_search_run *s, struct tc_matches_total *total)
{
	struct tc_results *r = s->results;
	s->one_list = true;
	enum tc_status status = ask(s, s->compiled.any, 2, total);
	for (size_t i = 0; i < s->n; i++)
		r->n_full += s->candidates[i].matched > TC_SEARCH_COMPLETE;
	r->total = s->options->any ? total->estimate : (uint32_t)s->n;
	r->total_exact = s->options->any ? total->lower == total->upper : s->ended;
	return status;
}

static enum tc_status ask_tiers(struct tc_search_run *s, struct tc_matches_total *total)
{
	struct tc_results *r = s->results;
	struct tc_matches_total partial;
	enum tc_status status = TC_OK;
	if (s->compiled.as_typed != NULL)
		status = ask(s, s->compiled.as_typed, 0, total);
	if (status == TC_OK && s->looked < ENOUGH)
		status = ask(s, s->compiled.all, 1, total);
	r->total = r->n_full = total->estimate;
	r->total_exact = total->lower == total->upper;
	size_t full = s->n;
	if (status != TC_OK || s->looked >= ENOUGH || s->compiled.any == NULL)
		return status;
	status = ask(s, s->compiled.any, 2, &partial);
	r->n_full = (uint32_t)full;
	r->total = (uint32_t)s->n;
	r->total_exact = s->ended;
	return status;
}

enum tc_status tc_search_ask(struct tc_search_run *s)
{
	struct tc_results *r = s->results;
	struct tc_matches_total total = {0, 0, 0};
	bool sentence = s->compiled.n_plain > s->expander.ranking->sentence_words && s->options->sort == TC_SEARCH_RELEVANCE;
	bool any = s->compiled.any != NULL && (s->options->any || sentence);
	enum tc_status status = any ? ask_any(s, &total) : ask_tiers(s, &total);
	if (status != TC_OK || !s->options->exact)
		return status;
	/* Of what was not looked at, as many will be as typed as of what was. */
	double rest = !s->ended && total.estimate > s->looked ? total.estimate - s->looked : 0;
	r->total = (uint32_t)s->n + (uint32_t)(s->looked > 0 ? rest * (double)s->n / (double)s->looked : 0);
	r->n_full = r->n_full < r->total ? r->n_full : r->total;
	r->total_exact = s->ended;
	return TC_OK;
}
