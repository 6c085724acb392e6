/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Limits by address.
 *
 * A token bucket (as in RFC 2697, without colours): each address has up to burst tokens, gets rate of them a second, and pays one
 * for a request.  Tokens are counted in thousandths, so that slow rates do not lose what a short time gives.
 *
 * The table has a fixed number of places in sets of WAYS; an address belongs to one set.  Where its set is full, the place goes
 * whose bucket was asked least lately among those without connections: an attacker with many addresses makes others' counts be
 * forgotten, which lets requests through, and never the other way round.  The hash has a key made at start, so that nobody can
 * choose addresses that meet in one set.
 */
#include "web/clients.h"

#include <pthread.h>
#include <string.h>
#include <sys/random.h>

#include "base/alloc.h"

#define SETS 1024
#define WAYS 8
#define ONE 1000ull

struct client {
	struct tc_address address;
	uint64_t tokens; /* thousandths */
	uint64_t seen_ms;
	unsigned long connections;
};

struct tc_clients {
	pthread_mutex_t lock;
	uint64_t rate, burst, connections, key;
	struct client v[SETS][WAYS];
};

enum tc_status tc_clients_new(unsigned long rate, unsigned long burst, unsigned long connections, struct tc_clients **out,
			      struct tc_err *err)
{
	struct tc_clients *c = tc_alloc(sizeof *c);
	*out = c;
	if (c == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	pthread_mutex_init(&c->lock, NULL);
	c->rate = rate;
	c->burst = burst > 0 ? burst : 1;
	c->connections = connections;
	if (getrandom(&c->key, sizeof c->key, GRND_NONBLOCK) != sizeof c->key)
		c->key = (uint64_t)(uintptr_t)c;
	return TC_OK;
}

void tc_clients_free(struct tc_clients *clients)
{
	if (clients == NULL)
		return;
	pthread_mutex_destroy(&clients->lock);
	tc_free(clients);
}

static struct tc_address key_of(const struct tc_address *address)
{
	struct tc_address key = *address;
	if (key.family == AF_INET6)
		memset(key.bytes + 8, 0, 8);
	return key;
}

static bool is_same(const struct tc_address *a, const struct tc_address *b)
{
	return a->family == b->family && memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static size_t set_of(const struct tc_clients *c, const struct tc_address *a)
{
	uint64_t words[2], hash = c->key;
	memcpy(words, a->bytes, sizeof words);
	for (int i = 0; i < 2; i++) {
		hash = (hash ^ words[i] ^ (unsigned)a->family) * 0x9E3779B97F4A7C15ull;
		hash ^= hash >> 29;
	}
	return hash % SETS;
}

/* The place of an address, made when there is none; NULL when all of its set have connections. */
static struct client *find(struct tc_clients *c, const struct tc_address *address, uint64_t now_ms)
{
	struct client *set = c->v[set_of(c, address)], *oldest = NULL;
	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].address.family != 0 && is_same(&set[i].address, address))
			return &set[i];
		if (set[i].connections == 0 && (oldest == NULL || set[i].seen_ms < oldest->seen_ms))
			oldest = &set[i];
	}
	if (oldest != NULL)
		*oldest = (struct client){.address = *address, .tokens = c->burst * ONE, .seen_ms = now_ms};
	return oldest;
}

unsigned tc_clients_request(struct tc_clients *c, const struct tc_address *address, uint64_t now_ms)
{
	const struct tc_address key = key_of(address);
	unsigned wait = 0;
	if (c->rate == 0)
		return 0;
	pthread_mutex_lock(&c->lock);
	struct client *client = find(c, &key, now_ms);
	if (client != NULL) {
		uint64_t passed = now_ms > client->seen_ms ? now_ms - client->seen_ms : 0;
		uint64_t full = c->burst * ONE;
		/* rate a second is rate thousandths a millisecond. */
		client->tokens = passed > full / c->rate ? full : client->tokens + passed * c->rate;
		client->tokens = client->tokens > full ? full : client->tokens;
		client->seen_ms = now_ms > client->seen_ms ? now_ms : client->seen_ms;
		if (client->tokens >= ONE)
			client->tokens -= ONE;
		else
			wait = (unsigned)((ONE - client->tokens) / c->rate / 1000 + 1);
	}
	pthread_mutex_unlock(&c->lock);
	return wait;
}

bool tc_clients_connect(struct tc_clients *c, const struct tc_address *address, uint64_t now_ms)
{
	const struct tc_address key = key_of(address);
	bool may = true;
	if (c->connections == 0)
		return true;
	pthread_mutex_lock(&c->lock);
	struct client *client = find(c, &key, now_ms);
	if (client != NULL) {
		may = client->connections < c->connections;
		client->connections += may;
	}
	pthread_mutex_unlock(&c->lock);
	return may;
}

void tc_clients_disconnect(struct tc_clients *c, const struct tc_address *address)
{
	const struct tc_address key = key_of(address);
	if (c->connections == 0)
		return;
	pthread_mutex_lock(&c->lock);
	struct client *client = find(c, &key, 0);
	if (client != NULL && client->connections > 0)
		client->connections--;
	pthread_mutex_unlock(&c->lock);
}
