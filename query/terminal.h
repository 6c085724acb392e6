/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_TERMINAL_H
#define TC_QUERY_TERMINAL_H

#include "query/snippet.h"

/* Text for a terminal.  All text that comes from articles or from the user goes through here, so that nothing in it can steer the
 * terminal: control characters become blanks or U+FFFD, marks that turn the direction of writing are left out. */
enum tc_style {
	TC_STYLE_PLAIN,
	TC_STYLE_TITLE,
	TC_STYLE_HIT,
	TC_STYLE_DIM,
	TC_STYLE_PLACE,
	TC_STYLE_ADDED,
	TC_STYLE_REMOVED,
	TC_STYLE_COUNT
};

/* A writer that breaks lines at blanks. */
struct tc_terminal {
	struct tc_buf *out;
	bool color;
	unsigned width;  /* columns of a line; 0: lines are never broken */
	unsigned indent; /* blanks before lines that follow a break */
	unsigned column; /* where the line stands */
	enum tc_style style;
};

void tc_terminal_init(struct tc_terminal *terminal, struct tc_buf *out, bool color, unsigned width);
/* Adds text in a style, its highlights (NULL: none) in TC_STYLE_HIT. */
void tc_terminal_text(struct tc_terminal *terminal, enum tc_style style, struct tc_str text,
		      const struct tc_highlights *highlights);
/* Adds text that is never broken. */
void tc_terminal_whole(struct tc_terminal *terminal, enum tc_style style, struct tc_str text);
/* Ends the line; the next one begins with indent blanks. */
void tc_terminal_line(struct tc_terminal *terminal, unsigned indent);
/* Columns that text takes: 0 for combining marks, 2 for wide East Asian characters. */
unsigned tc_terminal_columns(struct tc_str text);

#endif
