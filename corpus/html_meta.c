/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a page says of itself in its head: JSON-LD first (html_jsonld.c), then OpenGraph and the article: properties, the
 * <meta> names that content management systems and trackers write, microdata (itemprop with content or datetime), rel=canonical,
 * <title> and lang.  The first that is there wins in this order; nothing here looks at visible text.
 *
 * <meta name=author> is the paper itself on most Vietnamese pages (VnExpress, VCCorp.vn), so it counts only when it is neither
 * the publication's name nor like an address.  Left out: Dublin Core in RDF, RDFa without a content attribute. */
#include "corpus/html.h"

#include <string.h>

#include "corpus/date_words.h"
#include "corpus/line.h"

enum field {
	F_NONE,
	F_TITLE,
	F_DESCRIPTION,
	F_PUBLICATION,
	F_URL,
	F_LANGUAGE,
	F_TYPE,
	F_AUTHOR,
	F_SECTION,
	F_KEYWORDS,
	F_TAG,
	F_PUBLISHED,
	F_UPDATED
};

/* Names of <meta name=, property=, itemprop=>, in falling order of trust within a field. */
static const struct meta_name {
	const char *name;
	enum field field;
} meta_names[] = {
	{"og:title", F_TITLE},
	{"twitter:title", F_TITLE},
	{"parsely-title", F_TITLE},
	{"dc.title", F_TITLE},
	{"sailthru.title", F_TITLE},
	{"og:description", F_DESCRIPTION},
	{"description", F_DESCRIPTION},
	{"twitter:description", F_DESCRIPTION},
	{"og:site_name", F_PUBLICATION},
	{"application-name", F_PUBLICATION},
	{"og:url", F_URL},
	{"og:type", F_TYPE},
	{"article:published_time", F_PUBLISHED},
	{"datepublished", F_PUBLISHED},
	{"og:published_time", F_PUBLISHED},
	{"og:article:published_time", F_PUBLISHED},
	{"parsely-pub-date", F_PUBLISHED},
	{"sailthru.date", F_PUBLISHED},
	{"cxenseparse:recs:publishtime", F_PUBLISHED},
	{"cxenseparse:publishtime", F_PUBLISHED},
	{"publish-date", F_PUBLISHED},
	{"publishdate", F_PUBLISHED},
	{"pubdate", F_PUBLISHED},
	{"publication_date", F_PUBLISHED},
	{"article.published", F_PUBLISHED},
	{"article_date_original", F_PUBLISHED},
	{"dc.date.issued", F_PUBLISHED},
	{"dcterms.created", F_PUBLISHED},
	{"dcterms.date", F_PUBLISHED},
	{"dc.date", F_PUBLISHED},
	{"date", F_PUBLISHED},
	{"datecreated", F_PUBLISHED},
	{"article:modified_time", F_UPDATED},
	{"datemodified", F_UPDATED},
	{"og:updated_time", F_UPDATED},
	{"lastmod", F_UPDATED},
	{"last-modified", F_UPDATED},
	{"article:section", F_SECTION},
	{"parsely-section", F_SECTION},
	{"article:author", F_AUTHOR},
	{"parsely-author", F_AUTHOR},
	{"sailthru.author", F_AUTHOR},
	{"dc.creator", F_AUTHOR},
	{"byl", F_AUTHOR},
	{"author", F_AUTHOR},
	{"keywords", F_KEYWORDS},
	{"news_keywords", F_KEYWORDS},
	{"parsely-tags", F_KEYWORDS},
	{"article:tag", F_TAG},
};

#define N_META_NAMES (sizeof(meta_names) / sizeof(meta_names[0]))

/* The best value of each field and how trusted its name is (index in meta_names). */
struct best {
	struct tc_str value[F_UPDATED + 1];
	size_t rank[F_UPDATED + 1];
};

bool tc_html_date(struct tc_str text, struct tc_date *out)
{
	struct tc_date date;
	size_t at = 0;

	memset(&date, 0, sizeof(date));
	text = tc_str_trim(text);
	if (text.n == 0 || text.n > 200)
		return false;
	if (!tc_date_parse_iso(text, &date) && !tc_date_find(text, &at, &date, NULL) && !tc_date_words(text, &date))
		return false;
	if (date.year < 1900 || date.year > 2100)
		return false;
	*out = date;
	return true;
}

static void add_keywords(struct tc_arena *arena, struct tc_str value, struct tc_strs *keywords)
{
	for (struct tc_str rest = value; rest.p != NULL;) {
		struct tc_str word = tc_str_trim(tc_str_split(&rest, ','));

		for (struct tc_str parts = word; parts.p != NULL;) {
			struct tc_str part = tc_str_trim(tc_str_split(&parts, ';'));

			if (part.n > 0 && part.n < 120 && !tc_line_listed(keywords, part))
				tc_strs_add(keywords, arena, part);
		}
	}
}

static void read_meta(const struct tc_html_page *page, uint32_t node, struct best *best, struct tc_strs *tags)
{
	static const char *const attributes[] = {"property", "name", "itemprop"};
	struct tc_str content = tc_html_attr(page, node, "content");

	if (tc_str_trim(content).n == 0)
		return;
	for (size_t a = 0; a < sizeof(attributes) / sizeof(attributes[0]); a++) {
		struct tc_str name = tc_str_trim(tc_html_attr(page, node, attributes[a]));

		for (size_t i = 0; name.n > 0 && i < N_META_NAMES; i++) {
			enum field field = meta_names[i].field;

			if (!tc_str_eq_ascii_nocase(name, tc_str_of(meta_names[i].name)))
				continue;
			if (field == F_TAG)
				add_keywords(page->arena, tc_html_unescape(page->arena, content), tags);
			else if (best->value[field].n == 0 || i < best->rank[field]) {
				best->value[field] = content;
				best->rank[field] = i;
			}
			break;
		}
	}
}

/* Microdata and <time> in the page: the first itemprop of each kind. */
static void read_itemprop(const struct tc_html_page *page, uint32_t node, struct tc_html_meta *meta)
{
	struct tc_str property = tc_html_attr(page, node, "itemprop"), value;

	if (property.n == 0)
		return;
	value = tc_html_attr(page, node, "datetime");
	if (value.n == 0)
		value = tc_html_attr(page, node, "content");
	if (value.n == 0)
		value = tc_html_text(page, node);
	if (tc_str_eq(property, TC_STR("datePublished")) && meta->published.precision == TC_DATE_NONE) {
		tc_html_date(value, &meta->published);
		meta->published_from = "itemprop datePublished";
	} else if (tc_str_eq(property, TC_STR("dateModified")) && meta->updated.precision == TC_DATE_NONE) {
		tc_html_date(value, &meta->updated);
		meta->updated_from = "itemprop dateModified";
	}
	if (tc_str_eq(property, TC_STR("headline")) && meta->headline.n == 0 && page->nodes[node].tag != TC_TAG_META)
		meta->headline = tc_html_clean(page->arena, value);
}

static void set(struct tc_arena *arena, struct tc_str *field, struct tc_str value)
{
	if (field->n == 0 && value.n > 0)
		*field = tc_html_unescape(arena, value);
}

static void read_head(const struct tc_html_page *page, struct tc_html_meta *meta, struct best *best, struct tc_strs *tags)
{
	for (uint32_t i = 0; i < page->n_nodes; i++) {
		const struct tc_html_node *node = &page->nodes[i];

		switch (node->tag) {
		case TC_TAG_META:
			read_meta(page, i, best, tags);
			break;
		case TC_TAG_TITLE:
			set(page->arena, &meta->title, tc_html_text(page, i));
			break;
		case TC_TAG_HTML:
			set(page->arena, &meta->language, tc_html_attr(page, i, "lang"));
			break;
		case TC_TAG_LINK:
			if (tc_str_eq_ascii_nocase(tc_html_attr(page, i, "rel"), TC_STR("canonical")))
				set(page->arena, &meta->url, tc_str_trim(tc_html_attr(page, i, "href")));
			break;
		default:
			break;
		}
	}
}

static void read_scripts(const struct tc_html_page *page, struct tc_html_meta *meta)
{
	for (uint32_t i = 0; i < page->n_nodes; i++) {
		struct tc_str type;

		if (page->nodes[i].tag != TC_TAG_SCRIPT || page->nodes[i].end <= i + 1)
			continue;
		type = tc_str_trim(tc_html_attr(page, i, "type"));
		if (tc_str_eq_ascii_nocase(tc_str_sub(type, 0, 19), TC_STR("application/ld+json")))
			tc_html_json_ld(page->arena, page->nodes[i + 1].text, meta);
	}
}

static void read_itemprops(const struct tc_html_page *page, uint32_t first, uint32_t end, struct tc_html_meta *meta)
{
	for (uint32_t i = first; i < end; i++)
		if (page->nodes[i].tag != TC_TAG_TEXT && (page->nodes[i].words & (TC_WORD_DATE | TC_WORD_TITLE)) != 0)
			read_itemprop(page, i, meta);
}

void tc_html_meta(const struct tc_html_page *page, struct tc_html_meta *meta)
{
	struct tc_arena *arena = page->arena;
	struct best best;
	struct tc_strs tags = {NULL, 0, 0};

	memset(meta, 0, sizeof(*meta));
	memset(&best, 0, sizeof(best));
	read_head(page, meta, &best, &tags);
	set(arena, &meta->publication, best.value[F_PUBLICATION]);
	set(arena, &meta->og_type, best.value[F_TYPE]);
	read_scripts(page, meta);
	set(arena, &meta->og_title, best.value[F_TITLE]);
	set(arena, &meta->description, best.value[F_DESCRIPTION]);
	set(arena, &meta->url, tc_str_trim(best.value[F_URL]));
	if (meta->published.precision == TC_DATE_NONE &&
	    tc_html_date(tc_html_unescape(arena, best.value[F_PUBLISHED]), &meta->published))
		meta->published_from = meta_names[best.rank[F_PUBLISHED]].name;
	if (meta->updated.precision == TC_DATE_NONE &&
	    tc_html_date(tc_html_unescape(arena, best.value[F_UPDATED]), &meta->updated))
		meta->updated_from = meta_names[best.rank[F_UPDATED]].name;
	if (meta->ld_section.n == 0 && best.value[F_SECTION].n > 0)
		tc_strs_add(&meta->ld_section, arena, tc_html_unescape(arena, best.value[F_SECTION]));
	if (meta->keywords.n == 0)
		add_keywords(arena, tc_html_unescape(arena, best.value[F_KEYWORDS]), &meta->keywords);
	if (meta->keywords.n == 0)
		meta->keywords = tags;
	if (best.value[F_AUTHOR].n > 0)
		tc_html_add_authors(arena, tc_html_unescape(arena, best.value[F_AUTHOR]), meta->publication, &meta->meta_authors);
	meta->is_one_article = meta->n_ld_articles == 1 ||
			       (meta->n_ld_articles == 0 && (meta->published.precision != TC_DATE_NONE ||
							     tc_str_eq_ascii_nocase(meta->og_type, TC_STR("article"))));
	read_itemprops(page, 0, page->n_nodes, meta);
}

void tc_html_story_meta(const struct tc_html_page *page, uint32_t root, struct tc_str heading, struct tc_html_meta *meta)
{
	struct tc_html_meta whole;

	tc_html_meta(page, &whole);
	memset(meta, 0, sizeof(*meta));
	meta->publication = whole.publication;
	meta->language = whole.language;
	meta->url = whole.url;
	meta->section = whole.section;
	meta->only = heading;
	read_scripts(page, meta);
	meta->url = whole.url;
	meta->headline = heading;
	read_itemprops(page, root, page->nodes[root].end, meta);
}
