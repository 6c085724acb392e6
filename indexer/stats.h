/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_STATS_H
#define TC_INDEXER_STATS_H

#include "base/buf.h"
#include "indexer/tally.h"
#include "xapianc/db.h"

/* A report on an index. */
struct tc_stats {
	struct tc_arena arena;
	struct tc_db_stats db;
	struct tc_tally years;
	struct tc_tally sections;  /* paths, "Kinh tế › Giá cả", however they are written */
	struct tc_tally sources;   /* source and publication */
	struct tc_tally formats;   /* of files: name of the reader */
	struct tc_tally readers;   /* of articles: the same */
	struct tc_tally encodings; /* of articles as they were read, utf-8 left out */
	struct tc_tally notes;     /* of the same: what readers noted */
	struct tc_tally problems;  /* of files: first problem, numbers in it as N */
	struct tc_tally tables;    /* bytes on disk: postlist, position, ... */
	uint64_t files, problem_files, dated, bytes, older_bytes, same_text, same_address, kept, revisits;
	uint64_t terms, names, authors, keywords; /* different ones */
	struct tc_str first_day, last_day;        /* YYYYMMDD, empty when no article has a day */
	struct tc_str schema, analyzer, created, roots;
};

/* Reads the index.  *stats is the caller's to release, also after a failure. */
enum tc_status tc_stats_collect(const char *index, struct tc_stats *stats, struct tc_err *err);
void tc_stats_release(struct tc_stats *stats);
/* Adds the report to out. */
void tc_stats_text(const struct tc_stats *stats, struct tc_buf *out);
void tc_stats_json(const struct tc_stats *stats, struct tc_buf *out);

#endif
