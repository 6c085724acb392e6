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

static bool is_byline(const struct tc_html_node *node)
{
	return node->tag != TC_TAG_TEXT && node->tag != TC_TAG_META && !node->hidden && node->n_text > 2 &&
	       node->n_text < MAX_BYLINE_BYTES && (node->words & TC_WORD_AUTHOR) != 0 &&
	       (node->words & (TC_WORD_COMMENT | TC_WORD_CAPTION)) == 0;
}

static bool in_comments(const struct tc_html_page *page, uint32_t i)
{
	for (; i != TC_HTML_NONE && i > page->body; i = page->nodes[i].parent)
		if ((page->nodes[i].words & (TC_WORD_COMMENT | TC_WORD_CAPTION)) != 0 &&
		    page->nodes[i].n_text < page->nodes[page->body].n_text / 3)
			return true;
	return false;
}

/* The first byline above the body, else the first below it. */
static void visible_authors(struct tc_html_job *job)
{
	const struct tc_html_page *page = job->page;
	struct tc_strs *authors = &job->article->authors;
	uint32_t end = page->nodes[job->region].end;

	for (uint32_t i = job->region; i < end && authors->n == 0; i++) {
		uint32_t inner = i;

		if (!is_byline(&page->nodes[i]) || in_comments(page, i))
			continue;
		for (uint32_t j = i + 1; j < page->nodes[i].end; j++)
			if (is_byline(&page->nodes[j]) && page->nodes[j].n_text * 2 > page->nodes[inner].n_text)
				inner = j;
			else if (page->nodes[j].tag == TC_TAG_A && page->nodes[i].n_text > 40 && page->nodes[j].n_text > 2)
				tc_html_add_authors(page->arena, tc_html_text(page, j), job->article->publication, authors);
		if (authors->n == 0)
			tc_html_add_authors(page->arena, tc_html_text(page, inner), job->article->publication, authors);
		if (authors->n > 0)
			tc_html_tell(job, "authors", "element", i);
	}
}

static bool is_known(const struct tc_strs *authors, struct tc_str line)
{
	for (size_t i = 0; i < authors->n; i++)
		if (tc_html_same_line(authors->v[i], line))
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
	if (article->authors.n == 0)
		visible_authors(job);
	last_lines(job);
	if (article->authors.n == 0 && job->meta.meta_authors.n > 0) {
		article->authors = job->meta.meta_authors;
		tc_html_tell(job, "authors", "meta of the page", TC_HTML_NONE);
	}
}
