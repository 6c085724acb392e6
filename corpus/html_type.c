/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a page an article, or a section's list of articles?
 *
 * No single sign decides: section pages call themselves "article" in og:type, and articles carry more links than text.  So the
 * signs are counted.  For an article: JSON-LD of an Article, a time of publication in the head, paragraphs (lines that end as
 * sentences do) that follow each other, a headline seen on the page, an address with a long name.  For a list: an address that is
 * a root or a short word, many headlines that are links, text that is never more than a teaser long, no headline.  A page with
 * few links is no list, however short it is (the pages of web archives often are); one with text but nothing either way is an
 * article: losing one is worse than keeping a list. */
#include "corpus/html_article.h"

#include <string.h>

#define MIN_HEADLINE_BYTES 25
#define MIN_SENTENCE_BYTES 60
#define MIN_LIST_ITEMS 5

/* What the lines of a page look like. */
struct shape {
	size_t n_headlines, headline_bytes;    /* lines that are links */
	size_t n_sentences, sentence_bytes;    /* lines that end as sentences do */
	size_t longest_run, longest_run_lines; /* of sentences without a headline between */
	size_t longest_line;                   /* of running text */
};

static bool ends_sentence(struct tc_str s)
{
	static const char *const signs[] = {".",       "!", "?", ":", "\xE2\x80\x9D", "\xE2\x80\xA6", "\"", ")", "\xE3\x80\x82",
					    "\xC2\xBB"};

	if (tc_str_ends(s, TC_STR("...")))
		return false; /* a teaser cut short */
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (tc_str_ends(s, tc_str_of(signs[i])))
			return true;
	return false;
}

static void measure(const struct tc_html_blocks *lines, bool runs, struct shape *shape)
{
	size_t run = 0, run_lines = 0;

	for (size_t i = 0; i < lines->n; i++) {
		const struct tc_html_block *line = &lines->v[i];

		if (line->n_link * 3 < line->text.n && line->text.n > shape->longest_line)
			shape->longest_line = line->text.n;
		if (line->n_link * 10 > line->text.n * 8 && line->text.n >= MIN_HEADLINE_BYTES) {
			shape->n_headlines++;
			shape->headline_bytes += line->text.n;
			run = run_lines = 0;
		} else if (line->text.n >= MIN_SENTENCE_BYTES && line->n_link * 3 < line->text.n && ends_sentence(line->text)) {
			shape->n_sentences++;
			shape->sentence_bytes += line->text.n;
			run += line->text.n;
			run_lines++;
		} else if (line->text.n > 3 && !line->caption && run_lines < 2) {
			run = run_lines = 0; /* one sentence, then something else: a teaser */
		}
		if (runs && run > shape->longest_run) {
			shape->longest_run = run;
			shape->longest_run_lines = run_lines;
		}
	}
}

/* 1: the address of an article, -1: of a section or the front page, 0: it says nothing. */
static int judge_url(struct tc_str url)
{
	size_t at = tc_str_find(url, TC_STR("://"), 0), n_hyphens = 0, n_digits = 0, slash;
	struct tc_str path, last;

	if (at == url.n)
		return 0;
	path = tc_str_sub(url, at + 3, url.n);
	path = tc_str_sub(path, tc_str_find_char(path, '/', 0), tc_str_find_char(path, '?', 0));
	while (path.n > 0 && path.p[path.n - 1] == '/')
		path.n--;
	if (path.n == 0)
		return -1;
	for (slash = path.n; slash > 0 && path.p[slash - 1] != '/'; slash--)
		;
	last = tc_str_sub(path, slash, path.n);
	for (size_t i = 0; i < last.n; i++) {
		n_hyphens += last.p[i] == '-' || last.p[i] == '_';
		n_digits += last.p[i] >= '0' && last.p[i] <= '9';
	}
	if (n_hyphens >= 5 || n_digits >= 6)
		return 1;
	return n_hyphens <= 2 && n_digits <= 2 && last.n < 40 && slash <= 30 ? -1 : 0;
}

/* Points for a sign that is there. */
static int weigh(const struct tc_html_job *job, bool is, int points, const char *sign)
{
	if (!is)
		return 0;
	tc_article_explain(job->article, "type", "%+d %s", points, sign);
	return points;
}

/* Signs that a page is an article less those that it is a list of articles. */
static int article_signs(const struct tc_html_job *job)
{
	struct shape page = {0}, body = {0};
	int signs = 0, url = judge_url(job->meta.url);
	size_t n_lines = job->best->blocks.n;

	measure(&job->lines, false, &page);
	measure(&job->best->blocks, true, &body);
	signs += weigh(job, job->meta.ld_type.n > 0, 3, "JSON-LD has an article");
	signs += weigh(job, job->meta.published.precision >= TC_DATE_DAY, 2, "the page declares when it was published");
	signs += weigh(job, tc_str_eq_ascii_nocase(job->meta.og_type, TC_STR("article")), 1, "og:type is article");
	signs += weigh(job, tc_str_eq_ascii_nocase(job->meta.og_type, TC_STR("website")), -1, "og:type is website");
	signs += weigh(job, job->title_node != TC_HTML_NONE, 1, "the title is seen on the page");
	signs += weigh(job, job->title_node == TC_HTML_NONE, -1, "the title is not seen on the page");
	signs += weigh(job, body.longest_run_lines >= 3 && body.longest_run >= 500, 2, "paragraphs follow each other");
	signs += weigh(job, body.longest_run >= 1000, 1, "running text is long");
	signs += weigh(job, body.longest_run >= 5000, 1, "running text is very long");
	signs += weigh(job, body.longest_line >= 700, 2, "a paragraph is long");
	signs += weigh(job, body.sentence_bytes >= 500 && body.n_sentences * 10 >= n_lines * 9, 1, "the body is all paragraphs");
	signs += weigh(job, body.longest_run < 300 && body.longest_line < 700, -1, "no paragraphs follow each other");
	signs += weigh(job, url > 0, 1, "the address is that of an article");
	signs += weigh(job, url < 0, -2, "the address is that of a section");
	signs += weigh(job, page.n_headlines >= 12 && page.headline_bytes * 3 > job->best->n_paragraph * 2, -2,
		       "many lines are links, and little is text");
	signs += weigh(job, body.n_sentences * 3 < n_lines, -1, "few lines of the body are sentences");
	signs += weigh(job, body.n_sentences * 2 < n_lines && n_lines > 40, -2, "many lines of the body are none");
	return signs;
}

/* A list has things in it that are linked to: without them a page is no list, however short it is. */
static bool has_list(const struct tc_html_job *job)
{
	size_t n = 0;

	for (size_t i = 0; i < job->lines.n; i++)
		n += job->lines.v[i].n_link * 10 > job->lines.v[i].text.n * 8 && job->lines.v[i].text.n >= 12;
	return n >= MIN_LIST_ITEMS;
}

struct tc_str tc_html_page_type(const struct tc_html_job *job)
{
	if (!has_list(job)) {
		tc_html_tell(job, "type", "hardly a line is a link", TC_HTML_NONE);
		return TC_STR("article");
	}
	return article_signs(job) < 1 ? TC_STR("listing") : TC_STR("article");
}
