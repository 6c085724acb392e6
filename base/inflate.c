/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed bytes in memory, such as the body of an HTTP response.
 *
 * HTTP says "deflate" for the zlib format (RFC 1950), but servers have always sent bare deflate data (RFC 1951) under that name
 * too, and gzip.  The first two bytes tell them apart: gzip's magic, or zlib's header, which names method 8 and is a multiple
 * of 31; everything else is bare.  Damaged data gives what came before the damage, as a file that is cut does. */
#include "base/inflate.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#define STEP_BYTES 65536

/* What inflateInit2 calls the format. */
static int window_bits(struct tc_str in, enum tc_inflate_kind kind)
{
	const unsigned char *p = (const unsigned char *)in.p;
	bool gzip = in.n >= 2 && p[0] == 0x1F && p[1] == 0x8B;
	if (kind == TC_INFLATE_GZIP || gzip)
		return 15 + 16;
	return in.n >= 2 && (p[0] & 15) == 8 && (p[0] * 256 + p[1]) % 31 == 0 ? 15 : -15;
}

/* One step; true when there may be another. */
static bool step(z_stream *z, bool members, struct tc_buf *out, int *result)
{
	size_t room = out->max_bytes - out->n < STEP_BYTES ? out->max_bytes - out->n : STEP_BYTES;
	/* Over the maximum by one byte is enough to tell that there is more. */
	char *to = tc_buf_room(out, room > 0 ? room : 1);
	if (to == NULL)
		return false;
	z->next_out = (Bytef *)to;
	z->avail_out = (uInt)room;
	*result = inflate(z, Z_NO_FLUSH);
	tc_buf_added(out, room - z->avail_out);
	if (*result == Z_OK)
		return z->avail_in > 0 || z->avail_out == 0;
	return *result == Z_STREAM_END && members && z->avail_in >= 2 && z->next_in[0] == 0x1F && z->next_in[1] == 0x8B &&
	       inflateReset(z) == Z_OK;
}

enum tc_status tc_inflate(struct tc_str in, enum tc_inflate_kind kind, struct tc_buf *out, struct tc_err *err)
{
	z_stream z;
	int bits = window_bits(in, kind), result = Z_DATA_ERROR;
	memset(&z, 0, sizeof z);
	if (in.n > UINT32_MAX)
		return tc_err_set(err, TC_ELIMIT, "compressed data: larger than the limit of %u bytes", UINT32_MAX);
	if (inflateInit2(&z, bits) != Z_OK)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	z.next_in = (Bytef *)(uintptr_t)in.p;
	z.avail_in = (uInt)in.n;
	while (step(&z, bits > 15, out, &result))
		;
	inflateEnd(&z);
	if (out->failed != TC_OK)
		return tc_buf_check(out, "compressed data", err);
	if (result == Z_MEM_ERROR)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	return result == Z_STREAM_END ? TC_OK : tc_err_set(err, TC_SKIP, "compressed data: damaged or cut");
}
