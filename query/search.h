/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SEARCH_H
#define TC_QUERY_SEARCH_H

#include "base/date.h"
#include "query/filters.h"
#include "query/ranking.h"
#include "query/results.h"
#include "query/synonyms.h"

/* An index opened for searching; for one thread.  Follows a switch of generations by itself. */
struct tc_searcher;

enum tc_quote_wish { TC_QUOTE_NO, TC_QUOTE_AUTO, TC_QUOTE_YES };
enum tc_search_sort { TC_SEARCH_RELEVANCE, TC_SEARCH_OLDEST, TC_SEARCH_NEWEST };

struct tc_search_options {
	struct tc_str query;
	size_t offset, limit; /* limit at most TC_LIMIT_HITS */
	enum tc_search_sort sort;
	struct tc_date from, to;   /* published between them, both included; TC_DATE_NONE: open */
	bool any;                  /* one word is enough */
	bool exact;                /* every word with the letters and marks as typed */
	bool suggest;              /* look for what else may have been meant */
	size_t snippet_characters; /* 0: no snippets */
	size_t passages;           /* of so many characters each, beside the snippet; 0 or 1: none */
	enum tc_quote_wish quote;  /* look for a quote instead; by itself for a long passage that is found (query/quote.h) */
	bool occurrences;          /* list every place where words of the query stand */
	bool collapse;             /* reprints of an article are left out for the earliest */
	bool reprints;             /* and told with it */
	const struct tc_filter *filters; /* whole values of facets that must be there */
	size_t n_filters;
	const struct tc_facet_wish *facets; /* what to count over all articles found; NULL: nothing */
	const struct tc_synonyms *synonyms; /* NULL: none */
	const struct tc_ranking *ranking;   /* NULL: tc_ranking_default */
};

/* Opens local indexes or tcp: databases as one.  TC_EVERSION for one of another schema, TC_ENOENT, ... */
enum tc_status tc_searcher_open(const char *const *paths, size_t n_paths, unsigned timeout_ms, struct tc_searcher **out,
				struct tc_err *err);
void tc_searcher_free(struct tc_searcher *searcher); /* takes NULL */
/* What is asked of it later than ms milliseconds from now fails with TC_ETIME, also while it goes on; 0: no limit. */
void tc_searcher_set_time_limit(struct tc_searcher *searcher, unsigned ms);
/* Indexes on other machines that do not answer are left out (xapianc/parts.h); every answer is then without them.  How many, and
 * which they are, in arena. */
size_t tc_searcher_missing(const struct tc_searcher *searcher, struct tc_arena *arena, struct tc_missing **out);
/* Tells the same on stderr; takes NULL. */
size_t tc_searcher_tell_missing(const struct tc_searcher *searcher);
/* Searches.  Everything in results lives in arena.  TC_EQUERY (with *error_at, the byte of the query), TC_ELIMIT, or the
 * database's. */
enum tc_status tc_search(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
			 struct tc_results *results, size_t *error_at, struct tc_err *err);
/* What marks the words of a query in texts (query/snippet.h); lives in arena.  Fails as tc_search does. */
enum tc_status tc_search_highlighter(struct tc_searcher *searcher, struct tc_str query, struct tc_arena *arena,
				     struct tc_highlighter **out, size_t *error_at, struct tc_err *err);
/* Writes what the query was understood as: the tree, each word with its spellings, Xapian's trees. */
enum tc_status tc_search_explain(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_buf *out,
				 size_t *error_at, struct tc_err *err);

#endif
