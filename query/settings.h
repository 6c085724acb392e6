/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SETTINGS_H
#define TC_QUERY_SETTINGS_H

#include <limits.h>

#include "base/limits.h"
#include "base/option.h"
#include "query/cite.h"
#include "query/search.h"

/* The options of tracuu-query as they were given, and what the commands are told by them. */

/* A number that was not given. */
#define TC_UNSET ULONG_MAX
struct tc_query_settings {
	const char *config, *from, *to, *batch, *variant;
	struct tc_option_list indexes, filters;
	const char *facets, *why, *ranking, *synonyms, *highlight;
	unsigned long limit, offset, snippet, snippets, context, timeout, facet_values;
	int sort, color, histogram, cite;
	bool any, exact, quote, no_quote, json, csv, bom, atom, kwic, trec, scores, queries, no_suggest, no_synonyms, expand,
		no_collapse, help, version;
};

extern struct tc_query_settings tc_settings;

extern const struct tc_option tc_search_options[], tc_tokens_options[], tc_restore_options[], tc_show_options[],
	tc_history_options[], tc_suggest_options[], tc_similar_options[];

/* TC_EARG: there is no index to ask. */
enum tc_status tc_settings_no_index(struct tc_err *err);
/* The synonyms of --synonyms, else of TRACUU_SYNONYMS, else those installed, if any.  What is wrong in the file is told, the rest
 * holds. */
enum tc_status tc_settings_synonyms(struct tc_synonyms **out, struct tc_err *err);
/* Articles to show.  A concordance is of all articles, unless something else is said. */
size_t tc_settings_limit(void);
/* Lives until the next call; query and synonyms are the caller's to set. */
enum tc_status tc_settings_search(struct tc_search_options *options, struct tc_err *err);
/* here: room for the path of the folder we are in. */
struct tc_present_options tc_settings_present(char here[TC_LIMIT_PATH_BYTES]);
/* The format of --cite. */
enum tc_cite_format tc_settings_cite(void);
/* For one search or a batch; NULL for a batch in a format that has none. */
const struct tc_presenter *tc_settings_presenter(bool batch);

#endif
