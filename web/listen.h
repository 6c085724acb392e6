/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_LISTEN_H
#define TC_WEB_LISTEN_H

#include "base/status.h"
#include "base/str.h"

/* Sockets that the server listens on. */
#define TC_LISTENERS 16
#define TC_LISTENER_NAME_BYTES 256

struct tc_listener {
	int fd;
	bool is_unix;
	bool loopback; /* nobody from another machine can reach it */
	bool inherited;
	char name[TC_LISTENER_NAME_BYTES]; /* "http://127.0.0.1:8080/" or "unix:/run/tracuu.sock" */
};

struct tc_listeners {
	struct tc_listener v[TC_LISTENERS];
	size_t n;
};

/* Opens "HOST:PORT", "[IPv6]:PORT", "PORT" (on 127.0.0.1) or "unix:PATH"; port 0 is one that is free.  A host with several
 * addresses gives several sockets.  socket_mode: permissions of a Unix socket's file; one that is left over, and that nobody
 * answers at, is replaced.  TC_EARG for what is no address. */
enum tc_status tc_listen(struct tc_listeners *listeners, const char *address, unsigned socket_mode, struct tc_err *err);
/* Takes over the sockets that systemd hands to this process (sd_listen_fds(3): LISTEN_PID, LISTEN_FDS); none is TC_OK. */
enum tc_status tc_listen_inherited(struct tc_listeners *listeners, struct tc_err *err);
/* Closes all, and removes the files of Unix sockets that were made here. */
void tc_listeners_close(struct tc_listeners *listeners);

#endif
