/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_ARCHIVE_SITEMAPS_H
#define TC_CORPUS_ARCHIVE_SITEMAPS_H

#include "base/archive.h"
#include "corpus/sitemap.h"

/* Reads the news sitemaps among the members of an archive on disk (not those of archives inside).  *out is the caller's, NULL
 * when there is none.  What cannot be read is passed over: the reader of the archive tells it.  TC_ENOMEM alone is returned. */
enum tc_status tc_archive_sitemaps(const char *path, const struct tc_archive_limits *limits, struct tc_sitemap **out,
				   struct tc_err *err);

#endif
