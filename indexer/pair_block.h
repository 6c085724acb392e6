/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_PAIR_BLOCK_H
#define TC_INDEXER_PAIR_BLOCK_H

#include <stdint.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/status.h"
#include "base/str.h"

/* Which word follows which, as it is on disk: metadata TC_KEY_PAIRS + ASCII skeleton -> a block for all first words that fold to
 * that skeleton.  Words are canonical terms; all numbers are the one word TC_PAIR_NUMBER.  A count is the sum of the weights
 * (TC_WDF_...) of the places where the two stand one behind the other in TEXT.  Layout in pair_block.c. */
#define TC_PAIR_NUMBER "0"
#define TC_PAIR_BREAK "," /* before and behind punctuation, beginnings and ends of texts */
/* Longer words are in no pair. */
#define TC_PAIR_WORD_BYTES 31

/* Are two tokens of text, one ending at end and the next beginning at start, a pair? A hyphen or slash joins them too; any other
 * mark parts them: then both are paired with TC_PAIR_BREAK. */
bool tc_pair_reads_on(struct tc_str text, size_t end, size_t start);

struct tc_pair_reader {
	struct tc_str rest; /* first words still to come */
	struct tc_str entries;
	char second[TC_PAIR_WORD_BYTES + 1];
	size_t n_second;
};

/* A first word: what follows it, all counts together and how many different words. */
struct tc_pair_first {
	struct tc_str word; /* slice of the block */
	uint64_t total;
	uint64_t n_seconds;
};

void tc_pair_reader_init(struct tc_pair_reader *reader, struct tc_str block);
/* The next first word, in byte order, passing over what is left of the one before.  TC_OK, TC_END, TC_ECORRUPT (err may be
 * NULL). */
enum tc_status tc_pair_reader_first(struct tc_pair_reader *reader, struct tc_pair_first *first, struct tc_err *err);
/* The next word that follows the first, in byte order; second lives until the next call. */
enum tc_status tc_pair_reader_second(struct tc_pair_reader *reader, struct tc_str *second, uint64_t *count, struct tc_err *err);

/* Writes a block: for each first word _begin, _add for what follows it in byte order, _end.  A first word without any is
 * left out. */
struct tc_pair_writer {
	struct tc_buf *out;
	struct tc_buf entries;
	char second[TC_PAIR_WORD_BYTES + 1];
	size_t n_second;
	struct tc_str word; /* the caller's, until _end */
	uint64_t total, n_seconds;
};

void tc_pair_writer_init(struct tc_pair_writer *writer, struct tc_buf *out);
void tc_pair_writer_release(struct tc_pair_writer *writer);
void tc_pair_writer_begin(struct tc_pair_writer *writer, struct tc_str first);
void tc_pair_writer_add(struct tc_pair_writer *writer, struct tc_str second, uint64_t count);
void tc_pair_writer_end(struct tc_pair_writer *writer);

/* Numbers of seven bits a byte, the lowest first; shared with the runs that workers write (indexer/pairs.h). */
void tc_pair_put(struct tc_buf *out, uint64_t value);
/* False at the end of *rest or when it is no number. */
bool tc_pair_get(struct tc_str *rest, uint64_t *value);

#endif
