/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Members of an archive through libarchive, which is known here alone.
 *
 * An archive is read from its beginning to its end, so that it may itself come out of gzip or out of another archive, and a cut
 * one gives what is there.  Of a file, libarchive goes to the directory at the end of a zip or 7z first: it alone says which
 * members are links, and a 7z cannot be read without.  A directory of more than DIRECTORY_BYTES is refused, for libarchive holds
 * all of it.  What is no tar but compressed by xz, zstd or bzip2 is one member without a name.  Only the formats that a file
 * seems to be are tried, never those filters of libarchive that run programs.
 *
 * A bomb is told while it is expanded: a member, or all together, that has become more than max_ratio times what was read of the
 * archive for it (of a file never more than it has: members of a zip may lie over each other).  As a decompressor reads ahead, a
 * block more counts as read.  libarchive passes over the rest of a member by itself, without any limit; where that means
 * expanding (all of the archive is compressed, or a zip says the length only behind the data), it is done here, within the
 * limits.
 *
 * libarchive turns names into the encoding of the locale.  It is asked under C.UTF-8, whatever the locale of the program is, so
 * that a name in UTF-8 comes out as it is; a zip of old that does not say its encoding gives the bytes that it has. */
#include "base/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <string.h>

#include "base/alloc.h"

#define BLOCK_BYTES 65536
/* Read before the first member is known: half a million members. */
#define DIRECTORY_BYTES (64u << 20)

struct tc_archive {
	struct archive *handle;
	struct archive_entry *entry;
	struct tc_stream *stream;
	enum tc_archive_kind kind;
	struct tc_archive_limits limits;
	locale_t locale, outer;
	uint64_t size; /* of a stream that can seek, else UINT64_MAX */
	uint64_t members;
	uint64_t member_bytes, all_bytes; /* expanded */
	uint64_t read, member_from;       /* bytes of the archive, and what they were when the member began */
	const char *left;                 /* of a block of the member, after a hole that the archive does not hold */
	size_t n_left;
	uint64_t hole;
	bool begun, ended, member_ended;
	struct tc_err failure; /* of the stream, or a limit of the whole archive */
	char block[BLOCK_BYTES];
};

static la_ssize_t read_block(struct archive *handle, void *context, const void **block)
{
	struct tc_archive *a = context;
	size_t got = 0;
	enum tc_status status = TC_OK;
	if (a->members == 0 && a->read > DIRECTORY_BYTES && a->size != UINT64_MAX)
		status =
			tc_err_set(&a->failure, TC_ELIMIT, "its directory is larger than the limit of %u bytes", DIRECTORY_BYTES);
	if (status == TC_OK)
		status = tc_stream_read(a->stream, a->block, sizeof a->block, &got, &a->failure);
	if (status != TC_OK) {
		archive_set_error(handle, EIO, "%s", a->failure.text);
		return -1;
	}
	a->read += got;
	*block = a->block;
	return (la_ssize_t)got;
}

static la_int64_t seek(struct archive *handle, void *context, la_int64_t offset, int whence)
{
	struct tc_archive *a = context;
	la_int64_t size = (la_int64_t)a->size, from = whence == SEEK_END   ? size
						      : whence == SEEK_CUR ? (la_int64_t)tc_stream_offset(a->stream)
									   : 0;
	/* Offsets out of damaged directories lead anywhere. */
	la_int64_t to = offset > size - from ? size : offset < -from ? 0 : from + offset;
	if (tc_stream_seek(a->stream, (uint64_t)to, &a->failure) == TC_OK)
		return to;
	archive_set_error(handle, EIO, "%s", a->failure.text);
	return ARCHIVE_FATAL;
}

static la_int64_t skip(struct archive *handle, void *context, la_int64_t n)
{
	struct tc_archive *a = context;
	la_int64_t from = (la_int64_t)tc_stream_offset(a->stream);
	la_int64_t to = n <= 0 ? from : seek(handle, context, n, SEEK_CUR);
	return to < from ? 0 : to - from;
}

/* libarchive is called between these two. */
static void enter(struct tc_archive *a)
{
	if (a->locale != (locale_t)0)
		a->outer = uselocale(a->locale);
}

static void leave(struct tc_archive *a)
{
	if (a->locale != (locale_t)0)
		uselocale(a->outer);
}

static int choose(struct archive *handle, enum tc_archive_kind kind)
{
	static int (*const compressed[])(struct archive *) = {
		archive_read_support_filter_xz,  archive_read_support_filter_zstd, archive_read_support_filter_bzip2,
		archive_read_support_format_tar, archive_read_support_format_raw,
	};
	int result = ARCHIVE_OK;
	if (kind == TC_ARCHIVE_ZIP)
		return archive_read_support_format_zip(handle);
	if (kind == TC_ARCHIVE_7Z)
		return archive_read_support_format_7zip(handle);
	if (kind == TC_ARCHIVE_TAR)
		return archive_read_support_format_tar(handle);
	for (size_t i = 0; i < sizeof compressed / sizeof *compressed && result >= ARCHIVE_WARN; i++)
		result = compressed[i](handle);
	return result;
}

enum tc_status tc_archive_new(struct tc_stream *stream, enum tc_archive_kind kind, const struct tc_archive_limits *limits,
			      struct tc_archive **out, struct tc_err *err)
{
	struct tc_archive *a = tc_alloc(sizeof *a);
	*out = NULL;
	if (a == NULL)
		return tc_err_set(err, TC_ENOMEM, "no memory");
	a->stream = stream;
	a->kind = kind;
	a->limits = *limits;
	bool can_seek = tc_stream_can_seek(stream, &a->size);
	a->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	enter(a);
	a->handle = archive_read_new();
	bool made = a->handle != NULL && choose(a->handle, kind) >= ARCHIVE_WARN;
	if (made) {
		archive_read_set_callback_data(a->handle, a);
		archive_read_set_read_callback(a->handle, read_block);
	}
	if (made && can_seek) {
		archive_read_set_seek_callback(a->handle, seek);
		archive_read_set_skip_callback(a->handle, skip);
	} else {
		a->size = UINT64_MAX;
	}
	leave(a);
	if (!made) {
		tc_archive_free(a);
		return tc_err_set(err, TC_ENOMEM, "no memory");
	}
	*out = a;
	return TC_OK;
}

void tc_archive_free(struct tc_archive *a)
{
	if (a == NULL)
		return;
	enter(a);
	if (a->handle != NULL)
		archive_read_free(a->handle);
	leave(a);
	if (a->locale != (locale_t)0)
		freelocale(a->locale);
	tc_free(a);
}

/* Has what was expanded become too much for what was read? */
static bool over_ratio(uint64_t expanded, uint64_t compressed, uint32_t max_ratio)
{
	return expanded / max_ratio > compressed + BLOCK_BYTES;
}

/* All bytes of the archive behind its own compression, and those of the file. */
static enum tc_status check_all(struct tc_archive *a, struct tc_err *err)
{
	int64_t unpacked = archive_filter_bytes(a->handle, 0);
	bool filtered = archive_filter_count(a->handle) > 1;
	uint64_t all = filtered && (uint64_t)unpacked > a->all_bytes ? (uint64_t)unpacked : a->all_bytes;
	if (all > a->limits.max_bytes)
		tc_err_set(&a->failure, TC_ELIMIT, "expands to more than %llu bytes", (unsigned long long)a->limits.max_bytes);
	else if (over_ratio(all, a->read < a->size ? a->read : a->size, a->limits.max_ratio))
		tc_err_set(&a->failure, TC_ELIMIT, "expands more than %u times: a compression bomb?", a->limits.max_ratio);
	else
		return TC_OK;
	a->ended = true;
	return tc_err_set(err, TC_ELIMIT, "%s", a->failure.text);
}

static enum tc_status check_member(struct tc_archive *a, struct tc_err *err)
{
	if (over_ratio(a->member_bytes, a->read - a->member_from, a->limits.max_ratio))
		return tc_err_set(err, TC_ELIMIT, "expands more than %u times: a compression bomb?", a->limits.max_ratio);
	return TC_OK;
}

/* What libarchive could not do, as the end of the archive. */
static enum tc_status broken(struct tc_archive *a, struct tc_err *err)
{
	const char *reason = archive_error_string(a->handle);
	a->ended = true;
	if (a->failure.status != TC_OK)
		return tc_err_set(err, a->failure.status, "%s", a->failure.text);
	if (archive_errno(a->handle) == ENOMEM)
		return tc_err_set(err, TC_ELIMIT, "needs more memory than there is");
	return tc_err_set(err, TC_SKIP, "the archive is damaged or cut%s%s", reason != NULL ? ": " : "",
			  reason != NULL ? reason : "");
}

/* The next block of the member's data into a->left. */
static enum tc_status next_block(struct tc_archive *a, struct tc_err *err)
{
	const void *block = NULL;
	size_t n = 0;
	la_int64_t offset = 0;
	int r = archive_read_data_block(a->handle, &block, &n, &offset);
	if (r == ARCHIVE_OK || r == ARCHIVE_WARN) {
		a->left = block;
		a->n_left = n;
		a->hole = offset > (la_int64_t)a->member_bytes ? (uint64_t)offset - a->member_bytes : 0;
		return TC_OK;
	}
	a->member_ended = true;
	if (r == ARCHIVE_EOF)
		return TC_END;
	return r == ARCHIVE_FATAL ? broken(a, err) : tc_err_set(err, TC_SKIP, "damaged: %s", archive_error_string(a->handle));
}

/* Not archive_read_data, which drops what it has when the next block is damaged. */
static enum tc_status read_member(void *context, void *to, size_t n, size_t *got, struct tc_err *err)
{
	struct tc_archive *a = context;
	enum tc_status status = TC_OK;
	*got = 0;
	if (a->ended || a->member_ended)
		return a->failure.status != TC_OK ? tc_err_set(err, a->failure.status, "%s", a->failure.text) : TC_END;
	enter(a);
	while (status == TC_OK && a->n_left == 0)
		status = next_block(a, err);
	if (status == TC_OK && a->hole > 0) {
		*got = a->hole < n ? (size_t)a->hole : n;
		memset(to, 0, *got);
		a->hole -= *got;
	} else if (status == TC_OK) {
		*got = a->n_left < n ? a->n_left : n;
		memcpy(to, a->left, *got);
		a->left += *got;
		a->n_left -= *got;
	}
	a->member_bytes += *got;
	a->all_bytes += *got;
	if (status == TC_OK)
		status = check_all(a, err);
	if (status == TC_OK)
		status = check_member(a, err);
	leave(a);
	return status;
}

struct tc_stream_source tc_archive_source(struct tc_archive *a)
{
	return (struct tc_stream_source){.context = a, .read = read_member};
}

/* Passes over the rest of the member where libarchive would expand it without a limit. */
static enum tc_status pass_over(struct tc_archive *a, struct tc_err *err)
{
	const void *block;
	size_t n;
	la_int64_t offset;
	enum tc_status status = TC_OK;
	if (!a->begun || a->member_ended || (archive_filter_count(a->handle) < 2 && archive_entry_size_is_set(a->entry)))
		return TC_OK;
	for (int r = ARCHIVE_OK; r == ARCHIVE_OK && status == TC_OK;) {
		r = archive_read_data_block(a->handle, &block, &n, &offset);
		if (r == ARCHIVE_FATAL)
			return broken(a, err);
		if (r != ARCHIVE_OK)
			break;
		a->member_bytes += n;
		a->all_bytes += n;
		status = check_all(a, err);
		if (status == TC_OK)
			status = check_member(a, err);
	}
	a->ended = a->ended || status != TC_OK;
	return status;
}

static const char *link_of(struct archive_entry *entry)
{
	const char *link = archive_entry_hardlink(entry);
	return link == NULL && archive_entry_filetype(entry) == AE_IFLNK ? archive_entry_symlink(entry) : link;
}

static enum tc_status next_member(struct tc_archive *a, struct tc_archive_member *member, struct tc_err *err)
{
	enum tc_status status = pass_over(a, err);
	int r = ARCHIVE_OK;
	if (status != TC_OK)
		return status;
	if (!a->begun)
		r = archive_read_open1(a->handle);
	a->begun = true;
	if (r == ARCHIVE_OK || r == ARCHIVE_WARN)
		r = archive_read_next_header(a->handle, &a->entry);
	if (r == ARCHIVE_EOF) {
		a->ended = true;
		return TC_END;
	}
	if (r != ARCHIVE_OK && r != ARCHIVE_WARN)
		return broken(a, err);
	if (++a->members > a->limits.max_members) {
		a->ended = true;
		return tc_err_set(err, TC_ELIMIT, "more than %llu members", (unsigned long long)a->limits.max_members);
	}
	a->member_bytes = a->hole = 0;
	a->n_left = 0;
	a->member_ended = false;
	a->member_from = a->read;
	bool raw = archive_format(a->handle) == ARCHIVE_FORMAT_RAW;
	const char *path = archive_entry_pathname(a->entry);
	if (path == NULL)
		path = archive_entry_pathname_utf8(a->entry);
	*member = (struct tc_archive_member){
		.path = raw || path == NULL ? "" : path,
		.link = link_of(a->entry),
		.file = archive_entry_filetype(a->entry) == AE_IFREG && archive_entry_hardlink(a->entry) == NULL,
		.encrypted = archive_entry_is_data_encrypted(a->entry) != 0,
	};
	return TC_OK;
}

enum tc_status tc_archive_next(struct tc_archive *a, struct tc_archive_member *member, struct tc_err *err)
{
	if (a->ended)
		return a->failure.status != TC_OK ? tc_err_set(err, a->failure.status, "%s", a->failure.text) : TC_END;
	enter(a);
	enum tc_status status = next_member(a, member, err);
	leave(a);
	return status;
}
