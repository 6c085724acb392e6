/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of fields, as people type them: tieude:, tiêuđề:, Tiêu_đề:, TITLE: are one.
 *
 * The names stand in tc_fields (indexer/schema.c); those that are no field of text (id, file, url, date) stand here.  A colon is
 * also ordinary punctuation, and titles are pasted into search boxes: "cho hay:Tôi" must stay words.  So a name that there is not
 * is a mistake only where it cannot be Vietnamese prose: no syllable, and near to a name of ours or all small ASCII letters.
 */
#include "query/parse_field.h"

#include <stdio.h>
#include <string.h>

#include "analyzers/fold.h"
#include "analyzers/syllable.h"

#define NAME_BYTES 24 /* the longest name has 9 */

static const struct {
	const char *name;
	enum tc_field_kind kind;
	const char *exact_prefix;
} special_names[] = {
	{"ngay", TC_NAME_DATE, NULL},           {"date", TC_NAME_DATE, NULL},
	{"id", TC_NAME_EXACT, TC_PREFIX_ID},    {"file", TC_NAME_EXACT, TC_PREFIX_FILE},
	{"tep", TC_NAME_EXACT, TC_PREFIX_FILE}, {"url", TC_NAME_EXACT, TC_PREFIX_URL},
};

#define N_SPECIAL_NAMES (sizeof(special_names) / sizeof(special_names[0]))

/* The name in small ASCII letters; false when something else is in it. */
static bool plain_name(struct tc_str name, char out[NAME_BYTES])
{
	struct tc_buf folded;
	size_t n = 0;
	bool ok = name.n > 0 && name.n <= 4 * NAME_BYTES;
	tc_buf_init(&folded, 16 * NAME_BYTES);
	if (ok)
		tc_fold_ascii(name, &folded);
	ok = ok && folded.failed == TC_OK;
	for (size_t i = 0; ok && i < folded.n; i++) {
		char c = folded.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '_' || c == '-')
			continue;
		ok = c >= 'a' && c <= 'z' && n + 1 < NAME_BYTES;
		if (ok)
			out[n++] = c;
	}
	out[n] = '\0';
	tc_buf_release(&folded);
	return ok && n > 0;
}

/* Letters to insert, drop, change or swap with their neighbour. */
static unsigned distance(const char *a, const char *b)
{
	unsigned rows[3][NAME_BYTES + 1];
	size_t na = strlen(a), nb = strlen(b);
	for (size_t j = 0; j <= nb; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= na; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= nb; j++) {
			unsigned best = above[j - 1] + (a[i - 1] != b[j - 1]);
			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && above2[j - 2] + 1 < best)
				best = above2[j - 2] + 1;
			row[j] = best;
		}
	}
	return rows[na % 3][nb];
}

static const char *nearest_name(const char *name, unsigned *best)
{
	const char *nearest = NULL;
	*best = 3;
	for (size_t f = 0; f < TC_FIELD_COUNT; f++)
		for (const char *const *known = tc_fields[f].names; *known != NULL; known++) {
			unsigned d = distance(name, *known);
			if (d < *best) {
				*best = d;
				nearest = *known;
			}
		}
	return nearest;
}

/* Could the name be a syllable typed without its marks?  Those with uo, ie and ye are none as they stand: người, việt, quyền. */
static bool is_syllable(const char *name)
{
	static const char *const vowels[][2] = {{"uo", "ươ"}, {"uo", "uô"}, {"ie", "iê"}, {"ye", "yê"}};
	struct tc_syllable syllable;
	char marked[NAME_BYTES + 8];
	bool found = tc_syllable_parse(tc_str_of(name), &syllable);
	for (size_t i = 0; i < sizeof(vowels) / sizeof(vowels[0]) && !found; i++) {
		const char *at = strstr(name, vowels[i][0]);
		if (at == NULL)
			continue;
		snprintf(marked, sizeof(marked), "%.*s%s%s", (int)(at - name), name, vowels[i][1], at + 2);
		found = tc_syllable_parse(tc_str_of(marked), &syllable);
	}
	return found;
}

static struct tc_field_name unknown_name(const char *name, bool small_ascii)
{
	struct tc_field_name found = {.kind = TC_NAME_NONE};
	unsigned d = 0;
	size_t n = strlen(name);
	const char *nearest = nearest_name(name, &d);
	if (n < 5 && d > 1)
		nearest = NULL;
	if ((nearest != NULL && n >= 5) || (small_ascii && n >= 2)) {
		if (is_syllable(name))
			return found;
		found.kind = TC_NAME_UNKNOWN;
		found.nearest = nearest;
	}
	return found;
}

struct tc_field_name tc_field_name_find(struct tc_str name)
{
	struct tc_field_name found = {.kind = TC_NAME_NONE};
	char plain[NAME_BYTES];
	bool small_ascii = true;
	if (!plain_name(name, plain))
		return found;
	for (size_t i = 0; i < name.n; i++)
		small_ascii = small_ascii && ((name.p[i] >= 'a' && name.p[i] <= 'z') || name.p[i] == '_' || name.p[i] == '-');
	found.unmistakable = small_ascii && strlen(plain) >= 5;
	for (size_t i = 0; i < N_SPECIAL_NAMES; i++)
		if (strcmp(plain, special_names[i].name) == 0) {
			found.kind = special_names[i].kind;
			found.exact_prefix = special_names[i].exact_prefix;
			return found;
		}
	for (size_t f = 0; f < TC_FIELD_COUNT; f++)
		for (const char *const *known = tc_fields[f].names; *known != NULL; known++)
			if (strcmp(plain, *known) == 0) {
				found.kind = TC_NAME_FIELD;
				found.field = (enum tc_field)f;
				return found;
			}
	return unknown_name(plain, small_ascii);
}
