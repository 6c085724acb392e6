/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_DOCUMENT_FACETS_H
#define TC_INDEXER_DOCUMENT_FACETS_H

#include "analyzers/names.h"
#include "corpus/article.h"
#include "xapianc/doc.h"

/* Adds values and terms of an article's facets (indexer/facet.h) to its document, those of the date aside; names has read
 * the article's text. */
enum tc_status tc_document_add_facets(struct tc_analyzer *analyzer, const struct tc_article *article, struct tc_names *names,
				      struct tc_doc *doc, struct tc_err *err);

#endif
