/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Capitals by font.
 *
 * TCVN3 (ABC) has no capitals with tones.  A heading was written in small letters and shown in a font whose name ends in H
 * (.VnTimeH, .VnArialH), which has capitals in their places.  So text under an element that names such a font, in its face or in
 * its style, is made capitals, up to its end; an element inside that names another font of the family ends it for itself.  Fonts
 * that a style sheet gives to classes are not looked up.
 *
 * This is done on the text of a page before it is parsed, where it is known that the page is in TCVN3: a page that was converted
 * may name the fonts still, and has its capitals.  Names of elements, character references, comments and scripts stay as they
 * are. */
#include <string.h>

#include "base/utf8.h"
#include "corpus/charset.h"

/* Elements inside each other that are told apart; what is deeper is as the last of them. */
#define MAX_DEPTH 200
#define NAME_BYTES 12

struct open_element {
	char name[NAME_BYTES]; /* small letters, cut */
	bool capitals;
};

struct capitals {
	struct open_element open[MAX_DEPTH];
	size_t depth;
	size_t n_changed;
};

/* The capital of a Vietnamese or ASCII letter; another character as it is. */
static unsigned capital(unsigned c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
		return c - 32;
	if (c == 0x103 || c == 0x111 || c == 0x129 || c == 0x169 || c == 0x1A1)
		return c - 1;
	if (c == 0x1B0)
		return 0x1AF;
	return c >= 0x1EA0 && c <= 0x1EF9 ? c & ~1u : c;
}

/* Which font of the family the tag names: 1 one of capitals, 0 another, -1 none.  A name in quotes may have blanks. */
static int font_of(struct tc_str tag)
{
	size_t at = tc_str_find(tag, TC_STR(".Vn"), 0), stop = at + 3;
	if (at == tag.n)
		return -1;
	bool quoted = at > 0 && (tag.p[at - 1] == '"' || tag.p[at - 1] == '\'');
	while (stop < tag.n && strchr(quoted ? "\"',;" : "\"',; >/=", tag.p[stop]) == NULL)
		stop++;
	/* ".VnH" alone has no small letter before it. */
	return stop > at + 4 && tag.p[stop - 1] == 'H' && tag.p[stop - 2] >= 'a' && tag.p[stop - 2] <= 'z';
}

static void name_of(struct tc_str tag, char name[NAME_BYTES])
{
	size_t n = 0;
	for (; n < tag.n && n < NAME_BYTES - 1 &&
	       ((tag.p[n] | 32) >= 'a' ? (tag.p[n] | 32) <= 'z' : tag.p[n] >= '0' && tag.p[n] <= '9');
	     n++)
		name[n] = tag.p[n] >= 'A' && tag.p[n] <= 'Z' ? (char)(tag.p[n] + 32) : tag.p[n];
	name[n] = '\0';
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static bool in_capitals(const struct capitals *c)
{
	return c->depth > 0 && c->open[c->depth - 1].capitals;
}

/* An element begins; tag is what stands between its brackets. */
static void begin(struct capitals *c, struct tc_str tag)
{
	static const char *const empty[] = {"br", "img", "hr", "meta", "link", "input", "col", "base", "area", "wbr", NULL};
	static const char *const unclosed[] = {"p", "li", "td", "th", "tr", "dt", "dd", "option", NULL};
	struct open_element element;
	int font = font_of(tag);
	name_of(tag, element.name);
	if (is_one_of(element.name, empty) || tc_str_ends(tag, TC_STR("/")))
		return;
	if (is_one_of(element.name, unclosed) && c->depth > 0 && strcmp(c->open[c->depth - 1].name, element.name) == 0)
		c->depth--;
	element.capitals = font >= 0 ? font > 0 : in_capitals(c);
	if (c->depth < MAX_DEPTH)
		c->open[c->depth++] = element;
}

/* An element ends, and those inside that did not. */
static void end(struct capitals *c, struct tc_str tag)
{
	char name[NAME_BYTES];
	name_of(tag, name);
	for (size_t i = c->depth; i-- > 0;)
		if (strcmp(c->open[i].name, name) == 0) {
			c->depth = i;
			return;
		}
}

static void add_text(struct capitals *c, struct tc_str s, struct tc_buf *out)
{
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		if (s.p[at] == '&') {
			while (at < s.n && s.p[at] != ';' && s.p[at] != ' ' && at - from < 12)
				at++;
			tc_buf_add_str(out, tc_str_sub(s, from, at));
			continue;
		}
		unsigned letter = tc_utf8_next(s, &at);
		c->n_changed += letter != capital(letter);
		if (letter == TC_UTF8_BAD || letter == capital(letter))
			tc_buf_add_str(out, tc_str_sub(s, from, at));
		else
			tc_buf_add_utf8(out, capital(letter));
	}
}

/* Byte offset behind the markup that begins at at: a tag, a comment, a script with all that is in it. */
static size_t markup_end(struct tc_str s, size_t at)
{
	char name[NAME_BYTES];
	if (tc_str_starts(tc_str_sub(s, at, s.n), TC_STR("<!--")))
		return tc_str_find(s, TC_STR("-->"), at);
	size_t close = tc_str_find_char(s, '>', at);
	name_of(tc_str_sub(s, at + 1, close), name);
	if (strcmp(name, "script") != 0 && strcmp(name, "style") != 0)
		return close + (close < s.n);
	while ((close = tc_str_find(s, TC_STR("</"), close)) < s.n) {
		char other[NAME_BYTES];
		name_of(tc_str_sub(s, close + 2, s.n), other);
		if (strcmp(name, other) == 0)
			break;
		close += 2;
	}
	return close;
}

bool tc_charset_font_capitals(struct tc_str page, struct tc_buf *out)
{
	struct capitals c = {.depth = 0};
	tc_buf_reset(out);
	if (tc_str_find(page, TC_STR(".Vn"), 0) == page.n)
		return false;
	for (size_t at = 0; at < page.n;) {
		size_t open = tc_str_find_char(page, '<', at), next;
		struct tc_str text = tc_str_sub(page, at, open);
		if (in_capitals(&c))
			add_text(&c, text, out);
		else
			tc_buf_add_str(out, text);
		if (open == page.n)
			break;
		next = markup_end(page, open);
		struct tc_str tag = tc_str_sub(page, open + 1, next);
		if (tc_str_ends(tag, TC_STR(">")))
			tag.n--;
		if (tag.n > 0 && tag.p[0] == '/')
			end(&c, tc_str_sub(tag, 1, tag.n));
		else if (tag.n > 0 && (tag.p[0] | 32) >= 'a' && (tag.p[0] | 32) <= 'z')
			begin(&c, tc_str_sub(tag, 0, tc_str_find_char(tag, '>', 0)));
		tc_buf_add_str(out, tc_str_sub(page, open, next));
		at = next;
	}
	return c.n_changed > 0;
}
