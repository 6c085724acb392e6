/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of tracuu-query, as tables that the command line, the configuration and --help are made from, and what they ask of
 * a search and its presenter.
 */
#include "query/settings.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/program.h"
#include "query/typed_date.h"

/* Characters of a snippet, as a person counts them: about four lines of a terminal. */
#define SNIPPET_CHARACTERS 280
/* Articles shown when nothing is said. */
#define HITS 10
/* Filters of one search. */
#define MAX_FILTERS 64

struct tc_query_settings tc_settings = {
	.limit = TC_UNSET, .snippet = SNIPPET_CHARACTERS, .timeout = 10, .facet_values = 10, .snippets = 1, .context = 60};

/* Rows that several commands have. */
#define INDEX_ROWS(help)                                                                                                         \
	{"index", 'i', TC_OPTION_LIST, &tc_settings.indexes, "DIR", help ", may be repeated; or tcp:HOST:PORT", 0, false},       \
	{                                                                                                                        \
		"db", 0, TC_OPTION_LIST, &tc_settings.indexes, "DIR", "the same as --index", 0, true                             \
	}
#define LIMIT_ROW(what)                                                                                                          \
	{                                                                                                                        \
		"limit", 'n', TC_OPTION_UINT, &tc_settings.limit, "N", "show at most N " what " (10)", TC_LIMIT_HITS, false      \
	}
#define OFFSET_ROW                                                                                                               \
	{                                                                                                                        \
		"offset", 0, TC_OPTION_UINT, &tc_settings.offset, "N", "pass over the first N articles", 1000000, true           \
	}
#define SNIPPET_ROW                                                                                                              \
	{                                                                                                                        \
		"snippet", 0, TC_OPTION_UINT, &tc_settings.snippet, "N", "characters of a snippet, 0 for none (280)", 10000,     \
			false                                                                                                    \
	}
#define JSON_ROW                                                                                                                 \
	{                                                                                                                        \
		"json", 'j', TC_OPTION_FLAG, &tc_settings.json, NULL, "print JSON", 0, true                                      \
	}
#define CITE_ROW                                                                                                                 \
	{                                                                                                                        \
		"cite", 0, TC_OPTION_MAYBE, &tc_settings.cite, "bibtex|ris|csl|wiki", "print references (bibtex)", 0, true       \
	}
#define COLOR_ROW                                                                                                                \
	{                                                                                                                        \
		"color", 0, TC_OPTION_CHOICE, &tc_settings.color, "auto|always|never",                                           \
			"colours: on a terminal, always, never (auto)", 0, false                                                 \
	}
#define SCORES_ROW                                                                                                               \
	{                                                                                                                        \
		"scores", 0, TC_OPTION_FLAG, &tc_settings.scores, NULL, "show the score of each article", 0, true                \
	}
#define TREC_ROW                                                                                                                 \
	{                                                                                                                        \
		"trec", 0, TC_OPTION_FLAG, &tc_settings.trec, NULL, "print runs for evaluation: qid Q0 docid rank score tag", 0, \
			true                                                                                                     \
	}
#define TIMEOUT_ROW                                                                                                              \
	{                                                                                                                        \
		"timeout", 0, TC_OPTION_UINT, &tc_settings.timeout, "SECONDS", "wait for a remote index (10)", 3600, false       \
	}
#define CONFIG_ROW                                                                                                               \
	{                                                                                                                        \
		"config", 0, TC_OPTION_STRING, &tc_settings.config, "FILE", "settings, instead of the usual places", 0, true     \
	}
#define HELP_ROW                                                                                                                 \
	{                                                                                                                        \
		"help", 'h', TC_OPTION_FLAG, &tc_settings.help, NULL, "print this help", 0, true                                 \
	}
#define END_ROW                                                                                                                  \
	{                                                                                                                        \
		NULL, 0, 0, NULL, NULL, NULL, 0, false                                                                           \
	}

const struct tc_option tc_search_options[] = {
	INDEX_ROWS("index to search"),
	LIMIT_ROW("articles"),
	OFFSET_ROW,
	{"sort", 's', TC_OPTION_CHOICE, &tc_settings.sort, "relevance|date|-date",
	 "best first, oldest first, newest first (relevance)", 0, false},
	{"from", 0, TC_OPTION_STRING, &tc_settings.from, "DATE", "published then or later: 2023, 01/2023, 8/1/2023, 2023-01-08",
	 0, true},
	{"to", 0, TC_OPTION_STRING, &tc_settings.to, "DATE", "published then or earlier", 0, true},
	{"filter", 'f', TC_OPTION_LIST, &tc_settings.filters, "FACET=VALUE",
	 "only articles with that whole value, may be repeated", 0, true},
	{"facets", 0, TC_OPTION_STRING, &tc_settings.facets, "LIST",
	 "count all articles found by year, month, day, section, author, keyword, source, name", 0, true},
	{"facet-values", 0, TC_OPTION_UINT, &tc_settings.facet_values, "N", "show at most N values of each facet, 0 for all (10)",
	 0, false},
	{"histogram", 0, TC_OPTION_MAYBE, &tc_settings.histogram, "year|month|day", "show all articles found over time", 0, true},
	{"any", 0, TC_OPTION_FLAG, &tc_settings.any, NULL, "one word is enough", 0, false},
	{"exact", 'x', TC_OPTION_FLAG, &tc_settings.exact, NULL, "letters and marks as typed", 0, false},
	{"quote", 0, TC_OPTION_FLAG, &tc_settings.quote, NULL,
	 "find a quoted passage, earliest article first; a word or two may differ", 0, true},
	{"no-quote", 0, TC_OPTION_FLAG, &tc_settings.no_quote, NULL, "never take a long query for a quote", 0, false},
	{"expand", 0, TC_OPTION_FLAG, &tc_settings.expand, NULL, "show the reprints of each article below it", 0, true},
	{"no-collapse", 0, TC_OPTION_FLAG, &tc_settings.no_collapse, NULL, "a reprint is an article like any other", 0, false},
	{"no-suggest", 0, TC_OPTION_FLAG, &tc_settings.no_suggest, NULL, "do not say what else may have been meant", 0, false},
	{"synonyms", 0, TC_OPTION_STRING, &tc_settings.synonyms, "FILE",
	 "synonyms and renamed places, instead of those installed", 0, false},
	{"no-synonyms", 0, TC_OPTION_FLAG, &tc_settings.no_synonyms, NULL, "words mean themselves only", 0, false},
	SNIPPET_ROW,
	{"snippets", 0, TC_OPTION_UINT, &tc_settings.snippets, "N", "show the N best passages, each as long as a snippet (1)", 20,
	 false},
	JSON_ROW,
	CITE_ROW,
	{"csv", 0, TC_OPTION_FLAG, &tc_settings.csv, NULL, "print CSV, a record for each article", 0, true},
	{"bom", 0, TC_OPTION_FLAG, &tc_settings.bom, NULL, "with --csv: begin with a byte order mark, for Excel", 0, false},
	{"atom", 0, TC_OPTION_FLAG, &tc_settings.atom, NULL, "print an Atom feed", 0, true},
	{"kwic", 0, TC_OPTION_FLAG, &tc_settings.kwic, NULL,
	 "print each place of the words in its context; also with --csv or --json", 0, true},
	{"context", 0, TC_OPTION_UINT, &tc_settings.context, "N", "characters on each side of a keyword in CSV and JSON (60)",
	 1000, false},
	COLOR_ROW,
	SCORES_ROW,
	{"batch", 0, TC_OPTION_STRING, &tc_settings.batch, "FILE",
	 "a query a line, ID<tab>query, or CSV with headings; JSON lines out (- is standard input)", 0, true},
	{"variant", 0, TC_OPTION_STRING, &tc_settings.variant, "COLUMN", "with --batch: only the queries of that column", 0,
	 true},
	TREC_ROW,
	TIMEOUT_ROW,
	{"why", 0, TC_OPTION_STRING, &tc_settings.why, "ARTICLE",
	 "say why that article (its id, address or file) stands where it does", 0, true},
	{"ranking", 0, TC_OPTION_STRING, &tc_settings.ranking, "NAME=NUMBER,...", "what decides the order of answers (man page)",
	 0, false},
	CONFIG_ROW,
	HELP_ROW,
	{"version", 0, TC_OPTION_FLAG, &tc_settings.version, NULL, "print the version", 0, true},
	END_ROW,
};

const struct tc_option tc_tokens_options[] = {
	JSON_ROW,
	HELP_ROW,
	END_ROW,
};

const struct tc_option tc_restore_options[] = {
	INDEX_ROWS("index to learn from"),
	{"queries", 0, TC_OPTION_FLAG, &tc_settings.queries, NULL,
	 "each line is a query: it may begin and end anywhere in a sentence", 0, true},
	TIMEOUT_ROW,
	CONFIG_ROW,
	HELP_ROW,
	END_ROW,
};

const struct tc_option tc_show_options[] = {
	INDEX_ROWS("index that has it"),
	{"highlight", 0, TC_OPTION_STRING, &tc_settings.highlight, "WORDS", "mark the words of this query", 0, true},
	JSON_ROW,
	CITE_ROW,
	COLOR_ROW,
	TIMEOUT_ROW,
	CONFIG_ROW,
	HELP_ROW,
	END_ROW,
};

const struct tc_option tc_history_options[] = {
	INDEX_ROWS("index that has it"), JSON_ROW, COLOR_ROW, TIMEOUT_ROW, CONFIG_ROW, HELP_ROW, END_ROW,
};

const struct tc_option tc_suggest_options[] = {
	INDEX_ROWS("index to search"), LIMIT_ROW("completions"), JSON_ROW, TIMEOUT_ROW, CONFIG_ROW, HELP_ROW, END_ROW,
};

const struct tc_option tc_similar_options[] = {
	INDEX_ROWS("index to search"),
	LIMIT_ROW("articles"),
	OFFSET_ROW,
	SNIPPET_ROW,
	JSON_ROW,
	CITE_ROW,
	COLOR_ROW,
	SCORES_ROW,
	TREC_ROW,
	TIMEOUT_ROW,
	CONFIG_ROW,
	HELP_ROW,
	END_ROW,
};

static enum tc_status read_date(const char *option, const char *text, struct tc_date *out, struct tc_err *err)
{
	if (text == NULL || tc_query_typed_date(tc_str_of(text), out))
		return TC_OK;
	return tc_err_set(err, TC_EARG, "option --%s: '%s' is no date (2023, 01/2023, 8/1/2023 or 2023-01-08)", option, text);
}

enum tc_status tc_settings_no_index(struct tc_err *err)
{
	return tc_err_set(err, TC_EARG, "no index named: use --index DIR, or index = DIR in the configuration");
}

/* --filter, --facets and --histogram. */
static enum tc_status facet_settings(struct tc_search_options *o, struct tc_err *err)
{
	static struct tc_filter filters[MAX_FILTERS];
	static struct tc_facet_wish wish;
	enum tc_status status = TC_OK;
	if (tc_settings.filters.n > MAX_FILTERS)
		return tc_err_set(err, TC_EARG, "option --filter: given more than %d times", MAX_FILTERS);
	for (size_t i = 0; i < tc_settings.filters.n && status == TC_OK; i++)
		status = tc_filter_parse(tc_str_of(tc_settings.filters.v[i]), &filters[i], err);
	o->filters = filters;
	o->n_filters = tc_settings.filters.n;
	wish.max_values = tc_settings.facet_values;
	wish.histogram = tc_settings.histogram > 0;
	wish.unit = tc_settings.histogram > 1 ? (enum tc_facet)(TC_FACET_YEAR + tc_settings.histogram - 2) : TC_FACET_COUNT;
	if (status == TC_OK && tc_settings.facets != NULL)
		status = tc_facet_wish_parse(tc_str_of(tc_settings.facets), &wish, err);
	o->facets = wish.n > 0 || wish.histogram ? &wish : NULL;
	return status;
}

enum tc_status tc_settings_synonyms(struct tc_synonyms **out, struct tc_err *err)
{
	size_t n_lines = 0;
	const char *path = tc_settings.synonyms != NULL ? tc_settings.synonyms : getenv("TRACUU_SYNONYMS");
	bool installed = path == NULL;
	path = installed ? TC_SYNONYMS : path;
	*out = NULL;
	if (tc_settings.no_synonyms || tc_settings.exact || *path == '\0')
		return TC_OK;
	enum tc_status status = tc_synonyms_load(path, out, err);
	if (status == TC_ENOENT && installed)
		return TC_OK;
	if (status != TC_OK)
		return status;
	const struct tc_strs *refused = tc_synonyms_refused(*out, &n_lines);
	for (size_t i = 0; i < refused->n; i++)
		tc_log_problem("%.*s", TC_STR_ARG(refused->v[i]));
	if (n_lines > refused->n)
		tc_log_problem("%s: %zu more lines refused", path, n_lines - refused->n);
	return TC_OK;
}

size_t tc_settings_limit(void)
{
	if (tc_settings.limit != TC_UNSET)
		return tc_settings.limit;
	return tc_settings.kwic ? TC_LIMIT_HITS : HITS;
}

/* A passage pasted by a person is looked for as a quote; runs compare rankings, and whoever says how words count means words. */
static enum tc_quote_wish quote_wish(void)
{
	if (tc_settings.quote)
		return TC_QUOTE_YES;
	bool words =
		tc_settings.any || tc_settings.exact || tc_settings.kwic || tc_settings.sort != 0 || tc_settings.ranking != NULL;
	return tc_settings.no_quote || words || tc_settings.trec || tc_settings.batch != NULL ? TC_QUOTE_NO : TC_QUOTE_AUTO;
}

static enum tc_status read_ranking(struct tc_ranking *ranking, struct tc_err *err)
{
	struct tc_err why = {TC_OK, ""};
	char what[128];
	enum tc_status status = tc_ranking_read(tc_str_of(tc_settings.ranking), ranking, &why);
	if (status != TC_OK)
		tc_err_set(err, status, "%s: %s", tc_program_origin("ranking", tc_settings.ranking, what), why.text);
	return status;
}

enum tc_status tc_settings_search(struct tc_search_options *o, struct tc_err *err)
{
	static struct tc_ranking ranking;
	static const enum tc_search_sort sorts[] = {TC_SEARCH_RELEVANCE, TC_SEARCH_OLDEST, TC_SEARCH_NEWEST};
	*o = (struct tc_search_options){
		.offset = tc_settings.offset,
		.limit = tc_settings_limit(),
		.sort = sorts[tc_settings.sort],
		.any = tc_settings.any,
		.exact = tc_settings.exact,
		.quote = quote_wish(),
		.collapse = !tc_settings.no_collapse && !tc_settings.trec && !tc_settings.csv && !tc_settings.kwic,
		.reprints = tc_settings.expand || tc_settings.json || tc_settings.batch != NULL,
		.suggest = !tc_settings.no_suggest && !tc_settings.trec && tc_settings.batch == NULL,
		.snippet_characters = tc_settings.trec || tc_settings.kwic ? 0 : tc_settings.snippet,
		.passages = tc_settings.snippets,
		.occurrences = tc_settings.kwic,
	};
	if (tc_settings.indexes.n == 0)
		return tc_settings_no_index(err);
	enum tc_status status = facet_settings(o, err);
	if (status == TC_OK && tc_settings.ranking != NULL) {
		ranking = tc_ranking_default;
		o->ranking = &ranking;
		status = read_ranking(&ranking, err);
	}
	if (status == TC_OK)
		status = read_date("from", tc_settings.from, &o->from, err);
	if (status == TC_OK)
		status = read_date("to", tc_settings.to, &o->to, err);
	if (status == TC_OK && tc_query_typed_range_empty(&o->from, &o->to))
		status = tc_err_set(err, TC_EARG, "option --to: '%s' is before --from '%s'", tc_settings.to, tc_settings.from);
	return status;
}

static unsigned terminal_width(void)
{
	struct winsize size;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

struct tc_present_options tc_settings_present(char here[TC_LIMIT_PATH_BYTES])
{
	bool color = tc_settings.color == 1 || (tc_settings.color == 0 && isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	return (struct tc_present_options){
		.color = color,
		.width = terminal_width(),
		.base_dir = getcwd(here, TC_LIMIT_PATH_BYTES),
		.explain_scores = tc_settings.scores,
		.context = (unsigned)tc_settings.context,
		.bom = tc_settings.bom,
	};
}

enum tc_cite_format tc_settings_cite(void)
{
	return tc_settings.cite > 1 ? (enum tc_cite_format)(tc_settings.cite - 2) : TC_CITE_BIBTEX;
}

const struct tc_presenter *tc_settings_presenter(bool batch)
{
	static const struct tc_presenter *const cites[TC_CITE_FORMATS] = {&tc_present_bibtex, &tc_present_ris, &tc_present_csl,
									  &tc_present_wiki};
	if (tc_settings.cite > 0)
		return batch ? NULL : cites[tc_settings_cite()];
	if (tc_settings.trec)
		return &tc_present_trec;
	if (tc_settings.kwic && !tc_settings.json)
		return tc_settings.csv ? &tc_present_kwic_csv : &tc_present_kwic;
	if (tc_settings.csv)
		return &tc_present_csv;
	if (tc_settings.atom)
		return batch ? NULL : &tc_present_atom;
	if (batch)
		return &tc_present_jsonl;
	return tc_settings.json ? &tc_present_json : &tc_present_text;
}
