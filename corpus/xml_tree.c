/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking things up in the trees that xml.c makes.  Every pass is a loop over the nodes in document order.
 *
 * Elements are found by their local names alone: agencies and feeds spell prefixes and even addresses of namespaces in many
 * wrong ways; a reader that must tell dc:title from media:title looks at node->space itself. */
#include "corpus/xml.h"

#include <string.h>

#include "corpus/html.h"
#include "corpus/xml_scrub.h"

/* Elements inside each other that markup keeps; no text nests deeper but by intention. */
#define MAX_DEPTH 200

struct tc_xml_node *tc_xml_child(const struct tc_xml_node *node, const char *name)
{
	for (struct tc_xml_node *n = node == NULL ? NULL : node->first; n != NULL; n = n->next)
		if (tc_str_eq_ascii_nocase(n->name, tc_str_of(name)))
			return n;
	return NULL;
}

struct tc_xml_node *tc_xml_again(const struct tc_xml_node *node)
{
	struct tc_xml_node *n = node->next;
	while (n != NULL && !tc_str_eq_ascii_nocase(n->name, node->name))
		n = n->next;
	return n;
}

/* The node after all of at, inside root. */
static struct tc_xml_node *walk_past(const struct tc_xml_node *root, const struct tc_xml_node *at)
{
	while (at != root && at->next == NULL)
		at = at->parent;
	return at == root ? NULL : at->next;
}

struct tc_xml_node *tc_xml_walk(const struct tc_xml_node *root, const struct tc_xml_node *at)
{
	return at->first != NULL ? at->first : walk_past(root, at);
}

struct tc_xml_node *tc_xml_find(const struct tc_xml_node *root, const char *name)
{
	struct tc_xml_node *n = root == NULL ? NULL : root->first;
	while (n != NULL && !tc_str_eq_ascii_nocase(n->name, tc_str_of(name)))
		n = tc_xml_walk(root, n);
	return n;
}

struct tc_str tc_xml_attr(const struct tc_xml_node *node, const char *name)
{
	for (size_t i = 0; node != NULL && i < node->n_attrs; i++)
		if (tc_str_eq_ascii_nocase(node->attrs[i].name, tc_str_of(name)))
			return node->attrs[i].value;
	return TC_STR_NONE;
}

struct tc_str tc_xml_text(const struct tc_xml_node *node, struct tc_arena *arena)
{
	size_t n_bytes = 0, at = 0;
	if (node == NULL)
		return TC_STR_NONE;
	for (const struct tc_xml_node *n = node; n != NULL; n = tc_xml_walk(node, n))
		n_bytes += n->text.n;
	char *text = tc_arena_alloc(arena, n_bytes + 1);
	if (text == NULL)
		return TC_STR_NONE;
	for (const struct tc_xml_node *n = node; n != NULL; n = tc_xml_walk(node, n)) {
		if (n->text.n > 0)
			memcpy(text + at, n->text.p, n->text.n);
		at += n->text.n;
	}
	return (struct tc_str){text, n_bytes};
}

struct tc_str tc_xml_line(const struct tc_xml_node *node, struct tc_arena *arena)
{
	return tc_html_clean(arena, tc_xml_text(node, arena));
}

static void add_escaped(struct tc_buf *out, struct tc_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '<')
			tc_buf_add_cstr(out, "&lt;");
		else if (text.p[i] == '&')
			tc_buf_add_cstr(out, "&amp;");
		else
			tc_buf_add_char(out, text.p[i]);
}

/* What says how an element is meant; addresses are no text. */
static void add_attributes(struct tc_buf *out, const struct tc_xml_node *node)
{
	static const char *const names[] = {"class", "id", "type", "role", "itemprop", "style", "href", "alt"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct tc_str value = tc_xml_attr(node, names[i]);
		if (value.n == 0 || value.n > 1000)
			continue;
		tc_buf_printf(out, " %s=\"", names[i]);
		for (size_t k = 0; k < value.n; k++)
			if (value.p[k] == '"')
				tc_buf_add_cstr(out, "&quot;");
			else
				add_escaped(out, tc_str_sub(value, k, k + 1));
		tc_buf_add_cstr(out, "\"");
	}
}

/* Elements of HTML that have no end. */
static bool is_void(struct tc_str name)
{
	return tc_str_eq(name, TC_STR("br")) || tc_str_eq(name, TC_STR("hr")) || tc_str_eq(name, TC_STR("img"));
}

static void add_begin(struct tc_buf *out, const struct tc_xml_node *node)
{
	tc_buf_printf(out, "<%.*s", TC_STR_ARG(node->name));
	add_attributes(out, node);
	tc_buf_add_cstr(out, ">");
}

void tc_xml_markup(const struct tc_xml_node *node, bool (*skip)(const struct tc_xml_node *), struct tc_buf *out)
{
	size_t depth = 0; /* of n below node; deeper than MAX_DEPTH only text is written */
	const struct tc_xml_node *n = node->first;
	while (n != NULL) {
		bool skipped = n->name.n > 0 && skip != NULL && skip(n);
		if (n->name.n == 0)
			add_escaped(out, n->text);
		else if (!skipped && depth < MAX_DEPTH)
			add_begin(out, n);
		if (!skipped && n->first != NULL) {
			n = n->first;
			depth++;
			continue;
		}
		if (!skipped && n->name.n > 0 && !is_void(n->name) && depth < MAX_DEPTH)
			tc_buf_printf(out, "</%.*s>", TC_STR_ARG(n->name));
		while (n->next == NULL && n->parent != node) {
			n = n->parent;
			if (--depth < MAX_DEPTH)
				tc_buf_printf(out, "</%.*s>", TC_STR_ARG(n->name));
		}
		n = n->next;
	}
}

struct tc_str tc_xml_root_name(struct tc_str text)
{
	size_t at = 0;
	for (;;) {
		while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\r' || text.p[at] == '\n'))
			at++;
		struct tc_str rest = tc_str_sub(text, at, text.n);
		if (rest.n < 2 || rest.p[0] != '<')
			return TC_STR_NONE;
		if (tc_str_starts(rest, TC_STR("<!--")))
			at = tc_str_find(text, TC_STR("-->"), at) + 3;
		else if (tc_str_starts(rest, TC_STR("<?")))
			at = tc_str_find(text, TC_STR("?>"), at) + 2;
		else if (rest.p[1] == '!')
			at = tc_xml_doctype_end(text, at);
		else
			break;
	}
	size_t end = at + 1, begin = at + 1;
	for (; end < text.n && strchr(" \t\r\n/>", text.p[end]) == NULL; end++)
		if (text.p[end] == ':')
			begin = end + 1;
	return tc_str_sub(text, begin, end);
}
