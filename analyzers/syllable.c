/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The Vietnamese syllable: onset, rhyme, tone.
 *
 * The written language has 28 onsets and about 160 rhymes; which may follow which is mostly a matter of letters: k, gh, ngh
 * stand before e ê i y, and c, g, ng before all others; q is only written qu.  A word that is not onset + rhyme of these
 * tables is no syllable and nobody may respell it (Zoé, Noël, Louÿs).  Reading takes the tone from whatever letter it stands
 * on, so that lọai, qúy, cuả and even ḷan are read as meant; two tones in one word are no syllable.
 *
 * Writing puts the tone in one place: on the letter with a circumflex, breve or horn (of ươ on ơ); else on the only vowel;
 * of two vowels on the second when a consonant follows, on the first when the rhyme is open (hòa, khỏe, thủy, mía: the older
 * of the two styles, which most papers print); of three on the middle one.  The u of qu and the i of gi are onset.
 *
 * The last vowel i of an open syllable after h k l m s t is written i or y at the writer's taste (kĩ kỹ, sĩ sỹ), so is the
 * only vowel after qu (quí quý, quít quýt): one word each, written here as papers write it most.  Elsewhere i and y are two
 * sounds (tai tay) or two names (Vi Vy) and stay.
 *
 * gi + i is written gi (gì, gìn), gi + iê is giê (giếng): the i is put back on reading and left out on writing.
 *
 * Left out: k before a o u (kaki, Kon), syllables of minority names (Krông, Đrai, Pleiku), rhymes met only in loans.  They
 * are words like any other; only their spelling is not unified.  A stop (c ch p t) closes syllables of acute and dot tone
 * only; level is let pass because people type without tones.
 */
#include <stdio.h>
#include <string.h>

#include "analyzers/letters.h"
#include "analyzers/syllable.h"
#include "base/utf8.h"

#define MAX_LETTERS 8
#define MAX_PLAIN_BYTES 16

static const char *const onsets[] = {"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
				     "đ",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x"};

/* Vowels and what may follow them; . is nothing. */
static const struct {
	const char *vowels;
	const char *endings;
} rhymes[] = {
	{"a", " . c ch i m n ng nh o p t u y "},
	{"ă", " c m n ng p t "},
	{"â", " c m n ng p t u y "},
	{"e", " . c m n ng o p t "},
	{"ê", " . c ch m n nh p t u "},
	{"i", " . a ch m n nh p t u "},
	{"iê", " c m n ng p t u "},
	{"o", " . c i m n ng p t "},
	{"oa", " . c ch i m n ng nh o p t y "},
	{"oă", " c m n ng t "},
	{"oe", " . n o t "},
	{"oo", " c ng "},
	{"ô", " . c i m n ng p t "},
	{"ơ", " . i m n p t "},
	{"u", " . a c i m n ng p t "},
	{"uâ", " n ng t y "},
	{"uê", " . ch n nh t u "},
	{"uô", " c i m n ng t "},
	{"uơ", " . "},
	{"uy", " . a ch n nh p t u "},
	{"uyê", " n t "},
	{"ư", " . a c i m n ng t u "},
	{"ươ", " c i m n ng p t u "},
	{"y", " . "},
	{"yê", " m n ng t u "},
};

static bool is_rhyme(const char *rhyme)
{
	for (size_t i = 0; i < sizeof rhymes / sizeof *rhymes; i++) {
		size_t n = strlen(rhymes[i].vowels);
		if (strncmp(rhyme, rhymes[i].vowels, n) != 0)
			continue;
		char wanted[MAX_PLAIN_BYTES + 4];
		snprintf(wanted, sizeof wanted, " %s ", rhyme[n] == '\0' ? "." : rhyme + n);
		if (strstr(rhymes[i].endings, wanted) != NULL)
			return true;
	}
	return false;
}

static bool starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_one_of(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

/* A consonant that carries a dot only where somebody's tone slipped from its vowel: ḷan. */
static char dotted_consonant(unsigned code_point)
{
	static const struct {
		unsigned short code_point;
		char letter;
	} dotted[] = {{0x1E05, 'b'}, {0x1E0D, 'd'}, {0x1E25, 'h'}, {0x1E33, 'k'}, {0x1E37, 'l'}, {0x1E43, 'm'},
		      {0x1E47, 'n'}, {0x1E5B, 'r'}, {0x1E63, 's'}, {0x1E6D, 't'}, {0x1E7F, 'v'}};
	for (size_t i = 0; i < sizeof dotted / sizeof *dotted; i++)
		if (dotted[i].code_point == code_point)
			return dotted[i].letter;
	return 0;
}

/* Reads one character: the letter without its tone (0 for a tone mark that stands alone), and the tone or level. */
static bool read_letter(unsigned code_point, unsigned *letter, enum tc_tone *tone)
{
	enum tc_vowel vowel;
	*tone = TC_TONE_LEVEL;
	*letter = code_point;
	if ((code_point >= 'a' && code_point <= 'z') || code_point == TC_LETTER_D_STROKE)
		return true;
	if (tc_letter_vowel(code_point, &vowel, tone)) {
		*letter = tc_letter_toned(vowel, TC_TONE_LEVEL);
		return true;
	}
	*letter = (unsigned char)dotted_consonant(code_point);
	if (*letter != 0) {
		*tone = TC_TONE_DOT;
		return true;
	}
	return tc_letter_tone_mark(code_point, tone);
}

/* The word without its tone, NUL-terminated, and the tone; false when a letter is not Vietnamese or two carry a tone. */
static bool take_tone(struct tc_str word, char plain[MAX_PLAIN_BYTES], enum tc_tone *tone)
{
	size_t n = 0, n_letters = 0;
	*tone = TC_TONE_LEVEL;
	for (size_t at = 0; at < word.n;) {
		unsigned letter;
		enum tc_tone here;
		if (!read_letter(tc_utf8_next(word, &at), &letter, &here))
			return false;
		if (here != TC_TONE_LEVEL) {
			if (*tone != TC_TONE_LEVEL)
				return false;
			*tone = here;
		}
		if (letter == 0)
			continue;
		if (++n_letters > MAX_LETTERS)
			return false;
		char bytes[4];
		size_t n_bytes = tc_utf8_encode(letter, bytes);
		if (n + n_bytes >= MAX_PLAIN_BYTES)
			return false;
		memcpy(plain + n, bytes, n_bytes);
		n += n_bytes;
	}
	plain[n] = '\0';
	return true;
}

/* The rhyme that rest stands for after an onset, in the one spelling that is kept; false when there is none. */
static bool read_rhyme(const char *onset, const char *rest, char rhyme[MAX_PLAIN_BYTES])
{
	static const char *const before_front[] = {"k", "gh", "ngh", NULL}, *const before_back[] = {"c", "g", "ng", NULL};
	static const char *const free_i[] = {"h", "k", "l", "m", "t", NULL};
	bool front = *rest == 'i' || *rest == 'e' || *rest == 'y' || starts(rest, "ê");
	bool open_i = strcmp(rest, "i") == 0 || strcmp(rest, "y") == 0;
	if (is_one_of(onset, front ? before_back : before_front))
		return false;
	snprintf(rhyme, MAX_PLAIN_BYTES, "%s", rest);
	if (strcmp(onset, "qu") == 0) {
		if (*rest == 'u' || starts(rest, "ư") || starts(rest, "oa") || starts(rest, "oe") || starts(rest, "oo"))
			return false;
		if (starts(rest, "yê"))
			return is_rhyme(rest);
		if (starts(rest, "iê") || starts(rest, "ia") || starts(rest, "ya"))
			return false;
		if (*rest == 'i' || *rest == 'y') {
			*rhyme = 'i';
			bool known = is_rhyme(rhyme);
			*rhyme = 'y';
			return known;
		}
	} else if (strcmp(onset, "gi") == 0) {
		if (*rest == 'i' || *rest == 'y' || strlen(rest) + 1 >= MAX_PLAIN_BYTES)
			return false;
		if (starts(rest, "ê") || strchr("aeouy\303\304\305\306", *rest) == NULL || *rest == '\0')
			snprintf(rhyme, MAX_PLAIN_BYTES, "i%.*s", MAX_PLAIN_BYTES - 2, rest);
	} else if (open_i && is_one_of(onset, free_i)) {
		*rhyme = 'y';
	} else if (open_i && strcmp(onset, "s") == 0) {
		*rhyme = 'i';
	} else if (*onset == '\0' ? starts(rest, "iê") : starts(rest, "yê")) {
		return false;
	}
	return is_rhyme(rhyme);
}

bool tc_syllable_parse(struct tc_str word, struct tc_syllable *out)
{
	char plain[MAX_PLAIN_BYTES], rhyme[MAX_PLAIN_BYTES];
	memset(out, 0, sizeof *out);
	if (word.n == 0 || !take_tone(word, plain, &out->tone))
		return false;
	const char *onset = "";
	for (size_t i = 0; i < sizeof onsets / sizeof *onsets && *onset == '\0'; i++)
		if (starts(plain, onsets[i]))
			onset = onsets[i];
	if (!read_rhyme(onset, plain + strlen(onset), rhyme))
		return false;
	size_t n = strlen(rhyme);
	bool stopped = strchr("cpt", rhyme[n - 1]) != NULL || (n > 1 && rhyme[n - 1] == 'h' && rhyme[n - 2] == 'c');
	if (stopped && out->tone != TC_TONE_LEVEL && out->tone != TC_TONE_ACUTE && out->tone != TC_TONE_DOT)
		return false;
	memcpy(out->onset, onset, strlen(onset) + 1);
	memcpy(out->rhyme, rhyme, n + 1);
	return true;
}

/* Which letter of a rhyme (counted from 0) carries the tone. */
static size_t tone_letter(const unsigned *letters, size_t n)
{
	size_t n_vowels = 0, marked = n;
	for (size_t i = 0; i < n; i++) {
		enum tc_vowel vowel;
		enum tc_tone tone;
		if (!tc_letter_vowel(letters[i], &vowel, &tone))
			break;
		n_vowels++;
		if (letters[i] > 0x7F)
			marked = i;
	}
	if (marked < n)
		return marked;
	if (n_vowels == 3 || (n_vowels == 2 && n > 2))
		return 1;
	return 0;
}

size_t tc_syllable_write(const struct tc_syllable *syllable, char out[32])
{
	size_t n = strlen(syllable->onset), n_letters = 0;
	struct tc_str rhyme = tc_str_of(syllable->rhyme);
	unsigned letters[sizeof syllable->rhyme];
	memcpy(out, syllable->onset, n);
	for (size_t at = 0; at < rhyme.n;)
		letters[n_letters++] = tc_utf8_next(rhyme, &at);
	size_t toned = tone_letter(letters, n_letters);
	enum tc_vowel vowel;
	enum tc_tone level;
	if (toned < n_letters && tc_letter_vowel(letters[toned], &vowel, &level))
		letters[toned] = tc_letter_toned(vowel, syllable->tone);
	if (n_letters > 0 && strcmp(syllable->onset, "gi") == 0 && *syllable->rhyme == 'i')
		n--; /* giê and gi have one i; the rhyme's carries the tone of gì */
	for (size_t i = 0; i < n_letters; i++)
		n += tc_utf8_encode(letters[i], out + n);
	out[n] = '\0';
	return n;
}
