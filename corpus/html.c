/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages to an array of nodes, through libxml2's HTML parser (HTML 4 rules, tolerant of everything; elements of HTML 5 are
 * kept as unknown ones).  The parser never sees a network or a file, and its complaints are dropped: news pages are wrong
 * in hundreds of places and none of it says anything about the article.
 *
 * Bounds: the SAX handler stops the parser when elements nest deeper than TC_LIMIT_HTML_DEPTH (libxml2 looks through all open
 * elements at each end tag, so that a million open ones would take hours) or are more than MAX_NODES; what came before
 * is used and the page is marked truncated.
 *
 * The tree is walked twice with the parser's own parent and sibling links: once to count, once to fill.  Sums of text, links
 * and commas are then added upwards from the last node to the first.  Text of scripts and styles, and of elements that are not
 * shown (hidden, display:none), counts for nothing.  Left out: CSS files, so that what only a style sheet hides is seen as shown.
 */
#include "corpus/html.h"

#include <string.h>
#include <libxml/HTMLparser.h>

#include "base/alloc.h"
#include "base/limits.h"

#define MAX_NODES 600000u
/* In an element that is no text by its tag; long menus to choose from have more, but every choice in them is no text by its own.
 */
#define MIN_SWALLOWED_NODES 600u
/* Of one element: real pages have a few dozen. */
#define MAX_ATTRIBUTES 3000
/* How often a byte is looked at in search of such elements: real pages stay below 2. */
#define LOOKS_PER_BYTE 16

struct tag_name {
	const char *name;
	uint8_t tag;
};

/* Sorted by name. */
static const struct tag_name tag_names[] = {
	{"a", TC_TAG_A},
	{"address", TC_TAG_ADDRESS},
	{"article", TC_TAG_ARTICLE},
	{"aside", TC_TAG_ASIDE},
	{"audio", TC_TAG_IMG},
	{"b", TC_TAG_B},
	{"blockquote", TC_TAG_BLOCKQUOTE},
	{"body", TC_TAG_BODY},
	{"br", TC_TAG_BR},
	{"button", TC_TAG_SKIP},
	{"canvas", TC_TAG_SKIP},
	{"caption", TC_TAG_CAPTION},
	{"center", TC_TAG_CENTER},
	{"datalist", TC_TAG_SKIP},
	{"dd", TC_TAG_DD},
	{"details", TC_TAG_DETAILS},
	{"dialog", TC_TAG_SKIP},
	{"dir", TC_TAG_UL},
	{"div", TC_TAG_DIV},
	{"dl", TC_TAG_DL},
	{"dt", TC_TAG_DT},
	{"em", TC_TAG_I},
	{"embed", TC_TAG_SKIP},
	{"fieldset", TC_TAG_DIV},
	{"figcaption", TC_TAG_FIGCAPTION},
	{"figure", TC_TAG_FIGURE},
	{"footer", TC_TAG_FOOTER},
	{"form", TC_TAG_FORM},
	{"frameset", TC_TAG_DIV},
	{"h1", TC_TAG_H1},
	{"h2", TC_TAG_H2},
	{"h3", TC_TAG_H3},
	{"h4", TC_TAG_H3},
	{"h5", TC_TAG_H3},
	{"h6", TC_TAG_H3},
	{"head", TC_TAG_HEAD},
	{"header", TC_TAG_HEADER},
	{"hr", TC_TAG_HR},
	{"html", TC_TAG_HTML},
	{"i", TC_TAG_I},
	{"iframe", TC_TAG_IMG},
	{"img", TC_TAG_IMG},
	{"input", TC_TAG_SKIP},
	{"legend", TC_TAG_DIV},
	{"li", TC_TAG_LI},
	{"link", TC_TAG_LINK},
	{"main", TC_TAG_MAIN},
	{"map", TC_TAG_SKIP},
	{"menu", TC_TAG_UL},
	{"meta", TC_TAG_META},
	{"nav", TC_TAG_NAV},
	{"noframes", TC_TAG_SKIP},
	{"noscript", TC_TAG_NOSCRIPT},
	{"object", TC_TAG_SKIP},
	{"ol", TC_TAG_OL},
	{"option", TC_TAG_SKIP},
	{"p", TC_TAG_P},
	{"picture", TC_TAG_IMG},
	{"pre", TC_TAG_PRE},
	{"script", TC_TAG_SCRIPT},
	{"section", TC_TAG_SECTION},
	{"select", TC_TAG_SKIP},
	{"strong", TC_TAG_B},
	{"style", TC_TAG_SKIP},
	{"summary", TC_TAG_DIV},
	{"svg", TC_TAG_SKIP},
	{"table", TC_TAG_TABLE},
	{"tbody", TC_TAG_TABLE},
	{"td", TC_TAG_TD},
	{"template", TC_TAG_SKIP},
	{"textarea", TC_TAG_SKIP},
	{"tfoot", TC_TAG_TABLE},
	{"th", TC_TAG_TD},
	{"thead", TC_TAG_TABLE},
	{"time", TC_TAG_TIME},
	{"title", TC_TAG_TITLE},
	{"tr", TC_TAG_TR},
	{"ul", TC_TAG_UL},
	{"video", TC_TAG_IMG},
};

static uint8_t tag_of(const char *name)
{
	size_t low = 0, high = sizeof(tag_names) / sizeof(tag_names[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcasecmp(name, tag_names[middle].name);

		if (order == 0)
			return tag_names[middle].tag;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TC_TAG_OTHER;
}

bool tc_html_is_block(uint8_t tag)
{
	switch (tag) {
	case TC_TAG_TEXT:
	case TC_TAG_OTHER:
	case TC_TAG_A:
	case TC_TAG_B:
	case TC_TAG_I:
	case TC_TAG_BR:
	case TC_TAG_IMG:
	case TC_TAG_TIME:
	case TC_TAG_SKIP:
	case TC_TAG_SCRIPT:
	case TC_TAG_NOSCRIPT:
	case TC_TAG_LINK:
	case TC_TAG_META:
		return false;
	default:
		return true;
	}
}

/* The state of one run of the parser, in its _private. */
struct bounds {
	startElementSAXFunc start;
	uint32_t n_elements;
	bool stopped;
};

static void start_element(void *user, const xmlChar *name, const xmlChar **attributes)
{
	xmlParserCtxtPtr parser = user;
	struct bounds *bounds = parser->_private;

	if (bounds->stopped)
		return;
	parser->options |= XML_PARSE_HUGE; /* else libxml2 ends at 256 open elements */
	if (parser->nameNr > TC_LIMIT_HTML_DEPTH || ++bounds->n_elements > MAX_NODES) {
		bounds->stopped = true;
		xmlStopParser(parser);
		return;
	}
	bounds->start(user, name, attributes);
}

static void no_complaint(void *user, const xmlError *error)
{
	(void)user;
	(void)error;
}

static xmlDocPtr parse(struct tc_str html, bool *truncated)
{
	struct bounds bounds = {NULL, 0, false};
	xmlParserCtxtPtr parser = htmlNewParserCtxt();
	xmlDocPtr document;

	if (parser == NULL)
		return NULL;
	bounds.start = parser->sax->startElement;
	parser->sax->startElement = start_element;
	parser->sax->serror = (xmlStructuredErrorFunc)no_complaint;
	parser->_private = &bounds;
	document = htmlCtxtReadMemory(parser, html.p, (int)html.n, NULL, "UTF-8",
				      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
					      HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
	if (document == NULL) {
		document = parser->myDoc; /* what was read before the parser was stopped */
		parser->myDoc = NULL;
	}
	*truncated = bounds.stopped || parser->disableSAX != 0;
	htmlFreeParserCtxt(parser);
	return document;
}

/* Where the tag that opens at s.p[at] ends, and how many attributes it may have; a quotation mark without a second one is
 * none.  Adds to *n_seen how many bytes were looked at. */
static size_t tag_end(struct tc_str s, size_t at, size_t *n_attributes, size_t *n_seen)
{
	size_t from = at;

	*n_attributes = 0;
	for (at++; at < s.n && s.p[at] != '>' && s.p[at] != '<'; at++) {
		char c = s.p[at];

		if (c == ' ' || c == '\n' || c == '\t' || c == '/') {
			(*n_attributes)++;
		} else if ((c == '"' || c == '\'') && s.p[at - 1] == '=') {
			size_t close = tc_str_find_char(s, c, at + 1);

			*n_seen += close == s.n ? close - at : 0;
			at = close == s.n ? at : close;
		}
	}
	*n_seen += at - from;
	return at;
}

static char *copy_of(struct tc_arena *arena, struct tc_str s)
{
	char *copy = tc_arena_alloc(arena, s.n + 1);

	if (copy != NULL)
		memcpy(copy, s.p, s.n);
	return copy;
}

/* libxml2 compares each attribute with all before it in the element: thousands in one take minutes.  Such a tag, and NUL bytes,
 * become blanks in a copy; html itself when there are none.  What is a tag depends on what quotation marks, comments and scripts
 * before it are taken for, so every < is taken for the beginning of one; where that would cost much more than a look at each
 * byte, which only a page made for it does, the page is cut. */
static struct tc_str tame(struct tc_arena *arena, struct tc_str html, bool *truncated)
{
	char *copy = NULL;
	size_t n_seen = 0;

	for (size_t at = tc_str_find_char(html, '\0', 0); at < html.n; at = tc_str_find_char(html, '\0', at + 1)) {
		if (copy == NULL && (copy = copy_of(arena, html)) == NULL)
			return html;
		copy[at] = ' ';
	}
	for (size_t at = tc_str_find_char(html, '<', 0), n; at < html.n; at = tc_str_find_char(html, '<', at + 1)) {
		size_t end = tag_end(html, at, &n, &n_seen);

		if (n_seen / LOOKS_PER_BYTE > html.n) {
			html.n = at;
			*truncated = true;
			break;
		}
		if (n <= MAX_ATTRIBUTES)
			continue;
		if (copy == NULL && (copy = copy_of(arena, html)) == NULL)
			return html;
		memset(copy + at, ' ', end + (end < html.n && html.p[end] == '>') - at);
	}
	return copy == NULL ? html : (struct tc_str){copy, html.n};
}

/* The node after node in document order, NULL at the end. */
static const xmlNode *next_node(const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != NULL && node->next == NULL) {
		node = node->parent;
		if (node == NULL || node->type == XML_HTML_DOCUMENT_NODE || node->type == XML_DOCUMENT_NODE)
			return NULL;
	}
	return node == NULL ? NULL : node->next;
}

static bool is_wanted(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static struct tc_str attribute_value(const xmlAttr *attribute)
{
	if (attribute->children == NULL || attribute->children->content == NULL)
		return TC_STR_NONE;
	return tc_str_of((const char *)attribute->children->content);
}

struct tc_str tc_html_attr(const struct tc_html_page *page, uint32_t node, const char *name)
{
	const xmlNode *source = page->nodes[node].source;

	if (source == NULL || source->type != XML_ELEMENT_NODE)
		return TC_STR_NONE;
	for (const xmlAttr *a = source->properties; a != NULL; a = a->next)
		if (strcasecmp((const char *)a->name, name) == 0)
			return attribute_value(a);
	return TC_STR_NONE;
}

static bool style_hides(struct tc_str style)
{
	size_t at = tc_str_find(style, TC_STR("display"), 0);

	if (at == style.n)
		return false;
	for (at += 7; at < style.n && (style.p[at] == ' ' || style.p[at] == ':'); at++)
		;
	return tc_str_starts(tc_str_sub(style, at, style.n), TC_STR("none"));
}

/* One of the classes by which frameworks hide: alone, not for one size of screen. */
static bool class_hides(struct tc_str classes)
{
	while (classes.p != NULL) {
		struct tc_str one = tc_str_split(&classes, ' ');

		if (tc_str_eq(one, TC_STR("hidden")) || tc_str_eq(one, TC_STR("hide")) || tc_str_eq(one, TC_STR("d-none")))
			return true;
	}
	return false;
}

static void read_attributes(const struct tc_html_page *page, struct tc_html_node *node, const xmlNode *source)
{
	static const char *const worded[] = {"class",     "id",         "itemprop",  "role",        "type",           "rel",
					     "data-role", "data-field", "data-slot", "data-testid", "data-component", "data-qa",
					     "data-block"};

	for (const xmlAttr *a = source->properties; a != NULL; a = a->next) {
		const char *name = (const char *)a->name;

		for (size_t i = 0; i < sizeof(worded) / sizeof(worded[0]); i++)
			if (strcmp(name, worded[i]) == 0 && !(node->tag == TC_TAG_A && strcmp(name, "type") == 0))
				node->words |= tc_html_words(page->word_slots, attribute_value(a));
		if (strcmp(name, "hidden") == 0 || (strcmp(name, "style") == 0 && style_hides(attribute_value(a))))
			node->hidden = TC_HTML_HIDDEN;
		if (strcmp(name, "class") == 0 && class_hides(attribute_value(a)) && node->hidden == TC_HTML_SHOWN)
			node->hidden = TC_HTML_HIDDEN;
	}
	if (node->tag == TC_TAG_SKIP || node->tag == TC_TAG_SCRIPT || node->tag == TC_TAG_NOSCRIPT || node->tag == TC_TAG_HEAD)
		node->hidden = TC_HTML_NO_TEXT;
}

/* Bytes of text with blanks single, and the commas in it. */
static void measure_text(struct tc_html_node *node)
{
	bool blank = true;

	for (size_t i = 0; i < node->text.n; i++) {
		char c = node->text.p[i];
		bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');

		node->n_text += !is_blank || !blank;
		node->n_commas += (c == ',') && node->n_commas < UINT16_MAX;
		blank = is_blank;
	}
	if (blank && node->n_text > 0)
		node->n_text--;
}

/* Does a block stand in the head?  The parser leaves elements of HTML 5 there when a page opens no body. */
static bool is_strayed(const struct tc_html_page *page, const struct tc_html_node *node)
{
	return node->parent != TC_HTML_NONE && page->nodes[node->parent].tag == TC_TAG_HEAD && tc_html_is_block(node->tag) &&
	       node->tag != TC_TAG_TITLE && node->tag != TC_TAG_HEAD;
}

static void fill(struct tc_html_page *page, const xmlNode *first)
{
	uint32_t n = 0, open = TC_HTML_NONE;
	const xmlNode *open_source = NULL;
	uint32_t strayed = TC_HTML_NONE; /* the head they are in */

	for (const xmlNode *source = first; source != NULL && n < page->n_nodes; source = next_node(source)) {
		struct tc_html_node *node;

		if (!is_wanted(source))
			continue;
		while (open != TC_HTML_NONE && open_source != source->parent) {
			page->nodes[open].end = n;
			open = page->nodes[open].parent;
			open_source = open == TC_HTML_NONE ? NULL : page->nodes[open].source;
		}
		node = &page->nodes[n];
		node->source = source;
		node->parent = open;
		node->end = n + 1;
		node->hidden = open == TC_HTML_NONE ? TC_HTML_SHOWN : page->nodes[open].hidden;
		if (source->type == XML_ELEMENT_NODE) {
			node->tag = tag_of((const char *)source->name);
			if (is_strayed(page, node)) {
				node->hidden = TC_HTML_SHOWN;
				strayed = open;
			}
			read_attributes(page, node, source);
			if (node->tag == TC_TAG_BODY && page->body == 0)
				page->body = n;
			open = n;
			open_source = source;
		} else {
			node->text = tc_str_of((const char *)source->content);
		}
		n++;
	}
	for (; open != TC_HTML_NONE; open = page->nodes[open].parent)
		page->nodes[open].end = n;
	page->n_nodes = n;
	if (strayed != TC_HTML_NONE) {
		page->nodes[strayed].hidden = TC_HTML_SHOWN;
		page->body = 0;
	}
}

/* An element that is no text by its tag, such as a button or noscript, but holds a good part of the page, was never closed: it is
 * one like any other. */
static void open_swallowed(struct tc_html_page *page)
{
	static const char *const raw[] = {"style", "svg", "template", "textarea"};

	for (uint32_t i = 0; i < page->n_nodes; i++) {
		const struct tc_html_node *node = &page->nodes[i];
		bool is_raw = (node->tag != TC_TAG_SKIP && node->tag != TC_TAG_NOSCRIPT) || node->end - i < MIN_SWALLOWED_NODES;

		for (size_t k = 0; k < sizeof(raw) / sizeof(raw[0]) && !is_raw; k++)
			is_raw = strcasecmp((const char *)((const xmlNode *)node->source)->name, raw[k]) == 0;
		if (is_raw || node->parent == TC_HTML_NONE || page->nodes[node->parent].hidden != TC_HTML_SHOWN)
			continue;
		page->nodes[i].tag = TC_TAG_DIV;
		for (uint32_t j = i; j < node->end; j++) {
			page->nodes[j].hidden = page->nodes[page->nodes[j].parent].hidden;
			if (page->nodes[j].tag != TC_TAG_TEXT)
				read_attributes(page, &page->nodes[j], page->nodes[j].source);
		}
	}
}

/* From the leaves up. */
void tc_html_measure(struct tc_html_page *page)
{
	for (uint32_t i = 0; i < page->n_nodes; i++) {
		struct tc_html_node *node = &page->nodes[i];

		node->n_text = node->n_link = 0;
		node->n_commas = node->n_links = node->n_blocks = 0;
		if (node->tag == TC_TAG_TEXT && node->hidden == TC_HTML_SHOWN)
			measure_text(node);
	}
	for (uint32_t i = page->n_nodes; i-- > 0;) {
		struct tc_html_node *node = &page->nodes[i], *parent;

		if (node->tag == TC_TAG_A && !tc_str_starts(tc_html_attr(page, i, "href"), TC_STR("#"))) {
			node->n_link = node->n_text;
			node->n_links = 1;
		}
		if (node->parent == TC_HTML_NONE)
			continue;
		parent = &page->nodes[node->parent];
		parent->n_text += node->n_text;
		parent->n_link += node->n_link;
		parent->n_commas = (uint16_t)(parent->n_commas + node->n_commas);
		parent->n_links = (uint16_t)(parent->n_links + node->n_links);
		if (node->hidden == TC_HTML_SHOWN)
			parent->n_blocks = (uint16_t)(parent->n_blocks + node->n_blocks + (tc_html_is_block(node->tag) ? 1 : 0));
	}
}

uint32_t tc_html_reveal(struct tc_html_page *page)
{
	uint32_t before = page->nodes[page->body].n_text;

	for (uint32_t i = 0; i < page->n_nodes; i++)
		if (page->nodes[i].hidden == TC_HTML_HIDDEN)
			page->nodes[i].hidden = TC_HTML_SHOWN;
	tc_html_measure(page);
	return page->nodes[page->body].n_text - before;
}

enum tc_status tc_html_parse(struct tc_str html, struct tc_arena *arena, struct tc_html_page *page, struct tc_err *err)
{
	xmlDocPtr document;
	const xmlNode *first;
	uint32_t n = 0;
	bool cut = false;

	memset(page, 0, sizeof(*page));
	page->arena = arena;
	if (html.n > TC_LIMIT_FILE_BYTES)
		return tc_err_set(err, TC_ELIMIT, "page: larger than %u bytes", TC_LIMIT_FILE_BYTES);
	page->word_slots = tc_html_words_new(arena);
	html = tame(arena, html, &cut);
	if (arena->failed != TC_OK)
		return tc_arena_check(arena, "page", err);
	document = html.n > 0 ? parse(html, &page->truncated) : NULL;
	page->truncated = page->truncated || cut;
	if (document == NULL)
		return tc_err_set(err, TC_EFORMAT, "page: no HTML in it");
	page->document = document;
	first = document->children;
	for (const xmlNode *node = first; node != NULL; node = next_node(node))
		n += is_wanted(node);
	if (n > 2 * MAX_NODES) {
		n = 2 * MAX_NODES;
		page->truncated = true;
	}
	page->nodes = tc_arena_alloc(arena, (n > 0 ? n : 1) * sizeof(*page->nodes));
	if (page->nodes == NULL)
		return tc_arena_check(arena, "page", err);
	page->n_nodes = n;
	fill(page, first);
	open_swallowed(page);
	tc_html_measure(page);
	if (page->n_nodes == 0)
		return tc_err_set(err, TC_EFORMAT, "page: no HTML in it");
	return tc_arena_check(arena, "page", err);
}

void tc_html_release(struct tc_html_page *page)
{
	if (page->document != NULL)
		xmlFreeDoc(page->document);
	page->document = NULL;
	page->nodes = NULL;
	page->n_nodes = 0;
}
