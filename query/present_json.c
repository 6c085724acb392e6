/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers as JSON (RFC 8259), format 1; every name is described in tracuu-query(1).
 *
 * The same object twice: with a line for each hit, for a person who looks at it and for diff; and on one line, JSON Lines, for
 * batches.  A program that reads one reads the other.  What an article has not is null, a list that is empty is [].  Dates are
 * ISO 8601 as precise as they are known, as `tracuu-index dump` writes them.  Highlights count bytes of the UTF-8 text, not
 * characters: that is the only count on which all languages agree.  A new name may come with any release, the meaning of a name
 * changes only with the number of the format.
 */
#include "query/present.h"

#include "base/json.h"
#include "indexer/schema.h"
#include "query/present_facets.h"

static void key_text(struct tc_json_writer *w, const char *name, struct tc_str value)
{
	tc_json_key(w, name);
	if (value.n > 0)
		tc_json_str(w, value);
	else
		tc_json_null(w);
}

static void key_list(struct tc_json_writer *w, const char *name, const struct tc_strs *list)
{
	tc_json_key(w, name);
	tc_json_begin_array(w);
	for (size_t i = 0; i < list->n; i++)
		tc_json_str(w, list->v[i]);
	tc_json_end_array(w);
}

static void key_date(struct tc_json_writer *w, const char *name, const struct tc_date *date)
{
	struct tc_buf text;
	tc_buf_init(&text, 64);
	tc_date_format(date, &text);
	key_text(w, name, tc_buf_str(&text));
	tc_buf_release(&text);
}

static void write_snippet(struct tc_json_writer *w, const struct tc_snippet *snippet)
{
	tc_json_begin_object(w);
	tc_json_key_str(w, "text", snippet->text);
	tc_json_key(w, "highlights");
	tc_json_begin_array(w);
	for (size_t i = 0; i < snippet->highlights.n; i++) {
		tc_json_begin_array(w);
		tc_json_int(w, (int64_t)snippet->highlights.v[i].start);
		tc_json_int(w, (int64_t)snippet->highlights.v[i].end);
		tc_json_end_array(w);
	}
	tc_json_end_array(w);
	tc_json_end_object(w);
}

static void write_passages(struct tc_json_writer *w, const struct tc_hit *hit)
{
	if (hit->n_passages == 0)
		return;
	tc_json_key(w, "passages");
	tc_json_begin_array(w);
	for (size_t i = 0; i < hit->n_passages; i++)
		write_snippet(w, &hit->passages[i]);
	tc_json_end_array(w);
}

static void write_occurrences(struct tc_json_writer *w, const struct tc_occurrences *occurrences,
			      const struct tc_present_options *options)
{
	if (occurrences->n == 0)
		return;
	tc_json_key(w, "occurrences");
	tc_json_begin_array(w);
	for (size_t i = 0; i < occurrences->n; i++) {
		const struct tc_occurrence *o = &occurrences->v[i];
		tc_json_begin_object(w);
		tc_json_key_str(w, "field", tc_str_of(o->field));
		tc_json_key_str(w, "left", tc_occurrence_left(o, options->context));
		tc_json_key_str(w, "keyword", tc_str_sub(o->text, o->start, o->end));
		tc_json_key_str(w, "right", tc_occurrence_right(o, options->context));
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void write_versions(struct tc_json_writer *w, const struct tc_strs *versions)
{
	struct tc_schema_version version;
	tc_json_key(w, "versions");
	tc_json_begin_array(w);
	for (size_t i = 0; i < versions->n; i++) {
		if (!tc_schema_version(versions->v[i], &version))
			continue;
		tc_json_begin_object(w);
		tc_json_key_str(w, "captured", version.captured);
		tc_json_key_bool(w, "same", version.same);
		tc_json_key_str(w, "place", version.place);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void write_reprints(struct tc_json_writer *w, const struct tc_hit *hit)
{
	tc_json_key(w, "reprints");
	tc_json_begin_array(w);
	for (size_t i = 0; i < hit->n_reprints && hit->reprints != NULL; i++) {
		const struct tc_article *article = &hit->reprints[i];
		tc_json_begin_object(w);
		key_text(w, "id", article->id);
		key_text(w, "title", article->title);
		key_date(w, "published", &article->published);
		key_text(w, "source", article->source);
		key_text(w, "url", article->url);
		key_text(w, "file", article->file);
		if (article->member.n > 0)
			key_text(w, "member", article->member);
		tc_json_key_int(w, "record", article->record);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void write_hit(struct tc_json_writer *w, const struct tc_hit *hit, const struct tc_present_options *options)
{
	const struct tc_article *article = &hit->article;
	tc_json_begin_object(w);
	tc_json_key_int(w, "rank", hit->rank);
	key_text(w, "id", article->id);
	tc_json_key(w, "score");
	tc_json_real(w, hit->score, 4);
	key_text(w, "title", article->title);
	key_text(w, "lead", article->lead);
	key_date(w, "published", &article->published);
	key_list(w, "authors", &article->authors);
	key_list(w, "section", &article->section);
	key_list(w, "keywords", &article->keywords);
	key_text(w, "url", article->url);
	key_text(w, "source", article->source);
	key_text(w, "file", article->file);
	if (article->member.n > 0)
		key_text(w, "member", article->member);
	tc_json_key_int(w, "record", article->record);
	key_date(w, "captured", &article->captured);
	write_versions(w, &article->versions);
	tc_json_key_bool(w, "partial", hit->partial);
	if (hit->quote_field != NULL) {
		tc_json_key(w, "quote");
		tc_json_begin_object(w);
		tc_json_key_str(w, "field", tc_str_of(hit->quote_field));
		tc_json_key_int(w, "changed_words", hit->quote_edits);
		tc_json_end_object(w);
	}
	write_reprints(w, hit);
	if (hit->more_reprints)
		tc_json_key_bool(w, "more_reprints", true);
	tc_json_key(w, "snippet");
	write_snippet(w, &hit->snippet);
	write_passages(w, hit);
	write_occurrences(w, &hit->occurrences, options);
	tc_json_end_object(w);
}

/* null when nothing better than the query was found, or looked for. */
static void write_meant(struct tc_json_writer *w, const struct tc_results *results)
{
	tc_json_key(w, "did_you_mean");
	if (results->meant.n == 0) {
		tc_json_null(w);
		return;
	}
	tc_json_begin_object(w);
	tc_json_key_str(w, "query", results->meant);
	tc_json_key(w, "total");
	tc_json_begin_object(w);
	tc_json_key_int(w, "value", results->meant_total);
	tc_json_key_bool(w, "exact", results->meant_exact);
	tc_json_end_object(w);
	tc_json_end_object(w);
}

/* Indexes that did not answer; nothing when all did. */
static void write_missing(struct tc_json_writer *w, const struct tc_results *results)
{
	if (results->n_missing == 0)
		return;
	tc_json_key(w, "missing");
	tc_json_begin_array(w);
	for (size_t i = 0; i < results->n_missing; i++) {
		tc_json_begin_object(w);
		tc_json_key_str(w, "index", results->missing[i].index);
		tc_json_key_str(w, "problem", results->missing[i].why);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

/* What else was looked for, by stretches of the query; nothing when there is none. */
static void write_variants(struct tc_json_writer *w, const struct tc_told_variants *told)
{
	if (told->n == 0)
		return;
	tc_json_key(w, "variants");
	tc_json_begin_array(w);
	for (size_t i = 0; i < told->n; i++) {
		tc_json_begin_object(w);
		tc_json_key_str(w, "typed", told->v[i].typed);
		tc_json_key(w, "also");
		tc_json_begin_array(w);
		for (size_t k = 0; k < told->v[i].variants->n; k++) {
			const struct tc_variant *v = &told->v[i].variants->v[k];
			tc_json_begin_object(w);
			tc_json_key_str(w, "text", v->node->text);
			if (v->from.precision != TC_DATE_NONE)
				tc_json_key_int(w, "from_year", v->from.year);
			if (v->to.precision != TC_DATE_NONE)
				tc_json_key_int(w, "to_year", v->to.year);
			tc_json_end_object(w);
		}
		tc_json_end_array(w);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void write_results(const struct tc_results *results, bool lines, const struct tc_present_options *options,
			  struct tc_buf *out)
{
	struct tc_json_writer writer, *w = &writer;
	tc_json_writer_init(w, out);
	tc_json_begin_object(w);
	tc_json_key_int(w, "format", 1);
	if (results->qid.n > 0)
		tc_json_key_str(w, "qid", results->qid);
	if (results->variant.n > 0)
		tc_json_key_str(w, "variant", results->variant);
	tc_json_key_str(w, "query", results->query);
	if (results->similar_to.n > 0)
		tc_json_key_str(w, "similar_to", results->similar_to);
	else if (results->quote_words > 0)
		tc_json_key_int(w, "quote_words", results->quote_words);
	else
		tc_json_key_str(w, "interpreted", results->interpreted);
	write_variants(w, &results->variants);
	tc_json_key(w, "total");
	tc_json_begin_object(w);
	tc_json_key_int(w, "value", results->total);
	tc_json_key_bool(w, "exact", results->total_exact);
	tc_json_end_object(w);
	write_meant(w, results);
	write_missing(w, results);
	tc_json_key_int(w, "offset", results->offset);
	tc_json_key(w, "elapsed_ms");
	tc_json_real(w, results->elapsed_ms, 3);
	tc_present_facets_json(w, results->facets);
	tc_json_key(w, "hits");
	tc_json_begin_array(w);
	for (size_t i = 0; i < results->n_hits; i++) {
		if (lines)
			tc_buf_add_char(out, '\n');
		write_hit(w, &results->hits[i], options);
	}
	tc_json_end_array(w);
	tc_json_end_object(w);
	tc_buf_add_char(out, '\n');
}

static void present_json(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	write_results(results, true, options, out);
}

static void present_jsonl(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	write_results(results, false, options, out);
}

const struct tc_presenter tc_present_json = {"json", "one JSON object, a line for each hit", NULL, present_json};
const struct tc_presenter tc_present_jsonl = {"jsonl", "one JSON object on one line", NULL, present_jsonl};
