/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How fast text becomes tokens, as a ratio to the least that any analyzer on ICU must do.
 *
 * All regular files of a directory (not of its subdirectories) are read into memory first.  Then, in turns, so that neither
 * meets a quieter machine:
 *
 *   split    every character is decoded with ICU's macros and cut into words at what u_isalnum and the mark categories refuse
 *   analyze  our whole analysis: tokens with term, offsets, position and flags, one analyzer for all files
 *
 * and the best round of each is printed: MB/s (millions of bytes), words or tokens, the ratio.  An analyzer that knows nothing
 * yet is made for every round, so learning the words is part of the time.
 *
 * Usage: bench/analysis DIRECTORY [ROUNDS]
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "analyzers/token.h"
#include "base/alloc.h"
#include "base/limits.h"

struct texts {
	struct tc_buf *v;
	size_t n, capacity, n_bytes;
};

static void fail(const char *what)
{
	fprintf(stderr, "bench/analysis: %s\n", what);
	exit(1);
}

static void read_file(struct texts *texts, const char *path)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return;
	if (tc_grow(&texts->v, &texts->capacity, texts->n, sizeof *texts->v) != 0)
		fail("no memory");
	struct tc_buf *text = &texts->v[texts->n];
	tc_buf_init(text, TC_LIMIT_FILE_BYTES);
	for (;;) {
		char *room = tc_buf_room(text, 65536);
		size_t got = room == NULL ? 0 : fread(room, 1, 65536, file);
		if (got == 0)
			break;
		tc_buf_added(text, got);
	}
	fclose(file);
	texts->n++;
	texts->n_bytes += text->n;
}

static void read_directory(struct texts *texts, const char *directory)
{
	DIR *dir = opendir(directory);
	if (dir == NULL)
		fail("no such directory");
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		char path[TC_LIMIT_PATH_BYTES];
		int n = snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
		if (entry->d_name[0] != '.' && n > 0 && (size_t)n < sizeof path)
			read_file(texts, path);
	}
	closedir(dir);
}

static size_t split(struct tc_str text)
{
	size_t n_words = 0;
	bool inside = false;
	for (int32_t at = 0, n = (int32_t)text.n; at < n;) {
		UChar32 c;
		U8_NEXT(text.p, at, n, c);
		bool word = c >= 0 && (u_isalnum(c) || (U_MASK(u_charType(c)) & U_GC_M_MASK) != 0);
		n_words += word && !inside ? 1 : 0;
		inside = word;
	}
	return n_words;
}

static size_t analyze(struct tc_analyzer *analyzer, struct tc_str text)
{
	size_t n_tokens = 0;
	struct tc_token token;
	enum tc_status status;
	tc_analyzer_start(analyzer, text);
	while ((status = tc_analyzer_next(analyzer, &token)) == TC_OK)
		n_tokens++;
	if (status != TC_END)
		fail("no memory");
	return n_tokens;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One round over all texts: CPU seconds; the number of words or tokens in *n_found. */
static double run(const struct texts *texts, struct tc_analyzer *analyzer, size_t *n_found)
{
	double begin = seconds();
	*n_found = 0;
	for (size_t i = 0; i < texts->n; i++) {
		struct tc_str text = tc_buf_str(&texts->v[i]);
		*n_found += analyzer == NULL ? split(text) : analyze(analyzer, text);
	}
	return seconds() - begin;
}

int main(int argc, char **argv)
{
	struct texts texts = {0};
	double best_split = 1e9, best_analyze = 1e9;
	size_t n_words = 0, n_tokens = 0;
	uint32_t n_terms = 0;
	if (argc < 2) {
		fprintf(stderr, "usage: bench/analysis DIRECTORY [ROUNDS]\n");
		return 2;
	}
	read_directory(&texts, argv[1]);
	for (long round = argc > 2 ? strtol(argv[2], NULL, 10) : 3; round > 0; round--) {
		struct tc_analyzer *analyzer;
		double took = run(&texts, NULL, &n_words);
		best_split = took < best_split ? took : best_split;
		if (tc_analyzer_new(&analyzer, NULL) != TC_OK)
			fail("no memory");
		took = run(&texts, analyzer, &n_tokens);
		best_analyze = took < best_analyze ? took : best_analyze;
		n_terms = tc_analyzer_terms(analyzer);
		tc_analyzer_free(analyzer);
	}
	double mb = (double)texts.n_bytes / 1e6;
	printf("files    %zu, %.1f MB\n", texts.n, mb);
	printf("split    %7.1f MB/s  %zu words\n", mb / best_split, n_words);
	printf("analyze  %7.1f MB/s  %zu tokens, %u terms\n", mb / best_analyze, n_tokens, n_terms);
	printf("ratio    %7.2f\n", best_split / best_analyze);
	for (size_t i = 0; i < texts.n; i++)
		tc_buf_release(&texts.v[i]);
	tc_free(texts.v);
	return 0;
}
