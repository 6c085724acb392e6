/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_STR_H
#define TC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

/* A slice of bytes that somebody else owns; passed by value.  Not NUL-terminated.  {NULL, 0} is the empty slice. */
struct tc_str {
	const char *p;
	size_t n;
};

#define TC_STR(literal) ((struct tc_str){(literal), sizeof(literal) - 1})
#define TC_STR_NONE ((struct tc_str){NULL, 0})
/* For printf("%.*s", TC_STR_ARG(s)). */
#define TC_STR_ARG(s) (int)(s).n, (s).p

struct tc_str tc_str_of(const char *nul_terminated); /* NULL gives the empty slice */
bool tc_str_eq(struct tc_str a, struct tc_str b);
bool tc_str_eq_ascii_nocase(struct tc_str a, struct tc_str b);
int tc_str_cmp(struct tc_str a, struct tc_str b); /* byte order, as memcmp; a prefix comes first */
bool tc_str_starts(struct tc_str s, struct tc_str prefix);
bool tc_str_ends(struct tc_str s, struct tc_str suffix);
/* The slice from byte offset from (at most s.n) to before byte offset to (at most s.n). */
struct tc_str tc_str_sub(struct tc_str s, size_t from, size_t to);
/* Byte offset of the first needle at or after from; s.n when there is none. */
size_t tc_str_find(struct tc_str s, struct tc_str needle, size_t from);
size_t tc_str_find_char(struct tc_str s, char c, size_t from);
/* Without ASCII white space at both ends. */
struct tc_str tc_str_trim(struct tc_str s);
/* Cuts *rest at the first separator: returns what stands before it and moves *rest after it; at the end returns all and
 * leaves *rest with p NULL, so that the loop is while (rest.p != NULL). */
struct tc_str tc_str_split(struct tc_str *rest, char separator);
/* Reads all of s as a decimal number of at most max; false when it is not one. */
bool tc_str_to_u64(struct tc_str s, unsigned long long max, unsigned long long *out);
/* FNV-1a, 64 bits: for hash tables inside one process. */
unsigned long long tc_str_hash(struct tc_str s);
/* Is line one of lines, which have a line feed between them? */
bool tc_str_has_line(struct tc_str lines, struct tc_str line);

#endif
