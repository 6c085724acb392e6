/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the beginning of a file says: an archive to open, or one that is a document by itself.
 *
 * Archives are known by their magic: zip (PKWARE's APPNOTE 4.3.7; an empty one has its end alone, 4.3.16), 7z, xz, zstd (RFC
 * 8878), bzip2, and tar of POSIX at byte 257; a tar of before 1988 has none, but the checksum of its first header is right.
 *
 * Many formats are a zip inside.  Open Packaging (docx, xlsx, pptx) has a list of content types and a folder named after the
 * program; OpenDocument and EPUB begin with a member "mimetype" that is not compressed; a jar begins with its manifest; an apk
 * has compiled code or an Android manifest.  The names of members stand in the local headers, so that those in the beginning can
 * be looked at without a directory; where they say nothing, the ending of the path does. */
#include <string.h>

#include "base/archive.h"

/* A slice in a table. */
#define S(literal)                                                                                                               \
	{                                                                                                                        \
		(literal), sizeof(literal) - 1                                                                                   \
	}

static bool has(struct tc_str bytes, size_t at, struct tc_str magic)
{
	return bytes.n >= at + magic.n && memcmp(bytes.p + at, magic.p, magic.n) == 0;
}

/* Do the first header's bytes, the checksum read as blanks, add up to the checksum? */
static bool old_tar(struct tc_str begin)
{
	unsigned sum = 0, told = 0;
	size_t at = 148;
	if (begin.n < 512 || begin.p[0] == '\0')
		return false;
	for (size_t i = 0; i < 512; i++)
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)begin.p[i];
	while (at < 156 && begin.p[at] == ' ')
		at++;
	for (; at < 156 && begin.p[at] >= '0' && begin.p[at] <= '7'; at++)
		told = told * 8 + (unsigned)(begin.p[at] - '0');
	return told == sum;
}

enum tc_archive_kind tc_archive_kind(struct tc_str begin)
{
	static const struct {
		enum tc_archive_kind kind;
		size_t at;
		struct tc_str magic;
	} kinds[] = {
		{TC_ARCHIVE_ZIP, 0, S("PK\3\4")},
		{TC_ARCHIVE_ZIP, 0, S("PK\5\6")},
		{TC_ARCHIVE_7Z, 0, S("7z\xBC\xAF\x27\x1C")},
		{TC_ARCHIVE_TAR, 257, S("ustar")},
		{TC_ARCHIVE_COMPRESSED, 4, S("1AY&SY")},
		{TC_ARCHIVE_COMPRESSED, 0,
		 S("\xFD"
		   "7zXZ\0")},
		{TC_ARCHIVE_COMPRESSED, 0, S("\x28\xB5\x2F\xFD")},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (has(begin, kinds[i].at, kinds[i].magic))
			return kinds[i].kind;
	return old_tar(begin) ? TC_ARCHIVE_TAR : TC_ARCHIVE_NONE;
}

static const struct {
	const char *ending, *name;
	struct tc_str mime;   /* begins the member "mimetype" */
	struct tc_str member; /* begins the name of a member */
} documents[] = {
	{".docx", "a Word document (docx)", S(""), S("word/")},
	{".xlsx", "an Excel workbook (xlsx)", S(""), S("xl/")},
	{".pptx", "a PowerPoint presentation (pptx)", S(""), S("ppt/")},
	{".odt", "an OpenDocument text (odt)", S("application/vnd.oasis.opendocument.text"), S("")},
	{".ods", "an OpenDocument table (ods)", S("application/vnd.oasis.opendocument.spreadsheet"), S("")},
	{".odp", "an OpenDocument presentation (odp)", S("application/vnd.oasis."), S("")},
	{".epub", "a book (epub)", S("application/epub+zip"), S("META-INF/container.xml")},
	{".apk", "an Android program (apk)", S(""), S("AndroidManifest.xml")},
	{".apk", "an Android program (apk)", S(""), S("classes.dex")},
	{".jar", "a Java archive (jar)", S(""), S("META-INF/MANIFEST.MF")},
};

static unsigned number_at(const char *p)
{
	return (unsigned)(unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
}

const char *tc_archive_document(struct tc_str begin, const char *path)
{
	static const struct tc_str local = S("PK\3\4");
	if (!tc_str_starts(begin, local))
		return NULL;
	bool package = tc_str_find(begin, TC_STR("[Content_Types].xml"), 0) < begin.n;
	for (size_t at = 0; (at = tc_str_find(begin, local, at)) + 30 < begin.n; at += 4) {
		size_t n = number_at(begin.p + at + 26), data = at + 30 + n + number_at(begin.p + at + 28);
		struct tc_str name = tc_str_sub(begin, at + 30, at + 30 + n), content = tc_str_sub(begin, data, begin.n);
		bool mimetype = at == 0 && tc_str_eq(name, TC_STR("mimetype"));
		for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
			if ((mimetype && documents[i].mime.n > 0 && tc_str_starts(content, documents[i].mime)) ||
			    (documents[i].member.n > 0 && tc_str_starts(name, documents[i].member) &&
			     (package || !tc_str_ends(documents[i].member, TC_STR("/")))))
				return documents[i].name;
	}
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
		if (tc_str_ends(tc_str_of(path), tc_str_of(documents[i].ending)))
			return documents[i].name;
	return NULL;
}
