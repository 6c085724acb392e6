/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_CHARACTERS_H
#define TC_ANALYZERS_CHARACTERS_H

/* What a character is to the tokenizer. */
enum tc_character {
	TC_CHARACTER_SEPARATOR,
	TC_CHARACTER_BLANK,
	TC_CHARACTER_NEWLINE,
	TC_CHARACTER_STOP,       /* . ! ? … and their wide forms: may end a sentence */
	TC_CHARACTER_HYPHEN,     /* - and the dashes that stand for it */
	TC_CHARACTER_APOSTROPHE, /* ' ’ ʼ: joins letters, N'Trang */
	TC_CHARACTER_IGNORABLE,  /* without a shape: soft hyphen, zero width signs */
	TC_CHARACTER_MARK,       /* combining: belongs to what is before it */
	TC_CHARACTER_LETTER,
	TC_CHARACTER_DIGIT,    /* digits and other numbers (², Ⅳ) */
	TC_CHARACTER_IDEOGRAPH /* a word of its own */
};

/* Of any code point; TC_UTF8_BAD is a separator. */
enum tc_character tc_character_of(unsigned code_point);

#endif
