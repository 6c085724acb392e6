/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What narrows a search down: filters in use, facets as links, and the articles over time as bars that are links.
 *
 * A facet's value is a link to the same search with it; one that is in use is a link to the search without it.  The bars are
 * inline SVG with attributes alone, no style: the policy of all pages has no place for it.  A bar's title says its number, so
 * that the drawing says nothing that text does not.
 */
#include "web/page_facets.h"

#include "indexer/facet.h"
#include "query/typed_date.h"
#include "web/route.h"

#define BAR_HEIGHT 60
#define BAR_WIDTH 10

static enum tc_text label(enum tc_facet facet)
{
	static const enum tc_text labels[TC_FACET_COUNT] = {
		[TC_FACET_YEAR] = TC_TEXT_YEAR,       [TC_FACET_MONTH] = TC_TEXT_MONTH,   [TC_FACET_DAY] = TC_TEXT_DAY,
		[TC_FACET_SECTION] = TC_TEXT_SECTION, [TC_FACET_AUTHOR] = TC_TEXT_AUTHOR, [TC_FACET_KEYWORD] = TC_TEXT_KEYWORD,
		[TC_FACET_SOURCE] = TC_TEXT_SOURCE,   [TC_FACET_NAME] = TC_TEXT_NAME,
	};
	return labels[facet];
}

/* "2023-01" as a reader writes it; what is no date as it is. */
static void add_period(struct tc_page *page, struct tc_str text)
{
	struct tc_date date;
	if (tc_query_typed_date(text, &date))
		tc_page_date_text(page, &date);
	else
		tc_page_str(page, text);
}

static void add_chosen(struct tc_page *page, const char *name, enum tc_text text, struct tc_str value)
{
	const struct tc_change remove = {TC_CHANGE_REMOVE, name, value};
	tc_page_html(page, "<li><a");
	tc_page_search_href(page, &remove, 1);
	tc_page_html(page, " title=\"");
	tc_page_text(page, TC_TEXT_REMOVE);
	tc_page_html(page, "\"><span>");
	tc_page_text(page, text);
	tc_page_html(page, ":</span> ");
	if (text == TC_TEXT_YEAR || text == TC_TEXT_MONTH || text == TC_TEXT_DAY || text == TC_TEXT_FROM || text == TC_TEXT_TO)
		add_period(page, value);
	else
		tc_page_str(page, value);
	tc_page_html(page, " <b aria-hidden=\"true\">×</b></a></li>\n");
}

void tc_page_chosen(struct tc_page *page)
{
	const struct tc_request *r = page->request;
	bool any = false;
	for (size_t i = 0; i < r->n_parameters; i++) {
		const struct tc_str name = r->parameters[i].name, value = tc_str_trim(r->parameters[i].value);
		enum tc_facet facet = TC_FACET_COUNT;
		for (int f = 0; f < TC_FACET_COUNT; f++)
			if (tc_str_eq(name, tc_str_of(tc_facets[f].names[0])))
				facet = (enum tc_facet)f;
		bool from = tc_str_eq(name, TC_STR("from")), to = tc_str_eq(name, TC_STR("to"));
		if (value.n == 0 || (facet == TC_FACET_COUNT && !from && !to))
			continue;
		if (!any) {
			tc_page_html(page, "<ul class=\"chosen\" aria-label=\"");
			tc_page_text(page, TC_TEXT_CHOSEN);
			tc_page_html(page, "\">\n");
		}
		any = true;
		if (facet < TC_FACET_COUNT)
			add_chosen(page, tc_facets[facet].names[0], label(facet), value);
		else
			add_chosen(page, from ? "from" : "to", from ? TC_TEXT_FROM : TC_TEXT_TO, value);
	}
	tc_page_html(page, any ? "</ul>\n" : "");
}

static bool is_chosen(const struct tc_request *request, const char *name, struct tc_str value)
{
	struct tc_str have;
	for (size_t at = 0; tc_param_next(request, name, &at, &have);)
		if (tc_str_eq(have, value))
			return true;
	return false;
}

/* A link to the same search with all values of a facet, or with few again. */
static void add_more(struct tc_page *page, const char *name, size_t n_all, bool all)
{
	const struct tc_change change = {TC_CHANGE_SET, "more", all ? TC_STR_NONE : tc_str_of(name)};
	tc_page_html(page, "<p class=\"more\"><a rel=\"nofollow\"");
	tc_page_search_href(page, &change, 1);
	tc_page_html(page, ">");
	tc_page_text(page, all ? TC_TEXT_FEWER_VALUES : TC_TEXT_MORE_VALUES);
	if (!all) {
		tc_page_html(page, " (");
		tc_text_number(page->language, n_all, page->out);
		tc_page_html(page, ")");
	}
	tc_page_html(page, "</a></p>\n");
}

static void add_values(struct tc_page *page, const struct tc_facet_values *values)
{
	const char *name = tc_facets[values->facet].names[0];
	const bool all = tc_str_eq(tc_param(page->request, "more"), tc_str_of(name));
	if (values->n == 0)
		return;
	tc_page_html(page, "<h3>");
	tc_page_text(page, label(values->facet));
	tc_page_html(page, "</h3>\n<ul>\n");
	for (size_t i = 0; i < values->n && (all || i < TC_PAGE_FACET_VALUES); i++) {
		const struct tc_str value = values->v[i].text;
		bool chosen = is_chosen(page->request, name, value);
		const struct tc_change change = {chosen ? TC_CHANGE_REMOVE : TC_CHANGE_ADD, name, value};
		tc_page_html(page, "<li><a");
		tc_page_search_href(page, &change, 1);
		tc_page_html(page, chosen ? " aria-current=\"true\">" : ">");
		tc_page_str(page, value);
		tc_page_html(page, "</a> <span>");
		tc_text_number(page->language, values->v[i].documents, page->out);
		tc_page_html(page, "</span></li>\n");
	}
	tc_page_html(page, "</ul>\n");
	if (all || values->n_all > TC_PAGE_FACET_VALUES)
		add_more(page, name, values->n_all, all);
}

void tc_page_facets(struct tc_page *page, const struct tc_facets *facets)
{
	if (facets == NULL)
		return;
	tc_page_html(page, "<aside class=\"facets\">\n<h2>");
	tc_page_text(page, TC_TEXT_NARROW);
	tc_page_html(page, "</h2>\n");
	for (size_t i = 0; i < facets->n; i++)
		add_values(page, &facets->v[i]);
	tc_page_html(page, "</aside>\n");
}

static void add_bar(struct tc_page *page, const struct tc_histogram *h, size_t i, uint32_t most)
{
	const struct tc_facet_value *v = &h->v[i];
	const struct tc_change change = {TC_CHANGE_SET, tc_facets[h->unit].names[0], v->text};
	unsigned height = (unsigned)((uint64_t)v->documents * BAR_HEIGHT / most);
	if (v->documents == 0)
		return;
	height = height < 2 ? 2 : height;
	tc_page_html(page, "<a");
	tc_page_search_href(page, &change, 1);
	tc_buf_printf(page->out, "><rect x=\"%zu\" y=\"%u\" width=\"%d\" height=\"%u\"><title>", i * BAR_WIDTH,
		      BAR_HEIGHT - height, BAR_WIDTH - 2, height);
	add_period(page, v->text);
	tc_page_html(page, ": ");
	tc_text_articles(page->language, v->documents, page->out);
	tc_page_html(page, "</title></rect></a>\n");
}

void tc_page_timeline(struct tc_page *page, const struct tc_facets *facets)
{
	uint32_t most = 0;
	if (facets == NULL || !facets->has_histogram || facets->histogram.n < 2)
		return;
	const struct tc_histogram *h = &facets->histogram;
	for (size_t i = 0; i < h->n; i++)
		most = h->v[i].documents > most ? h->v[i].documents : most;
	if (most == 0)
		return;
	tc_page_html(page, "<figure class=\"timeline\">\n<figcaption>");
	tc_page_text(page, TC_TEXT_OVER_TIME);
	tc_buf_printf(page->out, "</figcaption>\n<svg viewBox=\"0 0 %zu %d\" preserveAspectRatio=\"none\" role=\"group\">\n",
		      h->n * BAR_WIDTH, BAR_HEIGHT);
	for (size_t i = 0; i < h->n; i++)
		add_bar(page, h, i, most);
	tc_page_html(page, "</svg>\n<p><span>");
	add_period(page, h->v[0].text);
	tc_page_html(page, "</span> <span>");
	add_period(page, h->v[h->n - 1].text);
	tc_page_html(page, "</span></p>\n</figure>\n");
}

static void add_date_field(struct tc_page *page, const char *name, enum tc_text text)
{
	tc_page_html(page, "<label>");
	tc_page_text(page, text);
	tc_buf_printf(page->out, " <input name=\"%s\" size=\"10\" placeholder=\"", name);
	tc_page_text(page, TC_TEXT_DATE_HINT);
	tc_page_html(page, "\" value=\"");
	tc_page_str(page, tc_param(page->request, name));
	tc_page_html(page, "\"></label>\n");
}

void tc_page_dates(struct tc_page *page)
{
	static const char *const own[] = {"from", "to", NULL};
	tc_page_html(page, "<form class=\"dates\" action=\"");
	tc_page_str(page, page->request->base);
	tc_page_html(page, TC_PATH_SEARCH "\">\n");
	tc_page_hidden(page, own);
	add_date_field(page, "from", TC_TEXT_FROM);
	add_date_field(page, "to", TC_TEXT_TO);
	tc_page_html(page, "<button>");
	tc_page_text(page, TC_TEXT_APPLY);
	tc_page_html(page, "</button>\n</form>\n");
}
