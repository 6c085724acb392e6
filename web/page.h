/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PAGE_H
#define TC_WEB_PAGE_H

#include "query/results.h"
#include "web/route.h"
#include "web/texts.h"

/* A page while it is written.  Text goes through the functions here: each escapes for its place. */
struct tc_page {
	struct tc_site *site;
	const struct tc_request *request;
	struct tc_buf *out;
	enum tc_language language;
};

/* Sets type and language of the response and writes everything up to the content: head, header with the search box, navigation.
 * title: what is before the archive's name; empty: nothing. */
void tc_page_begin(struct tc_page *page, struct tc_site *site, const struct tc_request *request, struct tc_response *response,
		   struct tc_str title);
void tc_page_end(struct tc_page *page);

/* What the head of a page says beside its title; what is empty is left out. */
struct tc_page_head {
	struct tc_str title, description;
	struct tc_str canonical;          /* the one address of the page, a path of ours: "/article?id=..." */
	const struct tc_article *article; /* for programs that keep references, or NULL */
	bool search;                      /* results: not for search engines, with a feed */
};
void tc_page_begin_with(struct tc_page *page, struct tc_site *site, const struct tc_request *request,
			struct tc_response *response, const struct tc_page_head *head);

void tc_page_html(struct tc_page *page, const char *html);           /* as it is: constants only */
void tc_page_str(struct tc_page *page, struct tc_str text);          /* content of an element or a quoted attribute */
void tc_page_text(struct tc_page *page, enum tc_text text);          /* of the table */
void tc_page_date(struct tc_page *page, const struct tc_date *date); /* a <time>, as the language writes it; nothing for none */
void tc_page_date_text(struct tc_page *page, const struct tc_date *date); /* the same without an element */
/* The time of a capture, which crawlers write for Greenwich, as Vietnam has it. */
void tc_page_captured(struct tc_page *page, const struct tc_date *date);
/* The bytes from..to of text with what is highlighted in <mark>. */
void tc_page_marked(struct tc_page *page, struct tc_str text, const struct tc_highlights *highlights);

/* A change to the parameters of a search. */
struct tc_change {
	enum { TC_CHANGE_SET, TC_CHANGE_ADD, TC_CHANGE_REMOVE } kind; /* SET: instead of all of that name; REMOVE: this value */
	const char *name;
	struct tc_str value; /* empty for SET: none */
};
/* Writes ' href="..."': the search of this request (only parameters that searches know) with changes; back on page 1 unless a
 * change says which. */
void tc_page_search_href(struct tc_page *page, const struct tc_change *changes, size_t n);
/* The same of the search's Atom feed, and of its hits in a format of the API. */
void tc_page_feed_href(struct tc_page *page);
void tc_page_download_href(struct tc_page *page, const char *format);
/* ' href="BASE PATH"', with the language when it was chosen; value: escaped behind the path. */
void tc_page_href(struct tc_page *page, const char *path, struct tc_str value);
/* ' href="..."' of the article's page, with the words of the query to be marked ("": none). */
void tc_page_article_href(struct tc_page *page, struct tc_str id, struct tc_str query);
/* An article in a list: title (marked, linked), when, where and by whom, and the snippet when it has text. */
void tc_page_hit(struct tc_page *page, const struct tc_hit *hit, struct tc_str query);
/* Its title, or what stands for one. */
struct tc_str tc_page_title_of(const struct tc_page *page, const struct tc_article *article);
/* An article in a short list: <li> with the linked title and the date. */
void tc_page_item(struct tc_page *page, const struct tc_article *article);
/* Hidden fields of a form for all parameters of the search but those named (NULL after the last). */
void tc_page_hidden(struct tc_page *page, const char *const *but);
/* An address of the web that may be linked to. */
bool tc_page_is_web(struct tc_str url);

#endif
