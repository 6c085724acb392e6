/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_ARTICLE_H
#define TC_CORPUS_ARTICLE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"

/* The one record that every reader fills.  Any field may be empty, none is invented.  All text is well-formed UTF-8 in NFC
 * without invisible marks, blanks inside a line single, no blanks at the ends; it is spelt as the paper printed it.  Everything
 * lives in the arena and is gone at its next reset. */
struct tc_article {
	struct tc_arena *arena;
	struct tc_str id; /* the publisher's own id, empty when the record has none */
	struct tc_str title;
	struct tc_str subtitle;  /* line above or below the title that is not the lead */
	struct tc_str lead;      /* sapo */
	struct tc_strs body;     /* paragraphs, sub-headings and list items, one each */
	struct tc_strs captions; /* of photos, tables, videos */
	struct tc_strs authors;  /* but danh; never the site's name */
	struct tc_date published;
	struct tc_date updated;
	struct tc_date captured; /* when a crawler took the page */
	struct tc_str digest; /* of what the crawler got, as the web archive has it; of a revisit that of the text it saw again */
	struct tc_date refers;  /* of a revisit, which has no text: when the text it saw again was captured */
	struct tc_strs section; /* path, widest first: Kinh te, Nong nghiep */
	struct tc_strs keywords;
	struct tc_str publication; /* the paper that printed it */
	struct tc_str source;      /* where the paper has it from: TTXVN */
	struct tc_str issue;       /* issue number of the paper */
	struct tc_str page;        /* page number in the issue */
	struct tc_str url;
	struct tc_str language;   /* BCP 47: vi */
	struct tc_str type;       /* article, listing, gallery, revisit, ... */
	struct tc_str file;       /* path of the source file as the reader was given it */
	struct tc_str member;     /* path inside the file when that is an archive; one in the other "a.zip!b.html" */
	uint32_t record;          /* number of the record in the file or member, from 1 */
	uint32_t part;            /* number among the articles of one record, from 1; 0: it has the record alone */
	struct tc_str anchor;     /* of a part: name of its place in the page; the URL has it too */
	uint64_t offset_bytes;    /* where the record begins in the expanded file or member */
	struct tc_strs versions;  /* other captures of the same URL; no reader fills it: indexer/versions.h */
	struct tc_strs notes;     /* what the reader found, repaired or lost: "encoding: windows-1258" */
	bool explain;             /* set by the caller before reading: fill explained */
	struct tc_strs explained; /* where each field comes from: "title: headline of JSON-LD" */
};

/* Empties the article and ties it to arena (which the caller resets). */
void tc_article_init(struct tc_article *article, struct tc_arena *arena);
/* Is there anything to index: a title, a lead, a paragraph or a caption? */
bool tc_article_has_text(const struct tc_article *article);
/* The place of the article: its file, and inside that "!" and the member.  In the arena, or file itself. */
struct tc_str tc_article_place(const struct tc_article *article);
/* Adds "field: text" to explained, when that is wanted. */
void tc_article_explain(struct tc_article *article, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Writes the article as one JSON object: id title subtitle lead body captions authors published updated captured section keywords
 * publication source issue page url language type file record notes.  Absent strings and dates are null, absent lists [];
 * captured, member, part, anchor and explained are left out where there is none. */
void tc_article_json(const struct tc_article *article, struct tc_json_writer *w);

#endif
