/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages.  Nothing that a path or text has in it commands the terminal: control characters and marks that turn the direction of
 * writing are written as '?', bytes that are no UTF-8 as \xE9, by which a file of such a name can still be found.
 */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Longest message, with its newline; what is over is cut before a character. */
#define MESSAGE_BYTES 8192

static const char *program_name = "tracuu";
static bool is_quiet, is_verbose;
static bool progress_shown;

void tc_log_program(const char *name)
{
	program_name = name;
}

void tc_log_quiet(bool quiet)
{
	is_quiet = quiet;
}

void tc_log_verbose(bool verbose)
{
	is_verbose = verbose;
}

static void write_all(const char *text, size_t n)
{
	while (n > 0) {
		ssize_t written = write(STDERR_FILENO, text, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text += written;
		n -= (size_t)written;
	}
}

/* Adds text as a terminal may see it. */
static void add_harmless(struct tc_str text, struct tc_buf *out)
{
	for (size_t at = 0, from = 0; at < text.n; from = at) {
		uint32_t c = tc_utf8_next(text, &at);
		struct tc_str bytes = tc_str_sub(text, from, at);
		bool control = c < ' ' || (c >= 0x7F && c < 0xA0),
		     turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
		if (control || turns)
			tc_buf_add_char(out, '?');
		else if (tc_utf8_valid(bytes))
			tc_buf_add_str(out, bytes);
		else
			for (size_t i = 0; i < bytes.n; i++)
				tc_buf_printf(out, "\\x%02X", (unsigned char)bytes.p[i]);
	}
}

static void message(const char *format, va_list arguments)
{
	static const char clear[] = "\r\033[K";
	char text[MESSAGE_BYTES];
	size_t n = 0;
	if (progress_shown || isatty(STDERR_FILENO)) {
		memcpy(text, clear, sizeof clear - 1);
		n = sizeof clear - 1;
	}
	size_t begin = n;
	n += (size_t)snprintf(text + n, sizeof text - n, "%s: ", program_name);
	int added = vsnprintf(text + n, sizeof text - n - 1, format, arguments);
	n += added < 0 ? 0 : (size_t)added;
	if (n > sizeof text - 2)
		n = tc_utf8_prev((struct tc_str){text, sizeof text - 2}, sizeof text - 2);
	struct tc_buf shown;
	tc_buf_init(&shown, MESSAGE_BYTES * 5ul);
	tc_buf_add_str(&shown, (struct tc_str){text, begin});
	add_harmless((struct tc_str){text + begin, n - begin}, &shown);
	tc_buf_add_char(&shown, '\n');
	/* Without memory it is better told as it is than not. */
	write_all(shown.failed == TC_OK ? shown.p : text, shown.failed == TC_OK ? shown.n : n);
	tc_buf_release(&shown);
	progress_shown = false;
}

#define LOG(condition)                                                                                                           \
	do {                                                                                                                     \
		va_list arguments;                                                                                               \
		if (!(condition))                                                                                                \
			return;                                                                                                  \
		va_start(arguments, format);                                                                                     \
		message(format, arguments);                                                                                      \
		va_end(arguments);                                                                                               \
	} while (0)

void tc_log_error(const char *format, ...)
{
	LOG(true);
}

void tc_log_problem(const char *format, ...)
{
	LOG(true);
}

void tc_log_note(const char *format, ...)
{
	LOG(!is_quiet);
}

void tc_log_detail(const char *format, ...)
{
	LOG(is_verbose);
}

void tc_log_progress(uint64_t files, uint64_t all_files, uint64_t articles, uint64_t bytes, double seconds)
{
	char text[256];
	double share = all_files > 0 ? (double)files / (double)all_files : 1;
	if (is_quiet || !isatty(STDERR_FILENO))
		return;
	int n = snprintf(text, sizeof text, "\r\033[K%llu of %llu files, %llu articles, %.1f MB/s", (unsigned long long)files,
			 (unsigned long long)all_files, (unsigned long long)articles,
			 seconds > 0 ? (double)bytes / 1e6 / seconds : 0.0);
	if (share > 0.02 && share < 1 && seconds > 1)
		n += snprintf(text + n, sizeof text - (size_t)n, ", %.0f s left", seconds / share - seconds);
	write_all(text, (size_t)n);
	progress_shown = true;
}

void tc_log_progress_end(void)
{
	if (progress_shown)
		write_all("\r\033[K", 4);
	progress_shown = false;
}
