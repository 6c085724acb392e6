/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Answers as tables for spreadsheets: RFC 4180, UTF-8, a header, a record for each hit; lists are joined with "; ".  Dates are
 * ISO 8601.  What a spreadsheet would take for a formula has ' before it (base/escape.h). */
#include "base/escape.h"
#include "query/present.h"

static void add_text(struct tc_buf *out, struct tc_str text, bool last)
{
	tc_escape_csv(text, out);
	tc_buf_add_cstr(out, last ? "\r\n" : ",");
}

static void add_list(struct tc_buf *out, const struct tc_strs *list)
{
	struct tc_buf joined;
	tc_buf_init(&joined, SIZE_MAX);
	for (size_t i = 0; i < list->n; i++)
		tc_buf_printf(&joined, "%s%.*s", i > 0 ? "; " : "", TC_STR_ARG(list->v[i]));
	add_text(out, tc_buf_str(&joined), false);
	tc_buf_release(&joined);
}

static void add_date(struct tc_buf *out, const struct tc_date *date)
{
	tc_date_format(date, out);
	tc_buf_add_char(out, ',');
}

static void add_query(struct tc_buf *out, const struct tc_results *results)
{
	add_text(out, results->qid.n > 0 ? results->qid : TC_STR(""), false);
	add_text(out, results->variant, false);
	add_text(out, results->query, false);
}

static void add_file(struct tc_buf *out, const struct tc_article *article)
{
	struct tc_buf place;
	tc_buf_init(&place, SIZE_MAX);
	tc_buf_add_str(&place, article->file);
	if (article->member.n > 0)
		tc_buf_printf(&place, "!%.*s", TC_STR_ARG(article->member));
	add_text(out, tc_buf_str(&place), false);
	tc_buf_release(&place);
}

static void begin_csv(const struct tc_present_options *options, struct tc_buf *out)
{
	tc_buf_add_cstr(out, options->bom ? "\xEF\xBB\xBF" : "");
	tc_buf_add_cstr(out,
			"qid,variant,query,rank,score,partial,id,title,published,authors,section,keywords,source,url,file,record,"
			"lead,snippet\r\n");
}

static void present_csv(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	(void)options;
	for (size_t i = 0; i < results->n_hits; i++) {
		const struct tc_hit *hit = &results->hits[i];
		const struct tc_article *a = &hit->article;
		add_query(out, results);
		tc_buf_printf(out, "%u,%.4f,%d,", (unsigned)hit->rank, hit->score, hit->partial);
		add_text(out, a->id, false);
		add_text(out, a->title, false);
		add_date(out, &a->published);
		add_list(out, &a->authors);
		add_list(out, &a->section);
		add_list(out, &a->keywords);
		add_text(out, a->source, false);
		add_text(out, a->url, false);
		add_file(out, a);
		tc_buf_printf(out, "%u,", (unsigned)a->record);
		add_text(out, a->lead, false);
		add_text(out, hit->snippet.text, true);
	}
}

static void begin_kwic(const struct tc_present_options *options, struct tc_buf *out)
{
	tc_buf_add_cstr(out, options->bom ? "\xEF\xBB\xBF" : "");
	tc_buf_add_cstr(out, "qid,variant,query,id,published,title,field,left,keyword,right\r\n");
}

static void present_kwic(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	for (size_t i = 0; i < results->n_hits; i++) {
		const struct tc_hit *hit = &results->hits[i];
		for (size_t k = 0; k < hit->occurrences.n; k++) {
			const struct tc_occurrence *o = &hit->occurrences.v[k];
			add_query(out, results);
			add_text(out, hit->article.id, false);
			add_date(out, &hit->article.published);
			add_text(out, hit->article.title, false);
			add_text(out, tc_str_of(o->field), false);
			add_text(out, tc_occurrence_left(o, options->context), false);
			add_text(out, tc_str_sub(o->text, o->start, o->end), false);
			add_text(out, tc_occurrence_right(o, options->context), true);
		}
	}
}

const struct tc_presenter tc_present_csv = {"csv", "a record of CSV for each hit", begin_csv, present_csv};
const struct tc_presenter tc_present_kwic_csv = {"kwic-csv", "a record of CSV for each place of a keyword", begin_kwic,
						 present_kwic};
