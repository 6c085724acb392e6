/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON that is not a record a line (RFC 8259): an array of objects, an object that wraps one as servers answer and a JSON Feed is
 * (jsonfeed.org), one article over many lines, several of them one after another, with a record separator before each (RFC
 * 7464) or without.  One object is one article; json_split.c finds them, record.c reads them.
 *
 * A record that is broken is told with its number and the byte where it begins; the others are read.  Arrays of anything but
 * objects hold no articles. */
#include "base/alloc.h"
#include "corpus/format.h"
#include "corpus/json_scan.h"
#include "corpus/json_shape.h"
#include "corpus/json_split.h"
#include "corpus/line.h"
#include "corpus/record.h"

struct json_state {
	struct tc_json_split *split;
	const struct tc_field_map *map;
	struct tc_buf repaired;
	uint32_t n_records;
};

static struct tc_str first_line(struct tc_str s)
{
	return tc_str_trim(tc_str_split(&s, '\n'));
}

/* The name of a file proves nothing, but what begins like JSON under such a name is rather broken JSON than a text. */
static int named(const struct tc_taste *taste, struct tc_str s)
{
	bool json = tc_str_ends(tc_str_of(taste->path), TC_STR(".json"));
	return json && s.n > 0 && s.p[0] != '<' ? 72 : 0;
}

/* JSON Lines are sure of themselves when the first line is an object; an object that wraps records may be a line too. */
static int taste(const struct tc_taste *taste)
{
	struct tc_json_scan scan = {.depth = 0};
	struct tc_str s = tc_str_trim(taste->bytes), inside = tc_str_trim(tc_str_sub(s, 1, s.n));
	size_t n;
	if (s.n > 0 && s.p[0] == '[') {
		if (inside.n > 0 && inside.p[0] == '{')
			return 93;
		/* A text may begin with a bracket too: "[Video] ...". */
		enum tc_json_step step = tc_json_scan_bytes(&scan, s, &n);
		bool whole = step == TC_JSON_MORE || (step == TC_JSON_DONE && tc_str_trim(tc_str_sub(s, n, s.n)).n == 0);
		return whole ? 71 : named(taste, s);
	}
	if (s.n < 2 || s.p[0] != '{' || inside.n == 0 || (inside.p[0] != '"' && inside.p[0] != '}'))
		return named(taste, s);
	if (tc_json_shape_find(s).wraps)
		return 97;
	if (tc_json_scan_bytes(&scan, s, &n) == TC_JSON_WRONG)
		return named(taste, s);
	/* One that ends where its line does leaves the rest to JSON Lines. */
	return n <= first_line(s).n && scan.depth == 0 ? 40 : 90;
}

static enum tc_status open_json(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct json_state *json = tc_alloc(sizeof *json);
	if (json == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	json->map = input->map;
	/* A wrong byte becomes three. */
	tc_buf_init(&json->repaired,
		    input->max_record_bytes < SIZE_MAX / 4 ? (size_t)input->max_record_bytes * 3 + 16 : SIZE_MAX);
	enum tc_status status = tc_json_split_new(input->stream, input->max_record_bytes, &json->split, err);
	if (status != TC_OK)
		tc_free(json);
	else
		*state = json;
	return status;
}

static void close_json(void *state)
{
	struct json_state *json = state;
	tc_json_split_free(json->split);
	tc_buf_release(&json->repaired);
	tc_free(json);
}

/* What the feed says of all its items. */
static void add_feed(const struct json_state *json, struct tc_article *article)
{
	struct tc_json *title = NULL;
	struct tc_str raw = tc_json_split_feed_title(json->split), language = tc_json_split_feed_language(json->split);
	if (raw.n > 0 && article->publication.n == 0 &&
	    tc_json_parse(tc_arena_printf(article->arena, "\"%.*s\"", TC_STR_ARG(raw)), &title, NULL) == TC_OK) {
		article->publication = tc_line_single(article->arena, tc_json_text(title));
		tc_json_free(title);
	}
	if (article->language.n == 0)
		article->language = tc_arena_str(article->arena, language);
}

static enum tc_status next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct json_state *json = state;
	struct tc_err reason = {TC_OK, ""};
	struct tc_str record;
	uint64_t offset;
	enum tc_status status = tc_json_split_next(json->split, &record, &offset, &reason);
	if (status == TC_END)
		return TC_END;
	article->record = ++json->n_records;
	article->offset_bytes = offset;
	if (status == TC_OK)
		status = tc_record_read_json(record, json->map, &json->repaired, article, &reason);
	if (status != TC_OK)
		return tc_err_set(err, status, "record %u, byte %llu: %s", json->n_records, (unsigned long long)offset,
				  reason.text);
	add_feed(json, article);
	return TC_OK;
}

const struct tc_format tc_format_json = {
	.name = "json",
	.description = "JSON: an array of objects, one that is wrapped, or objects over several lines",
	.whole = false,
	.escapes = true,
	.taste = taste,
	.open = open_json,
	.next = next,
	.close = close_json,
};
