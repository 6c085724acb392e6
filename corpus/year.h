/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_YEAR_H
#define TC_CORPUS_YEAR_H

#include "corpus/article.h"

/* Gives the day of publication that was printed without its year (tc_date_parse_day) the year that other fields of the article
 * tell, and says so in its notes; takes the day away when none does.  Does nothing to any other article. */
void tc_year_complete(struct tc_article *article);

#endif
