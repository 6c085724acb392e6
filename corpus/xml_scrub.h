/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_XML_SCRUB_H
#define TC_CORPUS_XML_SCRUB_H

#include "base/buf.h"

/* Writes an XML document without its document type and without any entity that is not one of XML's own five, as many lines
 * as before.  out says when it became larger than its limit. */
void tc_xml_scrub(struct tc_str text, struct tc_buf *out);
/* Where the document type that begins at at ends: behind its >. */
size_t tc_xml_doctype_end(struct tc_str text, size_t at);

#endif
