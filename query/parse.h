/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PARSE_H
#define TC_QUERY_PARSE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"
#include "indexer/schema.h"

/* The query language as a tree.  Words are kept as typed; what they stand for is decided later (query/words.h).
 *
 *   a b c           all of them should be there (AND is the same)
 *   a OR b c        (a OR b) and c; | is the same
 *   a HOẶC b, a VÀ b, a KHÔNG b: OR, AND, NOT in Vietnamese, between words of a query that is not all in capitals
 *   -a, NOT a       without a
 *   "a b c"         next to each other, in order
 *   a NEAR b, a NEAR/5 b   within 10, within 5 words, any order
 *   ( ... )         grouping
 *   field:a, field:"a b", field:(a b)   tieude: tacgia: ... (tc_fields), with or without marks: tiêuđề:, tác_giả:
 *   abc*            every word that begins so
 *   2023-01..2023-03, ..2010, 2019..    published in the range;  ngay:01/2023, date:2023-01-08 published then
 *   ngay:30/4                           published on that day of any year
 *   field:=value, field:="a b"          a whole value: chuyenmuc:="Kinh tế"; tacgia:= tukhoa:= nguon:= ten:=
 *   2023  01/2023  8/1/2023             words that may also be the date of publication
 *   id:X  file:X  url:X                 that document
 * Upper-case AND OR NOT NEAR are operators; inside quotes they are words. */
enum tc_node_kind {
	TC_NODE_WORD,   /* text: one word as typed, perhaps of several tokens (TP.HCM); wildcard: a trailing * */
	TC_NODE_PHRASE, /* text: everything between the quotes */
	TC_NODE_AND,    /* children: should all match; some may be negated */
	TC_NODE_OR,     /* children */
	TC_NODE_NEAR,   /* children: words or phrases; window */
	TC_NODE_DATE,   /* from..to, both with their precision; soft: typed as a word, text holds it */
	TC_NODE_EXACT   /* text is an id, file, url or value; exact_prefix says which */
};

struct tc_node;

/* What else may stand for a node and the n_nodes - 1 nodes beside it (query/variants.h). */
struct tc_variant {
	struct tc_node *node;    /* a word or a phrase */
	size_t n_words;          /* that it has at most */
	struct tc_date from, to; /* only articles published in these years; TC_DATE_NONE: open */
};
struct tc_variants {
	size_t n_nodes;
	struct tc_variant *v;
	size_t n;
};

struct tc_node {
	enum tc_node_kind kind;
	enum tc_field field;
	bool negated;
	bool wildcard;
	bool soft;
	unsigned window;
	struct tc_str text;       /* slice of the query */
	struct tc_date from, to;  /* TC_DATE_NONE: open end */
	const char *exact_prefix; /* TC_PREFIX_ID, _FILE, _URL, _ANNIVERSARY (text "0430") or that of a facet */
	size_t start, end;        /* bytes of the query */
	struct tc_node **children;
	size_t n_children, capacity;
	/* Set by query/compile.c: the node's words among tc_words, and the key of a glued group (0: none, else its number + 1).
	 */
	size_t first_word, n_words, joined_word;
	bool zeros;                   /* numbers below ten are also found with a zero before them */
	struct tc_variants *variants; /* NULL: none; the parser makes none */
};

/* Parses a query (any bytes; wrong UTF-8 is TC_EQUERY).  The tree lives in arena; the query's bytes must live as long.  The root
 * is always an AND: of one child for one word, without children for an empty query; every other AND has two or more.  TC_EQUERY
 * has "what: why" and *error_at the byte offset of the place, for a caret under it; TC_ELIMIT for what is over
 * TC_LIMIT_QUERY_*; broken quotes and brackets, lone operators, unknown fields (with the nearest name), words only to be left
 * out are TC_EQUERY.  A colon in an ordinary word (10:30, http://...) is no field. */
enum tc_status tc_query_parse(struct tc_str query, struct tc_arena *arena, struct tc_node **root, size_t *error_at,
			      struct tc_err *err);
/* Writes the tree as one readable line in the query language itself: parsing that line gives the same tree. */
void tc_query_print(const struct tc_node *node, struct tc_buf *out);

#endif
