/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_INSPECT_NOTES_H
#define TC_INDEXER_INSPECT_NOTES_H

#include "base/str.h"

#define TC_NOTE_KIND_BYTES 80

/* The encoding that a note of an article speaks of; false when it speaks of none, or of UTF-8. */
bool tc_note_encoding(struct tc_str note, char name[TC_NOTE_KIND_BYTES]);
/* What notes of the same kind have in common: "repaired: bytes that are not UTF-8".  false for a note that says nothing but an
 * encoding. */
bool tc_note_kind(struct tc_str note, char kind[TC_NOTE_KIND_BYTES]);

#endif
