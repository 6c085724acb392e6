/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and dates as Vietnamese papers write them.
 *
 *   12.000 tỷ = 12000 tỷ = 12 nghìn tỷ = 12 ngàn tỉ      1,5 triệu = 1.5 triệu = 1.500.000      500.000 = 500 nghìn
 *   5,5 phần trăm = 5,5
 *   2/9 = 02/09 = 2-9 = mùng 2 tháng 9 = ngày 2 tháng 9 = mùng hai tháng chín
 *   2/9/1945 = 02-09-1945 = 1945-09-02 = ngày 2 tháng 9 năm 1945      9/1945 = tháng 9 năm 1945
 *
 * What the index has in common for two spellings is not repeated here: 12.000 and 12000, 1,5 and 1.5 share a key (joined,
 * analyzers/token.h), tỉ is tỷ, 2/9 and 2-9 are the same two words, and the phrase "2 tháng 9" is in "mùng 2 tháng 9".  So only
 * as many forms are made as there are different phrases; zeros asks for 2 and 02 in one of them.
 *
 * A point parts thousands when three digits stand behind it, a comma parts decimals.  12,000 is left alone: English thousands
 * or a Vietnamese fraction.  A plain number of four digits is a year before it is anything else.  A sum is said with nghìn,
 * triệu, tỷ only as people do: at most two decimals, no 0,01 tỷ, no 1.200 nghìn.  A date needs a day and a month that exist;
 * without "ngày" or "mùng" before it only digits make one.  2.9 is a number.  Left out: numbers in words but for the days up to
 * mùng mười, lunar months, years of two digits; "%" is no word of the index, so that 5 phần trăm cannot ask for 5 %.
 */
#include "query/numbers.h"

#include <string.h>

#include "analyzers/token.h"
#include "base/date.h"

static const struct {
	const char *term, *ascii;
} number_words[] = {
	{"một", "mot"}, {"hai", "hai"}, {"ba", "ba"},   {"bốn", "bon"},   {"năm", "nam"},
	{"sáu", "sau"}, {"bảy", "bay"}, {"tám", "tam"}, {"chín", "chin"}, {"mười", "muoi"},
};

#define N_NUMBER_WORDS (sizeof number_words / sizeof *number_words)

/* How sums are said: at least `least` hundredths, less than `limit` of the unit. */
static const struct unit {
	const char *words; /* as in a form */
	unsigned zeros;
	unsigned long long least, limit;
} units[] = {
	{"", 0, 100, 10000000000ull}, {" nghìn", 3, 100, 1000},     {" ngàn", 3, 100, 1000},     {" triệu", 6, 10, 10000},
	{" tỷ", 9, 10, 1000000},      {" nghìn tỷ", 12, 10, 10000}, {" ngàn tỷ", 12, 10, 10000},
};

#define N_UNITS (sizeof units / sizeof *units)

/* Hundredths, so that two decimals are exact. */
struct amount {
	unsigned long long hundredths;
	size_t digits;  /* before the comma */
	bool separated; /* with . or , in it */
};

static bool is_word(const struct tc_typed *word, const char *term, const char *ascii)
{
	return tc_typed_may_be(word, tc_str_of(term), tc_str_of(ascii));
}

/* 1 to n digits and nothing else; *value is 0 for none. */
static bool read_digits(const struct tc_typed *word, size_t n, unsigned *value)
{
	unsigned long long number = 0;
	*value = 0;
	if (word->text.n > n || !tc_str_to_u64(word->text, 9999, &number))
		return false;
	*value = (unsigned)number;
	return true;
}

/* "12.000", "1,5", "1.5", "1.234,5" */
static bool read_amount(struct tc_str text, struct amount *amount)
{
	unsigned long long whole = 0, fraction = 0;
	size_t comma = tc_str_find_char(text, ',', 0), point = tc_str_find_char(text, '.', 0);
	struct tc_str left = tc_str_sub(text, 0, comma), right = tc_str_sub(text, comma + (comma < text.n), text.n);
	*amount = (struct amount){.separated = comma < text.n || point < text.n};
	if (comma == text.n && point < text.n && text.n - point - 1 < 3) {
		left = tc_str_sub(text, 0, point);
		right = tc_str_sub(text, point + 1, text.n);
		point = left.n;
	}
	if (right.n > 2 || left.n == 0 || left.n > 20 || (comma < text.n && right.n == 0))
		return false;
	for (struct tc_str rest = left; rest.p != NULL;) {
		struct tc_str part = tc_str_split(&rest, '.');
		unsigned long long value = 0;
		bool first = amount->digits == 0;
		if (part.n == 0 || (point < left.n && (first ? part.n > 3 : part.n != 3)) ||
		    !tc_str_to_u64(part, 9999999999999ull, &value))
			return false;
		if (amount->digits + part.n > 13)
			return false;
		amount->digits += part.n;
		whole = first ? value : whole * 1000 + value;
	}
	if (right.n > 0 && !tc_str_to_u64(right, 99, &fraction))
		return false;
	amount->hundredths = whole * 100 + (right.n == 1 ? fraction * 10 : fraction);
	return text.p[0] != '0' || left.n == 1;
}

/* nghìn, triệu, tỷ, nghìn tỷ at words[0]: how many words, and zeros. */
static size_t read_unit(const struct tc_typed *words, size_t n, unsigned *zeros)
{
	bool thousand = n > 0 && (is_word(words, "nghìn", "nghin") || is_word(words, "ngàn", "ngan"));
	size_t next = thousand ? 1 : 0;
	*zeros = thousand ? 3 : 0;
	if (n > next && is_word(&words[next], "tỷ", "ty"))
		*zeros += 9;
	else if (n > 0 && !thousand && is_word(words, "triệu", "trieu"))
		*zeros = 6;
	else
		return next;
	return next + 1;
}

static void add_digits(struct tc_buf *out, unsigned long long hundredths)
{
	unsigned long long whole = hundredths / 100, power = 1;
	unsigned rest = (unsigned)(hundredths % 100);
	while (power <= whole / 1000)
		power *= 1000;
	tc_buf_printf(out, "%llu", whole / power);
	for (power /= 1000; power > 0; power /= 1000)
		tc_buf_printf(out, ".%03llu", whole / power % 1000);
	if (rest > 0)
		tc_buf_printf(out, rest % 10 == 0 ? ",%u" : ",%02u", rest % 10 == 0 ? rest / 10 : rest);
}

/* The sum said with a unit; false when nobody would. */
static bool say(const struct amount *amount, unsigned zeros, const struct unit *unit, struct tc_buf *out)
{
	unsigned long long value = amount->hundredths;
	for (; zeros > unit->zeros; zeros--) {
		if (value > 1000000000000000ull)
			return false;
		value *= 10;
	}
	for (unsigned i = zeros; i < unit->zeros; i++) {
		if (value % 10 != 0)
			return false;
		value /= 10;
	}
	if (value < unit->least || value >= unit->limit * 100 || (unit->zeros == 0 && value % 100 != 0))
		return false;
	tc_buf_reset(out);
	add_digits(out, value);
	tc_buf_add_cstr(out, unit->words);
	return true;
}

static void add_text(struct tc_forms *forms, struct tc_arena *arena, const struct tc_buf *text, bool zeros)
{
	tc_forms_add(forms, arena, (struct tc_form){.text = tc_arena_str(arena, tc_buf_str(text)), .zeros = zeros});
}

static size_t find_sum(const struct tc_typed *words, size_t n, struct tc_arena *arena, struct tc_forms *forms)
{
	struct amount amount;
	unsigned zeros = 0;
	if ((words->flags & TC_TOKEN_NUMBER) == 0 || !read_amount(words->text, &amount))
		return 0;
	size_t n_unit = read_unit(words + 1, n - 1, &zeros);
	if (!words[n_unit].last)
		n_unit = 0;
	if (n > 2 && is_word(&words[1], "phần", "phan") && is_word(&words[2], "trăm", "tram") && words[2].last &&
	    amount.separated) {
		tc_forms_add(forms, arena, (struct tc_form){.text = tc_arena_str(arena, words->text)});
		return 3;
	}
	if (!words[n_unit].last || (n_unit == 0 && !amount.separated && amount.digits < 5))
		return 0;
	if (n_unit == 0)
		zeros = 0;
	struct tc_buf text, typed;
	tc_buf_init(&text, 256);
	tc_buf_init(&typed, 256);
	add_digits(&typed, amount.hundredths);
	for (size_t i = 1; i <= n_unit; i++)
		tc_buf_printf(&typed, " %.*s", TC_STR_ARG(words[i].term));
	for (size_t i = 0; i < N_UNITS; i++)
		if (say(&amount, zeros, &units[i], &text) && !tc_str_eq(tc_buf_str(&text), tc_buf_str(&typed)))
			add_text(forms, arena, &text, false);
	tc_buf_release(&text);
	tc_buf_release(&typed);
	return 1 + n_unit;
}

/* A date on its way; 0: not there. */
struct day {
	unsigned day, month, year;
	size_t n; /* words read */
};

/* A number up to max in digits or, where it may be, in words. */
static bool read_number(const struct tc_typed *word, bool in_words, unsigned max, unsigned *value)
{
	if (read_digits(word, 2, value))
		return *value > 0 && *value <= max;
	for (unsigned i = 0; in_words && i < N_NUMBER_WORDS; i++)
		if (is_word(word, number_words[i].term, number_words[i].ascii)) {
			*value = i + 1;
			return true;
		}
	return false;
}

static bool is_year(const struct tc_typed *word, unsigned *year)
{
	return word->text.n == 4 && read_digits(word, 4, year) && *year >= 1000 && *year < 3000;
}

/* "9", "9/1945", "9 năm 1945", "chín" behind tháng at words[0]. */
static bool read_month(const struct tc_typed *words, size_t n, struct day *day)
{
	if (n == 0 || !read_number(words, true, 12, &day->month))
		return false;
	day->n = 1;
	if (n > 1 && (words[1].sign == '/' || words[1].sign == '-') && is_year(&words[1], &day->year))
		day->n = 2;
	else if (n > 2 && is_word(&words[1], "năm", "nam") && is_year(&words[2], &day->year))
		day->n = 3;
	else
		day->year = 0;
	return true;
}

/* "2/9", "2-9-1945", "1945-09-02", "9/1945" at words[0]. */
static bool read_signs(const struct tc_typed *words, size_t n, struct day *day)
{
	if (n < 2 || (words[1].sign != '/' && words[1].sign != '-' && words[1].sign != '.'))
		return false;
	bool three = n > 2 && words[2].sign == words[1].sign;
	if (three && words[1].sign == '-' && is_year(words, &day->year)) {
		day->n = 3;
		return read_digits(&words[1], 2, &day->month) && read_digits(&words[2], 2, &day->day);
	}
	if (!read_digits(words, 2, &day->day) || day->day == 0)
		return false;
	if (words[1].sign == '/' && is_year(&words[1], &day->year)) {
		day->month = day->day;
		day->day = 0;
		day->n = 2;
		return true;
	}
	if (!read_digits(&words[1], 2, &day->month))
		return false;
	day->n = 2;
	if (three && is_year(&words[2], &day->year))
		day->n = 3;
	else if (!words[1].last && n > 3 && is_word(&words[2], "năm", "nam") && is_year(&words[3], &day->year))
		day->n = 4;
	else
		day->year = 0;
	return day->n == 3 || words[1].sign != '.';
}

static bool read_day(const struct tc_typed *words, size_t n, struct day *day)
{
	struct day month = {.n = 0};
	size_t at = is_word(words, "ngày", "ngay") ? 1 : 0;
	if (at < n && (is_word(&words[at], "mùng", "mung") || is_word(&words[at], "mồng", "mong")))
		at++;
	bool named = at > 0;
	if (!named && is_word(words, "tháng", "thang") && read_month(words + 1, n - 1, day) && day->year != 0) {
		day->n++;
		return true;
	}
	if (at < n && words[at].first && read_signs(words + at, n - at, day) && day->month != 0) {
		if (!named || day->day != 0) {
			day->n += at;
			return true;
		}
	}
	*day = month;
	if (at + 2 >= n || !read_number(&words[at], named, 31, &day->day) || !is_word(&words[at + 1], "tháng", "thang") ||
	    !read_month(words + at + 2, n - at - 2, &month))
		return false;
	day->month = month.month;
	day->year = month.year;
	day->n = at + 2 + month.n;
	return true;
}

static bool exists(const struct day *day)
{
	struct tc_date date = {.precision = day->day != 0 ? TC_DATE_DAY : TC_DATE_MONTH,
			       .year = (int16_t)(day->year != 0 ? day->year : 2000),
			       .month = (int8_t)day->month,
			       .day = (int8_t)day->day};
	return day->month > 0 && day->month <= 12 && day->day <= 31 && tc_date_valid(&date);
}

static size_t find_date(const struct tc_typed *words, size_t n, struct tc_arena *arena, struct tc_forms *forms)
{
	struct day day = {.n = 0};
	struct tc_buf text;
	if (!read_day(words, n, &day) || !exists(&day) || !words[day.n - 1].last)
		return 0;
	tc_buf_init(&text, 256);
	/* 02/09/1945, or the same without the zeros where those were typed */
	bool padded = words[0].text.n == 2 && words[0].text.p[0] == '0';
	if (day.day != 0)
		tc_buf_printf(&text, padded ? "%u/" : "%02u/", day.day);
	tc_buf_printf(&text, padded ? "%u" : "%02u", day.month);
	if (day.year != 0)
		tc_buf_printf(&text, "/%u", day.year);
	add_text(forms, arena, &text, true);
	tc_buf_reset(&text);
	if (day.day != 0)
		tc_buf_printf(&text, "%u tháng ", day.day);
	tc_buf_printf(&text, "%u", day.month);
	if (day.year != 0)
		tc_buf_printf(&text, " năm %u", day.year);
	add_text(forms, arena, &text, true);
	if (day.day != 0 && day.day <= N_NUMBER_WORDS && day.month <= N_NUMBER_WORDS) {
		tc_buf_reset(&text);
		tc_buf_printf(&text, "%s tháng %s", number_words[day.day - 1].term, number_words[day.month - 1].term);
		if (day.year != 0)
			tc_buf_printf(&text, " năm %u", day.year);
		add_text(forms, arena, &text, false);
	}
	tc_buf_release(&text);
	return day.n;
}

size_t tc_numbers_find(const struct tc_typed *words, size_t n, struct tc_arena *arena, struct tc_forms *forms)
{
	if (n == 0 || !words[0].first)
		return 0;
	size_t found = find_date(words, n, arena, forms);
	return found > 0 ? found : find_sum(words, n, arena, forms);
}
