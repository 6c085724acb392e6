/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The visible fields of an article: title, lead, time, section path and keywords, found around the body that html_arbiter.c
 * chose.
 *
 * Title: the <h1> that says what og:title, the headline of JSON-LD or <title> say; else a visible line with a title's class that
 * <title> contains; else what the page says of itself, without the paper's name after the last bar or dash.
 * Lead (sapo): papers of Vietnam set it apart from the body, above it, and every extractor that looks only at the body loses it.
 * An element with one of the known names before the first running line, best when it begins as the description does; else the
 * line above the body, or its first line where that is set bold, that begins as the description does. Time: JSON-LD and meta
 * first; else <time>, an element named for it, any line above the body; day first. Section: the breadcrumb of JSON-LD, the
 * visible one, then article:section. */
#include "corpus/html_article.h"

#include <string.h>

#define CUT_BYTES 100 /* search engines read no more of a headline */
#define MAX_LEAD_BYTES 1500
#define MIN_LEAD_BYTES 25
#define MAX_SUBTITLE_BYTES 250
#define MAX_SUBTITLE_NODES 200
#define MIN_SUBTITLE_BYTES 5

bool tc_html_same_start(struct tc_str a, struct tc_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	while (n > 0 && strchr(" .\xE2\x80\xA6", a.p[n - 1]) != NULL && a.n != b.n)
		n--;
	if (n < 30)
		return tc_html_same_line(a, b);
	if (n > 60)
		n = 60;
	return memcmp(a.p, b.p, n) == 0 || tc_html_same_line(tc_str_sub(a, 0, n), tc_str_sub(b, 0, n));
}

static bool contains(struct tc_str s, struct tc_str part)
{
	return part.n > 0 && tc_str_find(s, part, 0) < s.n;
}

/* A title of the page without the paper's name: before the last " | ", " - ", " – " or after the first when that is longer. */
static struct tc_str without_site(struct tc_str title, struct tc_str publication)
{
	static const char *const bars[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};

	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++) {
		struct tc_str bar = tc_str_of(bars[i]);
		size_t first = tc_str_find(title, bar, 0), last = first;

		if (first == title.n)
			continue;
		for (size_t at = first; at < title.n; at = tc_str_find(title, bar, at + 1))
			last = at;
		if (i == 0)
			return tc_str_sub(title, 0, first);
		if (tc_html_same_line(tc_str_sub(title, last + bar.n, title.n), publication) || (last > title.n / 2 && last > 15))
			return tc_str_sub(title, 0, last);
		if (first < title.n / 3)
			return tc_str_sub(title, first + bar.n, title.n);
	}
	return title;
}

/* A headline without the paper's name after its last bar. */
static struct tc_str without_publication(struct tc_str headline, struct tc_str publication)
{
	static const char *const bars[] = {" | ", " - ", " \xE2\x80\x93 "};

	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]) && publication.n > 0; i++) {
		struct tc_str bar = tc_str_of(bars[i]);
		size_t n = publication.n + bar.n;

		if (headline.n > n && tc_str_ends(headline, publication) &&
		    tc_str_starts(tc_str_sub(headline, headline.n - n, headline.n), bar))
			return tc_str_sub(headline, 0, headline.n - n);
	}
	return headline;
}

static bool agrees(const struct tc_html_meta *meta, struct tc_str line)
{
	return tc_html_same_start(line, meta->og_title) || tc_html_same_start(line, meta->headline) ||
	       (line.n >= 8 && contains(meta->title, line)) || (line.n >= 8 && contains(meta->og_title, line));
}

static bool may_hold_title(const struct tc_html_node *node)
{
	if (node->hidden || node->n_text < 3 || node->n_text > 400)
		return false;
	return node->tag == TC_TAG_H1 || (node->words & TC_WORD_TITLE) != 0;
}

/* A headline without the ellipsis that a program cut it with. */
static struct tc_str without_ellipsis(struct tc_str headline)
{
	if (tc_str_ends(headline, TC_STR("...")) || tc_str_ends(headline, TC_STR("\xE2\x80\xA6")))
		return tc_str_trim(tc_str_sub(headline, 0, headline.n - 3));
	return headline;
}

/* The headline of JSON-LD is what the paper itself calls the article; the visible one wins where that was cut short.  What
 * OpenGraph has too was not, but is another title for the same text. */
static struct tc_str best_spelling(const struct tc_html_meta *meta, struct tc_str visible)
{
	struct tc_str stem = without_ellipsis(meta->headline);
	bool longer = visible.n > stem.n && tc_html_same_start(visible, stem);
	bool cut = stem.n < meta->headline.n || stem.n >= CUT_BYTES || !tc_html_same_line(meta->headline, meta->og_title);

	if (meta->headline.n < 5 || tc_html_same_line(meta->headline, meta->publication) || (longer && cut))
		return visible;
	return without_publication(meta->headline, meta->publication);
}

/* The rest of <title> around the headline is the paper's name. */
static void name_publication(struct tc_html_job *job)
{
	struct tc_str title = job->meta.title, headline = job->article->title, rest;
	size_t at = tc_str_find(title, headline, 0);

	if (job->article->publication.n > 0 || headline.n < 10 || at == title.n)
		return;
	rest = at > 0 ? tc_str_sub(title, 0, at) : tc_str_sub(title, headline.n, title.n);
	while (rest.n > 0 && strchr(" -|:", rest.p[0]) != NULL)
		rest = tc_str_sub(rest, 1, rest.n);
	while (rest.n > 0 && strchr(" -|:", rest.p[rest.n - 1]) != NULL)
		rest.n--;
	if (rest.n >= 3 && rest.n < 60 && tc_str_find(rest, TC_STR(" | "), 0) == rest.n &&
	    tc_str_find(rest, TC_STR(" - "), 0) == rest.n)
		job->article->publication = rest;
}

void tc_html_find_title(struct tc_html_job *job)
{
	const struct tc_html_page *page = job->page;
	const struct tc_html_meta *meta = &job->meta;
	struct tc_str only_h1 = TC_STR_NONE, title = TC_STR_NONE, visible;
	uint32_t h1_node = TC_HTML_NONE;
	size_t n_h1 = 0;

	job->title_node = TC_HTML_NONE;
	for (uint32_t i = page->body; i < page->nodes[page->body].end; i++) {
		struct tc_str text;

		if (page->nodes[i].tag == TC_TAG_TEXT || !may_hold_title(&page->nodes[i]))
			continue;
		text = tc_html_text(page, i);
		if (page->nodes[i].tag == TC_TAG_H1) {
			n_h1++;
			only_h1 = text;
			h1_node = i;
		}
		if (agrees(meta, text) &&
		    (title.n == 0 || (page->nodes[i].tag == TC_TAG_H1 && page->nodes[job->title_node].tag != TC_TAG_H1))) {
			title = text;
			job->title_node = i;
		}
	}
	if (title.n == 0 && n_h1 == 1 && meta->og_title.n > 20 && contains(only_h1, meta->og_title)) {
		title = meta->og_title;
		job->title_node = h1_node;
	}
	if (title.n == 0 && n_h1 == 1 && !tc_html_same_line(only_h1, meta->publication) &&
	    (only_h1.n > 20 || (meta->headline.n == 0 && meta->og_title.n == 0 && meta->title.n == 0))) {
		title = only_h1;
		job->title_node = h1_node;
	}
	visible = title;
	title = best_spelling(meta, title);
	if (title.n == 0)
		title = without_site(meta->og_title, meta->publication);
	if (title.n == 0)
		title = without_site(meta->title, meta->publication);
	job->article->title = title;
	job->title_from = visible.n > 0 && tc_str_eq(title, visible)  ? "element"
			  : tc_html_same_start(title, meta->headline) ? "headline of JSON-LD or microdata"
			  : tc_html_same_start(meta->og_title, title) ? "og:title"
								      : "<title>";
	name_publication(job);
	for (size_t i = 0; i < job->lines.n && job->title_node == TC_HTML_NONE; i++)
		if (tc_html_same_line(job->lines.v[i].text, title))
			job->title_node = job->lines.v[i].node;
}

/* Is it, or what holds it, a photo's caption? */
static bool in_photo(const struct tc_html_page *page, uint32_t i)
{
	for (uint32_t j = i; j < page->nodes[i].end; j++)
		if (page->nodes[j].tag == TC_TAG_IMG || page->nodes[j].tag == TC_TAG_FIGURE ||
		    page->nodes[j].tag == TC_TAG_FIGCAPTION)
			return true;
	for (; i != TC_HTML_NONE && i > page->body; i = page->nodes[i].parent)
		if (page->nodes[i].tag == TC_TAG_FIGURE || page->nodes[i].tag == TC_TAG_FIGCAPTION ||
		    ((page->nodes[i].words & (TC_WORD_CAPTION | TC_WORD_BOX | TC_WORD_COMMENT)) != 0 &&
		     page->nodes[i].n_text < MAX_LEAD_BYTES))
			return true;
	return false;
}

static bool may_be_lead(const struct tc_html_job *job, uint32_t i, uint32_t words)
{
	const struct tc_html_node *node = &job->page->nodes[i];

	return node->tag != TC_TAG_TEXT && node->tag != TC_TAG_META && !node->hidden && (node->words & words) != 0 &&
	       (node->words & (TC_WORD_BOX | TC_WORD_COMMENT | TC_WORD_CAPTION | TC_WORD_MENU)) == 0 &&
	       node->n_text >= MIN_LEAD_BYTES && node->n_text <= MAX_LEAD_BYTES && node->n_link * 2 < node->n_text &&
	       node->n_text < job->best->n_text && !in_photo(job->page, i);
}

/* Does a line begin as the description does, a place name before it allowed? */
static bool begins_as(struct tc_str line, struct tc_str description)
{
	return tc_html_same_start(line, description) ||
	       (description.n >= 40 && tc_str_find(tc_str_sub(line, 0, 120), tc_str_sub(description, 0, 40), 0) < 60 &&
		line.n > 60);
}

/* By name before the body's first line, or at it. */
static uint32_t named_lead(const struct tc_html_job *job, uint32_t words, bool must_match)
{
	uint32_t found = TC_HTML_NONE;

	for (uint32_t i = job->title_node == TC_HTML_NONE ? job->region : job->title_node; i <= job->body_start; i++) {
		if (!may_be_lead(job, i, words))
			continue;
		if (begins_as(tc_html_text(job->page, i), job->meta.description))
			return i;
		if (!must_match && found == TC_HTML_NONE)
			found = i;
	}
	return found;
}

/* A line above the body that begins as the description does. */
static uint32_t matching_line(const struct tc_html_job *job)
{
	for (size_t i = 0; i < job->lines.n && job->lines.v[i].node < job->body_start; i++) {
		const struct tc_html_block *line = &job->lines.v[i];

		if ((job->title_node == TC_HTML_NONE || line->node > job->title_node) && line->text.n >= 40 &&
		    line->text.n <= MAX_LEAD_BYTES && !line->caption && tc_html_same_start(line->text, job->meta.description) &&
		    !in_photo(job->page, line->node))
			return line->node;
	}
	return TC_HTML_NONE;
}

/* The first long line of the body where it is bold and what follows is not. */
static void bold_lead(struct tc_html_job *job)
{
	const struct tc_html_blocks *body = &job->best->blocks;
	size_t i = 0;

	while (i < body->n && (body->v[i].text.n < 60 || tc_html_same_line(body->v[i].text, job->article->title)))
		i++;
	if (i > 4 || i + 2 >= body->n || body->v[i].caption || body->v[i].n_bold * 10 < body->v[i].text.n * 9 ||
	    body->v[i + 1].n_bold * 2 >= body->v[i + 1].text.n)
		return;
	job->article->lead = body->v[i].text;
	tc_html_tell(job, "lead", "the body's first paragraph, bold:", body->v[i].node);
}

static void tell_lead(const struct tc_html_job *job, uint32_t lead)
{
	if (lead == TC_HTML_NONE)
		return;
	tc_html_tell(job, "lead",
		     (job->page->nodes[lead].words & TC_WORD_LEAD) != 0 ? "element named for it:"
									: "begins as the description of the page:",
		     lead);
}

void tc_html_find_lead(struct tc_html_job *job)
{
	uint32_t lead = named_lead(job, TC_WORD_LEAD, false);

	if (lead == TC_HTML_NONE)
		lead = named_lead(job, TC_WORD_SUBTITLE, true);
	if (lead == TC_HTML_NONE)
		lead = matching_line(job);
	job->lead_node = lead;
	tell_lead(job, lead);
	if (lead != TC_HTML_NONE)
		job->article->lead = tc_html_text(job->page, lead);
	else
		bold_lead(job);
	if (tc_html_same_line(job->article->lead, job->article->title))
		job->article->lead = TC_STR_NONE;
}

/* A line named for it above the text, that is neither title, lead, time nor link to a section. */
void tc_html_find_subtitle(struct tc_html_job *job)
{
	const struct tc_html_page *page = job->page;
	struct tc_date date;

	if (job->title_node == TC_HTML_NONE)
		return;
	for (uint32_t i = job->region; i <= job->body_start; i++) {
		const struct tc_html_node *node = &page->nodes[i];
		struct tc_str text;

		if (node->tag == TC_TAG_TEXT || node->hidden || (node->words & TC_WORD_SUBTITLE) == 0 ||
		    (node->words & (TC_WORD_BOX | TC_WORD_COMMENT | TC_WORD_CAPTION | TC_WORD_MENU | TC_WORD_CRUMB)) != 0 ||
		    node->n_text < MIN_SUBTITLE_BYTES || node->n_text > MAX_SUBTITLE_BYTES ||
		    node->end - i > MAX_SUBTITLE_NODES || node->n_link * 2 > node->n_text || i == job->lead_node ||
		    in_photo(page, i) || (i <= job->title_node && job->title_node < node->end))
			continue;
		text = tc_html_text(page, i);
		if (tc_html_same_line(text, job->article->title) || tc_html_same_start(text, job->article->lead) ||
		    tc_html_date(text, &date) || contains(job->article->title, text))
			continue;
		job->article->subtitle = text;
		tc_html_tell(job, "subtitle", "element named for it:", i);
		return;
	}
}

static bool is_home(struct tc_str name, struct tc_str href)
{
	static const char *const homes[] = {"Trang ch\xE1\xBB\xA7",
					    "Trang nh\xE1\xBA\xA5t",
					    "TRANG CH\xE1\xBB\xA6",
					    "Home",
					    "Homepage",
					    "Startseite",
					    "Accueil",
					    "Inicio",
					    "News"};

	if (name.n == 0 || tc_str_eq(href, TC_STR("/")) || tc_str_eq(href, TC_STR("./")))
		return true;
	for (size_t i = 0; i < sizeof(homes) / sizeof(homes[0]); i++)
		if (tc_str_eq_ascii_nocase(name, tc_str_of(homes[i])))
			return true;
	return false;
}

void tc_html_add_section(struct tc_html_job *job, struct tc_str name, struct tc_str href)
{
	struct tc_article *article = job->article;

	if (!is_home(name, href) && name.n < 80 && !tc_html_same_start(name, article->title) &&
	    !tc_html_same_line(name, job->meta.publication) && !tc_strs_has(&article->section, name) && article->section.n < 6)
		tc_strs_add(&article->section, job->page->arena, name);
}

/* The links of the first visible breadcrumb above the body. */
static void visible_section(struct tc_html_job *job)
{
	const struct tc_html_page *page = job->page;

	for (uint32_t i = page->body; i < job->body_start && job->article->section.n == 0; i++) {
		const struct tc_html_node *node = &page->nodes[i];
		uint32_t end = node->end;

		if (node->tag == TC_TAG_TEXT || node->hidden || (node->words & TC_WORD_CRUMB) == 0 || node->n_text > 400)
			continue;
		if (node->tag == TC_TAG_A)
			end = page->nodes[node->parent].end;
		for (uint32_t j = i; j < end; j++)
			if (page->nodes[j].tag == TC_TAG_A)
				tc_html_add_section(job, tc_html_text(page, j), tc_html_attr(page, j, "href"));
		if (job->article->section.n > 0)
			tc_html_tell(job, "section", "breadcrumb", i);
	}
}

/* The short link right above the headline; several are a menu. */
static void section_over_title(struct tc_html_job *job)
{
	struct tc_str found = TC_STR_NONE;
	size_t title = 0, n = 0;

	while (title < job->lines.n && job->lines.v[title].node < job->title_node)
		title++;
	for (size_t i = title > 4 ? title - 4 : 0; i < title && title < job->lines.n; i++) {
		const struct tc_html_block *line = &job->lines.v[i];

		if (line->node >= job->region && line->n_link == line->text.n && line->text.n < 50 &&
		    job->page->nodes[line->node].n_links <= 1) {
			found = line->text;
			n++;
		}
	}
	if (n == 1) {
		tc_html_add_section(job, found, TC_STR_NONE);
		tc_html_tell(job, "section", "the link right above the title", TC_HTML_NONE);
	}
}

void tc_html_find_section(struct tc_html_job *job)
{
	for (size_t i = 0; i < job->meta.section.n; i++)
		tc_html_add_section(job, job->meta.section.v[i], TC_STR_NONE);
	if (job->article->section.n > 0)
		tc_html_tell(job, "section", "breadcrumb of JSON-LD", TC_HTML_NONE);
	else
		visible_section(job);
	if (job->article->section.n == 0 && job->meta.ld_section.n > 0)
		tc_html_tell(job, "section", "articleSection of JSON-LD, or article:section", TC_HTML_NONE);
	for (size_t i = 0; job->article->section.n == 0 && i < job->meta.ld_section.n; i++)
		tc_html_add_section(job, job->meta.ld_section.v[i], TC_STR_NONE);
	if (job->article->section.n == 0)
		section_over_title(job);
}

void tc_html_find_keywords(struct tc_html_job *job)
{
	const struct tc_html_page *page = job->page;

	for (size_t i = 0; i < job->meta.keywords.n; i++)
		if (!tc_html_same_start(job->meta.keywords.v[i], job->article->title))
			tc_strs_add(&job->article->keywords, page->arena, job->meta.keywords.v[i]);
	for (uint32_t i = page->body; job->article->keywords.n == 0 && i < page->nodes[page->body].end; i++) {
		const struct tc_html_node *node = &page->nodes[i];

		if (node->tag == TC_TAG_TEXT || node->hidden || (node->words & TC_WORD_TAGS) == 0 || node->n_links == 0 ||
		    node->n_links > 20 || node->n_text > 600)
			continue;
		for (uint32_t j = i; j < node->end; j++)
			if (page->nodes[j].tag == TC_TAG_A && page->nodes[j].n_text > 0)
				tc_strs_add(&job->article->keywords, page->arena, tc_html_text(page, j));
	}
}
