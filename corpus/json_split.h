/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_JSON_SPLIT_H
#define TC_CORPUS_JSON_SPLIT_H

#include "base/stream.h"

/* Cuts a stream of JSON into records: the objects of an array, of an array that objects wrap, or one after another, however they
 * are laid out.  Memory is that of one record. */
struct tc_json_split;

/* The stream is the caller's and outlives it. */
enum tc_status tc_json_split_new(struct tc_stream *stream, uint64_t max_record_bytes, struct tc_json_split **out,
				 struct tc_err *err);
void tc_json_split_free(struct tc_json_split *split); /* takes NULL */
/* The next record, from { to }, valid until the next call.  TC_SKIP with the reason: something that is broken, is too large or
 * ends nowhere; reading goes on at the next object.  Values that are no objects are passed over, and told once at the end.
 * *offset is the byte where it begins, in either case. */
enum tc_status tc_json_split_next(struct tc_json_split *split, struct tc_str *record, uint64_t *offset, struct tc_err *err);
/* Title and language of the JSON Feed that the records are wrapped in, as they stand between the quotes; else empty. */
struct tc_str tc_json_split_feed_title(const struct tc_json_split *split);
struct tc_str tc_json_split_feed_language(const struct tc_json_split *split);

#endif
