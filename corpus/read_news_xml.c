/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML of newsrooms that follows no standard: dumps of content systems, Ritzau's RBNews, The Canadian Press's Publish.
 *
 * A record is the outermost element with one of the names below, or the root when that is one; in it every element whose name
 * the table of exports (record_fields.c) knows, at any depth, is that field with all that is inside it: text, HTML as text, or
 * markup.  So <articles><article><title>...<content>... of any system is read without a word about it, and --map names what
 * nobody could guess.  A few names of the two agencies are here.
 *
 * A document is tasted by its first 64 KiB: a record and a title and a text must be among its elements.  Left out: attributes but
 * id, records inside records. */
#include <string.h>

#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/html.h"
#include "corpus/record.h"
#include "corpus/xml.h"

#define TASTE_BYTES 65536

struct news_xml {
	struct tc_xml *xml;
	const struct tc_field_map *map;
	uint32_t n_records;
};

static bool is_in(struct tc_str name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (tc_str_eq_ascii_nocase(name, tc_str_of(*names)))
			return true;
	return false;
}

static bool names_record(struct tc_str name)
{
	static const char *const names[] = {"article",  "story",   "news",   "newsarticle", "news_item", "post",
					    "document", "doc",     "record", "row",         "item",      "ContentItem",
					    "RBNews",   "baiviet", "bai",    "tin",         NULL};
	return is_in(name, names);
}

static bool is_record(const struct tc_xml_node *node)
{
	if (!names_record(node->name))
		return false;
	for (const struct tc_xml_node *n = node->parent; n != NULL; n = n->parent)
		if (names_record(n->name) && !tc_str_eq_ascii_nocase(n->name, TC_STR("news")))
			return false;
	return true;
}

/* The field of an element: as the user says, as the agencies say, or as exports say. */
static bool field_of(const struct tc_field_map *map, struct tc_str name, enum tc_record_field *field)
{
	static const struct {
		const char *name;
		enum tc_record_field field;
	} agencies[] = {{"EnglishCaption", TC_RECORD_CAPTIONS},   {"FrenchCaption", TC_RECORD_CAPTIONS},
			{"CreatedDateTime", TC_RECORD_PUBLISHED}, {"UpdatedDateTime", TC_RECORD_UPDATED},
			{"ContentItemID", TC_RECORD_ID},          {"origin", TC_RECORD_SOURCE}};
	struct tc_str path;
	for (size_t i = 0; tc_field_map_at(map, i, field, &path); i++)
		if (tc_str_eq(path, name))
			return true;
	for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
		if (tc_str_eq_ascii_nocase(name, tc_str_of(agencies[i].name))) {
			*field = agencies[i].field;
			return true;
		}
	return tc_record_field_of(name, field) >= 0 && !tc_str_eq_ascii_nocase(name, TC_STR("name"));
}

static int news_xml_taste(const struct tc_taste *taste)
{
	static const char *const others[] = {"html", "svg", "urlset", "sitemapindex", "rss", "feed", "RDF", "opml", NULL};
	static const char *const pages[] = {"article", "section", "main", "div", "p", "table", "center", "header", NULL};
	struct tc_str text = tc_str_sub(taste->bytes, 0, TASTE_BYTES), root = tc_xml_root_name(text);
	bool record = false, title = false, body = false;
	if (root.n == 0 || is_in(root, others))
		return 0;
	for (size_t at = tc_str_find_char(text, '<', 0); at < text.n; at = tc_str_find_char(text, '<', at + 1)) {
		size_t end = at + 1;
		enum tc_record_field field;
		while (end < text.n && strchr(" \t\n/>", text.p[end]) == NULL)
			end++;
		struct tc_str name = tc_str_sub(text, at + 1, end);
		record = record || names_record(name);
		if (name.n == 0 || !field_of(taste->map, name, &field))
			continue;
		title = title || field == TC_RECORD_TITLE || field == TC_RECORD_CAPTIONS;
		body = body || field == TC_RECORD_BODY;
	}
	/* <article> may begin a piece of a page, too. */
	return !record || !title || !body ? 0 : is_in(root, pages) ? 80 : 88;
}

static bool has_elements(const struct tc_xml_node *node)
{
	for (const struct tc_xml_node *n = node->first; n != NULL; n = n->next)
		if (n->name.n > 0)
			return true;
	return false;
}

/* Without the strokes that agencies put around their own name. */
static struct tc_str bare_name(struct tc_str s)
{
	s = tc_str_trim(s);
	bool stroked = s.n > 2 && s.p[0] == '/' && s.p[s.n - 1] == '/';
	return stroked ? tc_str_trim(tc_str_sub(s, 1, s.n - 1)) : s;
}

/* A text may be markup; of anything else that has elements, each is a value. */
static enum tc_status add_field(const struct tc_xml_node *node, enum tc_record_field field, struct tc_article *article,
				struct tc_err *err)
{
	struct tc_str text = tc_str_trim(tc_xml_text(node, article->arena));
	bool elements = has_elements(node);
	struct tc_buf html;
	if (field == TC_RECORD_BODY || field == TC_RECORD_LEAD) {
		enum tc_status status;
		struct tc_strs lines = {NULL, 0, 0};
		tc_buf_init(&html, text.n * 6 + (64u << 20));
		if (elements)
			tc_xml_markup(node, NULL, &html);
		status = tc_buf_check(&html, "text of a record", err);
		if (status == TC_OK && text.n > 0)
			status = tc_html_piece(elements ? tc_buf_str(&html) : text, article->arena,
					       field == TC_RECORD_BODY ? &article->body : &lines, &article->captions, err);
		for (size_t i = 0; i < lines.n && article->lead.n == 0; i++)
			tc_record_add_text(article, field, lines.v[i]);
		tc_buf_release(&html);
		return status == TC_EFORMAT ? TC_OK : status;
	}
	for (const struct tc_xml_node *n = elements ? node->first : NULL; n != NULL; n = n->next)
		tc_record_add_text(article, field, tc_xml_line(n, article->arena));
	if (!elements && text.n > 0 && (field != TC_RECORD_LANGUAGE || text.n > 1))
		tc_record_add_text(article, field, bare_name(tc_xml_line(node, article->arena)));
	return TC_OK;
}

/* The node after node and all that is in it. */
static const struct tc_xml_node *past(const struct tc_xml_node *root, const struct tc_xml_node *node)
{
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

static enum tc_status read_record(const struct tc_xml_node *record, const struct tc_field_map *map, struct tc_article *article,
				  struct tc_err *err)
{
	enum tc_status status = TC_OK;
	article->id = tc_arena_str(article->arena, tc_str_trim(tc_xml_attr(record, "id")));
	for (const struct tc_xml_node *n = record->first; n != NULL && status == TC_OK;) {
		enum tc_record_field field;
		bool known = n->name.n > 0 && field_of(map, n->name, &field);
		if (known)
			status = add_field(n, field, article, err);
		n = known ? past(record, n) : tc_xml_walk(record, n);
	}
	return status;
}

static enum tc_status news_xml_open(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct news_xml *news = tc_alloc(sizeof *news);
	if (news == NULL)
		return tc_err_set(err, TC_ENOMEM, "news: no memory");
	news->map = input->map;
	enum tc_status status = tc_xml_new(input->text, is_record, &news->xml, err);
	if (status != TC_OK)
		tc_free(news);
	else
		*state = news;
	return status;
}

static enum tc_status news_xml_next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct news_xml *news = state;
	struct tc_xml_node *record;
	enum tc_status status = tc_xml_next(news->xml, &record, err);
	if (status == TC_END)
		return status;
	article->record = ++news->n_records;
	if (status != TC_OK)
		return status;
	tc_xml_notes(news->xml, article->arena, &article->notes);
	return read_record(record, news->map, article, err);
}

static void news_xml_close(void *state)
{
	struct news_xml *news = state;
	tc_xml_free(news->xml);
	tc_free(news);
}

const struct tc_format tc_format_news_xml = {
	.name = "news-xml",
	.description = "XML of a newsroom with articles, titles and texts",
	.whole = true,
	.escapes = true,
	.taste = news_xml_taste,
	.open = news_xml_open,
	.next = news_xml_next,
	.close = news_xml_close,
};
