/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_DOCUMENT_H
#define TC_INDEXER_DOCUMENT_H

#include "analyzers/token.h"
#include "corpus/article.h"
#include "xapianc/doc.h"

/* Turns articles into documents by indexer/schema.h, one after another; keeps its tables between them. */
struct tc_document_builder;

enum tc_status tc_document_builder_new(struct tc_document_builder **out, struct tc_err *err);
void tc_document_builder_free(struct tc_document_builder *builder); /* takes NULL */
/* Begins a batch of documents: forgets pairs of words, and terms when they are many. */
void tc_document_builder_begin(struct tc_document_builder *builder);
/* Adds the pairs of words of all documents since then to out as a run (indexer/pairs.h), and drops them. */
enum tc_status tc_document_builder_pairs(struct tc_document_builder *builder, struct tc_buf *out, struct tc_err *err);
/* Fills doc (reset first) with terms, positions, values and stored data of article, whose file and record must be set.  An
 * article without a publisher's id gets its file [+ "#" + record [+ "." + part]] as id: article->id is set then.  id_taken says
 * that another article of the file has its id.  *n_words: words indexed.  A captured article becomes what its stored data hold,
 * so that _rebuild makes the same document of them. */
enum tc_status tc_document_build(struct tc_document_builder *builder, struct tc_article *article, bool id_taken,
				 struct tc_doc *doc, size_t *n_words, struct tc_err *err);
/* Makes the document again from an article that was loaded from stored data; unique is its TC_PREFIX_UNIQUE term. */
enum tc_status tc_document_rebuild(struct tc_document_builder *builder, struct tc_article *article, struct tc_str unique,
				   struct tc_doc *doc, struct tc_err *err);
/* The TC_PREFIX_CAPTURE term of an article that has a time of capture and a URL; empty for others. */
void tc_document_capture_term(const struct tc_article *article, struct tc_buf *out);
/* The TC_PREFIX_CONTENT term, a hash of its text. */
void tc_document_content_term(const struct tc_article *article, struct tc_buf *out);
/* The TC_PREFIX_UNIQUE term of an article whose file and record are set. */
void tc_document_unique_term(struct tc_article *article, bool id_taken, struct tc_buf *out);

#endif
