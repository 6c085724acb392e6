/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of fields in exports.
 *
 * Nobody agrees on them, so that a field is known by many; the table lists them in the order in which they are believed, small
 * and without signs: "Date_Published" is "datepublished".  Databases put the name of the table before those of its columns
 * (post_title, newsContent), which is cut off when the whole name is unknown.  Vietnamese headings of tables are there with
 * their marks, as people write them.
 *
 * A map by the user comes before all that; what it does not name is still known by the table. */
#include "corpus/record_fields.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "corpus/line.h"

#define NAME_BYTES 64

static const char *const field_names[TC_RECORD_FIELDS] = {"id",      "title",       "subtitle", "lead",    "body",     "captions",
							  "authors", "published",   "updated",  "section", "keywords", "url",
							  "source",  "publication", "language", "issue",   "page"};

static const struct {
	const char *name; /* small, without signs */
	enum tc_record_field field;
} names[] = {
	{"id", TC_RECORD_ID},
	{"docid", TC_RECORD_ID},
	{"articleid", TC_RECORD_ID},
	{"newsid", TC_RECORD_ID},
	{"identifier", TC_RECORD_ID},
	{"guid", TC_RECORD_ID},
	{"contentid", TC_RECORD_ID},
	{"postid", TC_RECORD_ID},
	{"uuid", TC_RECORD_ID},
	{"mã", TC_RECORD_ID},
	{"mãbài", TC_RECORD_ID},
	{"mãtin", TC_RECORD_ID},
	{"mãbàiviết", TC_RECORD_ID},
	{"title", TC_RECORD_TITLE},
	{"headline", TC_RECORD_TITLE},
	{"name", TC_RECORD_TITLE},
	{"tieude", TC_RECORD_TITLE},
	{"webtitle", TC_RECORD_TITLE},
	{"tiêuđề", TC_RECORD_TITLE},
	{"tựađề", TC_RECORD_TITLE},
	{"tênbài", TC_RECORD_TITLE},
	{"tựa", TC_RECORD_TITLE},
	{"nhanđề", TC_RECORD_TITLE},
	{"tít", TC_RECORD_TITLE},
	{"subtitle", TC_RECORD_SUBTITLE},
	{"subheadline", TC_RECORD_SUBTITLE},
	{"alternativeheadline", TC_RECORD_SUBTITLE},
	{"kicker", TC_RECORD_SUBTITLE},
	{"subheading", TC_RECORD_SUBTITLE},
	{"phụđề", TC_RECORD_SUBTITLE},
	{"títphụ", TC_RECORD_SUBTITLE},
	{"lead", TC_RECORD_LEAD},
	{"sapo", TC_RECORD_LEAD},
	{"summary", TC_RECORD_LEAD},
	{"description", TC_RECORD_LEAD},
	{"abstract", TC_RECORD_LEAD},
	{"standfirst", TC_RECORD_LEAD},
	{"excerpt", TC_RECORD_LEAD},
	{"contentsummary", TC_RECORD_LEAD},
	{"leadparagraph", TC_RECORD_LEAD},
	{"teaser", TC_RECORD_LEAD},
	{"snippet", TC_RECORD_LEAD},
	{"mota", TC_RECORD_LEAD},
	{"tomtat", TC_RECORD_LEAD},
	{"tómtắt", TC_RECORD_LEAD},
	{"môtả", TC_RECORD_LEAD},
	{"sapô", TC_RECORD_LEAD},
	{"dẫn", TC_RECORD_LEAD},
	{"body", TC_RECORD_BODY},
	{"articlebody", TC_RECORD_BODY},
	{"content", TC_RECORD_BODY},
	{"text", TC_RECORD_BODY},
	{"paragraphs", TC_RECORD_BODY},
	{"fulltext", TC_RECORD_BODY},
	{"maintext", TC_RECORD_BODY},
	{"noidung", TC_RECORD_BODY},
	{"contenthtml", TC_RECORD_BODY},
	{"html", TC_RECORD_BODY},
	{"contenttext", TC_RECORD_BODY},
	{"bodytext", TC_RECORD_BODY},
	{"bodyhtml", TC_RECORD_BODY},
	{"contents", TC_RECORD_BODY},
	{"fullcontent", TC_RECORD_BODY},
	{"noidungtin", TC_RECORD_BODY},
	{"nộidung", TC_RECORD_BODY},
	{"toànvăn", TC_RECORD_BODY},
	{"bàiviết", TC_RECORD_BODY},
	{"captions", TC_RECORD_CAPTIONS},
	{"caption", TC_RECORD_CAPTIONS},
	{"imagecaptions", TC_RECORD_CAPTIONS},
	{"avatardescription", TC_RECORD_CAPTIONS},
	{"chúthích", TC_RECORD_CAPTIONS},
	{"chúthíchảnh", TC_RECORD_CAPTIONS},
	{"authors", TC_RECORD_AUTHORS},
	{"author", TC_RECORD_AUTHORS},
	{"byline", TC_RECORD_AUTHORS},
	{"creator", TC_RECORD_AUTHORS},
	{"tacgia", TC_RECORD_AUTHORS},
	{"authorname", TC_RECORD_AUTHORS},
	{"authornames", TC_RECORD_AUTHORS},
	{"writer", TC_RECORD_AUTHORS},
	{"reporter", TC_RECORD_AUTHORS},
	{"tácgiả", TC_RECORD_AUTHORS},
	{"ngườiviết", TC_RECORD_AUTHORS},
	{"bútdanh", TC_RECORD_AUTHORS},
	{"phóngviên", TC_RECORD_AUTHORS},
	{"published", TC_RECORD_PUBLISHED},
	{"publishedat", TC_RECORD_PUBLISHED},
	{"datepublished", TC_RECORD_PUBLISHED},
	{"publisheddate", TC_RECORD_PUBLISHED},
	{"publishdate", TC_RECORD_PUBLISHED},
	{"publishtime", TC_RECORD_PUBLISHED},
	{"pubdate", TC_RECORD_PUBLISHED},
	{"date", TC_RECORD_PUBLISHED},
	{"createdat", TC_RECORD_PUBLISHED},
	{"created", TC_RECORD_PUBLISHED},
	{"time", TC_RECORD_PUBLISHED},
	{"timestamp", TC_RECORD_PUBLISHED},
	{"webpublicationdate", TC_RECORD_PUBLISHED},
	{"publicationdate", TC_RECORD_PUBLISHED},
	{"publisheddatetime", TC_RECORD_PUBLISHED},
	{"publishedtime", TC_RECORD_PUBLISHED},
	{"dateposted", TC_RECORD_PUBLISHED},
	{"datetime", TC_RECORD_PUBLISHED},
	{"createddate", TC_RECORD_PUBLISHED},
	{"ngaydang", TC_RECORD_PUBLISHED},
	{"ngày", TC_RECORD_PUBLISHED},
	{"ngàyđăng", TC_RECORD_PUBLISHED},
	{"ngàyxuấtbản", TC_RECORD_PUBLISHED},
	{"thờigian", TC_RECORD_PUBLISHED},
	{"ngàygiờ", TC_RECORD_PUBLISHED},
	{"ngàythángnăm", TC_RECORD_PUBLISHED},
	{"updated", TC_RECORD_UPDATED},
	{"updatedat", TC_RECORD_UPDATED},
	{"modified", TC_RECORD_UPDATED},
	{"modifiedat", TC_RECORD_UPDATED},
	{"datemodified", TC_RECORD_UPDATED},
	{"lastmodified", TC_RECORD_UPDATED},
	{"updatetime", TC_RECORD_UPDATED},
	{"updateddate", TC_RECORD_UPDATED},
	{"lastmod", TC_RECORD_UPDATED},
	{"changed", TC_RECORD_UPDATED},
	{"ngàycậpnhật", TC_RECORD_UPDATED},
	{"ngàysửa", TC_RECORD_UPDATED},
	{"cậpnhật", TC_RECORD_UPDATED},
	{"section", TC_RECORD_SECTION},
	{"sections", TC_RECORD_SECTION},
	{"articlesection", TC_RECORD_SECTION},
	{"category", TC_RECORD_SECTION},
	{"categories", TC_RECORD_SECTION},
	{"chuyenmuc", TC_RECORD_SECTION},
	{"topic", TC_RECORD_SECTION},
	{"sectionname", TC_RECORD_SECTION},
	{"channel", TC_RECORD_SECTION},
	{"zone", TC_RECORD_SECTION},
	{"danhmuc", TC_RECORD_SECTION},
	{"chuyênmục", TC_RECORD_SECTION},
	{"mục", TC_RECORD_SECTION},
	{"danhmục", TC_RECORD_SECTION},
	{"chuyêntrang", TC_RECORD_SECTION},
	{"keywords", TC_RECORD_KEYWORDS},
	{"tags", TC_RECORD_KEYWORDS},
	{"keyword", TC_RECORD_KEYWORDS},
	{"tag", TC_RECORD_KEYWORDS},
	{"tukhoa", TC_RECORD_KEYWORDS},
	{"tagnames", TC_RECORD_KEYWORDS},
	{"từkhóa", TC_RECORD_KEYWORDS},
	{"từkhoá", TC_RECORD_KEYWORDS},
	{"thẻ", TC_RECORD_KEYWORDS},
	{"url", TC_RECORD_URL},
	{"link", TC_RECORD_URL},
	{"canonicalurl", TC_RECORD_URL},
	{"permalink", TC_RECORD_URL},
	{"weburl", TC_RECORD_URL},
	{"permalinkurl", TC_RECORD_URL},
	{"sourceurl", TC_RECORD_URL},
	{"href", TC_RECORD_URL},
	{"duongdan", TC_RECORD_URL},
	{"đườngdẫn", TC_RECORD_URL},
	{"liênkết", TC_RECORD_URL},
	{"địachỉ", TC_RECORD_URL},
	{"source", TC_RECORD_SOURCE},
	{"nguon", TC_RECORD_SOURCE},
	{"agency", TC_RECORD_SOURCE},
	{"nguồn", TC_RECORD_SOURCE},
	{"nguồntin", TC_RECORD_SOURCE},
	{"hãngtin", TC_RECORD_SOURCE},
	{"publication", TC_RECORD_PUBLICATION},
	{"publisher", TC_RECORD_PUBLICATION},
	{"newspaper", TC_RECORD_PUBLICATION},
	{"sitename", TC_RECORD_PUBLICATION},
	{"publicationname", TC_RECORD_PUBLICATION},
	{"sitetitle", TC_RECORD_PUBLICATION},
	{"paper", TC_RECORD_PUBLICATION},
	{"báo", TC_RECORD_PUBLICATION},
	{"tờbáo", TC_RECORD_PUBLICATION},
	{"tênbáo", TC_RECORD_PUBLICATION},
	{"language", TC_RECORD_LANGUAGE},
	{"lang", TC_RECORD_LANGUAGE},
	{"inlanguage", TC_RECORD_LANGUAGE},
	{"ngônngữ", TC_RECORD_LANGUAGE},
	{"issue", TC_RECORD_ISSUE},
	{"issuenumber", TC_RECORD_ISSUE},
	{"số", TC_RECORD_ISSUE},
	{"sốbáo", TC_RECORD_ISSUE},
	{"page", TC_RECORD_PAGE},
	{"pagenumber", TC_RECORD_PAGE},
	{"trang", TC_RECORD_PAGE},
};

struct pair {
	enum tc_record_field field;
	struct tc_str path;
};

struct tc_field_map {
	char *text; /* what the paths are slices of */
	struct pair *pairs;
	size_t n, capacity;
};

/* Row of the table for a name in small letters without signs, or -1. */
static int row_of(struct tc_str plain)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (plain.n > 0 && tc_str_eq(tc_str_of(names[i].name), plain))
			return (int)i;
	return -1;
}

/* The same for a name with letters that are not ASCII, of any case. */
static int marked_row_of(struct tc_str plain)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (tc_line_opens(plain, names[i].name) == plain.n)
			return (int)i;
	return -1;
}

int tc_record_field_of(struct tc_str name, enum tc_record_field *field)
{
	static const char *const prefixes[] = {"news", "article", "post"};
	char bytes[NAME_BYTES];
	struct tc_str plain = {bytes, 0};
	bool marked = false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (strchr("_-@ :#", c) != NULL && c != '\0')
			continue;
		if (plain.n == sizeof bytes)
			return -1;
		marked = marked || (c & 0x80) != 0;
		bytes[plain.n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	if (plain.n == 0)
		return -1;
	int row = marked ? marked_row_of(plain) : row_of(plain);
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && row < 0; i++)
		if (tc_str_starts(plain, tc_str_of(prefixes[i])))
			row = row_of(tc_str_sub(plain, strlen(prefixes[i]), plain.n));
	if (row >= 0)
		*field = names[row].field;
	return row;
}

bool tc_record_names_text(struct tc_str name)
{
	enum tc_record_field field;
	return tc_record_field_of(name, &field) >= 0 && !tc_str_ends(name, TC_STR("ame")) &&
	       (field == TC_RECORD_TITLE || field == TC_RECORD_LEAD || field == TC_RECORD_BODY);
}

static enum tc_status no_such_field(struct tc_str name, struct tc_err *err)
{
	struct tc_buf list;
	tc_buf_init(&list, 1024);
	for (size_t i = 0; i < TC_RECORD_FIELDS; i++)
		tc_buf_printf(&list, "%s%s", i > 0 ? ", " : "", field_names[i]);
	tc_err_set(err, TC_EARG, "'%.*s' is no field; there are %s", TC_STR_ARG(name), tc_buf_cstr(&list));
	tc_buf_release(&list);
	return TC_EARG;
}

static enum tc_status add_pair(struct tc_field_map *map, struct tc_str text, struct tc_err *err)
{
	size_t equals = tc_str_find_char(text, '=', 0), field = 0;
	struct tc_str name = tc_str_trim(tc_str_sub(text, 0, equals)), path = tc_str_trim(tc_str_sub(text, equals + 1, text.n));
	while (field < TC_RECORD_FIELDS && !tc_str_eq(tc_str_of(field_names[field]), name))
		field++;
	if (field == TC_RECORD_FIELDS)
		return no_such_field(name, err);
	if (path.n == 0)
		return tc_err_set(err, TC_EARG, "'%.*s' names nothing in the export (%s=NAME)", TC_STR_ARG(text),
				  field_names[field]);
	if (tc_grow(&map->pairs, &map->capacity, map->n, sizeof *map->pairs) != 0)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	map->pairs[map->n++] = (struct pair){(enum tc_record_field)field, path};
	return TC_OK;
}

enum tc_status tc_field_map_new(const char *const *specs, size_t n_specs, struct tc_field_map **out, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	struct tc_buf joined;
	*out = NULL;
	if (n_specs == 0)
		return TC_OK;
	struct tc_field_map *map = tc_alloc(sizeof *map);
	tc_buf_init(&joined, 1 << 20);
	for (size_t i = 0; i < n_specs; i++)
		tc_buf_printf(&joined, "%s%s", i > 0 ? "," : "", specs[i]);
	if (map == NULL || tc_buf_check(&joined, "names", err) != TC_OK || (map->text = tc_strdup(tc_buf_cstr(&joined))) == NULL)
		status = tc_err_set(err, TC_ENOMEM, "no memory");
	struct tc_str rest = status == TC_OK ? tc_str_of(map->text) : TC_STR_NONE;
	while (status == TC_OK && rest.p != NULL)
		status = add_pair(map, tc_str_split(&rest, ','), err);
	tc_buf_release(&joined);
	if (status == TC_OK)
		*out = map;
	else
		tc_field_map_free(map);
	return status;
}

void tc_field_map_free(struct tc_field_map *map)
{
	if (map == NULL)
		return;
	tc_free(map->pairs);
	tc_free(map->text);
	tc_free(map);
}

bool tc_field_map_at(const struct tc_field_map *map, size_t i, enum tc_record_field *field, struct tc_str *path)
{
	if (map == NULL || i >= map->n)
		return false;
	*field = map->pairs[i].field;
	*path = map->pairs[i].path;
	return true;
}

bool tc_field_map_uses(const struct tc_field_map *map, struct tc_str name)
{
	for (size_t i = 0; map != NULL && i < map->n; i++) {
		struct tc_str path = map->pairs[i].path;
		if (tc_str_starts(path, name) && (path.n == name.n || path.p[name.n] == '.'))
			return true;
	}
	return false;
}
