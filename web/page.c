/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame of all pages, and what they write text, marks, dates and links with.
 *
 * One function for each context escapes: tc_escape_xml for elements and quoted attributes, tc_url_escape for what stands in an
 * address, and nothing is ever written into a script or a style.  Pages work without the script; it only makes them quicker.
 * The language goes with every link once it was chosen, so that nothing need be kept in a cookie.
 */
#include "web/page.h"

#include <string.h>

#include "base/escape.h"
#include "web/asked.h"
#include "web/assets.h"

void tc_page_html(struct tc_page *page, const char *html)
{
	tc_buf_add_cstr(page->out, html);
}

void tc_page_str(struct tc_page *page, struct tc_str text)
{
	tc_escape_xml(text, page->out);
}

void tc_page_text(struct tc_page *page, enum tc_text text)
{
	tc_page_str(page, tc_str_of(tc_text(page->language, text)));
}

bool tc_page_is_web(struct tc_str url)
{
	return tc_str_starts(url, TC_STR("http://")) || tc_str_starts(url, TC_STR("https://"));
}

void tc_page_date_text(struct tc_page *page, const struct tc_date *date)
{
	static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December"};
	struct tc_buf *out = page->out;
	if (page->language == TC_LANGUAGE_VI) {
		tc_date_format_vi(date, out);
		return;
	}
	if (date->precision >= TC_DATE_DAY)
		tc_buf_printf(out, "%d ", date->day);
	if (date->precision >= TC_DATE_MONTH)
		tc_buf_printf(out, "%s ", months[date->month - 1]);
	if (date->precision >= TC_DATE_YEAR)
		tc_buf_printf(out, "%d", date->year);
	if (date->precision >= TC_DATE_MINUTE)
		tc_buf_printf(out, ", %02d:%02d", date->hour, date->minute);
}

void tc_page_date(struct tc_page *page, const struct tc_date *date)
{
	if (date->precision == TC_DATE_NONE)
		return;
	tc_page_html(page, "<time datetime=\"");
	tc_date_format(date, page->out);
	tc_page_html(page, "\">");
	tc_page_date_text(page, date);
	tc_page_html(page, "</time>");
}

void tc_page_captured(struct tc_page *page, const struct tc_date *date)
{
	struct tc_date here;
	tc_date_from_unix(tc_date_unix(date), TC_DATE_VIETNAM_OFFSET_MIN, &here);
	tc_page_date(page, &here);
}

void tc_page_marked(struct tc_page *page, struct tc_str text, const struct tc_highlights *highlights)
{
	size_t at = 0;
	for (size_t i = 0; i < highlights->n; i++) {
		const struct tc_highlight *h = &highlights->v[i];
		tc_page_str(page, tc_str_sub(text, at, h->start));
		tc_page_html(page, "<mark>");
		tc_page_str(page, tc_str_sub(text, h->start, h->end));
		tc_page_html(page, "</mark>");
		at = h->end;
	}
	tc_page_str(page, tc_str_sub(text, at, text.n));
}

/* Separators are & as references: all this stands in an attribute. */
static void add_parameter(struct tc_buf *out, const char **separator, struct tc_str name, struct tc_str value)
{
	tc_buf_add_cstr(out, *separator);
	tc_url_escape(name, out);
	tc_buf_add_char(out, '=');
	tc_url_escape(value, out);
	*separator = "&amp;";
}

static bool is_among(const char *const *names, struct tc_str name)
{
	for (; *names != NULL; names++)
		if (tc_str_eq(name, tc_str_of(*names)))
			return true;
	return false;
}

/* Does a parameter go on into links? */
static bool goes_on(const struct tc_parameter *p)
{
	static const char *const left[] = {"page", "offset", "facets", "facet_values", "histogram", NULL};
	bool known = is_among(tc_asked_names, p->name) || tc_str_eq(p->name, TC_STR("lang"));
	return known && p->value.n > 0 && !is_among(left, p->name);
}

static void add_search_href(struct tc_page *page, const char *path, const struct tc_change *changes, size_t n)
{
	const struct tc_request *r = page->request;
	const char *separator = "?";
	tc_page_html(page, " href=\"");
	tc_page_str(page, r->base);
	tc_page_html(page, path);
	for (size_t i = 0; i < r->n_parameters; i++) {
		const struct tc_parameter *p = &r->parameters[i];
		bool keep = goes_on(p);
		for (size_t k = 0; k < n; k++) {
			bool named = tc_str_eq(p->name, tc_str_of(changes[k].name));
			if (named && (changes[k].kind == TC_CHANGE_SET || tc_str_eq(tc_str_trim(p->value), changes[k].value)))
				keep = false;
		}
		if (keep)
			add_parameter(page->out, &separator, p->name, p->value);
	}
	for (size_t k = 0; k < n; k++)
		if (changes[k].kind != TC_CHANGE_REMOVE && changes[k].value.n > 0)
			add_parameter(page->out, &separator, tc_str_of(changes[k].name), changes[k].value);
	tc_page_html(page, "\"");
}

void tc_page_search_href(struct tc_page *page, const struct tc_change *changes, size_t n)
{
	add_search_href(page, TC_PATH_SEARCH, changes, n);
}

void tc_page_feed_href(struct tc_page *page)
{
	static const struct tc_change plain[] = {
		{TC_CHANGE_SET, "lang", {NULL, 0}}, {TC_CHANGE_SET, "sort", {NULL, 0}}, {TC_CHANGE_SET, "size", {NULL, 0}}};
	add_search_href(page, "/atom", plain, sizeof plain / sizeof *plain);
}

void tc_page_download_href(struct tc_page *page, const char *format)
{
	const struct tc_change changes[] = {{TC_CHANGE_SET, "lang", {NULL, 0}}, {TC_CHANGE_SET, "format", tc_str_of(format)}};
	add_search_href(page, "/api/search", changes, sizeof changes / sizeof *changes);
}

void tc_page_href(struct tc_page *page, const char *path, struct tc_str value)
{
	struct tc_str language = tc_param(page->request, "lang");
	const char *separator = strchr(path, '?') != NULL ? "&amp;" : "?";
	tc_page_html(page, " href=\"");
	tc_page_str(page, page->request->base);
	tc_page_html(page, path);
	tc_url_escape(value, page->out);
	if (language.n > 0)
		add_parameter(page->out, &separator, TC_STR("lang"), language);
	tc_page_html(page, "\"");
}

void tc_page_hidden(struct tc_page *page, const char *const *but)
{
	const struct tc_request *r = page->request;
	for (size_t i = 0; i < r->n_parameters; i++) {
		const struct tc_parameter *p = &r->parameters[i];
		if (!goes_on(p) || is_among(but, p->name))
			continue;
		tc_page_html(page, "<input type=\"hidden\" name=\"");
		tc_page_str(page, p->name);
		tc_page_html(page, "\" value=\"");
		tc_page_str(page, p->value);
		tc_page_html(page, "\">");
	}
}

static void add_meta(struct tc_page *page, const char *name, struct tc_str content)
{
	if (content.n == 0)
		return;
	tc_buf_printf(page->out, "<meta name=\"%s\" content=\"", name);
	tc_page_str(page, content);
	tc_page_html(page, "\">\n");
}

/* The address of this page for search engines, and the same in each language. */
static void add_canonical(struct tc_page *page, struct tc_str path)
{
	const struct tc_request *r = page->request;
	bool more = tc_str_find_char(path, '?', 0) < path.n;
	if (path.n == 0)
		return;
	tc_page_html(page, "<link rel=\"canonical\" href=\"");
	tc_page_str(page, tc_request_address(r, path));
	tc_page_html(page, "\">\n");
	for (int i = 0; i < TC_LANGUAGES; i++) {
		const char *tag = tc_language_tag((enum tc_language)i);
		tc_buf_printf(page->out, "<link rel=\"alternate\" hreflang=\"%s\" href=\"", tag);
		tc_page_str(page, tc_request_address(r, path));
		tc_buf_printf(page->out, "%slang=%s\">\n", more ? "&amp;" : "?", tag);
	}
}

/* The names that reference managers read (Highwire Press tags). */
static void add_reference(struct tc_page *page, const struct tc_article *a)
{
	struct tc_date day = a->published;
	struct tc_buf date;
	tc_buf_init(&date, 64);
	day.precision = day.precision > TC_DATE_DAY ? TC_DATE_DAY : day.precision;
	tc_date_format(&day, &date);
	add_meta(page, "citation_title", a->title);
	for (size_t i = 0; i < a->authors.n; i++)
		add_meta(page, "citation_author", a->authors.v[i]);
	add_meta(page, "citation_journal_title", a->publication.n > 0 ? a->publication : a->source);
	add_meta(page, "citation_publication_date", tc_buf_str(&date));
	if (tc_page_is_web(a->url))
		add_meta(page, "citation_public_url", a->url);
	tc_buf_release(&date);
}

static void add_head(struct tc_page *page, const struct tc_page_head *head)
{
	const struct tc_str title = head->title;
	const struct tc_request *r = page->request;
	const struct tc_str archive = tc_str_of(tc_site_config(page->site)->title);
	tc_buf_printf(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
		      tc_language_tag(page->language));
	tc_page_str(page, title);
	tc_page_html(page, title.n > 0 ? " · " : "");
	tc_page_str(page, archive);
	tc_page_html(page, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			   "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"stylesheet\" href=\"");
	tc_page_str(page, tc_asset_path(r, "style.css"));
	tc_page_html(page, "\">\n<link rel=\"icon\" href=\"");
	tc_page_str(page, tc_asset_path(r, "icon.svg"));
	tc_page_html(page,
		     "\" type=\"image/svg+xml\">\n<link rel=\"search\" type=\"application/opensearchdescription+xml\" href=\"");
	tc_page_str(page, r->base);
	tc_page_html(page, "/opensearch.xml\" title=\"");
	tc_page_str(page, archive);
	tc_page_html(page, "\">\n<script src=\"");
	tc_page_str(page, tc_asset_path(r, "script.js"));
	tc_page_html(page, "\" defer></script>\n");
	add_meta(page, "description", head->description);
	add_canonical(page, head->canonical);
	if (head->article != NULL)
		add_reference(page, head->article);
	if (head->search) {
		tc_page_html(page, "<meta name=\"robots\" content=\"noindex\">\n"
				   "<link rel=\"alternate\" type=\"application/atom+xml\"");
		tc_page_feed_href(page);
		tc_page_html(page, ">\n");
	}
	tc_page_html(page, "</head>\n");
}

/* The search box keeps how it is searched, but not what the last search was narrowed down to. */
static void add_box(struct tc_page *page)
{
	const struct tc_request *r = page->request;
	struct tc_str language = tc_param(r, "lang");
	tc_page_html(page, "<form class=\"box\" role=\"search\" action=\"");
	tc_page_str(page, r->base);
	tc_page_html(page, TC_PATH_SEARCH "\"><input type=\"search\" name=\"q\" id=\"q\" autocomplete=\"off\" "
					  "autocapitalize=\"none\" enterkeyhint=\"search\" aria-label=\"");
	tc_page_text(page, TC_TEXT_SEARCH_FIELD);
	tc_page_html(page, "\" placeholder=\"");
	tc_page_text(page, TC_TEXT_SEARCH_HINT);
	tc_page_html(page, "\" value=\"");
	tc_page_str(page, tc_param(r, "q"));
	tc_page_html(page, "\" data-suggest=\"");
	tc_page_str(page, r->base);
	tc_page_html(page, "/api/suggest\">");
	if (language.n > 0) {
		tc_page_html(page, "<input type=\"hidden\" name=\"lang\" value=\"");
		tc_page_str(page, language);
		tc_page_html(page, "\">");
	}
	tc_page_html(page, "<button>");
	tc_page_text(page, TC_TEXT_SEARCH);
	tc_page_html(page, "</button></form>\n");
}

static void add_entry(struct tc_page *page, const char *path, enum tc_text text)
{
	tc_page_html(page, "<a");
	tc_page_href(page, path, TC_STR_NONE);
	tc_page_html(page, ">");
	tc_page_text(page, text);
	tc_page_html(page, "</a>\n");
}

/* The same page in the other language. */
static void add_other_language(struct tc_page *page)
{
	const struct tc_request *r = page->request;
	const enum tc_language other = page->language == TC_LANGUAGE_VI ? TC_LANGUAGE_EN : TC_LANGUAGE_VI;
	const char *separator = "?";
	tc_buf_printf(page->out, "<a hreflang=\"%s\" lang=\"%s\" href=\"", tc_language_tag(other), tc_language_tag(other));
	tc_page_str(page, r->base);
	for (struct tc_str rest = r->path; rest.p != NULL;) {
		struct tc_str segment = tc_str_split(&rest, '/');
		tc_url_escape(segment, page->out);
		tc_page_html(page, rest.p != NULL ? "/" : "");
	}
	for (size_t i = 0; i < r->n_parameters; i++)
		if (!tc_str_eq(r->parameters[i].name, TC_STR("lang")))
			add_parameter(page->out, &separator, r->parameters[i].name, r->parameters[i].value);
	add_parameter(page->out, &separator, TC_STR("lang"), tc_str_of(tc_language_tag(other)));
	tc_page_html(page, "\">");
	tc_page_text(page, TC_TEXT_OTHER_LANGUAGE);
	tc_page_html(page, "</a>\n");
}

void tc_page_begin(struct tc_page *page, struct tc_site *site, const struct tc_request *request, struct tc_response *response,
		   struct tc_str title)
{
	const struct tc_page_head head = {.title = title};
	tc_page_begin_with(page, site, request, response, &head);
}

void tc_page_begin_with(struct tc_page *page, struct tc_site *site, const struct tc_request *request,
			struct tc_response *response, const struct tc_page_head *head)
{
	*page = (struct tc_page){site, request, &response->body, tc_language_of(request)};
	response->content_type = TC_TYPE_HTML;
	response->vary_language = true;
	add_head(page, head);
	tc_page_html(page, "<body>\n<a class=\"skip\" href=\"#content\">");
	tc_page_text(page, TC_TEXT_SKIP);
	tc_page_html(page, "</a>\n<header>\n<a class=\"home\"");
	tc_page_href(page, "/", TC_STR_NONE);
	tc_page_html(page, ">");
	tc_page_str(page, tc_str_of(tc_site_config(site)->title));
	tc_page_html(page, "</a>\n");
	add_box(page);
	tc_page_html(page, "<nav>\n");
	add_entry(page, "/browse", TC_TEXT_BROWSE);
	add_entry(page, "/help", TC_TEXT_HELP);
	add_other_language(page);
	tc_page_html(page, "</nav>\n</header>\n<main id=\"content\">\n");
}

void tc_page_end(struct tc_page *page)
{
	tc_page_html(page, "</main>\n</body>\n</html>\n");
}
