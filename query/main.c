/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-query: tables of commands and options, and their dispatch. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/program.h"
#include "base/utf8.h"
#include "query/article_command.h"
#include "query/batch.h"
#include "query/present.h"
#include "query/restore_command.h"
#include "query/search.h"
#include "query/suggest.h"
#include "query/tokens_command.h"
#include "query/typed_date.h"

/* Characters of a snippet, as a person counts them: about four lines of a terminal. */
#define SNIPPET_CHARACTERS 280
/* A number that was not given. */
#define UNSET ULONG_MAX
/* Articles shown when nothing is said. */
#define HITS 10
/* Filters of one search. */
#define MAX_FILTERS 64

static struct {
	const char *config, *from, *to, *batch, *variant;
	struct tc_option_list indexes, filters;
	const char *facets, *ranking, *synonyms, *highlight;
	unsigned long limit, offset, snippet, snippets, context, timeout, facet_values;
	int sort, color, histogram;
	bool any, exact, quote, no_quote, json, csv, bom, atom, kwic, trec, scores, queries, no_suggest, no_synonyms, expand,
		no_collapse, help, version;
} set = {.limit = UNSET, .snippet = SNIPPET_CHARACTERS, .timeout = 10, .facet_values = 10, .snippets = 1, .context = 60};

static const struct tc_option search_options[] = {
	{"index", 'i', TC_OPTION_LIST, &set.indexes, "DIR", "index to search, may be repeated; or tcp:HOST:PORT", 0, false},
	{"limit", 'n', TC_OPTION_UINT, &set.limit, "N", "show at most N articles (10)", TC_LIMIT_HITS, false},
	{"offset", 0, TC_OPTION_UINT, &set.offset, "N", "pass over the first N articles", 1000000, true},
	{"sort", 's', TC_OPTION_CHOICE, &set.sort, "relevance|date|-date", "best first, oldest first, newest first (relevance)",
	 0, false},
	{"from", 0, TC_OPTION_STRING, &set.from, "DATE", "published then or later: 2023, 01/2023, 8/1/2023, 2023-01-08", 0, true},
	{"to", 0, TC_OPTION_STRING, &set.to, "DATE", "published then or earlier", 0, true},
	{"filter", 'f', TC_OPTION_LIST, &set.filters, "FACET=VALUE", "only articles with that whole value, may be repeated", 0,
	 true},
	{"facets", 0, TC_OPTION_STRING, &set.facets, "LIST",
	 "count all articles found by year, month, day, section, author, keyword, source, name", 0, true},
	{"facet-values", 0, TC_OPTION_UINT, &set.facet_values, "N", "show at most N values of each facet, 0 for all (10)", 0,
	 false},
	{"histogram", 0, TC_OPTION_MAYBE, &set.histogram, "year|month|day", "show all articles found over time", 0, true},
	{"any", 0, TC_OPTION_FLAG, &set.any, NULL, "one word is enough", 0, false},
	{"exact", 'x', TC_OPTION_FLAG, &set.exact, NULL, "letters and marks as typed", 0, false},
	{"quote", 0, TC_OPTION_FLAG, &set.quote, NULL, "find a quoted passage, earliest article first; a word or two may differ",
	 0, true},
	{"no-quote", 0, TC_OPTION_FLAG, &set.no_quote, NULL, "never take a long query for a quote", 0, false},
	{"expand", 0, TC_OPTION_FLAG, &set.expand, NULL, "show the reprints of each article below it", 0, true},
	{"no-collapse", 0, TC_OPTION_FLAG, &set.no_collapse, NULL, "a reprint is an article like any other", 0, false},
	{"no-suggest", 0, TC_OPTION_FLAG, &set.no_suggest, NULL, "do not say what else may have been meant", 0, false},
	{"synonyms", 0, TC_OPTION_STRING, &set.synonyms, "FILE", "synonyms and renamed places, instead of those installed", 0,
	 false},
	{"no-synonyms", 0, TC_OPTION_FLAG, &set.no_synonyms, NULL, "words mean themselves only", 0, false},
	{"snippet", 0, TC_OPTION_UINT, &set.snippet, "N", "characters of a snippet, 0 for none (280)", 10000, false},
	{"snippets", 0, TC_OPTION_UINT, &set.snippets, "N", "show the N best passages, each as long as a snippet (1)", 20, false},
	{"json", 'j', TC_OPTION_FLAG, &set.json, NULL, "print JSON", 0, true},
	{"csv", 0, TC_OPTION_FLAG, &set.csv, NULL, "print CSV, a record for each article", 0, true},
	{"bom", 0, TC_OPTION_FLAG, &set.bom, NULL, "with --csv: begin with a byte order mark, for Excel", 0, false},
	{"atom", 0, TC_OPTION_FLAG, &set.atom, NULL, "print an Atom feed", 0, true},
	{"kwic", 0, TC_OPTION_FLAG, &set.kwic, NULL, "print each place of the words in its context; also with --csv or --json", 0,
	 true},
	{"context", 0, TC_OPTION_UINT, &set.context, "N", "characters on each side of a keyword in CSV and JSON (60)", 1000,
	 false},
	{"color", 0, TC_OPTION_CHOICE, &set.color, "auto|always|never", "colours: on a terminal, always, never (auto)", 0, false},
	{"scores", 0, TC_OPTION_FLAG, &set.scores, NULL, "show the score of each article", 0, true},
	{"batch", 0, TC_OPTION_STRING, &set.batch, "FILE",
	 "a query a line, ID<tab>query, or CSV with headings; JSON lines out (- is standard input)", 0, true},
	{"variant", 0, TC_OPTION_STRING, &set.variant, "COLUMN", "with --batch: only the queries of that column", 0, true},
	{"trec", 0, TC_OPTION_FLAG, &set.trec, NULL, "print runs for evaluation: qid Q0 docid rank score tag", 0, true},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "wait for a remote index (10)", 3600, false},
	{"ranking", 0, TC_OPTION_STRING, &set.ranking, "NAME=NUMBER,...", "what decides the order of answers (man page)", 0,
	 false},
	{"config", 0, TC_OPTION_STRING, &set.config, "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{"version", 0, TC_OPTION_FLAG, &set.version, NULL, "print the version", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static const struct tc_option tokens_options[] = {
	{"json", 'j', TC_OPTION_FLAG, &set.json, NULL, "print JSON", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static const struct tc_option restore_options[] = {
	{"index", 'i', TC_OPTION_LIST, &set.indexes, "DIR", "index to learn from, may be repeated; or tcp:HOST:PORT", 0, false},
	{"queries", 0, TC_OPTION_FLAG, &set.queries, NULL, "each line is a query: it may begin and end anywhere in a sentence", 0,
	 true},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "wait for a remote index (10)", 3600, false},
	{"config", 0, TC_OPTION_STRING, &set.config, "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static const struct tc_option show_options[] = {
	{"index", 'i', TC_OPTION_LIST, &set.indexes, "DIR", "index that has it, may be repeated; or tcp:HOST:PORT", 0, false},
	{"highlight", 0, TC_OPTION_STRING, &set.highlight, "WORDS", "mark the words of this query", 0, true},
	{"json", 'j', TC_OPTION_FLAG, &set.json, NULL, "print JSON", 0, true},
	{"color", 0, TC_OPTION_CHOICE, &set.color, "auto|always|never", "colours: on a terminal, always, never (auto)", 0, false},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "wait for a remote index (10)", 3600, false},
	{"config", 0, TC_OPTION_STRING, &set.config, "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static const struct tc_option history_options[] = {
	{"index", 'i', TC_OPTION_LIST, &set.indexes, "DIR", "index that has it, may be repeated; or tcp:HOST:PORT", 0, false},
	{"json", 'j', TC_OPTION_FLAG, &set.json, NULL, "print JSON", 0, true},
	{"color", 0, TC_OPTION_CHOICE, &set.color, "auto|always|never", "colours: on a terminal, always, never (auto)", 0, false},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "wait for a remote index (10)", 3600, false},
	{"config", 0, TC_OPTION_STRING, &set.config, "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static const struct tc_option suggest_options[] = {
	{"index", 'i', TC_OPTION_LIST, &set.indexes, "DIR", "index to search, may be repeated; or tcp:HOST:PORT", 0, false},
	{"limit", 'n', TC_OPTION_UINT, &set.limit, "N", "show at most N completions (10)", TC_LIMIT_HITS, false},
	{"json", 'j', TC_OPTION_FLAG, &set.json, NULL, "print JSON", 0, true},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "wait for a remote index (10)", 3600, false},
	{"config", 0, TC_OPTION_STRING, &set.config, "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static const struct tc_option similar_options[] = {
	{"index", 'i', TC_OPTION_LIST, &set.indexes, "DIR", "index to search, may be repeated; or tcp:HOST:PORT", 0, false},
	{"limit", 'n', TC_OPTION_UINT, &set.limit, "N", "show at most N articles (10)", TC_LIMIT_HITS, false},
	{"offset", 0, TC_OPTION_UINT, &set.offset, "N", "pass over the first N articles", 1000000, true},
	{"snippet", 0, TC_OPTION_UINT, &set.snippet, "N", "characters of a snippet, 0 for none (280)", 10000, false},
	{"json", 'j', TC_OPTION_FLAG, &set.json, NULL, "print JSON", 0, true},
	{"color", 0, TC_OPTION_CHOICE, &set.color, "auto|always|never", "colours: on a terminal, always, never (auto)", 0, false},
	{"scores", 0, TC_OPTION_FLAG, &set.scores, NULL, "show the score of each article", 0, true},
	{"trec", 0, TC_OPTION_FLAG, &set.trec, NULL, "print runs for evaluation: qid Q0 docid rank score tag", 0, true},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "wait for a remote index (10)", 3600, false},
	{"config", 0, TC_OPTION_STRING, &set.config, "FILE", "settings, instead of the usual places", 0, true},
	{"help", 'h', TC_OPTION_FLAG, &set.help, NULL, "print this help", 0, true},
	{NULL, 0, 0, NULL, NULL, NULL, 0, false},
};

static int fail(enum tc_status status, const struct tc_err *err)
{
	/* Only a query can be over a limit here, and that is the user's to mend. */
	return tc_program_fail(status == TC_ELIMIT ? TC_EQUERY : status, err);
}

/* The operands as one query. */
static struct tc_str join_words(int n, char **words, struct tc_buf *out)
{
	for (int i = 0; i < n; i++) {
		if (i > 0)
			tc_buf_add_char(out, ' ');
		tc_buf_add_cstr(out, words[i]);
	}
	return tc_buf_str(out);
}

static enum tc_status read_date(const char *option, const char *text, struct tc_date *out, struct tc_err *err)
{
	if (text == NULL || tc_query_typed_date(tc_str_of(text), out))
		return TC_OK;
	return tc_err_set(err, TC_EARG, "option --%s: '%s' is no date (2023, 01/2023, 8/1/2023 or 2023-01-08)", option, text);
}

static enum tc_status no_index(struct tc_err *err)
{
	return tc_err_set(err, TC_EARG, "no index named: use --index DIR, or index = DIR in the configuration");
}

/* --filter, --facets and --histogram. */
static enum tc_status facet_settings(struct tc_search_options *o, struct tc_err *err)
{
	static struct tc_filter filters[MAX_FILTERS];
	static struct tc_facet_wish wish;
	enum tc_status status = TC_OK;
	if (set.filters.n > MAX_FILTERS)
		return tc_err_set(err, TC_EARG, "option --filter: given more than %d times", MAX_FILTERS);
	for (size_t i = 0; i < set.filters.n && status == TC_OK; i++)
		status = tc_filter_parse(tc_str_of(set.filters.v[i]), &filters[i], err);
	o->filters = filters;
	o->n_filters = set.filters.n;
	wish.max_values = set.facet_values;
	wish.histogram = set.histogram > 0;
	wish.unit = set.histogram > 1 ? (enum tc_facet)(TC_FACET_YEAR + set.histogram - 2) : TC_FACET_COUNT;
	if (status == TC_OK && set.facets != NULL)
		status = tc_facet_wish_parse(tc_str_of(set.facets), &wish, err);
	o->facets = wish.n > 0 || wish.histogram ? &wish : NULL;
	return status;
}

/* The synonyms of --synonyms, else of TRACUU_SYNONYMS, else those installed, if any.  What is wrong in the file is told, the rest
 * holds. */
static enum tc_status read_synonyms(struct tc_synonyms **out, struct tc_err *err)
{
	size_t n_lines = 0;
	const char *path = set.synonyms != NULL ? set.synonyms : getenv("TRACUU_SYNONYMS");
	bool installed = path == NULL;
	path = installed ? TC_SYNONYMS : path;
	*out = NULL;
	if (set.no_synonyms || set.exact || *path == '\0')
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

/* A concordance is of all articles, unless something else is said. */
static size_t limit(void)
{
	if (set.limit != UNSET)
		return set.limit;
	return set.kwic ? TC_LIMIT_HITS : HITS;
}

/* A passage pasted by a person is looked for as a quote; runs compare rankings, and whoever says how words count means words. */
static enum tc_quote_wish quote_wish(void)
{
	if (set.quote)
		return TC_QUOTE_YES;
	bool words = set.any || set.exact || set.kwic || set.sort != 0 || set.ranking != NULL;
	return set.no_quote || words || set.trec || set.batch != NULL ? TC_QUOTE_NO : TC_QUOTE_AUTO;
}

static enum tc_status search_settings(struct tc_search_options *o, struct tc_err *err)
{
	static struct tc_ranking ranking;
	static const enum tc_search_sort sorts[] = {TC_SEARCH_RELEVANCE, TC_SEARCH_OLDEST, TC_SEARCH_NEWEST};
	*o = (struct tc_search_options){
		.offset = set.offset,
		.limit = limit(),
		.sort = sorts[set.sort],
		.any = set.any,
		.exact = set.exact,
		.quote = quote_wish(),
		.collapse = !set.no_collapse && !set.trec && !set.csv && !set.kwic,
		.reprints = set.expand || set.json || set.batch != NULL,
		.suggest = !set.no_suggest && !set.trec && set.batch == NULL,
		.snippet_characters = set.trec || set.kwic ? 0 : set.snippet,
		.passages = set.snippets,
		.occurrences = set.kwic,
	};
	if (set.indexes.n == 0)
		return no_index(err);
	enum tc_status status = facet_settings(o, err);
	if (status == TC_OK && set.ranking != NULL) {
		ranking = tc_ranking_default;
		o->ranking = &ranking;
		status = tc_ranking_read(tc_str_of(set.ranking), &ranking, err);
	}
	if (status == TC_OK)
		status = read_date("from", set.from, &o->from, err);
	return status == TC_OK ? read_date("to", set.to, &o->to, err) : status;
}

static unsigned terminal_width(void)
{
	struct winsize size;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

static struct tc_present_options present_options(char here[TC_LIMIT_PATH_BYTES])
{
	bool color = set.color == 1 || (set.color == 0 && isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	return (struct tc_present_options){
		.color = color,
		.width = terminal_width(),
		.base_dir = getcwd(here, TC_LIMIT_PATH_BYTES),
		.explain_scores = set.scores,
		.context = (unsigned)set.context,
		.bom = set.bom,
	};
}

/* Can the text be shown on a terminal as it is? */
static bool is_plain(struct tc_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7F)
			return false;
	return tc_utf8_valid(text);
}

/* A message about the query, with the query and a caret under the place. */
static void show_place(struct tc_str query, size_t at)
{
	size_t column = tc_utf8_count(tc_str_sub(query, 0, at));
	if (query.n > 0 && query.n <= 200 && is_plain(query))
		fprintf(stderr, "  %.*s\n  %*s^\n", TC_STR_ARG(query), (int)column, "");
}

/* The presenter of the options, for one search or a batch; NULL for a batch in a format that has none. */
static const struct tc_presenter *presenter(bool batch)
{
	if (set.trec)
		return &tc_present_trec;
	if (set.kwic && !set.json)
		return set.csv ? &tc_present_kwic_csv : &tc_present_kwic;
	if (set.csv)
		return &tc_present_csv;
	if (set.atom)
		return batch ? NULL : &tc_present_atom;
	if (batch)
		return &tc_present_jsonl;
	return set.json ? &tc_present_json : &tc_present_text;
}

static int run_search(int n, char **words)
{
	struct tc_search_options o;
	struct tc_synonyms *synonyms = NULL;
	struct tc_searcher *searcher = NULL;
	struct tc_results results;
	struct tc_arena arena;
	struct tc_buf query, out;
	struct tc_err err = {TC_OK, ""};
	char here[TC_LIMIT_PATH_BYTES];
	size_t error_at = 0;
	int result;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	tc_buf_init(&query, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = search_settings(&o, &err);
	const struct tc_presenter *p = presenter(set.batch != NULL);
	o.query = join_words(n, words, &query);
	if (status == TC_OK && p == NULL)
		status = tc_err_set(&err, TC_EARG, "option --atom: not with --batch");
	if (status == TC_OK && set.variant != NULL && set.batch == NULL)
		status = tc_err_set(&err, TC_EARG, "option --variant: only with --batch");
	if (status == TC_OK && set.csv + set.atom + set.json + set.trec > 1)
		status = tc_err_set(&err, TC_EARG, "only one of --json, --csv, --atom and --trec can be");
	if (status == TC_OK && set.quote && set.no_quote)
		status = tc_err_set(&err, TC_EARG, "only one of --quote and --no-quote can be");
	if (status == TC_OK && set.batch == NULL && n == 0 && (o.n_filters == 0 || set.quote))
		status = tc_err_set(&err, TC_EARG, "nothing to search for: name some words (--help tells more)");
	if (status == TC_OK)
		status = read_synonyms(&synonyms, &err);
	o.synonyms = synonyms;
	if (status == TC_OK)
		status = tc_searcher_open(set.indexes.v, set.indexes.n, (unsigned)set.timeout * 1000, &searcher, &err);
	if (status == TC_OK && set.batch != NULL) {
		struct tc_present_options present = present_options(here);
		status = tc_batch_run(searcher, &o, set.batch, set.variant, p, &present, stdout, &err);
		result = status == TC_OK ? 0 : fail(status, &err);
	} else if (status == TC_OK && (status = tc_search(searcher, &o, &arena, &results, &error_at, &err)) == TC_OK) {
		struct tc_present_options present = present_options(here);
		if (p->begin != NULL)
			p->begin(&present, &out);
		p->results(&results, &present, &out);
		result = tc_program_print(&out, results.n_hits > 0 || (limit() == 0 && results.total > 0) ? 0 : 1);
	} else {
		result = fail(status, &err);
		if (status == TC_EQUERY)
			show_place(o.query, error_at);
	}
	tc_searcher_free(searcher);
	tc_synonyms_free(synonyms);
	tc_arena_release(&arena);
	tc_buf_release(&query);
	tc_buf_release(&out);
	return result;
}

static int run_explain(int n, char **words)
{
	struct tc_search_options o;
	struct tc_synonyms *synonyms = NULL;
	struct tc_searcher *searcher = NULL;
	struct tc_buf query, out;
	struct tc_err err = {TC_OK, ""};
	size_t error_at = 0;
	tc_buf_init(&query, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = search_settings(&o, &err);
	o.query = join_words(n, words, &query);
	if (status == TC_OK)
		status = read_synonyms(&synonyms, &err);
	o.synonyms = synonyms;
	if (status == TC_OK)
		status = tc_searcher_open(set.indexes.v, set.indexes.n, (unsigned)set.timeout * 1000, &searcher, &err);
	if (status == TC_OK)
		status = tc_search_explain(searcher, &o, &out, &error_at, &err);
	int result = status == TC_OK ? tc_program_print(&out, 0) : fail(status, &err);
	if (status == TC_EQUERY)
		show_place(o.query, error_at);
	tc_searcher_free(searcher);
	tc_synonyms_free(synonyms);
	tc_buf_release(&query);
	tc_buf_release(&out);
	return result;
}

/* The operands, or all of standard input when there are none. */
static enum tc_status read_text(int n, char **words, struct tc_buf *text, struct tc_err *err)
{
	if (n > 0)
		join_words(n, words, text);
	for (size_t got = 1; n == 0 && got > 0 && text->failed == TC_OK;) {
		char *room = tc_buf_room(text, 65536);
		got = room == NULL ? 0 : fread(room, 1, 65536, stdin);
		tc_buf_added(text, got);
	}
	return tc_buf_check(text, "text", err);
}

static int run_tokens(int n, char **words)
{
	struct tc_buf text, out;
	struct tc_err err = {TC_OK, ""};
	tc_buf_init(&text, TC_LIMIT_FILE_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = read_text(n, words, &text, &err);
	if (status == TC_OK)
		status = tc_tokens_print(tc_buf_str(&text), set.json, &out, &err);
	int result = status == TC_OK ? tc_program_print(&out, 0) : fail(status, &err);
	tc_buf_release(&text);
	tc_buf_release(&out);
	return result;
}

static int run_restore(int n, char **words)
{
	struct tc_buf text, none;
	struct tc_err err = {TC_OK, ""};
	tc_buf_init(&text, TC_LIMIT_FILE_BYTES);
	tc_buf_init(&none, 0);
	enum tc_status status = set.indexes.n > 0 ? read_text(n, words, &text, &err) : no_index(&err);
	if (n > 0)
		tc_buf_add_char(&text, '\n');
	if (status == TC_OK)
		status = tc_restore_run(set.indexes.v, set.indexes.n, (unsigned)set.timeout * 1000, tc_buf_str(&text),
					set.queries, stdout, &err);
	int result = status == TC_OK ? tc_program_print(&none, 0) : fail(status, &err);
	tc_buf_release(&text);
	return result;
}

/* What the commands about one article are asked. */
static enum tc_status article_command(int n, char **words, const struct tc_present_options *present, struct tc_buf *name,
				      struct tc_article_command *out, struct tc_err *err)
{
	if (set.indexes.n == 0)
		return no_index(err);
	if (n == 0)
		return tc_err_set(err, TC_EARG, "name an article: its id, its address or its file");
	*out = (struct tc_article_command){
		.indexes = set.indexes.v,
		.n_indexes = set.indexes.n,
		.timeout_ms = (unsigned)set.timeout * 1000,
		.name = join_words(n, words, name),
		.json = set.json,
		.present = present,
	};
	return TC_OK;
}

/* An article that is not there: nothing was found, and it is told. */
static int finish_article(enum tc_status status, struct tc_buf *out, struct tc_buf *name, int code, const struct tc_err *err)
{
	int result = status == TC_OK ? tc_program_print(out, code) : fail(status, err);
	result = status == TC_ENOENT ? 1 : result;
	tc_buf_release(out);
	tc_buf_release(name);
	return result;
}

static int run_show(int n, char **words)
{
	char here[TC_LIMIT_PATH_BYTES];
	struct tc_present_options present = present_options(here);
	struct tc_article_command command;
	struct tc_buf name, out;
	struct tc_err err = {TC_OK, ""};
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = article_command(n, words, &present, &name, &command, &err);
	if (status == TC_OK)
		status = tc_show_run(&command, tc_str_of(set.highlight), &out, &err);
	return finish_article(status, &out, &name, 0, &err);
}

static int run_history(int n, char **words)
{
	char here[TC_LIMIT_PATH_BYTES];
	struct tc_present_options present = present_options(here);
	struct tc_article_command command;
	struct tc_buf name, out;
	struct tc_err err = {TC_OK, ""};
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = article_command(n, words, &present, &name, &command, &err);
	if (status == TC_OK)
		status = tc_history_run(&command, &out, &err);
	return finish_article(status, &out, &name, 0, &err);
}

static int run_similar(int n, char **words)
{
	char here[TC_LIMIT_PATH_BYTES];
	struct tc_present_options present = present_options(here);
	const struct tc_presenter *p = presenter(false);
	struct tc_search_options o = {.limit = limit(), .offset = set.offset, .snippet_characters = set.snippet};
	struct tc_article_command command;
	struct tc_buf name, out;
	struct tc_err err = {TC_OK, ""};
	size_t n_hits = 0;
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = article_command(n, words, &present, &name, &command, &err);
	if (status == TC_OK)
		status = tc_similar_run(&command, &o, p, &out, &n_hits, &err);
	return finish_article(status, &out, &name, n_hits > 0 ? 0 : 1, &err);
}

static int run_suggest(int n, char **words)
{
	struct tc_searcher *searcher = NULL;
	struct tc_suggestions suggestions;
	struct tc_arena arena;
	struct tc_buf prefix, out;
	struct tc_err err = {TC_OK, ""};
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&prefix, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	join_words(n, words, &prefix);
	enum tc_status status = set.indexes.n == 0 ? no_index(&err) : TC_OK;
	if (status == TC_OK)
		status = tc_searcher_open(set.indexes.v, set.indexes.n, (unsigned)set.timeout * 1000, &searcher, &err);
	if (status == TC_OK)
		status = tc_suggest(searcher, tc_buf_str(&prefix), limit(), &arena, &suggestions, &err);
	if (status == TC_OK && set.json)
		tc_suggestions_json(tc_buf_str(&prefix), &suggestions, &out);
	else if (status == TC_OK)
		tc_suggestions_text(&suggestions, &out);
	int result = status == TC_OK ? tc_program_print(&out, suggestions.n > 0 ? 0 : 1) : fail(status, &err);
	tc_searcher_free(searcher);
	tc_arena_release(&arena);
	tc_buf_release(&prefix);
	tc_buf_release(&out);
	return result;
}

static const struct tc_command commands[] = {
	{NULL, "WORDS...", "search an index", search_options, run_search},
	{"explain", "WORDS...", "print what a query is understood as", search_options, run_explain},
	{"suggest", "PREFIX", "print what a beginning of a query may become", suggest_options, run_suggest},
	{"show", "ARTICLE", "print a whole article: ARTICLE is its id, its address or its file", show_options, run_show},
	{"similar", "ARTICLE", "search for articles like one", similar_options, run_similar},
	{"history", "ARTICLE", "print the captures of an article and what changed", history_options, run_history},
	{"tokens", "[TEXT...]", "print the tokens of a text or of standard input, and their forms", tokens_options, run_tokens},
	{"restore", "[TEXT...]", "print a text or standard input with its marks restored", restore_options, run_restore},
};

int main(int argc, char **argv)
{
	static const struct tc_program program = {
		.name = "tracuu-query",
		.summary = "full-text search in an index of Vietnamese news",
		.section = "query",
		.commands = commands,
		.n_commands = sizeof commands / sizeof *commands,
		.config = &set.config,
		.help = &set.help,
		.version = &set.version,
	};
	return tc_program_run(&program, argc, argv);
}
