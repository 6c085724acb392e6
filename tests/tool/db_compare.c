/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compares two databases completely, through Xapian's interface.
 *
 *	db_compare A B
 *
 * Compared are the statistics of the collection with the bounds of lengths; each term with its frequencies and the bound of its
 * wdf; each posting with wdf, document length and positions; each document with its length, number of terms, list of terms with
 * wdf, slots, values and stored data; each slot's bounds, number and stream of values; the metadata; and what searches for terms
 * of the vocabulary find, in which order and with which weight.  Postings, termlists and positions are each read from the table
 * that keeps them, so that two tables of one database that do not agree are seen even when the other has the same fault in one.
 *
 * Both are read beside each other, so memory does not grow with them.  Not compared: uuid and revision, which are the database's
 * own, and how full its blocks are.  The first differences are printed, then their number and what was compared.  Exit status: 0
 * equal, 1 different, 3 not readable.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "xapianc/enquire.h"
#include "xapianc/inspect.h"
#include "xapianc/iterate.h"

#define MAX_PRINTED 20
#define MAX_SLOTS 4096
/* Every so many terms one is searched for, alone and with the one before. */
#define TERMS_PER_SEARCH 97

static struct {
	struct tc_db *db[2];
	uint64_t n_differences, n_documents, n_terms, n_postings, n_positions, n_values, n_metadata, n_searches;
	struct tc_buf of[2], of_upper[2]; /* scratch: what each has */
	uint32_t slots[MAX_SLOTS];
	size_t n_slots;
	struct tc_buf last_term; /* searched for */
	struct tc_err err;
} all;

/* Bytes as text; of long ones the beginning. */
static void print(struct tc_str bytes)
{
	for (size_t i = 0; i < bytes.n && i < 60; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		if (c < ' ' || c == '\\' || c > '~')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	if (bytes.n > 60)
		printf("... of %zu bytes", bytes.n);
}

static void __attribute__((format(printf, 2, 3))) differs(struct tc_str where, const char *format, ...)
{
	va_list args;
	if (all.n_differences++ >= MAX_PRINTED)
		return;
	print(where);
	putchar(' ');
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

static void same_number(struct tc_str where, const char *what, uint64_t a, uint64_t b)
{
	if (a != b)
		differs(where, "%s: %" PRIu64 " and %" PRIu64, what, a, b);
}

static void same_bytes(struct tc_str where, const char *what, struct tc_str a, struct tc_str b)
{
	size_t i = 0;
	if (tc_str_eq(a, b))
		return;
	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	differs(where, "%s: %zu and %zu bytes, different from byte %zu", what, a.n, b.n, i);
}

static void same_positions(struct tc_str where, const uint32_t *const p[2], const size_t n[2])
{
	if (n[0] != n[1] || (n[0] > 0 && memcmp(p[0], p[1], n[0] * sizeof p[0][0]) != 0))
		differs(where, "positions: %zu and %zu", n[0], n[1]);
	all.n_positions += n[0];
}

/* Calls a function of either database; ends the enclosing function on failure. */
#define BOTH(call)                                                                                                               \
	for (int i = 0; i < 2; i++) {                                                                                            \
		enum tc_status status_of_call = (call);                                                                          \
		if (status_of_call != TC_OK)                                                                                     \
			return status_of_call;                                                                                   \
	}

/* One of four kinds of iterator. */
struct stream {
	struct tc_terms *terms;
	struct tc_keys *keys;
	struct tc_postings *postings;
	struct tc_values *values;
	struct tc_str key, value;
	uint32_t docid;
	enum tc_status status;
};

/* For differences the number of a document is a text. */
static struct tc_str number(uint32_t docid)
{
	static char text[32];
	int n = snprintf(text, sizeof text, "document %" PRIu32, docid);
	return (struct tc_str){text, (size_t)n};
}

static void next(struct stream *s)
{
	s->docid = 0;
	if (s->terms != NULL)
		s->status = tc_terms_next(s->terms, &s->key, &all.err);
	else if (s->keys != NULL)
		s->status = tc_keys_next(s->keys, &s->key, &all.err);
	else if (s->postings != NULL)
		s->status = tc_postings_next(s->postings, &s->docid, &all.err);
	else
		s->status = tc_values_next(s->values, &s->docid, &s->value, &all.err);
}

static int order(const struct stream s[2])
{
	if (s[0].status == TC_END || s[1].status == TC_END)
		return (s[0].status == TC_END) - (s[1].status == TC_END);
	if (s[0].docid != 0)
		return (s[0].docid > s[1].docid) - (s[0].docid < s[1].docid);
	return tc_str_cmp(s[0].key, s[1].key);
}

/* Walks both, calls same for what both have, and frees them. */
static enum tc_status walk(struct stream s[2], struct tc_str where, const char *what,
			   enum tc_status (*same)(struct stream s[2], struct tc_str where))
{
	static const char *const name[] = {"first", "second"};
	enum tc_status status = TC_OK;
	for (int i = 0; i < 2; i++)
		next(&s[i]);
	while (status == TC_OK && (s[0].status == TC_OK || s[1].status == TC_OK) && s[0].status <= TC_END &&
	       s[1].status <= TC_END) {
		int o = order(s);
		if (o == 0)
			status = same(s, where);
		else {
			const struct stream *only = &s[o > 0];
			if (only->docid != 0)
				differs(where, "%s document %" PRIu32 ": only in the %s", what, only->docid, name[o > 0]);
			else
				differs(only->key, "%s: only in the %s", what, name[o > 0]);
		}
		if (o <= 0)
			next(&s[0]);
		if (o >= 0)
			next(&s[1]);
	}
	for (int i = 0; i < 2; i++) {
		if (status == TC_OK && s[i].status > TC_END)
			status = s[i].status;
		tc_terms_free(s[i].terms);
		tc_keys_free(s[i].keys);
		tc_postings_free(s[i].postings);
		tc_values_free(s[i].values);
	}
	return status;
}

static enum tc_status same_posting(struct stream s[2], struct tc_str term)
{
	const uint32_t *p[2];
	size_t n[2];
	BOTH(tc_postings_positions(s[i].postings, &p[i], &n[i], &all.err))
	same_number(term, "wdf of a posting", tc_postings_wdf(s[0].postings), tc_postings_wdf(s[1].postings));
	same_number(term, "length by a posting", tc_postings_doc_length(s[0].postings), tc_postings_doc_length(s[1].postings));
	same_positions(term, (const uint32_t *const *)p, n);
	all.n_postings++;
	return TC_OK;
}

/* The first 50 documents that a query finds in each. */
static enum tc_status same_ranking(struct tc_str where, const struct tc_xquery *query)
{
	struct tc_enquire *enquire[2] = {NULL, NULL};
	struct tc_matches *found[2] = {NULL, NULL};
	enum tc_status status = TC_OK;
	for (int i = 0; i < 2 && status == TC_OK; i++) {
		status = tc_enquire_new(all.db[i], &enquire[i], &all.err);
		if (status == TC_OK)
			status = tc_enquire_set_query(enquire[i], query, &all.err);
		if (status == TC_OK)
			status = tc_enquire_matches(enquire[i], 0, 50, 0, &found[i], &all.err);
	}
	if (status == TC_OK) {
		size_t n[2] = {tc_matches_count(found[0]), tc_matches_count(found[1])};
		same_number(where, "found", n[0], n[1]);
		for (size_t k = 0; k < n[0] && k < n[1]; k++) {
			double a = tc_matches_weight(found[0], k), b = tc_matches_weight(found[1], k);
			same_number(where, "document found", tc_matches_docid(found[0], k), tc_matches_docid(found[1], k));
			if (memcmp(&a, &b, sizeof a) != 0)
				differs(where, "weight: %.6f and %.6f", a, b);
		}
		all.n_searches++;
	}
	for (int i = 0; i < 2; i++) {
		tc_matches_free(found[i]);
		tc_enquire_free(enquire[i]);
	}
	return status;
}

static enum tc_status search(struct tc_str term)
{
	const enum tc_xquery_op ops[] = {TC_XQUERY_OR, TC_XQUERY_AND, TC_XQUERY_PHRASE};
	struct tc_xquery *query = tc_xquery_term(term, 1);
	enum tc_status status = same_ranking(term, query);
	tc_xquery_free(query);
	for (size_t i = 0; i < sizeof ops / sizeof ops[0] && status == TC_OK && all.last_term.n > 0; i++) {
		struct tc_xquery *parts[] = {tc_xquery_term(tc_buf_str(&all.last_term), 1), tc_xquery_term(term, 1)};
		query = tc_xquery_join(ops[i], parts, 2, ops[i] == TC_XQUERY_PHRASE ? 2 : 0);
		status = same_ranking(term, query);
		tc_xquery_free(query);
	}
	tc_buf_reset(&all.last_term);
	tc_buf_add_str(&all.last_term, term);
	return status;
}

static enum tc_status same_term(struct stream s[2], struct tc_str where)
{
	struct stream postings[2] = {{0}, {0}};
	struct tc_str term = s[0].key;
	uint32_t documents[2], bound[2];
	uint64_t occurrences[2];
	(void)where;
	BOTH(tc_db_term_freq(all.db[i], term, &documents[i], &occurrences[i], &all.err))
	BOTH(tc_db_wdf_bound(all.db[i], term, &bound[i], &all.err))
	same_number(term, "documents", documents[0], documents[1]);
	same_number(term, "documents by the list of terms", tc_terms_freq(s[0].terms), tc_terms_freq(s[1].terms));
	same_number(term, "occurrences", occurrences[0], occurrences[1]);
	same_number(term, "bound of wdf", bound[0], bound[1]);
	if (all.n_terms++ % TERMS_PER_SEARCH <= 1) {
		enum tc_status status = search(term);
		if (status != TC_OK)
			return status;
	}
	BOTH(tc_postings_of(all.db[i], term, &postings[i].postings, &all.err))
	return walk(postings, term, "posting", same_posting);
}

static enum tc_status same_entry(struct stream s[2], struct tc_str where)
{
	same_number(where, "wdf in the list of terms", tc_terms_wdf(s[0].terms), tc_terms_wdf(s[1].terms));
	return TC_OK;
}

static void remember_slot(uint32_t slot)
{
	for (size_t i = 0; i < all.n_slots; i++)
		if (all.slots[i] == slot)
			return;
	if (all.n_slots < MAX_SLOTS)
		all.slots[all.n_slots++] = slot;
}

static enum tc_status same_values(struct tc_str where, uint32_t docid)
{
	static uint32_t slots[2][MAX_SLOTS];
	size_t n[2];
	BOTH(tc_db_slots(all.db[i], docid, slots[i], MAX_SLOTS, &n[i], &all.err))
	same_number(where, "values", n[0], n[1]);
	for (int i = 0; i < 2; i++)
		for (size_t k = 0; k < MAX_SLOTS && k < n[i]; k++)
			remember_slot(slots[i][k]);
	for (size_t k = 0; k < MAX_SLOTS && k < n[0] && k < n[1]; k++) {
		same_number(where, "slot", slots[0][k], slots[1][k]);
		BOTH(tc_db_value(all.db[i], docid, slots[0][k], &all.of[i], &all.err))
		same_bytes(where, "value", tc_buf_str(&all.of[0]), tc_buf_str(&all.of[1]));
	}
	return TC_OK;
}

static enum tc_status same_document(struct stream s[2], struct tc_str none)
{
	struct stream terms[2] = {{0}, {0}};
	uint32_t docid = s[0].docid, length[2], n_unique[2];
	struct tc_str where = number(docid);
	(void)none;
	BOTH(tc_db_doc_length(all.db[i], docid, &length[i], &n_unique[i], &all.err))
	same_number(where, "length", length[0], length[1]);
	same_number(where, "length by the list of documents", tc_postings_doc_length(s[0].postings),
		    tc_postings_doc_length(s[1].postings));
	same_number(where, "different terms", n_unique[0], n_unique[1]);
	BOTH(tc_db_data(all.db[i], docid, &all.of[i], &all.err))
	same_bytes(where, "stored data", tc_buf_str(&all.of[0]), tc_buf_str(&all.of[1]));
	all.n_documents++;
	enum tc_status status = same_values(where, docid);
	if (status != TC_OK)
		return status;
	BOTH(tc_terms_of(all.db[i], docid, &terms[i].terms, &all.err))
	return walk(terms, where, "term of a document", same_entry);
}

static enum tc_status same_value(struct stream s[2], struct tc_str where)
{
	same_bytes(where, "value in the stream", s[0].value, s[1].value);
	all.n_values++;
	return TC_OK;
}

static enum tc_status same_slot(uint32_t slot)
{
	struct stream values[2] = {{0}, {0}};
	char text[32];
	struct tc_str where = {text, (size_t)snprintf(text, sizeof text, "slot %" PRIu32, slot)};
	uint32_t n[2];
	BOTH(tc_db_value_bounds(all.db[i], slot, &all.of[i], &all.of_upper[i], &n[i], &all.err))
	same_bytes(where, "lower bound", tc_buf_str(&all.of[0]), tc_buf_str(&all.of[1]));
	same_bytes(where, "upper bound", tc_buf_str(&all.of_upper[0]), tc_buf_str(&all.of_upper[1]));
	same_number(where, "values", n[0], n[1]);
	BOTH(tc_values_of(all.db[i], slot, &values[i].values, &all.err))
	return walk(values, where, "value", same_value);
}

static enum tc_status same_metadata(struct stream s[2], struct tc_str none)
{
	(void)none;
	BOTH(tc_db_metadata(all.db[i], s[0].key, &all.of[i], &all.err))
	same_bytes(s[0].key, "metadata", tc_buf_str(&all.of[0]), tc_buf_str(&all.of[1]));
	all.n_metadata++;
	return TC_OK;
}

static enum tc_status same_statistics(void)
{
	struct tc_str where = TC_STR("statistics");
	struct tc_db_stats stats[2];
	uint32_t lower[2], upper[2];
	BOTH(tc_db_stats(all.db[i], &stats[i], &all.err))
	BOTH(tc_db_length_bounds(all.db[i], &lower[i], &upper[i], &all.err))
	same_number(where, "documents", stats[0].n_documents, stats[1].n_documents);
	same_number(where, "last document", stats[0].last_docid, stats[1].last_docid);
	same_number(where, "length of all", stats[0].total_length, stats[1].total_length);
	same_number(where, "has positions", stats[0].has_positions, stats[1].has_positions);
	same_number(where, "lower bound of lengths", lower[0], lower[1]);
	same_number(where, "upper bound of lengths", upper[0], upper[1]);
	return TC_OK;
}

static enum tc_status compare(const char *const paths[2])
{
	struct stream terms[2] = {{0}, {0}}, documents[2] = {{0}, {0}}, keys[2] = {{0}, {0}};
	BOTH(tc_db_open(&paths[i], 1, 0, &all.db[i], &all.err))
	enum tc_status status = same_statistics();
	if (status != TC_OK)
		return status;
	BOTH(tc_terms_all(all.db[i], TC_STR_NONE, &terms[i].terms, &all.err))
	status = walk(terms, TC_STR_NONE, "term", same_term);
	if (status != TC_OK)
		return status;
	BOTH(tc_postings_of(all.db[i], TC_STR_NONE, &documents[i].postings, &all.err))
	status = walk(documents, TC_STR_NONE, "", same_document);
	for (size_t k = 0; k < all.n_slots && status == TC_OK; k++)
		status = same_slot(all.slots[k]);
	if (status != TC_OK)
		return status;
	BOTH(tc_keys_all(all.db[i], TC_STR_NONE, &keys[i].keys, &all.err))
	return walk(keys, TC_STR_NONE, "metadata", same_metadata);
}

int main(int argc, char **argv)
{
	const char *const paths[2] = {argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : ""};
	struct tc_buf *const scratch[] = {&all.of[0], &all.of[1], &all.of_upper[0], &all.of_upper[1], &all.last_term};
	for (size_t i = 0; i < sizeof scratch / sizeof scratch[0]; i++)
		tc_buf_init(scratch[i], SIZE_MAX);
	enum tc_status status = compare(paths);
	for (int i = 0; i < 2; i++)
		tc_db_free(all.db[i]);
	for (size_t i = 0; i < sizeof scratch / sizeof scratch[0]; i++)
		tc_buf_release(scratch[i]);
	if (status != TC_OK) {
		fprintf(stderr, "db_compare: %s\n", all.err.text);
		return 3;
	}
	printf("%" PRIu64 " differences: %" PRIu64 " documents, %" PRIu64 " terms, %" PRIu64 " postings, %" PRIu64
	       " positions, %" PRIu64 " values, %" PRIu64 " metadata, %" PRIu64 " searches\n",
	       all.n_differences, all.n_documents, all.n_terms, all.n_postings, all.n_positions, all.n_values, all.n_metadata,
	       all.n_searches);
	return all.n_differences == 0 ? 0 : 1;
}
