/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The encodings of Vietnamese before Unicode: every letter of the shared tables, a sentence in each, found by what it looks like,
 * and sentences of other languages that are left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/charset.h"
#include "tests/unit/table.h"

#define B(literal)                                                                                                               \
	{                                                                                                                        \
		literal, sizeof(literal) - 1                                                                                     \
	}

static const char sentence[] =
	"Sáng 12-3, huyện Phú Lộc Hạ khởi công đường tránh lũ dài 4 km. Bà con xã Lạc Hạ mong đợi đã mười năm "
	"– kể từ trận lụt lớn.";

static const struct {
	const char *name;
	struct tc_str bytes;
} coded[] = {
	{"tcvn3", B("S\270ng 12-3, huy\326n Ph\363 L\351c H\271 kh\353i c\253ng \256\255\352ng tr\270nh l\362 d\265i 4 km. B\265 "
		    "con x\267 L\271c H\271 mong \256\356i \256\267 m\255\352i n\250m \226 k\323 t\365 tr\313n l\364t l\355n.")},
	{"tcvn5712-1", B("\231 \247\265 Kh\252, S\270ng 12-3, huy\326n Ph\363 L\351c H\271 kh\353i c\253ng \256\255\352ng "
			 "tr\270nh l\362 d\265i 4 km. B\265 con x\267 L\271c H\271 mong \256\356i \256\267 m\255\352i n\250m - "
			 "k\323 t\365 tr\313n l\364t l\355n.")},
	{"vni", B("Sa\371ng 12-3, huye\344n Phu\371 Lo\344c Ha\357 kh\364\373i co\342ng \361\366\364\370ng tra\371nh lu\365 "
		  "da\370i 4 km. Ba\370 con xa\365 La\357c Ha\357 mong \361\364\357i \361a\365 m\366\364\370i na\352m \226 "
		  "ke\345 t\366\370 tra\344n lu\357t l\364\371n.")},
	{"viscii",
	 B("S\341ng 12-3, huy\256n Ph\372 L\265c H\325 kh\267i c\364ng \360\337\266ng tr\341nh l\373 d\340i 4 km. B\340 con "
	   "x\343 L\325c H\325 mong \360\376i \360\343 m\337\266i n\345m - k\254 t\327 tr\247n l\370t l\276n.")},
	{"vps", B("S\341ng 12-3, huy\214n Ph\372 L\266c H\345 kh\252i c\364ng \307\334\251ng tr\341nh l\333 d\340i 4 km. B\340 "
		  "con x\343 L\345c H\345 mong \307\256i \307\343 m\334\251i n\346m - k\213 t\330 tr\306n l\370t l\247n.")},
	{"viqr", B("Sa'ng 12-3, huye^.n Phu' Lo^.c Ha. kho+?i co^ng ddu+o+`ng tra'nh lu~ da`i 4 km. Ba` con xa~ La.c Ha. mong "
		   "ddo+.i dda~ mu+o+`i na(m - ke^? tu+` tra^.n lu.t lo+'n.")},
	{"windows-1258", B("Sa\354ng 12-3, huy\352\362n Phu\354 L\364\362c Ha\362 kh\365\322i c\364ng \360\375\365\314ng "
			   "tra\354nh lu\336 da\314i 4 km. Ba\314 con xa\336 La\362c Ha\362 mong \360\365\362i \360a\336 "
			   "m\375\365\314i n\343m \226 k\352\322 t\375\314 tr\342\362n lu\362t l\365\354n.")},
};

static const char *const others[] = {
	"Jeg så på båten før vi gikk, og når båten gikk, så sa hun at på øya må alle få se på sjøen. Det må også på plass.",
	"Fünf Männer saßen am Straßenrand; über ihnen hörte man die Vögel, später für lange Zeit nichts.",
	"À Noël, l'élève a été reçu à l'école où sa mère enseignait naguère le français, déjà très âgée.",
	"Příliš žluťoučký kůň úpěl ďábelské ódy.",
	"A Câmara aprovou ontem à noite a criação de uma comissão para estudar a situação das escolas.",
};

static struct tc_buf text;

/* Decodes bytes as name, or as what is found when name is NULL. */
static struct tc_str decode(struct tc_str bytes, const char *name, struct tc_charset *charset)
{
	struct tc_err err;
	struct tc_str out = TC_STR_NONE;
	assert_int_equal(tc_charset_find(bytes, true, name, charset, &err), TC_OK);
	assert_int_equal(tc_charset_decode(bytes, charset, &text, &out, &err), TC_OK);
	return out;
}

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static int check_rows(const char *name, const char *file)
{
	struct table table;
	struct tc_charset charset;
	char path[64], bytes[16];
	int wrong = 0;
	snprintf(path, sizeof path, "encodings/%s.tsv", file);
	if (!table_shared(&table, path))
		return 0;
	while (table_next(&table)) {
		size_t n = table.cell[0].n / 2;
		/* What only a font's name tells is not in the bytes. */
		if (tc_str_eq(table.cell[3], TC_STR("h-font")) || tc_str_eq(table.cell[3], TC_STR("pair-alternate")))
			continue;
		assert_true(n < sizeof bytes);
		for (size_t i = 0; i < n; i++)
			bytes[i] = (char)(hex_digit(table.cell[0].p[2 * i]) << 4 | hex_digit(table.cell[0].p[2 * i + 1]));
		wrong += table_check(&table, name, decode((struct tc_str){bytes, n}, name, &charset), table.cell[1]);
	}
	return wrong;
}

static void every_letter_of_the_tables(void **state)
{
	static const char *const names[][2] = {{"tcvn3", "tcvn3-abc"},
					       {"tcvn5712-1", "tcvn5712-1"},
					       {"vni", "vni-windows"},
					       {"viscii", "viscii"},
					       {"vps", "vps"},
					       {"viqr", "viqr"},
					       {"windows-1258", "windows-1258"}};
	int wrong = 0;
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		wrong += check_rows(names[i][0], names[i][1]);
	assert_int_equal(wrong, 0);
}

/* The signs of VIQR that are tones and punctuation, by what stands around them. */
static void signs_of_viqr(void **state)
{
	static const char *const rows[][2] = {
		{"ba` con la.i xe. Ho. vui", "bà con lại xe. Họ vui"},
		{"o^ng la'i xe ddi. 8 nga`y sau", "ông lái xe đi. 8 ngày sau"},
		{"nha` chung cu+. Cu. the^?", "nhà chung cư. Cụ thể"},
		{"theo Su+? ky', Bo^. No^ng nghie^.p", "theo Sử ký, Bộ Nông nghiệp"},
		{"ho. ho.p o+? xa~ La.c. Ba` Hoa", "họ họp ở xã Lạc. Bà Hoa"},
		{"co' la` ai? Sau ddo'", "có là ai? Sau đó"},
		{"xe co+~ nho? Ta^n Giang", "xe cỡ nhỏ Tân Giang"},
		{"ngu+o+`i me.\nChie^`u nay", "người mẹ\nChiều nay"},
		{"ngo^i nha`\nva` khu vu+o+`n cu?a ba`. \"Ai?\", o^ng ho?i", "ngôi nhà\nvà khu vườn của bà. \"Ai?\", ông hỏi"},
		{"nu+o+'c ca.n. (Theo ba'o)", "nước cạn. (Theo báo)"},
		{"tre? em vu`ng xa./. ", "trẻ em vùng xa./. "},
		{"ngu+o+`i sinh vie^nda.y tre?", "người sinh viêndạy trẻ"},
		{"tha^.t ra... Ho.", "thật ra... Họ"},
		{"xem ba'o ta.i yahoo.com nhe'", "xem báo tại yahoo.com nhé"},
	};
	struct tc_charset charset;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tc_str out = decode(tc_str_of(rows[i][0]), "viqr", &charset);
		if (!tc_str_eq(out, tc_str_of(rows[i][1])))
			fail_msg("%s: '%.*s' is not '%s'", rows[i][0], (int)out.n, out.p, rows[i][1]);
	}
}

static void found_by_their_looks(void **state)
{
	struct tc_charset charset;
	(void)state;
	for (size_t i = 0; i < sizeof coded / sizeof *coded; i++) {
		struct tc_str got = decode(coded[i].bytes, NULL, &charset);
		/* The sentence begins behind what one of them has before it; not all have the dash. */
		size_t from = tc_str_find(got, TC_STR("Sáng"), 0), dash = tc_str_find(got, TC_STR("năm"), 0);
		assert_string_equal(charset.name, coded[i].name);
		assert_int_equal(dash - from, strstr(sentence, "năm") - sentence);
		assert_memory_equal(got.p + from, sentence, dash - from);
		assert_true(tc_str_find(got, TC_STR("kể từ trận lụt lớn."), 0) < got.n);
	}
}

/* As 1252 shows such bytes, and UTF-8 once more: what editors saved that knew no better. */
static void decoded_wrong_before(void **state)
{
	struct tc_charset charset;
	(void)state;
	struct tc_str got = decode(TC_STR("S¸ng 12-3, huyÖn Phó Léc H¹ khëi c«ng ®­êng tr¸nh lò."), NULL, &charset);
	assert_true(tc_str_eq(got, TC_STR("Sáng 12-3, huyện Phú Lộc Hạ khởi công đường tránh lũ.")));
	got = decode(TC_STR("HÃ\xC2\xA0 Ná»™i: mÆ°a lá»›n, Ä‘Æ°á»\xC2\x9Dng ngáº­p."), NULL, &charset);
	assert_true(tc_str_eq(got, TC_STR("Hà Nội: mưa lớn, đường ngập.")));
}

static void other_languages_are_left_alone(void **state)
{
	struct tc_charset charset;
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct tc_str got = decode(tc_str_of(others[i]), NULL, &charset);
		assert_string_equal(charset.name, "utf-8");
		assert_true(tc_str_eq(got, tc_str_of(others[i])));
	}
}

/* The same in one byte a letter is Western and no Vietnamese encoding. */
static void western_bytes_are_western(void **state)
{
	struct tc_charset charset;
	char bytes[256];
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct tc_str s = tc_str_of(others[i]);
		size_t n = 0, at = 0;
		bool western = true;
		while (at < s.n) {
			unsigned c = tc_utf8_next(s, &at);
			western = western && c < 0x100;
			bytes[n++] = (char)c;
		}
		if (!western)
			continue;
		assert_true(tc_str_eq(decode((struct tc_str){bytes, n}, NULL, &charset), s));
		assert_string_equal(charset.name, "windows-1252");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_of_the_tables),
		cmocka_unit_test(found_by_their_looks),
		cmocka_unit_test(signs_of_viqr),
		cmocka_unit_test(decoded_wrong_before),
		cmocka_unit_test(other_languages_are_left_alone),
		cmocka_unit_test(western_bytes_are_western),
	};
	tc_buf_init(&text, 1 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	tc_buf_release(&text);
	return failed;
}
