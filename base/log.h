/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_LOG_H
#define TC_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"

/* Messages of programs, on stderr, each one write(2) so that those of several processes do not mix.  A progress line on a
 * terminal is cleared before a message and drawn again by the next progress. */

/* The name that stands before each message; a constant. */
void tc_log_program(const char *name);
void tc_log_quiet(bool quiet);     /* no notes, no progress */
void tc_log_verbose(bool verbose); /* details too */

/* JSON instead of text: each message, and progress, is an object on a line of stdout, written by one write(2); errors are on
 * stderr too.  Members are event ("error", "problem", "note", "detail", "progress"), time (ISO 8601), and text, or file and
 * reason. */
void tc_log_events(bool on);
/* An event of the program's own, whatever tc_log_events says: members are added to w between the two calls.  line is the
 * caller's storage. */
void tc_log_event_begin(struct tc_json_writer *w, struct tc_buf *line, const char *event);
void tc_log_event_end(struct tc_json_writer *w, struct tc_buf *line);

/* "program: text" and a newline; when stderr is systemd's journal, the priority ("<4>") and the text.  error: what ends the
 * program; problem: what is wrong with one file or query; note: unless quiet; detail: only when verbose. */
void tc_log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tc_log_problem(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tc_log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tc_log_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What is wrong with one file: "file: reason". */
void tc_log_problem_of(const char *file, const char *reason);

/* One line about a run: files done of all, articles, bytes read, seconds since it began.  Nothing when stderr is no terminal or
 * when quiet. */
void tc_log_progress(uint64_t files, uint64_t all_files, uint64_t articles, uint64_t bytes, double seconds);
void tc_log_progress_end(void);

#endif
