/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_PAGE_LINES_H
#define TC_CORPUS_PAGE_LINES_H

#include "base/arena.h"
#include "base/date.h"

/* A page saved as plain text, line by line: what each line is. */

enum tc_page_kind {
	TC_PAGE_NONE = 0, /* no part of the article */
	TC_PAGE_TITLE,
	TC_PAGE_SECTION, /* path of sections above the title */
	TC_PAGE_SUBTITLE,
	TC_PAGE_TIME,
	TC_PAGE_LEAD,
	TC_PAGE_BODY,
	TC_PAGE_CAPTION,
	TC_PAGE_BYLINE,
	TC_PAGE_KEYWORDS
};

struct tc_page_line {
	struct tc_str text;     /* blanks single, in the arena */
	unsigned indent;        /* columns before it */
	unsigned n_chars;       /* that a person counts */
	bool gap;               /* a blank line stands before it */
	enum tc_page_kind kind; /* TC_PAGE_NONE until tc_page_classify */
};

struct tc_page_lines {
	struct tc_page_line *v;
	size_t n, capacity;
};

/* The lines of clean text that are not blank; paragraphs that were broken at a fixed width are one line again. */
void tc_page_split(struct tc_arena *arena, struct tc_str text, struct tc_page_lines *lines);
/* Says what each line is. */
void tc_page_classify(struct tc_page_lines *lines);
/* Is the line the time under a title, "Thứ năm, 05/11/2009, 14:00 (GMT+7)": a date and little else? */
bool tc_page_time(struct tc_str line, struct tc_date *date);
/* Bytes of "Từ khóa:", "Tags:" at the beginning of the line; 0 when it is no list of keywords. */
size_t tc_page_keywords(struct tc_str line);
/* Does the line belong to the page around the article: comment box, captcha, lists of other news? */
bool tc_page_leftover(struct tc_str line);

#endif
