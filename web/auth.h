/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_AUTH_H
#define TC_WEB_AUTH_H

#include "base/status.h"
#include "base/str.h"

/* HTTP basic authentication (RFC 7617) against a file of "user:hash" lines, as htpasswd -B writes them.  For many threads. */
struct tc_auth;

/* Reads the file; a NULL path asks nobody.  Hashes are those of crypt(5) that are made for passwords: bcrypt ($2b$, $2y$, $2a$),
 * yescrypt ($y$), scrypt ($7$), SHA-crypt ($5$, $6$), and Argon2 where the library has it; another, a wrong line, a user twice,
 * and a file that others may write to are TC_EFORMAT with its line. */
enum tc_status tc_auth_new(const char *path, struct tc_auth **out, struct tc_err *err);
void tc_auth_free(struct tc_auth *auth); /* takes NULL */
/* Reads the file again; on failure all stays as it was. */
enum tc_status tc_auth_reload(struct tc_auth *auth, struct tc_err *err);
/* Are passwords asked for at all? */
bool tc_auth_wanted(const struct tc_auth *auth);
/* Checks the value of an Authorization header.  TC_OK: user (room for TC_AUTH_USER_BYTES) is who it is.  TC_ENOENT: no right
 * password came.  What was right is remembered, so that a page with twenty requests hashes once. */
#define TC_AUTH_USER_BYTES 256
enum tc_status tc_auth_check(struct tc_auth *auth, struct tc_str authorization, char user[TC_AUTH_USER_BYTES],
			     struct tc_err *err);

#endif
