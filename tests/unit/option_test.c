/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table of options: the command line, the configuration file, --help; what is wrong is told with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/option.h"

static struct {
	bool quiet, verbose;
	const char *index;
	struct tc_option_list source;
	unsigned long limit, jobs;
	unsigned long long memory;
	int sort;
} got;

static const struct tc_option table[] = {
	{"quiet", 'q', TC_OPTION_FLAG, &got.quiet, NULL, "print nothing", 0, false},
	{"verbose", 'v', TC_OPTION_FLAG, &got.verbose, NULL, "name each file", 0, true},
	{"index", 'i', TC_OPTION_STRING, &got.index, "DIR", "directory", 0, false},
	{"source", 0, TC_OPTION_LIST, &got.source, "PATH", "file or folder", 0, false},
	{"limit", 'n', TC_OPTION_UINT, &got.limit, "N", "hits", 100, false},
	{"jobs", 0, TC_OPTION_UINT, &got.jobs, "N", "processes", 0, false},
	{"memory", 0, TC_OPTION_BYTES, &got.memory, "BYTES", "a help that is on a line of its own", 0, false},
	{"sort", 's', TC_OPTION_CHOICE, &got.sort, "relevance|date|-date", "order", 0, false},
	{NULL, 0, TC_OPTION_FLAG, NULL, NULL, NULL, 0, false},
};
static const struct tc_option other[] = {
	{"port", 0, TC_OPTION_UINT, NULL, "N", "of another program", 0, false},
	{NULL, 0, TC_OPTION_FLAG, NULL, NULL, NULL, 0, false},
};

static struct tc_option_set set;
static struct tc_err err;
static char *operands[16];
static int n_operands;

static int begin(void **state)
{
	(void)state;
	memset(&got, 0, sizeof got);
	memset(&set, 0, sizeof set);
	tc_err_clear(&err);
	return 0;
}

static int end(void **state)
{
	(void)state;
	tc_option_set_release(&set);
	return 0;
}

#define PARSE(...) parse((const char *const[]){"program", __VA_ARGS__, NULL})
static enum tc_status parse(const char *const *argv)
{
	int argc = 0;
	while (argv[argc] != NULL)
		argc++;
	return tc_option_parse(table, argc, (char **)(uintptr_t)argv, operands, &n_operands, &set, &err);
}

static enum tc_status read_text(const char *text)
{
	const struct tc_option *const known[] = {other};
	char path[] = "/tmp/option_test.XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
	enum tc_status status = tc_option_read_file(table, "query", known, 1, path, &set, &err);
	assert_int_equal(unlink(path), 0);
	if (status != TC_OK) {
		/* The path is of this run. */
		assert_true(strncmp(err.text, path, strlen(path)) == 0);
		memmove(err.text, err.text + strlen(path), strlen(err.text + strlen(path)) + 1);
	}
	return status;
}

static void test_command_line(void **state)
{
	(void)state;
	assert_int_equal(PARSE("ngô", "--index=a", "-qv", "-n5", "--sort", "-date", "-", "--memory", "2G", "--source", "x",
			       "--source=y", "--jobs=18446744073709551615", "--", "-not", "--index"),
			 TC_OK);
	assert_true(got.quiet && got.verbose && got.limit == 5 && got.sort == 2 && got.memory == 2ull << 30);
	assert_string_equal(got.index, "a");
	assert_true(got.jobs == (unsigned long)-1);
	assert_int_equal(got.source.n, 2);
	assert_string_equal(got.source.v[0], "x");
	assert_string_equal(got.source.v[1], "y");
	assert_int_equal(n_operands, 4);
	assert_string_equal(operands[0], "ngô");
	assert_string_equal(operands[1], "-");
	assert_string_equal(operands[2], "-not");
	assert_string_equal(operands[3], "--index");
	assert_int_equal(PARSE("--no-quiet", "-vi", "b", "-qib2", "--index", "", "-n", "100", "--memory=64k"), TC_OK);
	assert_true(got.quiet && got.limit == 100 && got.memory == 65536);
	assert_string_equal(got.index, "");
}

static void test_wrong_command_line(void **state)
{
	static const struct {
		const char *argument, *text;
	} wrong[] = {
		{"--limt=3", "option --limt: unknown (did you mean --limit?)"},
		{"--zzzzzzzz", "option --zzzzzzzz: unknown"},
		{"--=x", "option --: unknown"},
		{"-z", "option -z: unknown"},
		{"-qz", "option -z: unknown"},
		{"--quiet=yes", "option --quiet: takes no value"},
		{"--no-limit", "option --no-limit: unknown"},
		{"--limit", "option --limit: needs a value (N)"},
		{"-n", "option -n: needs a value (N)"},
		{"--limit=101", "option --limit: '101' is no number from 0 to 100"},
		{"--limit=", "option --limit: '' is no number from 0 to 100"},
		{"--jobs=-1", "option --jobs: '-1' is no number"},
		{"--jobs=18446744073709551616", "option --jobs: '18446744073709551616' is no number"},
		{"--memory=1T", "option --memory: '1T' is no number of bytes (4096, 64k, 10M, 2G)"},
		{"--memory=99999999999999G", "option --memory: '99999999999999G' is no number of bytes (4096, 64k, 10M, 2G)"},
		{"--memory=k", "option --memory: 'k' is no number of bytes (4096, 64k, 10M, 2G)"},
		{"--sort=dat", "option --sort: 'dat' is none of relevance|date|-date"},
		{"--sort=", "option --sort: '' is none of relevance|date|-date"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(PARSE(wrong[i].argument), TC_EARG);
		assert_string_equal(err.text, wrong[i].text);
	}
}

static void test_file(void **state)
{
	(void)state;
	assert_int_equal(read_text("# mine\n\n  index =  /srv/báo chí  \nquiet=yes\r\nlimit = 3\n limit = 4\nport = 80\n"
				   "source = a\nsource = \" b \"\nmemory = 10M\nsort = date\n[index]\nlimit = 99\nport = 1\n"
				   "[ query ]\njobs = 2"),
			 TC_OK);
	assert_true(got.quiet && got.limit == 4 && got.jobs == 2 && got.memory == 10 << 20 && got.sort == 1);
	assert_string_equal(got.index, "/srv/báo chí");
	assert_int_equal(got.source.n, 2);
	assert_string_equal(got.source.v[1], " b ");
	/* The command line wins; its first value of a list takes the place of the file's. */
	assert_int_equal(PARSE("--limit=7", "--no-quiet", "--source=c", "--source=d"), TC_OK);
	assert_true(!got.quiet && got.limit == 7 && got.source.n == 2);
	assert_string_equal(got.source.v[0], "c");
	assert_int_equal(read_text(""), TC_OK);
}

static void test_wrong_file(void **state)
{
	static const char *const wrong[][2] = {
		{"# x\n\nindexx = 1\n", ":3: unknown setting 'indexx'"},
		{"verbose = yes\n", ":1: unknown setting 'verbose'"},
		{"[other]\nnone = 1\n", ":2: unknown setting 'none'"},
		{"index\n", ":1: not a setting (name = value)"},
		{"= 3\n", ":1: not a setting (name = value)"},
		{"[query\n", ":1: section is never closed"},
		{"quiet = maybe\n", ":1: quiet: 'maybe' is neither yes nor no"},
		{"limit = many\n", ":1: limit: 'many' is no number from 0 to 100"},
	};
	static char long_line[10000];
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(read_text(wrong[i][0]), TC_EARG);
		assert_string_equal(err.text, wrong[i][1]);
	}
	memset(long_line, 'x', sizeof long_line - 1);
	assert_int_equal(read_text(long_line), TC_EARG);
	assert_string_equal(err.text, ":1: line too long");
	assert_int_equal(tc_option_read_file(table, "query", NULL, 0, "/none/x", &set, &err), TC_ENOENT);
}

static int nothing(int n, char **list)
{
	(void)n;
	(void)list;
	return 0;
}

static void test_help(void **state)
{
	const struct tc_option dump[] = {
		table[0],
		{"raw", 0, TC_OPTION_FLAG, NULL, NULL, "bytes as they are", 0, false},
		{NULL, 0, TC_OPTION_FLAG, NULL, NULL, NULL, 0, false},
	};
	const struct tc_command commands[] = {{NULL, "WORD...", "search", table, nothing},
					      {"dump", "FILE", "print", dump, nothing}};
	char *text = NULL;
	size_t n = 0;
	(void)state;
	FILE *out = open_memstream(&text, &n);
	tc_option_help(out, "program", "a program", commands, 2);
	fclose(out);
	assert_string_equal(text, "program: a program\n\n"
				  "usage: program [options] WORD...\n            search\n"
				  "       program dump [options] FILE\n            print\n\n"
				  "options:\n"
				  "  -q, --quiet                 print nothing\n"
				  "  -v, --verbose               name each file\n"
				  "  -i, --index=DIR             directory\n"
				  "      --source=PATH           file or folder\n"
				  "  -n, --limit=N               hits\n"
				  "      --jobs=N                processes\n"
				  "      --memory=BYTES          a help that is on a line of its own\n"
				  "  -s, --sort=relevance|date|-date\n"
				  "                              order\n\n"
				  "options of dump:\n"
				  "      --raw                   bytes as they are\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_command_line, begin, end),
		cmocka_unit_test_setup_teardown(test_wrong_command_line, begin, end),
		cmocka_unit_test_setup_teardown(test_file, begin, end),
		cmocka_unit_test_setup_teardown(test_wrong_file, begin, end),
		cmocka_unit_test_setup_teardown(test_help, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
