/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_BYLINE_H
#define TC_CORPUS_BYLINE_H

#include "corpus/article.h"

/* The line below an article that says who wrote it or where it is from. */

/* May the line be one: "Hồng Thanh", "Quang Lâm (thực hiện)", "Bài và ảnh: An Bình", "(Theo TTXVN)", "Nguồn: VOV"? */
bool tc_byline_plausible(struct tc_str line);
/* Adds what the line says to authors, source and publication of the article. */
void tc_byline_read(struct tc_str line, struct tc_article *article);
/* The source that a paragraph ends with in brackets, "... (Theo TTXVN)": its name, or the empty slice. */
struct tc_str tc_byline_trailing_source(struct tc_str paragraph);

#endif
