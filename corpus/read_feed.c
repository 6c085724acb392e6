/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feeds and exports of weblogs: RSS 0.9 to 2.0 (rssboard.org, RSS 1.0 of the RSS-DEV group), Atom 0.3 and 1.0 (RFC 4287),
 * Microsoft's Channel Definition Format (a W3C note of 1997), WordPress eXtended RSS (RSS 2.0 with elements wp:).  An item or
 * entry is an article.
 *
 * An element counts when it is in the namespace of its item (RSS 0.9x has none), or in one of the modules that are known: Dublin
 * Core, content, wp.  What is long and full goes to the body: content:encoded, Atom's content, else the description; the
 * description is then the lead, unless it is the body's own beginning.  Text of RSS and of Atom's types html is HTML and goes
 * through its reader; Atom's xhtml is written as HTML first.
 *
 * Of a WordPress export what was published is an article: posts, pages, the types of articles that a theme adds; drafts,
 * attachments, menus and comments are not, and are told when there is nothing else.  Its authors
 * are logins that the channel gives names to.
 *
 * Left out: enclosures and podcast modules, of Media RSS all but descriptions, base64 content, relative addresses (xml:base). */
#include <string.h>

#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/html.h"
#include "corpus/line.h"
#include "corpus/wordpress.h"
#include "corpus/xml.h"

enum module { M_OTHER, M_CORE, M_DC, M_CONTENT, M_WP, M_EXCERPT, M_MEDIA };

struct feed {
	struct tc_xml *xml;
	uint32_t n_records, n_articles;
	bool told_empty;
};

static bool has(struct tc_str s, const char *part)
{
	return tc_str_find(s, tc_str_of(part), 0) < s.n;
}

static enum module module_of(const struct tc_xml_node *item, const struct tc_xml_node *node)
{
	struct tc_str s = node->space;
	if (tc_str_eq(s, item->space) || s.n == 0)
		return M_CORE;
	if (has(s, "purl.org/dc/") || tc_str_eq(s, TC_STR("dc")) || tc_str_eq(s, TC_STR("dcterms")))
		return M_DC;
	if (has(s, "modules/content") || tc_str_eq(s, TC_STR("content")))
		return M_CONTENT;
	if (has(s, "wordpress.org/export") || tc_str_eq(s, TC_STR("wp")))
		return has(s, "excerpt") ? M_EXCERPT : M_WP;
	return has(s, "search.yahoo.com/mrss") || tc_str_eq(s, TC_STR("media")) ? M_MEDIA : M_OTHER;
}

static const struct tc_xml_node *get(const struct tc_xml_node *item, enum module module, const char *name)
{
	for (const struct tc_xml_node *n = tc_xml_child(item, name); n != NULL; n = tc_xml_again(n))
		if (module_of(item, n) == module)
			return n;
	return NULL;
}

static bool is_atom(const struct tc_xml_node *node)
{
	return has(node->space, "Atom") || has(node->space, "atom");
}

/* Atom names the media type of content that is neither its own nor text nor XML; it is written as base64 (RFC 4287, 4.1.3.3). */
static bool is_binary(const struct tc_xml_node *node)
{
	struct tc_str type = tc_xml_attr(node, "type");
	return is_atom(node) && tc_str_eq(node->name, TC_STR("content")) &&
	       !tc_str_eq(tc_xml_attr(node, "mode"), TC_STR("escaped")) && has(type, "/") &&
	       !tc_str_starts(type, TC_STR("text/")) && !has(type, "xml");
}

/* Is its text plain: Atom says so, or says nothing? */
static bool plain_text(const struct tc_xml_node *node)
{
	struct tc_str type = tc_xml_attr(node, "type"), mode = tc_xml_attr(node, "mode");
	if (!is_atom(node) || tc_str_eq(mode, TC_STR("escaped")))
		return false;
	return type.n == 0 || tc_str_eq(type, TC_STR("text")) || tc_str_eq(type, TC_STR("text/plain"));
}

static bool has_elements(const struct tc_xml_node *node)
{
	for (const struct tc_xml_node *n = node->first; n != NULL; n = n->next)
		if (n->name.n > 0)
			return true;
	return false;
}

/* A text whose CDATA section was escaped once more, without the section's marks. */
static struct tc_str unwrap(struct tc_str text)
{
	struct tc_str s = tc_str_trim(text);
	if (!tc_str_starts(s, TC_STR("<![CDATA[")) || !tc_str_ends(s, TC_STR("]]>")))
		return text;
	return tc_str_sub(s, 9, s.n - 3);
}

/* Adds the paragraphs of a text element; captions may be NULL, wordpress: it is the content of a post. */
static enum tc_status add_text(const struct tc_xml_node *node, bool wordpress, struct tc_arena *arena, struct tc_strs *out,
			       struct tc_strs *captions, struct tc_err *err)
{
	struct tc_buf html;
	if (node == NULL || is_binary(node))
		return TC_OK;
	struct tc_str text = unwrap(tc_xml_text(node, arena));
	tc_buf_init(&html, text.n * 6 + (64u << 20));
	if (has_elements(node) || plain_text(node)) {
		tc_xml_markup(node, NULL, &html);
		text = tc_buf_str(&html);
	} else if (wordpress) {
		tc_wordpress_html(text, &html);
		text = tc_buf_str(&html);
	}
	enum tc_status status = tc_buf_check(&html, "text of an item", err);
	if (status == TC_OK && tc_str_trim(text).n > 0)
		status = tc_html_piece(text, arena, out, captions, err);
	tc_buf_release(&html);
	return status == TC_EFORMAT ? TC_OK : status;
}

/* The paragraphs in one line. */
static struct tc_str one_line(const struct tc_strs *lines, struct tc_arena *arena)
{
	struct tc_str line = lines->n > 0 ? lines->v[0] : TC_STR_NONE;
	for (size_t i = 1; i < lines->n; i++)
		line = tc_arena_printf(arena, "%.*s %.*s", TC_STR_ARG(line), TC_STR_ARG(lines->v[i]));
	return line;
}

static struct tc_str title_line(const struct tc_xml_node *node, struct tc_arena *arena)
{
	struct tc_strs lines = {NULL, 0, 0};
	return add_text(node, false, arena, &lines, NULL, NULL) == TC_OK ? one_line(&lines, arena) : TC_STR_NONE;
}

static bool read_date(const struct tc_xml_node *node, struct tc_arena *arena, struct tc_date *out)
{
	struct tc_str text = tc_xml_line(node, arena);
	size_t at = 0;
	return text.n > 0 && out->precision == TC_DATE_NONE &&
	       (tc_date_parse_iso(text, out) || tc_date_find(text, &at, out, NULL));
}

/* The first of several date elements that can be read. */
static void read_dates(const struct tc_xml_node *item, struct tc_article *article)
{
	static const struct {
		enum module module;
		const char *name;
		bool update;
	} dates[] = {{M_CORE, "pubDate", false}, {M_CORE, "published", false}, {M_CORE, "issued", false},
		     {M_DC, "issued", false},    {M_DC, "date", false},        {M_DC, "created", false},
		     {M_CORE, "created", false}, {M_WP, "post_date", false},   {M_CORE, "updated", true},
		     {M_CORE, "modified", true}, {M_DC, "modified", true},     {M_WP, "post_modified", true}};
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		read_date(get(item, dates[i].module, dates[i].name), article->arena,
			  dates[i].update ? &article->updated : &article->published);
	if (article->updated.precision == TC_DATE_NONE && tc_xml_attr(item, "lastmod").n > 0)
		tc_date_parse_iso(tc_str_trim(tc_xml_attr(item, "lastmod")), &article->updated);
	if (article->published.precision == TC_DATE_NONE)
		article->published = article->updated;
}

/* RSS has the address as text, Atom in href; the alternate one of Atom is the page itself. */
static struct tc_str read_link(const struct tc_xml_node *item, struct tc_arena *arena)
{
	struct tc_str url = TC_STR_NONE;
	for (const struct tc_xml_node *n = tc_xml_child(item, "link"); n != NULL; n = tc_xml_again(n)) {
		struct tc_str rel = tc_xml_attr(n, "rel"), href = tc_str_trim(tc_xml_attr(n, "href"));
		if (module_of(item, n) != M_CORE)
			continue;
		if (href.n == 0)
			href = tc_xml_line(n, arena);
		if (href.n > 0 && (rel.n == 0 || tc_str_eq(rel, TC_STR("alternate"))))
			return tc_arena_str(arena, href);
	}
	struct tc_str address = tc_str_trim(tc_xml_attr(item, "href"));
	if (address.n > 0)
		return tc_arena_str(arena, address);
	const struct tc_xml_node *guid = get(item, M_CORE, "guid");
	struct tc_str text = tc_xml_line(guid, arena);
	if (tc_str_starts(text, TC_STR("http")) && !tc_str_eq(tc_xml_attr(guid, "isPermaLink"), TC_STR("false")))
		url = text;
	return url;
}

/* The name that an export's channel gives a login, or the login. */
static struct tc_str display_name(const struct tc_xml_node *item, struct tc_str login, struct tc_arena *arena)
{
	for (const struct tc_xml_node *n = tc_xml_child(item->parent, "author"); n != NULL; n = tc_xml_again(n)) {
		struct tc_str name = tc_xml_line(tc_xml_child(n, "author_display_name"), arena);
		if (name.n > 0 && tc_str_eq(tc_xml_line(tc_xml_child(n, "author_login"), arena), login))
			return name;
	}
	return login;
}

/* One author element: a login of an export, an address with a name of RSS, a person of Atom, or a byline. */
static void add_author(const struct tc_xml_node *item, const struct tc_xml_node *node, struct tc_article *article)
{
	struct tc_str text = tc_xml_line(has_elements(node) ? tc_xml_child(node, "name") : node, article->arena);
	size_t open = tc_str_find_char(text, '(', 0);
	if (has(tc_str_sub(text, 0, open), "@"))
		text = tc_str_trim(tc_str_sub(text, open + 1, tc_str_find_char(text, ')', open)));
	if (get(item, M_WP, "post_type") == NULL) {
		size_t n_before = article->authors.n;
		tc_html_add_authors(article->arena, text, article->publication, &article->authors);
		if (article->authors.n > n_before || tc_html_same_line(text, article->publication))
			return;
	}
	text = display_name(item, text, article->arena);
	if (text.n > 0 && !tc_line_listed(&article->authors, text))
		tc_strs_add(&article->authors, article->arena, text);
}

/* An entry of Atom that names nobody has the authors of the feed that it was taken from, else of its own (RFC 4287, 4.2.1). */
static void add_authors(const struct tc_xml_node *item, struct tc_article *article)
{
	static const struct {
		enum module module;
		const char *name;
	} names[] = {{M_DC, "creator"}, {M_CORE, "author"}};
	const struct tc_xml_node *const holders[] = {item, is_atom(item) ? get(item, M_CORE, "source") : NULL,
						     is_atom(item) ? item->parent : NULL};
	for (size_t h = 0; h < 3 && article->authors.n == 0; h++)
		for (size_t i = 0; i < 2 && article->authors.n == 0; i++)
			for (const struct tc_xml_node *n = tc_xml_child(holders[h], names[i].name); n != NULL;
			     n = tc_xml_again(n))
				if (module_of(item, n) == names[i].module)
					add_author(item, n, article);
}

/* Is it the category that WordPress gives a post that has none, in the languages it is set up in here? */
static bool says_none(const struct tc_xml_node *category)
{
	static const char *const names[] = {"uncategorized", "chua-phan-loai", "chua-duoc-phan-loai", "khong-phan-loai",
					    "non-classe"};
	struct tc_str name = tc_xml_attr(category, "nicename");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (tc_str_eq(name, tc_str_of(names[i])))
			return true;
	return false;
}

/* Categories of an export that are tags are keywords; of others the first is the section, all are keywords. */
static void add_categories(const struct tc_xml_node *item, bool wordpress, struct tc_article *article)
{
	static const char *const names[] = {"category", "subject"};
	for (size_t i = 0; i < 2; i++)
		for (const struct tc_xml_node *n = tc_xml_child(item, names[i]); n != NULL; n = tc_xml_again(n)) {
			struct tc_str text = tc_html_unescape(article->arena, tc_xml_line(n, article->arena));
			struct tc_str domain = tc_xml_attr(n, "domain");
			if (module_of(item, n) != (i == 0 ? M_CORE : M_DC))
				continue;
			if (text.n == 0)
				text = tc_xml_attr(n, "label");
			if (text.n == 0)
				text = tc_xml_attr(n, "term");
			bool tag = tc_str_eq(domain, TC_STR("post_tag")) || tc_str_eq(domain, TC_STR("tag"));
			bool category = wordpress && (tc_str_eq(domain, TC_STR("category")) || domain.n == 0);
			if (text.n == 0 || (wordpress && !tag && !category) || (category && says_none(n)))
				continue;
			if (category && !tc_line_listed(&article->section, text))
				tc_strs_add(&article->section, article->arena, text);
			else if (!category && !tc_line_listed(&article->keywords, text))
				tc_strs_add(&article->keywords, article->arena, text);
		}
	if (!wordpress && article->section.n == 0 && article->keywords.n > 0)
		tc_strs_add(&article->section, article->arena, article->keywords.v[0]);
}

/* What the channel says of all its items; it is around them, or before them (RSS 0.9 and 1.0). */
static void read_channel(const struct tc_xml_node *item, struct tc_article *article)
{
	const struct tc_xml_node *channel = item->parent, *inner = tc_xml_child(channel, "channel");
	if (inner != NULL)
		channel = inner;
	article->publication = title_line(tc_xml_child(channel, "title"), article->arena);
	article->language = tc_xml_line(tc_xml_child(channel, "language"), article->arena);
	for (const struct tc_xml_node *n = item; n != NULL && article->language.n == 0; n = n->parent)
		article->language = tc_arena_str(article->arena, tc_xml_attr(n, "lang"));
}

/* What Media RSS says of a picture is its caption; of the item as a whole (a film) it is a text for want of another. */
static enum tc_status add_media(const struct tc_xml_node *item, struct tc_article *article, struct tc_strs *whole,
				struct tc_err *err)
{
	enum tc_status status = TC_OK;
	for (const struct tc_xml_node *n = item; n != NULL && status == TC_OK; n = tc_xml_walk(item, n)) {
		struct tc_strs lines = {NULL, 0, 0};
		if (module_of(item, n) != M_MEDIA || !tc_str_eq(n->name, TC_STR("description")))
			continue;
		status = add_text(n, false, article->arena, &lines, NULL, err);
		if (!tc_str_eq(n->parent->name, TC_STR("content")))
			*whole = whole->n > 0 ? *whole : lines;
		else if (lines.n > 0 && !tc_line_listed(&article->captions, one_line(&lines, article->arena)))
			tc_strs_add(&article->captions, article->arena, one_line(&lines, article->arena));
	}
	return status;
}

static enum tc_status read_texts(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	struct tc_strs summary = {NULL, 0, 0}, media = {NULL, 0, 0};
	bool wordpress = get(item, M_WP, "post_type") != NULL;
	const struct tc_xml_node *content = get(item, M_CONTENT, "encoded"), *description = get(item, M_CORE, "description");
	if (content == NULL && (content = get(item, M_CORE, "content")) == NULL)
		content = get(item, M_CORE, "body");
	if (content == NULL)
		for (content = tc_xml_child(item, "body"); content != NULL && !has(content->space, "xhtml");)
			content = tc_xml_again(content);
	if (get(item, M_EXCERPT, "encoded") != NULL)
		description = get(item, M_EXCERPT, "encoded");
	if (description == NULL)
		description = get(item, M_CORE, "summary");
	if (description == NULL)
		description = get(item, M_DC, "description");
	if (description == NULL)
		description = get(item, M_CORE, "abstract");
	enum tc_status status = add_text(content, wordpress, article->arena, &article->body, &article->captions, err);
	if (status == TC_OK)
		status = add_text(description, false, article->arena, &summary, NULL, err);
	if (status == TC_OK)
		status = add_media(item, article, &media, err);
	if (article->body.n == 0)
		article->body = summary;
	if (article->body.n == 0)
		article->body = media;
	else if (summary.n > 0 && summary.v != article->body.v &&
		 !tc_str_starts(article->body.v[0], tc_str_sub(summary.v[0], 0, 60)))
		article->lead = one_line(&summary, article->arena);
	return status;
}

static enum tc_status read_item(const struct tc_xml_node *item, struct tc_article *article, struct tc_err *err)
{
	struct tc_arena *arena = article->arena;
	if (tc_xml_line(get(item, M_WP, "post_password"), arena).n > 0)
		tc_strs_add(&article->notes, arena, TC_STR("behind a password in the weblog"));
	bool wordpress = get(item, M_WP, "post_type") != NULL;
	const struct tc_xml_node *id = get(item, M_CORE, "guid");
	if (id == NULL)
		id = get(item, M_CORE, "id");
	article->id = tc_xml_line(id, arena);
	if (article->id.n == 0)
		article->id = tc_arena_str(arena, tc_xml_attr(item, "about"));
	article->title = title_line(get(item, M_CORE, "title"), arena);
	if (article->title.n == 0)
		article->title = title_line(get(item, M_DC, "title"), arena);
	article->url = read_link(item, arena);
	read_dates(item, article);
	read_channel(item, article);
	add_authors(item, article);
	add_categories(item, wordpress, article);
	const struct tc_xml_node *source = get(item, M_CORE, "source");
	article->source = is_atom(item) ? title_line(tc_xml_child(source, "title"), arena) : tc_xml_line(source, arena);
	return read_texts(item, article, err);
}

/* Types of posts that WordPress and its common plug-ins keep for themselves; themes of newspapers add types of articles. */
static bool is_machinery(struct tc_str type)
{
	static const char *const names[] = {
		"attachment",   "revision", "nav_menu_item",    "custom_css",        "customize_changeset", "oembed_cache",
		"user_request", "feedback", "scheduled-action", "elementor_library", "wpcf7_contact_form",  "mc4wp-form",
		"et_pb_layout", "popup",    "product_variation"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (tc_str_eq(type, tc_str_of(names[i])))
			return true;
	return tc_str_starts(type, TC_STR("wp_")) || tc_str_starts(type, TC_STR("acf-")) || tc_str_starts(type, TC_STR("shop_"));
}

/* Is it something that WordPress showed as a text?  A type of its own counts when it has a text. */
static bool is_published(const struct tc_xml_node *item, struct tc_arena *arena)
{
	struct tc_str type = tc_xml_line(get(item, M_WP, "post_type"), arena);
	struct tc_str status = tc_xml_line(get(item, M_WP, "status"), arena);
	bool known = type.n == 0 || tc_str_eq(type, TC_STR("post")) || tc_str_eq(type, TC_STR("page"));
	if (is_machinery(type) || (!known && tc_xml_line(get(item, M_CONTENT, "encoded"), arena).n == 0))
		return false;
	return status.n == 0 || tc_str_eq(status, TC_STR("publish"));
}

static bool is_item(const struct tc_xml_node *node)
{
	return tc_str_eq_ascii_nocase(node->name, TC_STR("item")) || tc_str_eq_ascii_nocase(node->name, TC_STR("entry"));
}

static int feed_taste(const struct tc_taste *taste)
{
	struct tc_str root = tc_xml_root_name(taste->bytes);
	if (tc_str_eq_ascii_nocase(root, TC_STR("rss")) || tc_str_eq_ascii_nocase(root, TC_STR("feed")))
		return 97;
	if (tc_str_eq_ascii_nocase(root, TC_STR("channel")))
		return 90;
	return tc_str_eq(root, TC_STR("RDF")) && has(taste->bytes, "channel") ? 97 : 0;
}

static enum tc_status feed_open(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct feed *feed = tc_alloc(sizeof *feed);
	if (feed == NULL)
		return tc_err_set(err, TC_ENOMEM, "feed: no memory");
	enum tc_status status = tc_xml_new(input->text, is_item, &feed->xml, err);
	if (status != TC_OK)
		tc_free(feed);
	else
		*state = feed;
	return status;
}

/* Nothing at all is told, once. */
static enum tc_status tell_empty(struct feed *feed, struct tc_err *err)
{
	if (feed->n_articles > 0 || feed->told_empty)
		return TC_END;
	feed->told_empty = true;
	if (feed->n_records == 0)
		return tc_err_set(err, TC_SKIP, "no items in it");
	return tc_err_set(err, TC_SKIP, "nothing that was published among its %u items", (unsigned)feed->n_records);
}

static enum tc_status feed_next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct feed *feed = state;
	struct tc_xml_node *item;
	enum tc_status status;
	do
		status = tc_xml_next(feed->xml, &item, err);
	while (status == TC_OK && ++feed->n_records > 0 && !is_published(item, article->arena));
	if (status == TC_END)
		return tell_empty(feed, err);
	feed->told_empty = feed->told_empty || status == TC_SKIP;
	if (status == TC_SKIP)
		feed->n_records++;
	if (status != TC_OK)
		return status;
	article->record = feed->n_records;
	feed->n_articles++;
	tc_xml_notes(feed->xml, article->arena, &article->notes);
	return read_item(item, article, err);
}

static void feed_close(void *state)
{
	struct feed *feed = state;
	tc_xml_free(feed->xml);
	tc_free(feed);
}

const struct tc_format tc_format_feed = {
	.name = "feed",
	.description = "RSS, Atom, a CDF channel or a WordPress export",
	.whole = true,
	.escapes = true,
	.taste = feed_taste,
	.open = feed_open,
	.next = feed_next,
	.close = feed_close,
};
