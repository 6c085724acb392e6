/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index: tables of commands and options, and their dispatch. */
#include <stdio.h>
#include <string.h>

#include "base/glob.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/program.h"
#include "corpus/charset.h"
#include "corpus/record_fields.h"
#include "corpus/sites.h"
#include "indexer/command.h"
#include "indexer/ingest.h"
#include "indexer/inspect.h"
#include "indexer/summary.h"

static struct {
	const char *metrics, *format, *charset, *language, *site_rules;
	struct tc_option_list sources, exclude, maps;
	struct tc_sites *sites;   /* of site_rules, made by check_reader_settings */
	struct tc_field_map *map; /* of maps, made by check_reader_settings */
	unsigned long writer;     /* enum tc_writer */
	unsigned long samples, jobs, wait, timeout, max_ratio, max_members;
	unsigned long long memory, max_file, max_record, max_total;
	bool rebuild, dry_run, quiet, verbose, allow_empty, retry_failed, keep_listings, all_versions, explain, no_sandbox;
} set = {.samples = 20, .timeout = 60, .memory = TC_LIMIT_WORKER_BYTES};

#define READER_OPTIONS                                                                                                             \
	{"format", 0, TC_OPTION_STRING, &set.format, "NAME", "read every file in this format, instead of tasting", 0, false},      \
		{"charset", 0, TC_OPTION_STRING, &set.charset, "NAME", "encoding of every file, whatever it declares", 0, false},  \
		{"language", 0, TC_OPTION_STRING, &set.language, "TAG", "language of articles that name none: vi", 0, false},      \
		{"map", 0, TC_OPTION_LIST, &set.maps, "FIELD=NAME,...", "names of fields in exports; may be repeated", 0, false},  \
		{"sites", 0, TC_OPTION_STRING, &set.site_rules, "DIR", "rules for pages of certain hosts, tried first", 0, false}, \
		{"max-file", 0, TC_OPTION_BYTES, &set.max_file, "BYTES", "largest page or text that is read (64M)", 0, false},     \
		{"max-record", 0, TC_OPTION_BYTES, &set.max_record, "BYTES", "largest record of an export (16M)", 0, false},       \
		{"max-total", 0, TC_OPTION_BYTES, &set.max_total, "BYTES", "most that a file may expand to (64G)", 0, false},      \
		{"max-ratio", 0, TC_OPTION_UINT, &set.max_ratio, "N", "most times that it may expand (400)", 1u << 31, false},     \
	{                                                                                                                          \
		"max-members", 0, TC_OPTION_UINT, &set.max_members, "N", "most files in an archive (2000000)", 1u << 31, false     \
	}

static const struct tc_option index_options[] = {
	{"index", 'i', TC_OPTION_STRING, &tc_common.index, "DIR", "directory of the index, made when there is none", 0, false},
	{"source", 0, TC_OPTION_LIST, &set.sources, "PATH", "file or folder to index, as the operands; may be repeated", 0,
	 false},
	{"exclude", 0, TC_OPTION_LIST, &set.exclude, "PATTERN", "pass over files and folders so named; may be repeated", 0,
	 false},
	{"rebuild", 0, TC_OPTION_FLAG, &set.rebuild, NULL, "make the index anew and switch to it when it is complete", 0, true},
	{"jobs", 'J', TC_OPTION_UINT, &set.jobs, "N", "worker processes (as many as there are cores)", 64, false},
	{"dry-run", 'n', TC_OPTION_FLAG, &set.dry_run, NULL, "say what would be done, do nothing", 0, true},
	{"wait", 0, TC_OPTION_UINT, &set.wait, "SECONDS", "wait for another run to end (0)", 86400, false},
	{"allow-empty", 0, TC_OPTION_FLAG, &set.allow_empty, NULL, "a source without files means that its articles are gone", 0,
	 false},
	{"retry-failed", 0, TC_OPTION_FLAG, &set.retry_failed, NULL, "read files that had problems again", 0, false},
	{"keep-listings", 0, TC_OPTION_FLAG, &set.keep_listings, NULL, "index section pages too", 0, false},
	{"timeout", 0, TC_OPTION_UINT, &set.timeout, "SECONDS", "give up a record that takes longer, 0 for never (60)", 86400,
	 false},
	{"writer", 0, TC_OPTION_CHOICE, &set.writer, "bulk|api", "how a new index is written: quickly, or all by Xapian (bulk)",
	 0, false},
	{"memory", 0, TC_OPTION_BYTES, &set.memory, "BYTES", "address space of a worker, 0 for no limit (2G)", 0, false},
	{"no-sandbox", 0, TC_OPTION_FLAG, &set.no_sandbox, NULL, "do not confine worker processes", 0, false},
	{"all-versions", 0, TC_OPTION_FLAG, &set.all_versions, NULL, "index every capture of a page, not the newest only", 0,
	 false},
	READER_OPTIONS,
	{"quiet", 'q', TC_OPTION_FLAG, &set.quiet, NULL, "print nothing but problems", 0, false},
	{"verbose", 'v', TC_OPTION_FLAG, &set.verbose, NULL, "name each file", 0, false},
	{"json", 'j', TC_OPTION_FLAG, &tc_common.json, NULL, "print a line of JSON for each event, the summary last", 0, true},
	{"metrics", 0, TC_OPTION_STRING, &set.metrics, "FILE", "write counters for Prometheus to FILE when the run ends", 0,
	 false},
	TC_COMMON_OPTIONS,
};

static const struct tc_option dump_options[] = {
	READER_OPTIONS,
	{"explain", 0, TC_OPTION_FLAG, &set.explain, NULL, "say where each field comes from", 0, true},
	{"json", 'j', TC_OPTION_FLAG, &tc_common.json, NULL, "with --explain: as JSON lines, as without it", 0, true},
	TC_COMMON_OPTIONS,
};

static const struct tc_option check_options[] = {
	TC_INDEX_OPTION,
	{"samples", 0, TC_OPTION_UINT, &set.samples, "N", "files read again and compared with what is stored (20)", 1u << 31,
	 true},
	READER_OPTIONS,
	TC_COMMON_OPTIONS,
};

static struct tc_reader_options reader_settings(void)
{
	return (struct tc_reader_options){
		.format = set.format,
		.charset = set.charset,
		.language = set.language,
		.map = set.map,
		.sites = set.sites,
		.max_file_bytes = set.max_file,
		.max_record_bytes = set.max_record,
		.max_stream_bytes = set.max_total,
		.max_ratio = (uint32_t)set.max_ratio,
		.max_members = set.max_members,
	};
}

/* Is it the tag of a language: vi, zh-Hant, en-US? */
static bool is_language(struct tc_str tag)
{
	size_t first = tc_str_find_char(tag, '-', 0);
	for (size_t i = 0; i < first; i++)
		if ((unsigned)(tag.p[i] | 32) - 'a' > 25)
			return false;
	for (struct tc_str rest = tag; rest.p != NULL;) {
		struct tc_str part = tc_str_split(&rest, '-');
		if (part.n == 0 || part.n > 8)
			return false;
		for (size_t i = 0; i < part.n; i++)
			if ((unsigned)(part.p[i] | 32) - 'a' > 25 && (unsigned)part.p[i] - '0' > 9)
				return false;
	}
	return first >= 2;
}

/* --format, --charset, --map and --sites are looked at once, before a thousand files fail by them. */
static enum tc_status check_format(struct tc_err *err)
{
	const char *name = NULL;
	char all[256] = "", what[128];
	size_t n = 0;
	if (set.format == NULL)
		return TC_OK;
	for (size_t i = 0; (name = tc_reader_format_name(i, NULL)) != NULL; i++) {
		if (strcmp(name, set.format) == 0)
			return TC_OK;
		if (n < sizeof all)
			n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i > 0 ? ", " : "", name);
	}
	return tc_err_set(err, TC_EARG, "%s: '%s' is no format; there are %s", tc_program_origin("format", set.format, what),
			  set.format, all);
}

static enum tc_status check_reader_settings(struct tc_err *err)
{
	struct tc_err why = {TC_OK, ""};
	char what[128];
	if (set.charset != NULL && !tc_charset_known(set.charset))
		return tc_err_set(err, TC_EARG, "%s: '%s' is no encoding that is known",
				  tc_program_origin("charset", set.charset, what), set.charset);
	if (set.language != NULL && !is_language(tc_str_of(set.language)))
		return tc_err_set(err, TC_EARG, "%s: '%s' is no tag of a language (vi, en, zh-Hant)",
				  tc_program_origin("language", set.language, what), set.language);
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < set.maps.n && status == TC_OK; i++) {
		status = tc_field_map_new(&set.maps.v[i], 1, &set.map, &why);
		tc_field_map_free(set.map);
		set.map = NULL;
		if (status != TC_OK)
			return tc_err_set(err, status, "%s: %s", tc_program_origin("map", set.maps.v[i], what), why.text);
	}
	status = tc_field_map_new(set.maps.v, set.maps.n, &set.map, err);
	if (status != TC_OK)
		return status;
	if (set.site_rules != NULL) {
		status = tc_sites_load(set.site_rules, &set.sites, &why);
		if (status != TC_OK)
			return tc_err_set(err, TC_EARG, "%s: %s", tc_program_origin("sites", set.site_rules, what), why.text);
	}
	return check_format(err);
}

/* A mistaken pattern would silently let in what it is there to keep out. */
static enum tc_status check_patterns(struct tc_err *err)
{
	char what[128];
	for (size_t i = 0; i < set.exclude.n; i++)
		if (!tc_glob_valid(tc_str_of(set.exclude.v[i])))
			return tc_err_set(err, TC_EARG, "%s: '%s' is no pattern of paths",
					  tc_program_origin("exclude", set.exclude.v[i], what), set.exclude.v[i]);
	return TC_OK;
}

/* The exit status of a run that ended. */
static int print_summary(const struct tc_ingest_summary *summary)
{
	struct tc_buf out;
	tc_buf_init(&out, 1 << 16);
	if (tc_common.json)
		tc_summary_end_event(summary, set.dry_run);
	else if (!set.quiet)
		tc_summary_text(summary, set.dry_run, &out);
	int result = tc_program_print(&out, summary->problems > 0 ? 1 : 0);
	tc_buf_release(&out);
	return result;
}

static int run_index(int n, char **operands)
{
	struct tc_ingest_summary summary;
	struct tc_err err = {TC_OK, ""};
	if (n == 0) {
		operands = (char **)set.sources.v;
		n = (int)set.sources.n;
	}
	enum tc_status status = tc_need_index(NULL, NULL, &err);
	if (status == TC_OK)
		status = check_reader_settings(&err);
	if (status == TC_OK)
		status = check_patterns(&err);
	if (status != TC_OK)
		return tc_program_fail(status, &err);
	const struct tc_ingest_options options = {
		.index = tc_common.index,
		.roots = (const char *const *)operands,
		.n_roots = (size_t)n,
		.exclude = set.exclude.v,
		.n_exclude = set.exclude.n,
		.writer = (enum tc_writer)set.writer,
		.rebuild = set.rebuild,
		.dry_run = set.dry_run,
		.allow_empty = set.allow_empty,
		.retry_failed = set.retry_failed,
		.keep_listings = set.keep_listings,
		.all_versions = set.all_versions,
		.verbose = set.verbose,
		.workers = (unsigned)set.jobs,
		.wait_ms = set.wait * 1000,
		.timeout_ms = set.timeout * 1000,
		.memory_bytes = set.memory,
		.sandbox = !set.no_sandbox,
		.reader = reader_settings(),
	};
	tc_log_verbose(set.verbose || (set.dry_run && !set.quiet));
	tc_log_quiet(set.quiet);
	tc_log_events(tc_common.json);
	if (tc_common.json && !set.quiet)
		tc_summary_start_event(&options);
	status = tc_ingest_run(&options, &summary, &err);
	struct tc_err failure = {TC_OK, ""};
	enum tc_status told = TC_OK;
	if (set.metrics != NULL && !set.dry_run && status != TC_ELOCKED)
		told = tc_metrics_write(set.metrics, options.index, status, &summary, &failure);
	if (status != TC_OK)
		return tc_program_fail(status, &err);
	if (told != TC_OK)
		return tc_program_fail(told, &failure);
	return print_summary(&summary);
}

static int run_dump(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	size_t n_bad = 0;
	enum tc_status status = n > 0 ? check_reader_settings(&err) : tc_err_set(&err, TC_EARG, "dump: no file named");
	const struct tc_reader_options reader = reader_settings();
	enum tc_dump how = !set.explain ? TC_DUMP_JSON : tc_common.json ? TC_DUMP_EXPLAIN_JSON : TC_DUMP_EXPLAIN;
	if (status == TC_OK)
		status = tc_inspect_dump((const char *const *)operands, (size_t)n, &reader, how, stdout, &n_bad, &err);
	if (status != TC_OK)
		return tc_program_fail(status, &err);
	return n_bad > 0 ? 1 : 0;
}

static int run_check(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_buf out;
	size_t n_errors = 0;
	tc_buf_init(&out, TC_LIMIT_FILE_BYTES);
	enum tc_status status = tc_need_index(&n, &operands, &err);
	if (status == TC_OK)
		status = check_reader_settings(&err);
	const struct tc_reader_options reader = reader_settings();
	if (status == TC_OK)
		status = tc_inspect_check(tc_common.index, &reader, set.samples, &out, &n_errors, &err);
	if (status == TC_OK && n_errors == 0)
		tc_buf_printf(&out, "%s: no errors\n", tc_common.index);
	int result = status == TC_OK ? tc_program_print(&out, n_errors > 0 ? 1 : 0) : tc_program_fail(status, &err);
	tc_buf_release(&out);
	return result;
}

static const struct tc_command commands[] = {
	{NULL, "[PATH...]", "index files and folders, or bring the index up to date", index_options, run_index},
	{"dump", "FILE...", "print the articles of files as JSON lines", dump_options, run_dump},
	{"stats", "[DIR]", "report on an index", tc_stats_options, tc_stats_command},
	{"coverage", "[DIR]", "show how many articles each day has, and gaps", tc_coverage_options, tc_coverage_command},
	{"export", "[DIR]", "print all articles of an index as JSON lines", tc_export_options, tc_export_command},
	{"problems", "[DIR]", "name the files that had problems, with their reasons", tc_problems_options, tc_problems_command},
	{"check", "[DIR]", "check an index", check_options, run_check},
	{"forget", "ARTICLE", "take an article down, for good", tc_forget_options, tc_forget_command},
	{"compact", "[DIR]", "make an index smaller", tc_compact_options, tc_compact_command},
	{"backup", "DIR", "copy an index, also while it is written", tc_backup_options, tc_backup_command},
	{"restore", "DIR", "make an index of such a copy", tc_restore_options, tc_restore_command},
};

int main(int argc, char **argv)
{
	static const struct tc_program program = {
		.name = "tracuu-index",
		.summary = "index an archive of Vietnamese news for tracuu-query",
		.section = "index",
		.commands = commands,
		.n_commands = sizeof commands / sizeof *commands,
		.config = &tc_common.config,
		.help = &tc_common.help,
		.version = &tc_common.version,
	};
	int status = tc_program_run(&program, argc, argv);
	tc_field_map_free(set.map);
	tc_sites_free(set.sites);
	return status;
}
