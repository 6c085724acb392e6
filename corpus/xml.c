/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records out of XML 1.0 with Namespaces, on libxml2's push parser (SAX2).
 *
 * The parser gets the scrubbed document (xml_scrub.c) in pieces that end where an element ends, so that mostly one record is
 * complete at a time and memory is that of one record and of what stands around records, whatever the size of the document.  It
 * has no entity, no document type and no address to follow; its own limits (depth 256, names, text nodes of 10 MB) stay in force.
 *
 * It goes on after errors, and the tree is built by the names of end tags rather than by their order: an end tag closes what it
 * names with all that is open inside, one that closes nothing is passed over, and a record that begins inside another ends that
 * one.  Nothing lost by that is no more than a note.  A record that never ended is given as far as it goes; that it was cut, or
 * that the parser gave up, is told with its line at the end.
 *
 * Left out: XInclude, xml:base, xml:space, validation. */
#include "corpus/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "corpus/xml_scrub.h"

/* Bytes that the parser gets at most at a time. */
#define PIECE_BYTES 16384

struct queued {
	struct queued *next;
	struct tc_xml_node *record;
};

struct tc_xml {
	bool (*is_record)(const struct tc_xml_node *);
	struct tc_buf text;
	size_t at;
	xmlParserCtxtPtr parser;
	struct tc_arena shell, records; /* what stands around records; the records themselves */
	struct tc_xml_node document;    /* parent of the root */
	struct tc_xml_node *open;       /* innermost element that is open */
	struct tc_xml_node *record;     /* open record, NULL outside */
	struct queued *first, *last;
	struct tc_str error; /* the first, in shell */
	bool has_root, told_repaired, told_lost, ended, cut;
};

static struct tc_arena *arena_of(struct tc_xml *xml)
{
	return xml->record != NULL ? &xml->records : &xml->shell;
}

static void append(struct tc_xml_node *parent, struct tc_xml_node *node)
{
	node->parent = parent;
	if (parent->last == NULL)
		parent->first = node;
	else
		parent->last->next = node;
	parent->last = node;
}

/* A finished record is taken out of the tree around it, which outlives it. */
static void end_record(struct tc_xml *xml)
{
	struct queued *q = tc_arena_alloc(&xml->records, sizeof *q);
	if (q == NULL)
		return;
	q->record = xml->record;
	if (xml->first == NULL)
		xml->first = q;
	else
		xml->last->next = q;
	xml->last = q;
	xml->open = xml->record->parent;
	xml->record = NULL;
}

static struct tc_str slice(const xmlChar *s)
{
	return tc_str_of((const char *)s);
}

/* A value in which & was left as a reference, because the parser may replace none. */
static struct tc_str attribute_value(struct tc_arena *arena, struct tc_str raw)
{
	struct tc_str value = tc_arena_str(arena, raw);
	char *to = (char *)value.p;
	for (size_t i = 0; i < value.n; i++) {
		*to++ = value.p[i];
		if (tc_str_starts(tc_str_sub(value, i, value.n), TC_STR("&#38;")))
			i += 4;
	}
	value.n = (size_t)(to - value.p);
	return value;
}

static void start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
			  const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct tc_xml *xml = user;
	struct tc_xml_node probe = {.name = slice(name), .space = slice(uri != NULL ? uri : prefix), .parent = xml->open};
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	bool begins = xml->is_record(&probe);
	xml->has_root = true;
	if (begins && xml->record != NULL)
		end_record(xml);
	struct tc_arena *arena = begins ? &xml->records : arena_of(xml);
	struct tc_xml_node *node = tc_arena_alloc(arena, sizeof *node);
	struct tc_xml_attr *attrs = tc_arena_alloc(arena, sizeof *attrs * (size_t)(n_attributes + 1));
	if (node == NULL || attrs == NULL)
		return;
	*node = (struct tc_xml_node){.name = probe.name, .space = probe.space, .attrs = attrs, .n_attrs = (size_t)n_attributes};
	node->line = (unsigned)xmlSAX2GetLineNumber(xml->parser);
	for (size_t i = 0; i < node->n_attrs; i++, attributes += 5) {
		struct tc_str value = {(const char *)attributes[3], (size_t)(attributes[4] - attributes[3])};
		attrs[i].name = slice(attributes[0]);
		attrs[i].space = slice(attributes[2] != NULL ? attributes[2] : attributes[1]);
		attrs[i].value = attribute_value(arena, value);
	}
	if (begins) {
		node->parent = xml->open;
		xml->record = node;
	} else {
		append(xml->open, node);
	}
	xml->open = node;
}

static void end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct tc_xml *xml = user;
	struct tc_xml_node *node = xml->open;
	(void)prefix;
	(void)uri;
	while (node != &xml->document && !tc_str_eq(node->name, slice(name)))
		node = node->parent;
	if (node == &xml->document)
		return;
	for (struct tc_xml_node *n = xml->open; n != node->parent && xml->record != NULL; n = n->parent)
		if (n == xml->record) {
			end_record(xml);
			break;
		}
	xml->open = node->parent;
}

static void add_text(void *user, const xmlChar *text, int n)
{
	struct tc_xml *xml = user;
	struct tc_arena *arena = arena_of(xml);
	struct tc_xml_node *node;
	if (xml->open == &xml->document || (node = tc_arena_alloc(arena, sizeof *node)) == NULL)
		return;
	node->text = tc_arena_str(arena, (struct tc_str){(const char *)text, (size_t)n});
	append(xml->open, node);
}

/* Keeps the first error; libxml2 prints nothing. */
static void keep_error(void *user, xmlErrorPtr error)
{
	struct tc_xml *xml = user;
	if (xml->error.n == 0 && error->level >= XML_ERR_ERROR)
		xml->error = tc_arena_printf(&xml->shell, "line %d: %.*s", error->line,
					     (int)tc_str_trim(tc_str_of(error->message)).n, error->message);
}

void tc_xml_free(struct tc_xml *xml)
{
	if (xml == NULL)
		return;
	if (xml->parser != NULL)
		xmlFreeParserCtxt(xml->parser);
	tc_buf_release(&xml->text);
	tc_arena_release(&xml->shell);
	tc_arena_release(&xml->records);
	tc_free(xml);
}

enum tc_status tc_xml_new(struct tc_str text, bool (*is_record)(const struct tc_xml_node *), struct tc_xml **out,
			  struct tc_err *err)
{
	xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
				 .startElementNs = start_element,
				 .endElementNs = end_element,
				 .characters = add_text,
				 .ignorableWhitespace = add_text,
				 .cdataBlock = add_text,
				 .serror = keep_error};
	struct tc_xml *xml = *out = tc_alloc(sizeof *xml);
	if (xml == NULL)
		return tc_err_set(err, TC_ENOMEM, "XML: no memory");
	xml->is_record = is_record;
	xml->open = &xml->document;
	tc_arena_init(&xml->shell, TC_LIMIT_ARTICLE_BYTES);
	tc_arena_init(&xml->records, (size_t)TC_LIMIT_ARTICLE_BYTES * 4);
	tc_buf_init(&xml->text, text.n < SIZE_MAX / 8 ? text.n * 5 + 64 : SIZE_MAX);
	tc_xml_scrub(tc_str_trim(text), &xml->text);
	enum tc_status status = tc_buf_check(&xml->text, "XML", err);
	if (status == TC_OK && (xml->parser = xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL)) == NULL)
		status = tc_err_set(err, TC_ENOMEM, "XML: no memory");
	if (status == TC_OK) {
		xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC);
		return TC_OK;
	}
	tc_xml_free(xml);
	*out = NULL;
	return status;
}

/* Where the piece that begins at at ends: behind an end tag, or after PIECE_BYTES. */
static size_t piece_end(struct tc_str text, size_t at)
{
	struct tc_str piece = tc_str_sub(text, at, at + PIECE_BYTES);
	size_t end = tc_str_find(piece, TC_STR("</"), 0);
	end = tc_str_find_char(piece, '>', end);
	return at + (end < piece.n ? end + 1 : piece.n);
}

/* Lets the parser read until a record is complete. */
static enum tc_status read_on(struct tc_xml *xml, struct tc_err *err)
{
	struct tc_str text = tc_buf_str(&xml->text);
	xml->ended = xml->ended || text.n == 0;
	while (xml->first == NULL && !xml->ended) {
		size_t end = piece_end(text, xml->at);
		xmlParseChunk(xml->parser, text.p + xml->at, (int)(end - xml->at), end == text.n);
		xml->at = end;
		xml->ended = end == text.n || xml->parser->instate == XML_PARSER_EOF;
		enum tc_status status = tc_arena_check(&xml->shell, "XML outside of records", err);
		if (status == TC_OK)
			status = tc_arena_check(&xml->records, "XML record", err);
		if (status != TC_OK)
			return status;
	}
	return TC_OK;
}

enum tc_status tc_xml_next(struct tc_xml *xml, struct tc_xml_node **record, struct tc_err *err)
{
	if (xml->first == NULL && xml->record == NULL)
		tc_arena_reset(&xml->records);
	enum tc_status status = read_on(xml, err);
	if (status != TC_OK)
		return status;
	if (xml->first == NULL && xml->record != NULL) {
		xml->cut = true;
		end_record(xml);
	}
	if (xml->first != NULL) {
		*record = xml->first->record;
		xml->first = xml->first->next;
		return TC_OK;
	}
	bool lost = xml->cut || xml->open != &xml->document || !xml->has_root || xml->at < xml->text.n;
	if (!lost || xml->told_lost)
		return TC_END;
	xml->told_lost = true;
	if (xml->error.n == 0)
		return tc_err_set(err, TC_SKIP, "XML: it ends early");
	return tc_err_set(err, TC_SKIP, "%s%.*s", xml->cut ? "ends early, after " : "", TC_STR_ARG(xml->error));
}

static struct tc_str repaired_of(struct tc_xml *xml)
{
	struct tc_str error = xml->told_repaired ? TC_STR_NONE : xml->error;
	xml->told_repaired = error.n > 0 || xml->told_repaired;
	return error;
}

void tc_xml_notes(struct tc_xml *xml, struct tc_arena *arena, struct tc_strs *notes)
{
	struct tc_str repaired = repaired_of(xml);
	if (repaired.n > 0)
		tc_strs_add(notes, arena, tc_arena_printf(arena, "repaired: %.*s", TC_STR_ARG(repaired)));
	if (xml->cut && xml->first == NULL)
		tc_strs_add(notes, arena, TC_STR("truncated: the document ends inside this record"));
}
