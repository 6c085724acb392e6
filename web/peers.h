/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_WEB_PEERS_H
#define TC_WEB_PEERS_H

#include <stdint.h>

#include "web/proxy.h"

/* Open connections, and what each is at, so that one that takes too long can be closed.  For many threads. */
enum tc_peer_phase {
	TC_PEER_ASKING,   /* we wait for a request */
	TC_PEER_WORKING,  /* we make its answer */
	TC_PEER_FETCHING, /* the answer is being sent */
	TC_PEER_PHASES
};

struct tc_peers;
struct tc_peer {
	struct tc_peer *next, *previous;
	int fd;
	struct tc_address address;
	enum tc_peer_phase phase;
	uint64_t since_ms;
};

/* Milliseconds of a clock that only rises. */
uint64_t tc_clock_ms(void);

struct tc_peers *tc_peers_new(void); /* NULL: no memory */
void tc_peers_free(struct tc_peers *peers);
/* NULL: no memory. */
struct tc_peer *tc_peers_add(struct tc_peers *peers, int fd, const struct tc_address *address);
void tc_peers_remove(struct tc_peers *peers, struct tc_peer *peer); /* before fd is closed */
void tc_peers_phase(struct tc_peers *peers, struct tc_peer *peer, enum tc_peer_phase phase);
/* How many have a request that is not answered yet, or an answer that is not fetched. */
size_t tc_peers_busy(struct tc_peers *peers);
/* Shuts those down that are in a phase for longer than limits_ms[phase] (0: any time); returns how many. */
unsigned long tc_peers_hurry(struct tc_peers *peers, uint64_t now_ms, const uint64_t limits_ms[TC_PEER_PHASES]);

#endif
