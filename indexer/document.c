/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Article to document.
 *
 * Every word goes into TEXT with its position; words of the title, captions, keywords, authors, sections and sources go into
 * their own field as well, so that `tieude:` finds them.  The weight of a field in ranking is the wdf its words get in TEXT
 * (TC_WDF_...): one posting list then serves all fields, where a list per field would cost a lookup per word and field at every
 * query.
 *
 * Authors, sections and sources are not part of TEXT: a search for a place should not bring every article of a reporter
 * who has its name.
 *
 * Postings are grouped by term before Xapian sees them.  The analyzer numbers terms densely, so that grouping is counting:
 * one pass counts and one pass places, without hashing or sorting.
 */
#include "indexer/document.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "analyzers/names.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/document_facets.h"
#include "indexer/document_near.h"
#include "indexer/pair_block.h"
#include "indexer/pairs.h"
#include "indexer/schema.h"

/* Terms that the analyzer may remember between articles: baomoi has 98,000. */
#define MAX_REMEMBERED_TERMS 400000
/* Positions left free between two paragraphs. */
#define PARAGRAPH_GAP 10

struct posting {
	uint32_t id;
	uint32_t position;
	uint32_t wdf;
};

/* Counting table of one term id; valid when epoch is the builder's. */
struct group {
	uint32_t epoch;
	uint32_t n;
	uint32_t wdf;
	uint32_t first;
};

/* A term's id with its first bytes, for sorting: most comparisons need no more. */
struct sort_key {
	uint64_t head; /* big-endian */
	uint32_t id;
};

struct tc_document_builder {
	struct tc_analyzer *analyzer;
	struct posting *postings; /* of the field being collected */
	size_t n_postings, capacity_postings;
	struct group *groups; /* by term id */
	size_t capacity_groups;
	uint32_t epoch;
	struct sort_key *ids; /* distinct ids, in order of appearance, then of their terms */
	size_t n_ids, capacity_ids;
	uint32_t *positions; /* grouped */
	size_t capacity_positions;
	struct tc_buf term;
	struct tc_buf data;
	struct tc_buf joined; /* keys of glued groups one after another, and where they stand */
	struct joined_at {
		uint32_t position;
		uint32_t length;
		enum tc_field field;
	} * joined_at;
	size_t n_joined, capacity_joined;
	struct tc_names *names; /* of the article */
	struct tc_near_words near;
	struct tc_pairs *pairs; /* of all documents since the builder was begun */
	bool no_memory;
	struct tc_buf unique;
};

enum tc_status tc_document_builder_new(struct tc_document_builder **out, struct tc_err *err)
{
	struct tc_document_builder *b = tc_alloc(sizeof *b);
	*out = NULL;
	if (b == NULL)
		return tc_err_set(err, TC_ENOMEM, "document: no memory");
	tc_buf_init(&b->term, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&b->data, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&b->joined, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&b->unique, TC_LIMIT_PATH_BYTES);
	enum tc_status status = tc_analyzer_new(&b->analyzer, err);
	if (status == TC_OK)
		status = tc_pairs_new(&b->pairs, err);
	if (status == TC_OK)
		status = tc_names_new(&b->names, err);
	if (status != TC_OK) {
		tc_document_builder_free(b);
		return status;
	}
	*out = b;
	return TC_OK;
}

void tc_document_builder_free(struct tc_document_builder *b)
{
	if (b == NULL)
		return;
	tc_analyzer_free(b->analyzer);
	tc_pairs_free(b->pairs);
	tc_names_free(b->names);
	tc_free(b->postings);
	tc_free(b->groups);
	tc_free(b->ids);
	tc_free(b->positions);
	tc_free(b->joined_at);
	tc_near_words_release(&b->near);
	tc_buf_release(&b->term);
	tc_buf_release(&b->data);
	tc_buf_release(&b->joined);
	tc_buf_release(&b->unique);
	tc_free(b);
}

void tc_document_builder_begin(struct tc_document_builder *b)
{
	tc_pairs_reset(b->pairs);
	tc_analyzer_forget(b->analyzer, MAX_REMEMBERED_TERMS);
}

enum tc_status tc_document_builder_pairs(struct tc_document_builder *b, struct tc_buf *out, struct tc_err *err)
{
	return tc_pairs_run(b->pairs, b->analyzer, out, err);
}

/* Counts that `second` follows `first`, directly or over a break; either may be TC_PAIRS_BREAK itself. */
static void pair(struct tc_document_builder *b, bool directly, uint32_t first, uint32_t second, uint32_t weight)
{
	bool done = true;
	if (directly || first == TC_PAIRS_BREAK || second == TC_PAIRS_BREAK)
		done = tc_pairs_add(b->pairs, first, second, weight);
	else
		done = tc_pairs_add(b->pairs, first, TC_PAIRS_BREAK, weight) &&
		       tc_pairs_add(b->pairs, TC_PAIRS_BREAK, second, weight);
	b->no_memory = b->no_memory || !done;
}

static void collect_joined(struct tc_document_builder *b, const struct tc_token *token, enum tc_field field, uint32_t position)
{
	if (tc_grow(&b->joined_at, &b->capacity_joined, b->n_joined, sizeof *b->joined_at) != 0) {
		b->no_memory = true;
		return;
	}
	b->joined_at[b->n_joined++] = (struct joined_at){position, (uint32_t)token->joined.n, field};
	tc_buf_add_str(&b->joined, token->joined);
}

/* Collects the words of text; *position is where its first word stands and then where the next stretch may begin. */
static void collect(struct tc_document_builder *b, struct tc_str text, enum tc_field field, uint32_t wdf, uint32_t *position)
{
	struct tc_token token;
	uint32_t next = *position, before = TC_PAIRS_BREAK;
	size_t end = 0; /* of the token before */
	bool in_text = field != TC_FIELD_AUTHOR && field != TC_FIELD_SECTION && field != TC_FIELD_SOURCE;
	tc_analyzer_start(b->analyzer, text);
	enum tc_status status;
	while ((status = tc_analyzer_next(b->analyzer, &token)) == TC_OK) {
		if (tc_grow(&b->postings, &b->capacity_postings, b->n_postings, sizeof *b->postings) != 0) {
			b->no_memory = true;
			return;
		}
		b->postings[b->n_postings++] = (struct posting){token.id, *position + token.position, wdf};
		next = *position + token.position + 1;
		if (field == TC_FIELD_TEXT && !tc_near_words_add(&b->near, &token))
			b->no_memory = true;
		if (in_text)
			tc_names_token(b->names, &token);
		if (in_text)
			pair(b, tc_pair_reads_on(text, end, token.start), before, token.id, wdf);
		before = token.id;
		end = token.end;
		if (token.joined.n > 0)
			collect_joined(b, &token, field, *position + token.position);
	}
	if (in_text)
		tc_names_text(b->names, text);
	if (in_text && before != TC_PAIRS_BREAK)
		pair(b, false, before, TC_PAIRS_BREAK, wdf);
	b->no_memory = b->no_memory || status != TC_END;
	*position = next;
}

/* Counts the postings from `first` on by id, then places their positions; leaves ids, groups and positions filled. */
static bool group(struct tc_document_builder *b, size_t first)
{
	uint32_t n_terms = tc_analyzer_terms(b->analyzer);
	while (b->capacity_groups < n_terms) {
		size_t before = b->capacity_groups;
		if (tc_grow(&b->groups, &b->capacity_groups, b->capacity_groups, sizeof *b->groups) != 0)
			return false;
		memset(b->groups + before, 0, (b->capacity_groups - before) * sizeof *b->groups);
	}
	while (b->capacity_positions < b->n_postings)
		if (tc_grow(&b->positions, &b->capacity_positions, b->capacity_positions, sizeof *b->positions) != 0)
			return false;
	b->epoch++;
	b->n_ids = 0;
	for (size_t i = first; i < b->n_postings; i++) {
		struct group *g = &b->groups[b->postings[i].id];
		if (g->epoch != b->epoch) {
			if (tc_grow(&b->ids, &b->capacity_ids, b->n_ids, sizeof *b->ids) != 0)
				return false;
			b->ids[b->n_ids++] = (struct sort_key){0, b->postings[i].id};
			*g = (struct group){b->epoch, 0, 0, 0};
		}
		g->n++;
		g->wdf += b->postings[i].wdf;
	}
	uint32_t at = 0;
	for (size_t i = 0; i < b->n_ids; i++) {
		struct group *g = &b->groups[b->ids[i].id];
		g->first = at;
		at += g->n;
		g->n = 0;
	}
	for (size_t i = first; i < b->n_postings; i++) {
		struct group *g = &b->groups[b->postings[i].id];
		b->positions[g->first + g->n++] = b->postings[i].position;
	}
	return true;
}

static int compare_heads(const void *a, const void *b, void *analyzer)
{
	const struct sort_key *x = a, *y = b;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return tc_str_cmp(tc_analyzer_term(analyzer, x->id), tc_analyzer_term(analyzer, y->id));
}

/* Brings the ids into the byte order of their terms: Xapian's document is a sorted map, which takes sorted terms twice as fast.
 */
static void sort_ids(struct tc_document_builder *b)
{
	for (size_t i = 0; i < b->n_ids; i++) {
		struct tc_str term = tc_analyzer_term(b->analyzer, b->ids[i].id);
		unsigned char head[8] = {0};
		memcpy(head, term.p, term.n < sizeof head ? term.n : sizeof head);
		b->ids[i].head = 0;
		for (size_t k = 0; k < sizeof head; k++)
			b->ids[i].head = b->ids[i].head << 8 | head[k];
	}
	if (b->n_ids > 1)
		qsort_r(b->ids, b->n_ids, sizeof *b->ids, compare_heads, b->analyzer);
}

/* Hands the postings from `first` on to doc as terms of field. */
static enum tc_status flush(struct tc_document_builder *b, size_t first, enum tc_field field, struct tc_doc *doc,
			    struct tc_err *err)
{
	if (b->no_memory || !group(b, first))
		return tc_err_set(err, TC_ENOMEM, "document: no memory");
	enum tc_status status = TC_OK;
	sort_ids(b);
	for (size_t i = 0; i < b->n_ids && status == TC_OK; i++) {
		const struct group *g = &b->groups[b->ids[i].id];
		struct tc_str term = tc_analyzer_term(b->analyzer, b->ids[i].id);
		if (field != TC_FIELD_TEXT) {
			tc_buf_reset(&b->term);
			tc_buf_add_cstr(&b->term, tc_fields[field].prefix);
			tc_buf_add_str(&b->term, term);
			term = tc_buf_str(&b->term);
			status = tc_buf_check(&b->term, "word of an article", err);
			if (status != TC_OK)
				return status;
		}
		status = tc_doc_add_positions(doc, term, b->positions + g->first, g->n, g->wdf, err);
	}
	return status;
}

static enum tc_status add_joined(struct tc_document_builder *b, enum tc_field field, struct tc_str key, uint32_t position,
				 struct tc_doc *doc, struct tc_err *err)
{
	tc_buf_reset(&b->term);
	tc_buf_add_cstr(&b->term, tc_fields[field].prefix);
	tc_buf_add_str(&b->term, key);
	enum tc_status status = tc_buf_check(&b->term, "word of an article", err);
	return status == TC_OK ? tc_doc_add_positions(doc, tc_buf_str(&b->term), &position, 1, 1, err) : status;
}

/* Keys of glued groups, in their field and, where that is part of TEXT, there too. */
static enum tc_status flush_joined(struct tc_document_builder *b, struct tc_doc *doc, struct tc_err *err)
{
	struct tc_str rest = tc_buf_str(&b->joined);
	enum tc_status status = tc_buf_check(&b->joined, "document", err);
	for (size_t i = 0; i < b->n_joined && status == TC_OK; i++) {
		const struct joined_at *at = &b->joined_at[i];
		struct tc_str key = tc_str_sub(rest, 0, at->length);
		rest = tc_str_sub(rest, at->length, rest.n);
		status = add_joined(b, at->field, key, at->position, doc, err);
		bool in_text = at->field == TC_FIELD_TITLE || at->field == TC_FIELD_CAPTION || at->field == TC_FIELD_KEYWORD;
		if (in_text && status == TC_OK)
			status = add_joined(b, TC_FIELD_TEXT, key, at->position, doc, err);
	}
	return status;
}

/* One field that is a stretch of TEXT and may be a field of its own too. */
static enum tc_status add_list(struct tc_document_builder *b, const struct tc_strs *list, enum tc_field field, uint32_t wdf,
			       uint32_t gap, uint32_t *position, struct tc_doc *doc, struct tc_err *err)
{
	size_t first = b->n_postings;
	for (size_t i = 0; i < list->n; i++) {
		collect(b, list->v[i], field, wdf, position);
		*position += gap;
	}
	*position += TC_POSITION_GAP;
	if (field == TC_FIELD_TEXT || b->n_postings == first)
		return TC_OK;
	return flush(b, first, field, doc, err);
}

/* A field that is not part of TEXT: its postings are dropped after they were handed over. */
static enum tc_status add_aside(struct tc_document_builder *b, const struct tc_strs *list, enum tc_field field,
				struct tc_doc *doc, struct tc_err *err)
{
	uint32_t position = 1;
	size_t first = b->n_postings;
	enum tc_status status = add_list(b, list, field, 1, TC_POSITION_GAP, &position, doc, err);
	b->n_postings = first;
	return status;
}

/* What is written like a name, as a field of its own.  It adds no length to the document (wdf 0): ranking is by TEXT. */
static enum tc_status add_names(struct tc_document_builder *b, struct tc_doc *doc, struct tc_err *err)
{
	size_t first = b->n_postings, n;
	const struct tc_name_word *words = tc_names_words(b->names, &n);
	for (size_t i = 0; i < n; i++) {
		if (tc_grow(&b->postings, &b->capacity_postings, b->n_postings, sizeof *b->postings) != 0)
			return tc_err_set(err, TC_ENOMEM, "document: no memory");
		b->postings[b->n_postings++] = (struct posting){words[i].id, words[i].position, 0};
	}
	enum tc_status status = flush(b, first, TC_FIELD_NAME, doc, err);
	b->n_postings = first;
	return status;
}

static enum tc_status add_words(struct tc_document_builder *b, const struct tc_article *a, struct tc_doc *doc, struct tc_err *err)
{
	struct tc_str titles[2] = {a->title, a->subtitle}, names[2] = {a->source, a->publication}, lead[1] = {a->lead};
	const struct tc_strs title_list = {titles, 2, 2}, name_list = {names, 2, 2}, lead_list = {lead, 1, 1};
	const struct {
		const struct tc_strs *list;
		enum tc_field field;
		uint32_t wdf, gap;
	} text[] = {
		{&title_list, TC_FIELD_TITLE, TC_WDF_TITLE, TC_POSITION_GAP},
		{&lead_list, TC_FIELD_TEXT, TC_WDF_LEAD, 0},
		{&a->body, TC_FIELD_TEXT, TC_WDF_BODY, PARAGRAPH_GAP},
		{&a->captions, TC_FIELD_CAPTION, TC_WDF_CAPTION, TC_POSITION_GAP},
		{&a->keywords, TC_FIELD_KEYWORD, TC_WDF_KEYWORD, TC_POSITION_GAP},
	};
	uint32_t position = 1;
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < sizeof text / sizeof *text && status == TC_OK; i++) {
		status = add_list(b, text[i].list, text[i].field, text[i].wdf, text[i].gap, &position, doc, err);
	}
	if (status == TC_OK)
		status = flush(b, 0, TC_FIELD_TEXT, doc, err);
	if (status == TC_OK)
		status = add_names(b, doc, err);
	if (status == TC_OK)
		status = add_aside(b, &a->authors, TC_FIELD_AUTHOR, doc, err);
	if (status == TC_OK)
		status = add_aside(b, &a->section, TC_FIELD_SECTION, doc, err);
	if (status == TC_OK)
		status = add_aside(b, &name_list, TC_FIELD_SOURCE, doc, err);
	if (status == TC_OK)
		status = flush_joined(b, doc, err);
	return status;
}

static enum tc_status add_key(struct tc_document_builder *b, const char *prefix, struct tc_str text, struct tc_doc *doc,
			      struct tc_err *err)
{
	if (text.n == 0)
		return TC_OK;
	tc_schema_key(prefix, text, &b->term);
	enum tc_status status = tc_buf_check(&b->term, "key of an article", err);
	return status == TC_OK ? tc_doc_add_term(doc, tc_buf_str(&b->term), 0, err) : status;
}

void tc_document_unique_term(struct tc_article *a, bool id_taken, struct tc_buf *out)
{
	struct tc_str place = tc_article_place(a), unique = place;
	if (a->id.n > 0 && id_taken)
		unique = tc_arena_printf(a->arena, "%.*s#%.*s@%u", TC_STR_ARG(place), TC_STR_ARG(a->id), a->record);
	else if (a->id.n > 0)
		unique = tc_arena_printf(a->arena, "%.*s#%.*s", TC_STR_ARG(place), TC_STR_ARG(a->id));
	else if (a->part > 1)
		unique = tc_arena_printf(a->arena, "%.*s#%u.%u", TC_STR_ARG(place), a->record, a->part);
	else if (a->record > 1)
		unique = tc_arena_printf(a->arena, "%.*s#%u", TC_STR_ARG(place), a->record);
	if (a->id.n == 0)
		a->id = unique;
	tc_schema_key(TC_PREFIX_UNIQUE, unique, out);
}

void tc_document_capture_term(const struct tc_article *article, struct tc_buf *out)
{
	struct tc_buf url;
	tc_buf_reset(out);
	if (article->captured.precision == TC_DATE_NONE || article->url.n == 0)
		return;
	tc_buf_init(&url, TC_LIMIT_ARTICLE_BYTES);
	tc_schema_url(article->url, &url);
	tc_schema_key(TC_PREFIX_CAPTURE, tc_buf_str(&url), out);
	if (url.failed != TC_OK && out->failed == TC_OK)
		out->failed = url.failed;
	tc_buf_release(&url);
}

static enum tc_status add_capture(struct tc_document_builder *b, const struct tc_article *a, struct tc_doc *doc,
				  struct tc_err *err)
{
	tc_document_capture_term(a, &b->term);
	enum tc_status status = tc_buf_check(&b->term, "key of an article", err);
	if (status != TC_OK || b->term.n == 0)
		return status;
	status = tc_doc_add_term(doc, tc_buf_str(&b->term), 0, err);
	tc_buf_reset(&b->data);
	tc_date_sort_key(&a->captured, &b->data);
	return status == TC_OK ? tc_doc_set_value(doc, TC_SLOT_CAPTURED, tc_buf_str(&b->data), err) : status;
}

static enum tc_status add_keys(struct tc_document_builder *b, struct tc_article *a, struct tc_doc *doc, struct tc_err *err)
{
	enum tc_status status = tc_doc_add_term(doc, tc_buf_str(&b->unique), 0, err);
	if (status == TC_OK)
		status = add_key(b, TC_PREFIX_FILE, a->file, doc, err);
	if (status == TC_OK)
		status = add_key(b, TC_PREFIX_ID, a->id, doc, err);
	if (status == TC_OK)
		status = add_key(b, TC_PREFIX_URL, a->url, doc, err);
	return status == TC_OK ? add_capture(b, a, doc, err) : status;
}

static enum tc_status add_date(struct tc_document_builder *b, const struct tc_date *date, struct tc_doc *doc, struct tc_err *err)
{
	static const struct {
		const char *prefix;
		size_t digits;
	} terms[] = {{TC_PREFIX_YEAR, 4}, {TC_PREFIX_MONTH, 6}, {TC_PREFIX_DAY, 8}};
	struct tc_buf *key = &b->data;
	tc_buf_reset(key);
	tc_date_sort_key(date, key);
	if (key->n == 0)
		return TC_OK;
	enum tc_status status = tc_doc_set_value(doc, TC_SLOT_PUBLISHED, tc_buf_str(key), err);
	for (size_t i = 0; i < sizeof terms / sizeof *terms && status == TC_OK; i++)
		if (key->n >= terms[i].digits)
			status = add_key(b, terms[i].prefix, tc_str_sub(tc_buf_str(key), 0, terms[i].digits), doc, err);
	if (status == TC_OK && key->n >= 8)
		status = add_key(b, TC_PREFIX_ANNIVERSARY, tc_str_sub(tc_buf_str(key), 4, 8), doc, err);
	return status;
}

void tc_document_content_term(const struct tc_article *a, struct tc_buf *out)
{
	tc_buf_reset(out);
	tc_buf_printf(out, "%.*s\n%.*s", TC_STR_ARG(a->title), TC_STR_ARG(a->lead));
	for (size_t i = 0; i < a->body.n; i++) {
		tc_buf_add_char(out, '\n');
		tc_buf_add_str(out, a->body.v[i]);
	}
	if (out->failed != TC_OK)
		return;
	unsigned long long hash = tc_str_hash(tc_buf_str(out));
	tc_buf_reset(out);
	tc_buf_printf(out, TC_PREFIX_CONTENT "%012llx", (hash >> 16) ^ (hash & 0xFFFF));
}

/* A hash of the text, by which an article that is there twice is noticed. */
static enum tc_status add_content(struct tc_document_builder *b, const struct tc_article *a, struct tc_doc *doc,
				  struct tc_err *err)
{
	tc_document_content_term(a, &b->data);
	enum tc_status status = tc_buf_check(&b->data, "text of an article", err);
	return status == TC_OK ? tc_doc_add_term(doc, tc_buf_str(&b->data), 0, err) : status;
}

/* The document of an article whose unique term is in b->unique. */
static enum tc_status build(struct tc_document_builder *b, struct tc_article *article, struct tc_doc *doc, size_t *n_words,
			    struct tc_err *err)
{
	tc_doc_reset(doc);
	b->n_postings = b->n_joined = b->near.n = 0;
	b->no_memory = false;
	tc_buf_reset(&b->joined);
	tc_names_begin(b->names);

	enum tc_status status = add_words(b, article, doc, err);
	*n_words = b->n_postings;
	if (status == TC_OK)
		status = add_keys(b, article, doc, err);
	if (status == TC_OK)
		status = add_date(b, &article->published, doc, err);
	if (status == TC_OK)
		status = tc_document_add_facets(b->analyzer, article, b->names, doc, err);
	if (status == TC_OK)
		status = add_content(b, article, doc, err);
	if (status == TC_OK)
		status = tc_document_add_near(&b->near, doc, err);
	if (status != TC_OK)
		return status;
	tc_buf_reset(&b->data);
	tc_schema_store(article, &b->data);
	status = tc_buf_check(&b->data, "stored article", err);
	if (status == TC_OK)
		status = tc_doc_set_data(doc, tc_buf_str(&b->data), err);
	return status;
}

/* Makes the article what its stored data will say of it. */
static enum tc_status store_and_load(struct tc_document_builder *b, struct tc_article *article, struct tc_err *err)
{
	struct tc_article loaded;
	tc_buf_reset(&b->data);
	tc_schema_store(article, &b->data);
	enum tc_status status = tc_buf_check(&b->data, "stored article", err);
	if (status != TC_OK)
		return status;
	tc_article_init(&loaded, article->arena);
	status = tc_schema_load(tc_buf_str(&b->data), &loaded, err);
	*article = loaded;
	return status;
}

enum tc_status tc_document_build(struct tc_document_builder *b, struct tc_article *article, bool id_taken, struct tc_doc *doc,
				 size_t *n_words, struct tc_err *err)
{
	tc_document_unique_term(article, id_taken, &b->unique);
	enum tc_status status = tc_arena_check(article->arena, "article", err);
	if (status == TC_OK)
		status = tc_buf_check(&b->unique, "key of an article", err);
	if (status == TC_OK && article->captured.precision != TC_DATE_NONE)
		status = store_and_load(b, article, err);
	return status == TC_OK ? build(b, article, doc, n_words, err) : status;
}

enum tc_status tc_document_rebuild(struct tc_document_builder *b, struct tc_article *article, struct tc_str unique,
				   struct tc_doc *doc, struct tc_err *err)
{
	size_t n_words;
	tc_buf_reset(&b->unique);
	tc_buf_add_str(&b->unique, unique);
	enum tc_status status = tc_buf_check(&b->unique, "key of an article", err);
	return status == TC_OK ? build(b, article, doc, &n_words, err) : status;
}
