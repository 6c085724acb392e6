/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the paper has a text from: an agency, or another paper.
 *
 * Papers say it in the byline ("dpa/AFP", "TTXVN"), in an element named for it, as the dateline's bracket ("HÀ NỘI (TTXVN) -
 * ..."), or on the last line ("Theo TTXVN", "Nguồn: VOV"; html_byline.c).  A name in a byline is an agency's when it stands in
 * the list, which has the world's large agencies and those of Vietnam by the names papers print; it is then the source and no
 * writer.  Left out: agencies named in running text ("theo hãng tin Reuters"), which are what the text is about. */
#include "corpus/html_article.h"

#include <string.h>

#define MAX_SOURCE_BYTES 80
#define MAX_SOURCE_NODES 100
#define MAX_DATELINE_BYTES 60

static const char *const agencies[] = {"TTXVN",
				       "TTX VN",
				       "TTXVN/Vietnam+",
				       "VNA",
				       "Vietnam News Agency",
				       "Th\xC3\xB4ng t\xE1\xBA\xA5n x\xC3\xA3 Vi\xE1\xBB\x87t Nam",
				       "Reuters",
				       "AFP",
				       "AP",
				       "Associated Press",
				       "The Associated Press",
				       "UPI",
				       "dpa",
				       "sid",
				       "epd",
				       "KNA",
				       "APA",
				       "Keystone-SDA",
				       "ANSA",
				       "EFE",
				       "Europa Press",
				       "Lusa",
				       "TASS",
				       "Interfax",
				       "RIA Novosti",
				       "Sputnik",
				       "Xinhua",
				       "T\xC3\xA2n Hoa x\xC3\xA3",
				       "Kyodo",
				       "Yonhap",
				       "Bernama",
				       "ANTARA",
				       "PTI",
				       "IANS",
				       "ANI",
				       "AAP",
				       "PA Media",
				       "Press Association",
				       "The Canadian Press",
				       "Belga",
				       "ANP",
				       "NTB",
				       "TT",
				       "Ritzau",
				       "STT",
				       "PAP",
				       "\xC4\x8CTK",
				       "MTI",
				       "Anadolu Agency",
				       "Agenturen",
				       "Bloomberg",
				       "Deutsche Presse-Agentur"};

bool tc_html_is_agency(struct tc_str name)
{
	for (size_t i = 0; i < sizeof(agencies) / sizeof(agencies[0]); i++)
		if (tc_str_eq_ascii_nocase(name, tc_str_of(agencies[i])))
			return true;
	return false;
}

/* Without "Nguồn:", "Theo", "Source:" before it. */
static struct tc_str without_label(struct tc_str s)
{
	static const char *const labels[] = {"Ngu\xE1\xBB\x93n tin:",
					     "Ngu\xE1\xBB\x93n:",
					     "Ngu\xE1\xBB\x93n ",
					     "Theo ",
					     "Source:",
					     "Quelle:",
					     "Fonte:",
					     "Fuente:"};

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (tc_str_eq(s, tc_str_trim(tc_str_of(labels[i]))))
			return TC_STR_NONE;
		else if (tc_str_starts(s, tc_str_of(labels[i])))
			return tc_str_trim(tc_str_sub(s, strlen(labels[i]), s.n));
	return s;
}

/* The first text in an element: what follows in elements of its own are buttons. */
static struct tc_str first_text(const struct tc_html_page *page, uint32_t i)
{
	for (uint32_t j = i + 1; j < page->nodes[i].end; j++)
		if (page->nodes[j].tag == TC_TAG_TEXT && !page->nodes[j].hidden && page->nodes[j].n_text > 1 &&
		    without_label(tc_html_clean(page->arena, page->nodes[j].text)).n > 1)
			return tc_html_clean(page->arena, page->nodes[j].text);
	return TC_STR_NONE;
}

/* An element named for it around the article. */
static bool by_name(struct tc_html_job *job)
{
	const struct tc_html_page *page = job->page;

	for (uint32_t i = job->region; i < page->nodes[job->region].end; i++) {
		const struct tc_html_node *node = &page->nodes[i];
		struct tc_str text;

		if (node->tag == TC_TAG_TEXT || node->tag == TC_TAG_META || node->hidden || (node->words & TC_WORD_SOURCE) == 0 ||
		    (node->words & (TC_WORD_COMMENT | TC_WORD_CAPTION | TC_WORD_BOX | TC_WORD_PHOTO)) != 0 || node->n_text < 2 ||
		    node->n_text > MAX_SOURCE_BYTES || node->end - i > MAX_SOURCE_NODES)
			continue;
		text = without_label(tc_html_text(page, i));
		if (node->end > i + 2)
			text = without_label(first_text(page, i));
		if (text.n < 2 || tc_html_same_line(text, job->article->publication) || tc_str_find_char(text, ':', 0) < text.n ||
		    strchr(".!?", text.p[text.n - 1]) != NULL)
			continue;
		job->article->source = text;
		tc_html_tell(job, "source", "element named for it:", i);
		return true;
	}
	return false;
}

/* "HÀ NỘI (TTXVN) - ..." at the beginning of the lead or the body: only an agency that is known. */
static bool by_dateline(struct tc_html_job *job, struct tc_str line)
{
	struct tc_str begin = tc_str_sub(line, 0, MAX_DATELINE_BYTES);
	size_t open = tc_str_find_char(begin, '(', 0), close = tc_str_find_char(begin, ')', open);
	struct tc_str name;

	if (close >= begin.n)
		return false;
	name = tc_str_trim(tc_str_sub(begin, open + 1, close));
	if (!tc_html_is_agency(name))
		return false;
	job->article->source = name;
	tc_html_tell(job, "source", "bracket at the beginning of the text", TC_HTML_NONE);
	return true;
}

/* Agencies in the byline: they stay authors, as the paper printed it. */
static bool by_byline(struct tc_html_job *job)
{
	const struct tc_strs *authors = &job->article->authors;
	struct tc_str source = TC_STR_NONE;

	for (size_t i = 0; i < authors->n; i++)
		if (tc_html_is_agency(authors->v[i]))
			source = source.n == 0 ? authors->v[i]
					       : tc_arena_printf(job->page->arena, "%.*s, %.*s", TC_STR_ARG(source),
								 TC_STR_ARG(authors->v[i]));
	if (source.n == 0)
		return false;
	job->article->source = source;
	tc_html_tell(job, "source", "agency in the byline", TC_HTML_NONE);
	return true;
}

void tc_html_find_source(struct tc_html_job *job)
{
	const struct tc_html_blocks *body = &job->best->blocks;

	if (job->article->source.n > 0 || by_name(job) || by_byline(job) || by_dateline(job, job->article->lead))
		return;
	for (size_t i = 0; i < body->n && i < 3; i++)
		if (by_dateline(job, body->v[i].text))
			return;
}
