/* SPDX-License-Identifier: GPL-2.0-or-later */
/* News sitemaps as metadata (sitemaps.org/protocol.html; the news extension of Google, schemas/sitemap-news/0.9).
 *
 *   <url><loc>...</loc><news:news>
 *     <news:publication><news:name>...</news:name><news:language>vi</news:language></news:publication>
 *     <news:publication_date>2009-03-02</news:publication_date><news:title>...</news:title><news:keywords>a, b</news:keywords>
 *   </news:news></url>
 *
 * Only entries with a <news:news> are kept, the rest of a sitemap is a list of addresses; lastmod says when a page was last made,
 * which is not when its article was changed.  A sitemapindex lists sitemaps by URL: those that lie beside it under the last part
 * of the URL are named to the caller.  Sitemaps that are lists in plain text have no metadata.
 *
 * All of a page's own fields count more than the sitemap's.  An entry's hash is of what it says, so that a caller can see whether
 * it has changed. */
#include "corpus/sitemap.h"

#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "base/stream.h"
#include "corpus/charset.h"
#include "corpus/line.h"
#include "corpus/xml.h"

/* Longer addresses are not compared. */
#define URL_BYTES 2048

struct page {
	struct tc_str url, title, publication, language;
	struct tc_date published;
	struct tc_strs keywords;
	uint64_t hash;
};

struct tc_sitemap {
	struct tc_arena arena;
	struct page *pages;
	size_t n_pages, capacity_pages;
	uint32_t *table; /* index + 1 into pages, 0: free; open addressing */
	size_t table_size;
	uint64_t digest;
};

enum tc_status tc_sitemap_new(struct tc_sitemap **out, struct tc_err *err)
{
	struct tc_sitemap *sitemap = *out = tc_alloc(sizeof *sitemap);
	if (sitemap == NULL)
		return tc_err_set(err, TC_ENOMEM, "sitemap: no memory");
	tc_arena_init(&sitemap->arena, SIZE_MAX);
	return TC_OK;
}

void tc_sitemap_free(struct tc_sitemap *sitemap)
{
	if (sitemap == NULL)
		return;
	tc_arena_release(&sitemap->arena);
	tc_free(sitemap->pages);
	tc_free(sitemap->table);
	tc_free(sitemap);
}

uint64_t tc_sitemap_digest(const struct tc_sitemap *sitemap)
{
	return sitemap->digest;
}

size_t tc_sitemap_count(const struct tc_sitemap *sitemap)
{
	return sitemap->n_pages;
}

bool tc_sitemap_named(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct tc_str name = tc_str_of(slash == NULL ? path : slash + 1);
	if (tc_str_ends(name, TC_STR(".gz")))
		name.n -= 3;
	if (!tc_str_ends(name, TC_STR(".xml")))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (tc_line_opens(tc_str_sub(name, i, name.n), "sitemap") > 0)
			return true;
	return tc_line_opens(name, "news") > 0;
}

/* The URL as it is compared, in bytes; empty when it is too long or none. */
static struct tc_str comparable(struct tc_str url, char bytes[URL_BYTES])
{
	size_t scheme = tc_str_find(url, TC_STR("://"), 0), n = 0;
	url = tc_str_sub(url, scheme < url.n ? scheme + 3 : 0, tc_str_find_char(url, '#', 0));
	if (url.n >= 4 && tc_str_eq_ascii_nocase(tc_str_sub(url, 0, 4), TC_STR("www.")))
		url = tc_str_sub(url, 4, url.n);
	while (url.n > 0 && url.p[url.n - 1] == '/')
		url.n--;
	if (url.n >= URL_BYTES)
		return TC_STR_NONE;
	for (size_t host = tc_str_find_char(url, '/', 0); n < url.n; n++)
		bytes[n] = n < host && url.p[n] >= 'A' && url.p[n] <= 'Z' ? (char)(url.p[n] + 32) : url.p[n];
	return (struct tc_str){bytes, n};
}

static uint32_t *slot_of(const struct tc_sitemap *sitemap, struct tc_str url)
{
	size_t at = (size_t)tc_str_hash(url) & (sitemap->table_size - 1);
	while (sitemap->table[at] != 0 && !tc_str_eq(sitemap->pages[sitemap->table[at] - 1].url, url))
		at = (at + 1) & (sitemap->table_size - 1);
	return &sitemap->table[at];
}

static bool grow_table(struct tc_sitemap *sitemap)
{
	if ((sitemap->n_pages + 1) * 2 <= sitemap->table_size)
		return true;
	size_t size = sitemap->table_size == 0 ? 256 : sitemap->table_size * 2;
	uint32_t *table = tc_alloc(size * sizeof *table);
	if (table == NULL)
		return false;
	tc_free(sitemap->table);
	sitemap->table = table;
	sitemap->table_size = size;
	for (size_t i = 0; i < sitemap->n_pages; i++)
		*slot_of(sitemap, sitemap->pages[i].url) = (uint32_t)i + 1;
	return true;
}

static const struct page *find(const struct tc_sitemap *sitemap, struct tc_str url)
{
	char bytes[URL_BYTES];
	struct tc_str key = comparable(url, bytes);
	if (key.n == 0 || sitemap->n_pages == 0)
		return NULL;
	uint32_t at = *slot_of(sitemap, key);
	return at == 0 ? NULL : &sitemap->pages[at - 1];
}

uint64_t tc_sitemap_hash(const struct tc_sitemap *sitemap, struct tc_str url)
{
	const struct page *page = find(sitemap, url);
	return page == NULL ? 0 : page->hash;
}

static struct tc_str clean_line(const struct tc_xml_node *node, struct tc_arena *arena)
{
	return tc_line_single(arena, tc_charset_clean(arena, tc_xml_line(node, arena)));
}

static uint64_t hash_of(const struct page *page)
{
	struct tc_buf said;
	tc_buf_init(&said, SIZE_MAX);
	tc_buf_printf(&said, "%.*s\n%.*s\n%.*s\n%.*s\n", TC_STR_ARG(page->url), TC_STR_ARG(page->title),
		      TC_STR_ARG(page->publication), TC_STR_ARG(page->language));
	if (page->published.precision != TC_DATE_NONE)
		tc_date_format(&page->published, &said);
	for (size_t i = 0; i < page->keywords.n; i++)
		tc_buf_printf(&said, "\n%.*s", TC_STR_ARG(page->keywords.v[i]));
	uint64_t hash = tc_str_hash(tc_buf_str(&said)) | 1;
	tc_buf_release(&said);
	return hash;
}

/* Adds a <url> element. */
static enum tc_status add_page(struct tc_sitemap *sitemap, const struct tc_xml_node *url, struct tc_err *err)
{
	char bytes[URL_BYTES];
	struct tc_arena *arena = &sitemap->arena;
	const struct tc_xml_node *news = tc_xml_child(url, "news");
	struct tc_str key = comparable(tc_xml_line(tc_xml_child(url, "loc"), arena), bytes), date;
	if (news == NULL || key.n == 0)
		return TC_OK;
	if (!grow_table(sitemap) ||
	    tc_grow(&sitemap->pages, &sitemap->capacity_pages, sitemap->n_pages, sizeof *sitemap->pages) != 0)
		return tc_err_set(err, TC_ENOMEM, "sitemap: no memory");
	if (*slot_of(sitemap, key) != 0)
		return TC_OK;
	const struct tc_xml_node *publication = tc_xml_child(news, "publication");
	struct page page = {
		.url = tc_arena_str(arena, key),
		.title = clean_line(tc_xml_child(news, "title"), arena),
		.publication = clean_line(tc_xml_child(publication, "name"), arena),
		.language = clean_line(tc_xml_child(publication, "language"), arena),
		.published = {.precision = TC_DATE_NONE},
	};
	size_t at = 0;
	date = clean_line(tc_xml_child(news, "publication_date"), arena);
	if (!tc_date_parse_iso(date, &page.published) && !tc_date_find(date, &at, &page.published, NULL))
		page.published = (struct tc_date){.precision = TC_DATE_NONE};
	tc_line_list(arena, clean_line(tc_xml_child(news, "keywords"), arena), ",;", &page.keywords);
	page.hash = hash_of(&page);
	sitemap->digest += page.hash;
	sitemap->pages[sitemap->n_pages++] = page;
	*slot_of(sitemap, page.url) = (uint32_t)sitemap->n_pages;
	return TC_OK;
}

/* Names the file beside path that the URL of a <sitemap> element may stand for. */
static void add_other(struct tc_sitemap *sitemap, const char *path, const struct tc_xml_node *element, struct tc_strs *others)
{
	struct tc_str url = tc_xml_line(tc_xml_child(element, "loc"), &sitemap->arena);
	const char *slash = strrchr(path, '/');
	size_t from = url.n;
	url = tc_str_sub(url, 0, tc_str_find_char(url, '?', 0));
	for (from = url.n; from > 0 && url.p[from - 1] != '/';)
		from--;
	struct tc_str name = tc_str_sub(url, from, url.n);
	if (name.n > 0 && name.p[0] != '.' && memchr(name.p, '\0', name.n) == NULL)
		tc_strs_add(others, &sitemap->arena,
			    tc_arena_printf(&sitemap->arena, "%.*s%.*s", slash == NULL ? 0 : (int)(slash + 1 - path), path,
					    TC_STR_ARG(name)));
}

static bool is_entry(const struct tc_xml_node *node)
{
	return tc_str_eq(node->name, TC_STR("url")) || tc_str_eq(node->name, TC_STR("sitemap"));
}

enum tc_status tc_sitemap_add_text(struct tc_sitemap *sitemap, struct tc_str text, const char *path, struct tc_strs *others,
				   struct tc_err *err)
{
	struct tc_str root = tc_xml_root_name(text);
	struct tc_xml *xml = NULL;
	struct tc_xml_node *entry;
	if (!tc_str_eq(root, TC_STR("urlset")) && !tc_str_eq(root, TC_STR("sitemapindex")))
		return tc_err_set(err, TC_EFORMAT, "not a sitemap");
	/* Most sitemaps are a list of addresses, and large. */
	if (tc_str_eq(root, TC_STR("urlset")) && tc_str_find(text, TC_STR("publication"), 0) == text.n)
		return TC_OK;
	enum tc_status status = tc_xml_new(text, is_entry, &xml, err);
	while (status == TC_OK || status == TC_SKIP) {
		status = tc_xml_next(xml, &entry, err);
		if (status == TC_OK && tc_str_eq(entry->name, TC_STR("url")))
			status = add_page(sitemap, entry, err);
		else if (status == TC_OK)
			add_other(sitemap, path, entry, others);
	}
	tc_xml_free(xml);
	status = status == TC_END ? TC_OK : status;
	return status == TC_OK ? tc_arena_check(&sitemap->arena, "sitemap", err) : status;
}

enum tc_status tc_sitemap_add_stream(struct tc_sitemap *sitemap, struct tc_stream *stream, const char *path,
				     struct tc_strs *others, struct tc_err *err)
{
	struct tc_charset charset;
	struct tc_buf raw, clean;
	struct tc_str text;
	tc_buf_init(&raw, TC_LIMIT_FILE_BYTES);
	tc_buf_init(&clean, TC_LIMIT_FILE_BYTES * 3ul);
	enum tc_status status = tc_stream_peek(stream, TC_STREAM_PEEK_BYTES, &text, err);
	/* Most files of such a name that are none show it by their beginning. */
	if (status == TC_OK && tc_str_find(text, TC_STR("urlset"), 0) == text.n &&
	    tc_str_find(text, TC_STR("sitemapindex"), 0) == text.n)
		status = tc_err_set(err, TC_EFORMAT, "not a sitemap");
	if (status == TC_OK)
		status = tc_stream_read_all(stream, &raw, err);
	if (status == TC_OK)
		status = tc_charset_find(tc_buf_str(&raw), true, NULL, &charset, err);
	if (status == TC_OK)
		status = tc_charset_decode(tc_buf_str(&raw), &charset, &clean, &text, err);
	if (status == TC_OK)
		status = tc_sitemap_add_text(sitemap, text, path, others, err);
	tc_buf_release(&raw);
	tc_buf_release(&clean);
	return status;
}

enum tc_status tc_sitemap_add(struct tc_sitemap *sitemap, const char *path, struct tc_strs *others, struct tc_err *err)
{
	const struct tc_stream_limits limits = {.max_bytes = TC_LIMIT_STREAM_BYTES, .max_ratio = TC_LIMIT_GZIP_RATIO};
	struct tc_stream *stream = NULL;
	enum tc_status status = tc_stream_open(path, &limits, &stream, err);
	if (status == TC_OK)
		status = tc_sitemap_add_stream(sitemap, stream, path, others, err);
	tc_stream_free(stream);
	return status;
}

static bool take(struct tc_article *article, struct tc_str *field, struct tc_str value)
{
	if (field->n > 0 || value.n == 0)
		return false;
	*field = tc_arena_str(article->arena, value);
	return true;
}

uint64_t tc_sitemap_fill(const struct tc_sitemap *sitemap, struct tc_article *article)
{
	const struct page *page = find(sitemap, article->url);
	bool keywords = false, published = false;
	if (page == NULL)
		return 0;
	bool title = take(article, &article->title, page->title);
	bool publication = take(article, &article->publication, page->publication);
	bool language = take(article, &article->language, page->language);
	if (article->published.precision == TC_DATE_NONE && page->published.precision != TC_DATE_NONE) {
		article->published = page->published;
		published = true;
	}
	for (size_t i = 0; i < page->keywords.n && (keywords || article->keywords.n == 0); i++) {
		tc_strs_add(&article->keywords, article->arena, tc_arena_str(article->arena, page->keywords.v[i]));
		keywords = true;
	}
	if (tc_str_eq(article->type, TC_STR("listing"))) {
		article->type = TC_STR("article");
		tc_strs_add(&article->notes, article->arena, TC_STR("looks like a listing, is an article by the sitemap"));
	}
	if (title || publication || language || published || keywords)
		tc_strs_add(&article->notes, article->arena,
			    tc_arena_printf(article->arena, "from the sitemap:%s%s%s%s%s", title ? " title" : "",
					    published ? " published" : "", keywords ? " keywords" : "",
					    publication ? " publication" : "", language ? " language" : ""));
	return page->hash;
}
