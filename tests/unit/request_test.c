/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Request targets, headers and routes: what is read, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/route.h"

#define N(table) (sizeof(table) / sizeof *(table))

static enum tc_status parse(struct tc_arena *arena, struct tc_request *request, const char *target)
{
	struct tc_err err;
	tc_arena_reset(arena);
	*request = (struct tc_request){.arena = arena};
	return tc_request_parse_target(request, tc_str_of(target), &err);
}

static void test_target(void **state)
{
	static const struct {
		const char *target, *path, *q;
		enum tc_status status;
	} rows[] = {
		{"/", "/", "", TC_OK},
		{"/tim?q=l%C3%BAa+g%E1%BA%A1o", "/tim", "lúa gạo", TC_OK},
		{"/a%2Fb%20c", "/a/b c", "", TC_OK},
		{"/a+b?q=1%2B1", "/a+b", "1+1", TC_OK},
		{"/?x=1&q=%20a%20&q=b", "/", "a", TC_OK},
		{"/?q", "/", "", TC_OK},
		{"/?q=a=b&&", "/", "a=b", TC_OK},
		{"/?q=a%0Ab%09c", "/", "a b c", TC_OK},
		{"http://host.example/tim?q=a", "/tim", "a", TC_OK},
		{"/?q=%", "", "", TC_EARG},
		{"/?q=%4", "", "", TC_EARG},
		{"/?q=%zz", "", "", TC_EARG},
		{"/?q=%00", "", "", TC_EARG},
		{"/?q=%1b", "", "", TC_EARG},
		{"/?q=%FF", "", "", TC_EARG},
		{"/?q=%C0%AF", "", "", TC_EARG},
		{"/?%ff=1", "", "", TC_EARG},
		{"/%00", "", "", TC_EARG},
		{"/%0a", "", "", TC_EARG},
		{"/a/../b", "", "", TC_EARG},
		{"/a/%2e%2E/b", "", "", TC_EARG},
		{"/.", "", "", TC_EARG},
		{"/..a/.b", "/..a/.b", "", TC_OK},
		{"", "", "", TC_EARG},
		{"*", "", "", TC_EARG},
		{"host.example:80", "", "", TC_EARG},
	};
	struct tc_arena arena;
	struct tc_request request;
	(void)state;
	tc_arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < N(rows); i++) {
		enum tc_status status = parse(&arena, &request, rows[i].target);
		if (status != rows[i].status)
			print_error("%s: %s\n", rows[i].target, tc_status_name(status));
		assert_int_equal(status, rows[i].status);
		if (status != TC_OK)
			continue;
		assert_true(tc_str_eq(request.path, tc_str_of(rows[i].path)));
		assert_true(tc_str_eq(tc_param(&request, "q"), tc_str_of(rows[i].q)));
	}
	tc_arena_release(&arena);
}

static void test_limits(void **state)
{
	struct tc_arena arena;
	struct tc_request request = {.arena = &arena};
	struct tc_err err;
	struct tc_buf target;
	(void)state;
	tc_arena_init(&arena, 1 << 20);
	tc_buf_init(&target, 1 << 20);
	tc_buf_add_cstr(&target, "/?");
	for (int i = 0; i < TC_WEB_PARAMETERS; i++)
		tc_buf_printf(&target, "a=%d&", i);
	assert_int_equal(tc_request_parse_target(&request, tc_buf_str(&target), &err), TC_OK);
	assert_int_equal(request.n_parameters, TC_WEB_PARAMETERS);
	tc_buf_add_cstr(&target, "a=1");
	assert_int_equal(tc_request_parse_target(&request, tc_buf_str(&target), &err), TC_ELIMIT);
	while (target.n <= TC_WEB_TARGET_BYTES)
		tc_buf_add_char(&target, 'x');
	assert_int_equal(tc_request_parse_target(&request, tc_buf_str(&target), &err), TC_ELIMIT);
	tc_buf_release(&target);
	tc_arena_release(&arena);
}

static void test_parameters(void **state)
{
	static const char *const names[] = {"n", "flag", "on", "off", "sort", "bad", "empty", NULL};
	struct tc_arena arena;
	struct tc_request request;
	struct tc_err err;
	unsigned long n;
	bool flag;
	int choice;
	(void)state;
	tc_arena_init(&arena, 1 << 20);
	assert_int_equal(parse(&arena, &request, "/?n=12&flag&on=yes&off=0&sort=-date&bad=1x&empty="), TC_OK);
	assert_int_equal(tc_param_number(&request, "n", 1, 100, 10, &n, &err), TC_OK);
	assert_int_equal(n, 12);
	assert_int_equal(tc_param_number(&request, "none", 1, 100, 10, &n, &err), TC_OK);
	assert_int_equal(n, 10);
	assert_int_equal(tc_param_number(&request, "empty", 1, 100, 10, &n, &err), TC_OK);
	assert_int_equal(tc_param_number(&request, "n", 1, 11, 10, &n, &err), TC_EARG);
	assert_int_equal(tc_param_number(&request, "n", 13, 20, 10, &n, &err), TC_EARG);
	assert_int_equal(tc_param_number(&request, "bad", 1, 11, 10, &n, &err), TC_EARG);
	assert_string_equal(err.text, "parameter 'bad': must be a number from 1 to 11");
	assert_int_equal(tc_param_flag(&request, "flag", false, &flag, &err), TC_OK);
	assert_true(flag);
	assert_int_equal(tc_param_flag(&request, "off", true, &flag, &err), TC_OK);
	assert_false(flag);
	assert_int_equal(tc_param_flag(&request, "none", true, &flag, &err), TC_OK);
	assert_true(flag);
	assert_int_equal(tc_param_flag(&request, "bad", true, &flag, &err), TC_EARG);
	assert_int_equal(tc_param_choice(&request, "sort", "relevance|date|-date", 0, &choice, &err), TC_OK);
	assert_int_equal(choice, 2);
	assert_int_equal(tc_param_choice(&request, "bad", "a|b", 0, &choice, &err), TC_EARG);
	assert_int_equal(tc_param_known(&request, names, &err), TC_OK);
	assert_int_equal(tc_param_known(&request, names + 1, &err), TC_EARG);
	assert_string_equal(err.text, "parameter 'n': no such parameter here");
	tc_arena_release(&arena);
}

static void test_headers(void **state)
{
	static const struct {
		const char *header;
		bool gzip;
	} encodings[] = {
		{"gzip, deflate, br", true},
		{"GZIP;q=0.5", true},
		{"gzip;q=0", false},
		{"gzip; q=0.000", false},
		{"br", false},
		{"*", true},
		{"*;q=0", false},
		{"gzip;q=0, *", false},
		{"", false},
		{"xgzip", false},
	};
	static const struct {
		const char *host;
		bool good;
	} hosts[] = {
		{"localhost", true}, {"baotangiang.example:8080", true},
		{"[::1]:80", true},  {"127.0.0.1", true},
		{"", false},         {"a/b", false},
		{"a\"b", false},     {"[::1", false},
		{"a:b", false},      {":80", false},
		{"a:99999", false},  {"a b", false},
		{"user@a", false},
	};
	(void)state;
	for (size_t i = 0; i < N(encodings); i++)
		assert_int_equal(tc_header_accepts(tc_str_of(encodings[i].header), TC_STR("gzip")), encodings[i].gzip);
	for (size_t i = 0; i < N(hosts); i++)
		assert_int_equal(tc_header_is_host(tc_str_of(hosts[i].host)), hosts[i].good);
}

static void test_escape(void **state)
{
	struct tc_buf out;
	(void)state;
	tc_buf_init(&out, 1000);
	tc_url_escape(TC_STR("lúa/a&b=c d-._~"), &out);
	assert_string_equal(tc_buf_cstr(&out), "l%C3%BAa%2Fa%26b%3Dc%20d-._~");
	tc_buf_release(&out);
}

static void test_dates(void **state)
{
	struct tc_buf out;
	int64_t seconds = 0;
	(void)state;
	tc_buf_init(&out, 1000);
	tc_http_date(1673174760, &out);
	assert_string_equal(tc_buf_cstr(&out), "Sun, 08 Jan 2023 10:46:00 GMT");
	assert_true(tc_http_date_read(tc_buf_str(&out), &seconds));
	assert_int_equal(seconds, 1673174760);
	assert_false(tc_http_date_read(TC_STR("Sunday, 08-Jan-23 10:46:00 GMT"), &seconds));
	assert_false(tc_http_date_read(TC_STR("2023-01-08"), &seconds));
	assert_false(tc_http_date_read(TC_STR_NONE, &seconds));
	tc_buf_release(&out);
}

static void test_routes(void **state)
{
	static const struct {
		const char *pattern, *path, *first, *second;
		bool match;
	} rows[] = {
		{"/", "/", "", "", true},
		{"/a", "/a", "", "", true},
		{"/a", "/a/", "", "", false},
		{"/a", "/ab", "", "", false},
		{"/a/:id", "/a/x", "x", "", true},
		{"/a/:id", "/a/", "", "", false},
		{"/a/:id", "/a/x/y", "", "", false},
		{"/a/:id*", "/a/x/y//z", "x/y//z", "", true},
		{"/a/:id*", "/a//x", "/x", "", true},
		{"/a/:id*", "/a/", "", "", false},
		{"/a/:id*", "/a", "", "", false},
		{"/:y/:m", "/2023/01", "2023", "01", true},
	};
	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct tc_str arguments[TC_ROUTE_ARGUMENTS] = {{NULL, 0}};
		bool match = tc_route_match(rows[i].pattern, tc_str_of(rows[i].path), arguments);
		assert_int_equal(match, rows[i].match);
		if (!match)
			continue;
		assert_true(tc_str_eq(arguments[0], tc_str_of(rows[i].first)));
		assert_true(tc_str_eq(arguments[1], tc_str_of(rows[i].second)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_target),  cmocka_unit_test(test_limits), cmocka_unit_test(test_parameters),
		cmocka_unit_test(test_headers), cmocka_unit_test(test_escape), cmocka_unit_test(test_dates),
		cmocka_unit_test(test_routes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
