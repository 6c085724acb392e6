/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The access log: Apache's combined format, which every tool for such logs reads, and the time taken in milliseconds at the end.
 *
 *   192.0.2.7 - lan [08/Jan/2023:17:46:00 +0000] "GET /api/search?q=l%C3%BAa HTTP/1.1" 200 5120 "-" "curl/7.88.1" 12.3
 *
 * A line is one write(2) to a file opened for appending, so lines of several threads do not mix.  What came from outside cannot
 * begin a line or end a field: bytes outside of printable ASCII, quotes and backslashes are written as \xHH.  Without queries an
 * address stands without what is behind its '?', and no referer, which has it too.
 */
#include "web/access_log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/date.h"

#define LINE_BYTES 65536

struct tc_access_log {
	const char *path;
	bool queries;
	pthread_mutex_t lock; /* for fd */
	int fd;
};

static enum tc_status open_file(const char *path, int *fd, struct tc_err *err)
{
	if (path == NULL) {
		*fd = -1;
		return TC_OK;
	}
	*fd = strcmp(path, "-") == 0 ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	return *fd < 0 ? tc_err_errno(err, errno, "%s", path) : TC_OK;
}

enum tc_status tc_access_log_open(const char *path, bool queries, struct tc_access_log **out, struct tc_err *err)
{
	struct tc_access_log *log = tc_alloc(sizeof *log);
	*out = NULL;
	if (log == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	log->path = path;
	log->queries = queries;
	enum tc_status status = open_file(path, &log->fd, err);
	if (status != TC_OK) {
		tc_free(log);
		return status;
	}
	pthread_mutex_init(&log->lock, NULL);
	*out = log;
	return TC_OK;
}

void tc_access_log_free(struct tc_access_log *log)
{
	if (log == NULL)
		return;
	if (log->fd >= 0)
		close(log->fd);
	pthread_mutex_destroy(&log->lock);
	tc_free(log);
}

enum tc_status tc_access_log_reopen(struct tc_access_log *log, struct tc_err *err)
{
	int fd;
	enum tc_status status = open_file(log->path, &fd, err);
	if (status != TC_OK)
		return status;
	pthread_mutex_lock(&log->lock);
	int old = log->fd;
	log->fd = fd;
	pthread_mutex_unlock(&log->lock);
	if (old >= 0)
		close(old);
	return TC_OK;
}

/* A field between quotes; "-" for an empty one. */
static void add_quoted(struct tc_buf *line, struct tc_str s)
{
	if (s.n == 0)
		tc_buf_add_char(line, '-');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < ' ' || c > '~' || c == '"' || c == '\\')
			tc_buf_printf(line, "\\x%02x", c);
		else
			tc_buf_add_char(line, (char)c);
	}
}

/* A field between blanks. */
static void add_word(struct tc_buf *line, struct tc_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool plain = s.p[i] > ' ' && s.p[i] <= '~' && s.p[i] != '"' && s.p[i] != '\\';
		if (plain)
			tc_buf_add_char(line, s.p[i]);
		else
			tc_buf_printf(line, "\\x%02x", (unsigned char)s.p[i]);
	}
	if (s.n == 0)
		tc_buf_add_char(line, '-');
}

static void add_time(struct tc_buf *line)
{
	static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tc_date d;
	tc_date_from_unix(time(NULL), 0, &d);
	if (d.precision != TC_DATE_NONE)
		tc_buf_printf(line, " [%02d/%s/%04d:%02d:%02d:%02d +0000] \"", d.day, months[d.month - 1], d.year, d.hour,
			      d.minute, d.second);
}

void tc_access_log_write(struct tc_access_log *log, const struct tc_request *request, const char *method, int status,
			 size_t body_bytes, double took_ms)
{
	struct tc_str target = request->target;
	struct tc_buf line;
	if (log->path == NULL)
		return;
	tc_buf_init(&line, LINE_BYTES * 4);
	add_word(&line, request->remote);
	tc_buf_add_cstr(&line, " - ");
	add_word(&line, request->user);
	add_time(&line);
	if (!log->queries)
		target = tc_str_sub(target, 0, tc_str_find_char(target, '?', 0));
	add_quoted(&line, tc_str_of(method));
	tc_buf_add_char(&line, ' ');
	add_quoted(&line, target);
	tc_buf_printf(&line, " HTTP/1.1\" %d %zu \"", status, body_bytes);
	add_quoted(&line, log->queries ? request->referer : TC_STR_NONE);
	tc_buf_add_cstr(&line, "\" \"");
	add_quoted(&line, request->user_agent);
	tc_buf_printf(&line, "\" %.1f\n", took_ms);
	pthread_mutex_lock(&log->lock);
	/* A log on a full disk is no reason to keep readers from their answers. */
	if (line.failed == TC_OK && write(log->fd, line.p, line.n) < 0)
		errno = 0;
	pthread_mutex_unlock(&log->lock);
	tc_buf_release(&line);
}
