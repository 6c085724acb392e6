/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Locks, atomic files, removal.
 *
 * The lock is flock(2): it belongs to the open file description, so it goes when the process ends however it ends.  Children made
 * by fork alone share it.  Who kills the holder and starts anew at once meets a process that is not quite gone, then children
 * that are about to be killed and still write: both are waited for whatever wait_ms says.  Whether the holder lives is told by a
 * record lock (fcntl) on the same file, which children do not inherit and which goes before the dead process is reaped; where a
 * file system refuses that, a holder counts as living.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PATH_BYTES 4096
/* Between two attempts to lock. */
#define LOCK_POLL_MS 20
/* Shortest time in which a living holder is believed. */
#define LOCK_LIVING_MS 1000
/* Longest wait for the children of a holder that is dead. */
#define LOCK_DEAD_MS 5000

static long read_holder(int fd)
{
	char text[32];
	ssize_t n = pread(fd, text, sizeof text - 1, 0);
	unsigned long long pid = 0;
	if (n <= 0 || !tc_str_to_u64(tc_str_trim((struct tc_str){text, (size_t)n}), 1u << 30, &pid))
		return 0;
	return (long)pid;
}

static bool holder_lives(int fd, long holder)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	return holder == (long)getpid() || fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

static enum tc_status write_holder(int fd, const char *path, struct tc_err *err)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char text[32];
	(void)fcntl(fd, F_SETLK, &lock);
	int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
		return tc_err_errno(err, errno, "%s", path);
	return TC_OK;
}

enum tc_status tc_file_lock(const char *path, unsigned long wait_ms, int *fd, long *holder, struct tc_err *err)
{
	const struct timespec poll = {0, LOCK_POLL_MS * 1000000L};
	*holder = 0;
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (*fd < 0)
		return tc_err_errno(err, errno, "%s", path);
	for (unsigned long waited = 0; flock(*fd, LOCK_EX | LOCK_NB) != 0; waited += LOCK_POLL_MS) {
		int error = errno;
		*holder = read_holder(*fd);
		unsigned long least = holder_lives(*fd, *holder) ? LOCK_LIVING_MS : LOCK_DEAD_MS;
		if (error == EWOULDBLOCK && waited < (wait_ms > least ? wait_ms : least)) {
			nanosleep(&poll, NULL);
			continue;
		}
		close(*fd);
		*fd = -1;
		if (error == EWOULDBLOCK)
			return tc_err_set(err, TC_ELOCKED, "%s: held by process %ld", path, *holder);
		return tc_err_errno(err, error, "%s", path);
	}
	enum tc_status status = write_holder(*fd, path, err);
	if (status != TC_OK) {
		close(*fd);
		*fd = -1;
	}
	return status;
}

enum tc_status tc_file_sync(const char *path, struct tc_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return tc_err_errno(err, errno, "%s", path);
	int failed = fsync(fd) != 0 ? errno : 0;
	close(fd);
	return failed == 0 ? TC_OK : tc_err_errno(err, failed, "%s", path);
}

static enum tc_status write_synced(const char *path, struct tc_str text, struct tc_err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), failed = 0;
	if (fd < 0)
		return tc_err_errno(err, errno, "%s", path);
	while (text.n > 0 && failed == 0) {
		ssize_t n = write(fd, text.p, text.n);
		if (n < 0 && errno != EINTR)
			failed = errno;
		if (n > 0)
			text = tc_str_sub(text, (size_t)n, text.n);
	}
	if (failed == 0 && fsync(fd) != 0)
		failed = errno;
	if (close(fd) != 0 && failed == 0)
		failed = errno;
	return failed == 0 ? TC_OK : tc_err_errno(err, failed, "%s", path);
}

enum tc_status tc_file_write_atomically(const char *path, struct tc_str text, struct tc_err *err)
{
	char beside[PATH_BYTES], folder[PATH_BYTES];
	const char *slash = strrchr(path, '/');
	int n = snprintf(beside, sizeof beside, "%s.new", path);
	if (n < 0 || (size_t)n >= sizeof beside)
		return tc_err_set(err, TC_ELIMIT, "%.100s...: path too long", path);
	snprintf(folder, sizeof folder, "%.*s",
		 slash == NULL   ? 1
		 : slash == path ? 1
				 : (int)(slash - path),
		 slash == NULL ? "." : path);
	enum tc_status status = write_synced(beside, text, err);
	if (status == TC_OK && rename(beside, path) != 0)
		status = tc_err_errno(err, errno, "%s", path);
	if (status != TC_OK) {
		unlink(beside);
		return status;
	}
	return tc_file_sync(folder, err);
}

/* Removes what is in the open folder; the folder itself is the caller's. */
static int remove_entries(DIR *folder)
{
	for (struct dirent *e; (e = readdir(folder)) != NULL;) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(dirfd(folder), e->d_name, 0) == 0)
			continue;
		if (errno != EISDIR && errno != EPERM)
			return errno;
		int fd = openat(dirfd(folder), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		DIR *below = fd < 0 ? NULL : fdopendir(fd);
		if (below == NULL) {
			int error = errno;
			if (fd >= 0)
				close(fd);
			return error;
		}
		int failed = remove_entries(below);
		closedir(below);
		if (failed == 0 && unlinkat(dirfd(folder), e->d_name, AT_REMOVEDIR) != 0)
			failed = errno;
		if (failed != 0)
			return failed;
	}
	return 0;
}

enum tc_status tc_file_remove_tree(const char *path, struct tc_err *err)
{
	struct stat info;
	if (lstat(path, &info) != 0)
		return errno == ENOENT ? TC_OK : tc_err_errno(err, errno, "%s", path);
	if (!S_ISDIR(info.st_mode))
		return unlink(path) == 0 ? TC_OK : tc_err_errno(err, errno, "%s", path);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return tc_err_errno(err, errno, "%s", path);
	int failed = remove_entries(folder);
	closedir(folder);
	if (failed == 0 && rmdir(path) != 0)
		failed = errno;
	return failed == 0 ? TC_OK : tc_err_errno(err, failed, "%s", path);
}
