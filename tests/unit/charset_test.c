/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Encodings: which one is found, what text comes out, what the notes say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "corpus/charset.h"

#define B(literal)                                                                                                               \
	{                                                                                                                        \
		literal, sizeof(literal) - 1                                                                                     \
	}

static const struct {
	const char *what;
	struct tc_str bytes;
	const char *forced, *name, *text, *notes; /* notes with "|" between them */
} cases[] = {
	{"ASCII", B("Tin tuc\n"), NULL, "utf-8", "Tin tuc\n", ""},
	{"UTF-8", B("Ngô Quyền\n"), NULL, "utf-8", "Ngô Quyền\n", ""},
	{"mark of UTF-8", B("\xEF\xBB\xBFNgô Quyền"), NULL, "utf-8", "Ngô Quyền", ""},
	{"decomposed", B("Ngo\xCC\x82 Quye\xCC\x82\xCC\x80n"), NULL, "utf-8", "Ngô Quyền", ""},
	{"tone before shape", B("Quye\xCC\x80\xCC\x82n a\xCC\xA3\xCC\x82"), NULL, "utf-8", "Quyè\xCC\x82n ậ", ""},
	{"line ends",
	 B("a\r\nb\rc\x0C"
	   "d\xC2\x85"
	   "e\xE2\x80\xA8"
	   "f"),
	 NULL, "utf-8", "a\nb\nc\nd\ne\nf", ""},
	{"invisible", B("Hà\xC2\xAD\xE2\x80\x8B Nội\xEF\xBB\xBF\xE2\x80\x8E\x01\x7F"), NULL, "utf-8", "Hà Nội", ""},
	{"blanks",
	 B("a\xC2\xA0\xE2\x80\x83"
	   "b\xE3\x80\x80"
	   "c\td"),
	 NULL, "utf-8", "a  b c\td", ""},
	{"NUL in text", B("Hải Phòng\0 hôm nay"), NULL, "utf-8", "Hải Phòng hôm nay", ""},
	{"dashes, quotation marks and emoji stay", B("“a” – … 🎉 ₫"), NULL, "utf-8", "“a” – … 🎉 ₫", ""},
	{"Ohm and Angstrom signs are letters", B("\xE2\x84\xA6 \xE2\x84\xAB"), NULL, "utf-8", "Ω Å", ""},
	{"one wrong byte", B("Đà Nẵng \xFF hôm nay"), NULL, "utf-8", "Đà Nẵng \xEF\xBF\xBD hôm nay",
	 "repaired: 1 byte that is not UTF-8"},
	{"cut character", B("Đà Nẵ\xE1\xBA"), NULL, "utf-8", "Đà Nẵ\xEF\xBF\xBD", "repaired: 1 byte that is not UTF-8"},
	{"UTF-16LE with mark", B("\xFF\xFEH\0\xE0\0\r\0\n\0\xBF\x1E"), NULL, "utf-16le", "Hà\nế", "encoding: utf-16le"},
	{"UTF-16BE with mark", B("\xFE\xFF\0H\0\xE0\0\n\x1E\xBF"), NULL, "utf-16be", "Hà\nế", "encoding: utf-16be"},
	{"UTF-16LE without", B("H\0\xE0\0 \0N\0\xD9\x1Ei\0"), NULL, "utf-16le", "Hà Nội", "encoding: utf-16le"},
	{"UTF-16BE without", B("\0H\0\xE0\0 \0N\x1E\xD9\0i"), NULL, "utf-16be", "Hà Nội", "encoding: utf-16be"},
	{"half a surrogate pair", B("\xFF\xFEH\0\x3C\xD8!\0"), NULL, "utf-16le", "H\xEF\xBF\xBD!",
	 "encoding: utf-16le|repaired: 1 byte that is not utf-16le"},
	{"windows-1258",
	 B("Ng\xF4 Quy\xEA\xCCn \xF0\xE1nh gi\xE3\xEC"
	   "c"),
	 NULL, "windows-1258", "Ngô Quyền đánh giắc", "encoding: windows-1258"},
	{"Western", B("Caf\xE9 d\xE9j\xE0 vu, perch\xE9"), NULL, "windows-1252", "Café déjà vu, perché",
	 "encoding: windows-1252"},
	{"Western with i grave", B("cos\xEC citt\xE0 pi\xF9 Sant'Ant\xF2nio"), NULL, "windows-1252",
	 "così città più Sant'Antònio", "encoding: windows-1252"},
	{"meta", B("<meta charset=\"windows-1258\"><p>m\xE1y bay"), NULL, "windows-1258",
	 "<meta charset=\"windows-1258\"><p>máy bay", "encoding: windows-1258"},
	{"http-equiv", B("<META http-equiv=Content-Type content='text/html; CharSet=koi8-r'>\xC1\xC2"), NULL, "koi8-r",
	 "<META http-equiv=Content-Type content='text/html; CharSet=koi8-r'>аб", "encoding: koi8-r"},
	{"XML declaration", B("<?xml version='1.0' encoding='shift_jis'?><p>\x82\xA0"), NULL, "shift_jis",
	 "<?xml version='1.0' encoding='shift_jis'?><p>あ", "encoding: shift_jis"},
	{"meta in a comment", B("<!-- <meta charset=koi8-r> --><p>Caf\xE9"), NULL, "windows-1252",
	 "<!-- <meta charset=koi8-r> --><p>Café", "encoding: windows-1252"},
	{"declared Western, is UTF-8", B("<meta charset=iso-8859-1>Quyền"), NULL, "utf-8", "<meta charset=iso-8859-1>Quyền",
	 "encoding: declared windows-1252, found utf-8"},
	{"declared UTF-8, is windows-1258", B("<meta charset=utf-8>Quy\xEA\xCCn"), NULL, "windows-1258",
	 "<meta charset=utf-8>Quyền", "encoding: declared utf-8, found windows-1258"},
	{"declared Western, is windows-1258", B("<meta charset=windows-1252>Quy\xEA\xCCn"), NULL, "windows-1258",
	 "<meta charset=windows-1252>Quyền", "encoding: declared windows-1252, found windows-1258"},
	{"declared UTF-16 in ASCII", B("<meta charset=utf-16>Quyền"), NULL, "utf-8", "<meta charset=utf-16>Quyền", ""},
	{"declared, unknown", B("<meta charset=klingon>Quyền"), NULL, "utf-8", "<meta charset=klingon>Quyền", ""},
	{"ASCII declared Western", B("<meta charset=iso-8859-1>Tin"), NULL, "utf-8", "<meta charset=iso-8859-1>Tin", ""},
	{"text that talks about charset=koi8-r", B("charset=koi8-r Caf\xE9"), NULL, "windows-1252", "charset=koi8-r Café",
	 "encoding: windows-1252"},
	{"Shift-JIS, not declared",
	 B("\216s\217\352\202\314\212J\217\212\216\256\202\252\223y\227j\223\372\202\311\215s\202\355\202"
	   "\352\201A\221\275\202\255\202\314\220l\202\252\217W\202\334\202\301\202\275\201B"),
	 NULL, "shift_jis", "市場の開所式が土曜日に行われ、多くの人が集まった。", "encoding: shift_jis"},
	{"EUC-JP, not declared",
	 B("\273\324\276\354\244\316\263\253\275\352\274\260\244\254\305\332\315\313\306\374\244\313\271\324"
	   "\244\357\244\354\241\242\302\277\244\257\244\316\277\315\244\254\275\270\244\336\244\303\244\277"
	   "\241\243"),
	 NULL, "euc-jp", "市場の開所式が土曜日に行われ、多くの人が集まった。", "encoding: euc-jp"},
	{"EUC-KR, not declared",
	 B("\273\365 \275\303\300\345\300\314 \305\344\277\344\300\317\277\241 \271\256\300\273 \277\255\276"
	   "\372\260\355 \270\271\300\272 \273\347\266\367\265\351\300\314 \270\360\277\264\264\331."),
	 NULL, "euc-kr", "새 시장이 토요일에 문을 열었고 많은 사람들이 모였다.", "encoding: euc-kr"},
	{"Big5, not declared",
	 B("\267s\252\272\245\253\263\365\246b\254P\264\301\244\273\266}\271\365\241A\263\134\246h\244H\263"
	   "\243\250\323\250\354\252e\303\344\274y\257\254\241C"),
	 NULL, "big5", "新的市場在星期六開幕，許多人都來到河邊慶祝。", "encoding: big5"},
	{"GB18030, not declared",
	 B("\320\302\265\304\312\320\263\241\324\332\320\307\306\332\301\371\277\252\304\273\243\254\320\355"
	   "\266\340\310\313\266\274\300\264\265\275\272\323\261\337\307\354\327\243\241\243"),
	 NULL, "gb18030", "新的市场在星期六开幕，许多人都来到河边庆祝。", "encoding: gb18030"},
	{"KOI8-R, not declared",
	 B("\356\317\327\331\312 \322\331\316\317\313 \317\324\313\322\331\314\323\321 \327 \323\325\302\302"
	   "\317\324\325 \316\301 \302\305\322\305\307\325 \322\305\313\311."),
	 NULL, "koi8-r", "Новый рынок открылся в субботу на берегу реки.", "encoding: koi8-r"},
	{"windows-1251, not declared",
	 B("\315\356\342\373\351 \360\373\355\356\352 \356\362\352\360\373\353\361\377 \342 \361\363\341\341"
	   "\356\362\363 \355\340 \341\345\360\345\343\363 \360\345\352\350."),
	 NULL, "windows-1251", "Новый рынок открылся в субботу на берегу реки.", "encoding: windows-1251"},
	{"Greek, not declared",
	 B("\307 \355\335\341 \341\343\357\361\334 \334\355\357\351\356\345 \364\357 \323\334\342\342\341"
	   "\364\357 \363\364\347\355 \374\367\350\347 \364\357\365 \360\357\364\341\354\357\375 \352\341"
	   "\351 \336\361\350\341\355 \360\357\353\353\357\337."),
	 NULL, "iso-8859-7", "Η νέα αγορά άνοιξε το Σάββατο στην όχθη του ποταμού και ήρθαν πολλοί.", "encoding: iso-8859-7"},
	{"too little of another script", B("\xCE\xEF\xE2\xFB\xE9 Tan Giang"), NULL, "windows-1252", "Îïâûé Tan Giang",
	 "encoding: windows-1252"},
	{"another script among Western words",
	 B("Le mot russe \xF0\xFB\xED\xEE\xEA et le mot \xF0\xE5\xEA\xE0 sont \xE9"
	   "crits"),
	 NULL, "windows-1252", "Le mot russe ðûíîê et le mot ðåêà sont écrits", "encoding: windows-1252"},
	{"a pound alone is no letter of TCVN3", B("This is a \xA3\x93test.\x94"), NULL, "windows-1252", "This is a £“test.”",
	 "encoding: windows-1252"},
	{"forced", B("Quy\xEA\xCCn"), "CP1258", "windows-1258", "Quyền", "encoding: windows-1258"},
	{"forced against the bytes", B("Quy\xE1\xBB\x81n"), "latin1", "windows-1252", "Quy\xC3\xA1\xC2\xBBn",
	 "encoding: windows-1252"},
};

/* Arabic in GB 18030: four bytes a letter, every second one a digit, are no words of TCVN 5712-1. */
static void test_digits(void **state)
{
	static const struct tc_str bytes =
		B("\201\061\203\071\201\061\206\065\201\061\204\062\201\061\204\062\201\061\204\065 \201\061\203"
		  "\071\201\061\206\070\201\061\205\061\201\061\207\062\201\061\206\066 \201\061\203\071\201\061"
		  "\206\070\201\061\204\064\201\061\204\067\201\061\207\064\201\061\204\067 \201\061\207\064\201"
		  "\061\207\062\201\061\206\071 \201\061\203\071\201\061\206\070\201\061\205\061\201\061\204\060"
		  "\201\061\204\062 \201\061\205\067\201\061\206\070\201\061\207\063 \201\061\205\064\201\061\206"
		  "\065\201\061\204\061 \201\061\203\071\201\061\206\070\201\061\207\060\201\061\207\061\201\061"
		  "\204\071 \201\061\207\062\201\061\204\064\201\061\203\071\201\061\203\063 \201\061\206\067\201"
		  "\061\204\063\201\061\207\064\201\061\204\071 \201\061\206\071\201\061\207\060 \201\061\203\071"
		  "\201\061\206\070\201\061\207\060\201\061\203\071\201\061\205\061");
	struct tc_charset charset;
	(void)state;
	assert_int_equal(tc_charset_find(bytes, true, NULL, &charset, NULL), TC_OK);
	assert_string_equal(charset.name, "windows-1252");
}

static void join_notes(const struct tc_strs *notes, struct tc_buf *out)
{
	for (size_t i = 0; i < notes->n; i++) {
		if (i > 0)
			tc_buf_add_char(out, '|');
		tc_buf_add_str(out, notes->v[i]);
	}
}

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tc_charset charset;
		struct tc_arena arena;
		struct tc_strs notes = {NULL, 0, 0};
		struct tc_buf out, said;
		struct tc_str text = TC_STR_NONE;
		tc_arena_init(&arena, 1 << 20);
		tc_buf_init(&out, 1 << 20);
		tc_buf_init(&said, 1 << 20);
		print_message("%s\n", cases[i].what);
		assert_int_equal(tc_charset_find(cases[i].bytes, true, cases[i].forced, &charset, NULL), TC_OK);
		assert_string_equal(charset.name, cases[i].name);
		assert_int_equal(tc_charset_decode(cases[i].bytes, &charset, &out, &text, NULL), TC_OK);
		/* U+0081 in Latin-1 is a control character and goes. */
		assert_int_equal(text.n, strlen(cases[i].text));
		assert_memory_equal(text.p, cases[i].text, text.n);
		tc_charset_notes(&charset, &arena, &notes);
		join_notes(&notes, &said);
		assert_string_equal(tc_buf_cstr(&said), cases[i].notes);
		tc_buf_release(&said);
		tc_buf_release(&out);
		tc_arena_release(&arena);
	}
}

/* Clean text is not copied. */
static void test_no_copy(void **state)
{
	static const struct tc_str bytes = B("Ngô Quyền\n");
	struct tc_charset charset;
	struct tc_buf out;
	struct tc_str text;
	(void)state;
	tc_buf_init(&out, 1 << 20);
	assert_int_equal(tc_charset_find(bytes, true, NULL, &charset, NULL), TC_OK);
	assert_int_equal(tc_charset_decode(bytes, &charset, &out, &text, NULL), TC_OK);
	assert_ptr_equal(text.p, bytes.p);
	tc_buf_release(&out);
}

static void test_unknown(void **state)
{
	struct tc_charset charset;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_charset_find(TC_STR("a"), true, "klingon", &charset, &err), TC_EARG);
	assert_string_equal(err.text, "klingon: no encoding of this name is known");
}

static void test_limit(void **state)
{
	static const struct tc_str bytes = B("\xFF\xFF\xFF\xFF");
	struct tc_charset charset;
	struct tc_buf out;
	struct tc_str text;
	(void)state;
	tc_buf_init(&out, 4);
	assert_int_equal(tc_charset_find(bytes, true, "utf-8", &charset, NULL), TC_OK);
	assert_int_equal(tc_charset_decode(bytes, &charset, &out, &text, NULL), TC_ELIMIT);
	tc_buf_release(&out);
}

static void test_binary(void **state)
{
	static const struct tc_str binary[] = {B("\x89PNG\r\n\x1A\n"),
					       B("\xFF\xD8\xFF\xE0"),
					       B("GIF89a"),
					       B("%PDF-1.4"),
					       B("PK\3\4"),
					       B("\x7F"
						 "ELF"),
					       B("\x1F\x8B\x08")};
	static const struct tc_str text[] = {
		B("Ngô Quyền"), B("a"), B("a\0b"), B("H\0\xE0\0 \0N\0\xD9\x1Ei\0"), B("\xFF\xFEH\0"), B("\x1B[1mTin\x1B[0m\n")};
	char noise[512];
	(void)state;
	for (size_t i = 0; i < sizeof binary / sizeof *binary; i++)
		assert_true(tc_charset_binary(binary[i]));
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		assert_false(tc_charset_binary(text[i]));
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * 7);
	assert_true(tc_charset_binary((struct tc_str){noise, sizeof noise}));
}

/* Whatever goes in, what comes out is well-formed, and clean in the eyes of a second pass. */
static void test_clean_is_clean(void **state)
{
	struct tc_arena arena;
	char bytes[64];
	unsigned random = 1;
	(void)state;
	tc_arena_init(&arena, 1 << 24);
	for (unsigned round = 0; round < 20000; round++) {
		static const char *const pieces[] = {"a",
						     "\xCC\x80",
						     "\xCC\xA3",
						     "\xE2\x80\x8B",
						     "\xE1\xBA\xBF",
						     "\xFF",
						     "\n",
						     "\xC2\xA0",
						     "\xE1\x84\x80\xE1\x85\xA1",
						     "o",
						     "\xF0\x9D\x85\x9E",
						     "\xE2"};
		size_t n = 0;
		while (n < sizeof bytes - 8) {
			random = random * 1103515245 + 12345;
			const char *piece = pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)];
			memcpy(bytes + n, piece, strlen(piece));
			n += strlen(piece);
		}
		tc_arena_reset(&arena);
		struct tc_str once = tc_charset_clean(&arena, (struct tc_str){bytes, n}), twice = tc_charset_clean(&arena, once);
		assert_true(tc_utf8_valid(once));
		assert_true(tc_str_eq(once, twice));
	}
	tc_arena_release(&arena);
}

/* A letter under a million marks costs no more than text of that length, and thirty of them stay. */
static void test_many_marks(void **state)
{
	static char bytes[1 + 2 * 1000000];
	struct tc_arena arena;
	(void)state;
	bytes[0] = 'q';
	for (size_t i = 1; i + 1 < sizeof bytes; i += 2)
		memcpy(bytes + i, i % 4 == 1 ? "\xCC\xA3" : "\xCD\x84", 2);
	tc_arena_init(&arena, 1 << 24);
	struct tc_str once = tc_charset_clean(&arena, (struct tc_str){bytes, sizeof bytes});
	assert_int_equal(once.n, 1 + 2 * 30);
	assert_true(tc_str_eq(once, tc_charset_clean(&arena, once)));
	tc_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),          cmocka_unit_test(test_digits),     cmocka_unit_test(test_no_copy),
		cmocka_unit_test(test_unknown),        cmocka_unit_test(test_limit),      cmocka_unit_test(test_binary),
		cmocka_unit_test(test_clean_is_clean), cmocka_unit_test(test_many_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
