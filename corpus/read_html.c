/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format html: a page, with one article or several (html_stories.c).
 *
 * A page is tasted by its first element: <!doctype html>, <html>, <head>, or anywhere near the beginning two of the elements
 * that only pages have.  XML with another root (feeds, NewsML) is none.  The name of the file counts for little. */
#include "corpus/format.h"

#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "corpus/html_article.h"

struct html_state {
	struct tc_str text;
	struct tc_html_page page;
	struct tc_arena arena; /* of the page */
	struct tc_html_story stories[TC_HTML_MAX_STORIES];
	size_t n_stories, n_given;
	const struct tc_sites *sites;
	const struct tc_site *site;
	struct tc_str url;
	const char *path;
	bool one_article;
};

static bool starts_nocase(struct tc_str s, struct tc_str prefix)
{
	return s.n >= prefix.n && tc_str_eq_ascii_nocase(tc_str_sub(s, 0, prefix.n), prefix);
}

/* Counts how many of the names in tags open an element in s. */
static int count_tags(struct tc_str s)
{
	static const char *const tags[] = {"html", "head",   "body",   "div",     "table", "meta", "title", "p",
					   "br",   "script", "a href", "article", "h1",    "span", "font"};
	unsigned seen = 0;
	int n = 0;

	for (size_t at = tc_str_find_char(s, '<', 0); at < s.n; at = tc_str_find_char(s, '<', at + 1))
		for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
			struct tc_str rest = tc_str_sub(s, at + 1, s.n), tag = tc_str_of(tags[i]);

			if ((seen & (1u << i)) == 0 && starts_nocase(rest, tag) && rest.n > tag.n &&
			    strchr(" \t\r\n>/=", rest.p[tag.n]) != NULL) {
				seen |= 1u << i;
				n++;
			}
		}
	return n;
}

static int html_taste(const struct tc_taste *taste)
{
	struct tc_str s = tc_str_trim(tc_str_sub(taste->bytes, 0, 16384));
	bool named = tc_str_ends(tc_str_of(taste->path), TC_STR(".html")) || tc_str_ends(tc_str_of(taste->path), TC_STR(".htm"));
	int n;

	if (tc_str_starts(s, TC_STR("\xEF\xBB\xBF")))
		s = tc_str_trim(tc_str_sub(s, 3, s.n));
	if (starts_nocase(s, TC_STR("<!doctype html")) || starts_nocase(s, TC_STR("<html")))
		return 95;
	if (s.n == 0 || s.p[0] == '{' || (s.p[0] == '[' && s.n > 1 && s.p[1] == '{'))
		return 0;
	n = count_tags(s);
	if (starts_nocase(s, TC_STR("<?xml")) && tc_str_find(s, TC_STR("<html"), 0) == s.n)
		return 0;
	if (s.p[0] == '<')
		return n >= 2 ? 85 : named && n >= 1 ? 70 : named ? 40 : 0;
	return n >= 4 ? 60 : named ? 30 + 5 * n : 0;
}

static enum tc_status html_open(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct html_state *html = tc_alloc(sizeof(*html));

	if (html == NULL)
		return tc_err_set(err, TC_ENOMEM, "page: no memory");
	html->text = input->text;
	html->sites = input->sites;
	html->url = input->url;
	html->path = input->path;
	html->one_article = input->one_article;
	tc_arena_init(&html->arena, TC_LIMIT_ARTICLE_BYTES);
	*state = html;
	return TC_OK;
}

/* The rules for the page's host, as its URL, else the page itself, else its path says. */
static void find_site(struct html_state *html)
{
	struct tc_html_meta meta = {.url = html->url};

	if (html->sites == NULL)
		return;
	if (html->url.n == 0)
		tc_html_meta(&html->page, &meta);
	html->site = tc_sites_find(html->sites, meta.url, tc_str_of(html->path));
}

/* The page into the state's arena, and what is in it. */
static enum tc_status parse(struct html_state *html, struct tc_err *err)
{
	enum tc_status status = tc_html_parse(html->text, &html->arena, &html->page, err);

	if (status != TC_OK)
		return status;
	find_site(html);
	/* A body by rule is that of one article. */
	if (!html->one_article && !tc_html_body_is_ruled(&html->page, html->site))
		html->n_stories = tc_html_stories(&html->page, html->stories, TC_HTML_MAX_STORIES);
	return tc_arena_check(&html->arena, "page", err);
}

static enum tc_status html_next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct html_state *html = state;
	struct tc_html_page *page = &html->page;
	enum tc_status status = TC_OK;

	if (html->n_given > 0 && html->n_given >= html->n_stories)
		return TC_END;
	article->record = 1;
	if (html->n_given == 0)
		status = parse(html, err);
	html->n_given++;
	if (status != TC_OK) {
		html->n_stories = 0;
		return status;
	}
	page->arena = article->arena;
	if (html->n_stories > 0) {
		article->part = (uint32_t)html->n_given;
		return tc_html_story_article(page, &html->stories[html->n_given - 1], html->site, article, err);
	}
	status = tc_html_article(page, html->site, article, err);
	if (status == TC_OK && page->truncated && !tc_article_has_text(article))
		status = tc_err_set(err, TC_ELIMIT, "page: no text before its elements nest deeper than %u or are too many",
				    TC_LIMIT_HTML_DEPTH);
	return status;
}

static void html_close(void *state)
{
	struct html_state *html = state;

	tc_html_release(&html->page);
	tc_arena_release(&html->arena);
	tc_free(html);
}

const struct tc_format tc_format_html = {
	.name = "html",
	.description = "a page of a web site",
	.whole = true,
	.escapes = true,
	.taste = html_taste,
	.open = html_open,
	.next = html_next,
	.close = html_close,
};
