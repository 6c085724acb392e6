/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completion.
 *
 * What is typed is words, the last of which may be a beginning.  A beam of rows of words is grown from the left: the first word
 * comes from the vocabulary of titles, each next one from the pairs of the archive (indexer/pair_block.h), which know what
 * follows a word and how often.  A typed word stands for all its spellings, as in a search; the last one for all that begin so.
 * Behind what was typed a row goes on where the archive nearly always goes on so.
 *
 * A row that is a name or a keyword of articles (the terms of indexer/facet.h) is offered as that, in the spelling printed, by
 * how many articles have it; new ones count up to half more.  Of the other rows the most frequent are looked for in titles, by
 * their positions there, and are phrases where they stand in some: a row of pairs is not yet a phrase.  Nothing is kept on disk
 * for this, so nothing can be stale; the price is that a name is found only where its words are frequent neighbours.
 */
#include "query/suggest.h"

#include <math.h>
#include <stdlib.h>

#include "analyzers/fold.h"
#include "analyzers/letters.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/facet.h"
#include "indexer/pair_block.h"
#include "indexer/schema.h"
#include "query/expand.h"
#include "query/keystrokes.h"
#include "query/recency.h"
#include "query/searcher.h"
#include "query/vocabulary.h"
#include "xapianc/iterate.h"

/* Words of a prefix that are looked at, and of a completion. */
#define MAX_TYPED 12
#define MAX_WORDS 8
/* Rows kept at each step, and words tried behind each. */
#define BEAM 24
#define FOLLOWERS 8
/* Rows that are looked for in titles, and what a title counts in articles. */
#define PHRASES 16
#define TITLE_WORTH 3
/* Rows of three words and more that are looked for in texts. */
#define REAL 6
/* The same in texts, which costs more, when titles have none. */
#define TEXT_PHRASES 10
/* Rows that go on at the second step and the third: the pairs of a frequent word are many kilobytes to read. */
#define GOING_ON 12
/* Rows whose rarest word more documents have are not looked for in texts: thousands of position lists, 5 ms and more a row. */
#define TEXT_DOCUMENTS 2000
/* A phrase is left out for a longer one that has this share of its worth. */
#define LONGER 0.6
/* Words in more articles than this share end no completion unasked: và, của, đã. */
#define FREQUENT 0.5
/* In so few articles every word is frequent. */
#define MANY 1000
/* A word alone in more articles than this share is no completion: bị, cũng. */
#define FREQUENT_ALONE 0.1
/* Articles of a name that are asked when the newest was. */
#define DATED 16
#define YEAR_DAYS 365.0

struct row {
	struct tc_str words[MAX_WORDS];
	size_t n;
	double count; /* how often the pairs of the archive let expect it; of one word the titles that have it */
};

struct beam {
	struct row v[BEAM];
	size_t n;
};

struct follower {
	struct tc_str word;
	double count;
};

struct typed {
	struct tc_str term, toneless, ascii;
	enum tc_marks marks;
	enum tc_tone tone;
	bool prefix;
};

struct suggester {
	struct tc_searcher *searcher;
	struct tc_arena *arena;
	struct tc_expander expander;
	struct typed typed[MAX_TYPED];
	size_t n_typed;
	double newest;       /* day of the newest article */
	struct beam phrases; /* rows that may be phrases */
	struct tc_suggestions *out;
	struct tc_err *err;
};

static enum tc_tone tone_of(struct tc_str word)
{
	enum tc_tone tone = TC_TONE_LEVEL, here;
	enum tc_vowel vowel;
	for (size_t at = 0; at < word.n;)
		if (tc_letter_vowel(tc_utf8_next(word, &at), &vowel, &here) && here != TC_TONE_LEVEL)
			tone = here;
	return tone;
}

static struct tc_str fold(struct suggester *s, struct tc_str word, void (*folder)(struct tc_str, struct tc_buf *))
{
	struct tc_buf folded;
	tc_buf_init(&folded, TC_LIMIT_KEY_BYTES);
	folder(word, &folded);
	struct tc_str result = tc_arena_str(s->arena, tc_buf_str(&folded));
	tc_buf_release(&folded);
	return result;
}

static bool begins(struct tc_str word, struct tc_str with, bool prefix)
{
	return prefix ? tc_str_starts(word, with) : tc_str_eq(word, with);
}

static bool is_word(struct tc_str word)
{
	return word.n > 0 && !tc_str_eq(word, TC_STR(TC_PAIR_BREAK)) && !tc_str_eq(word, TC_STR(TC_PAIR_NUMBER));
}

/* May word be meant by what was typed? */
static bool fits(struct suggester *s, const struct typed *typed, struct tc_str word)
{
	if (typed->marks == TC_MARKS_NONE)
		return begins(fold(s, word, tc_fold_ascii), typed->ascii, typed->prefix);
	if (!begins(fold(s, word, tc_fold_toneless), typed->toneless, typed->prefix))
		return false;
	return typed->tone == TC_TONE_LEVEL || typed->tone == tone_of(word);
}

static void keep(struct beam *beam, const struct row *row)
{
	size_t at = beam->n;
	if (at == BEAM && beam->v[at - 1].count >= row->count)
		return;
	at = at < BEAM ? at : BEAM - 1;
	beam->n = at + 1;
	for (; at > 0 && beam->v[at - 1].count < row->count; at--)
		beam->v[at] = beam->v[at - 1];
	beam->v[at] = *row;
}

static void keep_follower(struct follower *best, size_t *n, struct follower f)
{
	size_t at = *n;
	if (at == FOLLOWERS && best[at - 1].count >= f.count)
		return;
	at = at < FOLLOWERS ? at : FOLLOWERS - 1;
	*n = at + 1;
	for (; at > 0 && best[at - 1].count < f.count; at--)
		best[at] = best[at - 1];
	best[at] = f;
}

/* The most frequent words behind word that may be meant by typed (NULL: any); *total: how often word stands before any. */
static enum tc_status read_followers(struct suggester *s, struct tc_str word, const struct typed *typed, struct follower *best,
				     size_t *n, double *total)
{
	struct tc_pair_reader reader;
	struct tc_pair_first first;
	struct tc_str second;
	uint64_t count;
	struct tc_buf block;
	*n = 0;
	*total = 1;
	tc_buf_init(&block, SIZE_MAX);
	enum tc_status status = tc_vocabulary_pairs(s->searcher->db, fold(s, word, tc_fold_ascii), &block, s->err);
	tc_pair_reader_init(&reader, tc_buf_str(&block));
	while (status == TC_OK && (status = tc_pair_reader_first(&reader, &first, s->err)) == TC_OK) {
		if (!tc_str_eq(first.word, word))
			continue;
		*total = first.total > 0 ? (double)first.total : 1;
		while ((status = tc_pair_reader_second(&reader, &second, &count, s->err)) == TC_OK) {
			struct follower f = {second, (double)count};
			bool wanted = *n < FOLLOWERS || f.count > best[FOLLOWERS - 1].count;
			if (!wanted || !is_word(second) || (typed != NULL && !fits(s, typed, second)))
				continue;
			f.word = tc_arena_str(s->arena, second);
			keep_follower(best, n, f);
		}
		break;
	}
	tc_buf_release(&block);
	return status == TC_END ? TC_OK : status;
}

/* Rows of one word: the first one typed. */
static enum tc_status begin_rows(struct suggester *s, enum tc_field field, struct beam *beam)
{
	const struct typed *typed = &s->typed[0];
	struct tc_word word;
	struct tc_expander e = s->expander;
	e.exact = typed->prefix && typed->term.n < 2; /* one letter: what has no marks on it will do */
	enum tc_status status = typed->prefix ? tc_expand_prefix(&e, typed->term, field, &word, s->err)
					      : tc_expand_word(&e, typed->term, typed->term, field, &word, s->err);
	beam->n = 0;
	for (size_t i = 0; i < word.n_spellings && status == TC_OK; i++) {
		struct row row = {.n = 1, .count = word.spellings[i].documents};
		row.words[0] = word.spellings[i].term;
		if (fits(s, typed, row.words[0]))
			keep(beam, &row);
	}
	return status;
}

/* How many titles, or texts, have the words of a row in a row; an estimate from `exactly` on. */
static enum tc_status count_phrase(struct suggester *s, const struct row *row, enum tc_field field, uint32_t exactly, uint32_t *n,
				   uint32_t *docid)
{
	struct tc_xquery *words[MAX_WORDS], *query;
	struct tc_enquire *enquire = s->searcher->enquire;
	struct tc_matches *matches = NULL;
	for (size_t i = 0; i < row->n; i++)
		words[i] = tc_xquery_term(tc_arena_printf(s->arena, "%s%.*s", tc_fields[field].prefix, TC_STR_ARG(row->words[i])),
					  1);
	query = row->n == 1 ? words[0] : tc_xquery_join(TC_XQUERY_PHRASE, words, row->n, 0);
	*n = 0;
	enum tc_status status = tc_enquire_set_boolean(enquire, s->err);
	if (status == TC_OK)
		status = tc_enquire_set_query(enquire, query, s->err);
	if (status == TC_OK)
		status = tc_enquire_matches(enquire, 0, 1, exactly, &matches, s->err);
	if (status == TC_OK)
		*n = tc_matches_count(matches) == 0 ? 0 : tc_matches_total(matches).estimate;
	if (*n > 0)
		*docid = tc_matches_docid(matches, 0);
	tc_matches_free(matches);
	tc_xquery_free(query);
	return status;
}

/* Is it cheap to look for a row in texts? */
static enum tc_status is_cheap(struct suggester *s, const struct row *row, bool *cheap)
{
	enum tc_status status = TC_OK;
	*cheap = false;
	for (size_t i = 0; i < row->n && status == TC_OK && !*cheap; i++) {
		uint32_t documents = 0;
		status = tc_db_term_freq(s->searcher->db, row->words[i], &documents, NULL, s->err);
		*cheap = documents <= TEXT_DOCUMENTS;
	}
	return status;
}

/* Drops rows that no text has: pairs do not make a phrase, Tây Ban Nha is no ủy ban. */
static enum tc_status drop_unreal(struct suggester *s, struct beam *beam)
{
	enum tc_status status = TC_OK;
	size_t to = 0;
	for (size_t i = 0; i < beam->n && i < REAL && status == TC_OK; i++) {
		uint32_t n = 0, docid;
		bool cheap;
		status = is_cheap(s, &beam->v[i], &cheap);
		if (status == TC_OK && cheap)
			status = count_phrase(s, &beam->v[i], TC_FIELD_TEXT, 0, &n, &docid);
		if (n > 0 || !cheap)
			beam->v[to++] = beam->v[i];
	}
	beam->n = to;
	return status;
}

/* Each row with one more of the words typed. */
static enum tc_status grow_rows(struct suggester *s, struct beam *beam, const struct typed *typed)
{
	struct follower best[FOLLOWERS];
	struct beam grown = {.n = 0};
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < beam->n && status == TC_OK; i++) {
		size_t n;
		double total;
		status = read_followers(s, beam->v[i].words[beam->v[i].n - 1], typed, best, &n, &total);
		for (size_t k = 0; k < n && status == TC_OK && beam->v[i].n < MAX_WORDS; k++) {
			struct row row = beam->v[i];
			row.words[row.n++] = best[k].word;
			row.count = row.n == 2 ? best[k].count : row.count * best[k].count / total;
			keep(&grown, &row);
		}
	}
	*beam = grown;
	return status == TC_OK && beam->n > 0 && beam->v[0].n > 2 ? drop_unreal(s, beam) : status;
}

static struct tc_str key_of(struct suggester *s, const struct row *row)
{
	struct tc_buf key;
	tc_buf_init(&key, SIZE_MAX);
	for (size_t i = 0; i < row->n; i++)
		tc_buf_printf(&key, "%s%.*s", i > 0 ? " " : "", TC_STR_ARG(row->words[i]));
	struct tc_str result = tc_arena_str(s->arena, tc_buf_str(&key));
	tc_buf_release(&key);
	return result;
}

/* The value as an article has it in its slot: a line that begins with the mark of key. */
static struct tc_str printed_form(struct suggester *s, struct tc_str values, struct tc_str key)
{
	struct tc_buf mark;
	struct tc_str form = TC_STR_NONE;
	tc_buf_init(&mark, 32);
	tc_facet_mark(key, &mark);
	for (struct tc_str rest = values; rest.p != NULL && form.n == 0;) {
		struct tc_str line = tc_str_split(&rest, '\n');
		if (tc_str_starts(line, tc_buf_str(&mark)))
			form = tc_arena_str(s->arena, tc_str_sub(line, mark.n, line.n));
	}
	tc_buf_release(&mark);
	return form;
}

/* Reads of some articles how the value is printed and how new it is. */
static enum tc_status read_value(struct suggester *s, enum tc_facet facet, struct tc_str term, struct tc_suggestion *out)
{
	struct tc_postings *postings = NULL;
	struct tc_buf value;
	uint32_t docid;
	double day, newest = 0;
	tc_buf_init(&value, SIZE_MAX);
	enum tc_status status = tc_postings_of(s->searcher->db, term, &postings, s->err);
	for (size_t i = 0; i < DATED && status == TC_OK; i++) {
		status = tc_postings_next(postings, &docid, s->err);
		if (status == TC_OK && out->text.n == 0)
			status = tc_db_value(s->searcher->db, docid, tc_facets[facet].slot, &value, s->err);
		if (status == TC_OK && out->text.n == 0)
			out->text = printed_form(s, tc_buf_str(&value), out->key);
		if (status == TC_OK)
			status = tc_db_value(s->searcher->db, docid, TC_SLOT_PUBLISHED, &value, s->err);
		if (status == TC_OK && tc_recency_day(tc_buf_str(&value), &day) && day > newest)
			newest = day;
	}
	tc_postings_free(postings);
	tc_buf_release(&value);
	if (newest > 0)
		out->score *= 1 + 0.5 * exp2((newest - s->newest) / YEAR_DAYS);
	return status == TC_END ? TC_OK : status;
}

static bool has(const struct tc_suggestions *list, struct tc_str key)
{
	for (size_t i = 0; i < list->n; i++)
		if (tc_str_eq(list->v[i].key, key))
			return true;
	return false;
}

static enum tc_status add(struct suggester *s, const struct tc_suggestion *suggestion)
{
	if (tc_arena_grow(s->arena, &s->out->v, &s->out->capacity, s->out->n, sizeof *suggestion) == 0)
		s->out->v[s->out->n++] = *suggestion;
	return tc_arena_check(s->arena, "suggestions", s->err);
}

/* Adds a row that is a name or a keyword; another may be a phrase. */
static enum tc_status offer(struct suggester *s, const struct row *row)
{
	static const struct {
		enum tc_facet facet;
		enum tc_suggestion_kind kind;
	} kinds[] = {{TC_FACET_NAME, TC_SUGGESTION_NAME}, {TC_FACET_KEYWORD, TC_SUGGESTION_KEYWORD}};
	struct tc_suggestion best = {.key = key_of(s, row)};
	struct tc_buf term;
	enum tc_status status = TC_OK;
	if (has(s->out, best.key))
		return TC_OK;
	tc_buf_init(&term, TC_LIMIT_KEY_BYTES);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds && status == TC_OK; i++) {
		struct tc_suggestion one = {.kind = kinds[i].kind, .key = best.key};
		tc_schema_key(tc_facets[kinds[i].facet].prefix, best.key, &term);
		status = tc_db_term_freq(s->searcher->db, tc_buf_str(&term), &one.documents, NULL, s->err);
		one.score = one.documents;
		if (status != TC_OK || one.documents == 0 || one.documents <= best.documents)
			continue;
		status = read_value(s, kinds[i].facet, tc_buf_str(&term), &one);
		best = one.text.n > 0 ? one : best;
	}
	tc_buf_release(&term);
	if (status == TC_OK && best.documents == 0)
		keep(&s->phrases, row);
	return status != TC_OK || best.documents == 0 ? status : add(s, &best);
}

/* Is a row one word that says nothing? */
static enum tc_status is_empty(struct suggester *s, const struct row *row, bool *empty)
{
	uint32_t documents = 0;
	enum tc_status status = row->n > 1 ? TC_OK : tc_db_term_freq(s->searcher->db, row->words[0], &documents, NULL, s->err);
	*empty = documents > FREQUENT_ALONE * s->expander.n_documents && s->expander.n_documents > MANY;
	return status;
}

static enum tc_status offer_phrases(struct suggester *s, enum tc_field field, size_t max)
{
	enum tc_status status = TC_OK;
	bool empty;
	for (size_t i = 0; i < s->phrases.n && i < max && status == TC_OK; i++) {
		struct tc_suggestion phrase = {.key = key_of(s, &s->phrases.v[i])};
		status = is_empty(s, &s->phrases.v[i], &empty);
		if (status != TC_OK || empty)
			continue;
		status = count_phrase(s, &s->phrases.v[i], field, field == TC_FIELD_TITLE ? s->expander.n_documents : 0,
				      &phrase.documents, &phrase.docid);
		phrase.text = phrase.key;
		phrase.score = TITLE_WORTH * (double)phrase.documents;
		if (status == TC_OK && phrase.documents > 0)
			status = add(s, &phrase);
	}
	return status;
}

/* Is a completion the beginning of another one that nearly all of its articles have too? */
static bool goes_on(const struct tc_suggestions *list, const struct tc_suggestion *one)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct tc_suggestion *other = &list->v[i];
		if (one->kind == TC_SUGGESTION_PHRASE && other->key.n > one->key.n && tc_str_starts(other->key, one->key) &&
		    other->key.p[one->key.n] == ' ' && other->score >= LONGER * one->score)
			return true;
	}
	return false;
}

static void drop_beginnings(struct tc_suggestions *list)
{
	size_t to = 0;
	for (size_t i = 0; i < list->n; i++)
		list->v[i].beginning = goes_on(list, &list->v[i]);
	for (size_t i = 0; i < list->n; i++)
		if (!list->v[i].beginning)
			list->v[to++] = list->v[i];
	list->n = to;
}

static enum tc_status is_frequent(struct suggester *s, struct tc_str word, bool *frequent)
{
	uint32_t documents = 0;
	enum tc_status status = tc_db_term_freq(s->searcher->db, word, &documents, NULL, s->err);
	*frequent = documents > FREQUENT * s->expander.n_documents && s->expander.n_documents > MANY;
	return status;
}

/* How often a row that goes on by a pair is to be expected.  Behind one word or two, names are looked for: a pair at their end is
 * as frequent in them as anywhere, and a rare row does not become frequent by it.  Behind more, what follows the last word
 * elsewhere follows it here too. */
static double expected(const struct suggester *s, const struct row *row, double pair, double total)
{
	if (s->n_typed > 2)
		return row->count * pair / total;
	return pair < row->count ? pair : row->count;
}

/* Rows that go on behind what was typed, so many words. */
static enum tc_status go_on(struct suggester *s, const struct beam *beam, size_t depth)
{
	struct follower best[FOLLOWERS];
	struct beam longer = {.n = 0};
	enum tc_status status = TC_OK;
	bool frequent;
	for (size_t i = 0; i < beam->n && status == TC_OK; i++) {
		size_t n;
		double total;
		status = read_followers(s, beam->v[i].words[beam->v[i].n - 1], NULL, best, &n, &total);
		for (size_t k = 0; k < n && status == TC_OK && beam->v[i].n < MAX_WORDS; k++) {
			struct row row = beam->v[i];
			row.words[row.n++] = best[k].word;
			row.count = expected(s, &row, best[k].count, total);
			status = is_frequent(s, best[k].word, &frequent);
			if (status == TC_OK && !frequent)
				status = offer(s, &row);
			keep(&longer, &row);
		}
	}
	longer.n = longer.n < GOING_ON ? longer.n : GOING_ON;
	return status == TC_OK && depth > 1 ? go_on(s, &longer, depth - 1) : status;
}

static int by_score(const void *a, const void *b)
{
	const struct tc_suggestion *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return tc_str_cmp(x->key, y->key);
}

static enum tc_status read_typed(struct suggester *s, struct tc_str prefix)
{
	struct tc_token token;
	enum tc_status status = TC_OK;
	bool blank = prefix.n > 0 && prefix.p[prefix.n - 1] == ' ';
	tc_analyzer_start(s->searcher->analyzer, prefix);
	while (s->n_typed < MAX_TYPED && (status = tc_analyzer_next(s->searcher->analyzer, &token)) == TC_OK) {
		struct tc_str term = tc_arena_str(s->arena, token.term);
		s->typed[s->n_typed++] = (struct typed){.term = term,
							.toneless = fold(s, term, tc_fold_toneless),
							.ascii = fold(s, term, tc_fold_ascii),
							.marks = tc_fold_marks(token.text),
							.tone = tone_of(term)};
	}
	if (s->n_typed > 0)
		s->typed[s->n_typed - 1].prefix = !blank;
	return status == TC_END || status == TC_OK ? tc_arena_check(s->arena, "suggestions", s->err) : status;
}

static enum tc_status complete(struct tc_searcher *searcher, struct tc_str prefix, size_t max, struct tc_arena *arena,
			       struct tc_suggestions *out, struct tc_err *err)
{
	struct suggester s = {.searcher = searcher, .arena = arena, .out = out, .err = err};
	struct tc_db_stats stats;
	struct beam beam = {.n = 0};
	bool changed;
	*out = (struct tc_suggestions){NULL, 0, 0};
	enum tc_status status = tc_db_reopen(searcher->db, &changed, err);
	if (status == TC_OK)
		status = read_typed(&s, prefix);
	if (status == TC_OK)
		status = tc_db_stats(searcher->db, &stats, err);
	if (status != TC_OK || s.n_typed == 0 || s.n_typed > MAX_WORDS)
		return status;
	s.expander = (struct tc_expander){searcher->db, arena, &tc_ranking_default, stats.n_documents, false};
	status = tc_recency_newest(searcher->db, &s.newest, err);
	if (status == TC_OK)
		status = begin_rows(&s, TC_FIELD_TITLE, &beam);
	if (status == TC_OK && beam.n == 0)
		status = begin_rows(&s, TC_FIELD_TEXT, &beam);
	for (size_t i = 1; i < s.n_typed && status == TC_OK; i++)
		status = grow_rows(&s, &beam, &s.typed[i]);
	for (size_t i = 0; i < beam.n && status == TC_OK; i++)
		status = offer(&s, &beam.v[i]);
	if (status == TC_OK)
		status = go_on(&s, &beam, 3);
	if (status == TC_OK)
		status = offer_phrases(&s, TC_FIELD_TITLE, PHRASES);
	if (status == TC_OK && out->n == 0)
		status = offer_phrases(&s, TC_FIELD_TEXT, TEXT_PHRASES);
	drop_beginnings(out);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_score);
	out->n = out->n < max ? out->n : max;
	for (size_t i = 0; i < out->n && status == TC_OK; i++)
		if (out->v[i].kind == TC_SUGGESTION_PHRASE)
			status = tc_suggest_print(searcher, arena, &out->v[i], err);
	return status;
}

/* The prefix with each word that may be Telex or VNI keys as what they are keys of; false when none is. */
static bool read_keys(struct tc_str prefix, struct tc_buf *out)
{
	struct tc_buf word;
	bool any = false;
	tc_buf_init(&word, TC_LIMIT_KEY_BYTES);
	for (struct tc_str rest = prefix; rest.p != NULL;) {
		struct tc_str typed = tc_str_split(&rest, ' ');
		tc_buf_reset(&word);
		bool keys = tc_keystrokes_read(typed, &word);
		tc_buf_add_str(out, keys ? tc_buf_str(&word) : typed);
		if (rest.p != NULL)
			tc_buf_add_char(out, ' ');
		any = any || keys;
	}
	tc_buf_release(&word);
	return any && out->failed == TC_OK;
}

enum tc_status tc_suggest(struct tc_searcher *searcher, struct tc_str prefix, size_t max, struct tc_arena *arena,
			  struct tc_suggestions *out, struct tc_err *err)
{
	struct tc_buf lower, read;
	enum tc_status status;
	tc_searcher_begin(searcher);
	do
		status = complete(searcher, prefix, max, arena, out, err);
	while (tc_searcher_again(searcher, status, err));
	if (status != TC_OK || out->n > 0)
		return status;
	tc_buf_init(&lower, TC_LIMIT_QUERY_BYTES);
	tc_buf_init(&read, TC_LIMIT_QUERY_BYTES);
	tc_fold_lower(prefix, &lower);
	if (read_keys(tc_buf_str(&lower), &read))
		status = complete(searcher, tc_buf_str(&read), max, arena, out, err);
	tc_buf_release(&lower);
	tc_buf_release(&read);
	return status;
}
