/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Vocabulary and pairs of several indexes.
 *
 * Terms and articles of several indexes are one for Xapian, metadata are not: each index has its own lists of spellings and its
 * own pairs.  Lists are put together, each spelling once.  Blocks of pairs are merged, two at a time: first words and the words
 * behind them stand in byte order, counts of what both have are added.  One index, the usual case, is read as it is.
 */
#include "query/vocabulary.h"

#include "base/limits.h"
#include "indexer/pair_block.h"
#include "indexer/schema.h"
#include "xapianc/parts.h"

/* One of two blocks that are merged. */
struct side {
	struct tc_pair_reader reader;
	struct tc_pair_first first;
	struct tc_str second;
	uint64_t count;
	enum tc_status has_first, has_second; /* TC_OK, TC_END, or damaged */
};

static void next_first(struct side *side, struct tc_err *err)
{
	side->has_first = tc_pair_reader_first(&side->reader, &side->first, err);
}

static void next_second(struct side *side, struct tc_err *err)
{
	side->has_second = tc_pair_reader_second(&side->reader, &side->second, &side->count, err);
}

/* Which of two stands first: below 0 the left, above 0 the right, 0 both; one that has ended stands behind all. */
static int order(enum tc_status has_a, struct tc_str a, enum tc_status has_b, struct tc_str b)
{
	if (has_a != TC_OK || has_b != TC_OK)
		return has_a == TC_OK ? -1 : 1;
	return tc_str_cmp(a, b);
}

static enum tc_status worse(enum tc_status a, enum tc_status b)
{
	return a == TC_OK || a == TC_END ? b : a;
}

/* Writes what stands behind one first word that a, b or both are at (in_a, in_b), and goes on in them. */
static enum tc_status merge_seconds(struct side *a, bool in_a, struct side *b, bool in_b, struct tc_pair_writer *writer,
				    struct tc_err *err)
{
	tc_pair_writer_begin(writer, in_a ? a->first.word : b->first.word);
	a->has_second = b->has_second = TC_END;
	if (in_a)
		next_second(a, err);
	if (in_b)
		next_second(b, err);
	while (a->has_second == TC_OK || b->has_second == TC_OK) {
		int side = order(a->has_second, a->second, b->has_second, b->second);
		uint64_t count = (side <= 0 ? a->count : 0) + (side >= 0 ? b->count : 0);
		tc_pair_writer_add(writer, side <= 0 ? a->second : b->second, count);
		if (side <= 0)
			next_second(a, err);
		if (side >= 0)
			next_second(b, err);
	}
	tc_pair_writer_end(writer);
	enum tc_status status = worse(a->has_second, b->has_second);
	if (in_a)
		next_first(a, err);
	if (in_b)
		next_first(b, err);
	return status == TC_END ? TC_OK : status;
}

static enum tc_status merge_blocks(struct tc_str left, struct tc_str right, struct tc_buf *out, struct tc_err *err)
{
	struct side a = {.count = 0}, b = {.count = 0};
	struct tc_pair_writer writer;
	enum tc_status status = TC_OK;
	tc_pair_reader_init(&a.reader, left);
	tc_pair_reader_init(&b.reader, right);
	tc_pair_writer_init(&writer, out);
	next_first(&a, err);
	next_first(&b, err);
	while (status == TC_OK && (a.has_first == TC_OK || b.has_first == TC_OK)) {
		int side = order(a.has_first, a.first.word, b.has_first, b.first.word);
		status = merge_seconds(&a, side <= 0, &b, side >= 0, &writer, err);
	}
	if (status == TC_OK)
		status = worse(a.has_first, b.has_first);
	tc_pair_writer_release(&writer);
	return status == TC_OK || status == TC_END ? tc_buf_check(out, "pairs of words", err) : status;
}

static bool lists(struct tc_str list, struct tc_str term)
{
	for (struct tc_str rest = list; rest.p != NULL && rest.n > 0;)
		if (tc_str_eq(tc_str_split(&rest, ' '), term))
			return true;
	return false;
}

static enum tc_status add_spellings(struct tc_str list, struct tc_buf *out, struct tc_err *err)
{
	for (struct tc_str rest = list; rest.p != NULL && rest.n > 0;) {
		struct tc_str term = tc_str_split(&rest, ' ');
		if (term.n == 0 || lists(tc_buf_str(out), term))
			continue;
		if (out->n > 0)
			tc_buf_add_char(out, ' ');
		tc_buf_add_str(out, term);
	}
	return tc_buf_check(out, "spellings", err);
}

static enum tc_status add_pairs(struct tc_str block, struct tc_buf *out, struct tc_err *err)
{
	struct tc_buf merged;
	tc_buf_init(&merged, SIZE_MAX);
	enum tc_status status = merge_blocks(tc_buf_str(out), block, &merged, err);
	tc_buf_reset(out);
	tc_buf_add_str(out, tc_buf_str(&merged));
	tc_buf_release(&merged);
	return status == TC_OK ? tc_buf_check(out, "pairs of words", err) : status;
}

/* The metadata of all parts, put together by add. */
static enum tc_status read_parts(struct tc_db *db, const char *prefix, struct tc_str skeleton,
				 enum tc_status (*add)(struct tc_str, struct tc_buf *, struct tc_err *), struct tc_buf *out,
				 struct tc_err *err)
{
	struct tc_buf key, part;
	tc_buf_init(&key, TC_LIMIT_PATH_BYTES);
	tc_buf_init(&part, SIZE_MAX);
	tc_schema_key(prefix, skeleton, &key);
	enum tc_status status = tc_db_part_metadata(db, 0, tc_buf_str(&key), out, err);
	for (size_t i = 1; i < tc_db_parts(db) && status == TC_OK; i++) {
		status = tc_db_part_metadata(db, i, tc_buf_str(&key), &part, err);
		if (status == TC_OK && part.n > 0)
			status = add(tc_buf_str(&part), out, err);
	}
	tc_buf_release(&key);
	tc_buf_release(&part);
	return status;
}

enum tc_status tc_vocabulary_spellings(struct tc_db *db, struct tc_str skeleton, struct tc_buf *out, struct tc_err *err)
{
	return read_parts(db, TC_KEY_SPELLINGS, skeleton, add_spellings, out, err);
}

enum tc_status tc_vocabulary_pairs(struct tc_db *db, struct tc_str skeleton, struct tc_buf *out, struct tc_err *err)
{
	return read_parts(db, TC_KEY_PAIRS, skeleton, add_pairs, out, err);
}
