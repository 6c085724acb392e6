/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a parser of XML must never see (XML 1.0, 2.8 and 4).
 *
 * A document type can name files and addresses, and entities that grow without bound; no feed needs it for its text.  So it is
 * cut out before the parser starts, whatever is in it, balanced or not; only its newlines stay, for the line numbers.  Entities
 * become what they stand for: a letter of HTML (RSS 0.91 had them from its document type), or the text that the document type
 * gave when it is short and without markup.  Any other & is a letter of a text that nobody escaped.
 *
 * CDATA sections, comments and processing instructions are copied as they are.  Left out: parameter entities and entities that
 * hold entities, which only attacks and schemas of documents use. */
#include "corpus/xml_scrub.h"

#include <string.h>

#include "corpus/html.h"

#define MAX_ENTITIES 64
#define MAX_ENTITY_BYTES 256

struct scrub {
	struct tc_str text;
	size_t at;
	struct tc_buf *out;
	struct tc_arena arena; /* of one reference */
	struct {
		struct tc_str name, value;
	} entities[MAX_ENTITIES];
	size_t n_entities;
};

static bool name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

static struct tc_str name_at(struct tc_str s, size_t at)
{
	size_t end = at;
	while (end < s.n && end - at < 64 && name_byte(s.p[end]))
		end++;
	return tc_str_sub(s, at, end);
}

static size_t skip_blanks(struct tc_str s, size_t at)
{
	while (at < s.n && strchr(" \t\r\n", s.p[at]) != NULL && s.p[at] != '\0')
		at++;
	return at;
}

static bool at_word(struct tc_str s, size_t at, struct tc_str word)
{
	return tc_str_starts(tc_str_sub(s, at, s.n), word);
}

/* Remembers the entity whose declaration begins at at. */
static void read_entity(struct scrub *scrub, size_t at)
{
	struct tc_str s = scrub->text;
	at = skip_blanks(s, at + strlen("<!ENTITY"));
	struct tc_str name = name_at(s, at);
	at = skip_blanks(s, at + name.n);
	if (name.n == 0 || scrub->n_entities == MAX_ENTITIES || at >= s.n || (s.p[at] != '"' && s.p[at] != '\''))
		return;
	size_t end = tc_str_find_char(tc_str_sub(s, 0, at + 2 + MAX_ENTITY_BYTES), s.p[at], at + 1);
	struct tc_str value = tc_str_sub(s, at + 1, end);
	if (value.n > MAX_ENTITY_BYTES || memchr(value.p, '<', value.n) != NULL || memchr(value.p, '&', value.n) != NULL)
		return;
	scrub->entities[scrub->n_entities].name = name;
	scrub->entities[scrub->n_entities++].value = value;
}

/* The place behind the > that is in no quotes, brackets or comment; entities go to scrub when it is not NULL. */
static size_t read_doctype(struct tc_str s, size_t at, struct scrub *scrub)
{
	bool subset = false;
	for (size_t i = at + 2; i < s.n; i++) {
		char c = s.p[i];
		if (c == '>' && !subset)
			return i + 1;
		if (c == '[' || c == ']')
			subset = c == '[';
		else if (at_word(s, i, TC_STR("<!--")))
			i = tc_str_find(s, TC_STR("-->"), i + 4);
		else if ((c == '"' || (c == '\'' && subset)) && tc_str_find_char(s, c, i + 1) < s.n)
			i = tc_str_find_char(s, c, i + 1);
		else if (scrub != NULL && at_word(s, i, TC_STR("<!ENTITY")))
			read_entity(scrub, i);
	}
	return s.n;
}

size_t tc_xml_doctype_end(struct tc_str text, size_t at)
{
	return read_doctype(text, at, NULL);
}

static void cut_doctype(struct scrub *scrub)
{
	size_t end = read_doctype(scrub->text, scrub->at, scrub);
	for (; scrub->at < end; scrub->at++)
		if (scrub->text.p[scrub->at] == '\n')
			tc_buf_add_char(scrub->out, '\n');
}

/* Is it one that XML knows itself, or a number? */
static bool own_reference(struct tc_str name)
{
	static const char *const own[] = {"amp", "lt", "gt", "quot", "apos"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (tc_str_eq(name, tc_str_of(own[i])))
			return true;
	return false;
}

/* Does #160; or #xA0; stand at at? */
static bool number_reference(struct tc_str s, size_t at)
{
	bool hex = at + 1 < s.n && s.p[at + 1] == 'x';
	struct tc_str digits = name_at(s, at + 1 + hex);
	size_t end = at + 1 + hex + digits.n;
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[i];
		if (!(c >= '0' && c <= '9') && !(hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))))
			return false;
	}
	return digits.n > 0 && end < s.n && s.p[end] == ';';
}

/* Writes what the & at at stands for. */
static void copy_reference(struct scrub *scrub)
{
	struct tc_str s = scrub->text;
	size_t at = scrub->at + 1;
	struct tc_str name = name_at(s, at), value = TC_STR_NONE;
	bool ended = at + name.n < s.n && s.p[at + name.n] == ';';

	scrub->at = at;
	if (at < s.n && s.p[at] == '#' && number_reference(s, at)) {
		tc_buf_add_char(scrub->out, '&');
		return;
	}
	if (name.n == 0 || !ended) {
		tc_buf_add_cstr(scrub->out, "&amp;");
		return;
	}
	if (own_reference(name)) {
		tc_buf_add_char(scrub->out, '&');
		return;
	}
	for (size_t i = 0; i < scrub->n_entities && value.p == NULL; i++)
		if (tc_str_eq(name, scrub->entities[i].name))
			value = scrub->entities[i].value;
	if (value.p == NULL) {
		struct tc_str reference = tc_str_sub(s, at - 1, at + name.n + 1);
		tc_arena_reset(&scrub->arena);
		value = tc_html_unescape(&scrub->arena, reference);
		if (tc_str_eq(name, TC_STR("nbsp")))
			value = TC_STR(" ");
		else if (value.n == 0 || value.p[0] == '&' || value.p[0] == '<')
			value = TC_STR_NONE;
	}
	if (value.p == NULL) {
		tc_buf_add_cstr(scrub->out, "&amp;");
		return;
	}
	tc_buf_add_str(scrub->out, value);
	scrub->at = at + name.n + 1;
}

/* Copies up to and with the end mark. */
static void copy_to(struct scrub *scrub, struct tc_str end_mark)
{
	size_t end = tc_str_find(scrub->text, end_mark, scrub->at);
	tc_buf_add_str(scrub->out, tc_str_sub(scrub->text, scrub->at, end + end_mark.n));
	scrub->at = end + end_mark.n < scrub->text.n ? end + end_mark.n : scrub->text.n;
}

void tc_xml_scrub(struct tc_str text, struct tc_buf *out)
{
	struct scrub scrub = {.text = text, .out = out};
	tc_arena_init(&scrub.arena, 1 << 16);
	while (scrub.at < text.n) {
		size_t plain = scrub.at;
		while (plain < text.n && text.p[plain] != '&' && text.p[plain] != '<')
			plain++;
		tc_buf_add_str(out, tc_str_sub(text, scrub.at, plain));
		scrub.at = plain;
		if (plain == text.n)
			break;
		if (text.p[plain] == '&')
			copy_reference(&scrub);
		else if (at_word(text, plain, TC_STR("<![CDATA[")))
			copy_to(&scrub, TC_STR("]]>"));
		else if (at_word(text, plain, TC_STR("<!--")))
			copy_to(&scrub, TC_STR("-->"));
		else if (at_word(text, plain, TC_STR("<?")))
			copy_to(&scrub, TC_STR("?>"));
		else if (at_word(text, plain, TC_STR("<!")))
			cut_doctype(&scrub);
		else
			copy_to(&scrub, TC_STR("<"));
	}
	tc_arena_release(&scrub.arena);
}
