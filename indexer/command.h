/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_COMMAND_H
#define TC_INDEXER_COMMAND_H

#include "base/buf.h"
#include "base/option.h"

/* What the commands of tracuu-index share; the rest of each is in its own file, a table of options and a function. */
struct tc_common_settings {
	const char *config, *index;
	bool json, help, version;
};
extern struct tc_common_settings tc_common;

/* The end of each table of options. */
#define TC_COMMON_OPTIONS                                                                                                        \
	{"config", 0, TC_OPTION_STRING, &tc_common.config, "FILE", "settings, instead of the usual places", 0, true},            \
		{"help", 'h', TC_OPTION_FLAG, &tc_common.help, NULL, "print this help", 0, true},                                \
		{"version", 0, TC_OPTION_FLAG, &tc_common.version, NULL, "print the version", 0, true},                          \
	{                                                                                                                        \
		NULL, 0, 0, NULL, NULL, NULL, 0, false                                                                           \
	}
#define TC_INDEX_OPTION                                                                                                          \
	{                                                                                                                        \
		"index", 'i', TC_OPTION_STRING, &tc_common.index, "DIR", "directory of the index", 0, false                      \
	}
#define TC_JSON_OPTION                                                                                                           \
	{                                                                                                                        \
		"json", 'j', TC_OPTION_FLAG, &tc_common.json, NULL, "print JSON", 0, true                                        \
	}

/* The index named by --index, the configuration, or (when operands is not NULL) the only operand.  TC_EARG without one, or with
 * operands left. */
enum tc_status tc_need_index(int *n, char ***operands, struct tc_err *err);

/* Commands, with their options. */
extern const struct tc_option tc_export_options[];
int tc_export_command(int n, char **operands);
extern const struct tc_option tc_coverage_options[];
int tc_coverage_command(int n, char **operands);
extern const struct tc_option tc_stats_options[];
int tc_stats_command(int n, char **operands);
extern const struct tc_option tc_problems_options[];
int tc_problems_command(int n, char **operands);
extern const struct tc_option tc_forget_options[];
int tc_forget_command(int n, char **operands);
extern const struct tc_option tc_compact_options[], tc_backup_options[], tc_restore_options[];
int tc_compact_command(int n, char **operands);
int tc_backup_command(int n, char **operands);
int tc_restore_command(int n, char **operands);

#endif
