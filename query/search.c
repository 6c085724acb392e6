/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One search from the query to the page of its results: the tiers give candidates (query/tiers.c), reprints are left out
 * (query/collapse.c), the articles of the page are read and their snippets made (query/hits.c), facets are counted, and what else
 * may have been meant is looked for.  All that is read comes from one state of the index: when a writer commits meanwhile, the
 * search is done again.
 */
#include "query/search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "query/hits.h"
#include "query/meant.h"
#include "query/quote.h"
#include "query/search_run.h"
#include "xapianc/enquire.h"

/* How often a search is done when the index changes under it. */
#define ATTEMPTS 5
/* The same for a query that is only offered. */
#define COUNT_MEANT 1000

/* Fills the groups of the page and those before it.  The more is left out, the more candidates are needed. */
static enum tc_status collapse(struct tc_search_run *s)
{
	const struct tc_search_options *o = s->options;
	const size_t want = o->offset + o->limit;
	enum tc_status status = TC_OK;
	while (status == TC_OK) {
		const struct tc_collapse how = {
			.db = s->searcher->db,
			.candidates = s->candidates,
			.n = s->n,
			.want = want,
			.in_place = o->sort == TC_SEARCH_NEWEST,
			.enquire = s->searcher->enquire,
			.queries = {s->compiled.as_typed, s->compiled.all, s->compiled.any},
			.belongs = o->exact ? tc_search_is_exact : NULL,
			.closure = s,
		};
		status = tc_collapse_candidates(&how, s->arena, &s->groups, s->err);
		if (status != TC_OK || s->groups.n >= want || s->ended)
			break;
		s->end = s->n > s->end ? s->n * 2 : s->end * 2;
		s->n = s->looked = s->results->n_full = 0;
		status = tc_search_ask(s);
	}
	return status;
}

/* Reads the documents of the page and makes their snippets. */
static enum tc_status make_hits(struct tc_search_run *s, const struct tc_highlighter *highlighter)
{
	const struct tc_search_options *o = s->options;
	struct tc_results *r = s->results;
	enum tc_status status = o->collapse && o->limit > 0 ? collapse(s) : TC_OK;
	size_t have = s->groups.v != NULL ? s->groups.n : s->n;
	size_t last = o->offset + o->limit < have ? o->offset + o->limit : have;
	size_t n = last > o->offset ? last - o->offset : 0;
	r->hits = tc_arena_alloc(s->arena, (n + 1) * sizeof *r->hits);
	if (r->hits == NULL)
		return tc_arena_check(s->arena, "results", s->err);
	for (size_t i = o->offset; i < last && status == TC_OK; i++) {
		const struct tc_group alone = {.candidate = &s->candidates[i], .docid = s->candidates[i].docid};
		const struct tc_group *group = s->groups.v != NULL ? &s->groups.v[i] : &alone;
		const struct tc_candidate *c = group->candidate;
		struct tc_hit *hit = &r->hits[r->n_hits];
		*hit = (struct tc_hit){.rank = (uint32_t)(i + 1), .score = c->score};
		hit->partial = c->tier == 2 && (!s->one_list || c->matched <= TC_SEARCH_COMPLETE);
		status = tc_hit_fill(s->searcher, highlighter, group->docid, o, s->arena, hit, s->err);
		if (status == TC_OK)
			status = tc_collapse_read(s->searcher->db, group, o->reprints, s->arena, hit, s->err);
		r->collapsed = r->collapsed || hit->n_reprints > 0;
		r->n_hits += status == TC_OK;
	}
	return status;
}

/* Counts facets over what the total counts. */
static enum tc_status count_facets(struct tc_search_run *s)
{
	if (s->options->facets == NULL)
		return TC_OK;
	struct tc_facets *facets = tc_arena_alloc(s->arena, sizeof *facets);
	uint32_t *docids = tc_arena_alloc(s->arena, (s->n + 1) * sizeof *docids);
	if (facets == NULL || docids == NULL)
		return tc_arena_check(s->arena, "facets", s->err);
	for (size_t i = 0; i < s->n; i++)
		docids[i] = s->candidates[i].docid;
	s->results->facets = facets;
	const struct tc_xquery *counted = s->options->exact ? NULL : s->counted;
	enum tc_status status =
		tc_facets_count(s->searcher->db, counted, docids, s->n, s->options->facets, s->arena, facets, s->err);
	if (status == TC_OK && counted != NULL) {
		s->results->total = facets->documents;
		s->results->total_exact = true;
	}
	return status;
}

/* Is the query nothing but words and dates, as one types them without knowing more? */
static bool is_simple(const struct tc_node *root)
{
	for (size_t i = 0; i < root->n_children; i++) {
		const struct tc_node *child = root->children[i];
		bool word = child->kind == TC_NODE_WORD && child->field == TC_FIELD_TEXT && !child->wildcard;
		if (child->negated || !(word || child->kind == TC_NODE_DATE))
			return false;
	}
	return root->kind == TC_NODE_AND;
}

/* Looks for a query that was probably meant, and how many articles have all of its words. */
static enum tc_status find_meant(struct tc_search_run *s)
{
	struct tc_search_options options = *s->options;
	struct tc_search_run other = {.searcher = s->searcher, .options = &options, .arena = s->arena, .err = s->err};
	struct tc_enquire *enquire = s->searcher->enquire;
	struct tc_matches *matches = NULL;
	size_t error_at;
	if (!options.suggest || options.exact || options.offset > 0 || s->compiled.n_plain == 0 || !is_simple(s->root))
		return TC_OK;
	enum tc_status status =
		tc_meant_find(s->searcher->db, s->searcher->analyzer, s->options->query, s->arena, &options.query, s->err);
	if (status != TC_OK || options.query.n == 0)
		return status;
	status = tc_search_prepare(&other, &error_at);
	if (status == TC_OK)
		status = tc_enquire_set_boolean(enquire, s->err);
	if (status == TC_OK)
		status = tc_search_set_sort(s, false);
	const struct tc_xquery *query = other.compiled.as_typed != NULL ? other.compiled.as_typed : other.compiled.all;
	if (status == TC_OK)
		status = tc_enquire_set_query(enquire, query, s->err);
	if (status == TC_OK)
		status = tc_enquire_matches(enquire, 0, 0, COUNT_MEANT, &matches, s->err);
	if (status == TC_OK && tc_matches_total(matches).estimate > 0) {
		struct tc_matches_total total = tc_matches_total(matches);
		s->results->meant = options.query;
		s->results->meant_total = total.estimate;
		s->results->meant_exact = total.lower == total.upper;
	}
	tc_matches_free(matches);
	tc_compiled_release(&other.compiled);
	return status;
}

/* Looks for the query as a quote.  results->quote_words says whether that is the answer. */
static enum tc_status ask_quote(struct tc_search_run *s, size_t *error_at)
{
	struct tc_search_options options = *s->options;
	struct tc_search_run other = {.searcher = s->searcher, .options = &options, .arena = s->arena, .err = s->err};
	bool filtered = options.n_filters > 0 || options.from.precision != TC_DATE_NONE || options.to.precision != TC_DATE_NONE;
	struct tc_docids found = {NULL, 0, 0};
	enum tc_status status = TC_OK;
	options.query = TC_STR_NONE;
	if (filtered)
		status = tc_search_prepare(&other, error_at);
	if (status == TC_OK)
		status = tc_quote_search(s->searcher, s->options, other.compiled.all, s->arena, s->results, &found, s->err);
	for (size_t i = 0; i < found.n && status == TC_OK; i++) {
		if (tc_grow(&s->candidates, &s->capacity, s->n, sizeof *s->candidates) != 0)
			status = tc_err_set(s->err, TC_ENOMEM, "search: no memory");
		else
			s->candidates[s->n++] = (struct tc_candidate){.docid = found.v[i]};
	}
	if (status == TC_OK)
		status = count_facets(s);
	tc_compiled_release(&other.compiled);
	return status;
}

static double milliseconds_since(const struct timespec *begun)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begun->tv_sec) * 1e3 + (double)(now.tv_nsec - begun->tv_nsec) / 1e6;
}

/* One attempt: everything that is read comes from one state of the index. */
static enum tc_status search_once(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
				  struct tc_results *results, size_t *error_at, struct tc_err *err)
{
	struct tc_search_run s = {.searcher = searcher, .options = options, .arena = arena, .results = results, .err = err};
	struct tc_highlighter *highlighter = NULL;
	bool changed;
	*results = (struct tc_results){.query = options->query, .offset = (uint32_t)options->offset};
	*error_at = 0;
	s.end = options->offset + options->limit;
	enum tc_status status = tc_db_reopen(searcher->db, &changed, err);
	if (status == TC_OK && options->quote != TC_QUOTE_NO)
		status = ask_quote(&s, error_at);
	if (status != TC_OK || results->quote_words > 0) {
		tc_free(s.candidates);
		return status;
	}
	if (status == TC_OK)
		status = tc_search_prepare(&s, error_at);
	if (status == TC_OK)
		status = tc_search_ask(&s);
	if (status == TC_OK)
		status = tc_highlighter_new(&s.compiled.words, arena, &highlighter, err);
	if (status == TC_OK)
		status = make_hits(&s, highlighter);
	if (status == TC_OK)
		status = count_facets(&s);
	if (status == TC_OK)
		status = find_meant(&s);
	tc_compiled_release(&s.compiled);
	tc_free(s.candidates);
	return status;
}

enum tc_status tc_search(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
			 struct tc_results *results, size_t *error_at, struct tc_err *err)
{
	struct timespec begun;
	enum tc_status status = TC_ECHANGED;
	clock_gettime(CLOCK_MONOTONIC, &begun);
	/* A writer that commits while we read may take the ground from under us: the whole search is done again. */
	tc_searcher_begin(searcher);
	for (int attempt = 0; attempt < ATTEMPTS && (status == TC_ECHANGED || (attempt > 0 && status == TC_ENOENT)); attempt++)
		do
			status = search_once(searcher, options, arena, results, error_at, err);
		while (tc_searcher_again(searcher, status, err));
	results->n_missing = tc_searcher_missing(searcher, arena, &results->missing);
	results->elapsed_ms = milliseconds_since(&begun);
	return status;
}

enum tc_status tc_search_highlighter(struct tc_searcher *searcher, struct tc_str query, struct tc_arena *arena,
				     struct tc_highlighter **out, size_t *error_at, struct tc_err *err)
{
	const struct tc_search_options options = {.query = query};
	struct tc_search_run s = {.searcher = searcher, .options = &options, .arena = arena, .err = err};
	*out = NULL;
	*error_at = 0;
	enum tc_status status = tc_search_prepare(&s, error_at);
	struct tc_words *words = tc_arena_alloc(arena, sizeof *words);
	if (status == TC_OK)
		status = tc_arena_check(arena, "query", err);
	if (status == TC_OK) {
		*words = s.compiled.words;
		status = tc_highlighter_new(words, arena, out, err);
	}
	tc_compiled_release(&s.compiled);
	return status;
}
