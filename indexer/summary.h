/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_INDEXER_SUMMARY_H
#define TC_INDEXER_SUMMARY_H

#include "base/buf.h"
#include "indexer/ingest.h"

/* What a run tells of itself. */

/* Adds two lines for a person to out, one after a dry run. */
void tc_summary_text(const struct tc_ingest_summary *summary, bool dry_run, struct tc_buf *out);
/* Writes an event to stdout (base/log.h): "start" says what will be done, "end" has the summary. */
void tc_summary_start_event(const struct tc_ingest_options *options);
void tc_summary_end_event(const struct tc_ingest_summary *summary, bool dry_run);

/* Writes counters for Prometheus' textfile collector to path, replacing it in one step.  A run that failed (status) leaves when
 * the last one succeeded, and what it counted, as path has it. */
enum tc_status tc_metrics_write(const char *path, const char *index, enum tc_status status,
				const struct tc_ingest_summary *summary, struct tc_err *err);

#endif
