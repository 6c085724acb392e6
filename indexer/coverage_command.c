/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tracuu-index coverage: a calendar of articles a day, and where it has gaps. */
#include <string.h>

#include "base/program.h"
#include "indexer/command.h"
#include "indexer/coverage.h"
#include "indexer/schema.h"

static struct {
	const char *from, *to, *paper;
	bool papers, svg;
} set;

const struct tc_option tc_coverage_options[] = {
	TC_INDEX_OPTION,
	{"from", 0, TC_OPTION_STRING, &set.from, "DATE", "first day: 2004, 2004-01, 2004-01-08, 8/1/2004", 0, true},
	{"to", 0, TC_OPTION_STRING, &set.to, "DATE", "last day; with none, the last that has articles", 0, true},
	{"paper", 0, TC_OPTION_STRING, &set.paper, "NAME", "only articles of that source or publication", 0, true},
	{"papers", 0, TC_OPTION_FLAG, &set.papers, NULL, "each source and publication by itself", 0, true},
	{"svg", 0, TC_OPTION_FLAG, &set.svg, NULL, "print a picture", 0, true},
	TC_JSON_OPTION,
	TC_COMMON_OPTIONS,
};

static enum tc_status read_date(const char *option, const char *text, struct tc_date *out, struct tc_err *err)
{
	struct tc_str found = TC_STR_NONE;
	size_t at = 0;
	if (text == NULL || tc_date_parse_iso(tc_str_of(text), out))
		return TC_OK;
	if (tc_date_find(tc_str_of(text), &at, out, &found) && found.n == strlen(text))
		return TC_OK;
	return tc_err_set(err, TC_EARG, "option --%s: '%s' is no date (2004, 2004-01, 2004-01-08 or 8/1/2004)", option, text);
}

static enum tc_status read_wish(struct tc_coverage_wish *wish, struct tc_err *err)
{
	*wish = (struct tc_coverage_wish){.paper = set.paper, .each_paper = set.papers};
	if (set.svg && tc_common.json)
		return tc_err_set(err, TC_EARG, "option --svg: not with --json");
	if (set.paper != NULL && set.papers)
		return tc_err_set(err, TC_EARG, "option --paper: not with --papers");
	enum tc_status status = read_date("from", set.from, &wish->from, err);
	return status == TC_OK ? read_date("to", set.to, &wish->to, err) : status;
}

static enum tc_status print(const struct tc_coverage_wish *wish, struct tc_buf *out, struct tc_err *err)
{
	struct tc_db *db = NULL;
	struct tc_coverages coverages = {.n = 0};
	enum tc_status status = tc_db_open(&tc_common.index, 1, 0, &db, err);
	if (status == TC_OK)
		status = tc_schema_check(db, tc_common.index, err);
	if (status == TC_OK)
		status = tc_coverage_read(db, wish, &coverages, err);
	if (status == TC_OK && set.svg)
		tc_coverage_svg(&coverages, out);
	else if (status == TC_OK && tc_common.json)
		tc_coverage_json(&coverages, out);
	else if (status == TC_OK)
		tc_coverage_text(&coverages, out);
	tc_coverage_release(&coverages);
	tc_db_free(db);
	return status;
}

int tc_coverage_command(int n, char **operands)
{
	struct tc_err err = {TC_OK, ""};
	struct tc_coverage_wish wish;
	struct tc_buf out;
	tc_buf_init(&out, SIZE_MAX);
	enum tc_status status = tc_need_index(&n, &operands, &err);
	if (status == TC_OK)
		status = read_wish(&wish, &err);
	if (status == TC_OK)
		status = print(&wish, &out, &err);
	int result = status == TC_OK ? tc_program_print(&out, 0) : tc_program_fail(status, &err);
	tc_buf_release(&out);
	return result;
}
