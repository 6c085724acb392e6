/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading JSON: a thin face for jansson, whose types stay here.  A struct tc_json is a json_t. */
#include <jansson.h>

#include "base/json.h"

/* Only ever a pointer to a json_t under another name. */
static json_t *inner(const struct tc_json *value)
{
	return (json_t *)(uintptr_t)value;
}

static struct tc_json *outer(const json_t *value)
{
	return (struct tc_json *)(uintptr_t)value;
}

enum tc_status tc_json_parse(struct tc_str text, struct tc_json **root, struct tc_err *err)
{
	json_error_t why;
	json_t *value = json_loadb(text.p == NULL ? "" : text.p, text.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
	*root = outer(value);
	if (value != NULL)
		return TC_OK;
	if (json_error_code(&why) == json_error_out_of_memory)
		return tc_err_set(err, TC_ENOMEM, "JSON: no memory");
	return tc_err_set(err, TC_EFORMAT, "JSON, line %d, column %d: %s", why.line, why.column, why.text);
}

void tc_json_free(struct tc_json *root)
{
	json_decref(inner(root));
}

enum tc_json_kind tc_json_kind(const struct tc_json *value)
{
	if (value == NULL)
		return TC_JSON_NULL;
	switch (json_typeof(inner(value))) {
	case JSON_OBJECT:
		return TC_JSON_OBJECT;
	case JSON_ARRAY:
		return TC_JSON_ARRAY;
	case JSON_STRING:
		return TC_JSON_STRING;
	case JSON_INTEGER:
		return TC_JSON_INT;
	case JSON_REAL:
		return TC_JSON_REAL;
	case JSON_TRUE:
	case JSON_FALSE:
		return TC_JSON_BOOL;
	default:
		return TC_JSON_NULL;
	}
}

struct tc_str tc_json_text(const struct tc_json *value)
{
	return (struct tc_str){json_string_value(inner(value)), json_string_length(inner(value))};
}

int64_t tc_json_integer(const struct tc_json *value)
{
	return json_integer_value(inner(value));
}

double tc_json_number(const struct tc_json *value)
{
	return json_number_value(inner(value));
}

bool tc_json_truth(const struct tc_json *value)
{
	return json_is_true(inner(value));
}

size_t tc_json_count(const struct tc_json *value)
{
	return json_is_object(inner(value)) ? json_object_size(inner(value)) : json_array_size(inner(value));
}

const struct tc_json *tc_json_item(const struct tc_json *array, size_t i)
{
	return outer(json_array_get(inner(array), i));
}

const struct tc_json *tc_json_get(const struct tc_json *object, const char *name)
{
	return outer(json_object_get(inner(object), name));
}

bool tc_json_each(const struct tc_json *object, void **position, const char **name, const struct tc_json **value)
{
	*position = *position == NULL ? json_object_iter(inner(object)) : json_object_iter_next(inner(object), *position);
	if (*position == NULL)
		return false;
	*name = json_object_iter_key(*position);
	*value = outer(json_object_iter_value(*position));
	return true;
}
