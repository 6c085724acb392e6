/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets of an answer.
 *
 * xapianc/count.h counts the values as they are printed; here those with one canonical form, told by its mark, become one, shown
 * as most articles print it.  An article has a value once (indexer/document_facets.c), so that the counts of spellings may be
 * added.
 *
 * All dates are counted by the day, in one slot, and summed up to months and years; a histogram is the same counts with the empty
 * periods between them.  Its unit, when none is asked for, is the smallest that gives at most AUTO_BARS bars.
 */
#include "query/facets.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/limits.h"
#include "indexer/schema.h"
#include "query/histogram.h"
#include "xapianc/count.h"

/* A printed value on its way into a group. */
struct printed {
	struct tc_str key, text;
	uint64_t hash; /* of key */
	uint32_t documents;
	uint32_t most; /* that have the text, of a group */
};

static enum tc_status no_such_facet(struct tc_str name, struct tc_err *err)
{
	return tc_err_set(err, TC_EARG,
			  "facet '%.*s': none such (there are year, month, day, section, author, keyword, source, name)",
			  TC_STR_ARG(name));
}

enum tc_status tc_facet_wish_parse(struct tc_str list, struct tc_facet_wish *wish, struct tc_err *err)
{
	for (struct tc_str rest = list; rest.p != NULL;) {
		struct tc_str name = tc_str_trim(tc_str_split(&rest, ','));
		enum tc_facet facet;
		bool have = false;
		if (!tc_facet_find(name, &facet))
			return no_such_facet(name, err);
		for (size_t i = 0; i < wish->n; i++)
			have = have || wish->facets[i] == facet;
		if (!have)
			wish->facets[wish->n++] = facet;
	}
	return TC_OK;
}

static int by_documents(const void *a, const void *b)
{
	const struct tc_facet_value *x = a, *y = b;
	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	return tc_str_cmp(x->text, y->text);
}

static int by_text(const void *a, const void *b)
{
	const struct tc_facet_value *x = a, *y = b;
	return tc_str_cmp(x->text, y->text);
}

/* Moves the first keep of the order of by_documents to the front, n in all. */
static void select_most(struct tc_facet_value *v, size_t n, size_t keep)
{
	while (keep > 0 && n > keep) {
		/* Quickselect around the middle one: what comes before it is brought to the front. */
		struct tc_facet_value pivot = v[n / 2], swap;
		size_t front = 0;
		v[n / 2] = v[n - 1];
		v[n - 1] = pivot;
		for (size_t i = 0; i + 1 < n; i++)
			if (by_documents(&v[i], &pivot) < 0) {
				swap = v[i];
				v[i] = v[front];
				v[front++] = swap;
			}
		v[n - 1] = v[front];
		v[front] = pivot;
		if (front >= keep) {
			n = front;
		} else {
			v += front + 1;
			n -= front + 1;
			keep -= front + 1;
		}
	}
}

/* Adds up the values that have one key; they are found by its hash.  Leaves the groups in front, each with the spelling of most
 * documents, and gives their number; 0 when there is no memory. */
static size_t group(struct printed *printed, size_t n)
{
	size_t size = 64, n_groups = 0;
	while (size < n * 2)
		size *= 2;
	uint32_t *places = tc_alloc(size * sizeof *places); /* number of a group + 1; 0: free */
	for (size_t i = 0; i < n && places != NULL; i++) {
		struct printed p = printed[i];
		size_t at = p.hash & (size - 1);
		while (places[at] != 0 &&
		       !(printed[places[at] - 1].hash == p.hash && tc_str_eq(printed[places[at] - 1].key, p.key)))
			at = (at + 1) & (size - 1);
		if (places[at] == 0) {
			p.most = p.documents;
			printed[n_groups++] = p;
			places[at] = (uint32_t)n_groups;
			continue;
		}
		struct printed *known = &printed[places[at] - 1];
		if (p.documents > known->most || (p.documents == known->most && tc_str_cmp(p.text, known->text) < 0)) {
			known->text = p.text;
			known->most = p.documents;
		}
		known->documents += p.documents;
	}
	tc_free(places);
	return n_groups;
}

/* Groups the n values, picks the most frequent groups and copies them into arena. */
static enum tc_status sum_up(struct printed *printed, size_t n, const struct tc_facet_wish *wish, struct tc_arena *arena,
			     struct tc_facet_values *out, struct tc_err *err)
{
	struct tc_facet_value *all = tc_alloc((n + 1) * sizeof *all);
	for (size_t i = 0; i < n; i++)
		printed[i].hash = tc_str_hash(printed[i].key);
	out->n_all = group(printed, n);
	if (all == NULL || (n > 0 && out->n_all == 0)) {
		tc_free(all);
		return tc_err_set(err, TC_ENOMEM, "facets: no memory");
	}
	for (size_t i = 0; i < out->n_all; i++)
		all[i] = (struct tc_facet_value){printed[i].text, printed[i].documents};
	out->n = wish->max_values > 0 && wish->max_values < out->n_all ? wish->max_values : out->n_all;
	select_most(all, out->n_all, out->n);
	qsort(all, out->n, sizeof *all, tc_facets[out->facet].digits > 0 ? by_text : by_documents);
	out->v = tc_arena_alloc(arena, (out->n + 1) * sizeof *out->v);
	for (size_t i = 0; i < out->n && out->v != NULL; i++)
		out->v[i] = (struct tc_facet_value){tc_arena_str(arena, all[i].text), all[i].documents};
	tc_free(all);
	return tc_arena_check(arena, "facets", err);
}

/* The values of counted slot `slot`, which have their marks in front. */
static enum tc_status count_text(const struct tc_counts *counts, size_t slot, const struct tc_facet_wish *wish,
				 struct tc_arena *arena, struct tc_facet_values *out, struct tc_err *err)
{
	size_t n = tc_counts_n(counts, slot);
	struct printed *printed = tc_alloc((n + 1) * sizeof *printed);
	if (printed == NULL)
		return tc_err_set(err, TC_ENOMEM, "facets: no memory");
	for (size_t i = 0; i < n; i++) {
		struct tc_str value = tc_counts_value(counts, slot, i, &printed[i].documents);
		printed[i].key = tc_str_sub(value, 0, TC_FACET_MARK);
		printed[i].text = tc_str_sub(value, TC_FACET_MARK, value.n);
	}
	enum tc_status status = sum_up(printed, n, wish, arena, out, err);
	tc_free(printed);
	return status;
}

/* "20230108" as 2023-01-08, cut to `digits` of them. */
static struct tc_str date_text(struct tc_arena *arena, struct tc_str digits, size_t n)
{
	struct tc_str year = tc_str_sub(digits, 0, 4), month = tc_str_sub(digits, 4, 6), day = tc_str_sub(digits, 6, 8);
	if (n == 4)
		return tc_arena_str(arena, year);
	if (n == 6)
		return tc_arena_printf(arena, "%.*s-%.*s", TC_STR_ARG(year), TC_STR_ARG(month));
	return tc_arena_printf(arena, "%.*s-%.*s-%.*s", TC_STR_ARG(year), TC_STR_ARG(month), TC_STR_ARG(day));
}

/* Years, months or days of the counted dates, which are slot 0. */
static enum tc_status count_dates(const struct tc_counts *counts, const struct tc_facet_wish *wish, struct tc_arena *arena,
				  struct tc_facet_values *out, struct tc_err *err)
{
	size_t n = tc_counts_n(counts, 0), n_printed = 0, digits = tc_facets[out->facet].digits;
	struct printed *printed = tc_alloc((n + 1) * sizeof *printed);
	if (printed == NULL)
		return tc_err_set(err, TC_ENOMEM, "facets: no memory");
	for (size_t i = 0; i < n; i++) {
		uint32_t documents;
		struct tc_str value = tc_counts_value(counts, 0, i, &documents);
		if (value.n < digits)
			continue;
		struct tc_str text = date_text(arena, value, digits);
		printed[n_printed++] = (struct printed){.key = text, .text = text, .documents = documents};
	}
	enum tc_status status = sum_up(printed, n_printed, wish, arena, out, err);
	tc_free(printed);
	return status;
}

static enum tc_status make_histogram(const struct tc_counts *counts, const struct tc_facet_wish *wish, struct tc_arena *arena,
				     struct tc_facets *out, struct tc_err *err)
{
	const struct tc_facet_wish all = {.max_values = 0};
	struct tc_facet_values dates = {.facet = wish->unit == TC_FACET_COUNT ? TC_FACET_DAY : wish->unit};
	enum tc_status status = count_dates(counts, &all, arena, &dates, err);
	if (status == TC_OK && wish->unit == TC_FACET_COUNT) {
		enum tc_facet unit = tc_histogram_unit(dates.v, dates.n);
		if (unit != dates.facet) {
			dates = (struct tc_facet_values){.facet = unit};
			status = count_dates(counts, &all, arena, &dates, err);
		}
	}
	if (status == TC_OK)
		status = tc_histogram_fill(dates.facet, dates.v, dates.n, arena, &out->histogram, err);
	uint32_t dated = 0;
	for (size_t i = 0; i < dates.n; i++)
		dated += dates.v[i].documents;
	out->histogram.undated = out->documents - dated;
	out->has_histogram = true;
	return status;
}

/* From the counts to the answer; counted slot 0 is the date, the others those of the facets of text as they come. */
static enum tc_status make_answer(const struct tc_counts *counts, const struct tc_facet_wish *wish, struct tc_arena *arena,
				  struct tc_facets *out, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	size_t slot = 1;
	*out = (struct tc_facets){.documents = tc_counts_documents(counts)};
	for (size_t i = 0; i < wish->n && status == TC_OK; i++) {
		struct tc_facet_values *values = &out->v[out->n++];
		values->facet = wish->facets[i];
		if (tc_facets[values->facet].digits > 0)
			status = count_dates(counts, wish, arena, values, err);
		else
			status = count_text(counts, slot++, wish, arena, values, err);
	}
	if (status == TC_OK && wish->histogram)
		status = make_histogram(counts, wish, arena, out, err);
	return status;
}

enum tc_status tc_facets_count(struct tc_db *db, const struct tc_xquery *query, const uint32_t *docids, size_t n_docids,
			       const struct tc_facet_wish *wish, struct tc_arena *arena, struct tc_facets *out,
			       struct tc_err *err)
{
	struct tc_counted_slot slots[TC_FACET_COUNT + 1] = {{TC_SLOT_PUBLISHED, 8}};
	struct tc_counts *counts = NULL;
	size_t n = 1;
	enum tc_status status;
	for (size_t i = 0; i < wish->n; i++)
		if (tc_facets[wish->facets[i]].digits == 0)
			slots[n++].slot = tc_facets[wish->facets[i]].slot;
	if (query != NULL)
		status = tc_counts_of_query(db, query, slots, n, &counts, err);
	else
		status = tc_counts_of_documents(db, docids, n_docids, slots, n, &counts, err);
	if (status == TC_OK)
		status = make_answer(counts, wish, arena, out, err);
	tc_counts_free(counts);
	return status;
}
