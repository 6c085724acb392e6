/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where words begin and end.
 *
 * A word is a letter or number and the letters, numbers and combining marks after it; signs without a shape inside it (soft
 * hyphen) do not cut it.  An ideograph is a word alone.  All signs cut words, TP.HCM and COVID-19 too, with three exceptions:
 *
 * - A number may have . and , inside: 1.651 and 1.234.567,8 (groups of three), 0,5 and 4.0 (one sign).  What is in two or more
 *   parts otherwise (16.12.2022, 192.168.1.1, 0903.123.456) or is a month (12.2022) is as many words.  Letters that follow
 *   belong to it: 2.000m2, as they do to plain digits: 15h30.
 * - An apostrophe between letters: N'Trang.
 * - & between a letter and one to three others: R&D, AT&T.
 *
 * None of them asks for capitals: a query typed in small letters is cut as the text is.  The letters of Vietnamese and its
 * neighbours are known by their first bytes in UTF-8 (C3 to C6, E1 B8 to E1 BB); the Unicode database is asked about others.
 */
#include "analyzers/characters.h"
#include "analyzers/scan.h"
#include "base/utf8.h"

#define MAX_NUMBER_GROUPS 8
#define MAX_AMPERSAND_LETTERS 3

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_ascii_word(unsigned char b)
{
	return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
}

/* Bytes of the letter or digit at at when its class is known without asking Unicode; 0 when it must be asked. */
static inline size_t quick_letter(struct tc_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;
	size_t left = text.n - at;
	if (*p < 0x80)
		return is_ascii_word(*p) ? 1 : 0;
	if (*p >= 0xC3 && *p <= 0xC6)
		return left >= 2 && (p[1] & 0xC0) == 0x80 && !(*p == 0xC3 && (p[1] == 0x97 || p[1] == 0xB7)) ? 2 : 0;
	if (*p == 0xE1)
		return left >= 3 && p[1] >= 0xB8 && p[1] <= 0xBB && (p[2] & 0xC0) == 0x80 ? 3 : 0;
	return 0;
}

static bool goes_on(enum tc_character kind)
{
	return kind == TC_CHARACTER_LETTER || kind == TC_CHARACTER_DIGIT || kind == TC_CHARACTER_MARK;
}

/* Behind the character at at, and signs without a shape before it, when it goes on a word; else at. */
static size_t slow_letter(struct tc_str text, size_t at)
{
	for (size_t next = at; next < text.n;) {
		enum tc_character kind = tc_character_of(tc_utf8_next(text, &next));
		if (goes_on(kind))
			return next;
		if (kind != TC_CHARACTER_IGNORABLE)
			break;
	}
	return at;
}

/* Behind the letters, digits and marks at at. */
static size_t letters_end(struct tc_str text, size_t at)
{
	while (at < text.n) {
		size_t n = quick_letter(text, at);
		if (n == 0) {
			if ((unsigned char)text.p[at] < 0x80)
				break;
			n = slow_letter(text, at) - at;
			if (n == 0)
				break;
		}
		at += n;
	}
	return at;
}

size_t tc_scan_gap(struct tc_str text, size_t at, struct tc_scan_gap *gap)
{
	bool stop = false;
	*gap = (struct tc_scan_gap){.period = true};
	while (at < text.n && quick_letter(text, at) == 0) {
		size_t next = at;
		enum tc_character kind = TC_CHARACTER_BLANK;
		if (text.p[at] == ' ')
			next++;
		else
			kind = tc_character_of(tc_utf8_next(text, &next));
		if (kind >= TC_CHARACTER_LETTER)
			break;
		gap->newline |= kind == TC_CHARACTER_NEWLINE;
		gap->blank |= kind == TC_CHARACTER_BLANK || kind == TC_CHARACTER_NEWLINE;
		gap->end |= stop && kind == TC_CHARACTER_BLANK;
		if (kind == TC_CHARACTER_STOP) {
			stop = true;
			gap->period &= text.p[at] == '.';
		}
		at = next;
	}
	return at;
}

/* Do digits with . and , between them read as one number?  at: the first digit; *end: behind the last. */
static bool is_number(struct tc_str text, size_t at, size_t *end)
{
	size_t sizes[MAX_NUMBER_GROUPS] = {0}, n = 0, begin = at;
	char signs[MAX_NUMBER_GROUPS] = {0};
	for (;; at++) {
		size_t from = at;
		while (at < text.n && is_digit(text.p[at]))
			at++;
		if (n < MAX_NUMBER_GROUPS)
			sizes[n] = at - from;
		n++;
		if (at + 1 >= text.n || (text.p[at] != '.' && text.p[at] != ',') || !is_digit(text.p[at + 1]))
			break;
		if (n < MAX_NUMBER_GROUPS)
			signs[n] = text.p[at];
	}
	*end = at;
	if (n > MAX_NUMBER_GROUPS)
		return false;
	if (n == 2) {
		bool month = signs[1] == '.' && sizes[0] <= 2 && sizes[1] == 4 &&
			     (text.p[at - 4] == '1' || text.p[at - 4] == '2') &&
			     (sizes[0] == 1 || text.p[begin] == '0' || (text.p[begin] == '1' && text.p[begin + 1] <= '2'));
		return !month;
	}
	size_t n_thousands = n > 2 && signs[n - 1] != signs[1] ? n - 1 : n;
	bool groups = sizes[0] <= 3 && text.p[begin] != '0';
	for (size_t i = 1; i < n_thousands; i++)
		groups = groups && sizes[i] == 3 && signs[i] == signs[1];
	return groups;
}

/* Behind the number whose first digits end at at; at when it has no more parts. */
static size_t number_end(struct tc_str text, size_t begin, size_t at, size_t *plain_until)
{
	size_t end;
	if (begin < *plain_until || at + 1 >= text.n || !is_digit(text.p[at + 1]))
		return at;
	for (size_t i = begin; i < at; i++)
		if (!is_digit(text.p[i]))
			return at;
	if (is_number(text, begin, &end))
		return letters_end(text, end);
	*plain_until = end;
	return at;
}

/* Behind an apostrophe at at and the letters after it; at when that is something else. */
static size_t apostrophe_end(struct tc_str text, size_t at)
{
	size_t next = at;
	if (at == 0 || is_digit(text.p[at - 1]) || tc_character_of(tc_utf8_next(text, &next)) != TC_CHARACTER_APOSTROPHE ||
	    next >= text.n)
		return at;
	size_t after = next;
	return tc_character_of(tc_utf8_next(text, &after)) == TC_CHARACTER_LETTER ? letters_end(text, next) : at;
}

/* How many letters a part of only Latin letters has; 0 when it has others. */
static size_t count_letters(struct tc_str part)
{
	size_t n_letters = 0;
	for (size_t at = 0; at < part.n;) {
		unsigned c = tc_utf8_next(part, &at);
		enum tc_character kind = tc_character_of(c);
		if (kind == TC_CHARACTER_DIGIT || (kind == TC_CHARACTER_LETTER && c >= 0x02B0 && (c < 0x1E00 || c > 0x1EFF)))
			return 0;
		n_letters += kind == TC_CHARACTER_LETTER ? 1 : 0;
	}
	return n_letters;
}

/* Behind & at at and the part after it; at when that is something else.  part: where the part before & begins. */
static size_t ampersand_end(struct tc_str text, size_t part, size_t at)
{
	size_t next = at + 1, before = count_letters(tc_str_sub(text, part, at));
	if (before == 0 || before > MAX_AMPERSAND_LETTERS || next >= text.n ||
	    tc_character_of(tc_utf8_next(text, &next)) != TC_CHARACTER_LETTER)
		return at;
	size_t end = letters_end(text, at + 1), after = count_letters(tc_str_sub(text, at + 1, end));
	return after > 0 && after <= MAX_AMPERSAND_LETTERS && (before == 1 || after == 1) ? end : at;
}

size_t tc_scan_word(struct tc_str text, size_t at, size_t *plain_until)
{
	size_t begin = at, part = at, next = at;
	if ((unsigned char)text.p[at] >= 0xE3 && tc_character_of(tc_utf8_next(text, &next)) == TC_CHARACTER_IDEOGRAPH) {
		for (at = next; next < text.n && tc_character_of(tc_utf8_next(text, &next)) == TC_CHARACTER_MARK;)
			at = next;
		return at;
	}
	at = letters_end(text, at);
	while (at < text.n) {
		switch ((unsigned char)text.p[at]) {
		case '.':
		case ',':
			return number_end(text, begin, at, plain_until);
		case '&':
			next = ampersand_end(text, part, at);
			part = at + 1;
			break;
		case '\'':
		case 0xCA:
		case 0xE2:
		case 0xEF:
			next = apostrophe_end(text, at);
			break;
		default:
			return at;
		}
		if (next == at)
			return at;
		at = next;
	}
	return at;
}

char tc_scan_glue(struct tc_str text, size_t at, size_t *next)
{
	if (at >= text.n)
		return 0;
	char glue = text.p[at];
	*next = at;
	enum tc_character kind = tc_character_of(tc_utf8_next(text, next));
	if (kind == TC_CHARACTER_HYPHEN)
		glue = '-';
	else if (glue != '.' && glue != '/')
		return 0;
	size_t after = *next;
	if (after >= text.n)
		return 0;
	kind = tc_character_of(tc_utf8_next(text, &after));
	return kind == TC_CHARACTER_LETTER || kind == TC_CHARACTER_DIGIT ? glue : 0;
}
