/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_CLIENTS_H
#define TC_WEB_CLIENTS_H

#include <stdint.h>

#include "web/proxy.h"

/* How much each address asks for: a token bucket of requests, and a count of connections.  Memory is bounded; for many threads.
 * Of IPv6 the network of 64 bits counts as one address: a house has that many. */
struct tc_clients;

/* rate: requests a second; 0: no limit.  burst: requests that may come at once.  connections: at one time; 0: no limit. */
enum tc_status tc_clients_new(unsigned long rate, unsigned long burst, unsigned long connections, struct tc_clients **out,
			      struct tc_err *err);
void tc_clients_free(struct tc_clients *clients); /* takes NULL */
/* Takes a token at now_ms of a clock that only rises; 0: there was one, else in how many seconds there will be. */
unsigned tc_clients_request(struct tc_clients *clients, const struct tc_address *address, uint64_t now_ms);
/* A connection; false when the address has enough of them, and then nothing is counted. */
bool tc_clients_connect(struct tc_clients *clients, const struct tc_address *address, uint64_t now_ms);
void tc_clients_disconnect(struct tc_clients *clients, const struct tc_address *address);

#endif
