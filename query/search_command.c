/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that take a query: search, --why and explain.  What all need is opened before and released after. */
#include "query/search_command.h"

#include <stdio.h>

#include "base/program.h"
#include "base/utf8.h"
#include "query/batch.h"
#include "query/settings.h"
#include "query/why.h"

/* What a command about a query works with. */
struct asked {
	struct tc_search_options options;
	struct tc_synonyms *synonyms;
	struct tc_searcher *searcher;
	struct tc_arena arena;
	struct tc_buf query, out;
	struct tc_err err;
	size_t error_at;
};

int tc_query_fail(enum tc_status status, const struct tc_err *err)
{
	/* Only a query can be over a limit here, and that is the user's to mend. */
	return tc_program_fail(status == TC_ELIMIT ? TC_EQUERY : status, err);
}

int tc_query_code(int code, size_t n_missing)
{
	return n_missing > 0 && (code == 0 || code == 1) ? TC_EXIT_PARTIAL : code;
}

struct tc_str tc_join_words(int n, char **words, struct tc_buf *out)
{
	for (int i = 0; i < n; i++) {
		if (i > 0)
			tc_buf_add_char(out, ' ');
		tc_buf_add_cstr(out, words[i]);
	}
	return tc_buf_str(out);
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

/* Options that contradict each other, or want what is not there. */
static enum tc_status check_options(const struct asked *a, int n, struct tc_err *err)
{
	const bool batch = tc_settings.batch != NULL;
	if (tc_settings_presenter(batch) == NULL)
		return tc_err_set(err, TC_EARG, "option --%s: not with --batch", tc_settings.cite > 0 ? "cite" : "atom");
	if (tc_settings.variant != NULL && !batch)
		return tc_err_set(err, TC_EARG, "option --variant: only with --batch");
	if (tc_settings.csv + tc_settings.atom + tc_settings.json + tc_settings.trec + (tc_settings.cite > 0) > 1)
		return tc_err_set(err, TC_EARG, "only one of --json, --csv, --atom, --cite and --trec can be");
	if (tc_settings.why != NULL && (batch || tc_settings.csv || tc_settings.atom || tc_settings.trec || tc_settings.kwic))
		return tc_err_set(err, TC_EARG, "option --why: not with --batch, --csv, --atom, --kwic or --trec");
	if (tc_settings.quote && tc_settings.no_quote)
		return tc_err_set(err, TC_EARG, "only one of --quote and --no-quote can be");
	if (!batch && n == 0 && (a->options.n_filters == 0 || tc_settings.quote || tc_settings.why != NULL))
		return tc_err_set(err, TC_EARG, "nothing to search for: name some words (--help tells more)");
	return TC_OK;
}

static enum tc_status begin(struct asked *a, int n, char **words)
{
	struct tc_search_options *o = &a->options;
	*a = (struct asked){.err = {TC_OK, ""}};
	tc_arena_init(&a->arena, TC_LIMIT_ARTICLE_BYTES * 4ul);
	tc_buf_init(&a->query, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&a->out, SIZE_MAX);
	enum tc_status status = tc_settings_search(o, &a->err);
	o->query = tc_join_words(n, words, &a->query);
	if (status == TC_OK)
		status = check_options(a, n, &a->err);
	if (status == TC_OK)
		status = tc_settings_synonyms(&a->synonyms, &a->err);
	o->synonyms = a->synonyms;
	if (status == TC_OK)
		status = tc_searcher_open(tc_settings.indexes.v, tc_settings.indexes.n, (unsigned)tc_settings.timeout * 1000,
					  &a->searcher, &a->err);
	return status;
}

/* Prints what there is to say and releases everything; the exit status. */
static int end(struct asked *a, enum tc_status status, int code)
{
	int result = status == TC_OK ? tc_program_print(&a->out, code) : tc_query_fail(status, &a->err);
	if (status == TC_EQUERY)
		show_place(a->options.query, a->error_at);
	result = tc_query_code(result, tc_searcher_tell_missing(a->searcher));
	tc_searcher_free(a->searcher);
	tc_synonyms_free(a->synonyms);
	tc_arena_release(&a->arena);
	tc_buf_release(&a->query);
	tc_buf_release(&a->out);
	return result;
}

/* An article that is not there or no answer: nothing was found, and it is told. */
static int why(struct asked *a)
{
	char here[TC_LIMIT_PATH_BYTES];
	const struct tc_present_options present = tc_settings_present(here);
	struct tc_why explained;
	enum tc_status status = tc_why(a->searcher, &a->options, tc_str_of(tc_settings.why), present.base_dir, &a->arena,
				       &explained, &a->error_at, &a->err);
	if (status == TC_OK && tc_settings.json)
		tc_why_json(&explained, &a->out);
	else if (status == TC_OK)
		tc_why_text(&explained, &present, &a->out);
	int result = end(a, status, status == TC_OK && explained.place == TC_WHY_LISTED ? 0 : 1);
	return status == TC_ENOENT && result != TC_EXIT_PARTIAL ? 1 : result;
}

static int search(struct asked *a)
{
	char here[TC_LIMIT_PATH_BYTES];
	const struct tc_present_options present = tc_settings_present(here);
	const struct tc_presenter *p = tc_settings_presenter(tc_settings.batch != NULL);
	struct tc_results results;
	enum tc_status status;
	size_t n_bad = 0;
	bool found = true;
	if (tc_settings.batch != NULL) {
		status = tc_batch_run(a->searcher, &a->options, tc_settings.batch, tc_settings.variant, p, &present, stdout,
				      &n_bad, &a->err);
		return end(a, status, n_bad > 0 ? 2 : 0);
	}
	status = tc_search(a->searcher, &a->options, &a->arena, &results, &a->error_at, &a->err);
	if (status == TC_OK) {
		if (p->begin != NULL)
			p->begin(&present, &a->out);
		p->results(&results, &present, &a->out);
		found = results.n_hits > 0 || (tc_settings_limit() == 0 && results.total > 0);
	}
	return end(a, status, found ? 0 : 1);
}

int tc_command_search(int n, char **words)
{
	struct asked a;
	enum tc_status status = begin(&a, n, words);
	if (status != TC_OK)
		return end(&a, status, 0);
	return tc_settings.why != NULL ? why(&a) : search(&a);
}

int tc_command_explain(int n, char **words)
{
	struct asked a;
	enum tc_status status = begin(&a, n, words);
	if (status == TC_OK && tc_settings.why != NULL)
		return why(&a);
	if (status == TC_OK)
		status = tc_search_explain(a.searcher, &a.options, &a.out, &a.error_at, &a.err);
	return end(&a, status, 0);
}
