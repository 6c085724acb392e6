/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of notes, to sum them up.
 *
 * Notes are written for people ("repaired: 3 bytes that are not UTF-8"), and each says something of its own.  Of repairs the kind
 * is all but the number and what hangs on it; of notes about an encoding it is the encoding, and whether another was declared; of
 * all others what stands before the colon, since behind it are names and numbers. */
#include "indexer/inspect_notes.h"

#include <stdio.h>
#include <string.h>

static void copy(char kind[TC_NOTE_KIND_BYTES], struct tc_str s)
{
	snprintf(kind, TC_NOTE_KIND_BYTES, "%.*s", TC_STR_ARG(tc_str_sub(s, 0, TC_NOTE_KIND_BYTES - 1)));
}

/* What stands behind word in s; false when it is not there. */
static bool behind(struct tc_str s, struct tc_str word, struct tc_str *rest)
{
	size_t at = tc_str_find(s, word, 0);
	if (at < s.n)
		*rest = tc_str_sub(s, at + word.n, s.n);
	return at < s.n;
}

bool tc_note_encoding(struct tc_str note, char name[TC_NOTE_KIND_BYTES])
{
	struct tc_str rest;
	if (!tc_str_starts(note, TC_STR("encoding: ")) || !behind(note, TC_STR("encoding: "), &rest))
		return false;
	behind(rest, TC_STR(", found "), &rest);
	if (behind(rest, TC_STR("parts in "), &rest))
		snprintf(name, TC_NOTE_KIND_BYTES, "%.*s, in parts", TC_STR_ARG(tc_str_sub(rest, 0, TC_NOTE_KIND_BYTES - 20)));
	else
		copy(name, rest);
	return strcmp(name, "utf-8") != 0;
}

bool tc_note_kind(struct tc_str note, char kind[TC_NOTE_KIND_BYTES])
{
	struct tc_str rest;
	if (tc_str_starts(note, TC_STR("encoding: "))) {
		copy(kind, TC_STR("encoding: another than declared"));
		return behind(note, TC_STR("declared "), &rest);
	}
	if (tc_str_starts(note, TC_STR("repaired: ")) &&
	    (behind(note, TC_STR(" that are not "), &rest) || behind(note, TC_STR(" that is not "), &rest)))
		snprintf(kind, TC_NOTE_KIND_BYTES, "repaired: bytes that are not %.*s", TC_STR_ARG(tc_str_sub(rest, 0, 40)));
	else if (tc_str_starts(note, TC_STR("repaired: ")) && behind(note, TC_STR(" that was read as "), &rest))
		copy(kind, note);
	else
		copy(kind, tc_str_sub(note, 0, tc_str_find_char(note, ':', 0)));
	return true;
}
