/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PARSE_FIELD_H
#define TC_QUERY_PARSE_FIELD_H

#include "base/str.h"
#include "indexer/schema.h"

/* What a name before a colon asks for. */
enum tc_field_kind {
	TC_NAME_NONE,    /* no name of ours: an ordinary word with a colon in it */
	TC_NAME_UNKNOWN, /* meant as a name, but there is none such: nearest, NULL when none is near */
	TC_NAME_FIELD,   /* field */
	TC_NAME_DATE,
	TC_NAME_EXACT /* exact_prefix */
};

struct tc_field_name {
	enum tc_field_kind kind;
	enum tc_field field;
	const char *exact_prefix;
	const char *nearest;
	bool unmistakable; /* five letters or more, small, without marks: the name of a field even with a blank after the colon */
};

/* Looks a name up: upper or lower case, with or without Vietnamese marks, _ and - passed over. */
struct tc_field_name tc_field_name_find(struct tc_str name);

#endif
