/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "Ý bạn là".
 *
 * First the words that the archive does not have: in their bare letters one letter is left out, added, replaced, or two
 * neighbours change places, and what the vocabulary has of all that is compared:
 *
 *   score = ln(occurrences) - PENALTY * cost
 *
 * where two letters exchanged, a letter doubled or single, and a letter replaced by its neighbour on the keyboard cost 1, other
 * edits 1.5; another tone than the typed one costs 1, and so do other letters with marks.  A word typed without marks is replaced
 * by bare letters, whose marks are then restored with those of the rest (query/restore.h).  Numbers, short words and what has
 * letters of other languages are left alone.
 *
 * The same edits on the letters of Telex would cover little more: a tone typed twice or at the wrong place is a letter too many.
 */
#include "query/meant.h"

#include <math.h>
#include <string.h>

#include "analyzers/fold.h"
#include "analyzers/letters.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "query/keystrokes.h"
#include "query/respell.h"
#include "query/restore.h"
#include "query/vocabulary.h"

/* Below this share of all readings a restored query is not offered. */
#define PROBABLE 0.3
#define PENALTY 3.0
/* Letters of a word that is corrected. */
#define MIN_LETTERS 3
#define MAX_LETTERS 12
/* Words corrected in one query: each costs some 700 lookups. */
#define MAX_CORRECTED 3
/* Words of a query that is looked at. */
#define MAX_WORDS 40

/* The marks of a word: its tone, and how many of each letter with another mark. */
struct marks {
	enum tc_tone tone;
	unsigned char shapes[TC_VOWELS + 1];
};

/* A word being corrected. */
struct correction {
	struct tc_db *db;
	struct tc_arena *arena;
	struct tc_str term; /* as typed */
	struct marks marks;
	struct tc_buf list;
	bool bare; /* no marks typed */
	struct tc_str best;
	double score;
	struct tc_err *err;
};

static struct marks read_marks(struct tc_str term)
{
	struct marks marks = {.tone = TC_TONE_LEVEL};
	for (size_t at = 0; at < term.n;) {
		unsigned c = tc_utf8_next(term, &at);
		enum tc_vowel vowel;
		enum tc_tone tone;
		if (c == TC_LETTER_D_STROKE)
			marks.shapes[TC_VOWELS]++;
		if (!tc_letter_vowel(c, &vowel, &tone))
			continue;
		marks.tone = tone != TC_TONE_LEVEL ? tone : marks.tone;
		bool plain = vowel == TC_VOWEL_A || vowel == TC_VOWEL_E || vowel == TC_VOWEL_I || vowel == TC_VOWEL_O ||
			     vowel == TC_VOWEL_U || vowel == TC_VOWEL_Y;
		marks.shapes[vowel] = (unsigned char)(marks.shapes[vowel] + !plain);
	}
	return marks;
}

/* Weighs one term of the archive. */
static enum tc_status weigh(struct correction *c, struct tc_str term, struct tc_str skeleton, double cost)
{
	uint64_t occurrences = 0;
	enum tc_status status = tc_db_term_freq(c->db, term, NULL, &occurrences, c->err);
	if (status != TC_OK || occurrences == 0)
		return status;
	if (!c->bare) {
		struct marks marks = read_marks(term);
		cost += (marks.tone != c->marks.tone) + (memcmp(marks.shapes, c->marks.shapes, sizeof marks.shapes) != 0);
	}
	double score = log((double)occurrences) - PENALTY * cost;
	if (c->best.n == 0 || score > c->score) {
		c->score = score;
		c->best = tc_arena_str(c->arena, c->bare ? skeleton : term);
	}
	return tc_arena_check(c->arena, "query", c->err);
}

/* Weighs all that the archive has for one skeleton. */
static enum tc_status try_skeleton(struct correction *c, const char *p, size_t n, double cost)
{
	struct tc_str skeleton = {p, n};
	enum tc_status status = tc_vocabulary_spellings(c->db, skeleton, &c->list, c->err);
	if (status == TC_OK)
		status = weigh(c, skeleton, skeleton, cost);
	for (struct tc_str rest = tc_buf_str(&c->list); status == TC_OK && rest.n > 0;)
		status = weigh(c, tc_str_split(&rest, ' '), skeleton, cost);
	return status;
}

/* Are two letters side by side on the keyboard? */
static bool are_neighbours(char a, char b)
{
	static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
	int row_a = -1, row_b = -1, column_a = 0, column_b = 0;
	for (int row = 0; row < 3; row++) {
		const char *at_a = strchr(rows[row], a), *at_b = strchr(rows[row], b);
		row_a = at_a != NULL ? row : row_a;
		row_b = at_b != NULL ? row : row_b;
		column_a = at_a != NULL ? (int)(at_a - rows[row]) : column_a;
		column_b = at_b != NULL ? (int)(at_b - rows[row]) : column_b;
	}
	int rows_apart = row_a - row_b, columns_apart = column_a - column_b;
	return rows_apart * rows_apart <= 1 && columns_apart * columns_apart <= 1;
}

/* Everything one edit away from the skeleton. */
static enum tc_status try_edits(struct correction *c, struct tc_str s)
{
	char edited[MAX_LETTERS + 2];
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < s.n && status == TC_OK; i++) {
		bool doubled = i > 0 && s.p[i] == s.p[i - 1];
		memcpy(edited, s.p, i);
		memcpy(edited + i, s.p + i + 1, s.n - i - 1);
		status = try_skeleton(c, edited, s.n - 1, doubled ? 1 : 1.5);
		memcpy(edited, s.p, s.n);
		if (i + 1 < s.n && s.p[i] != s.p[i + 1] && status == TC_OK) {
			edited[i] = s.p[i + 1];
			edited[i + 1] = s.p[i];
			status = try_skeleton(c, edited, s.n, 1);
			memcpy(edited, s.p, s.n);
		}
		for (char letter = 'a'; letter <= 'z' && status == TC_OK; letter++) {
			edited[i] = letter;
			if (letter != s.p[i])
				status = try_skeleton(c, edited, s.n, are_neighbours(letter, s.p[i]) ? 1 : 1.5);
		}
	}
	for (size_t i = 0; i <= s.n && status == TC_OK; i++) {
		memcpy(edited, s.p, i);
		memcpy(edited + i + 1, s.p + i, s.n - i);
		for (char letter = 'a'; letter <= 'z' && status == TC_OK; letter++) {
			bool doubled = i > 0 && letter == s.p[i - 1];
			edited[i] = letter;
			status = try_skeleton(c, edited, s.n + 1, doubled ? 1 : 1.5);
		}
	}
	return status;
}

/* The nearest word of the archive for one that it does not have; empty when there is none or it has the word. */
static enum tc_status correct(struct tc_db *db, struct tc_arena *arena, struct tc_str term, struct tc_str *best,
			      struct tc_err *err)
{
	struct correction c = {.db = db, .arena = arena, .term = term, .err = err};
	struct tc_buf skeleton;
	tc_buf_init(&c.list, SIZE_MAX);
	tc_buf_init(&skeleton, TC_LIMIT_PATH_BYTES);
	c.marks = read_marks(term);
	tc_fold_ascii(term, &skeleton);
	c.bare = tc_fold_marks(term) == TC_MARKS_NONE;
	struct tc_str s = tc_buf_str(&skeleton);
	bool fits = s.n >= MIN_LETTERS && s.n <= MAX_LETTERS;
	for (size_t i = 0; i < s.n; i++)
		fits = fits && s.p[i] >= 'a' && s.p[i] <= 'z';
	enum tc_status status = TC_OK;
	if (fits)
		status = try_skeleton(&c, s.p, s.n, 0);
	bool bare_is_known = c.best.n > 0 && c.bare;
	if (fits && status == TC_OK && c.best.n == 0)
		status = try_edits(&c, s);
	*best = bare_is_known ? TC_STR_NONE : c.best;
	tc_buf_release(&c.list);
	tc_buf_release(&skeleton);
	return status;
}

/* Does the archive have the word as typed, or a spelling that its marks allow? */
static enum tc_status is_known(struct tc_db *db, struct tc_str term, bool *known, struct tc_err *err)
{
	uint32_t documents = 0;
	*known = true;
	if (term.n == 0 || term.n > TC_LIMIT_TERM_BYTES || (term.p[0] >= '0' && term.p[0] <= '9'))
		return TC_OK;
	enum tc_status status = tc_db_term_freq(db, term, &documents, NULL, err);
	*known = documents > 0;
	return status;
}

/* What the keys of Telex or VNI write, when the archive has that and no spelling of the word itself. */
static enum tc_status read_keys(struct tc_db *db, struct tc_arena *arena, struct tc_str term, struct tc_str *best,
				struct tc_err *err)
{
	struct tc_buf reading;
	bool known = false;
	enum tc_status status = TC_OK;
	*best = TC_STR_NONE;
	tc_buf_init(&reading, TC_LIMIT_PATH_BYTES);
	if (tc_keystrokes_read(term, &reading)) {
		struct tc_buf list;
		tc_buf_init(&list, SIZE_MAX);
		status = tc_vocabulary_spellings(db, term, &list, err);
		if (status == TC_OK && list.n == 0)
			status = is_known(db, tc_buf_str(&reading), &known, err);
		tc_buf_release(&list);
	}
	if (known)
		*best = tc_arena_str(arena, tc_buf_str(&reading));
	tc_buf_release(&reading);
	return status;
}

/* Adds the query to out with unknown words replaced. */
static enum tc_status correct_words(struct tc_db *db, struct tc_analyzer *analyzer, struct tc_str query, struct tc_arena *arena,
				    struct tc_buf *out, bool *changed, size_t *n_words, struct tc_err *err)
{
	struct tc_token token;
	enum tc_status status = TC_OK, next;
	size_t copied = 0, corrected = 0;
	*changed = false;
	*n_words = 0;
	tc_analyzer_start(analyzer, query);
	while (status == TC_OK && (next = tc_analyzer_next(analyzer, &token)) != TC_END) {
		struct tc_str term = tc_arena_str(arena, token.term), best = TC_STR_NONE;
		bool known = true;
		if (next != TC_OK)
			return tc_err_set(err, next, "query: no memory");
		if (++*n_words > MAX_WORDS)
			break;
		status = is_known(db, term, &known, err);
		if (status == TC_OK && !known)
			status = read_keys(db, arena, term, &best, err);
		if (status == TC_OK && !known && best.n == 0 && corrected < MAX_CORRECTED) {
			corrected++;
			status = correct(db, arena, term, &best, err);
		}
		if (best.n == 0)
			continue;
		*changed = true;
		tc_buf_add_str(out, tc_str_sub(query, copied, token.start));
		tc_respell(token.text, best, out);
		copied = token.end;
	}
	tc_buf_add_str(out, tc_str_sub(query, copied, query.n));
	return status;
}

enum tc_status tc_meant_find(struct tc_db *db, struct tc_analyzer *analyzer, struct tc_str query, struct tc_arena *arena,
			     struct tc_str *meant, struct tc_err *err)
{
	struct tc_restorer *restorer = NULL;
	struct tc_restored restored = {.probability = 0};
	struct tc_buf corrected, text;
	bool changed;
	size_t n_words;
	*meant = TC_STR_NONE;
	tc_buf_init(&corrected, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&text, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = correct_words(db, analyzer, query, arena, &corrected, &changed, &n_words, err);
	if (status == TC_OK && n_words > 0 && n_words <= MAX_WORDS)
		status = tc_restorer_new(db, &restorer, err);
	if (status == TC_OK && restorer != NULL)
		status = tc_restore_query(restorer, analyzer, tc_buf_str(&corrected), &text, &restored, err);
	bool offered = restored.changed ? restored.probability >= PROBABLE : changed;
	if (status == TC_OK && restorer != NULL && offered && !tc_str_eq(tc_buf_str(&text), query))
		*meant = tc_arena_str(arena, tc_buf_str(&text));
	tc_restorer_free(restorer);
	tc_buf_release(&corrected);
	tc_buf_release(&text);
	return status == TC_OK ? tc_arena_check(arena, "query", err) : status;
}
