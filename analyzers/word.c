/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One word by itself: its term, its flags, its other key.
 *
 * A glued group gets one more key (TP.HCM tphcm, COVID-19 covid19) only where people write it in one word too: abbreviations
 * and codes.  Whether a part may stand in one is read from the part alone:
 *
 *   single letters; two or three letters that are no syllable (tp, ThS, KT); up to six in capitals, or up to four without a
 *   vowel (UBND, hđnd); letters and digits that begin with a letter (H5N1)               anywhere
 *   up to six letters that are no syllable (covid), two or three that are one and begin with a capital (Su)   before digits
 *   up to four digits                                                                  behind another
 *
 * Syllables are no parts: Bà Rịa-Vũng Tàu and ki-lô-mét have no other key, nor is a syllable ever a key: T.Ư must not be found
 * by tư, nor the initials V.A by va.  Web names have none either, since their parts are searched one by one.
 *
 * Numbers: 1.651 is also 1651 (a single . before three digits is the mark of thousands, a single , never), 0,5 is also 0.5.
 */
#include <string.h>

#include <unicode/uchar.h>

#include "analyzers/fold.h"
#include "analyzers/letters.h"
#include "analyzers/syllable.h"
#include "analyzers/token.h"
#include "analyzers/word.h"
#include "base/limits.h"
#include "base/utf8.h"

#define MAX_CANONICAL_BYTES 1024

/* Characters of a canonical word, counted. */
struct count {
	size_t letters, capitals, vowels, digits, others;
	bool digit_first, capital_first;
};

static struct count count_characters(struct tc_str canonical)
{
	struct count count = {0};
	for (size_t at = 0; at < canonical.n;) {
		bool first = at == 0;
		unsigned c = tc_utf8_next(canonical, &at);
		enum tc_vowel vowel;
		enum tc_tone tone;
		if (c >= '0' && c <= '9') {
			count.digits++;
			count.digit_first |= first;
		} else if (u_isalpha((UChar32)c)) {
			bool capital = u_isupper((UChar32)c) || u_istitle((UChar32)c);
			count.letters++;
			count.capitals += capital ? 1 : 0;
			count.capital_first |= first && capital;
			count.vowels += tc_letter_vowel((unsigned)u_tolower((UChar32)c), &vowel, &tone) ? 1 : 0;
		} else {
			count.others++;
		}
	}
	return count;
}

static bool is_in(struct tc_str word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tc_str_eq(word, tc_str_of(*list)))
			return true;
	return false;
}

static bool is_code(const struct count *n, bool syllable)
{
	size_t all = n->letters + n->digits;
	if (n->others > 0 || n->letters == 0 || n->digit_first || all > 6)
		return false;
	if (n->digits > 0 || n->letters == 1)
		return true;
	if (syllable)
		return false;
	return n->letters <= 3 || n->capitals == n->letters || (n->letters <= 4 && n->vowels == 0);
}

static bool is_code_before_digits(const struct count *n, bool syllable, struct tc_str canonical)
{
	if (n->others > 0 || n->digits > 0)
		return false;
	if (syllable)
		return n->letters <= 3 && n->capital_first && canonical.n == n->letters;
	return n->letters <= 6;
}

/* The mark of thousands of a number with . and , in it: the first of two different ones, one that stands twice, or a single full
 * stop before three digits; 0 when there is none. */
static char thousands_mark(struct tc_str term)
{
	size_t first = 0, n_first = 0, n_digits = 0;
	bool other = false;
	while (first < term.n && term.p[first] != '.' && term.p[first] != ',')
		first++;
	if (first == term.n)
		return 0;
	for (size_t i = first; i < term.n; i++) {
		n_first += term.p[i] == term.p[first] ? 1 : 0;
		other |= term.p[i] != term.p[first] && (term.p[i] == '.' || term.p[i] == ',');
	}
	while (first + 1 + n_digits < term.n && term.p[first + 1 + n_digits] >= '0' && term.p[first + 1 + n_digits] <= '9')
		n_digits++;
	bool group = term.p[first] == '.' && n_digits == 3 && first <= 3 && term.p[0] != '0';
	return other || n_first > 1 || group ? term.p[first] : 0;
}

static uint32_t number_flags(struct tc_str term, const struct count *n)
{
	uint32_t flags = n->letters == 0 ? TC_TOKEN_NUMBER : 0;
	if (n->others == 0)
		return flags | (n->letters == 0 && n->digits <= 4 ? TC_WORD_DIGITS : 0);
	return thousands_mark(term) != 0 || tc_str_find_char(term, ',', 0) < term.n ? flags | TC_WORD_OWN_KEY : flags;
}

static bool has_control(struct tc_str term)
{
	for (size_t i = 0; i < term.n; i++)
		if ((unsigned char)term.p[i] <= ' ')
			return true;
	return false;
}

uint32_t tc_word_read(struct tc_str word, struct tc_buf *term)
{
	static const char *const web[] = {"www", "http", "https", "com", "vn", "net", "org", "edu", "gov", "info", NULL};
	static const char *const titles[] = {"tp", "ts", "ths", "pgs", "gs", "bs", "ks", "ls", "tx", "tt", NULL};
	struct tc_syllable syllable;
	struct tc_buf canonical;
	tc_buf_init(&canonical, MAX_CANONICAL_BYTES);
	tc_fold_canonical(word, &canonical);
	tc_fold_term(word, term);
	struct tc_str written = tc_buf_str(&canonical), folded = tc_buf_str(term);
	struct count n = count_characters(written);
	bool is_syllable = n.digits + n.others == 0 && tc_syllable_parse(folded, &syllable);
	uint32_t flags = 0;
	if (folded.n == 0 || folded.n > TC_LIMIT_TERM_BYTES || canonical.failed != TC_OK || has_control(folded)) {
		term->n = 0;
		if (canonical.failed == TC_ENOMEM)
			term->failed = TC_ENOMEM;
		goto out;
	}
	flags = (n.capital_first ? TC_TOKEN_CAPITAL : 0) | (is_syllable ? TC_TOKEN_SYLLABLE : 0) |
		(n.letters > 1 && n.capitals == n.letters ? TC_TOKEN_UPPER : 0) | (n.letters == 1 ? TC_WORD_SINGLE : 0) |
		(is_code(&n, is_syllable) ? TC_WORD_CODE | (n.digits > 0 ? TC_WORD_MIXED : 0) : 0) |
		(is_code_before_digits(&n, is_syllable, written) ? TC_WORD_BEFORE_DIGITS : 0) |
		(is_in(folded, web) ? TC_WORD_WEB : 0) | (is_in(folded, titles) ? TC_WORD_TITLE : 0);
	if (n.digit_first)
		flags |= number_flags(folded, &n);
	else if (n.others > 0 && (tc_str_find_char(folded, '\'', 0) < folded.n || tc_str_find_char(folded, '&', 0) < folded.n))
		flags |= TC_WORD_OWN_KEY;
out:
	tc_buf_release(&canonical);
	return flags;
}

void tc_word_own_key(struct tc_str term, struct tc_buf *key)
{
	bool number = term.p[0] >= '0' && term.p[0] <= '9';
	char mark = number ? thousands_mark(term) : 0;
	for (size_t i = 0; i < term.n; i++) {
		char c = term.p[i];
		if (number ? c == mark && mark != 0 : c == '\'' || c == '&')
			continue;
		tc_buf_add_char(key, number && c == ',' ? '.' : c);
	}
}
