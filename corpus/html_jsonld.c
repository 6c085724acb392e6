/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON-LD of schema.org in <script type="application/ld+json">: what Google News asks of papers, and so the surest place for
 * dates and writers.  Read: headline, description, datePublished, dateModified, author, publisher, articleSection, keywords,
 * inLanguage, url, articleBody of the first Article (or a kind of it), and the names of a BreadcrumbList.
 *
 * Papers write it by template, so it comes as an object, a list, an @graph, inside comments or CDATA, with raw line breaks in
 * strings, commas before a closing bracket and character references of HTML in values; mend() makes JSON of what is not quite. A
 * name given by {"@id": ...} is looked up in the same script.  Left out: JSON-LD contexts other than schema.org. */
#include "corpus/html.h"

#include <string.h>

#include "base/limits.h"
#include "corpus/line.h"

#define MAX_ITEMS 200
#define MAX_DEPTH 6

/* Makes strict JSON of a script: from the first bracket to the last, comments gone, control characters blank, no comma before
 * a closing bracket. */
static void mend(struct tc_str s, struct tc_buf *out)
{
	bool in_string = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((unsigned char)c < ' ')
			c = ' ';
		if (in_string) {
			if (c == '\\' && i + 1 < s.n) {
				i++;
				if (s.p[i] == '\0' || strchr("\"\\/bfnrtu", s.p[i]) == NULL) {
					tc_buf_add_char(out, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
					continue;
				}
				tc_buf_add_char(out, c);
				c = s.p[i];
			} else if (c == '"') {
				in_string = false;
			}
		} else if (c == '"') {
			in_string = true;
		} else if (c == '/' && i + 1 < s.n && s.p[i + 1] == '*') {
			i = tc_str_find(s, TC_STR("*/"), i + 2) + 1;
			continue;
		} else if (c == '}' || c == ']') {
			while (out->n > 0 && (out->p[out->n - 1] == ' ' || out->p[out->n - 1] == ','))
				out->n--;
		}
		tc_buf_add_char(out, c);
	}
}

static struct tc_str brackets(struct tc_str s)
{
	size_t begin = 0, end = s.n;

	while (begin < s.n && s.p[begin] != '{' && s.p[begin] != '[')
		begin++;
	if (tc_str_starts(tc_str_sub(s, begin, s.n), TC_STR("[CDATA["))) {
		end = tc_str_find(s, TC_STR("]]>"), begin);
		begin += 7;
		while (begin < s.n && s.p[begin] != '{' && s.p[begin] != '[')
			begin++;
	}
	while (end > begin && s.p[end - 1] != '}' && s.p[end - 1] != ']')
		end--;

	return tc_str_sub(s, begin, end);
}

struct graph {
	struct tc_arena *arena;
	struct tc_html_meta *meta;
	const struct tc_json *items[MAX_ITEMS]; /* all objects that may be a thing */
	size_t n_items;
};

static void collect(struct graph *graph, const struct tc_json *value, int depth)
{
	if (depth > MAX_DEPTH || graph->n_items >= MAX_ITEMS)
		return;
	if (tc_json_kind(value) == TC_JSON_ARRAY) {
		for (size_t i = 0; i < tc_json_count(value); i++)
			collect(graph, tc_json_item(value, i), depth + 1);
	} else if (tc_json_kind(value) == TC_JSON_OBJECT) {
		graph->items[graph->n_items++] = value;
		collect(graph, tc_json_get(value, "@graph"), depth + 1);
		collect(graph, tc_json_get(value, "mainEntity"), depth + 1);
		collect(graph, tc_json_get(value, "mainEntityOfPage"), depth + 1);
		collect(graph, tc_json_get(value, "breadcrumb"), depth + 1);
	}
}

static const struct tc_json *first(const struct tc_json *value)
{
	return tc_json_kind(value) == TC_JSON_ARRAY ? tc_json_item(value, 0) : value;
}

/* Does @type name a kind that ends so? */
static bool is_type(const struct tc_json *item, struct tc_str suffix)
{
	const struct tc_json *type = tc_json_get(item, "@type");

	if (tc_json_kind(type) == TC_JSON_ARRAY) {
		for (size_t i = 0; i < tc_json_count(type); i++)
			if (tc_str_ends(tc_json_text(tc_json_item(type, i)), suffix))
				return true;
		return false;
	}
	return tc_str_ends(tc_json_text(type), suffix);
}

static bool is_article(const struct tc_json *item)
{
	return is_type(item, TC_STR("Article")) || is_type(item, TC_STR("BlogPosting")) || is_type(item, TC_STR("Posting")) ||
	       is_type(item, TC_STR("Report"));
}

static void set(struct graph *graph, struct tc_str *field, const struct tc_json *value)
{
	if (field->n == 0)
		*field = tc_html_unescape(graph->arena, tc_json_text(first(value)));
}

static void set_date(struct tc_date *field, const char **from, const struct tc_json *value, const char *name)
{
	if (field->precision == TC_DATE_NONE && tc_html_date(tc_json_text(first(value)), field))
		*from = name;
}

/* The object of the script that {"@id": ...} points to, or value itself. */
static const struct tc_json *resolve(const struct graph *graph, const struct tc_json *value)
{
	struct tc_str id = tc_json_text(tc_json_get(value, "@id"));

	if (id.n == 0 || tc_json_get(value, "name") != NULL)
		return value;
	for (size_t i = 0; i < graph->n_items; i++)
		if (graph->items[i] != value && tc_json_get(graph->items[i], "name") != NULL &&
		    tc_str_eq(tc_json_text(tc_json_get(graph->items[i], "@id")), id))
			return graph->items[i];
	return value;
}

static struct tc_str name_of(const struct graph *graph, const struct tc_json *value)
{
	if (tc_json_kind(value) == TC_JSON_OBJECT)
		value = first(tc_json_get(resolve(graph, value), "name"));
	return tc_html_unescape(graph->arena, tc_json_text(value));
}

/* Persons, or organizations: agencies, desks and the paper itself, which count only when no person is named. */
static void add_names(struct graph *graph, const struct tc_json *value, bool organizations, struct tc_strs *names)
{
	struct tc_str publication = graph->meta->publication;

	if (tc_json_kind(value) == TC_JSON_ARRAY) {
		for (size_t i = 0; i < tc_json_count(value) && i < MAX_ITEMS; i++)
			add_names(graph, tc_json_item(value, i), organizations, names);
		return;
	}
	if (tc_json_kind(value) == TC_JSON_OBJECT && tc_json_kind(tc_json_get(value, "name")) == TC_JSON_ARRAY) {
		add_names(graph, tc_json_get(value, "name"), organizations, names);
		return;
	}
	if (is_type(resolve(graph, value), TC_STR("Organization")) == organizations)
		tc_html_add_authors(graph->arena, name_of(graph, value), publication, names);
}

/* A list of strings, or one string with commas. */
static void add_list(struct graph *graph, const struct tc_json *value, bool commas, struct tc_strs *list)
{
	if (tc_json_kind(value) == TC_JSON_ARRAY) {
		for (size_t i = 0; i < tc_json_count(value) && i < MAX_ITEMS; i++)
			add_list(graph, tc_json_item(value, i), commas && tc_json_count(value) == 1, list);
		return;
	}
	for (struct tc_str rest = name_of(graph, value); rest.p != NULL;) {
		struct tc_str item = commas ? tc_str_trim(tc_str_split(&rest, ',')) : rest;

		if (item.n > 0 && !tc_line_listed(list, item))
			tc_strs_add(list, graph->arena, item);
		if (!commas)
			break;
	}
}

static void read_article(struct graph *graph, const struct tc_json *item)
{
	struct tc_html_meta *meta = graph->meta;

	meta->n_ld_articles++;
	if (meta->only.n > 0 &&
	    !tc_html_same_line(meta->only, tc_html_unescape(graph->arena, tc_json_text(first(tc_json_get(item, "headline"))))))
		return;
	if (meta->ld_type.n == 0)
		meta->ld_type = TC_STR("Article");
	set(graph, &meta->headline, tc_json_get(item, "headline"));
	set(graph, &meta->description, tc_json_get(item, "description"));
	set(graph, &meta->language, tc_json_get(item, "inLanguage"));
	set(graph, &meta->url, tc_json_get(item, "url"));
	set(graph, &meta->body, tc_json_get(item, "articleBody"));
	if (meta->publication.n == 0)
		meta->publication = name_of(graph, first(tc_json_get(item, "publisher")));
	set_date(&meta->published, &meta->published_from, tc_json_get(item, "datePublished"), "datePublished of JSON-LD");
	set_date(&meta->published, &meta->published_from, tc_json_get(item, "dateCreated"), "dateCreated of JSON-LD");
	set_date(&meta->updated, &meta->updated_from, tc_json_get(item, "dateModified"), "dateModified of JSON-LD");
	if (meta->authors.n == 0)
		add_names(graph, tc_json_get(item, "author"), false, &meta->authors);
	if (meta->authors.n == 0)
		add_names(graph, tc_json_get(item, "creator"), false, &meta->authors);
	add_names(graph, tc_json_get(item, "author"), true, meta->authors.n > 0 ? &meta->authors : &meta->meta_authors);
	if (meta->keywords.n == 0)
		add_list(graph, tc_json_get(item, "keywords"), true, &meta->keywords);
	if (meta->ld_section.n == 0)
		add_list(graph, tc_json_get(item, "articleSection"), true, &meta->ld_section);
}

static void read_breadcrumb(struct graph *graph, const struct tc_json *item)
{
	const struct tc_json *list = tc_json_get(item, "itemListElement");

	if (graph->meta->section.n > 0)
		return;
	for (size_t i = 0; i < tc_json_count(list) && i < 10; i++) {
		const struct tc_json *step = tc_json_item(list, i);
		struct tc_str name = name_of(graph, step);

		if (name.n == 0)
			name = name_of(graph, tc_json_get(step, "item"));
		if (name.n > 0)
			tc_strs_add(&graph->meta->section, graph->arena, name);
	}
}

void tc_html_json_ld(struct tc_arena *arena, struct tc_str script, struct tc_html_meta *meta)
{
	struct graph graph = {.arena = arena, .meta = meta};
	struct tc_json *root = NULL;
	struct tc_buf mended;

	tc_buf_init(&mended, TC_LIMIT_RECORD_BYTES);
	mend(brackets(script), &mended);
	if (mended.failed == TC_OK && mended.n > 0 && tc_json_parse(tc_buf_str(&mended), &root, NULL) == TC_OK) {
		collect(&graph, root, 0);
		for (size_t i = 0; i < graph.n_items; i++)
			if (is_article(graph.items[i]))
				read_article(&graph, graph.items[i]);
		for (size_t i = 0; i < graph.n_items; i++)
			if (is_type(graph.items[i], TC_STR("BreadcrumbList")))
				read_breadcrumb(&graph, graph.items[i]);
	}
	tc_json_free(root);
	tc_buf_release(&mended);
}
