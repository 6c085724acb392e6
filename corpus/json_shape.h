/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_JSON_SHAPE_H
#define TC_CORPUS_JSON_SHAPE_H

#include "base/str.h"

/* What a JSON object is that begins here: a record itself, or what wraps an array of records. */
struct tc_json_shape {
	bool wraps;
	size_t at;      /* where the array's [ stands */
	unsigned depth; /* brackets that are open before it */
	/* Of a JSON Feed (jsonfeed.org): its title and language as they stand between the quotes. */
	struct tc_str title, language;
};

/* text begins with {; a beginning of 64 KiB is enough. */
struct tc_json_shape tc_json_shape_find(struct tc_str text);

#endif
