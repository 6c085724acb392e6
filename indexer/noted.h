/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_NOTED_H
#define TC_INDEXER_NOTED_H

#include <stdint.h>

#include "corpus/article.h"
#include "indexer/inspect_notes.h"

/* What readers noted of the articles of one file, each kind with its number: kept in the file's state, so that a report adds up
 * files instead of reading all articles. */

/* Kinds of one file that are told apart; what is over is counted as "others". */
#define TC_NOTED_KINDS 64

struct tc_noted {
	struct tc_noted_kind {
		bool encoding; /* kind is an encoding other than UTF-8 */
		char kind[TC_NOTE_KIND_BYTES];
		uint32_t n;
	} v[TC_NOTED_KINDS];
	size_t n;
};

/* Counts the notes of an article. */
void tc_noted_add(struct tc_noted *noted, const struct tc_article *article);
/* Adds the lines to out: "encoding=12 windows-1258", "note=3 repaired: bytes that are not UTF-8". */
void tc_noted_write(const struct tc_noted *noted, struct tc_buf *out);
/* Reads one such line; false for another. */
bool tc_noted_line(struct tc_str line, bool *encoding, uint32_t *n, struct tc_str *kind);

#endif
