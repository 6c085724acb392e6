/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Listening sockets: made here, or by systemd before the program was started.
 *
 * The protocol of socket activation is in sd_listen_fds(3): sockets are the file descriptors from 3 on, LISTEN_FDS says how many,
 * LISTEN_PID for whom.  Both variables are removed, so that no child takes them for its own.
 *
 * A Unix socket's file stays when a server is killed.  Before binding we try to connect: whoever answers is a server that runs,
 * and its socket stays its own.
 */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 511
#define FIRST_INHERITED 3
#define UNIX_PREFIX "unix:"

/* What a bound socket is, written into the listener. */
static void describe(struct tc_listener *l)
{
	struct sockaddr_storage address;
	socklen_t n = sizeof address;
	char host[INET6_ADDRSTRLEN] = "", port[8] = "";
	memset(&address, 0, sizeof address);
	if (getsockname(l->fd, (struct sockaddr *)&address, &n) != 0)
		return;
	if (address.ss_family == AF_UNIX) {
		l->is_unix = l->loopback = true;
		snprintf(l->name, sizeof l->name, UNIX_PREFIX "%s", ((struct sockaddr_un *)&address)->sun_path);
		return;
	}
	getnameinfo((struct sockaddr *)&address, n, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
	snprintf(l->name, sizeof l->name, strchr(host, ':') != NULL ? "http://[%s]:%s/" : "http://%s:%s/", host, port);
	if (address.ss_family == AF_INET)
		l->loopback = ntohl(((struct sockaddr_in *)&address)->sin_addr.s_addr) >> 24 == 127;
	else if (address.ss_family == AF_INET6)
		l->loopback = IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&address)->sin6_addr);
}

static enum tc_status add(struct tc_listeners *listeners, int fd, bool inherited, struct tc_err *err)
{
	if (listeners->n == TC_LISTENERS) {
		close(fd);
		return tc_err_set(err, TC_ELIMIT, "more than %d addresses to listen on", TC_LISTENERS);
	}
	struct tc_listener *l = &listeners->v[listeners->n++];
	*l = (struct tc_listener){.fd = fd, .inherited = inherited};
	describe(l);
	return TC_OK;
}

static enum tc_status listen_unix(struct tc_listeners *listeners, const char *path, unsigned mode, struct tc_err *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const struct sockaddr *a = (const struct sockaddr *)&address;
	struct stat st;
	size_t n = strlen(path);
	if (n == 0 || n >= sizeof address.sun_path)
		return tc_err_set(err, TC_EARG, "%s%s: the path of a socket has 1 to %zu bytes", UNIX_PREFIX, path,
				  sizeof address.sun_path - 1);
	memcpy(address.sun_path, path, n);
	int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool busy = probe >= 0 && connect(probe, a, sizeof address) == 0;
	bool left_over = probe >= 0 && !busy && errno == ECONNREFUSED;
	if (probe >= 0)
		close(probe);
	if (left_over && lstat(path, &st) == 0 && S_ISSOCK(st.st_mode))
		unlink(path);
	enum tc_status status = TC_OK;
	if (fd < 0)
		status = tc_err_errno(err, errno, "%s", path);
	else if (busy)
		status = tc_err_set(err, TC_ELOCKED, "%s: another server listens there", path);
	else if (bind(fd, a, sizeof address) != 0 || chmod(path, mode) != 0 || listen(fd, BACKLOG) != 0)
		status = tc_err_errno(err, errno, "%s", path);
	if (status == TC_OK)
		return add(listeners, fd, false, err);
	if (fd >= 0)
		close(fd);
	return status;
}

/* Parts "[::1]:80", "host:80", "80". */
static enum tc_status part(const char *address, char host[256], const char **port, struct tc_err *err)
{
	const char *colon = strrchr(address, ':');
	struct tc_str h = colon == NULL ? TC_STR("127.0.0.1") : (struct tc_str){address, (size_t)(colon - address)};
	unsigned long long n;
	*port = colon == NULL ? address : colon + 1;
	if (h.n >= 2 && h.p[0] == '[' && h.p[h.n - 1] == ']')
		h = tc_str_sub(h, 1, h.n - 1);
	else if (tc_str_find_char(h, ':', 0) < h.n)
		return tc_err_set(err, TC_EARG, "%s: write an IPv6 address in brackets: [%s]:8080", address, address);
	if (h.n == 0 || h.n >= 256 || !tc_str_to_u64(tc_str_of(*port), 65535, &n))
		return tc_err_set(err, TC_EARG, "%s: no address to listen on (HOST:PORT, PORT or unix:PATH)", address);
	memcpy(host, h.p, h.n);
	host[h.n] = '\0';
	return TC_OK;
}

static int open_socket(const struct addrinfo *info)
{
	const int yes = 1;
	int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	/* 0.0.0.0 and :: are two sockets, whatever the system's default. */
	if (info->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

enum tc_status tc_listen(struct tc_listeners *listeners, const char *address, unsigned socket_mode, struct tc_err *err)
{
	const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	char host[256];
	const char *port;
	if (strncmp(address, UNIX_PREFIX, sizeof UNIX_PREFIX - 1) == 0)
		return listen_unix(listeners, address + sizeof UNIX_PREFIX - 1, socket_mode, err);
	enum tc_status status = part(address, host, &port, err);
	if (status != TC_OK)
		return status;
	int failure = getaddrinfo(host, port, &hints, &found);
	if (failure != 0)
		return tc_err_set(err, TC_EARG, "%s: %s", address, gai_strerror(failure));
	size_t n_before = listeners->n;
	int last = 0;
	for (const struct addrinfo *i = found; i != NULL && status == TC_OK; i = i->ai_next) {
		int fd = open_socket(i);
		if (fd >= 0)
			status = add(listeners, fd, false, err);
		else
			last = errno;
	}
	freeaddrinfo(found);
	/* localhost may have an IPv6 address that this machine does not; one that is taken is never passed over. */
	if (status == TC_OK && (listeners->n == n_before || last == EADDRINUSE))
		status = tc_err_errno(err, last, "%s", address);
	return status;
}

enum tc_status tc_listen_inherited(struct tc_listeners *listeners, struct tc_err *err)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	unsigned long long for_whom = 0, n = 0;
	enum tc_status status = TC_OK;
	bool ours = tc_str_to_u64(tc_str_of(pid), 1u << 30, &for_whom) && for_whom == (unsigned long long)getpid();
	if (pid == NULL || fds == NULL || !ours)
		return TC_OK;
	if (!tc_str_to_u64(tc_str_of(fds), TC_LISTENERS, &n))
		return tc_err_set(err, TC_EARG, "LISTEN_FDS: '%s' is no number up to %d", fds, TC_LISTENERS);
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	for (int fd = FIRST_INHERITED; fd < FIRST_INHERITED + (int)n && status == TC_OK; fd++) {
		int listening = 0;
		socklen_t size = sizeof listening;
		if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening)
			return tc_err_set(err, TC_EARG, "LISTEN_FDS: file descriptor %d is no listening socket", fd);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
		status = add(listeners, fd, true, err);
	}
	return status;
}

void tc_listeners_close(struct tc_listeners *listeners)
{
	for (size_t i = 0; i < listeners->n; i++) {
		struct tc_listener *l = &listeners->v[i];
		if (l->fd >= 0)
			close(l->fd);
		if (l->is_unix && !l->inherited)
			unlink(l->name + sizeof UNIX_PREFIX - 1);
	}
	listeners->n = 0;
}
