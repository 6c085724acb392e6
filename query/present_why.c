/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An explanation of a place among the answers, for people and as JSON.
 *
 *   Thủ tướng thăm vùng lũ
 *   17:46 08/01/2023 · Thời sự
 *   2023/01/vung-lu.html
 *
 *   answer 3 of 120: it has all words
 *     34.21  score
 *       18.40  words (BM25)
 *         5.02  thủ: thủ 2 times (1 in the title)
 *         4.10  tuong: tướng 3 times
 *       12.30  neighbours
 *        3.51  all words in a row
 */
#include "query/present_parts.h"
#include "query/why.h"

#include <math.h>

#include "base/json.h"
#include "base/limits.h"

#define LINE_BYTES 65536

static const char *const places[] = {
	[TC_WHY_LISTED] = "listed", [TC_WHY_WEAK] = "weak",     [TC_WHY_MISSING] = "missing",
	[TC_WHY_OTHER] = "other",   [TC_WHY_BEYOND] = "beyond",
};

static void write_places(uint32_t n, uint32_t in_title, struct tc_buf *out)
{
	tc_buf_printf(out, " %u time%s", n, n == 1 ? "" : "s");
	if (in_title > 0)
		tc_buf_printf(out, " (%u in the title)", in_title);
}

static void write_word(const struct tc_why_word *word, bool listed, struct tc_buf *out)
{
	if (listed && !word->negated)
		tc_buf_printf(out, "  %9.2f  ", word->score);
	else
		tc_buf_add_cstr(out, "  ");
	tc_buf_printf(out, "%s%.*s", word->negated ? "-" : "", TC_STR_ARG(word->typed));
	if (word->field != NULL)
		tc_buf_printf(out, " in %s", word->field);
	tc_buf_add_cstr(out, word->n > 0 ? ":" : ": not in the article");
	for (size_t i = 0; i < word->n; i++) {
		tc_buf_printf(out, "%s %.*s", i > 0 ? "," : "", TC_STR_ARG(word->spellings[i].term));
		write_places(word->spellings[i].places, word->spellings[i].title_places, out);
	}
	tc_buf_add_char(out, '\n');
}

/* The words [first, first + n) of the query. */
static void write_run(const struct tc_why *why, const struct tc_rank_step *step, struct tc_buf *out)
{
	for (size_t i = 0; i < step->n && step->first + i < why->n_words; i++)
		tc_buf_printf(out, "%s%.*s", i > 0 ? " " : "", TC_STR_ARG(why->words[step->first + i].typed));
}

static void write_steps(const struct tc_why *why, struct tc_buf *out)
{
	double neighbours = 0;
	for (size_t i = 0; i < why->n_steps; i++)
		neighbours += why->steps[i].places > 0 ? why->steps[i].reward : 0;
	if (neighbours > 0)
		tc_buf_printf(out, "%7.2f  neighbours\n", neighbours);
	for (size_t i = 0; i < why->n_steps; i++) {
		const struct tc_rank_step *step = &why->steps[i];
		tc_buf_printf(out, step->places > 0 ? "  %9.2f  " : "%7.2f  all in a row: ", step->reward);
		write_run(why, step, out);
		if (step->places > 0) {
			tc_buf_add_char(out, ':');
			write_places(step->places, step->title_places, out);
		}
		tc_buf_add_char(out, '\n');
	}
}

static void write_verdict(const struct tc_why *why, struct tc_buf *out)
{
	static const char *const tiers[] = {"all words as typed", "all words", "some of the words"};
	switch (why->place) {
	case TC_WHY_LISTED:
		tc_buf_printf(out, "answer %u of %s%u: it has %s", why->rank, why->total_exact ? "" : "about ", why->total,
			      tiers[why->tier == 2 && why->matched > 0.9999 ? 1 : why->tier]);
		if (why->tier == 2 && why->matched <= 0.9999)
			tc_buf_printf(out, ", %.0f %% of their weight", 100 * why->matched);
		break;
	case TC_WHY_WEAK:
		tc_buf_printf(out, "no answer: what it has carries %.0f %% of the weight of the words, which is too little",
			      100 * why->matched);
		break;
	case TC_WHY_MISSING:
		tc_buf_add_cstr(out, "no answer: there are articles with all words");
		break;
	case TC_WHY_OTHER:
		tc_buf_add_cstr(
			out, "no answer: it has all words, but not all else that is asked for (phrase, field, day, exact form, "
			     "what must not be there)");
		break;
	case TC_WHY_BEYOND:
		tc_buf_printf(out, "an answer, but behind the first %d", TC_LIMIT_HITS);
		break;
	}
	tc_buf_add_char(out, '\n');
}

void tc_why_text(const struct tc_why *why, const struct tc_present_options *options, struct tc_buf *out)
{
	struct tc_terminal terminal;
	struct tc_buf line;
	const bool listed = why->place == TC_WHY_LISTED;
	tc_terminal_init(&terminal, out, options->color, options->width);
	tc_buf_init(&line, LINE_BYTES);
	tc_terminal_text(&terminal, TC_STYLE_TITLE, why->article.title, NULL);
	tc_terminal_line(&terminal, 0);
	tc_present_facts(&why->article, &line);
	if (line.n > 0) {
		tc_terminal_text(&terminal, TC_STYLE_DIM, tc_buf_str(&line), NULL);
		tc_terminal_line(&terminal, 0);
	}
	tc_buf_release(&line);
	tc_present_place(&terminal, &why->article, options);
	tc_buf_printf(out, "\nquery: %.*s\n", TC_STR_ARG(why->query));
	write_verdict(why, out);
	if (listed)
		tc_buf_printf(out, "%7.2f  score\n%7.2f  words (BM25)\n", why->score, why->bm25);
	for (size_t i = 0; i < why->n_words; i++)
		write_word(&why->words[i], listed, out);
	if (why->other != 0)
		tc_buf_printf(out, "  %9.2f  synonyms and joined forms\n", why->other);
	write_steps(why, out);
	if (listed && fabs(why->recency) > 1e-6)
		tc_buf_printf(out, "%7.2f  recent\n", why->recency);
}

static void key_real(struct tc_json_writer *w, const char *name, double value)
{
	tc_json_key(w, name);
	tc_json_real(w, value, 6);
}

static void json_words(struct tc_json_writer *w, const struct tc_why *why)
{
	tc_json_key(w, "words");
	tc_json_begin_array(w);
	for (size_t i = 0; i < why->n_words; i++) {
		const struct tc_why_word *word = &why->words[i];
		tc_json_begin_object(w);
		tc_json_key_str(w, "typed", word->typed);
		if (word->field != NULL)
			tc_json_key_str(w, "field", tc_str_of(word->field));
		tc_json_key_bool(w, "negated", word->negated);
		tc_json_key(w, "spellings");
		tc_json_begin_array(w);
		for (size_t k = 0; k < word->n; k++) {
			tc_json_begin_object(w);
			tc_json_key_str(w, "term", word->spellings[k].term);
			tc_json_key_int(w, "places", word->spellings[k].places);
			tc_json_key_int(w, "title_places", word->spellings[k].title_places);
			tc_json_end_object(w);
		}
		tc_json_end_array(w);
		key_real(w, "score", word->score);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
}

static void json_steps(struct tc_json_writer *w, const struct tc_why *why)
{
	struct tc_buf words;
	tc_buf_init(&words, LINE_BYTES);
	tc_json_key(w, "rewards");
	tc_json_begin_array(w);
	for (size_t i = 0; i < why->n_steps; i++) {
		const struct tc_rank_step *step = &why->steps[i];
		tc_buf_reset(&words);
		write_run(why, step, &words);
		tc_json_begin_object(w);
		tc_json_key_str(w, "kind", tc_str_of(step->places > 0 ? "neighbours" : "row"));
		tc_json_key_str(w, "words", tc_buf_str(&words));
		if (step->places > 0) {
			tc_json_key_int(w, "places", step->places);
			tc_json_key_int(w, "title_places", step->title_places);
		}
		key_real(w, "score", step->reward);
		tc_json_end_object(w);
	}
	tc_json_end_array(w);
	tc_buf_release(&words);
}

void tc_why_json(const struct tc_why *why, struct tc_buf *out)
{
	static const char *const tiers[] = {"typed", "all", "partial"};
	const bool listed = why->place == TC_WHY_LISTED;
	struct tc_json_writer w;
	tc_json_writer_init(&w, out);
	tc_json_begin_object(&w);
	tc_json_key_int(&w, "format", 1);
	tc_json_key_str(&w, "query", why->query);
	tc_json_key_str(&w, "id", why->article.id);
	tc_json_key_str(&w, "title", why->article.title);
	tc_json_key_str(&w, "place", tc_str_of(places[why->place]));
	tc_json_key_int(&w, "total", why->total);
	tc_json_key_bool(&w, "total_exact", why->total_exact);
	if (listed) {
		tc_json_key_int(&w, "rank", why->rank);
		tc_json_key_str(&w, "match", tc_str_of(tiers[why->tier == 2 && why->matched > 0.9999 ? 1 : why->tier]));
		key_real(&w, "score", why->score);
		key_real(&w, "bm25", why->bm25);
		key_real(&w, "other", why->other);
		key_real(&w, "recency", fabs(why->recency) > 1e-6 ? why->recency : 0);
	}
	key_real(&w, "matched", why->matched);
	json_words(&w, why);
	json_steps(&w, why);
	tc_json_end_object(&w);
	tc_buf_add_char(out, '\n');
}
