/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the target of a request and as the headers that are parsed: what is accepted is valid UTF-8 without control
 * characters, within the limits, and encodes to what is read the same again. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "web/proxy.h"
#include "web/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct tc_str s)
{
	if (!tc_utf8_valid(s))
		abort();
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
			abort();
}

static void check_again(const struct tc_request *first, struct tc_arena *arena)
{
	struct tc_request second = {.arena = arena};
	struct tc_buf target;
	tc_buf_init(&target, TC_WEB_TARGET_BYTES * 8);
	tc_buf_add_char(&target, '/');
	tc_url_escape(tc_str_sub(first->path, 1, first->path.n), &target);
	tc_buf_add_char(&target, '?');
	for (size_t i = 0; i < first->n_parameters; i++) {
		tc_url_escape(first->parameters[i].name, &target);
		tc_buf_add_char(&target, '=');
		tc_url_escape(first->parameters[i].value, &target);
		tc_buf_add_char(&target, '&');
	}
	if (target.n <= TC_WEB_TARGET_BYTES) {
		if (tc_request_parse_target(&second, tc_buf_str(&target), NULL) != TC_OK ||
		    !tc_str_eq(first->path, second.path) || first->n_parameters != second.n_parameters)
			abort();
		for (size_t i = 0; i < first->n_parameters; i++)
			if (!tc_str_eq(first->parameters[i].value, second.parameters[i].value))
				abort();
	}
	tc_buf_release(&target);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str bytes = {(const char *)data, size};
	struct tc_arena arena;
	struct tc_err err = {TC_OK, ""};
	struct tc_address address;
	struct tc_proxies proxies = {.n = 0};
	int64_t seconds;
	tc_arena_init(&arena, 16 << 20);
	struct tc_request request = {.arena = &arena};
	enum tc_status status = tc_request_parse_target(&request, bytes, &err);
	if (status != TC_OK && err.text[0] == '\0')
		abort();
	if (status == TC_OK) {
		check_text(request.path);
		for (size_t i = 0; i < request.n_parameters; i++) {
			check_text(request.parameters[i].name);
			check_text(request.parameters[i].value);
		}
		tc_route_find(&request);
		check_again(&request, &arena);
	}
	tc_header_accepts(bytes, TC_STR("gzip"));
	tc_header_is_host(bytes);
	tc_http_date_read(bytes, &seconds);
	tc_proxies_add(&proxies, "127.0.0.1", &err);
	if (tc_address_read(TC_STR("127.0.0.1"), &address))
		tc_proxies_client(&proxies, &address, bytes);
	tc_arena_release(&arena);
	return 0;
}
