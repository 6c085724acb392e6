/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PAGES_H
#define TC_WEB_PAGES_H

#include "web/route.h"

/* Handlers of the pages, which web/pages.c lists. */
tc_handler tc_page_home, tc_page_search, tc_page_article, tc_page_browse, tc_page_help, tc_page_embed, tc_page_embed_script,
	tc_page_versions;

#endif
