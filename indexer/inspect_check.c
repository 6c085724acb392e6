/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is an index sound?
 *
 *   - the database by Xapian's own check of its tables
 *   - schema and analyzer version
 *   - each file's state against the documents that name the file, and no document without a state
 *   - each spelling of the vocabulary folds to its skeleton
 *   - some files against what is stored of them (inspect_samples.c)
 */
#include <string.h>

#include "analyzers/fold.h"
#include "base/limits.h"
#include "indexer/generation.h"
#include "indexer/inspect.h"
#include "indexer/kept.h"
#include "indexer/schema.h"
#include "indexer/state.h"
#include "xapianc/iterate.h"

struct check {
	struct tc_db *db;
	struct tc_buf *out;
	size_t n_errors;
};

static enum tc_status check_tables(struct check *c, const char *path, struct tc_err *err)
{
	struct tc_buf report;
	size_t n = 0;
	tc_buf_init(&report, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_check(path, &n, &report, err);
	if (n > 0)
		tc_buf_printf(c->out, "%s: %zu errors in the database:\n%s", path, n, tc_buf_cstr(&report));
	c->n_errors += n;
	tc_buf_release(&report);
	return status;
}

static enum tc_status check_states(struct check *c, struct tc_err *err)
{
	struct tc_states *states = NULL;
	struct tc_buf term;
	struct tc_db_stats stats;
	uint64_t documents = 0, kept, revisits;
	tc_buf_init(&term, TC_LIMIT_PATH_BYTES);
	enum tc_status status = tc_states_load(c->db, &states, err);
	for (size_t i = 0; status == TC_OK && i < tc_states_count(states); i++) {
		const struct tc_file_state *state = tc_states_at(states, i);
		uint32_t found = 0;
		tc_schema_key(TC_PREFIX_FILE, tc_str_of(state->path), &term);
		status = tc_db_term_freq(c->db, tc_buf_str(&term), &found, NULL, err);
		documents += found;
		if (status == TC_OK)
			status = tc_kept_count(c->db, tc_str_of(state->path), &kept, &revisits, err);
		if (status != TC_OK || found + kept == state->documents)
			continue;
		tc_buf_printf(c->out, "%s: its record says %u articles, the index has %u\n", state->path, state->documents,
			      found);
		c->n_errors++;
	}
	if (status == TC_OK)
		status = tc_db_stats(c->db, &stats, err);
	if (status == TC_OK && documents != stats.n_documents) {
		tc_buf_printf(c->out, "the index has %u articles, the records of its files say %llu\n", stats.n_documents,
			      (unsigned long long)documents);
		c->n_errors++;
	}
	tc_states_free(states);
	tc_buf_release(&term);
	return status;
}

static void check_skeleton(struct check *c, struct tc_str key, struct tc_str list, struct tc_buf *folded)
{
	struct tc_str skeleton = tc_str_sub(key, strlen(TC_KEY_SPELLINGS), key.n);
	for (struct tc_str rest = list; rest.p != NULL;) {
		struct tc_str spelling = tc_str_split(&rest, ' ');
		tc_buf_reset(folded);
		tc_fold_ascii(spelling, folded);
		if (tc_str_eq(tc_buf_str(folded), skeleton) || key.n >= TC_LIMIT_KEY_BYTES)
			continue;
		tc_buf_printf(c->out, "vocabulary: '%.*s' stands under '%.*s'\n", TC_STR_ARG(spelling), TC_STR_ARG(skeleton));
		c->n_errors++;
	}
}

static enum tc_status check_vocabulary(struct check *c, struct tc_err *err)
{
	struct tc_keys *keys = NULL;
	struct tc_buf list, folded;
	struct tc_str key;
	tc_buf_init(&list, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&folded, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_keys_all(c->db, TC_STR(TC_KEY_SPELLINGS), &keys, err);
	while (status == TC_OK && (status = tc_keys_next(keys, &key, err)) == TC_OK) {
		status = tc_db_metadata(c->db, key, &list, err);
		if (status == TC_OK)
			check_skeleton(c, key, tc_buf_str(&list), &folded);
	}
	tc_keys_free(keys);
	tc_buf_release(&list);
	tc_buf_release(&folded);
	return status == TC_END ? TC_OK : status;
}

enum tc_status tc_inspect_check(const char *index, const struct tc_reader_options *reader, size_t n_samples, struct tc_buf *out,
				size_t *n_errors, struct tc_err *err)
{
	struct check c = {.out = out};
	struct tc_index_dir dir;
	char path[TC_LIMIT_PATH_BYTES];
	enum tc_status status = tc_index_dir_read(&dir, index, err);
	if (status == TC_OK)
		status = tc_index_dir_generation(&dir, dir.current, path, err);
	if (status == TC_OK)
		status = check_tables(&c, path, err);
	if (status == TC_OK)
		status = tc_db_open(&index, 1, 0, &c.db, err);
	if (status == TC_OK)
		status = tc_schema_check(c.db, index, err);
	if (status == TC_OK)
		status = check_states(&c, err);
	if (status == TC_OK)
		status = check_vocabulary(&c, err);
	if (status == TC_OK)
		status = tc_inspect_samples(c.db, reader, n_samples, out, &c.n_errors, err);
	tc_db_free(c.db);
	*n_errors = c.n_errors;
	return status == TC_OK ? tc_buf_check(out, "report", err) : status;
}
