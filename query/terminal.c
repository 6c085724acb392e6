/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing for terminals: colours, columns, line breaks, and the one place where text is made harmless.
 *
 * Colours are the SGR sequences of ECMA-48 (ESC [ n m) that every terminal and `less -R` know.  What comes from articles must
 * never form such a sequence itself: of the control characters (U+0000-001F, 007F-009F, among them ESC and CSI) those that are
 * white space become a blank and the others U+FFFD; the directional marks U+202A-202E and U+2066-2069 go, because they can make
 * text read differently from what it says.
 *
 * Columns are those of wcwidth() in common terminals: nothing for combining marks and zero-width signs, two for East Asian wide
 * characters and pictures, one for the rest.  wcwidth() itself depends on the locale of the process, which need not be UTF-8.
 */
#include "query/terminal.h"

#include "base/utf8.h"

static const char *const style_codes[TC_STYLE_COUNT] = {
	[TC_STYLE_PLAIN] = "\x1b[0m",      [TC_STYLE_TITLE] = "\x1b[1m",  [TC_STYLE_HIT] = "\x1b[1;33m",
	[TC_STYLE_DIM] = "\x1b[2m",        [TC_STYLE_PLACE] = "\x1b[32m", [TC_STYLE_ADDED] = "\x1b[1;32m",
	[TC_STYLE_REMOVED] = "\x1b[9;31m",
};

static const struct {
	unsigned first, last;
} zero_ranges[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}},
  wide_ranges[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
		   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
		   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

#define N_ZERO_RANGES (sizeof(zero_ranges) / sizeof(zero_ranges[0]))
#define N_WIDE_RANGES (sizeof(wide_ranges) / sizeof(wide_ranges[0]))

static unsigned columns_of(unsigned c)
{
	if (c < 0x300)
		return 1;
	for (size_t i = 0; i < N_ZERO_RANGES; i++)
		if (c >= zero_ranges[i].first && c <= zero_ranges[i].last)
			return 0;
	for (size_t i = 0; i < N_WIDE_RANGES; i++)
		if (c >= wide_ranges[i].first && c <= wide_ranges[i].last)
			return 2;
	return 1;
}

static bool turns_direction(unsigned c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* The character shown for c, 0 for none. */
static unsigned harmless(unsigned c)
{
	if (c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85)
		return ' ';
	if (c < ' ' || (c >= 0x7F && c <= 0x9F) || c == TC_UTF8_BAD)
		return 0xFFFD;
	return turns_direction(c) ? 0 : c;
}

unsigned tc_terminal_columns(struct tc_str text)
{
	unsigned columns = 0;
	for (size_t at = 0; at < text.n;) {
		unsigned c = harmless(tc_utf8_next(text, &at));
		columns += c == 0 ? 0 : columns_of(c);
	}
	return columns;
}

void tc_terminal_init(struct tc_terminal *terminal, struct tc_buf *out, bool color, unsigned width)
{
	*terminal = (struct tc_terminal){.out = out, .color = color, .width = width};
}

static void set_style(struct tc_terminal *t, enum tc_style style)
{
	if (t->style == style)
		return;
	if (t->color) {
		if (t->style != TC_STYLE_PLAIN && style != TC_STYLE_PLAIN)
			tc_buf_add_cstr(t->out, style_codes[TC_STYLE_PLAIN]);
		tc_buf_add_cstr(t->out, style_codes[style]);
	}
	t->style = style;
}

void tc_terminal_line(struct tc_terminal *t, unsigned indent)
{
	set_style(t, TC_STYLE_PLAIN);
	tc_buf_add_char(t->out, '\n');
	t->indent = indent;
	t->column = 0;
}

static void put_char(struct tc_terminal *t, enum tc_style style, unsigned c)
{
	if (t->column == 0)
		for (; t->column < t->indent; t->column++)
			tc_buf_add_char(t->out, ' ');
	set_style(t, style);
	tc_buf_add_utf8(t->out, c);
	t->column += columns_of(c);
}

/* Byte offset of the first blank at or after at. */
static size_t word_end(struct tc_str text, size_t at)
{
	while (at < text.n && text.p[at] != ' ')
		at++;
	return at;
}

static bool highlighted(const struct tc_highlights *highlights, size_t *next, size_t at)
{
	if (highlights == NULL)
		return false;
	while (*next < highlights->n && highlights->v[*next].end <= at)
		(*next)++;
	return *next < highlights->n && highlights->v[*next].start <= at;
}

void tc_terminal_text(struct tc_terminal *t, enum tc_style style, struct tc_str text, const struct tc_highlights *highlights)
{
	size_t next = 0;
	for (size_t at = 0; at < text.n;) {
		size_t here = at;
		bool hit = highlighted(highlights, &next, here);
		unsigned c = harmless(tc_utf8_next(text, &at));
		if (c == 0)
			continue;
		if (c == ' ' && t->width > 0 && t->column > t->indent) {
			unsigned columns = tc_terminal_columns(tc_str_sub(text, at, word_end(text, at)));
			if (columns > 0 && t->column + 1 + columns > t->width) {
				tc_terminal_line(t, t->indent);
				continue;
			}
		}
		put_char(t, hit ? TC_STYLE_HIT : style, c);
	}
	set_style(t, TC_STYLE_PLAIN);
}

void tc_terminal_whole(struct tc_terminal *t, enum tc_style style, struct tc_str text)
{
	unsigned width = t->width;
	t->width = 0;
	tc_terminal_text(t, style, text, NULL);
	t->width = width;
}
