/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index compact, backup and restore. */
#include "base/log.h"
#include "base/program.h"
#include "indexer/command.h"
#include "indexer/copies.h"

static struct {
	unsigned long wait;
	bool quiet, force;
} set;

#define WAIT_OPTION                                                                                                              \
	{                                                                                                                        \
		"wait", 0, TC_OPTION_UINT, &set.wait, "SECONDS", "wait for another run to end (0)", 0, false                     \
	}
#define QUIET_OPTION                                                                                                             \
	{                                                                                                                        \
		"quiet", 'q', TC_OPTION_FLAG, &set.quiet, NULL, "print nothing but problems", 0, false                           \
	}

const struct tc_option tc_compact_options[] = {TC_INDEX_OPTION, WAIT_OPTION, QUIET_OPTION, TC_COMMON_OPTIONS};
const struct tc_option tc_backup_options[] = {TC_INDEX_OPTION, WAIT_OPTION, QUIET_OPTION, TC_COMMON_OPTIONS};
const struct tc_option tc_restore_options[] = {
	TC_INDEX_OPTION,   {"force", 0, TC_OPTION_FLAG, &set.force, NULL, "replace the index that is there", 0, true},
	WAIT_OPTION,       QUIET_OPTION,
	TC_COMMON_OPTIONS,
};

/* Tells what was done, or what went wrong; the exit status. */
static int finish(enum tc_status status, struct tc_buf *out, const struct tc_err *err)
{
	if (set.quiet)
		tc_buf_reset(out);
	int result = status == TC_OK ? tc_program_print(out, 0) : tc_program_fail(status, err);
	tc_buf_release(out);
	return result;
}

int tc_compact_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_buf out;
	uint64_t before = 0, after = 0;
	tc_buf_init(&out, 4096);
	enum tc_status status = tc_need_index(&n, &operands, &err);
	if (status == TC_OK)
		status = tc_copies_compact(tc_common.index, set.wait * 1000, &before, &after, &err);
	tc_buf_printf(&out, "%.1f MB, were %.1f MB\n", (double)after / 1e6, (double)before / 1e6);
	return finish(status, &out, &err);
}

/* The one folder that is named beside the index. */
static enum tc_status need_folder(int n, const char *what, struct tc_err *err)
{
	enum tc_status status = tc_need_index(NULL, NULL, err);
	return status == TC_OK && n != 1 ? tc_err_set(err, TC_EARG, "%s: name one folder for the copy", what) : status;
}

int tc_backup_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_buf out;
	tc_buf_init(&out, 1 << 16);
	enum tc_status status = need_folder(n, "backup", &err);
	if (status == TC_OK)
		status = tc_copies_backup(tc_common.index, operands[0], set.wait * 1000, &err);
	if (status == TC_OK)
		tc_buf_printf(&out, "%s: a copy of %s\n", operands[0], tc_common.index);
	return finish(status, &out, &err);
}

int tc_restore_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_buf out;
	tc_buf_init(&out, 1 << 16);
	enum tc_status status = need_folder(n, "restore", &err);
	if (status == TC_OK)
		status = tc_copies_restore(tc_common.index, operands[0], set.force, set.wait * 1000, &err);
	if (status == TC_OK)
		tc_buf_printf(&out, "%s: as %s has it\n", tc_common.index, operands[0]);
	return finish(status, &out, &err);
}
