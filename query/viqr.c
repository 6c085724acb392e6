/* SPDX-License-Identifier: GPL-2.0-or-later */
/* VIQR in a query.
 *
 * The signs of VIQR part words, end them or belong to the query language, so they are read before all that.  Typed on purpose is
 * only what nobody writes otherwise: ^ ` ~ + right behind a vowel, or ( inside of a word.  Where one word of the query has such a
 * sign, the others may have those that are punctuation elsewhere: la' di. a?nh.  In any case the word must be one of the archive.
 */
#include "query/viqr.h"

#include <string.h>

#include "base/limits.h"
#include "query/keystrokes.h"
#include "query/respell.h"

struct rewriter {
	struct tc_db *db;
	struct tc_str query;
	struct tc_buf letters, term, out;
	struct tc_err *err;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_sign(char c)
{
	return c != '\0' && strchr("^`~+(*'?.", c) != NULL;
}

/* The end of the word of letters and signs that begins at a letter; at is its beginning. */
static size_t word_end(struct tc_str query, size_t at)
{
	size_t end = at;
	while (end < query.n && (is_letter(query.p[end]) || is_sign(query.p[end])))
		end++;
	return end;
}

/* Stands there a letter that no word of VIQR has: the word goes on, as in na`y|đ, or has digits. */
static bool goes_on(struct tc_str query, size_t at)
{
	unsigned char c = at < query.n ? (unsigned char)query.p[at] : ' ';
	return c >= 0x80 || (c >= '0' && c <= '9') || c == '_' || c == '@' || c == '/' || c == ':';
}

/* Has the word a sign that nobody writes otherwise, behind a letter that it changes? */
static bool is_certain(struct tc_str word)
{
	static const struct {
		char sign;
		const char *letters;
	} shapes[] = {{'^', "aeoAEO"}, {'+', "ouOU"}, {'(', "aA"}, {'`', "aeiouyAEIOUY^+("}, {'~', "aeiouyAEIOUY^+("}};
	for (size_t i = 1; i < word.n; i++)
		for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
			if (word.p[i] == shapes[k].sign && strchr(shapes[k].letters, word.p[i - 1]) != NULL &&
			    (word.p[i] != '(' || i + 1 < word.n))
				return true;
	return false;
}

/* Writes the word as it is meant, and says how much of it that was; 0 when it is none, or none of the archive. */
static enum tc_status rewrite_word(struct rewriter *r, struct tc_str word, size_t *taken)
{
	uint32_t documents = 0;
	*taken = 0;
	/* A sign behind the last vowel may be one too many: the end of a sentence. */
	for (size_t n = word.n; n > 0 && n + 2 > word.n; n--) {
		tc_buf_reset(&r->term);
		if (!tc_keystrokes_read_viqr(tc_str_sub(word, 0, n), &r->letters, &r->term))
			continue;
		enum tc_status status = tc_db_term_freq(r->db, tc_buf_str(&r->term), &documents, NULL, r->err);
		if (status != TC_OK || documents == 0)
			return status;
		tc_respell(tc_buf_str(&r->letters), tc_buf_str(&r->term), &r->out);
		*taken = n;
		return TC_OK;
	}
	return TC_OK;
}

/* Goes through the words of the query; when not certain only looks whether one is. */
static enum tc_status go_through(struct rewriter *r, bool certain, bool *found)
{
	enum tc_status status = TC_OK;
	size_t copied = 0;
	for (size_t at = 0; at < r->query.n && status == TC_OK;) {
		if (!is_letter(r->query.p[at])) {
			at++;
			continue;
		}
		size_t end = word_end(r->query, at), taken = 0;
		bool clean = (at == 0 || !goes_on(r->query, at - 1)) && !goes_on(r->query, end);
		struct tc_str word = tc_str_sub(r->query, at, end);
		if (!certain) {
			*found = *found || (clean && is_certain(word));
		} else if (clean) {
			tc_buf_add_str(&r->out, tc_str_sub(r->query, copied, at));
			status = rewrite_word(r, word, &taken);
			copied = at + taken;
		}
		at = end;
	}
	if (certain)
		tc_buf_add_str(&r->out, tc_str_sub(r->query, copied, r->query.n));
	return status;
}

enum tc_status tc_viqr_rewrite(struct tc_db *db, struct tc_str query, struct tc_arena *arena, struct tc_str *out,
			       struct tc_err *err)
{
	struct rewriter r = {.db = db, .query = query, .err = err};
	bool certain = false;
	*out = query;
	go_through(&r, false, &certain);
	if (!certain)
		return TC_OK;
	tc_buf_init(&r.letters, TC_LIMIT_QUERY_BYTES);
	tc_buf_init(&r.term, TC_LIMIT_QUERY_BYTES);
	tc_buf_init(&r.out, SIZE_MAX);
	enum tc_status status = go_through(&r, true, &certain);
	if (status == TC_OK)
		status = tc_buf_check(&r.out, "query", err);
	if (status == TC_OK)
		*out = tc_arena_str(arena, tc_buf_str(&r.out));
	tc_buf_release(&r.letters);
	tc_buf_release(&r.term);
	tc_buf_release(&r.out);
	return status == TC_OK ? tc_arena_check(arena, "query", err) : status;
}
