/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Locks between processes, files that hold the old or the new text, trees removed without following links. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0 && fclose(file) == 0);
}

static void assert_file(const char *path, const char *expected)
{
	char text[100] = "";
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	assert_true(fread(text, 1, sizeof text - 1, file) == strlen(expected));
	assert_string_equal(text, expected);
	fclose(file);
}

static void pause_ms(long ms)
{
	const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

static void test_lock(void **state)
{
	int fd = -1, again = -1;
	long holder = -1;
	struct tc_err err;
	(void)state;
	assert_int_equal(tc_file_lock("lock", 0, &fd, &holder, &err), TC_OK);
	assert_true(fd >= 0);
	assert_int_equal(tc_file_lock("lock", 0, &again, &holder, &err), TC_ELOCKED);
	assert_int_equal(holder, getpid());
	assert_int_equal(again, -1);
	assert_non_null(strstr(err.text, "lock: held by process"));
	close(fd);
	assert_int_equal(tc_file_lock("lock", 0, &fd, &holder, &err), TC_OK);
	close(fd);
	assert_int_equal(tc_file_lock("none/lock", 0, &fd, &holder, &err), TC_ENOENT);
	assert_int_equal(symlink("elsewhere", "trap"), 0);
	assert_true(tc_file_lock("trap", 0, &fd, &holder, &err) != TC_OK);
	assert_int_equal(access("elsewhere", F_OK), -1);
	assert_int_equal(unlink("trap"), 0);
}

/* Held by a child that is told to end when it has been met alive; it is waited for. */
static void test_lock_waits(void **state)
{
	int ready[2], end[2], fd = -1;
	long holder = 0;
	char byte;
	(void)state;
	assert_int_equal(pipe(ready) | pipe(end), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(end[1]);
		if (tc_file_lock("lock", 0, &fd, &holder, NULL) != TC_OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		if (read(end[0], &byte, 1) == 0)
			pause_ms(1500);
		raise(SIGKILL);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(tc_file_lock("lock", 0, &fd, &holder, NULL), TC_ELOCKED);
	assert_int_equal(holder, child);
	close(end[1]);
	assert_int_equal(tc_file_lock("lock", 10000, &fd, &holder, NULL), TC_OK);
	close(fd);
	close(ready[0]);
	close(ready[1]);
	close(end[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

/* Held by the child of a process that was killed and is not reaped: a moment later it is free, so no wait need be asked for. */
static void test_lock_of_the_dead(void **state)
{
	int fd = -1;
	long holder = 0;
	siginfo_t info;
	(void)state;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (tc_file_lock("lock", 0, &fd, &holder, NULL) != TC_OK)
			_exit(1);
		if (fork() == 0) {
			pause_ms(2000);
			_exit(0);
		}
		raise(SIGKILL);
	}
	assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
	assert_int_equal(info.si_status, SIGKILL);
	assert_int_equal(tc_file_lock("lock", 0, &fd, &holder, NULL), TC_OK);
	close(fd);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void test_write(void **state)
{
	struct tc_err err;
	char path[5000];
	(void)state;
	assert_int_equal(tc_file_write_atomically("text", TC_STR("old\n"), &err), TC_OK);
	assert_file("text", "old\n");
	assert_int_equal(tc_file_write_atomically("./text", TC_STR_NONE, &err), TC_OK);
	assert_file("text", "");
	assert_int_equal(tc_file_write_atomically("text", TC_STR("new\n"), &err), TC_OK);
	assert_file("text", "new\n");
	assert_int_equal(access("text.new", F_OK), -1);
	assert_int_equal(tc_file_write_atomically("none/text", TC_STR("x"), &err), TC_ENOENT);
	memset(path, 'x', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	assert_int_equal(tc_file_write_atomically(path, TC_STR("x"), &err), TC_ELIMIT);
	assert_int_equal(tc_file_sync(".", &err), TC_OK);
	assert_int_equal(tc_file_sync("none", &err), TC_ENOENT);
}

/* A limit on the size of files stands for a full disk: the old text stays. */
static void test_full_disk(void **state)
{
	struct tc_err err;
	(void)state;
	write_file("text", "old\n");
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		const struct rlimit none = {2, 2};
		signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &none) != 0)
			_exit(1);
		_exit(tc_file_write_atomically("text", TC_STR("new\n"), &err) == TC_ENOSPC ? 0 : 1);
	}
	int status = -1;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_file("text", "old\n");
	assert_int_equal(access("text.new", F_OK), -1);
}

static void test_remove_tree(void **state)
{
	struct tc_err err;
	(void)state;
	assert_true(mkdir("tree", 0700) == 0 && mkdir("tree/a", 0700) == 0 && mkdir("tree/a/b", 0700) == 0);
	assert_true(mkdir("kept", 0700) == 0);
	write_file("kept/file", "here\n");
	write_file("tree/a/file", "x");
	write_file("tree/a/b/file", "x");
	assert_int_equal(symlink("../../kept", "tree/a/link"), 0);
	assert_int_equal(symlink(".", "tree/a/b/loop"), 0);
	assert_int_equal(tc_file_remove_tree("tree", &err), TC_OK);
	assert_int_equal(access("tree", F_OK), -1);
	assert_file("kept/file", "here\n");
	assert_int_equal(tc_file_remove_tree("tree", &err), TC_OK);
	/* A link to a folder goes, the folder stays. */
	assert_int_equal(symlink("kept", "link"), 0);
	assert_int_equal(tc_file_remove_tree("link", &err), TC_OK);
	assert_file("kept/file", "here\n");
	assert_int_equal(tc_file_remove_tree("kept", &err), TC_OK);
}

static int enter_scratch(void **state)
{
	static char scratch[] = "/tmp/file_test.XXXXXX";
	*state = scratch;
	return mkdtemp(scratch) == NULL || chdir(scratch) != 0;
}

static int remove_scratch(void **state)
{
	return chdir("/") != 0 || tc_file_remove_tree(*state, NULL) != TC_OK;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lock),  cmocka_unit_test(test_lock_waits), cmocka_unit_test(test_lock_of_the_dead),
		cmocka_unit_test(test_write), cmocka_unit_test(test_full_disk),  cmocka_unit_test(test_remove_tree),
	};
	return cmocka_run_group_tests(tests, enter_scratch, remove_scratch);
}
