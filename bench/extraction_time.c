/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How much longer a page takes to become an article than libxml2 takes to parse it.
 *
 * The pages are read into memory first, gzipped ones expanded.  Then, page by page and in turns, so that neither meets a quieter
 * machine:
 *
 *   parse    htmlReadMemory with its tolerant options, and xmlFreeDoc
 *   article  our whole reader on the same bytes: encoding, tasting, parsing, extraction
 *
 * Printed are the means over pages of the best round of each, and the ratio of these.
 *
 * Usage: bench/extraction_time ROUNDS PAGE...
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <libxml/HTMLparser.h>

#include "base/limits.h"
#include "corpus/reader.h"

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum tc_status load(const char *path, struct tc_buf *bytes, struct tc_err *err)
{
	struct tc_stream *stream = NULL;
	enum tc_status status = tc_stream_open(path, NULL, &stream, err);
	tc_buf_reset(bytes);
	if (status == TC_OK)
		status = tc_stream_read_all(stream, bytes, err);
	tc_stream_free(stream);
	return status;
}

static double time_parse(struct tc_str bytes)
{
	double begin = now();
	htmlDocPtr page = htmlReadMemory(bytes.p, (int)bytes.n, NULL, "UTF-8",
					 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	xmlFreeDoc(page);
	return now() - begin;
}

static double time_article(struct tc_str bytes, struct tc_arena *arena)
{
	static const struct tc_reader_options options = {.format = "html"};
	struct tc_reader *reader;
	struct tc_article article;
	double begin = now();
	if (tc_reader_open_memory(bytes, "page.html", &options, &reader, NULL) != TC_OK)
		return 0;
	do {
		tc_arena_reset(arena);
		tc_article_init(&article, arena);
	} while (tc_reader_next(reader, &article, NULL) == TC_OK);
	tc_reader_free(reader);
	return now() - begin;
}

int main(int argc, char **argv)
{
	struct tc_buf bytes;
	struct tc_arena arena;
	struct tc_err err = {TC_OK, ""};
	double parse = 0, article = 0;
	int rounds = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
	if (rounds < 1) {
		fprintf(stderr, "usage: bench/extraction_time ROUNDS PAGE...\n");
		return 2;
	}
	tc_buf_init(&bytes, TC_LIMIT_FILE_BYTES);
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	for (int i = 2; i < argc; i++) {
		double best_parse = 1e9, best_article = 1e9;
		if (load(argv[i], &bytes, &err) != TC_OK) {
			fprintf(stderr, "%s: %s\n", argv[i], err.text);
			return 1;
		}
		for (int round = 0; round < rounds; round++) {
			double one = time_parse(tc_buf_str(&bytes)), two = time_article(tc_buf_str(&bytes), &arena);
			best_parse = one < best_parse ? one : best_parse;
			best_article = two < best_article ? two : best_article;
		}
		parse += best_parse;
		article += best_article;
	}
	printf("%d pages: parse %.2f ms, article %.2f ms a page; ratio %.2f\n", argc - 2, parse * 1e3 / (argc - 2),
	       article * 1e3 / (argc - 2), article / parse);
	tc_arena_release(&arena);
	tc_buf_release(&bytes);
	return 0;
}
