/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Classes of characters, by the General_Category of the Unicode Character Database.
 *
 * Letters are category L, numbers N (also ² of km², which NFKC makes 2), marks Mn and Mc; enclosing marks (Me, the key cap of
 * an emoji) separate.  Ideographs (property Ideographic) are words of one character each: Chinese and Japanese names in
 * Vietnamese news are found by any part of them, and a phrase search keeps their order.  Of the symbols only the squared units
 * U+3380 to U+33DF (㎡, ㎞) are letters, as NFKC makes them so.  Emoji and all other signs separate.
 *
 * Default_Ignorable comes first: what has no shape must not cut a word, whatever its category.
 */
#include <unicode/uchar.h>

#include "analyzers/characters.h"
#include "base/utf8.h"

static enum tc_character sign_of(unsigned c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case 0x2026: /* … */
	case 0x3002: /* 。 */
	case 0xFF01: /* ！ */
	case 0xFF0E: /* ． */
	case 0xFF1F: /* ？ */
		return TC_CHARACTER_STOP;
	case '\'':
	case 0x2019: /* ’ */
	case 0x02BB: /* ʻ */
	case 0x02BC: /* ʼ */
	case 0xFF07: /* ＇ */
		return TC_CHARACTER_APOSTROPHE;
	case '-':
	case 0x2010: /* ‐ */
	case 0x2011: /* ‑ */
	case 0x2013: /* – */
	case 0xFF0D: /* － */
		return TC_CHARACTER_HYPHEN;
	case '\n':
	case '\r':
	case '\f':
	case '\v':
	case 0x0085:
	case 0x2028:
	case 0x2029:
		return TC_CHARACTER_NEWLINE;
	default:
		return TC_CHARACTER_SEPARATOR;
	}
}

enum tc_character tc_character_of(unsigned code_point)
{
	enum tc_character sign = sign_of(code_point);
	UChar32 c = (UChar32)code_point;
	if (sign != TC_CHARACTER_SEPARATOR || code_point == TC_UTF8_BAD)
		return sign;
	if (code_point >= 0x80 && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
		return TC_CHARACTER_IGNORABLE;
	if (u_isUWhiteSpace(c))
		return TC_CHARACTER_BLANK;
	if (code_point >= 0x3000 && u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC))
		return TC_CHARACTER_IDEOGRAPH;
	uint32_t category = U_MASK(u_charType(c));
	if ((category & U_GC_L_MASK) != 0 || (code_point >= 0x3380 && code_point <= 0x33DF))
		return TC_CHARACTER_LETTER;
	if ((category & U_GC_N_MASK) != 0)
		return TC_CHARACTER_DIGIT;
	return (category & (U_GC_MN_MASK | U_GC_MC_MASK)) != 0 ? TC_CHARACTER_MARK : TC_CHARACTER_SEPARATOR;
}
