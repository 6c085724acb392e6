/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_LIMITS_H
#define TC_BASE_LIMITS_H

/* Every maximum of the house, with unit and reason.  What is over one is TC_ELIMIT with a message, never a silent cut. */

/* One file that is read whole (HTML page, text): the largest real news page seen has 3 MB. */
#define TC_LIMIT_FILE_BYTES (64u << 20)
/* Expanded content of one stream (a container of many records). */
#define TC_LIMIT_STREAM_BYTES (64ull << 30)
/* Expanded to compressed bytes of gzip: deflate cannot do better than 1032, real text reaches 20. */
#define TC_LIMIT_GZIP_RATIO 400u
/* One record of a container (a line of JSON Lines). */
#define TC_LIMIT_RECORD_BYTES (16u << 20)
/* Everything held for one article. */
#define TC_LIMIT_ARTICLE_BYTES (96u << 20)
/* Files in one archive: of each a hash of its name is kept. */
#define TC_LIMIT_MEMBERS 2000000u
/* Nested elements of a page: the deepest of 473 real pages has 51. */
#define TC_LIMIT_HTML_DEPTH 2000
/* Nested folders: deeper is a loop or an attack. */
#define TC_LIMIT_FOLDER_DEPTH 128
/* A path, as Linux counts it. */
#define TC_LIMIT_PATH_BYTES 4096
/* A term: Xapian allows 245 bytes with zero bytes counted twice; the longest Vietnamese syllable has 7 letters, 14
 * bytes; what is longer than this is noise (base64, glued URLs) and is not indexed. */
#define TC_LIMIT_TERM_BYTES 64
/* A term with its prefix, or a key of the database (Xapian: 245). */
#define TC_LIMIT_KEY_BYTES 240
/* A query as typed, in bytes, and the words and brackets in it. */
#define TC_LIMIT_QUERY_BYTES 16384
#define TC_LIMIT_QUERY_TERMS 256
#define TC_LIMIT_QUERY_DEPTH 32
/* Spellings that one trailing * may stand for: the most frequent ones are taken. */
#define TC_LIMIT_WILDCARD_TERMS 100
/* Words with a * and initials in one query: each may cost as much as a hundred words. */
#define TC_LIMIT_QUERY_WILDCARDS 16
/* Captures of one URL that an article lists; the rest is told as one line. */
#define TC_LIMIT_VERSIONS 1000
/* Hits per page that may be asked for. */
#define TC_LIMIT_HITS 10000
/* Memory of the captures of one article that are compared. */
#define TC_LIMIT_HISTORY_BYTES (1ul << 30)

/* Address space of a worker; a sanitizer needs terabytes of it. */
#ifdef TC_SANITIZED
#define TC_LIMIT_WORKER_BYTES 0
#else
#define TC_LIMIT_WORKER_BYTES (2ul << 30)
#endif

#endif
