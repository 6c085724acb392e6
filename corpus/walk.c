/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders to a list of files.
 *
 * Files come out sorted by the bytes of their whole path under each root, whatever order the file system keeps them in, so that
 * two runs over the same tree see the same list and record numbers stay what they are.  Symbolic links are followed, as people
 * put archives together with them; a folder that was entered already, known by device and inode, is not entered again, which
 * ends loops, and a file that a second root reaches by the same path appears once.  Links to folders wait until all real folders
 * were seen, so that a folder inside the tree keeps its own path whichever way the file system lists them first.
 *
 * The index may lie in a folder that it is made of: it counts as entered from the beginning.
 *
 * A name beginning with a dot is passed over, what a pattern of the caller names too (a folder with all that is in it), as are
 * sockets, FIFOs and devices; the latter without a word, for a stray one is no fault of the archive.  What is worth telling goes
 * to problems: a link that leads nowhere, a path that is too long.  What cannot be read is kept apart as unseen: that nothing was
 * found there does not mean that nothing is there.
 *
 * One stat per file is all that it costs beyond reading the folders: the type that readdir gives says what needs no second
 * look. */
#include "corpus/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/glob.h"
#include "base/limits.h"

/* A folder's identity. */
struct folder_id {
	dev_t dev;
	ino_t ino;
};

struct walking {
	struct tc_walk *walk;
	struct folder_id *seen; /* open addressing; ino 0 is free */
	size_t n_seen, capacity_seen;
	char path[TC_LIMIT_PATH_BYTES];
	unsigned depth;
	struct tc_strs links; /* to folders, not entered yet */
	size_t n_excluded;
	bool no_memory;
};

void tc_walk_init(struct tc_walk *walk)
{
	*walk = (struct tc_walk){.files = NULL};
	tc_arena_init(&walk->arena, (size_t)1 << 36);
}

void tc_walk_release(struct tc_walk *walk)
{
	tc_free(walk->files);
	tc_free(walk->roots);
	tc_arena_release(&walk->arena);
	*walk = (struct tc_walk){.files = NULL};
}

static void problem(struct walking *w, const char *reason)
{
	tc_strs_add(&w->walk->problems, &w->walk->arena, tc_arena_printf(&w->walk->arena, "%s: %s", w->path, reason));
}

/* What is at w->path is not known. */
static void unseen(struct walking *w, const char *reason)
{
	struct tc_walk *walk = w->walk;
	if (tc_arena_grow(&walk->arena, &walk->unseen, &walk->capacity_unseen, walk->n_unseen, sizeof *walk->unseen) == 0)
		walk->unseen[walk->n_unseen++] = (struct tc_walk_unseen){tc_arena_str(&walk->arena, tc_str_of(w->path)),
									 tc_arena_str(&walk->arena, tc_str_of(reason))};
}

static struct folder_id *slot_of(struct folder_id *slots, size_t capacity, struct folder_id id)
{
	size_t at = (size_t)((id.ino * 0x9E3779B97F4A7C15u) ^ id.dev) & (capacity - 1);
	while (slots[at].ino != 0 && (slots[at].ino != id.ino || slots[at].dev != id.dev))
		at = (at + 1) & (capacity - 1);
	return &slots[at];
}

/* Remembers a folder; false when it is known already. */
static bool first_visit(struct walking *w, const struct stat *info)
{
	const struct folder_id id = {info->st_dev, info->st_ino};
	if (w->n_seen * 2 >= w->capacity_seen) {
		size_t capacity = w->capacity_seen == 0 ? 64 : w->capacity_seen * 2;
		struct folder_id *grown = tc_alloc(capacity * sizeof *grown);
		if (grown == NULL) {
			w->no_memory = true;
			return false;
		}
		for (size_t i = 0; i < w->capacity_seen; i++)
			if (w->seen[i].ino != 0)
				*slot_of(grown, capacity, w->seen[i]) = w->seen[i];
		tc_free(w->seen);
		w->seen = grown;
		w->capacity_seen = capacity;
	}
	struct folder_id *slot = slot_of(w->seen, w->capacity_seen, id);
	if (slot->ino != 0)
		return false;
	*slot = id;
	w->n_seen++;
	return true;
}

static void add_file(struct walking *w, size_t n_path, const struct stat *info)
{
	struct tc_walk *walk = w->walk;
	if (tc_grow(&walk->files, &walk->capacity_files, walk->n_files, sizeof *walk->files) != 0) {
		w->no_memory = true;
		return;
	}
	walk->files[walk->n_files++] = (struct tc_walk_file){
		.path = tc_arena_cstr(&walk->arena, (struct tc_str){w->path, n_path}),
		.size_bytes = (uint64_t)info->st_size,
		.mtime_ns = (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec,
	};
}

static void walk_folder(struct walking *w, int fd, size_t n_path);

/* Enters the folder name of the folder fd; w->path says its whole path. */
static void enter(struct walking *w, int fd, const char *name, size_t n_path)
{
	if (w->depth >= TC_LIMIT_FOLDER_DEPTH) {
		problem(w, "too many folders inside each other");
		return;
	}
	if (w->walk->silent != NULL && tc_strs_has(w->walk->silent, (struct tc_str){w->path, n_path})) {
		unseen(w, "does not answer");
		return;
	}
	int inner = openat(fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
	if (inner < 0) {
		unseen(w, strerror(errno));
		return;
	}
	w->depth++;
	walk_folder(w, inner, n_path);
	w->depth--;
}

/* Does a pattern pass over what is at the n_path bytes of w->path? */
static bool excluded(struct walking *w, size_t n_path, bool is_folder)
{
	for (size_t i = 0; i < w->walk->n_exclude; i++) {
		if (tc_glob_names(tc_str_of(w->walk->exclude[i]), (struct tc_str){w->path, n_path}, is_folder)) {
			w->n_excluded++;
			return true;
		}
	}
	return false;
}

/* One name of the folder fd. */
static void look_at(struct walking *w, int fd, size_t n_path, const struct dirent *entry)
{
	struct stat info;
	size_t n_name = strlen(entry->d_name);
	bool passed_over =
		entry->d_type == DT_FIFO || entry->d_type == DT_SOCK || entry->d_type == DT_CHR || entry->d_type == DT_BLK;
	if (entry->d_name[0] == '.' || passed_over)
		return;
	if (n_path + n_name >= sizeof w->path) {
		problem(w, "a path in it is too long");
		return;
	}
	memcpy(w->path + n_path, entry->d_name, n_name + 1);
	if (excluded(w, n_path + n_name, entry->d_type == DT_DIR)) {
		w->path[n_path] = '\0';
		return;
	}
	bool link = entry->d_type == DT_LNK;
	if (entry->d_type == DT_UNKNOWN && fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0)
		link = S_ISLNK(info.st_mode);
	if (entry->d_type == DT_DIR)
		enter(w, fd, entry->d_name, n_path + n_name);
	else if (fstatat(fd, entry->d_name, &info, 0) != 0 && (errno == ENOENT || errno == ELOOP))
		problem(w, errno == ENOENT ? "a link that leads nowhere" : strerror(errno));
	else if (fstatat(fd, entry->d_name, &info, 0) != 0)
		unseen(w, strerror(errno));
	else if (S_ISREG(info.st_mode))
		add_file(w, n_path + n_name, &info);
	else if (S_ISDIR(info.st_mode) && excluded(w, n_path + n_name, true))
		; /* a pattern for folders, found only now to name one */
	else if (S_ISDIR(info.st_mode) && link)
		tc_strs_add(&w->links, &w->walk->arena, (struct tc_str){w->path, n_path + n_name});
	else if (S_ISDIR(info.st_mode))
		enter(w, fd, entry->d_name, n_path + n_name);
	w->path[n_path] = '\0';
}

/* All below the open folder fd, which it closes; w->path has n_path bytes. */
static void walk_folder(struct walking *w, int fd, size_t n_path)
{
	struct stat info;
	struct dirent *entry;
	DIR *folder = NULL;
	if (fstat(fd, &info) != 0 || (first_visit(w, &info) && (folder = fdopendir(fd)) == NULL))
		unseen(w, strerror(errno));
	if (folder == NULL) {
		close(fd);
		return;
	}
	if (n_path > 0 && w->path[n_path - 1] != '/' && n_path + 1 < sizeof w->path) {
		w->path[n_path++] = '/';
		w->path[n_path] = '\0';
	}
	while (!w->no_memory && (errno = 0, entry = readdir(folder)) != NULL)
		look_at(w, fd, n_path, entry);
	if (!w->no_memory && errno != 0)
		unseen(w, strerror(errno));
	closedir(folder);
}

static int by_bytes(const void *a, const void *b)
{
	return tc_str_cmp(*(const struct tc_str *)a, *(const struct tc_str *)b);
}

/* Enters the links that were put off, those inside them after them. */
static void walk_links(struct walking *w)
{
	for (size_t from = 0, to; (to = w->links.n) > from && !w->no_memory && w->walk->arena.failed == TC_OK; from = to) {
		qsort(w->links.v + from, to - from, sizeof *w->links.v, by_bytes);
		for (size_t i = from; i < to; i++) {
			struct tc_str path = w->links.v[i];
			memcpy(w->path, path.p, path.n + 1);
			enter(w, AT_FDCWD, w->path, path.n);
		}
	}
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tc_walk_file *)a)->path, ((const struct tc_walk_file *)b)->path);
}

/* Sorts the files from index from on, and drops those that an earlier root has given already. */
static enum tc_status settle(struct tc_walk *walk, size_t from)
{
	size_t n = from;
	struct tc_walk_file *earlier = NULL;
	if (walk->n_files == from)
		return TC_OK;
	qsort(walk->files + from, walk->n_files - from, sizeof *walk->files, by_path);
	if (from > 0) {
		earlier = tc_realloc(NULL, from * sizeof *earlier);
		if (earlier == NULL)
			return TC_ENOMEM;
		memcpy(earlier, walk->files, from * sizeof *earlier);
		qsort(earlier, from, sizeof *earlier, by_path);
	}
	for (size_t i = from; i < walk->n_files; i++) {
		const struct tc_walk_file *file = &walk->files[i];
		if (earlier == NULL || bsearch(file, earlier, from, sizeof *earlier, by_path) == NULL)
			walk->files[n++] = *file;
	}
	walk->n_files = n;
	tc_free(earlier);
	return TC_OK;
}

/* The root itself: a file, a folder, or neither. */
static enum tc_status look_at_root(struct walking *w, const char *root)
{
	struct stat info;
	size_t n = strlen(root);
	if (n >= sizeof w->path) {
		w->path[0] = '\0';
		problem(w, "the path of a source is too long");
		return TC_EIO;
	}
	memcpy(w->path, root, n + 1);
	if (w->walk->never != NULL && stat(w->walk->never, &info) == 0)
		first_visit(w, &info);
	if (stat(root, &info) != 0)
		return errno == ENOENT || errno == ENOTDIR ? TC_ENOENT : TC_EIO;
	if (S_ISREG(info.st_mode)) {
		add_file(w, n, &info);
		return TC_OK;
	}
	int fd = S_ISDIR(info.st_mode) ? open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (fd < 0) {
		problem(w, S_ISDIR(info.st_mode) ? strerror(errno) : "neither a file nor a folder");
		return TC_EIO;
	}
	walk_folder(w, fd, n);
	walk_links(w);
	return TC_OK;
}

enum tc_status tc_walk_add_unseen(struct tc_walk *walk, const char *root, enum tc_status reason, struct tc_err *err)
{
	if (tc_grow(&walk->roots, &walk->capacity_roots, walk->n_roots, sizeof *walk->roots) != 0)
		return tc_err_set(err, TC_ENOMEM, "list of files: no memory");
	walk->roots[walk->n_roots++] =
		(struct tc_walk_root){.path = tc_arena_cstr(&walk->arena, tc_str_of(root)), .status = reason};
	return tc_arena_check(&walk->arena, "list of files", err);
}

enum tc_status tc_walk_add(struct tc_walk *walk, const char *root, struct tc_err *err)
{
	size_t from = walk->n_files;
	struct walking *w = tc_alloc(sizeof *w);
	if (w == NULL || tc_grow(&walk->roots, &walk->capacity_roots, walk->n_roots, sizeof *walk->roots) != 0) {
		tc_free(w);
		return tc_err_set(err, TC_ENOMEM, "list of files: no memory");
	}
	w->walk = walk;
	struct tc_walk_root found = {.path = tc_arena_cstr(&walk->arena, tc_str_of(root))};
	found.status = look_at_root(w, root);
	found.n_files = walk->n_files - from;
	if (w->no_memory || walk->arena.failed != TC_OK || settle(walk, from) != TC_OK) {
		walk->n_files = from;
		found.status = TC_ENOMEM;
	}
	found.n_excluded = w->n_excluded;
	walk->roots[walk->n_roots++] = found;
	tc_free(w->seen);
	tc_free(w);
	return found.status == TC_ENOMEM ? tc_err_set(err, TC_ENOMEM, "list of files: no memory") : TC_OK;
}
