/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What news agencies send: NITF 3 (IPTC), NewsML 1.x, NewsML-G2.  A newsItem, or a NITF document by itself, is an article.
 *
 * The three say the same under different names, and the content of a NewsML is often NITF, so one table of names serves all: an
 * element is looked for by its local name, in any case, anywhere in the item.  The text is that of body.content, else the first
 * inlineXML, inlineData or DataContent: markup of any kind or plain.  Captions of its photos are captions, not text; abstract
 * and hl2 are lead and subtitle.
 *
 * Left out: packages (they only refer), remote content, datelines (no field), rights, codes of subjects without a name. */
#include <string.h>

#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/html.h"
#include "corpus/xml.h"

struct newsml {
	struct tc_xml *xml;
	uint32_t n_records;
};

static bool named(const struct tc_xml_node *node, const char *name)
{
	return tc_str_eq_ascii_nocase(node->name, tc_str_of(name));
}

/* The first of the elements with one of these names, the list ended by NULL, that has text. */
static struct tc_str first_line(const struct tc_xml_node *item, struct tc_arena *arena, const char *const *names)
{
	for (; *names != NULL; names++)
		for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n)) {
			struct tc_str text = named(n, *names) ? tc_xml_line(n, arena) : TC_STR_NONE;
			if (text.n > 0)
				return text;
		}
	return TC_STR_NONE;
}

static void read_date(const struct tc_xml_node *item, struct tc_arena *arena, const char *name, struct tc_date *out)
{
	const struct tc_xml_node *node = tc_xml_find(item, name);
	struct tc_str text = tc_xml_line(node, arena);
	size_t at = 0;
	if (text.n == 0)
		text = tc_str_trim(tc_xml_attr(node, "norm"));
	if (node != NULL && out->precision == TC_DATE_NONE && !tc_date_parse_iso(text, out))
		tc_date_find(text, &at, out, NULL);
}

/* What names a party or subject: its name, else an attribute. */
static struct tc_str label(const struct tc_xml_node *node, struct tc_arena *arena)
{
	static const char *const attributes[] = {"literal",
						 "FormalName",
						 "key",
						 "Value",
						 "tobject.subject.detail",
						 "tobject.subject.matter",
						 "tobject.subject.type"};
	const struct tc_xml_node *name = tc_xml_child(node, "name");
	struct tc_str text = tc_xml_line(name != NULL ? name : node, arena);
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes && text.n == 0; i++)
		text = tc_arena_str(arena, tc_str_trim(tc_xml_attr(node, attributes[i])));
	if (text.n == 0 && tc_xml_attr(node, "qcode").n > 0) {
		struct tc_str code = tc_xml_attr(node, "qcode");
		text = tc_arena_str(arena, tc_str_sub(code, tc_str_find_char(code, ':', 0) + 1, code.n));
	}
	return text;
}

static void add_new(struct tc_strs *list, struct tc_arena *arena, struct tc_str text)
{
	if (text.n > 0 && !tc_strs_has(list, text))
		tc_strs_add(list, arena, text);
}

/* Codes of G2 subjects are no words; of NITF and NewsML 1 the attributes hold them. */
static void add_keywords(const struct tc_xml_node *item, struct tc_article *article)
{
	for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n)) {
		bool property = named(n, "Property") && tc_str_eq(tc_xml_attr(n, "FormalName"), TC_STR("Keyword"));
		struct tc_str text = TC_STR_NONE;
		if (property)
			text = tc_arena_str(article->arena, tc_xml_attr(n, "Value"));
		else if (named(n, "keyword") || named(n, "KeywordLine") || named(n, "item_keyword") ||
			 named(n, "tobject.subject"))
			text = label(n, article->arena);
		else if (named(n, "subject") && tc_xml_child(n, "name") != NULL)
			text = label(n, article->arena);
		add_new(&article->keywords, article->arena, text);
	}
}

static void add_authors(const struct tc_xml_node *item, struct tc_article *article)
{
	static const char *const names[] = {"byline", "creator"};
	for (size_t i = 0; i < 2 && article->authors.n == 0; i++)
		for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n)) {
			const struct tc_xml_node *person = named(n, names[i]) ? tc_xml_find(n, "person") : NULL;
			if (!named(n, names[i]))
				continue;
			struct tc_str text = person != NULL ? tc_xml_line(person, article->arena) : label(n, article->arena);
			tc_html_add_authors(article->arena, text, article->source, &article->authors);
		}
}

static bool no_text(const struct tc_xml_node *node)
{
	static const char *const names[] = {"head", "body.head", "body.end", "media", "hedline", "title"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (named(node, names[i]))
			return true;
	return false;
}

static enum tc_status read_body(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	static const char *const names[] = {"body.content", "inlineXML", "inlineData", "DataContent"};
	const struct tc_xml_node *content = NULL;
	struct tc_buf html;
	for (size_t i = 0; i < sizeof names / sizeof *names && content == NULL; i++)
		content = tc_xml_find(item, names[i]);
	for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n))
		if (named(n, "media-caption"))
			add_new(&article->captions, article->arena, tc_xml_line(n, article->arena));
	if (content == NULL)
		return TC_OK;
	struct tc_str text = tc_xml_text(content, article->arena);
	tc_buf_init(&html, text.n * 6 + (1u << 20));
	if (content->first != NULL && (content->first->next != NULL || content->first->name.n > 0)) {
		tc_xml_markup(content, no_text, &html);
		text = tc_buf_str(&html);
	}
	enum tc_status status = tc_buf_check(&html, "text of an item", err);
	if (status == TC_OK && tc_str_trim(text).n > 0)
		status = tc_html_to_text(text, article->arena, &article->body, err);
	tc_buf_release(&html);
	return status == TC_EFORMAT ? TC_OK : status;
}

static void read_identity(const struct tc_xml_node *item, struct tc_article *article)
{
	static const char *const ids[] = {"PublicIdentifier", "NewsItemId", NULL};
	struct tc_arena *arena = article->arena;
	const struct tc_xml_node *provider = tc_xml_find(item, "provider"), *party = tc_xml_find(provider, "Party");
	article->id = tc_arena_str(arena, tc_xml_attr(item, "guid"));
	if (article->id.n == 0)
		article->id = first_line(item, arena, ids);
	if (article->id.n == 0)
		article->id = tc_arena_str(arena, tc_xml_attr(tc_xml_find(item, "doc-id"), "id-string"));
	article->source = label(party != NULL ? party : provider, arena);
	if (article->source.n == 0)
		article->source = tc_xml_line(tc_xml_find(item, "ProviderId"), arena);
	if (article->source.n == 0)
		article->source = tc_arena_str(arena, tc_xml_attr(tc_xml_find(item, "doc.copyright"), "holder"));
	article->language = tc_arena_str(arena, tc_xml_attr(tc_xml_find(tc_xml_find(item, "contentMeta"), "language"), "tag"));
	if (article->language.n == 0)
		article->language = tc_arena_str(arena, tc_xml_attr(tc_xml_find(item, "Language"), "FormalName"));
	if (article->language.n == 0)
		article->language = tc_arena_str(arena, tc_xml_attr(item, "lang"));
}

static enum tc_status read_item(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	static const char *const titles[] = {"headline", "hl1", "hedline", "title", NULL};
	static const char *const subtitles[] = {"hl2", "SubHeadLine", NULL}, *const leads[] = {"abstract", NULL};
	static const char *const published[] = {"firstCreated", "contentCreated",      "date.issue",
						"date.release", "ThisRevisionCreated", "versionCreated"};
	struct tc_arena *arena = article->arena;
	read_identity(item, article);
	article->title = first_line(item, arena, titles);
	article->subtitle = first_line(item, arena, subtitles);
	article->lead = first_line(item, arena, leads);
	for (size_t i = 0; i < sizeof published / sizeof *published; i++)
		read_date(item, arena, published[i], &article->published);
	read_date(item, arena, "versionCreated", &article->updated);
	read_date(item, arena, "ThisRevisionCreated", &article->updated);
	add_authors(item, article);
	add_keywords(item, article);
	return read_body(item, article, err);
}

static bool is_item(const struct tc_xml_node *node)
{
	return named(node, "newsItem") || (named(node, "nitf") && node->parent->name.n == 0);
}

static int newsml_taste(const struct tc_taste *taste)
{
	static const char *const roots[] = {"nitf", "newsItem", "newsMessage", "NewsML"};
	struct tc_str root = tc_xml_root_name(taste->bytes);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (tc_str_eq_ascii_nocase(root, tc_str_of(roots[i])))
			return 97;
	return 0;
}

static enum tc_status newsml_open(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct newsml *newsml = tc_alloc(sizeof *newsml);
	if (newsml == NULL)
		return tc_err_set(err, TC_ENOMEM, "news items: no memory");
	enum tc_status status = tc_xml_new(input->text, is_item, &newsml->xml, err);
	if (status != TC_OK)
		tc_free(newsml);
	else
		*state = newsml;
	return status;
}

static enum tc_status newsml_next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct newsml *newsml = state;
	struct tc_xml_node *item;
	enum tc_status status = tc_xml_next(newsml->xml, &item, err);
	if (status == TC_END)
		return status;
	article->record = ++newsml->n_records;
	if (status != TC_OK)
		return status;
	struct tc_str repaired = tc_xml_repaired(newsml->xml);
	if (repaired.n > 0)
		tc_strs_add(&article->notes, article->arena,
			    tc_arena_printf(article->arena, "repaired: %.*s", TC_STR_ARG(repaired)));
	return read_item(item, article, err);
}

static void newsml_close(void *state)
{
	struct newsml *newsml = state;
	tc_xml_free(newsml->xml);
	tc_free(newsml);
}

const struct tc_format tc_format_newsml = {
	.name = "newsml",
	.description = "NewsML-G2, NewsML 1 or NITF of an agency",
	.whole = true,
	.escapes = true,
	.taste = newsml_taste,
	.open = newsml_open,
	.next = newsml_next,
	.close = newsml_close,
};
