/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_XML_H
#define TC_CORPUS_XML_H

#include "base/arena.h"
#include "base/buf.h"

/* Records out of an XML document in clean text, one subtree after the other.  Nothing outside the text is ever read: no
 * network, no file, no document type; an entity stands for a letter of HTML or for a short text without markup. */

struct tc_xml_attr {
	struct tc_str name, space, value;
};

/* An element, or text when it has no name. */
struct tc_xml_node {
	struct tc_xml_node *parent, *first, *last, *next;
	struct tc_str name;  /* without prefix */
	struct tc_str space; /* URI of its namespace; the prefix when that is declared nowhere */
	struct tc_str text;
	const struct tc_xml_attr *attrs;
	size_t n_attrs;
	unsigned line;
};

struct tc_xml;

/* text must live until free.  is_record says which elements are the records; TC_EFORMAT, TC_ENOMEM. */
enum tc_status tc_xml_new(struct tc_str text, bool (*is_record)(const struct tc_xml_node *), struct tc_xml **out,
			  struct tc_err *err);
void tc_xml_free(struct tc_xml *xml);
/* The next record, the last one as far as it goes; it lives until the next call.  What is around it (parent and the parent's children so far)
 * lives until free.  At the end TC_SKIP once when the document was cut or damaged so that something is lost, then TC_END. */
enum tc_status tc_xml_next(struct tc_xml *xml, struct tc_xml_node **record, struct tc_err *err);
/* Adds to notes what was wrong and could be read nevertheless ("line 3: ...", once), and whether the record given last is cut. */
void tc_xml_notes(struct tc_xml *xml, struct tc_arena *arena, struct tc_strs *notes);

/* The first child with a name, NULL when there is none (node may be NULL); and the next sibling with the same name. */
struct tc_xml_node *tc_xml_child(const struct tc_xml_node *node, const char *name);
struct tc_xml_node *tc_xml_again(const struct tc_xml_node *node);
/* In document order the node after at inside root, NULL at the end; begin with at = root. */
struct tc_xml_node *tc_xml_walk(const struct tc_xml_node *root, const struct tc_xml_node *at);
/* The first element with a name anywhere inside root. */
struct tc_xml_node *tc_xml_find(const struct tc_xml_node *root, const char *name);
/* Value of the attribute with a local name; empty when there is none. */
struct tc_str tc_xml_attr(const struct tc_xml_node *node, const char *name);
/* All text inside as it stands, in the arena. */
struct tc_str tc_xml_text(const struct tc_xml_node *node, struct tc_arena *arena);
/* All text inside in one line: blanks single, none at the ends. */
struct tc_str tc_xml_line(const struct tc_xml_node *node, struct tc_arena *arena);
/* What is inside as HTML: elements by their local names, text escaped.  skip (may be NULL) says which elements to leave out. */
void tc_xml_markup(const struct tc_xml_node *node, bool (*skip)(const struct tc_xml_node *), struct tc_buf *out);
/* Name of the root element in the beginning of a document, without its prefix; empty when text does not begin as XML. */
struct tc_str tc_xml_root_name(struct tc_str text);

#endif
