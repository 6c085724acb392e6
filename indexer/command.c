/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands of tracuu-index share.
 *
 * Options are tables of pointers to where values go, so that what every command has needs a place that every table can name:
 * tc_common.  A command's own settings are static in its file. */
#include "indexer/command.h"

struct tc_common_settings tc_common;

enum tc_status tc_need_index(int *n, char ***operands, struct tc_err *err)
{
	if (tc_common.index == NULL && operands != NULL && *n > 0) {
		tc_common.index = **operands;
		++*operands;
		--*n;
	}
	if (tc_common.index == NULL)
		return tc_err_set(err, TC_EARG, "no index named: use --index DIR, or index = DIR in the configuration");
	if (operands != NULL && *n > 0)
		return tc_err_set(err, TC_EARG, "%s: one operand too many", **operands);
	return TC_OK;
}
