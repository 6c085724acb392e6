/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captures that are not indexed.
 *
 * They are metadata, not documents: a document without words would still be counted by every statistic that ranking uses and
 * be found by a search for a day.  Two keys each, one to find it by its URL and one by its file; the keys hold hashes, because
 * URLs and paths are longer than a key may be.  The stored data are those of the document that it was or may become, from which
 * the document can be made without the source file.
 *
 * The value begins with the length of the unique term, since that may contain any byte. */
#include "indexer/kept.h"

#include <string.h>

#include "base/limits.h"
#include "indexer/schema.h"
#include "indexer/shard.h"
#include "xapianc/iterate.h"

static void url_key(struct tc_str capture, struct tc_str unique, struct tc_buf *out)
{
	tc_buf_reset(out);
	tc_buf_printf(out, "%s%016llx:%016llx", TC_KEY_KEPT, tc_str_hash(capture), tc_str_hash(unique));
}

static void file_key(struct tc_str capture, struct tc_str file, struct tc_str unique, struct tc_buf *out)
{
	tc_buf_reset(out);
	tc_buf_printf(out, "%s%016llx:%016llx:%016llx", TC_KEY_KEPT_FILE, tc_str_hash(file), tc_str_hash(capture),
		      tc_str_hash(unique));
}

/* Into the one of the two that is not NULL. */
static enum tc_status put(struct tc_db *db, struct tc_shard *shard, struct tc_str key, struct tc_str value, struct tc_err *err)
{
	return shard != NULL ? tc_shard_set_metadata(shard, key, value, err) : tc_db_set_metadata(db, key, value, err);
}

static enum tc_status keep(struct tc_db *db, struct tc_shard *shard, struct tc_str capture, struct tc_str file,
			   const struct tc_kept *kept, bool revisit, struct tc_err *err)
{
	struct tc_buf key, value;
	tc_buf_init(&key, TC_LIMIT_KEY_BYTES);
	tc_buf_init(&value, TC_LIMIT_ARTICLE_BYTES);
	url_key(capture, kept->unique, &key);
	tc_buf_printf(&value, "%zu\n", kept->unique.n);
	tc_buf_add_str(&value, kept->unique);
	tc_buf_add_str(&value, kept->data);
	enum tc_status status = tc_buf_check(&key, "key of a capture", err);
	if (status == TC_OK)
		status = tc_buf_check(&value, "stored capture", err);
	if (status == TC_OK)
		status = put(db, shard, tc_buf_str(&key), tc_buf_str(&value), err);
	if (status == TC_OK) {
		file_key(capture, file, kept->unique, &key);
		status = tc_buf_check(&key, "key of a capture", err);
	}
	if (status == TC_OK)
		status = put(db, shard, tc_buf_str(&key), revisit ? TC_STR("revisit") : TC_STR("text"), err);
	tc_buf_release(&key);
	tc_buf_release(&value);
	return status;
}

enum tc_status tc_kept_put(struct tc_db *db, struct tc_str capture, struct tc_str file, const struct tc_kept *kept, bool revisit,
			   struct tc_err *err)
{
	return keep(db, NULL, capture, file, kept, revisit, err);
}

enum tc_status tc_kept_put_shard(struct tc_shard *shard, struct tc_str capture, struct tc_str file, const struct tc_kept *kept,
				 bool revisit, struct tc_err *err)
{
	return keep(NULL, shard, capture, file, kept, revisit, err);
}

enum tc_status tc_kept_drop(struct tc_db *db, struct tc_str capture, struct tc_str file, struct tc_str unique, struct tc_err *err)
{
	struct tc_buf key;
	tc_buf_init(&key, TC_LIMIT_KEY_BYTES);
	url_key(capture, unique, &key);
	enum tc_status status = tc_buf_check(&key, "key of a capture", err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, tc_buf_str(&key), TC_STR_NONE, err);
	file_key(capture, file, unique, &key);
	if (status == TC_OK)
		status = tc_buf_check(&key, "key of a capture", err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, tc_buf_str(&key), TC_STR_NONE, err);
	tc_buf_release(&key);
	return status;
}

/* The keys that begin with prefix: all of them before anything is changed. */
static enum tc_status read_keys(struct tc_db *db, struct tc_str prefix, struct tc_arena *arena, struct tc_strs *keys,
				struct tc_err *err)
{
	struct tc_keys *iterator = NULL;
	struct tc_str key;
	enum tc_status status = tc_keys_all(db, prefix, &iterator, err);
	while (status == TC_OK && (status = tc_keys_next(iterator, &key, err)) == TC_OK)
		tc_strs_add(keys, arena, key);
	tc_keys_free(iterator);
	return status == TC_END ? tc_arena_check(arena, "captures", err) : status;
}

static enum tc_status read_value(struct tc_db *db, struct tc_str key, struct tc_arena *arena, struct tc_kept_list *list,
				 struct tc_err *err)
{
	struct tc_buf value;
	unsigned long long n;
	tc_buf_init(&value, TC_LIMIT_ARTICLE_BYTES);
	enum tc_status status = tc_db_metadata(db, key, &value, err);
	struct tc_str rest = tc_arena_str(arena, tc_buf_str(&value));
	struct tc_str length = tc_str_split(&rest, '\n');
	if (status == TC_OK && rest.p != NULL && tc_str_to_u64(length, rest.n, &n) &&
	    tc_arena_grow(arena, &list->v, &list->capacity, list->n, sizeof *list->v) == 0)
		list->v[list->n++] = (struct tc_kept){tc_str_sub(rest, 0, (size_t)n), tc_str_sub(rest, (size_t)n, rest.n)};
	tc_buf_release(&value);
	return status == TC_OK ? tc_arena_check(arena, "captures", err) : status;
}

enum tc_status tc_kept_of_url(struct tc_db *db, struct tc_str capture, struct tc_arena *arena, struct tc_kept_list *list,
			      struct tc_err *err)
{
	struct tc_strs keys = {NULL, 0, 0};
	struct tc_str prefix = TC_STR(TC_KEY_KEPT);
	if (capture.n > 0)
		prefix = tc_arena_printf(arena, "%s%016llx:", TC_KEY_KEPT, tc_str_hash(capture));
	enum tc_status status = tc_arena_check(arena, "captures", err);
	if (status == TC_OK)
		status = read_keys(db, prefix, arena, &keys, err);
	for (size_t i = 0; i < keys.n && status == TC_OK; i++)
		status = read_value(db, keys.v[i], arena, list, err);
	return status;
}

static enum tc_status read_file_keys(struct tc_db *db, struct tc_str file, struct tc_arena *arena, struct tc_strs *keys,
				     struct tc_err *err)
{
	struct tc_str prefix = TC_STR(TC_KEY_KEPT_FILE);
	if (file.n > 0)
		prefix = tc_arena_printf(arena, "%s%016llx:", TC_KEY_KEPT_FILE, tc_str_hash(file));
	enum tc_status status = tc_arena_check(arena, "captures", err);
	return status == TC_OK ? read_keys(db, prefix, arena, keys, err) : status;
}

enum tc_status tc_kept_of_file(struct tc_db *db, struct tc_str file, struct tc_arena *arena, struct tc_kept_list *list,
			       struct tc_err *err)
{
	struct tc_strs keys = {NULL, 0, 0};
	size_t hashes = strlen(TC_KEY_KEPT_FILE) + 17;
	enum tc_status status = read_file_keys(db, file, arena, &keys, err);
	for (size_t i = 0; i < keys.n && status == TC_OK; i++) {
		struct tc_str tail = tc_str_sub(keys.v[i], hashes, keys.v[i].n);
		struct tc_str key = tc_arena_printf(arena, "%s%.*s", TC_KEY_KEPT, TC_STR_ARG(tail));
		status = tc_arena_check(arena, "captures", err);
		if (status == TC_OK)
			status = read_value(db, key, arena, list, err);
	}
	return status;
}

enum tc_status tc_kept_count(struct tc_db *db, struct tc_str file, uint64_t *n_texts, uint64_t *n_revisits, struct tc_err *err)
{
	struct tc_strs keys = {NULL, 0, 0};
	struct tc_arena arena;
	struct tc_buf value;
	*n_texts = *n_revisits = 0;
	tc_arena_init(&arena, SIZE_MAX);
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = read_file_keys(db, file, &arena, &keys, err);
	for (size_t i = 0; i < keys.n && status == TC_OK; i++) {
		status = tc_db_metadata(db, keys.v[i], &value, err);
		bool revisit = tc_str_eq(tc_buf_str(&value), TC_STR("revisit"));
		*n_texts += !revisit;
		*n_revisits += revisit;
	}
	tc_buf_release(&value);
	tc_arena_release(&arena);
	return status;
}
