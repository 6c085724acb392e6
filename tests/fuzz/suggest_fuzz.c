/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the beginning of a query, completed from an index of a few articles that is made before the first: completions are
 * text, best first, each once, no more than wanted; they begin as what was typed where no word of it may be keystrokes; and what
 * is offered first can be typed to its end. */
#include <assert.h>
#include <stdint.h>

#include "analyzers/fold.h"
#include "base/json.h"
#include "base/utf8.h"
#include "query/keystrokes.h"
#include "query/searcher.h"
#include "query/suggest.h"
#include "tests/fuzz/small_index.h"

#define MAX 5

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* May a word of the prefix be Telex or VNI keys? */
static bool has_keys(struct tc_str prefix)
{
	struct tc_buf lower, read;
	bool any = false;
	tc_buf_init(&lower, SIZE_MAX);
	tc_buf_init(&read, SIZE_MAX);
	tc_fold_lower(prefix, &lower);
	for (struct tc_str rest = tc_buf_str(&lower); rest.p != NULL && !any;)
		any = tc_keystrokes_read(tc_str_split(&rest, ' '), &read);
	tc_buf_release(&lower);
	tc_buf_release(&read);
	return any;
}

/* Do the words of prefix, and the beginning of its last, begin the key? */
static bool begins(struct tc_str key, struct tc_str prefix)
{
	struct tc_analyzer *analyzer = searcher->analyzer;
	struct tc_token token;
	struct tc_buf typed, folded;
	tc_buf_init(&typed, SIZE_MAX);
	tc_buf_init(&folded, SIZE_MAX);
	tc_analyzer_start(analyzer, prefix);
	while (tc_analyzer_next(analyzer, &token) == TC_OK) {
		tc_buf_add_cstr(&typed, typed.n > 0 ? " " : "");
		tc_fold_ascii(token.term, &typed);
	}
	tc_fold_ascii(key, &folded);
	bool result = typed.n > 0 && tc_str_starts(tc_buf_str(&folded), tc_buf_str(&typed));
	tc_buf_release(&typed);
	tc_buf_release(&folded);
	return result;
}

static void check_all(const struct tc_suggestions *list, struct tc_str prefix, bool keys)
{
	assert(list->n <= MAX);
	for (size_t i = 0; i < list->n; i++) {
		const struct tc_suggestion *one = &list->v[i];
		assert(one->text.n > 0 && tc_utf8_valid(one->text) && one->documents > 0);
		assert(i == 0 || one->score <= one[-1].score);
		assert(keys || begins(one->key, prefix));
		for (size_t k = 0; k < i; k++)
			assert(!tc_str_eq(list->v[k].key, one->key));
	}
}

static void check_json(const struct tc_suggestions *list, struct tc_str prefix)
{
	struct tc_buf out;
	struct tc_json *root = NULL;
	tc_buf_init(&out, SIZE_MAX);
	tc_suggestions_json(prefix, list, &out);
	if (tc_json_parse(tc_buf_str(&out), &root, NULL) != TC_OK)
		abort();
	assert(tc_json_count(tc_json_get(root, "suggestions")) == list->n);
	tc_json_free(root);
	tc_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str prefix = {(const char *)data, size};
	struct tc_suggestions list, again;
	struct tc_arena arena;
	struct tc_err err = {TC_OK, ""};
	tc_arena_init(&arena, 64 << 20);
	if (tc_suggest(small_index(), prefix, MAX, &arena, &list, &err) != TC_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	check_all(&list, prefix, has_keys(prefix));
	check_json(&list, prefix);
	if (list.n > 0) {
		if (tc_suggest(small_index(), list.v[0].text, MAX, &arena, &again, &err) != TC_OK)
			abort();
		assert(again.n > 0);
	}
	tc_analyzer_forget(searcher->analyzer, 10000);
	tc_arena_release(&arena);
	return 0;
}
