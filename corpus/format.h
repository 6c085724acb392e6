/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_FORMAT_H
#define TC_CORPUS_FORMAT_H

#include "base/stream.h"
#include "corpus/article.h"

struct tc_reader_options;

/* One format a file: a constant table of functions, listed in reader.c.  A format is either whole (a page, a text) or a stream
 * of records. */

/* What a format is tasted by. */
struct tc_taste {
	struct tc_str bytes; /* the beginning, of at most TC_STREAM_PEEK_BYTES, as clean text */
	bool all;            /* it is all that there is */
	const char *path;    /* for its ending only: a name proves nothing */
	const struct tc_field_map *map;
};

/* What a format is opened with; everything in it lives until close. */
struct tc_input {
	const char *path;
	/* Of a whole format: all of the file as clean text (charset.h): UTF-8, NFC, no invisible marks or control characters but
	 * tab and newline, lines ended by LF.  Its offsets are no offsets in the file. */
	struct tc_str text;
	/* Of a streaming format: bytes in UTF-8 of any quality, a byte order mark already consumed.  NULL for a whole one. */
	struct tc_stream *stream;
	uint64_t max_record_bytes;
	const struct tc_field_map *map; /* what the user says about names of fields (record_fields.h), or NULL */
	const struct tc_sites *sites;   /* rules for pages, or NULL */
	bool one_article;               /* a page is one article even if several seem to be in it */
	struct tc_str url;              /* of the page, where its container knows it */
	const struct tc_reader_options *options;
};

struct tc_format {
	const char *name, *description;
	bool whole;
	/* A streaming format of bytes in no one encoding (a web archive): it tastes and reads them as they are in the file. */
	bool bytes;
	/* The format decodes escapes, so that its strings may be unclean again: the reader cleans what it gives. */
	bool escapes;
	/* 0: certainly not, 100: certainly.  Reads no more than the taste. */
	int (*taste)(const struct tc_taste *taste);
	/* *state is the format's own, NULL if it needs none; close is called only after open gave TC_OK. */
	enum tc_status (*open)(const struct tc_input *input, void **state, struct tc_err *err);
	/* As tc_reader_next, which calls it with an article that has file set and all else empty.  The format fills what it knows
	 * and sets record (from 1) and offset_bytes; every string is in article->arena. */
	enum tc_status (*next)(void *state, struct tc_article *article, struct tc_err *err);
	void (*close)(void *state);
};

extern const struct tc_format tc_format_archive;
extern const struct tc_format tc_format_csv;
extern const struct tc_format tc_format_feed;
extern const struct tc_format tc_format_html;
extern const struct tc_format tc_format_json;
extern const struct tc_format tc_format_jsonl;
extern const struct tc_format tc_format_mail;
extern const struct tc_format tc_format_news_xml;
extern const struct tc_format tc_format_newsml;
extern const struct tc_format tc_format_page_dump;
extern const struct tc_format tc_format_sitemap;
extern const struct tc_format tc_format_three_part;
extern const struct tc_format tc_format_warc;

#endif
