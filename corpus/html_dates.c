/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When an article was published: what the page declares (html_meta.c), else what is to be seen of it.
 *
 * Seen is, in this order: an element with a date's class or <time> around the article, a line above the body, any <time>; then
 * the day in the address (/2023/01/08/, -20230108174600123.htm); then the one day that scripts of the page call the day of
 * publication ("datePublished":"2023-01-08"); then the one day that short lines outside the body tell.  The two last must agree
 * in themselves: dates of other articles, of comments and of the footer do not.  A day in the address was put there by the
 * system that published the page: a visible date that is another day belongs to something else on the page.
 *
 * When all this fails, a day that is shown without its year (6- 1) is taken; corpus/year.c finds the year.
 *
 * Lines that speak of an update say nothing of publication.  When there is nothing else, the time of the update is taken. */
#include "corpus/html_article.h"

#include <string.h>

#define MAX_LINE_BYTES 120
#define MIN_OWN_BYTES 40 /* beside its links, in a line of many */

static bool good_year(const struct tc_date *date)
{
	return date->year >= 1990 && date->year <= 2100;
}

/* /2025/04/01/ or /2025-04-01- in part, at its beginning. */
static bool date_in_path(struct tc_str part, struct tc_date *date)
{
	char iso[11] = "";

	if (part.n < 12 || part.p[5] != part.p[8] || (part.p[5] != '/' && part.p[5] != '-') ||
	    (part.n > 11 && part.p[11] >= '0' && part.p[11] <= '9'))
		return false;
	memcpy(iso, part.p + 1, 10);
	iso[4] = iso[7] = '-';
	return tc_date_parse_iso((struct tc_str){iso, 10}, date) && date->precision == TC_DATE_DAY && good_year(date);
}

/* The time in a number of an address, to the second with or without thousandths: 20230108174600123. */
static bool date_in_number(struct tc_str digits, struct tc_date *date)
{
	char iso[16] = "";

	if (digits.n != 14 && digits.n != 17)
		return false;
	memcpy(iso, digits.p, 8);
	iso[8] = 'T';
	memcpy(iso + 9, digits.p + 8, 6);
	if (!tc_date_parse_iso((struct tc_str){iso, 15}, date) || !good_year(date))
		return false;
	date->precision = TC_DATE_MINUTE; /* the second is that of a number, not of a clock */
	date->second = 0;
	return true;
}

/* Of the address that a web archive made of another one (.../web/20171008220355/http://...), the other. */
static struct tc_str without_archive(struct tc_str url)
{
	size_t at = tc_str_find(url, TC_STR("/http"), 0);

	return at < url.n ? tc_str_sub(url, at + 1, url.n) : url;
}

static bool date_in_url(struct tc_str url, struct tc_date *date)
{
	url = without_archive(url);
	for (size_t at = tc_str_find_char(url, '/', 0); at < url.n; at = tc_str_find_char(url, '/', at + 1))
		if (date_in_path(tc_str_sub(url, at, at + 12), date))
			return true;
	for (size_t at = 0; at < url.n; at++) {
		size_t end = at;

		while (end < url.n && url.p[end] >= '0' && url.p[end] <= '9')
			end++;
		if (date_in_number(tc_str_sub(url, at, end), date))
			return true;
		at = end;
	}
	return false;
}

static bool same_day(const struct tc_date *a, const struct tc_date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

static bool date_of(const struct tc_html_job *job, uint32_t i, struct tc_date *date)
{
	struct tc_str value = tc_html_attr(job->page, i, "datetime");

	return (value.n > 0 && tc_html_date(value, date)) ||
	       (job->page->nodes[i].n_text > 0 && tc_html_date(tc_html_text(job->page, i), date));
}

/* An element or a line that shows a day; TC_HTML_NONE and false when there is none. */
static bool seen_date(const struct tc_html_job *job, struct tc_date *date)
{
	const struct tc_html_page *page = job->page;

	for (uint32_t i = job->region; i < page->nodes[job->region].end; i++)
		if (!page->nodes[i].hidden && (page->nodes[i].tag == TC_TAG_TIME || (page->nodes[i].words & TC_WORD_DATE) != 0) &&
		    date_of(job, i, date)) {
			tc_html_tell(job, "published", "element", i);
			return true;
		}
	for (size_t i = 0; i < job->lines.n && job->lines.v[i].node <= job->body_start; i++) {
		const struct tc_html_block *line = &job->lines.v[i];
		bool is_menu = line->tag == TC_TAG_LI && line->n_link * 2 > line->text.n;

		if (line->text.n < MAX_LINE_BYTES && !is_menu && !tc_html_same_line(line->text, job->article->title) &&
		    tc_html_date(line->text, date)) {
			tc_html_tell(job, "published", "line above the body, in", line->node);
			return true;
		}
	}
	for (uint32_t i = page->body; i < page->nodes[page->body].end; i++)
		if (!page->nodes[i].hidden && page->nodes[i].tag == TC_TAG_TIME && date_of(job, i, date)) {
			tc_html_tell(job, "published", "element", i);
			return true;
		}
	return false;
}

/* The value of the name in JSON that has the word at byte offset at, when it is one for the day of publication; else empty. */
static struct tc_str named_value(struct tc_str script, size_t at)
{
	static const char *const names[] = {"\"datePublished\":", "\"publishedDate\":", "\"publishedAt\":",  "\"published_at\":",
					    "\"publishDate\":",   "\"publish_date\":",  "\"publishedTime\":"};
	size_t from = at;

	while (from > 0 && at - from < 8 && script.p[from] != '"')
		from--;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		struct tc_str value = tc_str_sub(script, from, from + 64);

		if (!tc_str_starts(value, tc_str_of(names[k])))
			continue;
		value = tc_str_trim(tc_str_sub(value, strlen(names[k]), value.n));
		return value.n > 1 && value.p[0] == '"' ? tc_str_sub(value, 1, tc_str_find_char(value, '"', 1)) : TC_STR_NONE;
	}
	return TC_STR_NONE;
}

/* The one day that the scripts of the page name so; false when they name two. */
static bool date_in_scripts(const struct tc_html_page *page, struct tc_date *date)
{
	static const struct tc_str common = {"ublish", 6}; /* of all the names */
	struct tc_date found;
	size_t n = 0;

	for (uint32_t i = 0; i < page->n_nodes; i++) {
		struct tc_str script;

		if (page->nodes[i].tag != TC_TAG_SCRIPT || page->nodes[i].end <= i + 1)
			continue;
		script = page->nodes[i + 1].text;
		for (size_t at = tc_str_find(script, common, 0); at < script.n; at = tc_str_find(script, common, at + 1)) {
			if (!tc_html_date(named_value(script, at), &found))
				continue;
			if (n++ > 0 && !same_day(&found, date))
				return false;
			*date = found;
		}
	}
	return n > 0;
}

/* Does the line speak of an update, or of who has the rights? */
static bool tells_other_day(struct tc_str line)
{
	static const char *const words[] = {"modified",
					    "updated",
					    "Updated",
					    "aktualisiert",
					    "Stand:",
					    "mise \xC3\xA0 jour",
					    "Mise \xC3\xA0 jour",
					    "aggiornat",
					    "actualiza",
					    "C\xE1\xBA\xADp nh\xE1\xBA\xADt",
					    "c\xE1\xBA\xADp nh\xE1\xBA\xADt",
					    "\xC2\xA9",
					    "opyright"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tc_str_find(line, tc_str_of(words[i]), 0) < line.n)
			return true;
	return false;
}

/* Is it in a box, in comments or, but for what stands inside the article, in a menu or sidebar? */
static bool in_other_part(const struct tc_html_job *job, uint32_t i)
{
	const struct tc_html_node *nodes = job->page->nodes;
	uint32_t root = job->best->root, others = TC_WORD_BOX | TC_WORD_COMMENT;

	if (i < root || i >= nodes[root].end)
		others |= TC_WORD_MENU | TC_WORD_CRUMB;
	for (; i != TC_HTML_NONE && i > job->page->body; i = nodes[i].parent)
		if ((nodes[i].words & others) != 0)
			return true;
	return false;
}

/* Is the line one of the body? */
static bool in_body(const struct tc_html_job *job, const struct tc_html_block *line)
{
	const struct tc_html_blocks *body = &job->best->blocks;

	for (size_t i = 0; i < body->n; i++)
		if (body->v[i].node == line->node)
			return true;
	return false;
}

/* The one day that lines outside the body tell. */
static bool date_in_loose_lines(const struct tc_html_job *job, struct tc_date *date)
{
	struct tc_date found;
	uint32_t node = TC_HTML_NONE;

	for (size_t i = 0; i < job->lines.n; i++) {
		const struct tc_html_block *line = &job->lines.v[i];

		if ((line->n_link * 2 > line->text.n && line->text.n - line->n_link < MIN_OWN_BYTES) || line->caption ||
		    !tc_html_date(tc_str_sub(line->text, 0, MAX_LINE_BYTES), &found) || found.precision < TC_DATE_DAY ||
		    tells_other_day(line->text) || in_other_part(job, line->node) || in_body(job, line))
			continue;
		if (node != TC_HTML_NONE && !same_day(&found, date))
			return false;
		if (node == TC_HTML_NONE)
			*date = found;
		node = line->node;
	}
	if (node != TC_HTML_NONE)
		tc_html_tell(job, "published", "the only day outside the body, in", node);
	return node != TC_HTML_NONE;
}

/* A day without its year, where that is all that an element or a line above the body says. */
static bool day_alone(const struct tc_html_job *job, struct tc_date *date)
{
	const struct tc_html_page *page = job->page;

	for (uint32_t i = job->region; i < page->nodes[job->region].end; i++)
		if (!page->nodes[i].hidden && (page->nodes[i].tag == TC_TAG_TIME || (page->nodes[i].words & TC_WORD_DATE) != 0) &&
		    page->nodes[i].n_text > 0 && tc_date_parse_day(tc_html_text(page, i), date)) {
			tc_html_tell(job, "published", "element", i);
			return true;
		}
	for (size_t i = 0; i < job->lines.n && job->lines.v[i].node <= job->body_start; i++)
		if (tc_date_parse_day(job->lines.v[i].text, date)) {
			tc_html_tell(job, "published", "line above the body, in", job->lines.v[i].node);
			return true;
		}
	return false;
}

void tc_html_find_dates(struct tc_html_job *job)
{
	struct tc_article *article = job->article;
	struct tc_date in_url, *date = &article->published;
	bool url_tells = date_in_url(job->meta.url, &in_url);

	*date = job->meta.published;
	article->updated = job->meta.updated;
	if (article->updated.precision != TC_DATE_NONE && job->meta.updated_from != NULL)
		tc_html_tell(job, "updated", job->meta.updated_from, TC_HTML_NONE);
	if (date->precision != TC_DATE_NONE) {
		if (job->meta.published_from != NULL)
			tc_html_tell(job, "published", job->meta.published_from, TC_HTML_NONE);
	} else if (seen_date(job, date) && (!url_tells || same_day(date, &in_url))) {
		;
	} else if (url_tells) {
		*date = in_url;
		tc_html_tell(job, "published", "the address", TC_HTML_NONE);
	} else if (date_in_scripts(job->page, date)) {
		tc_html_tell(job, "published", "scripts of the page", TC_HTML_NONE);
	} else if (!date_in_loose_lines(job, date) && !day_alone(job, date)) {
		*date = article->updated;
		if (date->precision != TC_DATE_NONE)
			tc_html_tell(job, "published", "when it was updated: nothing else is there", TC_HTML_NONE);
	}
}
