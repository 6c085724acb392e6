/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_DEFLATE_H
#define TC_BASE_DEFLATE_H

#include <stdbool.h>

#include "base/buf.h"

/* Adds in as one gzip member (RFC 1952) to out; the same bytes always give the same member.  level: 1 (fast) to 9 (small).
 * TC_ELIMIT when it is larger than out may be, or in has 4 GiB. */
enum tc_status tc_deflate_gzip(struct tc_str in, int level, struct tc_buf *out, struct tc_err *err);

/* Deflates many pieces, each by itself and without any header (RFC 1951).  For one thread. */
struct tc_deflater;
enum tc_status tc_deflater_new(int level, struct tc_deflater **out, struct tc_err *err);
/* The deflated bytes of in at out, *n of them; false when they are more than n_out. */
bool tc_deflater_put(struct tc_deflater *deflater, struct tc_str in, char *out, size_t n_out, size_t *n);
void tc_deflater_free(struct tc_deflater *deflater); /* takes NULL */

#endif
