/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Highlights and snippets: which tokens are marked, which passage is chosen, where it is cut, and over random articles that no
 * snippet is longer than asked, breaks a character or a word, or begins with punctuation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyzers/fold.h"
#include "base/utf8.h"
#include "query/snippet.h"

#define MAX_WORDS 16

static struct tc_arena arena;
static struct tc_analyzer *analyzer;
static struct tc_word word_room[MAX_WORDS];
static struct tc_words words;

static int set_up(void **state)
{
	(void)state;
	tc_arena_init(&arena, 64 << 20);
	return tc_analyzer_new(&analyzer, NULL) == TC_OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	tc_analyzer_free(analyzer);
	tc_arena_release(&arena);
	return 0;
}

static void no_words(void)
{
	tc_arena_reset(&arena);
	memset(word_room, 0, sizeof(word_room));
	words = (struct tc_words){.v = word_room, .n = 0, .capacity = MAX_WORDS};
}

static struct tc_str term_of(const char *word)
{
	struct tc_buf term;
	tc_buf_init(&term, 1 << 10);
	tc_fold_term(tc_str_of(word), &term);
	struct tc_str copy = tc_arena_str(&arena, tc_buf_str(&term));
	tc_buf_release(&term);
	return copy;
}

/* Adds a word that stands for its spellings, "quyen|quyền|quyển": the first is exact, the others ASCII. */
static struct tc_word *add_word(const char *spellings, double idf)
{
	struct tc_word *word = &words.v[words.n++];
	struct tc_str rest = tc_str_of(spellings);
	size_t capacity = 0;
	*word = (struct tc_word){.idf = idf};
	while (rest.p != NULL) {
		struct tc_str one = tc_str_split(&rest, '|');
		assert_int_equal(tc_arena_grow(&arena, &word->spellings, &capacity, word->n_spellings, sizeof(*word->spellings)),
				 0);
		word->spellings[word->n_spellings] =
		    (struct tc_spelling){.term = term_of(tc_arena_cstr(&arena, one)),
					 .rung = word->n_spellings == 0 ? TC_RUNG_EXACT : TC_RUNG_ASCII,
					 .weight = word->n_spellings == 0 ? 1 : 0.5,
					 .documents = 1};
		if (word->n_spellings++ == 0)
			word->typed = one;
	}
	return word;
}

/* The words of a blank-separated list, all of the same idf; a phrase when its number is not 0. */
static void add_words(const char *list, double idf, uint32_t phrase)
{
	struct tc_str rest = tc_str_of(list);
	while (rest.p != NULL)
		add_word(tc_arena_cstr(&arena, tc_str_split(&rest, ' ')), idf)->phrase = phrase;
}

static struct tc_highlighter *highlighter(void)
{
	struct tc_highlighter *h = NULL;
	assert_int_equal(tc_highlighter_new(&words, &arena, &h, NULL), TC_OK);
	return h;
}

/* The text with [ ] around its highlights. */
static const char *marked(struct tc_str text, const struct tc_highlights *highlights)
{
	struct tc_buf out;
	size_t at = 0;
	tc_buf_init(&out, 1 << 20);
	for (size_t i = 0; i < highlights->n; i++) {
		assert_true(highlights->v[i].start >= at && highlights->v[i].end > highlights->v[i].start);
		assert_true(highlights->v[i].end <= text.n);
		tc_buf_add_str(&out, tc_str_sub(text, at, highlights->v[i].start));
		tc_buf_add_char(&out, '[');
		tc_buf_add_str(&out, tc_str_sub(text, highlights->v[i].start, highlights->v[i].end));
		tc_buf_add_char(&out, ']');
		at = highlights->v[i].end;
	}
	tc_buf_add_str(&out, tc_str_sub(text, at, text.n));
	const char *copy = tc_arena_cstr(&arena, tc_buf_str(&out));
	tc_buf_release(&out);
	return copy;
}

static void check_highlights(const char *text, enum tc_field field, const char *expected)
{
	struct tc_highlights found;
	assert_int_equal(tc_highlight_text(highlighter(), analyzer, tc_str_of(text), field, &arena, &found, NULL), TC_OK);
	assert_string_equal(marked(tc_str_of(text), &found), expected);
}

static void test_spellings(void **state)
{
	(void)state;
	no_words();
	add_words("ngo|ngô quyen|quyền|quyển", 5, 0);
	check_highlights("Quận Ngô Quyền, ngỗ; NGÔ quyền hạn", TC_FIELD_TEXT, "Quận [Ngô Quyền], ngỗ; [NGÔ quyền] hạn");
	check_highlights("Ngô  Quyền Ngô, Quyền", TC_FIELD_TEXT, "[Ngô]  [Quyền Ngô], [Quyền]");
	check_highlights("Nguyễn", TC_FIELD_TEXT, "Nguyễn");
	check_highlights("", TC_FIELD_TEXT, "");
	no_words();
	add_words("hòa kỹ đà", 5, 0);
	check_highlights("hoà bình, kĩ sư, Đa\u0300 Nẵng", TC_FIELD_TEXT, "[hoà] bình, [kĩ] sư, [Đa\u0300] Nẵng");
}

static void test_phrase(void **state)
{
	(void)state;
	no_words();
	add_words("hồng thanh", 5, 1);
	check_highlights("Thanh niên Hồng; hồng Thanh và Hồng hồng thanh", TC_FIELD_TEXT,
			 "Thanh niên Hồng; [hồng Thanh] và Hồng [hồng thanh]");
	add_word("thanh", 5);
	check_highlights("Thanh niên Hồng, hồng Thanh", TC_FIELD_TEXT, "[Thanh] niên Hồng, [hồng Thanh]");
	no_words();
	add_words("hà hà nội", 5, 1);
	check_highlights("hà hà hà nội", TC_FIELD_TEXT, "hà [hà hà nội]");
}

static void test_fields(void **state)
{
	(void)state;
	no_words();
	add_word("cầu", 5)->field = TC_FIELD_TITLE;
	add_word("đường", 5)->negated = true;
	add_word("hầm", 5);
	check_highlights("cầu đường hầm", TC_FIELD_TITLE, "[cầu] đường [hầm]");
	check_highlights("cầu đường hầm", TC_FIELD_TEXT, "cầu đường [hầm]");
}

static struct tc_article article_of(const char *lead, const char *const *paragraphs)
{
	struct tc_article article;
	tc_article_init(&article, &arena);
	article.lead = tc_str_of(lead);
	for (; paragraphs != NULL && *paragraphs != NULL; paragraphs++)
		tc_strs_add(&article.body, &arena, tc_str_of(*paragraphs));
	return article;
}

static void check_snippet(const struct tc_article *article, size_t max, const char *expected)
{
	struct tc_snippet snippet;
	assert_int_equal(tc_snippet_make(highlighter(), analyzer, article, max, &arena, &snippet, NULL), TC_OK);
	assert_string_equal(marked(snippet.text, &snippet.highlights), expected);
	assert_true(tc_utf8_count(snippet.text) <= max);
}

static const char *const bridge[] = {
    "Sáng nay trời mưa to. Cầu Rào khánh thành sau hai năm thi công, người dân hai bờ đi lại thuận tiện. Nhiều xe chờ từ sớm.",
    "Công trình dài 1.200 mét, có bốn làn xe; chi phí 800 tỷ đồng.",
    "“Tôi rất mừng”, bà Lan (60 tuổi), người sống cạnh bến phà cũ hơn bốn mươi năm qua và từng chèo đò đưa học sinh sang sông "
    "mỗi "
    "ngày, nói khi bước lên mặt cầu mới trong sáng hôm nay cùng cháu ngoại.",
    NULL,
};

static void test_passages(void **state)
{
	(void)state;
	no_words();
	struct tc_article article = article_of("Thành phố có thêm một cây cầu.", bridge);
	check_snippet(&article, 120, "Thành phố có thêm một cây cầu.");
	add_words("rào khánh thành", 5, 0);
	check_snippet(&article, 80, "Cầu [Rào khánh thành] sau hai năm thi công, người dân hai bờ đi lại thuận tiện.");
	check_snippet(&article, 105,
		      "Cầu [Rào khánh thành] sau hai năm thi công, người dân hai bờ đi lại thuận tiện. Nhiều xe chờ từ sớm.");
	check_snippet(&article, 60, "Cầu [Rào khánh thành] sau hai năm thi công, người dân hai bờ…");
	check_snippet(&article, 22, "…[Rào khánh thành] sau…");
	no_words();
	article = article_of("Thành phố có thêm một cây cầu.", bridge);
	add_words("chèo đò", 5, 0);
	check_snippet(&article, 100,
		      "…hơn bốn mươi năm qua và từng [chèo đò] đưa học sinh sang sông mỗi ngày, nói khi bước lên mặt cầu mới…");
}

static void test_two_passages(void **state)
{
	(void)state;
	no_words();
	struct tc_article article = article_of("", bridge);
	add_words("khánh thành chi phí", 5, 0);
	check_snippet(
	    &article, 200,
	    "Sáng nay trời mưa to. Cầu Rào [khánh thành] sau hai năm thi công, người dân hai bờ đi lại thuận tiện. Nhiều xe "
	    "chờ từ sớm. … Công trình dài 1.200 mét, có bốn làn xe; [chi phí] 800 tỷ đồng.");
}

/* Words that stand together win over the same words scattered, rare ones over common ones. */
static void test_choice(void **state)
{
	(void)state;
	static const char *const together[] = {"Ngô là cây lương thực, còn quyền sử dụng đất thì khác.",
					       "Hội ở quận Ngô Quyền hôm qua.", NULL};
	static const char *const rare[] = {"Có mưa và có gió.", "Chỉ có lũ.", NULL};
	no_words();
	struct tc_article article = article_of("", together);
	add_words("ngô quyền", 5, 0);
	check_snippet(&article, 40, "Hội ở quận [Ngô Quyền] hôm qua.");
	no_words();
	article = article_of("", rare);
	add_word("có", 0.2);
	add_word("lũ", 6);
	check_snippet(&article, 20, "Chỉ [có lũ].");
}

/* The checks that hold for every snippet. */
static void check_property(const struct tc_article *article, size_t max)
{
	struct tc_snippet snippet;
	assert_int_equal(tc_snippet_make(highlighter(), analyzer, article, max, &arena, &snippet, NULL), TC_OK);
	assert_true(tc_utf8_count(snippet.text) <= max);
	assert_true(tc_utf8_valid(snippet.text));
	marked(snippet.text, &snippet.highlights);
	for (size_t i = 0; i < snippet.highlights.n; i++) {
		struct tc_str hit = tc_str_sub(snippet.text, snippet.highlights.v[i].start, snippet.highlights.v[i].end);
		assert_true(tc_utf8_valid(hit));
		assert_true(hit.p[0] != ' ' && hit.p[hit.n - 1] != ' ');
	}
	if (snippet.text.n > 0) {
		size_t at = 0;
		assert_non_null(strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ(\"\xC3\xC4\xC6\xE1\xE2",
				       snippet.text.p[0]));
		unsigned first = tc_utf8_next(snippet.text, &at);
		assert_true(first < 0x2000 || first == 0x2026 || first == 0x201C);
		assert_int_not_equal(snippet.text.p[snippet.text.n - 1], ' ');
	}
}

static unsigned next_random(unsigned long long *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned)(*state >> 40);
}

static struct tc_str random_paragraph(unsigned long long *seed)
{
	static const char *const pieces[] = {"cầu",    "đường",      "Hải Phòng",
					     "TP.HCM", "37/NQ-HĐND", "một",
					     "người",  "(dân",       "trí)",
					     "“Tốt”",  "1.651",      "5%",
					     "và",     "quận",       "Ngô",
					     "Quyền",  "-",          "–",
					     "…",      "\"ai\"",     "km²",
					     "thuở",   "nghiêng",    "xe",
					     "a",      "the",        "https://vi.example/mot-dia-chi-rat-dai"};
	static const char *const ends[] = {" ", " ", " ", " ", ", ", ". ", "! ", ": ", "; "};
	struct tc_buf text;
	tc_buf_init(&text, 1 << 16);
	for (unsigned n = next_random(seed) % 80; n > 0; n--) {
		tc_buf_add_cstr(&text, pieces[next_random(seed) % (sizeof(pieces) / sizeof(pieces[0]))]);
		tc_buf_add_cstr(&text, ends[next_random(seed) % (sizeof(ends) / sizeof(ends[0]))]);
	}
	struct tc_str copy = tc_arena_str(&arena, tc_str_trim(tc_buf_str(&text)));
	tc_buf_release(&text);
	return copy;
}

static void test_random(void **state)
{
	(void)state;
	unsigned long long seed = 30041975;
	for (int i = 0; i < 1500; i++) {
		no_words();
		add_words("ngô quyền cầu", 5, 0);
		add_word("hcm", 3);
		add_words("hải phòng", 4, 1);
		words.n = next_random(&seed) % (words.n + 1);
		struct tc_article article;
		tc_article_init(&article, &arena);
		article.lead = random_paragraph(&seed);
		for (unsigned n = next_random(&seed) % 4; n > 0; n--)
			tc_strs_add(&article.body, &arena, random_paragraph(&seed));
		tc_strs_add(&article.captions, &arena, random_paragraph(&seed));
		check_property(&article, 30 + next_random(&seed) % 300);
		check_property(&article, 280);
	}
}

/* However small the room is. */
static void test_tiny(void **state)
{
	(void)state;
	no_words();
	add_words("chèo đò", 5, 0);
	struct tc_article article = article_of("", bridge), empty = article_of("", NULL);
	for (size_t max = 0; max < 40; max++) {
		struct tc_snippet snippet;
		assert_int_equal(tc_snippet_make(highlighter(), analyzer, &article, max, &arena, &snippet, NULL), TC_OK);
		assert_true(tc_utf8_count(snippet.text) <= max && tc_utf8_valid(snippet.text));
		marked(snippet.text, &snippet.highlights);
	}
	check_snippet(&empty, 100, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_spellings), cmocka_unit_test(test_phrase),       cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_passages),  cmocka_unit_test(test_two_passages), cmocka_unit_test(test_choice),
	    cmocka_unit_test(test_random),    cmocka_unit_test(test_tiny),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
