/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_CSV_H
#define TC_CORPUS_CSV_H

#include "base/stream.h"

/* Rows of a table in text: cells between separators, in quotes where they hold any (RFC 4180). */
struct tc_csv_dialect {
	char separator;
	char newline;   /* what ends a row: LF (CR LF is the same), or CR alone */
	bool backslash; /* a quote in a quoted cell stands behind a backslash, not doubled; \n is a line end there */
};

struct tc_csv_row {
	const struct tc_str *cells; /* without their quotes; valid until the next call */
	size_t n;
	uint64_t offset_bytes;
	unsigned long line; /* from 1 */
};

struct tc_csv;

/* The stream is the caller's and outlives it. */
enum tc_status tc_csv_new(struct tc_stream *stream, struct tc_csv_dialect dialect, uint64_t max_row_bytes, struct tc_csv **out,
			  struct tc_err *err);
void tc_csv_free(struct tc_csv *csv); /* takes NULL */
/* How many cells a row should have: one of several lines with another number has a quote that is never closed.  0: any. */
void tc_csv_expect(struct tc_csv *csv, size_t n_cells);
/* The next row that is not blank; TC_END.  TC_SKIP with the reason, offset and line in row, when it is larger than max_row_bytes
 * or a quote in it is never closed: reading goes on with the next line.  After too much of this TC_EFORMAT. */
enum tc_status tc_csv_next(struct tc_csv *csv, struct tc_csv_row *row, struct tc_err *err);

#endif
