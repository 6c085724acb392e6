/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_TOKENS_COMMAND_H
#define TC_QUERY_TOKENS_COMMAND_H

#include "base/buf.h"
#include "base/status.h"

/* Adds the tokens of text to out, with byte offsets, positions and the forms of the ladder: as a JSON array in one line,
 * [{"text","start","end","position","term","toneless","ascii"}] ("joined" only where a glued group begins), or as a
 * table for people. */
enum tc_status tc_tokens_print(struct tc_str text, bool json, struct tc_buf *out, struct tc_err *err);

#endif
