/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PRESENT_PARTS_H
#define TC_QUERY_PRESENT_PARTS_H

#include "query/present.h"
#include "query/terminal.h"

/* Adds item to line, after separator when the line has something; an empty item adds nothing. */
void tc_present_item(struct tc_buf *line, const char *separator, struct tc_str item);
/* Adds "17:46 08/01/2023 · Chính trị › Thời sự · Hồng Thanh · TTXVN". */
void tc_present_facts(const struct tc_article *article, struct tc_buf *line);
/* Writes lines with the URL or file of an article and, where there is one, when it was captured. */
void tc_present_place(struct tc_terminal *terminal, const struct tc_article *article, const struct tc_present_options *options);

#endif
