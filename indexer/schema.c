/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index holds, as tables and as the two ends of its stored data.
 *
 * Terms are a prefix and a lower-case word: Xapian's convention (xapian-omega, termprefixes) asks for a colon only where the
 * word could begin with a capital, which ours cannot.  Unique keys and paths may: Q, U, XF and XI are never searched by
 * prefix and word, only whole, so that they need none either.
 *
 * Stored data are lines "name=value".  A value never holds a newline: texts are single lines when they leave corpus/, and what is
 * not becomes a blank here.  A list gives one line for each item.  The file, record and offset of a document are stored with
 * it so that an answer can always be traced to the bytes it came from.
 */
#include "indexer/schema.h"

#include <stdio.h>
#include <string.h>

#include "analyzers/token.h"
#include "base/limits.h"
#include "xapianc/parts.h"

const struct tc_field_info tc_fields[TC_FIELD_COUNT] = {
	[TC_FIELD_TEXT] = {"", {"text", "noidung", "body", NULL}, "everything: title, lead, body, captions, keywords"},
	[TC_FIELD_TITLE] = {"S", {"tieude", "title", "tit", NULL}, "title and subtitle"},
	[TC_FIELD_CAPTION] = {"XC", {"anh", "caption", "chuthich", NULL}, "captions of photos"},
	[TC_FIELD_KEYWORD] = {"K", {"tukhoa", "keyword", "tag", NULL}, "keywords"},
	[TC_FIELD_AUTHOR] = {"A", {"tacgia", "author", "butdanh", NULL}, "authors"},
	[TC_FIELD_SECTION] = {"XS", {"chuyenmuc", "section", "muc", NULL}, "sections"},
	[TC_FIELD_SOURCE] = {"XN", {"nguon", "source", NULL}, "source or paper"},
	[TC_FIELD_NAME] = {"XP", {"ten", "name", "nhanvat", NULL}, "names in the text"},
};

void tc_schema_key(const char *prefix, struct tc_str text, struct tc_buf *out)
{
	size_t zeros = 0;
	for (size_t i = 0; i < text.n; i++)
		zeros += text.p[i] == '\0';
	tc_buf_reset(out);
	tc_buf_add_cstr(out, prefix);
	if (strlen(prefix) + text.n + zeros <= TC_LIMIT_KEY_BYTES) {
		tc_buf_add_str(out, text);
		return;
	}
	size_t keep = TC_LIMIT_KEY_BYTES - strlen(prefix) - 17;
	for (size_t i = 0; i < keep && i < text.n; i++)
		tc_buf_add_char(out, text.p[i] == '\0' ? ' ' : text.p[i]);
	tc_buf_printf(out, "#%016llx", tc_str_hash(text));
}

void tc_schema_url(struct tc_str url, struct tc_buf *out)
{
	struct tc_str scheme = tc_str_sub(url, 0, tc_str_find(url, TC_STR("://"), 0));
	bool secure = tc_str_eq_ascii_nocase(scheme, TC_STR("https"));
	tc_buf_reset(out);
	if (!secure && !tc_str_eq_ascii_nocase(scheme, TC_STR("http"))) {
		tc_buf_add_str(out, url);
		return;
	}
	struct tc_str rest = tc_str_sub(url, scheme.n + 3, tc_str_find_char(url, '#', 0)),
		      port = secure ? TC_STR(":443") : TC_STR(":80");
	size_t end = 0;
	while (end < rest.n && rest.p[end] != '/' && rest.p[end] != '?')
		end++;
	struct tc_str host = tc_str_sub(rest, 0, end), path = tc_str_sub(rest, end, rest.n);
	if (tc_str_ends(host, port))
		host.n -= port.n;
	tc_buf_add_cstr(out, "//");
	for (size_t i = 0; i < host.n; i++)
		tc_buf_add_char(out, host.p[i] >= 'A' && host.p[i] <= 'Z' ? (char)(host.p[i] + 32) : host.p[i]);
	if (path.n == 0 || path.p[0] != '/')
		tc_buf_add_char(out, '/');
	tc_buf_add_str(out, path);
}

bool tc_schema_version(struct tc_str item, struct tc_schema_version *out)
{
	struct tc_str rest = item;
	out->captured = tc_str_split(&rest, ' ');
	struct tc_str word = tc_str_split(&rest, ' ');
	out->same = tc_str_eq(word, TC_STR("same"));
	out->place = rest;
	return rest.n > 0 && (out->same || tc_str_eq(word, TC_STR("other")));
}

static void store_line(struct tc_buf *out, const char *name, struct tc_str value)
{
	if (value.n == 0)
		return;
	tc_buf_add_cstr(out, name);
	tc_buf_add_char(out, '=');
	if (memchr(value.p, '\n', value.n) == NULL) {
		tc_buf_add_str(out, value);
	} else {
		for (size_t i = 0; i < value.n; i++)
			tc_buf_add_char(out, value.p[i] == '\n' ? ' ' : value.p[i]);
	}
	tc_buf_add_char(out, '\n');
}

static void store_date(struct tc_buf *out, const char *name, const struct tc_date *date)
{
	if (date->precision == TC_DATE_NONE)
		return;
	tc_buf_add_cstr(out, name);
	tc_buf_add_char(out, '=');
	tc_date_format(date, out);
	tc_buf_add_char(out, '\n');
}

/* The text parts of an article by name: the one list that storing and loading share. */
struct part {
	const char *name;
	size_t offset;
	enum { PART_STR, PART_STRS, PART_DATE } kind;
};

#define PART(field, kind)                                                                                                        \
	{                                                                                                                        \
#field, offsetof(struct tc_article, field), kind                                                                 \
	}
static const struct part parts[] = {
	PART(id, PART_STR),       PART(title, PART_STR),     PART(subtitle, PART_STR),    PART(lead, PART_STR),
	PART(body, PART_STRS),    PART(captions, PART_STRS), PART(authors, PART_STRS),    PART(published, PART_DATE),
	PART(updated, PART_DATE), PART(captured, PART_DATE), PART(refers, PART_DATE),     PART(versions, PART_STRS),
	PART(section, PART_STRS), PART(keywords, PART_STRS), PART(publication, PART_STR), PART(source, PART_STR),
	PART(issue, PART_STR),    PART(page, PART_STR),      PART(url, PART_STR),         PART(language, PART_STR),
	PART(digest, PART_STR),   PART(type, PART_STR),      PART(file, PART_STR),        PART(member, PART_STR),
	PART(notes, PART_STRS),
};
#undef PART

void tc_schema_store(const struct tc_article *article, struct tc_buf *out)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const void *at = (const char *)article + parts[i].offset;
		if (parts[i].kind == PART_STR) {
			store_line(out, parts[i].name, *(const struct tc_str *)at);
		} else if (parts[i].kind == PART_DATE) {
			store_date(out, parts[i].name, at);
		} else {
			const struct tc_strs *list = at;
			for (size_t k = 0; k < list->n; k++)
				store_line(out, parts[i].name, list->v[k]);
		}
	}
	tc_buf_printf(out, "record=%u\noffset=%llu\n", article->record, (unsigned long long)article->offset_bytes);
}

static void load_line(struct tc_article *article, struct tc_str name, struct tc_str value)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!tc_str_eq(name, tc_str_of(parts[i].name)))
			continue;
		void *at = (char *)article + parts[i].offset;
		if (parts[i].kind == PART_STR)
			*(struct tc_str *)at = tc_arena_str(article->arena, value);
		else if (parts[i].kind == PART_STRS)
			tc_strs_add(at, article->arena, value);
		else
			tc_date_parse_iso(value, at);
		return;
	}
	unsigned long long number;
	if (tc_str_eq(name, TC_STR("record")) && tc_str_to_u64(value, UINT32_MAX, &number))
		article->record = (uint32_t)number;
	else if (tc_str_eq(name, TC_STR("offset")) && tc_str_to_u64(value, UINT64_MAX, &number))
		article->offset_bytes = number;
}

enum tc_status tc_schema_load(struct tc_str data, struct tc_article *article, struct tc_err *err)
{
	struct tc_str rest = data;
	while (rest.p != NULL) {
		struct tc_str line = tc_str_split(&rest, '\n');
		size_t equals = tc_str_find_char(line, '=', 0);
		if (equals < line.n)
			load_line(article, tc_str_sub(line, 0, equals), tc_str_sub(line, equals + 1, line.n));
	}
	return tc_arena_check(article->arena, "stored article", err);
}

/* The number stored under key, 0 when there is none. */
static enum tc_status get_number(struct tc_db *db, size_t part, const char *key, unsigned *out, struct tc_err *err)
{
	struct tc_buf value;
	unsigned long long number = 0;
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_part_metadata(db, part, tc_str_of(key), &value, err);
	if (status == TC_OK && !tc_str_to_u64(tc_buf_str(&value), UINT32_MAX, &number))
		number = 0;
	*out = (unsigned)number;
	tc_buf_release(&value);
	return status;
}

static enum tc_status check_part(struct tc_db *db, size_t part, const char *path, struct tc_err *err)
{
	unsigned schema, analyzer;
	enum tc_status status = get_number(db, part, TC_KEY_SCHEMA, &schema, err);
	if (status == TC_OK)
		status = get_number(db, part, TC_KEY_ANALYZER, &analyzer, err);
	if (status != TC_OK || (schema == TC_SCHEMA_VERSION && analyzer == TC_ANALYZER_VERSION))
		return status;
	if (schema == 0)
		return tc_err_set(err, TC_EVERSION, "%s: a database that tracuu-index did not make", path);
	return tc_err_set(err, TC_EVERSION,
			  "%s: made by another version (schema %u.%u, this program has %d.%d): run tracuu-index --rebuild", path,
			  schema, analyzer, TC_SCHEMA_VERSION, TC_ANALYZER_VERSION);
}

enum tc_status tc_schema_check(struct tc_db *db, const char *path, struct tc_err *err)
{
	char name[TC_LIMIT_PATH_BYTES];
	enum tc_status status = TC_OK;
	size_t n = tc_db_parts(db);
	for (size_t i = 0; i < n && status == TC_OK; i++) {
		struct tc_str part = tc_db_part_path(db, i);
		snprintf(name, sizeof name, "%.*s", TC_STR_ARG(part));
		status = check_part(db, i, n > 1 ? name : path, err);
	}
	return status;
}

enum tc_status tc_schema_all_versions(struct tc_db *db, bool *all, struct tc_err *err)
{
	struct tc_buf value;
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_metadata(db, TC_STR(TC_KEY_VERSIONS), &value, err);
	*all = status == TC_OK && tc_str_eq(tc_buf_str(&value), TC_STR("all"));
	tc_buf_release(&value);
	return status;
}
