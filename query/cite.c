/* SPDX-License-Identifier: GPL-2.0-or-later */
/* References in the formats that Zotero, JabRef, Mendeley, EndNote and catalogues of libraries read.
 *
 *   BibTeX   @article with journal, date and url; names in braces, because a Vietnamese name has its family name first and no
 *            comma, and BibTeX would take the last word for it
 *   RIS      TY  - NEWS ... ER  -, a line for each name and keyword, lines end with CR LF
 *   CSL      an array of objects, type article-newspaper, names as "literal" for the same reason
 *   wiki     the template {{chú thích báo}}
 *
 * What an article does not have is left out.  The date when somebody looked at it is left out too: it is the reader's.  What a
 * format takes for its own signs is escaped, and line ends, of which no title has any, would end a field: they become blanks.
 */
#include "query/cite.h"

#include <stdio.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/json.h"

const struct tc_cite_info tc_cite_formats[TC_CITE_FORMATS] = {
	[TC_CITE_BIBTEX] = {"bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "inline; filename=tracuu.bib"},
	[TC_CITE_RIS] = {"ris", "RIS", "application/x-research-info-systems; charset=utf-8", "inline; filename=tracuu.ris"},
	[TC_CITE_CSL] = {"csl", "CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8",
			 "inline; filename=tracuu.json"},
	[TC_CITE_WIKI] = {"wiki", "Wikipedia", "text/plain; charset=utf-8", "inline; filename=tracuu.txt"},
};

static struct tc_str paper_of(const struct tc_article *a)
{
	return a->publication.n > 0 ? a->publication : a->source;
}

/* Only what a browser opens. */
static struct tc_str address_of(const struct tc_article *a)
{
	bool web = tc_str_starts(a->url, TC_STR("http://")) || tc_str_starts(a->url, TC_STR("https://"));
	return web ? a->url : TC_STR_NONE;
}

/* Text of one line, with before in front of each byte that is among special. */
static void add_escaped(struct tc_buf *out, struct tc_str text, const char *special, const char *before)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if ((unsigned char)c < ' ' || c == 0x7F)
			c = ' ';
		if (strchr(special, c) != NULL)
			tc_buf_add_cstr(out, before);
		tc_buf_add_char(out, c);
	}
}

/* Letters and digits of the id, or of the place: what a key may have everywhere. */
static void add_key(struct tc_buf *out, const struct tc_article *a)
{
	struct tc_buf folded;
	bool dash = false;
	tc_buf_init(&folded, SIZE_MAX);
	tc_fold_ascii(a->id, &folded);
	tc_buf_add_cstr(out, "tracuu");
	for (size_t i = 0; i < folded.n; i++) {
		char c = folded.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (plain && (dash || i == 0))
			tc_buf_add_char(out, '-');
		if (plain)
			tc_buf_add_char(out, c);
		dash = !plain;
	}
	tc_buf_release(&folded);
}

static void add_bibtex_field(struct tc_buf *out, const char *name, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_buf_printf(out, ",\n  %s = {", name);
	for (size_t i = 0; i < text.n; i++) {
		const char c = text.p[i];
		if (c == '\\')
			tc_buf_add_cstr(out, "{\\textbackslash}");
		else if (c == '~' || c == '^')
			tc_buf_printf(out, "\\%c{}", c);
		else
			add_escaped(out, tc_str_sub(text, i, i + 1), "{}%$#&_", "\\");
	}
	tc_buf_add_char(out, '}');
}

/* An address stands as it is, as the package url wants it; braces that would not be balanced are percent-encoded. */
static void add_bibtex_address(struct tc_buf *out, struct tc_str url)
{
	if (url.n == 0)
		return;
	tc_buf_add_cstr(out, ",\n  url = {");
	for (size_t i = 0; i < url.n; i++) {
		const unsigned char c = (unsigned char)url.p[i];
		if (c <= ' ' || c == '{' || c == '}' || c == '\\')
			tc_buf_printf(out, "%%%02X", c);
		else
			tc_buf_add_char(out, (char)c);
	}
	tc_buf_add_char(out, '}');
}

static void add_bibtex(const struct tc_article *a, struct tc_buf *out)
{
	struct tc_buf text;
	tc_buf_init(&text, SIZE_MAX);
	tc_buf_add_cstr(out, "@article{");
	add_key(out, a);
	if (a->authors.n > 0)
		tc_buf_add_cstr(out, ",\n  author = {");
	for (size_t i = 0; i < a->authors.n; i++) {
		tc_buf_add_cstr(out, i > 0 ? " and {" : "{");
		add_escaped(out, a->authors.v[i], "{}%$#&_", "\\");
		tc_buf_add_char(out, '}');
	}
	tc_buf_add_cstr(out, a->authors.n > 0 ? "}" : "");
	add_bibtex_field(out, "title", a->title);
	add_bibtex_field(out, "journal", paper_of(a));
	if (a->published.precision != TC_DATE_NONE) {
		struct tc_date day = a->published;
		day.precision = day.precision > TC_DATE_DAY ? TC_DATE_DAY : day.precision;
		tc_date_format(&day, &text);
		tc_buf_printf(out, ",\n  year = {%d}", day.year);
		add_bibtex_field(out, "date", tc_buf_str(&text));
	}
	add_bibtex_field(out, "number", a->issue);
	add_bibtex_field(out, "pages", a->page);
	add_bibtex_address(out, address_of(a));
	add_bibtex_field(out, "language", a->language);
	tc_buf_add_cstr(out, "\n}\n");
	tc_buf_release(&text);
}

static void add_ris_field(struct tc_buf *out, const char *tag, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_buf_printf(out, "%s  - ", tag);
	add_escaped(out, text, "", "");
	tc_buf_add_cstr(out, "\r\n");
}

static void add_ris(const struct tc_article *a, struct tc_buf *out)
{
	const struct tc_date *d = &a->published;
	tc_buf_add_cstr(out, "TY  - NEWS\r\n");
	add_ris_field(out, "TI", a->title);
	for (size_t i = 0; i < a->authors.n; i++)
		add_ris_field(out, "AU", a->authors.v[i]);
	add_ris_field(out, "T2", paper_of(a));
	if (d->precision != TC_DATE_NONE) {
		tc_buf_printf(out, "PY  - %d\r\nDA  - %d/", d->year, d->year);
		if (d->precision >= TC_DATE_MONTH)
			tc_buf_printf(out, "%02d", d->month);
		tc_buf_add_char(out, '/');
		if (d->precision >= TC_DATE_DAY)
			tc_buf_printf(out, "%02d", d->day);
		tc_buf_add_cstr(out, "/\r\n");
	}
	for (size_t i = 0; i < a->section.n; i++)
		add_ris_field(out, "SE", a->section.v[i]);
	add_ris_field(out, "IS", a->issue);
	add_ris_field(out, "SP", a->page);
	for (size_t i = 0; i < a->keywords.n; i++)
		add_ris_field(out, "KW", a->keywords.v[i]);
	add_ris_field(out, "AB", a->lead);
	add_ris_field(out, "UR", address_of(a));
	add_ris_field(out, "LA", a->language);
	add_ris_field(out, "ID", a->id);
	tc_buf_add_cstr(out, "ER  - \r\n");
}

static void key_text(struct tc_json_writer *w, const char *name, struct tc_str text)
{
	if (text.n > 0)
		tc_json_key_str(w, name, text);
}

static void add_csl(const struct tc_article *a, struct tc_json_writer *w)
{
	tc_json_begin_object(w);
	tc_json_key_str(w, "id", a->id);
	tc_json_key_str(w, "type", TC_STR("article-newspaper"));
	key_text(w, "title", a->title);
	if (a->authors.n > 0) {
		tc_json_key(w, "author");
		tc_json_begin_array(w);
		for (size_t i = 0; i < a->authors.n; i++) {
			tc_json_begin_object(w);
			tc_json_key_str(w, "literal", a->authors.v[i]);
			tc_json_end_object(w);
		}
		tc_json_end_array(w);
	}
	key_text(w, "container-title", paper_of(a));
	if (a->published.precision != TC_DATE_NONE) {
		const int parts[] = {a->published.year, a->published.month, a->published.day};
		size_t n = a->published.precision >= TC_DATE_DAY ? 3 : a->published.precision >= TC_DATE_MONTH ? 2 : 1;
		tc_json_key(w, "issued");
		tc_json_begin_object(w);
		tc_json_key(w, "date-parts");
		tc_json_begin_array(w);
		tc_json_begin_array(w);
		for (size_t i = 0; i < n; i++)
			tc_json_int(w, parts[i]);
		tc_json_end_array(w);
		tc_json_end_array(w);
		tc_json_end_object(w);
	}
	key_text(w, "issue", a->issue);
	key_text(w, "page", a->page);
	key_text(w, "abstract", a->lead);
	key_text(w, "URL", address_of(a));
	key_text(w, "language", a->language);
	tc_json_end_object(w);
}

/* A parameter of a template: what would end it is a reference of HTML. */
static void add_wiki_field(struct tc_buf *out, const char *name, struct tc_str text)
{
	if (text.n == 0)
		return;
	tc_buf_printf(out, " |%s=", name);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < ' ' || c == 0x7F)
			c = ' ';
		if (strchr("|{}[]<>", c) != NULL)
			tc_buf_printf(out, "&#%d;", c);
		else
			tc_buf_add_char(out, (char)c);
	}
}

static void add_wiki(const struct tc_article *a, struct tc_buf *out)
{
	struct tc_buf text;
	char name[32] = "tác giả";
	tc_buf_init(&text, SIZE_MAX);
	struct tc_date day = a->published;
	day.precision = day.precision > TC_DATE_DAY ? TC_DATE_DAY : day.precision;
	tc_date_format(&day, &text);
	tc_buf_add_cstr(out, "{{chú thích báo");
	for (size_t i = 0; i < a->authors.n && i < 9; i++) {
		if (i > 0)
			snprintf(name, sizeof name, "tác giả %zu", i + 1);
		add_wiki_field(out, name, a->authors.v[i]);
	}
	add_wiki_field(out, "tiêu đề", a->title);
	add_wiki_field(out, "url", address_of(a));
	add_wiki_field(out, "báo", paper_of(a));
	add_wiki_field(out, "ngày", tc_buf_str(&text));
	add_wiki_field(out, "số", a->issue);
	add_wiki_field(out, "trang", a->page);
	tc_buf_add_cstr(out, "}}\n");
	tc_buf_release(&text);
}

void tc_cite(enum tc_cite_format format, const struct tc_article *first, size_t n, size_t stride, struct tc_buf *out)
{
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	if (format == TC_CITE_CSL)
		tc_json_begin_array(&w);
	for (size_t i = 0; i < n; i++) {
		const struct tc_article *a = (const struct tc_article *)(const void *)((const char *)first + i * stride);
		if (format == TC_CITE_BIBTEX)
			add_bibtex(a, out);
		else if (format == TC_CITE_RIS)
			add_ris(a, out);
		else if (format == TC_CITE_WIKI)
			add_wiki(a, out);
		else
			add_csl(a, &w);
	}
	if (format != TC_CITE_CSL)
		return;
	tc_json_end_array(&w);
	tc_buf_add_char(out, '\n');
}

static void cite_hits(enum tc_cite_format format, const struct tc_results *results, struct tc_buf *out)
{
	const struct tc_article *first = results->n_hits > 0 ? &results->hits[0].article : NULL;
	tc_cite(format, first, results->n_hits, sizeof *results->hits, out);
}

static void present_bibtex(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	(void)options;
	cite_hits(TC_CITE_BIBTEX, results, out);
}

static void present_ris(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	(void)options;
	cite_hits(TC_CITE_RIS, results, out);
}

static void present_csl(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	(void)options;
	cite_hits(TC_CITE_CSL, results, out);
}

static void present_wiki(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	(void)options;
	cite_hits(TC_CITE_WIKI, results, out);
}

const struct tc_presenter tc_present_bibtex = {"bibtex", "references in BibTeX", NULL, present_bibtex};
const struct tc_presenter tc_present_ris = {"ris", "references in RIS", NULL, present_ris};
const struct tc_presenter tc_present_csl = {"csl", "references in CSL-JSON", NULL, present_csl};
const struct tc_presenter tc_present_wiki = {"wiki", "references as templates of Wikipedia", NULL, present_wiki};
