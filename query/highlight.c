/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the words of a query stand in a text.
 *
 * The expanded query (query/words.h) says which spellings of the archive each word means.  They go into a hash table once per
 * query, term -> senses (which word, how surely); then each token of a text costs one lookup, and the text is read once, by the
 * analyzer that indexed it, so that a highlight is always a whole token and an NFD or hoà/hòa spelling is found as in the index.
 *
 * A token is marked for a word that stands alone; for words of a phrase only where all of them stand in a row.  Words that are to
 * be left out are marked nowhere.  TP.HCM is found by tphcm through the token's joined key: the whole group is marked. A word
 * typed twice counts once (the first of equal words stands for all), but both keep their place in the order, which tells whether
 * two marks follow each other as typed.
 */
#include "query/highlight.h"

#include <string.h>

struct sense {
	uint32_t word;
	double quality;
	struct sense *next;
};

struct slot {
	struct tc_str term; /* p NULL: free */
	unsigned long long hash;
	struct sense *senses; /* in the order of the query */
	struct sense **last;
};

struct tc_highlighter {
	const struct tc_words *words;
	struct slot *slots;
	size_t mask;           /* number of slots - 1 */
	uint32_t *same;        /* word -> first word with the same typed form and field */
	uint32_t *phrase_next; /* word -> next word of its phrase, or NO_WORD */
	bool *phrase_first;
};

#define NO_WORD UINT32_MAX

static struct slot *find_slot(const struct tc_highlighter *h, struct tc_str term, unsigned long long hash)
{
	size_t i = (size_t)hash & h->mask;
	while (h->slots[i].term.p != NULL && !(h->slots[i].hash == hash && tc_str_eq(h->slots[i].term, term)))
		i = (i + 1) & h->mask;
	return &h->slots[i];
}

static double quality_of(const struct tc_spelling *spelling)
{
	static const double by_rung[] = {
		[TC_RUNG_EXACT] = 1.0, [TC_RUNG_TONELESS] = 0.85, [TC_RUNG_ASCII] = 0.75, [TC_RUNG_PREFIX] = 0.8};
	double weight = spelling->weight < 0 ? 0 : spelling->weight > 1 ? 1 : spelling->weight;
	return by_rung[spelling->rung] * (0.6 + 0.4 * weight);
}

static void add_spelling(struct tc_highlighter *h, struct tc_arena *arena, uint32_t word, const struct tc_spelling *spelling)
{
	unsigned long long hash = tc_str_hash(spelling->term);
	struct slot *slot = find_slot(h, spelling->term, hash);
	struct sense *sense = tc_arena_alloc(arena, sizeof(*sense));
	if (sense == NULL || spelling->term.n == 0)
		return;
	sense->word = word;
	sense->quality = quality_of(spelling);
	if (slot->term.p == NULL) {
		slot->term = spelling->term;
		slot->hash = hash;
		slot->last = &slot->senses;
	}
	*slot->last = sense;
	slot->last = &sense->next;
}

static void link_words(struct tc_highlighter *h)
{
	const struct tc_words *words = h->words;
	for (size_t i = 0; i < words->n; i++) {
		const struct tc_word *word = &words->v[i];
		h->same[i] = (uint32_t)i;
		h->phrase_next[i] = NO_WORD;
		h->phrase_first[i] = word->phrase != 0;
		for (size_t k = 0; k < i; k++) {
			const struct tc_word *other = &words->v[k];
			if (h->same[i] == i && other->field == word->field && tc_str_eq(other->typed, word->typed))
				h->same[i] = (uint32_t)k;
			if (word->phrase != 0 && other->phrase == word->phrase) {
				h->phrase_first[i] = false;
				if (h->phrase_next[k] == NO_WORD)
					h->phrase_next[k] = (uint32_t)i;
			}
		}
	}
}

enum tc_status tc_highlighter_new(const struct tc_words *words, struct tc_arena *arena, struct tc_highlighter **out,
				  struct tc_err *err)
{
	struct tc_highlighter *h = tc_arena_alloc(arena, sizeof(*h));
	size_t n_terms = 0, n_slots = 16;
	*out = NULL;
	for (size_t i = 0; i < words->n; i++)
		n_terms += words->v[i].n_spellings;
	while (n_slots < 2 * n_terms)
		n_slots *= 2;
	struct slot *slots = tc_arena_alloc(arena, n_slots * sizeof(*slots));
	uint32_t *same = tc_arena_alloc(arena, (words->n + 1) * sizeof(*same));
	uint32_t *phrase_next = tc_arena_alloc(arena, (words->n + 1) * sizeof(*phrase_next));
	bool *phrase_first = tc_arena_alloc(arena, (words->n + 1) * sizeof(*phrase_first));
	if (h == NULL || slots == NULL || same == NULL || phrase_next == NULL || phrase_first == NULL)
		return tc_arena_check(arena, "words of the query", err);
	h->words = words;
	h->slots = slots;
	h->mask = n_slots - 1;
	h->same = same;
	h->phrase_next = phrase_next;
	h->phrase_first = phrase_first;
	link_words(h);
	for (size_t i = 0; i < words->n; i++)
		for (size_t k = 0; k < words->v[i].n_spellings && !words->v[i].negated; k++)
			add_spelling(h, arena, (uint32_t)i, &words->v[i].spellings[k]);
	*out = h;
	return tc_arena_check(arena, "words of the query", err);
}

size_t tc_highlighter_words(const struct tc_highlighter *highlighter)
{
	return highlighter->words->n;
}

double tc_highlighter_worth(const struct tc_highlighter *highlighter, uint32_t word)
{
	double idf = highlighter->words->v[word].idf;
	return idf < 0.1 ? 0.1 : idf;
}

static const struct sense *senses_of(const struct tc_highlighter *h, struct tc_str term)
{
	return find_slot(h, term, tc_str_hash(term))->senses;
}

static bool in_field(const struct tc_highlighter *h, uint32_t word, enum tc_field field)
{
	/* A name is one wherever it stands. */
	return h->words->v[word].field == field || h->words->v[word].field == TC_FIELD_NAME ||
	       h->words->v[word].field == TC_FIELD_TEXT;
}

static const struct sense *sense_for(const struct sense *senses, uint32_t word)
{
	while (senses != NULL && senses->word != word)
		senses = senses->next;
	return senses;
}

/* Gives the mark a word, unless it has one that is surer. */
static void give_word(const struct tc_highlighter *h, struct tc_mark *mark, const struct sense *sense)
{
	if (mark->word != NO_WORD && mark->quality >= sense->quality)
		return;
	mark->word = h->same[sense->word];
	mark->quality = sense->quality;
}

/* The mark at the next position that means word, n when there is none. */
static size_t next_mark(const struct tc_mark *marks, size_t n, size_t i, uint32_t word)
{
	for (size_t k = i + 1; k < n && marks[k].position <= marks[i].position + 1; k++)
		if (marks[k].position == marks[i].position + 1 && sense_for(marks[k].senses, word) != NULL)
			return k;
	return n;
}

/* Gives words to the marks of a phrase that begins at mark i, when all of it is there. */
static void give_phrase(const struct tc_highlighter *h, struct tc_mark *marks, size_t n, size_t i, uint32_t first)
{
	size_t at = i;
	for (uint32_t word = h->phrase_next[first]; word != NO_WORD; word = h->phrase_next[word]) {
		at = next_mark(marks, n, at, word);
		if (at == n)
			return;
	}
	at = i;
	for (uint32_t word = first; word != NO_WORD; word = h->phrase_next[word]) {
		give_word(h, &marks[at], sense_for(marks[at].senses, word));
		if (h->phrase_next[word] != NO_WORD)
			at = next_mark(marks, n, at, h->phrase_next[word]);
	}
}

static bool follows_as_typed(const struct tc_mark *before, const struct tc_mark *mark)
{
	if (before->position + 1 != mark->position)
		return false;
	for (const struct sense *sense = before->senses; sense != NULL; sense = sense->next)
		if (sense_for(mark->senses, sense->word + 1) != NULL)
			return true;
	return false;
}

/* Decides which of the marks found hold, and moves them together; returns how many they are. */
static size_t settle(const struct tc_highlighter *h, enum tc_field field, struct tc_mark *marks, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		for (const struct sense *sense = marks[i].senses; sense != NULL; sense = sense->next) {
			if (!in_field(h, sense->word, field))
				continue;
			if (h->words->v[sense->word].phrase == 0)
				give_word(h, &marks[i], sense);
			else if (h->phrase_first[sense->word])
				give_phrase(h, marks, n, i, sense->word);
		}
	for (size_t i = 0; i < n; i++) {
		if (marks[i].word == NO_WORD)
			continue;
		marks[kept] = marks[i];
		marks[kept].follows = kept > 0 && follows_as_typed(&marks[kept - 1], &marks[kept]);
		kept++;
	}
	return kept;
}

static int add_mark(struct tc_marks *marks, struct tc_arena *arena, const struct tc_token *token, uint32_t block,
		    const struct sense *senses)
{
	if (tc_arena_grow(arena, &marks->v, &marks->capacity, marks->n, sizeof(*marks->v)) != 0)
		return -1;
	marks->v[marks->n++] = (struct tc_mark){.start = token->start,
						.end = token->end,
						.block = block,
						.position = token->position,
						.word = NO_WORD,
						.senses = senses};
	return 0;
}

enum tc_status tc_marks_find(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer, struct tc_str text,
			     enum tc_field field, uint32_t block, struct tc_arena *arena, struct tc_marks *marks,
			     struct tc_sentences *sentences, struct tc_err *err)
{
	struct tc_token token;
	size_t first = marks->n, group = SIZE_MAX; /* a mark that grows over its glued tokens */
	enum tc_status status;
	tc_analyzer_start(analyzer, text);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK) {
		int failed = 0;
		if (sentences != NULL && (token.flags & TC_TOKEN_SENTENCE) != 0) {
			failed = tc_arena_grow(arena, &sentences->v, &sentences->capacity, sentences->n, sizeof(*sentences->v));
			if (failed == 0)
				sentences->v[sentences->n++] = token.start;
		}
		if (group != SIZE_MAX && (token.flags & TC_TOKEN_GLUED) != 0)
			marks->v[group].end = token.end;
		else
			group = SIZE_MAX;
		const struct sense *senses = senses_of(highlighter, token.term);
		const struct sense *joined = token.joined.n > 0 ? senses_of(highlighter, token.joined) : NULL;
		if (joined != NULL && failed == 0) {
			group = marks->n;
			failed = add_mark(marks, arena, &token, block, joined);
		}
		if (senses != NULL && failed == 0)
			failed = add_mark(marks, arena, &token, block, senses);
		if (failed != 0)
			return tc_arena_check(arena, "highlights", err);
	}
	if (status != TC_END)
		return tc_err_set(err, status, "text: cannot be read for highlights");
	if (marks->n > first)
		marks->n = first + settle(highlighter, field, marks->v + first, marks->n - first);
	return TC_OK;
}

void tc_highlights_add(struct tc_highlights *list, struct tc_arena *arena, struct tc_str text, size_t start, size_t end)
{
	struct tc_highlight *last = list->n > 0 ? &list->v[list->n - 1] : NULL;
	if (last != NULL && (start <= last->end || (start == last->end + 1 && text.p[last->end] == ' '))) {
		if (end > last->end)
			last->end = end;
		return;
	}
	if (tc_arena_grow(arena, &list->v, &list->capacity, list->n, sizeof(*list->v)) == 0)
		list->v[list->n++] = (struct tc_highlight){.start = start, .end = end};
}

enum tc_status tc_highlight_text(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer, struct tc_str text,
				 enum tc_field field, struct tc_arena *arena, struct tc_highlights *out, struct tc_err *err)
{
	struct tc_marks marks = {.n = 0};
	memset(out, 0, sizeof(*out));
	enum tc_status status = tc_marks_find(highlighter, analyzer, text, field, 0, arena, &marks, NULL, err);
	if (status != TC_OK)
		return status;
	for (size_t i = 0; i < marks.n; i++)
		tc_highlights_add(out, arena, text, marks.v[i].start, marks.v[i].end);
	return tc_arena_check(arena, "highlights", err);
}
