/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_HISTORY_H
#define TC_QUERY_HISTORY_H

#include "base/diff.h"
#include "query/find.h"
#include "query/present.h"

/* What a line of an article is. */
enum tc_article_part { TC_PART_TITLE, TC_PART_SUBTITLE, TC_PART_AUTHOR, TC_PART_LEAD, TC_PART_PARAGRAPH, TC_PART_CAPTION };

/* What changed between two captures of a URL, in one line of the article: a title, a paragraph. */
enum tc_line_change_kind { TC_LINE_REMOVED, TC_LINE_ADDED, TC_LINE_EDITED };

struct tc_line_change {
	enum tc_line_change_kind kind;
	enum tc_article_part part;    /* what the line is */
	struct tc_str text;           /* of the line: the later for an edited one */
	struct tc_strs before, after; /* of an edited line: its pieces, words and what is between them */
	struct tc_edits edits;        /* from before to after */
};

/* One capture. */
struct tc_version {
	struct tc_article article;
	bool same;                      /* text and fields are those of the one before */
	struct tc_line_change *changes; /* against the one before; none for the first */
	size_t n_changes, capacity;
};

struct tc_history {
	struct tc_version *v; /* oldest first */
	size_t n, capacity;
};

/* All captures that the index at path keeps of the articles that name names (query/find.h).  TC_ENOENT when it has none of that
 * name.  All in arena. */
enum tc_status tc_history_read(struct tc_db *db, struct tc_str name, const char *base_dir, struct tc_arena *arena,
			       struct tc_history *out, struct tc_err *err);

/* The same of the first of several indexes that has the article, each opened by itself, since its captures lie beside it.
 * *n_missing grows by those that did not answer. */
enum tc_status tc_history_search(const char *const *indexes, size_t n_indexes, unsigned timeout_ms, struct tc_str name,
				 const char *base_dir, struct tc_arena *arena, struct tc_history *out, size_t *n_missing,
				 struct tc_err *err);

/* For people: a heading for each capture, below it lines that went (-), came (+), and changed (~) with what went [-so-] and came
 * {+so+}; in colour without the brackets. */
void tc_present_history_text(const struct tc_history *history, const struct tc_present_options *options, struct tc_buf *out);
/* {"format":1,"versions":[{"captured":...,"place":...,"same":false,"changes":[{"kind":"edited","field":"Tiêu đề",
 * "pieces":[{"kind":"same|removed|added","text":...}]}]}]} */
void tc_present_history_json(const struct tc_history *history, struct tc_buf *out);

#endif
