/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_JSON_H
#define TC_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/* Writing.  A writer adds to a buffer and puts commas and quotes itself; the buffer's failure is the writer's.  Strings
 * that are not well-formed UTF-8 are written with U+FFFD for the wrong bytes.  Output is on one line. */
#define TC_JSON_MAX_DEPTH 64

struct tc_json_writer {
	struct tc_buf *out;
	int depth;
	bool after_key;
	bool has_items[TC_JSON_MAX_DEPTH];
};

void tc_json_writer_init(struct tc_json_writer *w, struct tc_buf *out);
void tc_json_begin_object(struct tc_json_writer *w);
void tc_json_end_object(struct tc_json_writer *w);
void tc_json_begin_array(struct tc_json_writer *w);
void tc_json_end_array(struct tc_json_writer *w);
void tc_json_key(struct tc_json_writer *w, const char *name);
void tc_json_str(struct tc_json_writer *w, struct tc_str value);
void tc_json_int(struct tc_json_writer *w, int64_t value);
void tc_json_real(struct tc_json_writer *w, double value, int decimals); /* null for what is no number */
void tc_json_bool(struct tc_json_writer *w, bool value);
void tc_json_null(struct tc_json_writer *w);
/* Key and value in one call. */
void tc_json_key_str(struct tc_json_writer *w, const char *name, struct tc_str value);
void tc_json_key_int(struct tc_json_writer *w, const char *name, int64_t value);
void tc_json_key_bool(struct tc_json_writer *w, const char *name, bool value);

/* Reading, with jansson behind it (RFC 8259; depth limited by it).  A value lives until its root is freed. */
enum tc_json_kind { TC_JSON_NULL, TC_JSON_BOOL, TC_JSON_INT, TC_JSON_REAL, TC_JSON_STRING, TC_JSON_ARRAY, TC_JSON_OBJECT };

struct tc_json;

/* Parses all of text (any JSON value).  TC_EFORMAT with line, column and reason; TC_ENOMEM.  The root is the caller's to
 * free. */
enum tc_status tc_json_parse(struct tc_str text, struct tc_json **root, struct tc_err *err);
void tc_json_free(struct tc_json *root);                                           /* takes NULL; only for roots */
enum tc_json_kind tc_json_kind(const struct tc_json *value);                       /* NULL counts as TC_JSON_NULL */
struct tc_str tc_json_text(const struct tc_json *value);                           /* of a string, else empty */
int64_t tc_json_integer(const struct tc_json *value);                              /* of an int, else 0 */
double tc_json_number(const struct tc_json *value);                                /* of an int or real, else 0 */
bool tc_json_truth(const struct tc_json *value);                                   /* of a bool, else false */
size_t tc_json_count(const struct tc_json *value);                                 /* items of an array or object, else 0 */
const struct tc_json *tc_json_item(const struct tc_json *array, size_t i);         /* NULL when there is none */
const struct tc_json *tc_json_get(const struct tc_json *object, const char *name); /* NULL when there is none */
/* Walks an object: start with *position NULL; false at the end. */
bool tc_json_each(const struct tc_json *object, void **position, const char **name, const struct tc_json **value);

#endif
