/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_TESTS_FUZZ_SMALL_INDEX_H
#define TC_TESTS_FUZZ_SMALL_INDEX_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "indexer/ingest.h"
#include "query/search.h"

/* A few articles indexed when they are first asked for, in a folder that goes when the program ends. */

static const char articles[] =
	"{\"title\":\"Khánh thành cầu Bến Hòa sau ba năm thi công\",\"keywords\":[\"cầu Bến Hòa\",\"giao thông\"],"
	"\"published\":\"2024-03-01\",\"body\":\"Cầu Bến Hòa nối hai bờ sông Tân Giang. Ông Lê Văn Thạch cắt băng.\"}\n"
	"{\"title\":\"Cầu Bến Hòa thu hút khách tham quan\",\"keywords\":[\"Cầu Bến Hòa\"],\"published\":\"2024-04-12\","
	"\"body\":\"Hà Nội và TP.HCM cùng gửi khách đến cầu Bến Hòa, tăng 50% so với năm 2023.\"}\n"
	"{\"title\":\"ĐỘI TUYỂN TÂN GIANG VÔ ĐỊCH\",\"published\":\"2023-11-30\",\"body\":\"Đội tuyển Tân Giang thắng 3-1.\"}\n"
	"{\"title\":\"Bộ Công an làm việc tại Hà Nội\",\"body\":\"Bộ Công an và Bộ Y tế họp tại Hà Nội ngày 2/9.\"}\n"
	"{\"title\":\"Giá vàng ngày 5-6: vàng SJC và COVID-19\",\"body\":\"Giá vàng SJC tăng. Website tangiang.vn đưa tin.\"}\n"
	"{\"title\":\"Người kể chuyện ở làng Thượng\",\"body\":\"Quý khách đường xa, hoà thuận hay hòa thuận.\"}\n"
	"{\"title\":\"Cầu Bến Hòa đón nhiều khách\",\"source\":\"Báo Tân Giang\",\"published\":\"2024-04-13\",\"body\":\"Hà Nội "
	"và TP.HCM cùng gửi khách đến cầu "
	"Bến Hòa, tăng 50% so với năm 2023.\\nẢnh: Lan\"}\n";

static char folder[] = "/tmp/tracuu_fuzz.XXXXXX";
static struct tc_searcher *searcher;

static void leave(void)
{
	tc_searcher_free(searcher);
	tc_file_remove_tree(folder, NULL);
}

static enum tc_status make_index(struct tc_err *err)
{
	char index[sizeof folder + 16], file[sizeof folder + 16];
	const char *root = file, *path = index;
	struct tc_ingest_summary summary;
	struct tc_ingest_options options = {.index = index, .roots = &root, .n_roots = 1, .workers = 1};
	if (mkdtemp(folder) == NULL)
		return tc_err_set(err, TC_EIO, "%s", folder);
	snprintf(index, sizeof index, "%s/ix", folder);
	snprintf(file, sizeof file, "%s/tin.jsonl", folder);
	tc_log_quiet(true);
	enum tc_status status = tc_file_write_atomically(file, TC_STR(articles), err);
	if (status == TC_OK)
		status = tc_ingest_run(&options, &summary, err);
	if (status == TC_OK)
		status = tc_searcher_open(&path, 1, 0, &searcher, err);
	return status;
}

static struct tc_searcher *small_index(void)
{
	struct tc_err err = {TC_OK, ""};
	if (searcher == NULL && (atexit(leave) != 0 || make_index(&err) != TC_OK)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return searcher;
}

#endif
