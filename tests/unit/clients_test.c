/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses, proxies and limits by address, at times that the test says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/clients.h"

static struct tc_address address(const char *text)
{
	struct tc_address a;
	assert_true(tc_address_read(tc_str_of(text), &a));
	return a;
}

static void test_addresses(void **state)
{
	static const char *const bad[] = {"", "x", "1.2.3", "1.2.3.4.5", "::g", "999.1.1.1"};
	static const char *const rows[][2] = {
		{"192.0.2.1", "192.0.2.1"},          {"192.0.2.1:8080", "192.0.2.1"},   {"2001:db8::1", "2001:db8::1"},
		{"[2001:db8::1]:80", "2001:db8::1"}, {"::ffff:192.0.2.1", "192.0.2.1"}, {" ::1 ", "::1"},
	};
	char text[TC_ADDRESS_TEXT_BYTES];
	struct tc_address a;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		a = address(rows[i][0]);
		tc_address_text(&a, text);
		assert_string_equal(text, rows[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(tc_address_read(tc_str_of(bad[i]), &a));
	a = address("127.3.2.1");
	assert_true(tc_address_is_loopback(&a));
	a = address("::ffff:127.0.0.1");
	assert_true(tc_address_is_loopback(&a));
	a = address("128.0.0.1");
	assert_false(tc_address_is_loopback(&a));
}

static void test_proxies(void **state)
{
	static const struct {
		const char *peer, *forwarded, *client;
	} rows[] = {
		{"10.1.2.3", "192.0.2.7", "192.0.2.7"},
		{"10.1.2.3", "6.6.6.6, 192.0.2.7", "192.0.2.7"},
		{"10.1.2.3", "192.0.2.7, 10.9.9.9", "192.0.2.7"},
		{"10.1.2.3", "", "10.1.2.3"},
		{"10.1.2.3", "nonsense", "10.1.2.3"},
		{"11.1.2.3", "192.0.2.7", "11.1.2.3"},
		{"2001:db8::5", "192.0.2.7", "192.0.2.7"},
		{"2001:db9::5", "192.0.2.7", "2001:db9::5"},
	};
	struct tc_proxies proxies = {.n = 0};
	struct tc_err err;
	char text[TC_ADDRESS_TEXT_BYTES];
	(void)state;
	assert_int_equal(tc_proxies_add(&proxies, "10.0.0.0/8", &err), TC_OK);
	assert_int_equal(tc_proxies_add(&proxies, "2001:db8::/33", &err), TC_OK);
	assert_int_equal(tc_proxies_add(&proxies, "10.0.0.0/33", &err), TC_EARG);
	assert_int_equal(tc_proxies_add(&proxies, "proxy", &err), TC_EARG);
	assert_int_equal(tc_proxies_add(&proxies, "10.0.0.0/", &err), TC_EARG);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tc_address peer = address(rows[i].peer);
		struct tc_address client = tc_proxies_client(&proxies, &peer, tc_str_of(rows[i].forwarded));
		tc_address_text(&client, text);
		assert_string_equal(text, rows[i].client);
	}
	struct tc_address from_unix = {.family = AF_UNIX};
	assert_false(tc_proxies_trust(&proxies, &from_unix));
	assert_int_equal(tc_proxies_add(&proxies, "unix", &err), TC_OK);
	assert_true(tc_proxies_trust(&proxies, &from_unix));
}

/* Two a second, three at once. */
static void test_rate(void **state)
{
	const struct tc_address a = address("192.0.2.1"), b = address("192.0.2.2");
	struct tc_clients *clients = NULL;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_clients_new(2, 3, 0, &clients, &err), TC_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(tc_clients_request(clients, &a, 1000), 0);
	assert_int_equal(tc_clients_request(clients, &a, 1000), 1);
	assert_int_equal(tc_clients_request(clients, &b, 1000), 0);
	assert_int_equal(tc_clients_request(clients, &a, 1499), 1);
	assert_int_equal(tc_clients_request(clients, &a, 1500), 0);
	assert_int_equal(tc_clients_request(clients, &a, 1500), 1);
	/* However long it waits, it has no more than three. */
	for (int i = 0; i < 3; i++)
		assert_int_equal(tc_clients_request(clients, &a, 1000000000), 0);
	assert_int_equal(tc_clients_request(clients, &a, 1000000000), 1);
	tc_clients_free(clients);
}

/* A house of IPv6 is one address; the next is another. */
static void test_networks(void **state)
{
	const struct tc_address a = address("2001:db8:0:1::1"), same = address("2001:db8:0:1:ffff::2"),
				b = address("2001:db8:0:2::1");
	struct tc_clients *clients = NULL;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_clients_new(1, 1, 0, &clients, &err), TC_OK);
	assert_int_equal(tc_clients_request(clients, &a, 1), 0);
	assert_int_not_equal(tc_clients_request(clients, &same, 1), 0);
	assert_int_equal(tc_clients_request(clients, &b, 1), 0);
	tc_clients_free(clients);
}

static void test_connections(void **state)
{
	const struct tc_address a = address("192.0.2.1");
	struct tc_clients *clients = NULL;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_clients_new(1, 1, 2, &clients, &err), TC_OK);
	assert_true(tc_clients_connect(clients, &a, 1));
	assert_true(tc_clients_connect(clients, &a, 1));
	assert_false(tc_clients_connect(clients, &a, 1));
	/* Others by the thousand do not make it forget who is connected. */
	for (unsigned i = 0; i < 100000; i++) {
		struct tc_address other = {.family = AF_INET, .bytes = {10, i >> 16 & 255, i >> 8 & 255, i & 255}};
		tc_clients_request(clients, &other, 2);
	}
	assert_false(tc_clients_connect(clients, &a, 3));
	tc_clients_disconnect(clients, &a);
	assert_true(tc_clients_connect(clients, &a, 4));
	tc_clients_free(clients);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_proxies),     cmocka_unit_test(test_rate),
		cmocka_unit_test(test_networks),  cmocka_unit_test(test_connections),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
