/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams: plain and gzipped bytes are read the same in every way of reading; members, damage, bombs, what is no file. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/stream.h"

#define MOST (64u << 20)

/* Adds text to out as a member of gzip. */
static void add_member(struct tc_buf *out, struct tc_str text)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)text.p, .avail_in = (uInt)text.n};
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	size_t room = deflateBound(&z, text.n) + 100;
	z.next_out = (Bytef *)tc_buf_room(out, room);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	tc_buf_added(out, room - z.avail_out);
	deflateEnd(&z);
}

/* Lines of all lengths, some with CRLF, the last without an end. */
static void make_text(struct tc_buf *out)
{
	unsigned noise = 1;
	for (int i = 0; i < 3000; i++) {
		for (int n = i % 400; n > 0; n--) {
			noise = noise * 1103515245 + 12345;
			tc_buf_add_char(out, (char)('a' + (noise >> 16) % 26));
		}
		tc_buf_add_cstr(out, i % 3 == 0 ? "\r\n" : "\n");
	}
	tc_buf_add_cstr(out, "the end");
}

static void read_all_by(struct tc_str bytes, size_t step, struct tc_buf *out, bool *truncated)
{
	struct tc_stream *s;
	size_t got = 1;
	tc_buf_reset(out);
	assert_int_equal(tc_stream_open_memory(bytes, &s, NULL), TC_OK);
	if (step == 0)
		assert_int_equal(tc_stream_read_all(s, out, NULL), TC_OK);
	while (step > 0 && got > 0) {
		assert_int_equal(tc_stream_read(s, tc_buf_room(out, step), step, &got, NULL), TC_OK);
		tc_buf_added(out, got);
	}
	assert_int_equal(tc_stream_offset(s), out->n);
	*truncated = tc_stream_truncated(s);
	tc_stream_free(s);
}

static void test_same(void **state)
{
	static const size_t steps[] = {0, 1, 7, 4096, 65536, 1000000};
	struct tc_buf text, packed, out;
	bool truncated;
	(void)state;
	tc_buf_init(&text, MOST);
	tc_buf_init(&packed, MOST);
	tc_buf_init(&out, MOST);
	make_text(&text);
	add_member(&packed, tc_str_sub(tc_buf_str(&text), 0, 100000));
	add_member(&packed, TC_STR_NONE);
	add_member(&packed, tc_str_sub(tc_buf_str(&text), 100000, text.n));
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		read_all_by(tc_buf_str(&text), steps[i], &out, &truncated);
		assert_true(tc_str_eq(tc_buf_str(&text), tc_buf_str(&out)) && !truncated);
		read_all_by(tc_buf_str(&packed), steps[i], &out, &truncated);
		assert_true(tc_str_eq(tc_buf_str(&text), tc_buf_str(&out)) && !truncated);
	}
	/* What is no member behind the last one is passed over. */
	tc_buf_add_cstr(&packed, "\0\0\0garbage");
	tc_buf_add(&packed, "\0\0\0\0", 4);
	read_all_by(tc_buf_str(&packed), 0, &out, &truncated);
	assert_true(tc_str_eq(tc_buf_str(&text), tc_buf_str(&out)) && !truncated);
	tc_buf_release(&text);
	tc_buf_release(&packed);
	tc_buf_release(&out);
}

/* Cut anywhere it gives a beginning of the text, and says so. */
static void test_truncated(void **state)
{
	struct tc_buf text, packed, out;
	bool truncated;
	(void)state;
	tc_buf_init(&text, MOST);
	tc_buf_init(&packed, MOST);
	tc_buf_init(&out, MOST);
	make_text(&text);
	text.n = 5000;
	add_member(&packed, tc_buf_str(&text));
	for (size_t n = 2; n < packed.n; n += 13) {
		read_all_by(tc_str_sub(tc_buf_str(&packed), 0, n), 0, &out, &truncated);
		assert_true(truncated && tc_str_starts(tc_buf_str(&text), tc_buf_str(&out)));
	}
	packed.p[packed.n / 2] ^= 0x55;
	packed.p[packed.n / 2 + 1] ^= 0x55;
	read_all_by(tc_buf_str(&packed), 0, &out, &truncated);
	assert_true(truncated);
	tc_buf_release(&text);
	tc_buf_release(&packed);
	tc_buf_release(&out);
}

static void test_lines(void **state)
{
	struct tc_buf line;
	struct tc_stream *s;
	struct tc_str ahead;
	(void)state;
	tc_buf_init(&line, 1000);
	assert_int_equal(tc_stream_open_memory(TC_STR("một\r\n\nlonger than ten\nhai\rba\n\r\ncuối"), &s, NULL), TC_OK);
	assert_int_equal(tc_stream_peek(s, 3, &ahead, NULL), TC_OK);
	assert_true(tc_str_starts(ahead, TC_STR("m")) && ahead.n >= 3 && tc_stream_offset(s) == 0);
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&line), "một");
	assert_int_equal(tc_stream_offset(s), 7);
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&line), "");
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_SKIP);
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&line), "hai\rba");
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&line), "");
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_OK);
	assert_string_equal(tc_buf_cstr(&line), "cuối");
	assert_int_equal(tc_stream_line(s, &line, 10, NULL), TC_END);
	assert_int_equal(tc_stream_peek(s, 3, &ahead, NULL), TC_OK);
	assert_int_equal(ahead.n, 0);
	assert_false(tc_stream_is_gzip(s));
	tc_stream_free(s);
	tc_buf_release(&line);
}

static void write_file(const char *path, struct tc_str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n && close(fd) == 0);
}

static void test_limits(void **state)
{
	const struct tc_stream_limits small = {1000, 400}, large = {1ull << 40, 400};
	struct tc_buf zeros, packed, out;
	struct tc_stream *s;
	struct tc_err err;
	(void)state;
	tc_buf_init(&zeros, MOST);
	tc_buf_init(&packed, MOST);
	tc_buf_init(&out, 64 << 20);
	memset(tc_buf_room(&zeros, 8 << 20), 0, 8 << 20);
	tc_buf_added(&zeros, 8 << 20);
	add_member(&packed, tc_buf_str(&zeros));
	write_file("bomb.gz", tc_buf_str(&packed));
	assert_int_equal(tc_stream_open("bomb.gz", &large, &s, &err), TC_OK);
	assert_true(tc_stream_is_gzip(s));
	assert_int_equal(tc_stream_read_all(s, &out, &err), TC_ELIMIT);
	assert_non_null(strstr(err.text, "bomb"));
	assert_true(out.n < 2 << 20);
	tc_stream_free(s);
	assert_int_equal(tc_stream_open("bomb.gz", NULL, &s, &err), TC_OK);
	out.n = 0;
	out.max_bytes = 1 << 20;
	assert_int_equal(tc_stream_read_all(s, &out, &err), TC_ELIMIT);
	tc_stream_free(s);
	write_file("plain", tc_str_sub(tc_buf_str(&zeros), 0, 1001));
	tc_buf_reset(&out);
	enum tc_status status = tc_stream_open("plain", &small, &s, &err);
	if (status == TC_OK)
		status = tc_stream_read_all(s, &out, &err);
	assert_int_equal(status, TC_ELIMIT);
	assert_string_equal(err.text, "larger than the limit of 1000 bytes");
	tc_stream_free(s);
	tc_buf_release(&zeros);
	tc_buf_release(&packed);
	tc_buf_release(&out);
}

static void test_files(void **state)
{
	struct tc_stream *s;
	struct tc_str ahead;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_stream_open("none", NULL, &s, &err), TC_ENOENT);
	assert_null(s);
	assert_int_equal(tc_stream_open(".", NULL, &s, &err), TC_EARG);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(tc_stream_open("fifo", NULL, &s, &err), TC_EARG);
	assert_string_equal(err.text, "not a regular file");
	assert_int_equal(tc_stream_open("/dev/zero", NULL, &s, &err), TC_EARG);
	write_file("empty", TC_STR_NONE);
	assert_int_equal(symlink("empty", "link"), 0);
	assert_int_equal(tc_stream_open("link", NULL, &s, &err), TC_OK);
	assert_int_equal(tc_stream_peek(s, 1, &ahead, &err), TC_OK);
	assert_int_equal(ahead.n, 0);
	tc_stream_free(s);
	tc_stream_free(NULL);
}

/* A file larger than what is read ahead: all that is left, from wherever reading stands, also when it grows meanwhile. */
static void test_large_file(void **state)
{
	static const size_t starts[] = {0, 1, 5000, 300000};
	const struct tc_stream_limits too_small = {400000, 400};
	struct tc_buf text, out, line;
	struct tc_stream *s;
	struct tc_err err;
	size_t got;
	(void)state;
	tc_buf_init(&text, MOST);
	tc_buf_init(&out, MOST);
	tc_buf_init(&line, 1000);
	make_text(&text);
	assert_true(text.n > 500000);
	write_file("plain", tc_buf_str(&text));
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		assert_int_equal(tc_stream_open("plain", NULL, &s, &err), TC_OK);
		tc_buf_reset(&out);
		while (out.n < starts[i]) {
			assert_int_equal(tc_stream_read(s, tc_buf_room(&out, starts[i]), starts[i] - out.n, &got, &err), TC_OK);
			tc_buf_added(&out, got);
		}
		assert_int_equal(tc_stream_read_all(s, &out, &err), TC_OK);
		assert_true(tc_str_eq(tc_buf_str(&out), tc_buf_str(&text)));
		assert_int_equal(tc_stream_offset(s), text.n);
		assert_int_equal(tc_stream_line(s, &line, 1000, &err), TC_END);
		tc_stream_free(s);
	}
	assert_int_equal(tc_stream_open("plain", NULL, &s, &err), TC_OK);
	tc_buf_add_cstr(&text, "\nand more");
	write_file("plain", tc_buf_str(&text));
	tc_buf_reset(&out);
	assert_int_equal(tc_stream_read_all(s, &out, &err), TC_OK);
	assert_true(tc_str_eq(tc_buf_str(&out), tc_buf_str(&text)));
	tc_stream_free(s);
	assert_int_equal(tc_stream_open("plain", &too_small, &s, &err), TC_OK);
	tc_buf_reset(&out);
	assert_int_equal(tc_stream_read_all(s, &out, &err), TC_ELIMIT);
	tc_stream_free(s);
	assert_int_equal(tc_stream_open("plain", NULL, &s, &err), TC_OK);
	tc_buf_release(&out);
	out.max_bytes = 400000;
	assert_int_equal(tc_stream_read_all(s, &out, &err), TC_ELIMIT);
	assert_string_equal(err.text, "larger than the limit of 400000 bytes");
	tc_stream_free(s);
	tc_buf_release(&text);
	tc_buf_release(&out);
	tc_buf_release(&line);
}

/* Opens bytes with the first, second, ... allocation failing until it succeeds; returns how many it takes. */
static unsigned long count_allocations(struct tc_str bytes)
{
	struct tc_stream *s = NULL;
	struct tc_err err;
	unsigned long n = 0;
	do {
		tc_alloc_fail_after(++n);
		enum tc_status status = tc_stream_open_memory(bytes, &s, &err);
		assert_true(status == (s != NULL ? TC_OK : TC_ENOMEM));
	} while (s == NULL);
	tc_alloc_fail_after(0);
	tc_stream_free(s);
	return n;
}

/* Bytes a few at a time; damaged tells that there were more. */
struct pieces {
	struct tc_str rest;
	size_t step;
	bool damaged;
};

static enum tc_status next_piece(void *context, void *to, size_t n, size_t *got, struct tc_err *err)
{
	struct pieces *p = context;
	*got = p->step < n ? p->step : n;
	*got = *got < p->rest.n ? *got : p->rest.n;
	if (*got == 0)
		return p->damaged ? tc_err_set(err, TC_SKIP, "it was dropped") : TC_END;
	memcpy(to, p->rest.p, *got);
	p->rest = tc_str_sub(p->rest, *got, p->rest.n);
	return TC_OK;
}

static void test_source(void **state)
{
	const size_t steps[] = {1, 1000, 65536, 1 << 20};
	struct tc_buf text, gzip, out;
	(void)state;
	tc_buf_init(&text, MOST);
	tc_buf_init(&gzip, MOST);
	tc_buf_init(&out, MOST);
	make_text(&text);
	add_member(&gzip, tc_buf_str(&text));
	for (size_t i = 0; i < 16; i++) {
		struct pieces pieces = {tc_buf_str(i & 4 ? &gzip : &text), steps[i & 3], i >= 8};
		const struct tc_stream_source source = {&pieces, next_piece};
		struct tc_stream *s;
		uint64_t size;
		tc_buf_reset(&out);
		assert_int_equal(tc_stream_open_source(&source, NULL, &s, NULL), TC_OK);
		assert_int_equal(tc_stream_read_all(s, &out, NULL), TC_OK);
		assert_true(tc_str_eq(tc_buf_str(&out), tc_buf_str(&text)));
		assert_int_equal(tc_stream_truncated(s), i >= 8);
		assert_string_equal(tc_stream_damage(s), i >= 8 ? "it was dropped" : "");
		assert_false(tc_stream_can_seek(s, &size));
		assert_int_equal(tc_stream_seek(s, 0, NULL), TC_EARG);
		tc_stream_free(s);
	}
	tc_buf_release(&text);
	tc_buf_release(&gzip);
	tc_buf_release(&out);
}

/* A stream of memory or of a file goes to any place, and on from there to the end. */
static void test_seek(void **state)
{
	const uint64_t places[] = {0, 7, 200000, 3, 599999, 600000};
	struct tc_stream *streams[2];
	struct tc_buf text, out;
	uint64_t size;
	(void)state;
	tc_buf_init(&text, MOST);
	tc_buf_init(&out, MOST);
	make_text(&text);
	FILE *file = fopen("seek.txt", "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text.p, 1, text.n, file), text.n);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(tc_stream_open_memory(tc_buf_str(&text), &streams[0], NULL), TC_OK);
	assert_int_equal(tc_stream_open("seek.txt", NULL, &streams[1], NULL), TC_OK);
	for (size_t i = 0; i < 2 * sizeof places / sizeof *places; i++) {
		struct tc_stream *s = streams[i & 1];
		size_t place = places[i / 2] < text.n ? (size_t)places[i / 2] : text.n;
		tc_buf_reset(&out);
		assert_true(tc_stream_can_seek(s, &size) && size == text.n);
		assert_int_equal(tc_stream_seek(s, place, NULL), TC_OK);
		assert_int_equal(tc_stream_read_all(s, &out, NULL), TC_OK);
		assert_true(tc_str_eq(tc_buf_str(&out), tc_str_sub(tc_buf_str(&text), place, text.n)));
		assert_int_equal(tc_stream_offset(s), text.n);
	}
	tc_stream_free(streams[0]);
	tc_stream_free(streams[1]);
	unlink("seek.txt");
	tc_buf_release(&text);
	tc_buf_release(&out);
}

static void test_memory(void **state)
{
	struct tc_buf packed;
	(void)state;
	tc_buf_init(&packed, 1000);
	add_member(&packed, TC_STR("text"));
	assert_int_equal(count_allocations(TC_STR("text")), 3);
	assert_int_equal(count_allocations(tc_buf_str(&packed)), 4);
	tc_buf_release(&packed);
}

static int enter_scratch(void **state)
{
	static char scratch[] = "/tmp/stream_test.XXXXXX";
	*state = scratch;
	return mkdtemp(scratch) == NULL || chdir(scratch) != 0;
}

static int remove_scratch(void **state)
{
	static const char *const names[] = {"bomb.gz", "plain", "fifo", "link", "empty"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		(void)unlink(names[i]);
	return chdir("/") != 0 || rmdir(*state) != 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),   cmocka_unit_test(test_truncated), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_limits), cmocka_unit_test(test_files),     cmocka_unit_test(test_large_file),
		cmocka_unit_test(test_memory), cmocka_unit_test(test_source),    cmocka_unit_test(test_seek),
	};
	return cmocka_run_group_tests(tests, enter_scratch, remove_scratch);
}
