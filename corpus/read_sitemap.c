/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of addresses: they hold no article, and are no failure either.
 *
 * Sitemaps and their indexes in XML (what they say of pages is used by sitemap.c), sitemaps in plain text, which are an address a
 * line (sitemaps.org/protocol.html), and robots.txt (RFC 9309), which names them.  Without this a list in plain text would be
 * taken for an article. */
#include <string.h>

#include "corpus/format.h"
#include "corpus/line.h"
#include "corpus/xml.h"

/* Is it a line of robots.txt: a rule that says which robot, what, or where a sitemap is? */
static bool is_rule(struct tc_str line)
{
	static const char *const names[] = {"user-agent", "disallow", "allow", "sitemap", "site-map", "crawl-delay", "host"};
	struct tc_str name = tc_str_trim(tc_str_sub(line, 0, tc_str_find_char(line, ':', 0)));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name.n < line.n && tc_str_eq_ascii_nocase(name, tc_str_of(names[i])))
			return true;
	return false;
}

static int taste(const struct tc_taste *taste)
{
	struct tc_str root = tc_xml_root_name(taste->bytes);
	size_t n_addresses = 0, n_rules = 0, n_others = 0;
	if (tc_str_eq(root, TC_STR("urlset")) || tc_str_eq(root, TC_STR("sitemapindex")))
		return 97;
	for (struct tc_str rest = taste->bytes; rest.p != NULL && n_others <= 1;) {
		struct tc_str line = tc_str_trim(tc_str_split(&rest, '\n'));
		bool address = tc_str_starts(line, TC_STR("http://")) || tc_str_starts(line, TC_STR("https://"));
		/* The last line of a beginning may be cut. */
		if (line.n == 0 || line.p[0] == '#' || (rest.p == NULL && !taste->all))
			continue;
		if (address && tc_str_find_char(line, ' ', 0) == line.n)
			n_addresses++;
		else if (is_rule(line))
			n_rules++;
		else
			n_others++;
	}
	/* A list may have a line about itself. */
	return n_others * 2 <= n_addresses && n_addresses + n_rules > 1 ? 96 : 0;
}

static enum tc_status open_list(const struct tc_input *input, void **state, struct tc_err *err)
{
	(void)input;
	(void)err;
	*state = NULL;
	return TC_OK;
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	(void)state;
	(void)article;
	(void)err;
	return TC_END;
}

static void close_list(void *state)
{
	(void)state;
}

const struct tc_format tc_format_sitemap = {
	.name = "sitemap",
	.description = "sitemaps and other lists of addresses: no article, metadata of pages",
	.whole = true,
	.escapes = false,
	.taste = taste,
	.open = open_list,
	.next = next,
	.close = close_list,
};
