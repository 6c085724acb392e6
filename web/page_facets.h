/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PAGE_FACETS_H
#define TC_WEB_PAGE_FACETS_H

#include "web/page.h"

/* Filters and dates that the search has, each a link that takes it away. */
void tc_page_chosen(struct tc_page *page);
/* Values of a facet that are shown; of the one that the parameter "more" names, so many. */
#define TC_PAGE_FACET_VALUES 8
#define TC_PAGE_MORE_VALUES 500
/* Values of the facets, each a link that adds it.  Takes NULL. */
void tc_page_facets(struct tc_page *page, const struct tc_facets *facets);
/* The form with the dates of the search. */
void tc_page_dates(struct tc_page *page);
/* The histogram; nothing for less than two periods.  Takes NULL. */
void tc_page_timeline(struct tc_page *page, const struct tc_facets *facets);

#endif
