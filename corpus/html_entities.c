/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Character references of HTML (decimal, hexadecimal, named) in text that is not HTML itself: strings of JSON-LD and of
 * feeds, where content management systems leave them ("2026-08-17T15:33:01&#x2B;07:00").  The names are those of HTML 4, from
 * libxml2's table.  Numbers 128 to 159 mean windows-1252, as browsers read them.  What is no reference stays as it is. */
#include "corpus/html.h"

#include <string.h>
#include <libxml/HTMLparser.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Systems that escape what is escaped already give &amp;#7871; for a letter. */
#define MAX_ROUNDS 3

/* The code points that browsers read for the numbers 0x80 to 0x9F; 0: none. */
static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
					  0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
					  0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};

/* Reads digits after "&#" at *at; 0 when there are none. */
static unsigned number(struct tc_str s, size_t *at)
{
	unsigned base = 10, value = 0;
	size_t i = *at, begin;

	if (i < s.n && (s.p[i] == 'x' || s.p[i] == 'X')) {
		base = 16;
		i++;
	}
	for (begin = i; i < s.n && i - begin < 8; i++) {
		char c = s.p[i];
		unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
				 : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
							: 99;

		if (digit >= base)
			break;
		value = value * base + digit;
	}
	*at = i;
	return i > begin ? value : 0;
}

/* Decodes the reference at s.p[*at] == '&' and moves *at behind it; 0 when it is none. */
static unsigned reference(struct tc_str s, size_t *at)
{
	size_t i = *at + 1, begin = i;
	unsigned value = 0;
	char name[12];

	if (i < s.n && s.p[i] == '#') {
		i++;
		value = number(s, &i);
		if (value >= 0x80 && value <= 0x9F && windows_1252[value - 0x80] != 0)
			value = windows_1252[value - 0x80];
	} else {
		while (i < s.n && i - begin < sizeof(name) - 1 &&
		       ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9')))
			i++;
		if (i == begin || i == s.n || s.p[i] != ';')
			return 0;
		memcpy(name, s.p + begin, i - begin);
		name[i - begin] = '\0';
		if (strcmp(name, "apos") == 0) {
			value = '\'';
		} else {
			const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);

			value = entity != NULL ? entity->value : 0;
		}
	}
	if (value == 0)
		return 0;
	*at = i < s.n && s.p[i] == ';' ? i + 1 : i;
	return value;
}

/* Decodes the references of text once; *found when there were any. */
static struct tc_str decode(struct tc_arena *arena, struct tc_str text, bool *found)
{
	struct tc_buf buf;
	struct tc_str clean;

	*found = false;
	tc_buf_init(&buf, TC_LIMIT_FILE_BYTES);
	for (size_t i = 0; i < text.n;) {
		size_t next = i;
		unsigned value = text.p[i] == '&' ? reference(text, &next) : 0;

		if (value != 0) {
			tc_buf_add_utf8(&buf, value);
			*found = true;
			i = next;
		} else {
			tc_buf_add_char(&buf, text.p[i++]);
		}
	}
	clean = tc_html_clean(arena, tc_buf_str(&buf));
	tc_buf_release(&buf);
	return clean;
}

struct tc_str tc_html_unescape(struct tc_arena *arena, struct tc_str text)
{
	bool found = true;

	if (tc_str_find_char(text, '&', 0) == text.n)
		return tc_html_clean(arena, text);
	for (int i = 0; i < MAX_ROUNDS && found; i++)
		text = decode(arena, text, &found);
	return text;
}
