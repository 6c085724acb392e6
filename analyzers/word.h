/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_WORD_H
#define TC_ANALYZERS_WORD_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* What a word by itself is like, besides the flags of its token (which are below 256). */
enum tc_word_flag {
	TC_WORD_CODE = 256,          /* may be part of a glued key anywhere: HCM, H5N1, a single letter */
	TC_WORD_BEFORE_DIGITS = 512, /* may be one when digits follow: covid of covid-19 */
	TC_WORD_DIGITS = 1024,       /* one to four digits: may follow in one */
	TC_WORD_SINGLE = 2048,       /* one letter */
	TC_WORD_WEB = 4096,          /* vn, com, www: with a full stop beside it no key */
	TC_WORD_OWN_KEY = 8192,      /* has another key by itself: 1.651, N'Trang, R&D */
	TC_WORD_TITLE = 16384,       /* tp, ts: a full stop after it ends no sentence */
	TC_WORD_MIXED = 32768        /* a code of letters, then digits: H5N1 */
};

/* Reads a word as scan.h finds it: adds its term to term (nothing when it is no token), returns its flags. */
uint32_t tc_word_read(struct tc_str word, struct tc_buf *term);
/* Adds the other key of a term with TC_WORD_OWN_KEY: 1651, 0.5 for 0,5, ntrang, rd. */
void tc_word_own_key(struct tc_str term, struct tc_buf *key);

#endif
