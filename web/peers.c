/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slow connections ("slowloris").
 *
 * libmicrohttpd's timeout begins anew with every byte, so that a header sent a byte every ten seconds keeps its connection for
 * hours, and a few hundred of them keep everybody else out.  Here a whole request has one time to arrive in, and an answer one to
 * be fetched in.  A connection over it is shut down, not closed: its file descriptor is libmicrohttpd's, which finds the end of
 * the stream and cleans up.  It is taken off the list before that, under the same lock, so that the number never means another.
 */
#include "web/peers.h"

#include <pthread.h>
#include <time.h>

#include "base/alloc.h"

struct tc_peers {
	pthread_mutex_t lock;
	struct tc_peer *first;
};

uint64_t tc_clock_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

struct tc_peers *tc_peers_new(void)
{
	struct tc_peers *peers = tc_alloc(sizeof *peers);
	if (peers != NULL)
		pthread_mutex_init(&peers->lock, NULL);
	return peers;
}

void tc_peers_free(struct tc_peers *peers)
{
	if (peers == NULL)
		return;
	while (peers->first != NULL)
		tc_peers_remove(peers, peers->first);
	pthread_mutex_destroy(&peers->lock);
	tc_free(peers);
}

struct tc_peer *tc_peers_add(struct tc_peers *peers, int fd, const struct tc_address *address)
{
	struct tc_peer *peer = tc_alloc(sizeof *peer);
	if (peer == NULL)
		return NULL;
	peer->fd = fd;
	peer->address = *address;
	peer->since_ms = tc_clock_ms();
	pthread_mutex_lock(&peers->lock);
	peer->next = peers->first;
	if (peer->next != NULL)
		peer->next->previous = peer;
	peers->first = peer;
	pthread_mutex_unlock(&peers->lock);
	return peer;
}

void tc_peers_remove(struct tc_peers *peers, struct tc_peer *peer)
{
	pthread_mutex_lock(&peers->lock);
	if (peer->previous != NULL)
		peer->previous->next = peer->next;
	else
		peers->first = peer->next;
	if (peer->next != NULL)
		peer->next->previous = peer->previous;
	pthread_mutex_unlock(&peers->lock);
	tc_free(peer);
}

void tc_peers_phase(struct tc_peers *peers, struct tc_peer *peer, enum tc_peer_phase phase)
{
	pthread_mutex_lock(&peers->lock);
	peer->phase = phase;
	peer->since_ms = tc_clock_ms();
	pthread_mutex_unlock(&peers->lock);
}

size_t tc_peers_busy(struct tc_peers *peers)
{
	size_t n = 0;
	pthread_mutex_lock(&peers->lock);
	for (const struct tc_peer *p = peers->first; p != NULL; p = p->next)
		n += p->phase != TC_PEER_ASKING;
	pthread_mutex_unlock(&peers->lock);
	return n;
}

unsigned long tc_peers_hurry(struct tc_peers *peers, uint64_t now_ms, const uint64_t limits_ms[TC_PEER_PHASES])
{
	unsigned long n = 0;
	pthread_mutex_lock(&peers->lock);
	for (struct tc_peer *p = peers->first; p != NULL; p = p->next) {
		if (limits_ms[p->phase] == 0 || now_ms < p->since_ms + limits_ms[p->phase])
			continue;
		shutdown(p->fd, SHUT_RDWR);
		p->since_ms = now_ms;
		n++;
	}
	pthread_mutex_unlock(&peers->lock);
	return n;
}
