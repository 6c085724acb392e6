/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures of texts, by which reprints are known.
 *
 * Two texts are alike as far as they share words, and pairs of neighbouring words: what both have, divided by what either has
 * (Jaccard).  MinHash estimates it without the texts (Broder, On the resemblance and containment of documents, 1997): each gets a
 * number by a hash, and for each of 48 parts of the range of numbers (one permutation hashing: Li, Owen, Zhang, 2012) the
 * smallest is kept, a byte of it.  Two signatures agree in as large a share of bytes as the texts share words.  A part that is
 * empty, as in a short text, takes the byte of the next that is not.
 *
 * Of a reprint with three of ten words changed half of the words are left and a third of the pairs.  Two articles on one event
 * have less in common than that: they may share whole sentences, what was quoted, but few of the words around them.
 *
 * Weather, prices and lottery have the same words every day and other numbers: the numbers of a text have a signature of their
 * own, and texts with several numbers must share some of them.
 *
 * To find candidates without reading every signature, the 16 runs of three words with the smallest hashes are terms of the
 * document.  Three of ten words changed leave a run of three whole in one case of three, so that some of the 16 are still
 * shared; two articles on one subject share hardly any.
 *
 * All of it depends on the text of lead and body alone, so that an update makes what a rebuild makes.  Titles are left out: an
 * editor who reprints changes them first.
 */
#include "indexer/near.h"

#include <string.h>

#include "indexer/schema.h"

/* Bytes of 48 that reprints share at least. */
#define MIN_WORDS_AGREE 23
#define MIN_PAIRS_AGREE 13
/* Texts with so many different numbers each must share some: so many bytes of 15. */
#define MIN_NUMBERS 6
#define MIN_NUMBERS_AGREE 3

#define MAX_PARTS TC_NEAR_WORD_BYTES
/* Where the signature tells of numbers. */
#define NUMBERS_AT (TC_NEAR_WORD_BYTES + TC_NEAR_PAIR_BYTES)

/* Smallest hash in each part of the range. */
struct parts {
	uint64_t least[MAX_PARTS];
	bool filled[MAX_PARTS];
	size_t n, n_filled;
};

/* Finalizer of splitmix64. */
static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xBF58476D1CE4E5B9u;
	x ^= x >> 27;
	x *= 0x94D049BB133111EBu;
	return x ^ x >> 31;
}

static uint64_t join(uint64_t before, uint64_t hash)
{
	return mix(before * 0x9E3779B97F4A7C15u + hash);
}

static void put(struct parts *parts, uint64_t hash)
{
	size_t i = (size_t)((hash >> 32) * parts->n >> 32);
	uint64_t rest = mix(hash);
	if (parts->filled[i] && parts->least[i] <= rest)
		return;
	parts->n_filled += !parts->filled[i];
	parts->filled[i] = true;
	parts->least[i] = rest;
}

static void write_parts(const struct parts *parts, unsigned char *out)
{
	for (size_t i = 0; i < parts->n && parts->n_filled > 0; i++) {
		size_t steps = 0;
		while (!parts->filled[(i + steps) % parts->n])
			steps++;
		out[i] = (unsigned char)(parts->least[(i + steps) % parts->n] + steps * 0x4Du);
	}
}

/* Keeps the runs of three words with the smallest hashes, ascending. */
static void keep_key(uint64_t least[TC_NEAR_MAX_KEYS], size_t *n, uint64_t hash)
{
	size_t at = *n;
	if (at == TC_NEAR_MAX_KEYS && hash >= least[at - 1])
		return;
	while (at > 0 && least[at - 1] > hash)
		at--;
	if (at > 0 && least[at - 1] == hash)
		return;
	size_t last = *n < TC_NEAR_MAX_KEYS ? *n : TC_NEAR_MAX_KEYS - 1;
	memmove(least + at + 1, least + at, (last - at) * sizeof *least);
	least[at] = hash;
	*n = last + 1;
}

bool tc_near_sign(const struct tc_near_word *words, size_t n, struct tc_near_signature *out)
{
	struct parts all = {.n = TC_NEAR_WORD_BYTES}, pairs = {.n = TC_NEAR_PAIR_BYTES}, numbers = {.n = TC_NEAR_NUMBER_BYTES};
	uint64_t least[TC_NEAR_MAX_KEYS];
	size_t n_numbers = 0;
	memset(out, 0, sizeof *out);
	if (n < TC_NEAR_MIN_WORDS)
		return false;
	for (size_t i = 0; i < n; i++) {
		put(&all, join(1, words[i].hash));
		if (i > 0)
			put(&pairs, join(join(2, words[i - 1].hash), words[i].hash));
		if (i > 1)
			keep_key(least, &out->n_keys, join(join(join(3, words[i - 2].hash), words[i - 1].hash), words[i].hash));
		if (words[i].number) {
			put(&numbers, join(4, words[i].hash));
			n_numbers++;
		}
	}
	write_parts(&all, out->bytes);
	write_parts(&pairs, out->bytes + TC_NEAR_WORD_BYTES);
	out->bytes[NUMBERS_AT] = (unsigned char)(n_numbers < 255 ? n_numbers : 255);
	write_parts(&numbers, out->bytes + NUMBERS_AT + 1);
	for (size_t i = 0; i < out->n_keys; i++)
		out->keys[i] = (uint32_t)mix(least[i]) & 0xFFFFFF;
	return true;
}

static int agreement(const char *a, const char *b, size_t n)
{
	int agree = 0;
	for (size_t i = 0; i < n; i++)
		agree += a[i] == b[i];
	return agree;
}

bool tc_near_alike(struct tc_str a, struct tc_str b)
{
	const size_t at = NUMBERS_AT;
	if (a.n != TC_NEAR_SIGNATURE_BYTES || b.n != TC_NEAR_SIGNATURE_BYTES)
		return false;
	if (agreement(a.p, b.p, TC_NEAR_WORD_BYTES) < MIN_WORDS_AGREE)
		return false;
	if (agreement(a.p + TC_NEAR_WORD_BYTES, b.p + TC_NEAR_WORD_BYTES, TC_NEAR_PAIR_BYTES) < MIN_PAIRS_AGREE)
		return false;
	if ((unsigned char)a.p[at] < MIN_NUMBERS || (unsigned char)b.p[at] < MIN_NUMBERS)
		return true;
	return agreement(a.p + at + 1, b.p + at + 1, TC_NEAR_NUMBER_BYTES) >= MIN_NUMBERS_AGREE;
}

void tc_near_term(uint32_t key, struct tc_buf *out)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
	tc_buf_reset(out);
	tc_buf_add_cstr(out, TC_PREFIX_NEAR);
	for (int shift = 18; shift >= 0; shift -= 6)
		tc_buf_add_char(out, digits[key >> shift & 63]);
}
