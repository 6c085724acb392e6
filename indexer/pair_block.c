/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A block of pairs.
 *
 * For each first word, in byte order (numbers as in LEB128):
 *
 *   bytes of the word, the word, total of the counts, different second words, bytes of the entries, the entries
 *
 * and for each second word, in byte order: a byte with the length of what it shares with the one before in its high four bits and
 * of what is its own in the low ones (15: the number follows, first of the shared, then of its own), its own bytes, the count.
 * Baomoi's 1.7 million pairs take 6 bytes each so.  A reader that wants one first word skips the entries of the others.
 *
 * What is read may be damaged: every length is checked against what is left.
 */
#include "indexer/pair_block.h"

#include <string.h>

#define ESCAPE 15u

bool tc_pair_reads_on(struct tc_str text, size_t end, size_t start)
{
	for (size_t i = end; i < start; i++)
		if (text.p[i] == '\0' || strchr(" \t\n-/", text.p[i]) == NULL)
			return false;
	return true;
}

void tc_pair_put(struct tc_buf *out, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		tc_buf_add_char(out, (char)(value | 0x80));
	tc_buf_add_char(out, (char)value);
}

bool tc_pair_get(struct tc_str *rest, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; rest->n > 0 && shift < 64; shift += 7) {
		unsigned char c = (unsigned char)*rest->p++;
		rest->n--;
		*value |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return true;
	}
	return false;
}

static bool take(struct tc_str *rest, uint64_t n, struct tc_str *out)
{
	if (n > rest->n)
		return false;
	*out = tc_str_sub(*rest, 0, (size_t)n);
	*rest = tc_str_sub(*rest, (size_t)n, rest->n);
	return true;
}

static enum tc_status damaged(struct tc_err *err)
{
	return err == NULL ? TC_ECORRUPT : tc_err_set(err, TC_ECORRUPT, "pairs of words: damaged block");
}

void tc_pair_reader_init(struct tc_pair_reader *reader, struct tc_str block)
{
	*reader = (struct tc_pair_reader){.rest = block};
}

enum tc_status tc_pair_reader_first(struct tc_pair_reader *reader, struct tc_pair_first *first, struct tc_err *err)
{
	struct tc_str *rest = &reader->rest;
	uint64_t n;
	if (rest->n == 0)
		return TC_END;
	reader->n_second = 0;
	if (!tc_pair_get(rest, &n) || !take(rest, n, &first->word) || !tc_pair_get(rest, &first->total) ||
	    !tc_pair_get(rest, &first->n_seconds) || !tc_pair_get(rest, &n) || !take(rest, n, &reader->entries))
		return damaged(err);
	return TC_OK;
}

enum tc_status tc_pair_reader_second(struct tc_pair_reader *reader, struct tc_str *second, uint64_t *count, struct tc_err *err)
{
	struct tc_str *rest = &reader->entries, own;
	if (rest->n == 0)
		return TC_END;
	unsigned char lengths = (unsigned char)*rest->p++;
	uint64_t shared = lengths >> 4, n = lengths & 15;
	rest->n--;
	if ((shared == ESCAPE && !tc_pair_get(rest, &shared)) || (n == ESCAPE && !tc_pair_get(rest, &n)))
		return damaged(err);
	if (shared > reader->n_second || n > TC_PAIR_WORD_BYTES - shared || !take(rest, n, &own) || !tc_pair_get(rest, count))
		return damaged(err);
	if (n > 0)
		memcpy(reader->second + shared, own.p, (size_t)n);
	reader->n_second = (size_t)(shared + n);
	*second = (struct tc_str){reader->second, reader->n_second};
	return TC_OK;
}

void tc_pair_writer_init(struct tc_pair_writer *writer, struct tc_buf *out)
{
	*writer = (struct tc_pair_writer){.out = out};
	tc_buf_init(&writer->entries, out->max_bytes);
}

void tc_pair_writer_release(struct tc_pair_writer *writer)
{
	tc_buf_release(&writer->entries);
}

void tc_pair_writer_begin(struct tc_pair_writer *writer, struct tc_str first)
{
	tc_buf_reset(&writer->entries);
	writer->word = first;
	writer->n_second = 0;
	writer->total = writer->n_seconds = 0;
}

void tc_pair_writer_add(struct tc_pair_writer *writer, struct tc_str second, uint64_t count)
{
	size_t shared = 0;
	if (second.n > TC_PAIR_WORD_BYTES)
		return;
	while (shared < second.n && shared < writer->n_second && second.p[shared] == writer->second[shared])
		shared++;
	size_t own = second.n - shared;
	size_t high = shared < ESCAPE ? shared : ESCAPE, low = own < ESCAPE ? own : ESCAPE;
	tc_buf_add_char(&writer->entries, (char)(high << 4 | low));
	if (high == ESCAPE)
		tc_pair_put(&writer->entries, shared);
	if (low == ESCAPE)
		tc_pair_put(&writer->entries, own);
	tc_buf_add(&writer->entries, second.p + shared, own);
	tc_pair_put(&writer->entries, count);
	memcpy(writer->second + shared, second.p + shared, own);
	writer->n_second = second.n;
	writer->total += count;
	writer->n_seconds++;
}

void tc_pair_writer_end(struct tc_pair_writer *writer)
{
	if (writer->n_seconds == 0)
		return;
	if (writer->entries.failed != TC_OK) {
		writer->out->failed = writer->entries.failed;
		return;
	}
	tc_pair_put(writer->out, writer->word.n);
	tc_buf_add_str(writer->out, writer->word);
	tc_pair_put(writer->out, writer->total);
	tc_pair_put(writer->out, writer->n_seconds);
	tc_pair_put(writer->out, writer->entries.n);
	tc_buf_add_str(writer->out, tc_buf_str(&writer->entries));
}
