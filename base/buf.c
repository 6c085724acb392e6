/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing buffers.  One byte more than max_bytes may be allocated, for the NUL of tc_buf_cstr. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

#define FIRST_BYTES 64

void tc_buf_init(struct tc_buf *buf, size_t max_bytes)
{
	*buf = (struct tc_buf){.max_bytes = max_bytes};
}

void tc_buf_release(struct tc_buf *buf)
{
	tc_free(buf->p);
	*buf = (struct tc_buf){.max_bytes = buf->max_bytes};
}

void tc_buf_reset(struct tc_buf *buf)
{
	buf->n = 0;
	buf->failed = TC_OK;
}

char *tc_buf_room(struct tc_buf *buf, size_t n)
{
	if (buf->failed != TC_OK)
		return NULL;
	if (n > buf->max_bytes || buf->n > buf->max_bytes - n) {
		buf->failed = TC_ELIMIT;
		return NULL;
	}
	if (buf->capacity - buf->n > n)
		return buf->p + buf->n;
	size_t wanted = buf->capacity < FIRST_BYTES ? FIRST_BYTES : buf->capacity;
	while (wanted - buf->n <= n && wanted <= (size_t)-1 / 2)
		wanted *= 2;
	char *grown = wanted - buf->n > n ? tc_realloc(buf->p, wanted) : NULL;
	if (grown == NULL) {
		buf->failed = TC_ENOMEM;
		return NULL;
	}
	buf->p = grown;
	buf->capacity = wanted;
	return buf->p + buf->n;
}

void tc_buf_added(struct tc_buf *buf, size_t n)
{
	if (buf->failed == TC_OK)
		buf->n += n;
}

void tc_buf_add(struct tc_buf *buf, const void *bytes, size_t n)
{
	char *room = tc_buf_room(buf, n);
	if (room == NULL || n == 0)
		return;
	memcpy(room, bytes, n);
	buf->n += n;
}

void tc_buf_add_char(struct tc_buf *buf, char c)
{
	tc_buf_add(buf, &c, 1);
}

void tc_buf_add_str(struct tc_buf *buf, struct tc_str s)
{
	tc_buf_add(buf, s.p, s.n);
}

void tc_buf_add_cstr(struct tc_buf *buf, const char *s)
{
	tc_buf_add(buf, s, strlen(s));
}

void tc_buf_printf(struct tc_buf *buf, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int n = vsnprintf(NULL, 0, format, arguments);
	char *room = n < 0 ? NULL : tc_buf_room(buf, (size_t)n);
	if (room != NULL) {
		vsnprintf(room, (size_t)n + 1, format, again);
		buf->n += (size_t)n;
	}
	va_end(again);
	va_end(arguments);
}

void tc_buf_add_utf8(struct tc_buf *buf, unsigned code_point)
{
	char bytes[4];
	size_t n = tc_utf8_encode(code_point, bytes);
	if (n == 0)
		n = tc_utf8_encode(0xFFFD, bytes);
	tc_buf_add(buf, bytes, n);
}

struct tc_str tc_buf_str(const struct tc_buf *buf)
{
	return (struct tc_str){buf->p, buf->n};
}

const char *tc_buf_cstr(struct tc_buf *buf)
{
	char *end = tc_buf_room(buf, 0);
	if (end == NULL)
		return "";
	*end = '\0';
	return buf->p;
}

enum tc_status tc_buf_check(const struct tc_buf *buf, const char *what, struct tc_err *err)
{
	if (buf->failed == TC_OK)
		return TC_OK;
	return tc_err_set(err, buf->failed, "%s: %s", what, buf->failed == TC_ELIMIT ? "too large" : "no memory");
}
