/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_TOKEN_H
#define TC_ANALYZERS_TOKEN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/* Version of what tokens and terms an index holds; a change that moves any term raises it. */
#define TC_ANALYZER_VERSION 1

enum tc_token_flag {
	TC_TOKEN_CAPITAL = 1,   /* begins with a capital letter */
	TC_TOKEN_UPPER = 2,     /* two letters or more, all capital */
	TC_TOKEN_NUMBER = 4,    /* digits only, with . or , between them */
	TC_TOKEN_GLUED = 8,     /* no blank between the token before and this one: HCM in TP.HCM */
	TC_TOKEN_SENTENCE = 16, /* first token of a sentence or line */
	TC_TOKEN_SYLLABLE = 32  /* parses as a Vietnamese syllable */
};

/* A word of the text.  term is what the index holds: case folded, composed, tone placement and i/y unified. */
struct tc_token {
	struct tc_str text; /* bytes [start, end) of the text */
	size_t start, end;
	uint32_t position;  /* from 0, one more for each token */
	uint32_t id;        /* dense number of term in this analyzer, from 0: equal terms have equal ids until _forget */
	struct tc_str term; /* valid until tc_analyzer_forget or _free */
	struct tc_str
		joined; /* another key for a glued group that begins here (tphcm for TP.HCM), usually empty; valid until next */
	unsigned flags;
};

/* Text to tokens.  Keeps what it learnt about spellings, so that a word seen before costs a hash lookup; not for two threads. */
struct tc_analyzer;

enum tc_status tc_analyzer_new(struct tc_analyzer **out, struct tc_err *err);
void tc_analyzer_free(struct tc_analyzer *analyzer); /* takes NULL */
/* Starts on text, which must stay in place while its tokens are read; any UTF-8, NFC or not; wrong bytes separate words. */
void tc_analyzer_start(struct tc_analyzer *analyzer, struct tc_str text);
/* The next token: TC_OK, TC_END, TC_ENOMEM. */
enum tc_status tc_analyzer_next(struct tc_analyzer *analyzer, struct tc_token *token);
/* Number of distinct terms seen (ids are below it), the term of an id. */
uint32_t tc_analyzer_terms(const struct tc_analyzer *analyzer);
struct tc_str tc_analyzer_term(const struct tc_analyzer *analyzer, uint32_t id);
/* Forgets the terms when they have grown over max_terms; ids and terms given before are void then.  Returns whether it did. */
int tc_analyzer_forget(struct tc_analyzer *analyzer, uint32_t max_terms);

#endif
