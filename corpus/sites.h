/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_SITES_H
#define TC_CORPUS_SITES_H

#include <stdint.h>

#include "base/arena.h"

/* Rules of an archivist for pages of certain hosts: where on the page the fields of an article stand.  tracuu-index(1), SITE
 * RULES. */
enum tc_site_field {
	TC_SITE_TITLE,
	TC_SITE_SUBTITLE,
	TC_SITE_LEAD,
	TC_SITE_BODY,
	TC_SITE_CAPTIONS,
	TC_SITE_AUTHOR,
	TC_SITE_PUBLISHED,
	TC_SITE_UPDATED,
	TC_SITE_SECTION,
	TC_SITE_KEYWORDS,
	TC_SITE_SOURCE,
	TC_SITE_REMOVE,  /* what is no part of any field */
	TC_SITE_LISTING, /* what only pages have that are no articles */
	TC_SITE_FIELDS
};

struct tc_sites;

struct tc_site_rule {
	enum tc_site_field field;
	const char *file; /* where the rule is written */
	uint32_t line;
	struct tc_str selector; /* as written */
	void *compiled;         /* of libxml2 */
};

struct tc_site {
	const struct tc_site_rule *rules; /* in the order of the file */
	size_t n_rules;
};

/* Reads every *.conf in dir, in the order of their names.  TC_EARG with "FILE:LINE: ..." for what is wrong in one, TC_ENOENT,
 * TC_EIO, TC_ENOMEM. */
enum tc_status tc_sites_load(const char *dir, struct tc_sites **out, struct tc_err *err);
/* The same from the text of one file, which is named in messages. */
enum tc_status tc_sites_parse(struct tc_str text, const char *name, struct tc_sites **out, struct tc_err *err);
void tc_sites_free(struct tc_sites *sites); /* takes NULL */
/* The rules for a page: by the host of its URL, else by a folder in its path that is named as a host; NULL when there are none.
 * sites may be NULL. */
const struct tc_site *tc_sites_find(const struct tc_sites *sites, struct tc_str url, struct tc_str path);
/* "title", ... */
const char *tc_site_field_name(enum tc_site_field field);

#endif
