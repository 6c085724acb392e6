/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_ASKED_H
#define TC_WEB_ASKED_H

#include "query/suggest.h"
#include "web/request.h"
#include "web/site.h"

/* A search as the parameters of a request ask for it; the same names for pages, API and feeds:
 *
 *   q                    the query, at most TC_LIMIT_QUERY_BYTES
 *   size or n, page      hits of a page, and which (from 1); or offset: hits to pass over
 *   sort                 relevance | date | -date (oldest first, newest first)
 *   from, to             dates as tracuu-query takes them: 2023, 01/2023, 8/1/2023, 2023-01-08
 *   section, author, keyword, source, name, year, month, day
 *                        whole values that articles must have; may be repeated
 *   any, exact, collapse, suggest
 *                        1 or 0 (collapse and suggest are 1 at first)
 *   quote                auto | yes | no
 *   facets, facet_values "year,section" or "" for none; values of each
 *   histogram            auto | year | month | day
 *   snippet, snippets    characters, passages
 *   reprints             1: those folded are told too */
#define TC_ASKED_FILTERS 64

struct tc_asked {
	struct tc_search_options options; /* synonyms are still the caller's to set */
	struct tc_filter filters[TC_ASKED_FILTERS];
	struct tc_facet_wish wish;
	unsigned long page, size; /* page: from 1, by the offset */
};

/* Reads them; out must stay where it is.  TC_EARG or TC_ELIMIT with the parameter's name for what cannot be.  An empty search (no
 * q, no filter, no date) is allowed: options.query.n is 0 and n_filters is 0 then. */
enum tc_status tc_asked_read(const struct tc_site *site, const struct tc_request *request, struct tc_asked *out,
			     struct tc_err *err);
/* The same for programs: a parameter that is none of these (and not "format", where the answer has several) is TC_EARG, and so
 * is an empty search. */
enum tc_status tc_asked_strictly(const struct tc_site *site, const struct tc_request *request, bool with_format,
				 struct tc_asked *out, struct tc_err *err);
/* Is there anything to search for? */
bool tc_asked_something(const struct tc_asked *asked);
/* Searches with them: everything in results lives in the request's arena. */
enum tc_status tc_asked_search(struct tc_site *site, const struct tc_request *request, struct tc_asked *asked,
			       struct tc_results *results, struct tc_err *err);
/* At most n completions of the parameter q, which may be no longer than a query. */
enum tc_status tc_asked_completions(struct tc_site *site, const struct tc_request *request, size_t n, struct tc_suggestions *out,
				    struct tc_err *err);
/* NULL-terminated names of all these parameters. */
extern const char *const tc_asked_names[];

#endif
