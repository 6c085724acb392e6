/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index stats: a report on an index. */
#include "base/program.h"
#include "indexer/command.h"
#include "indexer/stats.h"

const struct tc_option tc_stats_options[] = {
	TC_INDEX_OPTION,
	TC_JSON_OPTION,
	TC_COMMON_OPTIONS,
};

int tc_stats_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_buf out;
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = tc_need_index(&n, &operands, &err);
	if (status == TC_OK) {
		struct tc_stats stats;
		status = tc_stats_collect(tc_common.index, &stats, &err);
		if (status == TC_OK && tc_common.json)
			tc_stats_json(&stats, &out);
		else if (status == TC_OK)
			tc_stats_text(&stats, &out);
		tc_stats_release(&stats);
	}
	int result = status == TC_OK ? tc_program_print(&out, 0) : tc_program_fail(status, &err);
	tc_buf_release(&out);
	return result;
}
