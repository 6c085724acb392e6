/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_TYPED_DATE_H
#define TC_QUERY_TYPED_DATE_H

#include "base/date.h"

/* Dates as a reader types them into a query or behind --from and --to, day first: 2023, 01/2023, 8/1/2023, 08-01-2023, 8.1.2023,
 * 2023-01, 2023-01-08.  Reads all of s; false when it is none of them or is no day of the calendar (31/2/2022).  Years are those
 * from 1000 to 2999. */
bool tc_query_typed_date(struct tc_str s, struct tc_date *out);
/* Reads all of s as a day of any year: 30/4, 30-4, 30.4, 29/2.  Gives its month and day as four digits and a NUL: "0430". */
bool tc_query_typed_day(struct tc_str s, char out[5]);
/* Reads all of s as from..to, from.. or ..to; an open end is TC_DATE_NONE.  Does not ask which end is the later one. */
bool tc_query_typed_range(struct tc_str s, struct tc_date *from, struct tc_date *to);
/* Does to end before from begins?  An open end never does. */
bool tc_query_typed_range_empty(const struct tc_date *from, const struct tc_date *to);

#endif
