/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PAGE_NOTHING_H
#define TC_WEB_PAGE_NOTHING_H

#include "query/lacking.h"
#include "web/asked.h"
#include "web/page.h"

/* What a page says of a search that found nothing, or no article with all of its words. */
struct tc_nothing {
	struct tc_lacking lacking;
	uint32_t without[TC_ASKED_FILTERS]; /* articles found without the filter of that number */
	uint32_t without_dates;             /* without "from" and "to" */
	uint32_t inexact;                   /* in other spellings, when "exact" was asked for */
	bool dated;                         /* a time was asked for, by from, to, year, month or day: */
	uint32_t in_period;                 /* articles that the archive has of it */
	struct tc_date first, last;         /* dates of the whole archive, TC_DATE_NONE when it has none */
	uint32_t n_dated;                   /* articles that have one */
	struct tc_lacking_try wider;        /* what the archive has of the words, without filters and dates */
	const struct tc_facets *years;      /* in which the query does find something; NULL: none */
};

/* Everything lives in the request's arena. */
enum tc_status tc_page_nothing_read(struct tc_site *site, const struct tc_request *request, const struct tc_asked *asked,
				    struct tc_nothing *out, struct tc_err *err);
/* Why nothing was found, and links to what would find something. */
void tc_page_nothing(struct tc_page *page, const struct tc_asked *asked, const struct tc_nothing *nothing);
/* Above partial matches: the words that no article has. */
void tc_page_unknown_words(struct tc_page *page, const struct tc_nothing *nothing);

/* " (12 bài)", " (khoảng 6.000 bài)" of what tc_search_count gives. */
void tc_page_counted(struct tc_page *page, uint32_t total);

#endif
