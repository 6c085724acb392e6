/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Subtrees to lines of text.
 *
 * A line ends where a block element begins or ends, so that words of two paragraphs are never glued together (a search index
 * would lose both).  <br> alone is a blank inside a sentence and the end of a line after one or after a few words; two in a row
 * end a paragraph, as the pages of 2004 write them.  The cells of a table row stand in one line with blanks between them, unless
 * a cell has blocks of its own: then the table is page layout and each cell is a line.  Blanks are single (no-break and
 * typographic ones too), marks that nobody sees (zero-width, soft hyphen, direction, BOM) are gone. */
#include "corpus/html.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* A <br> after less than this is meant: verse, signatures, addresses. */
#define SHORT_LINE_BYTES 60

/* A growing line in the arena's shadow: text with single blanks. */
struct line {
	struct tc_buf buf;
	bool blank; /* a blank is due before the next letter */
	uint32_t n_link, n_bold, n_caption;
};

/* How many bytes of s at i are one blank (0: none) or one invisible mark (negative). */
static int blank_at(struct tc_str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	size_t left = s.n - i;

	if (p[0] <= ' ' || p[0] == 0x7F)
		return 1;
	if (p[0] < 0xC2 || left < 2)
		return 0;
	if (p[0] == 0xC2)
		return p[1] == 0xA0 ? 2 : p[1] == 0xAD ? -2 : p[1] < 0xA0 ? -2 : 0;
	if (left < 3)
		return 0;
	if (p[0] == 0xE2 && p[1] == 0x80) {
		if (p[2] <= 0x8A || p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF)
			return 3;
		return (p[2] >= 0x8B && p[2] <= 0x8F) || (p[2] >= 0xAA && p[2] <= 0xAE) ? -3 : 0;
	}
	if (p[0] == 0xE2 && p[1] == 0x81)
		return p[2] == 0x9F ? 3 : p[2] >= 0xA0 && p[2] <= 0xA9 ? -3 : 0;
	if (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
		return 3;
	return p[0] == 0xEF && ((p[1] == 0xBB && p[2] == 0xBF) || (p[1] == 0xBF && p[2] == 0xBC)) ? -3 : 0;
}

/* What a piece of text stands in. */
enum within { IN_LINK = 1, IN_BOLD = 2, IN_CAPTION = 4 };

static void add_text(struct line *line, struct tc_str s, unsigned within)
{
	size_t before = line->buf.n;

	for (size_t i = 0; i < s.n;) {
		int blank = blank_at(s, i);
		size_t begin = i;

		if (blank > 0) {
			line->blank = true;
			i += (size_t)blank;
			continue;
		}
		if (blank < 0) {
			i += (size_t)-blank;
			continue;
		}
		for (; i < s.n && blank_at(s, i) == 0; i++)
			;
		if (line->blank && line->buf.n > 0)
			tc_buf_add_char(&line->buf, ' ');
		line->blank = false;
		tc_buf_add(&line->buf, s.p + begin, i - begin);
	}
	line->n_link += within & IN_LINK ? (uint32_t)(line->buf.n - before) : 0;
	line->n_bold += within & IN_BOLD ? (uint32_t)(line->buf.n - before) : 0;
	line->n_caption += within & IN_CAPTION ? (uint32_t)(line->buf.n - before) : 0;
}

struct tc_str tc_html_clean(struct tc_arena *arena, struct tc_str text)
{
	struct line line = {.blank = false};
	struct tc_str clean;

	tc_buf_init(&line.buf, TC_LIMIT_FILE_BYTES);
	add_text(&line, text, 0);
	clean = tc_arena_str(arena, tc_buf_str(&line.buf));
	tc_buf_release(&line.buf);
	return clean;
}

/* The walk over one subtree. */
struct walk {
	const struct tc_html_page *page;
	struct tc_html_blocks *out;
	struct line line;
	uint32_t block; /* innermost open block element */
	uint32_t link_end, bold_end, caption_end;
	bool after_br;
};

static bool is_right(const struct tc_html_page *page, uint32_t node)
{
	struct tc_str align = tc_html_attr(page, node, "align"), style;

	if (align.n > 0)
		return tc_str_eq_ascii_nocase(align, TC_STR("right"));
	style = tc_html_attr(page, node, "style");
	return tc_str_find(style, TC_STR("text-align: right"), 0) < style.n ||
	       tc_str_find(style, TC_STR("text-align:right"), 0) < style.n;
}

static void end_line(struct walk *walk)
{
	const struct tc_html_page *page = walk->page;
	struct line *line = &walk->line;

	walk->after_br = false;
	if (line->buf.n > 0 &&
	    tc_arena_grow(page->arena, &walk->out->v, &walk->out->capacity, walk->out->n, sizeof(*walk->out->v)) == 0) {
		struct tc_html_block *block = &walk->out->v[walk->out->n++];

		memset(block, 0, sizeof(*block));
		block->text = tc_arena_str(page->arena, tc_buf_str(&line->buf));
		block->node = walk->block;
		block->tag = page->nodes[walk->block].tag;
		block->n_link = line->n_link;
		block->n_bold = line->n_bold;
		block->right = is_right(page, walk->block);
		block->caption = line->n_caption * 2 > line->buf.n;
	}
	tc_buf_reset(&line->buf);
	line->blank = false;
	line->n_link = line->n_bold = line->n_caption = 0;
}

static bool ends_sentence(struct tc_str s)
{
	static const char *const signs[] = {".", "!", "?", ":", ";", "\xE2\x80\x9D", "\xE2\x80\xA6", "\"", ")"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (tc_str_ends(s, tc_str_of(signs[i])))
			return true;
	return false;
}

static void line_break(struct walk *walk)
{
	if (walk->after_br || walk->line.buf.n < SHORT_LINE_BYTES || ends_sentence(tc_buf_str(&walk->line.buf)))
		end_line(walk);
	walk->line.blank = true;
	walk->after_br = true;
}

static bool is_line_cell(const struct tc_html_node *node)
{
	return node->tag == TC_TAG_TD && node->n_blocks == 0 && node->n_text < 200;
}

/* A figure or photo box that holds a picture and a few words, not a table or a quotation. */
static bool is_photo(const struct tc_html_page *page, uint32_t i)
{
	const struct tc_html_node *node = &page->nodes[i];

	if ((node->tag != TC_TAG_FIGURE && (node->words & TC_WORD_PHOTO) == 0) || node->n_text == 0 || node->n_text > 1000)
		return false;
	if (node->tag != TC_TAG_FIGURE && node->n_text > 300)
		return false;
	for (uint32_t j = i + 1; j < node->end; j++)
		if (page->nodes[j].tag == TC_TAG_BLOCKQUOTE || page->nodes[j].tag == TC_TAG_UL ||
		    (page->nodes[j].tag == TC_TAG_TABLE && node->tag == TC_TAG_FIGURE))
			return false;
	return true;
}

static void enter(struct walk *walk, uint32_t i)
{
	const struct tc_html_node *node = &walk->page->nodes[i];

	if (node->tag == TC_TAG_BR) {
		line_break(walk);
	} else if (is_line_cell(node)) {
		walk->line.blank = true;
	} else if (tc_html_is_block(node->tag)) {
		end_line(walk);
		walk->block = i;
	}
	if (node->tag == TC_TAG_A && node->n_links > 0 && walk->link_end <= i)
		walk->link_end = node->end;
	if ((node->tag == TC_TAG_B || node->tag == TC_TAG_H1 || node->tag == TC_TAG_H2 || node->tag == TC_TAG_H3) &&
	    walk->bold_end <= i)
		walk->bold_end = node->end;
	if ((node->tag == TC_TAG_FIGCAPTION || is_photo(walk->page, i) || node->tag == TC_TAG_CAPTION ||
	     (node->words & TC_WORD_CAPTION) != 0) &&
	    node->end > walk->caption_end)
		walk->caption_end = node->end;
}

/* Closes the blocks that end before node i. */
static void leave(struct walk *walk, uint32_t i, uint32_t root)
{
	const struct tc_html_node *nodes = walk->page->nodes;

	while (walk->block != root && nodes[walk->block].end <= i) {
		end_line(walk);
		do
			walk->block = nodes[walk->block].parent;
		while (walk->block > root && (!tc_html_is_block(nodes[walk->block].tag) || is_line_cell(&nodes[walk->block])));
	}
}

void tc_html_blocks(const struct tc_html_page *page, uint32_t root, const uint8_t *drop, struct tc_html_blocks *out)
{
	struct walk walk = {.page = page, .out = out, .block = root};
	const struct tc_html_node *nodes = page->nodes;

	tc_buf_init(&walk.line.buf, TC_LIMIT_FILE_BYTES);
	for (uint32_t i = root; i < nodes[root].end; i++) {
		leave(&walk, i, root);
		if (nodes[i].hidden || (drop != NULL && drop[i] != 0)) {
			if (tc_html_is_block(nodes[i].tag))
				end_line(&walk);
			i = nodes[i].end - 1;
			continue;
		}
		if (nodes[i].tag == TC_TAG_TEXT) {
			if (nodes[i].n_text > 0)
				walk.after_br = false;
			add_text(&walk.line, nodes[i].text,
				 (i < walk.link_end ? IN_LINK : 0) | (i < walk.bold_end ? IN_BOLD : 0) |
					 (i < walk.caption_end ? IN_CAPTION : 0));
		} else {
			enter(&walk, i);
		}
	}
	leave(&walk, nodes[root].end, root);
	end_line(&walk);
	tc_buf_release(&walk.line.buf);
}

struct tc_str tc_html_text(const struct tc_html_page *page, uint32_t node)
{
	struct line line = {.blank = false};
	struct tc_str text;

	tc_buf_init(&line.buf, TC_LIMIT_FILE_BYTES);
	for (uint32_t i = node; i < page->nodes[node].end; i++) {
		const struct tc_html_node *at = &page->nodes[i];

		if (at->tag == TC_TAG_TEXT && (at->hidden == TC_HTML_SHOWN || page->nodes[node].hidden != TC_HTML_SHOWN))
			add_text(&line, at->text, 0);
		else if (tc_html_is_block(at->tag) || at->tag == TC_TAG_BR)
			line.blank = true;
	}
	text = tc_arena_str(page->arena, tc_buf_str(&line.buf));
	tc_buf_release(&line.buf);
	return text;
}

enum tc_status tc_html_to_text(struct tc_str html, struct tc_arena *arena, struct tc_strs *paragraphs, struct tc_err *err)
{
	struct tc_html_page page;
	struct tc_html_blocks blocks = {NULL, 0, 0};
	enum tc_status status;

	if (tc_str_find_char(html, '<', 0) == html.n && tc_str_find_char(html, '&', 0) == html.n) {
		for (struct tc_str rest = html; rest.p != NULL;) {
			struct tc_str line = tc_html_clean(arena, tc_str_split(&rest, '\n'));

			if (line.n > 0)
				tc_strs_add(paragraphs, arena, line);
		}
		return tc_arena_check(arena, "text", err);
	}
	status = tc_html_parse(html, arena, &page, err);
	if (status == TC_OK) {
		tc_html_blocks(&page, page.body, NULL, &blocks);
		for (size_t i = 0; i < blocks.n; i++)
			tc_strs_add(paragraphs, arena, blocks.v[i].text);
		status = tc_arena_check(arena, "text", err);
	}
	tc_html_release(&page);
	return status;
}
