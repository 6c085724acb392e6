/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML that is an article's text and nothing else is promised to be: the content of a feed, an export, an agency's document.
 *
 * It goes through the pruning of pages (html_prune.c), so that share bars, related news and subscriptions that a plug-in put into
 * the text are left out, and captions come apart from it.  A piece is short and may be a list of links by intention: when
 * pruning leaves less than a third of what there is outside links, or nothing, all is kept.
 *
 * Plain text that has empty lines between its paragraphs and is wrapped at a fixed width, as teleprinters did and agencies still
 * do, gets its lines joined; else each line is a paragraph. */
#include "corpus/html.h"

#include "corpus/line.h"

/* Lines are wrapped when none is longer than this, and most that go on are longer than the other. */
#define WRAP_MAX_BYTES 130
#define WRAP_MIN_BYTES 45

/* Adds text, blanks single, unless nothing is left of it. */
static void add_clean(struct tc_str text, struct tc_arena *arena, struct tc_strs *out)
{
	struct tc_str line = tc_html_clean(arena, text);
	if (line.n > 0)
		tc_strs_add(out, arena, line);
}

static bool is_wrapped(struct tc_str text)
{
	size_t n_gaps = 0, n_long = 0, n_short = 0, before = 0;
	for (struct tc_str rest = text; rest.p != NULL;) {
		size_t n = tc_str_trim(tc_str_split(&rest, '\n')).n;
		if (n > WRAP_MAX_BYTES)
			return false;
		n_gaps += n == 0 && before > 0;
		if (n > 0 && before >= WRAP_MIN_BYTES)
			n_long++;
		else if (n > 0 && before > 0)
			n_short++;
		before = n;
	}
	return n_gaps > 0 && n_long > n_short;
}

static void add_plain(struct tc_str text, struct tc_arena *arena, struct tc_strs *out)
{
	size_t begin = 0, at = 0;
	bool wrapped = is_wrapped(text);
	for (struct tc_str rest = text; rest.p != NULL;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (!wrapped || tc_str_trim(line).n == 0) {
			add_clean(tc_str_sub(text, begin, at + line.n), arena, out);
			begin = at + line.n;
		}
		at += line.n + 1;
	}
	if (begin < text.n)
		add_clean(tc_str_sub(text, begin, text.n), arena, out);
}

static void add_blocks(const struct tc_html_blocks *blocks, struct tc_arena *arena, struct tc_strs *body,
		       struct tc_strs *captions)
{
	for (size_t i = 0; i < blocks->n; i++) {
		bool caption = captions != NULL && blocks->v[i].caption;
		if (!caption)
			tc_strs_add(body, arena, blocks->v[i].text);
		else if (!tc_line_listed(captions, blocks->v[i].text))
			tc_strs_add(captions, arena, blocks->v[i].text);
	}
}

enum tc_status tc_html_piece(struct tc_str html, struct tc_arena *arena, struct tc_strs *body, struct tc_strs *captions,
			     struct tc_err *err)
{
	struct tc_html_blocks all = {NULL, 0, 0};
	struct tc_html_page page;
	if (tc_str_find_char(html, '<', 0) == html.n && tc_str_find_char(html, '&', 0) == html.n) {
		add_plain(html, arena, body);
		return tc_arena_check(arena, "text", err);
	}
	enum tc_status status = tc_html_parse(html, arena, &page, err);
	if (status == TC_OK) {
		struct tc_html_candidate pruned = {.root = page.body};
		const struct tc_html_node *root = &page.nodes[page.body];
		tc_html_prune(&page, &pruned);
		size_t outside_links = root->n_text - root->n_link;
		if (pruned.n_text - pruned.n_link < outside_links / 3 || pruned.n_text == 0) {
			tc_html_blocks(&page, page.body, NULL, &all);
			add_blocks(&all, arena, body, captions);
		} else {
			add_blocks(&pruned.blocks, arena, body, captions);
		}
		status = tc_arena_check(arena, "text", err);
	}
	tc_html_release(&page);
	return status;
}
