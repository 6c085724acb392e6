/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of the pages, the choice of a language, and numbers as each language writes them.
 *
 * Accept-Language is RFC 9110, 12.5.4: the language with the highest q wins, the first of equals.  Of a tag its first part counts
 * (en-GB is en).  Vietnamese nouns have no plural; English has one and many.
 */
#include "web/texts.h"

#include <stdlib.h>
#include <string.h>

const char *tc_text(enum tc_language language, enum tc_text text)
{
	static const char *const texts[][TC_LANGUAGES] = {
#define TEXT(id, vi, en) [TC_TEXT_##id] = {vi, en},
		TC_TEXTS(TEXT)
#undef TEXT
	};
	return texts[text][language];
}

const char *tc_language_tag(enum tc_language language)
{
	return language == TC_LANGUAGE_EN ? "en" : "vi";
}

/* The q of "en; q=0.8", in thousandths. */
static int quality(struct tc_str parameters)
{
	int q = 1000;
	while (parameters.p != NULL) {
		struct tc_str one = tc_str_trim(tc_str_split(&parameters, ';'));
		if (one.n < 3 || (one.p[0] | 32) != 'q' || one.p[1] != '=')
			continue;
		q = one.p[2] == '1' ? 1000 : 0;
		for (size_t i = 4, scale = 100; i < one.n && scale > 0 && one.p[i] >= '0' && one.p[i] <= '9'; i++, scale /= 10)
			q += (one.p[i] - '0') * (int)scale;
	}
	return q > 1000 ? 1000 : q;
}

enum tc_language tc_language_of(const struct tc_request *request)
{
	struct tc_str wish = tc_param(request, "lang"), rest = request->accept_language;
	enum tc_language best = TC_LANGUAGE_VI;
	int best_quality = 0;
	for (int i = 0; i < TC_LANGUAGES; i++)
		if (tc_str_eq(wish, tc_str_of(tc_language_tag((enum tc_language)i))))
			return (enum tc_language)i;
	while (rest.p != NULL) {
		struct tc_str parameters = tc_str_split(&rest, ',');
		struct tc_str tag = tc_str_trim(tc_str_split(&parameters, ';'));
		struct tc_str language = tc_str_split(&tag, '-');
		int q = quality(parameters);
		for (int i = 0; i < TC_LANGUAGES; i++) {
			if (q > best_quality &&
			    tc_str_eq_ascii_nocase(language, tc_str_of(tc_language_tag((enum tc_language)i)))) {
				best = (enum tc_language)i;
				best_quality = q;
			}
		}
	}
	return best;
}

void tc_text_number(enum tc_language language, unsigned long n, struct tc_buf *out)
{
	if (n >= 1000) {
		tc_text_number(language, n / 1000, out);
		tc_buf_printf(out, "%c%03lu", language == TC_LANGUAGE_EN ? ',' : '.', n % 1000);
	} else {
		tc_buf_printf(out, "%lu", n);
	}
}

void tc_text_articles(enum tc_language language, unsigned long n, struct tc_buf *out)
{
	tc_text_number(language, n, out);
	tc_buf_add_cstr(out, language == TC_LANGUAGE_VI ? " bài" : n == 1 ? " article" : " articles");
}
