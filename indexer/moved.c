/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that were renamed or moved.
 *
 * An archive is put in order, folders get other names: the articles are the same.  Such a file is read again, because its place
 * is in its documents, and its old documents go in the transaction in which the new ones come: no reader misses the article, none
 * sees it twice, and it is no duplicate of itself.  Sameness is that of size and hash of the bytes, which the states of the files
 * keep.
 */
#include "indexer/moved.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* A file that is gone. */
struct origin {
	const struct tc_file_state *state;
	size_t place; /* in the list of what is gone */
	bool taken;
};

static int by_size(const void *a, const void *b)
{
	const struct origin *x = a, *y = b;
	uint64_t s = x->state->size_bytes, t = y->state->size_bytes;
	if (s != t)
		return s < t ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static int by_target(const void *a, const void *b)
{
	return strcmp(((const struct tc_move *)a)->to, ((const struct tc_move *)b)->to);
}

/* The first of n origins that is not smaller. */
static size_t first_of_size(const struct origin *origins, size_t n, uint64_t size)
{
	size_t low = 0;
	while (n > 0) {
		size_t half = n / 2;
		if (origins[low + half].state->size_bytes < size) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

/* The origin of a new file, NULL when it has none. */
static struct origin *find_origin(struct origin *origins, size_t n, const struct tc_walk_file *file)
{
	size_t i = first_of_size(origins, n, file->size_bytes);
	uint64_t hash = 0;
	bool hashed = false;
	for (; file->size_bytes > 0 && i < n && origins[i].state->size_bytes == file->size_bytes; i++) {
		if (origins[i].taken)
			continue;
		if (!hashed && tc_file_state_hash(file->path, &hash, NULL) != TC_OK)
			return NULL;
		hashed = true;
		if (origins[i].state->hash == hash)
			return &origins[i];
	}
	return NULL;
}

/* Takes out of the list what was moved. */
static void drop_taken(const struct origin *origins, size_t n, const char **gone, size_t *n_gone)
{
	size_t to = 0;
	for (size_t i = 0; i < n; i++)
		if (origins[i].taken)
			gone[origins[i].place] = NULL;
	for (size_t i = 0; i < *n_gone; i++)
		if (gone[i] != NULL)
			gone[to++] = gone[i];
	*n_gone = to;
}

enum tc_status tc_moves_find(const struct tc_walk_file *const *files, size_t n_files, const struct tc_states *states,
			     const char **gone, size_t *n_gone, struct tc_moves *out, struct tc_err *err)
{
	size_t n = 0;
	bool ok = true;
	*out = (struct tc_moves){NULL, 0, 0};
	if (*n_gone == 0 || n_files == 0)
		return TC_OK;
	struct origin *origins = tc_alloc(*n_gone * sizeof *origins);
	if (origins == NULL)
		return tc_err_set(err, TC_ENOMEM, "moved files: no memory");
	for (size_t i = 0; i < *n_gone; i++) {
		const struct tc_file_state *state = tc_states_find(states, gone[i]);
		if (state != NULL)
			origins[n++] = (struct origin){state, i, false};
	}
	if (n > 1)
		qsort(origins, n, sizeof *origins, by_size);
	for (size_t i = 0; i < n_files && ok; i++) {
		if (tc_states_find(states, files[i]->path) != NULL)
			continue;
		struct origin *origin = find_origin(origins, n, files[i]);
		if (origin == NULL)
			continue;
		origin->taken = true;
		ok = tc_grow(&out->v, &out->capacity, out->n, sizeof *out->v) == 0;
		if (ok)
			out->v[out->n++] = (struct tc_move){origin->state->path, files[i]->path};
	}
	drop_taken(origins, n, gone, n_gone);
	tc_free(origins);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_target);
	return ok ? TC_OK : tc_err_set(err, TC_ENOMEM, "moved files: no memory");
}

void tc_moves_release(struct tc_moves *moves)
{
	tc_free(moves->v);
	*moves = (struct tc_moves){NULL, 0, 0};
}

const char *tc_moves_from(const struct tc_moves *moves, const char *to)
{
	const struct tc_move key = {NULL, to};
	const struct tc_move *move = moves->n == 0 ? NULL : bsearch(&key, moves->v, moves->n, sizeof key, by_target);
	return move == NULL ? NULL : move->from;
}
