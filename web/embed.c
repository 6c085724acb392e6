/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search box in a page of somebody else.
 *
 * /embed           a small page with a box and, with q, the first hits: for a frame (--frame-origin says whose)
 * /embed.js        a script that puts such a frame where it stands:
 *                  <script src="https://lan.example/tracuu/embed.js" data-q="lúa gạo" async></script>
 *
 * /embed?fragment=1
 *                  only what is inside that page, with whole addresses: for a server that puts it into its pages, or a script of
 *                  theirs (--cors); it has the look that they give it
 *
 * Links lead to the whole window, since a frame is too small to read in.  The script is the same for all, so that it may be kept;
 * where we are it reads from its own address.
 */
#include "web/asked.h"
#include "web/assets.h"
#include "web/page.h"
#include "web/pages.h"

#define HITS 5

static void write_box(struct tc_page *page)
{
	const struct tc_request *r = page->request;
	const struct tc_str language = tc_param(r, "lang");
	tc_page_html(page, "<form class=\"box\" role=\"search\" action=\"");
	tc_page_str(page, r->base);
	tc_page_html(page, TC_PATH_SEARCH "\"><input type=\"search\" name=\"q\" aria-label=\"");
	tc_page_text(page, TC_TEXT_SEARCH_FIELD);
	tc_page_html(page, "\" value=\"");
	tc_page_str(page, tc_param(r, "q"));
	tc_page_html(page, "\">");
	if (language.n > 0) {
		tc_page_html(page, "<input type=\"hidden\" name=\"lang\" value=\"");
		tc_page_str(page, language);
		tc_page_html(page, "\">");
	}
	tc_page_html(page, "<button>");
	tc_page_text(page, TC_TEXT_SEARCH);
	tc_page_html(page, "</button></form>\n");
}

static void write_hits(struct tc_page *page, const struct tc_results *results)
{
	for (size_t i = 0; i < results->n_hits; i++)
		tc_page_hit(page, &results->hits[i], results->query);
	tc_page_html(page, "<p class=\"feed\">");
	if (results->n_hits == 0) {
		tc_page_text(page, TC_TEXT_NOTHING);
	} else {
		tc_page_html(page, "<a");
		tc_page_search_href(page, NULL, 0);
		tc_page_html(page, ">");
		tc_page_text(page, TC_TEXT_ALL_RESULTS);
		tc_page_html(page, "</a> (");
		tc_text_articles(page->language, results->total, page->out);
		tc_page_html(page, ")");
	}
	tc_page_html(page, "</p>\n");
}

static void write_embedded(struct tc_page *page, const struct tc_results *results, bool fragment)
{
	if (fragment) {
		tc_buf_printf(page->out, "<div class=\"tracuu\" lang=\"%s\">\n", tc_language_tag(page->language));
	} else {
		tc_buf_printf(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
			      tc_language_tag(page->language));
		tc_page_str(page, tc_str_of(tc_site_config(page->site)->title));
		tc_page_html(page, "</title>\n<base target=\"_top\">\n<link rel=\"stylesheet\" href=\"");
		tc_page_str(page, tc_asset_path(page->request, "style.css"));
		tc_page_html(page, "\">\n</head>\n<body class=\"embed\">\n");
	}
	write_box(page);
	if (!fragment) {
		tc_page_html(page, "<main>\n<h1 class=\"hidden\">");
		tc_page_text(page, TC_TEXT_RESULTS);
		tc_page_html(page, "</h1>\n");
	}
	if (results != NULL)
		write_hits(page, results);
	tc_page_html(page, fragment ? "</div>\n" : "</main>\n</body>\n</html>\n");
}

enum tc_status tc_page_embed(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			     struct tc_err *err)
{
	struct tc_request here = *request;
	struct tc_page page = {site, &here, &response->body, tc_language_of(request)};
	struct tc_results results;
	struct tc_asked asked;
	bool fragment = false;
	enum tc_status status = tc_asked_read(site, request, &asked, err);
	if (status == TC_OK)
		status = tc_param_flag(request, "fragment", false, &fragment, err);
	bool something = status == TC_OK && tc_asked_something(&asked);
	asked.options.facets = NULL;
	asked.options.suggest = asked.options.reprints = false;
	asked.options.limit = asked.options.limit < HITS ? asked.options.limit : HITS;
	if (something)
		status = tc_asked_search(site, request, &asked, &results, err);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_HTML;
	response->vary_language = response->framed = true;
	/* A fragment stands in a page of another server. */
	if (fragment)
		here.base = tc_request_address(request, TC_STR_NONE);
	write_embedded(&page, something ? &results : NULL, fragment);
	return TC_OK;
}

enum tc_status tc_page_embed_script(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				    struct tc_err *err)
{
	static const char script[] =
		"(()=>{\"use strict\";const me=document.currentScript,frame=document.createElement(\"iframe\"),"
		"at=new URL(\"embed\",me.src);\n"
		"for(const name of [\"q\",\"lang\",\"section\",\"author\",\"source\",\"from\",\"to\",\"sort\",\"size\"])"
		"if(me.dataset[name])at.searchParams.set(name,me.dataset[name]);\n"
		"frame.src=at;frame.title=me.dataset.title||\"Tracuu\";frame.width=\"100%\";"
		"frame.height=me.dataset.height||(me.dataset.q?\"480\":\"64\");\n"
		"frame.setAttribute(\"frameborder\",\"0\");frame.loading=\"lazy\";me.after(frame)})();\n";
	(void)site;
	(void)request;
	(void)err;
	response->content_type = TC_TYPE_JS;
	response->cache_control = "public, max-age=3600";
	tc_buf_add_cstr(&response->body, script);
	return TC_OK;
}
