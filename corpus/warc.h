/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_WARC_H
#define TC_CORPUS_WARC_H

#include "base/stream.h"

/* The records of a web archive one after another: WARC 0.18, 1.0, 1.1 (ISO 28500) and ARC 1 and 2. */
struct tc_warc;

struct tc_warc_record {
	uint32_t number; /* from 1 */
	uint64_t offset; /* of its header in the expanded stream */
	bool arc;
	struct tc_str type; /* small letters: response, resource, revisit, ...; of ARC: response or arc_header */
	struct tc_str url, date, content_type, truncated, refers_date,
		digest;      /* as the header has them, trimmed; empty when it has none */
	struct tc_str block; /* the content */
	uint64_t declared;   /* its length as the header says */
	bool no_length;      /* the header says none */
	bool clipped;        /* the stream ends inside it */
	bool wrong_length;   /* block has another length than declared: it ends at the next record */
	bool too_large;      /* longer than max_record_bytes: block is empty */
};

/* The stream stays the caller's and must outlive it. */
enum tc_status tc_warc_new(struct tc_stream *stream, uint64_t max_record_bytes, struct tc_warc **out, struct tc_err *err);
void tc_warc_free(struct tc_warc *warc); /* takes NULL */
/* The next record; everything in it lives until the next call.  TC_SKIP: bytes that are no record were passed over. */
enum tc_status tc_warc_next(struct tc_warc *warc, struct tc_warc_record *record, struct tc_err *err);
/* Does this line begin a record of WARC, of ARC? */
bool tc_warc_line(struct tc_str line);
bool tc_warc_arc_line(struct tc_str line);

#endif
