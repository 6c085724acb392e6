/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines: one JSON object a line, one article each (jsonlines.org; RFC 8259 for the objects).
 *
 * Nobody agrees on the names, so that a field is known by many; a table lists them in the order in which they are believed,
 * without regard to case and to "_", "-" and "@" in them.  What else may differ: text as a string or a list of paragraphs; a
 * person or paper as a string or as an object with a name (schema.org); lists as one string between commas; a date in ISO 8601,
 * as a person writes it, or in seconds or milliseconds since 1970; HTML in strings, which becomes its text.
 *
 * A line that is no object is skipped with its number, blank lines do not count.  Names that the table does not have are passed
 * over.  An object over several lines and an array of objects are other formats. */
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/format.h"
#include "corpus/html.h"
#include "corpus/line.h"

enum field {
	F_ID,
	F_TITLE,
	F_SUBTITLE,
	F_LEAD,
	F_BODY,
	F_CAPTIONS,
	F_AUTHORS,
	F_PUBLISHED,
	F_UPDATED,
	F_SECTION,
	F_KEYWORDS,
	F_URL,
	F_SOURCE,
	F_PUBLICATION,
	F_LANGUAGE,
	F_ISSUE,
	F_PAGE,
	N_FIELDS
};

static const struct {
	const char *name; /* small, without signs */
	enum field field;
} names[] = {
	{"id", F_ID},
	{"docid", F_ID},
	{"articleid", F_ID},
	{"newsid", F_ID},
	{"identifier", F_ID},
	{"guid", F_ID},
	{"title", F_TITLE},
	{"headline", F_TITLE},
	{"name", F_TITLE},
	{"tieude", F_TITLE},
	{"subtitle", F_SUBTITLE},
	{"subheadline", F_SUBTITLE},
	{"alternativeheadline", F_SUBTITLE},
	{"lead", F_LEAD},
	{"sapo", F_LEAD},
	{"summary", F_LEAD},
	{"description", F_LEAD},
	{"abstract", F_LEAD},
	{"standfirst", F_LEAD},
	{"excerpt", F_LEAD},
	{"body", F_BODY},
	{"articlebody", F_BODY},
	{"content", F_BODY},
	{"text", F_BODY},
	{"paragraphs", F_BODY},
	{"fulltext", F_BODY},
	{"maintext", F_BODY},
	{"noidung", F_BODY},
	{"contenthtml", F_BODY},
	{"html", F_BODY},
	{"captions", F_CAPTIONS},
	{"caption", F_CAPTIONS},
	{"imagecaptions", F_CAPTIONS},
	{"authors", F_AUTHORS},
	{"author", F_AUTHORS},
	{"byline", F_AUTHORS},
	{"creator", F_AUTHORS},
	{"tacgia", F_AUTHORS},
	{"published", F_PUBLISHED},
	{"publishedat", F_PUBLISHED},
	{"datepublished", F_PUBLISHED},
	{"publisheddate", F_PUBLISHED},
	{"publishdate", F_PUBLISHED},
	{"publishtime", F_PUBLISHED},
	{"pubdate", F_PUBLISHED},
	{"date", F_PUBLISHED},
	{"createdat", F_PUBLISHED},
	{"created", F_PUBLISHED},
	{"time", F_PUBLISHED},
	{"timestamp", F_PUBLISHED},
	{"updated", F_UPDATED},
	{"updatedat", F_UPDATED},
	{"modified", F_UPDATED},
	{"modifiedat", F_UPDATED},
	{"datemodified", F_UPDATED},
	{"lastmodified", F_UPDATED},
	{"section", F_SECTION},
	{"sections", F_SECTION},
	{"articlesection", F_SECTION},
	{"category", F_SECTION},
	{"categories", F_SECTION},
	{"chuyenmuc", F_SECTION},
	{"topic", F_SECTION},
	{"keywords", F_KEYWORDS},
	{"tags", F_KEYWORDS},
	{"keyword", F_KEYWORDS},
	{"tag", F_KEYWORDS},
	{"tukhoa", F_KEYWORDS},
	{"url", F_URL},
	{"link", F_URL},
	{"canonicalurl", F_URL},
	{"permalink", F_URL},
	{"source", F_SOURCE},
	{"nguon", F_SOURCE},
	{"agency", F_SOURCE},
	{"publication", F_PUBLICATION},
	{"publisher", F_PUBLICATION},
	{"newspaper", F_PUBLICATION},
	{"sitename", F_PUBLICATION},
	{"language", F_LANGUAGE},
	{"lang", F_LANGUAGE},
	{"inlanguage", F_LANGUAGE},
	{"issue", F_ISSUE},
	{"issuenumber", F_ISSUE},
	{"page", F_PAGE},
	{"pagenumber", F_PAGE},
};

struct jsonl {
	struct tc_stream *stream;
	uint64_t max_record_bytes;
	struct tc_buf line, repaired;
	unsigned long n_lines;
	uint32_t n_records;
};

static bool is_object(struct tc_str line)
{
	struct tc_str inside = line.n < 2 ? TC_STR_NONE : tc_str_trim(tc_str_sub(line, 1, line.n));
	return inside.n > 0 && line.p[0] == '{' && (inside.p[0] == '"' || inside.p[0] == '}') && tc_str_ends(line, TC_STR("}"));
}

static int taste(const struct tc_taste *taste)
{
	struct tc_str rest = tc_str_trim(taste->bytes);
	bool first = true;
	if (rest.n < 2 || rest.p[0] != '{')
		return 0;
	if (!taste->all && tc_str_find_char(rest, '\n', 0) == rest.n)
		return 80;
	/* A broken first line is no reason to give the others up; an object over several lines has none that is whole. */
	for (; rest.p != NULL; first = false)
		if (is_object(tc_str_trim(tc_str_split(&rest, '\n'))))
			return first ? 95 : 50;
	return 0;
}

static enum tc_status open_lines(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct jsonl *j = tc_alloc(sizeof *j);
	if (j == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	j->stream = input->stream;
	j->max_record_bytes = input->max_record_bytes;
	tc_buf_init(&j->line, j->max_record_bytes < SIZE_MAX / 2 ? (size_t)j->max_record_bytes + TC_STREAM_PEEK_BYTES : SIZE_MAX);
	/* A wrong byte becomes three. */
	tc_buf_init(&j->repaired, j->line.max_bytes < SIZE_MAX / 3 ? j->line.max_bytes * 3 : SIZE_MAX);
	*state = j;
	return TC_OK;
}

static void close_lines(void *state)
{
	struct jsonl *j = state;
	tc_buf_release(&j->line);
	tc_buf_release(&j->repaired);
	tc_free(j);
}

/* Row of the table for a name of the file, or -1. */
static int row_of(const char *name)
{
	char plain[32];
	size_t n = 0;
	for (; *name != '\0'; name++) {
		if (*name == '_' || *name == '-' || *name == '@')
			continue;
		if (n + 1 == sizeof plain)
			return -1;
		plain[n++] = *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name;
	}
	plain[n] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].name, plain) == 0)
			return (int)i;
	return -1;
}

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

/* Adds the paragraphs of a value: a string, a list of them, or an object that has the text under a name of its own. */
static void add_paragraphs(struct tc_arena *arena, const struct tc_json *value, struct tc_strs *list)
{
	static const char *const inner[] = {"rendered", "text", "content", "name", "value", "caption", "#text"};
	struct tc_str s = tc_json_text(value);
	switch (tc_json_kind(value)) {
	case TC_JSON_STRING:
		if (!looks_like_html(s) || tc_html_to_text(s, arena, list, NULL) != TC_OK)
			tc_line_paragraphs(arena, tc_charset_clean(arena, s), list);
		break;
	case TC_JSON_ARRAY:
		for (size_t i = 0; i < tc_json_count(value); i++)
			add_paragraphs(arena, tc_json_item(value, i), list);
		break;
	case TC_JSON_OBJECT:
		for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
			if (!is_empty(tc_json_get(value, inner[i]))) {
				add_paragraphs(arena, tc_json_get(value, inner[i]), list);
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

/* The value in one line. */
static struct tc_str one_line(struct tc_arena *arena, const struct tc_json *value)
{
	struct tc_strs lines = {NULL, 0, 0};
	struct tc_str joined = TC_STR_NONE;
	add_paragraphs(arena, value, &lines);
	for (size_t i = 0; i < lines.n; i++)
		joined = i == 0 ? lines.v[0] : tc_arena_printf(arena, "%.*s %.*s", TC_STR_ARG(joined), TC_STR_ARG(lines.v[i]));
	return tc_line_single(arena, joined);
}

/* A list; a single string is cut at the separators. */
static void add_list(struct tc_arena *arena, const struct tc_json *value, const char *separators, struct tc_strs *list)
{
	struct tc_strs lines = {NULL, 0, 0};
	bool single = tc_json_kind(value) == TC_JSON_STRING;
	add_paragraphs(arena, value, &lines);
	for (size_t i = 0; i < lines.n; i++)
		tc_line_list(arena, lines.v[i], single ? separators : "", list);
}

static struct tc_date date_of(struct tc_arena *arena, const struct tc_json *value)
{
	struct tc_date date = {.precision = TC_DATE_NONE};
	size_t at = 0;
	int64_t number = tc_json_kind(value) == TC_JSON_REAL ? (int64_t)tc_json_number(value) : tc_json_integer(value);
	if (tc_json_kind(value) == TC_JSON_INT && number >= 1000 && number <= 9999) {
		date = (struct tc_date){
			.precision = TC_DATE_YEAR, .year = (int16_t)number, .offset_min = TC_DATE_VIETNAM_OFFSET_MIN};
	} else if (number > 0 && number < 100000000000000) {
		/* More than 5000 years of seconds are milliseconds. */
		tc_date_from_unix(number > 100000000000 ? number / 1000 : number, TC_DATE_VIETNAM_OFFSET_MIN, &date);
	} else if (number == 0) {
		struct tc_str s = one_line(arena, value);
		if (!tc_date_parse_iso(s, &date) && !tc_date_find(s, &at, &date, NULL))
			date = (struct tc_date){.precision = TC_DATE_NONE};
	}
	return date;
}

static void fill(struct tc_article *a, const struct tc_json *const values[N_FIELDS])
{
	struct tc_arena *arena = a->arena;
	a->id = one_line(arena, values[F_ID]);
	a->title = one_line(arena, values[F_TITLE]);
	a->subtitle = one_line(arena, values[F_SUBTITLE]);
	a->lead = one_line(arena, values[F_LEAD]);
	add_paragraphs(arena, values[F_BODY], &a->body);
	add_paragraphs(arena, values[F_CAPTIONS], &a->captions);
	add_list(arena, values[F_AUTHORS], ",;", &a->authors);
	a->published = date_of(arena, values[F_PUBLISHED]);
	a->updated = date_of(arena, values[F_UPDATED]);
	add_list(arena, values[F_SECTION], ">/;", &a->section);
	add_list(arena, values[F_KEYWORDS], ",;", &a->keywords);
	a->url = one_line(arena, values[F_URL]);
	a->source = one_line(arena, values[F_SOURCE]);
	a->publication = one_line(arena, values[F_PUBLICATION]);
	a->language = one_line(arena, values[F_LANGUAGE]);
	a->issue = one_line(arena, values[F_ISSUE]);
	a->page = one_line(arena, values[F_PAGE]);
}

static enum tc_status read_record(struct jsonl *j, struct tc_article *article, struct tc_err *err)
{
	struct tc_str line = tc_buf_str(&j->line);
	struct tc_json *root = NULL;
	struct tc_err reason = {TC_OK, ""};
	const struct tc_json *value, *values[N_FIELDS] = {NULL};
	int rows[N_FIELDS];
	const char *name;
	void *position = NULL;
	if (!tc_utf8_valid(line)) {
		struct tc_charset charset = {.name = "utf-8"};
		enum tc_status status = tc_charset_decode(line, &charset, &j->repaired, &line, err);
		if (status != TC_OK)
			return status;
		tc_charset_notes(&charset, article->arena, &article->notes);
	}
	enum tc_status status = tc_json_parse(line, &root, &reason);
	if (status == TC_ENOMEM)
		return tc_err_set(err, status, "line %lu: %s", j->n_lines, reason.text);
	if (status != TC_OK) {
		/* The parser's own line number is always 1. */
		const char *column = strstr(reason.text, "column");
		return tc_err_set(err, TC_SKIP, "line %lu: %s", j->n_lines, column != NULL ? column : reason.text);
	}
	if (tc_json_kind(root) != TC_JSON_OBJECT) {
		tc_json_free(root);
		return tc_err_set(err, TC_SKIP, "line %lu: no JSON object", j->n_lines);
	}
	while (tc_json_each(root, &position, &name, &value)) {
		int row = row_of(name);
		if (row < 0 || is_empty(value))
			continue;
		enum field field = names[row].field;
		if (values[field] == NULL || row < rows[field]) {
			values[field] = value;
			rows[field] = row;
		}
	}
	fill(article, values);
	tc_json_free(root);
	return TC_OK;
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct jsonl *j = state;
	struct tc_err reason = {TC_OK, ""};
	enum tc_status status;
	uint64_t offset;
	do {
		offset = tc_stream_offset(j->stream);
		status = tc_stream_line(j->stream, &j->line, j->max_record_bytes, &reason);
		j->n_lines++;
	} while (status == TC_OK && tc_str_trim(tc_buf_str(&j->line)).n == 0);
	if (status == TC_END)
		return TC_END;
	j->n_records++;
	if (status != TC_OK)
		return tc_err_set(err, status, "line %lu: %s", j->n_lines, reason.text);
	article->record = j->n_records;
	article->offset_bytes = offset;
	return read_record(j, article, err);
}

const struct tc_format tc_format_jsonl = {
	.name = "jsonl",
	.description = "JSON Lines: one JSON object a line",
	.whole = false,
	.escapes = true,
	.taste = taste,
	.open = open_lines,
	.next = next,
	.close = close_lines,
};
