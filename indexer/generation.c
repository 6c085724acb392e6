/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Generations: how a whole new index takes the place of the old one without a reader noticing.
 *
 *   INDEX/XAPIANDB     one line, "auto gen-000007": what Xapian opens when it is given INDEX
 *   INDEX/gen-000007/  a glass database
 *   INDEX/lock         locked by the one writer for its whole run, with its pid as text
 *   INDEX/build/       shards of a run that is going on; what a killed run left there is removed by the next
 *
 * The stub is replaced by writing a new file beside it, syncing, and renaming: rename(2) is atomic, so a reader sees the old
 * generation or the new one.  A reader that opened the old one keeps its descriptors; Xapian opens some tables only when
 * they are needed, which is why the generation before stays: until the next switch, or a run an hour later.  (By the clock on the
 * wall: where that was set back it stays longer, where it was set forward a reader opens the index anew.)
 */
#include "indexer/generation.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"

#define STUB "XAPIANDB"
#define BUILD "build"
#define AGED_S 3600

static enum tc_status join(const char *dir, const char *name, char out[TC_LIMIT_PATH_BYTES], struct tc_err *err)
{
	int n = snprintf(out, TC_LIMIT_PATH_BYTES, "%s/%s", dir, name);
	if (n < 0 || n >= TC_LIMIT_PATH_BYTES)
		return tc_err_set(err, TC_ELIMIT, "%s: path too long", dir);
	return TC_OK;
}

enum tc_status tc_index_dir_generation(const struct tc_index_dir *dir, unsigned n, char out[TC_LIMIT_PATH_BYTES],
				       struct tc_err *err)
{
	char name[32];
	snprintf(name, sizeof name, "gen-%06u", n);
	return join(dir->path, name, out, err);
}

enum tc_status tc_index_dir_build(const struct tc_index_dir *dir, const char *name, char out[TC_LIMIT_PATH_BYTES],
				  struct tc_err *err)
{
	char build[TC_LIMIT_PATH_BYTES];
	enum tc_status status = join(dir->path, BUILD, build, err);
	if (status != TC_OK || name == NULL) {
		memcpy(out, build, sizeof build);
		return status;
	}
	return join(build, name, out, err);
}

/* The generation that a directory entry's name stands for, 0 for other names. */
static unsigned generation_of(struct tc_str name)
{
	unsigned long long n;
	if (!tc_str_starts(name, TC_STR("gen-")) || !tc_str_to_u64(tc_str_sub(name, 4, name.n), 999999999, &n))
		return 0;
	return (unsigned)n;
}

static enum tc_status read_stub(struct tc_index_dir *dir, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES], text[256];
	enum tc_status status = join(dir->path, STUB, path, err);
	if (status != TC_OK)
		return status;
	dir->current = 0;
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return errno == ENOENT ? TC_OK : tc_err_errno(err, errno, "%s", path);
	size_t n = fread(text, 1, sizeof text, file);
	fclose(file);
	struct tc_str line = tc_str_trim((struct tc_str){text, n});
	if (tc_str_starts(line, TC_STR("auto ")))
		dir->current = generation_of(tc_str_sub(line, 5, line.n));
	if (dir->current == 0)
		return tc_err_set(err, TC_ECORRUPT, "%s: names no generation of an index", path);
	return TC_OK;
}

/* Is the directory one that we may write in: empty, or an index (or the beginning of one)? */
static enum tc_status check_ours(const char *path, struct tc_err *err)
{
	DIR *entries = opendir(path);
	if (entries == NULL)
		return tc_err_errno(err, errno, "%s", path);
	enum tc_status status = TC_OK;
	for (struct dirent *e; status == TC_OK && (e = readdir(entries)) != NULL;) {
		struct tc_str name = tc_str_of(e->d_name);
		bool ours = name.p[0] == '.' || tc_str_eq(name, TC_STR(STUB)) || tc_str_eq(name, TC_STR("lock")) ||
			    tc_str_eq(name, TC_STR(BUILD)) || generation_of(name) > 0 || tc_str_starts(name, TC_STR(STUB));
		if (!ours)
			status = tc_err_set(err, TC_EARG, "%s: not an index (it has %s in it)", path, e->d_name);
	}
	closedir(entries);
	return status;
}

enum tc_status tc_index_dir_open(struct tc_index_dir *dir, const char *path, bool create, unsigned long wait_ms,
				 struct tc_err *err)
{
	char lock[TC_LIMIT_PATH_BYTES];
	long holder = 0;
	*dir = (struct tc_index_dir){.lock_fd = -1};
	int n = snprintf(dir->path, sizeof dir->path, "%s", path);
	if (n < 0 || (size_t)n >= sizeof dir->path)
		return tc_err_set(err, TC_ELIMIT, "%.100s...: path too long", path);
	/* Folders above it are not made: where a disk is not mounted the index would come to lie in the wrong place. */
	if (create && mkdir(path, 0777) != 0 && errno == ENOENT)
		return tc_err_set(err, TC_EIO, "%s: the folder to make the index in is not there", path);
	if (create && mkdir(path, 0777) != 0 && errno != EEXIST)
		return tc_err_errno(err, errno, "%s", path);
	enum tc_status status = check_ours(path, err);
	if (status == TC_OK)
		status = join(path, "lock", lock, err);
	if (status != TC_OK)
		return status;
	status = tc_file_lock(lock, wait_ms, &dir->lock_fd, &holder, err);
	if (status == TC_ELOCKED)
		return tc_err_set(err, TC_ELOCKED, "%s: in use by another run (process %ld)", path, holder);
	return status == TC_OK ? read_stub(dir, err) : status;
}

enum tc_status tc_index_dir_read(struct tc_index_dir *dir, const char *path, struct tc_err *err)
{
	*dir = (struct tc_index_dir){.lock_fd = -1};
	int n = snprintf(dir->path, sizeof dir->path, "%s", path);
	if (n < 0 || (size_t)n >= sizeof dir->path)
		return tc_err_set(err, TC_ELIMIT, "%.100s...: path too long", path);
	enum tc_status status = read_stub(dir, err);
	if (status == TC_OK && dir->current == 0)
		return tc_err_set(err, TC_ENOENT, "%s: no index here", path);
	return status;
}

void tc_index_dir_close(struct tc_index_dir *dir)
{
	if (dir->lock_fd >= 0)
		close(dir->lock_fd);
	dir->lock_fd = -1;
}

/* Removes generations before `keep_from` and after the current one (which only a killed run can have left). */
static enum tc_status remove_generations(const struct tc_index_dir *dir, unsigned keep_from, struct tc_err *err)
{
	DIR *entries = opendir(dir->path);
	if (entries == NULL)
		return tc_err_errno(err, errno, "%s", dir->path);
	enum tc_status status = TC_OK;
	for (struct dirent *e; status == TC_OK && (e = readdir(entries)) != NULL;) {
		unsigned n = generation_of(tc_str_of(e->d_name));
		if (n == 0 || (n >= keep_from && n <= dir->current))
			continue;
		char path[TC_LIMIT_PATH_BYTES];
		status = join(dir->path, e->d_name, path, err);
		if (status == TC_OK)
			status = tc_file_remove_tree(path, err);
	}
	closedir(entries);
	return status;
}

enum tc_status tc_index_dir_remove_build(struct tc_index_dir *dir, struct tc_err *err)
{
	char build[TC_LIMIT_PATH_BYTES];
	enum tc_status status = tc_index_dir_build(dir, NULL, build, err);
	if (status == TC_OK)
		status = tc_file_remove_tree(build, err);
	return status == TC_ENOENT ? TC_OK : status;
}

enum tc_status tc_index_dir_prepare(struct tc_index_dir *dir, struct tc_err *err)
{
	char build[TC_LIMIT_PATH_BYTES];
	enum tc_status status = tc_index_dir_remove_build(dir, err);
	if (status == TC_OK)
		status = remove_generations(dir, dir->current > 0 ? dir->current - 1 : 0, err);
	if (status == TC_OK)
		status = tc_index_dir_build(dir, NULL, build, err);
	if (status == TC_OK && mkdir(build, 0777) != 0)
		status = tc_err_errno(err, errno, "%s", build);
	return status;
}

static enum tc_status sync_generation(const char *path, struct tc_err *err)
{
	DIR *entries = opendir(path);
	if (entries == NULL)
		return tc_err_errno(err, errno, "%s", path);
	enum tc_status status = TC_OK;
	for (struct dirent *e; status == TC_OK && (e = readdir(entries)) != NULL;) {
		char file[TC_LIMIT_PATH_BYTES];
		if (e->d_name[0] == '.')
			continue;
		status = join(path, e->d_name, file, err);
		if (status == TC_OK)
			status = tc_file_sync(file, err);
	}
	closedir(entries);
	return status == TC_OK ? tc_file_sync(path, err) : status;
}

enum tc_status tc_index_dir_switch(struct tc_index_dir *dir, unsigned n, struct tc_err *err)
{
	char generation[TC_LIMIT_PATH_BYTES], stub[TC_LIMIT_PATH_BYTES], text[64];
	enum tc_status status = tc_index_dir_generation(dir, n, generation, err);
	if (status == TC_OK)
		status = sync_generation(generation, err);
	if (status == TC_OK)
		status = join(dir->path, STUB, stub, err);
	if (status != TC_OK)
		return status;
	snprintf(text, sizeof text, "auto gen-%06u\n", n);
	status = tc_file_write_atomically(stub, tc_str_of(text), err);
	if (status != TC_OK)
		return status;
	unsigned before = dir->current;
	dir->current = n;
	return remove_generations(dir, before > 0 ? before : n, err);
}

enum tc_status tc_index_dir_remove_older(struct tc_index_dir *dir, struct tc_err *err)
{
	return remove_generations(dir, dir->current, err);
}

enum tc_status tc_index_dir_remove_aged(struct tc_index_dir *dir, struct tc_err *err)
{
	char stub[TC_LIMIT_PATH_BYTES];
	struct stat st;
	enum tc_status status = join(dir->path, STUB, stub, err);
	if (status == TC_OK && stat(stub, &st) != 0)
		status = tc_err_errno(err, errno, "%s", stub);
	return status == TC_OK && time(NULL) - st.st_mtime >= AGED_S ? tc_index_dir_remove_older(dir, err) : status;
}

enum tc_status tc_index_dir_open_db(struct tc_index_dir *dir, struct tc_db **db, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	const char *one = path;
	enum tc_status status;
	unsigned tried;
	*db = NULL;
	do {
		tried = dir->current;
		status = tc_index_dir_generation(dir, dir->current, path, err);
		if (status == TC_OK)
			status = tc_db_open(&one, 1, 0, db, err);
		/* Without the lock it may have been removed since the stub was read. */
	} while (status != TC_OK && dir->lock_fd < 0 && read_stub(dir, NULL) == TC_OK && dir->current != tried &&
		 dir->current > 0);
	return status;
}
