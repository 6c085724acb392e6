/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PARSE_LEXER_H
#define TC_QUERY_PARSE_LEXER_H

#include "base/arena.h"
#include "base/date.h"
#include "indexer/schema.h"

/* A query cut into words, quotes, brackets and operators; between query/parse.c and query/print.c only. */
enum tc_lexeme_kind {
	TC_LEX_WORD,   /* text, wildcard */
	TC_LEX_PHRASE, /* text between the quotes */
	TC_LEX_DATE,   /* from, to, soft; text as typed */
	TC_LEX_EXACT,  /* text, exact_prefix */
	TC_LEX_FIELD,  /* field of the word, phrase or bracket that follows */
	TC_LEX_OPEN,
	TC_LEX_CLOSE,
	TC_LEX_AND,
	TC_LEX_OR,
	TC_LEX_NOT,
	TC_LEX_NEAR, /* window */
	TC_LEX_END
};

struct tc_lexeme {
	enum tc_lexeme_kind kind;
	enum tc_field field;
	bool wildcard;
	bool soft;
	bool vietnamese; /* an operator written in Vietnamese: a word unless words stand on both sides */
	unsigned window;
	struct tc_str text; /* slice of the query */
	struct tc_date from, to;
	const char *exact_prefix;
	size_t start, end; /* bytes of the query */
};

struct tc_lexemes {
	struct tc_lexeme *v; /* the last one is TC_LEX_END */
	size_t n, capacity;
};

/* The words "NEAR" alone and NEAR/n. */
#define TC_NEAR_WINDOW 10
#define TC_NEAR_WINDOW_MAX 1000

/* Cuts the query; errors as tc_query_parse. */
enum tc_status tc_query_lex(struct tc_str query, struct tc_arena *arena, struct tc_lexemes *out, size_t *error_at,
			    struct tc_err *err);
/* Would this word of no field (with a * behind it when wildcard) be read back as that word?  Operators, dates, what looks like a
 * field or begins with - would not, and are written text:WORD. */
bool tc_query_word_is_plain(struct tc_str word, bool wildcard);
/* Can the value of id:, file: or url: stand without quotes? */
bool tc_query_value_is_plain(struct tc_str value);
/* Has s a closing quote of the kind that ends "..."? */
bool tc_query_has_quote(struct tc_str s);

#endif
