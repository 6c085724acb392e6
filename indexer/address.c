/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ways to write an address.
 *
 * The index has URLs as they were written, to be found so.  To find the pages of one address their usual spellings are tried:
 * that asks the index eight times and needs nothing of its own in it.  Hosts in capitals, ports and percent signs are not varied.
 */
#include "indexer/address.h"

#define N_WRITTEN 8

static bool passes(struct tc_str *s, struct tc_str prefix)
{
	if (!tc_str_eq_ascii_nocase(tc_str_sub(*s, 0, prefix.n), prefix))
		return false;
	*s = tc_str_sub(*s, prefix.n, s->n);
	return true;
}

void tc_address_plain(struct tc_str url, struct tc_buf *out)
{
	struct tc_str rest = url;
	tc_buf_reset(out);
	if (!passes(&rest, TC_STR("http://")) && !passes(&rest, TC_STR("https://"))) {
		tc_buf_add_str(out, url);
		return;
	}
	passes(&rest, TC_STR("www."));
	while (rest.n > 0 && rest.p[rest.n - 1] == '/')
		rest.n--;
	tc_buf_add_str(out, rest);
}

bool tc_address_written(struct tc_str plain, unsigned i, struct tc_buf *out)
{
	bool other = tc_str_find(plain, TC_STR("://"), 0) < plain.n, anchor = tc_str_find_char(plain, '#', 0) < plain.n;
	if (i >= (other ? 1 : anchor ? N_WRITTEN / 2 : N_WRITTEN))
		return false;
	tc_buf_reset(out);
	if (!other)
		tc_buf_printf(out, "%s://%s", i & 1 ? "https" : "http", i & 2 ? "www." : "");
	tc_buf_add_str(out, plain);
	if (i & 4)
		tc_buf_add_char(out, '/');
	return true;
}
