/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives of files: each member is read as the file would be that it is.
 *
 * A member is tasted and read by the same formats as a file on disk, straight out of the archive.  So a web archive inside a zip
 * is one, and so is a WACZ (specs.webrecorder.net, 1.1.1), of which only what is below archive/ is read: the rest says once more
 * what is in there.  An archive inside an archive is opened, one inside that is not.  A 7z that cannot be read at any place is
 * held in memory, as a page would be.
 *
 * As on disk (walk.c), names that begin with a dot are passed over, and what tar and Finder of a Mac put beside files.  A link is
 * not followed, for what it leads to has its turn or is not in the archive; nothing is ever unpacked, so that a path that leads
 * elsewhere is only a name.  Names are in no encoding that an archive would tell: those in UTF-8 are taken so, of others each
 * byte that is no ASCII is written %E0, which keeps them apart.  The second member of a name is told from the first by its
 * number.
 *
 * Documents and programs that are a zip inside are told by their kind and not opened. */
#include <string.h>

#include "base/alloc.h"
#include "base/archive.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/archive_sitemaps.h"
#include "corpus/format.h"
#include "corpus/reader.h"

/* Archives in each other, the file counted. */
#define MOST_DEPTH 2
/* A name that is shown. */
#define NAME_BYTES 4096

struct archive_state {
	struct tc_archive *archive;
	struct tc_stream *memory; /* over held, when the archive is not read from the input itself */
	struct tc_buf held;
	struct tc_archive_member member;
	struct tc_reader *page;     /* of the member, while it has articles */
	struct tc_sitemap *sitemap; /* of the members; NULL: none */
	struct tc_reader_options options;
	const char *path;
	bool wacz, odd_name;
	struct tc_arena names;     /* of the member */
	struct tc_str name;        /* as it is shown; empty when it has none */
	unsigned long long *known; /* hashes of names, open addressing, 0: free */
	size_t n_known, known_size;
	uint64_t number; /* of the member, from 1 */
};

static int archive_taste(const struct tc_taste *taste)
{
	return tc_archive_kind(taste->bytes) != TC_ARCHIVE_NONE ? 100 : 0;
}

static void archive_close(void *state)
{
	struct archive_state *a = state;
	tc_reader_free(a->page);
	tc_sitemap_free(a->sitemap);
	tc_archive_free(a->archive);
	tc_stream_free(a->memory);
	tc_buf_release(&a->held);
	tc_arena_release(&a->names);
	tc_free(a->known);
	tc_free(a);
}

/* The stream that the archive is read from: the input, or what it has held in memory. */
static enum tc_status choose_stream(struct archive_state *a, struct tc_stream *input, enum tc_archive_kind kind,
				    struct tc_stream **out, struct tc_err *err)
{
	uint64_t size;
	*out = input;
	if (kind != TC_ARCHIVE_7Z || tc_stream_can_seek(input, &size))
		return TC_OK;
	enum tc_status status = tc_stream_read_all(input, &a->held, err);
	if (status == TC_OK)
		status = tc_stream_open_memory(tc_buf_str(&a->held), &a->memory, err);
	*out = a->memory;
	return status;
}

static enum tc_status archive_open(const struct tc_input *input, void **state, struct tc_err *err)
{
	struct tc_str begin;
	struct tc_stream *stream;
	const struct tc_reader_options *o = input->options;
	enum tc_status status = tc_stream_peek(input->stream, TC_STREAM_PEEK_BYTES, &begin, err);
	if (status != TC_OK)
		return status;
	enum tc_archive_kind kind = tc_archive_kind(begin);
	const char *document = tc_archive_document(begin, input->path);
	if (kind == TC_ARCHIVE_NONE)
		return tc_err_set(err, TC_EFORMAT, "not an archive");
	if (document != NULL)
		return tc_err_set(err, TC_EFORMAT, "%s, which is not read", document);
	if (o->depth >= MOST_DEPTH)
		return tc_err_set(err, TC_EFORMAT, "an archive inside an archive inside an archive: not opened");
	struct archive_state *a = tc_alloc(sizeof *a);
	if (a == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	const struct tc_archive_limits limits = {
		.max_members = o->max_members > 0 ? o->max_members : TC_LIMIT_MEMBERS,
		.max_bytes = o->max_stream_bytes > 0 ? o->max_stream_bytes : TC_LIMIT_STREAM_BYTES,
		.max_ratio = o->max_ratio > 0 ? o->max_ratio : TC_LIMIT_GZIP_RATIO,
	};
	tc_buf_init(&a->held, o->max_file_bytes > 0 ? o->max_file_bytes : TC_LIMIT_FILE_BYTES);
	tc_arena_init(&a->names, 1 << 20);
	a->options = *o;
	a->options.depth++;
	if (o->format != NULL && strcmp(o->format, "archive") == 0)
		a->options.format = NULL;
	a->path = input->path;
	a->wacz = kind == TC_ARCHIVE_ZIP && tc_str_ends(tc_str_of(input->path), TC_STR(".wacz"));
	status = o->depth == 0 ? tc_archive_sitemaps(a->path, &limits, &a->sitemap, err) : TC_OK;
	if (status == TC_OK)
		status = choose_stream(a, input->stream, kind, &stream, err);
	if (status == TC_OK)
		status = tc_archive_new(stream, kind, &limits, &a->archive, err);
	if (status != TC_OK)
		archive_close(a);
	else
		*state = a;
	return status;
}

/* Remembers a name; *known when it was there before. */
static enum tc_status remember(struct archive_state *a, struct tc_str name, bool *known, struct tc_err *err)
{
	if ((a->n_known + 1) * 2 > a->known_size) {
		size_t size = a->known_size == 0 ? 64 : a->known_size * 2;
		unsigned long long *hashes = tc_alloc(size * sizeof *hashes);
		if (hashes == NULL)
			return tc_err_set(err, TC_ENOMEM, "no memory");
		for (size_t i = 0; i < a->known_size; i++) {
			size_t at = a->known[i] & (size - 1);
			while (a->known[i] != 0 && hashes[at] != 0)
				at = (at + 1) & (size - 1);
			hashes[at] = a->known[i] != 0 ? a->known[i] : hashes[at];
		}
		tc_free(a->known);
		a->known = hashes;
		a->known_size = size;
	}
	unsigned long long hash = tc_str_hash(name) | 1;
	size_t at = hash & (a->known_size - 1);
	while (a->known[at] != 0 && a->known[at] != hash)
		at = (at + 1) & (a->known_size - 1);
	*known = a->known[at] == hash;
	a->n_known += !*known;
	a->known[at] = hash;
	return TC_OK;
}

/* A path as it is shown, in a->names. */
static enum tc_status show_path(struct archive_state *a, struct tc_str path, struct tc_str *out, struct tc_err *err)
{
	struct tc_buf shown;
	tc_buf_init(&shown, 3 * NAME_BYTES);
	path = tc_str_sub(path, 0, NAME_BYTES);
	bool odd = !tc_utf8_valid(path);
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if (c < ' ' || c == 0x7F || (odd && c > 0x7F))
			tc_buf_printf(&shown, "%%%02X", c);
		else
			tc_buf_add_char(&shown, path.p[i]);
	}
	*out = tc_charset_clean(&a->names, tc_arena_str(&a->names, tc_buf_str(&shown)));
	enum tc_status status = tc_buf_check(&shown, "name of a member", err);
	tc_buf_release(&shown);
	return status == TC_OK ? tc_arena_check(&a->names, "name of a member", err) : status;
}

/* Makes a->name of the member's path. */
static enum tc_status name_member(struct archive_state *a, struct tc_err *err)
{
	struct tc_str path = tc_str_of(a->member.path);
	bool known = false;
	tc_arena_reset(&a->names);
	while (tc_str_starts(path, TC_STR("./")))
		path = tc_str_sub(path, 2, path.n);
	a->odd_name = !tc_utf8_valid(path);
	enum tc_status status = show_path(a, path, &a->name, err);
	if (status == TC_OK && path.n > 0)
		status = remember(a, a->name, &known, err);
	if (status == TC_OK && known)
		a->name = tc_arena_printf(&a->names, "%.*s~%llu", TC_STR_ARG(a->name), (unsigned long long)a->number);
	return status;
}

/* Is the member not meant to be read? */
static bool hidden(const struct archive_state *a)
{
	if (a->wacz && !tc_str_starts(a->name, TC_STR("archive/")))
		return true;
	for (struct tc_str rest = a->name; rest.p != NULL;) {
		struct tc_str part = tc_str_split(&rest, '/');
		bool dots = tc_str_eq(part, TC_STR(".")) || tc_str_eq(part, TC_STR(".."));
		if ((tc_str_starts(part, TC_STR(".")) && !dots) || tc_str_eq(part, TC_STR("__MACOSX")))
			return true;
	}
	return false;
}

/* The beginning of a text, cut at a character. */
static struct tc_str beginning(struct tc_str s, size_t n)
{
	while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return tc_str_sub(s, 0, n);
}

/* A failure of one member leaves the others to be read. */
static enum tc_status member_failed(const struct archive_state *a, enum tc_status status, const struct tc_err *reason,
				    struct tc_err *err)
{
	struct tc_str name = beginning(a->name, 300);
	if (status == TC_ENOMEM || status == TC_EINTERNAL)
		return tc_err_set(err, status, "%s", reason->text);
	return tc_err_set(err, TC_SKIP, "%.*s%s%s", TC_STR_ARG(name), a->name.n > 0 ? ": " : "", reason->text);
}

/* The path by which a member is tasted: its own, or the archive's without what says how it is compressed. */
static struct tc_str tasted_path(const struct archive_state *a)
{
	struct tc_str path = tc_str_of(a->path), ending = path;
	if (a->name.n > 0)
		return a->name;
	while (ending.p != NULL && tc_str_find_char(ending, '.', 0) < ending.n)
		tc_str_split(&ending, '.');
	return ending.n < path.n && ending.n <= 4 ? tc_str_sub(path, 0, path.n - ending.n - 1) : path;
}

/* Why the member cannot be opened: TC_SKIP, or TC_OK when it can. */
static enum tc_status refuse_member(struct archive_state *a, struct tc_err *reason)
{
	struct tc_str link = TC_STR_NONE;
	if (a->member.link != NULL) {
		enum tc_status status = show_path(a, tc_str_of(a->member.link), &link, reason);
		link = beginning(link, 150);
		return status == TC_OK ? tc_err_set(reason, TC_SKIP, "a link to %.*s: not followed", TC_STR_ARG(link)) : status;
	}
	return a->member.encrypted ? tc_err_set(reason, TC_SKIP, "encrypted: cannot be read") : TC_OK;
}

/* The next member, opened; TC_SKIP when it cannot be. */
static enum tc_status next_member(struct archive_state *a, struct tc_err *err)
{
	struct tc_err reason = {TC_OK, ""};
	enum tc_status status = tc_archive_next(a->archive, &a->member, err);
	if (status != TC_OK)
		return status;
	a->number++;
	if (!a->member.file && a->member.link == NULL)
		return TC_OK;
	status = name_member(a, err);
	if (status != TC_OK || hidden(a))
		return status;
	const struct tc_stream_source source = tc_archive_source(a->archive);
	status = refuse_member(a, &reason);
	if (status == TC_OK)
		status = tc_reader_open_source(&source, tc_arena_cstr(&a->names, tasted_path(a)), &a->options, &a->page, &reason);
	return status == TC_OK ? TC_OK : member_failed(a, status, &reason, err);
}

/* Does a path lead out of the folder that the archive would be unpacked in? */
static bool leads_out(struct tc_str path)
{
	if (tc_str_starts(path, TC_STR("/")))
		return true;
	while (path.p != NULL)
		if (tc_str_eq(tc_str_split(&path, '/'), TC_STR("..")))
			return true;
	return false;
}

/* What the archive says of an article. */
static void add_member(const struct archive_state *a, struct tc_article *article)
{
	struct tc_arena *arena = article->arena;
	article->file = tc_arena_str(arena, tc_str_of(a->path));
	if (a->name.n > 0 && article->member.n > 0)
		article->member = tc_arena_printf(arena, "%.*s!%.*s", TC_STR_ARG(a->name), TC_STR_ARG(article->member));
	else if (a->name.n > 0)
		article->member = tc_arena_str(arena, a->name);
	if (a->sitemap != NULL && article->captured.precision == TC_DATE_NONE)
		tc_sitemap_fill(a->sitemap, article);
	if (a->odd_name)
		tc_strs_add(&article->notes, arena, TC_STR("name in the archive: not UTF-8"));
	if (leads_out(tc_str_of(a->member.path)))
		tc_strs_add(&article->notes, arena, TC_STR("path in the archive leads out of it: only a name here"));
}

static enum tc_status archive_next(void *state, struct tc_article *article, struct tc_err *err)
{
	struct archive_state *a = state;
	struct tc_err reason = {TC_OK, ""};
	enum tc_status status;
	for (;;) {
		while (a->page == NULL)
			if ((status = next_member(a, err)) != TC_OK)
				return status;
		status = tc_reader_next(a->page, article, &reason);
		if (status == TC_OK) {
			add_member(a, article);
			return TC_OK;
		}
		if (status != TC_SKIP) {
			tc_reader_free(a->page);
			a->page = NULL;
		}
		if (status != TC_END)
			return member_failed(a, status, &reason, err);
	}
}

const struct tc_format tc_format_archive = {
	.name = "archive",
	.description = "files in a zip, tar or 7z, or compressed by xz, zstd or bzip2",
	.whole = false,
	.bytes = true,
	.escapes = false,
	.taste = archive_taste,
	.open = archive_open,
	.next = archive_next,
	.close = archive_close,
};
