/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates of HTTP: IMF-fixdate of RFC 9110, 5.6.7, always GMT, English names whatever the locale.  The two obsolete forms that a
 * server may still be sent are not read: without a date an answer is sent whole, which is never wrong.
 */
#include "base/date.h"
#include "web/response.h"

static const char days[7][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void tc_http_date(int64_t unix_seconds, struct tc_buf *out)
{
	struct tc_date d;
	tc_date_from_unix(unix_seconds, 0, &d);
	if (d.precision == TC_DATE_NONE)
		return;
	/* 1 January 1970 was a Thursday. */
	int64_t day = unix_seconds / 86400 - (unix_seconds % 86400 < 0);
	tc_buf_printf(out, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[((day % 7) + 7) % 7], d.day, months[d.month - 1], d.year,
		      d.hour, d.minute, d.second);
}

bool tc_http_date_read(struct tc_str text, int64_t *unix_seconds)
{
	struct tc_date d;
	if (text.n != 29 || !tc_str_ends(text, TC_STR(" GMT")) || !tc_date_parse_iso(text, &d))
		return false;
	*unix_seconds = tc_date_unix(&d);
	return true;
}
