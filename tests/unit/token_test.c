/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tokens: their tables, and the properties that hold for any text.
 *
 * tests/analyzers/tokens.tsv text, terms between |, other keys between | (each at the token where its group begins: 0 tphcm)
 * tests/analyzers/flags.tsv  text, for each token between | the letters of its flags: C capital, U upper, N number, g glued,
 *                            s sentence, y syllable; - for none
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "analyzers/fold.h"
#include "analyzers/token.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "noise.h"
#include "table.h"

struct listed {
	struct tc_buf terms, keys, flags;
};

static void list_flags(unsigned flags, struct tc_buf *out)
{
	static const char letters[] = "CUNgsy";
	for (int i = 0; letters[i] != '\0'; i++)
		if ((flags & 1u << i) != 0)
			tc_buf_add_char(out, letters[i]);
	if (flags == 0)
		tc_buf_add_char(out, '-');
}

static void list_tokens(struct tc_analyzer *analyzer, struct tc_str text, struct listed *out)
{
	struct tc_token token;
	enum tc_status status;
	tc_buf_reset(&out->terms);
	tc_buf_reset(&out->keys);
	tc_buf_reset(&out->flags);
	tc_analyzer_start(analyzer, text);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		tc_buf_add_cstr(&out->terms, out->terms.n > 0 ? "|" : "");
		tc_buf_add_str(&out->terms, token.term);
		tc_buf_add_cstr(&out->flags, out->flags.n > 0 ? "|" : "");
		list_flags(token.flags, &out->flags);
		if (token.joined.n > 0)
			tc_buf_printf(&out->keys, "%s%u %.*s", out->keys.n > 0 ? "|" : "", (unsigned)token.position,
				      TC_STR_ARG(token.joined));
	}
	assert_int_equal(status, TC_END);
}

static int setup(void **state)
{
	struct listed *listed = calloc(1, sizeof *listed);
	tc_buf_init(&listed->terms, 1 << 20);
	tc_buf_init(&listed->keys, 1 << 20);
	tc_buf_init(&listed->flags, 1 << 20);
	*state = listed;
	return 0;
}

static int teardown(void **state)
{
	struct listed *listed = *state;
	tc_buf_release(&listed->terms);
	tc_buf_release(&listed->keys);
	tc_buf_release(&listed->flags);
	free(listed);
	return 0;
}

static struct tc_analyzer *new_analyzer(void)
{
	struct tc_analyzer *analyzer;
	assert_int_equal(tc_analyzer_new(&analyzer, NULL), TC_OK);
	return analyzer;
}

/* What must hold of the tokens of any text. */
static void check_properties(struct tc_analyzer *analyzer, struct tc_str text)
{
	struct tc_token token;
	struct tc_buf term;
	size_t end = 0;
	uint32_t position = 0;
	tc_buf_init(&term, 1 << 20);
	tc_analyzer_start(analyzer, text);
	while (tc_analyzer_next(analyzer, &token) == TC_OK) {
		assert_true(token.start >= end && token.end > token.start && token.end <= text.n);
		assert_true(token.text.p == text.p + token.start && token.text.n == token.end - token.start);
		assert_true(tc_utf8_valid(token.text));
		assert_true(token.position >= position);
		assert_true(token.term.n > 0 && token.term.n <= TC_LIMIT_TERM_BYTES);
		assert_true(token.joined.n <= TC_LIMIT_TERM_BYTES && tc_utf8_valid(token.joined));
		assert_true(token.id < tc_analyzer_terms(analyzer));
		assert_true(tc_str_eq(token.term, tc_analyzer_term(analyzer, token.id)));
		tc_buf_reset(&term);
		tc_fold_term(token.text, &term);
		assert_true(tc_str_eq(token.term, tc_buf_str(&term)));
		end = token.end;
		position = token.position + 1;
	}
	tc_buf_release(&term);
}

static void test_own_tokens(void **state)
{
	struct listed *listed = *state;
	struct tc_analyzer *analyzer = new_analyzer();
	struct table table;
	int wrong = 0;
	assert_true(table_own(&table, "tokens.tsv"));
	while (table_next(&table)) {
		list_tokens(analyzer, table.cell[0], listed);
		wrong += table_check(&table, "terms", tc_buf_str(&listed->terms), table.cell[1]);
		wrong += table_check(&table, "keys", tc_buf_str(&listed->keys), table.cell[2]);
		check_properties(analyzer, table.cell[0]);
	}
	tc_analyzer_free(analyzer);
	assert_int_equal(wrong, 0);
}

static void test_own_flags(void **state)
{
	struct listed *listed = *state;
	struct tc_analyzer *analyzer = new_analyzer();
	struct table table;
	int wrong = 0;
	assert_true(table_own(&table, "flags.tsv"));
	while (table_next(&table)) {
		list_tokens(analyzer, table.cell[0], listed);
		wrong += table_check(&table, "flags", tc_buf_str(&listed->flags), table.cell[1]);
	}
	tc_analyzer_free(analyzer);
	assert_int_equal(wrong, 0);
}

static void test_shared_tokens(void **state)
{
	struct listed *listed = *state;
	struct tc_analyzer *analyzer = new_analyzer();
	struct table table;
	int wrong = 0, n_rows = 0;
	if (table_shared(&table, "tokens.tsv")) {
		while (table_next(&table)) {
			check_properties(analyzer, table.cell[0]);
			if (!tc_str_eq(table.cell[2], TC_STR("proposed")))
				continue;
			list_tokens(analyzer, table.cell[0], listed);
			wrong += table_check(&table, "terms", tc_buf_str(&listed->terms), table.cell[1]);
			n_rows++;
		}
	}
	tc_analyzer_free(analyzer);
	if (n_rows == 0)
		skip();
	assert_int_equal(wrong, 0);
}

static struct tc_str normalized(const UNormalizer2 *normalizer, struct tc_str text, char *out, size_t room)
{
	static UChar wide[4096], changed[16384];
	UErrorCode code = U_ZERO_ERROR;
	int32_t n = 0;
	u_strFromUTF8(wide, 4096, &n, text.p, (int32_t)text.n, &code);
	n = unorm2_normalize(normalizer, wide, n, changed, 16384, &code);
	u_strToUTF8(out, (int32_t)room, &n, changed, n, &code);
	assert_true(U_SUCCESS(code));
	return (struct tc_str){out, (size_t)n};
}

/* Are the terms of text the same in NFC and NFD? */
static int check_forms(struct tc_analyzer *analyzer, struct tc_str text, struct listed *listed)
{
	static char composed[65536], decomposed[65536], terms[65536];
	UErrorCode code = U_ZERO_ERROR;
	struct tc_str nfc = normalized(unorm2_getNFCInstance(&code), text, composed, sizeof composed);
	struct tc_str nfd = normalized(unorm2_getNFDInstance(&code), text, decomposed, sizeof decomposed);
	list_tokens(analyzer, nfc, listed);
	size_t n = listed->terms.n;
	memcpy(terms, listed->terms.p, n);
	list_tokens(analyzer, nfd, listed);
	if (tc_str_eq(tc_buf_str(&listed->terms), (struct tc_str){terms, n}))
		return 0;
	fprintf(stderr, "%.*s: NFC gives %.*s, NFD gives %.*s\n", TC_STR_ARG(text), (int)n, terms,
		TC_STR_ARG(tc_buf_str(&listed->terms)));
	return 1;
}

static void test_forms(void **state)
{
	struct listed *listed = *state;
	struct tc_analyzer *analyzer = new_analyzer();
	struct noise noise = {.seed = 1975};
	struct table table;
	int wrong = 0;
	tc_buf_add_char(&listed->terms, ' ');
	assert_true(table_own(&table, "tokens.tsv"));
	while (table_next(&table))
		wrong += check_forms(analyzer, table.cell[0], listed);
	for (int i = 0; i < 20000 && wrong < 10; i++) {
		struct tc_str text = noise_text(&noise);
		if (tc_utf8_valid(text))
			wrong += check_forms(analyzer, text, listed);
	}
	tc_analyzer_free(analyzer);
	assert_int_equal(wrong, 0);
}

static void test_noise(void **state)
{
	struct tc_analyzer *analyzer = new_analyzer();
	struct noise noise = {.seed = 1802};
	(void)state;
	for (int i = 0; i < 20000; i++) {
		check_properties(analyzer, noise_text(&noise));
		tc_analyzer_forget(analyzer, 10000);
	}
	tc_analyzer_free(analyzer);
}

/* Equal terms have equal ids; forgetting begins anew. */
static void test_ids(void **state)
{
	struct tc_analyzer *analyzer = new_analyzer();
	struct tc_token token;
	uint32_t first;
	(void)state;
	tc_analyzer_start(analyzer, TC_STR("Hòa hoà Hoa HOÀ"));
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_OK);
	first = token.id;
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_OK);
	assert_int_equal(token.id, first);
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_OK);
	assert_int_not_equal(token.id, first);
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_OK);
	assert_int_equal(token.id, first);
	assert_int_equal(token.position, 3);
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_END);
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_END);
	assert_int_equal(tc_analyzer_terms(analyzer), 2);
	assert_false(tc_analyzer_forget(analyzer, 2));
	assert_true(tc_analyzer_forget(analyzer, 1));
	assert_int_equal(tc_analyzer_terms(analyzer), 0);
	tc_analyzer_free(analyzer);
}

/* A word over the limit is no token, but keeps its position; more words than any first table holds. */
static void test_sizes(void **state)
{
	struct tc_analyzer *analyzer = new_analyzer();
	struct tc_token token;
	struct tc_buf text;
	(void)state;
	tc_buf_init(&text, 1 << 20);
	for (int i = 0; i < TC_LIMIT_TERM_BYTES; i++)
		tc_buf_add_char(&text, 'x');
	tc_buf_add_cstr(&text, " ");
	for (int i = 0; i <= TC_LIMIT_TERM_BYTES; i++)
		tc_buf_add_char(&text, 'y');
	tc_buf_add_cstr(&text, " ");
	for (int i = 0; i < 10000; i++)
		tc_buf_add_char(&text, 'z');
	tc_buf_add_cstr(&text, " cuối");
	tc_analyzer_start(analyzer, tc_buf_str(&text));
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_OK);
	assert_int_equal(token.term.n, TC_LIMIT_TERM_BYTES);
	assert_int_equal(tc_analyzer_next(analyzer, &token), TC_OK);
	assert_int_equal(token.position, 3);
	assert_true(tc_str_eq(token.term, TC_STR("cuối")));
	tc_buf_reset(&text);
	for (int i = 0; i < 5000; i++)
		tc_buf_printf(&text, "w%d dài-hơn-mười-sáu-byte%d nhungchutrongmotchuthoi%d ", i, i, i);
	check_properties(analyzer, tc_buf_str(&text));
	check_properties(analyzer, tc_buf_str(&text));
	check_properties(analyzer, TC_STR_NONE);
	tc_buf_release(&text);
	tc_analyzer_free(analyzer);
}

/* Every allocation that can fail, fails: the analyzer says so, and gives all back. */
static void test_no_memory(void **state)
{
	bool enough = false;
	(void)state;
	for (unsigned long n = 1; !enough; n++) {
		struct tc_analyzer *analyzer;
		struct tc_token token;
		tc_alloc_fail_after(n);
		enum tc_status status = tc_analyzer_new(&analyzer, NULL);
		if (status == TC_OK) {
			tc_analyzer_start(analyzer,
					  TC_STR("Toà \u00d0à N\u1eb5ng TP.HCM 2.450 m\u00b2 một chữ dài hơn mười sáu byte:"
						 " phiênâmtiếngnướcngoài"));
			while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK)
				;
			enough = status == TC_END;
			tc_analyzer_free(analyzer);
		}
		tc_alloc_fail_after(0);
		assert_true(enough || status == TC_ENOMEM);
		assert_true(n < 10000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_tokens), cmocka_unit_test(test_own_flags), cmocka_unit_test(test_shared_tokens),
		cmocka_unit_test(test_forms),      cmocka_unit_test(test_noise),     cmocka_unit_test(test_ids),
		cmocka_unit_test(test_sizes),      cmocka_unit_test(test_no_memory),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
