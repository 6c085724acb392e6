/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_SCHEMA_H
#define TC_INDEXER_SCHEMA_H

#include "base/buf.h"
#include "base/status.h"
#include "corpus/article.h"
#include "xapianc/db.h"

/* The contract of what is on disk: prefixes, slots, keys, stored data.  indexer/ writes by it, query/ reads by it, and nothing
 * else of indexer/ is known to query/.  A change raises TC_SCHEMA_VERSION. */
#define TC_SCHEMA_VERSION 4

/* Fields that can be searched.  Letters are Omega's conventional ones where they exist, X... are ours; terms are lower case,
 * so that no colon is needed between prefix and term. */
enum tc_field {
	TC_FIELD_TEXT,    /* "": title, subtitle, lead, keywords, body, captions, each a stretch of positions of its own */
	TC_FIELD_TITLE,   /* S: title and subtitle */
	TC_FIELD_CAPTION, /* XC */
	TC_FIELD_KEYWORD, /* K */
	TC_FIELD_AUTHOR,  /* A */
	TC_FIELD_SECTION, /* XS */
	TC_FIELD_SOURCE,  /* XN: source and publication */
	TC_FIELD_NAME,    /* XP: words that are capitalised as in a name, positions of their own (analyzers/names.h) */
	TC_FIELD_COUNT
};

struct tc_field_info {
	const char *prefix;
	const char *names[5]; /* as typed before the colon, without marks, lower case, Vietnamese first, NULL after the last */
	const char *help;
};

extern const struct tc_field_info tc_fields[TC_FIELD_COUNT];

/* How often a word of a part counts in TEXT (its wdf): the weights of fields in ranking.  See query/ranking.h for the reasons. */
#define TC_WDF_TITLE 4
#define TC_WDF_LEAD 2
#define TC_WDF_KEYWORD 2
#define TC_WDF_BODY 1
#define TC_WDF_CAPTION 1

/* Positions left free between two stretches, so that no phrase or pair reaches over. */
#define TC_POSITION_GAP 100

/* Terms of one document that are no words. */
#define TC_PREFIX_UNIQUE "Q" /* Q + source file [+ "!" + member] [+ "#" + id or record [+ "." + part]]: one document each */
#define TC_PREFIX_FILE "XF"  /* XF + source file: all documents of a file */
#define TC_PREFIX_ID "XI"    /* XI + public id */
#define TC_PREFIX_URL "U"
#define TC_PREFIX_CONTENT "XH"     /* XH + hash of title, lead and body, 12 hexadecimal digits */
#define TC_PREFIX_SITEMAP "XM"     /* XM + hash of the entry of a sitemap that speaks of the page (indexer/beside.h) */
#define TC_PREFIX_CAPTURE "XU"     /* XU + tc_schema_url of the URL: captures of one URL that are indexed (indexer/versions.h) */
#define TC_PREFIX_YEAR "Y"         /* Y2023 */
#define TC_PREFIX_MONTH "M"        /* M202301 */
#define TC_PREFIX_DAY "D"          /* D20230108 */
#define TC_PREFIX_ANNIVERSARY "XY" /* XY0430: published on that day of any year */
#define TC_PREFIX_NEAR "XB"        /* XB + four letters: run of three words that reprints may share (indexer/near.h) */
/* Facets (indexer/facet.h): prefix + canonical form of a value. */
#define TC_PREFIX_FACET_SECTION "XFS"
#define TC_PREFIX_FACET_AUTHOR "XFA"
#define TC_PREFIX_FACET_KEYWORD "XFK"
#define TC_PREFIX_FACET_SOURCE "XFN"
#define TC_PREFIX_FACET_NAME "XFP"

/* Value slots. */
#define TC_SLOT_PUBLISHED 0 /* tc_date_sort_key of published; documents without a date have none */
#define TC_SLOT_CAPTURED 1  /* tc_date_sort_key of captured, of documents that have a TC_PREFIX_CAPTURE term */
#define TC_SLOT_NEAR 2      /* signature of the text (indexer/near.h) */

/* Values of facets, a newline between two (indexer/facet.h). */
#define TC_SLOT_SECTION 3
#define TC_SLOT_AUTHOR 4
#define TC_SLOT_KEYWORD 5
#define TC_SLOT_SOURCE 6
#define TC_SLOT_NAME 7

/* Metadata keys. */
#define TC_KEY_SCHEMA "tracuu.schema"     /* TC_SCHEMA_VERSION, decimal */
#define TC_KEY_ANALYZER "tracuu.analyzer" /* TC_ANALYZER_VERSION, decimal */
#define TC_KEY_CREATED "tracuu.created"   /* ISO 8601 */
#define TC_KEY_ROOTS "tracuu.roots"       /* what was indexed: absolute paths, one a line */
#define TC_KEY_SPELLINGS "v:"             /* v: + ASCII skeleton -> terms with marks that fold to it, one blank between */
#define TC_KEY_PAIRS "b:"                 /* b: + ASCII skeleton -> which word follows which (indexer/pair_block.h) */
#define TC_KEY_FILE "f:"                  /* f: + source file -> state of the file (indexer/state.h) */
#define TC_KEY_SITEMAPS "tracuu.sitemaps" /* digest of what sitemaps say of pages (indexer/beside.c), none when nothing */
#define TC_KEY_TOLD "tracuu.told"         /* problems with folders and links that were told, one a line */
#define TC_KEY_FORGOTTEN "x:"             /* x: + id -> an article that was taken down (indexer/forgotten.h) */
#define TC_KEY_SCRUB "tracuu.scrub"       /* set: freed blocks have what was forgotten, until the next compaction */
#define TC_KEY_VERSIONS "tracuu.versions" /* "all" when every capture of a URL is indexed, else only the newest is */
/* Captures of a URL that are not indexed: earlier ones, and revisits, which have no text.  c: + hash of the TC_PREFIX_CAPTURE
 * term + ":" + hash of the unique term -> length of the unique term, newline, the unique term, stored data of the article.
 * o: + hash of the source file + ":" + the two hashes -> "text" or "revisit". */
#define TC_KEY_KEPT "c:"
#define TC_KEY_KEPT_FILE "o:"

/* prefix + text as a term or key that is never over TC_LIMIT_KEY_BYTES: too long a text keeps its beginning and ends in a
 * hash of all of it.  Added to out (reset first). */
void tc_schema_key(const char *prefix, struct tc_str text, struct tc_buf *out);

/* A URL as captures of it are compared: without http: or https:, default port and fragment, its host in small letters.  What is
 * no such URL stays as it is.  Added to out (reset first). */
void tc_schema_url(struct tc_str url, struct tc_buf *out);

/* The stored data of a document: "name=value" lines as Omega writes them, names as in tc_article_json, one line for each item of
 * a list.  tc_schema_load fills an article (made with tc_article_init) from such data; unknown names are passed over. */
void tc_schema_store(const struct tc_article *article, struct tc_buf *out);
enum tc_status tc_schema_load(struct tc_str data, struct tc_article *article, struct tc_err *err);

/* One item of an article's versions: another capture of its URL, written "2008-04-30T20:48:25+00:00 same FILE#RECORD". */
struct tc_schema_version {
	struct tc_str captured; /* ISO 8601 */
	bool same;              /* the text is that of the article; else "other" */
	struct tc_str place;    /* FILE[!MEMBER]#RECORD */
};

/* false for what is no such item: the last of a list may say that there are more. */
bool tc_schema_version(struct tc_str item, struct tc_schema_version *out);

/* TC_EVERSION, with what to do, when the database db (opened as path) was made by another schema or analyzer, or is none of ours.
 */
enum tc_status tc_schema_check(struct tc_db *db, const char *path, struct tc_err *err);
/* Is every capture of a URL indexed? */
enum tc_status tc_schema_all_versions(struct tc_db *db, bool *all, struct tc_err *err);

#endif
