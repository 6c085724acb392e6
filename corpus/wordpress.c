/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a WordPress post is no HTML yet when it is exported (Codex: Shortcode API, wpautop).
 *
 * [caption]<img> words[/caption], once [caption caption="words"]<img>[/caption], is a figure with its caption.  Of other
 * shortcodes only what is between the tags is text, and not even that when it is the address of something embedded.  Anything
 * between brackets may be a shortcode or plain "[sic]": a tag is believed when it has an attribute, when it is closed later, or
 * when it is one that WordPress itself brings.
 *
 * An empty line is the end of a paragraph, in posts that were not written in blocks (<!-- wp:...).  Left out: shortcodes that
 * a plug-in computes something from, [[escaped]] ones (printed as they stand), single line ends (blanks). */
#include "corpus/wordpress.h"

#include <string.h>

struct tag {
	struct tc_str name;
	size_t end; /* after ] */
	bool closing, attributes;
};

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static bool is(struct tc_str name, const char *word)
{
	return tc_str_eq_ascii_nocase(name, tc_str_of(word));
}

/* Reads what could be a shortcode at the bracket at. */
static bool read_tag(struct tc_str s, size_t at, struct tag *tag)
{
	size_t begin = at + 1, end;
	tag->closing = begin < s.n && s.p[begin] == '/';
	begin += tag->closing;
	for (end = begin; end < s.n && is_name_char(s.p[end]);)
		end++;
	tag->name = tc_str_sub(s, begin, end);
	size_t close = tc_str_find_char(tc_str_sub(s, end, end + 1000), ']', 0);
	struct tc_str rest = tc_str_sub(s, end, end + close);
	if (tag->name.n == 0 || end + close >= s.n || s.p[end + close] != ']' || tc_str_find_char(rest, '[', 0) < rest.n)
		return false;
	tag->end = end + close + 1;
	tag->attributes = tc_str_find_char(rest, '=', 0) < rest.n;
	return rest.n == 0 || rest.p[0] == ' ' || rest.p[0] == '/' || rest.p[0] == '\n' || rest.p[0] == '\t';
}

/* Where [/name] begins behind from, or s.n; looked for in the next 64 KiB. */
static size_t find_close(struct tc_str s, struct tc_str name, size_t from)
{
	size_t limit = s.n - from > 65536 ? from + 65536 : s.n;
	for (size_t at = tc_str_find(s, TC_STR("[/"), from); at < limit; at = tc_str_find(s, TC_STR("[/"), at + 2)) {
		struct tag tag;
		if (read_tag(s, at, &tag) && tc_str_eq(tag.name, name))
			return at;
	}
	return s.n;
}

static bool is_own(struct tc_str name)
{
	static const char *const own[] = {"caption", "gallery", "embed", "audio", "video", "playlist", "wp_caption", "more"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (is(name, own[i]))
			return true;
	return false;
}

/* What caption="" of a tag says; WordPress wrote captions so until 3.4. */
static struct tc_str caption_attribute(struct tc_str tag)
{
	size_t at = tc_str_find(tag, TC_STR(" caption="), 0) + 9;
	if (at >= tag.n || (tag.p[at] != '"' && tag.p[at] != '\''))
		return TC_STR_NONE;
	return tc_str_sub(tag, at + 1, tc_str_find_char(tag, tag.p[at], at + 1));
}

/* The picture has no text of its own. */
static void add_caption(struct tc_str attribute, struct tc_str inside, struct tc_buf *out)
{
	tc_buf_add_cstr(out, "\n<figure><figcaption>");
	tc_buf_add_str(out, attribute);
	tc_buf_add_str(out, inside);
	tc_buf_add_cstr(out, "</figcaption></figure>\n");
}

/* Writes what a shortcode at the bracket at stands for; returns where to go on, or at when it is none. */
static size_t add_shortcode(struct tc_str s, size_t at, size_t *n_searches, struct tc_buf *out)
{
	struct tag tag;
	if (!read_tag(s, at, &tag) || (at > 0 && s.p[at - 1] == '['))
		return at;
	if (tag.closing)
		return tag.attributes ? at : tag.end;
	bool own = is_own(tag.name);
	size_t close = s.n;
	/* A text full of brackets is searched so often and no oftener. */
	if (*n_searches < 2000) {
		++*n_searches;
		close = find_close(s, tag.name, tag.end);
	}
	if (close == s.n)
		return own || tag.attributes ? tag.end : at;
	struct tc_str inside = tc_str_sub(s, tag.end, close);
	size_t after = tc_str_find_char(s, ']', close) + 1;
	if (is(tag.name, "caption") || is(tag.name, "wp_caption")) {
		add_caption(caption_attribute(tc_str_sub(s, at, tag.end)), inside, out);
		return after;
	}
	return tc_str_starts(tc_str_trim(inside), TC_STR("http")) && (own || inside.n < 300) ? after : tag.end;
}

void tc_wordpress_html(struct tc_str content, struct tc_buf *out)
{
	bool blocks = tc_str_find(content, TC_STR("<!-- wp:"), 0) < content.n;
	size_t n_searches = 0;
	tc_buf_add_cstr(out, "<p>");
	for (size_t at = 0; at < content.n;) {
		size_t after = content.p[at] == '[' ? add_shortcode(content, at, &n_searches, out) : at;
		if (after > at) {
			at = after;
			continue;
		}
		if (content.p[at] == '\n' && !blocks) {
			size_t end = at + 1;
			while (end < content.n && strchr(" \t\r", content.p[end]) != NULL && content.p[end] != '\0')
				end++;
			if (end < content.n && content.p[end] == '\n')
				tc_buf_add_cstr(out, "\n<p>");
		}
		tc_buf_add_char(out, content.p[at++]);
	}
}
