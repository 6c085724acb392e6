/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which encoding bytes are in.
 *
 * In this order: the caller's word; a byte order mark; NULs in three of four places or in every other (UTF-32 and UTF-16 without
 * a mark); well-formed UTF-8 that is not plain ASCII, whatever is declared, for no other encoding gives it by chance; damaged
 * UTF-8, when it has more good bytes of sequences than wrong ones; what the bytes declare (XML declaration, meta elements of
 * HTML); the guess.
 *
 * The guess tells windows-1258 from Western text: windows-1258 writes a vowel and then its tone as a byte of its own (0xCC 0xD2
 * 0xDE 0xEC 0xF2), and where Western text has these bytes (I grave, O grave, Thorn, i grave, o grave) they hardly ever follow a
 * vowel: "Quy\xEA\xCCn" is "Quyền" typed so, "cos\xEC" has no such pair.  It also overrules a declared Western encoding, which
 * is what editors put in when nobody chose.
 *
 * The names and what they stand for follow the WHATWG Encoding Standard: iso-8859-1 and ascii mean windows-1252.  UTF-16
 * declared in bytes where the declaration can be read as ASCII means nothing.   */
#include "corpus/charset.h"

#include <string.h>

#include "base/utf8.h"
#include "corpus/charset_vn.h"

/* How far into a page its declaration is looked for. */
#define DECLARATION_BYTES 16384
/* And in how much of a file its control characters are counted. */
#define BINARY_BYTES 16384

static const struct {
	const char *bytes;
	size_t n;
} magics[] = {
	{"\x89PNG", 4},
	{"\xFF\xD8\xFF", 3},
	{"GIF8", 4},
	{"%PDF-", 5},
	{"PK\3\4", 4},
	{"PK\5\6", 4},
	{"\x7F"
	 "ELF",
	 4},
	{"\x1F\x8B", 2},
	{"\xD0\xCF\x11\xE0", 4},
	{"\xFD"
	 "7zXZ",
	 5},
	{"BZh9", 4},
	{"7z\xBC\xAF", 4},
	{"Rar!", 4},
	{"SQLite format 3", 15},
	{"\x28\xB5\x2F\xFD", 4},
	{"wOFF", 4},
	{"wOF2", 4},
	{"OggS", 4},
	{"ID3\3", 4},
	{"{\\rtf", 5},
};

static const struct {
	const char *name, *means;
} aliases[] = {
	{"utf8", "utf-8"},
	{"unicode-1-1-utf-8", "utf-8"},
	{"utf-16", "utf-16le"},
	{"utf16", "utf-16le"},
	{"unicode", "utf-16le"},
	{"utf-32", "utf-32le"},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"iso_8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"latin-1", "windows-1252"},
	{"l1", "windows-1252"},
	{"us-ascii", "windows-1252"},
	{"ascii", "windows-1252"},
	{"cp1252", "windows-1252"},
	{"x-cp1252", "windows-1252"},
	{"ansi", "windows-1252"},
	{"cp1258", "windows-1258"},
	{"x-cp1258", "windows-1258"},
	{"windows1258", "windows-1258"},
	{"x-windows-1258", "windows-1258"},
	{"tcvn3-abc", "tcvn3"},
	{"tcvn-abc", "tcvn3"},
	{"abc", "tcvn3"},
	{"x-tcvn3", "tcvn3"},
	{"tcvn", "tcvn5712-1"},
	{"vn1", "tcvn5712-1"},
	{"tcvn5712", "tcvn5712-1"},
	{"tcvn-5712", "tcvn5712-1"},
	{"x-viet-tcvn5712", "tcvn5712-1"},
	{"vni-windows", "vni"},
	{"x-vni", "vni"},
	{"x-viet-vni", "vni"},
	{"viscii1.1-1", "viscii"},
	{"csviscii", "viscii"},
	{"x-viscii", "viscii"},
	{"x-vps", "vps"},
	{"x-viet-vps", "vps"},
	{"csviqr", "viqr"},
	{"gb2312", "gbk"},
	{"gb_2312-80", "gbk"},
	{"ks_c_5601-1987", "euc-kr"},
};

/* The name that name stands for, into out; false when it is empty or too long. */
static bool canonical_name(struct tc_str name, char out[TC_CHARSET_NAME_BYTES])
{
	name = tc_str_trim(name);
	out[0] = '\0';
	if (name.n == 0 || name.n >= TC_CHARSET_NAME_BYTES)
		return false;
	for (size_t i = 0; i < name.n; i++)
		out[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
	out[name.n] = '\0';
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcmp(out, aliases[i].name) == 0)
			memcpy(out, aliases[i].means, strlen(aliases[i].means) + 1);
	return true;
}

bool tc_charset_known(const char *name)
{
	char found[TC_CHARSET_NAME_BYTES];
	return canonical_name(tc_str_of(name), found) && tc_charset_convertible(found);
}

static void set_name(struct tc_charset *charset, const char *name)
{
	memcpy(charset->name, name, strlen(name) + 1);
}

/* The encoding that a byte order mark tells, or NULL; *n is the mark's length. */
static const char *by_mark(struct tc_str s)
{
	if (tc_str_starts(s, TC_STR("\xEF\xBB\xBF")))
		return "utf-8";
	if (tc_str_starts(s, TC_STR("\xFF\xFE\0\0")))
		return "utf-32le";
	if (tc_str_starts(s, TC_STR("\0\0\xFE\xFF")))
		return "utf-32be";
	if (tc_str_starts(s, TC_STR("\xFF\xFE")))
		return "utf-16le";
	if (tc_str_starts(s, TC_STR("\xFE\xFF")))
		return "utf-16be";
	return NULL;
}

/* UTF-32 without a mark: no character is NUL or over U+10FFFF, and three in four are below U+10000. */
static const char *by_three_zeros(struct tc_str s)
{
	size_t n = (s.n < 4096 ? s.n : 4096) / 4, n_high[2] = {0, 0};
	bool possible[2] = {n >= 2, n >= 2};
	for (size_t i = 0; i < n && (possible[0] || possible[1]); i++) {
		const unsigned char *c = (const unsigned char *)s.p + 4 * i;
		possible[0] = possible[0] && c[3] == 0 && c[2] <= 0x10 && (c[0] | c[1] | c[2]) != 0;
		possible[1] = possible[1] && c[0] == 0 && c[1] <= 0x10 && (c[1] | c[2] | c[3]) != 0;
		n_high[0] += c[2] != 0;
		n_high[1] += c[1] != 0;
	}
	if (possible[0] && n_high[0] * 4 <= n)
		return "utf-32le";
	return possible[1] && n_high[1] * 4 <= n ? "utf-32be" : NULL;
}

/* UTF-16 without a mark: of the bytes in one half of the places many are NUL, in the other hardly any. */
static const char *by_zeros(struct tc_str s)
{
	size_t zeros[2] = {0, 0}, pairs = (s.n < 4096 ? s.n : 4096) / 2;
	if (pairs < 4 || memchr(s.p, '\0', pairs * 2) == NULL)
		return NULL;
	for (size_t i = 0; i < pairs * 2; i++)
		zeros[i & 1] += s.p[i] == '\0';
	if (zeros[1] * 5 >= pairs * 2 && zeros[0] * 50 <= pairs)
		return "utf-16le";
	if (zeros[0] * 5 >= pairs * 2 && zeros[1] * 50 <= pairs)
		return "utf-16be";
	return NULL;
}

bool tc_charset_binary(struct tc_str s)
{
	size_t n_control = 0, n = s.n < BINARY_BYTES ? s.n : BINARY_BYTES;
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (tc_str_starts(s, (struct tc_str){magics[i].bytes, magics[i].n}))
			return true;
	if (by_mark(s) != NULL || by_three_zeros(s) != NULL || by_zeros(s) != NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		n_control += (c < '\b') | ((unsigned char)(c - '\r' - 1) < 0x1B - '\r' - 1);
	}
	return n_control * 50 > n + 100;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Byte offset of the ASCII word (lower case) from byte offset from on, in any case; s.n when there is none. */
static size_t find_nocase(struct tc_str s, struct tc_str word, size_t from)
{
	for (; from + word.n <= s.n; from++)
		if ((s.p[from] | 32) == word.p[0] && tc_str_eq_ascii_nocase(tc_str_sub(s, from, from + word.n), word))
			return from;
	return s.n;
}

/* The value behind word and "=" in a tag: quoted or bare; empty when there is none. */
static struct tc_str value_after(struct tc_str tag, struct tc_str word)
{
	size_t at = find_nocase(tag, word, 0), end;
	if (at == tag.n)
		return TC_STR_NONE;
	for (at += word.n; at < tag.n && is_blank(tag.p[at]); at++)
		;
	if (at == tag.n || tag.p[at] != '=')
		return TC_STR_NONE;
	for (at++; at < tag.n && (is_blank(tag.p[at]) || tag.p[at] == '"' || tag.p[at] == '\''); at++)
		;
	for (end = at; end < tag.n && strchr("\"'; \t\r\n>/?", tag.p[end]) == NULL; end++)
		;
	return tc_str_sub(tag, at, end);
}

/* What the bytes say of their own encoding: an XML declaration at the beginning, or the first meta element that names one. */
static struct tc_str declaration(struct tc_str s)
{
	size_t at = 0;
	s = tc_str_sub(s, tc_str_starts(s, TC_STR("\xEF\xBB\xBF")) ? 3 : 0, DECLARATION_BYTES);
	while (at < s.n && is_blank(s.p[at]))
		at++;
	if (at == s.n || s.p[at] != '<')
		return TC_STR_NONE;
	if (tc_str_starts(tc_str_sub(s, at, s.n), TC_STR("<?xml"))) {
		struct tc_str found = value_after(tc_str_sub(s, at, tc_str_find(s, TC_STR("?>"), at)), TC_STR("encoding"));
		if (found.n > 0)
			return found;
	}
	while ((at = tc_str_find_char(s, '<', at)) < s.n) {
		struct tc_str rest = tc_str_sub(s, at, s.n);
		if (tc_str_starts(rest, TC_STR("<!--"))) {
			at = tc_str_find(s, TC_STR("-->"), at);
			continue;
		}
		size_t end = tc_str_find_char(s, '>', at);
		if (tc_str_eq_ascii_nocase(tc_str_sub(rest, 0, 5), TC_STR("<meta"))) {
			struct tc_str found = value_after(tc_str_sub(s, at, end), TC_STR("charset"));
			if (found.n > 0)
				return found;
		}
		at++;
	}
	return TC_STR_NONE;
}

/* How the bytes look as UTF-8. */
struct utf8_look {
	size_t n_good; /* bytes behind the first of well-formed sequences: three in a row are less of a chance than two */
	size_t n_bad;  /* wrong bytes, without a sequence that the end of the sample cuts */
};

static struct utf8_look look_as_utf8(struct tc_str s, bool all)
{
	size_t good = tc_utf8_valid_prefix(s);
	struct utf8_look look = {0, 0};
	if (good == s.n) {
		/* How many does not matter when none is bad. */
		for (size_t at = 0; at < s.n && look.n_good == 0; at++)
			look.n_good += (signed char)s.p[at] < 0;
		return look;
	}
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		if ((signed char)s.p[at] >= 0) {
			at++;
			continue;
		}
		if (tc_utf8_next(s, &at) != TC_UTF8_BAD)
			look.n_good += at - from - 1;
		else if (all || s.n - from > 3)
			look.n_bad++;
	}
	return look;
}

enum tc_status tc_charset_find(struct tc_str s, bool all, const char *forced, struct tc_charset *out, struct tc_err *err)
{
	const char *told = by_mark(s);
	*out = (struct tc_charset){.forced = forced != NULL};
	if (forced != NULL) {
		if (!canonical_name(tc_str_of(forced), out->name) || !tc_charset_known(out->name))
			return tc_err_set(err, TC_EARG, "%s: no encoding of this name is known", forced);
		return TC_OK;
	}
	if (told == NULL)
		told = by_three_zeros(s);
	if (told == NULL)
		told = by_zeros(s);
	if (!canonical_name(declaration(s), out->declared) || strncmp(out->declared, "utf-16", 6) == 0 ||
	    strncmp(out->declared, "utf-32", 6) == 0 || !tc_charset_known(out->declared))
		out->declared[0] = '\0';
	if (told != NULL) {
		set_name(out, told);
		return TC_OK;
	}
	enum tc_vn_coding hint = tc_vn_by_name(out->declared), fonts = tc_vn_by_font(s);
	struct utf8_look look = look_as_utf8(s, all);
	bool western = out->declared[0] == '\0' || strcmp(out->declared, "utf-8") == 0 ||
		       strcmp(out->declared, "windows-1252") == 0 || hint != TC_VN_CODINGS;
	out->fonts = fonts == TC_VN_CODINGS ? 0 : 1 + (unsigned)fonts;
	if (look.n_bad == 0 && look.n_good == 0) {
		set_name(out, tc_vn_is_viqr(s) ? "viqr" : "utf-8");
		/* All is ASCII: what is declared makes no difference. */
		if (all && hint != TC_VN_VIQR)
			out->declared[0] = '\0';
		return TC_OK;
	}
	if (look.n_bad == 0 || look.n_good > look.n_bad) {
		set_name(out, "utf-8");
		return TC_OK;
	}
	enum tc_vn_coding found = tc_vn_find(s, hint != TC_VN_CODINGS ? hint : fonts, !western);
	const char *foreign = found == TC_VN_CODINGS && western && hint == TC_VN_CODINGS ? tc_charset_foreign(s) : NULL;
	if (found != TC_VN_CODINGS)
		set_name(out, tc_vn_name(found));
	else if (foreign != NULL)
		set_name(out, foreign);
	else
		set_name(out, western && hint == TC_VN_CODINGS ? "windows-1252" : out->declared);
	return TC_OK;
}

bool tc_charset_has(const struct tc_charset *charset, const char *name)
{
	return strcmp(charset->name, name) == 0 || (charset->put_right | charset->mixed) >> tc_vn_by_name(name) & 1;
}

/* The names of a set of encodings. */
static struct tc_str set_names(unsigned set, struct tc_arena *arena)
{
	struct tc_str names = TC_STR_NONE;
	for (unsigned i = 0; i < TC_VN_CODINGS; i++)
		if (set >> i & 1)
			names = tc_arena_printf(arena, "%.*s%s%s", TC_STR_ARG(names), names.n == 0 ? "" : ", ",
						i == TC_VN_TWICE ? "utf-8" : tc_vn_name((enum tc_vn_coding)i));
	return names;
}

void tc_charset_notes(const struct tc_charset *charset, struct tc_arena *arena, struct tc_strs *notes)
{
	bool plain = strcmp(charset->name, "utf-8") == 0;
	if (charset->declared[0] != '\0' && strcmp(charset->declared, charset->name) != 0)
		tc_strs_add(notes, arena,
			    tc_arena_printf(arena, "encoding: declared %s, found %s", charset->declared, charset->name));
	else if (!plain)
		tc_strs_add(notes, arena, tc_arena_printf(arena, "encoding: %s", charset->name));
	if (charset->mixed != 0)
		tc_strs_add(notes, arena,
			    tc_arena_printf(arena, "encoding: parts in %.*s", TC_STR_ARG(set_names(charset->mixed, arena))));
	if (charset->put_right != 0)
		tc_strs_add(notes, arena,
			    tc_arena_printf(arena, "repaired: %.*s that was read as windows-1252",
					    TC_STR_ARG(set_names(charset->put_right, arena))));
	if (charset->n_repaired == 1)
		tc_strs_add(notes, arena,
			    tc_arena_printf(arena, "repaired: 1 byte that is not %s", plain ? "UTF-8" : charset->name));
	else if (charset->n_repaired > 1)
		tc_strs_add(notes, arena,
			    tc_arena_printf(arena, "repaired: %zu bytes that are not %s", charset->n_repaired,
					    plain ? "UTF-8" : charset->name));
}

const char *tc_charset_told(struct tc_str bytes, struct tc_str told, char name[TC_CHARSET_NAME_BYTES])
{
	struct tc_charset found;
	if (told.n == 0 || told.n >= TC_CHARSET_NAME_BYTES)
		return NULL;
	for (size_t i = 0; i < told.n; i++)
		name[i] = told.p[i] >= 'A' && told.p[i] <= 'Z' ? (char)(told.p[i] + 32) : told.p[i];
	name[told.n] = '\0';
	if (strcmp(name, "utf-8") == 0 || strcmp(name, "iso-8859-1") == 0 || strcmp(name, "us-ascii") == 0 ||
	    !tc_charset_known(name))
		return NULL;
	if (tc_charset_find(bytes, true, NULL, &found, NULL) != TC_OK)
		return name;
	/* Text that looks Vietnamese in some encoding is. */
	return found.declared[0] != '\0' || strcmp(found.name, "utf-8") == 0 || tc_vn_by_name(found.name) != TC_VN_CODINGS ? NULL
															   : name;
}
