/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_PROGRAM_H
#define TC_BASE_PROGRAM_H

#include "base/buf.h"
#include "base/option.h"

/* What every program of the house does before its own work: which command, the configuration file, the options, --help,
 * --version, a stdout that fails. */
struct tc_program {
	const char *name;                  /* "tracuu-query" */
	const char *summary;               /* one sentence */
	const char *section;               /* of the configuration: "query" */
	const struct tc_command *commands; /* the first is the main one */
	size_t n_commands;
	const char **config;        /* target of --config */
	const bool *help, *version; /* targets of --help and --version */
};

/* Runs the command that argv names and returns the exit status.  The first operand that is the name of a command chooses it,
 * before or after options of the main command.  The configuration is the file of --config, else of TRACUU_CONFIG, else the first
 * there is of $XDG_CONFIG_HOME/tracuu/tracuu.conf (~/.config without that variable) and SYSCONFDIR/tracuu/tracuu.conf. */
int tc_program_run(const struct tc_program *program, int argc, char **argv);

/* What a message about the value of an option begins with (tc_option_origin): for what a program finds wrong by itself.  For
 * commands, while they run. */
const char *tc_program_origin(const char *name, const char *value, char buffer[128]);
/* Tells the error; returns the exit status that stands for it. */
int tc_program_fail(enum tc_status status, const struct tc_err *err);
/* Writes out to stdout and makes sure that it arrived: returns exit_status, or that of the failure.  A reader that went away
 * (EPIPE) is no failure. */
int tc_program_print(const struct tc_buf *out, int exit_status);

#endif
