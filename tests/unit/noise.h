/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_TESTS_UNIT_NOISE_H
#define TC_TESTS_UNIT_NOISE_H

/* Random text, the same for the same seed: letters of Vietnamese composed and not, marks in any order, look-alikes, signs
 * without a shape, other scripts, any code point at all, and now and then wrong bytes. */
#include <stdint.h>

#include "base/utf8.h"

#define NOISE_CHARACTERS 40

struct noise {
	uint64_t seed;
	char bytes[NOISE_CHARACTERS * 4];
};

static inline unsigned noise_below(struct noise *noise, unsigned n)
{
	noise->seed = noise->seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(noise->seed >> 33) % n;
}

static inline unsigned noise_character(struct noise *noise)
{
	static const unsigned short some[] = {
		0x0300, 0x0301, 0x0303, 0x0309, 0x0323, 0x0302, 0x0306, 0x031B, 0x0307, 0x0308, 0x0335, 0x0327,
		0x0345,                                                                                          /* marks */
		0x00D0, 0x00F0, 0x0189, 0x0256, 0x0110, 0x0111, 0x0131, 0x0130, 0x00DF, 0x1E9E,                  /* letters */
		0x00AD, 0x200B, 0x200D, 0x2060, 0xFEFF, 0x034F, 0xFE0F,                                          /* no shape */
		0x2019, 0x201C, 0x2013, 0x2026, 0x00B4, 0x00B2, 0x00BD, 0xFF21, 0xFB01, 0xFDFA, 0x3000, 0x33A1,  /* forms */
		0x1100, 0x1161, 0x11A8, 0xAC00, 0x0391, 0x1FBC, 0x0439, 0x0E01, 0x0E33, 0x0915, 0x093C, 0x4E00}; /* scripts */
	switch (noise_below(noise, 8)) {
	case 0:
	case 1:
		return 'a' + noise_below(noise, 26);
	case 2:
		return 0x1EA0 + noise_below(noise, 90);
	case 3:
	case 4:
		return some[noise_below(noise, sizeof some / sizeof *some)];
	case 5:
		return " .,-/'&09aeoiuyAEODd"[noise_below(noise, 20)] & 0x7F;
	case 6:
		return 0xA0 + noise_below(noise, 0x400);
	default:
		return noise_below(noise, noise_below(noise, 2) == 0 ? 0x3100 : 0x110000);
	}
}

/* Valid until the next call. */
static inline struct tc_str noise_text(struct noise *noise)
{
	size_t n = 0;
	for (unsigned left = 1 + noise_below(noise, NOISE_CHARACTERS - 1); left > 0; left--) {
		if (noise_below(noise, 100) == 0)
			noise->bytes[n++] = (char)(0x80 + noise_below(noise, 0x80));
		else
			n += tc_utf8_encode(noise_character(noise), noise->bytes + n);
	}
	return (struct tc_str){noise->bytes, n};
}

#endif
