/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The passage or two of an article that show best why it was found.
 *
 * Lead, paragraphs and captions are read once, each by itself.  A window is a run of marks in one paragraph that fits into the
 * room.  Each different word in it counts its idf times the quality of its best mark, and up to LINK_SHARE times that again for
 * its best link.  Quality: how surely the spelling there is the one meant, exact above toneless above ASCII.  Link: 1 where the
 * word stands right behind the word typed before it, less the farther it is from any other word of the query.  So a name in
 * one piece beats its syllables scattered about, and rare words beat common ones.  A window that fills the room loses
 * LENGTH_SHARE, so that a common syllable far away does not stretch it.  The lead counts a little more, captions a little less.
 *
 * Two passages are shown where that tells clearly more than one (words that no single window has), or where the best passage is a
 * short paragraph and leaves room.  They stand in the order of the article, with " … " between.
 */
#include "query/snippet.h"

#include <stdlib.h>
#include <string.h>

#include "query/highlight.h"
#include "query/passage.h"

#define LINK_SHARE 1.2
#define LENGTH_SHARE 0.2
#define LEAD_FACTOR 1.05
#define CAPTION_FACTOR 0.9
/* Share of the room that the first of two passages gets, and by how much two must be better than one. */
#define FIRST_SHARE 0.58
#define TWO_FACTOR 1.3
/* A second passage is worth showing from so many characters, and from this share of the first one's score. */
#define SECOND_CHARACTERS 60
#define SECOND_SHARE 0.6

struct block {
	struct tc_str text;
	double factor;
	size_t first_mark, n_marks;
	size_t first_sentence, n_sentences;
};

struct window {
	size_t first, last; /* marks */
	double score;       /* 0: none */
};

struct maker {
	const struct tc_highlighter *highlighter;
	struct tc_arena *arena;
	struct block *blocks;
	size_t n_blocks, capacity;
	struct tc_marks marks;
	struct tc_sentences sentences;
	double *quality, *link; /* of each word in the window looked at */
	bool *shown;            /* words that a passage already has: they count nothing */
};

struct chosen {
	struct tc_passage passage;
	size_t block;
};

static enum tc_status add_block(struct maker *mk, struct tc_analyzer *analyzer, struct tc_str text, enum tc_field field,
				double factor, struct tc_err *err)
{
	if (text.n == 0)
		return TC_OK;
	if (tc_arena_grow(mk->arena, &mk->blocks, &mk->capacity, mk->n_blocks, sizeof(*mk->blocks)) != 0)
		return tc_arena_check(mk->arena, "snippet", err);
	struct block *block = &mk->blocks[mk->n_blocks];
	*block = (struct block){.text = text, .factor = factor, .first_mark = mk->marks.n, .first_sentence = mk->sentences.n};
	enum tc_status status = tc_marks_find(mk->highlighter, analyzer, text, field, (uint32_t)mk->n_blocks, mk->arena,
					      &mk->marks, &mk->sentences, err);
	block->n_marks = mk->marks.n - block->first_mark;
	block->n_sentences = mk->sentences.n - block->first_sentence;
	mk->n_blocks++;
	return status;
}

static enum tc_status read_article(struct maker *mk, struct tc_analyzer *analyzer, const struct tc_article *article,
				   struct tc_err *err)
{
	size_t n_words = tc_highlighter_words(mk->highlighter) + 1;
	mk->quality = tc_arena_alloc(mk->arena, n_words * sizeof(*mk->quality));
	mk->link = tc_arena_alloc(mk->arena, n_words * sizeof(*mk->link));
	mk->shown = tc_arena_alloc(mk->arena, n_words * sizeof(*mk->shown));
	if (mk->quality == NULL || mk->link == NULL || mk->shown == NULL)
		return tc_arena_check(mk->arena, "snippet", err);
	enum tc_status status = add_block(mk, analyzer, article->lead, TC_FIELD_TEXT, LEAD_FACTOR, err);
	for (size_t i = 0; i < article->body.n && status == TC_OK; i++)
		status = add_block(mk, analyzer, article->body.v[i], TC_FIELD_TEXT, 1, err);
	for (size_t i = 0; i < article->captions.n && status == TC_OK; i++)
		status = add_block(mk, analyzer, article->captions.v[i], TC_FIELD_CAPTION, CAPTION_FACTOR, err);
	return status;
}

/* How well mark i is tied to the one before it. */
static double link_of(const struct tc_mark *marks, size_t i)
{
	if (marks[i].follows)
		return 1;
	if (marks[i].word == marks[i - 1].word)
		return 0;
	return 0.5 / (1 + (double)(marks[i].position - marks[i - 1].position));
}

/* What mark i adds to the score of the window that began at first. */
static double gain(struct maker *mk, size_t first, size_t i)
{
	const struct tc_mark *mark = &mk->marks.v[i];
	double worth = tc_highlighter_worth(mk->highlighter, mark->word), sum = 0;
	if (mk->shown[mark->word])
		return 0;
	if (mark->quality > mk->quality[mark->word]) {
		sum += worth * (mark->quality - mk->quality[mark->word]);
		mk->quality[mark->word] = mark->quality;
	}
	double link = i > first ? link_of(mk->marks.v, i) * mark->quality : 0;
	if (link > mk->link[mark->word]) {
		sum += LINK_SHARE * worth * (link - mk->link[mark->word]);
		mk->link[mark->word] = link;
	}
	return sum;
}

static void forget_gains(struct maker *mk, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++) {
		mk->quality[mk->marks.v[i].word] = 0;
		mk->link[mk->marks.v[i].word] = 0;
	}
}

/* Is mark i in one of the n passages except? */
static bool taken(const struct maker *mk, size_t i, const struct chosen *except, size_t n)
{
	const struct tc_mark *mark = &mk->marks.v[i];
	for (size_t k = 0; k < n; k++)
		if (mark->block == except[k].block && mark->start < except[k].passage.end && mark->end > except[k].passage.start)
			return true;
	return false;
}

/* The best window of at most room characters that has nothing of the n passages except. */
static struct window best_window(struct maker *mk, size_t room, const struct chosen *except, size_t n)
{
	struct window best = {.score = 0};
	const struct tc_mark *marks = mk->marks.v;
	for (size_t first = 0; first < mk->marks.n; first++) {
		const struct block *block = &mk->blocks[marks[first].block];
		size_t block_end = block->first_mark + block->n_marks, i = first, length = 0;
		double gained = 0;
		if (taken(mk, first, except, n))
			continue;
		for (; i < block_end && !taken(mk, i, except, n); i++) {
			size_t from = i > first ? marks[i - 1].end : marks[i].start;
			length += marks[i].end > from ? tc_passage_count(block->text, from, marks[i].end) : 0;
			if (length > room && i > first)
				break;
			gained += gain(mk, first, i) * block->factor;
			double score = gained * (1 - LENGTH_SHARE * (double)length / (double)(room + 1));
			if (score > best.score * 1.0001)
				best = (struct window){.first = first, .last = i, .score = score};
		}
		forget_gains(mk, first, i - 1);
	}
	return best;
}

/* The paragraph around byte at of a block, what the n passages except have taken left out. */
static struct tc_paragraph paragraph_of(const struct maker *mk, size_t block, const struct chosen *except, size_t n, size_t at)
{
	const struct block *b = &mk->blocks[block];
	struct tc_paragraph paragraph = {.text = b->text,
					 .sentences = mk->sentences.v + b->first_sentence,
					 .n_sentences = b->n_sentences,
					 .from = 0,
					 .to = b->text.n};
	for (size_t i = 0; i < n; i++) {
		if (except[i].block != block)
			continue;
		if (at >= except[i].passage.end && except[i].passage.end > paragraph.from)
			paragraph.from = except[i].passage.end;
		else if (at < except[i].passage.end && except[i].passage.start < paragraph.to)
			paragraph.to = except[i].passage.start;
	}
	return paragraph;
}

static struct chosen take(const struct maker *mk, const struct window *window, size_t room, const struct chosen *except, size_t n)
{
	const struct tc_mark *first = &mk->marks.v[window->first], *last = &mk->marks.v[window->last];
	struct tc_paragraph paragraph = paragraph_of(mk, first->block, except, n, first->start);
	return (struct chosen){.passage = tc_passage_make(&paragraph, first->start, last->end, room), .block = first->block};
}

static size_t length_of(const struct maker *mk, const struct chosen *chosen)
{
	struct tc_paragraph paragraph = {.text = mk->blocks[chosen->block].text};
	return tc_passage_characters(&paragraph, &chosen->passage);
}

/* Marks the words of a passage as shown and returns the score of the marks in it. */
static double show(struct maker *mk, const struct chosen *chosen)
{
	const struct block *block = &mk->blocks[chosen->block];
	size_t end = block->first_mark + block->n_marks, first = end, last = end;
	double score = 0;
	for (size_t i = block->first_mark; i < end; i++) {
		if (!taken(mk, i, chosen, 1))
			continue;
		first = first == end ? i : first;
		last = i;
		score += gain(mk, first, i) * block->factor;
	}
	if (first == end)
		return 0;
	forget_gains(mk, first, last);
	for (size_t i = first; i <= last; i++)
		mk->shown[mk->marks.v[i].word] = true;
	return score;
}

static void show_nothing(struct maker *mk)
{
	memset(mk->shown, 0, tc_highlighter_words(mk->highlighter) * sizeof(*mk->shown));
}

/* The second passage in what room the first leaves; false when there is none worth it. */
static bool second_passage(struct maker *mk, const struct chosen *first, double first_score, size_t room, struct chosen *out)
{
	size_t used = length_of(mk, first) + 3;
	if (room < used + SECOND_CHARACTERS)
		return false;
	struct window window = best_window(mk, room - used - 2, first, 1);
	if (window.score <= 0) {
		show_nothing(mk);
		window = best_window(mk, room - used - 2, first, 1);
		if (window.score < SECOND_SHARE * first_score)
			return false;
	}
	*out = take(mk, &window, room - used, first, 1);
	return out->passage.end > out->passage.start;
}

/* Fills chosen with one or two passages, in the order of the article; returns how many. */
static size_t choose(struct maker *mk, size_t room, struct chosen chosen[2])
{
	size_t n = 1, first_room = (size_t)((double)room * FIRST_SHARE);
	struct window one = best_window(mk, room > 2 ? room - 2 : 0, NULL, 0);
	if (one.score <= 0)
		return 0;
	if (first_room > SECOND_CHARACTERS) {
		struct window part = best_window(mk, first_room - 2, NULL, 0);
		chosen[0] = take(mk, &part, first_room, NULL, 0);
		double two_score = show(mk, &chosen[0]);
		size_t left = room - length_of(mk, &chosen[0]) - 3;
		struct window other = best_window(mk, left - 2, &chosen[0], 1);
		if (two_score + other.score > TWO_FACTOR * one.score) {
			chosen[1] = take(mk, &other, left, &chosen[0], 1);
			n = 2;
		}
		show_nothing(mk);
	}
	if (n == 1) {
		chosen[0] = take(mk, &one, room, NULL, 0);
		double score = show(mk, &chosen[0]);
		n += second_passage(mk, &chosen[0], score, room, &chosen[1]);
	}
	if (n == 2 && (chosen[1].block < chosen[0].block ||
		       (chosen[1].block == chosen[0].block && chosen[1].passage.start < chosen[0].passage.start))) {
		struct chosen swap = chosen[0];
		chosen[0] = chosen[1];
		chosen[1] = swap;
	}
	return n;
}

/* The beginning of the first text that has words; returns how many passages that gives. */
static size_t choose_beginning(const struct maker *mk, size_t room, struct chosen *chosen)
{
	for (size_t i = 0; i < mk->n_blocks; i++) {
		struct tc_paragraph paragraph = paragraph_of(mk, i, NULL, 0, 0);
		if (paragraph.n_sentences == 0)
			continue;
		size_t start = paragraph.sentences[0];
		*chosen = (struct chosen){.passage = tc_passage_make(&paragraph, start, start, room), .block = i};
		return 1;
	}
	return 0;
}

/* Makes one of two passages of a paragraph where what is between them fits too. */
static size_t join_neighbours(const struct maker *mk, size_t room, struct chosen chosen[2], size_t n)
{
	if (n < 2 || chosen[0].block != chosen[1].block)
		return n;
	struct chosen whole = chosen[0];
	whole.passage.end = chosen[1].passage.end;
	whole.passage.cut_after = chosen[1].passage.cut_after;
	if (length_of(mk, &whole) > room)
		return n;
	chosen[0] = whole;
	return 1;
}

/* Adds a passage and its highlights to the snippet. */
static void write_passage(const struct maker *mk, const struct chosen *chosen, struct tc_buf *text, struct tc_snippet *out)
{
	const struct block *block = &mk->blocks[chosen->block];
	size_t start = chosen->passage.start, end = chosen->passage.end, base = text->n;
	tc_buf_add_str(text, tc_str_sub(block->text, start, end));
	for (size_t i = block->first_mark; i < block->first_mark + block->n_marks; i++) {
		const struct tc_mark *mark = &mk->marks.v[i];
		if (mark->start >= start && mark->end <= end)
			tc_highlights_add(&out->highlights, mk->arena, tc_buf_str(text), base + mark->start - start,
					  base + mark->end - start);
	}
}

static enum tc_status write_snippet(const struct maker *mk, const struct chosen *chosen, size_t n, struct tc_snippet *out,
				    struct tc_err *err)
{
	struct tc_buf text;
	size_t max_bytes = 64;
	for (size_t i = 0; i < n; i++)
		max_bytes += chosen[i].passage.end - chosen[i].passage.start;
	tc_buf_init(&text, max_bytes);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			tc_buf_add_cstr(&text, " … ");
		else if (chosen[i].passage.cut_before)
			tc_buf_add_cstr(&text, "…");
		write_passage(mk, &chosen[i], &text, out);
	}
	if (chosen[n - 1].passage.cut_after)
		tc_buf_add_cstr(&text, "…");
	enum tc_status status = tc_buf_check(&text, "snippet", err);
	if (status == TC_OK)
		out->text = tc_arena_str(mk->arena, tc_buf_str(&text));
	tc_buf_release(&text);
	return status == TC_OK ? tc_arena_check(mk->arena, "snippet", err) : status;
}

enum tc_status tc_snippet_make(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer,
			       const struct tc_article *article, size_t max_characters, struct tc_arena *arena,
			       struct tc_snippet *out, struct tc_err *err)
{
	struct maker mk = {.highlighter = highlighter, .arena = arena};
	struct chosen chosen[2];
	memset(out, 0, sizeof(*out));
	enum tc_status status = read_article(&mk, analyzer, article, err);
	if (status != TC_OK || mk.n_blocks == 0)
		return status;
	size_t n = choose(&mk, max_characters, chosen);
	if (n == 0)
		n = choose_beginning(&mk, max_characters, &chosen[0]);
	return n == 0 ? TC_OK : write_snippet(&mk, chosen, join_neighbours(&mk, max_characters, chosen, n), out, err);
}

static int by_place(const void *a, const void *b)
{
	const struct chosen *x = a, *y = b;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return x->passage.start < y->passage.start ? -1 : x->passage.start > y->passage.start;
}

/* Passages of room characters each, best first: those with words that none before has, then those with the same words again. */
static size_t choose_many(struct maker *mk, size_t room, struct chosen *chosen, size_t max)
{
	size_t n = 0;
	bool again = false;
	while (n < max) {
		struct window window = best_window(mk, room > 2 ? room - 2 : 0, chosen, n);
		if (window.score <= 0 && again)
			break;
		again = window.score <= 0;
		if (again) {
			show_nothing(mk);
			continue;
		}
		chosen[n] = take(mk, &window, room, chosen, n);
		if (chosen[n].passage.end <= chosen[n].passage.start)
			break;
		show(mk, &chosen[n++]);
	}
	return n;
}

enum tc_status tc_snippet_passages(const struct tc_highlighter *highlighter, struct tc_analyzer *analyzer,
				   const struct tc_article *article, size_t max_characters, size_t max_passages,
				   struct tc_arena *arena, struct tc_snippet *out, size_t *n_out, struct tc_err *err)
{
	struct maker mk = {.highlighter = highlighter, .arena = arena};
	struct chosen *chosen = tc_arena_alloc(arena, (max_passages + 1) * sizeof *chosen);
	*n_out = 0;
	if (chosen == NULL)
		return tc_arena_check(arena, "snippet", err);
	enum tc_status status = read_article(&mk, analyzer, article, err);
	if (status != TC_OK || mk.n_blocks == 0 || max_passages == 0)
		return status;
	size_t n = choose_many(&mk, max_characters, chosen, max_passages);
	if (n == 0)
		n = choose_beginning(&mk, max_characters, chosen);
	qsort(chosen, n, sizeof *chosen, by_place);
	for (; *n_out < n && status == TC_OK; *n_out += status == TC_OK) {
		out[*n_out] = (struct tc_snippet){.text = TC_STR_NONE};
		status = write_snippet(&mk, &chosen[*n_out], 1, &out[*n_out], err);
	}
	return status;
}
