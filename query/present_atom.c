/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer as a feed: Atom, RFC 4287.
 *
 * Every entry must have an id that stays, a title and a time.  The id is the address of the article where that is one of the web,
 * else a name made of its id in the index; the feed's is its address, else made of the query.  The time is that of publication,
 * of an undated article that of its capture, else the beginning of Unix time.
 */
#include "base/escape.h"
#include "query/present.h"

static bool is_web(struct tc_str url)
{
	return tc_str_starts(url, TC_STR("http://")) || tc_str_starts(url, TC_STR("https://"));
}

static void add_element(struct tc_buf *out, const char *name, struct tc_str text)
{
	tc_buf_printf(out, "<%s>", name);
	tc_escape_xml(text, out);
	tc_buf_printf(out, "</%s>\n", name);
}

/* Nothing for an empty address. */
static void add_link(struct tc_buf *out, const char *relation, struct tc_str address)
{
	if (address.n == 0)
		return;
	tc_buf_printf(out, "<link rel=\"%s\" href=\"", relation);
	tc_escape_xml(address, out);
	tc_buf_add_cstr(out, "\"/>\n");
}

/* A time that the article had, in seconds. */
static int64_t time_of(const struct tc_article *article)
{
	if (article->published.precision != TC_DATE_NONE)
		return tc_date_unix(&article->published);
	return article->captured.precision != TC_DATE_NONE ? tc_date_unix(&article->captured) : 0;
}

static void add_time(struct tc_buf *out, const char *name, int64_t seconds)
{
	struct tc_date date;
	tc_date_from_unix(seconds, TC_DATE_VIETNAM_OFFSET_MIN, &date);
	tc_buf_printf(out, "<%s>", name);
	tc_date_format(&date, out);
	tc_buf_printf(out, "</%s>\n", name);
}

static void add_categories(struct tc_buf *out, const struct tc_strs *list)
{
	for (size_t i = 0; i < list->n; i++) {
		tc_buf_add_cstr(out, "<category term=\"");
		tc_escape_xml(list->v[i], out);
		tc_buf_add_cstr(out, "\"/>\n");
	}
}

static void add_entry(struct tc_buf *out, const struct tc_hit *hit)
{
	const struct tc_article *a = &hit->article;
	struct tc_str untitled = TC_STR("(không có tiêu đề)");
	tc_buf_add_cstr(out, "<entry>\n");
	if (is_web(a->url))
		add_element(out, "id", a->url);
	else
		tc_buf_printf(out, "<id>urn:x-tracuu:article:%016llx</id>\n", tc_str_hash(a->id));
	add_element(out, "title", a->title.n > 0 ? a->title : untitled);
	add_time(out, "updated", time_of(a));
	if (a->published.precision != TC_DATE_NONE)
		add_time(out, "published", time_of(a));
	for (size_t i = 0; i < a->authors.n; i++) {
		tc_buf_add_cstr(out, "<author>");
		add_element(out, "name", a->authors.v[i]);
		tc_buf_add_cstr(out, "</author>\n");
	}
	add_link(out, "alternate", is_web(a->url) ? a->url : TC_STR_NONE);
	add_categories(out, &a->section);
	add_categories(out, &a->keywords);
	if (hit->snippet.text.n > 0)
		add_element(out, "summary", hit->snippet.text);
	tc_buf_add_cstr(out, "</entry>\n");
}

static void present_atom(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	int64_t newest = 0;
	for (size_t i = 0; i < results->n_hits; i++)
		newest = time_of(&results->hits[i].article) > newest ? time_of(&results->hits[i].article) : newest;
	tc_buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
	if (options->self.n > 0)
		add_element(out, "id", options->self);
	else
		tc_buf_printf(out, "<id>urn:x-tracuu:search:%016llx</id>\n", tc_str_hash(results->query));
	add_link(out, "self", options->self);
	add_link(out, "alternate", options->page);
	add_element(out, "title", results->query);
	add_time(out, "updated", newest);
	tc_buf_add_cstr(out, "<author><name>Tracuu</name></author>\n<generator>Tracuu</generator>\n");
	for (size_t i = 0; i < results->n_hits; i++)
		add_entry(out, &results->hits[i]);
	tc_buf_add_cstr(out, "</feed>\n");
}

const struct tc_presenter tc_present_atom = {"atom", "an Atom feed", NULL, present_atom};
