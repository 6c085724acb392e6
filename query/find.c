/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles by name.
 *
 * Each kind of name is a term that the index has for the document (indexer/schema.h), so a name costs one lookup for each kind
 * that is tried: id, URL, file.  An article without an id of its own has its place for one, FILE#RECORD, so that what a search
 * shows as the place of a hit names it again.
 *
 * The other spellings of an address (query/addresses.h) are tried when it is not there as it is.  A relative file is found below
 * base_dir, its . and .. resolved by name as a shell does it.
 */
#include "query/find.h"

#include <string.h>

#include "base/limits.h"
#include "indexer/schema.h"
#include "query/addresses.h"
#include "xapianc/iterate.h"

static enum tc_status add_documents(struct tc_db *db, const char *prefix, struct tc_str name, struct tc_arena *arena,
				    struct tc_docids *out, struct tc_err *err)
{
	struct tc_postings *postings = NULL;
	struct tc_buf term;
	uint32_t docid;
	tc_buf_init(&term, TC_LIMIT_KEY_BYTES);
	tc_schema_key(prefix, name, &term);
	enum tc_status status = tc_postings_of(db, tc_buf_str(&term), &postings, err);
	while (status == TC_OK && out->n <= TC_FIND_MAX && (status = tc_postings_next(postings, &docid, err)) == TC_OK)
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

/* The other ways to write an address. */
static enum tc_status try_address(struct tc_db *db, struct tc_str url, struct tc_arena *arena, struct tc_docids *out,
				  struct tc_err *err)
{
	struct tc_strs addresses;
	tc_addresses_of(url, arena, &addresses);
	enum tc_status status = tc_arena_check(arena, "articles", err);
	for (size_t i = 1; i < addresses.n && status == TC_OK && out->n == 0; i++)
		status = add_documents(db, TC_PREFIX_URL, addresses.v[i], arena, out, err);
	return status;
}

/* An article that has its file's name for an id is the first of that file: FILE#1 names it alone, and so does FILE for programs;
 * whoever names a file on a command line means all of it. */
static enum tc_status try_whole_file(struct tc_db *db, struct tc_str name, struct tc_arena *arena, struct tc_docids *out,
				     struct tc_err *err)
{
	struct tc_docids file = {NULL, 0, 0};
	enum tc_status status = add_documents(db, TC_PREFIX_FILE, name, arena, &file, err);
	if (status == TC_OK && file.n > out->n)
		*out = file;
	return status;
}

/* The path of a file named from a folder, without . and .. in it. */
static struct tc_str resolve(struct tc_str folder, struct tc_str name, struct tc_arena *arena)
{
	struct tc_str rest = tc_arena_printf(arena, "/%.*s/%.*s", TC_STR_ARG(folder), TC_STR_ARG(name));
	struct tc_str result = tc_arena_str(arena, rest);
	char *to = (char *)result.p;
	size_t n = 0;
	while (rest.p != NULL && to != NULL) {
		struct tc_str part = tc_str_split(&rest, '/');
		if (part.n == 0 || tc_str_eq(part, TC_STR(".")))
			continue;
		if (tc_str_eq(part, TC_STR(".."))) {
			while (n > 0 && to[--n] != '/')
				;
			continue;
		}
		to[n++] = '/';
		memcpy(to + n, part.p, part.n);
		n += part.n;
	}
	return (struct tc_str){to, n};
}

enum tc_status tc_find_articles(struct tc_db *db, struct tc_str name, const char *base_dir, struct tc_arena *arena,
				struct tc_docids *out, struct tc_err *err)
{
	const struct tc_str typed = name;
	*out = (struct tc_docids){NULL, 0, 0};
	enum tc_status status = try_name(db, name, arena, out, err);
	if (status == TC_OK && out->n == 0 && tc_str_find(name, TC_STR("://"), 0) < name.n)
		status = try_address(db, name, arena, out, err);
	if (status == TC_OK && out->n == 0 && base_dir != NULL && name.n > 0) {
		name = resolve(name.p[0] == '/' ? TC_STR("") : tc_str_of(base_dir), name, arena);
		status = try_name(db, name, arena, out, err);
	}
	if (status == TC_OK && out->n == 0 && tc_str_ends(name, TC_STR("#1")))
		status = add_documents(db, TC_PREFIX_ID, tc_str_sub(name, 0, name.n - 2), arena, out, err);
	else if (status == TC_OK && out->n == 1 && base_dir != NULL)
		status = try_whole_file(db, name, arena, out, err);
	if (status == TC_OK && out->n == 0)
		return tc_err_set(err, TC_ENOENT, "%.*s: no such article in the index", TC_STR_ARG(typed));
	return status;
}
