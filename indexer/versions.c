/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captures of one URL.
 *
 * A crawler comes back.  Of what it brought home the newest page is the one that a reader wants to find, the earlier ones are its
 * history.  A capture is a record of a web archive with a URL and a time; one record may give several articles, they stand and
 * fall together.  Newest is the latest time, then the greater path, member and record, so that there is never a tie.
 *
 * A revisit is a capture without text: the page was as it had been when the capture it refers to was made.  That is the one at
 * WARC-Refers-To-Date; when the record does not say or the archive does not have it, one with the same payload digest, or else
 * the latest before the revisit, or the earliest there is; of several with the digest again the latest before it, or the latest.
 * When the newest capture is a revisit, the page shown is that one.  A revisit whose text is found under another URL only shows
 * nothing.
 *
 * All that is known of a URL is looked at and made what it shall be, whatever it was; that is what makes an updated index equal
 * to one built anew.  A capture that was hidden comes back from its stored data, its file is not read again.
 */
#include "indexer/versions.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "indexer/document.h"
#include "indexer/kept.h"
#include "indexer/removed.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

struct tc_versions {
	struct tc_db *db;
	bool all;
	bool any; /* db has captures */
	int64_t hidden;
	struct tc_removed *gone, *back; /* pairs of words of what was hidden, brought back */
	struct tc_document_builder *builder;
	struct tc_doc *doc;
	struct tc_strs urls; /* TC_PREFIX_CAPTURE terms noted, some twice */
	struct tc_arena noted, work;
	struct tc_buf term, data;
};

struct capture {
	struct tc_article article;
	struct tc_str unique, data;
	uint32_t docid; /* 0: kept */
	int64_t when;
	uint64_t content;
	const struct capture *text; /* itself, or what a revisit refers to, or NULL */
};

struct captures {
	struct capture *v;
	size_t n, capacity;
};

enum tc_status tc_versions_new(struct tc_db *db, bool all, struct tc_versions **out, struct tc_err *err)
{
	struct tc_versions *v = tc_alloc(sizeof *v);
	struct tc_terms *terms = NULL;
	struct tc_keys *keys = NULL;
	struct tc_str first;
	*out = NULL;
	if (v == NULL)
		return tc_err_set(err, TC_ENOMEM, "versions: no memory");
	v->db = db;
	v->all = all;
	tc_arena_init(&v->noted, SIZE_MAX);
	tc_arena_init(&v->work, SIZE_MAX);
	tc_buf_init(&v->term, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&v->data, TC_LIMIT_ARTICLE_BYTES);
	enum tc_status status = tc_terms_all(db, TC_STR(TC_PREFIX_CAPTURE), &terms, err);
	if (status == TC_OK)
		status = tc_terms_next(terms, &first, err);
	v->any = status == TC_OK;
	if (status == TC_END)
		status = tc_keys_all(db, TC_STR(TC_KEY_KEPT), &keys, err);
	if (status == TC_OK && !v->any)
		status = tc_keys_next(keys, &first, err);
	v->any = status == TC_OK;
	tc_terms_free(terms);
	tc_keys_free(keys);
	if (status != TC_OK && status != TC_END) {
		tc_versions_free(v);
		return status;
	}
	*out = v;
	return TC_OK;
}

void tc_versions_free(struct tc_versions *v)
{
	if (v == NULL)
		return;
	tc_removed_free(v->gone);
	tc_removed_free(v->back);
	tc_document_builder_free(v->builder);
	tc_doc_free(v->doc);
	tc_arena_release(&v->noted);
	tc_arena_release(&v->work);
	tc_buf_release(&v->term);
	tc_buf_release(&v->data);
	tc_free(v);
}

int64_t tc_versions_hidden(const struct tc_versions *versions)
{
	return versions->hidden;
}

/* The capture term of a document, into v->urls. */
static enum tc_status note_document(struct tc_versions *v, uint32_t docid, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_of(v->db, docid, &terms, err);
	if (status == TC_OK)
		status = tc_terms_skip_to(terms, TC_STR(TC_PREFIX_CAPTURE), err);
	if (status == TC_OK)
		status = tc_terms_next(terms, &term, err);
	if (status == TC_OK && tc_str_starts(term, TC_STR(TC_PREFIX_CAPTURE)))
		tc_strs_add(&v->urls, &v->noted, term);
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status note_kept(struct tc_versions *v, const struct tc_kept *kept, struct tc_article *article, struct tc_err *err)
{
	tc_article_init(article, &v->work);
	enum tc_status status = tc_schema_load(kept->data, article, err);
	if (status == TC_OK) {
		tc_document_capture_term(article, &v->term);
		status = tc_buf_check(&v->term, "key of a capture", err);
	}
	if (status == TC_OK)
		tc_strs_add(&v->urls, &v->noted, tc_buf_str(&v->term));
	return status;
}

enum tc_status tc_versions_leave(struct tc_versions *v, struct tc_str file, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	struct tc_kept_list kept = {NULL, 0, 0};
	struct tc_article article;
	uint32_t docid;
	if (!v->any)
		return TC_OK;
	tc_arena_reset(&v->work);
	tc_schema_key(TC_PREFIX_FILE, file, &v->term);
	enum tc_status status = tc_postings_of(v->db, tc_buf_str(&v->term), &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
		status = note_document(v, docid, err);
	tc_postings_free(postings);
	status = status == TC_END ? tc_kept_of_file(v->db, file, &v->work, &kept, err) : status;
	for (size_t i = 0; i < kept.n && status == TC_OK; i++) {
		status = note_kept(v, &kept.v[i], &article, err);
		if (status == TC_OK && tc_str_eq(article.file, file))
			status = tc_kept_drop(v->db, tc_buf_str(&v->term), file, kept.v[i].unique, err);
	}
	return status;
}

static enum tc_status note_all_kept(struct tc_versions *v, struct tc_db *from, struct tc_err *err)
{
	struct tc_kept_list kept = {NULL, 0, 0};
	struct tc_article article;
	tc_arena_reset(&v->work);
	enum tc_status status = tc_kept_of_url(from, TC_STR_NONE, &v->work, &kept, err);
	for (size_t i = 0; i < kept.n && status == TC_OK; i++) {
		status = note_kept(v, &kept.v[i], &article, err);
		bool revisit = tc_str_eq(article.type, TC_STR("revisit"));
		if (status == TC_OK && from != v->db)
			status = tc_kept_put(v->db, tc_buf_str(&v->term), article.file, &kept.v[i], revisit, err);
		v->any = true;
	}
	return status;
}

static enum tc_status note_terms(struct tc_versions *v, struct tc_db *from, uint32_t min_freq, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_all(from, TC_STR(TC_PREFIX_CAPTURE), &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		v->any = true;
		if (tc_terms_freq(terms) >= min_freq)
			tc_strs_add(&v->urls, &v->noted, term);
	}
	tc_terms_free(terms);
	return status == TC_END ? tc_arena_check(&v->noted, "versions", err) : status;
}

enum tc_status tc_versions_enter(struct tc_versions *v, struct tc_db *shard, struct tc_err *err)
{
	enum tc_status status = note_terms(v, shard, 1, err);
	return status == TC_OK ? note_all_kept(v, shard, err) : status;
}

enum tc_status tc_versions_enter_all(struct tc_versions *v, struct tc_err *err)
{
	enum tc_status status = note_terms(v, v->db, 2, err);
	return status == TC_OK ? note_all_kept(v, v->db, err) : status;
}

static uint64_t content_of(const struct tc_article *a)
{
	const struct tc_str single[] = {a->title, a->subtitle, a->lead};
	const struct tc_strs *lists[] = {&a->body, &a->captions};
	uint64_t hash = 0;
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		hash = hash * 1099511628211u ^ tc_str_hash(single[i]);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t k = 0; k < lists[i]->n; k++)
			hash = hash * 1099511628211u ^ tc_str_hash(lists[i]->v[k]);
	return hash;
}

/* Adds a capture of the URL term; what only has the same hash is left out. */
static enum tc_status add_capture(struct tc_versions *v, struct tc_str url, struct tc_str unique, struct tc_str data,
				  uint32_t docid, struct captures *all, struct tc_err *err)
{
	struct capture c = {.unique = unique, .data = data, .docid = docid};
	tc_article_init(&c.article, &v->work);
	enum tc_status status = tc_schema_load(data, &c.article, err);
	if (status != TC_OK)
		return status;
	tc_document_capture_term(&c.article, &v->term);
	if (!tc_str_eq(tc_buf_str(&v->term), url))
		return tc_buf_check(&v->term, "key of a capture", err);
	c.when = tc_date_unix(&c.article.captured);
	c.content = content_of(&c.article);
	if (tc_arena_grow(&v->work, &all->v, &all->capacity, all->n, sizeof *all->v) == 0)
		all->v[all->n++] = c;
	return tc_arena_check(&v->work, "versions", err);
}

static enum tc_status add_document(struct tc_versions *v, struct tc_str url, uint32_t docid, struct captures *all,
				   struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term, unique = TC_STR_NONE;
	enum tc_status status = tc_terms_of(v->db, docid, &terms, err);
	if (status == TC_OK)
		status = tc_terms_skip_to(terms, TC_STR(TC_PREFIX_UNIQUE), err);
	if (status == TC_OK)
		status = tc_terms_next(terms, &term, err);
	if (status == TC_OK)
		unique = tc_arena_str(&v->work, term);
	tc_terms_free(terms);
	if (status == TC_OK)
		status = tc_db_data(v->db, docid, &v->data, err);
	return status == TC_OK ? add_capture(v, url, unique, tc_arena_str(&v->work, tc_buf_str(&v->data)), docid, all, err)
			       : status;
}

static int compare_places(const struct tc_article *a, const struct tc_article *b)
{
	int order = tc_str_cmp(a->file, b->file);
	if (order == 0)
		order = tc_str_cmp(a->member, b->member);
	return order != 0 ? order : a->record < b->record ? -1 : a->record > b->record;
}

/* Newest first. */
static int compare_captures(const void *a, const void *b)
{
	const struct capture *x = a, *y = b;
	if (x->when != y->when)
		return x->when < y->when ? 1 : -1;
	int order = compare_places(&y->article, &x->article);
	return order != 0 ? order : tc_str_cmp(y->unique, x->unique);
}

static enum tc_status collect(struct tc_versions *v, struct tc_str url, struct captures *all, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	struct tc_kept_list kept = {NULL, 0, 0};
	uint32_t docid;
	enum tc_status status = tc_postings_of(v->db, url, &postings, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
		status = add_document(v, url, docid, all, err);
	tc_postings_free(postings);
	status = status == TC_END ? tc_kept_of_url(v->db, url, &v->work, &kept, err) : status;
	for (size_t i = 0; i < kept.n && status == TC_OK; i++)
		status = add_capture(v, url, kept.v[i].unique, kept.v[i].data, 0, all, err);
	if (status == TC_OK && all->n > 1)
		qsort(all->v, all->n, sizeof *all->v, compare_captures);
	return status;
}

static bool is_revisit(const struct capture *c)
{
	return tc_str_eq(c->article.type, TC_STR("revisit"));
}

/* The capture whose text a capture shows. */
static const struct capture *text_of(const struct captures *all, const struct capture *c)
{
	const struct capture *before = NULL, *earliest = NULL, *alike = NULL;
	bool known = c->article.refers.precision != TC_DATE_NONE;
	int64_t refers = known ? tc_date_unix(&c->article.refers) : 0;
	if (!is_revisit(c))
		return c;
	for (size_t i = 0; i < all->n; i++) {
		const struct capture *other = &all->v[i];
		if (is_revisit(other))
			continue;
		if (known && other->when == refers)
			return other;
		if (c->article.digest.n > 0 && tc_str_eq_ascii_nocase(other->article.digest, c->article.digest) &&
		    (alike == NULL || (alike->when > c->when && other->when <= c->when)))
			alike = other;
		if (before == NULL && other->when <= c->when)
			before = other;
		earliest = other;
	}
	return alike != NULL ? alike : before != NULL ? before : earliest;
}

/* Fills the list of c with the other captures. */
static void list_others(struct tc_versions *v, const struct captures *all, struct capture *c)
{
	const struct tc_article *last = NULL;
	struct tc_buf date;
	tc_buf_init(&date, 64);
	c->article.versions = (struct tc_strs){NULL, 0, 0};
	for (size_t i = 0; i < all->n; i++) {
		const struct capture *other = &all->v[i];
		if (compare_places(&other->article, &c->article) == 0 ||
		    (last != NULL && compare_places(&other->article, last) == 0))
			continue;
		last = &other->article;
		if (c->article.versions.n == TC_LIMIT_VERSIONS) {
			tc_strs_add(&c->article.versions, &v->work, TC_STR("and earlier ones"));
			break;
		}
		struct tc_str place = tc_article_place(last);
		bool same = other->text != NULL && other->text->content == c->content;
		tc_buf_reset(&date);
		tc_date_format(&last->captured, &date);
		tc_strs_add(&c->article.versions, &v->work,
			    tc_arena_printf(&v->work, "%.*s %s %.*s#%u", TC_STR_ARG(tc_buf_str(&date)), same ? "same" : "other",
					    TC_STR_ARG(place), last->record));
	}
	tc_buf_release(&date);
}

/* Counts the words of a document; the counters are made when the first is needed. */
static enum tc_status count_words(struct tc_versions *v, struct tc_removed **counter, uint32_t docid, struct tc_err *err)
{
	enum tc_status status = *counter == NULL ? tc_removed_new(counter, err) : TC_OK;
	return status == TC_OK ? tc_removed_add(*counter, v->db, docid, err) : status;
}

enum tc_status tc_versions_pairs(struct tc_versions *v, struct tc_pair_runs *runs, struct tc_err *err)
{
	struct tc_removed *counters[] = {v->gone, v->back};
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < sizeof counters / sizeof *counters && status == TC_OK; i++) {
		struct tc_str run;
		if (counters[i] == NULL)
			continue;
		status = tc_removed_pairs(counters[i], &run, err);
		if (status == TC_OK)
			status = tc_pair_runs_add(runs, run, i == 0, err);
	}
	return status;
}

static enum tc_status hide(struct tc_versions *v, struct tc_str url, struct capture *c, struct tc_err *err)
{
	c->article.versions = (struct tc_strs){NULL, 0, 0};
	tc_buf_reset(&v->data);
	tc_schema_store(&c->article, &v->data);
	struct tc_kept kept = {c->unique, tc_buf_str(&v->data)};
	enum tc_status status = tc_buf_check(&v->data, "stored article", err);
	if (status == TC_OK)
		status = tc_kept_put(v->db, url, c->article.file, &kept, false, err);
	if (status == TC_OK)
		status = count_words(v, &v->gone, c->docid, err);
	v->hidden++;
	return status == TC_OK ? tc_db_delete(v->db, c->docid, err) : status;
}

static enum tc_status bring_back(struct tc_versions *v, struct tc_str url, struct capture *c, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	if (v->builder == NULL)
		status = tc_document_builder_new(&v->builder, err);
	if (status == TC_OK)
		tc_document_builder_begin(v->builder);
	if (status == TC_OK && v->doc == NULL)
		status = tc_doc_new(&v->doc, err);
	if (status == TC_OK)
		status = tc_document_rebuild(v->builder, &c->article, c->unique, v->doc, err);
	if (status == TC_OK)
		status = tc_db_add(v->db, v->doc, &c->docid, err);
	if (status == TC_OK)
		status = count_words(v, &v->back, c->docid, err);
	v->hidden--;
	return status == TC_OK ? tc_kept_drop(v->db, url, c->article.file, c->unique, err) : status;
}

static enum tc_status rewrite_list(struct tc_versions *v, struct capture *c, struct tc_err *err)
{
	struct tc_doc *doc = NULL;
	tc_buf_reset(&v->data);
	tc_schema_store(&c->article, &v->data);
	enum tc_status status = tc_buf_check(&v->data, "stored article", err);
	if (status != TC_OK || tc_str_eq(tc_buf_str(&v->data), c->data))
		return status;
	status = tc_db_get(v->db, c->docid, &doc, err);
	if (status == TC_OK)
		status = tc_doc_set_data(doc, tc_buf_str(&v->data), err);
	if (status == TC_OK)
		status = tc_db_replace(v->db, c->docid, doc, err);
	tc_doc_free(doc);
	return status;
}

static enum tc_status settle_url(struct tc_versions *v, struct tc_str url, struct tc_err *err)
{
	struct captures all = {NULL, 0, 0};
	tc_arena_reset(&v->work);
	enum tc_status status = collect(v, url, &all, err);
	if (status != TC_OK || all.n == 0)
		return status;
	for (size_t i = 0; i < all.n; i++)
		all.v[i].text = text_of(&all, &all.v[i]);
	const struct capture *shown = all.v[0].text;
	for (size_t i = 0; i < all.n && status == TC_OK; i++) {
		struct capture *c = &all.v[i];
		bool show = !is_revisit(c) && (v->all || compare_places(&c->article, &shown->article) == 0);
		if (show)
			list_others(v, &all, c);
		status = tc_arena_check(&v->work, "versions", err);
		if (status == TC_OK && show)
			status = c->docid > 0 ? rewrite_list(v, c, err) : bring_back(v, url, c, err);
		else if (status == TC_OK && c->docid > 0)
			status = hide(v, url, c, err);
	}
	return status;
}

static int compare_urls(const void *a, const void *b)
{
	return tc_str_cmp(*(const struct tc_str *)a, *(const struct tc_str *)b);
}

enum tc_status tc_versions_settle(struct tc_versions *v, struct tc_err *err)
{
	enum tc_status status = tc_arena_check(&v->noted, "versions", err);
	if (status == TC_OK && v->urls.n > 1)
		qsort(v->urls.v, v->urls.n, sizeof *v->urls.v, compare_urls);
	for (size_t i = 0; i < v->urls.n && status == TC_OK; i++)
		if (i == 0 || !tc_str_eq(v->urls.v[i], v->urls.v[i - 1]))
			status = settle_url(v, v->urls.v[i], err);
	v->urls = (struct tc_strs){NULL, 0, 0};
	tc_arena_reset(&v->noted);
	return status;
}
