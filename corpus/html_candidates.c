/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which parts of a page may be the article, best guess first.
 *
 * By name: elements whose class, id or itemprop says that they are the text (schema.org's articleBody, the containers of the
 * known content management systems), then those that probably are, then <article>.  When one name stands on several
 * elements that share the text among them (a body cut by advertisements), their common ancestor is the candidate.
 *
 * By score: every line-like block of running text gives points (1, one per comma, one per 100 bytes up to 3) to its parent, half
 * of them to the grandparent, a sixth and an eighth to the two above; weighted down by the share of links.  This is the idea that
 * Arc90's Readability made known; no word list of any language is in it.
 *
 * All of the page comes last, so that a page with text never gives nothing. */
#include "corpus/html.h"

#include <string.h>

#include "base/alloc.h"

#define MIN_NAMED_BYTES 80
#define MAX_MATCHES 64

static bool is_box(const struct tc_html_node *node)
{
	return (node->words & (TC_WORD_COMMENT | TC_WORD_BOX)) != 0 && (node->words & (TC_WORD_BODY | TC_WORD_CONTENT)) == 0;
}

static uint32_t running(const struct tc_html_node *node)
{
	return node->n_text > node->n_link ? node->n_text - node->n_link : 0;
}

/* Is a node above it a box that is not most of the page? */
static bool in_box(const struct tc_html_page *page, uint32_t node)
{
	uint32_t all = running(&page->nodes[page->body]);

	for (uint32_t i = node; i != TC_HTML_NONE && i != page->body; i = page->nodes[i].parent)
		if ((is_box(&page->nodes[i]) || page->nodes[i].tag == TC_TAG_ASIDE || page->nodes[i].tag == TC_TAG_FOOTER ||
		     page->nodes[i].tag == TC_TAG_NAV) &&
		    running(&page->nodes[i]) < all / 2)
			return true;
	return false;
}

static uint32_t common_ancestor(const struct tc_html_page *page, uint32_t a, uint32_t b)
{
	while (a != TC_HTML_NONE && !(a <= b && b < page->nodes[a].end))
		a = page->nodes[a].parent;
	return a == TC_HTML_NONE ? page->body : a;
}

/* Bytes of running text; a headline inside makes an <article> the article and not a teaser. */
static uint64_t weight_of(const struct tc_html_page *page, uint32_t i, int group)
{
	uint64_t weight = running(&page->nodes[i]);

	for (uint32_t j = i; group == 1 && j < page->nodes[i].end; j++)
		if (page->nodes[j].tag == TC_TAG_H1)
			return weight * 5;
	return weight;
}

struct list {
	struct tc_html_candidate *v;
	size_t n;
};

static void add(struct list *list, uint32_t root, uint8_t kind)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].root == root)
			return;
	if (list->n == TC_HTML_MAX_CANDIDATES)
		return;
	memset(&list->v[list->n], 0, sizeof(list->v[0]));
	list->v[list->n].root = root;
	list->v[list->n++].kind = kind;
}

static bool is_match(const struct tc_html_node *node, int group)
{
	if (!tc_html_is_block(node->tag) || node->hidden || node->tag == TC_TAG_BODY || node->tag == TC_TAG_HTML ||
	    node->tag == TC_TAG_P || node->tag == TC_TAG_LI || node->n_text < MIN_NAMED_BYTES)
		return false;
	switch (group) {
	case 0:
		return (node->words & TC_WORD_BODY) != 0 && !is_box(node);
	case 1:
		return node->tag == TC_TAG_ARTICLE;
	default:
		return (node->words & TC_WORD_CONTENT) != 0 && !is_box(node);
	}
}

static void by_name(const struct tc_html_page *page, int group, struct list *list)
{
	uint32_t best = TC_HTML_NONE, together = TC_HTML_NONE, sum = 0, n = 0;

	for (uint32_t i = page->body; i < page->nodes[page->body].end && n < MAX_MATCHES; i++) {
		const struct tc_html_node *node = &page->nodes[i];

		if (node->tag == TC_TAG_TEXT || !is_match(node, group) || in_box(page, i))
			continue;
		n++;
		if (best != TC_HTML_NONE && i < page->nodes[best].end) {
			if (running(node) * 5 >= running(&page->nodes[best]) * 4)
				best = i; /* an inner one that holds nearly all */
			continue;
		}
		sum += running(node);
		together = together == TC_HTML_NONE ? i : common_ancestor(page, together, i);
		if (best == TC_HTML_NONE || weight_of(page, i, group) > weight_of(page, best, group))
			best = i;
	}
	if (best == TC_HTML_NONE)
		return;
	if (group == 0 && together != best && together != page->body && running(&page->nodes[best]) * 10 < sum * 8 &&
	    running(&page->nodes[together]) < sum + sum / 2)
		add(list, together, 0);
	add(list, best, 0);
}

/* Does the node hold running text of its own, not only through blocks inside it? */
static bool is_line(const struct tc_html_page *page, uint32_t i)
{
	const struct tc_html_node *node = &page->nodes[i];

	if (node->tag == TC_TAG_P || node->tag == TC_TAG_PRE || node->tag == TC_TAG_BLOCKQUOTE)
		return true;
	return tc_html_is_block(node->tag) && node->n_blocks == 0;
}

static float share_of_links(const struct tc_html_node *node)
{
	return node->n_text > 0 ? (float)node->n_link / (float)node->n_text : 0;
}

static void give(const struct tc_html_page *page, float *scores, uint32_t *lines, uint32_t line)
{
	static const float shares[] = {1.0F, 0.5F, 1.0F / 6, 1.0F / 8};
	const struct tc_html_node *node = &page->nodes[line];
	float length = (float)node->n_text / 100;
	float score = (1 + (float)node->n_commas + (length > 3 ? 3 : length)) * (1 - share_of_links(node));
	uint32_t at = node->parent;

	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]) && at != TC_HTML_NONE && at > page->body; i++) {
		scores[at] += score * shares[i];
		at = page->nodes[at].parent;
	}
	for (at = node->parent; node->n_text >= 100 && at != TC_HTML_NONE && at > page->body; at = page->nodes[at].parent)
		lines[at] += node->n_text;
}

/* From the best block up: to an ancestor with nearly its score, or with a good deal more long lines and few links (a story cut
 * into sections). */
static uint32_t climb(const struct tc_html_page *page, const float *scores, const uint32_t *lines, uint32_t top, float best)
{
	uint32_t at = top;

	while (page->nodes[at].parent != TC_HTML_NONE && page->nodes[at].parent > page->body) {
		const struct tc_html_node *parent;

		at = page->nodes[at].parent;
		parent = &page->nodes[at];
		if (scores[at] * (1 - share_of_links(parent)) >= best * 0.75F ||
		    (lines[at] * 2 > lines[top] * 3 && share_of_links(parent) < 0.3F && lines[at] * 5 > parent->n_text * 3))
			top = at;
	}
	return top;
}

static void by_score(const struct tc_html_page *page, struct list *list)
{
	float *scores = tc_arena_alloc(page->arena, page->n_nodes * sizeof(*scores)), best = 0;
	uint32_t *lines = tc_arena_alloc(page->arena, page->n_nodes * sizeof(*lines));
	uint32_t top = TC_HTML_NONE;

	if (scores == NULL || lines == NULL)
		return;
	for (uint32_t i = page->body; i < page->nodes[page->body].end; i++) {
		const struct tc_html_node *node = &page->nodes[i];

		if (node->hidden ||
		    ((is_box(node) || node->tag == TC_TAG_ASIDE || node->tag == TC_TAG_FOOTER || node->tag == TC_TAG_NAV) &&
		     running(node) < running(&page->nodes[page->body]) / 2)) {
			i = node->end - 1;
			continue;
		}
		if (node->n_text >= 40 && is_line(page, i) && share_of_links(node) < 0.5F)
			give(page, scores, lines, i);
	}
	for (uint32_t i = page->body + 1; i < page->nodes[page->body].end; i++) {
		float weight = (page->nodes[i].words & TC_WORD_HINT) != 0 ? 1.15F : 1.0F;
		float score = scores[i] * (1 - share_of_links(&page->nodes[i])) * weight;

		if (score > best) {
			best = score;
			top = i;
		}
	}
	if (top != TC_HTML_NONE)
		add(list, climb(page, scores, lines, top, best), 1);
}

size_t tc_html_candidates(const struct tc_html_page *page, struct tc_html_candidate *candidates)
{
	struct list list = {candidates, 0};

	for (int group = 0; group < 3; group++)
		by_name(page, group, &list);
	by_score(page, &list);
	add(&list, page->body, 2);
	return list.n;
}
