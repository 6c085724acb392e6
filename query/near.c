/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which documents are reprints of a document, found at query time.
 *
 * Nothing in the index says to which cluster a document belongs: what is stored depends on its own text alone, so that an
 * update never has to touch other documents and ends where a rebuild would.  A document has at most 16 terms of the kind
 * (indexer/near.h), most of them in no other document; the few that have them are compared by their signatures.  A lookup costs
 * some 16 reads of a term's frequency.
 *
 * Being alike is no equivalence: a may be like b and b like c when a and c are too far from each other.  All that can be reached
 * in such steps is a running story, not one article: on baomoi the weather of a year.  So a cluster is an article and what is
 * alike to it: that article is the earliest which the document asked for is alike to.
 *
 * A term that very many documents have is a phrase that stands in every article of a paper, and tells nothing.  Clusters are
 * bounded too; in one that is larger not all are listed, and the earliest of them may be missed.
 */
#include "query/near.h"

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/near.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"
#include "xapianc/parts.h"

/* Documents that a term may have and still be looked at. */
#define MAX_DOCUMENTS 300
/* One term in common is enough when so few documents have it, else it takes two. */
#define RARE 8
#define MAX_MEMBERS 300
/* More than a document has. */
#define MAX_TERMS 64

/* A document and the member at hand have a term in common. */
struct sharing {
	uint32_t docid;
	bool rare;
};

struct finding {
	struct tc_db *db;
	struct tc_arena *arena;
	struct tc_near_cluster *cluster;
	struct sharing *sharing; /* terms with the member at hand */
	size_t n_sharing, capacity_sharing;
	struct tc_buf value;
	struct tc_err *err;
};

static enum tc_status read_value(struct finding *f, uint32_t docid, uint32_t slot, struct tc_str *out)
{
	enum tc_status status = tc_db_value(f->db, docid, slot, &f->value, f->err);
	*out = status == TC_OK ? tc_arena_str(f->arena, tc_buf_str(&f->value)) : TC_STR_NONE;
	return status;
}

/* Adds a document that is known to belong to the cluster. */
static enum tc_status add_member(struct finding *f, uint32_t docid)
{
	struct tc_near_cluster *c = f->cluster;
	if (c->n == MAX_MEMBERS) {
		c->more = true;
		return TC_OK;
	}
	if (tc_arena_grow(f->arena, &c->v, &c->capacity, c->n, sizeof *c->v) != 0)
		return tc_arena_check(f->arena, "reprints", f->err);
	struct tc_near_member *m = &c->v[c->n];
	*m = (struct tc_near_member){.docid = docid};
	enum tc_status status = read_value(f, docid, TC_SLOT_NEAR, &m->signature);
	c->n += status == TC_OK;
	return status;
}

static bool is_member(const struct finding *f, uint32_t docid)
{
	for (size_t i = 0; i < f->cluster->n; i++)
		if (f->cluster->v[i].docid == docid)
			return true;
	return false;
}

/* Notes all documents that have a term. */
static enum tc_status note(struct finding *f, struct tc_str term, bool rare)
{
	struct tc_postings *postings = NULL;
	uint32_t docid;
	enum tc_status status = tc_postings_of(f->db, term, &postings, f->err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, f->err)) == TC_OK) {
		if (tc_arena_grow(f->arena, &f->sharing, &f->capacity_sharing, f->n_sharing, sizeof *f->sharing) != 0)
			status = tc_arena_check(f->arena, "reprints", f->err);
		else
			f->sharing[f->n_sharing++] = (struct sharing){docid, rare};
	}
	tc_postings_free(postings);
	return status == TC_END ? TC_OK : status;
}

static int compare_sharing(const void *a, const void *b)
{
	const struct sharing *x = a, *y = b;
	return x->docid < y->docid ? -1 : x->docid > y->docid;
}

/* Compares with those noted that share a rare term or two others. */
static enum tc_status compare(struct finding *f, struct tc_str signature)
{
	enum tc_status status = TC_OK;
	if (f->n_sharing > 1)
		qsort(f->sharing, f->n_sharing, sizeof *f->sharing, compare_sharing);
	for (size_t i = 0, last; i < f->n_sharing && status == TC_OK; i = last) {
		bool rare = false;
		for (last = i; last < f->n_sharing && f->sharing[last].docid == f->sharing[i].docid; last++)
			rare = rare || f->sharing[last].rare;
		if ((!rare && last - i < 2) || is_member(f, f->sharing[i].docid))
			continue;
		status = tc_db_value(f->db, f->sharing[i].docid, TC_SLOT_NEAR, &f->value, f->err);
		if (status == TC_OK && tc_near_alike(signature, tc_buf_str(&f->value)))
			status = add_member(f, f->sharing[i].docid);
	}
	return status;
}

/* The terms of a document by which like ones are found. */
static enum tc_status read_terms(struct finding *f, uint32_t docid, struct tc_str *out, size_t *n)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_of(f->db, docid, &terms, f->err);
	if (status == TC_OK)
		status = tc_terms_skip_to(terms, TC_STR(TC_PREFIX_NEAR), f->err);
	while (status == TC_OK && *n < MAX_TERMS && (status = tc_terms_next(terms, &term, f->err)) == TC_OK) {
		if (!tc_str_starts(term, TC_STR(TC_PREFIX_NEAR)))
			break;
		out[(*n)++] = tc_arena_str(f->arena, term);
	}
	tc_terms_free(terms);
	return status == TC_OK || status == TC_END ? tc_arena_check(f->arena, "reprints", f->err) : status;
}

/* Adds what is like member i. */
static enum tc_status spread(struct finding *f, size_t i)
{
	struct tc_near_member member = f->cluster->v[i];
	struct tc_str terms[MAX_TERMS];
	size_t n_terms = 0;
	if (member.signature.n == 0)
		return TC_OK;
	f->n_sharing = 0;
	enum tc_status status = read_terms(f, member.docid, terms, &n_terms);
	if (status == TC_OK)
		status = tc_db_prefetch_postings(f->db, terms, n_terms, MAX_DOCUMENTS, TC_SLOT_NEAR, TC_SLOT_PUBLISHED, f->err);
	for (size_t k = 0; k < n_terms && status == TC_OK; k++) {
		uint32_t n;
		status = tc_db_term_freq(f->db, terms[k], &n, NULL, f->err);
		if (status == TC_OK && n > 1 && n <= MAX_DOCUMENTS)
			status = note(f, terms[k], n <= RARE);
	}
	return status == TC_OK ? compare(f, member.signature) : status;
}

enum tc_status tc_near_unique(struct tc_db *db, uint32_t docid, struct tc_arena *arena, struct tc_str *out, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	*out = TC_STR_NONE;
	enum tc_status status = tc_terms_of(db, docid, &terms, err);
	if (status == TC_OK)
		status = tc_terms_skip_to(terms, TC_STR(TC_PREFIX_UNIQUE), err);
	if (status == TC_OK)
		status = tc_terms_next(terms, &term, err);
	if (status == TC_OK && tc_str_starts(term, TC_STR(TC_PREFIX_UNIQUE)))
		*out = tc_arena_str(arena, term);
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static int compare_members(const void *a, const void *b)
{
	const struct tc_near_member *x = a, *y = b;
	if ((x->published.n == 0) != (y->published.n == 0))
		return x->published.n == 0 ? 1 : -1;
	int order = tc_str_cmp(x->published, y->published);
	return order != 0 ? order : tc_str_cmp(x->unique, y->unique);
}

static enum tc_status sort_members(struct finding *f)
{
	struct tc_near_cluster *c = f->cluster;
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < c->n && status == TC_OK; i++)
		status = read_value(f, c->v[i].docid, TC_SLOT_PUBLISHED, &c->v[i].published);
	if (status != TC_OK)
		return status;
	qsort(c->v, c->n, sizeof *c->v, compare_members);
	for (size_t i = 0; i < c->n && status == TC_OK; i++)
		if ((i > 0 && tc_str_eq(c->v[i].published, c->v[i - 1].published)) ||
		    (i + 1 < c->n && tc_str_eq(c->v[i].published, c->v[i + 1].published)))
			status = tc_near_unique(f->db, c->v[i].docid, f->arena, &c->v[i].unique, f->err);
	qsort(c->v, c->n, sizeof *c->v, compare_members);
	return status == TC_OK ? tc_arena_check(f->arena, "reprints", f->err) : status;
}

/* A document and what is alike to it, sorted. */
static enum tc_status find_around(struct finding *f, uint32_t docid)
{
	enum tc_status status = add_member(f, docid);
	if (status == TC_OK)
		status = spread(f, 0);
	return status == TC_OK && f->cluster->n > 1 ? sort_members(f) : status;
}

enum tc_status tc_near_find(struct tc_db *db, uint32_t docid, struct tc_arena *arena, struct tc_near_cluster *out,
			    struct tc_err *err)
{
	struct finding f = {.db = db, .arena = arena, .cluster = out, .err = err};
	*out = (struct tc_near_cluster){.v = NULL};
	tc_buf_init(&f.value, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = find_around(&f, docid);
	if (status == TC_OK && out->v[0].docid != docid) {
		uint32_t earliest = out->v[0].docid;
		struct tc_near_cluster own = *out;
		*out = (struct tc_near_cluster){.v = NULL};
		status = find_around(&f, earliest);
		/* One that is too large is not listed whole. */
		if (status == TC_OK && !is_member(&f, docid))
			*out = own;
	}
	tc_buf_release(&f.value);
	return status;
}
