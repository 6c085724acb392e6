/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles by name.
 *
 * Each kind of name is a term that the index has for the document (indexer/schema.h), so a name costs one lookup for each kind
 * that is tried: id, URL, file.  An article without an id of its own has its place for one, FILE#RECORD, so that what a search
 * shows as the place of a hit names it again.
 */
#include "query/find.h"

#include "base/limits.h"
#include "indexer/schema.h"
#include "xapianc/iterate.h"

/* Articles of one file that are listed. */
#define MAX_ARTICLES 10000

static enum tc_status add_documents(struct tc_db *db, const char *prefix, struct tc_str name, struct tc_arena *arena,
				    struct tc_docids *out, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	struct tc_buf term;
	uint32_t docid;
	tc_buf_init(&term, TC_LIMIT_KEY_BYTES);
	tc_schema_key(prefix, name, &term);
	enum tc_status status = tc_postings_of(db, tc_buf_str(&term), &postings, err);
	while (status == TC_OK && out->n < MAX_ARTICLES && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
		if (tc_arena_grow(arena, &out->v, &out->capacity, out->n, sizeof *out->v) == 0)
			out->v[out->n++] = docid;
	tc_postings_free(postings);
	tc_buf_release(&term);
	return status == TC_OK || status == TC_END ? tc_arena_check(arena, "articles", err) : status;
}

static enum tc_status try_name(struct tc_db *db, struct tc_str name, struct tc_arena *arena, struct tc_docids *out,
			       struct tc_err *err)
{
	static const char *const prefixes[] = {TC_PREFIX_ID, TC_PREFIX_URL, TC_PREFIX_FILE};
	enum tc_status status = TC_OK;
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && status == TC_OK && out->n == 0; i++)
		status = add_documents(db, prefixes[i], name, arena, out, err);
	return status;
}

enum tc_status tc_find_articles(struct tc_db *db, struct tc_str name, const char *base_dir, struct tc_arena *arena,
				struct tc_docids *out, struct tc_err *err)
{
	*out = (struct tc_docids){NULL, 0, 0};
	enum tc_status status = try_name(db, name, arena, out, err);
	if (status == TC_OK && out->n == 0 && base_dir != NULL && name.n > 0 && name.p[0] != '/') {
		while (tc_str_starts(name, TC_STR("./")))
			name = tc_str_sub(name, 2, name.n);
		status = try_name(db, tc_arena_printf(arena, "%s/%.*s", base_dir, TC_STR_ARG(name)), arena, out, err);
	}
	if (status == TC_OK && out->n == 0)
		return tc_err_set(err, TC_ENOENT, "%.*s: no such article in the index", TC_STR_ARG(name));
	return status;
}
