/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures of Vietnamese newspapers.
 *
 *   Hồng Thanh                       Hồng Thanh - Đỗ Hiền            Minh Kỳ và An Bình       T.T
 *   Quang Lâm (thực hiện)            Bài và ảnh: An Bình             Tin, ảnh: Hà Vi          Hà Vi - Ảnh: Đỗ Đạt
 *   (Theo TTXVN)                     Nguồn: VOV                      Theo Vietnam+            Báo Tân Giang
 *
 * The photographer behind "Ảnh:" is no author, "bài và ảnh" is both.  A paper's own name in the place of an author is the
 * publication. A pen name begins with a capital and has few words; what has more is no name and is left out rather than guessed
 * at. */
#include "corpus/byline.h"

#include <string.h>

#include "base/utf8.h"
#include "corpus/line.h"

#define NAME_CHARS 45
#define NAME_WORDS 7
#define LINE_CHARS 120

static const char *const work_openings[] = {
	"bài và ảnh:", "bài, ảnh:", "bài & ảnh:", "bài - ảnh:", "tin và ảnh:", "tin, ảnh:", "tin - ảnh:", "tin, bài:", "tin bài:",
	"bài:",        "tin:",      "thực hiện:", "tác giả:",   "người viết:", "bài viết:", "ghi:",       "biên tập:", "by "};
static const char *const photo_openings[] = {"ảnh:", "ảnh ", "video:", "clip:", "đồ họa:", "đồ hoạ:", "minh họa:", "minh hoạ:"};
static const char *const source_openings[] = {"theo: ", "theo:", "theo ", "nguồn tin:", "nguồn: ", "nguồn:", "nguồn "};
static const char *const paper_openings[] = {"báo ", "tạp chí ", "đài ", "cổng thông tin "};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static size_t opens_with(struct tc_str s, const char *const *openings, size_t n)
{
	size_t matched = 0;
	for (size_t i = 0; i < n && matched == 0; i++)
		matched = tc_line_opens(s, openings[i]);
	return matched;
}

/* A few words of which the first begins with a capital, when strict the last one too. */
static bool is_name(struct tc_str s, bool strict)
{
	size_t n_words = 1, at = 0, from = 0;
	if (s.n == 0 || tc_utf8_count(s) > NAME_CHARS || !tc_line_is_capital(tc_utf8_next(s, &at)))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("?!:;\"", s.p[i]) != NULL)
			return false;
		if (s.p[i] == ' ') {
			n_words++;
			from = i + 1;
		}
	}
	return n_words <= NAME_WORDS && from < s.n && (!strict || tc_line_is_capital(tc_utf8_next(s, &from)));
}

/* Cuts a bracket off the end of *s and gives what is in it. */
static struct tc_str cut_bracket(struct tc_str *s)
{
	size_t open = s->n;
	if (s->n == 0 || s->p[s->n - 1] != ')')
		return TC_STR_NONE;
	while (open > 0 && s->p[open - 1] != '(')
		open--;
	if (open == 0)
		return TC_STR_NONE;
	struct tc_str inside = tc_str_trim(tc_str_sub(*s, open, s->n - 1));
	*s = tc_str_trim(tc_str_sub(*s, 0, open - 1));
	return inside;
}

static struct tc_str source_in(struct tc_str s)
{
	size_t matched = opens_with(s, source_openings, COUNT(source_openings));
	struct tc_str name = tc_str_trim(tc_str_sub(s, matched, s.n));
	size_t at = 0;
	while (name.n > 0 && strchr(" .,;/", name.p[name.n - 1]) != NULL)
		name.n--;
	if (matched == 0 || name.n == 0 || tc_utf8_count(name) > NAME_CHARS || !tc_line_is_capital(tc_utf8_next(name, &at)))
		return TC_STR_NONE;
	return name;
}

/* The next name of a list that "-", ",", ";", "&", "/" or "và" separate. */
static struct tc_str next_part(struct tc_str *rest)
{
	static const char *const separators[] = {" - ", " – ", " — ", ",", ";", "&", " và ", "/", " + "};
	size_t end = rest->n, n_separator = 0;
	for (size_t i = 0; i < COUNT(separators); i++) {
		size_t at = tc_str_find(*rest, tc_str_of(separators[i]), 0);
		if (at < end) {
			end = at;
			n_separator = strlen(separators[i]);
		}
	}
	struct tc_str part = tc_str_trim(tc_str_sub(*rest, 0, end));
	*rest = end + n_separator < rest->n ? tc_str_sub(*rest, end + n_separator, rest->n) : TC_STR_NONE;
	return part;
}

static void read_part(struct tc_str part, struct tc_article *a)
{
	part = tc_str_sub(part, opens_with(part, work_openings, COUNT(work_openings)), part.n);
	part = tc_str_trim(part);
	if (opens_with(part, photo_openings, COUNT(photo_openings)) > 0 || !is_name(part, false))
		return;
	if (opens_with(part, paper_openings, COUNT(paper_openings)) > 0) {
		if (a->publication.n == 0)
			a->publication = tc_arena_str(a->arena, part);
	} else if (!tc_line_listed(&a->authors, part)) {
		tc_strs_add(&a->authors, a->arena, part);
	}
}

void tc_byline_read(struct tc_str line, struct tc_article *a)
{
	line = tc_str_trim(line);
	struct tc_str rest = line, inside = cut_bracket(&rest), source = source_in(inside);
	if (source.n == 0)
		source = source_in(rest);
	if (source.n > 0 && a->source.n == 0)
		a->source = tc_arena_str(a->arena, source);
	if (rest.n > 0 && source_in(rest).n > 0)
		return;
	rest = tc_str_sub(rest, opens_with(rest, work_openings, COUNT(work_openings)), rest.n);
	while (rest.n > 0)
		read_part(next_part(&rest), a);
}

bool tc_byline_plausible(struct tc_str line)
{
	line = tc_str_trim(line);
	if (line.n == 0 || tc_utf8_count(line) > LINE_CHARS)
		return false;
	struct tc_str rest = line, inside = cut_bracket(&rest);
	if (rest.n == 0)
		return source_in(inside).n > 0;
	size_t work = opens_with(rest, work_openings, COUNT(work_openings));
	bool any = false;
	if (source_in(rest).n > 0)
		return true;
	rest = tc_str_sub(rest, work, rest.n);
	while (rest.n > 0) {
		struct tc_str part = next_part(&rest);
		if (opens_with(part, photo_openings, COUNT(photo_openings)) > 0 && any)
			continue;
		if (!is_name(part, true))
			return false;
		/* Without "Bài và ảnh:" every word must be one of a name. */
		for (size_t at = 0; work == 0 && at < part.n; at++) {
			size_t letter = at + 1;
			if (part.p[at] == ' ' && letter < part.n && !tc_line_is_capital(tc_utf8_next(part, &letter)))
				return false;
		}
		any = true;
	}
	return any;
}

struct tc_str tc_byline_trailing_source(struct tc_str paragraph)
{
	paragraph = tc_str_trim(paragraph);
	while (paragraph.n > 0 && strchr("./", paragraph.p[paragraph.n - 1]) != NULL)
		paragraph.n--;
	struct tc_str inside = cut_bracket(&paragraph);
	return tc_line_opens(inside, "theo ") > 0 || tc_line_opens(inside, "nguồn") > 0 ? source_in(inside) : TC_STR_NONE;
}
