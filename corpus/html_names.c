/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of writers out of bylines: "By Anna Writer and Ben Writer, BBC News", "NHẬT XUÂN - NGHI VŨ", "Thực hiện: Lê Phương".
 *
 * A byline is cut at commas, semicolons, bars, dashes between blanks, "and", "và" and their like; of each piece a leading
 * "By", "Bài và ảnh:" is taken off, and what is no name falls out: the paper itself, addresses, numbers, links, more than
 * six words.  Names are kept as printed; nothing is looked up. */
#include "corpus/html.h"

#include <string.h>

#include "base/utf8.h"

#define MAX_NAME_BYTES 80
#define MAX_NAME_WORDS 7
#define MAX_AUTHORS 12
#define MAX_BYLINE_BYTES 2000

static const char *const separators[] = {",",
					 ";",
					 "|",
					 "/",
					 "\n",
					 " - ",
					 " \xE2\x80\x93 ",
					 " \xE2\x80\x94 ",
					 " and ",
					 " & ",
					 " v\xC3\xA0 ",
					 " und ",
					 " et ",
					 " y ",
					 " og ",
					 " och ",
					 " oraz ",
					 " ve ",
					 " dan ",
					 " e ",
					 "\xE3\x80\x81",
					 " \xE2\x80\xA2 ",
					 "\xC2\xB7"};

static const char *const openings[] = {"by ",
				       "by:",
				       "written by ",
				       "written by:",
				       "words by ",
				       "words by:",
				       "posted by:",
				       "read more about ",
				       "more about ",
				       "posted by ",
				       "story by ",
				       "von ",
				       "par ",
				       "por ",
				       "di ",
				       "quelle:",
				       "author:",
				       "reporting by ",
				       "t\xC3\xA1"
				       "c gi\xE1\xBA\xA3:",
				       "T\xC3\xA1"
				       "c gi\xE1\xBA\xA3:",
				       "b\xC3\xA0i:",
				       "B\xC3\xA0i:",
				       "b\xC3\xA0i v\xC3\xA0 \xE1\xBA\xA3nh:",
				       "B\xC3\xA0i v\xC3\xA0 \xE1\xBA\xA3nh:",
				       "B\xC3\xA0i, \xE1\xBA\xA3nh:",
				       "oleh ",
				       "penulis:",
				       "tekst:",
				       "\xE8\xB4\xA3\xE7\xBC\x96\xEF\xBC\x9A",
				       "\xE8\xB4\xA3\xE4\xBB\xBB\xE7\xBC\x96\xE8\xBE\x91\xEF\xBC\x9A",
				       "\xE1\xBA\xA3nh:",
				       "\xE1\xBA\xA2nh:",
				       "Th\xE1\xBB\xB1"
				       "c hi\xE1\xBB\x87n:",
				       "Theo "};

/* What stands where a name is expected and begins so is none. */
static const char *const no_names[] = {
	"about the author", "founder ", "updated ",  "published ",   "last updated",
	"share ",           "follow ",  "read more", "reading time", "v\xE1\xBB\x81 t\xC3\xA1\x63 gi\xE1\xBA\xA3",
	"theo d\xC3\xB5i"};

bool tc_html_same_line(struct tc_str a, struct tc_str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		unsigned char c, d;

		while (i < a.n && (unsigned char)a.p[i] < 0x80 && !(a.p[i] >= '0' && a.p[i] <= '9') &&
		       !((a.p[i] | 32) >= 'a' && (a.p[i] | 32) <= 'z'))
			i++;
		while (j < b.n && (unsigned char)b.p[j] < 0x80 && !(b.p[j] >= '0' && b.p[j] <= '9') &&
		       !((b.p[j] | 32) >= 'a' && (b.p[j] | 32) <= 'z'))
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n && i > 0;
		c = (unsigned char)a.p[i++];
		d = (unsigned char)b.p[j++];
		if (c < 0x80)
			c |= 32;
		if (d < 0x80)
			d |= 32;
		if (c != d)
			return false;
	}
}

static bool is_letter(char c)
{
	return (c & 0x80) != 0 || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Does the digit at i end a word that has two letters at least, as in "BR24"? */
static bool is_in_word(struct tc_str s, size_t i)
{
	size_t from = i, to = i;

	while (from > 0 && s.p[from - 1] >= '0' && s.p[from - 1] <= '9')
		from--;
	while (to < s.n && s.p[to] >= '0' && s.p[to] <= '9')
		to++;
	return to - from <= 3 && from >= 2 && is_letter(s.p[from - 1]) && is_letter(s.p[from - 2]) &&
	       (to == s.n || s.p[to] == ' ');
}

static bool is_name(struct tc_str s, struct tc_str publication)
{
	size_t n_words = 1;
	bool has_letter = false;

	if (s.n < 2 || s.n > MAX_NAME_BYTES || tc_html_same_line(s, publication))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= '0' && c <= '9' && !is_in_word(s, i)) || c == '@' || c == '<' || c == '{' || c == '=' || c == '_' ||
		    c == '?' || c == '%')
			return false;
		has_letter |= (c & 0x80) != 0 || ((c | 32) >= 'a' && (c | 32) <= 'z');
		n_words += c == ' ';
	}
	for (size_t i = 1; i + 2 < s.n; i++)
		if (s.p[i] == '.' && s.p[i - 1] != '.' && s.p[i + 1] >= 'a' && s.p[i + 1] <= 'z')
			return false; /* a host */
	if (tc_str_eq(s, TC_STR("http")) || tc_str_eq(s, TC_STR("https")) || tc_str_find(s, TC_STR("://"), 0) < s.n ||
	    tc_str_ends(s, TC_STR(".VN")) || tc_str_ends(s, TC_STR(".COM")))
		return false;
	for (size_t i = 0; i < sizeof(no_names) / sizeof(no_names[0]); i++)
		if (tc_str_eq_ascii_nocase(tc_str_sub(s, 0, strlen(no_names[i])), tc_str_of(no_names[i])))
			return false;
	if (s.n > 3 && tc_str_eq_ascii_nocase(tc_str_sub(s, s.n - 3, s.n), TC_STR(" by")))
		return false;
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (s.n + 1 == strlen(openings[i]) && tc_str_eq_ascii_nocase(s, tc_str_sub(tc_str_of(openings[i]), 0, s.n)))
			return false;
	return has_letter && n_words <= MAX_NAME_WORDS;
}

/* Does s begin with prefix, small and capital Latin letters alike? */
static bool opens(struct tc_str s, struct tc_str prefix)
{
	return s.n > prefix.n && tc_str_eq_ascii_nocase(tc_str_sub(s, 0, prefix.n), prefix);
}

static struct tc_str strip(struct tc_str s)
{
	bool again = true;

	while (again) {
		again = false;
		s = tc_str_trim(s);
		for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
			if (opens(s, tc_str_of(openings[i]))) {
				s = tc_str_trim(tc_str_sub(s, strlen(openings[i]), s.n));
				again = true;
			}
		while (s.n > 0 && strchr(":-*.(\"", s.p[0]) != NULL) {
			s = tc_str_sub(s, 1, s.n);
			again = true;
		}
		while (s.n > 0 && strchr(":-*)\"", s.p[s.n - 1]) != NULL) {
			s.n--;
			again = true;
		}
	}
	if (tc_str_find_char(s, '(', 0) < s.n)
		s = tc_str_trim(tc_str_sub(s, 0, tc_str_find_char(s, '(', 0)));
	return s;
}

/* Where the first separator at or after from stands, and its length. */
static size_t next_separator(struct tc_str s, size_t from, size_t *n)
{
	size_t best = s.n;

	*n = 0;
	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		size_t at = tc_str_find(s, tc_str_of(separators[i]), from);

		if (at < best) {
			best = at;
			*n = strlen(separators[i]);
		}
	}
	return best;
}

static bool has_author(const struct tc_strs *authors, struct tc_str name)
{
	for (size_t i = 0; i < authors->n; i++)
		if (tc_html_same_line(authors->v[i], name))
			return true;
	return false;
}

void tc_html_add_authors(struct tc_arena *arena, struct tc_str byline, struct tc_str publication, struct tc_strs *authors)
{
	struct tc_str s = strip(tc_html_clean(arena, tc_str_sub(byline, 0, MAX_BYLINE_BYTES)));

	for (size_t at = 0; at < s.n && authors->n < MAX_AUTHORS;) {
		size_t n, end = next_separator(s, at, &n);
		struct tc_str name = strip(tc_str_sub(s, at, end));

		if (is_name(name, publication) && !has_author(authors, name))
			tc_strs_add(authors, arena, name);
		at = end + (n > 0 ? n : 1);
	}
}
