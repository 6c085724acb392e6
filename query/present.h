/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PRESENT_H
#define TC_QUERY_PRESENT_H

#include "base/buf.h"
#include "query/results.h"

/* One interface for all outputs; a caller never asks which.  Presenters add to out. */
struct tc_present_options {
	bool color;               /* ANSI colours, for terminals */
	unsigned width;           /* columns of the terminal; text is wrapped at them; 0: 80 */
	const char *base_dir;     /* paths below it are shown relative to it in text for people; NULL: as they are */
	bool explain_scores;      /* show scores in text */
	unsigned context;         /* characters on each side of a keyword, where they are not aligned */
	struct tc_str self, page; /* of a feed: its address, and that of the page of the same search; empty: not known */
	bool bom;                 /* CSV begins with U+FEFF, by which Excel knows UTF-8 */
};

struct tc_presenter {
	const char *name; /* "text", "json", "jsonl", "trec" */
	const char *help;
	void (*begin)(const struct tc_present_options *options,
		      struct tc_buf *out); /* what comes once before all results; NULL: nothing */
	void (*results)(const struct tc_results *results, const struct tc_present_options *options, struct tc_buf *out);
};

/* The presenter of a name, NULL when there is none. */
const struct tc_presenter *tc_presenter_find(const char *name);
extern const struct tc_presenter tc_present_text;
extern const struct tc_presenter tc_present_json;  /* one object, pretty enough to read, "format":1 */
extern const struct tc_presenter tc_present_jsonl; /* the same object on one line with its "qid", for batches */
extern const struct tc_presenter tc_present_csv;   /* a record for each hit, RFC 4180, with a header */
extern const struct tc_presenter tc_present_atom;  /* a feed, RFC 4287; of one search */
extern const struct tc_presenter tc_present_kwic;  /* each place with its context, aligned, for people */
extern const struct tc_presenter tc_present_kwic_csv;
extern const struct tc_presenter tc_present_trec; /* qid Q0 docid rank score tracuu, for evaluation */

/* Adds n as Vietnamese print it, thousands parted by points: 35.440. */
void tc_present_number(struct tc_buf *out, uint32_t n);

#endif
