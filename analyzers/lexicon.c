/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Two hash tables with open addressing: words as written -> slot, terms -> number.
 *
 * Folding a word costs a microsecond, finding it again a few nanoseconds, and 99 of 100 words of a newspaper have been seen
 * before.  A slot is 32 bytes and holds the word itself when it has at most 16 bytes (all Vietnamese syllables have), so that
 * the usual lookup touches one or two cache lines and compares two integers.  The 16 bytes are read at once where the text goes
 * on that far, and the bytes behind the word are masked out.  Longer words are kept in an arena and compared by hash, then by
 * bytes.
 *
 * Nothing is ever removed; tc_lexicon_reset forgets all.
 */
#include <string.h>

#include "analyzers/lexicon.h"
#include "base/alloc.h"
#include "base/arena.h"

#define FIRST_SLOTS 1024           /* a power of two; small, since every query makes a lexicon */
#define MAX_INLINE 16              /* bytes */
#define MAX_ARENA_BYTES (1u << 30) /* terms and long words; callers forget long before */

struct tc_lexicon {
	struct tc_lexicon_word *words;
	size_t n_words, n_word_slots;
	uint32_t *numbers; /* number of a term + 1; 0: empty */
	size_t n_number_slots;
	struct tc_str *terms;
	size_t n_terms, capacity_terms;
	struct tc_arena arena;
};

enum tc_status tc_lexicon_new(struct tc_lexicon **out, struct tc_err *err)
{
	struct tc_lexicon *lexicon = tc_alloc(sizeof *lexicon);
	*out = NULL;
	if (lexicon == NULL)
		return tc_err_set(err, TC_ENOMEM, "analyzer: no memory");
	tc_arena_init(&lexicon->arena, MAX_ARENA_BYTES);
	lexicon->words = tc_alloc(FIRST_SLOTS * sizeof *lexicon->words);
	lexicon->numbers = tc_alloc(FIRST_SLOTS * sizeof *lexicon->numbers);
	if (lexicon->words == NULL || lexicon->numbers == NULL) {
		tc_lexicon_free(lexicon);
		return tc_err_set(err, TC_ENOMEM, "analyzer: no memory");
	}
	lexicon->n_word_slots = lexicon->n_number_slots = FIRST_SLOTS;
	*out = lexicon;
	return TC_OK;
}

void tc_lexicon_free(struct tc_lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	tc_arena_release(&lexicon->arena);
	tc_free(lexicon->words);
	tc_free(lexicon->numbers);
	tc_free(lexicon->terms);
	tc_free(lexicon);
}

static void make_key(struct tc_str word, const char *limit, uint64_t key[2])
{
	static const unsigned char ones[2 * MAX_INLINE] = {255, 255, 255, 255, 255, 255, 255, 255,
							   255, 255, 255, 255, 255, 255, 255, 255};
	if (word.n > MAX_INLINE) {
		key[0] = tc_str_hash(word);
		key[1] = 0;
	} else if (limit - word.p >= MAX_INLINE) {
		uint64_t mask[2];
		memcpy(mask, ones + MAX_INLINE - word.n, sizeof mask);
		memcpy(key, word.p, MAX_INLINE);
		key[0] &= mask[0];
		key[1] &= mask[1];
	} else {
		key[0] = key[1] = 0;
		memcpy(key, word.p, word.n);
	}
}

/* Of a short word from its bytes, of a long one from their hash. */
static size_t hash_key(const uint64_t key[2], size_t n_bytes)
{
	uint64_t h = key[0] * 0x9E3779B97F4A7C15u;
	if (n_bytes <= MAX_INLINE)
		h ^= (key[1] + n_bytes) * 0xC2B2AE3D27D4EB4Fu;
	h ^= h >> 32;
	h *= 0xD6E8FEB86659FD93u;
	return (size_t)(h >> 24);
}

static const char *long_word(const struct tc_lexicon_word *slot)
{
	return (const char *)(uintptr_t)slot->key[1];
}

/* The slot that holds the word or would. */
static struct tc_lexicon_word *slot_of(const struct tc_lexicon *lexicon, struct tc_str word, const uint64_t key[2])
{
	size_t mask = lexicon->n_word_slots - 1;
	for (size_t i = hash_key(key, word.n) & mask;; i = (i + 1) & mask) {
		struct tc_lexicon_word *slot = &lexicon->words[i];
		if (slot->key[0] == key[0] && slot->n_bytes == word.n) {
			if (word.n <= MAX_INLINE ? slot->key[1] == key[1] : memcmp(long_word(slot), word.p, word.n) == 0)
				return slot;
		}
		if (slot->n_bytes == 0)
			return slot;
	}
}

const struct tc_lexicon_word *tc_lexicon_find(const struct tc_lexicon *lexicon, struct tc_str word, const char *limit)
{
	uint64_t key[2];
	make_key(word, limit, key);
	const struct tc_lexicon_word *slot = slot_of(lexicon, word, key);
	return slot->n_bytes != 0 ? slot : NULL;
}

static bool grow_words(struct tc_lexicon *lexicon)
{
	size_t n = lexicon->n_word_slots * 2;
	struct tc_lexicon_word *words = tc_alloc(n * sizeof *words);
	if (words == NULL)
		return false;
	for (size_t i = 0; i < lexicon->n_word_slots; i++) {
		const struct tc_lexicon_word *slot = &lexicon->words[i];
		if (slot->n_bytes == 0)
			continue;
		size_t to = hash_key(slot->key, slot->n_bytes) & (n - 1);
		while (words[to].n_bytes != 0)
			to = (to + 1) & (n - 1);
		words[to] = *slot;
	}
	tc_free(lexicon->words);
	lexicon->words = words;
	lexicon->n_word_slots = n;
	return true;
}

static uint32_t *number_slot(uint32_t *numbers, size_t n_slots, const struct tc_str *terms, struct tc_str term)
{
	size_t i = (size_t)tc_str_hash(term) & (n_slots - 1);
	while (numbers[i] != 0 && !tc_str_eq(terms[numbers[i] - 1], term))
		i = (i + 1) & (n_slots - 1);
	return &numbers[i];
}

static bool grow_numbers(struct tc_lexicon *lexicon)
{
	size_t n = lexicon->n_number_slots * 2;
	uint32_t *numbers = tc_alloc(n * sizeof *numbers);
	if (numbers == NULL)
		return false;
	for (size_t i = 0; i < lexicon->n_terms; i++)
		*number_slot(numbers, n, lexicon->terms, lexicon->terms[i]) = (uint32_t)i + 1;
	tc_free(lexicon->numbers);
	lexicon->numbers = numbers;
	lexicon->n_number_slots = n;
	return true;
}

/* The number of a term, old or new; TC_LEXICON_NO_TERM when there is no memory. */
static uint32_t number_of(struct tc_lexicon *lexicon, struct tc_str term)
{
	uint32_t *slot = number_slot(lexicon->numbers, lexicon->n_number_slots, lexicon->terms, term);
	if (*slot != 0)
		return *slot - 1;
	if (lexicon->n_terms * 2 >= lexicon->n_number_slots) {
		if (!grow_numbers(lexicon))
			return TC_LEXICON_NO_TERM;
		slot = number_slot(lexicon->numbers, lexicon->n_number_slots, lexicon->terms, term);
	}
	if (tc_grow(&lexicon->terms, &lexicon->capacity_terms, lexicon->n_terms, sizeof *lexicon->terms) != 0)
		return TC_LEXICON_NO_TERM;
	struct tc_str kept = tc_arena_str(&lexicon->arena, term);
	if (kept.p == NULL)
		return TC_LEXICON_NO_TERM;
	lexicon->terms[lexicon->n_terms] = kept;
	*slot = (uint32_t)++lexicon->n_terms;
	return *slot - 1;
}

const struct tc_lexicon_word *tc_lexicon_add(struct tc_lexicon *lexicon, struct tc_str word, struct tc_str term, uint32_t flags)
{
	struct tc_lexicon_word added = {.n_bytes = (uint32_t)word.n, .id = TC_LEXICON_NO_TERM, .flags = flags};
	make_key(word, word.p + word.n, added.key);
	if (lexicon->n_words * 4 >= lexicon->n_word_slots * 3 && !grow_words(lexicon))
		return NULL;
	if (term.n > 0) {
		added.id = number_of(lexicon, term);
		if (added.id == TC_LEXICON_NO_TERM)
			return NULL;
	}
	struct tc_lexicon_word *slot = slot_of(lexicon, word, added.key);
	if (word.n > MAX_INLINE) {
		struct tc_str kept = tc_arena_str(&lexicon->arena, word);
		if (kept.p == NULL)
			return NULL;
		added.key[1] = (uint64_t)(uintptr_t)kept.p;
	}
	*slot = added;
	lexicon->n_words++;
	return slot;
}

uint32_t tc_lexicon_terms(const struct tc_lexicon *lexicon)
{
	return (uint32_t)lexicon->n_terms;
}

size_t tc_lexicon_words(const struct tc_lexicon *lexicon)
{
	return lexicon->n_words;
}

struct tc_str tc_lexicon_term(const struct tc_lexicon *lexicon, uint32_t id)
{
	return lexicon->terms[id];
}

void tc_lexicon_reset(struct tc_lexicon *lexicon)
{
	memset(lexicon->words, 0, lexicon->n_word_slots * sizeof *lexicon->words);
	memset(lexicon->numbers, 0, lexicon->n_number_slots * sizeof *lexicon->numbers);
	lexicon->n_words = lexicon->n_terms = 0;
	tc_arena_reset(&lexicon->arena);
}
