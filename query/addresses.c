/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ways to write an address.
 *
 * One that comes out of a browser may be written otherwise than in the archive: https for http, with www. or a final slash, the
 * host in capitals, a fragment behind it.  A document has one term for its URL, as it was found, so whoever looks for an address
 * looks for all of them.  The fragment comes first, because articles of one page differ by it.
 */
#include "query/addresses.h"

#include "base/limits.h"
#include "indexer/address.h"
#include "indexer/schema.h"

void tc_addresses_of(struct tc_str url, struct tc_arena *arena, struct tc_strs *out)
{
	struct tc_buf same, plain, written;
	size_t fragment = tc_str_find_char(url, '#', 0);
	tc_buf_init(&same, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&plain, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&written, TC_LIMIT_RECORD_BYTES);
	*out = (struct tc_strs){NULL, 0, 0};
	tc_strs_add(out, arena, url);
	tc_schema_url(url, &same);
	/* Nothing for what is no address of http: it is as it was. */
	for (unsigned bare = !tc_str_starts(tc_buf_str(&same), TC_STR("//")) ? 2 : fragment == url.n; bare < 2; bare++) {
		struct tc_str address = tc_arena_printf(arena, "http:%.*s%.*s", (int)same.n, same.p,
							TC_STR_ARG(tc_str_sub(url, bare ? url.n : fragment, url.n)));
		tc_address_plain(address, &plain);
		for (unsigned i = 0; tc_address_written(tc_buf_str(&plain), i, &written); i++)
			if (!tc_strs_has(out, tc_buf_str(&written)))
				tc_strs_add(out, arena, tc_buf_str(&written));
	}
	tc_buf_release(&same);
	tc_buf_release(&plain);
	tc_buf_release(&written);
}
