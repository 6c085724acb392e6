/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands inside the container of an article and is no part of it: related news, share bars, subscriptions, keywords,
 * menus, comments, advertisements.
 *
 * First by name (html_words.c): an element that is called a box goes when it holds less than half of the text; one called so
 * by a weak word only when links or brevity agree.  Then by links: lists, tables and blocks whose text is mostly links go, with
 * limits by length, because a paragraph that is one long link in running text stays.  The two boxes that VCCorp's system (Tuoi
 * Tre, NLD, CafeF) gives one class are told apart by its attribute type: "content" is text.
 *
 * If pruning by name took more than it left, it is undone and only the surest names and the links count: VnExpress keeps its
 * articles in an element called sidebar.  Headings that nothing follows any more go at the end. */
#include "corpus/html.h"

#include <string.h>

enum strictness { BY_NAME, BY_LINKS_ONLY };

static uint32_t running(const struct tc_html_node *node)
{
	return node->n_text > node->n_link ? node->n_text - node->n_link : 0;
}

static bool mostly_links(const struct tc_html_node *node, unsigned percent)
{
	return (uint64_t)node->n_link * 100 >= (uint64_t)node->n_text * percent;
}

/* VCCorp's boxes: class VCSortableInPreviewMode, told apart by type. */
static bool is_vccorp_box(const struct tc_html_page *page, uint32_t i)
{
	struct tc_str type = tc_html_attr(page, i, "type");

	return tc_str_starts(type, TC_STR("Related")) || tc_str_eq(type, TC_STR("link")) ||
	       tc_str_eq(type, TC_STR("SimilarNews"));
}

static bool is_content_box(const struct tc_html_page *page, uint32_t i)
{
	return tc_str_eq(tc_html_attr(page, i, "type"), TC_STR("content")) &&
	       tc_str_find(tc_html_attr(page, i, "class"), TC_STR("VCSortable"), 0) < tc_html_attr(page, i, "class").n;
}

/* Does a subtree hold an element that is text whatever stands around it: a body by name, a headline, an embedded post? */
static bool holds_text(const struct tc_html_page *page, uint32_t i)
{
	for (uint32_t j = i; j < page->nodes[i].end; j++)
		if (page->nodes[j].tag == TC_TAG_H1 || (page->nodes[j].words & (TC_WORD_BODY | TC_WORD_KEEP)) != 0)
			return true;
	return false;
}

static bool is_named_box(const struct tc_html_page *page, uint32_t i, uint32_t all)
{
	const struct tc_html_node *node = &page->nodes[i];
	uint32_t text = running(node);

	if ((node->words & (TC_WORD_BODY | TC_WORD_KEEP)) != 0 || is_content_box(page, i))
		return false;
	if (node->tag == TC_TAG_A || (!tc_html_is_block(node->tag) && (node->words & (TC_WORD_BOX | TC_WORD_COMMENT)) == 0 &&
				      node->n_text < 60 && page->nodes[node->parent].n_text > node->n_text + 40))
		return false; /* a link or mark inside running text */
	if (is_vccorp_box(page, i))
		return true;
	if ((node->words & TC_WORD_COMMENT) != 0)
		return !holds_text(page, i);
	if ((node->words & (TC_WORD_BOX | TC_WORD_MENU | TC_WORD_CRUMB)) != 0)
		return text < all / 3 && !((node->words & TC_WORD_BOX) != 0 && holds_text(page, i));
	if ((node->words & TC_WORD_TAGS) != 0)
		return text < all / 4 && (node->n_text < 300 || mostly_links(node, 50));
	if ((node->words & (TC_WORD_AUTHOR | TC_WORD_DATE | TC_WORD_SOURCE)) != 0)
		return node->n_text < 200 && text < all / 4;
	if ((node->words & TC_WORD_WEAK_BOX) != 0)
		return text < all / 4 && (mostly_links(node, 50) || node->n_text < 200);
	return false;
}

static bool is_tag_box(const struct tc_html_page *page, uint32_t i, uint32_t all)
{
	const struct tc_html_node *node = &page->nodes[i];

	switch (node->tag) {
	case TC_TAG_NAV:
	case TC_TAG_FOOTER:
	case TC_TAG_ASIDE:
		return (node->words & TC_WORD_BODY) == 0 && running(node) < all / 3;
	case TC_TAG_FORM:
		return running(node) < all / 3;
	default:
		return false;
	}
}

static bool is_link_box(const struct tc_html_page *page, uint32_t i, uint32_t all)
{
	const struct tc_html_node *node = &page->nodes[i];

	if (node->n_links == 0 || node->n_text == 0 || running(node) > all / 4)
		return false;
	switch (node->tag) {
	case TC_TAG_UL:
	case TC_TAG_OL:
	case TC_TAG_DL:
		return (node->n_links >= 2 && mostly_links(node, 70)) || (mostly_links(node, 90) && node->n_text < 300);
	case TC_TAG_TD:
		return node->n_links >= 2 && mostly_links(node, 80);
	case TC_TAG_TABLE:
		return mostly_links(node, node->n_text < 1000 ? 80 : 50);
	case TC_TAG_DIV:
	case TC_TAG_SECTION:
	case TC_TAG_ARTICLE:
	case TC_TAG_CENTER:
	case TC_TAG_HEADER:
		return mostly_links(node, 80) || (node->n_links > 4 && mostly_links(node, 50)) ||
		       (node->n_text < 100 && mostly_links(node, 60));
	case TC_TAG_B:
	case TC_TAG_OTHER:
		return node->n_links > 4 && mostly_links(node, 80);
	case TC_TAG_P:
	case TC_TAG_H2:
	case TC_TAG_H3:
		return mostly_links(node, 95) && node->n_text < 200 && (node->n_text > 20 || node->end == i + 3);
	default:
		return false;
	}
}

static bool is_caption(const struct tc_html_node *node)
{
	return (node->tag == TC_TAG_FIGCAPTION || node->tag == TC_TAG_FIGURE || (node->words & TC_WORD_CAPTION) != 0) &&
	       node->n_text > 0;
}

static bool is_sure_box(const struct tc_html_page *page, uint32_t i)
{
	return is_vccorp_box(page, i) || ((page->nodes[i].words & TC_WORD_COMMENT) != 0 && !holds_text(page, i));
}

static void mark(const struct tc_html_page *page, struct tc_html_candidate *candidate, enum strictness how)
{
	const struct tc_html_node *nodes = page->nodes;
	uint32_t all = running(&nodes[candidate->root]);

	memset(candidate->drop, 0, page->n_nodes);
	for (uint32_t i = candidate->root + 1; i < nodes[candidate->root].end; i++) {
		const struct tc_html_node *node = &nodes[i];

		if (node->tag == TC_TAG_TEXT)
			continue;
		if (node->hidden) {
			i = node->end - 1;
			continue;
		}
		if (is_caption(node))
			continue;
		if (is_tag_box(page, i, all) || (how == BY_NAME ? is_named_box(page, i, all) : is_sure_box(page, i)) ||
		    is_link_box(page, i, all)) {
			candidate->drop[i] = 1;
			i = node->end - 1;
		}
	}
}

static bool is_running(const struct tc_html_block *block)
{
	return block->text.n >= 80 && block->n_link * 2 < block->text.n && !block->caption;
}

void tc_html_list_lines(const struct tc_html_page *page, struct tc_html_candidate *candidate)
{
	struct tc_html_blocks *blocks = &candidate->blocks;

	size_t n_captions = 0;

	blocks->n = 0;
	candidate->n_text = candidate->n_paragraph = candidate->n_link = 0;
	tc_html_blocks(page, candidate->root, candidate->drop, blocks);
	for (size_t i = 0; i < blocks->n; i++) {
		candidate->n_text += blocks->v[i].text.n;
		candidate->n_link += blocks->v[i].n_link;
		if (is_running(&blocks->v[i]))
			candidate->n_paragraph += blocks->v[i].text.n;
		else if (blocks->v[i].caption && blocks->v[i].text.n >= 80)
			n_captions += blocks->v[i].text.n;
	}
	if (candidate->n_paragraph == 0) /* a photo story */
		candidate->n_paragraph = n_captions;
}

void tc_html_prune(const struct tc_html_page *page, struct tc_html_candidate *candidate)
{
	size_t kept, all = running(&page->nodes[candidate->root]);

	if (candidate->drop == NULL)
		candidate->drop = tc_arena_alloc(page->arena, page->n_nodes);
	if (candidate->drop == NULL)
		return;
	mark(page, candidate, BY_NAME);
	tc_html_list_lines(page, candidate);
	kept = candidate->n_paragraph;
	for (uint32_t i = candidate->root + 1; i < page->nodes[candidate->root].end; i++)
		if (candidate->drop[i] != 0 && is_sure_box(page, i))
			all -= running(&page->nodes[i]);
	if (kept * 3 >= all)
		return;
	mark(page, candidate, BY_LINKS_ONLY);
	tc_html_list_lines(page, candidate);
	if (candidate->n_paragraph < kept * 3 && candidate->n_paragraph > 0 && kept > 0) {
		mark(page, candidate, BY_NAME);
		tc_html_list_lines(page, candidate);
	}
}
