/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reader gone wrong, for tests: preloaded into tracuu-index it does, when a file is opened, what the ending of its name says,
 * as a parser would that a hostile file has got the better of.
 *
 *   .crash  writes through a null pointer      .hang  never comes back
 *   .eat    takes memory until there is none
 *   .net    asks for a network, .exec for another program, .fork for another process, .trace for the memory of its parent: what
 * is refused goes on as if nothing had been, what is granted leaves the file's name with "escaped" in it behind
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static DIR *(*real_opendir)(const char *);
static int (*real_open)(const char *, int, ...);

static int ends(const char *path, const char *with)
{
	size_t n = strlen(path), m = strlen(with);
	return n >= m && strcmp(path + n - m, with) == 0;
}

static void escaped(const char *path)
{
	char name[4096];
	snprintf(name, sizeof name, "%s-escaped", path);
	close(real_open(name, O_CREAT | O_WRONLY, 0600));
}

static void turn_bad(const char *path)
{
	char *const arguments[] = {"sh", "-c", "exit 0", NULL};
	if (ends(path, ".crash"))
		*(volatile int *)NULL = 1;
	while (ends(path, ".hang"))
		pause();
	while (ends(path, ".eat")) {
		char *more = malloc(1 << 24);
		if (more == NULL)
			abort();
		memset(more, 1, 1 << 24);
	}
	if (ends(path, ".net") && socket(AF_INET, SOCK_STREAM, 0) >= 0)
		escaped(path);
	if (ends(path, ".trace") && ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0) {
		waitpid(getppid(), NULL, 0);
		ptrace(PTRACE_DETACH, getppid(), NULL, NULL);
		escaped(path);
	}
	if (ends(path, ".fork")) {
		pid_t child = fork();
		if (child == 0)
			_exit(0);
		if (child > 0)
			escaped(path);
	}
	if (ends(path, ".exec")) {
		pid_t child = vfork();
		if (child == 0)
			_exit(execv("/bin/sh", arguments));
		if (child > 0)
			escaped(path);
		else
			execv("/bin/sh", arguments);
	}
}

int open64(const char *path, int flags, ...);

int open(const char *path, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
	va_end(arguments);
	if (real_open == NULL)
		real_open = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
	turn_bad(path);
	return real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
	va_end(arguments);
	return open(path, flags, mode);
}

DIR *opendir(const char *path)
{
	if (real_opendir == NULL)
		real_opendir = (DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir");
	turn_bad(path);
	return real_opendir(path);
}
