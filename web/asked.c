/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parameters of a search.
 *
 * Each is checked, because what comes here was typed into an address or written by another program: a value that cannot be is
 * told with the parameter's name, never put right in silence.  A parameter that is there but empty is one that was left empty in
 * a form: it counts as not given.  How deep one may page is limited: the cost of a page grows with what is before it.
 */
#include "web/asked.h"

#include "base/limits.h"
#include "query/typed_date.h"
#include "web/metrics.h"

#define FACET_VALUES 10
#define MAX_FACET_VALUES 1000
#define MAX_SNIPPET 2000
#define MAX_SNIPPETS 5

#define NAMES                                                                                                                    \
	"q", "size", "n", "page", "offset", "sort", "from", "to", "any", "exact", "quote", "collapse", "suggest", "facets",      \
		"facet_values", "histogram", "year", "month", "day", "section", "author", "keyword", "source", "name",           \
		"snippet", "snippets", "reprints"
const char *const tc_asked_names[] = {NAMES, NULL};

static enum tc_status read_date(const struct tc_request *request, const char *name, struct tc_date *out, struct tc_err *err)
{
	struct tc_str text = tc_param(request, name);
	if (text.n == 0 || tc_query_typed_date(text, out))
		return TC_OK;
	return tc_err_set(err, TC_EARG, "parameter '%s': no date (2023, 01/2023, 8/1/2023 or 2023-01-08)", name);
}

static enum tc_status read_filters(const struct tc_request *request, struct tc_asked *out, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (int f = 0; f < TC_FACET_COUNT && status == TC_OK; f++) {
		struct tc_str value;
		for (size_t at = 0; status == TC_OK && tc_param_next(request, tc_facets[f].names[0], &at, &value);) {
			if (value.n == 0)
				continue;
			struct tc_str text = tc_arena_printf(request->arena, "%s=%.*s", tc_facets[f].names[0], TC_STR_ARG(value));
			if (out->options.n_filters == TC_ASKED_FILTERS)
				return tc_err_set(err, TC_ELIMIT, "more than %d filters", TC_ASKED_FILTERS);
			status = tc_filter_parse(text, &out->filters[out->options.n_filters], err);
			out->options.n_filters += status == TC_OK;
			if (status != TC_OK)
				status = tc_err_set(err, TC_EARG, "parameter '%s': no value of it", tc_facets[f].names[0]);
		}
	}
	out->options.filters = out->filters;
	return status == TC_OK ? tc_arena_check(request->arena, "request", err) : status;
}

static enum tc_status read_page(const struct tc_site_config *config, const struct tc_request *request, struct tc_asked *out,
				struct tc_err *err)
{
	const char *size_name = tc_param(request, "size").n > 0 ? "size" : "n";
	unsigned long offset = 0;
	enum tc_status status = tc_param_number(request, size_name, 0, config->max_page_size, config->page_size, &out->size, err);
	if (status == TC_OK)
		status = tc_param_number(request, "page", 1, config->max_depth, 1, &out->page, err);
	if (status == TC_OK)
		status = tc_param_number(request, "offset", 0, config->max_depth, (out->page - 1) * out->size, &offset, err);
	if (status != TC_OK)
		return status;
	if (offset + out->size > config->max_depth)
		return tc_err_set(err, TC_EARG, "parameter 'page': only the first %lu articles can be paged through",
				  config->max_depth);
	if (out->size > 0)
		out->page = offset / out->size + 1;
	out->options.offset = offset;
	out->options.limit = out->size;
	return TC_OK;
}

static enum tc_status read_facets(const struct tc_request *request, struct tc_asked *out, struct tc_err *err)
{
	struct tc_str list = tc_param(request, "facets");
	unsigned long values = FACET_VALUES;
	int unit;
	enum tc_status status = list.n > 0 ? tc_facet_wish_parse(list, &out->wish, err) : TC_OK;
	if (status == TC_OK)
		status = tc_param_number(request, "facet_values", 0, MAX_FACET_VALUES, FACET_VALUES, &values, err);
	if (status == TC_OK)
		status = tc_param_choice(request, "histogram", "auto|year|month|day", -1, &unit, err);
	if (status != TC_OK)
		return status;
	out->wish.max_values = values;
	out->wish.histogram = unit >= 0;
	out->wish.unit = unit > 0 ? (enum tc_facet)(TC_FACET_YEAR + unit - 1) : TC_FACET_COUNT;
	out->options.facets = out->wish.n > 0 || out->wish.histogram ? &out->wish : NULL;
	return TC_OK;
}

static enum tc_status read_manner(const struct tc_site_config *config, const struct tc_request *request,
				  struct tc_search_options *o, struct tc_err *err)
{
	static const enum tc_search_sort sorts[] = {TC_SEARCH_RELEVANCE, TC_SEARCH_OLDEST, TC_SEARCH_NEWEST};
	static const enum tc_quote_wish quotes[] = {TC_QUOTE_AUTO, TC_QUOTE_YES, TC_QUOTE_NO};
	unsigned long characters = 0, passages = 1;
	int sort = 0, quote = 0;
	enum tc_status status = tc_param_choice(request, "sort", "relevance|date|-date", 0, &sort, err);
	if (status == TC_OK)
		status = tc_param_choice(request, "quote", "auto|yes|no", 0, &quote, err);
	if (status == TC_OK)
		status = tc_param_flag(request, "any", false, &o->any, err);
	if (status == TC_OK)
		status = tc_param_flag(request, "exact", false, &o->exact, err);
	if (status == TC_OK)
		status = tc_param_flag(request, "collapse", true, &o->collapse, err);
	if (status == TC_OK)
		status = tc_param_flag(request, "suggest", true, &o->suggest, err);
	if (status == TC_OK)
		status = tc_param_flag(request, "reprints", true, &o->reprints, err);
	if (status == TC_OK)
		status = tc_param_number(request, "snippet", 0, MAX_SNIPPET, config->snippet_characters, &characters, err);
	if (status == TC_OK)
		status = tc_param_number(request, "snippets", 1, MAX_SNIPPETS, 1, &passages, err);
	o->sort = sorts[sort];
	/* Whoever says how words count means words. */
	o->quote = quote == 0 && (o->any || o->exact || sort != 0) ? TC_QUOTE_NO : quotes[quote];
	o->snippet_characters = characters;
	o->passages = passages;
	return status;
}

enum tc_status tc_asked_read(const struct tc_site *site, const struct tc_request *request, struct tc_asked *out,
			     struct tc_err *err)
{
	const struct tc_site_config *config = tc_site_config(site);
	*out = (struct tc_asked){.page = 1};
	out->options.query = tc_param(request, "q");
	if (out->options.query.n > TC_LIMIT_QUERY_BYTES)
		return tc_err_set(err, TC_ELIMIT, "parameter 'q': longer than %d bytes", TC_LIMIT_QUERY_BYTES);
	enum tc_status status = read_page(config, request, out, err);
	if (status == TC_OK)
		status = read_manner(config, request, &out->options, err);
	if (status == TC_OK)
		status = read_date(request, "from", &out->options.from, err);
	if (status == TC_OK)
		status = read_date(request, "to", &out->options.to, err);
	if (status == TC_OK && tc_query_typed_range_empty(&out->options.from, &out->options.to))
		status = tc_err_set(err, TC_EARG, "parameter 'to': before 'from'");
	if (status == TC_OK)
		status = read_filters(request, out, err);
	return status == TC_OK ? read_facets(request, out, err) : status;
}

enum tc_status tc_asked_strictly(const struct tc_site *site, const struct tc_request *request, bool with_format,
				 struct tc_asked *out, struct tc_err *err)
{
	static const char *const names[] = {NAMES, "format", NULL};
	enum tc_status status = tc_param_known(request, with_format ? names : tc_asked_names, err);
	if (status == TC_OK)
		status = tc_asked_read(site, request, out, err);
	if (status == TC_OK && !tc_asked_something(out))
		status = tc_err_set(err, TC_EARG, "parameter 'q': nothing to search for");
	return status;
}

bool tc_asked_something(const struct tc_asked *asked)
{
	const struct tc_search_options *o = &asked->options;
	return o->query.n > 0 || o->n_filters > 0 || o->from.precision != TC_DATE_NONE || o->to.precision != TC_DATE_NONE;
}

enum tc_status tc_asked_search(struct tc_site *site, const struct tc_request *request, struct tc_asked *asked,
			       struct tc_results *results, struct tc_err *err)
{
	struct tc_loan loan;
	size_t error_at = 0;
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status != TC_OK)
		return status;
	atomic_fetch_add(&tc_site_metrics(site)->searches, 1);
	asked->options.synonyms = asked->options.exact ? NULL : loan.synonyms;
	status = tc_search(loan.searcher, &asked->options, request->arena, results, &error_at, err);
	tc_site_give_back(site, &loan, status);
	return status;
}

enum tc_status tc_asked_completions(struct tc_site *site, const struct tc_request *request, size_t n, struct tc_suggestions *out,
				    struct tc_err *err)
{
	const struct tc_str prefix = tc_param(request, "q");
	struct tc_loan loan;
	if (prefix.n > TC_LIMIT_QUERY_BYTES)
		return tc_err_set(err, TC_ELIMIT, "parameter 'q': longer than %d bytes", TC_LIMIT_QUERY_BYTES);
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status != TC_OK)
		return status;
	status = tc_suggest(loan.searcher, prefix, n, request->arena, out, err);
	tc_site_give_back(site, &loan, status);
	return status;
}
