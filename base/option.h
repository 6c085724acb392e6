/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_OPTION_H
#define TC_BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

/* One table of options parses argv, reads the configuration file and prints --help. */
enum tc_option_kind {
	TC_OPTION_FLAG,   /* bool *: --name sets it, --no-name clears it; in a file yes/no/true/false/1/0 */
	TC_OPTION_STRING, /* const char **: points into argv or into the option set's memory */
	TC_OPTION_LIST,   /* struct tc_option_list *: may be given again; each adds one */
	TC_OPTION_UINT,   /* unsigned long *: decimal */
	TC_OPTION_BYTES,  /* unsigned long long *: decimal with k, M or G (powers of 1024) behind it */
	TC_OPTION_CHOICE, /* int *: index into choices, "a|b|c" in argument */
	TC_OPTION_MAYBE   /* int *: 1 for --name alone, 2 + index for --name=a; 0 is what it was not given */
};

struct tc_option_list {
	const char **v;
	size_t n;
	size_t capacity;
};

struct tc_option {
	const char *name; /* long name without dashes; also the setting's name in the file */
	char letter;      /* short name, or 0 */
	enum tc_option_kind kind;
	void *target;
	const char *argument;   /* shown in help: "DIR"; for a choice "a|b|c"; NULL for a flag */
	const char *help;       /* one sentence, no full stop, with the default where there is one */
	unsigned long max;      /* of a TC_OPTION_UINT; 0: no bound */
	bool command_line_only; /* not a setting of the file */
};

/* A subcommand: name, operands shown in help, its options (ended by a NULL name), what it does. */
struct tc_command {
	const char *name; /* NULL for the main command */
	const char *operands;
	const char *help; /* one sentence */
	const struct tc_option *options;
	int (*run)(int n_operands, char **operands); /* returns the exit status */
};

/* What options point into after parsing; released at exit.  The caller's storage. */
#define TC_OPTION_FILE_LISTS 64
struct tc_option_set {
	char **owned;
	size_t n_owned, capacity_owned;
	/* Values that the file has given, and what messages about them begin with: "FILE:LINE: name". */
	struct tc_option_origin {
		const char *value, *what;
	} * origins;
	size_t n_origins, capacity_origins;
	/* Lists that the file has given: the first value on the command line takes their place. */
	const void *from_file[TC_OPTION_FILE_LISTS];
	size_t n_from_file;
};

void tc_option_set_release(struct tc_option_set *set);
/* Parses argv[1..] by the table (--name=value, --name value, -x value, -xVALUE, grouped flags, -- ends).  Operands are moved to
 * operands[0..*n_operands) (room for argc).  Unknown or malformed is TC_EARG with "option --nmae: unknown (did you mean
 * --name?)". */
enum tc_status tc_option_parse(const struct tc_option *table, int argc, char **argv, char **operands, int *n_operands,
			       struct tc_option_set *set, struct tc_err *err);
/* Reads "name = value" lines (# begins a comment line; blanks around = and at the ends go; a value may stand in double quotes; a
 * section [index] limits its lines to the program "tracuu-index").  Later lines override, lists add.  A name that no table of
 * any program has is TC_EARG "FILE:LINE: unknown setting 'nmae'"; names for other programs are passed over.  Values already given
 * on the command line win: call this before tc_option_parse. */
enum tc_status tc_option_read_file(const struct tc_option *table, const char *section, const struct tc_option *const *known,
				   size_t n_known, const char *path, struct tc_option_set *set, struct tc_err *err);
/* What a message about a value begins with: "FILE:LINE: name", or "option --name" when no file gave it.  value is the pointer
 * that the target has; buffer is for the answer. */
const char *tc_option_origin(const struct tc_option_set *set, const char *name, const char *value, char buffer[128]);
/* Prints usage, commands, options in the order of the tables. */
void tc_option_help(FILE *out, const char *program, const char *summary, const struct tc_command *commands, size_t n_commands);

#endif
