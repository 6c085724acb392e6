/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in memory as gzip, for answers over HTTP.
 *
 * One member without a name and with no time of modification (RFC 1952, 2.3.1), so that an answer's bytes depend on nothing but
 * the answer.  All of it is made in one step: deflateBound() says how much room is enough.
 */
#include "base/deflate.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

/* Window of 32 KiB, with a gzip header. */
#define GZIP_WINDOW_BITS (15 + 16)
#define MEMORY_LEVEL 8

enum tc_status tc_deflate_gzip(struct tc_str in, int level, struct tc_buf *out, struct tc_err *err)
{
	z_stream z;
	memset(&z, 0, sizeof z);
	if (in.n > UINT32_MAX)
		return tc_err_set(err, TC_ELIMIT, "gzip: larger than the limit of %u bytes", UINT32_MAX);
	if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		return tc_err_set(err, TC_ENOMEM, "gzip: no memory");
	size_t room = deflateBound(&z, in.n);
	char *to = tc_buf_room(out, room);
	if (to != NULL) {
		z.next_in = (Bytef *)(uintptr_t)in.p;
		z.avail_in = (uInt)in.n;
		z.next_out = (Bytef *)to;
		z.avail_out = (uInt)room;
		/* There is room for all of it: one step ends the stream. */
		if (deflate(&z, Z_FINISH) == Z_STREAM_END)
			tc_buf_added(out, room - z.avail_out);
		else
			out->failed = TC_ENOMEM;
	}
	deflateEnd(&z);
	return tc_buf_check(out, "gzip", err);
}
