/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders to files: the order, what is passed over, links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "corpus/walk.h"

/* Every test runs in an empty folder. */
static char folder[] = "walk_test.XXXXXX";

static int enter_folder(void **state)
{
	(void)state;
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave_folder(void **state)
{
	(void)state;
	return chdir("..") != 0 || tc_file_remove_tree(folder, NULL) != TC_OK;
}

static void make(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* The files below roots (separated by blanks) in one line, problems behind "!". */
static void check(const char *roots, const char *expected)
{
	struct tc_walk walk;
	struct tc_buf out;
	struct tc_str rest = tc_str_of(roots);
	char root[256];
	tc_walk_init(&walk);
	tc_buf_init(&out, 1 << 20);
	while (rest.p != NULL) {
		struct tc_str one = tc_str_split(&rest, ' ');
		snprintf(root, sizeof root, "%.*s", TC_STR_ARG(one));
		assert_int_equal(tc_walk_add(&walk, root, NULL), TC_OK);
	}
	for (size_t i = 0; i < walk.n_files; i++)
		tc_buf_printf(&out, "%s%s", i > 0 ? " " : "", walk.files[i].path);
	for (size_t i = 0; i < walk.problems.n; i++)
		tc_buf_printf(&out, "!%.*s", TC_STR_ARG(walk.problems.v[i]));
	assert_string_equal(tc_buf_cstr(&out), expected);
	tc_buf_release(&out);
	tc_walk_release(&walk);
}

static void test_order(void **state)
{
	(void)state;
	mkdir("a", 0777);
	mkdir("a/b", 0777);
	make("a/c", "");
	make("a/b.txt", "");
	make("a/b/z", "");
	make("a/B", "");
	make("a/đ", "");
	/* By the bytes of the whole path: "." comes before "/", small letters behind large ones. */
	check("a", "a/B a/b.txt a/b/z a/c a/đ");
	check("a/", "a/B a/b.txt a/b/z a/c a/đ");
	check("a/c", "a/c");
	check("a/c a", "a/c a/B a/b.txt a/b/z a/đ");
}

static void test_facts(void **state)
{
	struct tc_walk walk;
	struct stat info;
	(void)state;
	make("x", "12345");
	assert_int_equal(stat("x", &info), 0);
	tc_walk_init(&walk);
	assert_int_equal(tc_walk_add(&walk, ".", NULL), TC_OK);
	assert_int_equal(walk.n_files, 1);
	assert_string_equal(walk.files[0].path, "./x");
	assert_int_equal(walk.files[0].size_bytes, 5);
	assert_true(walk.files[0].mtime_ns == (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec);
	assert_int_equal(walk.n_roots, 1);
	assert_int_equal(walk.roots[0].n_files, 1);
	tc_walk_release(&walk);
}

static void test_passed_over(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	(void)state;
	mkdir("a", 0777);
	mkdir("a/.git", 0777);
	make("a/.git/x", "");
	make("a/.hidden", "");
	make("a/seen", "");
	assert_int_equal(mkfifo("a/fifo", 0666), 0);
	memcpy(address.sun_path, "a/socket", 9);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	check("a", "a/seen");
	/* What is named is not passed over for its dot. */
	check("a/.hidden", "a/.hidden");
}

static void test_links(void **state)
{
	(void)state;
	mkdir("a", 0777);
	mkdir("a/real", 0777);
	mkdir("b", 0777);
	make("a/real/x", "");
	make("b/y", "");
	assert_int_equal(symlink("..", "a/real/up"), 0);
	assert_int_equal(symlink("real", "a/also"), 0);
	assert_int_equal(symlink("../b", "a/other"), 0);
	assert_int_equal(symlink("real/x", "a/file"), 0);
	assert_int_equal(symlink("self", "a/self"), 0);
	assert_int_equal(symlink("gone", "a/lost"), 0);
	struct tc_walk walk;
	tc_walk_init(&walk);
	assert_int_equal(tc_walk_add(&walk, "a", NULL), TC_OK);
	assert_int_equal(walk.n_files, 3);
	assert_string_equal(walk.files[0].path, "a/file");
	assert_string_equal(walk.files[1].path, "a/other/y");
	assert_string_equal(walk.files[2].path, "a/real/x");
	assert_int_equal(walk.problems.n, 2);
	assert_true(tc_strs_has(&walk.problems, TC_STR("a/lost: a link that leads nowhere")));
	tc_walk_release(&walk);
}

static void test_missing(void **state)
{
	struct tc_walk walk;
	(void)state;
	make("x", "");
	tc_walk_init(&walk);
	assert_int_equal(tc_walk_add(&walk, "gone", NULL), TC_OK);
	assert_int_equal(tc_walk_add(&walk, "x", NULL), TC_OK);
	assert_int_equal(walk.roots[0].status, TC_ENOENT);
	assert_int_equal(walk.roots[0].n_files, 0);
	assert_int_equal(walk.roots[1].status, TC_OK);
	assert_int_equal(walk.n_files, 1);
	tc_walk_release(&walk);
}

/* Deeper than any archive: a problem, not a crash. */
static void test_deep(void **state)
{
	char path[8 * TC_LIMIT_FOLDER_DEPTH] = "d";
	struct tc_walk walk;
	(void)state;
	for (size_t i = 0; i < TC_LIMIT_FOLDER_DEPTH + 3; i++) {
		assert_int_equal(mkdir(path, 0777), 0);
		memcpy(path + strlen(path), "/d", 3);
	}
	make("d/x", "");
	tc_walk_init(&walk);
	assert_int_equal(tc_walk_add(&walk, "d", NULL), TC_OK);
	assert_int_equal(walk.n_files, 1);
	assert_int_equal(walk.problems.n, 1);
	tc_walk_release(&walk);
}

/* Without memory: TC_ENOMEM whichever allocation fails, and nothing leaks. */
static void test_no_memory(void **state)
{
	enum tc_status status = TC_ENOMEM;
	(void)state;
	mkdir("a", 0777);
	mkdir("a/b", 0777);
	make("a/b/x", "");
	make("y", "");
	for (unsigned long n = 1; status != TC_OK; n++) {
		struct tc_walk walk;
		tc_alloc_fail_after(n);
		tc_walk_init(&walk);
		status = tc_walk_add(&walk, "y", NULL);
		if (status == TC_OK)
			status = tc_walk_add(&walk, "a", NULL);
		tc_alloc_fail_after(0);
		assert_true(status == TC_OK || status == TC_ENOMEM);
		assert_true(status != TC_OK || walk.n_files == 2);
		tc_walk_release(&walk);
	}
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_order),   IN_FOLDER(test_facts), IN_FOLDER(test_passed_over), IN_FOLDER(test_links),
		IN_FOLDER(test_missing), IN_FOLDER(test_deep),  IN_FOLDER(test_no_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
