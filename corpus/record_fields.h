/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_RECORD_FIELDS_H
#define TC_CORPUS_RECORD_FIELDS_H

#include "base/status.h"
#include "base/str.h"

/* Under which names JSON exports have the fields of an article. */
enum tc_record_field {
	TC_RECORD_ID,
	TC_RECORD_TITLE,
	TC_RECORD_SUBTITLE,
	TC_RECORD_LEAD,
	TC_RECORD_BODY,
	TC_RECORD_CAPTIONS,
	TC_RECORD_AUTHORS,
	TC_RECORD_PUBLISHED,
	TC_RECORD_UPDATED,
	TC_RECORD_SECTION,
	TC_RECORD_KEYWORDS,
	TC_RECORD_URL,
	TC_RECORD_SOURCE,
	TC_RECORD_PUBLICATION,
	TC_RECORD_LANGUAGE,
	TC_RECORD_ISSUE,
	TC_RECORD_PAGE,
	TC_RECORD_FIELDS
};

/* The field that a name of an export probably stands for, whatever its case and without regard to "_", "-", "@" and blanks.
 * Returns how far down the list of names it stands (less is surer), or -1 when nobody knows it. */
int tc_record_field_of(struct tc_str name, enum tc_record_field *field);
/* Does a record with this name hold a text: a title, a lead or a body?  "name" alone proves nothing. */
bool tc_record_names_text(struct tc_str name);

/* What the user says about the names: our field = name in the export. */
struct tc_field_map;

/* specs: "title=headline,body=content.text", each any number of pairs.  A name is spelt as in the export; dots lead into objects.
 * A field named again has both.  TC_EARG names what is wrong and lists the fields; TC_ENOMEM.  *out is NULL for no specs. */
enum tc_status tc_field_map_new(const char *const *specs, size_t n_specs, struct tc_field_map **out, struct tc_err *err);
void tc_field_map_free(struct tc_field_map *map); /* takes NULL */
/* The pairs in their order; false after the last.  map may be NULL.  *path lives with the map. */
bool tc_field_map_at(const struct tc_field_map *map, size_t i, enum tc_record_field *field, struct tc_str *path);
/* Does the map use this name of the export, or lead into it? */
bool tc_field_map_uses(const struct tc_field_map *map, struct tc_str name);

#endif
