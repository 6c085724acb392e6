/* SPDX-License-Identifier: GPL-2.0-or-later */
/* News sitemaps in an archive, for the pages in it.
 *
 * A sitemap may stand behind the pages that it speaks of, and an archive is a stream: it is gone through once more, before its
 * articles are read.  Members are passed over unread where the archive lets one (zip, 7z, tar on disk); of a compressed one all
 * is expanded again, which takes a small part of the time that its pages take.  A single compressed file is no such archive.
 */
#include "corpus/archive_sitemaps.h"

#include <string.h>

#include "base/limits.h"

/* Sitemaps of an archive; more are not read. */
#define MAX_SITEMAPS 10000

static enum tc_status add_member(struct tc_archive *archive, const char *path, struct tc_sitemap *sitemap)
{
	const struct tc_stream_limits limits = {.max_bytes = TC_LIMIT_FILE_BYTES, .max_ratio = TC_LIMIT_GZIP_RATIO};
	const struct tc_stream_source source = tc_archive_source(archive);
	struct tc_strs others = {NULL, 0, 0};
	struct tc_stream *stream = NULL;
	struct tc_err bad = {TC_OK, ""};
	enum tc_status status = tc_stream_open_source(&source, &limits, &stream, &bad);
	if (status == TC_OK)
		status = tc_sitemap_add_stream(sitemap, stream, path, &others, &bad);
	tc_stream_free(stream);
	return status;
}

enum tc_status tc_archive_sitemaps(const char *path, const struct tc_archive_limits *limits, struct tc_sitemap **out,
				   struct tc_err *err)
{
	const struct tc_stream_limits stream_limits = {.max_bytes = TC_LIMIT_STREAM_BYTES, .max_ratio = TC_LIMIT_GZIP_RATIO};
	struct tc_archive_member member;
	struct tc_archive *archive = NULL;
	struct tc_stream *stream = NULL;
	struct tc_err bad = {TC_OK, ""};
	struct tc_str begin;
	size_t n = 0;
	*out = NULL;
	enum tc_status status = tc_stream_open(path, &stream_limits, &stream, &bad);
	if (status == TC_OK)
		status = tc_stream_peek(stream, TC_STREAM_PEEK_BYTES, &begin, &bad);
	if (status == TC_OK)
		status = tc_archive_new(stream, tc_archive_kind(begin), limits, &archive, &bad);
	while (status == TC_OK && n < MAX_SITEMAPS && (status = tc_archive_next(archive, &member, &bad)) == TC_OK) {
		if (!member.file || member.encrypted || !tc_sitemap_named(member.path))
			continue;
		if (*out == NULL)
			status = tc_sitemap_new(out, &bad);
		if (status == TC_OK && add_member(archive, member.path, *out) == TC_ENOMEM)
			status = TC_ENOMEM;
		n++;
	}
	tc_archive_free(archive);
	tc_stream_free(stream);
	return status == TC_ENOMEM ? tc_err_set(err, TC_ENOMEM, "sitemaps: no memory") : TC_OK;
}
