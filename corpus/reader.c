/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a file to its articles.
 *
 * The first 64 KiB, expanded, decide three things: whether this is text at all, in which encoding, and in which format; every
 * format tastes them and the surest one reads.  A whole format then gets all of the file decoded and clean; what fits in the
 * taste is not copied.  A streaming format gets the bytes as they come when they are UTF-8; in another encoding they are decoded
 * at once, within max_file_bytes, and it reads from memory.
 *
 * The reader adds to every article what no format knows: the file, the notes about encoding and truncation, and that strings
 * out of escapes are clean.  A record without any text is TC_SKIP, so is one that is larger than the limit of an article. */
#include "corpus/reader.h"

#include <string.h>

#include "base/alloc.h"
#include "base/archive.h"
#include "base/limits.h"
#include "corpus/charset.h"
#include "corpus/format.h"
#include "corpus/year.h"

static const struct tc_format *const formats[] = {
	&tc_format_archive, &tc_format_csv,        &tc_format_feed,     &tc_format_html,   &tc_format_json,
	&tc_format_jsonl,   &tc_format_mail,       &tc_format_news_xml, &tc_format_newsml, &tc_format_page_dump,
	&tc_format_sitemap, &tc_format_three_part, &tc_format_warc};

#define N_FORMATS (sizeof formats / sizeof *formats)

struct tc_reader {
	const struct tc_format *format;
	struct tc_stream *stream;  /* the file */
	struct tc_stream *decoded; /* its content in UTF-8 when that is not what the file has */
	struct tc_charset charset;
	struct tc_buf raw, text, capitals;
	struct tc_reader_options options;
	struct tc_input input;
	void *state;
	bool opened, told_truncated, whole_only;
	bool nested; /* another reader goes on with the articles */
	char *path;
};

const char *tc_reader_format_name(size_t i, const char **description)
{
	if (i >= N_FORMATS)
		return NULL;
	if (description != NULL)
		*description = formats[i]->description;
	return formats[i]->name;
}

const char *tc_reader_format(const struct tc_reader *reader)
{
	return reader->format->name;
}

void tc_reader_free(struct tc_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->opened)
		reader->format->close(reader->state);
	tc_stream_free(reader->decoded);
	tc_stream_free(reader->stream);
	tc_buf_release(&reader->raw);
	tc_buf_release(&reader->text);
	tc_buf_release(&reader->capitals);
	tc_free(reader->path);
	tc_free(reader);
}

static enum tc_status format_by_name(const char *name, const struct tc_format **out, struct tc_err *err)
{
	struct tc_buf names;
	*out = NULL;
	tc_buf_init(&names, 1024);
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (strcmp(formats[i]->name, name) == 0)
			*out = formats[i];
		tc_buf_printf(&names, "%s%s", i == 0 ? "" : ", ", formats[i]->name);
	}
	if (*out == NULL)
		tc_err_set(err, TC_EARG, "%s: no such format; there are %s", name, tc_buf_cstr(&names));
	tc_buf_release(&names);
	return *out == NULL ? TC_EARG : TC_OK;
}

/* Lets every format taste the beginning: those of bytes, or those of text. */
static enum tc_status choose_format(struct tc_reader *r, struct tc_str text, bool bytes, bool all, struct tc_err *err)
{
	const struct tc_taste taste = {.bytes = text, .all = all, .path = r->path, .map = r->input.map};
	int best = 0;
	if (tc_str_trim(text).n == 0 && all)
		return tc_err_set(err, TC_EFORMAT, "empty file: nothing but blanks");
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (formats[i]->bytes != bytes || (r->whole_only && !formats[i]->whole))
			continue;
		int sure = formats[i]->taste(&taste);
		if (sure > best) {
			best = sure;
			r->format = formats[i];
		}
	}
	return r->format == NULL ? tc_err_set(err, TC_EFORMAT, "not a format that is known") : TC_OK;
}

/* Makes all of the file clean text; *text is that already when the beginning, n_bytes, was all. */
static enum tc_status read_whole(struct tc_reader *r, size_t n_bytes, bool all, const char *charset, struct tc_str *text,
				 struct tc_err *err)
{
	if (all && n_bytes > r->raw.max_bytes)
		return tc_err_set(err, TC_ELIMIT, "larger than the limit of %zu bytes", r->raw.max_bytes);
	if (all)
		return TC_OK;
	enum tc_status status = tc_stream_read_all(r->stream, &r->raw, err);
	if (status == TC_OK)
		status = tc_charset_find(tc_buf_str(&r->raw), true, charset, &r->charset, err);
	return status == TC_OK ? tc_charset_decode(tc_buf_str(&r->raw), &r->charset, &r->text, text, err) : status;
}

/* Old pages write capitals as small letters in another font. */
static enum tc_status show_capitals(struct tc_reader *r, struct tc_err *err)
{
	if (r->format != &tc_format_html ||
	    (!tc_charset_has(&r->charset, "tcvn3") && !tc_charset_has(&r->charset, "tcvn5712-1")) ||
	    !tc_charset_font_capitals(r->input.text, &r->capitals))
		return TC_OK;
	r->input.text = tc_buf_str(&r->capitals);
	return tc_buf_check(&r->capitals, "text", err);
}

/* Gives the format what it reads; text is the beginning, bytes what it was in the file. */
static enum tc_status prepare_input(struct tc_reader *r, struct tc_str bytes, struct tc_str text, bool all, const char *charset,
				    struct tc_err *err)
{
	char mark[3];
	size_t got;
	r->input.text = text;
	if (r->format->whole) {
		enum tc_status status = read_whole(r, bytes.n, all, charset, &r->input.text, err);
		return status == TC_OK ? show_capitals(r, err) : status;
	}
	if (strcmp(r->charset.name, "utf-8") != 0) {
		enum tc_status status = read_whole(r, bytes.n, all, charset, &r->input.text, err);
		if (status == TC_OK)
			status = tc_stream_open_memory(r->input.text, &r->decoded, err);
		r->input.stream = r->decoded;
		return status;
	}
	r->charset.n_repaired = 0; /* The format repairs its records. */
	r->input.stream = r->stream;
	return tc_str_starts(bytes, TC_STR("\xEF\xBB\xBF")) ? tc_stream_read(r->stream, mark, 3, &got, err) : TC_OK;
}

/* A format of bytes decodes its records itself. */
static enum tc_status open_bytes(struct tc_reader *r, struct tc_err *err)
{
	r->charset = (struct tc_charset){.name = "utf-8"};
	r->input.stream = r->stream;
	enum tc_status status = r->format->open(&r->input, &r->state, err);
	r->opened = status == TC_OK;
	return status;
}

static enum tc_status begin(struct tc_reader *r, const struct tc_reader_options *options, struct tc_err *err)
{
	struct tc_str bytes, text;
	enum tc_status status = tc_stream_peek(r->stream, TC_STREAM_PEEK_BYTES, &bytes, err);
	if (status != TC_OK)
		return status;
	bool all = bytes.n < TC_STREAM_PEEK_BYTES;
	bytes = tc_str_sub(bytes, 0, TC_STREAM_PEEK_BYTES);
	if (bytes.n == 0)
		return tc_stream_truncated(r->stream)
			       ? tc_err_set(err, TC_EFORMAT, "nothing in it: %s", tc_stream_damage(r->stream))
			       : tc_err_set(err, TC_EFORMAT, "empty file");
	if (options->format != NULL)
		status = format_by_name(options->format, &r->format, err);
	/* As gzip, an archive is opened whatever its files are said to be. */
	if (status == TC_OK && !options->whole_only && tc_archive_kind(bytes) != TC_ARCHIVE_NONE)
		r->format = &tc_format_archive;
	else if (options->format == NULL)
		choose_format(r, bytes, true, all, NULL);
	if (status == TC_OK && r->format != NULL && r->format->bytes)
		return open_bytes(r, err);
	if (tc_charset_binary(bytes))
		return tc_err_set(err, TC_EFORMAT, "binary file");
	if (status == TC_OK)
		status = tc_charset_find(bytes, all, options->charset, &r->charset, err);
	if (status == TC_OK)
		status = tc_charset_decode(bytes, &r->charset, &r->text, &text, err);
	if (status == TC_OK && r->format == NULL)
		status = choose_format(r, text, false, all, err);
	if (status == TC_OK)
		status = prepare_input(r, bytes, text, all, options->charset, err);
	if (status == TC_OK)
		status = r->format->open(&r->input, &r->state, err);
	r->opened = status == TC_OK;
	return status;
}

/* Opens r->stream's articles; takes the stream over. */
static enum tc_status open_stream(struct tc_stream *stream, const char *path, const struct tc_reader_options *options,
				  struct tc_reader **out, struct tc_err *err)
{
	static const struct tc_reader_options none = {.format = NULL};
	enum tc_status status;
	struct tc_reader *r = tc_alloc(sizeof *r);
	*out = NULL;
	if (r == NULL) {
		tc_stream_free(stream);
		return tc_err_set(err, TC_ENOMEM, "no memory");
	}
	if (options == NULL)
		options = &none;
	r->options = *options;
	uint64_t max_file = options->max_file_bytes > 0 ? options->max_file_bytes : TC_LIMIT_FILE_BYTES;
	r->stream = stream;
	r->whole_only = options->whole_only;
	r->nested = options->whole_only || options->depth > 0;
	tc_buf_init(&r->raw, max_file);
	/* Cleaning may make text longer: a wrong byte becomes three. */
	tc_buf_init(&r->capitals, SIZE_MAX);
	tc_buf_init(&r->text, max_file < SIZE_MAX / 4 ? max_file * 3 + TC_STREAM_PEEK_BYTES : SIZE_MAX);
	r->input.max_record_bytes = options->max_record_bytes > 0 ? options->max_record_bytes : TC_LIMIT_RECORD_BYTES;
	r->input.map = options->map;
	r->input.sites = options->sites;
	r->input.url = options->url;
	r->input.one_article = options->one_article;
	r->input.options = &r->options;
	r->input.path = r->path = tc_strdup(path);
	status = r->path == NULL ? tc_err_set(err, TC_ENOMEM, "no memory") : begin(r, options, err);
	if (status == TC_OK)
		*out = r;
	else
		tc_reader_free(r);
	return status;
}

static struct tc_stream_limits stream_limits(const struct tc_reader_options *o)
{
	return (struct tc_stream_limits){
		.max_bytes = o != NULL && o->max_stream_bytes > 0 ? o->max_stream_bytes : TC_LIMIT_STREAM_BYTES,
		.max_ratio = o != NULL && o->max_ratio > 0 ? o->max_ratio : TC_LIMIT_GZIP_RATIO,
	};
}

enum tc_status tc_reader_open(const char *path, const struct tc_reader_options *options, struct tc_reader **out,
			      struct tc_err *err)
{
	const struct tc_stream_limits limits = stream_limits(options);
	struct tc_stream *stream;
	enum tc_status status = tc_stream_open(path, &limits, &stream, err);
	*out = NULL;
	return status == TC_OK ? open_stream(stream, path, options, out, err) : status;
}

enum tc_status tc_reader_open_memory(struct tc_str bytes, const char *path, const struct tc_reader_options *options,
				     struct tc_reader **out, struct tc_err *err)
{
	struct tc_stream *stream;
	enum tc_status status = tc_stream_open_memory(bytes, &stream, err);
	*out = NULL;
	return status == TC_OK ? open_stream(stream, path, options, out, err) : status;
}

enum tc_status tc_reader_open_source(const struct tc_stream_source *source, const char *path,
				     const struct tc_reader_options *options, struct tc_reader **out, struct tc_err *err)
{
	const struct tc_stream_limits limits = stream_limits(options);
	struct tc_stream *stream;
	enum tc_status status = tc_stream_open_source(source, &limits, &stream, err);
	*out = NULL;
	return status == TC_OK ? open_stream(stream, path, options, out, err) : status;
}

/* Strings that came out of escapes may hold anything again. */
static void clean_strings(struct tc_article *a)
{
	struct tc_str *const strings[] = {&a->id,     &a->title, &a->subtitle, &a->lead, &a->publication,
					  &a->source, &a->issue, &a->page,     &a->url,  &a->language};
	struct tc_strs *const lists[] = {&a->body, &a->captions, &a->authors, &a->section, &a->keywords};
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		*strings[i] = tc_charset_clean(a->arena, *strings[i]);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t k = 0; k < lists[i]->n; k++)
			lists[i]->v[k] = tc_charset_clean(a->arena, lists[i]->v[k]);
}

static void add_notes(struct tc_reader *r, struct tc_article *article)
{
	tc_charset_notes(&r->charset, article->arena, &article->notes);
	/* Of a stream of records only the last one is cut, and that is told at the end. */
	if (!r->format->whole || !tc_stream_truncated(r->stream))
		return;
	tc_strs_add(&article->notes, article->arena,
		    tc_arena_printf(article->arena, "truncated: %s", tc_stream_damage(r->stream)));
	r->told_truncated = true;
}

enum tc_status tc_reader_next(struct tc_reader *r, struct tc_article *article, struct tc_err *err)
{
	article->file = tc_arena_str(article->arena, tc_str_of(r->path));
	enum tc_status status = r->format->next(r->state, article, err);
	if (status == TC_END && tc_stream_truncated(r->stream) && !r->told_truncated) {
		r->told_truncated = true;
		return tc_err_set(err, TC_SKIP, "truncated: %s", tc_stream_damage(r->stream));
	}
	if (status != TC_OK)
		return status;
	if (r->format->escapes)
		clean_strings(article);
	add_notes(r, article);
	if (article->language.n == 0 && r->options.language != NULL)
		article->language = tc_str_of(r->options.language);
	if (!r->nested)
		tc_year_complete(article);
	status = tc_arena_check(article->arena, "article", err);
	if (status == TC_ELIMIT)
		return tc_err_set(err, TC_SKIP, "record %u: larger than the limit of an article", article->record);
	if (status == TC_OK && !tc_article_has_text(article) && !tc_str_eq(article->type, TC_STR("revisit")))
		return tc_err_set(err, TC_SKIP, "record %u: no text", article->record);
	return status;
}
