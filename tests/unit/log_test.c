/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages: what is told at which level, what becomes of control characters and long texts, and the progress line, which only a
 * terminal sees and which never stays before a message.  stderr is a pipe or a pseudo terminal while a call runs. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"

#define CLEAR "\r\033[K"

/* Where stderr goes during a test, and what came there. */
struct screen {
	int stderr_was, reads;
	char text[16384];
};

static void take(struct screen *s, int reads, int writes)
{
	s->reads = reads;
	s->stderr_was = dup(STDERR_FILENO);
	assert_true(s->stderr_was >= 0 && dup2(writes, STDERR_FILENO) == STDERR_FILENO);
	close(writes);
	assert_int_equal(fcntl(reads, F_SETFL, O_NONBLOCK), 0);
	tc_log_program("tracuu-test");
	tc_log_quiet(false);
	tc_log_verbose(false);
}

static void take_pipe(struct screen *s)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	take(s, ends[0], ends[1]);
}

/* A terminal that adds nothing to what is written. */
static void take_terminal(struct screen *s)
{
	struct termios modes;
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master < 0)
		skip();
	assert_true(grantpt(master) == 0 && unlockpt(master) == 0);
	int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_true(terminal >= 0 && tcgetattr(terminal, &modes) == 0);
	cfmakeraw(&modes);
	assert_int_equal(tcsetattr(terminal, TCSANOW, &modes), 0);
	take(s, master, terminal);
}

/* What came since the last call. */
static const char *seen(struct screen *s)
{
	ssize_t n = read(s->reads, s->text, sizeof s->text - 1);
	s->text[n < 0 ? 0 : n] = '\0';
	return s->text;
}

static void give_back(struct screen *s)
{
	dup2(s->stderr_was, STDERR_FILENO);
	close(s->stderr_was);
	close(s->reads);
}

static void test_levels(void **state)
{
	struct screen s;
	(void)state;
	take_pipe(&s);
	tc_log_error("%s: %d", "a.html", 1);
	tc_log_problem("two");
	tc_log_note("three");
	tc_log_detail("four");
	assert_string_equal(seen(&s), "tracuu-test: a.html: 1\ntracuu-test: two\ntracuu-test: three\n");
	tc_log_quiet(true);
	tc_log_verbose(true);
	tc_log_error("one");
	tc_log_problem("two");
	tc_log_note("three");
	tc_log_detail("four");
	assert_string_equal(seen(&s), "tracuu-test: one\ntracuu-test: two\ntracuu-test: four\n");
	give_back(&s);
}

/* The name of a file cannot drive the terminal, nor a long one lose the newline. */
static void test_unclean(void **state)
{
	struct screen s;
	static char longer[10000];
	(void)state;
	take_pipe(&s);
	tc_log_error("%s: Đà Nẵng", "a\033[2J\n\x7F");
	assert_string_equal(seen(&s), "tracuu-test: a?[2J??: Đà Nẵng\n");
	for (size_t i = 0; i + 2 < sizeof longer; i += 3)
		memcpy(longer + i, "ệ", 3);
	tc_log_error("%s", longer);
	const char *text = seen(&s);
	size_t n = strlen(text);
	assert_true(n > 8000 && n <= 8192 && text[n - 1] == '\n');
	/* Cut between characters: whole ones of three bytes follow the program's name. */
	assert_int_equal((n - 1 - strlen("tracuu-test: ")) % 3, 0);
	give_back(&s);
}

static void test_no_terminal(void **state)
{
	struct screen s;
	(void)state;
	take_pipe(&s);
	tc_log_progress(5, 10, 50, 1000000, 2);
	tc_log_progress_end();
	assert_string_equal(seen(&s), "");
	give_back(&s);
}

static void test_progress(void **state)
{
	struct screen s;
	(void)state;
	take_terminal(&s);
	tc_log_progress(25, 100, 250, 30000000, 10);
	assert_string_equal(seen(&s), CLEAR "25 of 100 files, 250 articles, 3.0 MB/s, 30 s left");
	tc_log_note("one");
	assert_string_equal(seen(&s), CLEAR "tracuu-test: one\n");
	tc_log_progress(0, 100, 0, 0, 0);
	assert_string_equal(seen(&s), CLEAR "0 of 100 files, 0 articles, 0.0 MB/s");
	tc_log_progress_end();
	assert_string_equal(seen(&s), CLEAR);
	tc_log_progress_end();
	assert_string_equal(seen(&s), "");
	tc_log_quiet(true);
	tc_log_progress(50, 100, 500, 30000000, 10);
	tc_log_progress_end();
	assert_string_equal(seen(&s), "");
	give_back(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_unclean),
		cmocka_unit_test(test_no_terminal),
		cmocka_unit_test(test_progress),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
