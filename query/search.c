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
#include "query/search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "query/collapse.h"
#include "query/compile.h"
#include "query/exact.h"
#include "query/hits.h"
#include "query/meant.h"
#include "query/parse.h"
#include "query/quote.h"
#include "query/rank.h"
#include "query/recency.h"
#include "query/searcher.h"
#include "query/variants.h"
#include "query/viqr.h"
#include "xapianc/enquire.h"

/* Full matches that make further tiers unnecessary. */
#define ENOUGH 10
/* A match has all words when it has this share of the idf, rounding aside. */
#define COMPLETE 0.9999
/* How often a search is done when the index changes under it. */
#define ATTEMPTS 5
/* Totals up to here are counted exactly. */
#define COUNT_EXACTLY 1000
/* The same for a query that is only offered. */
#define COUNT_MEANT 1000

/* A search under way. */
struct search {
	struct tc_searcher *searcher;
	const struct tc_search_options *options;
	struct tc_arena *arena;
	struct tc_expander expander;
	struct tc_node *root;
	struct tc_compiled compiled;
	struct tc_candidate *candidates; /* of all tiers asked */
	size_t n, capacity;
	size_t end;              /* candidates that the page needs */
	struct tc_groups groups; /* of candidates, when reprints are left out */
	struct tc_results *results;
	const struct tc_xquery *counted; /* what the total counts; NULL: the candidates themselves */
	bool one_list;                   /* complete and partial matches together */
	bool ended;                      /* all that the last tier has was looked at */
	size_t looked;                   /* matches of all tiers that were, before any was dropped */
	struct tc_err *err;
};

/* Adds --from and --to as a date filter at the top level. */
static enum tc_status add_range(struct search *s)
{
	const struct tc_search_options *o = s->options;
	if (o->from.precision == TC_DATE_NONE && o->to.precision == TC_DATE_NONE)
		return TC_OK;
	struct tc_node *date = tc_arena_alloc(s->arena, sizeof *date), *root = tc_arena_alloc(s->arena, sizeof *root);
	struct tc_node **children = tc_arena_alloc(s->arena, 2 * sizeof *children);
	if (children == NULL || root == NULL || date == NULL)
		return tc_arena_check(s->arena, "query", s->err);
	*date = (struct tc_node){.kind = TC_NODE_DATE, .from = o->from, .to = o->to};
	if (s->root->kind == TC_NODE_AND && !s->root->negated) {
		if (tc_arena_grow(s->arena, &s->root->children, &s->root->capacity, s->root->n_children, sizeof *children) != 0)
			return tc_arena_check(s->arena, "query", s->err);
		s->root->children[s->root->n_children++] = date;
		return TC_OK;
	}
	children[0] = s->root;
	children[1] = date;
	*root = (struct tc_node){.kind = TC_NODE_AND, .children = children, .n_children = 2, .capacity = 2};
	s->root = root;
	return TC_OK;
}

/* From the typed bytes to compiled trees. */
static enum tc_status prepare(struct search *s, size_t *error_at)
{
	const struct tc_search_options *o = s->options;
	struct tc_db_stats stats;
	struct tc_buf text;
	const struct tc_ranking *ranking = o->ranking != NULL ? o->ranking : &tc_ranking_default;
	struct tc_str query = o->query;
	enum tc_status status = o->exact ? TC_OK : tc_viqr_rewrite(s->searcher->db, query, s->arena, &query, s->err);
	if (status == TC_OK)
		status = tc_query_parse(query, s->arena, &s->root, error_at, s->err);
	if (status == TC_OK)
		status = add_range(s);
	if (status == TC_OK && !o->exact)
		status = tc_variants_add(s->root, o->synonyms, s->searcher->analyzer, s->arena, s->err);
	if (status == TC_OK)
		status = tc_filters_add(o->filters, o->n_filters, s->arena, &s->root, s->err);
	if (status == TC_OK)
		status = tc_db_stats(s->searcher->db, &stats, s->err);
	if (status != TC_OK)
		return status;
	s->expander = (struct tc_expander){s->searcher->db, s->arena, ranking, stats.n_documents, o->exact};
	status = tc_compile(s->root, &s->expander, s->searcher->analyzer, &s->compiled, s->err);
	if (status != TC_OK || s->results == NULL)
		return status;
	tc_buf_init(&text, TC_LIMIT_RECORD_BYTES);
	tc_query_print(s->root, &text);
	s->results->interpreted = tc_arena_str(s->arena, tc_buf_str(&text));
	tc_variants_list(s->root, query, s->arena, &s->results->variants);
	tc_buf_release(&text);
	return TC_OK;
}

/* Is docid among the first n candidates? */
static bool have(const struct search *s, size_t n, uint32_t docid)
{
	for (size_t i = 0; i < n; i++)
		if (s->candidates[i].docid == docid)
			return true;
	return false;
}

/* Takes over the matches [first, last) of a tier that no earlier one had. */
static enum tc_status take(struct search *s, const struct tc_matches *matches, size_t first, size_t last, uint8_t tier)
{
	size_t before = s->n;
	for (size_t i = first; i < last; i++) {
		uint32_t docid = tc_matches_docid(matches, i);
		if (have(s, before, docid))
			continue;
		if (tc_grow(&s->candidates, &s->capacity, s->n, sizeof *s->candidates) != 0)
			return tc_err_set(s->err, TC_ENOMEM, "search: no memory");
		s->candidates[s->n++] = (struct tc_candidate){docid, (uint32_t)i, tc_matches_weight(matches, i), tier < 2, tier};
	}
	return TC_OK;
}

static enum tc_status set_sort(struct search *s, bool by_date)
{
	struct tc_enquire *enquire = s->searcher->enquire;
	if (!by_date)
		return tc_enquire_set_sort(enquire, TC_SORT_RELEVANCE, 0, false, s->err);
	return tc_enquire_set_sort(enquire, TC_SORT_VALUE, TC_SLOT_PUBLISHED, s->options->sort == TC_SEARCH_NEWEST, s->err);
}

static enum tc_status get_matches(struct search *s, const struct tc_xquery *query, size_t want, uint32_t count_exactly,
				  struct tc_matches **matches)
{
	enum tc_status status = tc_enquire_set_query(s->searcher->enquire, query, s->err);
	*matches = NULL;
	if (status == TC_OK)
		status = tc_enquire_matches(s->searcher->enquire, 0, (uint32_t)want, count_exactly, matches, s->err);
	return status;
}

/* Has a document the words as typed in its text? */
static enum tc_status is_exact(void *search, uint32_t docid, bool *exact)
{
	struct search *s = search;
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
static enum tc_status filter(struct search *s, size_t first, uint8_t tier)
{
	bool weak = tier == 2 && !s->options->any;
	enum tc_status status = TC_OK;
	size_t to = first;
	for (size_t i = first; i < s->n && status == TC_OK; i++) {
		bool keep = !weak || s->candidates[i].matched >= s->expander.ranking->partial;
		if (keep && s->options->exact)
			status = is_exact(s, s->candidates[i].docid, &keep);
		if (keep)
			s->candidates[to++] = s->candidates[i];
	}
	s->n = to;
	return status;
}

/* Ranks the window of candidates from first on; one that is not on the page, and of which all stay, may be left as it is. */
static enum tc_status finish_window(struct search *s, size_t first, uint8_t tier, bool by_date)
{
	size_t n = s->n - first, page = s->options->offset;
	bool on_page = first < s->end && s->n > page;
	enum tc_status status = TC_OK;
	if (tier < 2 && first > 0 && !on_page && !s->options->exact)
		return TC_OK;
	if (!by_date)
		status = tc_rank_places(&s->expander, &s->compiled.words, s->candidates + first, n, s->err);
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
static enum tc_status ask(struct search *s, const struct tc_xquery *query, uint8_t tier, struct tc_matches_total *total)
{
	const struct tc_ranking *ranking = s->expander.ranking;
	const struct tc_bm25 bm25 = {ranking->k1, 0, 1, ranking->b, 0.5};
	const bool by_date = s->options->sort != TC_SEARCH_RELEVANCE && tier < 2;
	const size_t size = ranking->candidates, end = s->end;
	size_t first = s->n, n = 0, done = 0, want = (end / size + 1) * size;
	struct tc_matches *matches = NULL;
	s->counted = tier < 2 || s->options->any ? query : NULL;
	s->ended = false;
	enum tc_status status = tc_enquire_set_bm25(s->searcher->enquire, &bm25, s->err);
	if (status == TC_OK)
		status = set_sort(s, by_date);
	if (status == TC_OK && s->compiled.row != NULL && !by_date && first == 0) {
		status = get_matches(s, s->compiled.row, size, 0, &matches);
		if (status == TC_OK)
			status = take(s, matches, 0, tc_matches_count(matches), tier);
		tc_matches_free(matches);
	}
	for (; status == TC_OK && !s->ended && (done == 0 || s->n < end); want *= 2) {
		status = get_matches(s, query, want, tier == 2 ? 0 : COUNT_EXACTLY, &matches);
		if (status != TC_OK)
			break;
		n = tc_matches_count(matches);
		*total = tc_matches_total(matches);
		for (s->ended = n < want; done < n && status == TC_OK; done += size, first = s->n) {
			status = take(s, matches, done, done + size < n ? done + size : n, tier);
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
static enum tc_status ask_any(struct search *s, struct tc_matches_total *total)
{
	struct tc_results *r = s->results;
	s->one_list = true;
	enum tc_status status = ask(s, s->compiled.any, 2, total);
	for (size_t i = 0; i < s->n; i++)
		r->n_full += s->candidates[i].matched > COMPLETE;
	r->total = s->options->any ? total->estimate : (uint32_t)s->n;
	r->total_exact = s->options->any ? total->lower == total->upper : s->ended;
	return status;
}

static enum tc_status ask_tiers(struct search *s, struct tc_matches_total *total)
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

static enum tc_status ask_all(struct search *s)
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

/* Fills the groups of the page and those before it.  The more is left out, the more candidates are needed. */
static enum tc_status collapse(struct search *s)
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
			.belongs = o->exact ? is_exact : NULL,
			.closure = s,
		};
		status = tc_collapse_candidates(&how, s->arena, &s->groups, s->err);
		if (status != TC_OK || s->groups.n >= want || s->ended)
			break;
		s->end = s->n > s->end ? s->n * 2 : s->end * 2;
		s->n = s->looked = s->results->n_full = 0;
		status = ask_all(s);
	}
	return status;
}

/* Reads the documents of the page and makes their snippets. */
static enum tc_status make_hits(struct search *s, const struct tc_highlighter *highlighter)
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
		hit->partial = c->tier == 2 && (!s->one_list || c->matched <= COMPLETE);
		status = tc_hit_fill(s->searcher, highlighter, group->docid, o, s->arena, hit, s->err);
		if (status == TC_OK)
			status = tc_collapse_read(s->searcher->db, group, o->reprints, s->arena, hit, s->err);
		r->collapsed = r->collapsed || hit->n_reprints > 0;
		r->n_hits += status == TC_OK;
	}
	return status;
}

/* Counts facets over what the total counts. */
static enum tc_status count_facets(struct search *s)
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
static enum tc_status find_meant(struct search *s)
{
	struct tc_search_options options = *s->options;
	struct search other = {.searcher = s->searcher, .options = &options, .arena = s->arena, .err = s->err};
	struct tc_enquire *enquire = s->searcher->enquire;
	struct tc_matches *matches = NULL;
	size_t error_at;
	if (!options.suggest || options.exact || options.offset > 0 || s->compiled.n_plain == 0 || !is_simple(s->root))
		return TC_OK;
	enum tc_status status =
		tc_meant_find(s->searcher->db, s->searcher->analyzer, s->options->query, s->arena, &options.query, s->err);
	if (status != TC_OK || options.query.n == 0)
		return status;
	status = prepare(&other, &error_at);
	if (status == TC_OK)
		status = tc_enquire_set_boolean(enquire, s->err);
	if (status == TC_OK)
		status = set_sort(s, false);
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
static enum tc_status ask_quote(struct search *s, size_t *error_at)
{
	struct tc_search_options options = *s->options;
	struct search other = {.searcher = s->searcher, .options = &options, .arena = s->arena, .err = s->err};
	bool filtered = options.n_filters > 0 || options.from.precision != TC_DATE_NONE || options.to.precision != TC_DATE_NONE;
	struct tc_docids found = {NULL, 0, 0};
	enum tc_status status = TC_OK;
	options.query = TC_STR_NONE;
	if (filtered)
		status = prepare(&other, error_at);
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
	struct search s = {.searcher = searcher, .options = options, .arena = arena, .results = results, .err = err};
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
		status = prepare(&s, error_at);
	if (status == TC_OK)
		status = ask_all(&s);
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
	for (int attempt = 0; attempt < ATTEMPTS && (status == TC_ECHANGED || (attempt > 0 && status == TC_ENOENT)); attempt++)
		status = search_once(searcher, options, arena, results, error_at, err);
	results->elapsed_ms = milliseconds_since(&begun);
	return status;
}

enum tc_status tc_search_highlighter(struct tc_searcher *searcher, struct tc_str query, struct tc_arena *arena,
				     struct tc_highlighter **out, size_t *error_at, struct tc_err *err)
{
	const struct tc_search_options options = {.query = query};
	struct search s = {.searcher = searcher, .options = &options, .arena = arena, .err = err};
	*out = NULL;
	*error_at = 0;
	enum tc_status status = prepare(&s, error_at);
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

enum tc_status tc_search_explain(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_buf *out,
				 size_t *error_at, struct tc_err *err)
{
	struct tc_arena arena;
	struct tc_results results = {.n_hits = 0};
	*error_at = 0;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	struct search s = {.searcher = searcher, .options = options, .arena = &arena, .results = &results, .err = err};
	enum tc_status status = prepare(&s, error_at);
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
