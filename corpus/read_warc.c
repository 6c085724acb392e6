/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format warc: a web archive, an article for each page in it.
 *
 * Pages are the response and resource records (and those of ARC) that came with status 200 and are HTML or plain text, and not
 * script or data that a server calls so.  A revisit (ISO 28500, 6.7) says that the page was found unchanged: an article of type
 * revisit, with a URL, a time and no text.  All other records are passed over.  A page is read as the file would be that somebody
 * had saved, by the same formats, with three differences: its URL is the record's, for that is where it was; the time of the
 * capture is known, which is no date of publication; and what the server said of its encoding counts where the page itself is
 * silent and its bytes are not UTF-8.  Servers say ISO 8859-1 of everything, so that this alone is not believed.
 *
 * A URL that was captured several times gives several articles; what becomes of them is indexer/versions.c's affair.  A text that
 * no format takes for an article is passed over with a message, so is a page that has nothing to read. */
#include <string.h>

#include "base/alloc.h"
#include "corpus/charset.h"
#include "corpus/format.h"
#include "corpus/http.h"
#include "corpus/reader.h"
#include "corpus/warc.h"

struct warc_state {
	struct tc_warc *warc;
	struct tc_warc_record record;
	struct tc_reader *page; /* of the record, while it has articles */
	bool whole;             /* the body of the response is all there */
	bool revisit;           /* the record is one, and was not given yet */
	bool told_clipped;
	bool gave;          /* an article, or the reason why there is none */
	unsigned n_refused; /* responses with another status than 200 */
	char *path;
	uint64_t max_record_bytes;
	const struct tc_sites *sites;
	struct tc_buf chunks, expanded;
};

static int warc_taste(const struct tc_taste *taste)
{
	struct tc_str s = tc_str_trim(tc_str_sub(taste->bytes, 0, 8192));
	struct tc_str line = tc_str_split(&s, '\n');
	if (tc_warc_line(line))
		return 99;
	return tc_warc_arc_line(tc_str_trim(line)) ? (tc_str_starts(line, TC_STR("filedesc:")) ? 99 : 80) : 0;
}

static void warc_close(void *state)
{
	struct warc_state *w = state;
	tc_reader_free(w->page);
	tc_warc_free(w->warc);
	tc_buf_release(&w->chunks);
	tc_buf_release(&w->expanded);
	tc_free(w->path);
	tc_free(w);
}

static enum tc_status warc_open(const struct tc_input *input, void **state, struct tc_err *err)
{
	enum tc_status status;
	struct warc_state *w = tc_alloc(sizeof *w);
	if (w == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	size_t max = input->max_record_bytes < SIZE_MAX ? (size_t)input->max_record_bytes : SIZE_MAX;
	tc_buf_init(&w->chunks, max);
	tc_buf_init(&w->expanded, max);
	w->max_record_bytes = input->max_record_bytes;
	w->sites = input->sites;
	w->path = tc_strdup(input->path);
	status = w->path == NULL ? tc_err_set(err, TC_ENOMEM, "no memory")
				 : tc_warc_new(input->stream, input->max_record_bytes, &w->warc, err);
	if (status != TC_OK)
		warc_close(w);
	else
		*state = w;
	return status;
}

static bool starts_nocase(struct tc_str s, struct tc_str prefix)
{
	return tc_str_eq_ascii_nocase(tc_str_sub(s, 0, prefix.n), prefix);
}

/* Is it HTML or text that was fetched from somewhere?  *html says which. */
static bool is_page(const struct tc_warc_record *record, struct tc_str type, struct tc_str body, bool *html)
{
	struct tc_str begin = tc_str_trim(tc_str_sub(body, 0, 512));
	if (type.n == 0 || tc_str_eq_ascii_nocase(type, TC_STR("no-type")))
		return *html = starts_nocase(begin, TC_STR("<!doctype html")) || starts_nocase(begin, TC_STR("<html"));
	*html = tc_str_eq_ascii_nocase(type, TC_STR("text/html")) ||
		tc_str_eq_ascii_nocase(type, TC_STR("application/xhtml+xml"));
	return (*html || tc_str_eq_ascii_nocase(type, TC_STR("text/plain"))) &&
	       !starts_nocase(record->url, TC_STR("metadata:")) && !starts_nocase(record->url, TC_STR("urn:"));
}

/* Opens the record's page.  TC_END: it has none. */
static enum tc_status open_page(struct warc_state *w, struct tc_err *err)
{
	const struct tc_warc_record *record = &w->record;
	struct tc_reader_options options = {
		.max_file_bytes = w->max_record_bytes, .sites = w->sites, .url = record->url, .whole_only = true};
	struct tc_str body = record->block, type, charset;
	char name[TC_CHARSET_NAME_BYTES];
	struct tc_http http;
	enum tc_status status;
	bool html, response = tc_str_eq(record->type, TC_STR("response"));
	w->whole = true;
	if (!response && !tc_str_eq(record->type, TC_STR("resource")))
		return TC_END;
	tc_http_content_type(record->content_type, &type, &charset);
	if (response && tc_http_parse(record->block, &http)) {
		w->n_refused += http.status != 200;
		if (http.status != 200 || (http.content_type.n > 0 && !is_page(record, http.content_type, http.body, &html)))
			return TC_END;
		status = tc_http_body(&http, &w->chunks, &w->expanded, &body, &w->whole, err);
		if (status != TC_OK)
			return status;
		type = http.content_type;
		charset = http.charset;
	}
	if (!is_page(record, type, body, &html) || tc_str_trim(body).n == 0 || tc_http_is_data(body))
		return TC_END;
	options.format = html ? "html" : NULL;
	options.charset = tc_charset_told(body, charset, name);
	return tc_reader_open_memory(body, w->path, &options, &w->page, err);
}

/* The time of a capture: 2008-04-30T20:48:25Z, in ARC 20080430204825 (short forms of 8 to 12 digits are older); always UTC. */
static struct tc_date capture_time(struct tc_arena *arena, struct tc_str text)
{
	struct tc_date date = {TC_DATE_NONE, 0, 0, 0, 0, 0, 0, 0};
	bool digits = text.n >= 8;
	for (size_t i = 0; i < text.n && digits; i++)
		digits = text.p[i] >= '0' && text.p[i] <= '9';
	if (digits)
		text = tc_arena_printf(arena, "%.*sT%.*s%sZ", 8, text.p, (int)(text.n - 8), text.p + 8,
				       text.n <= 8    ? "000000"
				       : text.n <= 10 ? "0000"
				       : text.n <= 12 ? "00"
						      : "");
	else if (text.n > 10 && tc_str_find_char(text, 'T', 0) == 10 && text.p[text.n - 1] >= '0' && text.p[text.n - 1] <= '9' &&
		 tc_str_find_char(text, '+', 10) == text.n && tc_str_find_char(text, '-', 10) == text.n)
		text = tc_arena_printf(arena, "%.*sZ", TC_STR_ARG(text));
	if (!tc_date_parse_iso(text, &date))
		date.precision = TC_DATE_NONE;
	return date;
}

/* What the record says of its page. */
static void add_record(const struct warc_state *w, struct tc_article *article)
{
	const struct tc_warc_record *record = &w->record;
	struct tc_arena *arena = article->arena;
	struct tc_str date = tc_charset_clean(arena, tc_arena_str(arena, record->date));
	if (record->url.n > 0)
		article->url = tc_charset_clean(arena, tc_arena_str(arena, record->url));
	if (record->url.n > 0 && article->anchor.n > 0)
		article->url = tc_arena_printf(arena, "%.*s#%.*s", TC_STR_ARG(article->url), TC_STR_ARG(article->anchor));
	article->record = record->number;
	article->offset_bytes = record->offset;
	article->captured = capture_time(arena, date);
	article->digest = tc_charset_clean(arena, tc_arena_str(arena, record->digest));
	if (date.n > 0 && article->captured.precision == TC_DATE_NONE)
		tc_strs_add(&article->notes, arena,
			    tc_arena_printf(arena, "captured at no readable time: %.*s", TC_STR_ARG(date)));
	if (record->wrong_length && record->no_length)
		tc_strs_add(&article->notes, arena, TC_STR("record without a length: read up to the next"));
	else if (record->wrong_length)
		tc_strs_add(&article->notes, arena,
			    tc_arena_printf(arena, "wrong length of the record: %llu, not %zu bytes",
					    (unsigned long long)record->declared, record->block.n));
	if (record->clipped || record->truncated.n > 0 || !w->whole)
		tc_strs_add(&article->notes, arena, TC_STR("truncated: not all of the page is in the archive"));
}

/* A failure of one record leaves the others to be read. */
static enum tc_status record_failed(struct warc_state *w, enum tc_status status, const struct tc_err *reason, struct tc_err *err)
{
	w->gave = true;
	const char *text = strncmp(reason->text, "record 1: ", 10) == 0 ? reason->text + 10 : reason->text;
	if (status == TC_ENOMEM || status == TC_EIO || status == TC_EINTERNAL)
		return tc_err_set(err, status, "%s", text);
	return tc_err_set(err, TC_SKIP, "record %u: %.*s: %s", w->record.number, TC_STR_ARG(tc_str_sub(w->record.url, 0, 200)),
			  text);
}

/* An archive without any page is told, once. */
static enum tc_status tell_empty(struct warc_state *w, struct tc_err *err)
{
	if (w->gave || w->record.number == 0)
		return TC_END;
	w->gave = true;
	const char *plural = w->record.number == 1 ? "" : "s";
	if (w->n_refused > 0)
		return tc_err_set(err, TC_SKIP, "no page in %u record%s, redirects or errors of a server: %u", w->record.number,
				  plural, w->n_refused);
	return tc_err_set(err, TC_SKIP, "no page in %u record%s", w->record.number, plural);
}

/* The next record into w->record, its page opened if it has one. */
static enum tc_status next_record(struct warc_state *w, struct tc_err *err)
{
	struct tc_err reason = {TC_OK, ""};
	bool clipped = w->record.clipped && !w->told_clipped;
	enum tc_status status = tc_warc_next(w->warc, &w->record, err);
	if (status == TC_END && clipped) {
		w->told_clipped = w->gave = true;
		return tc_err_set(err, TC_SKIP, "record %u: truncated: the file ends inside it", w->record.number);
	}
	if (status == TC_END)
		return tell_empty(w, err);
	if (status != TC_OK)
		return status;
	if (w->record.too_large &&
	    (tc_str_eq(w->record.type, TC_STR("response")) || tc_str_eq(w->record.type, TC_STR("resource")))) {
		w->gave = true;
		return tc_err_set(err, TC_SKIP, "record %u: larger than the limit of %llu bytes", w->record.number,
				  (unsigned long long)w->max_record_bytes);
	}
	w->revisit = tc_str_eq(w->record.type, TC_STR("revisit")) && w->record.url.n > 0;
	status = open_page(w, &reason);
	return status == TC_OK || status == TC_END ? TC_OK : record_failed(w, status, &reason, err);
}

static enum tc_status warc_next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct warc_state *w = state;
	struct tc_err reason = {TC_OK, ""};
	enum tc_status status;
	for (;;) {
		while (w->page == NULL && !w->revisit)
			if ((status = next_record(w, err)) != TC_OK)
				return status;
		if (w->revisit) {
			w->revisit = false;
			w->whole = w->gave = true;
			add_record(w, article);
			article->type = TC_STR("revisit");
			article->refers = capture_time(article->arena, w->record.refers_date);
			return TC_OK;
		}
		status = tc_reader_next(w->page, article, &reason);
		if (status == TC_OK) {
			w->gave = true;
			add_record(w, article);
			w->told_clipped = w->record.clipped;
			return TC_OK;
		}
		if (status != TC_SKIP) {
			tc_reader_free(w->page);
			w->page = NULL;
		}
		if (status != TC_END)
			return record_failed(w, status, &reason, err);
	}
}

const struct tc_format tc_format_warc = {
	.name = "warc",
	.description = "a web archive: WARC or ARC",
	.whole = false,
	.bytes = true,
	.escapes = false,
	.taste = warc_taste,
	.open = warc_open,
	.next = warc_next,
	.close = warc_close,
};
