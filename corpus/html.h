/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_HTML_H
#define TC_CORPUS_HTML_H

#include <stdint.h>

#include "base/arena.h"
#include "corpus/article.h"

/* A parsed page as one array in document order: the nodes of a subtree are node to node->end - 1, so that every pass is a
 * loop and no depth of nesting can overflow the stack.  Text nodes are in the array too. */
enum tc_html_tag {
	TC_TAG_TEXT = 0,
	TC_TAG_OTHER, /* unknown and inline elements without a rule of their own */
	TC_TAG_A,
	TC_TAG_ADDRESS,
	TC_TAG_ARTICLE,
	TC_TAG_ASIDE,
	TC_TAG_B,
	TC_TAG_BLOCKQUOTE,
	TC_TAG_BODY,
	TC_TAG_BR,
	TC_TAG_CAPTION,
	TC_TAG_CENTER,
	TC_TAG_DD,
	TC_TAG_DETAILS,
	TC_TAG_DIV,
	TC_TAG_DL,
	TC_TAG_DT,
	TC_TAG_FIGCAPTION,
	TC_TAG_FIGURE,
	TC_TAG_FOOTER,
	TC_TAG_FORM,
	TC_TAG_H1,
	TC_TAG_H2,
	TC_TAG_H3, /* and h4, h5, h6 */
	TC_TAG_HEAD,
	TC_TAG_HEADER,
	TC_TAG_HR,
	TC_TAG_HTML,
	TC_TAG_I,
	TC_TAG_IMG, /* and picture, video, audio, iframe: what a caption belongs to */
	TC_TAG_LI,
	TC_TAG_LINK,
	TC_TAG_MAIN,
	TC_TAG_META,
	TC_TAG_NAV,
	TC_TAG_NOSCRIPT,
	TC_TAG_OL,
	TC_TAG_P,
	TC_TAG_PRE,
	TC_TAG_SCRIPT,
	TC_TAG_SECTION,
	TC_TAG_SKIP, /* style, svg, template, select, ...: nothing in it is text of the page */
	TC_TAG_TABLE,
	TC_TAG_TD, /* and th */
	TC_TAG_TIME,
	TC_TAG_TITLE,
	TC_TAG_TR,
	TC_TAG_UL
};

/* What the words of class, id, itemprop, role, rel and type say about an element (html_words.c). */
enum tc_html_word {
	TC_WORD_BODY = 1 << 0,     /* the text of an article and nothing else: articleBody, entry-content, fck_detail */
	TC_WORD_CONTENT = 1 << 1,  /* probably: article-content, story, noidung */
	TC_WORD_HINT = 1 << 2,     /* weakly: content, main, text */
	TC_WORD_LEAD = 1 << 3,     /* sapo, standfirst */
	TC_WORD_CAPTION = 1 << 4,  /* of a photo or video */
	TC_WORD_AUTHOR = 1 << 5,   /* byline */
	TC_WORD_DATE = 1 << 6,     /* time line */
	TC_WORD_TITLE = 1 << 7,    /* headline */
	TC_WORD_SUBTITLE = 1 << 8, /* dek, kicker */
	TC_WORD_BOX = 1 << 9,      /* related news, share bar, newsletter, advertisement */
	TC_WORD_COMMENT = 1 << 10, /* readers' opinions */
	TC_WORD_MENU = 1 << 11,    /* navigation, header, footer, sidebar */
	TC_WORD_TAGS = 1 << 12,    /* list of keywords */
	TC_WORD_CRUMB = 1 << 13,   /* path of sections */
	TC_WORD_KEEP = 1 << 14,    /* a box that is text: type="content" */

	TC_WORD_PHOTO = 1 << 16,    /* holds a photo and its caption */
	TC_WORD_WEAK_BOX = 1 << 17, /* a box when other signs agree */
	TC_WORD_SOURCE = 1 << 18,   /* where the paper has the text from */
	TC_WORD_QUOTE = 1 << 19     /* a sentence of the text set large beside it */
};

/* Why the text of an element does not count. */
enum tc_html_hidden {
	TC_HTML_SHOWN = 0,
	TC_HTML_HIDDEN, /* hidden, display:none: behind a paywall or a button, or an advertisement */
	TC_HTML_NO_TEXT /* script, style, form fields */
};

#define TC_HTML_NONE UINT32_MAX

struct tc_html_node {
	uint32_t parent; /* TC_HTML_NONE for the root */
	uint32_t end;    /* index after the subtree */
	uint32_t words;  /* enum tc_html_word */
	uint32_t n_text; /* bytes of visible text in the subtree, blanks single */
	uint32_t n_link; /* of these, in links */
	uint16_t n_commas;
	uint16_t n_links;
	uint16_t n_blocks;  /* block elements inside */
	uint8_t tag;        /* enum tc_html_tag */
	uint8_t hidden;     /* enum tc_html_hidden, inherited */
	const void *source; /* of the parser */
	struct tc_str text; /* of a text node */
};

struct tc_html_page {
	struct tc_arena *arena;
	struct tc_html_node *nodes;
	uint32_t n_nodes;
	uint32_t body;  /* index of the body element, 0 when there is none */
	bool truncated; /* nesting or number of elements over the limit: the rest was left out */
	void *document;
	uint16_t *word_slots;
};

/* Parses UTF-8 of any quality.  All but the parser's own memory is in the arena; TC_ENOMEM, TC_ELIMIT, TC_EFORMAT when
 * nothing at all came out.  Release also after a failure. */
enum tc_status tc_html_parse(struct tc_str html, struct tc_arena *arena, struct tc_html_page *page, struct tc_err *err);
void tc_html_release(struct tc_html_page *page);
/* Shows what only a style hides, for pages whose article is there: how many bytes of text came to light. */
uint32_t tc_html_reveal(struct tc_html_page *page);
/* Sums text, links, commas and blocks again after nodes were changed. */
void tc_html_measure(struct tc_html_page *page);
/* Value of an attribute; empty when absent; valid until release. */
struct tc_str tc_html_attr(const struct tc_html_page *page, uint32_t node, const char *name);
/* Is the element one that begins a line of its own? */
bool tc_html_is_block(uint8_t tag);

/* Reads class words: fills slots for tc_html_words.  NULL when there is no memory. */
uint16_t *tc_html_words_new(struct tc_arena *arena);
/* What the words of one attribute say: enum tc_html_word or-ed. */
uint32_t tc_html_words(const uint16_t *slots, struct tc_str attribute);

/* One line of a page's text. */
struct tc_html_block {
	struct tc_str text;
	uint32_t node;   /* innermost element that the whole line is in */
	uint32_t n_link; /* bytes of it in links */
	uint32_t n_bold; /* bytes of it in b, strong or headings */
	uint8_t tag;     /* of that block: P, H1..H3, LI, TD, BLOCKQUOTE, FIGCAPTION, DIV */
	bool right;      /* pushed to the right */
	bool caption;
};

struct tc_html_blocks {
	struct tc_html_block *v;
	size_t n, capacity;
};

/* The lines of a subtree; nodes with drop[node] set are left out (drop may be NULL), and hidden ones. */
void tc_html_blocks(const struct tc_html_page *page, uint32_t root, const uint8_t *drop, struct tc_html_blocks *out);
/* The text of a subtree in one line, in the arena. */
struct tc_str tc_html_text(const struct tc_html_page *page, uint32_t node);
/* Blanks single, none at the ends, invisible marks gone; in the arena. */
struct tc_str tc_html_clean(struct tc_arena *arena, struct tc_str text);
/* The same with character references of HTML decoded (JSON-LD and feeds carry them). */
struct tc_str tc_html_unescape(struct tc_arena *arena, struct tc_str text);
/* The paragraphs of a piece of HTML from a feed or export; plain text gives its lines. */
enum tc_status tc_html_to_text(struct tc_str html, struct tc_arena *arena, struct tc_strs *paragraphs, struct tc_err *err);

/* The text of a piece of HTML that is an article's content, without boxes and share bars; captions (may be NULL: they are text)
 * get the captions of its photos.  Plain text gives its paragraphs.  TC_EFORMAT when nothing came out, TC_ENOMEM, TC_ELIMIT. */
enum tc_status tc_html_piece(struct tc_str html, struct tc_arena *arena, struct tc_strs *body, struct tc_strs *captions,
			     struct tc_err *err);

/* What a page says of itself where nobody sees it. */
struct tc_html_meta {
	struct tc_str headline, og_title, title; /* JSON-LD, OpenGraph, <title> */
	struct tc_str description;
	struct tc_str publication, url, language;
	struct tc_str og_type, ld_type;
	struct tc_str body;          /* articleBody of JSON-LD */
	struct tc_strs authors;      /* of JSON-LD */
	struct tc_strs meta_authors; /* of meta names: often the paper itself */
	struct tc_strs keywords;
	struct tc_strs section;    /* a breadcrumb, widest first */
	struct tc_strs ld_section; /* articleSection, article:section */
	struct tc_date published, updated;
	const char *published_from, *updated_from; /* which of the declarations, or NULL */
	uint32_t n_ld_articles;                    /* in JSON-LD */
	bool is_one_article;                       /* the head of the page says so */
	struct tc_str only; /* headline: of JSON-LD only the article with it is read; empty for the first */
};

void tc_html_meta(const struct tc_html_page *page, struct tc_html_meta *meta);
/* Meta of the story under root with this heading: what the page says of all of it, what JSON-LD and microdata say of the story.
 */
void tc_html_story_meta(const struct tc_html_page *page, uint32_t root, struct tc_str heading, struct tc_html_meta *meta);
/* Reads one block of JSON-LD into meta; what is there already stays. */
void tc_html_json_ld(struct tc_arena *arena, struct tc_str script, struct tc_html_meta *meta);
/* Adds the persons of a byline: "By A. Writer and B. Writer", "A - B", without what is the paper's own name. */
void tc_html_add_authors(struct tc_arena *arena, struct tc_str byline, struct tc_str publication, struct tc_strs *authors);
/* An ISO date, a day-first one that a person wrote, or one with the name of a month (corpus/date_words.h). */
bool tc_html_date(struct tc_str text, struct tc_date *out);
/* Are two lines the same but for case, blanks and punctuation? */
bool tc_html_same_line(struct tc_str a, struct tc_str b);

/* A part of the page that may be the article. */
struct tc_html_candidate {
	uint32_t root;
	uint8_t kind;  /* 0: by name, 1: by score, 2: all of the page */
	uint8_t *drop; /* by node: what was pruned */
	struct tc_html_blocks blocks;
	size_t n_text;      /* bytes of the lines */
	size_t n_paragraph; /* bytes of lines that look like running text */
	size_t n_link;
};

#define TC_HTML_MAX_CANDIDATES 8

/* Fills up to TC_HTML_MAX_CANDIDATES roots, best named first; returns how many. */
size_t tc_html_candidates(const struct tc_html_page *page, struct tc_html_candidate *candidates);
/* Marks in candidate->drop what is no text of the article, and lists the lines that stay. */
void tc_html_prune(const struct tc_html_page *page, struct tc_html_candidate *candidate);
/* Lists the lines again after drop was changed. */
void tc_html_list_lines(const struct tc_html_page *page, struct tc_html_candidate *candidate);

struct tc_site;
/* Fills article from the page: site rules (NULL: none), meta, best candidate, visible fields. */
enum tc_status tc_html_article(struct tc_html_page *page, const struct tc_site *site, struct tc_article *article,
			       struct tc_err *err);

#endif
