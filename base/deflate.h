/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_DEFLATE_H
#define TC_BASE_DEFLATE_H

#include "base/buf.h"

/* Adds in as one gzip member (RFC 1952) to out; the same bytes always give the same member.  level: 1 (fast) to 9 (small).
 * TC_ELIMIT when it is larger than out may be, or in has 4 GiB. */
enum tc_status tc_deflate_gzip(struct tc_str in, int level, struct tc_buf *out, struct tc_err *err);

#endif
