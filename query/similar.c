/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles like one article.
 *
 * Its words are a long query: those of the title and the beginning of the lead in their order, and the best of the body, by
 *
 *     wdf / (wdf + 1) * idf
 *
 * (the shape of BM25; Robertson's offer weight with one relevant document comes to the same).  Frequent words are left out: they
 * cost most and tell least.  Xapian ranks by BM25, and as in any search the best are rewarded for words of title and lead that
 * stand together there too (query/rank.c): names and compounds, not syllables, are what makes articles alike.
 *
 * Its reprints (query/near.h), and what has its title, are the article again and no answer; of other reprints one is shown.
 */
#include "query/similar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "query/expand.h"
#include "query/find.h"
#include "query/near.h"
#include "query/rank.h"
#include "query/searcher.h"
#include "xapianc/iterate.h"

/* Words taken in order from the title and from the lead, or where there is none the body's beginning. */
#define TITLE_WORDS 30
#define LEAD_WORDS 25
/* The best of the others. */
#define BODY_WORDS 20
/* Words in more than this share of the articles are not asked for. */
#define FREQUENT 0.1
/* But in so few they are. */
#define FEW 50

struct best_term {
	struct tc_str term;
	double weight;
};

struct similar {
	struct tc_searcher *searcher;
	struct tc_arena *arena;
	struct tc_expander expander;
	uint32_t docid;
	struct tc_article article;
	struct tc_words words;
	struct best_term best[BODY_WORDS]; /* a heap would be faster than it needs to be: lightest last */
	size_t n_best;
	struct tc_candidate *candidates;
	size_t n;
	struct tc_near_cluster shown; /* the article, the hits, and the reprints of all of them */
	struct tc_err *err;
};

static bool is_frequent(const struct similar *s, uint32_t documents)
{
	return documents > FEW && documents > FREQUENT * s->expander.n_documents;
}

static bool has_word(const struct similar *s, struct tc_str term)
{
	for (size_t i = 0; i < s->words.n; i++)
		if (tc_str_eq(s->words.v[i].typed, term))
			return true;
	return false;
}

static enum tc_status add_word(struct similar *s, struct tc_str term, uint32_t run)
{
	if (tc_arena_grow(s->arena, &s->words.v, &s->words.capacity, s->words.n, sizeof *s->words.v) != 0)
		return tc_arena_check(s->arena, "words", s->err);
	struct tc_word *word = &s->words.v[s->words.n];
	enum tc_status status = tc_expand_word(&s->expander, term, term, TC_FIELD_TEXT, word, s->err);
	word->run = run;
	s->words.n += status == TC_OK && word->n_spellings > 0;
	return status;
}

/* The first words of a text, in a run. */
static enum tc_status add_text(struct similar *s, struct tc_str text, size_t max, uint32_t run)
{
	struct tc_token token;
	enum tc_status status = TC_OK;
	tc_analyzer_start(s->searcher->analyzer, text);
	for (size_t i = 0; i < max && status == TC_OK; i++) {
		enum tc_status next = tc_analyzer_next(s->searcher->analyzer, &token);
		if (next != TC_OK)
			return next == TC_END ? TC_OK : tc_err_set(s->err, next, "article: no memory");
		status = add_word(s, tc_arena_str(s->arena, token.term), run);
	}
	return status;
}

static void keep_best(struct similar *s, struct tc_str term, double weight)
{
	size_t at = s->n_best;
	if (at == BODY_WORDS && s->best[at - 1].weight >= weight)
		return;
	at = at < BODY_WORDS ? at : BODY_WORDS - 1;
	s->n_best = at + 1;
	for (; at > 0 && s->best[at - 1].weight < weight; at--)
		s->best[at] = s->best[at - 1];
	s->best[at] = (struct best_term){tc_arena_str(s->arena, term), weight};
}

/* The words that tell most of the article, each in a run of its own. */
static enum tc_status add_best(struct similar *s)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_of(s->searcher->db, s->docid, &terms, s->err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, s->err)) == TC_OK) {
		double n = tc_terms_freq(terms), wdf = tc_terms_wdf(terms);
		bool prefixed = term.n > 0 && term.p[0] >= 'A' && term.p[0] <= 'Z';
		bool number = term.n > 0 && term.p[0] >= '0' && term.p[0] <= '9';
		if (prefixed || number || n < 2 || is_frequent(s, (uint32_t)n) || has_word(s, term))
			continue;
		keep_best(s, term, wdf / (wdf + 1) * log(s->expander.n_documents / n));
	}
	tc_terms_free(terms);
	status = status == TC_END ? tc_arena_check(s->arena, "words", s->err) : status;
	for (size_t i = 0; i < s->n_best && status == TC_OK; i++)
		status = add_word(s, s->best[i].term, (uint32_t)(3 + i));
	return status;
}

static enum tc_status read_words(struct similar *s)
{
	struct tc_str lead = s->article.lead;
	if (lead.n == 0 && s->article.body.n > 0)
		lead = s->article.body.v[0];
	enum tc_status status = add_text(s, s->article.title, TITLE_WORDS, 1);
	if (status == TC_OK)
		status = add_text(s, lead, LEAD_WORDS, 2);
	return status == TC_OK ? add_best(s) : status;
}

static enum tc_status read_article(struct similar *s, uint32_t docid, struct tc_article *out)
{
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(out, s->arena);
	enum tc_status status = tc_db_data(s->searcher->db, docid, &data, s->err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), out, s->err);
	tc_buf_release(&data);
	return status;
}

static struct tc_xquery *make_query(const struct similar *s)
{
	struct tc_xquery *parts[TITLE_WORDS + LEAD_WORDS + BODY_WORDS];
	size_t n = 0;
	for (size_t i = 0; i < s->words.n; i++) {
		const struct tc_spelling *spelling = &s->words.v[i].spellings[0];
		if (spelling->documents > 1 && !is_frequent(s, spelling->documents))
			parts[n++] = tc_xquery_term(spelling->term, 1);
	}
	return n == 0 ? NULL : tc_xquery_join(TC_XQUERY_OR, parts, n, 0);
}

static enum tc_status take(struct similar *s, const struct tc_matches *matches)
{
	size_t n = tc_matches_count(matches);
	s->candidates = tc_arena_alloc(s->arena, (n + 1) * sizeof *s->candidates);
	if (s->candidates == NULL)
		return tc_arena_check(s->arena, "results", s->err);
	for (size_t i = 0; i < n; i++)
		if (tc_matches_docid(matches, i) != s->docid)
			s->candidates[s->n++] = (struct tc_candidate){.docid = tc_matches_docid(matches, i),
								      .place = (uint32_t)i,
								      .score = tc_matches_weight(matches, i),
								      .matched = 1,
								      .tier = 1};
	return TC_OK;
}

static enum tc_status find_candidates(struct similar *s)
{
	const struct tc_ranking *ranking = s->expander.ranking;
	const struct tc_bm25 bm25 = {ranking->k1, 0, 1, ranking->b, 0.5};
	struct tc_enquire *enquire = s->searcher->enquire;
	struct tc_matches *matches = NULL;
	struct tc_xquery *query = make_query(s);
	if (query == NULL)
		return TC_OK;
	enum tc_status status = tc_enquire_set_bm25(enquire, &bm25, s->err);
	if (status == TC_OK)
		status = tc_enquire_set_sort(enquire, TC_SORT_RELEVANCE, 0, false, s->err);
	if (status == TC_OK)
		status = tc_enquire_set_query(enquire, query, s->err);
	if (status == TC_OK)
		status = tc_enquire_matches(enquire, 0, ranking->candidates + 1, 0, &matches, s->err);
	if (status == TC_OK)
		status = take(s, matches);
	if (status == TC_OK)
		status = tc_rank_places(&s->expander, &s->words, s->candidates, s->n, NULL, s->err);
	if (status == TC_OK)
		tc_rank_sort(s->candidates, s->n);
	tc_matches_free(matches);
	tc_xquery_free(query);
	return status;
}

/* Is the document among those that are the article again, or a hit again? */
static bool is_shown(const struct similar *s, uint32_t docid)
{
	for (size_t i = 0; i < s->shown.n; i++)
		if (s->shown.v[i].docid == docid)
			return true;
	return false;
}

/* A document and its reprints are shown, or are the article itself. */
static enum tc_status add_shown(struct similar *s, uint32_t docid)
{
	struct tc_near_cluster cluster;
	enum tc_status status = tc_near_find(s->searcher->db, docid, s->arena, &cluster, s->err);
	for (size_t i = 0; i < cluster.n && status == TC_OK; i++) {
		struct tc_near_cluster *shown = &s->shown;
		if (tc_arena_grow(s->arena, &shown->v, &shown->capacity, shown->n, sizeof *shown->v) != 0)
			return tc_arena_check(s->arena, "results", s->err);
		shown->v[shown->n++] = cluster.v[i];
	}
	return status;
}

static enum tc_status make_hits(struct similar *s, const struct tc_search_options *options, struct tc_results *results)
{
	static const struct tc_words none = {.v = NULL};
	struct tc_highlighter *highlighter = NULL;
	size_t rank = 0;
	enum tc_status status = tc_highlighter_new(&none, s->arena, &highlighter, s->err);
	if (status == TC_OK)
		status = add_shown(s, s->docid);
	results->hits = tc_arena_alloc(s->arena, (options->limit + 1) * sizeof *results->hits);
	if (results->hits == NULL)
		return tc_arena_check(s->arena, "results", s->err);
	for (size_t i = 0; i < s->n && results->n_hits < options->limit && status == TC_OK; i++) {
		struct tc_hit *hit = &results->hits[results->n_hits];
		uint32_t docid = s->candidates[i].docid;
		if (is_shown(s, docid))
			continue;
		*hit = (struct tc_hit){.score = s->candidates[i].score};
		status = read_article(s, docid, &hit->article);
		if (status != TC_OK || (s->article.title.n > 0 && tc_str_eq(s->article.title, hit->article.title)))
			continue;
		status = add_shown(s, docid);
		if (status != TC_OK || ++rank <= options->offset)
			continue;
		hit->rank = (uint32_t)rank;
		if (options->snippet_characters > 0)
			status = tc_snippet_make(highlighter, s->searcher->analyzer, &hit->article, options->snippet_characters,
						 s->arena, &hit->snippet, s->err);
		results->n_hits += status == TC_OK;
	}
	return status;
}

static enum tc_status find_similar(struct similar *s, struct tc_str name, const char *base_dir,
				   const struct tc_search_options *options, struct tc_results *results)
{
	struct tc_docids docids;
	struct tc_db_stats stats;
	const struct tc_ranking *ranking = options->ranking != NULL ? options->ranking : &tc_ranking_default;
	enum tc_status status = tc_find_articles(s->searcher->db, name, base_dir, s->arena, &docids, s->err);
	if (status == TC_OK)
		status = tc_db_stats(s->searcher->db, &stats, s->err);
	if (status != TC_OK)
		return status;
	s->docid = docids.v[0];
	s->expander = (struct tc_expander){s->searcher->db, s->arena, ranking, stats.n_documents, true};
	status = read_article(s, s->docid, &s->article);
	if (status == TC_OK)
		status = read_words(s);
	if (status == TC_OK)
		status = find_candidates(s);
	if (status == TC_OK)
		status = make_hits(s, options, results);
	results->similar_to = s->article.title.n > 0 ? s->article.title : name;
	results->total = (uint32_t)(s->n < options->offset + results->n_hits ? s->n : options->offset + results->n_hits);
	return status;
}

enum tc_status tc_similar(struct tc_searcher *searcher, struct tc_str name, const char *base_dir,
			  const struct tc_search_options *options, struct tc_arena *arena, struct tc_results *results,
			  struct tc_err *err)
{
	struct similar s;
	struct timespec begun, now;
	clock_gettime(CLOCK_MONOTONIC, &begun);
	enum tc_status status;
	tc_searcher_begin(searcher);
	do {
		s = (struct similar){.searcher = searcher, .arena = arena, .err = err};
		*results = (struct tc_results){.query = name, .offset = (uint32_t)options->offset};
		status = find_similar(&s, name, base_dir, options, results);
	} while (tc_searcher_again(searcher, status, err));
	results->n_missing = tc_searcher_missing(searcher, arena, &results->missing);
	clock_gettime(CLOCK_MONOTONIC, &now);
	results->elapsed_ms = (double)(now.tv_sec - begun.tv_sec) * 1e3 + (double)(now.tv_nsec - begun.tv_nsec) / 1e6;
	return status;
}
