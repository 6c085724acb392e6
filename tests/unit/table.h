/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_TESTS_UNIT_TABLE_H
#define TC_TESTS_UNIT_TABLE_H

/* Tables of cases for the unit tests: lines of cells between tabs; \uXXXX stands for a character; lines that begin with # and
 * empty ones are passed over.  The project's own tables lie in tests/analyzers/ below srcdir, larger ones where the environment
 * variable TRACUU_SHARED says, if it is set. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define TABLE_CELLS 16

struct table {
	FILE *file;
	char name[512], line[8192];
	struct tc_str cell[TABLE_CELLS]; /* empty ones behind the last */
	size_t n_cells;
	unsigned row; /* line number in the file */
};

static bool table_open(struct table *table, const char *directory, const char *name)
{
	memset(table, 0, sizeof *table);
	snprintf(table->name, sizeof table->name, "%s/%s", directory, name);
	table->file = fopen(table->name, "r");
	return table->file != NULL;
}

/* Ours. */
static inline bool table_own(struct table *table, const char *name)
{
	const char *srcdir = getenv("srcdir");
	char directory[400];
	snprintf(directory, sizeof directory, "%s/tests/analyzers", srcdir != NULL ? srcdir : ".");
	return table_open(table, directory, name);
}

/* A shared one, without its line of headings; false where there is none. */
static inline bool table_shared(struct table *table, const char *name)
{
	const char *shared = getenv("TRACUU_SHARED");
	char directory[400];
	snprintf(directory, sizeof directory, "%s/vectors", shared != NULL ? shared : "");
	if (shared == NULL || *shared == '\0' || !table_open(table, directory, name))
		return false;
	table->row = fgets(table->line, sizeof table->line, table->file) != NULL ? 1 : 0;
	return true;
}

/* Writes what \uXXXX stands for in its place. */
static inline void table_unescape(char *text)
{
	char *to = text;
	for (char *from = text; *from != '\0';) {
		char digits[5] = "", *end = digits;
		if (from[0] == '\\' && from[1] == 'u')
			memcpy(digits, from + 2, strnlen(from + 2, 4));
		unsigned code_point = (unsigned)strtoul(digits, &end, 16);
		if (end == digits + 4) {
			to += tc_utf8_encode(code_point, to);
			from += 6;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
}

static inline bool table_next(struct table *table)
{
	while (fgets(table->line, sizeof table->line, table->file) != NULL) {
		table->row++;
		table->line[strcspn(table->line, "\n")] = '\0';
		if (table->line[0] == '\0' || table->line[0] == '#')
			continue;
		char *rest = table->line, *cell;
		memset(table->cell, 0, sizeof table->cell);
		for (table->n_cells = 0; table->n_cells < TABLE_CELLS && (cell = strsep(&rest, "\t")) != NULL; table->n_cells++) {
			table_unescape(cell);
			table->cell[table->n_cells] = tc_str_of(cell);
		}
		return true;
	}
	fclose(table->file);
	return false;
}

/* Says which row is wrong; returns 1, for counting. */
static inline int table_wrong(const struct table *table, const char *what, struct tc_str got, struct tc_str expected)
{
	fprintf(stderr, "%s:%u: %s of %.*s is %.*s, not %.*s\n", table->name, table->row, what, TC_STR_ARG(table->cell[0]),
		TC_STR_ARG(got), TC_STR_ARG(expected));
	return 1;
}

static inline int table_check(const struct table *table, const char *what, struct tc_str got, struct tc_str expected)
{
	return tc_str_eq(got, expected) ? 0 : table_wrong(table, what, got, expected);
}

#endif
