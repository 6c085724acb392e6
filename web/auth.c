/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Basic authentication: RFC 7617 with base64 of RFC 4648, hashes of crypt(5) through libxcrypt.
 *
 * Hashing is slow on purpose, so what was right is remembered for some minutes, a bounded number of users' headers, and forgotten
 * at every reload.  A user that there is not costs a hash too, and strings are compared in a time that does not depend on where
 * they differ: an answer's time does not tell which users there are.  The hash is computed without the lock.
 *
 * A password goes over the wire as it is: over anything but loopback put a server with TLS before this one (tracuu-web(1)).
 * Hashes that a graphics card guesses by the billion (DES, MD5, plain SHA-1) are refused when the file is read.
 */
#include "web/auth.h"

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "web/peers.h"

#define FILE_BYTES (1u << 20)
#define REMEMBERED 64
#define REMEMBERED_S 300
/* Of a header: user and password as base64 with "Basic " before them. */
#define HEADER_BYTES 1024

struct login {
	struct tc_str user;
	const char *hash;
};

/* A file of logins as it was read; slices of text. */
struct logins {
	struct tc_buf text;
	struct login *v;
	size_t n, capacity;
	size_t n_users; /* the auth itself, and checks under way */
};

struct remembered {
	char header[HEADER_BYTES];
	char user[TC_AUTH_USER_BYTES];
	uint64_t until_ms;
};

struct tc_auth {
	const char *path;
	pthread_mutex_t lock; /* for all below */
	struct logins *logins;
	struct remembered remembered[REMEMBERED];
	size_t next; /* of them, to be written over */
};

static void let_go(struct logins *logins)
{
	if (logins == NULL || --logins->n_users > 0)
		return;
	if (logins->text.p != NULL)
		explicit_bzero(logins->text.p, logins->text.n);
	tc_buf_release(&logins->text);
	tc_free(logins->v);
	tc_free(logins);
}

static bool is_strong(struct tc_str hash)
{
	static const char *const prefixes[] = {"$2a$", "$2b$", "$2y$", "$y$", "$gy$", "$7$", "$5$", "$6$", "$argon2"};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (tc_str_starts(hash, tc_str_of(prefixes[i])))
			return true;
	return false;
}

/* Can this library compute such hashes? */
static bool is_supported(const char *hash)
{
	struct crypt_data *data = tc_alloc(sizeof *data);
	const char *made = data == NULL ? NULL : crypt_rn("x", hash, data, (int)sizeof *data);
	bool supported = made != NULL && made[0] != '*';
	tc_free(data);
	return supported;
}

static enum tc_status read_line(struct logins *logins, char *line, size_t n, const char *path, unsigned number,
				struct tc_err *err)
{
	struct tc_str hash = {line, n}, user = tc_str_split(&hash, ':');
	hash = tc_str_trim(hash);
	if (user.n == 0 || hash.n == 0 || user.n >= TC_AUTH_USER_BYTES || !tc_utf8_valid(user))
		return tc_err_set(err, TC_EFORMAT, "%s:%u: no line 'user:hash'", path, number);
	for (size_t i = 0; i < logins->n; i++)
		if (tc_str_eq(logins->v[i].user, user))
			return tc_err_set(err, TC_EFORMAT, "%s:%u: user '%.*s' stands there twice", path, number,
					  TC_STR_ARG(user));
	/* There is a line end or the NUL of the buffer behind it. */
	line[(size_t)(hash.p - line) + hash.n] = '\0';
	if (!is_strong(hash))
		return tc_err_set(err, TC_EFORMAT,
				  "%s:%u: not a hash made for passwords (bcrypt: htpasswd -B; yescrypt: mkpasswd)", path, number);
	if (!is_supported(hash.p))
		return tc_err_set(err, TC_EFORMAT, "%s:%u: libcrypt does not know this kind of hash, or it is cut", path, number);
	if (tc_grow(&logins->v, &logins->capacity, logins->n, sizeof *logins->v) != 0)
		return tc_err_set(err, TC_ENOMEM, "%s: no memory", path);
	logins->v[logins->n++] = (struct login){user, hash.p};
	return TC_OK;
}

static enum tc_status read_text(const char *path, struct tc_buf *text, struct tc_err *err)
{
	struct stat st;
	enum tc_status status = TC_OK;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0) {
		status = tc_err_errno(err, errno, "%s", path);
	} else if (!S_ISREG(st.st_mode)) {
		status = tc_err_set(err, TC_EARG, "%s: no regular file", path);
	} else if ((st.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
		status = tc_err_set(err, TC_EFORMAT, "%s: others may write to it (chmod go-w)", path);
	}
	for (ssize_t got = 1; status == TC_OK && got > 0;) {
		char *room = tc_buf_room(text, 4096);
		got = room == NULL ? 0 : read(fd, room, 4096);
		if (got < 0)
			status = tc_err_errno(err, errno, "%s", path);
		else
			tc_buf_added(text, (size_t)got);
	}
	if (fd >= 0)
		close(fd);
	return status == TC_OK ? tc_buf_check(text, path, err) : status;
}

static enum tc_status read_logins(const char *path, struct logins **out, struct tc_err *err)
{
	struct logins *logins = tc_alloc(sizeof *logins);
	unsigned number = 0;
	*out = NULL;
	if (logins == NULL)
		return tc_err_set(err, TC_ENOMEM, "%s: no memory", path);
	logins->n_users = 1;
	tc_buf_init(&logins->text, FILE_BYTES);
	enum tc_status status = read_text(path, &logins->text, err);
	tc_buf_cstr(&logins->text);
	if (status == TC_OK)
		status = tc_buf_check(&logins->text, path, err);
	struct tc_str rest = tc_buf_str(&logins->text);
	while (status == TC_OK && rest.p != NULL) {
		size_t at = (size_t)(rest.p - logins->text.p);
		struct tc_str line = tc_str_split(&rest, '\n');
		number++;
		if (tc_str_trim(line).n > 0 && line.p[0] != '#')
			status = read_line(logins, logins->text.p + at, line.n, path, number, err);
	}
	if (status == TC_OK && logins->n == 0)
		status = tc_err_set(err, TC_EFORMAT, "%s: no users", path);
	if (status == TC_OK)
		*out = logins;
	else
		let_go(logins);
	return status;
}

enum tc_status tc_auth_new(const char *path, struct tc_auth **out, struct tc_err *err)
{
	struct tc_auth *auth = tc_alloc(sizeof *auth);
	*out = NULL;
	if (auth == NULL)
		return tc_err_set(err, TC_ENOMEM, "passwords: no memory");
	auth->path = path;
	pthread_mutex_init(&auth->lock, NULL);
	enum tc_status status = path != NULL ? read_logins(path, &auth->logins, err) : TC_OK;
	if (status != TC_OK) {
		tc_auth_free(auth);
		return status;
	}
	*out = auth;
	return TC_OK;
}

void tc_auth_free(struct tc_auth *auth)
{
	if (auth == NULL)
		return;
	let_go(auth->logins);
	explicit_bzero(auth->remembered, sizeof auth->remembered);
	pthread_mutex_destroy(&auth->lock);
	tc_free(auth);
}

enum tc_status tc_auth_reload(struct tc_auth *auth, struct tc_err *err)
{
	struct logins *logins = NULL;
	enum tc_status status = auth->path != NULL ? read_logins(auth->path, &logins, err) : TC_OK;
	if (status != TC_OK || logins == NULL)
		return status;
	pthread_mutex_lock(&auth->lock);
	let_go(auth->logins);
	auth->logins = logins;
	explicit_bzero(auth->remembered, sizeof auth->remembered);
	pthread_mutex_unlock(&auth->lock);
	return TC_OK;
}

bool tc_auth_wanted(const struct tc_auth *auth)
{
	return auth->path != NULL;
}

/* Equal?  Takes as long whatever the difference. */
static bool same(const char *a, size_t n, const char *b, size_t m)
{
	unsigned char difference = n != m;
	for (size_t i = 0; i < n; i++)
		difference |= (unsigned char)a[i] ^ (unsigned char)b[i < m ? i : 0];
	return difference == 0;
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Decodes into out (room for in.n) with a NUL behind; false for what is no base64, or has a NUL in it. */
static bool decode(struct tc_str in, char *out, size_t *n)
{
	unsigned bits = 0, value = 0;
	*n = 0;
	while (in.n > 0 && in.p[in.n - 1] == '=')
		in.n--;
	for (size_t i = 0; i < in.n; i++) {
		int six = base64_value(in.p[i]);
		if (six < 0)
			return false;
		value = (value << 6 | (unsigned)six) & 0xFFFF;
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		out[*n] = (char)(value >> bits & 0xFF);
		if (out[(*n)++] == '\0')
			return false;
	}
	out[*n] = '\0';
	return true;
}

/* Is it remembered?  The lock is held. */
static bool remembers(struct tc_auth *auth, struct tc_str header, char user[TC_AUTH_USER_BYTES])
{
	const uint64_t now = tc_clock_ms();
	bool found = false;
	for (size_t i = 0; i < REMEMBERED; i++) {
		const struct remembered *r = &auth->remembered[i];
		if (r->until_ms <= now || !same(header.p, header.n, r->header, strlen(r->header)))
			continue;
		memcpy(user, r->user, TC_AUTH_USER_BYTES);
		found = true;
	}
	return found;
}

static void remember(struct tc_auth *auth, const struct logins *logins, struct tc_str header, struct tc_str user)
{
	pthread_mutex_lock(&auth->lock);
	/* Not what a reload has changed meanwhile. */
	if (auth->logins == logins) {
		struct remembered *r = &auth->remembered[auth->next++ % REMEMBERED];
		memset(r, 0, sizeof *r);
		memcpy(r->header, header.p, header.n);
		memcpy(r->user, user.p, user.n);
		r->until_ms = tc_clock_ms() + REMEMBERED_S * UINT64_C(1000);
	}
	pthread_mutex_unlock(&auth->lock);
}

/* Has the user that password?  One hash, whoever it is. */
static bool is_right(const struct logins *logins, struct tc_str user, const char *password)
{
	const struct login *login = NULL;
	struct crypt_data *data = tc_alloc(sizeof *data);
	for (size_t i = 0; i < logins->n; i++)
		login = tc_str_eq(logins->v[i].user, user) ? &logins->v[i] : login;
	const char *hash = login != NULL ? login->hash : logins->v[0].hash;
	const char *made = data == NULL ? NULL : crypt_rn(password, hash, data, (int)sizeof *data);
	bool right = made != NULL && made[0] != '*' && same(made, strlen(made), hash, strlen(hash)) && login != NULL;
	if (data != NULL)
		explicit_bzero(data, sizeof *data);
	tc_free(data);
	return right;
}

enum tc_status tc_auth_check(struct tc_auth *auth, struct tc_str authorization, char user[TC_AUTH_USER_BYTES], struct tc_err *err)
{
	char plain[HEADER_BYTES];
	size_t n;
	struct tc_str rest = tc_str_trim(authorization), scheme = tc_str_split(&rest, ' ');
	rest = tc_str_trim(rest);
	user[0] = '\0';
	if (!tc_str_eq_ascii_nocase(scheme, TC_STR("Basic")) || rest.n == 0 || rest.n >= HEADER_BYTES || !decode(rest, plain, &n))
		return tc_err_set(err, TC_ENOENT, "no password was given");
	struct tc_str password = {plain, n}, name = tc_str_split(&password, ':');
	if (password.p == NULL || name.n == 0 || name.n >= TC_AUTH_USER_BYTES)
		return tc_err_set(err, TC_ENOENT, "no password was given");
	pthread_mutex_lock(&auth->lock);
	bool right = remembers(auth, rest, user);
	struct logins *logins = auth->logins;
	logins->n_users++;
	pthread_mutex_unlock(&auth->lock);
	if (!right && is_right(logins, name, password.p)) {
		remember(auth, logins, rest, name);
		memcpy(user, name.p, name.n);
		user[name.n] = '\0';
		right = true;
	}
	explicit_bzero(plain, sizeof plain);
	pthread_mutex_lock(&auth->lock);
	let_go(logins);
	pthread_mutex_unlock(&auth->lock);
	return right ? TC_OK : tc_err_set(err, TC_ENOENT, "the user or the password is wrong");
}
