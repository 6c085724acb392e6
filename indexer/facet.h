/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_FACET_H
#define TC_INDEXER_FACET_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzers/token.h"
#include "base/buf.h"

/* Facets: what articles are counted and filtered by, as it is on disk.
 *
 * Facets of text are in a value slot, a newline between two: the mark of the canonical form (tc_facet_mark), then the value as
 * printed.  So KINH TẾ and Kinh tế are told to be one value without reading words when there are many.  They are in one term each
 * too, prefix + canonical form (tc_schema_key of tc_facet_key).  An article has a value once, whatever it is spelt like. Facets
 * of dates are the first digits of TC_SLOT_PUBLISHED, and their terms are TC_PREFIX_YEAR ...DAY. */
enum tc_facet {
	TC_FACET_YEAR,
	TC_FACET_MONTH,
	TC_FACET_DAY,
	TC_FACET_SECTION,
	TC_FACET_AUTHOR,
	TC_FACET_KEYWORD,
	TC_FACET_SOURCE, /* source and publication */
	TC_FACET_NAME,   /* names in the text, analyzers/names.h */
	TC_FACET_COUNT
};

struct tc_facet_info {
	const char *names[4]; /* as typed, the one that JSON has first, NULL after the last */
	const char *label;    /* Vietnamese, for people */
	const char *prefix;   /* of the term */
	uint32_t slot;
	uint32_t digits; /* of a date: how many; else 0 */
};

extern const struct tc_facet_info tc_facets[TC_FACET_COUNT];

/* More values than that of one facet, and longer ones, are not taken from an article: no person wrote such a list of keywords. */
#define TC_FACET_VALUES 64
#define TC_FACET_VALUE_BYTES 160

/* Looks a name up, with or without marks; false when there is none such. */
bool tc_facet_find(struct tc_str name, enum tc_facet *out);
/* The facet of text whose terms begin so; false when there is none. */
bool tc_facet_of_prefix(const char *prefix, enum tc_facet *out);
/* Adds the canonical form of a value to out: its words as terms, a blank between two.  Nothing for a value without words. */
enum tc_status tc_facet_key(struct tc_analyzer *analyzer, struct tc_str value, struct tc_buf *out, struct tc_err *err);
/* Adds the mark of a canonical form to out: TC_FACET_MARK printable characters, 42 bits of its hash. */
#define TC_FACET_MARK 7
void tc_facet_mark(struct tc_str key, struct tc_buf *out);

#endif
