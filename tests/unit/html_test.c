/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the page reader that whole pages (tests/corpus/html) do not show: text of pieces, references, JSON-LD that is
 * none, bylines, and the bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "corpus/html_article.h"

static struct tc_arena arena;

static void assert_str(struct tc_str s, const char *expected)
{
	if (!tc_str_eq(s, tc_str_of(expected)))
		fail_msg("'%.*s' is not '%s'", TC_STR_ARG(s), expected);
}

/* The list with bars between. */
static void assert_list(const struct tc_strs *list, const char *expected)
{
	struct tc_buf joined;

	tc_buf_init(&joined, 1 << 20);
	for (size_t i = 0; i < list->n; i++) {
		tc_buf_add_cstr(&joined, i > 0 ? "|" : "");
		tc_buf_add_str(&joined, list->v[i]);
	}
	assert_str(tc_buf_str(&joined), expected);
	tc_buf_release(&joined);
}

static void check_text(const char *html, const char *expected)
{
	struct tc_strs paragraphs = {NULL, 0, 0};

	tc_arena_reset(&arena);
	assert_int_equal(tc_html_to_text(tc_str_of(html), &arena, &paragraphs, NULL), TC_OK);
	assert_list(&paragraphs, expected);
}

static void blocks_end_lines(void **state)
{
	(void)state;
	check_text("<p>một</p><p>hai</p>", "một|hai");
	check_text("<div>một<p>hai</p>ba</div>", "một|hai|ba");
	check_text("<ul><li>một<li>hai</ul>", "một|hai");
	check_text("chữ <b>đậm</b><i>nghiêng</i> liền", "chữ đậmnghiêng liền");
	check_text("một dòng\n  có   nhiều&nbsp;dấu cách", "một dòng có nhiều dấu cách");
	check_text("trơn\nhai dòng", "trơn|hai dòng");
}

static void br_ends_lines_where_it_is_meant(void **state)
{
	(void)state;
	check_text("<p>Câu thơ thứ nhất<br>câu thơ thứ hai</p>", "Câu thơ thứ nhất|câu thơ thứ hai");
	check_text("<p>Một dòng dài của trang cũ mà người nhập bài bẻ ở giữa câu cho vừa khung<br>chữ của trang.</p>",
		   "Một dòng dài của trang cũ mà người nhập bài bẻ ở giữa câu cho vừa khung chữ của trang.");
	check_text("Đoạn một không chấm, nhưng phía sau có hai lần xuống dòng liền nhau<br><br>đoạn hai",
		   "Đoạn một không chấm, nhưng phía sau có hai lần xuống dòng liền nhau|đoạn hai");
}

static void table_rows_are_lines(void **state)
{
	(void)state;
	check_text("<table><tr><td>Vàng</td><td>37,5</td></tr><tr><td>USD</td><td>23.100</td></tr></table>",
		   "Vàng 37,5|USD 23.100");
	check_text("<table><tr><td><p>trái</p></td><td><p>phải</p></td></tr></table>", "trái|phải");
}

static void what_is_not_text_is_left_out(void **state)
{
	(void)state;
	check_text("<p>a<script>b</script><style>c</style></p><select><option>d</select><p style='display : none'>e</p>", "a");
	check_text("<p>thấy<span class='hidden'>giấu</span></p>", "thấy");
	check_text("<p>ẩn\xE2\x80\x8Bhiện\xC2\xAD!</p>", "ẩnhiện!");
}

static void references_are_decoded(void **state)
{
	(void)state;
	tc_arena_reset(&arena);
	assert_str(tc_html_unescape(&arena, TC_STR("15:33:01&#x2B;07:00")), "15:33:01+07:00");
	assert_str(tc_html_unescape(&arena, TC_STR("t&#7871;t &amp;agrave; &quot;&#146;&apos;")), "tết à \"’'");
	assert_str(tc_html_unescape(&arena, TC_STR("R&D & &; &#; &nochar; &#1114112; a&b")),
		   "R&D & &; &#; &nochar; \xEF\xBF\xBD a&b");
}

static struct tc_html_meta read_json_ld(const char *script)
{
	struct tc_html_meta meta;

	tc_arena_reset(&arena);
	memset(&meta, 0, sizeof(meta));
	tc_html_json_ld(&arena, tc_str_of(script), &meta);
	return meta;
}

static void json_ld_is_mended(void **state)
{
	struct tc_html_meta meta;

	(void)state;
	meta = read_json_ld("<!-- {\"@type\":\"NewsArticle\",\"headline\":\"M\xE1\xBB\x99t\nhai\",} -->");
	assert_str(meta.headline, "Một hai");
	meta = read_json_ld("//<![CDATA[\n[{\"@type\":\"Article\",/* x "
			    "*/\"author\":[{\"@type\":\"Person\",\"name\":\"An\"},\"Bình, Chi\"]}]\n//]]>");
	assert_list(&meta.authors, "An|Bình|Chi");
	meta = read_json_ld("{\"@type\":\"Article\",\"publisher\":{\"name\":\"Báo "
			    "A\"},\"author\":[{\"@type\":\"Organization\",\"name\":\"Báo "
			    "A\"},{\"@type\":\"Organization\",\"name\":\"TTXVN\"}]}");
	assert_int_equal(meta.authors.n, 0);
	assert_list(&meta.meta_authors, "TTXVN");
	meta = read_json_ld("{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":\"A\"},{\"item\":{\"name\":\"B\"}}]}");
	assert_list(&meta.section, "A|B");
	meta = read_json_ld("{\"@type\":[\"Thing\",{\"a\":[[[[");
	assert_int_equal(meta.headline.n, 0);
}

static void check_authors(const char *byline, const char *expected)
{
	struct tc_strs authors = {NULL, 0, 0};

	tc_arena_reset(&arena);
	tc_html_add_authors(&arena, tc_str_of(byline), TC_STR("Báo Tân Giang"), &authors);
	assert_list(&authors, expected);
}

/* Dates of pages, as ISO; "" for what is none. */
static void dates_are_read(void **state)
{
	static const char *const rows[][2] = {
		{"December 29th 2019", "2019-12-29"},
		{"Posted on Dec. 9, 2019 by Anna", "2019-12-09"},
		{"29th of December, 2019", "2019-12-29"},
		{"Montag, 13. Januar 2014", "2014-01-13"},
		{"1. März 2021", "2021-03-01"},
		{"1er août 2019", "2019-08-01"},
		{"le 23 DÉcembre 2019", ""},
		{"le 23 décembre 2019 à 14:00", "2019-12-23"},
		{"3 de marzo de 2021", "2021-03-03"},
		{"Senin, 8 Mei 2023", "2023-05-08"},
		{"( Tan Giang, 14 Gennaio 20 )", "2020-01-14"},
		{"15 avril, 2 et 6 Mai 19", ""},
		{"23 mai 19:30", ""},
		{"23 mai 19h", ""},
		{"31.10.23", "2023-10-31"},
		{"Von: Anna | 31.10.98", "1998-10-31"},
		{"31/10/23", "2023-10-31"},
		{"10/31/2023", "2023-10-31"},
		{"05/06/23", ""},
		{"05/06/2023", "2023-06-05"},
		{"10.31.23", ""},
		{"31.10.23.4", ""},
		{"2023\345\271\2641\346\234\2108\346\227\245", "2023-01-08"},
		{"2023\353\205\204 1\354\233\224 8\354\235\274", "2023-01-08"},
		{"Bericht 14. - 20. Januar 2022", ""},
		{"30 February 2020", ""},
		{"May 1999", ""},
		{"Marzo 1999 fu freddo", ""},
		{"version 12.9.10", ""},
		{"Ngày 8/1/2023", "2023-01-08"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tc_date date;
		struct tc_buf iso;

		tc_buf_init(&iso, 100);
		if (tc_html_date(tc_str_of(rows[i][0]), &date))
			tc_date_format(&date, &iso);
		if (!tc_str_eq(tc_buf_str(&iso), tc_str_of(rows[i][1])))
			fail_msg("%s: '%.*s' is not '%s'", rows[i][0], TC_STR_ARG(tc_buf_str(&iso)), rows[i][1]);
		tc_buf_release(&iso);
	}
}

static void bylines_give_names(void **state)
{
	(void)state;
	check_authors("NHẬT XUÂN - NGHI VŨ", "NHẬT XUÂN|NGHI VŨ");
	check_authors("Bài và ảnh: Lê Phương", "Lê Phương");
	check_authors("By Anna Writer and Ben Writer", "Anna Writer|Ben Writer");
	check_authors("Báo Tân Giang", "");
	check_authors("VnExpress.net, admin@a.vn, 12 phút trước, https://a.vn/x", "");
	check_authors("Von", "");
	check_authors("Hồng Thanh, Hồng Thanh", "Hồng Thanh");
}

static void signatures_are_names_alone(void **state)
{
	(void)state;
	assert_true(tc_html_is_signature(TC_STR("Hồng Thanh")));
	assert_true(tc_html_is_signature(TC_STR("Quang Lâm - Hà Vi")));
	assert_true(tc_html_is_signature(TC_STR("ĐỖ ĐẠT (ghi)")) == false);
	assert_false(tc_html_is_signature(TC_STR("Huyện Phú Lộc Hạ.")));
	assert_false(tc_html_is_signature(TC_STR("Còn lo về giá")));
	assert_false(tc_html_is_signature(TC_STR("Thanh")));
}

static enum tc_status read_page(struct tc_str html, struct tc_article *article)
{
	struct tc_html_page page;
	enum tc_status status;

	tc_arena_reset(&arena);
	tc_article_init(article, &arena);
	status = tc_html_parse(html, &arena, &page, NULL);
	if (status == TC_OK)
		status = tc_html_article(&page, NULL, article, NULL);
	tc_html_release(&page);
	return status;
}

static void check_repeated(const char *piece, size_t n)
{
	struct tc_article article;
	struct tc_buf html;

	tc_buf_init(&html, 64 << 20);
	tc_buf_add_cstr(&html, "<html><body><p>có chữ</p>");
	for (size_t i = 0; i < n; i++)
		tc_buf_add_cstr(&html, piece);
	assert_int_equal(html.failed, TC_OK);
	assert_int_equal(read_page(tc_buf_str(&html), &article), TC_OK);
	assert_true(article.body.n > 0);
	tc_buf_release(&html);
}

static void hostile_pages_are_bounded(void **state)
{
	struct tc_article article;

	(void)state;
	check_repeated("<div>", 1000000);
	check_repeated("<b></i>", 200000);
	check_repeated("<table><tr><td>", 50000);
	check_repeated("<p class='related", 100000);
	check_repeated("<!--", 100000);
	check_repeated("<div class=comment><p>chữ</p>", 1500);
	assert_int_equal(read_page(TC_STR(""), &article), TC_EFORMAT);
	assert_int_equal(read_page(TC_STR("<p>m\0t</p>\0<p>hai"), &article), TC_OK);
	assert_list(&article.body, "m t|hai");
}

static void attributes_are_bounded(void **state)
{
	struct tc_article article;
	struct tc_buf html;

	(void)state;
	tc_buf_init(&html, 64 << 20);
	tc_buf_add_cstr(&html, "<p>trước</p><p ");
	for (int i = 0; i < 100000; i++)
		tc_buf_printf(&html, "a%d=1 ", i);
	tc_buf_add_cstr(&html, ">sau</p>");
	assert_int_equal(read_page(tc_buf_str(&html), &article), TC_OK);
	assert_true(article.body.n > 0);
	tc_buf_release(&html);
}

static void no_memory_is_said(void **state)
{
	static const char html[] =
		"<h1>Tựa bài</h1><p class=sapo>Lời dẫn của bài này dài hơn hai mươi lăm chữ.</p><p>Thân bài, có "
		"phẩy, có chấm.</p><p>Hồng Thanh</p>";
	enum tc_status status = TC_ENOMEM;
	struct tc_article article;

	(void)state;
	for (unsigned long n = 1; n < 200 && status != TC_OK; n++) {
		tc_arena_release(&arena);
		tc_alloc_fail_after(n);
		tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
		status = read_page(tc_str_of(html), &article);
		tc_alloc_fail_after(0);
		assert_true(status == TC_OK || status == TC_ENOMEM || status == TC_EFORMAT);
	}
	assert_int_equal(status, TC_OK);
}

static int set_up(void **state)
{
	(void)state;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	tc_arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_end_lines),
		cmocka_unit_test(br_ends_lines_where_it_is_meant),
		cmocka_unit_test(table_rows_are_lines),
		cmocka_unit_test(what_is_not_text_is_left_out),
		cmocka_unit_test(references_are_decoded),
		cmocka_unit_test(json_ld_is_mended),
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(bylines_give_names),
		cmocka_unit_test(signatures_are_names_alone),
		cmocka_unit_test(hostile_pages_are_bounded),
		cmocka_unit_test(attributes_are_bounded),
		cmocka_unit_test(no_memory_is_said),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
