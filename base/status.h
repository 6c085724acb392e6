/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_STATUS_H
#define TC_BASE_STATUS_H

/* How every call that can fail answers.  TC_OK and TC_END are success, TC_SKIP means "this record is bad, the
 * next may be read"; everything after it is an error that ends what was asked. */
enum tc_status {
	TC_OK = 0,
	TC_END,          /* nothing more to read */
	TC_SKIP,         /* this record is bad; the next may be read */
	TC_EARG,         /* the caller or the user asked for something impossible */
	TC_ENOENT,       /* no such file, index, term or document */
	TC_EIO,          /* reading or writing failed */
	TC_ENOSPC,       /* disk full, quota or file size limit */
	TC_EFORMAT,      /* the bytes are not what the format allows */
	TC_ELIMIT,       /* larger than a limit of base/limits.h or of the options */
	TC_ENOMEM,       /* no memory */
	TC_ELOCKED,      /* another process holds the lock */
	TC_ECORRUPT,     /* a database is damaged */
	TC_ECHANGED,     /* a database changed under the reader and could not be reopened */
	TC_EVERSION,     /* made by another version: schema, analyzer or file format */
	TC_EQUERY,       /* the query cannot be understood */
	TC_ENET,         /* a remote database failed or is too slow */
	TC_ETIME,        /* took longer than it was allowed to, and was stopped */
	TC_EUNSUPPORTED, /* the backend or library cannot do this */
	TC_EINTERNAL     /* our mistake, or an unknown error of a library */
};

/* Longest message kept, in bytes, with its NUL. */
#define TC_ERR_TEXT_BYTES 512

/* The cause of a failure, filled once where it is known.  text is "what: why", no capital, no newline.
 * Every function accepts a NULL err. */
struct tc_err {
	enum tc_status status;
	char text[TC_ERR_TEXT_BYTES];
};

/* Fills err (when not NULL) and returns status; too long a text is cut at a character. */
enum tc_status tc_err_set(struct tc_err *err, enum tc_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As tc_err_set, with ": " and the text of errno_value added; ENOSPC, EDQUOT and EFBIG give TC_ENOSPC, ENOENT and ENOTDIR
 * TC_ENOENT, ENOMEM TC_ENOMEM, all others TC_EIO. */
enum tc_status tc_err_errno(struct tc_err *err, int errno_value, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Empties err. */
void tc_err_clear(struct tc_err *err);

/* A short name for a status, such as "locked"; a constant. */
const char *tc_status_name(enum tc_status status);

/* The exit status that a program ends with for a status: 0, 2 for TC_EARG and TC_EQUERY, 75 (EX_TEMPFAIL of
 * sysexits.h) for what may work later (locked, changed, net, time), else 3. */
int tc_status_exit(enum tc_status status);

#endif
