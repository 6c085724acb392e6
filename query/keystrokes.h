/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_KEYSTROKES_H
#define TC_QUERY_KEYSTROKES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* Adds the term that a word (lower case) is typed for by Telex (nooij) or VNI (no65i) to out; false when it is no such word: it
 * has a letter that is not ASCII, or does not give a Vietnamese syllable with a mark. */
bool tc_keystrokes_read(struct tc_str word, struct tc_buf *out);
/* The same for VIQR (No^.i, capitals allowed), and the bare letters as typed put into letters. */
bool tc_keystrokes_read_viqr(struct tc_str word, struct tc_buf *letters, struct tc_buf *out);

#endif
