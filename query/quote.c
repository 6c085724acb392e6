/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who wrote it first: articles that have a quote, earliest first.
 *
 * The index tells which articles may have it (query/quote_find.c); those are read in the order of their dates, and the quote is
 * looked for in their text (query/quote_match.c).  Score is the share of the quote's words that were not changed.  What is shown
 * is the passage as the article has it, the quote marked, however long it is.
 *
 * A query that is long and plain is looked for as a quote by itself: people paste a passage and want to know where it is from.
 * It must be found give or take two words, or the search goes on as any other.  A query that uses the query language is none.
 */
#include "query/quote.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "query/passage.h"
#include "query/quote_find.h"
#include "query/quote_match.h"
#include "query/searcher.h"

/* A quote of fewer words is in too many articles to mean one. */
#define MIN_WORDS 4
#define AUTOMATIC_EDITS 2
/* A long query that so many articles may have is made of frequent words: it is not worth a search of its own. */
#define GIVE_UP 1000
/* Articles that are read at most, the earliest. */
#define READ_AT_MOST 5000
/* Longest sort key of a date. */
#define KEY_BYTES 16

struct dated {
	uint32_t docid;
	char key[KEY_BYTES]; /* after all others for those without a date */
};

struct finder {
	struct tc_searcher *searcher;
	const struct tc_search_options *options;
	struct tc_arena *arena; /* of the results */
	struct tc_quote quote;
	struct tc_results *results;
	struct tc_docids *found;
	struct tc_err *err;
};

/* The texts of an article in their order; what each is called. */
struct texts {
	struct tc_str *v;
	const char **fields;
	size_t n;
};

static enum tc_status texts_of(const struct tc_article *article, struct tc_arena *arena, struct texts *out, struct tc_err *err)
{
	size_t most = 3 + article->body.n + article->captions.n;
	*out = (struct texts){tc_arena_alloc(arena, most * sizeof *out->v), tc_arena_alloc(arena, most * sizeof *out->fields), 0};
	if (out->v == NULL || out->fields == NULL)
		return tc_arena_check(arena, "article", err);
	for (size_t i = 0; i < most; i++) {
		struct tc_str text = i == 0                    ? article->title
				     : i == 1                  ? article->subtitle
				     : i == 2                  ? article->lead
				     : i < 3 + article->body.n ? article->body.v[i - 3]
							       : article->captions.v[i - 3 - article->body.n];
		out->fields[out->n] = i == 0                    ? "title"
				      : i == 1                  ? "subtitle"
				      : i == 2                  ? "lead"
				      : i < 3 + article->body.n ? "body"
								: "caption";
		out->v[out->n] = text;
		out->n += text.n > 0;
	}
	return TC_OK;
}

static enum tc_status read_article(struct finder *f, uint32_t docid, struct tc_arena *arena, struct tc_article *out)
{
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(out, arena);
	enum tc_status status = tc_db_data(f->searcher->db, docid, &data, f->err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), out, f->err);
	tc_buf_release(&data);
	return status;
}

/* Where the sentences of a paragraph begin. */
static enum tc_status sentences_of(struct finder *f, struct tc_str text, size_t **out, size_t *n)
{
	size_t capacity = 0;
	struct tc_token token;
	enum tc_status next;
	*out = NULL;
	*n = 0;
	tc_analyzer_start(f->searcher->analyzer, text);
	while ((next = tc_analyzer_next(f->searcher->analyzer, &token)) == TC_OK) {
		if ((token.flags & TC_TOKEN_SENTENCE) == 0)
			continue;
		if (tc_arena_grow(f->arena, out, &capacity, *n, sizeof **out) != 0)
			return tc_arena_check(f->arena, "snippet", f->err);
		(*out)[(*n)++] = token.start;
	}
	return next == TC_END ? TC_OK : tc_err_set(f->err, next, "quote: no memory");
}

static void mark(struct finder *f, struct tc_highlights *list, size_t start, size_t end)
{
	if (tc_arena_grow(f->arena, &list->v, &list->capacity, list->n, sizeof *list->v) == 0)
		list->v[list->n++] = (struct tc_highlight){start, end};
}

/* Adds what is shown of one text: [start, end) is the quote's, marked, with what is around it. */
static enum tc_status add_passage(struct finder *f, struct tc_str text, size_t start, size_t end, struct tc_buf *out,
				  struct tc_snippet *snippet)
{
	struct tc_paragraph paragraph = {text, NULL, 0, 0, text.n};
	size_t *sentences, room = tc_passage_count(text, start, end) + 2;
	enum tc_status status = sentences_of(f, text, &sentences, &paragraph.n_sentences);
	paragraph.sentences = sentences;
	if (status != TC_OK)
		return status;
	room = room > f->options->snippet_characters ? room : f->options->snippet_characters;
	struct tc_passage passage = tc_passage_make(&paragraph, start, end, room);
	if (passage.start > start || passage.end < end)
		passage = (struct tc_passage){start, end, start > 0, end < text.n};
	if (out->n > 0)
		tc_buf_add_char(out, ' ');
	if (passage.cut_before)
		tc_buf_add_cstr(out, "…");
	size_t base = out->n;
	tc_buf_add_str(out, tc_str_sub(text, passage.start, passage.end));
	mark(f, &snippet->highlights, base + start - passage.start, base + end - passage.start);
	if (passage.cut_after)
		tc_buf_add_cstr(out, "…");
	return TC_OK;
}

static enum tc_status make_snippet(struct finder *f, const struct texts *texts, const struct tc_quote_place *place,
				   struct tc_hit *hit)
{
	struct tc_buf text;
	enum tc_status status = TC_OK;
	tc_buf_init(&text, TC_LIMIT_ARTICLE_BYTES);
	for (size_t i = place->first_text; i <= place->last_text && status == TC_OK; i++) {
		size_t start = i == place->first_text ? place->start : 0;
		status = add_passage(f, texts->v[i], start, i == place->last_text ? place->end : texts->v[i].n, &text,
				     &hit->snippet);
	}
	if (status == TC_OK)
		status = tc_buf_check(&text, "snippet", f->err);
	hit->snippet.text = tc_arena_str(f->arena, tc_buf_str(&text));
	tc_buf_release(&text);
	return status == TC_OK ? tc_arena_check(f->arena, "snippet", f->err) : status;
}

/* Lists the quote's place as a keyword in its context. */
static enum tc_status add_occurrence(struct finder *f, const struct texts *texts, const struct tc_quote_place *place,
				     struct tc_hit *hit)
{
	struct tc_occurrences *list = &hit->occurrences;
	for (size_t i = place->first_text; i <= place->last_text; i++) {
		size_t start = i == place->first_text ? place->start : 0,
		       end = i == place->last_text ? place->end : texts->v[i].n;
		if (tc_arena_grow(f->arena, &list->v, &list->capacity, list->n, sizeof *list->v) != 0)
			return tc_arena_check(f->arena, "occurrences", f->err);
		list->v[list->n++] = (struct tc_occurrence){texts->fields[i], texts->v[i], start, end};
	}
	return TC_OK;
}

static enum tc_status fill_hit(struct finder *f, uint32_t docid, struct tc_hit *hit)
{
	struct tc_quote_place place;
	struct texts texts;
	enum tc_status status = read_article(f, docid, f->arena, &hit->article);
	if (status == TC_OK)
		status = texts_of(&hit->article, f->arena, &texts, f->err);
	if (status == TC_OK)
		status = tc_quote_place(&f->quote, f->searcher->analyzer, texts.v, texts.n, &place, f->err);
	if (status != TC_OK || !place.found)
		return status;
	hit->quote_field = texts.fields[place.first_text];
	hit->quote_edits = place.edits;
	hit->score = 1 - (double)place.edits / (double)f->quote.n;
	if (f->options->occurrences)
		return add_occurrence(f, &texts, &place, hit);
	if (f->options->snippet_characters == 0)
		return TC_OK;
	if (place.first_text == 0 && hit->article.title.n > 0)
		mark(f, &hit->title_highlights, place.start, place.last_text == 0 ? place.end : hit->article.title.n);
	return make_snippet(f, &texts, &place, hit);
}

static int by_date(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;
	int order = memcmp(x->key, y->key, KEY_BYTES);
	if (order != 0)
		return order;
	return x->docid < y->docid ? -1 : x->docid > y->docid;
}

/* Candidates by date; those without one last. */
static enum tc_status date_all(struct finder *f, const struct tc_docids *candidates, struct dated **out)
{
	struct tc_buf key;
	enum tc_status status = TC_OK;
	struct dated *v = tc_arena_alloc(f->arena, (candidates->n + 1) * sizeof *v);
	if (v == NULL)
		return tc_arena_check(f->arena, "quote", f->err);
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	for (size_t i = 0; i < candidates->n && status == TC_OK; i++) {
		status = tc_db_value(f->searcher->db, candidates->v[i], TC_SLOT_PUBLISHED, &key, f->err);
		v[i].docid = candidates->v[i];
		if (key.n == 0)
			memset(v[i].key, '~', KEY_BYTES);
		else
			memcpy(v[i].key, key.p, key.n < KEY_BYTES ? key.n : KEY_BYTES);
		/* Newest first is the same order of turned digits. */
		for (size_t k = 0; f->options->sort == TC_SEARCH_NEWEST && key.n > 0 && k < KEY_BYTES; k++)
			v[i].key[k] = v[i].key[k] == '\0' ? '9' : (char)('0' + '9' - v[i].key[k]);
	}
	tc_buf_release(&key);
	if (candidates->n > 1)
		qsort(v, candidates->n, sizeof *v, by_date);
	*out = v;
	return status;
}

/* Reads the candidates; those that have the quote are found, in the order of v. */
static enum tc_status verify(struct finder *f, const struct dated *v, size_t n)
{
	struct tc_arena arena;
	struct tc_article article;
	struct texts texts;
	struct tc_quote_place place;
	enum tc_status status = TC_OK;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		tc_arena_reset(&arena);
		status = read_article(f, v[i].docid, &arena, &article);
		if (status == TC_OK)
			status = texts_of(&article, &arena, &texts, f->err);
		if (status == TC_OK)
			status = tc_quote_place(&f->quote, f->searcher->analyzer, texts.v, texts.n, &place, f->err);
		if (status != TC_OK || !place.found)
			continue;
		if (tc_arena_grow(f->arena, &f->found->v, &f->found->capacity, f->found->n, sizeof *f->found->v) != 0)
			status = tc_arena_check(f->arena, "quote", f->err);
		else
			f->found->v[f->found->n++] = v[i].docid;
	}
	tc_arena_release(&arena);
	return status;
}

static int by_docid(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* Keeps of the candidates those that the filter matches. */
static enum tc_status apply_filter(struct finder *f, const struct tc_xquery *filter, struct tc_docids *candidates)
{
	struct tc_enquire *enquire = f->searcher->enquire;
	struct tc_matches *matches = NULL;
	struct tc_db_stats stats;
	uint32_t *docids = NULL;
	size_t n = 0, to = 0;
	enum tc_status status = tc_db_stats(f->searcher->db, &stats, f->err);
	if (status == TC_OK)
		status = tc_enquire_set_boolean(enquire, f->err);
	if (status == TC_OK)
		status = tc_enquire_set_sort(enquire, TC_SORT_RELEVANCE, 0, false, f->err);
	if (status == TC_OK)
		status = tc_enquire_set_query(enquire, filter, f->err);
	if (status == TC_OK)
		status = tc_enquire_matches(enquire, 0, stats.n_documents, 0, &matches, f->err);
	n = status == TC_OK ? tc_matches_count(matches) : 0;
	docids = tc_alloc((n + 1) * sizeof *docids);
	if (status == TC_OK && docids == NULL)
		status = tc_err_set(f->err, TC_ENOMEM, "quote: no memory");
	for (size_t i = 0; i < n && status == TC_OK; i++)
		docids[i] = tc_matches_docid(matches, i);
	if (status == TC_OK && n > 1)
		qsort(docids, n, sizeof *docids, by_docid);
	for (size_t i = 0; i < candidates->n && status == TC_OK; i++)
		if (n > 0 && bsearch(&candidates->v[i], docids, n, sizeof *docids, by_docid) != NULL)
			candidates->v[to++] = candidates->v[i];
	candidates->n = to;
	tc_free(docids);
	tc_matches_free(matches);
	return status;
}

static enum tc_status find(struct finder *f, const struct tc_xquery *filter)
{
	const struct tc_search_options *o = f->options;
	struct tc_expander expander = {f->searcher->db, f->arena, o->ranking != NULL ? o->ranking : &tc_ranking_default, 0,
				       false};
	struct tc_docids candidates = {NULL, 0, 0};
	struct tc_db_stats stats;
	struct dated *dated = NULL;
	enum tc_status status = tc_db_stats(f->searcher->db, &stats, f->err);
	expander.n_documents = stats.n_documents;
	if (status == TC_OK)
		status = tc_quote_candidates(&expander, &f->quote, o->quote == TC_QUOTE_AUTO ? GIVE_UP : 0, &candidates, f->err);
	if (status == TC_OK && filter != NULL && candidates.n > 0)
		status = apply_filter(f, filter, &candidates);
	if (status == TC_OK)
		status = date_all(f, &candidates, &dated);
	if (status == TC_OK)
		status = verify(f, dated, candidates.n < READ_AT_MOST ? candidates.n : READ_AT_MOST);
	f->results->total = f->results->n_full = (uint32_t)f->found->n;
	f->results->total_exact = candidates.n <= READ_AT_MOST;
	return status;
}

static enum tc_status make_hits(struct finder *f)
{
	const struct tc_search_options *o = f->options;
	struct tc_results *r = f->results;
	size_t end = o->offset + o->limit < f->found->n ? o->offset + o->limit : f->found->n;
	size_t n = end > o->offset ? end - o->offset : 0;
	enum tc_status status = TC_OK;
	r->hits = tc_arena_alloc(f->arena, (n + 1) * sizeof *r->hits);
	if (r->hits == NULL)
		return tc_arena_check(f->arena, "results", f->err);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		r->hits[i].rank = (uint32_t)(o->offset + i + 1);
		status = fill_hit(f, f->found->v[o->offset + i], &r->hits[i]);
		r->n_hits += status == TC_OK;
	}
	return status;
}

/* Has the query signs of the query language that a passage has not? */
static bool is_plain(struct tc_str query)
{
	size_t quotes = 0;
	for (size_t i = 0; i < query.n; i++) {
		char before = i > 0 ? query.p[i - 1] : ' ', after = i + 1 < query.n ? query.p[i + 1] : ' ';
		quotes += query.p[i] == '"';
		if (query.p[i] == '*' || query.p[i] == '|' || (query.p[i] == ':' && before != ' ' && after != ' '))
			return false;
		if ((query.p[i] == '-' || query.p[i] == '+') && before == ' ' && after != ' ')
			return false;
	}
	return quotes == 0 && tc_str_find(query, TC_STR(" OR "), 0) == query.n &&
	       tc_str_find(query, TC_STR(" NEAR"), 0) == query.n && tc_str_find(query, TC_STR(" AND "), 0) == query.n &&
	       tc_str_find(query, TC_STR(" NOT "), 0) == query.n;
}

enum tc_status tc_quote_search(struct tc_searcher *searcher, const struct tc_search_options *options,
			       const struct tc_xquery *filter, struct tc_arena *arena, struct tc_results *results,
			       struct tc_docids *found, struct tc_err *err)
{
	struct finder f = {searcher, options, arena, {.words = NULL}, results, found, err};
	bool automatic = options->quote == TC_QUOTE_AUTO;
	*found = (struct tc_docids){NULL, 0, 0};
	if (options->query.n > TC_LIMIT_QUERY_BYTES)
		return automatic ? TC_OK : tc_err_set(err, TC_ELIMIT, "quote: longer than %d bytes", TC_LIMIT_QUERY_BYTES);
	if (automatic && !is_plain(options->query))
		return TC_OK;
	enum tc_status status = tc_quote_init(&f.quote, searcher->analyzer, options->query, arena, err);
	if (automatic && f.quote.max_edits > AUTOMATIC_EDITS)
		f.quote.max_edits = AUTOMATIC_EDITS;
	if (status == TC_OK && !automatic && f.quote.n < MIN_WORDS)
		status = tc_err_set(err, TC_EQUERY, "quote: too short: %zu words, it takes %d", f.quote.n, MIN_WORDS);
	if (status == TC_OK && (!automatic || f.quote.n > TC_QUOTE_AUTOMATIC))
		status = find(&f, filter);
	if (status == TC_OK && (!automatic || found->n > 0)) {
		results->quote_words = (uint32_t)f.quote.n;
		status = make_hits(&f);
	}
	tc_quote_release(&f.quote);
	return status;
}
