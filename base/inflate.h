/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_INFLATE_H
#define TC_BASE_INFLATE_H

#include "base/buf.h"

enum tc_inflate_kind {
	TC_INFLATE_GZIP,   /* RFC 1952, members may follow each other */
	TC_INFLATE_DEFLATE /* RFC 1950, or RFC 1951 without a header, or gzip after all: told by the first two bytes */
};

/* Expands bytes in memory and adds them to out (whose max_bytes bounds them: TC_ELIMIT).  TC_SKIP when the data ends early or is
 * damaged: what came before is in out then. */
enum tc_status tc_inflate(struct tc_str in, enum tc_inflate_kind kind, struct tc_buf *out, struct tc_err *err);

#endif
