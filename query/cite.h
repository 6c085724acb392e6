/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_CITE_H
#define TC_QUERY_CITE_H

#include "query/present.h"

/* Articles as the programs of libraries and newsrooms that keep references take them. */
enum tc_cite_format {
	TC_CITE_BIBTEX,
	TC_CITE_RIS,
	TC_CITE_CSL, /* JSON of the Citation Style Language: an array */
	TC_CITE_WIKI /* {{chú thích báo}} of the Vietnamese Wikipedia */
};
#define TC_CITE_FORMATS 4

struct tc_cite_info {
	const char *name;        /* "bibtex" */
	const char *label;       /* for people: "BibTeX" */
	const char *type;        /* of contents */
	const char *disposition; /* with the name of a file, as HTTP has it */
};
extern const struct tc_cite_info tc_cite_formats[TC_CITE_FORMATS];

/* n articles, each stride bytes behind the one before. */
void tc_cite(enum tc_cite_format format, const struct tc_article *first, size_t n, size_t stride, struct tc_buf *out);

/* The same of the hits of a search. */
extern const struct tc_presenter tc_present_bibtex, tc_present_ris, tc_present_csl, tc_present_wiki;

#endif
