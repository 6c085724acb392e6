/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes all that an index holds, a line a fact, in an order that does not depend on the order in which its documents came.
 *
 *	index_dump INDEX [-rebuilt]
 *
 * A document is named by its unique term and has lines for its terms with wdf and positions, its values and its stored data; then
 *come the metadata, the states of files among them, and the statistics.  What differs from run to run is left out: when the index
 *was made, and since when a file has had its problem.  With -rebuilt the vocabulary is left out too: a spelling may outlive its
 *last document until a rebuild.  Two indexes are the same when their dumps, sorted, are.
 */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "indexer/schema.h"
#include "xapianc/db.h"
#include "xapianc/iterate.h"

#define SLOTS 9

/* Bytes as text, so that a line is a line. */
static void print(struct tc_str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		if (c < ' ' || c == '\\')
			printf("\\%03o", c);
		else
			putchar(c);
	}
}

static enum tc_status unique_of(struct tc_db *db, uint32_t docid, struct tc_buf *out, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	tc_buf_reset(out);
	enum tc_status status = tc_terms_of(db, docid, &terms, err);
	while (status == TC_OK && out->n == 0 && (status = tc_terms_next(terms, &term, err)) == TC_OK)
		if (tc_str_starts(term, TC_STR(TC_PREFIX_UNIQUE)))
			tc_buf_add_str(out, term);
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status dump_terms(struct tc_db *db, uint32_t docid, struct tc_str unique, struct tc_err *err)
{
	struct tc_terms *terms = NULL;
	struct tc_str term;
	enum tc_status status = tc_terms_of(db, docid, &terms, err);
	while (status == TC_OK && (status = tc_terms_next(terms, &term, err)) == TC_OK) {
		const uint32_t *positions;
		size_t n;
		print(unique);
		printf(" term ");
		print(term);
		printf(" %u", tc_terms_wdf(terms));
		status = tc_db_positions(db, docid, term, &positions, &n, err);
		for (size_t i = 0; i < n && status == TC_OK; i++)
			printf(" %u", positions[i]);
		putchar('\n');
	}
	tc_terms_free(terms);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status dump_document(struct tc_db *db, uint32_t docid, struct tc_err *err)
{
	struct tc_buf unique, text;
	uint32_t length, n_unique;
	tc_buf_init(&unique, SIZE_MAX);
	tc_buf_init(&text, SIZE_MAX);
	enum tc_status status = unique_of(db, docid, &unique, err);
	if (status == TC_OK)
		status = dump_terms(db, docid, tc_buf_str(&unique), err);
	for (uint32_t slot = 0; slot < SLOTS && status == TC_OK; slot++) {
		status = tc_db_value(db, docid, slot, &text, err);
		if (status == TC_OK && text.n > 0) {
			print(tc_buf_str(&unique));
			printf(" value %u ", slot);
			print(tc_buf_str(&text));
			putchar('\n');
		}
	}
	if (status == TC_OK)
		status = tc_db_data(db, docid, &text, err);
	if (status == TC_OK)
		status = tc_db_doc_length(db, docid, &length, &n_unique, err);
	if (status == TC_OK) {
		print(tc_buf_str(&unique));
		printf(" length %u unique %u data ", length, n_unique);
		print(tc_buf_str(&text));
		putchar('\n');
	}
	tc_buf_release(&unique);
	tc_buf_release(&text);
	return status;
}

/* A state of a file without the line that says since when. */
static void print_state(struct tc_str state)
{
	while (state.p != NULL) {
		struct tc_str line = tc_str_split(&state, '\n');
		if (!tc_str_starts(line, TC_STR("since="))) {
			print(line);
			putchar(';');
		}
	}
}

static enum tc_status dump_metadata(struct tc_db *db, bool rebuilt, struct tc_err *err)
{
	struct tc_keys *keys = NULL;
	struct tc_buf value;
	struct tc_str key;
	tc_buf_init(&value, SIZE_MAX);
	enum tc_status status = tc_keys_all(db, TC_STR_NONE, &keys, err);
	while (status == TC_OK && (status = tc_keys_next(keys, &key, err)) == TC_OK) {
		if (tc_str_eq(key, TC_STR(TC_KEY_CREATED)) || (rebuilt && tc_str_starts(key, TC_STR(TC_KEY_SPELLINGS))))
			continue;
		status = tc_db_metadata(db, key, &value, err);
		printf("metadata ");
		print(key);
		putchar(' ');
		if (tc_str_starts(key, TC_STR(TC_KEY_FILE)))
			print_state(tc_buf_str(&value));
		else
			print(tc_buf_str(&value));
		putchar('\n');
	}
	tc_keys_free(keys);
	tc_buf_release(&value);
	return status == TC_END ? TC_OK : status;
}

int main(int argc, char **argv)
{
	const char *path = argc > 1 ? argv[1] : "";
	struct tc_postings *postings = NULL;
	struct tc_db *db = NULL;
	struct tc_db_stats stats;
	struct tc_err err = {TC_OK, ""};
	uint32_t docid;
	enum tc_status status = tc_db_open(&path, 1, 0, &db, &err);
	if (status == TC_OK)
		status = tc_db_stats(db, &stats, &err);
	if (status == TC_OK) {
		printf("documents %u average length %.6f\n", stats.n_documents, stats.average_length);
		status = tc_postings_of(db, TC_STR_NONE, &postings, &err);
	}
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, &err)) == TC_OK)
		status = dump_document(db, docid, &err);
	tc_postings_free(postings);
	if (status == TC_END)
		status = dump_metadata(db, argc > 2 && strcmp(argv[2], "-rebuilt") == 0, &err);
	tc_db_free(db);
	if (status != TC_OK)
		fprintf(stderr, "index_dump: %s\n", err.text);
	return status == TC_OK ? 0 : 1;
}
