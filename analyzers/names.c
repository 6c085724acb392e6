/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in Vietnamese news, by capitals.
 *
 * Vietnamese writes every syllable of a name of a person or place with a capital (Nguyễn Văn Hòa, Tân Giang) and of any other
 * word none, so that a run of two capitals is a name nearly always.  What is not:
 *
 * - The first word of a sentence ("Tại Hà Nội", "Hôm Thứ Hai") is capital anyhow: a run that begins a sentence is believed when
 * the article has it elsewhere, with or without its first word, or when it begins with a family name.
 * - A text in capitals, or a title that begins every word with one, says nothing of its words.
 * - The beginning of an organisation ("Bộ Giáo" of Bộ Giáo dục) is no name of a person; the patterns below find what it is.
 * - A street or school of that name: "đường Nguyễn Huệ" speaks of no Nguyễn Huệ.
 *
 * An organisation is a head (công ty, trường đại học, Bộ, UBND) and behind it capitals, abbreviations, and words of two syllables
 * that are known to name fields of work, "Kinh tế", joined by blanks, và or a comma before the last but one.
 *
 * Precision comes before recall: what is listed is shown to people with counts.  Abbreviations alone are not listed, nor are
 * names of one syllable.  For looking up a run that was typed (tc_names_words) recall counts: there all words of runs stand,
 * titles and first words of sentences too, and single capitals inside sentences.
 */
#include "analyzers/names.h"

#include <stdio.h>
#include <string.h>

#include "analyzers/name_words.h"
#include "base/alloc.h"
#include "base/utf8.h"

/* Syllables of a Vietnamese name, words of a foreign one. */
#define MAX_SYLLABLES 5
#define MAX_FOREIGN 4
/* Names looked at in one article. */
#define MAX_CANDIDATES 4000
/* Words of an organisation. */
#define MAX_ORGANISATION 16

struct word {
	struct tc_str text, term;
	size_t start, end;
	uint32_t id;
	unsigned flags;
	enum { GAP_OTHER, GAP_BLANK, GAP_COMMA, GAP_GLUE } gap; /* before it */
	bool initial;                                           /* capital because of where it stands */
};

struct candidate {
	struct tc_str text, rest; /* rest: without the first word */
	uint64_t key, rest_key;   /* rest_key 0: rest is too short to be a name */
	bool doubtful;            /* begins a sentence */
	bool dropped;
};

struct tc_names {
	struct word *words; /* of the text */
	size_t n, capacity;
	struct tc_name_word *found;
	size_t n_found, capacity_found;
	struct candidate *candidates;
	size_t n_candidates, capacity_candidates;
	struct tc_str *list;
	size_t capacity_list;
	uint32_t position;
	bool no_memory;
};

enum tc_status tc_names_new(struct tc_names **out, struct tc_err *err)
{
	*out = tc_alloc(sizeof **out);
	return *out == NULL ? tc_err_set(err, TC_ENOMEM, "names: no memory") : TC_OK;
}

void tc_names_free(struct tc_names *names)
{
	if (names == NULL)
		return;
	tc_free(names->words);
	tc_free(names->found);
	tc_free(names->candidates);
	tc_free(names->list);
	tc_free(names);
}

void tc_names_begin(struct tc_names *names)
{
	names->n = names->n_found = names->n_candidates = 0;
	names->position = 1;
	names->no_memory = false;
}

void tc_names_token(struct tc_names *names, const struct tc_token *token)
{
	if (tc_grow(&names->words, &names->capacity, names->n, sizeof *names->words) != 0) {
		names->no_memory = true;
		return;
	}
	names->words[names->n++] = (struct word){.text = token->text,
						 .term = token->term,
						 .start = token->start,
						 .end = token->end,
						 .id = token->id,
						 .flags = token->flags};
}

static bool is_capital(const struct word *w)
{
	return (w->flags & TC_TOKEN_CAPITAL) != 0;
}

static bool is_upper(const struct word *w)
{
	return (w->flags & TC_TOKEN_UPPER) != 0;
}

static bool in(const struct word *w, enum tc_name_word_list list)
{
	return tc_name_word_in(list, w->term);
}

/* The word and the one behind it. */
static bool pair_in(const struct word *w, enum tc_name_word_list list)
{
	return tc_name_pair_in(list, w[0].term, w[1].term);
}

/* Looks at what stands between two words. */
static void read_gap(struct tc_str text, size_t from, struct word *w, bool after_initial)
{
	struct tc_str gap = tc_str_sub(text, from, w->start);
	bool blank = gap.n > 0;
	w->initial = (w->flags & TC_TOKEN_SENTENCE) != 0;
	for (size_t i = 0; i < gap.n; i++) {
		bool wide_blank = gap.p[i] == '\xc2' && i + 1 < gap.n && gap.p[i + 1] == '\xa0';
		blank = blank && (gap.p[i] == ' ' || wide_blank);
		w->initial = w->initial || (strchr(" \t,.;/&'-)", gap.p[i]) == NULL && !wide_blank);
		i += wide_blank;
	}
	if (blank)
		w->gap = GAP_BLANK;
	else if (tc_str_eq(gap, TC_STR(", ")))
		w->gap = GAP_COMMA;
	else if (tc_str_eq(gap, TC_STR("-")) || tc_str_eq(gap, TC_STR("&")) ||
		 (after_initial && (tc_str_eq(gap, TC_STR(".")) || tc_str_eq(gap, TC_STR(". ")))))
		w->gap = GAP_GLUE;
	else
		w->gap = GAP_OTHER;
	w->initial = w->initial && w->gap != GAP_GLUE;
}

static bool pair_is(const struct word *w, const char *first, const char *second)
{
	return tc_str_eq(w[0].term, tc_str_of(first)) && tc_str_eq(w[1].term, tc_str_of(second));
}

static void read_gaps(struct tc_names *names, struct tc_str text)
{
	for (size_t i = 0; i < names->n; i++) {
		const struct word *before = i > 0 ? &names->words[i - 1] : NULL;
		/* N. Văn Hòa, TP.HCM */
		bool initial = before != NULL && is_capital(before) && (before->text.n == 1 || is_upper(before));
		read_gap(text, before != NULL ? before->end : 0, &names->words[i], initial);
		names->words[i].initial = names->words[i].initial || i == 0;
		/* Two provinces are written with a dash between blanks. */
		if (before != NULL && is_capital(before) && (pair_is(before, "thiên", "huế") || pair_is(before, "rịa", "vũng")))
			names->words[i].gap = GAP_GLUE;
	}
}

/* Does word i go on with the run of i - 1? */
static bool goes_on(const struct tc_names *names, size_t i)
{
	const struct word *w = &names->words[i];
	/* Kim Jong-un */
	if (!is_capital(w))
		return w->gap == GAP_GLUE && w->text.n <= 4 && (w[-1].flags & TC_TOKEN_SYLLABLE) == 0 && !is_upper(w - 1) &&
		       w->start == w[-1].end + 1;
	return w->gap == GAP_BLANK || w->gap == GAP_GLUE;
}

static size_t run_end(const struct tc_names *names, size_t i)
{
	for (i++; i < names->n && goes_on(names, i); i++)
		;
	return i;
}

/* All words of runs, and single capitals that the sentence does not ask for; no abbreviations alone. */
static void find_words(struct tc_names *names)
{
	for (size_t i = 0, end; i < names->n; i = end) {
		end = i + 1;
		if (!is_capital(&names->words[i]))
			continue;
		end = run_end(names, i);
		bool any = false;
		for (size_t k = i; k < end; k++)
			any = any || !is_upper(&names->words[k]);
		if (!any || (end - i == 1 && names->words[i].initial))
			continue;
		for (size_t k = i; k < end; k++) {
			if (tc_grow(&names->found, &names->capacity_found, names->n_found, sizeof *names->found) != 0) {
				names->no_memory = true;
				return;
			}
			names->found[names->n_found++] = (struct tc_name_word){names->words[k].id, names->position++};
		}
		names->position++;
	}
}

static uint64_t key_of(const struct word *words, size_t n)
{
	uint64_t key = 14695981039346656037u;
	for (size_t i = 0; i < n; i++)
		key = (key ^ (words[i].id + 1)) * 1099511628211u;
	return key;
}

static struct tc_str text_of(const struct word *words, size_t n)
{
	return (struct tc_str){words[0].text.p, (size_t)(words[n - 1].text.p - words[0].text.p) + words[n - 1].text.n};
}

static void add_candidate(struct tc_names *names, const struct word *words, size_t n, bool doubtful)
{
	if (names->n_candidates >= MAX_CANDIDATES)
		return;
	if (tc_grow(&names->candidates, &names->capacity_candidates, names->n_candidates, sizeof *names->candidates) != 0) {
		names->no_memory = true;
		return;
	}
	struct candidate *c = &names->candidates[names->n_candidates++];
	*c = (struct candidate){.text = text_of(words, n), .key = key_of(words, n), .doubtful = doubtful};
	if (doubtful && n > 2) {
		c->rest = text_of(words + 1, n - 1);
		c->rest_key = key_of(words + 1, n - 1);
	}
}

/* Number of words at i that spell pattern, "ủy ban nhân dân"; 0 when they do not. */
static size_t spells(const struct tc_names *names, size_t i, const char *pattern)
{
	size_t n = 0;
	for (struct tc_str rest = tc_str_of(pattern); rest.p != NULL; n++) {
		struct tc_str word = tc_str_split(&rest, ' ');
		if (i + n >= names->n || !tc_str_eq(names->words[i + n].term, word))
			return 0;
		if (n > 0 && names->words[i + n].gap != GAP_BLANK)
			return 0;
	}
	return n;
}

/* Words of one part of an organisation's name that begins at i: 2 for "Kinh tế", 1 for a capital, 0 for none. */
static size_t unit_at(const struct tc_names *names, size_t i)
{
	if (i >= names->n || !(is_capital(&names->words[i]) || (names->words[i].flags & TC_TOKEN_NUMBER) != 0))
		return 0;
	if (i + 1 < names->n && names->words[i + 1].gap == GAP_BLANK && !is_upper(&names->words[i + 1]) &&
	    pair_in(&names->words[i], TC_NAME_COMPOUNDS))
		return 2;
	return is_capital(&names->words[i]) ? 1 : 0;
}

/* Does a person's name begin at i, behind that of an organisation: UBND TP Hà Nội Nguyễn Đức Chung? */
static bool is_person_behind(const struct tc_names *names, size_t i)
{
	const struct word *w = &names->words[i];
	bool person = i + 1 < names->n && is_capital(w + 1) && in(w, TC_NAME_SURNAMES) && !pair_in(w, TC_NAME_KNOWN);
	/* Behind a whole name: in Tân Giang, Giang is none. */
	bool whole = is_upper(w - 1) ? !in(w - 1, TC_NAME_QUALIFIERS) : i > 1 && is_capital(w - 1) && is_capital(w - 2);
	/* Bộ trưởng Bộ Y tế Nguyễn Thị Hoa */
	whole = whole || (i > 1 && pair_in(w - 2, TC_NAME_COMPOUNDS) && !pair_in(w - 2, TC_NAME_QUALIFIERS));
	return person && whole;
}

/* Does a word in small letters go on where one capital syllable ends, Ngân hàng Thế|giới? */
static bool is_half(const struct tc_names *names, size_t i)
{
	const struct word *w = &names->words[i];
	return i < names->n && w->gap == GAP_BLANK && !is_capital(w) && (w->flags & TC_TOKEN_SYLLABLE) != 0 && !is_upper(w - 1) &&
	       (w[-1].flags & TC_TOKEN_SYLLABLE) != 0;
}

/* Where an organisation's name ends whose head ends at i; i itself when nothing follows. */
static size_t organisation_end(const struct tc_names *names, size_t i)
{
	size_t first = i;
	bool after_compound = false, qualified = true; /* nothing but Công ty TNHH so far */
	while (i < names->n && i < first + MAX_ORGANISATION) {
		const struct word *w = &names->words[i];
		size_t n = w->gap == GAP_BLANK || w->gap == GAP_GLUE ? unit_at(names, i) : 0;
		/* Nông nghiệp và Phát triển nông thôn */
		if (n == 0 && after_compound && i + 1 < names->n && w->gap == GAP_BLANK && w[1].gap == GAP_BLANK &&
		    pair_in(w, TC_NAME_COMPOUNDS))
			n = 2;
		if (n == 0 && w->gap == GAP_BLANK && i == first && in(w, TC_NAME_LEVELS))
			n = 1;
		if (n == 0 && w->gap == GAP_BLANK && i > first && i + 1 < names->n && tc_str_eq(w->term, TC_STR("và")) &&
		    unit_at(names, i + 1) == 2)
			n = 3;
		if (n == 0 && w->gap == GAP_COMMA && i > first && unit_at(names, i) == 2 && i + 3 < names->n &&
		    tc_str_eq(names->words[i + 2].term, TC_STR("và")) && unit_at(names, i + 3) == 2)
			n = 5;
		if (n == 0 || (n == 1 && i > first && is_person_behind(names, i)))
			break;
		qualified = qualified && (in(w, TC_NAME_QUALIFIERS) || (n == 2 && pair_in(w, TC_NAME_QUALIFIERS)));
		after_compound = n > 1;
		i += n;
	}
	if (qualified || (i == first + 1 && is_half(names, i)))
		return first;
	while (i > first && i <= names->n && !is_capital(&names->words[i - 1]) && in(&names->words[i - 1], TC_NAME_LEVELS))
		i--;
	return i;
}

/* The end of an organisation that begins at i, i when none does. */
static size_t organisation_at(const struct tc_names *names, size_t i)
{
	bool capital;
	const char *pattern;
	if (!in(&names->words[i], TC_NAME_ORGANISATION_WORDS))
		return i;
	for (size_t k = 0; (pattern = tc_name_organisation(k, &capital)) != NULL; k++) {
		if (capital && !is_capital(&names->words[i]))
			continue;
		size_t n = spells(names, i, pattern);
		if (n == 0)
			continue;
		size_t end = organisation_end(names, i + n);
		return end > i + n ? end : i;
	}
	return i;
}

/* Words of "TP" or "thành phố" that end before i. */
static size_t city_before(const struct tc_names *names, size_t i)
{
	if (tc_str_eq(names->words[i - 1].term, TC_STR("tp")))
		return 1;
	return i > 1 && spells(names, i - 2, "thành phố") == 2 ? 2 : 0;
}

/* The year Đinh Dậu and the like. */
static bool is_year(const struct word *w)
{
	static const char stems[] = " giáp ất bính đinh mậu kỷ canh tân nhâm quý ",
			  branches[] = " tý sửu dần mão thìn tỵ ty ngọ mùi thân dậu tuất hợi ";
	char stem[16], branch[16];
	snprintf(stem, sizeof stem, " %.*s ", TC_STR_ARG(w[0].term));
	snprintf(branch, sizeof branch, " %.*s ", TC_STR_ARG(w[1].term));
	return strstr(stems, stem) != NULL && strstr(branches, branch) != NULL;
}

static bool is_foreign(const struct word *w)
{
	return (w->flags & TC_TOKEN_SYLLABLE) == 0;
}

/* Words at i that only stand before a name: ông, tại, Mỹ in Mỹ Donald Trump. */
static size_t words_before(const struct tc_names *names, size_t i, size_t end)
{
	const struct word *w = &names->words[i];
	if (end - i < 2 || pair_in(w, TC_NAME_KNOWN))
		return 0;
	if (end - i > 3 && pair_in(w, TC_NAME_LARGE_COUNTRIES))
		return 2;
	if (end - i > 2 && in(w, TC_NAME_COUNTRIES) && is_foreign(w + 1))
		return 1;
	bool letter = end - i > 2 && tc_utf8_count(w->text) == 1 && w[1].gap == GAP_GLUE && w[1].start == w->end + 1 &&
		      w->text.p[w->text.n] == '-'; /* châu Á-Thái Bình Dương */
	return letter || (!in(w, TC_NAME_SURNAMES) && in(w, TC_NAME_OPENERS)) ? 1 : 0;
}

/* Is the last word of a run [i, end) the first half of a word, "Bộ Giáo|dục"? */
static bool is_cut(const struct tc_names *names, size_t end)
{
	return end < names->n && names->words[end].gap == GAP_BLANK && !is_capital(&names->words[end]) &&
	       pair_in(&names->words[end - 1], TC_NAME_COMPOUNDS);
}

/* A run [i, end) without abbreviations: a name of a person or place? */
static void look_at_run(struct tc_names *names, size_t i, size_t end)
{
	bool initial = names->words[i].initial, foreign = false, letter = false;
	for (size_t n; (n = words_before(names, i, end)) > 0; i += n)
		initial = false;
	size_t n = end - i;
	const struct word *words = &names->words[i];
	if (n < 2)
		return;
	for (size_t k = 0; k < n; k++) {
		foreign = foreign || (is_foreign(&words[k]) && words[k].text.n > 1);
		letter = letter || words[k].text.n == 1;
	}
	bool known = pair_in(words, TC_NAME_KNOWN), surname = !foreign && !known && in(words, TC_NAME_SURNAMES);
	if (n > (foreign ? MAX_FOREIGN : MAX_SYLLABLES) || (letter && !surname) || (n == 2 && is_year(words)))
		return;
	/* Mỹ Trump */
	if (n == 2 && in(words, TC_NAME_COUNTRIES) && is_foreign(words + 1))
		return;
	if (!known && (in(words, TC_NAME_HEADS) || pair_in(words, TC_NAME_HEADS) || (is_cut(names, end) && !(surname && n > 2))))
		return;
	if (surname && i > 0 && words->gap != GAP_OTHER && words->gap != GAP_COMMA) {
		size_t before = city_before(names, i);
		if (before > 0)
			add_candidate(names, words - before, n + before, false);
		if (before > 0 || in(&names->words[i - 1], TC_NAME_PLACES))
			return;
	}
	add_candidate(names, words, n, initial && !known && !(surname && n > 2));
}

/* Cuts a run where abbreviations stand in it. */
static void look_at_runs(struct tc_names *names, size_t i, size_t end)
{
	for (size_t k = i; k <= end; k++) {
		if (k < end && !is_upper(&names->words[k]))
			continue;
		if (k > i)
			look_at_run(names, i, k);
		i = k + 1;
	}
}

static void find_names(struct tc_names *names)
{
	for (size_t i = 0, end; i < names->n; i = end) {
		const struct word *w = &names->words[i];
		end = organisation_at(names, i);
		if (end > i) {
			add_candidate(names, w, end - i, false);
			continue;
		}
		end = i + 1;
		if (!is_capital(w))
			continue;
		while (end < names->n && goes_on(names, end) && organisation_at(names, end) == end)
			end++;
		look_at_runs(names, i, end);
	}
}

void tc_names_text(struct tc_names *names, struct tc_str text)
{
	size_t n_capital = 0, n_upper = 0;
	for (size_t i = 0; i < names->n; i++) {
		n_capital += is_capital(&names->words[i]);
		n_upper += is_upper(&names->words[i]);
	}
	read_gaps(names, text);
	if (n_upper * 2 <= names->n)
		find_words(names);
	if (names->n >= 4 && n_capital * 10 < names->n * 7)
		find_names(names);
	names->n = 0;
}

const struct tc_name_word *tc_names_words(const struct tc_names *names, size_t *n)
{
	*n = names->n_found;
	return names->found;
}

/* Is there a candidate with this key that is not in doubt? */
static bool is_sure(const struct tc_names *names, uint64_t key)
{
	for (size_t i = 0; i < names->n_candidates; i++)
		if (!names->candidates[i].doubtful && names->candidates[i].key == key)
			return true;
	return false;
}

/* Decides what begins a sentence by what the rest of the article says. */
static void settle(struct tc_names *names)
{
	for (size_t i = 0; i < names->n_candidates; i++) {
		struct candidate *c = &names->candidates[i];
		if (!c->doubtful || is_sure(names, c->key))
			continue;
		c->dropped = c->rest_key == 0 || !is_sure(names, c->rest_key);
		c->text = c->rest;
		c->key = c->rest_key;
	}
}

enum tc_status tc_names_list(struct tc_names *names, const struct tc_str **list, size_t *n, struct tc_err *err)
{
	size_t n_list = 0;
	*list = names->list;
	*n = 0;
	settle(names);
	for (size_t i = 0; i < names->n_candidates; i++) {
		bool have = names->candidates[i].dropped;
		for (size_t k = 0; k < i && !have; k++)
			have = !names->candidates[k].dropped && names->candidates[k].key == names->candidates[i].key;
		if (have)
			continue;
		if (tc_grow(&names->list, &names->capacity_list, n_list, sizeof *names->list) != 0)
			return tc_err_set(err, TC_ENOMEM, "names: no memory");
		names->list[n_list++] = names->candidates[i].text;
	}
	*list = names->list;
	*n = n_list;
	return names->no_memory ? tc_err_set(err, TC_ENOMEM, "names: no memory") : TC_OK;
}
