/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages.  Nothing that a path or text has in it commands the terminal: control characters and marks that turn the direction of
 * writing are written as '?', bytes that are no UTF-8 as \xE9, by which a file of such a name can still be found.
 */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/utf8.h"

/* Longest message, with its newline; what is over is cut before a character. */
#define MESSAGE_BYTES 8192
/* Of these, for what stands before the text. */
#define NAME_BYTES 64

/* Longest event. */
#define EVENT_BYTES (MESSAGE_BYTES * 8ul)
/* How often progress is an event. */
#define EVENT_SECONDS 2

enum level { LEVEL_ERROR, LEVEL_PROBLEM, LEVEL_NOTE, LEVEL_DETAIL };
/* Names as events, and priorities of syslog(3). */
static const struct {
	const char *event;
	int priority;
} levels[] = {[LEVEL_ERROR] = {"error", 3},
	      [LEVEL_PROBLEM] = {"problem", 4},
	      [LEVEL_NOTE] = {"note", 6},
	      [LEVEL_DETAIL] = {"detail", 7}};

static const char *program_name = "tracuu";
static bool is_quiet, is_verbose, is_events;
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

static void write_all(int fd, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, text, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text += written;
		n -= (size_t)written;
	}
}

void tc_log_events(bool on)
{
	is_events = on;
}

void tc_log_event_begin(struct tc_json_writer *w, struct tc_buf *line, const char *event)
{
	struct tc_date now;
	struct tc_buf text;
	tc_buf_init(&text, 64);
	tc_buf_init(line, EVENT_BYTES);
	tc_json_writer_init(w, line);
	tc_json_begin_object(w);
	tc_json_key_str(w, "event", tc_str_of(event));
	tc_date_from_unix((int64_t)time(NULL), TC_DATE_VIETNAM_OFFSET_MIN, &now);
	tc_date_format(&now, &text);
	tc_json_key_str(w, "time", tc_buf_str(&text));
	tc_buf_release(&text);
}

void tc_log_event_end(struct tc_json_writer *w, struct tc_buf *line)
{
	tc_json_end_object(w);
	tc_buf_add_char(line, '\n');
	if (line->failed == TC_OK)
		write_all(STDOUT_FILENO, line->p, line->n);
	tc_buf_release(line);
}

/* A message as an event: about file, or with NULL all in text. */
static void message_event(enum level level, const char *file, struct tc_str text)
{
	struct tc_json_writer w;
	struct tc_buf line;
	tc_log_event_begin(&w, &line, levels[level].event);
	if (file != NULL)
		tc_json_key_str(&w, "file", tc_str_of(file));
	tc_json_key_str(&w, file != NULL ? "reason" : "text", text);
	tc_log_event_end(&w, &line);
}

/* Is stderr the journal?  systemd.exec(5): JOURNAL_STREAM is device and inode of its socket. */
static bool to_journal(void)
{
	static int known = -1;
	const char *stream = getenv("JOURNAL_STREAM");
	char own[64];
	struct stat info;
	if (known < 0 && stream != NULL && fstat(STDERR_FILENO, &info) == 0) {
		snprintf(own, sizeof own, "%llu:%llu", (unsigned long long)info.st_dev, (unsigned long long)info.st_ino);
		known = strcmp(own, stream) == 0;
	}
	return known == 1;
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

/* Writes a message to stderr: to the journal with its priority, which has the program's name itself. */
static void show(enum level level, struct tc_str text)
{
	struct tc_buf shown;
	tc_buf_init(&shown, MESSAGE_BYTES * 5ul);
	if (to_journal())
		tc_buf_printf(&shown, "<%d>", levels[level].priority);
	else
		tc_buf_printf(&shown, "%s%s: ", progress_shown || isatty(STDERR_FILENO) ? "\r\033[K" : "", program_name);
	add_harmless(text, &shown);
	tc_buf_add_char(&shown, '\n');
	/* Without memory it is better told as it is than not. */
	write_all(STDERR_FILENO, shown.failed == TC_OK ? shown.p : text.p, shown.failed == TC_OK ? shown.n : text.n);
	tc_buf_release(&shown);
	progress_shown = false;
}

static void message(enum level level, const char *format, va_list arguments)
{
	char text[MESSAGE_BYTES - NAME_BYTES];
	int added = vsnprintf(text, sizeof text, format, arguments);
	size_t n = added < 0 ? 0 : (size_t)added;
	if (n > sizeof text - 2)
		n = tc_utf8_prev((struct tc_str){text, sizeof text - 2}, sizeof text - 2);
	if (is_events)
		message_event(level, NULL, (struct tc_str){text, n});
	if (!is_events || level == LEVEL_ERROR)
		show(level, (struct tc_str){text, n});
}

#define LOG(level, condition)                                                                                                    \
	do {                                                                                                                     \
		va_list arguments;                                                                                               \
		if (!(condition))                                                                                                \
			return;                                                                                                  \
		va_start(arguments, format);                                                                                     \
		message(level, format, arguments);                                                                               \
		va_end(arguments);                                                                                               \
	} while (0)

void tc_log_error(const char *format, ...)
{
	LOG(LEVEL_ERROR, true);
}

void tc_log_problem(const char *format, ...)
{
	LOG(LEVEL_PROBLEM, true);
}

void tc_log_problem_of(const char *file, const char *reason)
{
	if (is_events)
		message_event(LEVEL_PROBLEM, file, tc_str_of(reason));
	else
		tc_log_problem("%s: %s", file, reason);
}

void tc_log_note(const char *format, ...)
{
	LOG(LEVEL_NOTE, !is_quiet);
}

void tc_log_detail(const char *format, ...)
{
	LOG(LEVEL_DETAIL, is_verbose);
}

void tc_log_progress(uint64_t files, uint64_t all_files, uint64_t articles, uint64_t bytes, double seconds)
{
	static double told;
	static uint64_t told_files;
	char text[256];
	double share = all_files > 0 ? (double)files / (double)all_files : 1;
	if (is_events && !is_quiet && ((files == all_files && files != told_files) || seconds - told >= EVENT_SECONDS)) {
		struct tc_json_writer w;
		struct tc_buf line;
		told = seconds;
		told_files = files;
		tc_log_event_begin(&w, &line, "progress");
		tc_json_key_int(&w, "files", (int64_t)files);
		tc_json_key_int(&w, "of", (int64_t)all_files);
		tc_json_key_int(&w, "articles", (int64_t)articles);
		tc_json_key_int(&w, "bytes", (int64_t)bytes);
		tc_json_key(&w, "seconds");
		tc_json_real(&w, seconds, 3);
		tc_log_event_end(&w, &line);
	}
	if (is_events || is_quiet || !isatty(STDERR_FILENO))
		return;
	int n = snprintf(text, sizeof text, "\r\033[K%llu of %llu files, %llu articles, %.1f MB/s", (unsigned long long)files,
			 (unsigned long long)all_files, (unsigned long long)articles,
			 seconds > 0 ? (double)bytes / 1e6 / seconds : 0.0);
	if (share > 0.02 && share < 1 && seconds > 1)
		n += snprintf(text + n, sizeof text - (size_t)n, ", %.0f s left", seconds / share - seconds);
	write_all(STDERR_FILENO, text, (size_t)n);
	progress_shown = true;
}

void tc_log_progress_end(void)
{
	if (progress_shown)
		write_all(STDERR_FILENO, "\r\033[K", 4);
	progress_shown = false;
}
