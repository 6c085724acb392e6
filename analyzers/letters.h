/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_LETTERS_H
#define TC_ANALYZERS_LETTERS_H

#include <stdbool.h>

#include "analyzers/syllable.h"

/* The twelve vowel letters of Vietnamese, each of which may carry one of six tones. */
enum tc_vowel {
	TC_VOWEL_A,
	TC_VOWEL_A_BREVE,
	TC_VOWEL_A_HAT,
	TC_VOWEL_E,
	TC_VOWEL_E_HAT,
	TC_VOWEL_I,
	TC_VOWEL_O,
	TC_VOWEL_O_HAT,
	TC_VOWEL_O_HORN,
	TC_VOWEL_U,
	TC_VOWEL_U_HORN,
	TC_VOWEL_Y,
	TC_VOWELS
};

#define TC_LETTER_D_STROKE 0x0111u

/* Reads a lower-case composed letter; false when it is no Vietnamese vowel letter. */
bool tc_letter_vowel(unsigned code_point, enum tc_vowel *vowel, enum tc_tone *tone);
/* The lower-case composed letter. */
unsigned tc_letter_toned(enum tc_vowel vowel, enum tc_tone tone);
/* The letter under the shape mark: ă and â are on a. */
char tc_letter_base(enum tc_vowel vowel);
/* The tone that a combining mark writes; false when it is none of the five. */
bool tc_letter_tone_mark(unsigned code_point, enum tc_tone *tone);
/* A letter that the font shows as Đ or đ and old converters and keyboards put in its place; 0 when it is none.
 * U+00D0 and U+0189 give U+0110, U+00F0 and U+0256 give U+0111. */
unsigned tc_letter_d_look_alike(unsigned code_point);

#endif
