/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article in a list: of results, of those like one, of reprints. */
#include "web/page.h"

void tc_page_article_href(struct tc_page *page, struct tc_str id, struct tc_str query)
{
	struct tc_str language = tc_param(page->request, "lang");
	tc_page_html(page, " href=\"");
	tc_page_str(page, page->request->base);
	tc_page_html(page, TC_PATH_ARTICLE);
	tc_url_escape(id, page->out);
	if (query.n > 0) {
		tc_page_html(page, "&amp;q=");
		tc_url_escape(query, page->out);
	}
	if (language.n > 0) {
		tc_page_html(page, "&amp;lang=");
		tc_url_escape(language, page->out);
	}
	tc_page_html(page, "\"");
}

/* " · " before everything but the first. */
static void part(struct tc_page *page, bool *first)
{
	tc_page_html(page, *first ? "" : " · ");
	*first = false;
}

static void add_list(struct tc_page *page, const struct tc_strs *list, const char *separator, bool *first)
{
	if (list->n > 0)
		part(page, first);
	for (size_t i = 0; i < list->n; i++) {
		tc_page_html(page, i > 0 ? separator : "");
		tc_page_str(page, list->v[i]);
	}
}

static void add_facts(struct tc_page *page, const struct tc_article *a)
{
	bool first = true;
	tc_page_html(page, "<p class=\"facts\">");
	if (a->published.precision != TC_DATE_NONE)
		part(page, &first);
	tc_page_date(page, &a->published);
	add_list(page, &a->section, " › ", &first);
	add_list(page, &a->authors, ", ", &first);
	if (a->source.n > 0 || a->publication.n > 0) {
		part(page, &first);
		tc_page_str(page, a->source.n > 0 ? a->source : a->publication);
	}
	tc_page_html(page, "</p>\n");
}

struct tc_str tc_page_title_of(const struct tc_page *page, const struct tc_article *article)
{
	return article->title.n > 0 ? article->title : tc_str_of(tc_text(page->language, TC_TEXT_UNTITLED));
}

void tc_page_item(struct tc_page *page, const struct tc_article *article)
{
	tc_page_html(page, "<li><a");
	tc_page_article_href(page, article->id, TC_STR_NONE);
	tc_page_html(page, ">");
	tc_page_str(page, tc_page_title_of(page, article));
	tc_page_html(page, "</a> ");
	tc_page_date(page, &article->published);
	if (article->publication.n > 0 || article->source.n > 0) {
		tc_page_html(page, article->published.precision != TC_DATE_NONE ? " · " : "");
		tc_page_str(page, article->publication.n > 0 ? article->publication : article->source);
	}
	tc_page_html(page, "</li>\n");
}

static void add_reprints(struct tc_page *page, const struct tc_hit *hit)
{
	if (hit->n_reprints == 0)
		return;
	tc_page_html(page, "<details class=\"reprints\"><summary>");
	tc_page_text(page, TC_TEXT_REPRINTS);
	tc_page_html(page, ": ");
	tc_text_number(page->language, hit->n_reprints, page->out);
	tc_page_html(page, hit->more_reprints ? "+" : "");
	tc_page_html(page, "</summary>\n<ul>\n");
	for (size_t i = 0; i < hit->n_reprints && hit->reprints != NULL; i++)
		tc_page_item(page, &hit->reprints[i]);
	tc_page_html(page, "</ul>\n</details>\n");
}

void tc_page_hit(struct tc_page *page, const struct tc_hit *hit, struct tc_str query)
{
	tc_page_html(page, "<article class=\"hit\">\n<h2><a");
	tc_page_article_href(page, hit->article.id, query);
	tc_page_html(page, ">");
	if (hit->article.title.n > 0)
		tc_page_marked(page, hit->article.title, &hit->title_highlights);
	else
		tc_page_text(page, TC_TEXT_UNTITLED);
	tc_page_html(page, "</a></h2>\n");
	add_facts(page, &hit->article);
	if (hit->snippet.text.n > 0) {
		tc_page_html(page, "<p class=\"snippet\">");
		tc_page_marked(page, hit->snippet.text, &hit->snippet.highlights);
		tc_page_html(page, "</p>\n");
	}
	add_reprints(page, hit);
	tc_page_html(page, "</article>\n");
}
