/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Preloaded into tracuu-index, for tests of what it does when the bulk writer must not be used or must not be trusted.
 *
 *   SHIM_VERSION  what libxapian says its version is
 *   SHIM_SPOIL    part of a path: the first block that is written to such a file is spoilt, its level (byte 4) changed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As in xapian/constinfo.h. */
struct constinfo {
	unsigned char classes[256];
	int major, minor, revision;
	char version[8];
	unsigned stemmers_bytes;
	char stemmers[256];
};

const struct constinfo *constinfo(void) __asm__("_ZN6Xapian8Internal14get_constinfo_Ev");

const struct constinfo *constinfo(void)
{
	static struct constinfo changed;
	const struct constinfo *(*real)(void) =
		(const struct constinfo *(*)(void))dlsym(RTLD_NEXT, "_ZN6Xapian8Internal14get_constinfo_Ev");
	const char *version = getenv("SHIM_VERSION");
	changed = *real();
	if (version != NULL)
		snprintf(changed.version, sizeof changed.version, "%s", version);
	return &changed;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
	const char *part = getenv("SHIM_SPOIL");
	char link[64], path[4096];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = part == NULL || n < 8192 ? -1 : readlink(link, path, sizeof path - 1);
	if (length <= 0)
		return real(fd, bytes, n);
	path[length] = '\0';
	if (strstr(path, part) == NULL || lseek(fd, 0, SEEK_CUR) != 0)
		return real(fd, bytes, n);
	char *copy = malloc(n);
	if (copy == NULL)
		return -1;
	memcpy(copy, bytes, n);
	copy[4] ^= 0x55;
	ssize_t written = real(fd, copy, n);
	free(copy);
	return written;
}
