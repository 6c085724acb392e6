/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the presenters write: text for people, wrapped and coloured, JSON on one line and on several, TREC runs, tables of tokens;
 * and that nothing in an article can steer the terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "query/present.h"
#include "query/terminal.h"
#include "query/tokens_command.h"

static struct tc_arena arena;
static struct tc_hit hits[2];
static struct tc_results results;

/* Two hits: one with everything, one with next to nothing. */
static int set_up(void **state)
{
	(void)state;
	static struct tc_highlight title_hit = {7, 19}, snippet_hit = {4, 9};
	tc_arena_init(&arena, 1 << 20);
	memset(hits, 0, sizeof(hits));
	for (int i = 0; i < 2; i++)
		tc_article_init(&hits[i].article, &arena);
	struct tc_article *full = &hits[0].article;
	hits[0].rank = 1;
	hits[0].score = 12.5;
	hits[0].title_highlights = (struct tc_highlights){.v = &title_hit, .n = 1};
	hits[0].snippet.text = TC_STR("Khu phố cổ \"mới\"…");
	hits[0].snippet.highlights = (struct tc_highlights){.v = &snippet_hit, .n = 1};
	full->id = TC_STR("a 1");
	full->title = TC_STR("Quận Ngô Quyền phấn đấu");
	full->lead = TC_STR("Sapo");
	full->published = (struct tc_date){TC_DATE_MINUTE, 2023, 1, 8, 17, 46, 0, 420};
	tc_strs_add(&full->section, &arena, TC_STR("Chính trị"));
	tc_strs_add(&full->section, &arena, TC_STR("Thời sự"));
	tc_strs_add(&full->authors, &arena, TC_STR("Hồng Thanh"));
	tc_strs_add(&full->authors, &arena, TC_STR("PV"));
	full->source = TC_STR("TTXVN");
	full->file = TC_STR("/bao/2023/a.txt");
	full->record = 1;
	hits[1].rank = 2;
	hits[1].partial = true;
	hits[1].score = 3;
	hits[1].article.file = TC_STR("/bao/b c.jsonl");
	hits[1].article.record = 7;
	results = (struct tc_results){.query = TC_STR("ngo quyen"),
				      .interpreted = TC_STR("ngo quyen"),
				      .total = 1234567,
				      .total_exact = false,
				      .n_full = 1,
				      .hits = hits,
				      .n_hits = 2,
				      .elapsed_ms = 3.42};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	tc_arena_release(&arena);
	return 0;
}

static void check(const char *presenter, const struct tc_present_options *options, const char *expected)
{
	struct tc_buf out;
	tc_buf_init(&out, 1 << 20);
	tc_presenter_find(presenter)->results(&results, options, &out);
	assert_string_equal(tc_buf_cstr(&out), expected);
	tc_buf_release(&out);
}

static void test_text(void **state)
{
	(void)state;
	struct tc_present_options options = {.base_dir = "/bao/"};
	check("text", &options,
	      "Tìm thấy khoảng 1.234.567 bài (3,4 ms)\n"
	      "\n"
	      "1. Quận Ngô Quyền phấn đấu\n"
	      "   17:46 08/01/2023 · Chính trị › Thời sự · Hồng Thanh, PV · TTXVN\n"
	      "   Khu phố cổ \"mới\"…\n"
	      "   2023/a.txt\n"
	      "\n"
	      "Các bài khớp một phần:\n"
	      "\n"
	      "2. (không có tiêu đề)\n"
	      "   b c.jsonl#7\n");
	results.n_hits = 1;
	results.total = 12;
	results.total_exact = true;
	results.elapsed_ms = 21.7;
	options = (struct tc_present_options){.width = 30, .explain_scores = true};
	check("text", &options,
	      "Tìm thấy 12 bài (22 ms)\n"
	      "\n"
	      "1. Quận Ngô Quyền phấn đấu\n"
	      "   17:46 08/01/2023 · Chính\n"
	      "   trị › Thời sự · Hồng Thanh,\n"
	      "   PV · TTXVN · điểm 12,500\n"
	      "   Khu phố cổ \"mới\"…\n"
	      "   /bao/2023/a.txt\n");
}

static void test_colors(void **state)
{
	(void)state;
	struct tc_present_options options = {.color = true};
	results.n_hits = 1;
	hits[0].article.section.n = hits[0].article.authors.n = 0;
	hits[0].article.source = TC_STR_NONE;
	hits[0].article.url = TC_STR("https://bao.example/a");
	check("text", &options,
	      "Tìm thấy khoảng 1.234.567 bài (3,4 ms)\n"
	      "\n"
	      "\x1b[2m1. \x1b[0m\x1b[1mQuận \x1b[0m\x1b[1;33mNgô Quyền\x1b[0m\x1b[1m phấn đấu\x1b[0m\n"
	      "   \x1b[2m17:46 08/01/2023\x1b[0m\n"
	      "   Khu \x1b[1;33mphố\x1b[0m cổ \"mới\"…\n"
	      "   \x1b[32mhttps://bao.example/a\x1b[0m\n");
}

static void test_nothing(void **state)
{
	(void)state;
	struct tc_present_options options = {.width = 80};
	results.n_hits = 0;
	results.total = 5;
	results.total_exact = true;
	results.offset = 10;
	check("text", &options, "Tìm thấy 5 bài, không có bài thứ 11 (3,4 ms)\n");
	results.total = 0;
	results.query = TC_STR("a\x1b[2Jb\nc\xC2\x9B");
	check("text", &options, "Không tìm thấy bài nào cho: a\uFFFD[2Jb c\uFFFD\n");
}

static void test_json(void **state)
{
	(void)state;
	struct tc_present_options options = {.width = 80};
	struct tc_buf pretty, line;
	struct tc_json *root = NULL;
	tc_buf_init(&pretty, 1 << 20);
	tc_buf_init(&line, 1 << 20);
	results.meant = TC_STR("ngô quyền");
	results.meant_total = 1310;
	results.meant_exact = true;
	tc_present_json.results(&results, &options, &pretty);
	assert_int_equal(tc_json_parse(tc_buf_str(&pretty), &root, NULL), TC_OK);
	assert_int_equal(tc_json_count(tc_json_get(root, "hits")), 2);
	const struct tc_json *second = tc_json_item(tc_json_get(root, "hits"), 1);
	assert_int_equal(tc_json_kind(tc_json_get(second, "title")), TC_JSON_NULL);
	assert_int_equal(tc_json_kind(tc_json_get(second, "published")), TC_JSON_NULL);
	assert_true(tc_json_truth(tc_json_get(second, "partial")));
	tc_json_free(root);
	results.qid = TC_STR("q7");
	results.n_hits = 1;
	tc_present_jsonl.results(&results, &options, &line);
	assert_string_equal(
		tc_buf_cstr(&line),
		"{\"format\":1,\"qid\":\"q7\",\"query\":\"ngo quyen\",\"interpreted\":\"ngo quyen\","
		"\"total\":{\"value\":1234567,\"exact\":false},\"did_you_mean\":{\"query\":\"ngô "
		"quyền\",\"total\":{\"value\":1310,\"exact\":true}},\"offset\":0,\"elapsed_ms\":3.420,\"hits\":[{\"rank\":1,"
		"\"id\":\"a "
		"1\","
		"\"score\":12.5000,\"title\":\"Quận Ngô Quyền phấn "
		"đấu\",\"lead\":\"Sapo\",\"published\":\"2023-01-08T17:46:00+07:00\","
		"\"authors\":[\"Hồng Thanh\",\"PV\"],\"section\":[\"Chính trị\",\"Thời sự\"],\"keywords\":[],\"url\":null,"
		"\"source\":\"TTXVN\",\"file\":\"/bao/2023/a.txt\",\"record\":1,\"captured\":null,"
		"\"versions\":[],\"partial\":false,\"reprints\":[],"
		"\"snippet\":{\"text\":\"Khu phố cổ \\\"mới\\\"…\",\"highlights\":[[4,9]]}}]}\n");
	tc_buf_release(&pretty);
	tc_buf_release(&line);
}

static void test_trec(void **state)
{
	(void)state;
	struct tc_present_options options = {.width = 80};
	results.qid = TC_STR("q 7");
	check("trec", &options, "q_7 Q0 a_1 1 12.500000 tracuu\nq_7 Q0 /bao/b_c.jsonl#7 2 3.000000 tracuu\n");
	assert_null(tc_presenter_find("xml"));
}

static void check_line(struct tc_str text, unsigned width, const char *expected)
{
	struct tc_terminal terminal;
	struct tc_buf out;
	tc_buf_init(&out, 1 << 16);
	tc_terminal_init(&terminal, &out, false, width);
	tc_terminal_text(&terminal, TC_STYLE_PLAIN, text, NULL);
	assert_string_equal(tc_buf_cstr(&out), expected);
	tc_buf_release(&out);
}

static void test_terminal(void **state)
{
	(void)state;
	check_line(TC_STR("a\x1b]0;x\x07 b\tc\r\n\xC2\x9B"
			  "31m\u202Ed\xFF"),
		   0, "a\uFFFD]0;x\uFFFD b c  \uFFFD31md\uFFFD");
	check_line(TC_STR("một hai ba bốn"), 7, "một hai\nba bốn");
	check_line(TC_STR("mo\u0323\u0302t hai"), 7, "mo\u0323\u0302t hai");
	check_line(TC_STR("日本 語"), 6, "日本\n語");
	check_line(TC_STR("motrattai hai"), 4, "motrattai\nhai");
	assert_int_equal(tc_terminal_columns(TC_STR("Đường 日o\u0300\u200B")), 9);
}

static void test_tokens(void **state)
{
	(void)state;
	struct tc_buf out;
	tc_buf_init(&out, 1 << 16);
	assert_int_equal(tc_tokens_print(TC_STR("Hoà, đường"), true, &out, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&out),
			    "[{\"text\":\"Hoà\",\"start\":0,\"end\":4,\"position\":0,\"term\":\"hòa\",\"toneless\":\"hoa\","
			    "\"ascii\":\"hoa\"},{\"text\":\"đường\",\"start\":6,\"end\":15,\"position\":1,\"term\":\"đường\","
			    "\"toneless\":\"đương\",\"ascii\":\"duong\"}]\n");
	tc_buf_reset(&out);
	assert_int_equal(tc_tokens_print(TC_STR("Hoà, đường"), false, &out, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&out), "bytes  position  text   term   toneless  ascii\n"
					       "0-4    0         Hoà    hòa    hoa       hoa\n"
					       "6-15   1         đường  đường  đương     duong\n");
	tc_buf_reset(&out);
	assert_int_equal(tc_tokens_print(TC_STR(" , "), false, &out, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&out), "");
	assert_int_equal(tc_tokens_print(TC_STR(""), true, &out, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&out), "[]\n");
	tc_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_colors, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_json, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_trec, set_up, tear_down),
		cmocka_unit_test(test_terminal),
		cmocka_unit_test(test_tokens),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
