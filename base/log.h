/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_LOG_H
#define TC_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

/* Messages of programs, on stderr, each one write(2) so that those of several processes do not mix.  A progress line on a
 * terminal is cleared before a message and drawn again by the next progress. */

/* The name that stands before each message; a constant. */
void tc_log_program(const char *name);
void tc_log_quiet(bool quiet);     /* no notes, no progress */
void tc_log_verbose(bool verbose); /* details too */

/* "program: text" and a newline.  error: what ends the program; problem: what is wrong with one file or query; note: unless
 * quiet; detail: only when verbose. */
void tc_log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tc_log_problem(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tc_log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tc_log_detail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One line about a run: files done of all, articles, bytes read, seconds since it began.  Nothing when stderr is no terminal or
 * when quiet. */
void tc_log_progress(uint64_t files, uint64_t all_files, uint64_t articles, uint64_t bytes, double seconds);
void tc_log_progress_end(void);

#endif
