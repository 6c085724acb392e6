/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_ESCAPE_H
#define TC_BASE_ESCAPE_H

#include "base/buf.h"

/* Text as the content of an element or of a quoted attribute of XML 1.0 (and HTML): & < > " ' as references, what no XML document
 * may have (control characters, bytes that are no UTF-8) as U+FFFD. */
void tc_escape_xml(struct tc_str text, struct tc_buf *out);
/* Text as one field of CSV (RFC 4180), quoted where it must be.  A spreadsheet takes a field that begins with = + - @, a tab or a
 * return for a formula: such a field gets ' before it.  What
 * no XML document may have is U+FFFD here too, so that a file looked at in a terminal does not command it. */
void tc_escape_csv(struct tc_str text, struct tc_buf *out);

#endif
