/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_STREAM_H
#define TC_BASE_STREAM_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/* Bytes read one after another from a regular file, gunzipped on the way when they begin with gzip's magic (RFC 1952; members
 * may follow each other).  Memory does not grow with the file. */
struct tc_stream;

struct tc_stream_limits {
	uint64_t max_bytes; /* of the expanded content; over it reading fails with TC_ELIMIT */
	uint32_t max_ratio; /* expanded to compressed bytes, looked at after the first megabyte; a bomb is TC_ELIMIT */
};

/* Opens the regular file path (a symbolic link is followed; a directory, FIFO, socket or device is TC_EARG without blocking). */
enum tc_status tc_stream_open(const char *path, const struct tc_stream_limits *limits, struct tc_stream **out,
			      struct tc_err *err);
/* A stream over bytes that stay the caller's and must outlive it. */
enum tc_status tc_stream_open_memory(struct tc_str bytes, struct tc_stream **out, struct tc_err *err);
/* A stream over what a source gives; the source must outlive it. */
struct tc_stream_source {
	void *context;
	/* Up to n bytes: TC_OK with *got > 0; TC_END; TC_SKIP with a reason when what is left is damaged (the stream ends as a
	 * truncated one does); anything else fails. */
	enum tc_status (*read)(void *context, void *to, size_t n, size_t *got, struct tc_err *err);
};
enum tc_status tc_stream_open_source(const struct tc_stream_source *source, const struct tc_stream_limits *limits,
				     struct tc_stream **out, struct tc_err *err);
void tc_stream_free(struct tc_stream *stream); /* takes NULL */

/* The next bytes without consuming them: at least want when that many are left (want <= TC_STREAM_PEEK_BYTES); valid until the
 * next call.  An empty slice at the end. */
#define TC_STREAM_PEEK_BYTES 65536
enum tc_status tc_stream_peek(struct tc_stream *stream, size_t want, struct tc_str *out, struct tc_err *err);
/* Reads up to n bytes into to; *got is 0 only at the end. */
enum tc_status tc_stream_read(struct tc_stream *stream, void *to, size_t n, size_t *got, struct tc_err *err);
/* Adds all that is left to out (whose max_bytes bounds it: TC_ELIMIT). */
enum tc_status tc_stream_read_all(struct tc_stream *stream, struct tc_buf *out, struct tc_err *err);
/* The next line without its LF or CRLF into out (reset first): TC_OK, TC_END, or TC_SKIP when it is longer than
 * max_bytes (all of it is consumed then). */
enum tc_status tc_stream_line(struct tc_stream *stream, struct tc_buf *out, size_t max_bytes, struct tc_err *err);
/* Bytes of expanded content consumed so far. */
uint64_t tc_stream_offset(const struct tc_stream *stream);
bool tc_stream_is_gzip(const struct tc_stream *stream);
/* True once a truncated or damaged gzip stream or source ended early: what came before was delivered, then TC_END. */
bool tc_stream_truncated(const struct tc_stream *stream);
/* Why it did: "the gzip stream ends early"; "" when it did not. */
const char *tc_stream_damage(const struct tc_stream *stream);
/* Can the stream be read at any place: a file or memory that is not gzip?  Then *size is how long it is. */
bool tc_stream_can_seek(const struct tc_stream *stream, uint64_t *size);
/* Goes on reading at offset, of a stream that can seek. */
enum tc_status tc_stream_seek(struct tc_stream *stream, uint64_t offset, struct tc_err *err);

#endif
