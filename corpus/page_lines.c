/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the lines of a dumped page are.
 *
 *   title                                      flush left, the first line
 *   17:46 08/01/2023                           the time: a date and little else
 *   lead                                       flush left, the first long line after it
 *   caption                                    flush left
 *           paragraph                          indented
 *                                  Hồng Thanh  pushed right by blanks
 *   Từ khóa: a, b                              ends the article, also when the list is empty
 *   comment box, captcha, other news, menu     no part of it
 *
 * Where the dump indents, indentation tells paragraphs from captions: the browser drew the paragraphs' first lines in.  A flush
 * line longer than any caption is a paragraph all the same.  Where it does not indent, long lines and lines that end as sentences
 * do are the body, and a caption is a short line without a full stop, or one that names its photographer.
 *
 * Above the time may stand, besides the title, the path of sections ("Kinh tế » Nông nghiệp") and a subtitle.  When there is no
 * "Từ khóa:" the article ends at the signature, or at the first line that only the page around an article has.  Sub-headings that
 * are not indented come out as captions: nothing in the text tells them apart. */
#include "corpus/page_lines.h"

#include <string.h>

#include "base/utf8.h"
#include "corpus/byline.h"
#include "corpus/line.h"

#define TAB_COLUMNS 8
/* The time stands among the first lines or nowhere. */
#define HEAD_LINES 8
/* Columns from which on a short line is pushed right rather than indented. */
#define RIGHT_COLUMNS 32
#define CAPTION_CHARS 300
#define LEAD_MIN_CHARS 40
/* A text broken at a fixed width has no longer line. */
#define WRAP_CHARS 110
#define WRAP_MIN_CHARS 50

static const char *const keyword_openings[] = {"từ khóa:", "từ khoá:", "từ khóa :", "từ khoá :", "tags:", "tag:", "keywords:"};

static const char *const leftovers[] = {
	"bình luận của bạn",
	"bình luận (",
	"gửi bình luận",
	"viết bình luận",
	"ý kiến bạn đọc",
	"ý kiến của bạn",
	"gửi ý kiến",
	"phản hồi của bạn",
	"gửi phản hồi",
	"mã xác nhận",
	"captcha",
	"họ và tên",
	"nội dung tối đa",
	"các tin đã đưa",
	"các tin khác",
	"các tin cũ hơn",
	"các tin mới hơn",
	"các bài mới",
	"các bài khác",
	"tin liên quan",
	"tin bài liên quan",
	"tin, bài liên quan",
	"bài liên quan",
	"bài viết liên quan",
	"tin cùng chuyên mục",
	"bài cùng chuyên mục",
	"cùng chuyên mục",
	"tin khác",
	"tin cùng loại",
	"đọc nhiều",
	"xem nhiều",
	"tin mới nhất",
	"tin đọc nhiều",
	"tin xem nhiều",
	"có thể bạn quan tâm",
	"về đầu trang",
	"chia sẻ bài viết",
	"gửi cho bạn bè",
	"bản in",
	"lượt xem:",
	"số lượt đọc",
};

#define COUNT(list) (sizeof(list) / sizeof *(list))
/* Characters that a leftover may have behind what it begins with. */
#define LEFTOVER_MORE_CHARS 24

size_t tc_page_keywords(struct tc_str line)
{
	size_t matched = 0;
	for (size_t i = 0; i < COUNT(keyword_openings) && matched == 0; i++)
		matched = tc_line_opens(line, keyword_openings[i]);
	if (matched == 0 && (tc_line_opens(line, "từ khóa") == line.n || tc_line_opens(line, "từ khoá") == line.n))
		matched = line.n;
	return matched;
}

bool tc_page_leftover(struct tc_str line)
{
	for (size_t i = 0; i < COUNT(leftovers); i++) {
		size_t matched = tc_line_opens(line, leftovers[i]);
		if (matched > 0 && tc_utf8_count(tc_str_sub(line, matched, line.n)) <= LEFTOVER_MORE_CHARS)
			return true;
	}
	return false;
}

/* Does the line end as a sentence does? */
static bool ends_sentence(struct tc_str s)
{
	static const char *const ends[] = {".", "?", "!", ":", ";", "…", "”", "\"", "/"};
	for (size_t i = 0; i < COUNT(ends); i++)
		if (tc_str_ends(s, tc_str_of(ends[i])))
			return true;
	return false;
}

/* Letters of s outside of the date found in it. */
static size_t letters_beside(struct tc_str s, struct tc_str found)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		bool inside = s.p + at >= found.p && s.p + at < found.p + found.n;
		unsigned c = tc_utf8_next(s, &at);
		n += !inside && ((c | 32) >= 'a' ? (c | 32) <= 'z' || c >= 0xC0 : false);
	}
	return n;
}

bool tc_page_time(struct tc_str line, struct tc_date *date)
{
	size_t at = 0;
	struct tc_str found;
	if (tc_date_parse_day(line, date))
		return true;
	if (line.n > 160 || ends_sentence(line) || !tc_date_find(line, &at, date, &found) || date->precision < TC_DATE_DAY)
		return false;
	/* "Thứ năm, ", "Cập nhật lúc ", "Hà Nội, ", "GMT" */
	return letters_beside(line, found) <= (date->precision >= TC_DATE_MINUTE ? 40 : 16);
}

static unsigned indent_of(struct tc_str line)
{
	unsigned columns = 0;
	for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		columns = line.p[i] == '\t' ? (columns / TAB_COLUMNS + 1) * TAB_COLUMNS : columns + 1;
	return columns;
}

/* Was the text broken at a fixed width: several lines in a row nearly as long as the longest, and none longer? */
static bool is_wrapped(const struct tc_page_lines *lines)
{
	size_t n_full = 0;
	for (size_t i = 0; i < lines->n; i++) {
		const struct tc_page_line *line = &lines->v[i];
		bool follows = i + 1 < lines->n && !lines->v[i + 1].gap && lines->v[i + 1].indent <= line->indent;
		if (line->n_chars > WRAP_CHARS)
			return false;
		n_full += follows && line->n_chars >= WRAP_MIN_CHARS;
	}
	return n_full >= 4 && n_full * 3 >= lines->n;
}

/* Puts the lines of a paragraph together again. */
static void unwrap(struct tc_arena *arena, struct tc_page_lines *lines)
{
	size_t n = 0, last_chars = 0;
	for (size_t i = 0; i < lines->n; i++) {
		struct tc_page_line line = lines->v[i];
		bool goes_on = n > 0 && !line.gap && last_chars >= WRAP_MIN_CHARS && line.indent <= lines->v[n - 1].indent;
		last_chars = line.n_chars;
		if (!goes_on) {
			lines->v[n++] = line;
			continue;
		}
		struct tc_page_line *before = &lines->v[n - 1];
		before->text = tc_arena_printf(arena, "%.*s %.*s", TC_STR_ARG(before->text), TC_STR_ARG(line.text));
		before->n_chars += line.n_chars + 1;
	}
	lines->n = n;
}

void tc_page_split(struct tc_arena *arena, struct tc_str text, struct tc_page_lines *lines)
{
	bool gap = false;
	*lines = (struct tc_page_lines){NULL, 0, 0};
	while (text.p != NULL) {
		struct tc_str raw = tc_str_split(&text, '\n');
		struct tc_page_line line = {.indent = indent_of(raw), .gap = gap};
		line.text = tc_line_single(arena, raw);
		line.n_chars = (unsigned)tc_utf8_count(line.text);
		gap = line.text.n == 0;
		if (gap)
			continue;
		if (tc_arena_grow(arena, &lines->v, &lines->capacity, lines->n, sizeof *lines->v) != 0)
			return;
		lines->v[lines->n++] = line;
	}
	if (is_wrapped(lines))
		unwrap(arena, lines);
}

/* What stands above the time, or the first line when there is no time; returns the index behind it all. */
static size_t classify_head(struct tc_page_lines *lines)
{
	struct tc_date date;
	size_t time = lines->n, first = 0;
	for (size_t i = 1; i < lines->n && i < HEAD_LINES && time == lines->n; i++)
		if (tc_page_time(lines->v[i].text, &date))
			time = i;
	if (time == lines->n) {
		lines->v[0].kind = TC_PAGE_TITLE;
		return 1;
	}
	for (; first + 1 < time; first++) {
		struct tc_str text = lines->v[first].text;
		bool path = tc_str_find(text, TC_STR(" » "), 0) < text.n || tc_str_find(text, TC_STR(" > "), 0) < text.n ||
			    tc_str_find(text, TC_STR(" / "), 0) < text.n;
		if (!path && (lines->v[first].n_chars > 24 || lines->v[first + 1].n_chars < 2 * lines->v[first].n_chars))
			break;
		lines->v[first].kind = TC_PAGE_SECTION;
	}
	lines->v[first].kind = TC_PAGE_TITLE;
	for (size_t i = first + 1; i < time; i++)
		lines->v[i].kind = lines->v[i].n_chars > 140 ? TC_PAGE_LEAD : TC_PAGE_SUBTITLE;
	for (; time < lines->n && tc_page_time(lines->v[time].text, &date); time++)
		lines->v[time].kind = TC_PAGE_TIME;
	return time;
}

/* The end of the article: a list of keywords, or what only a page has. */
static size_t find_end(struct tc_page_lines *lines, size_t from)
{
	size_t end = lines->n;
	for (size_t i = from; i < lines->n; i++) {
		bool keywords = tc_page_keywords(lines->v[i].text) > 0;
		if (end == lines->n && (keywords || tc_page_leftover(lines->v[i].text)))
			end = i;
		if (!keywords)
			continue;
		lines->v[i].kind = TC_PAGE_KEYWORDS;
		break;
	}
	return end;
}

static bool is_right(const struct tc_page_line *line)
{
	return line->indent >= RIGHT_COLUMNS && line->n_chars <= 80;
}

/* Does the dump draw paragraphs in? */
static bool uses_indent(const struct tc_page_lines *lines, size_t from, size_t end)
{
	size_t n_in = 0, n_all = 0;
	for (size_t i = from; i < end; i++) {
		n_all += lines->v[i].n_chars;
		if (lines->v[i].indent >= 2 && !is_right(&lines->v[i]))
			n_in += lines->v[i].n_chars;
	}
	return n_in * 5 > n_all;
}

/* Does the line name its photographer, or say that it is about a picture? */
static bool names_photo(const struct tc_page_line *line)
{
	static const char *const signs[] = {"Ảnh:", "ảnh:", "(Ảnh", "(ảnh", "Ảnh minh h", "Ảnh tư liệu", "Ảnh chụp", "ẢNH:"};
	if (line->n_chars > CAPTION_CHARS)
		return false;
	for (size_t i = 0; i < COUNT(signs); i++)
		if (tc_str_find(line->text, tc_str_of(signs[i]), 0) < line->text.n)
			return true;
	return false;
}

static bool is_list_item(struct tc_str s)
{
	return s.n > 2 && (strchr("-+*", s.p[0]) != NULL || (s.p[0] >= '0' && s.p[0] <= '9') || tc_str_starts(s, TC_STR("•")) ||
			   tc_str_starts(s, TC_STR("–")));
}

static enum tc_page_kind kind_of(const struct tc_page_line *line, bool indented)
{
	if (indented)
		return line->indent >= 2 || line->n_chars > CAPTION_CHARS ? TC_PAGE_BODY : TC_PAGE_CAPTION;
	if (names_photo(line))
		return TC_PAGE_CAPTION;
	return line->n_chars > 150 || ends_sentence(line->text) || is_list_item(line->text) ? TC_PAGE_BODY : TC_PAGE_CAPTION;
}

/* Marks the lead: with indentation the first flush line that is no caption, without it the first line that is long enough, if
 * there is text after it. */
static void mark_lead(struct tc_page_lines *lines, size_t from, size_t end, bool indented)
{
	for (size_t i = from; i < end; i++) {
		struct tc_page_line *line = &lines->v[i];
		if (indented && line->indent >= 2)
			return;
		if (names_photo(line) || line->n_chars < LEAD_MIN_CHARS)
			continue;
		if (i + 1 < end && (indented || line->n_chars <= 800))
			line->kind = TC_PAGE_LEAD;
		return;
	}
}

/* Finds the lines that sign the article; returns where it ends. */
static size_t mark_bylines(struct tc_page_lines *lines, size_t from, size_t end, bool indented)
{
	size_t last_right = end;
	for (size_t i = from; i < end; i++) {
		if (!is_right(&lines->v[i]))
			continue;
		lines->v[i].kind = TC_PAGE_BYLINE;
		last_right = i;
	}
	/* Below the signature only paragraphs and photos are still the article. */
	if (last_right < end) {
		size_t paragraph = end;
		while (paragraph > last_right + 1 && kind_of(&lines->v[paragraph - 1], indented) != TC_PAGE_BODY)
			paragraph--;
		for (size_t i = paragraph; i < end; i++)
			if (lines->v[i].kind == TC_PAGE_NONE && names_photo(&lines->v[i]))
				lines->v[i].kind = TC_PAGE_CAPTION;
		return paragraph;
	}
	for (size_t i = end; i > from + 1 && end - i < 3 && tc_byline_plausible(lines->v[i - 1].text); i--)
		lines->v[i - 1].kind = TC_PAGE_BYLINE;
	return end;
}

/* Without any paragraph, short lines are the text and not captions of photos: a notice, a list of names. */
static void promote_captions(struct tc_page_lines *lines, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		if (lines->v[i].kind == TC_PAGE_BODY)
			return;
	for (size_t i = from; i < end; i++)
		if (lines->v[i].kind == TC_PAGE_CAPTION && !names_photo(&lines->v[i]))
			lines->v[i].kind = TC_PAGE_BODY;
}

void tc_page_classify(struct tc_page_lines *lines)
{
	if (lines->n == 0)
		return;
	size_t from = classify_head(lines), end = find_end(lines, from);
	bool indented = uses_indent(lines, from, end), has_lead = false;
	for (size_t i = 0; i < from; i++)
		has_lead = has_lead || lines->v[i].kind == TC_PAGE_LEAD;
	end = mark_bylines(lines, from, end, indented);
	if (!has_lead)
		mark_lead(lines, from, end, indented);
	for (size_t i = from; i < end; i++)
		if (lines->v[i].kind == TC_PAGE_NONE)
			lines->v[i].kind = kind_of(&lines->v[i], indented);
	promote_captions(lines, from, end);
}
