/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PROXY_H
#define TC_WEB_PROXY_H

#include <sys/socket.h>

#include "base/status.h"
#include "base/str.h"

/* Addresses, and those of proxies that are believed when they say who asks. */
struct tc_address {
	int family; /* AF_INET, AF_INET6 (also for IPv4 in IPv6), AF_UNIX; 0: not known */
	unsigned char bytes[16];
};

#define TC_ADDRESS_TEXT_BYTES 64
/* From a socket's peer; IPv4 in IPv6 becomes IPv4.  NULL, or anything else, is a Unix socket's. */
void tc_address_of(const struct sockaddr *from, struct tc_address *out);
/* "192.0.2.1", "2001:db8::1", with or without a port or brackets. */
bool tc_address_read(struct tc_str text, struct tc_address *out);
void tc_address_text(const struct tc_address *address, char out[TC_ADDRESS_TEXT_BYTES]);
bool tc_address_is_loopback(const struct tc_address *address); /* a Unix socket too */

/* Networks "10.0.0.0/8", "::1", or "unix". */
#define TC_PROXIES 32
struct tc_proxies {
	struct {
		struct tc_address address;
		unsigned bits;
	} v[TC_PROXIES];
	size_t n;
};
enum tc_status tc_proxies_add(struct tc_proxies *proxies, const char *text, struct tc_err *err);
bool tc_proxies_trust(const struct tc_proxies *proxies, const struct tc_address *address);
/* Who asked the proxy: the last address of X-Forwarded-For that is no trusted proxy's; peer when there is none. */
struct tc_address tc_proxies_client(const struct tc_proxies *proxies, const struct tc_address *peer, struct tc_str forwarded_for);

#endif
