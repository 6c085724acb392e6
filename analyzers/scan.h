/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_SCAN_H
#define TC_ANALYZERS_SCAN_H

#include <stdbool.h>

#include "base/str.h"

/* What stands between two words. */
struct tc_scan_gap {
	bool blank; /* white space */
	bool newline;
	bool period; /* no other sign than full stops that ends a sentence */
	bool end;    /* a sign that ends a sentence, then white space */
};

/* Byte offset where the next word begins at or after at; text.n when there is none. */
size_t tc_scan_gap(struct tc_str text, size_t at, struct tc_scan_gap *gap);
/* Byte offset of the end of the word that begins at at.  *plain_until, 0 at first, remembers up to where digits with . and ,
 * between them are no number. */
size_t tc_scan_word(struct tc_str text, size_t at, size_t *plain_until);
/* The sign that glues the word that ends at at to the next: '.', '-', '/' (dashes count as '-'), with the byte offset where the
 * next word begins in *next; 0 when it is another sign, or more than one. */
char tc_scan_glue(struct tc_str text, size_t at, size_t *next);

#endif
