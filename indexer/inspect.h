/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_INSPECT_H
#define TC_INDEXER_INSPECT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/status.h"
#include "corpus/reader.h"
#include "xapianc/db.h"

/* What an administrator asks of files and of an index. */

enum tc_dump {
	TC_DUMP_JSON,    /* a line of JSON an article */
	TC_DUMP_EXPLAIN, /* for a person, with where each field comes from */
	TC_DUMP_EXPLAIN_JSON
};

/* Adds the article for a person; format is its reader's name. */
void tc_inspect_explain(const struct tc_article *article, const char *format, struct tc_buf *out);
/* Prints the articles of each path (a file, or a folder of files) to out.  Files that cannot be read are told
 * about; *n_bad counts them. */
enum tc_status tc_inspect_dump(const char *const *paths, size_t n_paths, const struct tc_reader_options *reader, enum tc_dump how,
			       FILE *out, size_t *n_bad, struct tc_err *err);
/* Checks the index: database structure, schema, each file's state against its documents, vocabulary against terms, and n_samples
 * files that did not change against what is stored of them, read as reader says.  Findings are added to out, one a line;
 * *n_errors counts them. */
enum tc_status tc_inspect_check(const char *index, const struct tc_reader_options *reader, size_t n_samples, struct tc_buf *out,
				size_t *n_errors, struct tc_err *err);
/* The last of these: adds to *n_errors. */
enum tc_status tc_inspect_samples(struct tc_db *db, const struct tc_reader_options *reader, size_t n, struct tc_buf *out,
				  size_t *n_errors, struct tc_err *err);

#endif
