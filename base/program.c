/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From main() to a command.
 *
 * The configuration is read before the options, so that the command line wins.  Its place may be an option itself: that one is
 * looked for first.  A setting that belongs to another program of the house is passed over; the table of all settings below is
 * what tells such a name from a mistake, and a test holds it to the programs' tables.
 */
#include "base/program.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"

/* Where the values of the command that runs came from. */
static const struct tc_option_set *values;

/* Every setting of every program, by name. */
static const struct tc_option all_settings[] = {
#define SETTING(name)                                                                                                            \
	{                                                                                                                        \
		name, 0, TC_OPTION_STRING, NULL, "X", NULL, 0, false                                                             \
	}
	SETTING("index"),
	SETTING("sites"),
	SETTING("source"),
	SETTING("exclude"),
	SETTING("language"),
	SETTING("metrics"),
	SETTING("jobs"),
	SETTING("wait"),
	SETTING("timeout"),
	SETTING("memory"),
	SETTING("writer"),
	SETTING("keep-listings"),
	SETTING("all-versions"),
	SETTING("charset"),
	SETTING("format"),
	SETTING("map"),
	SETTING("max-file"),
	SETTING("max-record"),
	SETTING("max-total"),
	SETTING("max-ratio"),
	SETTING("max-members"),
	SETTING("quiet"),
	SETTING("verbose"),
	SETTING("limit"),
	SETTING("sort"),
	SETTING("any"),
	SETTING("exact"),
	SETTING("snippet"),
	SETTING("facet-values"),
	SETTING("no-collapse"),
	SETTING("no-quote"),
	SETTING("no-suggest"),
	SETTING("no-sandbox"),
	SETTING("synonyms"),
	SETTING("no-synonyms"),
	SETTING("color"),
	SETTING("allow-empty"),
	SETTING("retry-failed"),
	SETTING("ranking"),
	SETTING("bom"),
	SETTING("snippets"),
	SETTING("context"),
	SETTING("listen"),
	SETTING("socket-mode"),
	SETTING("host"),
	SETTING("public"),
	SETTING("auth-file"),
	SETTING("trusted-proxy"),
	SETTING("need-user"),
	SETTING("user"),
	SETTING("threads"),
	SETTING("waiting"),
	SETTING("connections"),
	SETTING("address-connections"),
	SETTING("client-timeout"),
	SETTING("rate"),
	SETTING("burst"),
	SETTING("query-time"),
	SETTING("stop-time"),
	SETTING("title"),
	SETTING("page-size"),
	SETTING("max-page-size"),
	SETTING("max-depth"),
	SETTING("cors"),
	SETTING("frame-origin"),
	SETTING("sitemap"),
	SETTING("access-log"),
	SETTING("log-queries"),
#undef SETTING
	{NULL, 0, TC_OPTION_FLAG, NULL, NULL, NULL, 0, false},
};

static const struct tc_command *find_command(const struct tc_program *program, const char *name)
{
	for (size_t i = 1; i < program->n_commands; i++)
		if (strcmp(program->commands[i].name, name) == 0)
			return &program->commands[i];
	return NULL;
}

/* The value of --config among argv, NULL when it is not there. */
static const char *config_argument(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			return argv[i + 1];
		if (strncmp(argv[i], "--config=", 9) == 0)
			return argv[i] + 9;
	}
	return NULL;
}

/* Is there a file at directory + name?  Its path is put into out.  One that may not be read is there: the run shall say so. */
static bool there_is(char out[4096], const char *directory, const char *name)
{
	return (size_t)snprintf(out, 4096, "%s%s", directory, name) < 4096 && access(out, F_OK) == 0;
}

/* The configuration to read: its path in out or given; NULL when there is none. */
static const char *config_path(int argc, char **argv, char out[4096])
{
	const char *path = config_argument(argc, argv);
	const char *home = getenv("HOME"), *own = getenv("XDG_CONFIG_HOME");
	if (path == NULL)
		path = getenv("TRACUU_CONFIG");
	if (path != NULL)
		return *path == '\0' ? NULL : path;
	if (own != NULL && own[0] != '/')
		own = NULL; /* as the XDG base directory specification has it */
	if (own != NULL && there_is(out, own, "/tracuu/tracuu.conf"))
		return out;
	if (own == NULL && home != NULL && there_is(out, home, "/.config/tracuu/tracuu.conf"))
		return out;
	return there_is(out, TC_SYSCONFDIR, "/tracuu/tracuu.conf") ? out : NULL;
}

/* The exit status when all that there was to do was to print. */
static int printed(void)
{
	struct tc_err err;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	tc_err_errno(&err, errno, "standard output");
	return tc_program_fail(err.status, &err);
}

static int run(const struct tc_program *program, const struct tc_command *command, int argc, char **argv, char **operands,
	       struct tc_option_set *owned)
{
	const struct tc_option *known[] = {all_settings};
	struct tc_err err = {TC_OK, ""};
	char place[4096];
	int n_operands = 0;
	const char *path = config_path(argc, argv, place);
	if (path != NULL && tc_option_read_file(command->options, program->section, known, 1, path, owned, &err) != TC_OK)
		return tc_program_fail(err.status, &err);
	if (tc_option_parse(command->options, argc, argv, operands, &n_operands, owned, &err) != TC_OK)
		return tc_program_fail(err.status, &err);
	if (command == &program->commands[0] && n_operands > 0 && find_command(program, operands[0]) != NULL) {
		command = find_command(program, operands[0]);
		operands++;
		n_operands--;
	}
	if (*program->version) {
		printf("%s %s\n", program->name, PACKAGE_VERSION);
		return printed();
	}
	if (*program->help) {
		tc_option_help(stdout, program->name, program->summary, program->commands, program->n_commands);
		return printed();
	}
	return command->run(n_operands, operands);
}

int tc_program_run(const struct tc_program *program, int argc, char **argv)
{
	struct tc_option_set owned = {.owned = NULL};
	const struct tc_command *command = &program->commands[0];
	tc_log_program(program->name);
	char **operands = tc_alloc((size_t)(argc + 1) * sizeof *operands);
	if (operands == NULL)
		return tc_program_fail(TC_ENOMEM, &(struct tc_err){TC_ENOMEM, "no memory"});
	if (argc > 1 && find_command(program, argv[1]) != NULL) {
		command = find_command(program, argv[1]);
		argc--;
		argv++;
	}
	values = &owned;
	int status = run(program, command, argc, argv, operands, &owned);
	values = NULL;
	tc_option_set_release(&owned);
	tc_free(operands);
	return status;
}

const char *tc_program_origin(const char *name, const char *value, char buffer[128])
{
	return tc_option_origin(values, name, value, buffer);
}

int tc_program_fail(enum tc_status status, const struct tc_err *err)
{
	tc_log_error("%s", err->text);
	return tc_status_exit(status);
}

int tc_program_print(const struct tc_buf *out, int exit_status)
{
	struct tc_err err = {TC_OK, ""};
	enum tc_status status = tc_buf_check(out, "output", &err);
	if (status == TC_OK && ((out->n > 0 && fwrite(out->p, 1, out->n, stdout) != out->n) || fflush(stdout) != 0)) {
		if (errno == EPIPE)
			return exit_status;
		status = tc_err_errno(&err, errno, "standard output");
	}
	return status == TC_OK ? exit_status : tc_program_fail(status, &err);
}
