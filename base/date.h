/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_DATE_H
#define TC_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* How much of a date is known. */
enum tc_date_precision { TC_DATE_NONE = 0, TC_DATE_YEAR, TC_DATE_MONTH, TC_DATE_DAY, TC_DATE_MINUTE, TC_DATE_SECOND };

/* A date of the proleptic Gregorian calendar as precise as it is known; fields beyond the precision are 0.
 * offset_min is the zone east of Greenwich in minutes; where a text writes none it is +420, Vietnam's. */
struct tc_date {
	enum tc_date_precision precision;
	int16_t year;
	int8_t month, day, hour, minute, second;
	int16_t offset_min;
};

#define TC_DATE_VIETNAM_OFFSET_MIN 420

/* Is every known field in range (29 February only in leap years, year 1..9999)? */
bool tc_date_valid(const struct tc_date *date);
/* Reads all of s as ISO 8601 in the forms that machines write: 2023, 2023-01, 2023-01-08, 2023-01-08T17:46[:SS[.fff]], with a
 * blank instead of T, with Z, +07:00, +0700, +07, " +07:00" or no zone; basic 20230108 and 20230108T174600Z too; and RFC 2822
 * (Sun, 08 Jan 2023 17:46:00 +0700), of which zones may be names and GMT+7.  False when it is none of them or not valid. */
bool tc_date_parse_iso(struct tc_str s, struct tc_date *out);
/* Finds the first date of a Vietnamese text at or after byte offset *at, day first: 17:46 08/01/2023, 08/01/2023 17:46,
 * Thứ hai, 9/1/2023, 07:15 (GMT+7), 8-1-2023, 16.12.2022, 16–12–2022, 16-12- 2022, ngày 16 tháng 12 năm 2022, 12/2022,
 * tháng 12/2022, 2023-01-08.  Moves *at behind it and gives its bytes in *found when not NULL.  Needs a year: 6- 1, scores, phone
 * and document numbers are no dates here. */
bool tc_date_find(struct tc_str text, size_t *at, struct tc_date *out, struct tc_str *found);
/* Reads all of a line as a day without its year, "6- 1", "Thứ sáu, 6/1, 07:15", "(ngày 6 tháng 1)", with its time if there is one:
 * out->year is 0, which is no valid date until it has one. */
bool tc_date_parse_day(struct tc_str line, struct tc_date *out);
/* Writes 2023-01-08T17:46:00+07:00, 2023-01-08, 2023-01 or 2023; nothing for TC_DATE_NONE. */
void tc_date_format(const struct tc_date *date, struct tc_buf *out);
/* Writes it as a Vietnamese newspaper does: 17:46 08/01/2023, 08/01/2023, 01/2023, 2023. */
void tc_date_format_vi(const struct tc_date *date, struct tc_buf *out);
/* Sortable text of as many of the fourteen digits YYYYMMDDHHMMSS as are known, moved to Vietnamese time; nothing for none. */
void tc_date_sort_key(const struct tc_date *date, struct tc_buf *out);
/* Seconds since 1970-01-01T00:00:00Z of the first instant that the date may mean. */
int64_t tc_date_unix(const struct tc_date *date);
/* The instant unix_seconds as a date of the zone offset_min with precision TC_DATE_SECOND; none outside the years 1 to 9999. */
void tc_date_from_unix(int64_t unix_seconds, int offset_min, struct tc_date *out);
/* Days in a month of a year; 0 for a month that there is not. */
int tc_date_month_days(int year, int month);

#endif
