/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_ARCHIVE_H
#define TC_BASE_ARCHIVE_H

#include "base/stream.h"

/* Members of an archive (zip, 7z, tar; tar or a single file compressed by xz, zstd or bzip2) one after another, read as a
 * stream: memory does not grow with its members, nothing is ever written to disk. */
struct tc_archive;

enum tc_archive_kind {
	TC_ARCHIVE_NONE,
	TC_ARCHIVE_ZIP,
	TC_ARCHIVE_7Z, /* read only from a stream that can seek: its directory is at its end */
	TC_ARCHIVE_TAR,
	TC_ARCHIVE_COMPRESSED, /* xz, zstd, bzip2: a tar, or one member without a name */
};

struct tc_archive_limits {
	uint64_t max_members;
	uint64_t max_bytes; /* of all that is read, expanded */
	uint32_t max_ratio; /* expanded to compressed bytes, of a member and of all */
};

struct tc_archive_member {
	const char *path; /* as the archive has it, in any encoding; "" of a single file; until the next call */
	const char *link; /* what a symbolic or hard link leads to, else NULL; until the next call */
	bool file;        /* a regular file; else a folder, link or device */
	bool encrypted;
};

/* What the beginning of a file says it is. */
enum tc_archive_kind tc_archive_kind(struct tc_str begin);
/* Of an archive that is a document or a program of others: "a Word document (docx)", "a Java archive (jar)"; NULL when it is
 * none.  path is looked at for its ending. */
const char *tc_archive_document(struct tc_str begin, const char *path);
/* stream outlives the archive. */
enum tc_status tc_archive_new(struct tc_stream *stream, enum tc_archive_kind kind, const struct tc_archive_limits *limits,
			      struct tc_archive **out, struct tc_err *err);
void tc_archive_free(struct tc_archive *archive); /* takes NULL */
/* TC_OK; TC_END; TC_SKIP when the archive is damaged or ends too early (TC_END follows); TC_ELIMIT when it is a bomb. */
enum tc_status tc_archive_next(struct tc_archive *archive, struct tc_archive_member *member, struct tc_err *err);
/* The content of the member that tc_archive_next gave last, until its next call.  Over a limit is TC_ELIMIT. */
struct tc_stream_source tc_archive_source(struct tc_archive *archive);

#endif
