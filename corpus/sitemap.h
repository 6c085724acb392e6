/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_SITEMAP_H
#define TC_CORPUS_SITEMAP_H

#include "base/stream.h"
#include "corpus/article.h"

/* What news sitemaps say of pages that lie elsewhere: title, paper, language, day and keywords by URL.  URLs are compared without
 * scheme, "www.", fragment and the slashes at their ends, the host in small letters. */
struct tc_sitemap;

enum tc_status tc_sitemap_new(struct tc_sitemap **out, struct tc_err *err);
void tc_sitemap_free(struct tc_sitemap *sitemap); /* takes NULL */
/* May a file of this name be a sitemap?  Others are not opened to see. */
bool tc_sitemap_named(const char *path);
/* Adds what the file says; a page that is known stays as it is.  The files beside it that a sitemapindex lists are added to
 * others (of the sitemap, paths).  TC_EFORMAT when it is no sitemap; TC_ENOENT, TC_EIO, TC_ELIMIT, TC_ENOMEM. */
enum tc_status tc_sitemap_add(struct tc_sitemap *sitemap, const char *path, struct tc_strs *others, struct tc_err *err);
/* The same of an open stream, and of clean text. */
enum tc_status tc_sitemap_add_stream(struct tc_sitemap *sitemap, struct tc_stream *stream, const char *path,
				     struct tc_strs *others, struct tc_err *err);
enum tc_status tc_sitemap_add_text(struct tc_sitemap *sitemap, struct tc_str text, const char *path, struct tc_strs *others,
				   struct tc_err *err);
/* Gives an article what it lacks and its page's entry has, with a note of what that is; what looked like a listing is an article
 * when it has an entry.  Returns a hash of the entry, 0 when
 * there is none. */
uint64_t tc_sitemap_fill(const struct tc_sitemap *sitemap, struct tc_article *article);
/* The hash for a URL. */
uint64_t tc_sitemap_hash(const struct tc_sitemap *sitemap, struct tc_str url);
/* Hash of all entries, whatever the order they came in; 0 when there are none. */
uint64_t tc_sitemap_digest(const struct tc_sitemap *sitemap);
size_t tc_sitemap_count(const struct tc_sitemap *sitemap);

#endif
