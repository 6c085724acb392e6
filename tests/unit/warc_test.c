/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/inflate.h"
#include "corpus/http.h"
#include "corpus/reader.h"
#include "corpus/warc.h"

#define HEAD "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"

/* Each record as its type, its block and what is wrong with it; "!" is TC_SKIP. */
static void expect_records(struct tc_str bytes, uint64_t max_bytes, const char *expected)
{
	struct tc_stream *stream = NULL;
	struct tc_warc *warc = NULL;
	struct tc_warc_record r;
	struct tc_buf out;
	enum tc_status status;
	tc_buf_init(&out, 4096);
	assert_int_equal(tc_stream_open_memory(bytes, &stream, NULL), TC_OK);
	assert_int_equal(tc_warc_new(stream, max_bytes, &warc, NULL), TC_OK);
	while ((status = tc_warc_next(warc, &r, NULL)) != TC_END) {
		if (status == TC_SKIP) {
			tc_buf_add_char(&out, '!');
			continue;
		}
		assert_int_equal(status, TC_OK);
		tc_buf_printf(&out, "[%.*s %.*s%s%s%s]", TC_STR_ARG(r.type), TC_STR_ARG(r.block), r.clipped ? " clipped" : "",
			      r.wrong_length ? " wrong" : "", r.too_large ? " large" : "");
	}
	assert_string_equal(tc_buf_cstr(&out), expected);
	tc_buf_release(&out);
	tc_warc_free(warc);
	tc_stream_free(stream);
}

static void records_follow_their_lengths(void **state)
{
	(void)state;
	expect_records(TC_STR(HEAD "Content-Length: 3\r\n\r\nabc\r\n\r\n" HEAD "Content-Length: 0\r\n\r\n\r\n\r\n"), 1000,
		       "[response abc][response ]");
	expect_records(TC_STR("WARC/0.18\nwarc-TYPE:\n\tRevisit\nCONTENT-length : 2\n\nab\n\n"), 1000, "[revisit ab]");
	/* What looks like a record inside a block that ends where it should is none. */
	expect_records(TC_STR(HEAD "Content-Length: 14\r\n\r\na\r\nWARC/1.0\r\nb\r\n\r\n"), 1000,
		       "[response a\r\nWARC/1.0\r\nb]");
}

static void wrong_lengths_end_at_the_next_record(void **state)
{
	(void)state;
	expect_records(TC_STR(HEAD "Content-Length: 9\r\n\r\nabc\r\n\r\n" HEAD "Content-Length: 1\r\n\r\nd\r\n\r\n"), 1000,
		       "[response abc wrong][response d]");
	expect_records(TC_STR(HEAD "Content-Length: 1\r\n\r\nabc\r\n\r\n" HEAD "Content-Length: 1\r\n\r\nd\r\n\r\n"), 1000,
		       "[response abc wrong][response d]");
	expect_records(TC_STR(HEAD "\r\nabc\r\n\r\n" HEAD "Content-Length: x\r\n\r\nd\r\n\r\n"), 1000,
		       "[response abc wrong][response d wrong]");
	expect_records(TC_STR(HEAD "Content-Length: 9000\r\n\r\nabc\r\n\r\n" HEAD "Content-Length: 1\r\n\r\nd\r\n\r\n"), 10000,
		       "[response abc wrong][response d]");
	expect_records(TC_STR(HEAD "Content-Length: 3\r\n\r\nabc\r\n\r\nmonkeys\r\n" HEAD "Content-Length: 1\r\n\r\nd"), 1000,
		       "[response abc]![response d]");
	expect_records(TC_STR(HEAD "Content-Length: 3\r\n\r\nab"), 1000, "[response ab clipped]");
	expect_records(TC_STR(HEAD "Content-Length: 6\r\n\r\nabcdef\r\n\r\n" HEAD "Content-Length: 1\r\n\r\nd"), 5,
		       "[response  large][response d]");
}

static void arc_records(void **state)
{
	(void)state;
	expect_records(TC_STR("filedesc://a.arc 0.0.0.0 20080430204825 text/plain 4\n1 0\n\n"
			      "http://example.org/a b 10.0.0.1 20080430204825 text/html 3\nabc\n"
			      "http://example.org/c 10.0.0.1 20080430204825  2\nde\n"),
		       1000, "[arc_header 1 0\n][response abc][response de]");
	expect_records(TC_STR("http://example.org/ 10.0.0.1 20080430204825 text/html -1\nabc\n"
			      "http://example.org/ 10.0.0.1 20080430204825 text/html 99\nde\n"),
		       1000, "[response abc wrong][response de\n clipped]");
	assert_false(tc_warc_arc_line(TC_STR("Tin trong ngay 12 20080430 va 12")));
}

static void http_bodies(void **state)
{
	static const struct {
		const char *block, *body;
		bool whole;
	} rows[] = {
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde", true},
		{"HTTP/1.1 200\nTRANSFER-encoding: chunked\n\n3\nabc\nA\nde", "abcde", false},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>no chunks", "<p>no chunks", true},
		{"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>plain", "<p>plain", true},
	};
	struct tc_buf chunks, expanded;
	(void)state;
	tc_buf_init(&chunks, 1000);
	tc_buf_init(&expanded, 1000);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tc_http http;
		struct tc_str body;
		bool whole;
		assert_true(tc_http_parse(tc_str_of(rows[i].block), &http));
		assert_int_equal(http.status, 200);
		assert_int_equal(tc_http_body(&http, &chunks, &expanded, &body, &whole, NULL), TC_OK);
		assert_true(tc_str_eq(body, tc_str_of(rows[i].body)));
		assert_int_equal(whole, rows[i].whole);
	}
	tc_buf_release(&chunks);
	tc_buf_release(&expanded);
}

static void content_types(void **state)
{
	struct tc_str type, charset;
	(void)state;
	tc_http_content_type(TC_STR("text/html; x=1; Charset=\"UTF-8\""), &type, &charset);
	assert_true(tc_str_eq(type, TC_STR("text/html")));
	assert_true(tc_str_eq(charset, TC_STR("UTF-8")));
	tc_http_content_type(TC_STR(""), &type, &charset);
	assert_int_equal(type.n + charset.n, 0);
}

/* "abcabcabc" without a header, and as gzip that ends early. */
static void inflated(void **state)
{
	static const struct tc_str gzip = {"\x1f\x8b\x08\0\0\0\0\0\x02\x03KLJN\x04#\0\x18H-F\x09\0\0\0", 25};
	static const struct tc_str bare = {"KLJN\x04#\0", 7};
	struct tc_buf out;
	(void)state;
	tc_buf_init(&out, 100);
	assert_int_equal(tc_inflate(bare, TC_INFLATE_DEFLATE, &out, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&out), "abcabcabc");
	tc_buf_reset(&out);
	assert_int_equal(tc_inflate(tc_str_sub(gzip, 0, 20), TC_INFLATE_GZIP, &out, NULL), TC_SKIP);
	assert_string_equal(tc_buf_cstr(&out), "abcabcabc");
	tc_buf_release(&out);
	tc_buf_init(&out, 5);
	assert_int_equal(tc_inflate(bare, TC_INFLATE_DEFLATE, &out, NULL), TC_ELIMIT);
	tc_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_follow_their_lengths),
		cmocka_unit_test(wrong_lengths_end_at_the_next_record),
		cmocka_unit_test(arc_records),
		cmocka_unit_test(http_bodies),
		cmocka_unit_test(content_types),
		cmocka_unit_test(inflated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
