/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page with several articles: <article> elements side by side, or a page of old days with story under story.
 *
 * Side by side are elements of one parent with the same tag that each begin with a heading and go on with running text of their
 * own (two paragraphs, MIN_STORY_BYTES).  For <article> that is enough; others must each show a time or a writer too, since the
 * sections of one long article look the same but for these; so must <article>s under a headline that <title> repeats.  Story
 * under story are headings of one kind among the children of one element, each with its text up to the next, on a page of before
 * OpenGraph; told from subheads by a time or a writer in each, or by rules (<hr>) between them together with names to jump to (<a
 * name>).  Such a stretch gets an element of its own, so that all else sees one kind of story.
 *
 * A page that says that it is one article (JSON-LD, og:type, a time of publication in its head) is one.  Teasers have no text, so
 * that a list of them stays a list: at least two stories and most of those side by side must be full.  Once a page is cut, short
 * items between full ones are articles too.  Left out: stories that lie in different parents, and pages of one story with others
 * beside it, which the arbiter treats as one article with boxes. */
#include "corpus/html_article.h"

#include <string.h>

#define MIN_STORY_BYTES 300
/* When the heading leads to another page, which teasers' do. */
#define MIN_LINKED_STORY_BYTES 800
#define MIN_LINE_BYTES 80
/* How often an element is looked at: real pages stay below 4. */
#define LOOKS_PER_NODE 16
#define MAX_SIGN_BYTES 160
#define MAX_SIGN_NODES 100

struct search {
	struct tc_html_page *page;
	struct tc_html_story *stories;
	size_t n, max;
	uint64_t looks; /* left */
	/* What the page says of itself, read when it is needed: */
	bool asked;
	bool one;    /* it is one article */
	bool old;    /* without OpenGraph */
	uint32_t h1; /* one that <title> repeats, TC_HTML_NONE when there is none: the headline of all of the page */
};

/* What a stretch of siblings from first up to end looks like. */
struct look {
	uint32_t heading;                               /* before any running text, TC_HTML_NONE when there is none */
	uint32_t n_running, running_bytes, n_headlines; /* paragraphs, their bytes, lines that are links */
	bool signed_;                                   /* shows a time or a writer */
	bool teaser;                                    /* ends in "..." */
	bool linked;                                    /* the heading is a link to another page */
	bool named;                                     /* has an <a name> */
	struct tc_str anchor;
};

static uint32_t running(const struct tc_html_node *node)
{
	return node->n_text > node->n_link ? node->n_text - node->n_link : 0;
}

static bool is_heading(const struct tc_html_node *node)
{
	return (node->tag == TC_TAG_H1 || node->tag == TC_TAG_H2 || node->tag == TC_TAG_H3 ||
		((node->words & TC_WORD_TITLE) != 0 && tc_html_is_block(node->tag))) &&
	       !node->hidden && node->n_text >= 8 && node->n_text <= 400;
}

static bool is_sign(const struct search *s, uint32_t i)
{
	const struct tc_html_node *node = &s->page->nodes[i];
	struct tc_date date;

	if (node->hidden || node->n_text == 0 || node->n_text > MAX_SIGN_BYTES || node->end - i > MAX_SIGN_NODES)
		return false;
	if (node->tag == TC_TAG_TIME || (node->words & TC_WORD_AUTHOR) != 0)
		return true;
	return (tc_html_is_block(node->tag) || (node->words & TC_WORD_DATE) != 0) && node->n_text < 60 && node->n_blocks == 0 &&
	       tc_html_date(tc_html_text(s->page, i), &date) && date.precision >= TC_DATE_DAY;
}

static bool is_running(const struct tc_html_page *page, uint32_t i)
{
	const struct tc_html_node *node = &page->nodes[i];

	return tc_html_is_block(node->tag) && node->n_blocks == 0 && node->n_text >= MIN_LINE_BYTES &&
	       node->n_link * 3 < node->n_text;
}

static struct tc_str anchor_of(const struct tc_html_page *page, uint32_t i)
{
	struct tc_str id = tc_html_attr(page, i, "id");

	if (id.n == 0 && page->nodes[i].tag == TC_TAG_A)
		id = tc_html_attr(page, i, "name");
	return id.n > 0 && id.n < 200 && tc_str_find_char(id, ' ', 0) == id.n ? id : TC_STR_NONE;
}

static void look_at(struct search *s, uint32_t first, uint32_t end, struct look *look)
{
	const struct tc_html_page *page = s->page;
	struct tc_str last = TC_STR_NONE;

	memset(look, 0, sizeof(*look));
	look->heading = TC_HTML_NONE;
	for (uint32_t i = first; i < end && s->looks > 0; i++) {
		const struct tc_html_node *node = &page->nodes[i];

		s->looks--;
		if (node->hidden || (node->words & TC_WORD_COMMENT) != 0) {
			i = node->end - 1;
			continue;
		}
		if (node->tag == TC_TAG_TEXT)
			continue;
		if (look->anchor.n == 0 && look->n_running == 0)
			look->anchor = anchor_of(page, i);
		look->named = look->named || (node->tag == TC_TAG_A && look->n_running == 0 && anchor_of(page, i).n > 0);
		if (look->heading == TC_HTML_NONE && look->n_running == 0 && is_heading(node)) {
			look->heading = i;
			look->linked = node->n_link * 2 > node->n_text;
		}
		look->signed_ = look->signed_ || is_sign(s, i);
		look->n_headlines += tc_html_is_block(node->tag) && node->n_blocks == 0 && node->n_text >= 25 &&
				     node->n_link * 10 > node->n_text * 8;
		if (is_running(page, i)) {
			look->n_running++;
			look->running_bytes += running(node);
			last = tc_html_text(page, i);
		}
	}
	look->teaser = tc_str_ends(last, TC_STR("...")) || tc_str_ends(last, TC_STR("\xE2\x80\xA6")) ||
		       tc_str_ends(last, TC_STR("[\xE2\x80\xA6]"));
}

static bool is_full(const struct look *look)
{
	return look->heading != TC_HTML_NONE && look->n_running >= 2 &&
	       look->running_bytes >= (look->linked ? MIN_LINKED_STORY_BYTES : MIN_STORY_BYTES) && !look->teaser &&
	       look->n_headlines < look->n_running;
}

static void add(struct search *s, uint32_t root, const struct look *look)
{
	if (s->n < s->max)
		s->stories[s->n] = (struct tc_html_story){root, look->heading, look->anchor};
	s->n++;
}

/* The <h1> that says what <title> says. */
static uint32_t headline_of_all(const struct tc_html_page *page, const struct tc_html_meta *meta)
{
	for (uint32_t i = page->body; i < page->nodes[page->body].end; i++) {
		struct tc_str text;

		if (page->nodes[i].tag != TC_TAG_H1 || page->nodes[i].hidden)
			continue;
		text = tc_html_text(page, i);
		if (text.n >= 20 && !tc_html_same_line(text, meta->publication) &&
		    (tc_html_same_start(meta->title, text) || tc_html_same_start(meta->og_title, text)))
			return i;
	}
	return TC_HTML_NONE;
}

static void ask(struct search *s)
{
	struct tc_html_meta meta;

	if (s->asked)
		return;
	tc_html_meta(s->page, &meta);
	s->asked = true;
	s->one = meta.is_one_article;
	s->old = meta.og_title.n == 0;
	s->h1 = headline_of_all(s->page, &meta);
}

/* Elements with one tag among the children of parent; stories only if they are.  How many full ones there are. */
static void side_by_side(struct search *s, uint32_t parent, uint8_t tag)
{
	const struct tc_html_node *nodes = s->page->nodes;
	uint32_t unsigned_ = TC_HTML_NONE; /* the last story without time and writer */
	size_t n_full = 0, n_headed = 0;
	struct look look;

	s->n = 0;
	for (uint32_t i = parent + 1; i < nodes[parent].end; i = nodes[i].end) {
		if (nodes[i].tag != tag || nodes[i].hidden)
			continue;
		look_at(s, i, nodes[i].end, &look);
		if (look.heading == TC_HTML_NONE || look.heading == i)
			continue;
		n_headed++;
		if (!look.signed_ && look.running_bytes > 0)
			unsigned_ = i;
		if (unsigned_ != TC_HTML_NONE && tag != TC_TAG_ARTICLE)
			break;
		n_full += is_full(&look);
		if (look.running_bytes > 0)
			add(s, i, &look);
	}
	if (n_full < 2 || n_full * 10 < n_headed * 6 || s->looks == 0 || s->n > s->max ||
	    (unsigned_ != TC_HTML_NONE && tag != TC_TAG_ARTICLE)) {
		s->n = 0;
		return;
	}
	ask(s);
	if (s->one || (unsigned_ != TC_HTML_NONE && s->h1 < unsigned_))
		s->n = 0;
}

/* A stretch between headings that are children of one parent. */
struct stretch {
	uint32_t first, end;
	struct look look;
	bool ruled; /* an <hr> stands before it */
};

#define MAX_STRETCHES TC_HTML_MAX_STORIES

/* Where the stretch of a heading begins: with the name to jump to and the time before it, after the last text. */
static bool belongs_before(const struct tc_html_page *page, uint32_t i)
{
	const struct tc_html_node *node = &page->nodes[i];

	return (node->tag == TC_TAG_A || node->tag == TC_TAG_TEXT) && node->n_text == 0;
}

static size_t cut(struct search *s, uint32_t parent, uint8_t tag, struct stretch *stretches)
{
	const struct tc_html_node *nodes = s->page->nodes;
	uint32_t first = TC_HTML_NONE;
	size_t n = 0;
	bool rule = false;

	for (uint32_t i = parent + 1; i < nodes[parent].end; i = nodes[i].end) {
		if (nodes[i].tag == TC_TAG_HR) {
			rule = true;
			first = TC_HTML_NONE;
			if (n > 0 && stretches[n - 1].end == 0)
				stretches[n - 1].end = i;
			continue;
		}
		if (nodes[i].tag == tag && is_heading(&nodes[i])) {
			if (n == MAX_STRETCHES)
				return 0;
			if (n > 0 && stretches[n - 1].end == 0)
				stretches[n - 1].end = first == TC_HTML_NONE ? i : first;
			stretches[n++] = (struct stretch){.first = first == TC_HTML_NONE ? i : first, .ruled = rule};
			rule = false;
		}
		if (!belongs_before(s->page, i))
			first = TC_HTML_NONE;
		else if (first == TC_HTML_NONE)
			first = i;
	}
	if (n > 0 && stretches[n - 1].end == 0)
		stretches[n - 1].end = nodes[parent].end;
	return n;
}

/* Puts an element around each stretch.  New indices: wrapped[k] is that of the element around stretch k. */
static bool wrap(struct tc_html_page *page, uint32_t parent, const struct stretch *stretches, size_t n, uint32_t *wrapped)
{
	struct tc_html_node *nodes = tc_arena_alloc(page->arena, (page->n_nodes + n) * sizeof(*nodes));
	uint32_t *moved = tc_arena_alloc(page->arena, (page->n_nodes + 1) * sizeof(*moved));
	size_t k = 0, open = n;
	uint32_t at = 0;

	if (nodes == NULL || moved == NULL)
		return false;
	for (uint32_t i = 0; i < page->n_nodes; i++) {
		if (k < n && i == stretches[k].first) {
			wrapped[k] = at;
			nodes[at++] = (struct tc_html_node){.parent = parent, .tag = TC_TAG_DIV, .end = stretches[k].end};
			open = k++;
		}
		moved[i] = at;
		nodes[at] = page->nodes[i];
		if (open < n && i < stretches[open].end && nodes[at].parent == parent)
			nodes[at].parent = TC_HTML_NONE - 1 - (uint32_t)open; /* the wrapper, for now */
		at++;
	}
	moved[page->n_nodes] = at;
	for (uint32_t i = 0; i < at; i++) {
		uint32_t old = nodes[i].parent;

		nodes[i].end = moved[nodes[i].end];
		if (old != TC_HTML_NONE)
			nodes[i].parent = old >= TC_HTML_NONE - n ? wrapped[TC_HTML_NONE - 1 - old] : moved[old];
	}
	/* An end that is the first node of a stretch was moved behind its wrapper. */
	for (size_t w = 0; w < n; w++)
		for (uint32_t i = 0; i < wrapped[w]; i++)
			if (nodes[i].end == wrapped[w] + 1)
				nodes[i].end = wrapped[w];
	page->body = moved[page->body];
	page->nodes = nodes;
	page->n_nodes = at;
	return true;
}

/* Stretches that are stories get an element each.  True when they do. */
static bool under_another(struct search *s, uint32_t parent, uint8_t tag)
{
	struct stretch stretches[MAX_STRETCHES];
	uint32_t wrapped[MAX_STRETCHES];
	size_t n = cut(s, parent, tag, stretches), n_full = 0, n_signed = 0, n_ruled = 1, n_named = 0;
	struct look look;

	s->n = 0;
	for (size_t i = 0; i < n; i++) {
		look_at(s, stretches[i].first, stretches[i].end, &look);
		n_full += is_full(&look);
		n_signed += look.signed_;
		n_ruled += i > 0 && stretches[i].ruled;
		n_named += look.named;
	}
	if (n_full < 2 || n_full * 10 < n * 6 || s->looks == 0 || (n_signed < n && (n_ruled < n || n_named < n)))
		return false;
	ask(s);
	if (s->one || !s->old || !wrap(s->page, parent, stretches, n, wrapped))
		return false;
	tc_html_measure(s->page);
	for (size_t i = 0; i < n; i++) {
		look_at(s, wrapped[i] + 1, s->page->nodes[wrapped[i]].end, &look);
		if (look.heading != TC_HTML_NONE && look.running_bytes > 0)
			add(s, wrapped[i], &look);
	}
	return true;
}

/* Looks among the children of one element. */
static bool among(struct search *s, uint32_t parent)
{
	static const uint8_t siblings[] = {TC_TAG_ARTICLE, TC_TAG_DIV, TC_TAG_SECTION, TC_TAG_TABLE,
					   TC_TAG_TD,      TC_TAG_TR,  TC_TAG_LI};
	static const uint8_t headings[] = {TC_TAG_H1, TC_TAG_H2, TC_TAG_H3};
	const struct tc_html_node *nodes = s->page->nodes;
	uint64_t tags = 0, twice = 0;

	for (uint32_t i = parent + 1; i < nodes[parent].end; i = nodes[i].end) {
		uint64_t bit = UINT64_C(1) << nodes[i].tag;

		if (nodes[i].hidden || (running(&nodes[i]) < MIN_STORY_BYTES && !is_heading(&nodes[i])))
			continue;
		twice |= tags & bit;
		tags |= bit;
	}
	for (size_t i = 0; i < sizeof(siblings); i++)
		if ((twice & UINT64_C(1) << siblings[i]) != 0) {
			side_by_side(s, parent, siblings[i]);
			if (s->n > 0)
				return true;
		}
	for (size_t i = 0; i < sizeof(headings); i++)
		if ((twice & UINT64_C(1) << headings[i]) != 0 && under_another(s, parent, headings[i]))
			return true;
	return false;
}

size_t tc_html_stories(struct tc_html_page *page, struct tc_html_story *stories, size_t max)
{
	struct search s = {.page = page, .stories = stories, .max = max, .looks = (uint64_t)page->n_nodes * LOOKS_PER_NODE};

	if (page->arena->failed != TC_OK || running(&page->nodes[page->body]) < 2 * MIN_STORY_BYTES)
		return 0;
	for (uint32_t i = page->body; i < page->nodes[page->body].end && s.looks > 0 && !s.one; i++) {
		const struct tc_html_node *node = &page->nodes[i];

		s.looks--;
		if (node->hidden || running(node) < 2 * MIN_STORY_BYTES ||
		    (node->words & (TC_WORD_COMMENT | TC_WORD_BOX | TC_WORD_MENU)) != 0)
			i = node->end - 1;
		else if (among(&s, i))
			return s.n;
	}
	return 0;
}
