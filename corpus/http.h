/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_HTTP_H
#define TC_CORPUS_HTTP_H

#include "base/buf.h"

/* A response of HTTP/0.9 to 1.1 as an archive keeps it; slices of the block it was read from. */
struct tc_http {
	unsigned status;            /* 0: the status line has none */
	struct tc_str content_type; /* without parameters, blanks trimmed; empty when not told */
	struct tc_str charset;      /* of the content type */
	struct tc_str transfer_encoding, content_encoding;
	struct tc_str body; /* as it was sent */
};

/* The value of a header line "Name: value" whose name is name, without regard to case; false for another line. */
bool tc_http_header(struct tc_str line, struct tc_str name, struct tc_str *value);
/* Cuts a content type from its charset. */
void tc_http_content_type(struct tc_str value, struct tc_str *type, struct tc_str *charset);
/* Reads status line and headers of block; false when it does not begin like a response. */
bool tc_http_parse(struct tc_str block, struct tc_http *http);
/* The body without chunks and compression; *body is http->body itself or lives in one of the two buffers (reset first; their
 * max_bytes bounds it).  TC_SKIP: an encoding that is not known, or compressed data that gives nothing; *whole is false when
 * something of it is missing. */
enum tc_status tc_http_body(const struct tc_http *http, struct tc_buf *chunks, struct tc_buf *expanded, struct tc_str *body,
			    bool *whole, struct tc_err *err);

/* Is a body script or data (JavaScript, JSON, JSONP, encoded bytes) whatever its type says?  Many servers say text/html of all they
 * send. */
bool tc_http_is_data(struct tc_str body);

#endif
