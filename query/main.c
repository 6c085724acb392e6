/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-query: its commands and their dispatch. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/program.h"
#include "base/utf8.h"
#include "query/article_command.h"
#include "query/batch.h"
#include "query/present.h"
#include "query/restore_command.h"
#include "query/search.h"
#include "query/search_command.h"
#include "query/settings.h"
#include "query/suggest.h"
#include "query/tokens_command.h"

/* The operands, or all of standard input when there are none. */
static enum tc_status read_text(int n, char **words, struct tc_buf *text, struct tc_err *err)
{
	if (n > 0)
		tc_join_words(n, words, text);
	for (size_t got = 1; n == 0 && got > 0 && text->failed == TC_OK;) {
		char *room = tc_buf_room(text, 65536);
		got = room == NULL ? 0 : fread(room, 1, 65536, stdin);
		tc_buf_added(text, got);
	}
	if (n == 0 && ferror(stdin))
		return tc_err_errno(err, errno, "standard input");
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
		status = tc_tokens_print(tc_buf_str(&text), tc_settings.json, &out, &err);
	int result = status == TC_OK ? tc_program_print(&out, 0) : tc_query_fail(status, &err);
	tc_buf_release(&text);
	tc_buf_release(&out);
	return result;
}

static int run_restore(int n, char **words)
{
	struct tc_buf text, none;
	struct tc_err err = {TC_OK, ""};
	size_t n_missing = 0;
	tc_buf_init(&text, TC_LIMIT_FILE_BYTES);
	tc_buf_init(&none, 0);
	enum tc_status status = tc_settings.indexes.n > 0 ? read_text(n, words, &text, &err) : tc_settings_no_index(&err);
	if (n > 0)
		tc_buf_add_char(&text, '\n');
	if (status == TC_OK)
		status = tc_restore_run(tc_settings.indexes.v, tc_settings.indexes.n, (unsigned)tc_settings.timeout * 1000,
					tc_buf_str(&text), tc_settings.queries, stdout, &n_missing, &err);
	int result = status == TC_OK ? tc_query_code(tc_program_print(&none, 0), n_missing) : tc_query_fail(status, &err);
	tc_buf_release(&text);
	return result;
}

/* What the commands about one article are asked. */
static enum tc_status article_command(int n, char **words, const struct tc_present_options *present, struct tc_buf *name,
				      struct tc_article_command *out, struct tc_err *err)
{
	static enum tc_cite_format cite;
	static size_t n_missing;
	*out = (struct tc_article_command){.n_missing = &n_missing};
	if (tc_settings.indexes.n == 0)
		return tc_settings_no_index(err);
	if (tc_settings.json && tc_settings.cite > 0)
		return tc_err_set(err, TC_EARG, "only one of --json and --cite can be");
	if (n == 0)
		return tc_err_set(err, TC_EARG, "name an article: its id, its address or its file");
	cite = tc_settings_cite();
	*out = (struct tc_article_command){
		.indexes = tc_settings.indexes.v,
		.n_indexes = tc_settings.indexes.n,
		.timeout_ms = (unsigned)tc_settings.timeout * 1000,
		.name = tc_join_words(n, words, name),
		.json = tc_settings.json,
		.cite = tc_settings.cite > 0 ? &cite : NULL,
		.present = present,
		.n_missing = &n_missing,
	};
	return TC_OK;
}

/* An article that is not there: nothing was found, and it is told. */
static int finish_article(enum tc_status status, struct tc_buf *out, struct tc_buf *name, int code, size_t n_missing,
			  const struct tc_err *err)
{
	int result = status == TC_OK ? tc_program_print(out, code) : tc_query_fail(status, err);
	result = tc_query_code(status == TC_ENOENT ? 1 : result, n_missing);
	tc_buf_release(out);
	tc_buf_release(name);
	return result;
}

static int run_show(int n, char **words)
{
	char here[TC_LIMIT_PATH_BYTES];
	struct tc_present_options present = tc_settings_present(here);
	struct tc_article_command command;
	struct tc_buf name, out;
	struct tc_err err = {TC_OK, ""};
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = article_command(n, words, &present, &name, &command, &err);
	if (status == TC_OK)
		status = tc_show_run(&command, tc_str_of(tc_settings.highlight), &out, &err);
	return finish_article(status, &out, &name, 0, *command.n_missing, &err);
}

static int run_history(int n, char **words)
{
	char here[TC_LIMIT_PATH_BYTES];
	struct tc_present_options present = tc_settings_present(here);
	struct tc_article_command command;
	struct tc_buf name, out;
	struct tc_err err = {TC_OK, ""};
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = article_command(n, words, &present, &name, &command, &err);
	if (status == TC_OK)
		status = tc_history_run(&command, &out, &err);
	return finish_article(status, &out, &name, 0, *command.n_missing, &err);
}

static int run_similar(int n, char **words)
{
	char here[TC_LIMIT_PATH_BYTES];
	struct tc_present_options present = tc_settings_present(here);
	const struct tc_presenter *p = tc_settings_presenter(false);
	struct tc_search_options o = {
		.limit = tc_settings_limit(), .offset = tc_settings.offset, .snippet_characters = tc_settings.snippet};
	struct tc_article_command command;
	struct tc_buf name, out;
	struct tc_err err = {TC_OK, ""};
	size_t n_hits = 0;
	tc_buf_init(&name, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = article_command(n, words, &present, &name, &command, &err);
	if (status == TC_OK)
		status = tc_similar_run(&command, &o, p, &out, &n_hits, &err);
	return finish_article(status, &out, &name, n_hits > 0 ? 0 : 1, *command.n_missing, &err);
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
	tc_join_words(n, words, &prefix);
	enum tc_status status = tc_settings.indexes.n == 0 ? tc_settings_no_index(&err) : TC_OK;
	if (status == TC_OK)
		status = tc_searcher_open(tc_settings.indexes.v, tc_settings.indexes.n, (unsigned)tc_settings.timeout * 1000,
					  &searcher, &err);
	if (status == TC_OK)
		status = tc_suggest(searcher, tc_buf_str(&prefix), tc_settings_limit(), &arena, &suggestions, &err);
	if (status == TC_OK && tc_settings.json)
		tc_suggestions_json(tc_buf_str(&prefix), &suggestions, &out);
	else if (status == TC_OK)
		tc_suggestions_text(&suggestions, &out);
	int result = status == TC_OK ? tc_program_print(&out, suggestions.n > 0 ? 0 : 1) : tc_query_fail(status, &err);
	result = tc_query_code(result, tc_searcher_tell_missing(searcher));
	tc_searcher_free(searcher);
	tc_arena_release(&arena);
	tc_buf_release(&prefix);
	tc_buf_release(&out);
	return result;
}

static const struct tc_command commands[] = {
	{NULL, "WORDS...", "search an index", tc_search_options, tc_command_search},
	{"explain", "WORDS...", "print what a query is understood as", tc_search_options, tc_command_explain},
	{"suggest", "PREFIX", "print what a beginning of a query may become", tc_suggest_options, run_suggest},
	{"show", "ARTICLE", "print a whole article: ARTICLE is its id, its address or its file", tc_show_options, run_show},
	{"similar", "ARTICLE", "search for articles like one", tc_similar_options, run_similar},
	{"history", "ARTICLE", "print the captures of an article and what changed", tc_history_options, run_history},
	{"tokens", "[TEXT...]", "print the tokens of a text or of standard input, and their forms", tc_tokens_options,
	 run_tokens},
	{"restore", "[TEXT...]", "print a text or standard input with its marks restored", tc_restore_options, run_restore},
};

int main(int argc, char **argv)
{
	static const struct tc_program program = {
		.name = "tracuu-query",
		.summary = "full-text search in an index of Vietnamese news",
		.section = "query",
		.commands = commands,
		.n_commands = sizeof commands / sizeof *commands,
		.config = &tc_settings.config,
		.help = &tc_settings.help,
		.version = &tc_settings.version,
	};
	return tc_program_run(&program, argc, argv);
}
