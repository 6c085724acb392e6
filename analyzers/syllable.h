/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_SYLLABLE_H
#define TC_ANALYZERS_SYLLABLE_H

#include <stdbool.h>

#include "base/str.h"

enum tc_tone { TC_TONE_LEVEL, TC_TONE_GRAVE, TC_TONE_HOOK, TC_TONE_TILDE, TC_TONE_ACUTE, TC_TONE_DOT };

/* A syllable of the written language read as onset, rhyme and tone: qu and gi are onsets, the rhyme is without tone. */
struct tc_syllable {
	char onset[8];  /* UTF-8, lower case, NUL-terminated: "", "ngh", "qu", "đ" */
	char rhyme[16]; /* UTF-8, lower case, without tone: "uyên" */
	enum tc_tone tone;
};

/* Reads a lower-case composed word; false when it is no Vietnamese syllable, whatever letter its tone stands on. */
bool tc_syllable_parse(struct tc_str word, struct tc_syllable *out);
/* Writes it in the canonical spelling, NUL-terminated (at most 31 bytes); returns the length. */
size_t tc_syllable_write(const struct tc_syllable *syllable, char out[32]);

#endif
