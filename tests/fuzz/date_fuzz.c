/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates in any bytes: the search ends, what it finds lies in the text and is a date, and that date printed is read back as
 * itself. */
#include <stdint.h>
#include <stdlib.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_printed(const struct tc_date *date)
{
	struct tc_buf first, second;
	struct tc_date again;
	tc_buf_init(&first, 100);
	tc_buf_init(&second, 100);
	tc_date_format(date, &first);
	if (!tc_date_valid(date) || !tc_date_parse_iso(tc_buf_str(&first), &again) || tc_date_unix(&again) != tc_date_unix(date))
		abort();
	tc_date_format(&again, &second);
	if (!tc_str_eq(tc_buf_str(&first), tc_buf_str(&second)))
		abort();
	tc_buf_reset(&first);
	tc_date_sort_key(date, &first);
	tc_date_format_vi(date, &first);
	tc_buf_release(&first);
	tc_buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size}, found;
	struct tc_date date;
	size_t at = 0, last = 0;
	while (tc_date_find(text, &at, &date, &found)) {
		if (at <= last || at > size || found.n == 0 || found.p < text.p + last || found.p + found.n != text.p + at)
			abort();
		last = at;
		check_printed(&date);
	}
	if (tc_date_parse_iso(text, &date))
		check_printed(&date);
	return 0;
}
