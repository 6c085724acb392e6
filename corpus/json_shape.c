/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Record or wrapper?
 *
 * Servers answer with {"data": {"contents": [...]}}, {"response": {"docs": [...]}}, {"articles": [...]}; an article has lists of
 * objects too: authors, photos, related news.  What decides, over the beginning of the object:
 *   a name for the body with a string, or one for the title beside one for the body with a list: a record;
 *   a list of objects under a name that is used for lists of records ("items", "docs"): a wrapper;
 *   a list whose first object has a name for a text, when the object around has no title itself: a wrapper.
 * Only lists that stand in objects count, at most PATH_DEPTH deep. */
#include "corpus/json_shape.h"

#include <stdint.h>
#include <string.h>

#include "corpus/record_fields.h"

#define PATH_DEPTH 4
#define MAX_DEPTH 63

struct walk {
	struct tc_str s;
	size_t at;
	unsigned depth;
	uint64_t objects;  /* bit: is the bracket at that depth an object? */
	struct tc_str key; /* before the value that comes next */
	bool key_next;
	bool title, body, body_list, feed;
	bool named, listed; /* named is found; listed is */
	struct tc_json_shape by_name, by_text;
	size_t watched; /* the [ of a list of objects whose first one is being read, 0: none */
	unsigned watched_depth;
	struct tc_str feed_title, feed_language;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool in_object(const struct walk *w)
{
	return (w->objects >> w->depth & 1) != 0;
}

/* The string whose quote stands at w->at; false when it is cut. */
static bool read_string(struct walk *w, struct tc_str *out)
{
	size_t from = ++w->at;
	while (w->at < w->s.n && w->s.p[w->at] != '"')
		w->at += w->s.p[w->at] == '\\' ? 2 : 1;
	if (w->at >= w->s.n)
		return false;
	*out = tc_str_sub(w->s, from, w->at++);
	return true;
}

static bool is_list_name(struct tc_str name)
{
	static const char *const list_names[] = {"articles", "items", "data", "posts",   "docs",    "documents",
						 "results",  "hits",  "news", "entries", "records", "rows",
						 "stories",  "edges", "list", "nodes",   "values",  "contents"};
	for (size_t i = 0; i < sizeof list_names / sizeof *list_names; i++)
		if (tc_str_eq_ascii_nocase(name, tc_str_of(list_names[i])))
			return true;
	return false;
}

/* A string that is the value of a name of the outermost object. */
static void top_string(struct walk *w, struct tc_str value)
{
	enum tc_record_field field;
	if (tc_str_trim(value).n == 0)
		return;
	if (tc_str_eq(w->key, TC_STR("version")))
		w->feed = tc_str_find(value, TC_STR("jsonfeed.org"), 0) < value.n;
	if (tc_str_eq(w->key, TC_STR("title")))
		w->feed_title = value;
	if (tc_str_eq(w->key, TC_STR("language")))
		w->feed_language = value;
	if (tc_record_field_of(w->key, &field) < 0)
		return;
	w->body = w->body || field == TC_RECORD_BODY;
	w->title = w->title || field == TC_RECORD_TITLE;
}

/* A name or a string value. */
static bool on_string(struct walk *w)
{
	struct tc_str s;
	if (!read_string(w, &s))
		return false;
	if (!w->key_next) {
		if (w->depth == 1)
			top_string(w, s);
		return true;
	}
	w->key = s;
	w->key_next = false;
	if (w->watched > 0 && w->depth == w->watched_depth + 2 && !w->listed && tc_record_names_text(s)) {
		w->listed = true;
		w->by_text = (struct tc_json_shape){.wraps = true, .at = w->watched, .depth = w->watched_depth};
	}
	return true;
}

static void on_list(struct walk *w)
{
	enum tc_record_field field;
	size_t next = w->at + 1;
	while (next < w->s.n && is_blank(w->s.p[next]))
		next++;
	if (w->depth == 1 && tc_record_field_of(w->key, &field) >= 0 && field == TC_RECORD_BODY)
		w->body_list = true;
	/* Every bracket around it is an object. */
	bool path = w->depth >= 1 && w->depth <= PATH_DEPTH && w->objects == ((uint64_t)2 << w->depth) - 2;
	if (!path || next == w->s.n || w->s.p[next] != '{')
		return;
	if (is_list_name(w->key) && !w->named) {
		w->named = true;
		w->by_name = (struct tc_json_shape){.wraps = true, .at = w->at, .depth = w->depth};
	}
	if (w->watched == 0) {
		w->watched = w->at;
		w->watched_depth = w->depth;
	}
}

static bool on_open(struct walk *w, bool object)
{
	if (w->depth == MAX_DEPTH)
		return false;
	if (!object)
		on_list(w);
	w->depth++;
	w->objects &= ~((uint64_t)1 << w->depth);
	w->objects |= (uint64_t)object << w->depth;
	w->key_next = object;
	w->at++;
	return true;
}

/* Takes the next token; false at the end of the object or of the text. */
static bool step(struct walk *w)
{
	switch (w->s.p[w->at]) {
	case '"':
		return on_string(w);
	case '{':
	case '[':
		return on_open(w, w->s.p[w->at] == '{');
	case '}':
	case ']':
		/* The first object of a list is over, or the list. */
		if (w->watched > 0 && w->depth == w->watched_depth + 2)
			w->watched = 0;
		w->objects &= ~((uint64_t)1 << w->depth);
		w->depth--;
		w->key_next = false;
		break;
	case ',':
		w->key_next = in_object(w);
		break;
	default:
		break;
	}
	w->at++;
	return w->depth > 0;
}

struct tc_json_shape tc_json_shape_find(struct tc_str text)
{
	struct walk w = {.s = text};
	struct tc_json_shape shape = {.wraps = false};
	if (text.n == 0 || text.p[0] != '{')
		return shape;
	while (w.at < text.n && step(&w))
		;
	if (w.body || (w.title && w.body_list))
		return shape;
	if (w.named)
		shape = w.by_name;
	else if (w.listed && !w.title)
		shape = w.by_text;
	if (w.feed && shape.wraps) {
		shape.title = w.feed_title;
		shape.language = w.feed_language;
	}
	return shape;
}
