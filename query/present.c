/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of outputs, and the one for the tools that evaluate retrieval.
 *
 * A TREC run has a line for each hit, "qid Q0 docid rank score tag", fields separated by blanks (trec_eval's README).  So a blank
 * in an id is written _, and a document without an id of its own is named by its file and record.  trec_eval sorts by score
 * and not by rank, so where a complete match stands before a partial one that scores more, the scores are made to fall.
 */
#include "query/cite.h"

#include <math.h>
#include <string.h>

/* Two scores of a TREC run differ by so much at least. */
#define SCORE_STEP 1e-6

static const struct tc_presenter *const presenters[] = {
	&tc_present_text,     &tc_present_json, &tc_present_jsonl,  &tc_present_csv, &tc_present_atom, &tc_present_kwic,
	&tc_present_kwic_csv, &tc_present_trec, &tc_present_bibtex, &tc_present_ris, &tc_present_csl,  &tc_present_wiki};

const struct tc_presenter *tc_presenter_find(const char *name)
{
	for (size_t i = 0; i < sizeof(presenters) / sizeof(presenters[0]); i++)
		if (strcmp(presenters[i]->name, name) == 0)
			return presenters[i];
	return NULL;
}

static void add_name(struct tc_buf *out, struct tc_str name)
{
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		tc_buf_add_char(out, c <= ' ' || c == 0x7F ? '_' : name.p[i]);
	}
}

static void present_trec(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out)
{
	(void)options;
	double score = INFINITY;
	for (size_t i = 0; i < results->n_hits; i++) {
		const struct tc_hit *hit = &results->hits[i];
		score = hit->score < score - SCORE_STEP ? hit->score : score - SCORE_STEP;
		add_name(out, results->qid.n > 0 ? results->qid : TC_STR("0"));
		tc_buf_add_cstr(out, " Q0 ");
		if (hit->article.id.n > 0) {
			add_name(out, hit->article.id);
		} else {
			add_name(out, hit->article.file);
			if (hit->article.member.n > 0) {
				tc_buf_add_char(out, '!');
				add_name(out, hit->article.member);
			}
			tc_buf_printf(out, "#%u", (unsigned)hit->article.record);
		}
		tc_buf_printf(out, " %u %.6f ", (unsigned)hit->rank, score);
		add_name(out, results->variant.n > 0 ? results->variant : TC_STR("tracuu"));
		tc_buf_add_char(out, '\n');
	}
}

const struct tc_presenter tc_present_trec = {"trec", "lines for trec_eval: qid Q0 id rank score tracuu", NULL, present_trec};

void tc_present_number(struct tc_buf *out, uint32_t n)
{
	if (n >= 1000) {
		tc_present_number(out, n / 1000);
		tc_buf_printf(out, ".%03u", (unsigned)(n % 1000));
	} else {
		tc_buf_printf(out, "%u", (unsigned)n);
	}
}
