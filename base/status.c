/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Status and error text. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf may have cut inside a character: drops the piece that is left of it. */
static void cut_at_character(char *text)
{
	size_t n = strlen(text), back = 0;
	while (back < n && back < 3 && ((unsigned char)text[n - 1 - back] & 0xC0) == 0x80)
		back++;
	if (back == n)
		return;
	unsigned char lead = (unsigned char)text[n - 1 - back];
	size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
	if (want > back)
		text[n - 1 - back] = '\0';
}

static void format_text(char *out, size_t room, const char *format, va_list arguments)
{
	int n = vsnprintf(out, room, format, arguments);
	if (n < 0)
		out[0] = '\0';
	else if ((size_t)n >= room)
		cut_at_character(out);
}

enum tc_status tc_err_set(struct tc_err *err, enum tc_status status, const char *format, ...)
{
	va_list arguments;
	if (err == NULL)
		return status;
	err->status = status;
	va_start(arguments, format);
	format_text(err->text, sizeof err->text, format, arguments);
	va_end(arguments);
	return status;
}

enum tc_status tc_err_errno(struct tc_err *err, int errno_value, const char *format, ...)
{
	char what[TC_ERR_TEXT_BYTES], why[128];
	va_list arguments;
	enum tc_status status = TC_EIO;
	if (errno_value == ENOSPC || errno_value == EDQUOT || errno_value == EFBIG)
		status = TC_ENOSPC;
	else if (errno_value == ENOENT || errno_value == ENOTDIR)
		status = TC_ENOENT;
	else if (errno_value == ENOMEM)
		status = TC_ENOMEM;
	va_start(arguments, format);
	format_text(what, sizeof what, format, arguments);
	va_end(arguments);
	return tc_err_set(err, status, "%s: %s", what, strerror_r(errno_value, why, sizeof why));
}

void tc_err_clear(struct tc_err *err)
{
	if (err != NULL)
		*err = (struct tc_err){TC_OK, ""};
}

const char *tc_status_name(enum tc_status status)
{
	static const char *const names[] = {
		[TC_OK] = "ok",
		[TC_END] = "end",
		[TC_SKIP] = "skip",
		[TC_EARG] = "argument",
		[TC_ENOENT] = "not found",
		[TC_EIO] = "input/output",
		[TC_ENOSPC] = "no space",
		[TC_EFORMAT] = "format",
		[TC_ELIMIT] = "limit",
		[TC_ENOMEM] = "no memory",
		[TC_ELOCKED] = "locked",
		[TC_ECORRUPT] = "corrupt",
		[TC_ECHANGED] = "changed",
		[TC_EVERSION] = "version",
		[TC_EQUERY] = "query",
		[TC_ENET] = "network",
		[TC_ETIME] = "time",
		[TC_EUNSUPPORTED] = "unsupported",
		[TC_EINTERNAL] = "internal",
	};
	return (size_t)status < sizeof names / sizeof *names ? names[status] : "unknown";
}

int tc_status_exit(enum tc_status status)
{
	switch (status) {
	case TC_OK:
	case TC_END:
		return 0;
	case TC_EARG:
	case TC_EQUERY:
		return 2;
	case TC_ELOCKED:
	case TC_ECHANGED:
	case TC_ENET:
	case TC_ETIME:
		return 75;
	default:
		return 3;
	}
}
