/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of an export to fields of an article.
 *
 * What may differ from one export to the next: text as a string or a list of paragraphs; a person or paper as a string or as an
 * object with a name (schema.org); lists as one string between commas; a date in ISO 8601, as a person writes it, or in seconds
 * or milliseconds since 1970; HTML in strings, which becomes its text.  Authors that are nothing but a number are keys of another
 * table and say nothing.
 *
 * An object may keep its fields one level down, under names that searching servers and content systems use for that (_source,
 * fields, attributes, node); what stands at the top is believed first. */
#include "corpus/record.h"

#include <string.h>

#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/html.h"
#include "corpus/json_mend.h"
#include "corpus/line.h"

/* Objects in objects that a value is looked for in. */
#define VALUE_DEPTH 16

static bool is_empty(const struct tc_json *value)
{
	enum tc_json_kind kind = tc_json_kind(value);
	return kind == TC_JSON_NULL || (kind == TC_JSON_STRING && tc_str_trim(tc_json_text(value)).n == 0) ||
	       ((kind == TC_JSON_ARRAY || kind == TC_JSON_OBJECT) && tc_json_count(value) == 0);
}

/* Does the string hold elements of HTML or character references? */
static bool looks_like_html(struct tc_str s)
{
	static const char *const signs[] = {"</", "<p>", "<p ", "<br", "<BR", "<P>", "<div", "&nbsp;", "&amp;", "&quot;", "&#"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (tc_str_find(s, tc_str_of(signs[i]), 0) < s.n)
			return true;
	return false;
}

static void add_string(struct tc_arena *arena, struct tc_str s, struct tc_strs *list)
{
	if (!looks_like_html(s) || tc_html_to_text(s, arena, list, NULL) != TC_OK)
		tc_line_paragraphs(arena, tc_charset_clean(arena, s), list);
}

/* Adds the paragraphs of a value: a string, a list of them, or an object that has the text under a name of its own. */
static void add_paragraphs(struct tc_arena *arena, const struct tc_json *value, unsigned depth, struct tc_strs *list)
{
	static const char *const inner[] = {"rendered", "text", "content", "name",     "main", "title",
					    "value",    "html", "caption", "original", "#text"};
	if (depth == VALUE_DEPTH)
		return;
	switch (tc_json_kind(value)) {
	case TC_JSON_STRING:
		add_string(arena, tc_json_text(value), list);
		break;
	case TC_JSON_ARRAY:
		for (size_t i = 0; i < tc_json_count(value); i++)
			add_paragraphs(arena, tc_json_item(value, i), depth + 1, list);
		break;
	case TC_JSON_OBJECT:
		for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
			if (!is_empty(tc_json_get(value, inner[i]))) {
				add_paragraphs(arena, tc_json_get(value, inner[i]), depth + 1, list);
				break;
			}
		break;
	case TC_JSON_INT:
		tc_strs_add(list, arena, tc_arena_printf(arena, "%lld", (long long)tc_json_integer(value)));
		break;
	default:
		break;
	}
}

static struct tc_str join(struct tc_arena *arena, const struct tc_strs *lines)
{
	struct tc_buf joined;
	if (lines->n < 2)
		return lines->n == 0 ? TC_STR_NONE : tc_line_single(arena, lines->v[0]);
	tc_buf_init(&joined, arena->max_bytes);
	for (size_t i = 0; i < lines->n; i++) {
		if (i > 0)
			tc_buf_add_char(&joined, ' ');
		tc_buf_add_str(&joined, lines->v[i]);
	}
	struct tc_str line = tc_line_single(arena, tc_buf_str(&joined));
	tc_buf_release(&joined);
	return line;
}

static struct tc_date date_of_number(int64_t number)
{
	struct tc_date date = {.precision = TC_DATE_NONE};
	if (number >= 1000 && number <= 9999)
		date = (struct tc_date){
			.precision = TC_DATE_YEAR, .year = (int16_t)number, .offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
	else if (number > 0 && number < 100000000000000)
		/* More than 5000 years of seconds are milliseconds. */
		tc_date_from_unix(number > 100000000000 ? number / 1000 : number, TC_DATE_VIETNAM_OFFSET_MIN, &date);
	return date;
}

static struct tc_date date_of_text(struct tc_str s)
{
	struct tc_date date = {.precision = TC_DATE_NONE};
	unsigned long long number = 0;
	size_t at = 0;
	/* As a string, seconds have nine digits or more; eight are a day. */
	if (s.n >= 9 && tc_str_to_u64(s, 100000000000000, &number))
		return date_of_number((int64_t)number);
	if (!tc_date_parse_iso(s, &date) && !tc_date_find(s, &at, &date, NULL))
		date = (struct tc_date){.precision = TC_DATE_NONE};
	return date;
}

static struct tc_str *line_field(struct tc_article *a, enum tc_record_field field)
{
	switch (field) {
	case TC_RECORD_ID:
		return &a->id;
	case TC_RECORD_TITLE:
		return &a->title;
	case TC_RECORD_SUBTITLE:
		return &a->subtitle;
	case TC_RECORD_LEAD:
		return &a->lead;
	case TC_RECORD_URL:
		return &a->url;
	case TC_RECORD_SOURCE:
		return &a->source;
	case TC_RECORD_PUBLICATION:
		return &a->publication;
	case TC_RECORD_LANGUAGE:
		return &a->language;
	case TC_RECORD_ISSUE:
		return &a->issue;
	case TC_RECORD_PAGE:
		return &a->page;
	default:
		return NULL;
	}
}

/* Authors, sections, keywords: a single string is cut at the separators. */
static void add_list(struct tc_article *a, enum tc_record_field field, const struct tc_strs *lines, bool single)
{
	struct tc_strs *list = field == TC_RECORD_AUTHORS ? &a->authors : field == TC_RECORD_SECTION ? &a->section : &a->keywords;
	const char *separators = field == TC_RECORD_SECTION ? ">/;|" : field == TC_RECORD_AUTHORS ? ",;|" : ",;|#";
	unsigned long long number;
	for (size_t i = 0; i < lines->n; i++)
		if (field != TC_RECORD_AUTHORS || !tc_str_to_u64(lines->v[i], (unsigned long long)-1, &number))
			tc_line_list(a->arena, lines->v[i], single ? separators : "", list);
}

/* Puts what a value has into its field; single: it was one string. */
static void put(struct tc_article *a, enum tc_record_field field, struct tc_strs *lines, bool single)
{
	struct tc_strs *paragraphs = field == TC_RECORD_BODY ? &a->body : field == TC_RECORD_CAPTIONS ? &a->captions : NULL;
	struct tc_str *line = line_field(a, field);
	if (paragraphs != NULL && paragraphs->n == 0) {
		*paragraphs = *lines;
	} else if (paragraphs != NULL) {
		for (size_t i = 0; i < lines->n; i++)
			tc_strs_add(paragraphs, a->arena, lines->v[i]);
	} else if (line != NULL) {
		if (line->n == 0)
			*line = join(a->arena, lines);
	} else if (field == TC_RECORD_PUBLISHED || field == TC_RECORD_UPDATED) {
		struct tc_date *date = field == TC_RECORD_PUBLISHED ? &a->published : &a->updated;
		if (date->precision == TC_DATE_NONE)
			*date = date_of_text(join(a->arena, lines));
	} else {
		add_list(a, field, lines, single);
	}
}

void tc_record_add_text(struct tc_article *article, enum tc_record_field field, struct tc_str text)
{
	struct tc_strs lines = {NULL, 0, 0};
	add_string(article->arena, text, &lines);
	put(article, field, &lines, true);
}

void tc_record_add_json(struct tc_article *article, enum tc_record_field field, const struct tc_json *value)
{
	struct tc_strs lines = {NULL, 0, 0};
	enum tc_json_kind kind = tc_json_kind(value);
	if ((field == TC_RECORD_PUBLISHED || field == TC_RECORD_UPDATED) && (kind == TC_JSON_INT || kind == TC_JSON_REAL)) {
		struct tc_date *date = field == TC_RECORD_PUBLISHED ? &article->published : &article->updated;
		double number = tc_json_number(value);
		if (date->precision == TC_DATE_NONE && number > 0 && number < 1e15)
			*date = date_of_number((int64_t)number);
		return;
	}
	add_paragraphs(article->arena, value, 0, &lines);
	put(article, field, &lines, kind == TC_JSON_STRING);
}

static const struct tc_json *member(const struct tc_json *object, struct tc_str name, struct tc_arena *arena)
{
	return tc_json_get(object, tc_arena_cstr(arena, name));
}

/* Adds what stands at a dotted path: a name that has dots itself is tried first, of a list every item is followed. */
static bool add_path(struct tc_article *a, enum tc_record_field field, const struct tc_json *value, struct tc_str path,
		     unsigned depth)
{
	bool any = false;
	if (depth == VALUE_DEPTH)
		return false;
	if (tc_json_kind(value) == TC_JSON_ARRAY) {
		for (size_t i = 0; i < tc_json_count(value); i++)
			any = add_path(a, field, tc_json_item(value, i), path, depth + 1) || any;
		return any;
	}
	const struct tc_json *whole = member(value, path, a->arena);
	size_t dot = tc_str_find_char(path, '.', 0);
	if (!is_empty(whole)) {
		tc_record_add_json(a, field, whole);
		return true;
	}
	if (dot == path.n)
		return false;
	return add_path(a, field, member(value, tc_str_sub(path, 0, dot), a->arena), tc_str_sub(path, dot + 1, path.n),
			depth + 1);
}

struct found {
	const struct tc_json *value;
	int row;
};

/* Looks for the fields that nothing was mapped to among the names of an object and of what it wraps. */
static void gather(const struct tc_json *object, const struct tc_field_map *map, int level, struct found found[TC_RECORD_FIELDS])
{
	static const char *const wraps[] = {"_source", "fields", "attributes", "node"};
	const struct tc_json *value;
	const char *name;
	void *position = NULL;
	while (tc_json_each(object, &position, &name, &value)) {
		enum tc_record_field field;
		int row = tc_record_field_of(tc_str_of(name), &field);
		if (row < 0 || is_empty(value) || tc_str_eq(tc_str_of(name), TC_STR("_source")) ||
		    (level == 0 && tc_field_map_uses(map, tc_str_of(name))))
			continue;
		row += level * 10000;
		if (found[field].value == NULL || row < found[field].row)
			found[field] = (struct found){value, row};
	}
	for (size_t i = 0; i < sizeof wraps / sizeof *wraps && level == 0; i++)
		if (tc_json_kind(tc_json_get(object, wraps[i])) == TC_JSON_OBJECT)
			gather(tc_json_get(object, wraps[i]), map, 1, found);
}

static void fill(struct tc_article *a, const struct tc_json *object, const struct tc_field_map *map)
{
	struct found found[TC_RECORD_FIELDS] = {{NULL, 0}};
	bool mapped[TC_RECORD_FIELDS] = {false};
	enum tc_record_field field;
	struct tc_str path;
	for (size_t i = 0; tc_field_map_at(map, i, &field, &path); i++)
		if (add_path(a, field, object, path, 0))
			mapped[field] = true;
	gather(object, map, 0, found);
	for (size_t i = 0; i < TC_RECORD_FIELDS; i++)
		if (!mapped[i] && found[i].value != NULL)
			tc_record_add_json(a, (enum tc_record_field)i, found[i].value);
}

enum tc_status tc_record_utf8(struct tc_str *text, struct tc_buf *scratch, struct tc_article *article, struct tc_err *err)
{
	struct tc_charset charset = {.name = "utf-8"};
	if (tc_utf8_valid(*text))
		return TC_OK;
	enum tc_status status = tc_charset_decode(*text, &charset, scratch, text, err);
	if (status == TC_OK)
		tc_charset_notes(&charset, article->arena, &article->notes);
	return status;
}

/* Parses text; when the parser refuses it, once more mended. */
static enum tc_status parse(struct tc_str text, struct tc_json **root, struct tc_article *article, struct tc_err *err)
{
	struct tc_err reason = {TC_OK, ""};
	struct tc_buf mended;
	enum tc_status status = tc_json_parse(text, root, &reason);
	if (status == TC_EFORMAT) {
		/* An escape is at most six times its letter. */
		tc_buf_init(&mended, text.n < SIZE_MAX / 8 ? text.n * 6 + 1 : SIZE_MAX);
		size_t n = tc_json_mend(text, &mended);
		if (n > 0 && tc_buf_check(&mended, "record", NULL) == TC_OK &&
		    tc_json_parse(tc_buf_str(&mended), root, NULL) == TC_OK) {
			tc_strs_add(&article->notes, article->arena,
				    tc_arena_printf(article->arena,
						    "repaired: %zu control character%s or half surrogate pair%s in JSON strings",
						    n, n == 1 ? "" : "s", n == 1 ? "" : "s"));
			status = TC_OK;
		}
		tc_buf_release(&mended);
	}
	if (status == TC_OK)
		return TC_OK;
	/* The parser counts lines from the beginning of the record. */
	const char *place = strstr(reason.text, ", ");
	place = place != NULL ? place + 2 : reason.text;
	if (tc_str_starts(tc_str_of(place), TC_STR("line 1, ")))
		place += strlen("line 1, ");
	return tc_err_set(err, status == TC_ENOMEM ? status : TC_SKIP, "%s", place);
}

enum tc_status tc_record_read_json(struct tc_str text, const struct tc_field_map *map, struct tc_buf *scratch,
				   struct tc_article *article, struct tc_err *err)
{
	struct tc_json *root = NULL;
	enum tc_status status = tc_record_utf8(&text, scratch, article, err);
	if (status == TC_OK)
		status = parse(text, &root, article, err);
	if (status != TC_OK)
		return status;
	if (tc_json_kind(root) == TC_JSON_OBJECT)
		fill(article, root, map);
	else
		status = tc_err_set(err, TC_SKIP, "no JSON object");
	tc_json_free(root);
	return status;
}
