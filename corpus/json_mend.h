/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_JSON_MEND_H
#define TC_CORPUS_JSON_MEND_H

#include "base/buf.h"

/* Mends strings of JSON that writers of exports get wrong: halves of surrogate pairs and NUL become \uFFFD, raw control
 * characters (line ends, tabs) their escapes.  Returns how many there were; out, reset first, has the mended text only when there
 * were some. */
size_t tc_json_mend(struct tc_str text, struct tc_buf *out);

#endif
