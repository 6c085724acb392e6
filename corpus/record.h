/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_RECORD_H
#define TC_CORPUS_RECORD_H

#include "base/buf.h"
#include "base/json.h"
#include "corpus/article.h"
#include "corpus/record_fields.h"

/* Values of a record of an export into an article.  HTML in them becomes its text.  A list (body, authors, keywords, ...) grows
 * with every call, of the other fields the first value stays. */

/* A cell of a table, or a string. */
void tc_record_add_text(struct tc_article *article, enum tc_record_field field, struct tc_str text);
/* A value of any kind: a string, a number, a list, an object with a name or a text. */
void tc_record_add_json(struct tc_article *article, enum tc_record_field field, const struct tc_json *value);
/* Fills article from one JSON object, by the map first (may be NULL), then by the names that are known.  text is UTF-8 of any
 * quality; what had to be repaired is told in article->notes.  scratch is for that.  TC_SKIP with the reason: no JSON, or no
 * object; TC_ENOMEM. */
enum tc_status tc_record_read_json(struct tc_str text, const struct tc_field_map *map, struct tc_buf *scratch,
				   struct tc_article *article, struct tc_err *err);
/* text itself when it is UTF-8, else a repaired copy in scratch, told in article->notes. */
enum tc_status tc_record_utf8(struct tc_str *text, struct tc_buf *scratch, struct tc_article *article, struct tc_err *err);

#endif
