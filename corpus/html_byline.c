/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who wrote it, and where the paper has it from.
 *
 * JSON-LD first, then elements with a byline's class or rel=author around the article (not in boxes, comments or the biography
 * below), then the way Vietnamese papers sign: the last line of the body, a name alone, often bold or pushed right. <meta
 * name=author> comes last: it is the paper on most pages.  "(Theo TTXVN)", "Nguồn: VOV" as the last line is the source. These
 * lines are taken out of the body.  "Ảnh: ..." alone is the photographer and goes to the captions. */
#include "corpus/html_article.h"

#include <string.h>

#include "base/utf8.h"

#define MAX_BYLINE_BYTES 160
#define MAX_BYLINE_NODES 100 /* that are looked at; real ones have a dozen */
#define MAX_SIGNATURE_BYTES 60

static bool is_capital(unsigned c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	if (c < 0xC0)
		return false;
	if (c < 0x100)
		return c <= 0xDE;
	if (c == 0x1A0 || c == 0x1AF)
		return true;
	if (c < 0x180 || (c >= 0x1E00 && c < 0x1F00))
		return (c & 1) == 0;
	return false;
}

/* Is a line a few words that all begin with a capital, without digits and without the end of a sentence? */
bool tc_html_is_signature(struct tc_str line)
{
	size_t n_words = 0;
	bool at_word = true;

	if (line.n < 4 || line.n > MAX_SIGNATURE_BYTES)
		return false;
	for (size_t at = 0; at < line.n;) {
		unsigned c = tc_utf8_next(line, &at);

		if (c == ' ' || c == '-' || c == ',' || c == '.' || c == 0x2013 || c == '(' || c == ')' || c == '/' || c == '*') {
			at_word = true;
			continue;
		}
		if ((c >= '0' && c <= '9') || c == ':' || c == '?' || c == '!' || c == '"' || c == ';')
			return false;
		if (at_word && !is_capital(c))
			return false;
		n_words += at_word;
		at_word = false;
	}
	return n_words >= 2 && n_words <= 8 && line.p[line.n - 1] != '.';
}

static bool opens(struct tc_str s, const char *prefix)
{
	return tc_str_starts(s, tc_str_of(prefix));
}

/* The name after "(Theo " or "Nguồn: "; empty when the line says no such thing. */
static struct tc_str source_of(struct tc_str line)
{
	static const char *const openings[] = {"Theo ", "THEO ", "Ngu\xE1\xBB\x93n: ", "Ngu\xE1\xBB\x93n:", "NGU\xE1\xBB\x92N: "};

	if (line.n > MAX_SIGNATURE_BYTES + 20)
		return TC_STR_NONE;
	while (line.n > 0 && strchr("( )*", line.p[0]) != NULL)
		line = tc_str_sub(line, 1, line.n);
	while (line.n > 0 && strchr("( )*.", line.p[line.n - 1]) != NULL)
		line.n--;
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (opens(line, openings[i]) && tc_str_find(line, TC_STR(", "), 0) == line.n)
			return tc_str_trim(tc_str_sub(line, strlen(openings[i]), line.n));
	return TC_STR_NONE;
}

/* Is all of the text of an element in one that is only read aloud, or another box? */
static bool is_in_box(const struct tc_html_page *page, uint32_t i)
{
	for (uint32_t j = i + 1; j < page->nodes[i].end && j < i + MAX_BYLINE_NODES; j++)
		if ((page->nodes[j].words & TC_WORD_BOX) != 0 && page->nodes[j].n_text == page->nodes[i].n_text)
			return true;
	return false;
}

static bool is_byline(const struct tc_html_page *page, uint32_t i)
{
	const struct tc_html_node *node = &page->nodes[i];

	return node->tag != TC_TAG_TEXT && node->tag != TC_TAG_META && !node->hidden && node->n_text > 2 &&
	       node->n_text < MAX_BYLINE_BYTES && (node->words & TC_WORD_AUTHOR) != 0 &&
	       (node->words & (TC_WORD_COMMENT | TC_WORD_CAPTION)) == 0 && !is_in_box(page, i);
}

static bool in_comments(const struct tc_html_page *page, uint32_t i)
{
	for (; i != TC_HTML_NONE && i > page->body; i = page->nodes[i].parent)
		if ((page->nodes[i].words & (TC_WORD_COMMENT | TC_WORD_CAPTION)) != 0 &&
		    page->nodes[i].n_text < page->nodes[page->body].n_text / 3)
			return true;
	return false;
}

/* The names in one byline: of the links in a long one, else of the inner byline that is most of it. */
static void read_byline(const struct tc_html_job *job, uint32_t i, struct tc_strs *authors)
{
	const struct tc_html_page *page = job->page;
	uint32_t inner = i;

	for (uint32_t j = i + 1; j < page->nodes[i].end && j < i + MAX_BYLINE_NODES; j++)
		if (is_byline(page, j) && page->nodes[j].n_text * 2 > page->nodes[inner].n_text)
			inner = j;
		else if (page->nodes[j].tag == TC_TAG_A && page->nodes[i].n_text > 40 && page->nodes[j].n_text > 2)
			tc_html_add_authors(page->arena, tc_html_text(page, j), job->article->publication, authors);
	if (authors->n == 0)
		tc_html_add_authors(page->arena, tc_html_text(page, inner), job->article->publication, authors);
}

/* The names of the first byline from node first to before end; where it stands, TC_HTML_NONE when there is none. */
static uint32_t first_byline(const struct tc_html_job *job, uint32_t first, uint32_t end, struct tc_strs *authors)
{
	for (uint32_t i = first; i < end; i++) {
		if (!is_byline(job->page, i) || in_comments(job->page, i))
			continue;
		read_byline(job, i, authors);
		if (authors->n > 0)
			return i;
	}
	return TC_HTML_NONE;
}

/* The first byline above the body, else the first below it. */
static void visible_authors(struct tc_html_job *job)
{
	uint32_t found = first_byline(job, job->region, job->page->nodes[job->region].end, &job->article->authors);

	if (found != TC_HTML_NONE)
		tc_html_tell(job, "authors", "element", found);
}

/* Does a line begin as bylines do? */
static bool is_signed_by(struct tc_str line)
{
	static const char *const openings[] = {"By ",
					       "Von ",
					       "von ",
					       "Par ",
					       "Por ",
					       "Oleh ",
					       "T\xC3\xA1"
					       "c gi\xE1\xBA\xA3: ",
					       "Th\xE1\xBB\xB1"
					       "c hi\xE1\xBB\x87n: ",
					       "B\xC3\xA0i: ",
					       "B\xC3\xA0i, \xE1\xBA\xA3nh: ",
					       "B\xC3\xA0i v\xC3\xA0 \xE1\xBA\xA3nh: "};

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (opens(line, openings[i]))
			return tc_html_is_signature(tc_str_sub(line, strlen(openings[i]), line.n));
	return false;
}

/* "Name | time", as a line between title and text; the name alone. */
static struct tc_str name_before_time(struct tc_str line)
{
	size_t bar = tc_str_find_char(line, '|', 0);
	struct tc_str name = tc_str_trim(tc_str_sub(line, 0, bar));
	struct tc_date date;

	if (bar == line.n || line.n > 120 || !tc_html_is_signature(name) || opens(name, "Th\xE1\xBB\xA9 ") ||
	    tc_str_find_char(name, ',', 0) < name.n || !tc_html_date(tc_str_sub(line, bar, line.n), &date))
		return TC_STR_NONE;
	return name;
}

/* Lines between title and text that no class gives away. */
static void authors_by_line(struct tc_html_job *job)
{
	struct tc_article *article = job->article;

	for (size_t i = 0; i < job->lines.n && article->authors.n == 0; i++) {
		const struct tc_html_block *line = &job->lines.v[i];
		struct tc_str name;

		if (job->title_node == TC_HTML_NONE || line->node < job->title_node || line->node > job->body_start ||
		    line->caption)
			continue;
		name = is_signed_by(line->text) ? line->text : name_before_time(line->text);
		if (name.n == 0 || tc_strs_has(&article->section, name))
			continue;
		tc_html_add_authors(job->page->arena, name, article->publication, &article->authors);
		if (article->authors.n > 0)
			tc_html_tell(job, "authors", "line above the text, in", line->node);
	}
}

static bool is_known(const struct tc_strs *authors, struct tc_str line)
{
	for (size_t i = 0; i < authors->n; i++)
		if (tc_html_same_line(authors->v[i], line))
			return true;
	return false;
}

/* JSON-LD often names who keeps the page.  When none of its names is to be seen between title and text, and a byline there names
 * others, these come first. */
static void add_seen_authors(struct tc_html_job *job)
{
	struct tc_strs seen = {NULL, 0, 0}, *authors = &job->article->authors;
	uint32_t found;

	if (job->title_node == TC_HTML_NONE || job->body_start <= job->title_node)
		return;
	found = first_byline(job, job->title_node, job->body_start, &seen);
	if (found == TC_HTML_NONE)
		return;
	for (size_t i = 0; i < authors->n; i++)
		if (tc_str_find(tc_html_text(job->page, found), authors->v[i], 0) < tc_html_text(job->page, found).n ||
		    is_known(&seen, authors->v[i]))
			return;
	for (size_t i = 0; i < seen.n; i++)
		if (!tc_html_is_signature(seen.v[i]))
			return;
	for (size_t i = 0; i < authors->n; i++)
		tc_strs_add(&seen, job->page->arena, authors->v[i]);
	*authors = seen;
	tc_html_tell(job, "authors", "before them, element", found);
}

/* "(责编：...)": a line below the text that says whose it is by a word. */
static bool is_labelled(struct tc_str line)
{
	static const char *const labels[] = {"\xE8\xB4\xA3\xE7\xBC\x96\xEF\xBC\x9A",
					     "\xE8\xB4\xA3\xE4\xBB\xBB\xE7\xBC\x96\xE8\xBE\x91\xEF\xBC\x9A",
					     "T\xC3\xA1"
					     "c gi\xE1\xBA\xA3:",
					     "Th\xE1\xBB\xB1"
					     "c hi\xE1\xBB\x87n:",
					     "B\xC3\xA0i:",
					     "B\xC3\xA0i, \xE1\xBA\xA3nh:",
					     "B\xC3\xA0i v\xC3\xA0 \xE1\xBA\xA3nh:",
					     "Text:"};

	while (line.n > 0 && strchr("( *", line.p[0]) != NULL)
		line = tc_str_sub(line, 1, line.n);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]) && line.n < MAX_SIGNATURE_BYTES + 30; i++)
		if (opens(line, labels[i]))
			return true;
	return false;
}

/* Takes signature, source and photographer off the end of the body. */
static void last_lines(struct tc_html_job *job)
{
	struct tc_article *article = job->article;
	struct tc_html_blocks *body = &job->best->blocks;

	for (size_t looked = 0; looked < 3 && body->n > 2; looked++) {
		const struct tc_html_block *line = &body->v[body->n - 1];
		bool after_text = body->v[body->n - 2].text.n >= 60 || looked > 0;
		struct tc_str source = source_of(line->text);

		if (source.n > 0 && article->source.n == 0) {
			article->source = source;
			tc_html_tell(job, "source", "line below the text, in", line->node);
		} else if (opens(line->text, "\xE1\xBA\xA2nh:") && line->text.n < 80) {
			tc_strs_add(&article->captions, job->page->arena, line->text);
		} else if (is_known(&article->authors, line->text)) {
			;
		} else if (article->authors.n == 0 && is_labelled(line->text)) {
			tc_html_add_authors(job->page->arena, line->text, article->publication, &article->authors);
			tc_html_tell(job, "authors", "line below the text, in", line->node);
		} else if (after_text && tc_html_is_signature(line->text) && line->tag != TC_TAG_LI &&
			   (line->right || line->n_bold * 2 > line->text.n || article->authors.n == 0) &&
			   (job->meta.authors.n == 0 || line->right) && tc_html_ruled(job, TC_SITE_AUTHOR) == NULL) {
			tc_html_add_authors(job->page->arena, line->text, article->publication, &article->authors);
			tc_html_tell(job, "authors", "signs below the text, in", line->node);
		} else {
			break;
		}
		body->n--;
	}
}

void tc_html_find_authors(struct tc_html_job *job, bool by_rule)
{
	struct tc_article *article = job->article;

	if (!by_rule)
		article->authors = job->meta.authors;
	if (!by_rule && article->authors.n > 0)
		tc_html_tell(job, "authors", "author of JSON-LD", TC_HTML_NONE);
	if (!by_rule && article->authors.n > 0)
		add_seen_authors(job);
	if (article->authors.n == 0)
		visible_authors(job);
	if (article->authors.n == 0)
		authors_by_line(job);
	last_lines(job);
	if (article->authors.n == 0 && job->meta.meta_authors.n > 0) {
		article->authors = job->meta.meta_authors;
		tc_html_tell(job, "authors", "meta of the page", TC_HTML_NONE);
	}
	tc_html_find_source(job);
}
