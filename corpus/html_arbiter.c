/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses among the candidates and makes the article.
 *
 * The first candidate (best name) wins unless a later one has over twice its running text: a name is the surest sign there is,
 * but teasers and empty shells carry the same classes.  All of the page wins only against nearly nothing.
 *
 * Of the lines chosen, those are taken out that the article has in other fields: title, lead, time, byline, section, captions. A
 * photo story, whose captions are the text, gets them as its body.
 *
 * A page is a listing when its text is many short lines that are links or stand under links, and no long one is among
 * them, and it does not call itself an article. */
#include "corpus/html_article.h"

#include <string.h>

/* Less running text than this may be what a paywall shows of an article that is there but hidden. */
#define MIN_ARTICLE_BYTES 600

static bool holds(const struct tc_html_page *page, const struct tc_html_candidate *candidate, uint32_t node)
{
	return node != TC_HTML_NONE && node >= candidate->root && node < page->nodes[candidate->root].end;
}

static struct tc_html_candidate *choose(const struct tc_html_job *job, struct tc_html_candidate *candidates, size_t n)
{
	struct tc_html_candidate *best = &candidates[0];

	for (size_t i = 1; i < n; i++) {
		struct tc_html_candidate *other = &candidates[i];

		if (best->n_paragraph > 200 && holds(job->page, best, job->title_node) &&
		    !holds(job->page, other, job->title_node))
			continue;
		if (best->n_paragraph * 2 < other->n_paragraph && (other->kind < 2 || best->n_paragraph < 200))
			best = other;
	}
	return best;
}

static uint32_t common_ancestor(const struct tc_html_page *page, uint32_t a, uint32_t b)
{
	while (a != TC_HTML_NONE && !(a <= b && b < page->nodes[a].end))
		a = page->nodes[a].parent;
	return a == TC_HTML_NONE ? page->body : a;
}

static void find_region(struct tc_html_job *job)
{
	const struct tc_html_blocks *body = &job->best->blocks;

	job->body_start = job->best->root;
	for (size_t i = 0; i < body->n; i++)
		if (body->v[i].text.n >= 80 && body->v[i].n_link * 2 < body->v[i].text.n) {
			job->body_start = body->v[i].node;
			break;
		}
	job->region = job->best->root;
	if (job->title_node != TC_HTML_NONE)
		job->region = common_ancestor(job->page, job->title_node, job->best->root);
	else if (job->page->nodes[job->region].parent != TC_HTML_NONE)
		job->region = job->page->nodes[job->region].parent;
}

static bool is_other_field(const struct tc_html_job *job, const struct tc_html_block *line, bool at_start)
{
	const struct tc_article *article = job->article;
	const struct tc_html_node *nodes = job->page->nodes;
	struct tc_date date;

	if (tc_html_same_line(line->text, article->title))
		return true;
	if (job->lead_node != TC_HTML_NONE && line->node >= job->lead_node && line->node < nodes[job->lead_node].end)
		return true;
	if (tc_html_same_line(line->text, article->lead) || (at_start && tc_html_same_line(line->text, article->subtitle)))
		return true;
	return at_start && line->text.n < 60 && tc_html_date(line->text, &date);
}

static void fill_text(struct tc_html_job *job)
{
	const struct tc_html_blocks *lines = &job->best->blocks;
	struct tc_article *article = job->article;
	size_t n_captions = 0, n_body = 0;

	for (size_t i = 0; i < lines->n; i++)
		*(lines->v[i].caption ? &n_captions : &n_body) += lines->v[i].text.n;
	for (size_t i = 0; i < lines->n; i++) {
		const struct tc_html_block *line = &lines->v[i];

		if (is_other_field(job, line, article->body.n == 0))
			continue;
		if (line->caption && n_captions < n_body + 400)
			tc_strs_add(&article->captions, job->page->arena, line->text);
		else
			tc_strs_add(&article->body, job->page->arena, line->text);
	}
}

/* A title by rule takes the place of the one found. */
static void rule_title(struct tc_html_job *job)
{
	const struct tc_html_match *match = tc_html_ruled(job, TC_SITE_TITLE);

	if (!tc_html_rule_line(job, TC_SITE_TITLE, &job->article->title))
		return;
	job->title_from = NULL;
	if (match->node != TC_HTML_NONE)
		job->title_node = match->node;
}

/* All lines of the page, and the title in them. */
static void read_lines(struct tc_html_job *job)
{
	job->lines.n = 0;
	tc_html_blocks(job->page, job->page->body, NULL, &job->lines);
	tc_html_find_title(job);
	rule_title(job);
}

static size_t try_candidates(const struct tc_html_page *page, struct tc_html_candidate *candidates)
{
	size_t n = tc_html_candidates(page, candidates);

	for (size_t i = 0; i < n; i++)
		tc_html_prune(page, &candidates[i]);
	return n;
}

/* The body by rule, else the best candidate. */
static void find_body(struct tc_html_job *job, struct tc_html_page *page, struct tc_html_candidate *candidates)
{
	static const struct tc_html_candidate none = {.root = TC_HTML_NONE};

	job->by_rule = none;
	if (tc_html_rule_body(job, &job->by_rule)) {
		job->best = &job->by_rule;
		return;
	}
	job->n_candidates = try_candidates(page, candidates);
	job->best = choose(job, candidates, job->n_candidates);
	if (job->best->n_paragraph < MIN_ARTICLE_BYTES && job->scope == 0 && tc_html_reveal(page) >= MIN_ARTICLE_BYTES) {
		read_lines(job);
		job->n_candidates = try_candidates(page, candidates);
		job->best = choose(job, candidates, job->n_candidates);
		tc_html_tell(job, "body", "what a style hides was read too: nearly nothing else was there", TC_HTML_NONE);
	}
}

static void find_type(struct tc_html_job *job)
{
	struct tc_article *article = job->article;

	article->type = TC_STR("article");
	if (tc_html_rule_is(job, TC_SITE_LISTING))
		article->type = TC_STR("listing");
	else if (job->best != &job->by_rule && job->scope == 0)
		article->type = tc_html_page_type(job);
}

/* The fields of the chosen candidate. */
static void fill_article(struct tc_html_job *job)
{
	struct tc_article *article = job->article;
	bool by_rule;

	article->url = job->meta.url;
	article->language = job->meta.language;
	if (job->title_from != NULL)
		tc_html_tell(job, "title", job->title_from, job->title_node);
	find_region(job);
	if (!tc_html_rule_line(job, TC_SITE_LEAD, &article->lead))
		tc_html_find_lead(job);
	if (!tc_html_rule_line(job, TC_SITE_SUBTITLE, &article->subtitle))
		tc_html_find_subtitle(job);
	tc_html_rule_date(job, TC_SITE_PUBLISHED, &job->meta.published);
	tc_html_rule_date(job, TC_SITE_UPDATED, &job->meta.updated);
	tc_html_find_dates(job);
	if (!tc_html_rule_list(job, TC_SITE_SECTION, &article->section))
		tc_html_find_section(job);
	if (!tc_html_rule_list(job, TC_SITE_KEYWORDS, &article->keywords))
		tc_html_find_keywords(job);
	find_type(job);
	tc_html_drop_ruled(job);
	tc_html_cut_tail(job);
	by_rule = tc_html_rule_list(job, TC_SITE_AUTHOR, &article->authors);
	tc_html_rule_line(job, TC_SITE_SOURCE, &article->source);
	tc_html_find_authors(job, by_rule);
	tc_html_drop_lines(job);
	tc_html_rule_list(job, TC_SITE_CAPTIONS, &article->captions);
	fill_text(job);
}

enum tc_status tc_html_story_article(struct tc_html_page *page, const struct tc_html_story *story, const struct tc_site *site,
				     struct tc_article *article, struct tc_err *err)
{
	struct tc_html_candidate candidates[TC_HTML_MAX_CANDIDATES];
	struct tc_html_job job = {.page = page, .article = article, .scope = story->root, .lead_node = TC_HTML_NONE};
	uint32_t body = page->body;

	tc_html_story_meta(page, story->root, tc_html_text(page, story->heading), &job.meta);
	article->publication = job.meta.publication;
	page->body = story->root;
	tc_html_apply_rules(&job, page, site);
	read_lines(&job);
	if (tc_html_ruled(&job, TC_SITE_TITLE) == NULL)
		job.title_node = story->heading;
	find_body(&job, page, candidates);
	tc_html_explain_body(&job, candidates, job.n_candidates);
	fill_article(&job);
	article->anchor = tc_html_clean(page->arena, story->anchor);
	if (article->url.n > 0 && article->anchor.n > 0)
		article->url = tc_arena_printf(page->arena, "%.*s#%.*s",
					       TC_STR_ARG(tc_str_sub(article->url, 0, tc_str_find_char(article->url, '#', 0))),
					       TC_STR_ARG(article->anchor));
	page->body = body;
	return tc_arena_check(page->arena, "page", err);
}

enum tc_status tc_html_article(struct tc_html_page *page, const struct tc_site *site, struct tc_article *article,
			       struct tc_err *err)
{
	struct tc_html_candidate candidates[TC_HTML_MAX_CANDIDATES];
	struct tc_html_job job = {.page = page, .article = article, .lead_node = TC_HTML_NONE};

	tc_html_meta(page, &job.meta);
	article->publication = job.meta.publication;
	tc_html_apply_rules(&job, page, site);
	read_lines(&job);
	find_body(&job, page, candidates);
	tc_html_explain_body(&job, candidates, job.n_candidates);
	fill_article(&job);
	if (page->truncated)
		tc_strs_add(&article->notes, page->arena,
			    TC_STR("html: nested too deeply or too many elements, the rest left out"));
	return tc_arena_check(page->arena, "page", err);
}
