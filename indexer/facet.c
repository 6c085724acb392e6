/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of facets and the form in which two of their values are one.
 *
 * The canonical form is that of words in the index (analyzers/fold.h), so that case, the place of the tone and i or y make no
 * other value, nor does punctuation: "Y tế - Sức khoẻ" and "Y TẾ, SỨC KHỎE" are one.  Marks do: an archive prints them.
 */
#include "indexer/facet.h"

#include <string.h>

#include "analyzers/fold.h"
#include "indexer/schema.h"

const struct tc_facet_info tc_facets[TC_FACET_COUNT] = {
	[TC_FACET_YEAR] = {{"year", "nam", NULL}, "Năm", TC_PREFIX_YEAR, TC_SLOT_PUBLISHED, 4},
	[TC_FACET_MONTH] = {{"month", "thang", NULL}, "Tháng", TC_PREFIX_MONTH, TC_SLOT_PUBLISHED, 6},
	[TC_FACET_DAY] = {{"day", "ngay", NULL}, "Ngày", TC_PREFIX_DAY, TC_SLOT_PUBLISHED, 8},
	[TC_FACET_SECTION] = {{"section", "chuyenmuc", "muc", NULL}, "Chuyên mục", TC_PREFIX_FACET_SECTION, TC_SLOT_SECTION, 0},
	[TC_FACET_AUTHOR] = {{"author", "tacgia", "butdanh", NULL}, "Tác giả", TC_PREFIX_FACET_AUTHOR, TC_SLOT_AUTHOR, 0},
	[TC_FACET_KEYWORD] = {{"keyword", "tukhoa", "tag", NULL}, "Từ khóa", TC_PREFIX_FACET_KEYWORD, TC_SLOT_KEYWORD, 0},
	[TC_FACET_SOURCE] = {{"source", "nguon", NULL}, "Nguồn", TC_PREFIX_FACET_SOURCE, TC_SLOT_SOURCE, 0},
	[TC_FACET_NAME] = {{"name", "nhanvat", "ten", NULL}, "Nhân vật", TC_PREFIX_FACET_NAME, TC_SLOT_NAME, 0},
};

bool tc_facet_find(struct tc_str name, enum tc_facet *out)
{
	struct tc_buf plain;
	bool found = false;
	tc_buf_init(&plain, 256);
	tc_fold_ascii(name, &plain);
	size_t n = 0;
	for (size_t i = 0; i < plain.n; i++)
		if (plain.p[i] != '_' && plain.p[i] != '-' && plain.p[i] != ' ')
			plain.p[n++] = plain.p[i] >= 'A' && plain.p[i] <= 'Z' ? (char)(plain.p[i] + 32) : plain.p[i];
	plain.n = n;
	for (size_t f = 0; f < TC_FACET_COUNT && !found && plain.failed == TC_OK; f++)
		for (const char *const *known = tc_facets[f].names; *known != NULL && !found; known++) {
			found = tc_str_eq(tc_buf_str(&plain), tc_str_of(*known));
			*out = (enum tc_facet)f;
		}
	tc_buf_release(&plain);
	return found;
}

bool tc_facet_of_prefix(const char *prefix, enum tc_facet *out)
{
	for (size_t f = 0; f < TC_FACET_COUNT; f++)
		if (tc_facets[f].digits == 0 && strcmp(tc_facets[f].prefix, prefix) == 0) {
			*out = (enum tc_facet)f;
			return true;
		}
	return false;
}

enum tc_status tc_facet_key(struct tc_analyzer *analyzer, struct tc_str value, struct tc_buf *out, struct tc_err *err)
{
	struct tc_token token;
	enum tc_status status;
	size_t begin = out->n;
	tc_analyzer_start(analyzer, value);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		if (out->n > begin)
			tc_buf_add_char(out, ' ');
		tc_buf_add_str(out, token.term);
	}
	if (status != TC_END)
		return tc_err_set(err, status, "value of a facet: no memory");
	return tc_buf_check(out, "value of a facet", err);
}

void tc_facet_mark(struct tc_str key, struct tc_buf *out)
{
	unsigned long long hash = tc_str_hash(key);
	for (int i = 0; i < TC_FACET_MARK; i++, hash >>= 6)
		tc_buf_add_char(out, (char)('0' + (hash & 63)));
}
