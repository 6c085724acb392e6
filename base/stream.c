/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes one after another, gunzipped on the way.
 *
 * The file is read in blocks; what is expanded lands in one window from which peek, read and line serve themselves.  A gzip file
 * (RFC 1952) may be several members one after another, as web archives write them; bytes after the last member that are no
 * member are passed over, as gzip(1) does.  A stream that ends inside a member, or whose data is damaged, delivers what came
 * before and then ends, with truncated set: a half saved page is better than none.
 *
 * Content over max_bytes, or expanded more than max_ratio times, fails with TC_ELIMIT: a bomb is told early, after a megabyte.
 */
#include "base/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"

#define RAW_BYTES 65536
#define WINDOW_BYTES (4 * TC_STREAM_PEEK_BYTES)
/* One read(2) of a file that is read whole. */
#define READ_BYTES (16u << 20)
/* Expanded bytes before the ratio is looked at. */
#define RATIO_FROM (1u << 20)

struct tc_stream {
	int fd;               /* -1: memory or source */
	struct tc_str memory; /* what is left of it */
	struct tc_str whole;  /* all of it */
	struct tc_stream_source source;
	struct tc_stream_limits limits;
	bool gzip, raw_end, ended, truncated, in_member, pending;
	z_stream z;
	unsigned char *raw; /* bytes of a gzip file not yet expanded: z.next_in points here */
	char *window;
	size_t begin, end; /* of what was expanded and not consumed */
	uint64_t consumed, expanded, raw_bytes;
	struct tc_err damage; /* of a truncated one */
};

static enum tc_status new_stream(struct tc_stream **out, struct tc_err *err)
{
	struct tc_stream *s = tc_alloc(sizeof *s);
	*out = s;
	if (s == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	s->fd = -1;
	s->limits = (struct tc_stream_limits){UINT64_MAX, UINT32_MAX};
	/* Not tc_alloc: zeroing the window costs more than reading a short article. */
	s->window = tc_realloc(NULL, WINDOW_BYTES);
	if (s->window == NULL) {
		tc_stream_free(s);
		*out = NULL;
		return tc_err_set(err, TC_ENOMEM, "no memory");
	}
	return TC_OK;
}

void tc_stream_free(struct tc_stream *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	if (s->gzip)
		inflateEnd(&s->z);
	tc_free(s->raw);
	tc_free(s->window);
	tc_free(s);
}

/* Up to n raw bytes; *got 0 at the end. */
static enum tc_status read_raw(struct tc_stream *s, void *to, size_t n, size_t *got, struct tc_err *err)
{
	*got = 0;
	if (s->source.read != NULL) {
		enum tc_status status = s->source.read(s->source.context, to, n, got, &s->damage);
		if (status == TC_SKIP)
			s->truncated = true;
		else if (status != TC_OK && status != TC_END)
			return tc_err_set(err, status, "%s", s->damage.text);
	} else if (s->fd < 0) {
		*got = n < s->memory.n ? n : s->memory.n;
		if (*got > 0)
			memcpy(to, s->memory.p, *got);
		s->memory = tc_str_sub(s->memory, *got, s->memory.n);
	} else {
		ssize_t r;
		do
			r = read(s->fd, to, n);
		while (r < 0 && errno == EINTR);
		if (r < 0)
			return tc_err_errno(err, errno, "cannot read");
		*got = (size_t)r;
	}
	s->raw_bytes += *got;
	s->raw_end = *got == 0;
	return TC_OK;
}

static enum tc_status check_limits(const struct tc_stream *s, struct tc_err *err)
{
	if (s->expanded > s->limits.max_bytes)
		return tc_err_set(err, TC_ELIMIT, "larger than the limit of %llu bytes", (unsigned long long)s->limits.max_bytes);
	if (s->gzip && s->expanded > RATIO_FROM && s->expanded / s->limits.max_ratio > s->raw_bytes - s->z.avail_in)
		return tc_err_set(err, TC_ELIMIT, "expands more than %u times: a compression bomb?", s->limits.max_ratio);
	return TC_OK;
}

/* The gzip data end too early, or go wrong. */
static void damaged(struct tc_stream *s)
{
	if (!s->truncated)
		tc_err_set(&s->damage, TC_SKIP, "the gzip stream ends early");
	s->truncated = true;
}

/* Goes on to the next member, or to the end. */
static void next_member(struct tc_stream *s)
{
	bool magic = s->z.avail_in >= 2 && s->z.next_in[0] == 0x1F && s->z.next_in[1] == 0x8B;
	s->in_member = magic;
	if (!magic || inflateReset(&s->z) != Z_OK)
		s->ended = true;
}

/* Makes sure that two bytes of a following member can be looked at. */
static enum tc_status fill_raw(struct tc_stream *s, size_t want, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	while (status == TC_OK && s->z.avail_in < want && !s->raw_end) {
		size_t got;
		memmove(s->raw, s->z.next_in, s->z.avail_in);
		s->z.next_in = s->raw;
		status = read_raw(s, s->raw + s->z.avail_in, RAW_BYTES - s->z.avail_in, &got, err);
		s->z.avail_in += (uInt)got;
	}
	return status;
}

/* Expands some gzip data to the end of the window. */
static enum tc_status inflate_some(struct tc_stream *s, struct tc_err *err)
{
	enum tc_status status = fill_raw(s, 1, err);
	if (status != TC_OK)
		return status;
	/* zlib may have taken all input and have more to give than there was room for. */
	if (s->z.avail_in == 0 && !s->pending) {
		if (s->in_member)
			damaged(s);
		s->ended = true;
		return TC_OK;
	}
	s->z.next_out = (Bytef *)s->window + s->end;
	s->z.avail_out = (uInt)(WINDOW_BYTES - s->end);
	int result = inflate(&s->z, Z_NO_FLUSH);
	size_t made = WINDOW_BYTES - s->end - s->z.avail_out;
	s->pending = made > 0 && s->z.avail_out == 0;
	s->end += made;
	s->expanded += made;
	if (result == Z_MEM_ERROR)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	if (result == Z_STREAM_END) {
		status = fill_raw(s, 2, err);
		next_member(s);
	} else if (result != Z_OK && result != Z_BUF_ERROR) {
		damaged(s);
		s->ended = true;
	}
	return status == TC_OK ? check_limits(s, err) : status;
}

/* Brings at least want bytes into the window, unless the end comes first. */
static enum tc_status fill(struct tc_stream *s, size_t want, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	if (s->begin > 0 && WINDOW_BYTES - s->begin < want) {
		memmove(s->window, s->window + s->begin, s->end - s->begin);
		s->end -= s->begin;
		s->begin = 0;
	}
	while (status == TC_OK && s->end - s->begin < want && !s->ended) {
		if (s->gzip) {
			status = inflate_some(s, err);
			continue;
		}
		size_t got;
		status = read_raw(s, s->window + s->end, WINDOW_BYTES - s->end, &got, err);
		s->end += got;
		s->expanded += got;
		s->ended = got == 0;
		if (status == TC_OK)
			status = check_limits(s, err);
	}
	return status;
}

/* Looks at the first bytes: gzip or not. */
static enum tc_status begin_stream(struct tc_stream *s, struct tc_err *err)
{
	enum tc_status status = fill(s, 2, err);
	if (status != TC_OK || s->end < 2 || (unsigned char)s->window[0] != 0x1F || (unsigned char)s->window[1] != 0x8B)
		return status;
	/* What a source gave is not given again: the raw buffer is as large as that. */
	size_t room = s->source.read != NULL && s->end > RAW_BYTES ? s->end : RAW_BYTES;
	if (s->end > room) {
		/* What was read ahead beyond the raw buffer is read again. */
		size_t back = s->end - RAW_BYTES;
		if (s->fd >= 0 && lseek(s->fd, -(off_t)back, SEEK_CUR) < 0)
			return tc_err_errno(err, errno, "cannot read");
		if (s->fd < 0)
			s->memory = (struct tc_str){s->memory.p - back, s->memory.n + back};
		s->raw_bytes -= back;
		s->end = RAW_BYTES;
		s->raw_end = s->ended = false;
	}
	s->raw = tc_realloc(NULL, room);
	if (s->raw == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	memcpy(s->raw, s->window, s->end);
	s->z.next_in = s->raw;
	s->z.avail_in = (uInt)s->end;
	s->end = 0;
	s->expanded = 0;
	s->ended = false;
	if (inflateInit2(&s->z, 15 + 16) != Z_OK)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	s->gzip = s->in_member = true;
	return TC_OK;
}

enum tc_status tc_stream_open(const char *path, const struct tc_stream_limits *limits, struct tc_stream **out, struct tc_err *err)
{
	struct stat info;
	enum tc_status status = new_stream(out, err);
	if (status != TC_OK)
		return status;
	struct tc_stream *s = *out;
	if (limits != NULL)
		s->limits = *limits;
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (s->fd < 0)
		status = tc_err_errno(err, errno, "cannot read");
	else if (fstat(s->fd, &info) != 0)
		status = tc_err_errno(err, errno, "cannot read");
	else if (!S_ISREG(info.st_mode))
		status = tc_err_set(err, TC_EARG, "not a regular file");
	else
		status = begin_stream(s, err);
	if (status != TC_OK) {
		tc_stream_free(s);
		*out = NULL;
	}
	return status;
}

enum tc_status tc_stream_open_memory(struct tc_str bytes, struct tc_stream **out, struct tc_err *err)
{
	enum tc_status status = new_stream(out, err);
	if (status != TC_OK)
		return status;
	(*out)->memory = (*out)->whole = bytes;
	status = begin_stream(*out, err);
	if (status != TC_OK) {
		tc_stream_free(*out);
		*out = NULL;
	}
	return status;
}

enum tc_status tc_stream_open_source(const struct tc_stream_source *source, const struct tc_stream_limits *limits,
				     struct tc_stream **out, struct tc_err *err)
{
	enum tc_status status = new_stream(out, err);
	if (status != TC_OK)
		return status;
	(*out)->source = *source;
	if (limits != NULL)
		(*out)->limits = *limits;
	status = begin_stream(*out, err);
	if (status != TC_OK) {
		tc_stream_free(*out);
		*out = NULL;
	}
	return status;
}

enum tc_status tc_stream_peek(struct tc_stream *s, size_t want, struct tc_str *out, struct tc_err *err)
{
	enum tc_status status = fill(s, want > TC_STREAM_PEEK_BYTES ? TC_STREAM_PEEK_BYTES : want, err);
	*out = (struct tc_str){s->window + s->begin, s->end - s->begin};
	return status;
}

static void consume(struct tc_stream *s, size_t n)
{
	s->begin += n;
	s->consumed += n;
	if (s->begin == s->end)
		s->begin = s->end = 0;
}

enum tc_status tc_stream_read(struct tc_stream *s, void *to, size_t n, size_t *got, struct tc_err *err)
{
	enum tc_status status = n > 0 ? fill(s, 1, err) : TC_OK;
	*got = s->end - s->begin < n ? s->end - s->begin : n;
	if (*got > 0)
		memcpy(to, s->window + s->begin, *got);
	consume(s, *got);
	return status;
}

/* Of a plain file that goes on behind the window: the rest by its size, straight into out.  The reads of the window that follow
 * find the end, and what a growing file has got meanwhile. */
static enum tc_status read_rest(struct tc_stream *s, struct tc_buf *out, struct tc_err *err)
{
	struct stat info;
	enum tc_status status = TC_OK;
	size_t got = 1;
	if (s->fd < 0 || s->gzip || s->ended || fstat(s->fd, &info) != 0)
		return TC_OK;
	off_t at = lseek(s->fd, 0, SEEK_CUR);
	for (off_t left = at < 0 ? 0 : info.st_size - at; status == TC_OK && left > 0 && got > 0; left -= (off_t)got) {
		size_t n = left < (off_t)READ_BYTES ? (size_t)left : READ_BYTES;
		char *room = tc_buf_room(out, (size_t)left);
		if (room == NULL)
			break;
		status = read_raw(s, room, n, &got, err);
		tc_buf_added(out, got);
		s->expanded += got;
		s->consumed += got;
		if (status == TC_OK)
			status = check_limits(s, err);
	}
	return status;
}

enum tc_status tc_stream_read_all(struct tc_stream *s, struct tc_buf *out, struct tc_err *err)
{
	enum tc_status status;
	if (s->end > s->begin) {
		tc_buf_add(out, s->window + s->begin, s->end - s->begin);
		consume(s, s->end - s->begin);
	}
	if (out->failed == TC_OK && (status = read_rest(s, out, err)) != TC_OK)
		return status;
	while ((status = fill(s, 1, err)) == TC_OK && s->end > s->begin && out->failed == TC_OK) {
		tc_buf_add(out, s->window + s->begin, s->end - s->begin);
		consume(s, s->end - s->begin);
	}
	if (status == TC_OK && out->failed == TC_ELIMIT)
		return tc_err_set(err, TC_ELIMIT, "larger than the limit of %zu bytes", out->max_bytes);
	return status == TC_OK ? tc_buf_check(out, "file", err) : status;
}

enum tc_status tc_stream_line(struct tc_stream *s, struct tc_buf *out, size_t max_bytes, struct tc_err *err)
{
	enum tc_status status;
	bool any = false, too_long = false, complete = false;
	tc_buf_reset(out);
	while (!complete && (status = fill(s, 1, err)) == TC_OK && s->end > s->begin) {
		const char *from = s->window + s->begin, *newline = memchr(from, '\n', s->end - s->begin);
		size_t n = newline != NULL ? (size_t)(newline - from) : s->end - s->begin;
		any = true;
		complete = newline != NULL;
		too_long = too_long || out->n + n > max_bytes;
		if (!too_long)
			tc_buf_add(out, from, n);
		consume(s, n + complete);
	}
	if (!complete && status != TC_OK)
		return status;
	if (!any)
		return TC_END;
	if (too_long)
		return tc_err_set(err, TC_SKIP, "a line of more than %zu bytes", max_bytes);
	if (out->n > 0 && out->p[out->n - 1] == '\r')
		out->n--;
	return tc_buf_check(out, "line", err);
}

uint64_t tc_stream_offset(const struct tc_stream *s)
{
	return s->consumed;
}

bool tc_stream_is_gzip(const struct tc_stream *s)
{
	return s->gzip;
}

bool tc_stream_truncated(const struct tc_stream *s)
{
	return s->truncated;
}

const char *tc_stream_damage(const struct tc_stream *s)
{
	return s->truncated ? s->damage.text : "";
}

bool tc_stream_can_seek(const struct tc_stream *s, uint64_t *size)
{
	struct stat info;
	*size = s->whole.n;
	if (s->gzip || s->source.read != NULL)
		return false;
	if (s->fd >= 0 && fstat(s->fd, &info) == 0)
		*size = (uint64_t)info.st_size;
	return s->fd < 0 || *size > 0;
}

enum tc_status tc_stream_seek(struct tc_stream *s, uint64_t offset, struct tc_err *err)
{
	uint64_t size;
	if (!tc_stream_can_seek(s, &size) || offset > INT64_MAX)
		return tc_err_set(err, TC_EARG, "cannot go back");
	if (s->fd >= 0 && lseek(s->fd, (off_t)offset, SEEK_SET) < 0)
		return tc_err_errno(err, errno, "cannot read");
	s->memory = tc_str_sub(s->whole, offset < s->whole.n ? (size_t)offset : s->whole.n, s->whole.n);
	s->begin = s->end = 0;
	s->consumed = offset;
	s->raw_end = s->ended = false;
	return TC_OK;
}
