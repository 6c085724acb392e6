/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_BUF_H
#define TC_BASE_BUF_H

#include "base/status.h"
#include "base/str.h"

/* A growing buffer of bytes.  Sticky: after a failure further additions do nothing, and one check of failed (or
 * tc_buf_check) at the end sees it.  Over max_bytes is TC_ELIMIT, never a silent cut. */
struct tc_buf {
	char *p;
	size_t n;
	size_t capacity;
	size_t max_bytes;
	enum tc_status failed; /* TC_OK, TC_ELIMIT or TC_ENOMEM */
};

/* The caller's storage; nothing is allocated yet. */
void tc_buf_init(struct tc_buf *buf, size_t max_bytes);
void tc_buf_release(struct tc_buf *buf); /* frees the memory; may be called twice */
void tc_buf_reset(struct tc_buf *buf);   /* empty and without failure, memory kept */
void tc_buf_add(struct tc_buf *buf, const void *bytes, size_t n);
void tc_buf_add_char(struct tc_buf *buf, char c);
void tc_buf_add_str(struct tc_buf *buf, struct tc_str s);
void tc_buf_add_cstr(struct tc_buf *buf, const char *s);
void tc_buf_printf(struct tc_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tc_buf_add_utf8(struct tc_buf *buf, unsigned code_point); /* what is no scalar value becomes U+FFFD */
/* Room for n more bytes to be written at the returned place, NULL on failure; tc_buf_added then says how many were. */
char *tc_buf_room(struct tc_buf *buf, size_t n);
void tc_buf_added(struct tc_buf *buf, size_t n);
/* The content; valid until the next change. */
struct tc_str tc_buf_str(const struct tc_buf *buf);
/* The content with a NUL after it (not counted in n); "" on failure. */
const char *tc_buf_cstr(struct tc_buf *buf);
/* TC_OK, or the failure with "what: too large" or "what: no memory" in err. */
enum tc_status tc_buf_check(const struct tc_buf *buf, const char *what, struct tc_err *err);

#endif
