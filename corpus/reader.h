/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_READER_H
#define TC_CORPUS_READER_H

#include "base/stream.h"
#include "corpus/article.h"

/* Bytes to articles: a reader tastes the first bytes of a file, picks the format that is surest, and gives its articles one
 * by one. */
struct tc_reader;
struct tc_field_map;
struct tc_sites;

struct tc_reader_options {
	const char *format;             /* name of a format to use instead of tasting, or NULL */
	const char *charset;            /* encoding to use whatever the file declares, or NULL */
	const char *language;           /* BCP 47, of articles that do not say theirs, or NULL; outlives the reader */
	const struct tc_field_map *map; /* names of fields in exports (record_fields.h), or NULL; outlives the reader */
	const struct tc_sites *sites;   /* rules for pages of certain hosts (sites.h), or NULL; outlives the reader */
	struct tc_str url;              /* of the page, where a container knows it; outlives the reader */
	uint64_t max_file_bytes;        /* 0: TC_LIMIT_FILE_BYTES, for formats read whole */
	uint64_t max_record_bytes;      /* 0: TC_LIMIT_RECORD_BYTES */
	bool one_article;               /* a page is one article even if several seem to be in it */
	uint64_t max_stream_bytes;      /* 0: TC_LIMIT_STREAM_BYTES, all that a file or a member of an archive expands to */
	uint32_t max_ratio;             /* 0: TC_LIMIT_GZIP_RATIO */
	uint64_t max_members;           /* 0: TC_LIMIT_MEMBERS, of an archive */
	unsigned depth;                 /* archives that the bytes are in */
	bool whole_only;                /* the bytes are a record out of a container: no streaming format tastes them */
};

/* Opens path (gzipped or not).  TC_EFORMAT "not a format that is known" for binary files, TC_EFORMAT "empty file", TC_ENOENT,
 * TC_EIO, TC_ELIMIT. */
enum tc_status tc_reader_open(const char *path, const struct tc_reader_options *options, struct tc_reader **out,
			      struct tc_err *err);
/* The same over bytes in memory that outlive the reader; path is only a name. */
enum tc_status tc_reader_open_memory(struct tc_str bytes, const char *path, const struct tc_reader_options *options,
				     struct tc_reader **out, struct tc_err *err);
/* The same over what a source gives, which outlives the reader; path is only a name. */
enum tc_status tc_reader_open_source(const struct tc_stream_source *source, const char *path,
				     const struct tc_reader_options *options, struct tc_reader **out, struct tc_err *err);
void tc_reader_free(struct tc_reader *reader); /* takes NULL */
/* Fills article (made with tc_article_init by the caller, arena reset by the caller before each call).  TC_OK; TC_END; TC_SKIP
 * with the reason in err when this record is bad and the next may be read; anything else ends the file. */
enum tc_status tc_reader_next(struct tc_reader *reader, struct tc_article *article, struct tc_err *err);
/* Name of the format in use: "html", "page-dump", "three-part", "jsonl", "warc", ... */
const char *tc_reader_format(const struct tc_reader *reader);
/* Names and one-line descriptions of all formats, for help and manual; NULL after the last. */
const char *tc_reader_format_name(size_t i, const char **description);

#endif
