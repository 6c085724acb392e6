/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The letters of the Vietnamese alphabet as Unicode composes them.
 *
 * A vowel letter has a base (a e i o u y), perhaps a shape mark that makes another letter of it (ă â ê ô ơ ư) and perhaps a
 * tone mark: 12 times 6 letters, in Latin-1 Supplement, Latin Extended-A and -B and Latin Extended Additional (U+1EA0 to
 * U+1EF9).  The matrix below is in the order of enum tc_tone: level, grave (huyền), hook above (hỏi), tilde (ngã), acute
 * (sắc), dot below (nặng).  Capitals are not here: words are read in lower case.
 */
#include "analyzers/letters.h"

static const unsigned short vowels[TC_VOWELS][6] = {
	{'a', 0x00E0, 0x1EA3, 0x00E3, 0x00E1, 0x1EA1},    {0x0103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7},
	{0x00E2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD}, {'e', 0x00E8, 0x1EBB, 0x1EBD, 0x00E9, 0x1EB9},
	{0x00EA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7}, {'i', 0x00EC, 0x1EC9, 0x0129, 0x00ED, 0x1ECB},
	{'o', 0x00F2, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD},    {0x00F4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9},
	{0x01A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3}, {'u', 0x00F9, 0x1EE7, 0x0169, 0x00FA, 0x1EE5},
	{0x01B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1}, {'y', 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5},
};

static const char bases[TC_VOWELS] = {'a', 'a', 'a', 'e', 'e', 'i', 'o', 'o', 'o', 'u', 'u', 'y'};

bool tc_letter_vowel(unsigned code_point, enum tc_vowel *vowel, enum tc_tone *tone)
{
	for (int v = 0; v < TC_VOWELS; v++)
		for (int t = 0; t < 6; t++)
			if (vowels[v][t] == code_point) {
				*vowel = (enum tc_vowel)v;
				*tone = (enum tc_tone)t;
				return true;
			}
	return false;
}

unsigned tc_letter_toned(enum tc_vowel vowel, enum tc_tone tone)
{
	return vowels[vowel][tone];
}

char tc_letter_base(enum tc_vowel vowel)
{
	return bases[vowel];
}

bool tc_letter_tone_mark(unsigned code_point, enum tc_tone *tone)
{
	static const unsigned short marks[6] = {0, 0x0300, 0x0309, 0x0303, 0x0301, 0x0323};
	for (int t = 1; t < 6; t++)
		if (marks[t] == code_point) {
			*tone = (enum tc_tone)t;
			return true;
		}
	return false;
}

unsigned tc_letter_d_look_alike(unsigned code_point)
{
	switch (code_point) {
	case 0x00D0:
	case 0x0189:
		return 0x0110;
	case 0x00F0:
	case 0x0256:
		return TC_LETTER_D_STROKE;
	default:
		return 0;
	}
}
