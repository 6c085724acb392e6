/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Faults for tests: preloaded into tracuu-index it counts the calls by which an index is written, in all its processes, and lets
 * the Nth fail or kills the program there.
 *
 *   FAULT_DIR   only calls for files below it count       FAULT_PAGE  file that the processes share the count in
 *   FAULT_AT    the call, from 1; 0: none                 FAULT_KIND  kill, or the number of the error that the call fails with
 *   FAULT_CALL  only calls of this name: write fsync rename open unlink truncate
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

struct page {
	_Atomic unsigned count;
	_Atomic pid_t root;
};

static struct page *page;
static const char *directory, *only, *kind;
static unsigned at;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAULT_PAGE");
	directory = getenv("FAULT_DIR");
	only = getenv("FAULT_CALL");
	kind = getenv("FAULT_KIND");
	if (path == NULL || directory == NULL || kind == NULL)
		return;
	at = getenv("FAULT_AT") == NULL ? 0 : (unsigned)strtoul(getenv("FAULT_AT"), NULL, 10);
	int fd = REAL(open64)(path, O_RDWR | O_CREAT, 0600);
	if (fd < 0 || ftruncate(fd, sizeof *page) != 0)
		return;
	page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (page == MAP_FAILED)
		page = NULL;
	else if (page->root == 0)
		page->root = getpid();
}

/* One more call for a path; true when it shall fail. */
static int fault(const char *call, const char *path)
{
	char absolute[8192] = "";
	if (path != NULL && path[0] != '/' && getcwd(absolute, sizeof absolute / 2) != NULL) {
		size_t n = strlen(absolute);
		snprintf(absolute + n, sizeof absolute - n, "/%s", path);
		path = absolute;
	}
	if (page == NULL || path == NULL || strncmp(path, directory, strlen(directory)) != 0 ||
	    (only != NULL && strcmp(only, call) != 0))
		return 0;
	if (atomic_fetch_add(&page->count, 1) + 1 != at)
		return 0;
	if (strcmp(kind, "kill") == 0) {
		kill(page->root, SIGKILL);
		raise(SIGKILL);
	}
	errno = (int)strtol(kind, NULL, 10);
	return 1;
}

static int fault_fd(const char *call, int fd)
{
	char name[64], path[4096];
	if (page == NULL)
		return 0;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(name, path, sizeof path - 1);
	if (n <= 0)
		return 0;
	path[n] = '\0';
	return fault(call, path);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	return fault_fd("write", fd) ? -1 : REAL(write)(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t where)
{
	return fault_fd("write", fd) ? -1 : REAL(pwrite64)(fd, bytes, n, where);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t where)
{
	return fault_fd("write", fd) ? -1 : REAL(pwrite64)(fd, bytes, n, where);
}

int fsync(int fd)
{
	return fault_fd("fsync", fd) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd)
{
	return fault_fd("fsync", fd) ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
	return fault("rename", to) ? -1 : REAL(rename)(from, to);
}

int unlink(const char *path)
{
	return fault("unlink", path) ? -1 : REAL(unlink)(path);
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
	va_end(arguments);
	return (flags & O_ACCMODE) != O_RDONLY && fault("open", path) ? -1 : REAL(open64)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
	va_end(arguments);
	return (flags & O_ACCMODE) != O_RDONLY && fault("open", path) ? -1 : REAL(open64)(path, flags, mode);
}
