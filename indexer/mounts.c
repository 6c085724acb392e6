/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File systems that are mounted and do not answer: a server is away, and whoever looks at its folder waits, for hours and beyond
 * the reach of any signal.
 *
 * Only a child process can be spared the wait (trial.h), so one looks at each root and at each place below a root where something
 * is mounted.  Linux lists those in /proc/self/mountinfo: of a line
 *
 *   36 35 98:0 /mnt1 /srv/archive/2004 rw,noatime master:1 - nfs4 server:/2004 rw
 *
 * the fifth word is the place, its blanks, tabs, line breaks and backslashes written as three octal digits (proc(5)).  Elsewhere
 * only roots are looked at.  A server that goes away while its files are read costs each file its time limit (worker.c). */
#include "indexer/mounts.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/limits.h"

#define MOUNTS "/proc/self/mountinfo"
#define PLACE 4 /* words before it */

static void look_at(void *path)
{
	struct stat info;
	if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
		DIR *folder = opendir(path);
		if (folder != NULL)
			readdir(folder);
	}
}

enum tc_status tc_mounts_answer(struct tc_str path, const struct tc_trial_limits *limits, bool *answers, struct tc_err *err)
{
	enum tc_trial trial;
	char name[TC_LIMIT_PATH_BYTES];
	*answers = true;
	if (path.n >= sizeof name)
		return TC_OK;
	snprintf(name, sizeof name, "%.*s", TC_STR_ARG(path));
	enum tc_status status = tc_trial_run(look_at, name, limits, &trial, err);
	*answers = trial != TC_TRIAL_HUNG;
	return status;
}

static bool is_octal(struct tc_str s, size_t at)
{
	return at + 3 < s.n && s.p[at] == '\\' && s.p[at + 1] >= '0' && s.p[at + 1] <= '3' && s.p[at + 2] >= '0' &&
	       s.p[at + 2] <= '7' && s.p[at + 3] >= '0' && s.p[at + 3] <= '7';
}

/* The place of a line, as bytes. */
static void read_place(struct tc_str line, struct tc_buf *out)
{
	struct tc_str place = TC_STR_NONE;
	tc_buf_reset(out);
	for (unsigned i = 0; i <= PLACE && line.p != NULL; i++)
		place = tc_str_split(&line, ' ');
	for (size_t i = 0; i < place.n; i++) {
		char c = place.p[i];
		if (is_octal(place, i)) {
			c = (char)((place.p[i + 1] - '0') * 64 + (place.p[i + 2] - '0') * 8 + place.p[i + 3] - '0');
			i += 3;
		}
		tc_buf_add_char(out, c);
	}
}

/* Is the place inside one of the folders, not itself one? */
static bool is_inside(struct tc_str roots, struct tc_str place)
{
	while (roots.p != NULL) {
		struct tc_str root = tc_str_split(&roots, '\n');
		if (root.n > 0 && place.n > root.n && tc_str_starts(place, root) &&
		    (root.p[root.n - 1] == '/' || place.p[root.n] == '/'))
			return true;
	}
	return false;
}

/* All that the kernel says of mounts; nothing where it says nothing. */
static void read_mounts(struct tc_buf *out)
{
	char block[8192];
	FILE *file = fopen(MOUNTS, "re");
	if (file == NULL)
		return;
	for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
		tc_buf_add(out, block, n);
	fclose(file);
}

enum tc_status tc_mounts_silent(struct tc_str roots, const struct tc_trial_limits *limits, struct tc_arena *arena,
				struct tc_strs *out, struct tc_err *err)
{
	struct tc_buf text, place;
	enum tc_status status = TC_OK;
	tc_buf_init(&text, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&place, TC_LIMIT_PATH_BYTES);
	read_mounts(&text);
	for (struct tc_str rest = tc_buf_str(&text); status == TC_OK && rest.p != NULL;) {
		bool answers = true;
		read_place(tc_str_split(&rest, '\n'), &place);
		if (is_inside(roots, tc_buf_str(&place)))
			status = tc_mounts_answer(tc_buf_str(&place), limits, &answers, err);
		if (!answers)
			tc_strs_add(out, arena, tc_buf_str(&place));
	}
	tc_buf_release(&place);
	tc_buf_release(&text);
	return status == TC_OK ? tc_arena_check(arena, "list of mounts", err) : status;
}
