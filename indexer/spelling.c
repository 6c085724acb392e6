/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Skeleton to spellings.
 *
 * Terms of TEXT are those that begin with neither a capital letter (a prefix) nor anything before it (digits have no marks);
 * titles, captions and keywords are part of TEXT; authors, sections and sources are not, and bring names of their own.
 *
 * `ngo` -> `ngô ngõ ngơ ngờ ngộ ngỏ ...`.  A skeleton that only stands for itself has no entry.
 */
#include "indexer/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "analyzers/fold.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/limits.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

struct pair {
	struct tc_str skeleton, term;
};

struct pairs {
	struct tc_arena arena;
	struct pair *v;
	size_t n, capacity;
	struct tc_buf skeleton;
};

static void pairs_release(struct pairs *pairs)
{
	tc_arena_release(&pairs->arena);
	tc_buf_release(&pairs->skeleton);
	tc_free(pairs->v);
}

/* Adds term with its skeleton, unless it is its own. */
static bool pairs_add(struct pairs *pairs, struct tc_str term)
{
	tc_buf_reset(&pairs->skeleton);
	tc_fold_ascii(term, &pairs->skeleton);
	struct tc_str skeleton = tc_buf_str(&pairs->skeleton);
	if (tc_str_eq(skeleton, term) || skeleton.n == 0)
		return true;
	if (tc_grow(&pairs->v, &pairs->capacity, pairs->n, sizeof *pairs->v) != 0)
		return false;
	pairs->v[pairs->n++] = (struct pair){tc_arena_str(&pairs->arena, skeleton), tc_arena_str(&pairs->arena, term)};
	return pairs->arena.failed == TC_OK;
}

/* All terms of one field: those that begin with prefix, at or after `from`. */
static enum tc_status collect_field(struct tc_db *db, const char *prefix, const char *from, struct pairs *pairs,
				    struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	size_t cut = strlen(prefix);
	enum tc_status status = tc_terms_all(db, tc_str_of(prefix), &terms, err);
	if (status == TC_OK && from != NULL)
		status = tc_terms_skip_to(terms, tc_str_of(from), err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		if (!pairs_add(pairs, tc_str_sub(term, cut, term.n)))
			status = tc_err_set(err, TC_ENOMEM, "vocabulary: no memory");
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static int compare(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = tc_str_cmp(x->skeleton, y->skeleton);
	return order != 0 ? order : tc_str_cmp(x->term, y->term);
}

static enum tc_status collect(struct tc_db *db, struct pairs *pairs, struct tc_err *err)
{
	static const enum tc_field aside[] = {TC_FIELD_AUTHOR, TC_FIELD_SECTION, TC_FIELD_SOURCE};
	*pairs = (struct pairs){.v = NULL};
	tc_arena_init(&pairs->arena, SIZE_MAX);
	tc_buf_init(&pairs->skeleton, TC_LIMIT_PATH_BYTES);
	enum tc_status status = collect_field(db, "", "[", pairs, err);
	for (size_t i = 0; i < sizeof aside / sizeof *aside && status == TC_OK; i++)
		status = collect_field(db, tc_fields[aside[i]].prefix, NULL, pairs, err);
	if (status == TC_OK && pairs->n > 1)
		qsort(pairs->v, pairs->n, sizeof *pairs->v, compare);
	return status;
}

/* Does a list "a b c" have word? */
static bool list_has(struct tc_str list, struct tc_str word)
{
	for (struct tc_str rest = list; rest.p != NULL;)
		if (tc_str_eq(tc_str_split(&rest, ' '), word))
			return true;
	return false;
}

/* Writes one skeleton's pairs [first, last) after what `spellings` already has; nothing when that has them all. */
static enum tc_status write_skeleton(struct tc_db *db, const struct pairs *pairs, size_t first, size_t last,
				     struct tc_buf *spellings, struct tc_err *err)
{
	struct tc_buf key;
	size_t before = spellings->n;
	for (size_t i = first; i < last; i++) {
		if (list_has(tc_buf_str(spellings), pairs->v[i].term))
			continue;
		if (spellings->n > 0)
			tc_buf_add_char(spellings, ' ');
		tc_buf_add_str(spellings, pairs->v[i].term);
	}
	if (spellings->n == before)
		return tc_buf_check(spellings, "vocabulary", err);
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_schema_key(TC_KEY_SPELLINGS, pairs->v[first].skeleton, &key);
	enum tc_status status = tc_buf_check(spellings, "vocabulary", err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, tc_buf_str(&key), tc_buf_str(spellings), err);
	tc_buf_release(&key);
	return status;
}

static enum tc_status write_all(struct tc_db *db, const struct pairs *pairs, bool merge, struct tc_err *err)
{
	struct tc_buf spellings, key;
	enum tc_status status = TC_OK;
	tc_buf_init(&spellings, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	for (size_t first = 0, last; first < pairs->n && status == TC_OK; first = last) {
		for (last = first + 1; last < pairs->n; last++)
			if (!tc_str_eq(pairs->v[first].skeleton, pairs->v[last].skeleton))
				break;
		tc_buf_reset(&spellings);
		if (merge) {
			tc_schema_key(TC_KEY_SPELLINGS, pairs->v[first].skeleton, &key);
			status = tc_db_metadata(db, tc_buf_str(&key), &spellings, err);
		}
		if (status == TC_OK)
			status = write_skeleton(db, pairs, first, last, &spellings, err);
	}
	tc_buf_release(&spellings);
	tc_buf_release(&key);
	return status;
}

enum tc_status tc_spelling_build(struct tc_db *db, struct tc_err *err)
{
	struct pairs pairs;
	enum tc_status status = collect(db, &pairs, err);
	if (status == TC_OK)
		status = write_all(db, &pairs, false, err);
	pairs_release(&pairs);
	return status;
}

enum tc_status tc_spelling_add(struct tc_db *live, struct tc_db *shard, struct tc_err *err)
{
	struct pairs pairs;
	enum tc_status status = collect(shard, &pairs, err);
	if (status == TC_OK)
		status = write_all(live, &pairs, true, err);
	pairs_release(&pairs);
	return status;
}

enum tc_status tc_spelling_rebuild(struct tc_db *db, struct tc_err *err)
{
	struct tc_arena arena;
	struct tc_strs all = {NULL, 0, 0};
	struct tc_keys *keys = NULL;
	struct tc_str key;
	tc_arena_init(&arena, SIZE_MAX);
	enum tc_status status = tc_keys_all(db, TC_STR(TC_KEY_SPELLINGS), &keys, err);
	while (status == TC_OK && (status = tc_keys_next(keys, &key, err)) == TC_OK)
		tc_strs_add(&all, &arena, tc_arena_str(&arena, key));
	tc_keys_free(keys);
	status = status == TC_END ? tc_arena_check(&arena, "vocabulary", err) : status;
	for (size_t i = 0; i < all.n && status == TC_OK; i++)
		status = tc_db_set_metadata(db, all.v[i], TC_STR_NONE, err);
	tc_arena_release(&arena);
	return status == TC_OK ? tc_spelling_build(db, err) : status;
}
