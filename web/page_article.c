/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of an article: its text with the words of a query marked, its facts, where it is from and who printed it too, other
 * captures, articles like it, and a line to cite it with.
 *
 *   /article?id=ID, /article/ID    q: the query whose words are marked, and to which a link leads back
 *
 * A name may stand for several articles (a file with many): they follow each other, newest first.  A query that cannot be read
 * marks nothing: the article is there all the same.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/schema.h"
#include "query/cite.h"
#include "query/reprints.h"
#include "query/show.h"
#include "query/similar.h"
#include "web/page.h"
#include "web/pages.h"

#define SIMILAR 5
#define MAX_SHOWN 20
/* Characters of a description, as search engines show them. */
#define DESCRIPTION 200

static void add_fact(struct tc_page *page, enum tc_text label, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_page_html(page, "<dt>");
	tc_page_text(page, label);
	tc_page_html(page, "</dt><dd>");
	tc_page_str(page, text);
	tc_page_html(page, "</dd>\n");
}

static void add_date(struct tc_page *page, enum tc_text label, const struct tc_date *date)
{
	if (date->precision == TC_DATE_NONE)
		return;
	tc_page_html(page, "<dt>");
	tc_page_text(page, label);
	tc_page_html(page, "</dt><dd>");
	tc_page_date(page, date);
	tc_page_html(page, "</dd>\n");
}

/* Values that are searches. */
static void add_values(struct tc_page *page, enum tc_text label, const char *path, const struct tc_strs *list)
{
	if (list->n == 0)
		return;
	tc_page_html(page, "<dt>");
	tc_page_text(page, label);
	tc_page_html(page, "</dt><dd>");
	for (size_t i = 0; i < list->n; i++) {
		tc_page_html(page, i > 0 ? ", <a" : "<a");
		tc_page_href(page, path, list->v[i]);
		tc_page_html(page, ">");
		tc_page_str(page, list->v[i]);
		tc_page_html(page, "</a>");
	}
	tc_page_html(page, "</dd>\n");
}

static void add_facts(struct tc_page *page, const struct tc_article *a)
{
	tc_page_html(page, "<dl class=\"about\">\n");
	add_date(page, TC_TEXT_PUBLISHED, &a->published);
	add_date(page, TC_TEXT_UPDATED, &a->updated);
	add_values(page, TC_TEXT_AUTHORS, TC_PATH_SEARCH "?author=", &a->authors);
	add_values(page, TC_TEXT_SECTION, TC_PATH_SEARCH "?section=", &a->section);
	add_fact(page, TC_TEXT_SOURCE, a->source.n > 0 ? a->source : a->publication);
	add_values(page, TC_TEXT_KEYWORDS, TC_PATH_SEARCH "?keyword=", &a->keywords);
	if (tc_page_is_web(a->url)) {
		tc_page_html(page, "<dt>");
		tc_page_text(page, TC_TEXT_ORIGINAL);
		tc_page_html(page, "</dt><dd><a rel=\"external noopener\" href=\"");
		tc_page_str(page, a->url);
		tc_page_html(page, "\">");
		tc_page_str(page, a->url);
		tc_page_html(page, "</a></dd>\n");
	} else {
		add_fact(page, TC_TEXT_FILE_PLACE, tc_article_place(a));
	}
	tc_page_html(page, "</dl>\n");
}

static void add_paragraph(struct tc_page *page, const char *before, struct tc_str text, const struct tc_highlights *marks)
{
	if (text.n == 0)
		return;
	tc_page_html(page, before);
	tc_page_marked(page, text, marks);
	tc_page_html(page, "</p>\n");
}

static void add_versions(struct tc_page *page, const struct tc_article *a)
{
	struct tc_schema_version version;
	if (a->versions.n == 0)
		return;
	tc_page_html(page, "<section class=\"versions\"><h2>");
	tc_page_text(page, TC_TEXT_VERSIONS);
	tc_page_html(page, "</h2>\n<ul>\n");
	for (size_t i = 0; i < a->versions.n; i++) {
		struct tc_date date;
		if (!tc_schema_version(a->versions.v[i], &version))
			continue;
		tc_page_html(page, "<li>");
		if (tc_date_parse_iso(version.captured, &date))
			tc_page_captured(page, &date);
		else
			tc_page_str(page, version.captured);
		tc_page_html(page, " ");
		tc_page_text(page, version.same ? TC_TEXT_VERSION_ALIKE : TC_TEXT_VERSION_OTHER);
		tc_page_html(page, "</li>\n");
	}
	tc_page_html(page, "</ul>\n<p><a");
	tc_page_href(page, "/versions?id=", a->id);
	tc_page_html(page, ">");
	tc_page_text(page, TC_TEXT_CHANGES);
	tc_page_html(page, "</a></p>\n</section>\n");
}

/* Where the article is here. */
static struct tc_str path_of(const struct tc_request *request, const struct tc_article *a)
{
	struct tc_buf path;
	tc_buf_init(&path, TC_LIMIT_QUERY_BYTES * 4);
	tc_buf_add_cstr(&path, TC_PATH_ARTICLE);
	tc_url_escape(a->id, &path);
	struct tc_str kept = tc_arena_str(request->arena, tc_buf_str(&path));
	tc_buf_release(&path);
	return kept;
}

static void add_cited_part(struct tc_page *page, enum tc_text label, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_page_text(page, label);
	tc_page_html(page, " ");
	tc_page_str(page, text);
	tc_page_html(page, ", ");
}

/* Authors. "Title". Paper, issue, page, date. Address. */
static void add_citation(struct tc_page *page, const struct tc_article *a)
{
	const struct tc_str source = a->publication.n > 0 ? a->publication : a->source;
	struct tc_date day = a->published;
	tc_page_html(page, "<section class=\"cite\"><h2>");
	tc_page_text(page, TC_TEXT_CITE);
	tc_page_html(page, "</h2>\n<p>");
	for (size_t i = 0; i < a->authors.n; i++) {
		tc_page_html(page, i > 0 ? ", " : "");
		tc_page_str(page, a->authors.v[i]);
	}
	tc_page_html(page, a->authors.n > 0 ? ". " : "");
	tc_page_html(page, "“");
	tc_page_str(page, tc_page_title_of(page, a));
	tc_page_html(page, "”. ");
	if (source.n > 0) {
		tc_page_html(page, "<cite>");
		tc_page_str(page, source);
		tc_page_html(page, "</cite>, ");
	}
	add_cited_part(page, TC_TEXT_ISSUE, a->issue);
	add_cited_part(page, TC_TEXT_PRINTED_PAGE, a->page);
	day.precision = day.precision > TC_DATE_DAY ? TC_DATE_DAY : day.precision;
	tc_page_date(page, &day);
	tc_page_html(page, day.precision != TC_DATE_NONE ? ". " : "");
	tc_page_str(page, tc_page_is_web(a->url) ? a->url : tc_request_address(page->request, path_of(page->request, a)));
	tc_page_html(page, "</p>\n<p class=\"formats\">");
	for (size_t i = 0; i < TC_CITE_FORMATS; i++) {
		tc_page_html(page, i > 0 ? " · <a" : "<a");
		tc_buf_printf(page->out, " href=\"");
		tc_page_str(page, page->request->base);
		tc_buf_printf(page->out, "/api/article?format=%s&amp;id=", tc_cite_formats[i].name);
		tc_url_escape(a->id, page->out);
		tc_buf_printf(page->out, "\">%s</a>", tc_cite_formats[i].label);
	}
	tc_page_html(page, "</p>\n</section>\n");
}

static void add_article(struct tc_page *page, const struct tc_shown *shown, bool first)
{
	const struct tc_article *a = &shown->article;
	tc_page_html(page, first ? "<article class=\"whole\">\n<h1>" : "<article class=\"whole\">\n<h1 class=\"further\">");
	if (a->title.n > 0)
		tc_page_marked(page, a->title, &shown->title);
	else
		tc_page_text(page, TC_TEXT_UNTITLED);
	tc_page_html(page, "</h1>\n");
	add_paragraph(page, "<p class=\"subtitle\">", a->subtitle, &shown->subtitle);
	add_facts(page, a);
	add_paragraph(page, "<p class=\"lead\">", a->lead, &shown->lead);
	for (size_t i = 0; i < a->body.n; i++)
		add_paragraph(page, "<p>", a->body.v[i], &shown->body[i]);
	if (a->captions.n > 0) {
		tc_page_html(page, "<section class=\"captions\"><h2>");
		tc_page_text(page, TC_TEXT_CAPTIONS);
		tc_page_html(page, "</h2>\n");
		for (size_t i = 0; i < a->captions.n; i++)
			add_paragraph(page, "<p>", a->captions.v[i], &shown->captions[i]);
		tc_page_html(page, "</section>\n");
	}
	add_versions(page, a);
	add_citation(page, a);
	tc_page_html(page, "</article>\n");
}

static void add_similar(struct tc_page *page, const struct tc_results *similar)
{
	if (similar->n_hits == 0)
		return;
	tc_page_html(page, "<section class=\"similar\"><h2>");
	tc_page_text(page, TC_TEXT_SIMILAR);
	tc_page_html(page, "</h2>\n<ul>\n");
	for (size_t i = 0; i < similar->n_hits; i++)
		tc_page_item(page, &similar->hits[i].article);
	tc_page_html(page, "</ul></section>\n");
}

/* Where else it was printed, with the papers. */
static void add_reprints(struct tc_page *page, const struct tc_reprints *reprints)
{
	if (reprints->n == 0)
		return;
	tc_page_html(page, "<section class=\"similar reprinted\"><h2>");
	tc_page_text(page, TC_TEXT_ALSO_PRINTED);
	tc_page_html(page, " (");
	tc_text_articles(page->language, reprints->n, page->out);
	tc_page_html(page, reprints->more ? ", …)</h2>\n<ul>\n" : ")</h2>\n<ul>\n");
	for (size_t i = 0; i < reprints->n; i++)
		tc_page_item(page, &reprints->v[i]);
	tc_page_html(page, "</ul></section>\n");
}

static enum tc_status read_article(struct tc_searcher *searcher, const struct tc_request *request, struct tc_str name,
				   struct tc_shown_list *list, struct tc_reprints *reprints, struct tc_results *similar,
				   struct tc_err *err)
{
	static const struct tc_search_options few = {.limit = SIMILAR};
	struct tc_str query = tc_param(request, "q");
	enum tc_status status = tc_show(searcher, name, NULL, query, request->arena, list, err);
	if (status == TC_EQUERY || status == TC_ELIMIT)
		status = tc_show(searcher, name, NULL, TC_STR_NONE, request->arena, list, err);
	if (status != TC_OK)
		return status;
	status = tc_reprints_read(searcher, list->v[0].docid, request->arena, reprints, err);
	if (status == TC_ECHANGED || status == TC_ENOENT) {
		/* A writer has committed meanwhile: the article is there, and what is beside it another time. */
		*reprints = (struct tc_reprints){NULL, 0, false};
		status = TC_OK;
	}
	if (status == TC_OK)
		status = tc_similar(searcher, name, NULL, &few, request->arena, similar, err);
	return status;
}

static void begin_article(struct tc_page *page, struct tc_site *site, const struct tc_request *request,
			  struct tc_response *response, const struct tc_article *a)
{
	struct tc_page_head head = {.title = a->title, .article = a};
	size_t at = 0;
	head.canonical = path_of(request, a);
	head.description = a->lead.n > 0 ? a->lead : a->body.n > 0 ? a->body.v[0] : TC_STR_NONE;
	for (size_t n = 0; at < head.description.n && n < DESCRIPTION; n++)
		tc_utf8_next(head.description, &at);
	head.description = tc_str_sub(head.description, 0, at);
	tc_page_begin_with(page, site, request, response, &head);
}

enum tc_status tc_page_article(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			       struct tc_err *err)
{
	struct tc_str name = request->arguments[0].n > 0 ? request->arguments[0] : tc_param(request, "id");
	struct tc_shown_list list;
	struct tc_results similar = {.n_hits = 0};
	struct tc_reprints reprints;
	struct tc_page page;
	struct tc_loan loan;
	if (name.n == 0)
		return tc_err_set(err, TC_EARG, "parameter 'id': which article?");
	enum tc_status status = tc_site_borrow(site, &loan, err);
	if (status != TC_OK)
		return status;
	status = read_article(loan.searcher, request, name, &list, &reprints, &similar, err);
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	begin_article(&page, site, request, response, &list.v[0].article);
	if (tc_param(request, "q").n > 0) {
		tc_page_html(&page, "<p class=\"back\"><a");
		tc_page_href(&page, TC_PATH_SEARCH "?q=", tc_param(request, "q"));
		tc_page_html(&page, ">← ");
		tc_page_text(&page, TC_TEXT_BACK);
		tc_page_html(&page, "</a></p>\n");
	}
	for (size_t i = 0; i < list.n && i < MAX_SHOWN; i++)
		add_article(&page, &list.v[i], i == 0);
	add_reprints(&page, &reprints);
	add_similar(&page, &similar);
	tc_page_end(&page);
	return TC_OK;
}
