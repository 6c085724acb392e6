/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The captures of an article, and what changed from each to the next, word by word.
 *
 *   /versions?id=ID      newest first: when it was captured, and below it what went and what came
 *   /versions?id=ID&v=2  the second version as it was
 *
 * What went stands in <del>, what came in <ins>; since many screen readers pass over both, each begins with a word that only they
 * read, and on the screen the two differ by more than their colour (a line through, a line below).  Paragraphs that stayed are
 * left out.  An article that was captured once has one version and no changes.
 */
#include "base/limits.h"
#include "query/history.h"
#include "web/page.h"
#include "web/pages.h"

/* Captures that are shown with their changes; of a page that is crawled every hour there are many more. */
#define SHOWN 100

static void add_text_of(struct tc_page *page, enum tc_edit_kind kind, const struct tc_strs *pieces, size_t first, size_t n)
{
	static const struct {
		const char *open, *close;
		enum tc_text spoken;
	} marks[] = {[TC_EDIT_SAME] = {"", "", TC_TEXT_DELETED},
		     [TC_EDIT_REMOVED] = {"<del>", "</del>", TC_TEXT_DELETED},
		     [TC_EDIT_ADDED] = {"<ins>", "</ins>", TC_TEXT_INSERTED}};
	tc_page_html(page, marks[kind].open);
	if (kind != TC_EDIT_SAME) {
		tc_page_html(page, "<span class=\"hidden\">[");
		tc_page_text(page, marks[kind].spoken);
		tc_page_html(page, "] </span>");
	}
	for (size_t i = first; i < first + n; i++)
		tc_page_str(page, pieces->v[i]);
	tc_page_html(page, marks[kind].close);
}

static void add_change(struct tc_page *page, const struct tc_line_change *change)
{
	static const enum tc_text labels[] = {
		[TC_PART_TITLE] = TC_TEXT_PART_TITLE, [TC_PART_SUBTITLE] = TC_TEXT_PART_SUBTITLE,
		[TC_PART_AUTHOR] = TC_TEXT_AUTHOR,    [TC_PART_LEAD] = TC_TEXT_PART_LEAD,
		[TC_PART_CAPTION] = TC_TEXT_CAPTION,  [TC_PART_PARAGRAPH] = TC_TEXT_PART_LEAD,
	};
	struct tc_str text = change->text;
	const struct tc_strs whole = {&text, 1, 1};
	tc_page_html(page, "<p>");
	if (change->part != TC_PART_PARAGRAPH) {
		tc_page_html(page, "<b>");
		tc_page_text(page, labels[change->part]);
		tc_page_html(page, ":</b> ");
	}
	if (change->kind != TC_LINE_EDITED)
		add_text_of(page, change->kind == TC_LINE_ADDED ? TC_EDIT_ADDED : TC_EDIT_REMOVED, &whole, 0, 1);
	for (size_t i = 0; change->kind == TC_LINE_EDITED && i < change->edits.n; i++) {
		const struct tc_edit *e = &change->edits.v[i];
		bool added = e->kind == TC_EDIT_ADDED;
		add_text_of(page, e->kind, added ? &change->after : &change->before, added ? e->b : e->a, e->n);
	}
	tc_page_html(page, "</p>\n");
}

static void add_heading(struct tc_page *page, const struct tc_history *history, size_t i)
{
	const struct tc_article *a = &history->v[i].article;
	tc_buf_printf(page->out, "<section class=\"version\" id=\"v%zu\">\n<h2>", i + 1);
	tc_page_text(page, TC_TEXT_VERSION);
	tc_buf_printf(page->out, " %zu/%zu", i + 1, history->n);
	if (a->captured.precision != TC_DATE_NONE || a->published.precision != TC_DATE_NONE)
		tc_page_html(page, " · ");
	if (a->captured.precision != TC_DATE_NONE)
		tc_page_captured(page, &a->captured);
	else
		tc_page_date(page, &a->published);
	tc_page_html(page, "</h2>\n");
}

/* A link to a version as it was. */
static void add_whole_link(struct tc_page *page, struct tc_str name, size_t i)
{
	tc_page_html(page, "<p class=\"facts\"><a");
	tc_page_href(page,
		     tc_arena_cstr(page->request->arena, tc_arena_printf(page->request->arena, "/versions?v=%zu&amp;id=", i + 1)),
		     name);
	tc_page_html(page, ">");
	tc_page_text(page, TC_TEXT_WHOLE_VERSION);
	tc_page_html(page, "</a></p>\n");
}

static void add_paragraph(struct tc_page *page, const char *before, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_page_html(page, before);
	tc_page_str(page, text);
	tc_page_html(page, "</p>\n");
}

/* A version as it was. */
static void write_whole(struct tc_page *page, struct tc_str name, const struct tc_history *history, size_t i)
{
	const struct tc_article *a = &history->v[i].article;
	tc_page_html(page, "<p class=\"back\"><a");
	tc_page_href(page, "/versions?id=", name);
	tc_page_html(page, ">← ");
	tc_page_text(page, TC_TEXT_CHANGES);
	tc_page_html(page, "</a></p>\n<article class=\"whole\">\n<h1>");
	tc_page_str(page, tc_page_title_of(page, a));
	tc_page_html(page, "</h1>\n");
	add_heading(page, history, i);
	add_paragraph(page, "<p class=\"subtitle\">", a->subtitle);
	add_paragraph(page, "<p class=\"lead\">", a->lead);
	for (size_t k = 0; k < a->body.n; k++)
		add_paragraph(page, "<p>", a->body.v[k]);
	for (size_t k = 0; k < a->captions.n; k++)
		add_paragraph(page, "<p class=\"facts\">", a->captions.v[k]);
	tc_page_html(page, "</section>\n</article>\n");
}

static void add_version(struct tc_page *page, struct tc_str name, const struct tc_history *history, size_t i)
{
	const struct tc_version *version = &history->v[i];
	enum tc_text note = i == 0 ? TC_TEXT_VERSION_FIRST : TC_TEXT_VERSION_SAME;
	add_heading(page, history, i);
	if (version->n_changes == 0) {
		tc_page_html(page, "<p class=\"facts\">");
		tc_page_text(page, note);
		tc_page_html(page, "</p>\n");
	}
	if (i == 0) {
		tc_page_html(page, "<p>");
		tc_page_str(page, tc_page_title_of(page, &version->article));
		tc_page_html(page, "</p>\n");
	}
	for (size_t k = 0; k < version->n_changes; k++)
		add_change(page, &version->changes[k]);
	if (tc_article_has_text(&version->article))
		add_whole_link(page, name, i);
	tc_page_html(page, "</section>\n");
}

static void write_history(struct tc_page *page, struct tc_str name, const struct tc_history *history)
{
	tc_page_html(page, "<article class=\"whole\">\n<h1>");
	tc_page_text(page, TC_TEXT_CHANGES);
	tc_page_html(page, "</h1>\n<p><a");
	tc_page_article_href(page, name, TC_STR_NONE);
	tc_page_html(page, ">");
	tc_page_str(page, tc_page_title_of(page, &history->v[history->n - 1].article));
	tc_page_html(page, "</a></p>\n");
	for (size_t i = history->n; i > 0 && history->n - i < SHOWN; i--)
		add_version(page, name, history, i - 1);
	tc_page_html(page, "</article>\n");
}

enum tc_status tc_page_versions(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				struct tc_err *err)
{
	const struct tc_site_config *config = tc_site_config(site);
	const struct tc_str name = tc_param(request, "id");
	struct tc_history history;
	struct tc_arena arena;
	struct tc_page page;
	size_t n_missing = 0;
	unsigned long wanted = 0;
	if (name.n == 0)
		return tc_err_set(err, TC_EARG, "parameter 'id': which article?");
	enum tc_status status = tc_param_number(request, "v", 1, UINT32_MAX, 0, &wanted, err);
	if (status != TC_OK)
		return status;
	tc_arena_init(&arena, TC_LIMIT_HISTORY_BYTES);
	status = tc_history_search(config->indexes, config->n_indexes, config->remote_timeout_ms, name, NULL, &arena, &history,
				   &n_missing, err);
	if (status == TC_OK && wanted > history.n)
		status = tc_err_set(err, TC_ENOENT, "there are %zu versions", history.n);
	if (status == TC_OK) {
		const struct tc_article *a = &history.v[wanted > 0 ? wanted - 1 : history.n - 1].article;
		const char *title = tc_text(tc_language_of(request), TC_TEXT_CHANGES);
		struct tc_page_head head = {.title = tc_arena_printf(&arena, "%.*s · %s", TC_STR_ARG(a->title), title)};
		tc_page_begin_with(&page, site, request, response, &head);
		if (wanted > 0)
			write_whole(&page, name, &history, wanted - 1);
		else
			write_history(&page, name, &history);
		tc_page_end(&page);
	}
	tc_arena_release(&arena);
	return status;
}
