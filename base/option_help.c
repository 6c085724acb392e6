/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --help, from the same table that parses. */
#include <string.h>

#include "base/option.h"

/* Column where the help of an option begins. */
#define HELP_COLUMN 30

static void print_option(FILE *out, const struct tc_option *o)
{
	int n = o->letter != 0 ? fprintf(out, "  -%c, --%s", o->letter, o->name) : fprintf(out, "      --%s", o->name);
	if (o->argument != NULL)
		n += fprintf(out, o->kind == TC_OPTION_MAYBE ? "[=%s]" : "=%s", o->argument);
	if (n > HELP_COLUMN - 2)
		fprintf(out, "\n%*s%s\n", HELP_COLUMN, "", o->help);
	else
		fprintf(out, "%*s%s\n", HELP_COLUMN - n, "", o->help);
}

static bool has_option(const struct tc_option *table, const char *name)
{
	for (; table->name != NULL; table++)
		if (strcmp(table->name, name) == 0)
			return true;
	return false;
}

void tc_option_help(FILE *out, const char *program, const char *summary, const struct tc_command *commands, size_t n_commands)
{
	fprintf(out, "%s: %s\n\n", program, summary);
	for (size_t i = 0; i < n_commands; i++) {
		const struct tc_command *c = &commands[i];
		fprintf(out, "%s %s%s%s [options] %s\n            %s\n", i == 0 ? "usage:" : "      ", program,
			c->name != NULL ? " " : "", c->name != NULL ? c->name : "", c->operands, c->help);
	}
	for (size_t i = 0; i < n_commands; i++) {
		const struct tc_command *c = &commands[i];
		bool titled = false;
		for (const struct tc_option *o = c->options; o->name != NULL; o++) {
			if (i > 0 && has_option(commands[0].options, o->name))
				continue;
			if (!titled)
				fprintf(out, "\noptions%s%s:\n", c->name != NULL ? " of " : "", c->name != NULL ? c->name : "");
			titled = true;
			print_option(out, o);
		}
	}
}
