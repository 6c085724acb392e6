/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles and their reprints as one line of an answer.
 *
 * The list of candidates is walked from its beginning, whatever page is asked for: the first of a cluster (query/near.h) makes a
 * group at its place, the others are passed over.  So a group stands on one page and no article is on two.  Shown is the earliest
 * of the cluster that matches the query with its filters as well as the first found did; who asks for one newspaper gets that
 * newspaper's. By date an article cannot stand at another's place: sorted newest first the group stands where its earliest
 * article stands.
 *
 * A cluster costs a lookup for each candidate.  From MAX_COLLAPSED candidates on they are left as they are: nobody reads so far,
 * programs do, and those want all.
 */
#include "query/collapse.h"

#include "base/limits.h"
#include "indexer/schema.h"

#define MAX_COLLAPSED 1000

/* A cluster of several articles that was met. */
struct met {
	struct tc_near_cluster cluster;
	size_t earliest; /* the member shown */
	bool done;       /* its group was made */
};

struct collapsing {
	const struct tc_collapse *how;
	struct tc_arena *arena;
	struct met *met;
	size_t n_met, capacity_met;
	struct tc_groups *groups;
	struct tc_err *err;
};

static struct met *find_met(struct collapsing *c, uint32_t docid)
{
	for (size_t i = 0; i < c->n_met; i++)
		for (size_t k = 0; k < c->met[i].cluster.n; k++)
			if (c->met[i].cluster.v[k].docid == docid)
				return &c->met[i];
	return NULL;
}

static enum tc_status add_group(struct collapsing *c, struct tc_group group)
{
	struct tc_groups *g = c->groups;
	if (tc_arena_grow(c->arena, &g->v, &g->capacity, g->n, sizeof *g->v) != 0)
		return tc_arena_check(c->arena, "reprints", c->err);
	g->v[g->n++] = group;
	return TC_OK;
}

/* Does a document match a query? */
static enum tc_status ask(struct collapsing *c, uint32_t docid, const struct tc_xquery *query, bool *out)
{
	struct tc_xquery *parts[2];
	struct tc_matches *found = NULL;
	struct tc_str unique;
	*out = false;
	if (query == NULL)
		return TC_OK;
	enum tc_status status = tc_near_unique(c->how->db, docid, c->arena, &unique, c->err);
	if (status != TC_OK || unique.n == 0)
		return status;
	parts[0] = tc_xquery_term(unique, 1);
	parts[1] = tc_xquery_copy(query);
	struct tc_xquery *both = tc_xquery_join(TC_XQUERY_AND, parts, 2, 0);
	status = tc_enquire_set_boolean(c->how->enquire, c->err);
	if (status == TC_OK)
		status = tc_enquire_set_query(c->how->enquire, both, c->err);
	if (status == TC_OK)
		status = tc_enquire_matches(c->how->enquire, 0, 1, 0, &found, c->err);
	*out = status == TC_OK && tc_matches_count(found) > 0;
	tc_matches_free(found);
	tc_xquery_free(both);
	if (*out && c->how->belongs != NULL)
		status = c->how->belongs(c->how->closure, docid, out);
	return status;
}

/* Does a member match as well as candidate i? */
static enum tc_status matches(struct collapsing *c, uint32_t docid, size_t i, bool *out)
{
	const struct tc_collapse *how = c->how;
	uint8_t tier = how->candidates[i].tier;
	for (size_t k = 0; k < how->n; k++) {
		if (how->candidates[k].docid != docid)
			continue;
		*out = how->candidates[k].tier <= tier;
		return TC_OK;
	}
	return ask(c, docid, how->queries[tier], out);
}

/* Remembers the cluster of candidate i, with the member that is shown for it. */
static enum tc_status meet(struct collapsing *c, const struct tc_near_cluster *cluster, size_t i)
{
	struct met met = {.cluster = *cluster};
	enum tc_status status = TC_OK;
	for (bool found = false;; met.earliest++) {
		uint32_t docid = cluster->v[met.earliest].docid;
		if (docid == c->how->candidates[i].docid)
			break;
		status = matches(c, docid, i, &found);
		if (found || status != TC_OK)
			break;
	}
	if (status == TC_OK && tc_arena_grow(c->arena, &c->met, &c->capacity_met, c->n_met, sizeof *c->met) != 0)
		status = tc_arena_check(c->arena, "reprints", c->err);
	if (status == TC_OK)
		c->met[c->n_met++] = met;
	return status;
}

static enum tc_status take(struct collapsing *c, size_t i)
{
	const struct tc_candidate *candidate = &c->how->candidates[i];
	struct tc_near_cluster cluster;
	enum tc_status status = TC_OK;
	struct met *met = find_met(c, candidate->docid);
	if (met == NULL && i < MAX_COLLAPSED) {
		status = tc_near_find(c->how->db, candidate->docid, c->arena, &cluster, c->err);
		if (status == TC_OK && cluster.n > 1)
			status = meet(c, &cluster, i);
		if (status == TC_OK && cluster.n > 1)
			met = &c->met[c->n_met - 1];
	}
	if (status != TC_OK)
		return status;
	if (met == NULL)
		return add_group(c, (struct tc_group){.candidate = candidate, .docid = candidate->docid});
	const struct tc_near_member *shown = &met->cluster.v[met->earliest];
	if (met->done || (c->how->in_place && shown->docid != candidate->docid))
		return TC_OK;
	met->done = true;
	return add_group(
		c, (struct tc_group){candidate, shown->docid, shown + 1, met->cluster.n - met->earliest - 1, met->cluster.more});
}

enum tc_status tc_collapse_candidates(const struct tc_collapse *collapse, struct tc_arena *arena, struct tc_groups *out,
				      struct tc_err *err)
{
	struct collapsing c = {.how = collapse, .arena = arena, .groups = out, .err = err};
	enum tc_status status = TC_OK;
	*out = (struct tc_groups){NULL, 0, 0};
	for (size_t i = 0; i < collapse->n && out->n < collapse->want && status == TC_OK; i++)
		status = take(&c, i);
	return status;
}

static enum tc_status read_article(struct tc_db *db, uint32_t docid, struct tc_arena *arena, struct tc_article *out,
				   struct tc_err *err)
{
	struct tc_buf data;
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(out, arena);
	enum tc_status status = tc_db_data(db, docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), out, err);
	tc_buf_release(&data);
	return status;
}

enum tc_status tc_collapse_read(struct tc_db *db, const struct tc_group *group, bool with_reprints, struct tc_arena *arena,
				struct tc_hit *hit, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	hit->n_reprints = group->n_reprints;
	hit->more_reprints = group->more;
	if (!with_reprints || group->n_reprints == 0)
		return TC_OK;
	hit->reprints = tc_arena_alloc(arena, group->n_reprints * sizeof *hit->reprints);
	if (hit->reprints == NULL)
		return tc_arena_check(arena, "reprints", err);
	for (size_t i = 0; i < group->n_reprints && status == TC_OK; i++)
		status = read_article(db, group->reprints[i].docid, arena, &hit->reprints[i], err);
	return status;
}
