/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_CHARSET_H
#define TC_CORPUS_CHARSET_H

#include "base/arena.h"
#include "base/buf.h"

/* Bytes of any encoding to clean text: UTF-8, NFC, lines ended by LF, without control characters (tab and LF stay), soft
 * hyphens, zero-width signs and byte order marks; a no-break blank is a blank. */

#define TC_CHARSET_NAME_BYTES 32

struct tc_charset {
	char name[TC_CHARSET_NAME_BYTES];     /* in use: utf-8, utf-16le, windows-1258, ... */
	char declared[TC_CHARSET_NAME_BYTES]; /* by the bytes themselves, "" when they say nothing */
	bool forced;                          /* by the caller */
	size_t n_repaired;                    /* bytes that the encoding does not allow, each U+FFFD now */
	unsigned put_right;                   /* which encodings text that was decoded wrong is in by itself: 1 << tc_vn_coding */
	unsigned mixed;                       /* the same of bytes: parts in them inside a file of another encoding */
	unsigned fonts;                       /* the encoding whose fonts a page names: 1 + tc_vn_coding, 0 for none */
};

/* Is this no text at all: magic of an image, PDF, ZIP, ELF, gzip, or NUL and control bytes that no encoding explains? */
bool tc_charset_binary(struct tc_str bytes);
/* Can name be decoded? */
bool tc_charset_known(const char *name);
/* Finds the encoding of bytes (a beginning is enough; all says that there are no more).  forced, when not NULL, is taken instead:
 * TC_EARG when no such encoding is known. */
enum tc_status tc_charset_find(struct tc_str bytes, bool all, const char *forced, struct tc_charset *out, struct tc_err *err);
/* What a server or a message says of the encoding of bytes, made a name for _find; NULL when it is worth nothing: the bytes
 * declare one themselves or are UTF-8, or it is one that is said of everything. */
const char *tc_charset_told(struct tc_str bytes, struct tc_str told, char name[TC_CHARSET_NAME_BYTES]);
/* Decodes bytes by charset and cleans them.  *text is bytes itself (when they are clean already, without their byte order mark),
 * or lives in out.  TC_ENOMEM, TC_ELIMIT (out->max_bytes). */
enum tc_status tc_charset_decode(struct tc_str bytes, struct tc_charset *charset, struct tc_buf *out, struct tc_str *text,
				 struct tc_err *err);
/* Cleans a piece of UTF-8 of any quality: gives s itself, or a copy in the arena. */
struct tc_str tc_charset_clean(struct tc_arena *arena, struct tc_str s);
/* Puts text right that was decoded wrong before it was written into escapes (&Ocirc;, \u00d4): false when all is well; else the
 * new text is in out, and charset says so.  Parts end at LF, < and > and at U+001E, which stay. */
bool tc_charset_put_right(struct tc_charset *charset, struct tc_str s, struct tc_buf *out);
/* Makes capitals of what a page in TCVN3, decoded, shows in fonts of capitals (.VnTimeH).  false when there is nothing to change;
 * else the page is in out. */
bool tc_charset_font_capitals(struct tc_str page, struct tc_buf *out);
/* Was any of the text in this encoding? */
bool tc_charset_has(const struct tc_charset *charset, const char *name);
/* Says in notes what a reader should know: nothing for UTF-8 that is not declared otherwise. */
void tc_charset_notes(const struct tc_charset *charset, struct tc_arena *arena, struct tc_strs *notes);

#endif
