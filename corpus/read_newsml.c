/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What news agencies send: NITF 3 (IPTC), NewsML 1.x, NewsML-G2.  A newsItem, or a NITF document by itself, is an article.
 *
 * The three say the same under different names, and the content of a NewsML is often NITF, so one table of names serves all: an
 * element is looked for by its local name, in any case, anywhere in the item.  The text is that of body.content, else the first
 * inlineXML or inlineData of NewsML-G2, else every DataContent of NewsML 1 by the role of its component: a title is none, what is
 * a lead or a caption goes there, of components that say the same (EquivalentsList) the first counts.  It may be markup of any
 * kind, escaped HTML, or plain.
 *
 * Some agencies repeat title, lead, byline and topics at the head of their HTML (dpa: header) and contacts at its foot: these
 * elements are left out while a text remains, and lines that say what is in a field already are taken off the beginning.  The
 * lead is abstract, or a description that is called summary or teaser; one that is the cut-off beginning of the text is none.
 *
 * An item that its agency took back (canceled, killed) is told and is no article.  One that it withholds, or until when, is noted
 * only, for an archive is read later.  Taking back one version does not take out others.
 *
 * A message without news items (packages, knowledge, events: they only refer) is told.  Left out: remote content, datelines (no
 * field), rights, codes of subjects without a name. */
#include <string.h>

#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/html.h"
#include "corpus/line.h"
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

static bool has_word(struct tc_str s, const char *word)
{
	return tc_str_find(s, tc_str_of(word), 0) < s.n;
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
	if (text.n > 0 && !tc_line_listed(list, text))
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

/* A byline is made of persons with their posts, or a line. */
static void add_byline(const struct tc_xml_node *byline, struct tc_article *article)
{
	size_t n_before = article->authors.n;
	for (const struct tc_xml_node *n = byline; n != NULL; n = tc_xml_walk(byline, n))
		if (named(n, "person"))
			tc_html_add_authors(article->arena, tc_xml_line(n, article->arena), article->source, &article->authors);
	if (article->authors.n == n_before)
		tc_html_add_authors(article->arena, label(byline, article->arena), article->source, &article->authors);
}

static void add_authors(const struct tc_xml_node *item, struct tc_article *article)
{
	static const char *const names[] = {"byline", "by", "creator"};
	for (size_t i = 0; i < 3 && article->authors.n == 0; i++)
		for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n))
			if (named(n, names[i]))
				add_byline(n, article);
}

static bool has_elements(const struct tc_xml_node *node)
{
	for (const struct tc_xml_node *n = node->first; n != NULL; n = n->next)
		if (n->name.n > 0)
			return true;
	return false;
}

static bool is_one_of(const struct tc_xml_node *node, const char *const *names)
{
	for (; *names != NULL; names++)
		if (named(node, *names))
			return true;
	return false;
}

static bool no_text(const struct tc_xml_node *node)
{
	static const char *const names[] = {"head", "body.head", "body.end", "media", "hedline", "title", NULL};
	return is_one_of(node, names);
}

static bool no_text_nor_frame(const struct tc_xml_node *node)
{
	static const char *const names[] = {"header", "footer", "nav", NULL};
	return no_text(node) || is_one_of(node, names);
}

/* Adds the paragraphs of an element, without those parts of it that skip names. */
static enum tc_status add_text(const struct tc_xml_node *node, bool (*skip)(const struct tc_xml_node *),
			       struct tc_article *article, struct tc_strs *out, struct tc_err *err)
{
	struct tc_str text = tc_xml_text(node, article->arena);
	struct tc_buf html;
	tc_buf_init(&html, text.n * 6 + (64u << 20));
	if (has_elements(node)) {
		tc_xml_markup(node, skip, &html);
		text = tc_buf_str(&html);
	}
	enum tc_status status = tc_buf_check(&html, "text of an item", err);
	if (status == TC_OK && tc_str_trim(text).n > 0)
		status = tc_html_piece(text, article->arena, out, &article->captions, err);
	tc_buf_release(&html);
	return status == TC_EFORMAT ? TC_OK : status;
}

static enum tc_status add_content(const struct tc_xml_node *content, struct tc_article *article, struct tc_err *err)
{
	size_t n_before = article->body.n;
	enum tc_status status = add_text(content, no_text_nor_frame, article, &article->body, err);
	if (status == TC_OK && article->body.n == n_before)
		status = add_text(content, no_text, article, &article->body, err);
	return status;
}

/* What a part of a NewsML 1 is: the role of the innermost component around it that has one. */
static struct tc_str role_of(const struct tc_xml_node *item, const struct tc_xml_node *node)
{
	for (; node != NULL && node != item; node = node->parent) {
		struct tc_str role =
			named(node, "NewsComponent") ? tc_xml_attr(tc_xml_child(node, "Role"), "FormalName") : TC_STR_NONE;
		if (role.n > 0)
			return role;
	}
	return TC_STR_NONE;
}

/* Siblings that are looked at. */
#define MAX_EQUIVALENTS 100

/* Does something before it inside a list of equivalents hold content already? */
static bool is_repeated(const struct tc_xml_node *item, const struct tc_xml_node *node)
{
	for (; node != NULL && node != item && node->parent != NULL; node = node->parent) {
		if (!tc_str_eq(tc_xml_attr(node->parent, "EquivalentsList"), TC_STR("yes")))
			continue;
		size_t left = MAX_EQUIVALENTS;
		for (const struct tc_xml_node *n = node->parent->first; n != NULL && n != node && left-- > 0; n = n->next)
			if (tc_xml_find(n, "DataContent") != NULL || named(n, "DataContent"))
				return true;
	}
	return false;
}

static bool says(struct tc_str role, const char *word)
{
	return tc_str_eq_ascii_nocase(role, tc_str_of(word));
}

static enum tc_status add_components(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (const struct tc_xml_node *n = item; n != NULL && status == TC_OK; n = tc_xml_walk(item, n)) {
		if (!named(n, "DataContent") || is_repeated(item, n))
			continue;
		struct tc_str role = role_of(item, n);
		if (says(role, "Caption"))
			add_new(&article->captions, article->arena, tc_xml_line(n, article->arena));
		else if (says(role, "Title") || says(role, "Headline"))
			article->title = article->title.n > 0 ? article->title : tc_xml_line(n, article->arena);
		else if (says(role, "Lead") && article->lead.n == 0)
			article->lead = tc_xml_line(n, article->arena);
		else
			status = add_content(n, article, err);
	}
	return status;
}

/* The content of a NITF or NewsML-G2; a note in the head of a NITF has a body.content of its own. */
static const struct tc_xml_node *find_content(const struct tc_xml_node *item)
{
	static const char *const names[] = {"body.content", "inlineXML", "inlineData"};
	const struct tc_xml_node *content = NULL;
	for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n))
		if (named(n, "body.content") && n->parent != NULL && named(n->parent, "body"))
			return n;
	for (size_t i = 0; i < sizeof names / sizeof *names && content == NULL; i++)
		content = tc_xml_find(item, names[i]);
	return content;
}

static enum tc_status read_body(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	const struct tc_xml_node *content = find_content(item);
	for (const struct tc_xml_node *n = item; n != NULL; n = tc_xml_walk(item, n)) {
		bool described = named(n, "description") && has_word(tc_xml_attr(n, "role"), "caption");
		if (named(n, "media-caption") || described)
			add_new(&article->captions, article->arena, tc_xml_line(n, article->arena));
	}
	if (tc_xml_find(item, "NewsComponent") != NULL)
		return add_components(item, article, err);
	return content != NULL ? add_content(content, article, err) : TC_OK;
}

/* Lines at the beginning of a text that may repeat its head. */
#define HEAD_LINES 6

static bool is_said(const struct tc_article *article, struct tc_str line)
{
	return tc_html_same_line(line, article->title) || tc_html_same_line(line, article->subtitle) ||
	       tc_html_same_line(line, article->lead);
}

/* Takes out of the beginning of the body what is in a field already, unless nothing would be left of it. */
static void drop_repeated(struct tc_article *article)
{
	struct tc_strs *body = &article->body;
	size_t n = 0;
	for (size_t i = 0; i < body->n; i++)
		if (i >= HEAD_LINES || !is_said(article, body->v[i]))
			body->v[n++] = body->v[i];
	if (n > 0)
		body->n = n;
	else if (body->n > 0 && tc_html_same_line(body->v[0], article->lead))
		article->lead = TC_STR_NONE;
	if (body->n > 0 && article->lead.n > 0 && body->v[0].n > article->lead.n &&
	    tc_str_starts(body->v[0], tc_str_sub(article->lead, 0, 60)))
		article->lead = TC_STR_NONE;
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
	const struct tc_xml_node *paper = tc_xml_find(item, "pubdata");
	article->publication = tc_arena_str(arena, tc_xml_attr(paper, "name"));
	if (tc_xml_attr(paper, "position.section").n > 0)
		tc_strs_add(&article->section, arena, tc_arena_str(arena, tc_xml_attr(paper, "position.section")));
	article->language = tc_arena_str(arena, tc_xml_attr(tc_xml_find(tc_xml_find(item, "contentMeta"), "language"), "tag"));
	if (article->language.n == 0)
		article->language = tc_arena_str(arena, tc_xml_attr(tc_xml_find(item, "Language"), "FormalName"));
	if (article->language.n == 0)
		article->language = tc_arena_str(arena, tc_xml_attr(item, "lang"));
}

/* Title, subtitle and lead; a NewsML-G2 has several headlines and descriptions, told apart by role or rank. */
static void read_heads(const struct tc_xml_node *item, struct tc_article *article)
{
	static const char *const titles[] = {"headline", "hl1", "hedline", "title", NULL}, *const leads[] = {"abstract", NULL};
	static const char *const subtitles[] = {"SubHeadLine", NULL};
	struct tc_arena *arena = article->arena;
	const struct tc_xml_node *meta = tc_xml_find(item, "contentMeta"), *hedline = tc_xml_find(item, "hedline");
	article->title = first_line(item, arena, titles);
	article->subtitle = tc_xml_line(tc_xml_find(hedline, "hl2"), arena);
	if (article->subtitle.n == 0)
		article->subtitle = first_line(item, arena, subtitles);
	article->lead = first_line(item, arena, leads);
	for (const struct tc_xml_node *n = tc_xml_child(meta, "headline"); n != NULL; n = tc_xml_again(n)) {
		struct tc_str role = tc_xml_attr(n, "role"), rank = tc_xml_attr(n, "rank");
		bool sub = has_word(role, "sub") || (role.n == 0 && rank.n > 0 && !tc_str_eq(rank, TC_STR("1")));
		struct tc_str line = sub && article->subtitle.n == 0 ? tc_xml_line(n, arena) : TC_STR_NONE;
		if (!tc_html_same_line(line, article->title))
			article->subtitle = line.n > 0 ? line : article->subtitle;
	}
	for (const struct tc_xml_node *n = tc_xml_child(meta, "description"); n != NULL && article->lead.n == 0;
	     n = tc_xml_again(n)) {
		struct tc_str role = tc_xml_attr(n, "role");
		if (has_word(role, "summary") || has_word(role, "teaser") || has_word(role, "abstract"))
			article->lead = tc_xml_line(n, arena);
	}
}

/* What the agency says of the use of the item: usable, canceled, killed, withheld, embargoed; empty when nothing. */
static struct tc_str use_of(const struct tc_xml_node *item)
{
	struct tc_str use = tc_xml_attr(tc_xml_find(item, "pubStatus"), "qcode");
	if (use.n == 0)
		use = tc_xml_attr(tc_xml_child(tc_xml_find(item, "NewsManagement"), "Status"), "FormalName");
	if (use.n == 0)
		use = tc_xml_attr(tc_xml_find(item, "docdata"), "management-status");
	size_t colon = tc_str_find_char(use, ':', 0);
	return tc_str_trim(colon < use.n ? tc_str_sub(use, colon + 1, use.n) : use);
}

static bool begins(struct tc_str s, const char *word)
{
	return tc_str_eq_ascii_nocase(tc_str_sub(s, 0, strlen(word)), tc_str_of(word));
}

/* When an embargo ends, as it is written; empty when there is none. */
static struct tc_str embargo_of(const struct tc_xml_node *item, struct tc_str use, struct tc_arena *arena)
{
	struct tc_str until = tc_xml_line(tc_xml_find(item, "embargoed"), arena);
	if (until.n == 0 && (begins(use, "embargo") || begins(use, "withheld")))
		until = tc_xml_line(tc_xml_child(tc_xml_find(item, "StatusWillChange"), "DateAndTime"), arena);
	return until;
}

/* An item that was taken back is no article; what is withheld is told: whether that is over depends on the day. */
static enum tc_status check_use(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	struct tc_str use = use_of(item), until = embargo_of(item, use, article->arena);
	struct tc_date date = {.precision = TC_DATE_NONE};
	if (begins(use, "cancel") || begins(use, "kill"))
		return tc_err_set(err, TC_SKIP, "record %u: taken back by its agency", article->record);
	if (begins(use, "withheld") || (until.n == 0 && begins(use, "embargo")))
		tc_strs_add(&article->notes, article->arena, TC_STR("withheld by its agency"));
	if (tc_date_parse_iso(until, &date)) {
		struct tc_buf line;
		tc_buf_init(&line, 100);
		tc_buf_add_cstr(&line, "embargo until ");
		tc_date_format(&date, &line);
		tc_strs_add(&article->notes, article->arena, tc_arena_str(article->arena, tc_buf_str(&line)));
		tc_buf_release(&line);
	}
	return TC_OK;
}

static enum tc_status read_item(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	static const char *const published[] = {"firstCreated", "contentCreated",      "date.issue",
						"date.release", "ThisRevisionCreated", "versionCreated"};
	struct tc_arena *arena = article->arena;
	enum tc_status status = check_use(item, article, err);
	if (status != TC_OK)
		return status;
	read_identity(item, article);
	read_heads(item, article);
	for (size_t i = 0; i < sizeof published / sizeof *published; i++)
		read_date(item, arena, published[i], &article->published);
	read_date(item, arena, "versionCreated", &article->updated);
	read_date(item, arena, "ThisRevisionCreated", &article->updated);
	add_authors(item, article);
	add_keywords(item, article);
	status = read_body(item, article, err);
	drop_repeated(article);
	return status;
}

/* A NITF inside a news item is its content; one inside anything else is an item. */
static bool is_item(const struct tc_xml_node *node)
{
	if (named(node, "newsItem"))
		return true;
	for (const struct tc_xml_node *n = node->parent; n != NULL; n = n->parent)
		if (named(n, "newsItem"))
			return false;
	return named(node, "nitf");
}

static int newsml_taste(const struct tc_taste *taste)
{
	static const char *const roots[] = {"nitf",        "newsItem",    "newsMessage",   "NewsML",
					    "packageItem", "conceptItem", "knowledgeItem", "planningItem",
					    "groupSet",    "contentSet",  "contentMeta"};
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
	if (status == TC_END && newsml->n_records == 0 && ++newsml->n_records > 0)
		return tc_err_set(err, TC_SKIP, "no news item in it");
	if (status == TC_END)
		return status;
	article->record = ++newsml->n_records;
	if (status != TC_OK)
		return status;
	tc_xml_notes(newsml->xml, article->arena, &article->notes);
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
