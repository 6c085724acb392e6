/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a search found nothing.
 *
 * A reader who is told "nothing" wants to know which word was to blame.  Each word typed is looked up by itself: one that no
 * article has in any spelling is named.  Then the query is asked again with one part of its top level less (a word, a phrase, a
 * bracket), filters and dates as they were, and what finds something is offered with its number.  Last, the query without
 * quotation marks and without marks: `"cẩu bến hoá"` may have been `cau ben hoa`.
 *
 * Only counts are asked for: no article is read or ranked.  Parts are left out one at a time; leaving out two of many is what the
 * partial matches of a search do already.
 */
#include "query/lacking.h"

#include "analyzers/fold.h"
#include "base/limits.h"
#include "query/search_run.h"
#include "query/viqr.h"
#include "xapianc/enquire.h"

#define ATTEMPTS 5

/* How many match a query of a prepared search. */
static enum tc_status count(struct tc_search_run *s, const struct tc_xquery *query, uint32_t *total)
{
	struct tc_enquire *enquire = s->searcher->enquire;
	struct tc_matches *matches = NULL;
	enum tc_status status = tc_enquire_set_boolean(enquire, s->err);
	*total = 0;
	if (status == TC_OK)
		status = tc_search_set_sort(s, false);
	if (status == TC_OK)
		status = tc_enquire_set_query(enquire, query, s->err);
	if (status == TC_OK)
		status = tc_enquire_matches(enquire, 0, 0, TC_SEARCH_COUNTED, &matches, s->err);
	if (status == TC_OK)
		*total = tc_matches_total(matches).estimate;
	tc_matches_free(matches);
	return status;
}

static enum tc_status count_once(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
				 uint32_t *total, struct tc_err *err)
{
	struct tc_search_run s = {.searcher = searcher, .options = options, .arena = arena, .err = err};
	size_t error_at;
	bool changed;
	enum tc_status status = tc_db_reopen(searcher->db, &changed, err);
	if (status == TC_OK)
		status = tc_search_prepare(&s, &error_at);
	if (status == TC_OK)
		status = count(&s, s.compiled.all, total);
	tc_compiled_release(&s.compiled);
	return status;
}

enum tc_status tc_search_count(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
			       uint32_t *total, struct tc_err *err)
{
	enum tc_status status = TC_ECHANGED;
	tc_searcher_begin(searcher);
	for (int attempt = 0; attempt < ATTEMPTS && status == TC_ECHANGED; attempt++)
		do
			status = count_once(searcher, options, arena, total, err);
		while (tc_searcher_again(searcher, status, err));
	return status;
}

static enum tc_status list_words(const struct tc_search_run *s, struct tc_lacking *out)
{
	const struct tc_words *words = &s->compiled.words;
	out->words = tc_arena_alloc(s->arena, (words->n + 1) * sizeof *out->words);
	if (out->words == NULL)
		return tc_arena_check(s->arena, "query", s->err);
	for (size_t i = 0; i < words->n; i++) {
		const struct tc_word *word = &words->v[i];
		struct tc_lacking_word *lacking = &out->words[out->n_words];
		bool again = word->negated || word->variant;
		for (size_t k = 0; k < out->n_words; k++)
			again = again || tc_str_eq(out->words[k].typed, word->typed);
		if (again)
			continue;
		*lacking = (struct tc_lacking_word){.typed = word->typed};
		for (size_t k = 0; k < word->n_spellings; k++)
			if (word->spellings[k].documents > lacking->documents)
				lacking->documents = word->spellings[k].documents;
		out->n_words++;
	}
	return TC_OK;
}

/* Puts a try in its place among those that there are, the most articles first. */
static void insert(struct tc_lacking *out, struct tc_lacking_try one)
{
	size_t at = out->n_tries++;
	for (; at > 0 && out->tries[at - 1].total < one.total; at--)
		out->tries[at] = out->tries[at - 1];
	out->tries[at] = one;
}

/* Is the word at the end (or the beginning) of text an AND?  Then the text without it. */
static struct tc_str strip_and(struct tc_str text, bool at_end)
{
	static const char *const words[] = {"AND", "VÀ"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct tc_str word = tc_str_of(words[i]);
		if (at_end && tc_str_ends(text, word))
			return tc_str_trim(tc_str_sub(text, 0, text.n - word.n));
		if (!at_end && tc_str_starts(text, word))
			return tc_str_trim(tc_str_sub(text, word.n, text.n));
	}
	return text;
}

/* The query without its bytes [start, end), and without an AND that stood before or behind them. */
static struct tc_str without(struct tc_str query, size_t start, size_t end, struct tc_arena *arena)
{
	struct tc_str before = strip_and(tc_str_trim(tc_str_sub(query, 0, start)), true);
	struct tc_str after = tc_str_trim(tc_str_sub(query, end, query.n));
	if (before.n == 0)
		after = strip_and(after, false);
	return tc_arena_printf(arena, "%.*s%s%.*s", TC_STR_ARG(before), before.n > 0 && after.n > 0 ? " " : "",
			       TC_STR_ARG(after));
}

static enum tc_status try_fewer(struct tc_search_run *s, const struct tc_search_options *options, struct tc_lacking *out)
{
	const struct tc_node *root = s->root;
	struct tc_search_options fewer = *options;
	enum tc_status status = TC_OK;
	size_t asked = 0, n = 0;
	for (size_t i = 0; i < root->n_children; i++)
		n += root->children[i]->end > root->children[i]->start && !root->children[i]->negated;
	if (root->kind != TC_NODE_AND || n < 2)
		return TC_OK;
	for (size_t i = 0; i < root->n_children && asked < TC_LACKING_TRIES && status == TC_OK; i++) {
		const struct tc_node *child = root->children[i];
		struct tc_lacking_try one = {.total = 0};
		if (child->end <= child->start || child->end > options->query.n)
			continue;
		asked++;
		one.query = fewer.query = without(options->query, child->start, child->end, s->arena);
		status = tc_arena_check(s->arena, "query", s->err);
		if (status == TC_OK)
			status = tc_search_count(s->searcher, &fewer, s->arena, &one.total, s->err);
		/* What cannot stand without its neighbour (an operator between) is no query to offer. */
		if (status == TC_EQUERY)
			status = TC_OK;
		else if (status == TC_OK && one.total > 0)
			insert(out, one);
	}
	return status;
}

/* Has the archive any of the words of a node?  Of one without words yes. */
static bool is_known(const struct tc_search_run *s, const struct tc_node *node)
{
	const struct tc_words *words = &s->compiled.words;
	bool any = node->n_words == 0 && node->n_children == 0;
	for (size_t i = node->first_word; i < node->first_word + node->n_words && i < words->n; i++)
		for (size_t k = 0; k < words->v[i].n_spellings; k++)
			any = any || words->v[i].spellings[k].documents > 0;
	for (size_t i = 0; i < node->n_children; i++)
		any = any || is_known(s, node->children[i]);
	return any;
}

/* The query without what the archive does not have at all. */
static enum tc_status try_known(struct tc_search_run *s, const struct tc_search_options *options, struct tc_lacking *out)
{
	const struct tc_node *root = s->root;
	struct tc_search_options known = *options;
	size_t left = 0;
	if (root->kind != TC_NODE_AND)
		return TC_OK;
	/* From the last to the first, so that the places of those before stay as they are. */
	for (size_t i = root->n_children; i > 0; i--) {
		const struct tc_node *child = root->children[i - 1];
		if (child->end <= child->start || child->end > options->query.n)
			continue;
		bool keep = child->negated || is_known(s, child);
		left += keep && !child->negated;
		if (!keep)
			known.query = without(known.query, child->start, child->end, s->arena);
	}
	if (left == 0 || tc_str_eq(known.query, options->query))
		return tc_arena_check(s->arena, "query", s->err);
	enum tc_status status = tc_search_count(s->searcher, &known, s->arena, &out->known.total, s->err);
	if (status == TC_OK)
		out->known.query = known.query;
	return status == TC_EQUERY ? TC_OK : status;
}

/* The query as one types it in a hurry. */
static enum tc_status try_bare(struct tc_search_run *s, const struct tc_search_options *options, struct tc_lacking *out)
{
	struct tc_search_options bare = *options;
	struct tc_buf text, folded;
	enum tc_status status;
	tc_buf_init(&text, TC_LIMIT_QUERY_BYTES);
	tc_buf_init(&folded, TC_LIMIT_QUERY_BYTES);
	for (size_t i = 0; i < options->query.n; i++)
		tc_buf_add_char(&text, options->query.p[i] == '"' ? ' ' : options->query.p[i]);
	tc_fold_ascii(tc_buf_str(&text), &folded);
	bare.query = tc_arena_str(s->arena, tc_str_trim(tc_buf_str(&folded)));
	bare.exact = false;
	status = tc_buf_check(&text, "query", s->err);
	if (status == TC_OK)
		status = tc_buf_check(&folded, "query", s->err);
	if (status == TC_OK)
		status = tc_arena_check(s->arena, "query", s->err);
	if (status == TC_OK && bare.query.n > 0 && !tc_str_eq(bare.query, options->query))
		status = tc_search_count(s->searcher, &bare, s->arena, &out->bare.total, s->err);
	out->bare.query = bare.query;
	if (status == TC_EQUERY)
		status = TC_OK;
	tc_buf_release(&text);
	tc_buf_release(&folded);
	return status;
}

enum tc_status tc_lacking_find(struct tc_searcher *searcher, const struct tc_search_options *options, struct tc_arena *arena,
			       struct tc_lacking *out, struct tc_err *err)
{
	struct tc_search_options asked = *options;
	struct tc_search_run s = {.searcher = searcher, .options = &asked, .arena = arena, .err = err};
	size_t error_at;
	enum tc_status status = TC_OK;
	*out = (struct tc_lacking){.n_words = 0};
	if (!asked.exact)
		status = tc_viqr_rewrite(searcher->db, options->query, arena, &asked.query, err);
	if (status == TC_OK)
		status = tc_search_prepare(&s, &error_at);
	if (status == TC_OK)
		status = list_words(&s, out);
	if (status == TC_OK && s.compiled.any != NULL && !asked.any)
		status = count(&s, s.compiled.any, &out->any);
	if (status == TC_OK)
		status = try_fewer(&s, &asked, out);
	if (status == TC_OK)
		status = try_known(&s, &asked, out);
	if (status == TC_OK)
		status = try_bare(&s, &asked, out);
	tc_compiled_release(&s.compiled);
	return status;
}
