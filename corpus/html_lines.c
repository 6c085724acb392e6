/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines inside an article that no class gives away: labels ("Quảng cáo", "Advertisement"), links to other articles ("Xem thêm:
 * ..."), the time and the writer above the first paragraph, and what follows a heading like "Tin liên quan" at the end.
 *
 * Each rule needs more than words: a label is the whole line, a see-also line is a short opening with a colon and a link to the
 * end, a heading cuts only when less running text follows than stands before.  The words are few on purpose; classes and links
 * (html_prune.c) do most of the work in any language. */
#include "corpus/html_article.h"

#include <string.h>

/* Of a page whose lines are compared with each other. */
#define MAX_QUOTED_LINES 2000

static const char *const labels[] = {"Advertisement",
				     "Advertising",
				     "Anzeige",
				     "Werbung",
				     "Reklam",
				     "Reklama",
				     "Publicidad",
				     "Publicit\xC3\xA9",
				     "Qu\xE1\xBA\xA3ng c\xC3\xA1o",
				     "QU\xE1\xBA\xA2NG C\xC3\x81O",
				     "Share",
				     "Tweet",
				     "Print",
				     "Comment",
				     "Comments",
				     "Chia s\xE1\xBA\xBB",
				     "Story continues below advertisement",
				     "Article continues below advertisement",
				     "Getty Images",
				     "Reuters",
				     "EPA",
				     "AFP"};

/* Beginnings of headings over lists of other articles. */
static const char *const tails[] = {"More from ",
				    "More on ",
				    "More Great ",
				    "More stories",
				    "More news",
				    "Related ",
				    "Related:",
				    "Read more",
				    "Read next",
				    "Recommended",
				    "You may also like",
				    "You might also like",
				    "Don't miss",
				    "Our latest stories",
				    "Mehr zum Thema",
				    "Lesen Sie auch",
				    "Lire aussi",
				    "Te puede interesar",
				    "Tin li\xC3\xAAn quan",
				    "TIN LI\xC3\x8AN QUAN",
				    "B\xC3\xA0i li\xC3\xAAn quan",
				    "Tin kh\xC3\xA1"
				    "c",
				    "C\xC3\xA1"
				    "c tin kh\xC3\xA1"
				    "c",
				    "C\xC3\xA1"
				    "c tin \xC4\x91\xC3\xA3 \xC4\x91\xC6\xB0"
				    "a",
				    "Tin c\xC3\xB9ng chuy\xC3\xAAn m\xE1\xBB\xA5"
				    "c",
				    "Xem th\xC3\xAAm",
				    "\xC4\x90\xE1\xBB\x8D"
				    "c th\xC3\xAAm",
				    "\xC4\x90\xE1\xBB\x8D"
				    "c nhi\xE1\xBB\x81u",
				    "C\xC3\xB3 th\xE1\xBB\x83 b\xE1\xBA\xA1n quan t\xC3\xA2m",
				    "B\xC3\xACnh lu\xE1\xBA\xADn",
				    "\xC3\x9D ki\xE1\xBA\xBFn b\xE1\xBA\xA1n \xC4\x91\xE1\xBB\x8D"
				    "c"};

static bool is_label(struct tc_str line)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (tc_str_eq_ascii_nocase(line, tc_str_of(labels[i])))
			return true;
	return false;
}

static bool is_tail(const struct tc_html_block *line)
{
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]) && line->text.n < 60; i++) {
		size_t n = strlen(tails[i]);

		if (line->text.n >= n && tc_str_eq_ascii_nocase(tc_str_sub(line->text, 0, n), tc_str_of(tails[i])))
			return true;
	}
	return false;
}

/* "ALSO READ: a headline that is a link" */
static bool is_see_also(const struct tc_html_block *line)
{
	size_t colon = tc_str_find_char(line->text, ':', 0);

	if (line->n_link < 20 || line->text.n > 250)
		return false;
	return colon < 40 && line->n_link + colon + 4 >= line->text.n;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Does a line show a year or a time of day? */
static bool shows_time(struct tc_str s)
{
	for (size_t i = 0; i + 4 < s.n + 1; i++) {
		if (i > 0 && is_digit(s.p[i - 1]))
			continue;
		if (i + 4 <= s.n && (memcmp(s.p + i, "20", 2) == 0 || memcmp(s.p + i, "19", 2) == 0) && is_digit(s.p[i + 2]) &&
		    is_digit(s.p[i + 3]))
			return true;
		if (i + 5 <= s.n && is_digit(s.p[i]) && is_digit(s.p[i + 1]) && (s.p[i + 2] == ':' || s.p[i + 2] == 'h') &&
		    is_digit(s.p[i + 3]) && is_digit(s.p[i + 4]))
			return true;
	}
	return false;
}

/* The time line or the byline above the text. */
static bool is_head_line(const struct tc_html_job *job, const struct tc_html_block *line)
{
	const struct tc_strs *authors = &job->article->authors;

	if (line->text.n > 110 || line->tag == TC_TAG_H2 || line->tag == TC_TAG_H3)
		return false;
	if (shows_time(line->text) && line->text.n < 90 && strchr(".!?\"\x9D", line->text.p[line->text.n - 1]) == NULL)
		return true;
	for (size_t i = 0; i < authors->n; i++)
		if (tc_str_find(line->text, authors->v[i], 0) < line->text.n && line->text.n < authors->v[i].n + 40)
			return true;
	if (line->n_link == line->text.n && line->text.n < 60)
		return true;
	return tc_html_same_line(line->text, job->article->publication) || tc_strs_has(&job->article->section, line->text);
}

static bool is_rights(struct tc_str line)
{
	return (line.n < 60 && (tc_str_starts(line, TC_STR("\xC2\xA9")) || tc_str_starts(line, TC_STR("Copyright ")))) ||
	       (line.n < 100 && tc_str_find(line, TC_STR("ll rights reserved"), 0) < line.n);
}

static bool is_running(const struct tc_html_block *line)
{
	return line->text.n >= 80 && line->n_link * 3 < line->text.n;
}

/* Where the list under the heading i ends: at two lines of running text one after the other, or with the article. */
static size_t after_tail(const struct tc_html_blocks *lines, size_t i, size_t n)
{
	for (i++; i + 1 < n; i++)
		if (is_running(&lines->v[i]) && is_running(&lines->v[i + 1]))
			return i;
	return n;
}

void tc_html_cut_tail(struct tc_html_job *job)
{
	struct tc_html_blocks *lines = &job->best->blocks;
	size_t n = lines->n, kept = 0;

	while (n > 1 && (is_rights(lines->v[n - 1].text) || is_see_also(&lines->v[n - 1])))
		n--;
	for (size_t i = 0; i < n; i++) {
		if (i * 2 > n && is_tail(&lines->v[i]))
			i = after_tail(lines, i, n) - 1;
		else
			lines->v[kept++] = lines->v[i];
	}
	lines->n = kept;
}

/* A sentence of the text that is set large beside it: in a quotation or an element named for it, and the same again in a longer
 * line of running text. */
static bool is_pull_quote(const struct tc_html_job *job, size_t i)
{
	const struct tc_html_blocks *lines = &job->best->blocks;
	const struct tc_html_node *nodes = job->page->nodes;
	struct tc_str text = lines->v[i].text;
	bool quoted = false;

	if (text.n < 30 || text.n > 400 || lines->n > MAX_QUOTED_LINES)
		return false;
	for (uint32_t at = lines->v[i].node; at != TC_HTML_NONE && at > job->best->root && !quoted; at = nodes[at].parent)
		quoted = nodes[at].tag == TC_TAG_BLOCKQUOTE || (nodes[at].words & TC_WORD_QUOTE) != 0;
	while (text.n > 0 && strchr("\"'. \xE2\x80\x9C\x9D", text.p[0]) != NULL)
		text = tc_str_sub(text, 1, text.n);
	while (text.n > 0 && strchr("\"'. \xE2\x80\x9C\x9D", text.p[text.n - 1]) != NULL)
		text.n--;
	for (size_t k = 0; quoted && k < lines->n; k++)
		if (k != i && lines->v[k].text.n > text.n + 20 && tc_str_find(lines->v[k].text, text, 0) < lines->v[k].text.n)
			return true;
	return false;
}

void tc_html_drop_lines(struct tc_html_job *job)
{
	struct tc_html_blocks *lines = &job->best->blocks;
	size_t kept = 0, n_running = 0;

	for (size_t i = 0; i < lines->n; i++) {
		const struct tc_html_block *line = &lines->v[i];

		if (line->text.n >= 80 && !line->caption && line->node != job->lead_node)
			n_running++;
		if (is_pull_quote(job, i)) {
			tc_html_tell(job, "body", "without what is set large beside it, in", line->node);
			continue;
		}
		if (!line->caption && (is_label(line->text) || is_see_also(line) || (n_running < 2 && is_head_line(job, line))))
			continue;
		lines->v[kept++] = *line;
	}
	if (kept > 0)
		lines->n = kept;
}
