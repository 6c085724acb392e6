/* SPDX-License-Identifier: GPL-2.0-or-later */
/* compact, backup and restore.
 *
 * All three are a compaction from one database into a new one: Xapian reads the tables of the source in the order of their keys
 * and writes each block of the copy full.  It reads the state of the last commit; when a writer has since begun to use blocks of
 * that state again, it says so and the copy is begun anew, at last with the writer locked out.
 *
 * A copy becomes visible by one rename, of the stub of the index or of the folder of the backup, after it was synced to disk.
 */
#include "indexer/copies.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "indexer/forget.h"
#include "indexer/generation.h"
#include "indexer/schema.h"

/* Copies begun while a run may be writing, before it is locked out. */
#define ATTEMPTS 3

static uint64_t size_of(const char *path)
{
	uint64_t bytes = 0;
	DIR *entries = opendir(path);
	if (entries == NULL)
		return 0;
	for (struct dirent *e; (e = readdir(entries)) != NULL;) {
		struct stat info;
		if (fstatat(dirfd(entries), e->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode))
			bytes += (uint64_t)info.st_size;
	}
	closedir(entries);
	return bytes;
}

/* The generation of an index that this program can use. */
static enum tc_status usable(struct tc_index_dir *dir, char path[TC_LIMIT_PATH_BYTES], struct tc_err *err)
{
	struct tc_db *db = NULL;
	enum tc_status status = tc_index_dir_open_db(dir, &db, err);
	if (status == TC_OK)
		status = tc_index_dir_generation(dir, dir->current, path, err);
	if (status == TC_OK)
		status = tc_schema_check(db, dir->path, err);
	tc_db_free(db);
	return status;
}

/* A copy has no freed blocks: nothing is left to be scrubbed.  What was forgotten must not come back with it. */
static enum tc_status finish_copy(const char *target, const struct tc_forgotten *forgotten, struct tc_err *err)
{
	struct tc_buf scrub;
	struct tc_db *db = NULL;
	tc_buf_init(&scrub, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_db_open_writable(target, TC_DB_OPEN, &db, err);
	if (status == TC_OK)
		status = tc_db_metadata(db, TC_STR(TC_KEY_SCRUB), &scrub, err);
	if (status == TC_OK && scrub.n > 0)
		status = tc_db_set_metadata(db, TC_STR(TC_KEY_SCRUB), TC_STR_NONE, err);
	if (status == TC_OK && scrub.n > 0)
		status = tc_db_commit(db, err);
	for (size_t i = 0; forgotten != NULL && i < forgotten->n && status == TC_OK; i++)
		status = tc_forget_entry(db, &forgotten->v[i], err);
	tc_buf_release(&scrub);
	tc_db_free(db);
	return status;
}

/* Compacts into the next generation of dir, without what is forgotten (NULL: nothing), and switches to it. */
static enum tc_status copy_into(struct tc_index_dir *dir, const char *source, const struct tc_forgotten *forgotten,
				struct tc_err *err)
{
	char target[TC_LIMIT_PATH_BYTES];
	enum tc_status status = tc_index_dir_generation(dir, dir->current + 1, target, err);
	if (status == TC_OK)
		status = tc_file_remove_tree(target, err);
	if (status == TC_OK || status == TC_ENOENT)
		status = tc_db_compact(&source, 1, target, true, err);
	if (status == TC_OK)
		status = finish_copy(target, forgotten, err);
	return status == TC_OK ? tc_index_dir_switch(dir, dir->current + 1, err) : status;
}

enum tc_status tc_copies_compact(const char *index, unsigned long wait_ms, uint64_t *bytes_before, uint64_t *bytes_after,
				 struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	struct tc_index_dir dir = {.lock_fd = -1};
	enum tc_status status = tc_index_dir_open(&dir, index, false, wait_ms, err);
	if (status == TC_OK)
		status = usable(&dir, path, err);
	if (status == TC_OK) {
		*bytes_before = size_of(path);
		status = copy_into(&dir, path, NULL, err);
	}
	if (status == TC_OK)
		status = tc_index_dir_remove_older(&dir, err);
	if (status == TC_OK)
		status = tc_index_dir_generation(&dir, dir.current, path, err);
	if (status == TC_OK)
		*bytes_after = size_of(path);
	tc_index_dir_close(&dir);
	return status;
}

/* One attempt at a copy in the folder part. */
static enum tc_status backup_once(const char *index, const char *part, bool locked, unsigned long wait_ms, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	struct tc_index_dir from = {.lock_fd = -1}, to = {.lock_fd = -1};
	enum tc_status status = tc_file_remove_tree(part, err);
	status = status == TC_ENOENT ? TC_OK : status;
	if (status == TC_OK)
		status = locked ? tc_index_dir_open(&from, index, false, wait_ms, err) : tc_index_dir_read(&from, index, err);
	if (status == TC_OK)
		status = usable(&from, path, err);
	if (status == TC_OK)
		status = tc_index_dir_open(&to, part, true, 0, err);
	if (status == TC_OK)
		status = copy_into(&to, path, NULL, err);
	tc_index_dir_close(&to);
	tc_index_dir_close(&from);
	return status;
}

enum tc_status tc_copies_backup(const char *index, const char *destination, unsigned long wait_ms, struct tc_err *err)
{
	char part[TC_LIMIT_PATH_BYTES];
	struct stat info;
	struct tc_err ignored;
	size_t n = strlen(destination);
	while (n > 1 && destination[n - 1] == '/')
		n--;
	int written = snprintf(part, sizeof part, "%.*s.part", (int)n, destination);
	if (written < 0 || (size_t)written >= sizeof part)
		return tc_err_set(err, TC_ELIMIT, "%.100s...: path too long", destination);
	if (lstat(destination, &info) == 0 && rmdir(destination) != 0)
		return tc_err_set(err, TC_EARG, "%s: is there already", destination);
	enum tc_status status = TC_ECHANGED;
	for (int i = 0; i <= ATTEMPTS && (status == TC_ECHANGED || (i > 1 && status == TC_ENOENT)); i++)
		status = backup_once(index, part, i == ATTEMPTS, wait_ms, err);
	if (status == TC_OK && rename(part, destination) != 0)
		status = tc_err_errno(err, errno, "%s", destination);
	if (status != TC_OK)
		tc_file_remove_tree(part, &ignored);
	return status;
}

/* What the index that is replaced had forgotten. */
static enum tc_status load_forgotten(struct tc_index_dir *dir, struct tc_forgotten *list, struct tc_err *err)
{
	struct tc_db *db = NULL;
	enum tc_status status = tc_index_dir_open_db(dir, &db, err);
	if (status == TC_OK)
		status = tc_forgotten_load(db, list, err);
	tc_db_free(db);
	return status;
}

enum tc_status tc_copies_scrub(const char *index, unsigned long wait_ms, struct tc_err *err)
{
	struct tc_index_dir dir = {.lock_fd = -1};
	struct tc_buf scrub;
	struct tc_db *db = NULL;
	uint64_t before, after;
	tc_buf_init(&scrub, TC_LIMIT_RECORD_BYTES);
	enum tc_status status = tc_index_dir_read(&dir, index, err);
	if (status == TC_OK)
		status = tc_index_dir_open_db(&dir, &db, err);
	if (status == TC_OK)
		status = tc_db_metadata(db, TC_STR(TC_KEY_SCRUB), &scrub, err);
	bool needed = scrub.n > 0;
	tc_db_free(db);
	tc_buf_release(&scrub);
	if (status == TC_ENOENT)
		return TC_OK;
	return status == TC_OK && needed ? tc_copies_compact(index, wait_ms, &before, &after, err) : status;
}

enum tc_status tc_copies_restore(const char *index, const char *source, bool replace, unsigned long wait_ms, struct tc_err *err)
{
	char path[TC_LIMIT_PATH_BYTES];
	struct tc_index_dir from = {.lock_fd = -1}, to = {.lock_fd = -1};
	struct tc_forgotten forgotten = {.v = NULL};
	enum tc_status status = tc_index_dir_read(&from, source, err);
	if (status == TC_OK)
		status = usable(&from, path, err);
	if (status == TC_OK)
		status = tc_index_dir_open(&to, index, true, wait_ms, err);
	if (status == TC_OK && to.current > 0 && !replace)
		status = tc_err_set(err, TC_EARG, "%s: has an index already (--force replaces it)", index);
	if (status == TC_OK && to.current > 0)
		status = load_forgotten(&to, &forgotten, err);
	if (status == TC_OK)
		status = copy_into(&to, path, &forgotten, err);
	tc_index_dir_close(&to);
	tc_index_dir_close(&from);
	tc_forgotten_release(&forgotten);
	return status == TC_OK ? tc_copies_scrub(index, wait_ms, err) : status;
}
