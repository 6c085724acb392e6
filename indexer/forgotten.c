/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of what was taken down: metadata TC_KEY_FORGOTTEN + id, lines of name=value
 *
 *   id=... date=2024-05-01 reason=... term=XI... term=U... term=XH... file=...
 *
 * An article is known again by its id, its address and the hash of its text, so that it stays away when its file is moved or when
 * the page comes again in a web archive.  A reprint with a changed word is another article.
 */
#include "indexer/forgotten.h"

#include <stdlib.h>

#include "base/limits.h"
#include "indexer/document.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

static int by_bytes(const void *a, const void *b)
{
	return tc_str_cmp(*(const struct tc_str *)a, *(const struct tc_str *)b);
}

static void read_entry(struct tc_str text, struct tc_arena *arena, struct tc_forgotten_entry *entry)
{
	*entry = (struct tc_forgotten_entry){.id = TC_STR_NONE};
	for (struct tc_str rest = tc_arena_str(arena, text); rest.p != NULL;) {
		struct tc_str value = tc_str_split(&rest, '\n'), name = tc_str_split(&value, '=');
		if (value.p == NULL)
			continue;
		if (tc_str_eq(name, TC_STR("id")))
			entry->id = value;
		else if (tc_str_eq(name, TC_STR("date")))
			entry->date = value;
		else if (tc_str_eq(name, TC_STR("reason")))
			entry->reason = value;
		else if (tc_str_eq(name, TC_STR("term")))
			tc_strs_add(&entry->terms, arena, value);
		else if (tc_str_eq(name, TC_STR("file")))
			tc_strs_add(&entry->files, arena, value);
	}
}

/* All terms of the list, sorted. */
static enum tc_status sort_terms(struct tc_forgotten *list, struct tc_err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += list->v[i].terms.n;
	list->terms = tc_arena_alloc(&list->arena, (n + 1) * sizeof *list->terms);
	if (list->terms == NULL)
		return tc_arena_check(&list->arena, "forgotten articles", err);
	for (size_t i = 0; i < list->n; i++)
		for (size_t k = 0; k < list->v[i].terms.n; k++)
			list->terms[list->n_terms++] = list->v[i].terms.v[k];
	if (n > 1)
		qsort(list->terms, n, sizeof *list->terms, by_bytes);
	return tc_arena_check(&list->arena, "forgotten articles", err);
}

enum tc_status tc_forgotten_load(struct tc_db *db, struct tc_forgotten *out, struct tc_err *err)
{
	struct tc_keys *keys = NULL;
	struct tc_buf value;
	struct tc_str key;
	*out = (struct tc_forgotten){.v = NULL};
	tc_arena_init(&out->arena, SIZE_MAX);
	tc_buf_init(&value, SIZE_MAX);
	enum tc_status status = tc_keys_all(db, TC_STR(TC_KEY_FORGOTTEN), &keys, err);
	while (status == TC_OK && (status = tc_keys_next(keys, &key, err)) == TC_OK) {
		status = tc_db_metadata(db, key, &value, err);
		if (status == TC_OK && tc_arena_grow(&out->arena, &out->v, &out->capacity, out->n, sizeof *out->v) != 0)
			status = tc_err_set(err, TC_ENOMEM, "forgotten articles: no memory");
		if (status == TC_OK)
			read_entry(tc_buf_str(&value), &out->arena, &out->v[out->n++]);
	}
	tc_keys_free(keys);
	tc_buf_release(&value);
	return status == TC_END ? sort_terms(out, err) : status;
}

void tc_forgotten_release(struct tc_forgotten *list)
{
	tc_arena_release(&list->arena);
	*list = (struct tc_forgotten){.v = NULL};
}

bool tc_forgotten_has_term(const struct tc_forgotten *list, struct tc_str term)
{
	return list->n_terms > 0 && bsearch(&term, list->terms, list->n_terms, sizeof term, by_bytes) != NULL;
}

/* The terms of an article one after the other, in key; false after the last. */
static bool next_term(const struct tc_article *a, unsigned *step, struct tc_buf *key)
{
	for (;;) {
		tc_buf_reset(key);
		switch ((*step)++) {
		case 0:
			tc_schema_key(TC_PREFIX_ID, a->id, key);
			break;
		case 1:
			if (a->url.n > 0)
				tc_schema_key(TC_PREFIX_URL, a->url, key);
			break;
		case 2:
			tc_document_content_term(a, key);
			break;
		case 3:
			tc_document_capture_term(a, key);
			break;
		default:
			return false;
		}
		if (key->n > 0)
			return true;
	}
}

bool tc_forgotten_has(const struct tc_forgotten *list, const struct tc_article *article)
{
	struct tc_buf key;
	bool has = false;
	if (list->n_terms == 0)
		return false;
	tc_buf_init(&key, TC_LIMIT_ARTICLE_BYTES);
	for (unsigned step = 0; !has && next_term(article, &step, &key);)
		has = tc_forgotten_has_term(list, tc_buf_str(&key));
	tc_buf_release(&key);
	return has;
}

void tc_forgotten_terms(const struct tc_article *article, struct tc_arena *arena, struct tc_strs *terms)
{
	struct tc_buf key;
	tc_buf_init(&key, TC_LIMIT_ARTICLE_BYTES);
	for (unsigned step = 0; next_term(article, &step, &key);)
		if (!tc_strs_has(terms, tc_buf_str(&key)))
			tc_strs_add(terms, arena, tc_arena_str(arena, tc_buf_str(&key)));
	tc_buf_release(&key);
}

enum tc_status tc_forgotten_put(struct tc_db *db, const struct tc_forgotten_entry *entry, struct tc_err *err)
{
	struct tc_buf key, value;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&value, TC_LIMIT_RECORD_BYTES);
	tc_schema_key(TC_KEY_FORGOTTEN, entry->id, &key);
	tc_buf_printf(&value, "id=%.*s\ndate=%.*s\nreason=%.*s\n", TC_STR_ARG(entry->id), TC_STR_ARG(entry->date),
		      TC_STR_ARG(entry->reason));
	for (size_t i = 0; i < entry->terms.n; i++)
		tc_buf_printf(&value, "term=%.*s\n", TC_STR_ARG(entry->terms.v[i]));
	for (size_t i = 0; i < entry->files.n; i++)
		tc_buf_printf(&value, "file=%.*s\n", TC_STR_ARG(entry->files.v[i]));
	enum tc_status status = tc_buf_check(&value, "forgotten article", err);
	if (status == TC_OK)
		status = tc_db_set_metadata(db, tc_buf_str(&key), tc_buf_str(&value), err);
	tc_buf_release(&key);
	tc_buf_release(&value);
	return status;
}

enum tc_status tc_forgotten_drop(struct tc_db *db, struct tc_str id, struct tc_err *err)
{
	struct tc_buf key;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_schema_key(TC_KEY_FORGOTTEN, id, &key);
	enum tc_status status = tc_db_set_metadata(db, tc_buf_str(&key), TC_STR_NONE, err);
	tc_buf_release(&key);
	return status;
}
