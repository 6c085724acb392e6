/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in memory as gzip, for answers over HTTP, and deflated alone, for tables of a database.
 *
 * Gzip: one member without a name and with no time of modification (RFC 1952, 2.3.1), so that an answer's bytes depend on nothing
 * but the answer.  All of it is made in one step: deflateBound() says how much room is enough.
 */
#include "base/deflate.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/alloc.h"

/* Window of 32 KiB, with a gzip header. */
#define GZIP_WINDOW_BITS (15 + 16)
/* No header; a window of 8 KiB and tables to match, which are cleared for each piece: pieces are a few kilobytes. */
#define RAW_WINDOW_BITS (-13)
#define RAW_MEMORY_LEVEL 6
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

struct tc_deflater {
	z_stream z;
};

enum tc_status tc_deflater_new(int level, struct tc_deflater **out, struct tc_err *err)
{
	struct tc_deflater *d = tc_alloc(sizeof *d);
	*out = NULL;
	if (d == NULL)
		return tc_err_set(err, TC_ENOMEM, "deflate: no memory");
	memset(d, 0, sizeof *d);
	if (deflateInit2(&d->z, level, Z_DEFLATED, RAW_WINDOW_BITS, RAW_MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
		tc_free(d);
		return tc_err_set(err, TC_ENOMEM, "deflate: no memory");
	}
	*out = d;
	return TC_OK;
}

bool tc_deflater_put(struct tc_deflater *d, struct tc_str in, char *out, size_t n_out, size_t *n)
{
	*n = 0;
	if (in.n > UINT32_MAX || n_out > UINT32_MAX || deflateReset(&d->z) != Z_OK)
		return false;
	d->z.next_in = (Bytef *)(uintptr_t)in.p;
	d->z.avail_in = (uInt)in.n;
	d->z.next_out = (Bytef *)out;
	d->z.avail_out = (uInt)n_out;
	if (deflate(&d->z, Z_FINISH) != Z_STREAM_END)
		return false;
	*n = n_out - d->z.avail_out;
	return true;
}

void tc_deflater_free(struct tc_deflater *d)
{
	if (d == NULL)
		return;
	deflateEnd(&d->z);
	tc_free(d);
}
