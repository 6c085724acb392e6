/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who asks, when servers stand between.
 *
 * X-Forwarded-For is a list to which each proxy adds the address it was asked from, at the end.  Whatever stands before what our
 * own proxies have written anybody may have written, so the list is read from its end, as long as addresses are trusted ones.
 * The standard's Forwarded (RFC 7239) is not read: Apache and nginx send it only when told to in detail.
 */
#include "web/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static const unsigned char v4_in_v6[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static void set_v6(struct tc_address *out, const void *bytes)
{
	*out = (struct tc_address){.family = AF_INET6};
	memcpy(out->bytes, bytes, 16);
	if (memcmp(out->bytes, v4_in_v6, sizeof v4_in_v6) != 0)
		return;
	*out = (struct tc_address){.family = AF_INET};
	memcpy(out->bytes, (const unsigned char *)bytes + 12, 4);
}

void tc_address_of(const struct sockaddr *from, struct tc_address *out)
{
	*out = (struct tc_address){.family = AF_UNIX};
	if (from != NULL && from->sa_family == AF_INET) {
		out->family = AF_INET;
		memcpy(out->bytes, &((const struct sockaddr_in *)from)->sin_addr, 4);
	} else if (from != NULL && from->sa_family == AF_INET6) {
		set_v6(out, &((const struct sockaddr_in6 *)from)->sin6_addr);
	}
}

bool tc_address_read(struct tc_str text, struct tc_address *out)
{
	char copy[TC_ADDRESS_TEXT_BYTES];
	unsigned char bytes[16] = {0};
	text = tc_str_trim(text);
	size_t colon = tc_str_find_char(text, ':', 0);
	if (text.n > 0 && text.p[0] == '[')
		text = tc_str_sub(text, 1, tc_str_find_char(text, ']', 0));
	else if (colon < text.n && tc_str_find_char(text, ':', colon + 1) == text.n)
		text = tc_str_sub(text, 0, colon); /* one colon: a port behind IPv4 */
	*out = (struct tc_address){.family = 0};
	if (text.n == 0 || text.n >= sizeof copy)
		return false;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	if (inet_pton(AF_INET, copy, bytes) == 1) {
		out->family = AF_INET;
		memcpy(out->bytes, bytes, 4);
	} else if (inet_pton(AF_INET6, copy, bytes) == 1) {
		set_v6(out, bytes);
	}
	return out->family != 0;
}

void tc_address_text(const struct tc_address *address, char out[TC_ADDRESS_TEXT_BYTES])
{
	if (address->family != AF_INET && address->family != AF_INET6)
		snprintf(out, TC_ADDRESS_TEXT_BYTES, "%s", address->family == AF_UNIX ? "unix" : "-");
	else
		inet_ntop(address->family, address->bytes, out, TC_ADDRESS_TEXT_BYTES);
}

bool tc_address_is_loopback(const struct tc_address *address)
{
	static const unsigned char one[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
	if (address->family == AF_INET)
		return address->bytes[0] == 127;
	return address->family == AF_UNIX || (address->family == AF_INET6 && memcmp(address->bytes, one, 16) == 0);
}

enum tc_status tc_proxies_add(struct tc_proxies *proxies, const char *text, struct tc_err *err)
{
	struct tc_str rest = tc_str_of(text), name = tc_str_split(&rest, '/');
	unsigned long long bits;
	if (proxies->n == TC_PROXIES)
		return tc_err_set(err, TC_ELIMIT, "more than %d trusted proxies", TC_PROXIES);
	struct tc_address *address = &proxies->v[proxies->n].address;
	if (tc_str_eq(name, TC_STR("unix")) && rest.p == NULL)
		*address = (struct tc_address){.family = AF_UNIX};
	else if (!tc_address_read(name, address))
		return tc_err_set(err, TC_EARG, "'%s' is no address of a proxy (192.0.2.1, 10.0.0.0/8, ::1 or unix)", text);
	bits = address->family == AF_INET ? 32 : address->family == AF_INET6 ? 128 : 0;
	if (rest.p != NULL && !tc_str_to_u64(rest, bits, &bits))
		return tc_err_set(err, TC_EARG, "'%s': no network", text);
	proxies->v[proxies->n++].bits = (unsigned)bits;
	return TC_OK;
}

static bool has_bits(const unsigned char *a, const unsigned char *b, unsigned bits)
{
	unsigned rest = bits % 8;
	if (memcmp(a, b, bits / 8) != 0)
		return false;
	return rest == 0 || ((a[bits / 8] ^ b[bits / 8]) >> (8 - rest)) == 0;
}

bool tc_proxies_trust(const struct tc_proxies *proxies, const struct tc_address *address)
{
	for (size_t i = 0; i < proxies->n; i++)
		if (proxies->v[i].address.family == address->family &&
		    has_bits(proxies->v[i].address.bytes, address->bytes, proxies->v[i].bits))
			return true;
	return false;
}

struct tc_address tc_proxies_client(const struct tc_proxies *proxies, const struct tc_address *peer, struct tc_str forwarded_for)
{
	struct tc_address client = *peer, one;
	while (forwarded_for.n > 0 && tc_proxies_trust(proxies, &client)) {
		size_t comma = forwarded_for.n;
		while (comma > 0 && forwarded_for.p[comma - 1] != ',')
			comma--;
		if (!tc_address_read(tc_str_sub(forwarded_for, comma, forwarded_for.n), &one))
			break;
		client = one;
		forwarded_for = tc_str_sub(forwarded_for, 0, comma > 0 ? comma - 1 : 0);
	}
	return client;
}
