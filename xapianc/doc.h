/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_DOC_H
#define TC_XAPIANC_DOC_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/* A document before it is added, or as read back from a database: terms with wdf (how often) and positions, values in numbered
 * slots, one piece of stored data.  A term may be of any length here; tc_db_add refuses what no database takes.  The empty term
 * is TC_EARG.  After a failure of no memory the document is good for _reset and _free only. */
struct tc_doc;

enum tc_status tc_doc_new(struct tc_doc **out, struct tc_err *err);
void tc_doc_free(struct tc_doc *doc);  /* takes NULL */
void tc_doc_reset(struct tc_doc *doc); /* empty, to be filled again */
enum tc_status tc_doc_set_data(struct tc_doc *doc, struct tc_str data, struct tc_err *err);
enum tc_status tc_doc_data(const struct tc_doc *doc, struct tc_buf *out, struct tc_err *err);
enum tc_status tc_doc_set_value(struct tc_doc *doc, uint32_t slot, struct tc_str value, struct tc_err *err); /* empty removes */
enum tc_status tc_doc_value(const struct tc_doc *doc, uint32_t slot, struct tc_buf *out, struct tc_err *err);
/* Adds a term without positions, its wdf raised by wdf (0 for a filter). */
enum tc_status tc_doc_add_term(struct tc_doc *doc, struct tc_str term, uint32_t wdf, struct tc_err *err);
/* Adds n positions of a term, its wdf raised by wdf in all; fastest when they ascend, also from call to call,
 * and when terms come in byte order. */
enum tc_status tc_doc_add_positions(struct tc_doc *doc, struct tc_str term, const uint32_t *positions, size_t n, uint32_t wdf,
				    struct tc_err *err);
/* With its positions; TC_ENOENT when the document does not have it. */
enum tc_status tc_doc_remove_term(struct tc_doc *doc, struct tc_str term, struct tc_err *err);

#endif
